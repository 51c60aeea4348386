"""An action on a case is sent at most once, and not where nothing is to be done; what Amili refuses is data, in its own words."""

from __future__ import annotations

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
    UnreadableResponseError,
)
from amili_ext.flow import Reply
from amili_ext.norway.collection.cases.actions import RULES, CaseAction
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseActionError
from amili_ext.routes import Route
from tests.norway.collection.cases.desk import EVICTIONS, LISTS, NUMBER, PATHS, do, flow, make_ready
from tests.norway.collection.cases.office import CLOSED, HTML, Office, problem
from tests.support import ORGANIZATION, in_each_world, json_reply

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")


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


def test_an_action_goes_where_configuration_says(office: Office, recwarn: pytest.WarningsRecorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day the guess is found wrong, and the right path known; then nothing warns any more."""
    monkeypatch.setattr("amili_ext.endpoint._warned", set[str]())
    route = Route("/orgs/{organizationId}/cases/{caseId}/hold")
    office.context = evolve(office.context, api=evolve(office.context.api, routes={"pauseCase": route}))
    do(office, max_wait=0)
    assert office.posted == [f"hold {office.rows[NUMBER].id}"]
    assert not recwarn.list


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
