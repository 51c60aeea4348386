"""What each kind of value may be when it is to be sent, and its form on the wire.

One converter for each kind that the generated models have: a text, an amount, a moment, a list …. A converter never raises and never
guesses: what cannot be right is reported with the path of its field, without the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from math import inf
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
from amili_client.runtime import UNSET, OpenStrEnum, Unset, read_datetime, write_date, write_datetime

from amili_ext.errors import ConfigurationError, InputError, Problem
from amili_ext.shapes import is_collection, is_mapping, is_sequence

Report = Callable[[str, str], None]
"""Called with the path of a field and what is wrong with it."""


class Strictness:
    """What goes with every conversion: whom to tell of a problem, which undocumented fields are allowed, at any depth, and how a moment
    is written where the documentation does not say what a field is."""

    __slots__ = ("_report", "extra_fields", "free_moment")

    def __init__(self, report: Report, extra_fields: Collection[str], free_moment: Convert) -> None:
        self._report = report
        self.extra_fields = names_in(extra_fields, report)
        self.free_moment = free_moment

    def __call__(self, path: str, message: str) -> None:
        self._report(path, message)


def names_in(extra_fields: Any, report: Report) -> frozenset[str]:
    """The names of fields that a caller passed as a list or a set; a single text would be taken apart into its letters."""
    if is_collection(extra_fields):
        return frozenset(name for name in extra_fields if isinstance(name, str))
    report("extra_fields", f"must be a list of names, not {kind_of(extra_fields)}")
    return frozenset()


Convert = Callable[[Any, str, Strictness], Any]
"""Turns a value into its wire form; reports what cannot be right and then returns anything."""


def join(path: str, name: str) -> str:
    """The path of a field inside of another."""
    return f"{path}.{name}" if path else name


def kind_of(value: object) -> str:
    """What a value is, for a message; not the value itself."""
    return "null" if value is None else type(value).__name__


_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})"

WRITTEN_DAY_OR_EMPTY = Annotated[str, msgspec.Meta(pattern=rf"(?a)\A({_DAY})?\Z")]
"""A day as the generated code writes it, or an empty text; it passes on any text in a field that an empty one clears."""

WRITTEN_MOMENT = Annotated[str, msgspec.Meta(pattern=rf"(?a)\A{_DAY}(T{_TIME})?\Z")]
"""A date, or a date and time, as the generated code writes it. It passes on a text in a field that may be null without looking at it."""


def or_null(convert: Convert) -> Convert:
    """What may also be null."""
    return lambda value, path, report: None if value is None else convert(value, path, report)


def or_empty(convert: Convert) -> Convert:
    """What may also be an empty text, which clears it."""
    return lambda value, path, report: "" if isinstance(value, str) and not value else convert(value, path, report)


def list_of(convert: Convert) -> Convert:
    """A list of what that converts."""

    def to_list(value: Any, path: str, report: Strictness) -> Any:
        if not is_sequence(value):
            report(path, f"must be a list, not {kind_of(value)}")
            return []
        return [convert(item, f"{path}[{index}]", report) for index, item in enumerate(value)]

    return to_list


def _what(value: Any, moment: date | None) -> str:
    if moment is not None:
        return "a date alone"
    return "another text" if isinstance(value, str) else kind_of(value)


def moment_of(*, days: bool, times: bool) -> Convert:
    """A date, a date and time, or either."""
    wanted = " or ".join(word for word, allowed in (("a date", days), ("a date and time with a zone", times)) if allowed)

    def to_moment(value: Any, path: str, report: Report) -> Any:
        moment = read_moment(value)
        if isinstance(moment, datetime):
            if moment.tzinfo is None:
                report(path, "has no time zone; say which, for example with tzinfo=timezone.utc")
            elif times:
                return str.__str__(value) if isinstance(value, str) else write_datetime(moment)
            else:
                report(path, f"must be {wanted}, not a date and time")
        elif moment is not None and days:
            return str.__str__(value) if isinstance(value, str) else write_date(moment)
        else:
            report(path, f"must be {wanted}, not {_what(value, moment)}")
        return None

    return to_moment


def moment_as(write: Callable[[datetime], str]) -> Convert:
    """A moment in the one form that `write` gives it, from an object, an ISO 8601 text or an HTTP date; a day begins at midnight UTC."""

    def to_moment(value: Any, path: str, report: Report) -> Any:
        moment = read_moment(value)
        if moment is None and isinstance(value, str):
            moment = _read_http_date(value)
        if moment is None:
            report(path, f"must be a date, or a date and time with a zone, not {_what(value, None)}")
            return None
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
        if moment.tzinfo is None:
            report(path, "has no time zone; say which, for example with tzinfo=timezone.utc")
            return None
        try:
            return write(moment)
        except (ValueError, OverflowError):
            report(path, "is out of the range of years that can be written")
            return None

    return to_moment


def _read_http_date(text: str) -> datetime | None:
    try:
        return read_datetime(text)
    except ValueError:
        return None


def read_moment(value: Any) -> datetime | date | None:
    """A date, or a date and time (naive if it names no zone), from an object or an ISO 8601 text; None if it is neither."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value)
        except ValueError:
            continue
    return None


def text(value: Any, path: str, report: Report) -> Any:
    """A text, also of a class of the caller's own such as an enum: what it is, not what it shows."""
    if not isinstance(value, str):
        report(path, f"must be a text, not {kind_of(value)}")
        return None
    exact = str.__str__(value)
    if not exact.isascii() and _SURROGATE.search(exact):
        report(path, "holds half of a surrogate pair, which UTF-8 cannot")
        return None
    return exact


def number(value: Any, path: str, report: Report) -> Any:
    """An amount, exact."""
    if isinstance(value, float):
        report(path, "is a float, which cannot hold most amounts exactly; pass a Decimal, made from a text such as Decimal('4500.00')")
    elif isinstance(value, Decimal):
        if value.is_finite():
            return Decimal(value)
        report(path, "is not a finite number")
    elif isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    else:
        report(path, f"must be a Decimal or an int, not {kind_of(value)}")
    return None


def instance_of(kind: type, words: str) -> Convert:
    """A value of that type."""

    def check(value: Any, path: str, report: Report) -> Any:
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return kind(value)
        report(path, f"must be {words}, not {kind_of(value)}")
        return None

    return check


def uuid(value: Any, path: str, report: Report) -> Any:
    """A UUID, as such or as text."""
    try:
        return str(value if isinstance(value, UUID) else UUID(value))
    except (ValueError, AttributeError, TypeError):
        report(path, "must be a UUID")
        return None


E = TypeVar("E", bound=OpenStrEnum)


def one_of(kind: type[E], name: str, value: str | None) -> E | Unset:
    """A value of an open enum that a caller passed, if one was passed.

    Raises:
        InputError: it is no text.
    """
    given: Any = value
    if given is None or given == "":
        return UNSET
    if not isinstance(given, str):
        raise InputError([Problem(None, name, f"must be a text, not {kind_of(given)}")])
    return kind(given)


def required_uuid(name: str, value: UUID | str) -> UUID:
    """An id that a caller passed.

    Raises:
        InputError: it is none.
    """
    given: Any = value
    try:
        return UUID(str(given) if isinstance(given, UUID | str) else "")
    except ValueError:
        raise InputError([Problem(None, name, "must be a UUID")]) from None


def seconds_in(name: str, value: float) -> float:
    """A time that a caller wants to wait at most.

    Raises:
        ConfigurationError: so long nobody can wait.
    """
    given: Any = value
    if not isinstance(given, int | float) or isinstance(given, bool) or given != given:  # as only NaN is
        raise ConfigurationError(f"{name} must be a number of seconds, not {kind_of(given)}")
    if given < 0:
        raise ConfigurationError(f"{name} must not be negative")
    try:
        return float(given)
    except OverflowError:
        return inf


def at_least_one(name: str, value: int) -> int:
    """How many of something a caller wants.

    Raises:
        ConfigurationError: that is no number of things.
    """
    given: Any = value
    if not isinstance(given, int) or isinstance(given, bool):
        raise ConfigurationError(f"{name} must be a whole number, not {kind_of(given)}")
    if given < 1:
        raise ConfigurationError(f"{name} must be at least 1")
    return given


def free(value: Any, path: str, report: Strictness) -> Any:
    """A value of which the documentation does not say what it may be: whatever JSON can hold exactly."""
    if is_mapping(value):
        return {str(name): free(item, join(path, str(name)), report) for name, item in value.items()}
    if is_sequence(value):
        return [free(item, f"{path}[{index}]", report) for index, item in enumerate(value)]
    if isinstance(value, float | Decimal):
        return number(value, path, report)
    if isinstance(value, date):
        return report.free_moment(value, path, report)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str):
        return text(value, path, report)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    report(path, f"cannot be sent as JSON: {kind_of(value)}")
    return None


FREE_MOMENT = moment_of(days=True, times=True)

SIMPLE: dict[type, tuple[Convert, Any]] = {
    str: (text, str),
    Decimal: (number, int | Decimal),  # the generated code refuses floats and NaN
    bool: (instance_of(bool, "true or false"), bool),
    int: (instance_of(int, "a whole number"), int),
    UUID: (uuid, str),
}
"""For each simple type its converter, and what msgspec may find in a wire dict that the generated code made."""
