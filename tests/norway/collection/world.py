"""One sandbox, the clients of it, and a record of every request that they sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from amili_ext import AsyncNorway, Norway, testing
from amili_ext._http import AsyncClient, BlockingClient, in_process_transport
from amili_ext.flow import Reply, Request
from amili_ext.sandbox import Sandbox
from amili_ext.sandbox.norway.examples import documented_invoice


class World:
    """One sandbox, one client of it after another, and what was sent."""

    def __init__(self, sandbox: Sandbox, clock: testing.VirtualClock) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.sent: list[Request] = []
        self.amili = self.new_client()

    def new_client(self, **arguments: Any) -> Norway:
        """A client that knows nothing of what earlier ones did, like that of a process that was started again."""
        transport = in_process_transport(self._noted(testing.handler(self.sandbox)))
        return Norway(http_client=BlockingClient(transport=transport), environment="sandbox", clock=self.clock, **arguments)

    def new_async_client(self, **arguments: Any) -> AsyncNorway:
        """The same for async code."""
        transport = in_process_transport(self._noted(testing.handler(self.sandbox)))
        return AsyncNorway(http_client=AsyncClient(transport=transport), environment="sandbox", clock=self.clock, **arguments)

    def _noted(self, handle: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
        def noted(request: Request) -> Reply:
            self.sent.append(request)
            return handle(request)

        return noted

    def posts(self) -> list[Request]:
        """The submissions that were sent."""
        return [request for request in self.sent if request.method == "POST" and request.url.endswith("/invoices")]

    def gets(self, part: str) -> list[Request]:
        """The reading requests whose address holds that part."""
        return [request for request in self.sent if request.method == "GET" and part in request.url]

    def batch_count(self) -> int:
        """How many batches the sandbox has, listed or not yet."""
        self.clock.advance(3600)
        return len(list(self.new_client().batches.list()))


class MakeWorld(Protocol):
    def __call__(self, *faults: str, **settings: Any) -> World: ...


def invoice(number: str, **changes: Any) -> dict[str, Any]:
    """The documented example under another number."""
    return {**documented_invoice(), "invoiceNumber": number, "uniqueSourceInvoiceId": f"erp-{number}", **changes}
