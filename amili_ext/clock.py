"""The real clock. Everything that needs time or sleep gets a clock passed in, so that tests run on a virtual one."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

from amili_ext.flow import Instant


class Clock(Protocol):
    """What the drivers need of time."""

    def now(self) -> Instant: ...
    def sleep(self, seconds: float) -> None: ...
    async def sleep_async(self, seconds: float) -> None: ...


class SystemClock:
    """This machine's clock."""

    def now(self) -> Instant:
        """The present, on both clocks."""
        return Instant(datetime.now(UTC), time.monotonic())

    def sleep(self, seconds: float) -> None:
        """Block this thread."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Pause this task; under asyncio or trio."""
        import anyio  # httpx brings it; imported here because only async callers need it

        await anyio.sleep(seconds)
