"""What the tests of the shared mechanism share: the three worlds that every promise holds in, and servers that are a function.

A test that is about both the blocking and the async code is written once, takes `world` from the table `WORLDS`, and lets `complete` do
what a caller of that world would do: call, `await`, or iterate.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

import httpx
import pytest
import trio

from amili_ext import Arm, AsyncArm, AsyncNorway, Norway
from amili_ext._http import in_process_transport
from amili_ext.clock import Clock
from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.flow import Flow, Reply, Request, Stream, iterate, iterate_async, run, run_async
from amili_ext.paging import Listing

WORLDS = ("blocking", "asyncio", "trio")
in_each_world = pytest.mark.parametrize("world", WORLDS)

ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")
BATCH = UUID("d290f1ee-6c54-4b01-90e6-d701748f0851")
PATIENCE = 10.0
"""Seconds after which a test that waits for another thread fails instead; nothing waits so long when the code is right."""


def complete(world: str, begin: Callable[[], Any]) -> Any:
    """What a caller in that world gets from `begin`: a value, or a list of what can be iterated."""
    if world == "blocking":
        value = begin()
        return list(value) if isinstance(value, Iterator | Listing) else value

    async def whole() -> Any:
        value = begin()
        return [item async for item in value] if isinstance(value, AsyncIterable) else await value

    return asyncio.run(whole()) if world == "asyncio" else trio.run(whole)


def performer(world: str, send: Callable[[Request], Reply], clock: Clock, roll: Callable[[], float] = lambda: 0.5) -> Any:
    """The performer of that world, with a plain function as its network."""
    if world == "blocking":
        return BlockingPerformer(send, clock, roll)

    async def send_async(request: Request) -> Reply:
        return send(request)

    return AsyncPerformer(send_async, clock, roll)


def drive(world: str, flow: Flow[Any], perform: Any) -> Any:
    """Run a flow to its end in that world."""
    return complete(world, lambda: (run if world == "blocking" else run_async)(flow, perform))


def drain(world: str, stream: Stream[Any], perform: Any) -> list[Any]:
    """All items of a stream, read in that world."""
    items: list[Any] = complete(world, lambda: (iterate if world == "blocking" else iterate_async)(stream, perform))
    return items


def client(world: str, handler: Callable[[Request], Reply], **arguments: Any) -> Any:
    """A client of that world whose network is a function."""
    transport = in_process_transport(handler)
    arguments.setdefault("environment", "sandbox")
    if world == "blocking":
        return Norway(http_client=httpx.Client(transport=transport), **arguments)
    return AsyncNorway(http_client=httpx.AsyncClient(transport=transport), **arguments)


def arm_client(world: str, handler: Callable[[Request], Reply], **arguments: Any) -> Any:
    """A client of ARMrest of that world whose network is a function."""
    transport = in_process_transport(handler)
    arguments.setdefault("environment", "sandbox")
    if world == "blocking":
        return Arm(http_client=httpx.Client(transport=transport), **arguments)
    return AsyncArm(http_client=httpx.AsyncClient(transport=transport), **arguments)


def json_reply(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer with a JSON body."""
    return Reply(status, {"content-type": "application/json", **(headers or {})}, json.dumps(content).encode())


def batch_reply(status: str = "SUCCESS") -> Reply:
    """What getBatchById answers, as small as it can be."""
    return json_reply({"data": {"batchId": str(BATCH), "status": status}})


class Server:
    """Gives out tokens `token-1`, `token-2`, … and leaves every other request to `answer`. Remembers what it was asked, in order."""

    def __init__(self, *answers: Reply | Exception | Callable[[Request], Reply], lifetime: int = 3600) -> None:
        self._answers = iter(answers)
        self._last: Reply | Exception | Callable[[Request], Reply] = batch_reply()
        self._lock = threading.Lock()
        self._lifetime = lifetime
        self.token_requests: list[Request] = []
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Reply:
        with self._lock:
            if request.url.endswith("/token"):
                self.token_requests.append(request)
                return json_reply({"access_token": f"token-{len(self.token_requests)}", "expires_in": self._lifetime})
            self.requests.append(request)
            self._last = answer = next(self._answers, self._last)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Reply) else answer(request)

    @property
    def tokens_seen(self) -> list[str]:
        """The bearer token of each request, in order."""
        return [request.headers.get("authorization", "").removeprefix("Bearer ") for request in self.requests]


class Threads:
    """Runs functions in threads that all start at the same moment; gives their results, or their errors, in order."""

    def __init__(self, *functions: Callable[[], Any]) -> None:
        self._barrier = threading.Barrier(len(functions))
        self._results: list[Any] = [None] * len(functions)
        self._threads = [threading.Thread(target=self._run, args=pair, daemon=True) for pair in enumerate(functions)]
        for thread in self._threads:
            thread.start()

    def _run(self, index: int, function: Callable[[], Any]) -> None:
        try:
            self._barrier.wait(PATIENCE)
            self._results[index] = function()
        except BaseException as error:  # noqa: BLE001 - the test wants to look at it
            self._results[index] = error

    def results(self) -> list[Any]:
        """Wait for all of them."""
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a thread hangs"
        return self._results


class Meeting:
    """A point that is open once `count` parties have arrived, in whatever thread or event loop each of them is."""

    def __init__(self, count: int) -> None:
        self._missing = count
        self._lock = threading.Lock()
        self._open = threading.Event()

    def arrive(self) -> None:
        """Count one party; it need not wait."""
        with self._lock:
            self._missing -= 1
            if self._missing == 0:
                self._open.set()

    def wait(self) -> None:
        """Block until all have arrived."""
        assert self._open.wait(PATIENCE), f"{self._missing} parties did not arrive"


def leaves(value: Any) -> Iterable[Any]:
    """Every single value in a nest of dicts and lists."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def named(value: Any) -> str:
    """A parameter's name that is the same in every process: its `repr`, without an address."""
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))
