"""The rate limit is kept before the server has to refuse: in any minute and in any second, however they are counted."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import TokenError, TransportError
from amili_ext.flow import Reply, Request, run
from amili_ext.pace import Pace
from amili_ext.retry import RetryPolicy, exchange
from amili_ext.testing import VirtualClock

from .support import Threads, performer

PER_MINUTE, PER_SECOND = 100, 10


def documented() -> Pace:
    return Pace.within(per_minute=PER_MINUTE, per_second=PER_SECOND)


def most_within(moments: list[float], seconds: float) -> int:
    """The largest number of moments in any closed stretch of that length, counted the slow way."""
    return max(sum(begin <= moment <= begin + seconds for moment in moments) for begin in moments)


@given(st.lists(st.floats(0, 30), min_size=1, max_size=300))
def test_however_requests_come_neither_limit_is_passed(gaps: list[float]) -> None:
    pace = documented()
    sent = [now + pace.reserve(now) for now in accumulate(gaps)]
    assert most_within(sent, 59.999) <= PER_MINUTE
    assert most_within(sent, 0.999) <= PER_SECOND


def test_a_queue_is_served_almost_as_fast_as_the_limit_allows() -> None:
    pace = documented()
    waits = [pace.reserve(0.0) for _ in range(1000)]
    assert waits == sorted(waits)
    assert waits[7] == 0  # eight at once after a rest
    assert waits[8] > 0
    # 992 more at no less than 88 a minute.
    assert waits[-1] <= 992 / 88 * 60


@pytest.mark.parametrize(
    ("per_minute", "per_second", "burst", "rate"),
    [
        (100, 10, 8, 1.5),
        (90, 10, 8, 80 / 60),
        (600, 50, 40, 558 / 60),
        (30, 30, 3, 25 / 60),  # where the second does not matter, the burst is a tenth of the minute
        (109, 30, 10, 97 / 60),
        (1000, 5, 1, 4.0),  # where the minute does not matter, and a burst of one and the stream after it just fit into the second
        (60, 1, 1, 0.9),
        (20, 1, 1, 17 / 60),
    ],
)
def test_any_pair_of_limits_is_kept_and_almost_used_up(per_minute: int, per_second: int, burst: int, rate: float) -> None:
    pace = Pace.within(per_minute=per_minute, per_second=per_second)
    sent = [pace.reserve(0.0) for _ in range(3 * per_minute)]
    assert most_within(sent, 59.999) <= per_minute
    assert most_within(sent, 0.999) <= per_second
    assert (pace.burst, pace.rate) == (burst, pytest.approx(rate))


def test_a_place_that_is_free_means_no_wait_however_long_the_rest_was() -> None:
    pace = documented()
    pace.reserve(0.0)
    assert pace.reserve(1000.0) == 0


def test_threads_share_the_places_and_none_is_given_twice() -> None:
    pace = documented()
    waits = [wait for got in Threads(*[lambda: [pace.reserve(0.0) for _ in range(50)]] * 8).results() for wait in got]
    alone = documented()
    assert sorted(waits) == pytest.approx([alone.reserve(0.0) for _ in range(400)])


def test_after_a_refusal_nobody_passes_before_the_server_allows_it() -> None:
    pace = documented()
    pace.hold(30.0)
    assert pace.reserve(10.0) == pytest.approx(20.0)
    assert pace.reserve(10.0) > 20.0


def test_a_refusal_does_not_let_a_long_queue_through_earlier() -> None:
    pace = documented()
    waits = [pace.reserve(0.0) for _ in range(100)]
    pace.hold(1.0)
    assert pace.reserve(0.0) > waits[-1]


def test_waiting_for_a_place_is_no_part_of_the_deadline() -> None:
    clock = VirtualClock()
    pace = documented()
    for _ in range(1000):
        pace.reserve(clock.now().monotonic)
    request = Request("GET", "https://api.example/cases", timeout=5.0)
    timeouts: list[float] = []

    def send(sent: Request) -> Reply:
        timeouts.append(sent.timeout)
        if len(timeouts) == 1:
            for _ in range(500):  # others have come meanwhile
                pace.reserve(clock.now().monotonic)
        return Reply(503 if len(timeouts) < 3 else 200)

    reply = run(exchange(request, RetryPolicy(deadline=60), pace), performer("blocking", send, clock))
    assert reply.status == 200
    assert sum(clock.slept) > 900
    assert timeouts == [5.0, 5.0, 5.0]


def test_a_repetition_waits_for_a_place_of_its_own() -> None:
    clock = VirtualClock()
    times: list[float] = []

    def send(_request: Request) -> Reply:
        times.append(clock.now().monotonic)
        return Reply(503 if len(times) == 1 else 200)

    flow = exchange(Request("GET", "https://api.example/cases"), RetryPolicy(), Pace(burst=1, rate=0.1))
    assert run(flow, performer("blocking", send, clock)).status == 200
    assert times == pytest.approx([0, 10])


def test_a_short_wait_is_a_wait_too() -> None:
    clock, pace = VirtualClock(), Pace(burst=2, rate=4.0)
    for _ in range(4):
        run(exchange(Request("GET", "https://api.example/cases"), RetryPolicy(), pace), performer("blocking", lambda _: Reply(200), clock))
    assert clock.slept == pytest.approx([0.25, 0.25])


@pytest.mark.parametrize(
    ("failure", "held"),
    [
        (Reply(429, {"retry-after": "20"}), True),
        (Reply(503, {"retry-after": "20"}), False),  # one server is unwell, perhaps the next is not
        (TransportError("refused", sent=False), False),
        (TokenError("busy", transient=True, retry_after=20.0), False),
    ],
)
def test_only_a_429_holds_the_others_back_too(failure: Reply | Exception, held: bool) -> None:
    pace = documented()
    others: list[float] = []

    class Watched(VirtualClock):
        def sleep(self, seconds: float) -> None:
            # Another thread asks for its place while this one waits.
            others.append(pace.reserve(self.now().monotonic))
            super().sleep(seconds)

    answers = iter([failure, Reply(200)])

    def send(_request: Request) -> Reply:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    flow = exchange(Request("GET", "https://api.example/cases"), RetryPolicy(), pace)
    assert run(flow, performer("blocking", send, Watched())).status == 200
    assert (others[0] >= 20) is held


def test_without_a_pace_nothing_waits() -> None:
    clock = VirtualClock()
    for _ in range(500):
        run(exchange(Request("GET", "https://api.example/cases"), RetryPolicy()), performer("blocking", lambda _request: Reply(200), clock))
    assert clock.slept == []
