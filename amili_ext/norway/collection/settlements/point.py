"""Where the reading of new settlements stands: what to keep between two runs so that each settlement is given out once.

The API can only say "from this day on", and a settlement may be listed some days after its date. So the next run begins a margin earlier
than the last date that was given out, and the point remembers which settlements may come again.
"""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from attrs import field, frozen

from amili_ext.errors import InputError, Problem
from amili_ext.export import points
from amili_ext.export.points import fingerprint
from amili_ext.norway.collection.context import Collection
from amili_ext.shapes import is_array, is_object

_VERSION: Final = 1
_NOUN: Final = "a settlement point"

MARGIN: Final = timedelta(days=14)
"""How much later than others of its date a settlement may be listed without being missed."""


class SeenUpTo(Mapping[str, date]):
    """What was seen up to a place in a run. All points of a run share one log, so that keeping every one of them costs little."""

    __slots__ = ("_before", "_length", "_log", "_looked_up")

    def __init__(self, before: Mapping[str, date], log: Sequence[tuple[str, date]]) -> None:
        self._before = before
        self._log = log
        self._length = len(log)
        self._looked_up: dict[str, date] | None = None

    def _whole(self) -> dict[str, date]:
        return {**self._before, **dict(self._log[: self._length])}

    def __getitem__(self, key: str) -> date:
        if self._looked_up is None:
            self._looked_up = self._whole()  # whoever looks one up may look all up
        return self._looked_up[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def items(self) -> ItemsView[str, date]:
        return self._whole().items()

    def __reduce__(self) -> tuple[type[dict[str, date]], tuple[dict[str, date]]]:
        return dict, (self._whole(),)  # what a pickle holds is of this point alone


@frozen
class SettlementPoint:
    """Up to where settlements have been read. Store it with `to_json` when everything up to it is safe; the next run goes on from it.

    Attributes:
        since: the latest `settlementDate` given out, but not later than the run; None before the first run is through.
        start: the day on which it all begins, if one was chosen; nothing older is ever given out.
        seen: those that may come again: by `settlementId`, or by a hash of the content where there is none, the `settlementDate`, or
            where there is none the day on which it was listed last.
        scope: address and organization, as a hash. A point of one organization means nothing to another.
    """

    since: date | None
    start: date | None
    seen: Mapping[str, date] = field(repr=lambda seen: f"({len(seen)} settlements)")
    scope: str = field(repr=False)

    @property
    def begin(self) -> date | None:
        """The day from which the next run reads; None for everything."""
        if self.since is None:
            return self.start
        earlier = date.fromordinal(max(1, self.since.toordinal() - MARGIN.days))
        return max(earlier, self.start) if self.start else earlier

    def to_json(self) -> str:
        """A text to store; versioned, without personal data."""
        seen: dict[str, list[str]] = {}
        for key, day in self.seen.items():
            seen.setdefault(day.isoformat(), []).append(key)
        since, start = (day.isoformat() if day else None for day in (self.since, self.start))
        return json.dumps({"amili_settlement_point": _VERSION, "since": since, "start": start, "scope": self.scope, "seen": seen})

    @classmethod
    def from_json(cls, text: str) -> SettlementPoint:
        """The point that `to_json` wrote.

        Raises:
            ConfigurationError: the text is no such point, or a newer version of this package wrote it.
        """
        return cls.from_value(points.load(text, _NOUN))

    @classmethod
    def from_value(cls, value: Any) -> SettlementPoint:
        """The same, from JSON that is read already."""
        stored = points.versioned(value, "amili_settlement_point", _VERSION, _NOUN)
        with points.reading(_NOUN):
            return cls(_day(stored["since"]), _day(stored["start"]), _seen(stored["seen"]), points.text_in(stored["scope"]))

    @classmethod
    def starting(cls, context: Collection, start: date | None) -> SettlementPoint:
        """The point of somebody who has read nothing yet."""
        return cls(None, start, {}, fingerprint(context.api.base_url, str(context.organization_id)))

    def check_scope(self, context: Collection) -> None:
        """Raises:
        InputError: the point is one of another organization.
        """
        if self.scope != fingerprint(context.api.base_url, str(context.organization_id)):
            raise InputError([Problem(None, "since", "is the point of another organization or address; begin without one")])


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _seen(value: Any) -> dict[str, date]:
    seen: dict[str, date] = {}
    for day, keys in (value if is_object(value) else points.damaged()).items():
        seen |= dict.fromkeys(map(points.text_in, keys if is_array(keys) else points.damaged()), date.fromisoformat(day))
    return seen
