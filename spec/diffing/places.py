"""Where one is in both documents, and a book in which differences are entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from attrs import evolve, field, frozen, mutable

from .report import ABSENT, Change

Keys: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = Mapping[str, Any]

TEXTS = frozenset({"title", "summary", "description", "example", "examples", "externalDocs", "xml", "$comment"})
"""What is said for readers only."""

KNOWLEDGE = frozenset({"x-amili-source", "x-amili-status", "x-amili-reason", "x-amili-confidence", "x-amili-truncated", "x-amili-enum"})
"""What is said of how something is known."""

_KINDS = {
    **dict.fromkeys(TEXTS, "text-changed"),
    **dict.fromkeys(KNOWLEDGE, "knowledge-changed"),
    **dict.fromkeys(("readOnly", "writeOnly"), "access-changed"),
    **dict.fromkeys(("style", "explode", "allowReserved", "allowEmptyValue", "encoding", "collectionFormat"), "serialisation-changed"),
    "default": "default-changed",
    "security": "security-changed",
    "x-amili-read": "reading-changed",
    "x-amili-datetime": "moments-changed",
    "deprecated": "deprecated",
}

_UNNAMED = frozenset({"deprecated", "default", "security", "x-amili-read", "x-amili-datetime"})
"""Members that their sentences name."""


@frozen
class Place:
    """A place in both documents.

    Attributes:
        label: for people.
        old, new: the keys that lead to it, in each document.
        use: of what it is a part, requests or answers.
        operations: those that it belongs to.
    """

    label: str
    old: Keys = ()
    new: Keys = ()
    use: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()

    def into(self, *keys: str | int, label: str = "") -> Place:
        """What is below it under the same keys."""
        return self.apart(keys, keys, label=label)

    def apart(self, old: Keys, new: Keys, *, label: str = "") -> Place:
        """What is below it under different keys."""
        return evolve(self, label=self.label + label, old=self.old + old, new=self.new + new)

    def used(self, use: str) -> Place:
        """The same, as a part of requests or of answers."""
        return evolve(self, use=frozenset({use}))


def pointer(keys: Iterable[str | int]) -> str:
    """The JSON Pointer of some keys."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


@mutable
class Book:
    """The two documents, and the differences that were found between them.

    Attributes:
        renamed: references to schemas that got another name, the new one by the old one.
        followed: where such a reference is, in the old and in the new document.
    """

    old: Node = field(repr=False)
    new: Node = field(repr=False)
    renamed: Mapping[str, str] = field(factory=dict[str, str])
    changes: list[Change] = field(factory=list[Change])
    followed: defaultdict[str, list[tuple[str, str]]] = field(factory=lambda: defaultdict[str, list[tuple[str, str]]](list))

    def note(self, kind: str, place: Place, old: Any = ABSENT, new: Any = ABSENT, *, required: bool = False) -> None:
        """Enter a difference; with `required`, of a field, so that it is also one of the list of required fields."""
        self._enter(kind, place, old, new, place.old, place.new, required=required)

    def added(self, kind: str, place: Place, new: Any = ABSENT, *, required: bool = False) -> None:
        """Enter something that is in the new document alone."""
        self._enter(kind, place, ABSENT, new, None, place.new, required=required)

    def removed(self, kind: str, place: Place, old: Any = ABSENT, *, required: bool = False) -> None:
        """Enter something that was in the old document alone."""
        self._enter(kind, place, old, ABSENT, place.old, None, required=required)

    def _enter(self, kind: str, place: Place, old: Any, new: Any, old_at: Keys | None, new_at: Keys | None, *, required: bool) -> None:
        found: list[tuple[str, ...]] = []
        for document, keys in ((self.old, old_at), (self.new, new_at)):
            places = [] if keys is None else [keys, (*keys[:-2], "required")] if required else [keys]
            found.append(tuple(pointer(each) for each in places if exists(document, each)))
        self.changes.append(Change(kind, place.label or "document", old, new, found[0], found[1], place.use, place.operations))

    def same_reference(self, place: Place, old: str, new: str) -> bool:
        """Whether two references lead to the same schema, be it under a new name."""
        if old == new:
            return old not in self.renamed and old not in self.renamed.values()
        if self.renamed.get(old) == new:
            self.followed[old].append((pointer((*place.old, "$ref")), pointer((*place.new, "$ref"))))
            return True
        return False

    def rest(self, place: Place, old: Node, new: Node, known: Iterable[str] = ()) -> None:
        """Enter the differences of all members but those that are known to be compared by themselves."""
        for key in sorted({*old, *new} - {*known}):
            was, now = old.get(key, ABSENT), new.get(key, ABSENT)
            if was != now or type(was) is not type(now):
                self._member(place.into(key), key, was, now)

    def _member(self, place: Place, key: str, old: Any, new: Any) -> None:
        kind = _KINDS.get(key, "other-changed")
        if kind == "deprecated":
            kind = "spelled-differently" if _said(old) == _said(new) else "deprecated" if _said(new) else "undeprecated"
        elif kind == "access-changed" and _said(old) == _said(new):
            kind = "spelled-differently"
        elif old == new and kind == "other-changed":
            kind = "spelled-differently"  # 1 and 1.0
        if key in TEXTS:
            old = new = ABSENT  # long, and to be read in the document
        self.note(kind, evolve(place, label=f"{place.label}: {key}".lstrip(": ")) if key not in _UNNAMED else place, old, new)


def exists(document: Any, keys: Keys) -> bool:
    """Whether these keys lead to anything."""
    for key in keys:
        if isinstance(document, Mapping):
            if key not in document:
                return False
        elif not isinstance(document, list) or not isinstance(key, int) or key >= len(document):
            return False
        document = document[key]
    return True


def _said(value: Any) -> bool:
    return value is not ABSENT and bool(value)
