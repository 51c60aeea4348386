"""An action on a case is sent at most once, and not where nothing is to be done; what became of it is said as far as it is known."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.case import Case
from attrs import evolve

from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import (
    AuthenticationError,
    ConfigurationError,
    InputError,
    PermissionDeniedError,
    RateLimitedError,
    ResponseError,
    ServerError,
    TokenError,
    TransportError,
    UnknownOutcomeError,
    UnreadableResponseError,
)
from amili_ext.flow import Flow, Reply
from amili_ext.norway.collection.cases import acting
from amili_ext.norway.collection.cases.actions import RULES, CaseAction
from amili_ext.norway.collection.cases.errors import CaseActionError, CaseActionUnknownError
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseOutcome
from amili_ext.retry import NO_RETRY
from amili_ext.testing import VirtualClock
from tests.norway.collection.cases.office import CLOSED, HTML, LOST, UNSENT, Office, Row, problem
from tests.support import ORGANIZATION, drive, in_each_world, json_reply, performer

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

NUMBER = "5000001"
EVICTIONS = [action for action in CaseAction if "eviction" in action.value]
LISTS = [CaseAction.ACCEPT_DEBT_COLLECTION_LIST, CaseAction.REJECT_DEBT_COLLECTION_LIST]
PATHS = {
    "pause": "pause",
    "withdraw": "withdraw",
    "resume": "resume",
    "accept_debt_collection_list": "debt-collection-list/accept",
    "reject_debt_collection_list": "debt-collection-list/reject",
    "accept_eviction_request": "eviction-request/accept",
    "reject_eviction_request": "eviction-request/reject",
    "accept_eviction_confirmation": "eviction-confirmation/accept",
    "reject_eviction_confirmation": "eviction-confirmation/reject",
}
READY: dict[str, dict[str, Any]] = {
    "resume": {"status": "PAUSED"},
    "accept_debt_collection_list": {"sub_status": "DEBT_COLLECTION_LIST_MANUAL"},
    "reject_debt_collection_list": {"sub_status": "DEBT_COLLECTION_LIST_MANUAL"},
}
"""What a case must be for an action to be sent, where that is more than open."""


def make_ready(office: Office, action: CaseAction) -> Row:
    row = office.rows[NUMBER]
    for name, value in READY.get(action.value, {}).items():
        setattr(row, name, value)
    return row


def flow(action: CaseAction) -> Callable[..., Flow[CaseOutcome]]:
    return getattr(acting, action.value)  # type: ignore[no-any-return]  # a test looks it up by name


def do(office: Office, action: CaseAction = CaseAction.PAUSE, case: Any = NUMBER, world: str = "blocking", **arguments: Any) -> CaseOutcome:
    made: CaseOutcome = drive(world, flow(action)(office.context, case, **arguments), performer(world, office, office.clock))
    return made


def wait(office: Office, handle: Any, **arguments: Any) -> CaseOutcome:
    made: CaseOutcome = drive("blocking", acting.wait(office.context, handle, **arguments), performer("blocking", office, office.clock))
    return made


@pytest.fixture
def office(clock: VirtualClock) -> Office:
    office = Office(clock, NUMBER, "5000002")
    office.context = evolve(office.context, api=evolve(office.context.api, retry=NO_RETRY))
    return office


# -- what happens on a good day --------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("action", [action for action in CaseAction if action not in EVICTIONS])
def test_it_is_sent_once_and_waited_for_on_the_documented_schedule(office: Office, world: str, action: CaseAction) -> None:
    """It takes effect after 5 s, so that the looks after 1, 3 and 7 s suffice."""
    row = make_ready(office, action)
    outcome = do(office, action, world=world)
    assert outcome.status is ActionStatus.DONE
    assert outcome.ok
    assert office.posted == [f"{PATHS[action.value]} {row.id}"]
    assert [seconds for seconds in office.clock.slept if seconds] == [1, 2, 4]
    assert office.gets() == 1 + 3
    assert outcome.case is not None
    assert outcome.case.case_number == outcome.case_number == NUMBER


@in_each_world
@pytest.mark.parametrize("action", EVICTIONS)
def test_of_an_eviction_nothing_is_read_back(office: Office, world: str, action: CaseAction) -> None:
    outcome = do(office, action, world=world)
    assert outcome.status is ActionStatus.SENT
    assert outcome.ok
    assert outcome.handle is None
    assert office.posted == [f"{PATHS[action.value]} {office.rows[NUMBER].id}"]
    assert office.gets() == 1
    assert not any(office.clock.slept)


def test_there_is_a_flow_and_a_rule_for_every_action() -> None:
    assert set(RULES) == set(CaseAction)
    for action, rule in RULES.items():
        assert flow(action).__doc__
        assert rule.endpoint.__name__.rpartition(".")[2].startswith(action.value)  # type: ignore[attr-defined]  # a module


@pytest.mark.parametrize("how", ["case", "handle", "number", "integer"])
def test_a_case_may_be_named_in_several_ways(office: Office, how: str) -> None:
    case_id = office.rows[NUMBER].id
    handle = CaseHandle(CaseAction.RESUME, ORGANIZATION, case_id, NUMBER, office.clock.time())
    named = {"case": Case(case_id=case_id, case_number=NUMBER), "handle": handle, "number": NUMBER, "integer": int(NUMBER)}[how]
    assert do(office, case=named).status is ActionStatus.DONE


def test_the_first_use_warns_that_the_operation_is_a_guess(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amili_ext.endpoint._warned", set[str]())
    with pytest.warns(UnverifiedOperationWarning, match="pause_case") as caught:
        do(office)
    assert len(caught) == 1
    do(office, CaseAction.PAUSE, "5000002")
    assert len(caught) == 1


# -- where nothing is sent ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "there"),
    [(CaseAction.PAUSE, {"status": "PAUSED"}), (CaseAction.RESUME, {"status": "OPEN"}), (CaseAction.WITHDRAW, CLOSED)],
)
def test_what_is_so_already_is_not_sent(office: Office, action: CaseAction, there: dict[str, Any]) -> None:
    office.later(NUMBER, 0, there)
    outcome = do(office, action)
    assert outcome.status is ActionStatus.ALREADY
    assert outcome.ok
    assert not office.posted
    assert office.gets() == 1


@pytest.mark.parametrize("closed", [CLOSED, {"status": "WITHDRAWN"}, {"closed": "2025-12-31T00:00:00Z"}])
@pytest.mark.parametrize("action", [action for action in CaseAction if action is not CaseAction.WITHDRAW])
def test_a_closed_case_is_left_alone(office: Office, action: CaseAction, closed: dict[str, Any]) -> None:
    make_ready(office, action)
    office.later(NUMBER, 0, closed)
    outcome = do(office, action)
    assert (outcome.status, outcome.reasons) == (ActionStatus.REFUSED, ("the case is closed",))
    assert not office.posted


def test_a_moment_that_was_never_set_closes_no_case(office: Office) -> None:
    """The year 1 is what servers of this kind write for no moment at all."""
    office.rows[NUMBER].closed = "0001-01-01T00:00:00Z"
    assert do(office).status is ActionStatus.DONE


@pytest.mark.parametrize("action", LISTS)
def test_a_case_that_waits_in_no_list_is_not_decided_on(office: Office, action: CaseAction) -> None:
    """It may have been accepted or rejected before; that it is as it was wanted to be would be a guess."""
    office.rows[NUMBER].sub_status = "SOMETHING_ELSE"
    outcome = do(office, action)
    assert outcome.status is ActionStatus.NOT_WAITING
    assert not outcome.ok
    assert not office.posted


@pytest.mark.parametrize("action", LISTS)
def test_where_no_sub_status_is_told_amili_decides(office: Office, action: CaseAction) -> None:
    assert do(office, action).status is ActionStatus.DONE
    assert len(office.posted) == 1


def test_a_number_that_nobody_has_is_refused(office: Office) -> None:
    outcome = do(office, case="777")
    assert (outcome.status, outcome.case, outcome.case_number) == (ActionStatus.REFUSED, None, "777")
    assert not office.posted


def test_a_case_of_this_number_with_another_id_is_not_the_one(office: Office) -> None:
    outcome = do(office, case=Case(case_id=UUID(int=7), case_number=NUMBER))
    assert outcome.status is ActionStatus.REFUSED
    assert not office.posted


def test_a_case_that_does_not_say_its_id_cannot_be_acted_on(office: Office) -> None:
    office.meet("GET", "/cases", json_reply({"data": [{"caseNumber": 5000001, "status": "OPEN"}]}))
    with pytest.raises(UnreadableResponseError, match="id"):
        do(office)
    assert not office.posted


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        " ",
        None,
        True,
        -1,
        5.0,
        "\ud800",
        [NUMBER],
        Case(case_id=UUID(int=7)),
        Case(case_number=NUMBER, organization_id=UUID(int=8)),
    ],
)
def test_what_names_no_case_is_refused_before_anything_is_sent(office: Office, wrong: Any) -> None:
    with pytest.raises(InputError) as caught:
        do(office, case=wrong)
    assert {problem.field for problem in caught.value.problems} == {"case"}
    assert not office.sent


def test_a_wait_of_less_than_nothing_is_refused(office: Office) -> None:
    with pytest.raises(ConfigurationError):
        do(office, max_wait=-1)
    assert not office.sent


# -- what Amili refuses --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 404, 409, 410, 422, 423])
def test_a_refusal_is_data_in_amilis_own_words(office: Office, status: int) -> None:
    office.meet("POST", "/pause", problem(status, "Kari Nordmann has paid."))
    outcome = do(office)
    assert outcome.status is ActionStatus.REFUSED
    assert "Kari Nordmann has paid." in outcome.reasons
    assert "about the case: Kari Nordmann has paid." in outcome.reasons
    with pytest.raises(CaseActionError) as caught:
        outcome.raise_for_failure()
    assert "Kari" not in f"{outcome!r} {caught.value!r} {caught.value}"
    assert caught.value.__cause__ is outcome.error


def test_a_refusal_without_words_has_a_reason_all_the_same(office: Office) -> None:
    office.meet("POST", "/pause", Reply(422))
    assert do(office).reasons == ("422 Unprocessable Content",)


@pytest.mark.parametrize(("status", "kind"), [(401, AuthenticationError), (403, PermissionDeniedError), (429, RateLimitedError)])
def test_a_refusal_that_is_not_about_the_case_is_raised(office: Office, status: int, kind: type[Exception]) -> None:
    office.meet("POST", "/pause", problem(status, "no"))
    with pytest.raises(kind):
        do(office)
    assert not office.posted


def test_another_organization_is_refused_by_the_api(office: Office) -> None:
    office.context = evolve(office.context, organization_id=UUID(int=1))
    with pytest.raises(PermissionDeniedError):
        do(office)


def test_somebody_else_was_quicker(office: Office) -> None:
    """Between our look and our action the case was paused: Amili refuses, and it is as it should be."""

    def paused_meanwhile() -> Reply:
        office.rows[NUMBER].status = "PAUSED"
        return problem(409, "It is paused.")

    office.meet("POST", "/pause", paused_meanwhile)
    outcome = do(office)
    assert outcome.status is ActionStatus.ALREADY
    assert outcome.case is not None
    assert outcome.case.status == "PAUSED"


@pytest.mark.parametrize("action", LISTS)
def test_a_conflict_over_a_list_is_a_refusal_whoever_was_quicker(office: Office, action: CaseAction) -> None:
    """The case has left the list by now; whether it was accepted or rejected it does not show."""

    def decided_meanwhile() -> Reply:
        office.rows[NUMBER].sub_status = "SOMETHING_ELSE"
        return problem(409, "It was decided.")

    make_ready(office, action)
    office.meet("POST", "/debt-collection-list", decided_meanwhile)
    outcome = do(office, action)
    assert outcome.status is ActionStatus.REFUSED
    assert "It was decided." in outcome.reasons


def test_a_conflict_that_cannot_be_looked_into_is_a_refusal(office: Office) -> None:
    office.meet("POST", "/pause", problem(409, "no"))
    office.meet("GET", "/cases", HTML, skip=1)
    assert do(office).status is ActionStatus.REFUSED


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
