"""Keeping to an API's rate limit before it has to refuse: a token bucket that all threads and tasks of a client share.

The documentation gives two limits, so many requests in a minute and so many in a second, and does not say how they are counted: in fixed
minutes, in a sliding minute, or by a bucket of the server's own. A bucket that holds `burst` and refills at `rate` lets at most
`burst + rate * seconds` requests pass in any stretch of time, so `Pace.within` chooses both such that neither limit is passed, however it
is counted.
"""

from __future__ import annotations

import threading

_SPARE = 2
"""Requests in a minute that are left for what goes past the bucket, since it is sent from within another request that already has its
place and must not wait in a long queue: signing in, and a call repeated with a new token after a 401."""


class Pace:
    """Gives each request the moment at which it may be sent, in the order in which they ask.

    Args:
        burst: how many may be sent at once after a rest.
        rate: how many a second may be sent after that.
    """

    def __init__(self, burst: int, rate: float) -> None:
        self.burst = burst
        self.rate = rate
        self._interval = 1 / rate
        self._lock = threading.Lock()
        self._full_at = float("-inf")
        """When the bucket is full again if nobody asks until then; on the monotonic clock, like everything here."""

    @classmethod
    def within(cls, *, per_minute: int, per_second: int) -> Pace:
        """A pace that keeps to both limits in any minute and in any second."""
        allowed = per_minute - _SPARE
        # A larger burst makes for a slower stream after it, so it takes at most a tenth of the minute.
        for burst in range(per_minute // 10, 0, -1):
            rate = (allowed - burst) / 60
            if burst + rate <= per_second:
                return cls(burst, rate)
        return cls(1, min((allowed - 1) / 60, max(per_second - 1, 0.9)))

    def reserve(self, now: float) -> float:
        """Take the next free place; gives the seconds to wait for it."""
        with self._lock:
            free_at = max(now, self._full_at - (self.burst - 1) * self._interval)
            self._full_at = max(now, self._full_at) + self._interval
            return free_at - now

    def hold(self, until: float) -> None:
        """Let nobody pass before that moment: the server has asked to wait."""
        with self._lock:
            self._full_at = max(self._full_at, until + (self.burst - 1) * self._interval)
