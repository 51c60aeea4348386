"""The same with many cases: each comes back once, in order, whatever becomes of the others, and none is acted on twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from amili_client.norway.collection.models.case import Case
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import ConfigurationError, InputError, PermissionDeniedError
from amili_ext.flow import Effect, Sleep, Together, iterate
from amili_ext.norway.collection.cases import acting
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseOutcome
from amili_ext.retry import NO_RETRY
from amili_ext.testing import VirtualClock
from tests.norway.collection.cases.office import CLOSED, LOST, Office, problem
from tests.support import drain, in_each_world, performer

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")


def numbers(count: int, start: int = 5000001) -> list[str]:
    return [str(start + number) for number in range(count)]


def office_of(count: int, **options: Any) -> Office:
    office = Office(VirtualClock(), *numbers(count), **options)
    office.context = evolve(office.context, api=evolve(office.context.api, retry=NO_RETRY))
    return office


def act_all(office: Office, cases: Any, world: str = "blocking", action: Any = CaseAction.PAUSE, **arguments: Any) -> list[CaseOutcome]:
    stream = acting.act_all(office.context, action, cases, **arguments)
    return drain(world, stream, performer(world, office, office.clock))


def actions_by_case(office: Office) -> Counter[str]:
    return Counter(path for path in (request.url for request in office.sent if request.method == "POST"))


@in_each_world
def test_five_hundred_with_some_bad_ones(world: str) -> None:
    """One in ten closed, unknown, refused, paused already, without an answer …: each is said of its own case only."""
    office = office_of(500)
    wanted = numbers(500)
    fates: dict[int, ActionStatus] = {}
    for index in range(0, 500, 50):
        office.rows[wanted[index]].status = "PAUSED"
        office.rows[wanted[index + 5]].status = "CLOSED"
        fates |= {index: ActionStatus.ALREADY, index + 5: ActionStatus.REFUSED}
        for place, trouble, after, status in (
            (10, problem(409, "no"), False, ActionStatus.REFUSED),
            (15, problem(403, "no"), False, ActionStatus.FAILED),
            (20, LOST, True, ActionStatus.DONE),
            (25, LOST, False, ActionStatus.UNKNOWN),
        ):
            office.meet("POST", str(office.rows[wanted[index + place]].id), trouble, after=after)
            fates[index + place] = status
        wanted[index + 30] = f"unknown-{index}"
        fates[index + 30] = ActionStatus.REFUSED
    outcomes = act_all(office, iter(wanted), world)
    assert [outcome.case_number for outcome in outcomes] == wanted
    assert [outcome.index for outcome in outcomes] == list(range(500))
    assert {index: outcomes[index].status for index in range(500)} == dict.fromkeys(range(500), ActionStatus.DONE) | fates
    assert set(actions_by_case(office).values()) == {1}
    assert isinstance(outcomes[15].error, PermissionDeniedError)
    # The longest wait is that for what was lost, and it is waited for once, not ten times.
    assert sum(office.clock.slept) < 320


_FATES: dict[str, ActionStatus] = {
    "good": ActionStatus.DONE,
    "paused": ActionStatus.ALREADY,
    "closed": ActionStatus.REFUSED,
    "unknown": ActionStatus.REFUSED,
    "refused": ActionStatus.REFUSED,
    "forbidden": ActionStatus.FAILED,
    "lost after": ActionStatus.DONE,
    "lost before": ActionStatus.UNKNOWN,
    "closing": ActionStatus.OVERTAKEN,
}


@given(
    st.lists(st.sampled_from(list(_FATES)), max_size=30),
    st.integers(1, 9),
    st.floats(0.5, 60.0),
    st.integers(1, 7),
    st.booleans(),
)
def test_each_comes_back_once_in_order_and_is_sent_at_most_once(
    fates: list[str], concurrency: int, delay: float, most_under_way: int, heeds_filter: bool
) -> None:
    office = office_of(len(fates), delay=delay, heeds_filter=heeds_filter)
    cases = list(office.rows)
    for number, fate in zip(numbers(len(fates)), fates, strict=True):
        row = office.rows[number]
        match fate:
            case "paused":
                row.status = "PAUSED"
            case "closed":
                row.status = "CLOSED"
            case "unknown":
                del office.rows[number]
            case "refused" | "forbidden":
                office.meet("POST", str(row.id), problem(422 if fate == "refused" else 403, "no"))
            case "lost after" | "lost before":
                office.meet("POST", str(row.id), LOST, after=fate == "lost after")
            case "closing":
                office.meet("POST", str(row.id), lambda number=number: (office.later(number, 0.1, CLOSED), problem(503, "?"))[1])
            case _:
                pass
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "MOST_UNDER_WAY", most_under_way)
        outcomes = act_all(office, cases, concurrency=concurrency)
    assert [(outcome.index, outcome.case_number) for outcome in outcomes] == list(enumerate(cases))
    assert [outcome.status for outcome in outcomes] == [_FATES[fate] for fate in fates]
    assert all(count == 1 for count in actions_by_case(office).values())
    assert len(actions_by_case(office)) == sum(fate not in {"paused", "closed", "unknown"} for fate in fates)


def effects_of(office: Office, cases: Any, **arguments: Any) -> tuple[list[CaseOutcome], list[Effect]]:
    """The outcomes, and what was done for them."""
    perform, seen = performer("blocking", office, office.clock), list[Effect]()

    def noted(effect: Effect) -> object:
        seen.append(effect)
        return perform(effect)

    return list(iterate(acting.act_all(office.context, CaseAction.PAUSE, cases, **arguments), noted)), seen


def test_no_more_at_once_than_was_asked_for_and_no_fewer() -> None:
    office = office_of(40)
    _, effects = effects_of(office, list(office.rows), concurrency=4)
    sizes = [len(effect.flows) for effect in effects if isinstance(effect, Together)]
    assert set(sizes) == {4}
    assert all(effect.limit == 4 for effect in effects if isinstance(effect, Together))


def test_looks_and_new_ones_share_what_may_be_at_once() -> None:
    """Requests take time here, so that the first cases are looked at while the last ones are still to be sent."""
    office = office_of(40)
    office.latency = 0.2
    outcomes, effects = effects_of(office, list(office.rows), concurrency=4)
    assert {outcome.status for outcome in outcomes} == {ActionStatus.DONE}
    assert max(len(effect.flows) for effect in effects if isinstance(effect, Together)) == 4


def test_the_time_is_that_of_one_wait_and_not_of_all() -> None:
    """Forty cases are sent at once and looked at 1, 3 and 7 s later."""
    office = office_of(40)
    _, effects = effects_of(office, list(office.rows))
    assert sum(effect.seconds for effect in effects if isinstance(effect, Sleep)) == 7
    assert office.gets() == 40 * 4


def test_what_is_settled_comes_while_others_are_not_begun() -> None:
    office = office_of(100)
    for row in office.rows.values():
        row.status = "PAUSED"
    stream = iterate(
        acting.act_all(office.context, CaseAction.PAUSE, list(office.rows), concurrency=2), performer("blocking", office, office.clock)
    )
    assert next(stream).status is ActionStatus.ALREADY
    assert len(office.sent) == 2


def test_a_slow_first_one_holds_up_no_more_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "MOST_UNDER_WAY", 10)
    office = office_of(30)
    office.meet("POST", str(office.rows[numbers(1)[0]].id), LOST)
    stream = iterate(acting.act_all(office.context, "pause", list(office.rows)), performer("blocking", office, office.clock))
    posts_at_first = [len(office.posted) for _ in stream]
    assert posts_at_first[0] == 9
    assert len(posts_at_first) == 30


def test_no_cases_no_requests() -> None:
    office = office_of(1)
    assert act_all(office, []) == []
    assert not office.sent


def test_all_that_is_wrong_with_the_input_is_said_at_once() -> None:
    office = office_of(3)
    given_ = ["5000001", "", 5000001, None, Case(case_number="5000002"), "5000002"]
    with pytest.raises(InputError) as caught:
        act_all(office, given_)
    assert [(problem.index, str(problem).partition(":")[0]) for problem in caught.value.problems] == [
        (1, "cases[1]"),
        (2, "cases[2]"),
        (3, "cases[3]"),
        (5, "cases[5]"),
    ]
    assert "the same as cases[0]" in str(caught.value)
    assert not office.sent


@pytest.mark.parametrize("cases", ["5000001", 5000001, None, Case(case_number="5000001"), {"5000001": 1}])
def test_one_case_is_no_list_of_cases(cases: Any) -> None:
    with pytest.raises(InputError) as caught:
        act_all(office_of(1), cases)
    assert [problem.field for problem in caught.value.problems] == ["cases"]


@pytest.mark.parametrize("wrong", [{"concurrency": 0}, {"max_wait": -1}])
def test_senseless_arguments_are_refused(wrong: dict[str, Any]) -> None:
    office = office_of(1)
    with pytest.raises(ConfigurationError):
        act_all(office, ["5000001"], **wrong)
    assert not office.sent


@pytest.mark.parametrize("action", ["stop", "", None, "PAUSE"])
def test_an_action_that_there_is_not_is_refused_with_those_that_there_are(action: Any) -> None:
    with pytest.raises(InputError, match=r"action: is none of pause, withdraw, .*reject_eviction_confirmation"):
        act_all(office_of(1), ["5000001"], action=action)


def test_an_error_that_is_none_of_ours_ends_it() -> None:
    """A fault in this package, or in the caller's own code, is not made an outcome."""
    office = office_of(3)

    def broken() -> Any:
        raise ZeroDivisionError

    office.meet("POST", "/pause", broken)
    with pytest.raises(ZeroDivisionError):
        act_all(office, list(office.rows))


def test_leaving_early_sends_no_more() -> None:
    office = office_of(50)
    for row in office.rows.values():
        row.status = "PAUSED"
    stream: Iterator[CaseOutcome] = iterate(
        acting.act_all(office.context, "pause", list(office.rows)), performer("blocking", office, office.clock)
    )
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(office.sent) == acting.DEFAULT_CONCURRENCY
