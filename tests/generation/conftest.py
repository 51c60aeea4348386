"""Tests of the generator: each makes a package from a spec of a few lines, imports it and runs it.

They want the generator's environment (`spec/constraints.txt` plus pytest and hypothesis), which `nox -s generate_check`
makes. The SDK's own environment cannot hold it, since the generator wants an older typer than the command line; there
these tests are not collected.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

if find_spec("openapi_python_client") is None:
    collect_ignore_glob = ["test_*.py", "drill/*"]
else:
    # The driver is a script, not a package, and the generated packages want `amili_client.runtime`.
    sys.path[:0] = [str(ROOT / "spec"), str(ROOT / "generated")]

_HEAD = """\
openapi: 3.1.0
info: {title: Tiny, version: "1", EXTENSIONS}
"""


@pytest.fixture(scope="session")
def spec() -> Path:
    return ROOT / "spec"


@pytest.fixture(scope="session")
def schemas_below() -> Callable[[dict[str, Any], Any], set[str]]:
    """Says which schemas of a document a part of it refers to, directly or through others."""

    def find(spec: dict[str, Any], node: Any) -> set[str]:
        from generator import coverage

        found: set[str] = set()
        waiting: list[Any] = [node]
        while waiting:
            each = waiting.pop()
            if isinstance(each, list):
                waiting.extend(each)
            elif isinstance(each, dict) and "$ref" not in each:
                waiting.extend(each.values())
            elif isinstance(each, dict) and each["$ref"] not in found:
                found.add(each["$ref"])
                waiting.append(coverage.resolve(spec, each))
        return {reference.rpartition("/")[2] for reference in found if "/schemas/" in reference}

    return find


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Makes an OpenAPI document of a few lines: `schemas` go below components/schemas, `paths` below paths, `info` into info."""

    def make(schemas: str = "", *, paths: str = "", info: str = "") -> dict[str, Any]:
        from generator import document

        text = _HEAD.replace("EXTENSIONS", info)
        text += "paths:\n" + indent(paths, "  ") if paths else "paths: {}\n"
        if schemas:
            text += "\ncomponents:\n  schemas:\n" + indent(schemas, "    ")
        path = tmp_path / "tiny.yaml"
        path.write_text(text, encoding="utf-8")
        return document.load(path)

    return make


@pytest.fixture
def generated(
    document: Callable[..., dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., ModuleType]]:
    """Makes a package from such a document, proves its coverage as the driver does, and imports it."""
    folder = tmp_path_factory.mktemp("generated")
    monkeypatch.syspath_prepend(str(folder))
    names: list[str] = []

    def make(schemas: str = "", *, paths: str = "", info: str = "") -> ModuleType:
        from generator import client, coverage

        name = f"tiny_{folder.name}_{len(names)}"
        names.append(name)
        merged = document(schemas, paths=paths, info=info)
        client.generate_client(merged, folder / name)
        coverage.check_coverage(merged, folder / name)
        importlib.invalidate_caches()
        return importlib.import_module(f"{name}.models") if not paths else importlib.import_module(name)

    yield make
    for name in [module for module in sys.modules if module.partition(".")[0] in names]:
        del sys.modules[name]
