"""News of finished batches on a virtual clock."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection
from uuid import UUID

from amili_ext import testing


class Announced:
    """Webhooks that come at given moments of the virtual clock, in seconds from now; time passes by waiting for them."""

    def __init__(self, clock: testing.VirtualClock) -> None:
        self._clock = clock
        self._began = clock.now().monotonic
        self._at: list[tuple[float, UUID]] = []
        self.waits: list[float] = []

    def at(self, seconds: float, batch_id: UUID) -> None:
        """Announce that batch then."""
        insort(self._at, (self._began + seconds, batch_id))

    @property
    def count(self) -> int:
        """See `Signal`."""
        return bisect_right(self._at, self._clock.now().monotonic, key=lambda one: one[0])

    def finished(self, batch_ids: Collection[UUID], /) -> set[UUID]:
        """See `BatchNews`."""
        return set(batch_ids) & {batch_id for _, batch_id in self._at[: self.count]}

    def wait(self, seconds: float, since: int) -> None:
        """Let the clock run until the next webhook."""
        now = self._clock.now().monotonic
        left = self._at[self.count][0] - now if self.count < len(self._at) else seconds
        passed = 0.0 if self.count != since else min(left, seconds)
        self.waits.append(passed)
        self._clock.advance(passed)

    async def wait_async(self, seconds: float, since: int) -> None:
        """The same."""
        self.wait(seconds, since)
