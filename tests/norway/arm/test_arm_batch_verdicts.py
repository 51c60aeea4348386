"""Whatever the state of a batch looks like, each item comes back once, in the order sent, and nothing becomes a success unsaid."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from amili_client.runtime import decode_json, encode_json
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.result import ArmBatchResult, reconcile
from amili_ext.norway.arm.batch.state import ArmBatchState
from amili_ext.norway.arm.documents.kind import DOCUMENTS
from amili_ext.outcomes import ItemStatus, PartialFailureError

GOOD, BAD, ODD = (
    ["OK", "ok", "Success", "CREATED"],
    ["FAILED", "failed", "BATCH-REJECTED", "Rejected", "ERROR"],
    ["QUEUED", "Validated", "?"],
)
NOISE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "rows"]), inner, max_size=2),
    max_leaves=4,
)


def handle_of(*numbers: str, already: tuple[str, ...] = ()) -> ArmBatchHandle:
    return ArmBatchHandle("u", 2218, DOCUMENTS, numbers, datetime(2026, 1, 1, tzinfo=UTC), already)


def result_of(body: Any, *numbers: str, status: int = 200, already: tuple[str, ...] = ()) -> ArmBatchResult:
    # Through JSON, as it comes.
    return reconcile(handle_of(*numbers, already=already), ArmBatchState("u", status, decode_json(encode_json(body))))


@st.composite
def mentions(draw: st.DrawFn, number: str) -> tuple[list[dict[str, Any]], ItemStatus]:
    """What a state says of one document, and what that comes to, by the rules in words: all good, all bad, both, or nothing."""
    kinds = draw(st.lists(st.sampled_from(["good", "bad", "odd", "errors", "messages", "good with errors"]), max_size=3))
    said: list[dict[str, Any]] = []
    for kind in kinds:
        one: dict[str, Any] = {"documentNo": number, "more": draw(NOISE)}
        if kind.startswith("good"):
            one["resultType"] = draw(st.sampled_from(GOOD))
        elif kind in ("bad", "odd"):
            one["resultType"] = draw(st.sampled_from(BAD if kind == "bad" else ODD))
        if "errors" in kind:
            one["errors"] = draw(st.sampled_from([["no"], {"field": ["no"]}, "no"]))
        if kind == "messages":
            one["messages"] = draw(st.lists(st.text(max_size=3), max_size=2))
        said.append(one)
    good, bad = "good" in kinds, "bad" in kinds or "errors" in kinds
    if "good with errors" in kinds or (good and bad):
        return said, ItemStatus.CONTRADICTORY
    if good:
        return said, ItemStatus.SUCCEEDED
    return said, ItemStatus.FAILED if bad else ItemStatus.UNREPORTED


@st.composite
def nested(draw: st.DrawFn, parts: list[dict[str, Any]]) -> Any:
    """These objects somewhere in a body, in any order and at any depth, in lists and under names of all sorts."""
    parts = draw(st.permutations(parts))
    heap: list[Any] = [*parts, draw(NOISE)]
    while len(heap) > 1:
        taken = [heap.pop() for _ in range(draw(st.integers(1, len(heap))))]
        inner: Any = taken if draw(st.booleans()) else {f"k{index}": one for index, one in enumerate(taken)}
        heap.append(inner)
        if len(taken) == 1 and draw(st.booleans()):
            heap = [heap]
    return heap[0]


@given(st.data())
def test_each_comes_back_once_in_order_as_it_was_spoken_of(data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.from_regex(r"[A-Z0-9-]{1,5}", fullmatch=True), min_size=1, max_size=5, unique_by=str.casefold))
    drawn = [data.draw(mentions(number)) for number in numbers]
    body = data.draw(nested([one for said, _ in drawn for one in said]))
    result = result_of(body, *numbers)
    assert [one.reference for one in result] == numbers
    assert [one.index for one in result] == list(range(len(numbers)))
    assert [one.status for one in result] == [status for _, status in drawn]
    assert result.unexpected == ()


@given(NOISE, st.sampled_from([200, 206]))
def test_what_is_not_understood_is_unreported(body: Any, status: int) -> None:
    result = result_of(body, "1", "2", status=status)
    assert [one.status for one in result] == [ItemStatus.UNREPORTED] * 2
    assert not result.complete


@pytest.mark.parametrize("number", ["f-1", "F-1"])
def test_the_case_of_letters_makes_no_difference_in_data(number: str) -> None:
    assert result_of({"documentNo": number, "resultType": "ok"}, "F-1").complete


def test_a_number_may_come_as_a_number() -> None:
    assert result_of([{"documentNo": 88776655, "resultType": "OK"}], "88776655").complete


def test_the_echo_of_a_document_says_nothing_of_it() -> None:
    credited = {"documentNo": "9", "customerNo": "2"}
    result = result_of({"documents": [{"documentNo": "1", "customerNo": "2", "dueDate": "2026-01-01", "credits": credited}]}, "1")
    assert [one.status for one in result] == [ItemStatus.UNREPORTED]
    assert result.unexpected == ()


def test_numbers_that_were_never_sent_are_listed_apart() -> None:
    result = result_of([{"documentNo": "1", "resultType": "OK"}, {"documentNo": "9", "resultType": "OK"}], "1")
    assert result.unexpected == ("9",)
    with pytest.raises(PartialFailureError, match="1 numbers came back that were never sent"):
        result.raise_for_failures()


def test_reasons_are_kept_and_not_shown() -> None:
    (one,) = result_of([{"documentNo": "1", "resultType": "FAILED", "messages": ["Owe Armstrong is no customer"]}], "1")
    assert one.reasons == ("Owe Armstrong is no customer",)
    assert "Armstrong" not in repr(one)


def test_what_was_there_already_succeeded_whatever_the_batch_says() -> None:
    result = result_of([{"documentNo": "2", "resultType": "OK"}], "1", "2", already=("1",))
    assert [(one.reference, one.status.value, one.already) for one in result] == [("1", "succeeded", True), ("2", "succeeded", False)]


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ({"title": "Not Acceptable", "errors": ["no batches on Sundays"]}, ("Not Acceptable", "no batches on Sundays")),
        (["closed"], ("closed",)),
        (None, ()),
        ({}, ()),
    ],
)
def test_a_batch_that_was_refused_as_a_whole_has_failed_in_all(body: Any, reasons: tuple[str, ...]) -> None:
    result = result_of(body, "1", "2", status=406, already=("1",))
    assert [(one.status.value, one.reasons) for one in result] == [("succeeded", ()), ("failed", reasons)]


def test_what_a_refused_batch_says_of_one_counts_for_that_one() -> None:
    rows = [
        {"documentNo": "1", "resultType": "FAILED", "messages": ["bad"]},
        {"documentNo": "2", "resultType": "OK"},
        {"documentNo": "4", "messages": ["late"]},
    ]
    result = result_of({"title": "Refused", "rows": rows}, "1", "2", "3", "4", status=406)
    assert [(one.status.value, one.reasons) for one in result] == [
        ("failed", ("bad",)),
        ("contradictory", ()),
        ("failed", ("Refused",)),
        ("failed", ("late",)),
    ]
