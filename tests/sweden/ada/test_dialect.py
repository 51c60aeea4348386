"""Failures as Amili documents them and as Eve words them become messages by field; a success that says ERR is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.endpoint import response_error
from amili_ext.errors import ValidationError
from amili_ext.flow import Instant, Reply, Request
from amili_ext.sweden.ada.eve.dialect import EVE

DOCUMENTED: dict[str, Any] = {
    "_status": "ERR",
    "_error": {
        "code": 422,
        "message": "Validation failed",
        "details": {"customer.name": "Name is required", "customer.id_number": "Invalid ID number format"},
    },
}
"""https://docs.amili.se/reference/common/error-handling"""


def fields(body: dict[str, Any]) -> dict[str, list[str]]:
    return {name: list(said) for name, said in EVE.failure(body).fields.items()}


# -- what an error body says -----------------------------------------------------------------------------------------------------


def test_the_documented_body() -> None:
    failure = EVE.failure(DOCUMENTED)
    assert failure.code == "422"
    assert list(failure.messages) == ["Validation failed"]
    assert fields(DOCUMENTED) == {"customer.name": ["Name is required"], "customer.id_number": ["Invalid ID number format"]}


def test_the_error_that_callers_get_names_the_fields_but_prints_no_message() -> None:
    reply = Reply(422, {}, json.dumps(DOCUMENTED).encode())
    error = response_error(Request("POST", "https://x/creditors"), reply, Instant(datetime(2026, 1, 1, tzinfo=UTC), 0.0), EVE)
    assert isinstance(error, ValidationError)
    assert error.fields == {"customer.name": ("Name is required",), "customer.id_number": ("Invalid ID number format",)}
    assert error.messages == ("Validation failed",)
    assert "customer.name, customer.id_number" in str(error)
    assert "required" not in str(error)


@pytest.mark.parametrize(
    ("issues", "by_path"),
    [
        ({"name": "required field"}, {"name": ["required field"]}),
        ({"name": ["too short", "no digits"]}, {"name": ["too short", "no digits"]}),
        ({"address": {"zip_code": "required field"}}, {"address.zip_code": ["required field"]}),
        # Eve with VALIDATION_ERROR_AS_LIST: what is wrong inside of a field is one more entry of its list.
        (
            {"address": [{"zip_code": ["required field"]}, "unknown field"]},
            {"address.zip_code": ["required field"], "address": ["unknown field"]},
        ),
        ({"debts": {"0": {"capital_to_claim": "must be of float type"}}}, {"debts[0].capital_to_claim": ["must be of float type"]}),
        ({"debts": [{"1": [{"fees": [{"2": ["bad"]}]}]}]}, {"debts[1].fees[2]": ["bad"]}),
        ({"debts.1.amount": "bad"}, {"debts[1].amount": ["bad"]}),
        ({"name": None, "rest": []}, {}),
        ("everything is wrong", {"": ["everything is wrong"]}),
        ({"amount": 5, "done": False}, {"amount": ["5"], "done": ["False"]}),
    ],
)
def test_issues_become_messages_by_path(issues: Any, by_path: dict[str, list[str]]) -> None:
    assert fields({"_status": "ERR", "_issues": issues}) == by_path
    assert fields({"_status": "ERR", "_error": {"code": 422, "message": "m", "details": issues}}) == by_path


def test_details_and_issues_of_one_field_are_both_kept() -> None:
    assert fields({"_error": {"details": {"name": "one"}}, "_issues": {"name": "two"}}) == {"name": ["one", "two"]}


def test_an_error_that_is_only_a_text() -> None:
    assert list(EVE.failure({"_error": "no such thing"}).messages) == ["no such thing"]


def test_what_something_in_between_says_is_understood_too() -> None:
    failure = EVE.failure({"error": "rate_limited", "message": "slow down"})
    assert (failure.code, list(failure.messages)) == ("rate_limited", ["slow down"])


_trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(_trees, _trees, _trees)
def test_no_body_breaks_it(error: Any, issues: Any, status: Any) -> None:
    body = {"_status": status, "_error": error, "_issues": issues}
    failure = EVE.failure(body)
    assert all(isinstance(name, str) and said and all(isinstance(one, str) for one in said) for name, said in failure.fields.items())
    assert EVE.refused(json.dumps(body).encode()) == (status == "ERR")


def test_a_nest_deeper_than_python_may_call_is_read() -> None:
    nest: Any = "deep"
    for _ in range(5000):
        nest = {"a": nest}
    assert list(fields({"_issues": nest}).values()) == [["deep"]]


# -- a success that is none ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (json.dumps(DOCUMENTED).encode(), True),
        (b'{ "_id": "1", "_status" : "ERR" }', True),
        (b'{"_id": "1", "_status": "OK"}', False),
        (b'{"_items": [{"_status": "ERR"}]}', False),
        (b'{"status": "ERR"}', False),
        (b'["ERR"]', False),
        (b'"ERR"', False),
        (b'{"_status": "ERR"', False),
        (b"<html>ERR</html>", False),
        (b"", False),
    ],
)
def test_only_the_status_of_the_whole_body_counts(content: bytes, refused: bool) -> None:
    assert EVE.refused(content) is refused
