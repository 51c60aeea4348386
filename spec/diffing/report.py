"""What a comparison finds: changes, each with where it is, what it was, what it is, and how much it matters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from .rules import RULES, Rating, Rule

Pointers: TypeAlias = tuple[str, ...]


class _Absent(IntEnum):
    ABSENT = 0

    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent.ABSENT
"""In place of a value that is not there, which is not the same as `null`."""

REQUEST, ANSWER = "request", "answer"


@frozen
class Change:
    """One difference between two documents.

    Attributes:
        kind: what happened, one of `rules.RULES`.
        place: where, for people: `getBatch: query State`, `getBatch: answer 200`, `Invoice.debtors[].name`.
        old, new: what was and what is there, as far as that is short; `ABSENT` where there is nothing to show.
        old_at, new_at: JSON Pointers to all that this change speaks of in the one and in the other document.
        use: whether the place is part of what is sent (`request`), of what is read (`answer`), of both, or of nothing that is known.
        operations: the operationIds that it touches, as the new document has them, or the old one where they are gone.
    """

    kind: str
    place: str
    old: Any = ABSENT
    new: Any = ABSENT
    old_at: Pointers = ()
    new_at: Pointers = ()
    use: frozenset[str] = frozenset()
    operations: frozenset[str] = field(factory=frozenset[str])

    @property
    def rule(self) -> Rule:
        """What is known of such changes."""
        return RULES[self.kind]

    @property
    def wire(self) -> Rating:
        """What it means to a program that speaks the old document."""
        return self._rating(self.rule.wire)

    @property
    def python(self) -> Rating:
        """What it means to code that uses the package made from the old document."""
        return self._rating(self.rule.python)

    @property
    def rating(self) -> Rating:
        """The worse of both; whatever changed is at least a patch."""
        return max(self.wire, self.python, Rating.PATCH)

    @property
    def sentence(self) -> str:
        """For people."""
        return self.rule.sentence.format(place=f"`{self.place}`", old=_shown(self.old), new=_shown(self.new))

    def _rating(self, by_use: Mapping[str, Rating]) -> Rating:
        # Of what is used nowhere nobody knows how callers use it.
        return max(by_use[use] for use in self.use or by_use)

    def to_dict(self) -> dict[str, Any]:
        """For machines. A value that is not there is left out."""
        values = {name: _plain(value) for name, value in (("old", self.old), ("new", self.new)) if value is not ABSENT}
        return {
            "kind": self.kind,
            "place": self.place,
            **values,
            "rating": str(self.rating),
            "wire": str(self.wire),
            "python": str(self.python),
            "reason": self.rule.reason,
            "use": sorted(self.use),
            "operations": sorted(self.operations),
            "old_at": list(self.old_at),
            "new_at": list(self.new_at),
        }


@frozen(slots=False)
class Report:
    """All differences between two documents, the weightiest first. It is false where there are none."""

    changes: tuple[Change, ...]

    @cached_property
    def rating(self) -> Rating:
        """Of the whole; `Rating.NONE` if nothing changed."""
        return max((change.rating for change in self.changes), default=Rating.NONE)

    @cached_property
    def operations(self) -> frozenset[str]:
        """The operationIds that are touched by more than words."""
        return frozenset(name for change in self.changes if change.rating > Rating.PATCH for name in change.operations)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def to_dict(self) -> dict[str, Any]:
        """For machines."""
        return {"rating": str(self.rating), "changes": [change.to_dict() for change in self.changes]}


def _shown(value: Any) -> str:
    if value is ABSENT:
        return "nothing"
    if isinstance(value, list | tuple):
        return " or ".join(map(_shown, value)) or "anything"
    text = value if isinstance(value, str) else str(_plain(value))
    return f"`{text}`" if len(text) <= 80 else f"`{text[:79]}…`"


def _plain(value: Any) -> Any:
    """The same of types that any JSON writer knows."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value
