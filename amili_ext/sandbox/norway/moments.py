"""Moments as the Collection API shows them, and spans of time as its filters bound them.

Where the pages are silent: moments are cut to whole seconds, as in every example of the pages but generated ones. Both bounds of a span are
included; of a date alone, the whole day in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amili_client.runtime import read_date, read_datetime, write_datetime

from amili_ext.sandbox.messages import Refusal
from amili_ext.sandbox.norway.validation import Call


def show_time(moment: datetime) -> str:
    """The moment in UTC, such as `2024-01-15T10:30:00Z`."""
    return write_datetime(moment.replace(microsecond=0))


def read_span(call: Call, first: str, last: str) -> tuple[datetime | None, datetime | None]:
    """The first moment of the span that these two parameters bound, and the first moment after it."""
    return _bound(call, first)[0], _bound(call, last)[1]


def _bound(call: Call, name: str) -> tuple[datetime | None, datetime | None]:
    text: str | None = call.query.get(name)
    if text is None:
        return None, None
    try:
        if len(text) == len("2024-01-15"):
            start = datetime.combine(read_date(text), datetime.min.time(), UTC)
            return start, start + timedelta(days=1)
        start = read_datetime(text)
        return start, start + timedelta(seconds=1) if start.microsecond == 0 else start + timedelta(microseconds=1)
    except (ValueError, OverflowError):
        raise Refusal(400, errors={name: ["must be a date or a date-time"]}) from None
