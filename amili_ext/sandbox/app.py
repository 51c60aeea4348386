"""The sandbox as an ASGI application. It only adapts: HTTP in, `Sandbox.handle`, HTTP out.

What the core cannot do because it never waits and has no socket happens here: latency, a body that dribbles in, and the cut connection. For
the last one the application needs the transport under the request. `server` puts it into the ASGI scope; under any other server a request
that is to be dropped ends as an error of the application, which the server makes a 500 of.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from attrs import frozen
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from amili_ext.sandbox.core import Sandbox
from amili_ext.sandbox.messages import Dropped, SandboxRequest, SandboxResponse

TRANSPORT = "amili.transport"


def create_app(sandbox: Sandbox) -> Starlette:
    """The ASGI application for `sandbox`, which stays open when the application ends."""
    return Starlette(routes=[Route("/{path:path}", _Adapter(sandbox))])


@frozen
class _Adapter:
    # An instance, not a function: only so does Starlette hand over all methods, and leave sending to us.
    sandbox: Sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            request = await _read(Request(scope, receive))
        except ClientDisconnect:
            return
        try:
            response = await run_in_threadpool(self.sandbox.handle, request)
        except Dropped:
            transport = scope.get("extensions", {}).get(TRANSPORT)
            if transport is None:
                raise
            transport.abort()
            # The server hears of it in its own time; leaving before that would look to it like a forgotten response.
            await _disconnected(receive)
            return
        if await _still_there(receive, self.sandbox.settings.latency):
            await _write(response, receive, send)


async def _read(request: Request) -> SandboxRequest:
    return SandboxRequest(
        method=request.method,
        path=request.scope["path"],
        query=request.query_params.multi_items(),
        headers=dict(request.headers),
        body=await request.body(),
    )


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _still_there(receive: Receive, seconds: float) -> bool:
    """Wait, but not for a client that has gone meanwhile."""
    if seconds > 0:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await _disconnected(receive)
                return False
    return True


async def _write(response: SandboxResponse, receive: Receive, send: Send) -> None:
    headers = {**response.headers, "content-length": str(len(response.body))}
    if response.status == 204:
        del headers["content-length"]
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    for piece in response.pieces():
        if not await _still_there(receive, response.pause):
            return
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
