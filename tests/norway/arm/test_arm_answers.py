"""Answers of unknown shape: where in them the results are, what their words mean, and that no unknown word is a success."""

from __future__ import annotations

from typing import Any

import pytest

from amili_ext.errors import UnreadableResponseError, ValidationError
from amili_ext.norway.arm.answers import (
    agreed,
    objects_in,
    raise_if_failed,
    raise_if_unsettled,
    reasons_in,
    results_in,
    verdict_of,
    word_of,
)
from amili_ext.outcomes import ItemStatus

S, F, U, C = ItemStatus.SUCCEEDED, ItemStatus.FAILED, ItemStatus.UNREPORTED, ItemStatus.CONTRADICTORY


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        ({"resultType": "FAILED"}, F),
        ({"resultType": "BATCH-REJECTED"}, F),
        ({"resultType": " failed "}, F),
        ({"resultType": "OK"}, S),
        ({"resultType": "Ok", "errors": []}, S),
        ({"resultType": "OK", "errors": ["x"]}, C),
        ({"resultType": "FAILED", "errors": ["x"]}, F),
        ({"resultType": "ACCEPTED"}, U),
        ({"resultType": "PARTLY", "errors": ["x"]}, U),
        ({"resultType": 7}, U),
        ({"resultType": ""}, U),
        ({"errors": {"a": ["x"]}}, F),
        ({"messages": ["x"]}, U),
        ({}, U),
    ],
)
def test_what_one_object_says(result: dict[str, Any], verdict: ItemStatus) -> None:
    assert verdict_of(result) is verdict


def test_the_outermost_list_that_speaks_is_the_one() -> None:
    ours, deeper = [{"resultType": "FAILED"}, {}], [{"resultType": "OK"}]
    for answer in ({"a": ours, "z": {"deep": deeper}}, {"a": {"deep": deeper}, "z": ours}, [{"rows": deeper}, ours], ours):
        assert results_in(answer, lambda result: word_of(result) is not None) == ours
    for answer in ({}, [], None, "x", [[], {}], {"a": [{"x": 1}]}, {"a": ["FAILED"]}, {"a": [{"resultType": "OK"}, 7]}):
        assert not results_in(answer, lambda result: word_of(result) is not None)


def test_outer_objects_come_first() -> None:
    answer = {"n": 0, "a": {"n": 1, "b": [{"n": 3}]}, "c": [{"n": 2}, "x"]}
    assert [value["n"] for value in objects_in(answer)] == [0, 1, 2, 3]
    deep: Any = {"n": 0}
    for _ in range(5000):
        deep = [deep]
    assert len(list(objects_in(deep))) == 1, "deeper than Python could go by recursion"


@pytest.mark.parametrize(("statuses", "together"), [([S, S], S), ([S, U], S), ([F, U], F), ([S, F], C), ([S, C], C), ([U], U), ([], U)])
def test_what_several_mentions_say_together(statuses: list[ItemStatus], together: ItemStatus) -> None:
    assert agreed(statuses) is together


def test_reasons_are_those_of_every_usual_name() -> None:
    said = {"errors": ["a"], "error": "b", "messages": ["c", {"code": 1}], "message": "d", "documentNo": "e"}
    assert reasons_in(said) == ("a", "b", "c", '{"code":1}', "d")


def test_a_single_write_that_failed_in_spite_of_its_status() -> None:
    raise_if_failed({}, "x")
    raise_if_failed({"resultType": "OK"}, "x")
    raise_if_failed({"resultType": "WHATEVER"}, "x")
    with pytest.raises(ValidationError, match="for the write, but the answer says that it failed") as raised:
        raise_if_failed({"resultType": "Failed", "messages": ["Owe Armstrong"]}, "the write")
    assert (raised.value.status, raised.value.messages) == (200, ("Owe Armstrong",))
    assert "Armstrong" not in str(raised.value)


@pytest.mark.parametrize(
    "answer", [{"document": {"resultType": "FAILED", "messages": ["no"]}}, {"errors": ["no"]}, {"rows": [{"x": 1}, {"errors": "no"}]}]
)
def test_a_failure_is_one_wherever_the_answer_says_it(answer: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as raised:
        raise_if_failed(answer, "the write")
    assert raised.value.messages == ("no",)


@pytest.mark.parametrize("answer", [{"resultType": "OK", "errors": ["but"]}, {"resultType": "OK", "document": {"resultType": "FAILED"}}])
def test_an_answer_that_says_both_is_neither(answer: dict[str, Any]) -> None:
    with pytest.raises(UnreadableResponseError, match="both"):
        raise_if_failed(answer, "the write")


def test_words_that_nobody_knows_settle_nothing() -> None:
    for known in ({}, {"resultType": "OK"}, {"resultType": "WHATEVER", "x": {"resultType": "ok"}}, {"resultType": "FAILED"}):
        raise_if_unsettled(known, "x")
    with pytest.raises(UnreadableResponseError, match="settles nothing"):
        raise_if_unsettled({"document": {"resultType": "WHATEVER"}}, "x")
