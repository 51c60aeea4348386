"""One document, created at most once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import AmiliError, ConflictError, UnknownOutcomeError, UnreadableResponseError, ValidationError
from amili_ext.norway.arm.documents.creating import create
from amili_ext.norway.arm.documents.errors import DocumentExistsError
from tests.norway.arm.document_server import AMBIGUOUS, CLIENT, CUT, Amili, Answer, document
from tests.norway.arm.ledger import LOST, REFUSED, Ledger, problems
from tests.support import in_each_world, json_reply

pytestmark = pytest.mark.filterwarnings(f"ignore::{UnverifiedOperationWarning.__module__}.{UnverifiedOperationWarning.__name__}")


@in_each_world
def test_it_is_created_and_the_answer_kept(world: str) -> None:
    amili = Amili(user_id="kari")
    done = amili.run(create, document("1"), world=world)
    assert (done.document_no, done.adopted, done.answer.to_dict()) == ("1", False, {"resultType": "OK"})
    assert [request.url for request in amili.sent("POST")] == [f"{CLIENT}/documents"]
    assert amili.posted == [{"metadata": {"userId": "kari"}, "document": document("1")}]


@in_each_world
def test_one_that_is_there_is_adopted(world: str) -> None:
    amili = Amili()
    amili.stored = {"1": document("1")}
    assert amili.run(create, document("1"), world=world).adopted
    assert amili.posted == []


def test_another_one_with_that_number_is_an_error() -> None:
    amili = Amili()
    amili.stored = {"1": document("1", customerNo="9")}
    with pytest.raises(DocumentExistsError, match="another customerNo") as caught:
        amili.run(create, document("1"))
    assert caught.value.numbers == ("1",)
    assert amili.posted == []


@pytest.mark.parametrize(
    "answer",
    [{}, {"status": "ok", "message": "please log in"}, {"document": {}}, {"documents": []}, {"documentNo": None}, {"documentNo": ""}],
)
def test_an_answer_that_names_no_document_does_not_pass_for_one_that_is_there(answer: Any) -> None:
    """Else the document would be taken for sent, and nobody would ever send it."""
    ledger = Ledger(json_reply(answer))
    with pytest.raises(UnreadableResponseError):
        ledger.run(create, document("1"))
    assert {request.method for request in ledger.requests} == {"GET"}


def test_a_document_is_found_and_compared_in_whatever_wraps_it() -> None:
    assert Ledger(json_reply({"invoice": document("1"), "links": []})).run(create, document("1")).adopted
    with pytest.raises(DocumentExistsError):
        Ledger(json_reply({"rows": [document("1", customerNo="9")], "n": 1})).run(create, document("1"))


def test_an_answer_about_another_document_is_not_understood() -> None:
    ledger = Ledger(json_reply({"documentNo": "2"}))
    with pytest.raises(UnreadableResponseError, match="another document"):
        ledger.run(create, document("1"))
    assert {request.method for request in ledger.requests} == {"GET"}


@in_each_world
def test_after_a_lost_answer_it_is_found(world: str) -> None:
    amili = Amili()
    amili.faults = [(True, CUT)]
    done = amili.run(create, document("1"), world=world)
    assert (done.adopted, done.answer, len(amili.posted), amili.made) == (True, None, 1, ["1"])


@pytest.mark.parametrize("answer", LOST)
def test_after_a_lost_answer_one_that_is_not_there_is_in_doubt(answer: Answer) -> None:
    amili = Amili()
    amili.faults = [(False, answer)]
    with pytest.raises(UnknownOutcomeError, match="look it up before sending it again") as caught:
        amili.run(create, document("1"))
    assert (caught.value.references, caught.value.candidates) == (("1",), ())
    assert (len(amili.posted), amili.clock.now().monotonic) == (1, 15)


def test_after_a_lost_answer_another_one_is_a_doubt_too() -> None:
    amili = Amili(look_first=False)
    amili.stored = {"1": document("1", currencyAmounts={"inclVat": 1})}
    amili.faults = [(False, CUT)]
    with pytest.raises(UnknownOutcomeError) as caught:
        amili.run(create, document("1"))
    assert caught.value.candidates == ("1",)


@given(st.sampled_from(AMBIGUOUS), st.booleans(), st.booleans())
def test_it_is_sent_at_most_once(answer: Answer, arrives: bool, look_first: bool) -> None:
    amili = Amili(look_first=look_first)
    amili.faults = [(arrives, answer)]
    outcome = amili.attempt(create, document("1"))
    if isinstance(outcome, UnknownOutcomeError):
        assert amili.stored == {}
    else:
        assert outcome.document_no == "1"
        assert amili.made == ["1"] or not outcome.adopted
    assert len(amili.posted) == 1


@pytest.mark.parametrize("answer", REFUSED)
def test_what_was_surely_refused_is_an_error_and_no_doubt(answer: Answer) -> None:
    amili = Amili()
    amili.faults = [(False, answer)] * 10
    with pytest.raises(AmiliError) as caught:
        amili.run(create, document("1"))
    assert not isinstance(caught.value, UnknownOutcomeError)


def test_a_conflict_is_an_answer() -> None:
    amili = Amili()
    amili.faults = [(False, json_reply({}, 409))]
    with pytest.raises(ConflictError):
        amili.run(create, document("1"))


def test_a_refusal_keeps_the_words_and_does_not_print_them() -> None:
    amili = Amili()
    amili.faults = [(False, json_reply({"message": "Owe Armstrong is no customer"}, 422))]
    with pytest.raises(ValidationError) as caught:
        amili.run(create, document("1"))
    assert caught.value.messages == ("Owe Armstrong is no customer",)
    assert "Armstrong" not in f"{caught.value!r} {caught.value}"


def test_a_success_that_says_that_it_failed_is_none() -> None:
    amili = Amili()
    amili.faults = [(False, json_reply({"resultType": "FAILED", "messages": ["no"]}))]
    with pytest.raises(ValidationError) as caught:
        amili.run(create, document("1"))
    assert caught.value.messages == ("no",)


@pytest.mark.parametrize("said", [{"resultType": "REFUSED"}, {"resultType": "OK", "errors": ["but"]}])
def test_a_success_from_which_nobody_can_tell_is_looked_up(said: Any) -> None:
    for there in (True, False):
        amili = Amili()
        amili.faults = [(there, json_reply(said))]
        outcome = amili.attempt(create, document("1"))
        assert isinstance(outcome, UnknownOutcomeError) is not there
        assert there is False or outcome.adopted
        assert len(amili.posted) == 1


def test_the_answer_is_not_shown() -> None:
    amili = Amili()
    amili.faults = [(True, json_reply({"name": "Owe Armstrong"}))]
    assert "Armstrong" not in repr(amili.run(create, document("1")))


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, ["documentType", "customerNo", "documentNo"]),
        (None, [""]),
        ([document("1")], [""]),
        (document("1", documentNo=1), ["documentNo"]),
        (document("1", documentNo=None), ["documentNo"]),
        (document("."), ["documentNo"]),
        (document("1", currencyAmounts={"vat": 0.1}), ["currencyAmounts.vat"]),
        (document("1", documentLines=[{"lineNo": "1"}]), ["documentLines[0].lineNo"]),
    ],
)
def test_bad_input_is_named_and_not_sent(wrong: Any, fields: list[str]) -> None:
    assert list(problems(create, wrong)) == [(None, field) for field in fields]
