"""Promise 5 at the level of one request: what is repeated, when, how often and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext import NO_RETRY, RetryPolicy
from amili_ext.errors import RateLimitedError, ServerError, TokenError, TransportError
from amili_ext.flow import Reply, Request
from amili_ext.retry import exchange, http_date, retry_after, server_time
from amili_ext.testing import VirtualClock

from .support import BATCH, Server, batch_reply, client, complete, drive, in_each_world, json_reply, performer

REFUSED = TransportError("refused", sent=False)
CONNECT_TIMEOUT = TransportError("no connection in time", sent=False, timeout=True)
CUT = TransportError("cut", sent=True)
READ_TIMEOUT = TransportError("no answer in time", sent=True, timeout=True)
TOKEN_LATER = TokenError("later", transient=True)
TOKEN_NEVER = TokenError("never", transient=False)

SAFE = ["GET", "HEAD", "OPTIONS"]
WRITING = ["POST", "PUT", "PATCH", "DELETE"]
OK = Reply(200)

Answer = Reply | Exception


class Network:
    """Gives the answers in turn, the last one for ever; remembers the requests and when they came."""

    def __init__(self, clock: VirtualClock, *answers: Answer, takes: float = 0) -> None:
        self._clock, self._answers, self._takes = clock, list(answers), takes
        self._begin = clock.now().monotonic
        self.requests: list[Request] = []
        self.times: list[float] = []

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        self.times.append(self._clock.now().monotonic - self._begin)
        self._clock.advance(self._takes)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def outcome(
    network: Network, clock: VirtualClock, method: str = "GET", policy: RetryPolicy | None = None, world: str = "blocking", **more: Any
) -> Answer:
    """The reply, or the error that was raised."""
    perform = performer(world, network, clock, more.pop("roll", lambda: 0.5))
    try:
        reply: Reply = drive(world, exchange(Request(method, "/", **more), policy or RetryPolicy()), perform)
    except (TransportError, TokenError) as error:
        return error
    assert isinstance(reply, Reply), "an error is raised, not returned"
    return reply


# -- what is repeated ------------------------------------------------------------------------------------------------------------

TABLE: list[tuple[list[str], Answer, bool]] = [
    (SAFE + WRITING, REFUSED, True),
    (SAFE + WRITING, CONNECT_TIMEOUT, True),
    (SAFE + WRITING, TOKEN_LATER, True),
    (SAFE + WRITING, TOKEN_NEVER, False),
    (SAFE + WRITING, Reply(429), True),
    (SAFE, CUT, True),
    (WRITING, CUT, False),
    (SAFE, READ_TIMEOUT, True),
    (WRITING, READ_TIMEOUT, False),
    *[(SAFE, Reply(status), True) for status in (408, 425, 500, 502, 503, 504)],
    *[(WRITING, Reply(status), False) for status in (408, 425, 500, 502, 503, 504)],
    *[
        (SAFE + WRITING, Reply(status), False)
        for status in (200, 202, 204, 301, 400, 401, 403, 404, 409, 412, 422, 501, 505, 520, 599, 999)
    ],
]


@pytest.mark.parametrize(
    ("method", "failure", "repeated"),
    [
        pytest.param(method, failure, repeated, id=f"{method}-{getattr(failure, 'status', None) or failure}")
        for methods, failure, repeated in TABLE
        for method in methods
    ],
)
def test_a_request_is_repeated_only_when_that_cannot_do_anything_twice(
    method: str, failure: Answer, repeated: bool, clock: VirtualClock
) -> None:
    network = Network(clock, failure, OK)
    end = outcome(network, clock, method)
    assert len(network.requests) == (2 if repeated else 1)
    assert end is (OK if repeated else failure)


@in_each_world
@pytest.mark.parametrize("failure", [REFUSED, TOKEN_LATER, Reply(503, {}, b"a"), Reply(429)], ids=str)
def test_the_last_failure_is_what_the_caller_gets(world: str, failure: Answer, clock: VirtualClock) -> None:
    network = Network(clock, failure)
    assert outcome(network, clock, world=world) is failure
    assert len(network.requests) == RetryPolicy().attempts


def test_every_attempt_sends_the_same_request(clock: VirtualClock) -> None:
    network = Network(clock, REFUSED, Reply(429), OK)
    outcome(network, clock, "POST", params=(("a", "b"),), headers={"IdempotencyKey": "k"}, content=b"body", timeout=3)
    assert len(network.requests) == 3
    assert len(set(map(str, network.requests))) == 1
    assert {(sent.params, sent.headers["IdempotencyKey"], sent.content, sent.timeout) for sent in network.requests} == {
        ((("a", "b"),), "k", b"body", 3)
    }


def test_an_error_that_is_neither_is_not_swallowed(clock: VirtualClock) -> None:
    with pytest.raises(ZeroDivisionError):
        outcome(Network(clock, ZeroDivisionError()), clock)


# -- how often -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attempts", [1, 2, 5, 30])
def test_there_are_no_more_attempts_than_allowed(attempts: int, clock: VirtualClock) -> None:
    network = Network(clock, Reply(503))
    outcome(network, clock, policy=RetryPolicy(attempts=attempts, deadline=10**6))
    assert len(network.requests) == attempts


def test_no_retry_tries_once(clock: VirtualClock) -> None:
    network = Network(clock, REFUSED, OK)
    assert outcome(network, clock, policy=NO_RETRY) is REFUSED
    assert clock.slept == []


@pytest.mark.parametrize("wrong", [{"attempts": 0}, {"first_delay": -1}, {"max_delay": -1}, {"deadline": 0}])
def test_a_policy_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        RetryPolicy(**wrong)


# -- how long between ------------------------------------------------------------------------------------------------------------


def test_pauses_double_up_to_the_longest(clock: VirtualClock) -> None:
    """With the roll at its top the pauses are what the documentation names: 0.5, 1, 2, 4, then 8 at most."""
    policy = RetryPolicy(attempts=8, deadline=1000)
    outcome(Network(clock, Reply(503)), clock, policy=policy, roll=lambda: 1.0)
    assert clock.slept == [0.5, 1, 2, 4, 8, 8, 8]


@given(st.integers(1, 1000), st.floats(0, 1, exclude_max=True), st.just(0) | st.floats(0.001, 100), st.floats(0, 100))
def test_a_pause_lies_in_the_upper_half_of_its_range(attempt: int, roll: float, first: float, longest: float) -> None:
    policy = RetryPolicy(first_delay=first, max_delay=longest)
    full = min(longest, first * 2 ** (attempt - 1))
    assert full / 2 - 1e-9 <= policy.pause(attempt, None, roll) <= full + 1e-9


def test_a_policy_with_a_million_attempts_does_not_overflow() -> None:
    assert RetryPolicy(attempts=10**6).pause(10**6, None, 0.999) <= 8


@given(st.integers(1, 50), st.floats(0, 1, exclude_max=True), st.floats(0, 10**6))
def test_a_pause_is_never_shorter_than_the_server_asked_for_and_little_longer(attempt: int, roll: float, asked: float) -> None:
    pause = RetryPolicy().pause(attempt, asked, roll)
    assert asked <= pause <= asked + min(1, asked / 10) + 1e-9


def test_clients_that_failed_together_do_not_come_back_together(clock: VirtualClock) -> None:
    rolls = iter([0.0, 0.3, 0.9])
    for _ in range(3):
        outcome(Network(clock, Reply(503), OK), clock, roll=lambda: next(rolls))
    assert len(set(clock.slept)) == 3


# -- Retry-After -----------------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""Where the virtual clock begins."""


def http_time(seconds: float) -> str:
    return format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "headers",
    [{"retry-after": "7"}, {"retry-after": " 7.0 "}, {"retry-after": http_time(7)}, {"retry-after": http_time(7), "date": http_time(0)}],
)
def test_a_429_is_repeated_when_the_server_says(method: str, headers: dict[str, str], clock: VirtualClock) -> None:
    network = Network(clock, Reply(429, headers), OK)
    assert outcome(network, clock, method, roll=lambda: 0.0) is OK
    assert clock.slept == [7]


@pytest.mark.parametrize("wrong_by", [-600, -7, 0, 7, 600, 10**6])
def test_a_date_is_held_against_the_servers_own_clock_when_ours_is_wrong(wrong_by: float, clock: VirtualClock) -> None:
    clock.set_wrong(wrong_by)
    network = Network(clock, Reply(503, {"retry-after": http_time(20), "date": http_time(3)}), OK)
    outcome(network, clock, roll=lambda: 0.0)
    assert clock.slept == [17]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("1.5", 1.5),
        ("-5", 0),
        (http_time(-100), 0),
        (http_time(90), 90),
        ("Thu, 01 Jan 2026 00:01:30 +0000", 90),
        ("Thu, 01 Jan 2026 01:01:30 +0100", 90),
        ("Thursday, 01-Jan-26 00:01:30 GMT", 90),
        ("Thu Jan  1 00:01:30 2026", 90),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("-inf", None),
        ("1e999", None),
        ("Thu, 99 Jan 2026 00:01:30 GMT", None),
        ("Thu, 01 Jan 2026", None),
    ],
)
def test_retry_after_is_read_in_every_form_that_http_has_and_nonsense_is_passed_over(text: str, seconds: float | None) -> None:
    """The three forms of a date are those of RFC 9110 section 5.6.7."""
    assert retry_after(Reply(429, {"retry-after": text}), NOW) == seconds


@settings(max_examples=300)
@given(st.text(), st.text())
def test_no_header_at_all_breaks_the_reading(text: str, date: str) -> None:
    asked = retry_after(Reply(429, {"retry-after": text, "date": date}), NOW)
    assert asked is None or asked >= 0
    moment = server_time(Reply(200, {"date": date}))
    assert moment is None or moment.tzinfo is not None
    assert http_date(text) is None or http_date(text).tzinfo is not None


def test_a_token_endpoint_that_asks_to_wait_is_waited_for(clock: VirtualClock) -> None:
    network = Network(clock, TokenError("busy", transient=True, retry_after=9), OK)
    assert outcome(network, clock, "POST", roll=lambda: 0.0) is OK
    assert clock.slept == [9]


# -- the deadline ----------------------------------------------------------------------------------------------------------------


def test_nothing_begins_after_the_deadline(clock: VirtualClock) -> None:
    """Attempts of 4 s and pauses of 1 s: the third begins at 10 s, the fourth would begin at 15. The clock was not at zero before."""
    clock.advance(1000)
    network = Network(clock, Reply(503), takes=4)
    policy = RetryPolicy(attempts=100, first_delay=1, max_delay=1, deadline=12)
    outcome(network, clock, policy=policy, roll=lambda: 1.0)
    assert network.times == [0, 5, 10]


def test_the_time_of_an_attempt_shrinks_to_what_is_left(clock: VirtualClock) -> None:
    clock.advance(1000)
    network = Network(clock, Reply(503), takes=4)
    policy = RetryPolicy(attempts=100, first_delay=1, max_delay=1, deadline=12)
    outcome(network, clock, policy=policy, roll=lambda: 1.0, timeout=9)
    assert [request.timeout for request in network.requests] == [9, 7, 2]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_that_asks_for_more_time_than_is_left_is_not_waited_for(method: str, clock: VirtualClock) -> None:
    network = Network(clock, Reply(429, {"retry-after": "91"}), OK)
    reply = outcome(network, clock, method, policy=RetryPolicy(deadline=90))
    assert isinstance(reply, Reply)
    assert reply.status == 429
    assert clock.slept == []


@in_each_world
@pytest.mark.parametrize(
    ("answer", "kind"), [(Reply(429, {"retry-after": "3600"}), RateLimitedError), (Reply(503, {"retry-after": "3600"}), ServerError)]
)
def test_the_error_then_says_how_long_the_server_wants_to_be_left_alone(
    world: str, answer: Reply, kind: type[RateLimitedError], clock: VirtualClock
) -> None:
    server = Server(answer)
    amili = client(world, server, clock=clock)
    with pytest.raises(kind) as caught:
        complete(world, lambda: amili.batches.get(BATCH))
    assert caught.value.retry_after == 3600
    assert len(server.requests) == 1
    assert clock.slept == []


@given(
    st.lists(st.sampled_from([REFUSED, CUT, TOKEN_LATER, Reply(503), Reply(429, {"retry-after": "2"})]), min_size=1, max_size=30),
    st.integers(1, 8),
    st.floats(0.1, 100),
    st.floats(0, 10),
    st.floats(0, 1, exclude_max=True),
)
def test_whatever_happens_attempts_and_deadline_hold(
    answers: list[Answer], attempts: int, deadline: float, takes: float, roll: float
) -> None:
    clock = VirtualClock()
    network = Network(clock, *answers, takes=takes)
    outcome(network, clock, policy=RetryPolicy(attempts=attempts, deadline=deadline), roll=lambda: roll)
    assert 1 <= len(network.requests) <= attempts
    assert all(time < deadline for time in network.times)
    for request, time in zip(network.requests, network.times, strict=True):
        assert request.timeout <= max(deadline - time, 0.001) + 1e-9


# -- through a client ------------------------------------------------------------------------------------------------------------


@in_each_world
def test_with_options_changes_the_policy_for_some_calls_only(world: str, clock: VirtualClock) -> None:
    server = Server(Reply(503), Reply(503), batch_reply())
    amili = client(world, server, clock=clock)
    with pytest.raises(ServerError):
        complete(world, lambda: amili.with_options(retry=NO_RETRY).batches.get(BATCH))
    assert len(server.requests) == 1
    assert complete(world, lambda: amili.batches.get(BATCH)).batch_id == BATCH
    assert len(server.requests) == 3


@in_each_world
def test_a_token_endpoint_that_is_ill_for_a_while_is_waited_out_also_for_a_write(world: str, clock: VirtualClock) -> None:
    server, ill = Server(batch_reply()), iter([Reply(503), TransportError("cut", sent=True)])

    def network(request: Request) -> Reply:
        failure = next(ill, None) if request.url.endswith("/token") else None
        if isinstance(failure, Exception):
            raise failure
        return failure or server(request)

    amili = client(world, network, clock=clock)
    reply = complete(world, lambda: drive_in(amili, world, Request("POST", "http://127.0.0.1/")))
    assert reply.status == 200
    assert len(server.requests) == 1


def drive_in(amili: Any, world: str, request: Request) -> Any:
    from amili_ext.flow import run, run_async

    runner: Callable[..., Any] = run if world == "blocking" else run_async
    return runner(exchange(request, RetryPolicy()), amili._http.perform)


@in_each_world
def test_a_request_that_was_answered_after_a_repeat_is_a_success_like_any_other(world: str, clock: VirtualClock) -> None:
    server = Server(
        TransportError("refused", sent=False),
        Reply(502, {"content-type": "text/html"}, b"<html>"),
        json_reply({"data": {"batchId": str(BATCH)}}),
    )
    amili = client(world, server, clock=clock)
    assert complete(world, lambda: amili.batches.get(BATCH)).batch_id == BATCH
    assert len(server.requests) == 3
