"""Workflows are generators that say what they want done, and two small drivers that do it, blocking or async.

A *flow* yields effects (`Send` this request, `Sleep` so long, what time is it `Now`) and returns its result; it never touches the
network, the clock or a random generator itself. A *stream* is a flow that also yields `Emit(item)` for each item it has found. So
a workflow is written once, reads like the protocol it follows, and is tested with a virtual clock and no network:

    def get_batch(api, batch_id):                     # a flow
        reply = yield Send(request)
        return parse(reply)

`run` / `iterate` drive it for blocking code, `run_async` / `iterate_async` for async code, with a `perform` function that carries out
single effects (see `amili_ext.drivers`). The decorators `blocking`, `awaitable`, `iterating` and `async_iterating` turn a flow into a
method of a resource; signature, types and docstring of the flow survive.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, Protocol, TypeAlias, TypeVar

from attrs import field, frozen

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
S = TypeVar("S")


class Body(Protocol):
    """A body that is read piece by piece while it is sent, such as a file; each iteration begins it anew."""

    @property
    def length(self) -> int: ...
    def __iter__(self) -> Iterator[bytes]: ...
    def __aiter__(self) -> AsyncIterator[bytes]: ...


@frozen
class Request:
    """One HTTP request as data. `repr` shows neither headers, query nor body."""

    method: str
    url: str
    params: Sequence[tuple[str, str]] = field(default=(), repr=False)
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    content: bytes | Body = field(default=b"", repr=False)
    timeout: float = 30.0
    authenticated: bool = True

    @property
    def safe(self) -> bool:
        """Whether sending it twice does nothing more than sending it once (RFC 9110 section 9.2.1)."""
        return self.method in {"GET", "HEAD", "OPTIONS"}


@frozen
class Reply:
    """One complete HTTP answer as data. Header names are lower case. `repr` shows only the status."""

    status: int
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    content: bytes = field(default=b"", repr=False)


class Instant(NamedTuple):
    """What the clock says: `wall` is aware UTC and may be wrong or jump; `monotonic` (seconds) only ever grows."""

    wall: datetime
    monotonic: float


class Send(NamedTuple):
    """Do one HTTP exchange; answered with a `Reply`, or `TransportError` / `TokenError` is thrown in."""

    request: Request


class Sleep(NamedTuple):
    """Let so many seconds pass."""

    seconds: float


class Now:
    """Answered with an `Instant`."""


class Roll:
    """Answered with a random float in [0, 1), for jitter."""


class Together(NamedTuple):
    """Run these flows at the same time, at most `limit` at once; answered with one `Outcome` each, in their order."""

    flows: Sequence[Flow[Any]]
    limit: int


class Flight(Protocol):
    """Something that another thread or task is fetching; see `amili_ext.auth`."""

    def wait(self) -> None: ...
    async def wait_async(self) -> None: ...


class Await(NamedTuple):
    """Wait until somebody else's work is done."""

    flight: Flight


class Signal(Protocol):
    """Something that brings news from elsewhere, such as webhooks; any thread and any event loop may wait for it."""

    @property
    def count(self) -> int:
        """How many pieces of news there were so far. Whoever reads this before looking at them misses none by waiting for the next."""
        ...

    def wait(self, seconds: float, since: int) -> None:
        """Return when `count` is no longer `since`, at the latest after so many seconds."""
        ...

    async def wait_async(self, seconds: float, since: int) -> None:
        """The same, pausing only this task."""
        ...


class Listen(NamedTuple):
    """Let so many seconds pass, fewer if the signal has news beyond the first `since`."""

    signal: Signal
    seconds: float
    since: int


class Emit(NamedTuple, Generic[R]):
    """Hand this item to whoever iterates the stream."""

    item: R


class Outcome(NamedTuple, Generic[R]):
    """What became of one flow of `Together`: a value, or the error that it raised."""

    value: R | None = None
    error: Exception | None = None


Effect: TypeAlias = Send | Sleep | Now | Roll | Together | Await | Listen
Flow: TypeAlias = Generator[Effect, Any, R]
Stream: TypeAlias = Generator[Effect | Emit[R], Any, None]


# -- the drivers ---------------------------------------------------------------------------------------------------------------


def _advance(flow: Generator[S, Any, R], value: object, error: BaseException | None) -> S:
    return flow.send(value) if error is None else flow.throw(error)


def run(flow: Generator[S, Any, R], perform: Callable[[S], object]) -> R:
    """Drive a flow to its end in blocking code. What `perform` raises is thrown into the flow, which may handle it."""
    value: object = None
    error: BaseException | None = None
    while True:
        try:
            effect = _advance(flow, value, error)
        except StopIteration as stop:
            result: R = stop.value
            return result
        try:
            value, error = perform(effect), None
        except BaseException as raised:  # noqa: BLE001  # also KeyboardInterrupt: the flow must get the chance to clean up
            value, error = None, raised


async def run_async(flow: Generator[S, Any, R], perform: Callable[[S], Awaitable[object]]) -> R:
    """Drive a flow to its end in async code; cancelling the task is thrown into the flow."""
    value: object = None
    error: BaseException | None = None
    while True:
        try:
            effect = _advance(flow, value, error)
        except StopIteration as stop:
            result: R = stop.value
            return result
        try:
            value, error = await perform(effect), None
        except BaseException as raised:  # noqa: BLE001  # as in `run`
            value, error = None, raised


def iterate(stream: Stream[R], perform: Callable[[Effect], object]) -> Iterator[R]:
    """Drive a stream in blocking code, giving out its items as it finds them."""
    value: object = None
    error: BaseException | None = None
    try:
        while True:
            try:
                effect = _advance(stream, value, error)
            except StopIteration:
                return
            if isinstance(effect, Emit):
                yield effect.item
                value, error = None, None
                continue
            try:
                value, error = perform(effect), None
            except BaseException as raised:  # noqa: BLE001  # as in `run`
                value, error = None, raised
    finally:
        stream.close()


async def iterate_async(stream: Stream[R], perform: Callable[[Effect], Awaitable[object]]) -> AsyncGenerator[R]:
    """Drive a stream in async code, giving out its items as it finds them. Who leaves it before its end should close it (`aclosing`)."""
    value: object = None
    error: BaseException | None = None
    try:
        while True:
            try:
                effect = _advance(stream, value, error)
            except StopIteration:
                return
            if isinstance(effect, Emit):
                yield effect.item
                value, error = None, None
                continue
            try:
                value, error = await perform(effect), None
            except BaseException as raised:  # noqa: BLE001  # as in `run`
                value, error = None, raised
    finally:
        stream.close()


def gathered(stream: Stream[R]) -> Flow[list[R]]:
    """All items of a stream, as a list: for a flow that needs them all before it can go on."""
    items: list[R] = []
    value: object = None
    error: BaseException | None = None
    while True:
        try:
            effect = _advance(stream, value, error)
        except StopIteration:
            return items
        value = error = None
        if isinstance(effect, Emit):
            items.append(effect.item)
            continue
        try:
            value = yield effect
        except BaseException as raised:  # noqa: BLE001  # the stream decides what to make of it
            error = raised


# -- from flow to method -------------------------------------------------------------------------------------------------------


C = TypeVar("C")
C_co = TypeVar("C_co", covariant=True)


class BlockingResource(Protocol[C_co]):
    """What `blocking` and `iterating` need of a resource: the context of its flows, and how to perform effects."""

    @property
    def context(self) -> C_co: ...
    def perform(self, effect: Effect, /) -> object: ...


class AsyncResource(Protocol[C_co]):
    """What `awaitable` and `async_iterating` need of a resource."""

    @property
    def context(self) -> C_co: ...
    def perform(self, effect: Effect, /) -> Awaitable[object]: ...


# Written out where `Flow[R]` is meant: mypy does not find the type variables of a generic flow through an alias that refers to itself.


def blocking(flow: Callable[Concatenate[C, P], Generator[Effect, Any, R]]) -> Callable[Concatenate[BlockingResource[C], P], R]:
    """A method that runs the flow and returns its result."""

    @functools.wraps(flow)
    def method(self: BlockingResource[C], /, *args: P.args, **kwargs: P.kwargs) -> R:
        return run(flow(self.context, *args, **kwargs), self.perform)

    return method


def awaitable(
    flow: Callable[Concatenate[C, P], Generator[Effect, Any, R]],
) -> Callable[Concatenate[AsyncResource[C], P], Coroutine[Any, Any, R]]:
    """A coroutine method that runs the flow and returns its result."""

    @functools.wraps(flow)
    async def method(self: AsyncResource[C], /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await run_async(flow(self.context, *args, **kwargs), self.perform)

    return method


def iterating(
    stream: Callable[Concatenate[C, P], Stream[R]],
) -> Callable[Concatenate[BlockingResource[C], P], Iterator[R]]:
    """A method that returns an iterator over the stream's items."""

    @functools.wraps(stream)
    def method(self: BlockingResource[C], /, *args: P.args, **kwargs: P.kwargs) -> Iterator[R]:
        return iterate(stream(self.context, *args, **kwargs), self.perform)

    return method


def async_iterating(
    stream: Callable[Concatenate[C, P], Stream[R]],
) -> Callable[Concatenate[AsyncResource[C], P], AsyncGenerator[R]]:
    """A method that returns an async iterator over the stream's items, which can be closed before its end."""

    @functools.wraps(stream)
    def method(self: AsyncResource[C], /, *args: P.args, **kwargs: P.kwargs) -> AsyncGenerator[R]:
        return iterate_async(stream(self.context, *args, **kwargs), self.perform)

    return method
