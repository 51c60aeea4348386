"""The sandbox on a real socket, for whoever wants to point any HTTP client at it.

    with running(Sandbox(), port=0) as url:      # in a background thread; port 0 takes a free one
        ...
    serve(Sandbox(), port=8080)                  # until Ctrl-C

As long as it runs, it also posts the webhooks of a sandbox that has `WebhookSettings`; see `posting`.

It listens on this machine only unless told otherwise: its secrets are printed in the documentation.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from amili_ext.errors import ConfigurationError
from amili_ext.listener import listen_on, url_of
from amili_ext.sandbox.app import TRANSPORT, create_app
from amili_ext.sandbox.core import Sandbox
from amili_ext.sandbox.posting import posting

_LOOPBACK = "127.0.0.1"


class _CuttableProtocol(H11Protocol):
    """Lets the application reach the connection under a request, which ASGI has no word for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        application: ASGIApp = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[TRANSPORT] = self.transport
            await application(scope, receive, send)

        self.app = with_transport


class _Server(uvicorn.Server):
    """Tells when it has started, or that it never will."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.settled.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()  # or a body that dribbles in would hold us up
        await super().shutdown(sockets=sockets)

    def run_to_end(self, listener: socket.socket) -> None:
        try:
            self.run(sockets=[listener])
        finally:
            self.settled.set()


@contextmanager
def running(sandbox: Sandbox, *, host: str = _LOOPBACK, port: int = 0) -> Generator[str]:
    """Run the sandbox in a background thread; gives its base URL, such as `http://127.0.0.1:49152`. The sandbox stays open afterwards."""
    with listen_on(host, port) as listener:
        server = _Server(_config(sandbox))
        thread = threading.Thread(target=server.run_to_end, args=(listener,), name="amili-sandbox", daemon=True)
        thread.start()
        try:
            server.settled.wait()
            if not server.started:
                raise ConfigurationError("the sandbox server did not start; its log says why")
            with posting(sandbox):
                yield url_of(listener)
        finally:
            server.should_exit = True
            thread.join()


def serve(sandbox: Sandbox, *, host: str = _LOOPBACK, port: int = 8080, ready: Callable[[str], None] | None = None) -> None:
    """Run the sandbox until Ctrl-C or SIGTERM; `ready` is told the base URL as soon as it can be used."""
    with listen_on(host, port) as listener:
        if ready is not None:
            ready(url_of(listener))  # connections are taken into the queue from now on
        with suppress(KeyboardInterrupt), posting(sandbox):  # uvicorn shuts down first and raises it afterwards
            _Server(_config(sandbox)).run(sockets=[listener])


def _config(sandbox: Sandbox) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(sandbox),
        http=_CuttableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,  # logging belongs to the program around us
        access_log=False,
        date_header=False,  # the sandbox has a clock of its own
        server_header=False,
        timeout_graceful_shutdown=1,
    )
