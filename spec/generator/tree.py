"""Writes the whole `amili_client` package, and compares one with another."""

import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import active_count

from generator import GenerationError, client, coverage, document, templates
from generator.client import SPEC

GENERATED = SPEC.parent / "generated"
PACKAGE = "amili_client"
_CACHES = ("__pycache__", ".ruff_cache", ".mypy_cache")


def find_documents(spec: Path) -> list[Path]:
    """Every `<country>/<api>.yaml`: another country or API is another file, and nothing else.

    What has another dot in its name, as an overlay has, and what a vendor sent (`<api>.vendor.json`), belongs to such a file.
    """
    return sorted(path for path in spec.glob("*/*.yaml") if "." not in path.stem)


def generate(spec: Path = SPEC, out: Path = GENERATED) -> None:
    """Replace `out`/amili_client by what `spec` makes. Nothing is touched unless all of it succeeds."""
    client.check_pins()
    templates.check(client.TEMPLATES)
    paths = find_documents(spec)
    if not paths:
        raise GenerationError(f"no <country>/<api>.yaml in {spec.name}")
    with TemporaryDirectory() as folder:
        package = Path(folder) / PACKAGE
        shutil.copytree(SPEC / "package", package, ignore=shutil.ignore_patterns(*_CACHES))
        _generate_all(paths, package)
        for country in sorted({path.parent.name for path in paths}):
            apis = ", ".join(path.stem for path in paths if path.parent.name == country)
            (package / country / "__init__.py").write_text(f'"""APIs of {country.title()}: {apis}."""\n', "utf-8")
        _replace(package, out / PACKAGE)


def _generate_all(paths: list[Path], package: Path) -> None:
    if len(paths) == 1:
        _generate_one(paths[0], package)
        return
    # Copies of this process need not import everything again; but one with threads, as the tests' runner has, must not be copied.
    copies = active_count() == 1 and "fork" in get_all_start_methods()
    with ProcessPoolExecutor(min(len(paths), os.cpu_count() or 1), get_context("fork" if copies else "spawn")) as pool:
        # The largest first, so that none has to be waited for alone at the end.
        work = {path: pool.submit(_generate_one, path, package) for path in sorted(paths, key=lambda each: -each.stat().st_size)}
        for path in paths:
            work[path].result()


def _generate_one(path: Path, package: Path) -> None:
    country, api = path.parent.name, path.stem
    try:
        merged = document.load(path)
        client.generate_client(merged, package / country / api)
        coverage.check_coverage(merged, package / country / api)
    except GenerationError as error:
        raise GenerationError(f"{country}/{api}: {error}") from error


def _replace(source: Path, target: Path) -> None:
    """Make `target` the same as `source`, caches included; a file that stays the same is not written."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(target.rglob("*"), reverse=True):  # what is in a folder before the folder
        twin = source / path.relative_to(target)
        if path.is_file() and not twin.is_file():
            path.unlink()
        elif path.is_dir() and not twin.is_dir():
            path.rmdir()
    for path in sorted(source.rglob("*")):
        twin = target / path.relative_to(source)
        if path.is_dir():
            twin.mkdir(exist_ok=True)
        elif not twin.exists() or twin.read_bytes() != path.read_bytes():
            shutil.copyfile(path, twin)


def differences(expected: Path, actual: Path) -> list[str]:
    """What differs between two folders, byte for byte; caches aside, which Python and tools leave behind."""
    left, right = _files(expected), _files(actual)
    return [
        *(f"missing: {name}" for name in sorted(left.keys() - right.keys())),
        *(f"extra: {name}" for name in sorted(right.keys() - left.keys())),
        *(f"differs: {name}" for name in sorted(left.keys() & right.keys()) if left[name] != right[name]),
    ]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not set(path.parts) & set(_CACHES)
    }


def check(spec: Path = SPEC, out: Path = GENERATED) -> None:
    """Raise unless generating again would change nothing."""
    with TemporaryDirectory() as folder:
        generate(spec, Path(folder))
        found = differences(Path(folder), out)
    if found:
        raise GenerationError("\n".join(["generated/ is not what spec/ makes; run `nox -s generate`:", *found]))
