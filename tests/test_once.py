"""Promise 5, for every kind of write: after an ambiguous failure it is looked for, and only what surely did not arrive is repeated."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import (
    AmiliError,
    BadRequestError,
    ConflictError,
    RateLimitedError,
    ResponseError,
    ServerError,
    TokenError,
    TransportError,
    UnknownOutcomeError,
    UnreadableResponseError,
    ValidationError,
)
from amili_ext.flow import Flow, Instant, Now, Sleep, run
from amili_ext.once import Done, Look, Sighting, at_most_once, may_have_arrived
from amili_ext.testing import VirtualClock

from .support import performer

CUT = TransportError("cut", sent=True)
AMBIGUOUS = [
    CUT,
    ServerError("500", status=500),
    ServerError("504", status=504),
    ResponseError("300", status=300),
    ResponseError("303", status=303),
    ResponseError("408", status=408),
    UnreadableResponseError("200", status=200),
    ConflictError("409", status=409),
]
CERTAIN = [
    TransportError("refused", sent=False),
    TokenError("none", transient=False),
    BadRequestError("400", status=400),
    ValidationError("422", status=422),
    RateLimitedError("429", status=429),
]


class World:
    """A server that takes writes: each attempt arrives or not, and what arrived is listed some time later."""

    def __init__(self, *attempts: tuple[AmiliError | None, bool], listed_after: float = 0.0, doubt: str | None = None) -> None:
        self.clock = VirtualClock()
        self._attempts = iter(attempts)
        self._listed_after = listed_after
        self._doubt = doubt
        self.arrived: list[float] = []
        self.sent = 0
        self.finals: list[bool] = []

    def send(self) -> Flow[str]:
        now: Instant = yield Now()
        self.sent += 1
        failure, arrives = next(self._attempts)
        if arrives:
            self.arrived.append(now.monotonic)
        if failure is not None:
            raise failure
        return "answered"

    def look(self, started: Instant, *, final: bool) -> Flow[Sighting[str]]:
        now: Instant = yield Now()
        self.finals.append(final)
        for moment in self.arrived:
            if moment >= started.monotonic and now.monotonic >= moment + self._listed_after:
                return Sighting("found")
        return Sighting(doubt=self._doubt, candidates=("candidate",) if self._doubt else ())

    def unknown(self, why: str, candidates: tuple[Any, ...] = (), status: int | None = None) -> AmiliError:
        return UnknownOutcomeError(why, references=("INV-1",), candidates=candidates, status=status)

    def go(self, settle: float = 15.0, look: Look[str] | None = None) -> Done[str]:
        flow = at_most_once(self.send, look or self.look, settle=settle, unknown=self.unknown)
        return run(flow, performer("blocking", lambda request: pytest.fail(request.url), self.clock))


def test_an_answer_is_an_answer() -> None:
    world = World((None, True))
    assert world.go() == Done("answered", adopted=False)
    assert world.finals == []


@pytest.mark.parametrize("failure", AMBIGUOUS)
def test_what_arrived_is_adopted_and_not_sent_again(failure: AmiliError) -> None:
    world = World((failure, True))
    assert world.go() == Done("found", adopted=True)
    assert (world.sent, world.clock.slept) == (1, [])


@pytest.mark.parametrize("failure", [error for error in AMBIGUOUS if not isinstance(error, ConflictError)])
def test_what_surely_did_not_arrive_is_sent_again(failure: AmiliError) -> None:
    world = World((failure, False), (None, True))
    assert world.go() == Done("answered", adopted=False)
    assert sum(world.clock.slept) == pytest.approx(15)


def test_a_conflict_with_nothing_to_find_is_the_error_that_it_is() -> None:
    world = World((ConflictError("409", status=409), False))
    with pytest.raises(ConflictError):
        world.go()
    assert world.sent == 1


@pytest.mark.parametrize("failure", CERTAIN)
def test_a_refusal_is_neither_looked_for_nor_repeated(failure: AmiliError) -> None:
    world = World((failure, False))
    with pytest.raises(type(failure)):
        world.go()
    assert (world.sent, world.finals) == (1, [])
    assert not may_have_arrived(failure)


def test_what_is_listed_late_is_still_found() -> None:
    world = World((CUT, True), listed_after=14.5)
    assert world.go() == Done("found", adopted=True)
    assert world.finals[-1] is True
    assert not any(world.finals[:-1])


@pytest.mark.parametrize(
    ("settle", "pauses"), [(0.0, []), (1.5, [1, 0.5]), (2.5, [1, 1.5]), (15.0, [1, 2, 4, 8]), (30.0, [1, 2, 4, 8, 8, 7])]
)
def test_the_looks_grow_rarer_and_the_last_one_is_when_the_time_is_over(settle: float, pauses: list[float]) -> None:
    world = World((CUT, False), (None, True))
    world.go(settle)
    assert world.clock.slept == pytest.approx(pauses)
    assert world.finals == [False] * len(pauses) + [True]


def test_the_time_that_a_look_takes_counts() -> None:
    world = World((CUT, False), (None, True))

    def look(started: Instant, *, final: bool) -> Flow[Sighting[str]]:
        yield Sleep(5)
        return (yield from world.look(started, final=final))

    world.go(15.0, look)
    assert world.clock.slept == [5, 1, 5, 2, 5, 0, 5]


def test_what_was_found_is_certain_whatever_else_a_look_says() -> None:
    world = World((CUT, True))

    def look(started: Instant, *, final: bool) -> Flow[Sighting[str]]:
        yield Now()
        return Sighting("found", doubt="there is another one")

    assert world.go(15.0, look) == Done("found", adopted=True)


def test_a_doubt_that_is_left_is_an_error_with_the_candidates_and_the_status() -> None:
    world = World((ServerError("504", status=504), False), doubt="something is there")
    with pytest.raises(UnknownOutcomeError, match="something is there") as caught:
        world.go()
    assert (caught.value.candidates, caught.value.status) == (("candidate",), 504)
    assert world.sent == 1


def test_a_look_that_fails_settles_nothing() -> None:
    world = World((CUT, False))

    def look(started: Instant, *, final: bool) -> Flow[Sighting[str]]:
        yield Now()
        raise TransportError("cut again", sent=True)

    with pytest.raises(UnknownOutcomeError, match="every look-up"):
        world.go(15.0, look)
    assert world.sent == 1


def test_it_gives_up_after_a_few_attempts() -> None:
    last = ServerError("502", status=502)
    world = World((CUT, False), (CUT, False), (last, False), (None, True))
    with pytest.raises(UnknownOutcomeError, match="3 attempts failed") as caught:
        world.go()
    assert world.sent == 3
    assert (caught.value.status, caught.value.__cause__) == (502, last)


@given(
    attempts=st.lists(st.tuples(st.sampled_from([None, CUT, ServerError("502", status=502)]), st.booleans()), min_size=3, max_size=3),
    listed_after=st.floats(0, 15),
    settle=st.just(15.0),
)
def test_whatever_happens_nothing_takes_effect_twice(
    attempts: list[tuple[AmiliError | None, bool]], listed_after: float, settle: float
) -> None:
    # An answer without an error has arrived, or it would be none.
    world = World(*[(failure, arrives or failure is None) for failure, arrives in attempts], listed_after=listed_after)
    try:
        done = world.go(settle)
    except UnknownOutcomeError:
        assert world.arrived == []
    else:
        assert len(world.arrived) == 1
        assert done.value in {"answered", "found"}
