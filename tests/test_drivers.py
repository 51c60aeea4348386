"""`Together`: order, limit, errors as data; and each effect reaches what it names."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import anyio
import pytest
import trio

from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.errors import TransportError
from amili_ext.flow import Await, Flow, Outcome, Reply, Request, Send, Sleep, Together, run, run_async
from amili_ext.testing import VirtualClock

from .support import PATIENCE, complete, drive, in_each_world, performer


def _ask(number: int) -> Flow[int]:
    reply: Reply = yield Send(Request("GET", f"/{number}"))
    return reply.status


def _all(flows: list[Flow[Any]], limit: int) -> Flow[list[Outcome[Any]]]:
    return (yield Together(flows, limit))


def _status(request: Request) -> Reply:
    return Reply(int(request.url.removeprefix("/")))


class _Peak:
    """How many were there at the same time, and how many at most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0
        self.most = 0

    def __enter__(self) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._now -= 1


@in_each_world
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_outcomes_come_in_the_order_of_the_flows(world: str, count: int, clock: VirtualClock) -> None:
    outcomes = drive(world, _all([_ask(number) for number in range(count)], 3), performer(world, _status, clock))
    assert outcomes == [Outcome(value=number) for number in range(count)]


def test_as_many_threads_as_the_limit_run_at_once_and_no_more(clock: VirtualClock) -> None:
    peak, three = _Peak(), threading.Barrier(3)

    def send(request: Request) -> Reply:
        with peak:
            three.wait(PATIENCE)  # opens only if three are here at the same time
            return _status(request)

    outcomes = run(_all([_ask(number) for number in range(9)], 3), BlockingPerformer(send, clock))
    assert [outcome.value for outcome in outcomes] == list(range(9))
    assert peak.most == 3


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_as_many_tasks_as_the_limit_run_at_once_and_no_more(world: str, clock: VirtualClock) -> None:
    peak = _Peak()

    async def whole() -> list[Outcome[Any]]:
        waiting: list[anyio.Event] = []

        async def send(request: Request) -> Reply:
            with peak:
                waiting.append(anyio.Event())
                if len(waiting) == 3:
                    for event in waiting:
                        event.set()
                    waiting.clear()
                else:
                    with anyio.fail_after(PATIENCE):
                        await waiting[-1].wait()
                return _status(request)

        return await run_async(_all([_ask(number) for number in range(9)], 3), AsyncPerformer(send, clock))

    assert [outcome.value for outcome in complete(world, whole)] == list(range(9))
    assert peak.most == 3


@in_each_world
def test_an_error_of_one_flow_is_data_and_the_others_go_on(world: str, clock: VirtualClock) -> None:
    broken = TransportError("cut", sent=True)

    def send(request: Request) -> Reply:
        if request.url == "/1":
            raise broken
        return _status(request)

    outcomes = drive(world, _all([_ask(0), _ask(1), _ask(2)], 2), performer(world, send, clock))
    assert outcomes == [Outcome(value=0), Outcome(error=broken), Outcome(value=2)]
    assert drive(world, _all([_ask(1)], 2), performer(world, send, clock)) == [Outcome(error=broken)]


@pytest.mark.parametrize("count", [1, 3])
def test_an_interrupt_is_no_outcome_but_ends_the_whole(count: int, clock: VirtualClock) -> None:
    def send(request: Request) -> Reply:
        if request.url == "/0":
            raise KeyboardInterrupt
        return _status(request)

    with pytest.raises(KeyboardInterrupt):
        run(_all([_ask(number) for number in range(count)], 2), BlockingPerformer(send, clock))


def test_cancelling_ends_all_tasks(clock: VirtualClock) -> None:
    ended: list[str] = []

    async def whole() -> None:
        under_way = [asyncio.Event(), asyncio.Event()]

        async def send(request: Request) -> Reply:
            under_way[int(request.url.removeprefix("/"))].set()
            try:
                return await asyncio.get_running_loop().create_future()
            finally:
                ended.append(request.url)

        task = asyncio.create_task(run_async(_all([_ask(0), _ask(1)], 2), AsyncPerformer(send, clock)))
        for event in under_way:
            await event.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(whole())
    assert sorted(ended) == ["/0", "/1"]


def test_one_flow_alone_needs_no_thread_of_its_own(clock: VirtualClock) -> None:
    threads: list[int] = []

    def send(request: Request) -> Reply:
        threads.append(threading.get_ident())
        return Reply(200)

    run(_all([_ask(0)], 8), BlockingPerformer(send, clock))
    assert threads == [threading.get_ident()]


def test_threads_of_together_end_with_it(clock: VirtualClock) -> None:
    before = threading.active_count()
    run(_all([_ask(number) for number in range(4)], 4), BlockingPerformer(_status, clock))
    assert threading.active_count() == before


@in_each_world
def test_what_runs_together_may_itself_run_things_together(world: str, clock: VirtualClock) -> None:
    def pair(number: int) -> Flow[list[int | None]]:
        outcomes: list[Outcome[int]] = yield Together([_ask(number), _ask(number + 1)], 2)
        return [outcome.value for outcome in outcomes]

    outcomes = drive(world, _all([pair(10), pair(20)], 1), performer(world, _status, clock))
    assert [outcome.value for outcome in outcomes] == [[10, 11], [20, 21]]


@in_each_world
def test_awaiting_a_flight_waits_until_it_has_landed(world: str, clock: VirtualClock) -> None:
    waited: list[str] = []

    class Flight:
        def wait(self) -> None:
            waited.append("blocking")

        async def wait_async(self) -> None:
            waited.append("async")

    def flow() -> Flow[None]:
        yield Await(Flight())

    drive(world, flow(), performer(world, _status, clock))
    assert waited == ["blocking" if world == "blocking" else "async"]


@in_each_world
def test_without_a_clock_it_is_the_real_one(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep_async(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr("anyio.sleep", sleep_async)
    perform: Any = BlockingPerformer(_status) if world == "blocking" else AsyncPerformer(_never)

    def flow() -> Flow[None]:
        yield Sleep(2.5)

    drive(world, flow(), perform)
    assert slept == [2.5]


async def _never(request: Request) -> Reply:
    raise AssertionError("nothing is to be sent")


def test_trio_is_really_trio(clock: VirtualClock) -> None:
    """The async performer must not lean on asyncio by accident."""

    async def send(request: Request) -> Reply:
        await trio.lowlevel.checkpoint()
        return Reply(204)

    async def whole() -> list[Outcome[int]]:
        return await run_async(_all([_ask(0), _ask(1)], 2), AsyncPerformer(send, clock))

    assert [outcome.value for outcome in trio.run(whole)] == [204, 204]
