"""The server of `amili webhooks listen`: HTTP in, a `Receiver`, an answer out. Needs the extra `sandbox`.

It takes a POST on any path, since which one Amili was told is a matter between you and Amili. A body that is too long is not read to its
end, and a request that dribbles in, its head or its body, is not waited for.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from amili_ext.listener import listen_on, url_of
from amili_ext.norway.webhooks.receiver import MAX_BODY, Receiver

PATIENCE = 30.0
"""Seconds for a body to arrive; a head may take twice that."""

GRACE = 30
"""Seconds that deliveries which are being handled get when the server is to end."""


class Impatient(H11Protocol):
    """Closes a connection on which no request begins; uvicorn itself waits for one as long as a byte comes now and then."""

    patience = PATIENCE

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self.loop.call_later(self.patience, self._look, None)

    def _look(self, before: RequestResponseCycle | None) -> None:
        if (before is None or before.response_complete) and self.cycle is before:
            self.transport.close()
        if not self.transport.is_closing():
            self.loop.call_later(self.patience, self._look, self.cycle)


def create_app(receiver: Receiver, *, max_body: int = MAX_BODY, patience: float = PATIENCE) -> Starlette:
    """The ASGI application."""

    async def take(request: Request) -> Response:
        try:
            async with asyncio.timeout(patience):
                body = await _read(request, max_body)
        except TimeoutError:
            return _said(408, "the body did not arrive", close=True)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody gets it
        if body is None:
            return _said(413, f"the body has more than {max_body} bytes", close=True)
        return _said(*await run_in_threadpool(receiver.answer, body, request.headers))

    return Starlette(routes=[Route("/{path:path}", take, methods=["POST"])])


async def _read(request: Request, limit: int) -> bytes | None:
    """The body; None if it is too long."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            return None
    return bytes(body)


def _said(status: int, text: str, *, close: bool = False) -> Response:
    return PlainTextResponse(text, status, {"connection": "close"} if close else None)


def serve(app: Starlette, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; what is being handled then has `GRACE` seconds to its end. `ready` is told the base URL.

    Raises:
        ConfigurationError: the port is taken, for example.
    """
    with listen_on(host, port) as listener:
        ready(url_of(listener))
        with _sigterm_is_ctrl_c(), suppress(KeyboardInterrupt):  # uvicorn shuts down first and raises the signal again afterwards
            uvicorn.Server(config(app)).run(sockets=[listener])


def config(app: Starlette) -> uvicorn.Config:
    """How it is served."""
    return uvicorn.Config(
        app,
        http=Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )


@contextmanager
def _sigterm_is_ctrl_c() -> Generator[None]:
    """So that the process ends in good order: with what is open closed, and with 0."""
    if threading.current_thread() is not threading.main_thread():
        yield  # where no signal arrives
        return

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
