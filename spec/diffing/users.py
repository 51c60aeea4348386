"""What a change means to Python users: griffe compares the packages, as they were and as they are, without importing them.

Of `amili_client` everything is public that has a plain name. Of `amili_ext` only what its packages offer in `__all__`, and the resources of
the clients, which are the classes in modules called `resources`; how it works inside is nobody's business but ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe
from attrs import field, frozen
from griffe import AliasResolutionError, CyclicAliasError

from .revision import EXTENSION, PACKAGE, State
from .rules import Rating

_UNKNOWN = (AliasResolutionError, CyclicAliasError, KeyError)


@frozen
class Effect:
    """What became of one package.

    Attributes:
        package: its name.
        broken: what no longer works, each with the module it is in.
        added: public names that are new.
        changed: whether any file is another.
    """

    package: str
    broken: tuple[tuple[str, str], ...] = field(default=())
    added: tuple[str, ...] = ()
    changed: bool = False

    @property
    def rating(self) -> Rating:
        """As in semantic versioning."""
        if self.broken:
            return Rating.MAJOR
        return Rating.MINOR if self.added else Rating.PATCH if self.changed else Rating.NONE

    def to_dict(self) -> dict[str, Any]:
        """For machines."""
        broken = [{"module": module, "what": what} for module, what in self.broken]
        return {"rating": str(self.rating), "broken": broken, "added": list(self.added), "changed": self.changed}


def effects(old: State, new: State) -> list[Effect]:
    """What became of both packages."""
    return [
        compare_packages(PACKAGE, old.root / "generated", new.root / "generated"),
        compare_packages(EXTENSION, old.root, new.root),
    ]


def compare_packages(name: str, old: Path, new: Path) -> Effect:
    """Compare a package in the one folder with that in the other."""
    if _contents(old / name) == _contents(new / name):
        return Effect(name)
    if not (old / name / "__init__.py").exists():
        return Effect(name, added=(name,), changed=True)
    if not (new / name / "__init__.py").exists():
        return Effect(name, broken=((name, "the package is gone"),), changed=True)
    before, after = (load(name, folder) for folder in (old, new))
    was, now = (_public(package, narrow=name == EXTENSION) for package in (before, after))
    broken = [
        (_module(breakage.obj), breakage.explain(griffe.ExplanationStyle.MARKDOWN).removeprefix("- "))
        for breakage in griffe.find_breaking_changes(before, after)
        if _concerns(breakage, was.names, was.homes | now.homes)
    ]
    return Effect(name, tuple(dict.fromkeys(broken)), tuple(_outermost(now.names - was.names)), changed=True)


def _concerns(breakage: Any, names: frozenset[str], homes: frozenset[str]) -> bool:
    """Whether a breakage is one of something public, and not of the place where that is at home, which is free to move."""
    path = breakage.obj.path
    if path in names:
        return True
    below = path.rpartition(".")[0] if breakage.kind is griffe.BreakageKind.OBJECT_REMOVED else path
    return _is_below(below, homes)


def load(name: str, folder: Path) -> Any:
    """The package in that folder, and not one of the same name where this runs."""
    return griffe.load(name, search_paths=[folder], try_relative_path=False, allow_inspection=False)


def _outermost(names: frozenset[str]) -> list[str]:
    """Without what is part of another of them: of a new class the class, not each of its methods."""
    return sorted(name for name in names if not _is_below(name.rpartition(".")[0], names))


def _contents(package: Path) -> dict[str, bytes]:
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*.py")} if package.exists() else {}


def _module(thing: Any) -> str:
    parent = thing.parent if thing.is_alias and thing.parent else thing
    return str(parent.module.path)


def _is_below(path: str, public: frozenset[str]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:length]) in public for length in range(1, len(parts) + 1))


@frozen
class _Public:
    """What of a package is public: names as callers write them, and the paths of what these stand for."""

    names: frozenset[str]
    homes: frozenset[str]


def _public(package: Any, *, narrow: bool) -> _Public:
    names: set[str] = set()
    homes: set[str] = set()
    for module in _modules(package):
        if not narrow:
            offered = [name for name, each in module.members.items() if not each.is_alias and not name.startswith("_")]
        elif module.exports is not None and module.is_init_module:
            offered = [str(name) for name in module.exports]
        else:
            offered = [name for name, each in module.members.items() if module.name == "resources" and not each.is_alias and each.is_class]
        for name in offered:
            path = f"{module.path}.{name}"
            kinds = _kinds(module.members.get(name))
            names |= {path, *(f"{path}.{member}" for kind in kinds for member in kind.members if not member.startswith("_"))}
            homes |= {kind.path for kind in kinds}
    return _Public(frozenset(names), frozenset(homes))


def _kinds(member: Any) -> list[Any]:
    """What a name stands for; of a class, its bases too, whose methods it has."""
    try:
        target = member.final_target if member.is_alias else member
        return [target, *target.mro()] if target.is_class else [target] if target.is_function else []
    except (*_UNKNOWN, AttributeError, ValueError):
        return []


def _modules(module: Any) -> Iterator[Any]:
    yield module
    for member in list(module.members.values()):
        if not member.is_alias and member.is_module and not member.name.startswith("_"):
            yield from _modules(member)
