"""The same against the sandbox: a real registration, the refusals in its words, and connections that are cut."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from amili_ext.errors import PermissionDeniedError
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.errors import CaseNotFoundError
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus
from tests.norway.collection.world import MakeWorld, World, invoice
from tests.support import complete, in_each_world

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")


def case_of(world: World, number: str = "A-1") -> str:
    """The number of the case that a new invoice becomes."""
    result = world.amili.invoices.submit_and_wait([invoice(number)])
    world.clock.slept.clear()
    world.sent.clear()
    case_number = result.outcomes[0].case_number
    assert case_number is not None
    return case_number


def posts(world: World) -> int:
    return sum(request.method == "POST" and "/cases/" in request.url for request in world.sent)


def test_a_case_is_paused_and_resumed_and_withdrawn(make_world: MakeWorld) -> None:
    world = make_world()
    number, cases = case_of(world), world.amili.cases
    assert cases.pause(number).status is ActionStatus.DONE
    assert cases.pause(number).status is ActionStatus.ALREADY
    assert [case.case_number for case in cases.list(status="PAUSED")] == [number]
    assert cases.resume(number).status is ActionStatus.DONE
    assert cases.resume(int(number)).status is ActionStatus.ALREADY
    withdrawn = cases.withdraw(cases.find(number))
    assert withdrawn.status is ActionStatus.DONE
    assert withdrawn.case is not None
    assert withdrawn.case.closed_at
    assert cases.withdraw(number).status is ActionStatus.ALREADY
    for act in (cases.pause, cases.resume, cases.accept_debt_collection_list):
        assert act(number).status is ActionStatus.REFUSED
    assert posts(world) == 3


@pytest.mark.parametrize("name", ["accept_debt_collection_list", "reject_debt_collection_list"])
def test_a_list_is_decided_on_once(make_world: MakeWorld, name: str) -> None:
    world = make_world()
    number, decide = case_of(world), getattr(world.amili.cases, name)
    assert decide(number).status is ActionStatus.DONE
    assert decide(number).status is ActionStatus.NOT_WAITING
    assert posts(world) == 1


def test_an_eviction_is_decided_on_when_there_is_one(make_world: MakeWorld) -> None:
    world = make_world()
    number, cases = case_of(world), world.amili.cases
    refused = cases.accept_eviction_request(number)
    assert refused.status is ActionStatus.REFUSED
    assert "No eviction request waits for an answer." in refused.reasons
    world.sandbox.norway.request_eviction(number)
    assert cases.accept_eviction_request(number).status is ActionStatus.SENT
    world.clock.advance(5)
    assert cases.accept_eviction_confirmation(number).status is ActionStatus.SENT
    world.clock.advance(5)
    assert cases.find(number).sub_status == "EVICTION_ACCEPTED"


@pytest.mark.parametrize(
    ("fault", "status", "sent"),
    [
        ("drop_after_commit:POST:/pause", ActionStatus.DONE, 1),
        ("drop_before_commit:POST:/pause", ActionStatus.UNKNOWN, 1),
        ("status:POST:/pause:status=503,after_commit=true", ActionStatus.DONE, 1),
        ("status:POST:/pause:status=502", ActionStatus.UNKNOWN, 1),
        ("status:POST:/pause:status=429,times=2", ActionStatus.DONE, 3),
        ("html:POST:/pause:after_commit=true", ActionStatus.DONE, 1),
        ("html:POST:/pause", ActionStatus.UNKNOWN, 1),
        ("truncated_json:POST:/pause", ActionStatus.DONE, 1),
        ("expired_token:POST:/pause", ActionStatus.DONE, 2),
        ("expired_token:GET:/cases", ActionStatus.DONE, 1),
        ("drop_after_commit:GET:/cases:times=3", ActionStatus.DONE, 1),
    ],
)
def test_a_bad_day_makes_no_second_action(make_world: MakeWorld, fault: str, status: ActionStatus, sent: int) -> None:
    world = make_world()
    number = case_of(world)
    world.sandbox.faults.add(fault)
    outcome = world.amili.cases.pause(number)
    assert outcome.status is status
    assert posts(world) == sent
    if status is ActionStatus.UNKNOWN:
        assert outcome.handle is not None
        again = world.new_client().cases
        assert again.wait(outcome.handle, max_wait=1).status is ActionStatus.UNKNOWN
        assert again.pause(number).status is ActionStatus.DONE


def test_what_somebody_else_does_meanwhile_counts(make_world: MakeWorld) -> None:
    """A colleague pauses the case just before us, and Amili is slow: ours comes to the same."""
    world = make_world(processing_delay=60.0)
    number, cases = case_of(world), world.amili.cases
    ours = cases.pause(number, max_wait=0)
    assert ours.status is ActionStatus.PENDING
    assert ours.handle is not None
    assert world.new_client().cases.pause(number).status is ActionStatus.DONE
    assert cases.wait(CaseHandle.from_json(ours.handle.to_json())).status is ActionStatus.DONE


def test_a_case_that_is_paid_while_we_wait_is_overtaken(make_world: MakeWorld) -> None:
    world = make_world(processing_delay=60.0)
    number, cases = case_of(world), world.amili.cases
    ours = cases.pause(number, max_wait=0)
    world.sandbox.norway.debtors_pay(number)
    assert ours.handle is not None
    assert cases.wait(ours.handle).status is ActionStatus.OVERTAKEN
    assert cases.pause(number).reasons == ("the case is closed",)


def test_unknown_numbers_and_another_organization(make_world: MakeWorld) -> None:
    world = make_world()
    case_of(world)
    cases = world.amili.cases
    with pytest.raises(CaseNotFoundError):
        cases.find("5999999")
    assert cases.pause("CASE-2024-00456").status is ActionStatus.REFUSED
    other = world.new_client(organization_id=str(UUID(int=1))).cases
    for use in (lambda: other.find("5000001"), lambda: other.pause("5000001"), lambda: list(other.list())):
        with pytest.raises(PermissionDeniedError):
            use()
    outcomes = list(other.act_all("pause", ["5000001", "5000002"]))
    assert {type(outcome.error) for outcome in outcomes} == {PermissionDeniedError}
    assert {outcome.status for outcome in outcomes} == {ActionStatus.FAILED}


@in_each_world
def test_many_cases_in_each_world(make_world: MakeWorld, world: str) -> None:
    there = make_world()
    result = there.amili.invoices.submit_and_wait([invoice(f"A-{number}") for number in range(20)])
    numbers = [outcome.case_number or "" for outcome in result.outcomes]
    there.sandbox.norway.debtors_pay(numbers[3])
    numbers[7] = "5999999"
    client: Any = there.amili if world == "blocking" else there.new_async_client()
    outcomes = complete(world, lambda: client.cases.act_all(CaseAction.PAUSE, numbers))
    assert [outcome.case_number for outcome in outcomes] == numbers
    expected = [ActionStatus.REFUSED if index in {3, 7} else ActionStatus.DONE for index in range(20)]
    assert [outcome.status for outcome in outcomes] == expected
    assert posts(there) == 18
    listed: Any = complete(world, lambda: client.cases.list(status="PAUSED"))
    assert {case.case_number for case in listed} == {outcome.case_number for outcome in outcomes if outcome.ok}
