"""A name of a package is loaded when it is first asked for, from where it is at home, and then is an attribute like any other."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGE = "a_package_of_the_test_of_lazy_names"

FILES = {
    "__init__.py": """
from amili_ext.lazy import lazily
__getattr__ = lazily(__name__, {"Thing": "deep.things", "deep_module": "deep", "Lost": "deep"})
""",
    "deep/__init__.py": "",
    "deep/things.py": "class Thing: ...\nclass Hidden: ...",
    "deep/deep_module.py": "",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    for name, source in FILES.items():
        path = tmp_path / PACKAGE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module(PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def loaded() -> set[str]:
    return {name.removeprefix(f"{PACKAGE}.") for name in sys.modules if name.startswith(f"{PACKAGE}.")}


def test_a_name_is_loaded_when_it_is_asked_for_and_not_before(package: ModuleType) -> None:
    assert loaded() == set()
    thing = package.Thing
    assert (thing.__module__, thing.__name__) == (f"{PACKAGE}.deep.things", "Thing")
    assert loaded() == {"deep", "deep.things"}


def test_from_then_on_it_is_an_attribute_like_any_other(package: ModuleType) -> None:
    thing = package.Thing
    assert vars(package)["Thing"] is thing, "so that nothing is looked up a second time"


def test_a_name_may_be_a_module_itself(package: ModuleType) -> None:
    assert package.deep_module is importlib.import_module(f"{PACKAGE}.deep.deep_module")


def test_other_names_are_not_there_and_load_nothing(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{PACKAGE}' has no attribute 'Hidden'$"):
        _ = package.Hidden
    assert loaded() == set()


def test_a_name_that_has_left_its_home_is_a_mistake_of_the_package_and_says_where(package: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match=rf"{PACKAGE}\.deep\.Lost"):
        _ = package.Lost
