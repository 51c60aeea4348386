"""Filters of lists that a caller passed: what cannot be one is told by its name, before anything is sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from amili_client.runtime import UNSET, Unset

from amili_ext.errors import InputError, Problem
from amili_ext.values import kind_of, read_moment, text
from amili_ext.wire import Problems

_MOST = 2**31 - 1


def text_in(name: str, value: str | None) -> str | Unset:
    """A text, if one was passed; an empty one is none.

    Raises:
        InputError: it is no text, or one that cannot be sent.
    """
    given: Any = value
    if given is None or given == "":
        return UNSET
    problems = Problems()
    exact: str = text(given, name, problems.at(None))
    problems.check()
    return exact


def moment_in(name: str, value: date | str | None) -> datetime | Unset:
    """A moment, if one was passed.

    Raises:
        InputError: it is none, or nobody knows in which time zone.
    """
    if value is None:
        return UNSET
    moment = read_moment(value)
    if not isinstance(moment, datetime):
        raise InputError([Problem(None, name, "must be a date and time with a zone")])
    if moment.tzinfo is None:
        raise InputError([Problem(None, name, "has no time zone; say which, for example with tzinfo=timezone.utc")])
    return moment


def moment_or_day_in(name: str, value: datetime | date | str | None) -> datetime | date | Unset:
    """A moment or a day, if one was passed.

    Raises:
        InputError: it is neither, or a moment of which nobody knows in which time zone it is.
    """
    day = read_moment(value)
    if value is None or (day is not None and not isinstance(day, datetime)):
        return day if day is not None else UNSET
    return moment_in(name, value)


def size_in(value: int | None) -> int | Unset:
    """How much a caller wants on a page, if that was passed.

    Raises:
        InputError: that is no number of things.
    """
    given: Any = value
    if given is None:
        return UNSET
    if not isinstance(given, int) or isinstance(given, bool):
        raise InputError([Problem(None, "page_size", f"must be a whole number, not {kind_of(given)}")])
    if given < 1:
        raise InputError([Problem(None, "page_size", "must be at least 1")])
    if given > _MOST:
        raise InputError([Problem(None, "page_size", "is more than any page holds")])
    return given
