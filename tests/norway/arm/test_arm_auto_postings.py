"""Auto postings: all or nothing, the culprit told from those that fell with it, and never sent twice."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.arm.models.auto_posting_input import AutoPostingInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import endpoint
from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import AmiliError, TransportError, UnknownOutcomeError, ValidationError
from amili_ext.flow import Reply
from amili_ext.norway.arm.posting.auto_postings import AutoPostingResult, create
from amili_ext.outcomes import ItemStatus, PartialFailureError
from tests.norway.arm.ledger import CUT, LOST, REFUSED, URL, Ledger, problems
from tests.support import in_each_world, json_reply

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

TWO: list[dict[str, Any]] = [{"arItemId": "7", "amount": Decimal("0.10")}, {"arItemId": "8", "amount": 5}]
FAILED, REJECTED, OK = {"resultType": "FAILED", "messages": ["No such item"]}, {"resultType": "BATCH-REJECTED"}, {"resultType": "OK"}


def answered(*results: Mapping[str, Any], status: int = 200) -> Reply:
    return json_reply({"autoPostings": list(results)}, status)


@in_each_world
def test_postings_are_sent_as_they_are_given(world: str) -> None:
    ledger = Ledger(answered(OK, OK), user_id="TestUser")
    result: AutoPostingResult = ledger.run(create, "write off", TWO, world=world)
    (request,) = ledger.requests
    assert (request.method, request.url) == ("POST", f"{URL}/clients/2218/autopostings/write%20off")
    assert ledger.body == {"metadata": {"userId": "TestUser"}, "autoPostings": TWO}
    assert b'"amount":0.10' in bytes(request.content), "to the last digit"  # type: ignore[arg-type]
    assert result.posted is True
    assert result.complete
    assert [outcome.status for outcome in result] == [ItemStatus.SUCCEEDED] * 2


def test_a_model_can_be_passed_too_and_an_end_user_for_the_call() -> None:
    posting = AutoPostingInput()
    posting["amount"] = Decimal("1.5")
    ledger = Ledger(answered(OK), user_id="TestUser")
    ledger.run(create, "m", (one for one in [posting]), user_id="kari")
    assert ledger.body == {"metadata": {"userId": "kari"}, "autoPostings": [{"amount": Decimal("1.5")}]}


@pytest.mark.parametrize("status", [200, 400, 422])
def test_the_culprit_is_told_from_those_that_fell_with_it(status: int) -> None:
    """By the page: one that fails makes all fail, and what was valid itself is marked BATCH-REJECTED."""
    ledger = Ledger(answered(REJECTED, FAILED, REJECTED, status=status))
    result: AutoPostingResult = ledger.run(create, "m", [{"n": 1}, {"n": 2}, {"n": 3}])
    assert [outcome.status for outcome in result] == [ItemStatus.FAILED] * 3
    assert [outcome.rejected_with_batch for outcome in result] == [True, False, True]
    assert [(one.index, one.reference, one.reasons) for one in result.culprits] == [(1, 1, ("No such item",))]
    assert result.posted is False
    assert len(ledger.requests) == 1
    with pytest.raises(PartialFailureError, match=r"3 of 3 postings did not succeed; postings\[0\] \(failed\)"):
        result.raise_for_failures()


@pytest.mark.parametrize(
    "body", [{}, {"message": "no"}, {"autoPostings": [FAILED]}, {"autoPostings": [OK, OK]}, {"autoPostings": [{}, {}]}]
)
def test_a_refusal_that_says_nothing_of_each_posting_is_an_error(body: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        Ledger(json_reply(body, 422)).run(create, "m", TWO)
    assert raised.value.status == 422


def test_a_refusal_that_is_no_json_is_an_error() -> None:
    with pytest.raises(ValidationError):
        Ledger(Reply(422, {}, b"<html>")).run(create, "m", TWO)


@pytest.mark.parametrize(
    "body", [{}, [], {"autoPostings": [OK]}, {"autoPostings": [OK, OK, OK]}, {"autoPostings": ["OK", "OK"]}, {"resultType": "OK"}]
)
def test_an_answer_that_does_not_list_the_postings_settles_nothing(body: Any) -> None:
    result: AutoPostingResult = Ledger(json_reply(body)).run(create, "m", TWO)
    assert [outcome.status for outcome in result] == [ItemStatus.UNREPORTED] * 2
    assert result.posted is None
    assert not result.complete


def test_success_beside_failure_is_a_contradiction() -> None:
    result: AutoPostingResult = Ledger(answered(FAILED, OK)).run(create, "m", TWO)
    assert [outcome.status for outcome in result] == [ItemStatus.FAILED, ItemStatus.CONTRADICTORY]
    assert result.posted is None, "by the page none can be posted, but this answer does not keep to the page"
    assert Ledger(answered(FAILED, OK, status=422)).run(create, "m", TWO).posted is False, "but a refusal is one"


WORDS = {"FAILED": "failed", "BATCH-REJECTED": "fell", "OK": "good", "POSTED": "good", "QUEUED": "?", "": "?"}
words = st.sampled_from(sorted(WORDS))
wrapped = st.recursive(
    st.just("HERE"),
    lambda inner: st.builds(
        lambda value, name: {"count": 2, "notes": ["x"], "rows": [{"id": 1}], name: value}, inner, st.sampled_from("ab")
    ),
    max_leaves=4,
)


def put(wrapping: Any, results: list[Any]) -> Any:
    if wrapping == "HERE":
        return results
    return {name: put(value, results) if value == "HERE" or isinstance(value, dict) else value for name, value in wrapping.items()}


@given(said=st.lists(words, min_size=1, max_size=6), wrapping=wrapped, lower=st.booleans(), data=st.data())
def test_every_posting_comes_back_once_wherever_the_answer_lists_them(
    said: list[str], wrapping: Any, lower: bool, data: st.DataObject
) -> None:
    entries = data.draw(st.lists(st.fixed_dictionaries({"resultType": words}), max_size=3))
    results = [{"resultType": word.lower() if lower else word, "entries": entries} for word in said]
    result: AutoPostingResult = Ledger(json_reply(put(wrapping, results))).run(create, "m", [{"n": index} for index in range(len(said))])
    assert [outcome.index for outcome in result] == list(range(len(said)))
    if not any(said):
        return  # such a list is not one of results
    meaning = [WORDS[word] for word in said]
    fails = {"failed", "fell"} & set(meaning)
    for outcome, what in zip(result, meaning, strict=True):
        expected = {"failed": "failed", "fell": "failed", "good": "contradictory" if fails else "succeeded", "?": "unreported"}[what]
        assert (outcome.status.value, outcome.rejected_with_batch) == (expected, what == "fell")
    assert [one.index for one in result.culprits] == [index for index, what in enumerate(meaning) if what == "failed"]
    assert result.posted is (True if set(meaning) == {"good"} else False if fails and "good" not in meaning else None)


def test_an_answer_may_be_nested_deeply() -> None:
    body = b'{"a":' * 500 + b"[]" + b"}" * 500
    assert Ledger(Reply(200, {}, body)).run(create, "m", TWO).posted is None


# ---- only validating


def test_validating_marks_every_posting_and_posts_none() -> None:
    marked, model, python = {"validateOnly": True, "n": 1}, AutoPostingInput(), {"validate_only": True, "n": 2}
    model["n"] = 3
    ledger = Ledger(answered(*[{"resultType": "VALIDATED"}] * 4))
    result: AutoPostingResult = ledger.run(create, "m", [{"n": 0}, marked, model, python], validate_only=True)
    assert [posting["validateOnly"] for posting in ledger.body["autoPostings"]] == [True] * 4
    assert [posting["n"] for posting in ledger.body["autoPostings"]] == [0, 1, 3, 2]
    assert result.complete
    assert result.validate_only
    assert result.posted is False
    assert "validateOnly" not in model.to_dict(), "the caller's own is left alone"


def test_marking_all_postings_oneself_is_the_same() -> None:
    result: AutoPostingResult = Ledger(answered(OK, OK)).run(create, "m", [{"validateOnly": True}, {"validate_only": True}])
    assert result.validate_only
    assert result.posted is False


def test_what_was_only_to_be_validated_can_be_done_again() -> None:
    with pytest.raises(TransportError):
        Ledger(CUT).run(create, "m", TWO, validate_only=True)


@pytest.mark.parametrize(
    ("postings", "validate_only", "blamed"),
    [
        ([{"validateOnly": True}, {"n": 1}], False, {(1, "validateOnly")}),
        ([{"n": 1}, {"validateOnly": True}, {"validateOnly": False}], False, {(0, "validateOnly"), (2, "validateOnly")}),
        ([{}, {"validateOnly": False}], True, {(1, "validateOnly")}),
        ([AutoPostingInput(validate_only=False)], True, {(0, "validateOnly")}),
    ],
)
def test_one_that_is_only_validated_governs_all_so_it_must_be_said_of_all(postings: Any, validate_only: bool, blamed: Any) -> None:
    assert problems(create, "m", postings, validate_only=validate_only).keys() == blamed


# ---- lost and refused


@in_each_world
@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_is_never_followed_by_another_attempt(lost: Any, world: str) -> None:
    ledger = Ledger(lost, answered(OK, OK))
    with pytest.raises(UnknownOutcomeError) as raised:
        ledger.run(create, "m", TWO, world=world)
    assert raised.value.references == (0, 1)
    assert len(ledger.requests) == 1


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refusal_is_no_doubt(refused: Any) -> None:
    with pytest.raises(AmiliError) as raised:
        Ledger(refused).run(create, "m", TWO)
    assert not isinstance(raised.value, UnknownOutcomeError)


# ---- bad input


@pytest.mark.parametrize(
    ("method", "postings", "extra", "blamed"),
    [
        ("", TWO, {}, (None, "method")),
        ("..", TWO, {}, (None, "method")),
        (None, TWO, {}, (None, "method")),
        ("m", TWO, {"user_id": 7}, (None, "user_id")),
        ("m", TWO, {"validate_only": "yes"}, (None, "validate_only")),
        ("m", [], {}, (None, "postings")),
        ("m", {"amount": 1}, {}, (None, "postings")),
        ("m", "amount", {}, (None, "postings")),
        ("m", None, {}, (None, "postings")),
        ("m", [7], {}, (0, "")),
        ("m", [{"n": 1}, {"amount": 0.1}], {}, (1, "amount")),
        ("m", [{}], {}, (0, "")),
        ("m", [{"rows": [{"amount": Decimal("NaN")}]}], {}, (0, "rows[0].amount")),
        ("m", [{"validateOnly": "true"}], {}, (0, "validateOnly")),
        ("m", [{"validateonly": True}], {}, (0, "validateonly")),
        ("m", [{"ValidateOnly": True}], {"validate_only": True}, (0, "ValidateOnly")),
        ("m", [{"validate-only": True}], {}, (0, "validate-only")),
        ("m", [{"validateOnly": True, "validate_only": True}], {}, (0, "validate_only")),
        ("m", [{"text": "\ud800"}], {}, (0, "text")),
        ("m", [{"what": object()}], {}, (0, "what")),
        ("m", [{7: 1}], {}, (0, "7")),
    ],
)
def test_bad_input_is_told_by_its_field_and_not_sent(method: Any, postings: Any, extra: dict[str, Any], blamed: Any) -> None:
    assert list(problems(create, method, postings, **extra)) == [blamed]


def test_every_problem_is_told_at_once() -> None:
    assert problems(create, "m", [{"a": 0.5}, {"a": 1}, 7]).keys() == {(0, "a"), (2, "")}


# ---- what is shown


def test_a_result_survives_pickling_and_shows_nobody() -> None:
    result: AutoPostingResult = Ledger(answered({**FAILED, "messages": ["Owe Armstrong"]}, REJECTED)).run(create, "m", TWO)
    assert pickle.loads(pickle.dumps(result)) == result
    assert "Armstrong" not in repr(result) + repr(result.outcomes)
    assert repr(result) == "AutoPostingResult(0 succeeded, 2 failed, 0 unsettled, posted=False, validate_only=False)"
    assert result.answer["autoPostings"][0]["messages"] == ["Owe Armstrong"]


def test_that_the_body_is_a_guess_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_warned", set())
    with pytest.warns(UnverifiedOperationWarning, match="autoPostings beside the metadata is a guess") as warned:
        Ledger(answered(OK, OK)).run(create, "m", TWO)
    assert len(warned) == 1
    with warnings.catch_warnings(action="error"):
        Ledger(answered(OK, OK)).run(create, "m", TWO)
