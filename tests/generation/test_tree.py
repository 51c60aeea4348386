"""The driver as a whole: it wants its own versions and templates, and replaces the package by what `spec/` makes or leaves it alone."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from generator import GenerationError, client, templates, tree


@pytest.fixture
def small(spec: Path, tmp_path: Path) -> Path:
    """A copy of `spec/` with the two smallest documents."""
    folder = tmp_path / "spec"
    (folder / "norway").mkdir(parents=True)
    for name in ("autocollect", "identiverse"):
        for path in (spec / "norway").glob(f"{name}.*yaml"):
            shutil.copy(path, folder / "norway")
    return folder


def test_an_overlay_whose_target_matches_nothing(small: Path, tmp_path: Path) -> None:
    overlay = small / "norway/autocollect.overlay.yaml"
    text = overlay.read_text(encoding="utf-8")
    assert "'remittancedate'" in text
    overlay.write_text(text.replace("'remittancedate'", "'remitteddate'"), encoding="utf-8")

    with pytest.raises(GenerationError, match=r"norway/autocollect: .*remitteddate.*: the target matches nothing"):
        tree.generate(small, tmp_path / "out")
    assert not (tmp_path / "out").exists()


# ---- versions and templates


def test_another_version_of_the_generator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(client, "version", lambda _name: "0.29.2")
    with pytest.raises(GenerationError, match=r"openapi-python-client is 0\.29\.2; .* wants 0\.29\.1"):
        tree.generate(out=tmp_path)


def test_every_override_is_the_stock_template_and_the_recorded_difference(spec: Path) -> None:
    templates.check(spec / "templates")


def test_an_override_that_changed_is_refused_until_it_is_accepted(spec: Path, tmp_path: Path) -> None:
    shutil.copytree(spec / "templates", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "types.py.jinja"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")

    with pytest.raises(GenerationError, match="no longer differs"):
        templates.check(tmp_path)
    templates.accept(tmp_path)
    templates.check(tmp_path)


def test_a_stock_template_that_changed_is_refused(spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Far from any line of ours: a release that mends something there must not be undone by our older copy.
    stock = tmp_path / "stock"
    shutil.copytree(str(files("openapi_python_client") / "templates"), stock / "templates")
    model = stock / "templates/model.py.jinja"
    model.write_text(model.read_text(encoding="utf-8") + "{# mended #}\n", encoding="utf-8")
    monkeypatch.setattr(templates, "files", lambda _package: stock)

    with pytest.raises(GenerationError, match="no longer differs"):
        templates.check(spec / "templates")


@pytest.mark.parametrize(("name", "message"), [("types.py.jinja", "the same as"), ("other.py.jinja", "no template of this name")])
def test_an_override_that_overrides_nothing(tmp_path: Path, name: str, message: str) -> None:
    stock = files("openapi_python_client") / "templates/types.py.jinja"
    (tmp_path / name).write_text(stock.read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(GenerationError, match=message):
        templates.difference(tmp_path)


# ---- the result as a whole: that the committed one is up to date, `generate.py --check` says, which `nox -s generate_check` runs


def test_generating_again_changes_no_byte(small: Path, tmp_path: Path) -> None:
    tree.generate(small, tmp_path / "one")
    tree.generate(small, tmp_path / "other")

    assert tree.differences(tmp_path / "one", tmp_path / "other") == []
    tree.check(small, tmp_path / "one")
    committed = tree.GENERATED / "amili_client/norway/identiverse"
    assert tree.differences(tmp_path / "one/amili_client/norway/identiverse", committed) == []


def test_an_edited_a_missing_and_an_extra_file_are_found(small: Path, tmp_path: Path) -> None:
    (small / "norway/autocollect.yaml").unlink()
    tree.generate(small, tmp_path / "out")
    package = tmp_path / "out/amili_client"
    edited = package / "norway/identiverse/models/token_response.py"
    assert b"access_token" in edited.read_bytes()
    edited.write_bytes(edited.read_bytes().replace(b"access_token", b"access_taken", 1))
    (package / "py.typed").unlink()
    (package / "stale.py").write_text("", encoding="utf-8")

    with pytest.raises(GenerationError) as error:
        tree.check(small, tmp_path / "out")
    assert str(error.value).splitlines()[1:] == [
        "missing: amili_client/py.typed",
        "extra: amili_client/stale.py",
        "differs: amili_client/norway/identiverse/models/token_response.py",
    ]


def test_generating_removes_what_is_stale_and_leaves_the_rest_unwritten(small: Path, tmp_path: Path) -> None:
    (small / "norway/autocollect.yaml").unlink()
    tree.generate(small, tmp_path / "fresh")
    tree.generate(small, tmp_path)
    package = tmp_path / "amili_client"
    before = (package / "runtime.py").stat().st_mtime_ns
    (package / "denmark/old").mkdir(parents=True)
    (package / "denmark/old/stale.py").write_text("", encoding="utf-8")
    (package / "__init__.py").write_text("edited", encoding="utf-8")

    tree.generate(small, tmp_path)

    assert tree.differences(tmp_path / "fresh/amili_client", package) == []
    assert not (package / "denmark").exists()
    assert (package / "runtime.py").stat().st_mtime_ns == before


def test_another_country_is_another_file(tmp_path: Path) -> None:
    (tmp_path / "spec/sweden").mkdir(parents=True)
    (tmp_path / "spec/sweden/ada.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: ADA, version: "1"}\npaths: {}\ncomponents: {schemas: {A: {type: object}}}\n', encoding="utf-8"
    )
    tree.generate(tmp_path / "spec", tmp_path / "out")

    package = tmp_path / "out/amili_client"
    assert (package / "sweden/ada/models/a.py").exists()
    assert (package / "sweden/__init__.py").read_text(encoding="utf-8") == '"""APIs of Sweden: ada."""\n'
    assert not (package / "norway").exists()
