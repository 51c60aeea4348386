"""Flows mean the same in every world, and always get the chance to clean up."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from contextlib import aclosing
from typing import Any

import pytest
import trio
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import TransportError
from amili_ext.flow import (
    Effect,
    Emit,
    Flow,
    Instant,
    Now,
    Reply,
    Request,
    Roll,
    Send,
    Sleep,
    Stream,
    Together,
    async_iterating,
    awaitable,
    blocking,
    gathered,
    iterate,
    iterate_async,
    iterating,
    run,
    run_async,
)
from amili_ext.testing import VirtualClock

from .support import WORLDS, complete, drain, drive, in_each_world, performer

# -- any flow, any world -------------------------------------------------------------------------------------------------------


@frozen
class Step:
    """One step of a made-up flow."""

    kind: str
    number: int = 0
    parts: tuple[tuple[Step, ...], ...] = ()


def _steps(*, emits: bool) -> st.SearchStrategy[tuple[Step, ...]]:
    kinds = ["send", "fail", "rescue", "sleep", "now", "roll"]
    simple = st.builds(Step, st.sampled_from(kinds), st.integers(0, 3))
    # Parts that run at the same time only do what does not depend on who comes first.
    part = st.lists(st.builds(Step, st.sampled_from(["send", "fail", "rescue"]), st.integers(0, 3)), max_size=3).map(tuple)
    together = st.builds(Step, st.just("together"), st.integers(1, 3), st.lists(part, max_size=4).map(tuple))
    emit = st.builds(Step, st.just("emit"), st.integers(0, 9))
    return st.lists(st.one_of(simple, together, *([emit] if emits else [])), max_size=8).map(tuple)


def _follow(steps: tuple[Step, ...], seen: list[Any]) -> Iterator[Any]:
    for step in steps:
        request = Request("GET", f"/{step.number}")
        if step.kind == "send":
            seen.append((yield Send(request)).status)
        elif step.kind == "fail":
            yield Send(Request("FAIL", request.url))
        elif step.kind == "rescue":
            try:
                yield Send(Request("FAIL", request.url))
            except TransportError as error:
                seen.append(str(error))
        elif step.kind == "sleep":
            seen.append((yield Sleep(step.number)))
        elif step.kind == "now":
            seen.append((yield Now()))
        elif step.kind == "roll":
            seen.append((yield Roll()))
        elif step.kind == "emit":
            seen.append((yield Emit(step.number)))
        else:
            outcomes = yield Together([_follow(part, []) for part in step.parts], step.number)
            seen.append([(outcome.value, str(outcome.error)) for outcome in outcomes])
    return seen


def _answer(request: Request) -> Reply:
    if request.method == "FAIL":
        raise TransportError(f"no {request.url}", sent=False)
    return Reply(200 + int(request.url.removeprefix("/")))


def _observed(world: str, go: Callable[[str, Any, Any], Any], steps: tuple[Step, ...]) -> Any:
    clock, seen = VirtualClock(), []
    try:
        end = go(world, _follow(steps, seen), performer(world, _answer, clock))
    except TransportError as error:
        end = str(error)
    return end, seen, clock.slept


@settings(max_examples=60, deadline=None)
@given(_steps(emits=False))
def test_a_flow_has_the_same_result_in_every_world(steps: tuple[Step, ...]) -> None:
    blocking_one, asyncio_one, trio_one = (_observed(world, drive, steps) for world in WORLDS)
    assert blocking_one == asyncio_one == trio_one


@settings(max_examples=60, deadline=None)
@given(_steps(emits=True))
def test_a_stream_gives_the_same_items_in_every_world(steps: tuple[Step, ...]) -> None:
    blocking_one, asyncio_one, trio_one = (_observed(world, drain, steps) for world in WORLDS)
    assert blocking_one == asyncio_one == trio_one


@settings(max_examples=60, deadline=None)
@given(_steps(emits=True))
def test_gathered_a_stream_gives_the_same_items_and_does_the_same(steps: tuple[Step, ...]) -> None:
    def gather(world: str, stream: Stream[Any], perform: Any) -> Any:
        return drive(world, gathered(stream), perform)

    assert _observed("blocking", gather, steps) == _observed("blocking", drain, steps)


@in_each_world
def test_what_a_flow_gets_back_is_what_was_performed(world: str, clock: VirtualClock) -> None:
    def flow() -> Flow[list[Any]]:
        begin: Instant = yield Now()
        reply: Reply = yield Send(Request("GET", "/3"))
        yield Sleep(7)
        end: Instant = yield Now()
        roll: float = yield Roll()
        return [reply.status, end.monotonic - begin.monotonic, (end.wall - begin.wall).total_seconds(), roll]

    assert drive(world, flow(), performer(world, _answer, clock, lambda: 0.25)) == [203, 7, 7, 0.25]


@in_each_world
def test_an_error_is_thrown_into_the_flow_where_it_waited(world: str, clock: VirtualClock) -> None:
    def flow() -> Flow[str]:
        try:
            yield Send(Request("FAIL", "/0"))
        except TransportError as error:
            return f"caught {error}"
        return "went on"

    assert drive(world, flow(), performer(world, _answer, clock)) == "caught no /0"


@in_each_world
def test_an_error_that_the_flow_does_not_handle_reaches_the_caller(world: str, clock: VirtualClock) -> None:
    def flow() -> Flow[None]:
        yield Send(Request("FAIL", "/0"))

    with pytest.raises(TransportError, match="no /0"):
        drive(world, flow(), performer(world, _answer, clock))


# -- cleaning up ---------------------------------------------------------------------------------------------------------------


def _careful(log: list[str]) -> Flow[None]:
    try:
        yield Send(Request("GET", "/1"))
        log.append("answered")
    finally:
        log.append("cleaned up")


def test_an_interrupt_from_the_keyboard_lets_the_flow_clean_up() -> None:
    def interrupted(effect: Effect) -> object:
        raise KeyboardInterrupt

    log: list[str] = []
    flow = _careful(log)
    with pytest.raises(KeyboardInterrupt):
        run(flow, interrupted)
    assert log == ["cleaned up"]

    def stream() -> Stream[int]:
        yield from _careful(log)
        yield Emit(1)

    with pytest.raises(KeyboardInterrupt):
        list(iterate(stream(), interrupted))
    assert log == ["cleaned up", "cleaned up"]


def test_cancelling_an_asyncio_task_lets_the_flow_clean_up() -> None:
    log: list[str] = []

    async def whole() -> None:
        under_way = asyncio.Event()

        async def never(effect: Effect) -> object:
            under_way.set()
            return await asyncio.get_running_loop().create_future()

        task = asyncio.create_task(run_async(_careful(log), never))
        await under_way.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(whole())
    assert log == ["cleaned up"]


def test_cancelling_a_trio_task_lets_the_flow_clean_up() -> None:
    log: list[str] = []

    async def whole() -> None:
        async def never(effect: Effect) -> object:
            scope.cancel()
            await trio.sleep_forever()

        with trio.CancelScope() as scope:
            await run_async(_careful(log), never)
        assert scope.cancelled_caught

    trio.run(whole)
    assert log == ["cleaned up"]


def _endless(log: list[str]) -> Stream[int]:
    try:
        number = 0
        while True:
            yield Sleep(1)
            yield Emit(number)
            number += 1
    finally:
        log.append("closed")


def test_closing_a_blocking_iterator_early_closes_the_stream(clock: VirtualClock) -> None:
    log: list[str] = []
    stream = _endless(log)  # held on to, so that only closing it closes it
    items = iterate(stream, performer("blocking", _answer, clock))
    assert [next(items), next(items)] == [0, 1]
    assert log == []
    items.close()
    assert log == ["closed"]
    assert clock.slept == [1, 1], "nothing is performed beyond what is consumed"


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_closing_an_async_iterator_early_closes_the_stream(world: str, clock: VirtualClock) -> None:
    log: list[str] = []
    stream = _endless(log)

    async def whole() -> list[int]:
        async with aclosing(iterate_async(stream, performer(world, _answer, clock))) as items:
            return [await anext(items), await anext(items)]

    assert complete(world, whole) == [0, 1]
    assert log == ["closed"]
    assert clock.slept == [1, 1]


@in_each_world
def test_a_stream_is_closed_when_performing_fails(world: str, clock: VirtualClock) -> None:
    log: list[str] = []

    def stream() -> Stream[int]:
        try:
            yield Emit(1)
            yield Send(Request("FAIL", "/0"))
        finally:
            log.append("closed")

    with pytest.raises(TransportError):
        drain(world, stream(), performer(world, _answer, clock))
    assert log == ["closed"]


# -- from flow to method -------------------------------------------------------------------------------------------------------


def _double(context: int, number: int, /, *, by: int = 2) -> Flow[int]:
    """Multiply."""
    yield Sleep(0)
    return context * number * by


def _count(context: int, up_to: int = 3) -> Stream[int]:
    """Count."""
    for number in range(up_to):
        yield Emit(context * number)


class _Blocking:
    context = 10

    def __init__(self, perform: Any) -> None:
        self.perform = perform

    double = blocking(_double)
    count = iterating(_count)


class _Async(_Blocking):
    double = awaitable(_double)
    count = async_iterating(_count)


@in_each_world
def test_a_flow_becomes_a_method_with_its_own_signature_and_docstring(world: str, clock: VirtualClock) -> None:
    kind = _Blocking if world == "blocking" else _Async
    resource = kind(performer(world, _answer, clock))
    assert complete(world, lambda: resource.double(3, by=4)) == 120
    assert complete(world, lambda: resource.count(up_to=2)) == [0, 10]
    assert str(inspect.signature(resource.double)) == "(number: 'int', /, *, by: 'int' = 2) -> 'Flow[int]'"
    assert str(inspect.signature(resource.count)) == "(up_to: 'int' = 3) -> 'Stream[int]'"
    assert (resource.double.__name__, resource.double.__doc__) == ("_double", "Multiply.")
    assert (resource.count.__name__, resource.count.__doc__) == ("_count", "Count.")


@in_each_world
def test_a_flow_may_have_a_parameter_called_self(world: str, clock: VirtualClock) -> None:
    def flow(context: int, **named: int) -> Flow[int]:
        yield Sleep(0)
        return context + named["self"]

    class Resource(_Blocking):
        method = blocking(flow)

    class AsyncResource(_Blocking):
        method = awaitable(flow)

    resource = (Resource if world == "blocking" else AsyncResource)(performer(world, _answer, clock))
    assert complete(world, lambda: resource.method(self=5)) == 15


# -- what is shown -------------------------------------------------------------------------------------------------------------


def test_requests_and_replies_do_not_show_what_they_carry() -> None:
    request = Request("POST", "/orgs", params=(("InvoiceNumber", "hidden-1"),), headers={"Authorization": "hidden-2"}, content=b"hidden-3")
    reply = Reply(200, {"set-cookie": "hidden-4"}, b"hidden-5")
    assert "hidden" not in f"{request!r} {reply!r} {Send(request)!r} {request} {reply}"
    assert "POST" in repr(request)
    assert "200" in repr(reply)


@pytest.mark.parametrize(
    ("method", "safe"),
    [("GET", True), ("HEAD", True), ("OPTIONS", True), ("POST", False), ("PUT", False), ("DELETE", False), ("PATCH", False)],
)
def test_only_methods_that_change_nothing_are_safe(method: str, safe: bool) -> None:
    """RFC 9110 section 9.2.1. PUT and DELETE are idempotent but not safe: somebody else may have changed it in between."""
    assert Request(method, "/").safe is safe
