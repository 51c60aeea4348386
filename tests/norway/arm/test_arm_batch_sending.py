"""A batch whose answer was lost is never sent again: it is adopted if all it was to make is there, and in doubt otherwise."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from amili_client.norway.arm.models.batch_accepted import BatchAccepted
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import AmiliError, ConflictError, TransportError, UnknownOutcomeError, UnreadableResponseError
from amili_ext.flow import Reply
from amili_ext.norway.arm.batch.sending import accepted
from amili_ext.norway.arm.batch.waiting import wait
from amili_ext.norway.arm.documents.batches import create_batch
from tests.norway.arm.document_server import AMBIGUOUS, CUT, UNSENT, Amili, Answer, document
from tests.norway.arm.ledger import LOST, REFUSED
from tests.support import in_each_world, json_reply

UUID = "4f9E11aa-0000-4000-8000-00000000000B"


@pytest.mark.parametrize(
    "answer",
    [
        {"batchUuid": UUID},
        {"batchId": UUID},
        {"uuid": UUID},
        {"batch": {"batchUuid": UUID, "state": "QUEUED"}},
        {"data": {"uuid": UUID}},
        {"batchUuid": UUID, "data": {"batchUuid": "another"}},
        {"batchUuid": UUID, "uuid": "of the request"},
        {"a": {"batchUuid": UUID}, "b": {"batchUuid": UUID}},
    ],
)
def test_the_id_is_found_and_kept_letter_by_letter(answer: dict[str, Any]) -> None:
    assert accepted(BatchAccepted.from_dict(answer)) == UUID


@pytest.mark.parametrize(
    "answer", [{}, {"batchUuid": ""}, {"batchUuid": " "}, {"batchId": 7}, {"a": {"b": {"batchUuid": UUID}}}, {"a": [{"batchUuid": UUID}]}]
)
def test_an_answer_that_names_no_batch_is_unreadable(answer: dict[str, Any]) -> None:
    with pytest.raises(UnreadableResponseError, match="does not name it"):
        accepted(BatchAccepted.from_dict(answer))


def test_an_answer_that_names_several_is_unreadable() -> None:
    with pytest.raises(UnreadableResponseError, match="several"):
        accepted(BatchAccepted.from_dict({"a": {"batchUuid": "x"}, "b": {"batchUuid": "y"}}))


@in_each_world
def test_a_batch_that_arrived_although_the_answer_was_lost_is_adopted(world: str) -> None:
    amili = Amili(delay=5)
    amili.faults = [(True, CUT)]
    handle = amili.run(create_batch, [document("1"), document("2")], world=world)
    assert (handle.batch_uuid, handle.references, handle.already) == (None, ("1", "2"), ("1", "2"))
    assert amili.run(wait, handle, world=world).complete
    assert (len(amili.sent("POST")), amili.made) == (1, ["1", "2"])


@given(
    answer=st.sampled_from(AMBIGUOUS),
    arrives=st.booleans(),
    delay=st.sampled_from([0.0, 3.0, 14.0, 60.0]),
    bad=st.sets(st.integers(0, 19)),
    count=st.integers(1, 20),
    earlier=st.sets(st.integers(0, 19)),
)
def test_it_is_sent_once_and_the_truth_or_a_doubt_comes_back(
    answer: Answer, arrives: bool, delay: float, bad: set[int], count: int, earlier: set[int]
) -> None:
    """Whatever happened to the only attempt: adopted means that all is there, and a doubt names what was sent and what of it is there."""
    amili = Amili(delay=delay)
    documents = [document(f"N{index}", customerNo="0" if index in bad else "1") for index in range(count)]
    for index in earlier - bad:
        if index < count:
            amili.stored[f"N{index}"] = documents[index]
    new = [one["documentNo"] for one in documents if one["documentNo"] not in amili.stored]
    amili.faults = [(arrives, answer)]
    outcome = amili.attempt(create_batch, documents)
    if isinstance(outcome, UnknownOutcomeError):
        assert list(outcome.references) == new
        assert list(outcome.candidates) == [number for number in new if number in amili.stored]
        assert pickle.loads(pickle.dumps(outcome)).references == outcome.references
    else:
        assert outcome.references == tuple(one["documentNo"] for one in documents)
        assert outcome.batch_uuid is None
        assert outcome.already == outcome.references
        assert all(number in amili.stored for number in outcome.references)
    assert len(amili.sent("POST")) == (1 if new else 0)
    amili.settle()
    assert len(set(amili.made)) == len(amili.made)


def test_one_that_is_there_but_another_is_no_proof() -> None:
    amili = Amili(look_first=False)
    amili.stored["1"] = document("1", customerNo="9")
    amili.faults = [(False, CUT)]
    with pytest.raises(UnknownOutcomeError) as caught:
        amili.run(create_batch, [document("1")])
    assert caught.value.candidates == ()


@pytest.mark.parametrize("answer", LOST)
def test_in_doubt_it_is_looked_for_until_the_time_is_over(answer: Answer) -> None:
    amili = Amili(settle=15.0)
    amili.faults = [(False, answer)]
    with pytest.raises(UnknownOutcomeError, match="1 documents may or may not have been handed over") as caught:
        amili.run(create_batch, [document("1")])
    assert caught.value.status == (answer.status if isinstance(answer, Reply) else None)
    assert amili.clock.now().monotonic == 15
    assert len(amili.sent("POST")) == 1


def test_look_ups_stop_at_what_is_missing_until_the_last_one() -> None:
    """Of 40 documents none is there: each look asks for eight, and only the last for all."""
    amili = Amili(look_first=False)
    amili.faults = [(False, CUT)]
    with pytest.raises(UnknownOutcomeError):
        amili.run(create_batch, [document(str(number)) for number in range(40)])
    looks = len(amili.sent("GET"))
    assert looks % 8 == 0
    assert 40 < looks < 2 * 40 + 8


def test_what_was_seen_is_not_asked_for_again() -> None:
    amili = Amili(look_first=False)
    amili.stored["1"] = document("1")
    amili.faults = [(False, CUT)]
    with pytest.raises(UnknownOutcomeError) as caught:
        amili.run(create_batch, [document("1"), document("2")])
    assert len(amili.sent("GET", "/documents/1")) == 1
    assert caught.value.candidates == ("1",)


@pytest.mark.parametrize("answer", REFUSED)
def test_what_was_surely_refused_is_an_error_and_no_doubt(answer: Answer) -> None:
    amili = Amili()
    amili.faults = [(False, answer)] * 10
    with pytest.raises(AmiliError) as caught:
        amili.run(create_batch, [document("1")])
    assert not isinstance(caught.value, UnknownOutcomeError)
    if isinstance(answer, TransportError):
        assert len(amili.sent("POST")) > 1  # it never arrived, so it may be repeated
    else:
        assert len(amili.sent("POST")) == 1
        assert len(amili.sent("GET")) == 1  # the look before it


def test_a_conflict_is_an_answer() -> None:
    amili = Amili()
    amili.faults = [(False, json_reply({"code": "DUPLICATE"}, 409))]
    with pytest.raises(ConflictError) as caught:
        amili.run(create_batch, [document("1")])
    assert caught.value.code == "DUPLICATE"


def test_an_attempt_that_never_arrived_is_repeated() -> None:
    amili = Amili()
    amili.faults = [(False, UNSENT), (False, json_reply({}, 429))]
    handle = amili.run(create_batch, [document("1")])
    assert handle.batch_uuid is not None
    assert amili.run(wait, handle).complete
    assert amili.made == ["1"]
