"""Moments and days as JSON has them: text.

A moment is an aware `datetime`. ISO 8601 and RFC 1123 are both read, and each API is written the one that it documents. A
moment without a zone is taken as UTC when it is read, and refused when it is to be written, since guessing there would
change what somebody owes when. What cannot be read or written is a `ValueError` that does not repeat the text.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec

__all__ = ["NAIVE", "read_date", "read_datetime", "write_date", "write_datetime", "write_http_date"]

NAIVE = "is a datetime without a time zone; give it one, such as datetime(2024, 1, 15, tzinfo=UTC)"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS = {name: f"{number:02}" for number, name in enumerate(_MONTHS, start=1)}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# The weekday is optional and not looked at: servers are seen that get it wrong, and it says nothing that the date
# does not say.
_RFC_1123 = re.compile(
    r"(?:[a-z]+,\s*)?(?P<day>\d{1,2})[ -](?P<month>[a-z]{3})[ -](?P<year>\d{4})\s+"
    r"(?P<time>\d{2}:\d{2}:\d{2})\s*(?:(?:gmt|utc|ut|z)|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2}))?",
    re.IGNORECASE | re.ASCII,
)
_SHORTEST_DATETIME = len("20240115T00")


def read_datetime(text: object) -> datetime:
    """Read a moment: ISO 8601 or RFC 1123. The result is aware; without a zone in the text it is UTC."""
    if not isinstance(text, str):
        raise ValueError(f"expected a date and time as text, got {type(text).__name__}")
    if len(text) < _SHORTEST_DATETIME:
        raise ValueError("expected a date and a time, got a shorter text")
    try:
        # "Fri, 04 Jul 2025 13:43:19 GMT": a page of an API that writes moments so has hundreds, at a fifth of the price.
        if text[3:5] == ", " and text[25:] == " GMT" and text[7:12:4] == "  " and text[16:23:3] == " ::":
            month = _MONTH_NUMBERS.get(text[8:11], "")
            return datetime.fromisoformat(f"{text[12:16]}-{month}-{text[5:7]}T{text[17:25]}+00:00")
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _read_unusual_datetime(text.strip())
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _read_unusual_datetime(text: str) -> datetime:
    match = _RFC_1123.fullmatch(text)
    if match is None:
        try:
            return datetime.fromisoformat(text.upper())  # RFC 3339 allows "t" and "z"
        except ValueError:
            raise ValueError("expected a date and time in the form of ISO 8601 or RFC 1123") from None
    month = match["month"].title()
    if month not in _MONTHS:
        raise ValueError("expected a date and time as in RFC 1123, but its month is none")
    zone: timezone = UTC
    if match["sign"]:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        zone = timezone(-offset if match["sign"] == "-" else offset)
    hour, minute, second = map(int, match["time"].split(":"))
    year, day = int(match["year"]), int(match["day"])
    return datetime(year, _MONTHS.index(month) + 1, day, hour, minute, second, tzinfo=zone)


def write_datetime(value: datetime) -> str:
    """Write an aware moment as ISO 8601: UTC as `Z`, any other offset as it is."""
    if type(value) is not datetime or value.tzinfo is not UTC:
        value = _checked_datetime(value)
    text: str = msgspec.to_builtins(value)  # the same text as isoformat() but for the Z, in a fifth of the time
    return text


def _checked_datetime(value: datetime) -> datetime:
    try:
        offset = value.utcoffset()
    except AttributeError:
        raise ValueError(f"expected a datetime, got {type(value).__name__}") from None
    if offset is None:
        raise ValueError(f"the value {NAIVE}")
    if offset % timedelta(minutes=1):
        return value.astimezone(UTC)  # ISO 8601 has no seconds in an offset; local mean times of old have them
    return datetime.combine(value.date(), value.timetz())  # no subclass, which msgspec would not take


def write_http_date(value: datetime) -> str:
    """Write an aware moment as RFC 1123, such as "Fri, 04 Jul 2025 13:43:19 GMT"; what is below a second is cut off."""
    if type(value) is not datetime or value.tzinfo is not UTC:
        try:
            value = _checked_datetime(value).astimezone(UTC)
        except OverflowError:
            raise ValueError("the moment is before the year 1 or after the year 9999 in UTC") from None
    # Not strftime, whose names of days and months are those of the process's locale.
    day = f"{_WEEKDAYS[value.weekday()]}, {value.day:02} {_MONTHS[value.month - 1]} {value.year:04}"
    return f"{day} {value.hour:02}:{value.minute:02}:{value.second:02} GMT"


def read_date(text: object) -> date:
    """Read a calendar day. Of a date and time it is the day as written, whatever the zone."""
    if not isinstance(text, str):
        raise ValueError(f"expected a date as text, got {type(text).__name__}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return read_datetime(text).date()


def write_date(value: date) -> str:
    """Write a calendar day. A datetime is refused: which day it is depends on where one stands."""
    if isinstance(value, datetime):
        raise ValueError("expected a date, got a datetime; pass value.date() in the zone that you mean")
    try:
        return value.isoformat()
    except AttributeError:
        raise ValueError(f"expected a date, got {type(value).__name__}") from None
