"""Promise 6, tokens: one fetch at a time whoever asks, refreshed early, never lost over one bad answer, dropped one by one on 401.

Most tests here step flows by hand: a flow that is left where it waits for the network *is* a fetch under way, without a thread. Those
that are about threads, tasks and loops use real ones, which meet at a point instead of hoping for luck.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Generator
from typing import Any

import anyio
import anyio.to_thread
import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.auth import EARLY, LATEST, PAUSE_AFTER_FAILURE, Grant, Token, TokenSource
from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.errors import AuthenticationError, CredentialsError, TokenError, TransportError
from amili_ext.flow import Await, Effect, Flow, Instant, Now, Reply, Request, Roll, Send, run, run_async
from amili_ext.retry import NO_RETRY
from amili_ext.secret import Secret
from amili_ext.testing import VirtualClock

from .support import BATCH, PATIENCE, Meeting, Server, Threads, batch_reply, client, complete, drive, in_each_world, performer

LIFETIME = 1000.0
MIDDLE = 0.5
"""The roll with which margins are exactly as named."""


def fetch() -> Flow[Grant]:
    """Gets the token that the answer holds."""
    reply: Reply = yield Send(Request("POST", "/token"))
    return Grant(Secret(reply.content.decode()), LIFETIME)


class Stepper:
    """One caller of a source, moved by hand: it runs until it wants the network or must wait for somebody else."""

    def __init__(self, flow: Flow[Token], clock: VirtualClock) -> None:
        self._flow: Generator[Effect, Any, Token] = flow
        self._clock = clock
        self.wants: Effect | None = None
        self.result: str | None = None
        self._advance(lambda: next(self._flow))

    def _advance(self, step: Callable[[], Effect]) -> None:
        try:
            effect = step()
            while isinstance(effect, Now | Roll):
                effect = self._flow.send(self._clock.now() if isinstance(effect, Now) else MIDDLE)
            self.wants = effect
        except StopIteration as stop:
            self.wants, self.result = None, stop.value.value.reveal()

    def answer(self, token: str) -> Stepper:
        """The network gives that token."""
        assert isinstance(self.wants, Send)
        self._advance(lambda: self._flow.send(Reply(200, content=token.encode())))
        return self

    def fail(self, error: BaseException) -> Stepper:
        """The network raises that, or the caller is cancelled with it."""
        self._advance(lambda: self._flow.throw(error))
        return self

    def awake(self) -> Stepper:
        """What this caller waited for is over."""
        assert isinstance(self.wants, Await)
        self.wants.flight.wait()  # would hang if it were not over
        self._advance(lambda: self._flow.send(None))
        return self


@pytest.fixture
def source() -> TokenSource:
    return TokenSource(fetch)


def obtain(source: TokenSource, clock: VirtualClock) -> Stepper:
    return Stepper(source.obtain(), clock)


def begun(source: TokenSource, clock: VirtualClock) -> None:
    """The source has the token `old`, just fetched."""
    assert obtain(source, clock).answer("old").result == "old"


# -- how long a token is used ----------------------------------------------------------------------------------------------------


def test_the_margins_of_a_long_life_are_two_minutes_and_half_a_minute() -> None:
    token = Token.begin(Grant(Secret("t"), 3600), now=50, roll=MIDDLE)
    assert (token.refresh_from, token.refresh_by, token.ends) == (50 + 3600 - 120, 50 + 3600 - 30, 50 + 3600)


def test_the_margins_of_a_short_life_are_parts_of_it() -> None:
    token = Token.begin(Grant(Secret("t"), 40), now=0, roll=MIDDLE)
    assert (token.refresh_from, token.refresh_by, token.ends) == (30, 36, 40)


@given(st.floats(0.001, 10**8), st.floats(0, 1, exclude_max=True), st.floats(0, 10**6))
def test_a_token_of_any_life_is_used_then_refreshed_early_then_at_once(lifetime: float, roll: float, now: float) -> None:
    token = Token.begin(Grant(Secret("t"), lifetime), now, roll)
    assert now <= token.refresh_from <= token.refresh_by <= token.ends
    assert token.ends - token.refresh_from <= 1.25 * EARLY * (1 + 1e-6)
    assert token.ends - token.refresh_by <= LATEST * (1 + 1e-6)


def test_a_fleet_does_not_refresh_in_step() -> None:
    starts = {Token.begin(Grant(Secret("t"), 3600), 0, roll).refresh_from for roll in (0, 0.25, 0.5, 0.75, 0.999)}
    assert len(starts) == 5
    assert max(starts) - min(starts) > 50


def test_a_token_is_used_again_until_it_grows_old(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY - 1)
    assert obtain(source, clock).result == "old"
    clock.advance(1)
    assert isinstance(obtain(source, clock).wants, Send)


def test_its_life_is_counted_from_before_the_request(source: TokenSource, clock: VirtualClock) -> None:
    """However slow the answer, the server began to count after we asked."""
    slow = obtain(source, clock)
    clock.advance(300)
    assert slow.answer("old").result == "old"
    clock.advance(LIFETIME - 300 - EARLY)
    assert isinstance(obtain(source, clock).wants, Send)


# -- one fetch at a time ---------------------------------------------------------------------------------------------------------


def test_while_one_refreshes_early_the_others_go_on_with_the_old_token(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY)
    first = obtain(source, clock)
    assert isinstance(first.wants, Send)
    assert [obtain(source, clock).result for _ in range(3)] == ["old"] * 3
    assert first.answer("new").result == "new"
    assert obtain(source, clock).result == "new"


def test_shortly_before_the_end_the_others_wait_for_the_one_that_refreshes(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY)
    first = obtain(source, clock)
    clock.advance(EARLY - LATEST)
    second = obtain(source, clock)
    assert isinstance(second.wants, Await)
    first.answer("new")
    assert second.awake().result == "new"


class CountedWaits:
    """Wraps performers so that the fetch ends only when all others were seen to wait for it."""

    def __init__(self, waiters: int) -> None:
        self._all_wait = Meeting(waiters) if waiters else None
        self._lock = threading.Lock()
        self.fetches = 0

    def _fetched(self) -> Reply:
        with self._lock:
            self.fetches += 1
            return Reply(200, content=b"only")

    def blocking(self, clock: VirtualClock) -> Callable[[Effect], object]:
        def send(request: Request) -> Reply:
            assert self._all_wait is not None
            self._all_wait.wait()
            return self._fetched()

        inner = BlockingPerformer(send, clock, lambda: MIDDLE)

        def perform(effect: Effect) -> object:
            if isinstance(effect, Await) and self._all_wait is not None:
                self._all_wait.arrive()
            return inner(effect)

        return perform

    def asynchronous(self, clock: VirtualClock) -> Callable[[Effect], Any]:
        async def send(request: Request) -> Reply:
            assert self._all_wait is not None
            await anyio.to_thread.run_sync(self._all_wait.wait)
            return self._fetched()

        inner = AsyncPerformer(send, clock, lambda: MIDDLE)

        async def perform(effect: Effect) -> object:
            if isinstance(effect, Await) and self._all_wait is not None:
                self._all_wait.arrive()
            return await inner(effect)

        return perform


def test_many_threads_at_once_make_one_token_request(source: TokenSource, clock: VirtualClock) -> None:
    counted = CountedWaits(waiters=7)
    results = Threads(*[lambda: run(source.obtain(), counted.blocking(clock)).value] * 8).results()
    assert results == [Secret("only")] * 8
    assert counted.fetches == 1


async def _tasks(source: TokenSource, perform: Callable[[Effect], Any], count: int) -> list[Secret]:
    found: list[Secret] = []

    async def one() -> None:
        found.append((await run_async(source.obtain(), perform)).value)

    async with anyio.create_task_group() as group:
        for _ in range(count):
            group.start_soon(one)
    return found


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_many_tasks_at_once_make_one_token_request(world: str, source: TokenSource, clock: VirtualClock) -> None:
    counted = CountedWaits(waiters=7)
    assert complete(world, lambda: _tasks(source, counted.asynchronous(clock), 8)) == [Secret("only")] * 8
    assert counted.fetches == 1


def test_threads_and_several_event_loops_at_once_make_one_token_request(source: TokenSource, clock: VirtualClock) -> None:
    """Two asyncio loops of three tasks, a trio loop of three tasks, and three plain threads."""
    counted = CountedWaits(waiters=11)
    in_asyncio = lambda: asyncio.run(_tasks(source, counted.asynchronous(clock), 3))  # noqa: E731
    in_trio = lambda: trio.run(_tasks, source, counted.asynchronous(clock), 3)  # noqa: E731
    plain = lambda: [run(source.obtain(), counted.blocking(clock)).value]  # noqa: E731
    results = Threads(in_asyncio, in_asyncio, in_trio, plain, plain, plain).results()
    assert [secret for some in results for secret in some] == [Secret("only")] * 12
    assert counted.fetches == 1


# -- a refresh that fails --------------------------------------------------------------------------------------------------------

FAILURE = TokenError("the token endpoint is ill", transient=True, status=503, code="unavailable", retry_after=7)


def test_a_failed_refresh_goes_on_with_the_old_token_and_says_so(
    source: TokenSource, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY)
    with caplog.at_level(logging.WARNING, "amili_ext"):
        assert obtain(source, clock).fail(FAILURE).result == "old"
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "going on with the old one" in caplog.text


def test_a_cut_connection_to_the_token_endpoint_is_a_failed_refresh_too(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY)
    assert obtain(source, clock).fail(TransportError("cut", sent=True)).result == "old"


def test_after_a_failed_refresh_nobody_tries_again_at_once(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY)
    obtain(source, clock).fail(FAILURE)
    clock.advance(PAUSE_AFTER_FAILURE - 0.5)
    assert obtain(source, clock).result == "old"
    clock.advance(0.5)
    assert obtain(source, clock).answer("new").result == "new"


def test_the_pause_after_a_failure_does_not_outlast_the_old_token(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - 2)
    assert obtain(source, clock).fail(FAILURE).result == "old"
    clock.advance(2)
    assert isinstance(obtain(source, clock).wants, Send)


def test_those_who_waited_for_a_failed_refresh_get_the_old_token_while_it_is_valid(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - LATEST)
    first, second = obtain(source, clock), obtain(source, clock)
    assert isinstance(second.wants, Await)
    first.fail(FAILURE)
    assert second.awake().result == "old"


def test_an_old_token_that_ended_during_the_failed_refresh_is_not_used(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - LATEST)
    first, second = obtain(source, clock), obtain(source, clock)
    clock.advance(LATEST)
    with pytest.raises(TokenError):
        first.fail(FAILURE)
    with pytest.raises(TokenError):
        second.awake()


def test_without_a_valid_token_a_failed_fetch_raises_for_all_who_waited_each_its_own_exception(
    source: TokenSource, clock: VirtualClock
) -> None:
    all_wait = Meeting(5)

    def send(request: Request) -> Reply:
        all_wait.wait()
        raise FAILURE

    inner = BlockingPerformer(send, clock)

    def perform(effect: Effect) -> object:
        if isinstance(effect, Await):
            all_wait.arrive()
        return inner(effect)

    errors = Threads(*[lambda: run(source.obtain(), perform)] * 6).results()
    assert [type(error) for error in errors] == [TokenError] * 6
    assert {(str(error), error.transient, error.status, error.code, error.retry_after) for error in errors} == {
        ("the token endpoint is ill", True, 503, "unavailable", 7)
    }
    assert len({id(error) for error in errors}) == 6
    assert len({id(error.__traceback__) for error in errors}) == 6


def test_a_dead_network_is_a_transient_token_error_that_names_its_cause(source: TokenSource, clock: VirtualClock) -> None:
    """The API request that needed the token was not sent, so this must not look like an API request that perhaps was."""
    cut = TransportError("cut", sent=True)
    with pytest.raises(TokenError) as caught:
        obtain(source, clock).fail(cut)
    assert caught.value.transient
    assert caught.value.__cause__ is cut


def test_after_a_failure_the_next_caller_tries_again(source: TokenSource, clock: VirtualClock) -> None:
    with pytest.raises(TokenError):
        obtain(source, clock).fail(FAILURE)
    assert obtain(source, clock).answer("new").result == "new"


# -- a caller who gives up -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [asyncio.CancelledError(), KeyboardInterrupt(), GeneratorExit(), ZeroDivisionError("a bug")])
def test_when_the_one_who_fetches_gives_up_another_takes_over(ending: BaseException, source: TokenSource, clock: VirtualClock) -> None:
    first, second, third = (obtain(source, clock) for _ in range(3))
    assert [type(second.wants), type(third.wants)] == [Await, Await]
    with pytest.raises(type(ending)):
        first.fail(ending)
    assert isinstance(second.awake().wants, Send)
    assert isinstance(third.awake().wants, Await)
    assert second.answer("new").result == "new"
    assert third.awake().result == "new"


def test_an_interrupt_that_hits_the_handling_of_a_failure_leaves_nobody_waiting_for_ever(source: TokenSource, clock: VirtualClock) -> None:
    flow = source.obtain()
    assert isinstance(next(flow), Now)
    assert isinstance(flow.send(clock.now()), Now)
    assert isinstance(flow.send(clock.now()), Roll)
    assert isinstance(flow.send(MIDDLE), Send)
    second = obtain(source, clock)
    assert isinstance(flow.throw(FAILURE), Now), "if it wants nothing here any more, this test has lost its point"
    with pytest.raises(KeyboardInterrupt):
        flow.throw(KeyboardInterrupt())
    landed = threading.Thread(target=second.awake, daemon=True)
    landed.start()
    landed.join(PATIENCE)
    assert not landed.is_alive()


def test_cancelling_the_asyncio_task_that_fetches_lets_another_take_over(source: TokenSource, clock: VirtualClock) -> None:
    async def whole() -> Token:
        asked = asyncio.Queue[asyncio.Future[Reply]]()
        waits = asyncio.Event()

        async def send(request: Request) -> Reply:
            answer = asyncio.get_running_loop().create_future()
            await asked.put(answer)
            return await answer

        inner = AsyncPerformer(send, clock)

        async def perform(effect: Effect) -> object:
            if isinstance(effect, Await):
                waits.set()
            return await inner(effect)

        first = asyncio.create_task(run_async(source.obtain(), perform))
        await asked.get()
        second = asyncio.create_task(run_async(source.obtain(), perform))
        await waits.wait()
        first.cancel()
        (await asked.get()).set_result(Reply(200, content=b"new"))
        with pytest.raises(asyncio.CancelledError):
            await first
        return await second

    async def in_time() -> Token:
        return await asyncio.wait_for(whole(), PATIENCE)

    assert asyncio.run(in_time()).value == Secret("new")


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_a_cancelled_waiter_takes_nothing_from_the_others(
    world: str, source: TokenSource, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Also when its event loop is gone by the time the token comes: nobody hears of it, not even the log."""
    first, other = obtain(source, clock), obtain(source, clock)

    async def give_up() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(run_async, source.obtain(), AsyncPerformer(_no_network, clock))
            await anyio.wait_all_tasks_blocked()
            group.cancel_scope.cancel()

    complete(world, give_up)
    assert first.answer("new").result == "new"
    assert other.awake().result == "new"
    assert caplog.records == []


async def _no_network(request: Request) -> Reply:
    raise AssertionError("somebody else is fetching")


# -- 401 -------------------------------------------------------------------------------------------------------------------------


def replace(source: TokenSource, refused: str, clock: VirtualClock) -> Stepper:
    return Stepper(source.replace(Token.begin(Grant(Secret(refused), LIFETIME), 0, MIDDLE)), clock)


def test_a_refused_token_is_dropped_and_replaced(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    assert replace(source, "old", clock).answer("new").result == "new"
    assert obtain(source, clock).result == "new"


def test_the_refusal_of_an_older_token_does_not_drop_the_newer_one(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    replace(source, "old", clock).answer("new")
    assert replace(source, "old", clock).result == "new", "a second thread that was refused with the same old token"


def test_those_who_are_refused_together_fetch_once(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    first, second = replace(source, "old", clock), replace(source, "old", clock)
    assert isinstance(second.wants, Await)
    first.answer("new")
    assert second.awake().result == "new"


def test_a_token_that_was_refused_during_its_refresh_is_not_gone_back_to(source: TokenSource, clock: VirtualClock) -> None:
    begun(source, clock)
    clock.advance(LIFETIME - EARLY)
    refreshing = obtain(source, clock)
    refused = replace(source, "old", clock)
    with pytest.raises(TokenError):
        refreshing.fail(FAILURE)
    with pytest.raises(TokenError):
        refused.awake()


REFUSED = Reply(401)


@in_each_world
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_401_is_answered_with_a_new_token_and_the_same_request_once_more(world: str, method: str, clock: VirtualClock) -> None:
    """Also for POST: a request that was refused at the door has done nothing."""
    server = Server(REFUSED, Reply(200))
    amili = client(world, server, clock=clock)
    request = Request(method, "http://127.0.0.1/thing", headers={"x-probe": "1"}, content=b"body" if method == "POST" else b"")
    reply = complete(world, lambda: amili._http.send(request))
    assert reply.status == 200
    assert server.tokens_seen == ["token-1", "token-2"]
    assert {(sent.method, sent.url, sent.content, sent.headers["x-probe"]) for sent in server.requests} == {
        (method, "http://127.0.0.1/thing", request.content, "1")
    }
    assert len(server.token_requests) == 2


@in_each_world
def test_a_second_401_is_an_error_and_not_a_third_attempt(world: str, clock: VirtualClock) -> None:
    server = Server(REFUSED)
    amili = client(world, server, clock=clock)
    with pytest.raises(AuthenticationError) as caught:
        complete(world, lambda: amili.batches.get(BATCH))
    assert caught.value.status == 401
    assert server.tokens_seen == ["token-1", "token-2"]


@in_each_world
def test_after_a_401_the_new_token_is_used_from_then_on(world: str, clock: VirtualClock) -> None:
    server = Server(REFUSED, batch_reply())
    amili = client(world, server, clock=clock)
    for _ in range(3):
        complete(world, lambda: amili.batches.get(BATCH))
    assert server.tokens_seen == ["token-1", "token-2", "token-2", "token-2"]


def test_threads_that_are_refused_with_the_same_token_fetch_one_new_one(clock: VirtualClock) -> None:
    both_sent = threading.Barrier(4)

    def answer(request: Request) -> Reply:
        return batch_reply()

    server = Server(answer)

    def network(request: Request) -> Reply:
        if request.headers.get("authorization") == "Bearer token-1":
            both_sent.wait(PATIENCE)
            return REFUSED
        return server(request)

    amili = client("blocking", network, clock=clock)
    results = Threads(*[lambda: amili.batches.get(BATCH)] * 4).results()
    assert [result.batch_id for result in results] == [BATCH] * 4
    assert len(server.token_requests) == 2


@in_each_world
def test_an_error_that_is_no_401_costs_no_token(world: str, clock: VirtualClock) -> None:
    server = Server(Reply(403), Reply(404), batch_reply())
    amili = client(world, server, clock=clock, retry=NO_RETRY)
    for _ in range(2):
        with pytest.raises(Exception, match="40"):
            complete(world, lambda: amili.batches.get(BATCH))
    complete(world, lambda: amili.batches.get(BATCH))
    assert len(server.token_requests) == 1


@in_each_world
def test_credentials_that_are_refused_when_a_token_is_to_be_replaced_are_named_as_such(world: str, clock: VirtualClock) -> None:
    server = Server(REFUSED)

    def network(request: Request) -> Reply:
        if server.requests and request.url.endswith("/token"):
            return Reply(401, content=b'{"error": "invalid_client"}')
        return server(request)

    amili = client(world, network, clock=clock)
    with pytest.raises(CredentialsError):
        complete(world, lambda: amili.batches.get(BATCH))


# -- clocks ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong_by", [-600, 0, 600])
@in_each_world
def test_a_wall_clock_that_is_wrong_or_jumps_changes_nothing(world: str, wrong_by: float, clock: VirtualClock) -> None:
    """Two hours of a call each minute with tokens of one hour: the second is fetched in the last 150 s of the first, the third likewise."""
    server = Server()
    amili = client(world, server, clock=clock)
    for minute in range(120):
        clock.set_wrong(wrong_by if minute % 2 else 0)
        complete(world, lambda: amili.batches.get(BATCH))
        clock.advance(60)
    assert len(server.token_requests) == 3
    changes = [minute for minute in range(1, 120) if server.tokens_seen[minute] != server.tokens_seen[minute - 1]]
    assert len(changes) == 2
    assert 57.5 <= changes[0] < 59.5


@in_each_world
def test_every_token_request_goes_where_the_callers_own_http_client_sends_it(world: str, clock: VirtualClock) -> None:
    server = Server()
    complete(world, lambda: client(world, server, clock=clock).batches.get(BATCH))
    assert [(request.method, request.url) for request in server.token_requests] == [("POST", "http://127.0.0.1:8420/token")]


@in_each_world
def test_the_source_works_in_every_world(world: str, source: TokenSource, clock: VirtualClock) -> None:
    perform = performer(world, lambda request: Reply(200, content=b"new"), clock)
    assert drive(world, source.obtain(), perform).value == Secret("new")
    instant: Instant = clock.now()
    assert instant.monotonic == 0
