"""Projections and orders are written as the API wants them, and nonsense is refused before it is sent."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError
from amili_ext.sweden.ada.eve.query import read_projection, read_sort


@pytest.mark.parametrize(
    ("projection", "written"),
    [
        (None, None),
        (["state", "debt.invoice_number"], '{"state":1,"debt.invoice_number":1,"_id":1}'),
        ("state", '{"state":1,"_id":1}'),
        (("_id", "state"), '{"state":1,"_id":1}'),
        (["_id"], '{"_id":1}'),
        ({"_id": 1}, '{"_id":1}'),
        ({"state": True, "status": 1}, '{"state":1,"status":1,"_id":1}'),
        # The API always sends `_id`, and lists are read by it: that it is not wanted is no contradiction, and makes no difference.
        ({"state": 1, "_id": 0}, '{"state":1,"_id":1}'),
        ({"state_history": 0, "status_history": False}, '{"state_history":0,"status_history":0}'),
        ({"state_history": 0, "_id": 0}, '{"state_history":0}'),
        ({"state_history": 0, "_id": 1}, '{"state_history":0}'),
    ],
)
def test_projections(projection: Any, written: str | None) -> None:
    assert read_projection(projection) == written


@pytest.mark.parametrize(
    ("projection", "field"),
    [
        ([], "projection"),
        ({}, "projection"),
        ({"a": 1, "b": 0}, "projection"),
        ({"_id": 0}, "projection"),
        ({"a": 2}, "projection.a"),
        ({"a": "1"}, "projection.a"),
        ({"a": {"$slice": 1}}, "projection.a"),
        (["$a"], "$a"),
        (["a..b"], "a..b"),
        ([""], "projection"),
        ([7], "projection"),
        (7, "projection"),
    ],
)
def test_projections_that_cannot_be_meant(projection: Any, field: str) -> None:
    with pytest.raises(InputError) as caught:
        read_projection(projection)
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize(
    ("sort", "written"),
    [
        (None, None),
        ("_id", None),
        ([], None),
        ("-_created", "-_created,_id"),
        ("name, -_created", "name,-_created,_id"),
        (("-debt.invoice_date", "name"), "-debt.invoice_date,name,_id"),
        ("-_id", "-_id"),
        ("_id,name", "_id,name"),
        (("name", "-_id"), "name,-_id"),
    ],
)
def test_orders(sort: Any, written: str | None) -> None:
    assert read_sort(sort) == written


@pytest.mark.parametrize(
    "sort", ["", ",", "name,,x", "[('name', 1)]", "-", "--name", "+name", "a b", "1", "$a", "a..b", ["name,x"], [7], 7, "name,-name", "å"]
)
def test_orders_that_cannot_be_meant(sort: Any) -> None:
    with pytest.raises(InputError) as caught:
        read_sort(sort)
    assert caught.value.problems


@given(st.text() | st.lists(st.text()))
def test_whatever_passes_is_never_taken_for_a_python_value(sort: Any) -> None:
    """Eve evaluates an order as a Python literal first, and only what is none is read as names."""
    try:
        written = read_sort(sort)
    except InputError:
        return
    if written is not None:
        with pytest.raises((ValueError, SyntaxError)):
            ast.literal_eval(written)


@given(st.lists(st.text(min_size=1)) | st.dictionaries(st.text(), st.integers(0, 1)))
def test_whatever_passes_is_a_projection_of_one_kind(projection: Any) -> None:
    try:
        written = read_projection(projection)
    except InputError:
        return
    assert written is not None
    said = json.loads(written)
    assert set(said.values()) in ({0}, {1})
    assert set(said) - {"_id"} == set(projection) - {"_id"}
