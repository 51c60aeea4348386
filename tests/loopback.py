"""Servers on real sockets of this machine, each with a script for every connection, and a client of one world without any workflow."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Any

from amili_ext._http import AsyncHttp, BlockingHttp
from amili_ext.auth import Grant, TokenSource
from amili_ext.errors import TransportError
from amili_ext.flow import Flow, Request, Sleep, run, run_async
from amili_ext.secret import Secret
from amili_ext.testing import VirtualClock

from .support import PATIENCE, complete

Script = Callable[[socket.socket], None]


class Loopback:
    """A server on this machine; `script` is called with each connection, which is closed afterwards."""

    def __init__(self, script: Script, port: int = 0) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.connections = 0
        self._threads: list[threading.Thread] = []
        self._acceptor = threading.Thread(target=self._accept, daemon=True)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(ConnectionError):
            connection.settimeout(PATIENCE)
            self._script(connection)

    def __enter__(self) -> Loopback:
        self._acceptor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._acceptor.join(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in self._threads)


def read_request(connection: socket.socket) -> bytes:
    """One whole request; empty when the peer is gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while len(body) < int(lengths[0] if lengths else 0):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def http(body: bytes = b"{}", status: str = "200 OK", headers: bytes = b"") -> bytes:
    return b"HTTP/1.1 " + status.encode() + b"\r\n" + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body


def a_token() -> Flow[Grant]:
    yield Sleep(0)
    return Grant(Secret("token"), 3600)


class Caller:
    """A client of one world without any workflow around it."""

    def __init__(self, world: str, **arguments: Any) -> None:
        self._world = world
        kind: Any = BlockingHttp if world == "blocking" else AsyncHttp
        self._arguments = {
            "proxy": None,
            "verify": True,
            "clock": VirtualClock(),
            "source": TokenSource(a_token),
            "client": None,
            **arguments,
        }
        self._kind = kind

    def run(self, flow: Flow[Any]) -> Any:
        """A whole flow through a client, which is closed at the end."""
        http_: Any = self._kind(**self._arguments)
        if self._world == "blocking":
            try:
                return run(flow, http_.perform)
            finally:
                http_.close()

        async def whole() -> Any:
            try:
                return await run_async(flow, http_.perform)
            finally:
                await http_.close()

        return complete(self._world, whole)

    def send(self, *requests: Request, errors: bool = False) -> list[Any]:
        """One after the other through one client, which is closed at the end, the caller's own too; errors as data if wanted."""
        caught: Any = TransportError if errors else ()
        own: Any = self._arguments["client"]
        if self._world == "blocking":
            with own or contextlib.nullcontext():
                http_ = self._kind(**self._arguments)
                try:
                    return [_or_error(lambda request=request: http_.send(request), caught) for request in requests]
                finally:
                    http_.close()

        async def whole() -> list[Any]:
            async with own or contextlib.nullcontext():
                http_, replies = self._kind(**self._arguments), []
                try:
                    for request in requests:
                        try:
                            replies.append(await http_.send(request))
                        except caught as error:
                            replies.append(error)
                finally:
                    await http_.close()
                return replies

        replies: list[Any] = complete(self._world, whole)
        return replies


def _or_error(act: Callable[[], Any], caught: Any) -> Any:
    try:
        return act()
    except caught as error:
        return error


def get(url: str, **more: Any) -> Request:
    return Request("GET", url, **{"timeout": 5.0, **more})


def post(url: str, **more: Any) -> Request:
    return Request("POST", url, **{"timeout": 5.0, "content": b'{"invoices": []}', **more})
