"""A filter means to Eve what it says: whatever is combined, the documents that it finds are those that a plain reading of it finds."""

from __future__ import annotations

import contextlib
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import Any
from urllib.parse import quote

import pytest
from amili_client.runtime import encode_json
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import AmiliError, InputError
from amili_ext.sweden.ada.eve import where
from amili_ext.sweden.ada.eve.where import MOST_CHARACTERS, MOST_VALUES, read_filter
from tests.sweden.ada.engine import Eve, object_id
from tests.sweden.ada.trees import NUMBERS, SECONDS, VALUES, WORDS, Tree, trees


def text(of: where.Where) -> str:
    return encode_json(read_filter(of)).decode()


def problems(make: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        make()
    return {problem.field: problem.message for problem in caught.value.problems}


# -- what is written -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (where.eq("debt.invoice_number", "INV-1"), '{"debt.invoice_number":"INV-1"}'),
        (where.in_("finance_category", ["capital", "creditor_outlay"]), '{"finance_category":{"$in":["capital","creditor_outlay"]}}'),
        (where.eq("is_active", True), '{"is_active":true}'),
        (where.ne("closed", None), '{"closed":{"$ne":null}}'),
        (where.gt("amount", Decimal("100.10")), '{"amount":{"$gt":100.10}}'),
        (where.gte("amount", 9007199254740993), '{"amount":{"$gte":9007199254740993}}'),
        (
            where.lt("_created", datetime(2025, 7, 4, 15, 35, 29, tzinfo=timezone(timedelta(hours=2)))),
            '{"_created":{"$lt":"Fri, 04 Jul 2025 13:35:29 GMT"}}',
        ),
        (where.lte("_created", date(2025, 7, 4)), '{"_created":{"$lte":"Fri, 04 Jul 2025 00:00:00 GMT"}}'),
        (where.exists("closed"), '{"closed":{"$exists":true}}'),
        (where.exists("closed", False), '{"closed":{"$exists":false}}'),
        (where.eq("a", 1) & where.eq("a", 2) & {"b": 3}, '{"$and":[{"a":1},{"a":2},{"b":3}]}'),
        ({"a": 1} | where.eq("b", 2) | where.eq("c", 3), '{"$or":[{"a":1},{"b":2},{"c":3}]}'),
        ({"a": 1} & where.eq("b", 2), '{"$and":[{"a":1},{"b":2}]}'),
        (where.and_(), "{}"),
        (where.and_({}, {"a": 1}), '{"a":1}'),
        (where.or_({"a": 1}), '{"a":1}'),
        (where.in_("a", {"c", "a", "b"}), '{"a":{"$in":["a","b","c"]}}'),
        (where.in_("a", (number for number in (2, 1))), '{"a":{"$in":[2,1]}}'),
        (where.in_("a", []), '{"a":{"$in":[]}}'),
        # Eve would make of a null in a list an id that nothing has.
        (where.in_("a", [None]), '{"a":null}'),
        (where.in_("a", ["x", None]), '{"$or":[{"a":{"$in":["x"]}},{"a":null}]}'),
    ],
)
def test_each_kind_of_filter_is_written_as_the_api_wants_it(made: where.Where, written: str) -> None:
    assert text(made) == written


def test_a_raw_filter_is_written_with_exact_numbers_and_moments() -> None:
    raw = {
        "creditor": "686e6ed854377058c2dd10bd",
        "$or": [where.eq("a", 1), {"b": {"$gte": date(2025, 7, 4)}}],
        "amount": {"$in": (Decimal("0.10"), 2)},
    }
    assert text(raw) == (
        '{"creditor":"686e6ed854377058c2dd10bd","$or":[{"a":1},{"b":{"$gte":"Fri, 04 Jul 2025 00:00:00 GMT"}}],"amount":{"$in":[0.10,2]}}'
    )
    assert text({}) == "{}"
    assert read_filter(None) == {}


def test_an_enum_is_its_value() -> None:
    class State(StrEnum):
        REMINDER = "reminder"

        def __str__(self) -> str:
            return "something else"

    assert text(where.eq("state", State.REMINDER)) == '{"state":"reminder"}'


def test_what_a_filter_compares_with_is_not_printed() -> None:
    made = where.eq("customer.id_number", "19900101-1234") | where.in_("name", ["Anna"])
    assert "1990" not in f"{made!r}{made}"
    assert "Anna" not in f"{made!r}{made}"


def test_a_filter_survives_pickling() -> None:
    made = where.eq("a", Decimal("1.10")) & where.exists("b")
    assert pickle.loads(pickle.dumps(made)) == made


# -- what is refused -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (1.5, "float"),
        (float("nan"), "float"),
        (Decimal("NaN"), "finite"),
        (datetime(2025, 7, 4), "time zone"),  # noqa: DTZ001
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "range"),
        (object(), "object"),
        (b"abc", "bytes"),
        ({"$ne": None}, "dict"),  # what came out of somebody's form does not become an operator
        (["a"], "list"),
        (2**63, "64 bits"),
        ("\ud800", "surrogate"),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_by_the_path_of_its_field(value: Any, word: str) -> None:
    for make in (where.eq, where.ne, where.gt, where.gte, where.lt, where.lte):
        found = problems(lambda make=make: make("debt.amount", value))
        assert word in found["debt.amount"]
    assert word in problems(lambda: where.in_("debt.amount", [1, value]))["debt.amount[1]"]
    assert word in problems(lambda: where.in_batches("debt.amount", [1, value]))["debt.amount[1]"]


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"a": {"$in": [1, 1.5]}}, "a.$in[1]"),
        ({"$and": [{"a": object()}]}, "$and[0].a"),
        ({"a": {"b": b""}}, "a.b"),
        ({1: 2}, "where"),
        ({"": 2}, "where"),
        ({"a..b": 2}, "a..b"),
        ({"a.$b": 2}, "a.$b"),
        ({"$": 2}, "$"),
        ([], "where"),
        ("state == 1", "where"),
        (True, "where"),
    ],
)
def test_a_raw_filter_that_cannot_be_written_is_refused(raw: Any, path: str) -> None:
    assert set(problems(lambda: read_filter(raw))) == {path}
    if raw:
        assert set(problems(lambda: where.and_(raw))) == {path}
        assert set(problems(lambda: where.or_({}, raw))) == {path}


@pytest.mark.parametrize("path", ["", ".", "a.", ".a", "a..b", "$where", "a.$b", "a\0b", "\ud800", 7, None])
def test_a_path_that_is_none_is_refused(path: Any) -> None:
    for make in (
        lambda: where.eq(path, 1),
        lambda: where.gt(path, 1),
        lambda: where.in_(path, [1]),
        lambda: where.exists(path),
        lambda: where.in_batches(path, [1]),
    ):
        assert len(problems(make)) == 1


def test_several_problems_are_told_at_once() -> None:
    assert set(problems(lambda: where.in_("$a", [1.5, 2, b""]))) == {"$a", "$a[0]", "$a[2]"}


def test_misunderstandings_are_refused() -> None:
    assert "several values" in problems(lambda: where.in_("state", "reminder"))["state"]
    assert "several values" in problems(lambda: where.in_("state", {"reminder": 1}))["state"]
    assert "several values" in problems(lambda: where.in_("state", 5))["state"]
    assert "neither greater" in problems(lambda: where.gte("_created", None))["_created"]
    assert "true or false" in problems(lambda: where.exists("closed", 1))["closed"]
    assert "at least one" in problems(where.or_)["where"]
    one, two = where.eq("a", 1), where.eq("b", 2)
    assert "&" in problems(lambda: one and two)["where"]
    assert "&" in problems(lambda: not one)["where"]


def test_a_filter_that_holds_itself_is_refused() -> None:
    endless: dict[str, Any] = {}
    endless["$and"] = [endless]
    assert any("deeper" in message for message in problems(lambda: read_filter(endless)).values())


# -- many values -----------------------------------------------------------------------------------------------------------------

_keys = st.lists(st.text(max_size=60) | st.integers(-(2**63), 2**63 - 1) | st.booleans(), max_size=300)


@given(_keys)
def test_batches_hold_each_value_once_and_stay_short(values: list[Any]) -> None:
    batches = [batch.wire["a.b"]["$in"] for batch in where.in_batches("a.b", values)]
    together = [(type(value), value) for batch in batches for value in batch]
    assert sorted(together, key=repr) == sorted({(type(value), value) for value in values}, key=repr)
    for batch in batches:
        assert 0 < len(batch) <= MOST_VALUES
        assert len(quote(encode_json(batch), safe="")) <= MOST_CHARACTERS + 6 or len(batch) == 1


def test_batches_are_not_shorter_than_they_must_be() -> None:
    ids = [f"{number:024x}" for number in range(1000)]
    assert len(where.in_batches("_id", ids)) <= 25


# -- what Eve finds --------------------------------------------------------------------------------------------------------------

_stored = st.none() | st.booleans() | WORDS | NUMBERS | SECONDS
_documents = st.fixed_dictionaries(
    {},
    optional={
        "a": _stored,
        "debt": st.fixed_dictionaries({}, optional={"b": _stored}),
        "tags": st.lists(_stored, max_size=3),
        "rows": st.lists(st.fixed_dictionaries({"c": _stored}), min_size=1, max_size=2),
    },
)
# No path through something that is no object: there mongomock finds less than MongoDB.
_trees = trees(["a", "debt.b", "tags", "rows.c", "nowhere"])


def _bson(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bson(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_bson(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, str):
        return object_id(value)  # what Eve would take for an id in a filter, it has stored as one
    return float(value) if isinstance(value, Decimal) else value


@settings(max_examples=300)
@given(st.lists(_documents, max_size=6), _trees)
def test_any_filter_finds_what_a_plain_reading_of_it_finds(documents: list[dict[str, Any]], tree: Tree) -> None:
    numbers = count(1)
    ids = [f"{next(numbers):024x}" for _ in documents]
    eve = Eve()
    for name, document in zip(ids, documents, strict=True):
        eve.put([{**_bson(document), "_id": name}])
    written = text(tree.filter)
    assert eve.matching(written) == [name for name, document in zip(ids, documents, strict=True) if tree.holds(document)]
    assert text(json.loads(written, parse_float=Decimal)) == written, "what is written can be passed as a raw filter"


@given(_trees)
def test_the_same_filter_is_the_same_text(tree: Tree) -> None:
    assert text(tree.filter) == text(where.and_(tree.filter))
    assert isinstance(json.loads(text(tree.filter)), dict)


@given(
    st.recursive(
        VALUES | st.floats() | st.binary() | st.builds(object),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    )
)
def test_whatever_is_passed_as_a_filter_is_written_or_refused(raw: Any) -> None:
    with contextlib.suppress(AmiliError):
        json.loads(text(raw))
