"""Filters for lists: which documents to give.

    from amili_ext.sweden.ada.eve import where

    open_cases = where.eq("creditor", creditor_id) & where.in_("state", ["reminder", "debt_collection"])
    late = where.lt("debt.invoice_due_date", date(2026, 1, 1)) | where.eq("debt.invoice_number", "INV-2025-001")
    client.cases.list(where=open_cases & late)

A path names a field, with dots into nested ones. A raw filter in MongoDB's form, such as `{"state": {"$in": ["reminder"]}}`, is accepted
wherever a filter is. Of the operators only equality and `$in` are documented; the others are Eve's usual ones.

What one should know of how Eve compares:

* A field that is not there equals None. A field that holds a list matches when one of its items does.
* A text of 24 hexadecimal digits is taken for an id, and a text in the form of an RFC 1123 date for a moment, whatever the field holds.
  A null in a raw `$in` is taken for an id that nothing has; `in_` knows a way around that.
* Moments have whole seconds. One with a fraction stands for its whole second, so that a range never leaves out what may belong to it.

Pages: https://docs.amili.se/reference/common/pagination and https://docs-sandbox.amili.se/reference/common/query
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from urllib.parse import quote

from amili_client.runtime import encode_json, write_http_date
from attrs import field, frozen

from amili_ext.errors import InputError, Problem
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.values import Report, Strictness, join, kind_of, moment_as, number, text
from amili_ext.wire import Problems

MOST_VALUES = 100
"""So many values go into one filter of `in_batches`: what it finds then fits one page, if the values are unique."""

MOST_CHARACTERS = 1500
"""So long, percent-encoded, the values in one filter of `in_batches` may be: with the rest of the address below the 2,048 that are safe."""

_DEEPEST = 50
_INT64 = range(-(2**63), 2**63)


@frozen(hash=False)
class Filter:
    """A condition on documents. Combine conditions with `&` and `|`, not with `and` and `or`, which Python would not let us see.

    Attributes:
        wire: the filter as the API takes it, ready to be written as JSON; not printed, since it may hold identity numbers.
    """

    wire: Mapping[str, Any] = field(repr=False)

    def __and__(self, other: Where) -> Filter:
        return and_(self, other)

    def __rand__(self, other: Where) -> Filter:
        return and_(other, self)

    def __or__(self, other: Where) -> Filter:
        return or_(self, other)

    def __ror__(self, other: Where) -> Filter:
        return or_(other, self)

    def __bool__(self) -> bool:
        raise InputError(
            [Problem(None, "where", "is neither true nor false; combine filters with & and |, and test for one with `is None`")]
        )


Where: TypeAlias = Filter | Mapping[str, Any]


# -- conditions on one field -------------------------------------------------------------------------------------------------------


def eq(path: str, value: Any) -> Filter:
    """The field has this value: a text (also an id), an exact number, true or false, None, an aware datetime, or a date (midnight UTC).

    Raises:
        InputError: the path is none, or the value is nothing of these; so for all conditions here.
    """
    return _on(path, value)


def ne(path: str, value: Any) -> Filter:
    """The field does not have this value; also when there is no such field."""
    return _on(path, value, "$ne")


def gt(path: str, value: Any) -> Filter:
    """The field is greater, or later."""
    # With a fraction, the moment lies within a second of which a part is later.
    return _ordered(path, value, "$gte" if _has_fraction(value) else "$gt")


def gte(path: str, value: Any) -> Filter:
    """The field is as great or greater, or not before."""
    return _ordered(path, value, "$gte")


def lt(path: str, value: Any) -> Filter:
    """The field is less, or earlier."""
    return _ordered(path, value, "$lte" if _has_fraction(value) else "$lt")


def lte(path: str, value: Any) -> Filter:
    """The field is as little or less, or not after. A date is its midnight: for the whole of a day say `lt` of the next."""
    return _ordered(path, value, "$lte")


def in_(path: str, values: Iterable[Any]) -> Filter:
    """The field has one of these values; with no values, nothing matches. For more than a hundred or so see `in_batches`.

    Raises:
        InputError: as for `eq`, or `values` is a single text.
    """
    problems = Problems()
    report = problems.at(None)
    name = _checked_path(path, report)
    wire = _values(path, values, report)
    problems.check()
    return _in(name, wire)


def exists(path: str, there: bool = True) -> Filter:
    """The field is there, even if it is null; or it is not."""
    problems = Problems()
    report = problems.at(None)
    wire = {_checked_path(path, report): {"$exists": _truth(path, there, report)}}
    problems.check()
    return Filter(wire)


# -- combinations ------------------------------------------------------------------------------------------------------------------


def and_(*filters: Where) -> Filter:
    """All of these; without any, everything."""
    wires = [wire for wire in (read_filter(one) for one in filters) if wire]
    if len(wires) < 2:
        return Filter(wires[0] if wires else {})
    return Filter({"$and": _flat("$and", wires)})


def or_(*filters: Where) -> Filter:
    """At least one of these.

    Raises:
        InputError: there is none; nothing could match, which is hardly meant.
    """
    wires = [read_filter(one) for one in filters]
    if not wires:
        raise InputError([Problem(None, "where", "or_ needs at least one filter")])
    return Filter(wires[0] if len(wires) == 1 else {"$or": _flat("$or", wires)})


def in_batches(path: str, values: Iterable[Any]) -> list[Filter]:
    """`in_`, divided so that the address of each request stays short enough for every server in between; each value once.

    Raises:
        InputError: as for `in_`.
    """
    problems = Problems()
    report = problems.at(None)
    name = _checked_path(path, report)
    unique: dict[Any, Any] = {(type(value), value): value for value in _values(path, values, report)}
    problems.check()
    batches: list[list[Any]] = []
    room = 0
    for value in unique.values():
        length = len(quote(encode_json([value]), safe=""))  # the brackets stand for the comma, and are a little longer
        if not batches or length > room or len(batches[-1]) == MOST_VALUES:
            batches.append([])
            room = MOST_CHARACTERS
        batches[-1].append(value)
        room -= length
    return [_in(name, batch) for batch in batches]


# -- reading -----------------------------------------------------------------------------------------------------------------------


def read_filter(where: Where | None) -> Mapping[str, Any]:
    """A filter as the API takes it, from one that was made here or from a raw one; empty for None.

    In a raw filter, moments are written as the API wants them (a fraction of a second is cut off) and numbers stay exact; which operators
    there are is for the API to say.

    Raises:
        InputError: a raw filter holds something that cannot be written, or a path that is none.
    """
    if where is None:
        return {}
    if isinstance(where, Filter):
        return where.wire
    problems = Problems()
    report = problems.at(None)
    wire: dict[str, Any] = {}
    if is_mapping(where):
        wire = _raw(where, "", report, _DEEPEST)
    else:
        report("where", f"must be a filter or a dict, not {kind_of(where)}")
    problems.check()
    return wire


def several(values: Any) -> list[Any] | None:
    """What can be iterated, as a list; None for anything else, and for a text or a dict, which are hardly meant to be taken apart."""
    if isinstance(values, str | bytes) or is_mapping(values):
        return None
    try:
        each = iter(values)
    except TypeError:
        return None
    return list(each)


def check_path(path: object, report: Report, where: str = "where") -> bool:
    """Whether that is the path of a field; a problem is reported under the path itself, or under `where` if it has no name."""
    if not isinstance(path, str):
        report(where, f"must be the path of a field as a text, not {kind_of(path)}")
        return False
    wrong = None
    if not path or "" in path.split("."):
        wrong = "is no path of a field: a part of it is empty"
    elif any(part.startswith("$") for part in path.split(".")):
        wrong = "is no path of a field: only operators begin with $"
    elif "\0" in path:
        wrong = "is no path of a field: it holds a zero byte"
    elif text(path, path, lambda _path, _message: None) is None:
        wrong = "is no path of a field: it holds half of a surrogate pair"
    if wrong:
        report(path if path.isprintable() and path else where, wrong)
    return wrong is None


def _checked_path(path: str, report: Report) -> str:
    check_path(path, report)
    return str(path)


def _on(path: str, value: Any, operator: str | None = None) -> Filter:
    problems = Problems()
    report = problems.at(None)
    name = _checked_path(path, report)
    wire = _value(value, name, report)
    problems.check()
    return Filter({name: {operator: wire} if operator else wire})


def _in(name: str, wire: list[Any]) -> Filter:
    some = Filter({name: {"$in": [value for value in wire if value is not None]}})
    if None not in wire:
        return some
    nothing = Filter({name: None})
    return nothing if len(some.wire[name]["$in"]) == 0 else or_(some, nothing)


def _ordered(path: str, value: Any, operator: str) -> Filter:
    if value is None:
        raise InputError([Problem(None, str(path), "null is neither greater nor less than anything")])
    return _on(path, value, operator)


def _has_fraction(value: Any) -> bool:
    return isinstance(value, datetime) and value.microsecond != 0


def _values(path: str, values: Any, report: Report) -> list[Any]:
    each = several(values)
    if each is None:
        report(str(path), f"in_ needs several values, such as a list, not {kind_of(values)}")
        return []
    wire = [_value(value, f"{path}[{index}]", report) for index, value in enumerate(each)]
    # A set of texts has another order in each process; the same filter should be the same text.
    return sorted(wire, key=lambda value: (type(value).__name__, str(value))) if isinstance(values, Set) else wire


def _truth(path: str, there: Any, report: Report) -> bool:
    if not isinstance(there, bool):
        report(str(path), f"exists is true or false, not {kind_of(there)}")
    return bool(there)


def _flat(operator: str, wires: list[Mapping[str, Any]]) -> list[Any]:
    """`a & b & c` as one list, not as a nest that grows with each."""
    return [inner for wire in wires for inner in (wire[operator] if list(wire) == [operator] else [wire])]


def _raw(value: Any, path: str, report: Report, depth: int) -> Any:
    if isinstance(value, Filter):
        return value.wire
    if depth == 0 and (is_mapping(value) or is_sequence(value)):
        report(path, f"is nested deeper than {_DEEPEST} levels")
        return None
    if is_mapping(value):
        return {
            name: _raw(inner, join(path, name), report, depth - 1)
            for name, inner in value.items()
            if (isinstance(name, str) and name.startswith("$") and name != "$") or check_path(name, report)
        }
    if is_sequence(value):
        return [_raw(inner, f"{path}[{index}]", report, depth - 1) for index, inner in enumerate(value)]
    return _value(value, path, report)


def _value(value: Any, path: str, report: Report) -> Any:
    """One value that fields can be compared with, in its form on the wire."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, date):
        return _MOMENT(value, path, Strictness(report, (), _MOMENT))
    if isinstance(value, str):
        return text(value, path, report)
    if isinstance(value, int) and value not in _INT64:
        report(path, "is a whole number of more than 64 bits, which MongoDB cannot hold")
        return None
    if isinstance(value, int | float | Decimal):
        return number(value, path, report)
    report(path, f"cannot be compared with {kind_of(value)}; pass a text, an int, a Decimal, true, false, None, a date or a datetime")
    return None


_MOMENT = moment_as(write_http_date)
