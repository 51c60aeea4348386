"""The documented limit: 100 requests a minute and 10 a second for each key.

Where the pages are silent: a token stands for its key; any minute and any second counts, not only those of the clock; a request that is
refused does not count; headers are named as Eve names them; there is no `Retry-After`.

Page: https://docs.amili.se/reference/common/error-handling
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from amili_ext.sandbox.messages import Refusal

PER_MINUTE = 100
PER_SECOND = 10
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


class RateLimit:
    """Counts the requests of each key. No lock: `SwedenService` has one."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._times: dict[str, deque[datetime]] = {}

    def count(self, key: str) -> None:
        """One more request with this key; raises `Refusal` (429) if it is one too many."""
        now = self._clock()
        times = self._times.setdefault(key, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        in_this_second = sum(1 for time in times if time > now - _SECOND)
        if len(times) >= PER_MINUTE or in_this_second >= PER_SECOND:
            headers = {"x-ratelimit-limit": str(PER_MINUTE), "x-ratelimit-remaining": str(PER_MINUTE - len(times))}
            raise Refusal(429, "Rate limit exceeded", headers=headers)
        times.append(now)
