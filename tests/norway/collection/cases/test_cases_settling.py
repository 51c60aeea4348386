"""What became of an action whose answer was lost, or that takes its time: settled by the case itself, and never by a second action."""

from __future__ import annotations

import pickle
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.case import Case

from amili_ext.errors import (
    ConfigurationError,
    InputError,
    PermissionDeniedError,
    ResponseError,
    ServerError,
    TokenError,
    TransportError,
    UnknownOutcomeError,
)
from amili_ext.flow import Reply
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseActionError, CaseActionUnknownError, CaseOutcome
from amili_ext.testing import VirtualClock
from tests.norway.collection.cases.desk import EVICTIONS, NUMBER, do, wait
from tests.norway.collection.cases.office import CLOSED, HTML, LOST, UNSENT, Office, problem
from tests.support import ORGANIZATION, in_each_world, json_reply

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")


# -- what is lost on the way ---------------------------------------------------------------------------------------------------------

AMBIGUOUS = [LOST, problem(500, "?"), problem(503, "?"), problem(408, "?"), Reply(302, {"location": "/"}), HTML]
AMBIGUOUS_IDS = ["cut", "500", "503", "408", "302", "html"]


@in_each_world
@pytest.mark.parametrize("trouble", AMBIGUOUS, ids=AMBIGUOUS_IDS)
def test_a_lost_answer_is_settled_by_the_case_itself(office: Office, world: str, trouble: Any) -> None:
    office.meet("POST", "/pause", trouble, after=True)
    assert do(office, world=world).status is ActionStatus.DONE
    assert len(office.posted) == 1


@in_each_world
@pytest.mark.parametrize("trouble", AMBIGUOUS, ids=AMBIGUOUS_IDS)
def test_what_may_not_have_arrived_is_not_sent_again(office: Office, world: str, trouble: Any) -> None:
    office.meet("POST", "/pause", trouble)
    outcome = do(office, world=world)
    assert outcome.status is ActionStatus.UNKNOWN
    assert not outcome.ok
    assert sum(request.method == "POST" for request in office.sent) == 1
    with pytest.raises(UnknownOutcomeError) as caught:
        outcome.raise_for_failure()
    assert caught.value.references == (NUMBER,)
    assert caught.value.handle == outcome.handle
    assert isinstance(outcome.error, TransportError | ResponseError)
    assert caught.value.__cause__ is outcome.error


def test_a_late_effect_of_a_lost_answer_is_never_made_a_second_action(office: Office) -> None:
    """Amili takes longer than we wait; the handle finds it later."""
    office.delay = 1000.0
    office.meet("POST", "/pause", LOST, after=True)
    outcome = do(office, max_wait=30)
    assert outcome.status is ActionStatus.UNKNOWN
    assert outcome.handle is not None
    again = wait(office, CaseHandle.from_json(outcome.handle.to_json()), max_wait=2000)
    assert again.status is ActionStatus.DONE
    assert len(office.posted) == 1


def test_who_does_not_wait_still_learns_what_became_of_a_lost_answer(office: Office) -> None:
    office.meet("POST", "/pause", LOST, after=True)
    assert do(office, max_wait=0).status is ActionStatus.DONE
    assert sum(office.clock.slept) <= office.context.settle


def test_a_doubt_that_stays_stays_one_after_another_wait(office: Office) -> None:
    office.meet("POST", "/pause", LOST)
    outcome = do(office, max_wait=0)
    assert sum(office.clock.slept) == office.context.settle
    assert wait(office, outcome.handle, max_wait=60).status is ActionStatus.UNKNOWN


@pytest.mark.parametrize("action", EVICTIONS)
def test_of_an_eviction_a_lost_answer_is_unknown_at_once(office: Office, action: CaseAction) -> None:
    office.meet("POST", "/eviction", LOST, after=True)
    outcome = do(office, action)
    assert (outcome.status, outcome.handle) == (ActionStatus.UNKNOWN, None)
    assert len(office.posted) == 1


@pytest.mark.parametrize("trouble", [UNSENT, problem(429, "slower")], ids=["unsent", "429"])
def test_what_never_arrived_is_sent_again(clock: VirtualClock, trouble: Any) -> None:
    office = Office(clock, NUMBER)
    office.meet("POST", "/pause", trouble)
    assert do(office).status is ActionStatus.DONE
    assert len(office.posted) == 1


def test_what_never_arrived_at_all_is_raised(office: Office) -> None:
    office.meet("POST", "/pause", UNSENT)
    with pytest.raises(TransportError):
        do(office)


@pytest.mark.parametrize("body", [b"", b"null", b'{"summary":{"status":"SUCCESS"},"data":{"batchId":"x"}}'])
@pytest.mark.parametrize("status", [200, 202, 204])
def test_whatever_a_success_says_it_is_one(office: Office, status: int, body: bytes) -> None:
    """No page shows the answer of these operations."""
    office.meet("POST", "/pause", Reply(status, {}, body), after=True)
    outcome = do(office, max_wait=3)
    assert outcome.status is ActionStatus.PENDING


NO_TOKEN = TokenError("not now", transient=True)

# -- while it is waited for ------------------------------------------------------------------------------------------------------------


def test_a_wait_that_runs_out_is_pending_and_resumes_in_another_process(office: Office) -> None:
    office.delay = 400.0
    outcome = do(office, max_wait=20)
    assert outcome.status is ActionStatus.PENDING
    assert sum(office.clock.slept) == 20
    with pytest.raises(CaseActionError) as caught:
        outcome.raise_for_failure()
    handle = CaseHandle.from_json(pickle.loads(pickle.dumps(caught.value)).handle.to_json())
    assert wait(office, handle, max_wait=600).status is ActionStatus.DONE
    assert len(office.posted) == 1


def test_a_wait_that_is_resumed_begins_the_schedule_anew(office: Office) -> None:
    office.delay = 100.0
    outcome = do(office, max_wait=0)
    office.clock.slept.clear()
    office.clock.advance(97.0)
    assert wait(office, outcome.handle).status is ActionStatus.DONE
    assert office.clock.slept == [1, 2]


def test_max_wait_zero_looks_once(office: Office) -> None:
    office.delay = 0.0
    assert do(office, max_wait=0).status is ActionStatus.DONE
    assert not any(office.clock.slept)


def test_a_case_that_was_closed_meanwhile_is_not_waited_for(office: Office) -> None:
    office.delay = 100.0
    office.later(NUMBER, 4.0, CLOSED)
    outcome = do(office)
    assert outcome.status is ActionStatus.OVERTAKEN
    assert not outcome.ok
    assert sum(office.clock.slept) == 7


@pytest.mark.parametrize(
    "trouble", [LOST, problem(503, "?"), problem(429, "?"), HTML, NO_TOKEN], ids=["cut", "503", "429", "html", "token"]
)
def test_passing_trouble_does_not_end_a_wait(office: Office, trouble: Any) -> None:
    office.meet("GET", "/cases", trouble, trouble, skip=1)
    outcome = do(office)
    assert office.gets() == 4
    assert (outcome.status, outcome.error) == (ActionStatus.DONE, None)


def test_a_case_that_is_not_listed_for_a_moment_is_waited_for(office: Office) -> None:
    office.meet("GET", "/cases", json_reply({"data": []}), skip=1)
    assert do(office).status is ActionStatus.DONE


def test_trouble_that_has_passed_is_not_named(office: Office) -> None:
    office.delay = 1000.0
    office.meet("GET", "/cases", problem(503, "?"), skip=1)
    outcome = do(office)
    assert (outcome.status, outcome.error) == (ActionStatus.PENDING, None)


def test_only_the_case_that_it_was_sent_to_can_show_it(office: Office) -> None:
    office.delay = 1000.0
    stranger = {"caseId": str(UUID(int=9)), "caseNumber": 5000001, "status": "PAUSED"}
    office.meet("GET", "/cases", json_reply({"data": [stranger]}), skip=1)
    assert do(office).status is ActionStatus.PENDING


@pytest.mark.parametrize("trouble", [problem(403, "no"), TokenError("no", transient=False)], ids=["403", "token"])
def test_lasting_trouble_ends_a_wait_and_says_that_it_was_sent(office: Office, trouble: Any) -> None:
    office.meet("GET", "/cases", trouble, skip=1)
    outcome = do(office)
    assert outcome.status is ActionStatus.PENDING
    assert isinstance(outcome.error, PermissionDeniedError | TokenError)
    assert outcome.handle is not None
    assert office.gets() == 2


def test_trouble_to_the_end_is_named(office: Office) -> None:
    office.meet("GET", "/cases", *[problem(503, "no")] * 20, skip=1)
    outcome = do(office)
    assert outcome.status is ActionStatus.PENDING
    assert isinstance(outcome.error, ServerError)


@pytest.mark.parametrize("wrong", [None, "5000001", Case(case_number=NUMBER), 5])
def test_only_a_handle_can_be_waited_for(office: Office, wrong: Any) -> None:
    with pytest.raises(InputError):
        wait(office, wrong)


def test_a_handle_that_nothing_can_come_of_is_refused(office: Office) -> None:
    eviction = CaseHandle(CaseAction.ACCEPT_EVICTION_REQUEST, ORGANIZATION, UUID(int=1), NUMBER, office.clock.time())
    with pytest.raises(InputError):
        wait(office, eviction)
    foreign = CaseHandle(CaseAction.PAUSE, UUID(int=1), UUID(int=1), NUMBER, office.clock.time())
    with pytest.raises(ConfigurationError):
        wait(office, foreign)
    with pytest.raises(InputError):
        do(office, case=foreign)
    assert not office.sent


# -- outcomes ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ActionStatus)
def test_every_status_raises_or_does_not_and_survives_pickle(status: ActionStatus) -> None:
    error = PermissionDeniedError("no", status=403) if status is ActionStatus.FAILED else None
    outcome = CaseOutcome(0, CaseAction.PAUSE, NUMBER, status, error=error)
    expected: Any = {ActionStatus.UNKNOWN: CaseActionUnknownError, ActionStatus.FAILED: PermissionDeniedError}.get(status, CaseActionError)
    if outcome.ok:
        outcome.raise_for_failure()
        assert status in {ActionStatus.DONE, ActionStatus.ALREADY, ActionStatus.SENT}
        return
    with pytest.raises(expected) as caught:
        outcome.raise_for_failure()
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is expected
    if status is not ActionStatus.FAILED:
        assert copy.outcome == outcome
        assert status.value in str(copy)
