"""Bodies that are read piece by piece while they are sent: whole each time, with their length, over real sockets and in every world."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from amili_ext import AsyncSweden, Sweden
from amili_ext.auth import Grant, TokenHeader, TokenSource
from amili_ext.errors import ConfigurationError, TransportError
from amili_ext.flow import Flow, Now, Request
from amili_ext.retry import NO_RETRY, RetryPolicy, exchange
from amili_ext.sandbox import Sandbox, running
from amili_ext.sandbox.sweden.initial import CREDITOR
from amili_ext.secret import Secret
from amili_ext.testing import VirtualClock

from .loopback import Caller, Loopback, http, read_request
from .support import complete, in_each_world

PIECES = [b"\x00" * 70_000, b"", b"\r\n\r\n", bytes(range(256)) * 300]


class Counted:
    """A body that counts how often it was begun, and in which way."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.begun: list[str] = []

    @property
    def length(self) -> int:
        return sum(map(len, PIECES))

    def __iter__(self) -> Iterator[bytes]:
        self.begun.append("blocking")
        yield from PIECES
        if self.error:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.begun.append("async")
        for piece in PIECES:
            yield piece
        if self.error:
            raise self.error


def upload(url: str, body: Counted) -> Request:
    return Request("POST", f"{url}/upload", content=body, timeout=5.0)


def kind_of(world: str) -> str:
    return "blocking" if world == "blocking" else "async"


def head_and_body(request: bytes) -> tuple[list[bytes], bytes]:
    head, _, body = request.partition(b"\r\n\r\n")
    return [line.lower() for line in head.split(b"\r\n")], body


def assert_whole(request: bytes) -> None:
    head, body = head_and_body(request)
    assert b"content-length: %d" % len(b"".join(PIECES)) in head
    assert not any(line.startswith(b"transfer-encoding") for line in head)
    assert body == b"".join(PIECES)


@in_each_world
def test_it_arrives_whole_and_with_its_length(world: str) -> None:
    received: list[bytes] = []

    def script(connection: socket.socket) -> None:
        received.append(read_request(connection))
        connection.sendall(http())

    body = Counted()
    with Loopback(script) as server:
        (reply,) = Caller(world).send(upload(server.url, body))
    assert reply.status == 200
    assert_whole(received[0])
    assert body.begun == [kind_of(world)]


@in_each_world
def test_after_a_401_it_is_read_anew(world: str) -> None:
    received: list[bytes] = []

    def script(connection: socket.socket) -> None:
        while request := read_request(connection):
            received.append(request)
            connection.sendall(http(status="401 Unauthorized" if len(received) == 1 else "201 Created"))

    tokens = iter(("old", "new"))

    def fetch() -> Flow[Grant]:
        yield Now()
        return Grant(Secret(next(tokens)), 3600)

    body = Counted()
    with Loopback(script) as server:
        caller = Caller(world, source=TokenSource(fetch), token_header=TokenHeader("X-Key"))
        reply = caller.run(exchange(upload(server.url, body), NO_RETRY))
    assert reply.status == 201
    assert len(received) == 2
    for request, token in zip(received, (b"old", b"new"), strict=True):
        assert_whole(request)
        head, _ = head_and_body(request)
        assert b"x-key: " + token in head
        assert not any(line.startswith(b"authorization") for line in head)
    assert body.begun == [kind_of(world)] * 2


@in_each_world
def test_after_a_refused_connection_it_is_sent_whole(world: str) -> None:
    received: list[bytes] = []

    def script(connection: socket.socket) -> None:
        received.append(read_request(connection))
        connection.sendall(http())

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    with ExitStack() as stack:

        class ServerComesBack(VirtualClock):
            def sleep(self, seconds: float) -> None:
                super().sleep(seconds)
                if self.slept == [seconds]:
                    stack.enter_context(Loopback(script, port))

        caller = Caller(world, clock=(clock := ServerComesBack()), source=TokenSource(at_once))
        reply = caller.run(exchange(upload(f"http://127.0.0.1:{port}", Counted()), RetryPolicy()))
    assert (reply.status, len(clock.slept)) == (200, 1)
    assert_whole(received[0])


def at_once() -> Flow[Grant]:
    yield Now()
    return Grant(Secret("token"), 3600)


def swallow(connection: socket.socket) -> None:
    read_request(connection)


@in_each_world
def test_what_our_own_body_raises_is_no_cut_connection(world: str) -> None:
    with Loopback(swallow) as server, pytest.raises(ConfigurationError, match="changed"):
        Caller(world).send(upload(server.url, Counted(ConfigurationError("the file was changed"))))


@in_each_world
def test_what_anything_else_raises_may_have_arrived(world: str) -> None:
    with Loopback(swallow) as server:
        (error,) = Caller(world).send(upload(server.url, Counted(OSError("the disk"))), errors=True)
    assert isinstance(error, TransportError)
    assert error.sent


@in_each_world
def test_a_file_reaches_the_running_sandbox_also_with_a_token_that_has_expired(world: str, tmp_path: Path) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * 2000
    file = tmp_path / "invoice.pdf"
    file.write_bytes(content)
    sandbox = Sandbox()
    with sandbox, running(sandbox) as url:
        arguments: dict[str, Any] = {"environment": "sandbox", "base_url": f"{url}/ada", "retry": NO_RETRY, "look_first": False}
        sandbox.faults.add("expired_token:POST:/media--upload")
        if world == "blocking":
            with Sweden(**arguments) as client:
                client.media.upload(str(CREDITOR), file, domain="media--files")
        else:

            async def whole() -> None:
                async with AsyncSweden(**arguments) as client:
                    await client.media.upload(str(CREDITOR), file, domain="media--files")

            complete(world, whole)
        [stored] = sandbox.sweden.uploads
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
