"""What is shipped: a wheel that installs two typed packages and nothing else, and works with the dependencies that it names."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGES = {"amili_client", "amili_ext"}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and sdist, built from this checkout without the network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ourselves
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(archives.glob("*.whl")))


def test_the_wheel_installs_the_two_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES
    assert len(tops) == 3


def test_both_packages_are_typed_and_the_specs_are_with_them(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= names
    assert "amili_client/norway/collection/openapi.json" in names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".jinja")]


def test_every_source_file_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    sources = {ROOT / "amili_ext": "amili_ext", ROOT / "generated" / "amili_client": "amili_client"}
    expected = {f"{name}/{path.relative_to(root).as_posix()}" for root, name in sources.items() for path in root.rglob("*.py")}
    assert expected <= set(wheel.namelist())


def test_the_sdist_builds_the_same_packages(archives: Path) -> None:
    with tarfile.open(next(archives.glob("*.tar.gz"))) as sdist:
        inside = {name.split("/", 1)[1] for name in sdist.getnames() if "/" in name}
    assert {"amili_ext/__init__.py", "generated/amili_client/__init__.py", "pyproject.toml", "README.md", "LICENSE"} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "cassettes/", "spec/", ".nox"))]


def test_it_imports_in_an_empty_environment(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Only the wheel and what its core requirements bring, without this environment's packages."""
    wheel.extractall(tmp_path)  # noqa: S202  # our own archive
    metadata = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
    requires = importlib.metadata.PathDistribution(tmp_path / metadata.rpartition("/")[0]).requires or []
    for name in _closure(requires):
        distribution = importlib.metadata.distribution(name)
        for file in distribution.files or ():
            target = tmp_path / file
            if not file.parts[0].startswith("..") and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(Path(str(distribution.locate_file(file))))
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import amili_ext, amili_client, amili_ext.testing\n"
        "from amili_client.norway.collection.models import Batch\n"
        "assert amili_ext.__file__.startswith(sys.path[0]), amili_ext.__file__\n"
        "assert amili_client.__file__.startswith(sys.path[0]), amili_client.__file__\n"
        "amili_ext.Norway(environment='sandbox').close()\n"
        "import importlib.util\n"
        "assert importlib.util.find_spec('typer') is None\n"
    )
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)  # noqa: S603  # ourselves
    assert ran.returncode == 0, ran.stderr


def _closure(requires: list[str]) -> set[str]:
    """The distributions that these requirements bring when no extra is asked for."""
    found: set[str] = set()
    waiting = list(requires)
    while waiting:
        requirement = Requirement(waiting.pop())
        if requirement.name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(requirement.name)
        waiting += importlib.metadata.requires(requirement.name) or []
    return found
