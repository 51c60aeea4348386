"""Where an export stands: what to keep between two runs so that the second gives out exactly what is new or changed.

An API that can only say "updated since", in whole seconds, leaves two gaps. A line can become visible after one that was updated later (its
transaction ended later, or two machines' clocks differ); and what was updated within the last second may or may not have been seen. So
the next run begins a margin earlier, and the point remembers which version of each line in that margin was given out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple, NoReturn

from amili_client.runtime import encode_json
from attrs import field, frozen

from amili_ext.errors import ConfigurationError, InputError, Problem
from amili_ext.shapes import is_array, is_mapping, is_object

_VERSION: Final = 1

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
        try:
            value: Any = json.loads(text)
        except (ValueError, TypeError, RecursionError) as error:
            raise ConfigurationError("this text is not an export point") from error
        return cls.from_value(value)

    @classmethod
    def from_value(cls, value: Any) -> ExportPoint:
        """The same, from JSON that is read already."""
        if not is_object(value) or "amili_export_point" not in value:
            raise ConfigurationError("this text is not an export point")
        if value["amili_export_point"] != _VERSION:
            raise ConfigurationError(
                f"this export point has version {value['amili_export_point']!r}; this package reads version {_VERSION}"
            )
        try:
            since = datetime.fromisoformat(value["since"])
            if since.tzinfo is None:
                _damaged()
            return cls(since.astimezone(UTC), dict(_pair(*entry) for entry in value["seen"]), _text(value["scope"]))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ConfigurationError(f"this export point is damaged ({type(error).__name__})") from error

    def check_scope(self, scope: str) -> None:
        """Raises:
        InputError: the point is one of another export.
        """
        if self.scope != scope:
            raise InputError([Problem(None, "since", "is the point of another creditor, filter or address; begin without one")])


def scope_of(base_url: str, where: Mapping[str, Any]) -> str:
    """What tells one export from another; it does not show what the filter holds, which may be a person's number."""
    canonical = encode_json([base_url, _sorted(where)])
    return hashlib.sha256(canonical).hexdigest()


def _sorted(value: Any) -> Any:
    if is_mapping(value):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(inner) for inner in value] if is_array(value) else value


def _pair(line_id: Any, updated: Any, etag: Any) -> tuple[str, Version]:
    if not isinstance(updated, int) or isinstance(updated, bool):
        _damaged()
    return _text(line_id), Version(updated, _text(etag))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _damaged()


def _damaged() -> NoReturn:
    raise ValueError("not what to_json writes")
