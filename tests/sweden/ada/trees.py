"""Filters as trees, each with a plain reading of it: what MongoDB's manual says that it means, in Python and without MongoDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from amili_ext.sweden.ada.eve import where
from amili_ext.sweden.ada.eve.where import Filter
from tests.sweden.ada.engine import object_id

# Numbers from 2, since mongomock takes true for 1, which MongoDB does not.
NOON = datetime(2025, 7, 4, 12, tzinfo=UTC)
WORDS = st.sampled_from(["", "a", "b", "reminder", "é", "{", "$in", "686e6ed854377058c2dd10bd", "null"])
NUMBERS = st.integers(2, 5) | st.sampled_from([Decimal("2.5"), Decimal("3.0")])
_zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8))])
SECONDS = st.builds(lambda second, zone: (NOON + timedelta(seconds=second)).astimezone(zone), st.integers(0, 3), _zones)
MOMENTS = st.builds(
    lambda moment, fraction: moment + timedelta(microseconds=fraction), SECONDS, st.sampled_from([0, 0, 1, 500_000, 999_999])
)
VALUES = st.none() | st.booleans() | WORDS | NUMBERS | MOMENTS | st.just(date(2025, 7, 4))


@frozen
class Tree:
    """A filter, and a plain reading of it."""

    filter: where.Where
    holds: Callable[[dict[str, Any]], bool]


def _reached(document: Any, path: str) -> list[Any]:
    """All values that a path leads to; a list leads to its items and to itself."""
    name, _, rest = path.partition(".")
    if isinstance(document, list):
        return [value for inner in document if isinstance(inner, dict) for value in _reached(inner, path)]
    if not isinstance(document, dict) or name not in document:
        return []
    value = document[name]
    if rest:
        return _reached(value, rest)
    return [*value, value] if isinstance(value, list) else [value]


def _kind(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return type(value).__name__
    if isinstance(value, str):
        return "id" if object_id(value) != value else "text"
    return "number" if isinstance(value, int | Decimal) else "moment" if isinstance(value, datetime) else type(value).__name__


def _same(stored: Any, wanted: Any) -> bool:
    if _kind(stored) != _kind(wanted):
        return False
    return bool(stored <= wanted <= stored + timedelta(microseconds=999_999) if isinstance(wanted, datetime) else stored == wanted)


def _equals(document: dict[str, Any], path: str, wanted: Any) -> bool:
    reached = _reached(document, path)
    return any(_same(value, wanted) for value in reached) or (wanted is None and not reached)


def _moment(value: Any) -> Any:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if is_day else value


def _compares(name: str, stored: Any, wanted: Any) -> bool:
    if _kind(stored) != _kind(wanted) or isinstance(stored, list | dict):
        return False
    if isinstance(wanted, datetime) and wanted.microsecond:
        # A stored moment is a whole second; a wanted one with a fraction matches if any moment in that second would.
        later = stored + timedelta(seconds=1) > wanted
        return bool({"gt": later, "gte": later, "lt": stored < wanted, "lte": stored < wanted}[name])
    return bool({"gt": stored > wanted, "gte": stored >= wanted, "lt": stored < wanted, "lte": stored <= wanted}[name])


def _leaf(kind: str, path: str, value: Any, values: list[Any], there: bool) -> Tree:
    plain = _moment(value)
    if kind == "eq":
        return Tree(where.eq(path, value), lambda document: _equals(document, path, plain))
    if kind == "ne":
        return Tree(where.ne(path, value), lambda document: not _equals(document, path, plain))
    if kind == "in":
        return Tree(where.in_(path, values), lambda document: any(_equals(document, path, _moment(one)) for one in values))
    if kind == "raw":
        values = [one for one in values if one is not None]  # Eve would take it for an id
        return Tree({path: {"$in": values}}, lambda document: any(_equals(document, path, _moment(one)) for one in values))
    if kind == "exists" or value is None or isinstance(value, bool):
        return Tree(where.exists(path, there), lambda document: bool(_reached(document, path)) == there)
    make: Callable[[str, Any], Filter] = getattr(where, kind)
    return Tree(make(path, value), lambda document: any(_compares(kind, stored, plain) for stored in _reached(document, path)))


def _joined(kind: str, trees: list[Tree]) -> Tree:
    filters = [tree.filter for tree in trees]
    if kind == "and_":
        return Tree(where.and_(*filters), lambda document: all(tree.holds(document) for tree in trees))
    if kind == "or_":
        return Tree(where.or_(*filters), lambda document: any(tree.holds(document) for tree in trees))
    first, second = (*filters, *filters)[:2]
    if not isinstance(first, Filter):
        first = where.and_(first)
    if kind == "&":
        return Tree(first & second, lambda document: all(tree.holds(document) for tree in trees[:2]))
    return Tree(first | second, lambda document: any(tree.holds(document) for tree in trees[:2]))


def trees(paths: Iterable[str], values: st.SearchStrategy[Any] = VALUES) -> st.SearchStrategy[Tree]:
    """Filters on those fields, made in every way that there is."""
    leaves = st.builds(
        _leaf,
        st.sampled_from(["eq", "ne", "gt", "gte", "lt", "lte", "in", "raw", "exists"]),
        st.sampled_from(list(paths)),
        values,
        st.lists(values, max_size=3),
        st.booleans(),
    )
    joints = st.sampled_from(["and_", "or_", "&", "|"])
    return st.recursive(leaves, lambda inner: st.builds(_joined, joints, st.lists(inner, min_size=1, max_size=3)), max_leaves=8)
