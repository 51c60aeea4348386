"""For tests of your own code: a client that talks to a sandbox in the same process, and a clock that jumps instead of waiting.

    with Sandbox(SandboxSettings(processing_delay=5), clock=clock.time) as sandbox:
        amili = testing.norway(sandbox, clock=clock)
        result = amili.invoices.submit_and_wait(invoices)  # five seconds of the clock, none of yours

No socket is opened. Needs the extra `sandbox`.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Unpack
from urllib.parse import urlsplit

from amili_ext._http import AsyncClient, BlockingClient, Handler, in_process_transport
from amili_ext.errors import TransportError
from amili_ext.flow import Instant, Reply, Request
from amili_ext.norway.client import Arguments, AsyncNorway, Norway

if TYPE_CHECKING:
    from amili_ext.norway.arm.client import Arguments as ArmArguments
    from amili_ext.norway.arm.client import Arm, AsyncArm
    from amili_ext.sandbox import Sandbox
    from amili_ext.sweden.client import Arguments as SwedishArguments
    from amili_ext.sweden.client import AsyncSweden, Sweden


class VirtualClock:
    """A clock on which sleeping takes no time. Begins at 2026-01-01 00:00 UTC unless told otherwise; safe to share between threads.

    Attributes:
        slept: every pause so far, in seconds.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self._passed = 0.0
        self._wrong_by = 0.0
        self._lock = threading.Lock()
        self.slept: list[float] = []

    def now(self) -> Instant:
        """The present as the client sees it, with the error of `set_wrong`."""
        return Instant(self.time() + timedelta(seconds=self._wrong_by), self._passed)

    def time(self) -> datetime:
        """The true time, for the sandbox."""
        return self._start + timedelta(seconds=self._passed)

    def set_wrong(self, seconds: float) -> None:
        """Put the client's wall clock so many seconds ahead of the truth."""
        self._wrong_by = seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._passed += seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass, and note it."""
        with self._lock:
            self._passed += seconds
            self.slept.append(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Let time pass, and note it."""
        self.sleep(seconds)


def handler(sandbox: Sandbox) -> Handler:
    """The sandbox as a function from request to reply; a dropped connection becomes `TransportError`."""
    from amili_ext.sandbox import Dropped, SandboxRequest

    def answer(request: Request) -> Reply:
        path = urlsplit(request.url).path
        body = request.content if isinstance(request.content, bytes) else b"".join(request.content)
        try:
            response = sandbox.handle(SandboxRequest(request.method, path, request.params, request.headers, body))
        except Dropped as dropped:
            raise TransportError("the sandbox cut the connection", sent=True) from dropped
        return Reply(response.status, response.headers, response.body)

    return answer


def norway(sandbox: Sandbox, **arguments: Unpack[Arguments]) -> Norway:
    """A blocking client of that sandbox's Norwegian side."""
    arguments.setdefault("environment", "sandbox")
    return Norway(http_client=BlockingClient(transport=in_process_transport(handler(sandbox))), **arguments)


def async_norway(sandbox: Sandbox, **arguments: Unpack[Arguments]) -> AsyncNorway:
    """An async client of that sandbox's Norwegian side."""
    arguments.setdefault("environment", "sandbox")
    return AsyncNorway(http_client=AsyncClient(transport=in_process_transport(handler(sandbox))), **arguments)


def arm(sandbox: Sandbox, **arguments: Unpack[ArmArguments]) -> Arm:
    """A blocking client of that sandbox's ARMrest."""
    from amili_ext.norway.arm.client import Arm

    arguments.setdefault("environment", "sandbox")
    return Arm(http_client=BlockingClient(transport=in_process_transport(handler(sandbox))), **arguments)


def async_arm(sandbox: Sandbox, **arguments: Unpack[ArmArguments]) -> AsyncArm:
    """An async client of that sandbox's ARMrest."""
    from amili_ext.norway.arm.client import AsyncArm

    arguments.setdefault("environment", "sandbox")
    return AsyncArm(http_client=AsyncClient(transport=in_process_transport(handler(sandbox))), **arguments)


def sweden(sandbox: Sandbox, **arguments: Unpack[SwedishArguments]) -> Sweden:
    """A blocking client of that sandbox's Swedish side. Needs the extra `sweden` too."""
    from amili_ext.sweden.client import Sweden

    arguments.setdefault("environment", "sandbox")
    return Sweden(http_client=BlockingClient(transport=in_process_transport(handler(sandbox))), **arguments)


def async_sweden(sandbox: Sandbox, **arguments: Unpack[SwedishArguments]) -> AsyncSweden:
    """An async client of that sandbox's Swedish side."""
    from amili_ext.sweden.client import AsyncSweden

    arguments.setdefault("environment", "sandbox")
    return AsyncSweden(http_client=AsyncClient(transport=in_process_transport(handler(sandbox))), **arguments)
