"""The real documents, each read and checked once in a run: the largest takes two seconds. Who wants to change one changes a copy."""

from functools import cache
from pathlib import Path
from typing import Any

from generator import client, document, tree

NAMES = [f"{path.parent.name}/{path.stem}" for path in tree.find_documents(client.SPEC)]
FROM_PAGES = [name for name in NAMES if not (client.SPEC / f"{name}.vendor.json").exists()]
"""Those that we wrote from the vendor's pages; the others are the vendor's own, and have no pages to name."""


@cache
def _read(path: Path) -> dict[str, Any]:
    return document.read_yaml(path)


def facts(name: str) -> dict[str, Any]:
    """What pages say: `norway/collection`."""
    return _read(client.SPEC / f"{name}.yaml")


def overlay(name: str) -> dict[str, Any] | None:
    """What was concluded, if anything was."""
    path = client.SPEC / f"{name}{document.OVERLAY_SUFFIX}"
    return _read(path) if path.exists() else None


@cache
def merged(name: str) -> dict[str, Any]:
    """Both."""
    return document.merge(facts(name), overlay(name), f"{name.rpartition('/')[2]}.yaml")
