"""Where an export stands: what to keep between two runs so that the second gives out exactly what is new or changed.

An API that can only say "updated since", in whole seconds, leaves two gaps. A line can become visible after one that was updated later (its
transaction ended later, or two machines' clocks differ); and what was updated within the last second may or may not have been seen. So
the next run begins a margin earlier, and the point remembers which version of each line in that margin was given out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from attrs import field, frozen

from amili_ext.errors import InputError, Problem
from amili_ext.export import points

_VERSION: Final = 1
_NOUN: Final = "an export point"

MARGIN: Final = timedelta(minutes=5)
"""How much later than others of its time a line may become visible without being missed."""


class Version(NamedTuple):
    """One version of a line.

    Attributes:
        updated: its `_updated`, in seconds since 1970.
        etag: its `_etag`; empty if it has none.
    """

    updated: int
    etag: str


@frozen
class ExportPoint:
    """Up to where an export has come. Store it with `to_json` when everything up to it is safe; the next export goes on from it.

    Attributes:
        since: the latest `_updated` that was given out, but not later than the run began; aware UTC, by the server's clock.
        seen: by id, the versions given out that were updated less than five minutes before `since`, or later.
        scope: what was exported, as a hash: address, creditor and filter. A point of one export means nothing to another.
    """

    since: datetime
    seen: Mapping[str, Version] = field(repr=lambda seen: f"({len(seen)} lines)")
    scope: str = field(repr=False)

    def to_json(self) -> str:
        """A text to store; versioned, without personal data."""
        seen = [[line_id, *version] for line_id, version in self.seen.items()]
        return json.dumps({"amili_export_point": _VERSION, "since": self.since.isoformat(), "scope": self.scope, "seen": seen})

    @classmethod
    def from_json(cls, text: str) -> ExportPoint:
        """The point that `to_json` wrote.

        Raises:
            ConfigurationError: the text is no such point, or a newer version of this package wrote it.
        """
        return cls.from_value(points.load(text, _NOUN))

    @classmethod
    def from_value(cls, value: Any) -> ExportPoint:
        """The same, from JSON that is read already."""
        stored = points.versioned(value, "amili_export_point", _VERSION, _NOUN)
        with points.reading(_NOUN):
            since = datetime.fromisoformat(stored["since"])
            if since.tzinfo is None:
                points.damaged()
            return cls(since.astimezone(UTC), dict(_pair(*entry) for entry in stored["seen"]), points.text_in(stored["scope"]))

    def check_scope(self, scope: str) -> None:
        """Raises:
        InputError: the point is one of another export.
        """
        if self.scope != scope:
            raise InputError([Problem(None, "since", "is the point of another creditor, filter or address; begin without one")])


def _pair(line_id: Any, updated: Any, etag: Any) -> tuple[str, Version]:
    if not isinstance(updated, int) or isinstance(updated, bool):
        points.damaged()
    return points.text_in(line_id), Version(updated, points.text_in(etag))
