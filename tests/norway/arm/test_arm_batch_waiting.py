"""Waiting for an ARM batch: 200, 202 and 206 are all successes, and what a finished batch does not speak of is looked up."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from attrs import evolve

from amili_ext.errors import (
    BadRequestError,
    ConfigurationError,
    InputError,
    NotFoundError,
    ResponseError,
    UnreadableResponseError,
)
from amili_ext.flow import Reply, iterate
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kinds import KINDS
from amili_ext.norway.arm.batch.state import ArmBatchState, get
from amili_ext.norway.arm.batch.waiting import wait, wait_all
from amili_ext.norway.arm.documents.batches import create_batch, create_batches
from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError
from tests.norway.arm.document_server import Amili, document, statuses
from tests.norway.arm.ledger import Ledger
from tests.support import in_each_world, json_reply, performer

OK = {"documentNo": "1", "resultType": "OK"}
NOT_OK = {"documentNo": "2", "resultType": "FAILED", "messages": ["no"]}


def handed_over(amili: Amili, *numbers: str, **changes: Any) -> ArmBatchHandle:
    handle: ArmBatchHandle = amili.run(create_batch, [document(number, **changes) for number in numbers])
    return handle


def pauses(amili: Amili) -> list[float]:
    return [seconds for seconds in amili.clock.slept if seconds]


class States(Ledger):
    """An ARM whose only batch goes through these states; what is looked up is there if it is in `there`."""

    def __init__(self, *answers: Reply | Exception, there: str = "") -> None:
        super().__init__(*answers)
        self._there = there
        self.looked_up: list[str] = []

    def __call__(self, request: Any) -> Reply:
        noun, number = request.url.split("/")[-2:]
        if noun == "batches":
            return super().__call__(request)
        self.looked_up.append(number)
        return json_reply({f"{noun[:-1]}No": number}) if number in self._there else json_reply({}, 404)

    def handle(self, *numbers: str, kind: str = "documents", looked_first: bool = True) -> ArmBatchHandle:
        return ArmBatchHandle("aBc", 2218, KINDS[kind], numbers, self.clock.time(), looked_first=looked_first)


# -- reading one ----------------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_id_goes_back_letter_by_letter(world: str) -> None:
    ledger = Ledger(json_reply({}))
    ledger.run(get, "aB-Cd/E", world=world)
    assert [request.url for request in ledger.requests] == ["https://api.example.com/arm/v1/clients/2218/batches/aB-Cd%2FE"]


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (json_reply({"state": "x"}), {"state": "x"}),
        (json_reply([OK]), [OK]),
        (json_reply(None), None),
        (json_reply({}, 202), {}),
        (Reply(202), None),
        (json_reply([], 206), []),
    ],
)
def test_all_three_are_successes_whatever_the_body(answer: Reply, body: Any) -> None:
    assert Ledger(answer).run(get, "u") == ArmBatchState("u", answer.status, body)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Reply(200), UnreadableResponseError),
        (Reply(206, {}, b"<html>"), UnreadableResponseError),
        (json_reply({}, 201), UnreadableResponseError),
        (json_reply({}, 406), ResponseError),
        (json_reply({}, 404), NotFoundError),
        (json_reply({}, 400), BadRequestError),
    ],
)
def test_everything_else_is_an_error(answer: Reply, error: type[Exception]) -> None:
    with pytest.raises(error):
        Ledger(answer).run(get, "u")


@pytest.mark.parametrize("wrong", ["", " ", None, 1.5, b"u"])
def test_what_is_no_id_is_not_sent(wrong: Any) -> None:
    ledger = Ledger(json_reply({}))
    with pytest.raises(InputError, match="batch_uuid"):
        ledger.run(get, wrong)
    assert ledger.requests == []


def test_a_state_does_not_show_its_body() -> None:
    state = Ledger(json_reply({"name": "Owe Armstrong"})).run(get, "u")
    assert "Armstrong" not in repr(state)


# -- waiting --------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_it_waits_on_the_schedule_and_gives_each_document_once(world: str) -> None:
    amili = Amili(delay=5)
    handle = handed_over(amili, "1", "2")
    result = amili.run(wait, handle, world=world)
    assert pauses(amili) == [1, 2, 4]
    assert (result.complete, [one.reference for one in result], result.state.status) == (True, ["1", "2"], 200)


def test_a_failure_is_data() -> None:
    amili = Amili()
    handle = amili.run(create_batch, [document("1"), document("2", customerNo="0")])
    result = amili.run(wait, handle)
    assert statuses(result) == ["succeeded", "failed"]
    assert result.outcomes[1].reasons == ("Customer does not exist",)
    assert result.state.status == 206


def test_a_batch_that_is_not_visible_yet_is_waited_for_but_not_for_ever() -> None:
    states = States(json_reply({}, 404), json_reply({}, 404), json_reply([OK]))
    assert states.run(wait, states.handle("1")).complete
    gone = States(json_reply({}, 404))
    handle = gone.handle("1")
    with pytest.raises(NotFoundError) as caught:
        gone.run(wait, handle)
    assert caught.value.handle == handle
    assert gone.clock.now().monotonic < 300


def test_a_batch_that_was_refused_as_a_whole_is_a_result_too() -> None:
    states = States(json_reply({}, 202), json_reply({"errors": ["closed"]}, 406))
    result = states.run(wait, states.handle("1", "2"))
    assert [(one.status.value, one.reasons) for one in result] == [("failed", ("closed",))] * 2
    assert result.state == ArmBatchState("aBc", 406, {"errors": ["closed"]})


@pytest.mark.parametrize("answer", [Reply(406), Reply(406, {"content-type": "text/html"}, b"<html>"), json_reply([NOT_OK], 406)])
def test_what_is_there_did_not_fail_with_a_batch_that_was_refused_as_a_whole(answer: Reply) -> None:
    """That 406 means so is concluded with little confidence, and whoever believes it sends an invoice again under another number."""
    states = States(answer, there="2")
    assert statuses(states.run(wait, states.handle("1", "2"))) == ["failed", "contradictory"]


def test_partly_done_has_ended_once_it_speaks_of_all() -> None:
    states = States(json_reply([OK], 206), json_reply([OK, NOT_OK], 206))
    result = states.run(wait, states.handle("1", "2"))
    assert statuses(result) == ["succeeded", "failed"]
    assert states.clock.now().monotonic == 3  # looks at 1 and 3 s


def test_what_was_there_before_need_not_be_spoken_of() -> None:
    states = States(json_reply([OK], 206))
    result = states.run(wait, evolve(states.handle("1", "2"), already=("2",)))
    assert result.complete
    assert states.clock.now().monotonic == 1


def test_partly_done_without_a_change_has_ended_after_half_a_minute() -> None:
    states = States(json_reply([OK], 206))
    result = states.run(wait, states.handle("1", "2"))
    assert statuses(result) == ["succeeded", "unreported"]
    assert states.clock.now().monotonic == 31  # first seen at 1 s


def test_partly_done_goes_on_as_long_as_it_changes() -> None:
    steps = [json_reply({"done": step, "rows": [OK]}, 206) for step in range(8)]
    states = States(*steps, json_reply([OK, NOT_OK]))
    result = states.run(wait, states.handle("1", "2"))
    assert statuses(result) == ["succeeded", "failed"]


def test_a_word_that_nobody_knows_does_not_end_it() -> None:
    queued = {"documentNo": "1", "resultType": "QUEUED"}
    states = States(json_reply([queued], 206), json_reply([OK]))
    assert states.run(wait, states.handle("1")).complete


def test_going_back_to_work_begins_the_half_minute_anew() -> None:
    """Seen partly done at 1 s and from 7 s on; at 31 s that is 24 s without a change, at 61 s enough."""
    states = States(json_reply([OK], 206), json_reply({}, 202), json_reply([OK], 206))
    states.run(wait, states.handle("1", "2"))
    assert states.clock.now().monotonic == 61


@in_each_world
def test_what_the_batch_does_not_speak_of_is_looked_up(world: str) -> None:
    states = States(json_reply([OK]), there="23")
    result = states.run(wait, states.handle("1", "2", "3", "4"), world=world)
    assert [(one.status.value, one.confirmed_by_lookup) for one in result] == [
        ("succeeded", False),
        ("succeeded", True),
        ("succeeded", True),
        ("unreported", False),
    ]
    assert sorted(states.looked_up) == ["2", "3", "4"]


def test_a_failure_of_what_was_not_there_before_and_is_there_now_is_in_doubt() -> None:
    """An earlier batch, of a process that was killed before it was carried out, has made it."""
    states = States(json_reply([NOT_OK]), there="2")
    assert statuses(states.run(wait, states.handle("2"))) == ["contradictory"]
    assert states.looked_up == ["2"]


def test_a_failure_of_what_is_not_there_stays_one() -> None:
    states = States(json_reply([NOT_OK]), there="")
    assert statuses(states.run(wait, states.handle("2"))) == ["failed"]


@pytest.mark.parametrize(("kind", "looked_first"), [("documents", False), ("customers", True), ("customer updates", True)])
def test_what_may_have_been_there_before_proves_nothing(kind: str, looked_first: bool) -> None:
    states = States(json_reply({}), there="1")
    result = states.run(wait, states.handle("1", kind=kind, looked_first=looked_first))
    assert statuses(result) == ["unreported"]
    assert states.looked_up == []


def test_what_cannot_be_looked_up_stays_unreported() -> None:
    ledger = Ledger(json_reply({}), json_reply({}, 403))
    handle = ArmBatchHandle("u", 2218, KINDS["documents"], ("1",), ledger.clock.time(), looked_first=True)
    assert statuses(ledger.run(wait, handle)) == ["unreported"]


def test_nothing_left_to_send_is_nothing_to_wait_for() -> None:
    amili = Amili()
    handed_over(amili, "1")
    handle = handed_over(amili, "1")
    assert handle.batch_uuid is None
    before = len(amili.requests)
    result = amili.run(wait, handle)
    assert [(one.status.value, one.already) for one in result] == [("succeeded", True)]
    assert (len(amili.requests), pauses(amili)) == (before, [])


def test_a_timeout_carries_a_handle_that_resumes_in_another_process() -> None:
    amili = Amili(delay=400)
    with pytest.raises(PollTimeoutError) as caught:
        amili.run(wait, handed_over(amili, "1"), max_wait=20)
    stored = pickle.loads(pickle.dumps(caught.value)).handle.to_json()
    assert amili.run(wait, ArmBatchHandle.from_json(stored), max_wait=600).complete


def test_a_handle_of_another_client_is_refused() -> None:
    amili = Amili()
    handle = ArmBatchHandle("u", 2219, KINDS["documents"], ("1",), amili.clock.time())
    with pytest.raises(ConfigurationError, match="2219"):
        amili.run(wait, handle)
    with pytest.raises(ConfigurationError, match="2219"):
        amili.all(wait_all, [handle])
    assert amili.requests == []


@pytest.mark.parametrize("wrong", [None, "aBc", {"batch_uuid": "aBc"}])
def test_what_is_no_handle_is_refused(wrong: Any) -> None:
    amili = Amili()
    with pytest.raises(InputError, match="handle"):
        amili.run(wait, wrong)
    with pytest.raises(InputError, match="handle"):
        amili.all(wait_all, [wrong])
    with pytest.raises(InputError, match="handles"):
        amili.all(wait_all, wrong)


@pytest.mark.parametrize("seconds", [-1, None, "10", float("nan")])
def test_nobody_can_wait_so_long(seconds: Any) -> None:
    amili = Amili()
    for handle in (handed_over(amili, "1"), handed_over(amili, "1")):
        with pytest.raises(ConfigurationError, match="max_wait"):
            amili.run(wait, handle, max_wait=seconds)
        with pytest.raises(ConfigurationError, match="max_wait"):
            amili.all(wait_all, [handle], max_wait=seconds)


@in_each_world
def test_many_are_waited_for_at_the_same_time(world: str) -> None:
    amili = Amili(delay=5)
    handles = amili.all(create_batches, [document(str(number)) for number in range(7)], batch_size=2)
    results = amili.all(wait_all, handles, world=world)
    assert all(result.complete for result in results)
    assert sorted(one.reference for result in results for one in result) == [str(number) for number in range(7)]
    assert amili.clock.now().monotonic == 7


def test_trouble_with_one_leaves_the_others() -> None:
    amili = Amili()
    good = handed_over(amili, "1")
    lost = ArmBatchHandle("lost", 2218, KINDS["documents"], ("2",), amili.clock.time())
    stream = iterate(wait_all(amili.context, [lost, good]), performer("blocking", amili, amili.clock))
    assert next(stream).complete
    with pytest.raises(UnfinishedBatchesError) as caught:
        next(stream)
    assert list(caught.value.errors) == [lost]
    assert isinstance(caught.value.errors[lost], NotFoundError)
