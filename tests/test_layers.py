"""What may know what: the shared modules know no country, and the countries do not know each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "amili_ext"
COUNTRIES = ("norway", "sweden")

OFFERING = {"__init__.py", "testing.py"}
"""They offer what the countries have, so they name them."""

SHARED = sorted(path.name for path in PACKAGE.glob("*.py") if path.name not in OFFERING)
SHARED += sorted(path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / "export").glob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_module_mentions_no_country(name: str) -> None:
    words = re.findall(r"(?i)norw\w*|swed\w*", (PACKAGE / name).read_text(encoding="utf-8"))
    assert words == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_knows_no_other(country: str) -> None:
    others = {other for other in COUNTRIES if other != country}
    for path in (PACKAGE / country).rglob("*.py"):
        strangers = {name for name in imported(path) if others & set(name.split("."))}
        assert strangers == set(), path
