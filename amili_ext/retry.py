"""Repeating requests, but only where a repetition cannot do anything twice.

A reading request (GET) is repeated after a lost connection, a timeout, 408, 425, 429 and the 5xx of a passing fault. A writing request is
repeated only when it provably never took effect: the connection was refused, no token could be had, or the server answered 429 before
it looked. Everything else that happens to a write is left to the workflow above, which asks the API what became of it.

Three clocks, three names: `request_timeout` bounds one HTTP exchange, `RetryPolicy.deadline` one logical request with all its attempts and
pauses, `max_wait` a poll. The policy here is the second.

Written by hand, although `httpx-retries` exists: it works as a transport, which cannot be put into the caller's own `httpx` client, sleeps
by the real clock, and cannot see that a failure of the token endpoint means that the request itself was never sent.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from attrs import evolve, field, frozen, validators

from amili_ext.errors import TokenError, TransportError
from amili_ext.flow import Flow, Instant, Now, Reply, Request, Roll, Send, Sleep
from amili_ext.logs import describe, logger
from amili_ext.pace import Pace

PASSING_FAULTS = frozenset({408, 425, 429, 500, 502, 503, 504})


@frozen
class RetryPolicy:
    """How often, how fast and how long one logical request is tried.

    Attributes:
        attempts: how many times at most, the first one included.
        first_delay: upper bound of the first pause in seconds; it doubles with each attempt.
        max_delay: upper bound of any pause in seconds that the server did not ask for.
        deadline: seconds for all attempts and pauses together. When the server's `Retry-After` goes beyond it, the error is raised at
            once instead of waiting.
    """

    attempts: int = field(default=4, validator=validators.ge(1))
    first_delay: float = field(default=0.5, validator=validators.ge(0))
    max_delay: float = field(default=8.0, validator=validators.ge(0))
    deadline: float = field(default=90.0, validator=validators.gt(0))

    def pause(self, attempt: int, asked: float | None, roll: float) -> float:
        """Seconds to wait after the attempt of that number (from 1); never less than the server asked for.

        `roll` is a random number in [0, 1): pauses are spread over the upper half of their range, so that many clients that failed
        together do not come back together.
        """
        if asked is not None:
            return asked + min(1.0, 0.1 * asked) * roll
        # The exponent is bounded because a policy with thousands of attempts would overflow a float.
        full = min(self.max_delay, self.first_delay * 2.0 ** min(attempt - 1, 60))
        return full * (0.5 + 0.5 * roll)


NO_RETRY = RetryPolicy(attempts=1)
"""Try once."""


def exchange(request: Request, policy: RetryPolicy, pace: Pace | None = None) -> Flow[Reply]:
    """Send a request as often as the policy and the safety of the request allow; return the last answer, whatever its status.

    With a `pace`, each attempt waits for its place. That is no part of the deadline: in a queue of thousands the last one has done nothing
    wrong.

    Raises:
        TransportError: no answer came, and trying again is not allowed or did not help.
        TokenError: no token could be had.
    """
    yield from _wait_for_place(pace)
    now: Instant = yield Now()
    start, attempt = now.monotonic, 0
    while True:
        attempt += 1
        left = policy.deadline - (now.monotonic - start)
        result = yield from _attempt(evolve(request, timeout=min(request.timeout, max(left, 0.001))))
        now = yield Now()
        if logger.isEnabledFor(logging.DEBUG):
            said = result.status if isinstance(result, Reply) else type(result).__name__
            logger.debug("%s: %s, attempt %d", describe(request), said, attempt)
        if attempt < policy.attempts and _may_be_repeated(request, result):
            roll: float = yield Roll()
            pause = policy.pause(attempt, _asked(result, now), roll)
            if now.monotonic - start + pause < policy.deadline:
                if pace is not None and isinstance(result, Reply) and result.status == 429:
                    pace.hold(now.monotonic + pause)
                yield Sleep(pause)
                start += yield from _wait_for_place(pace)
                now = yield Now()
                continue
        if isinstance(result, Reply):
            return result
        raise result


def _wait_for_place(pace: Pace | None) -> Flow[float]:
    """Gives the seconds that it took."""
    if pace is None:
        return 0.0
    now: Instant = yield Now()
    seconds = pace.reserve(now.monotonic)
    if seconds > 0:
        yield Sleep(seconds)
    return seconds


def _attempt(request: Request) -> Flow[Reply | TransportError | TokenError]:
    try:
        reply: Reply = yield Send(request)
    except (TransportError, TokenError) as error:
        return error
    return reply


def _may_be_repeated(request: Request, result: Reply | TransportError | TokenError) -> bool:
    match result:
        case Reply():
            return result.status == 429 or (request.safe and result.status in PASSING_FAULTS)
        case TokenError():
            return result.transient  # the request itself was never sent
        case TransportError():
            return request.safe or not result.sent


def _asked(result: Reply | TransportError | TokenError, now: Instant) -> float | None:
    match result:
        case Reply():
            return retry_after(result, now.wall)
        case TokenError():
            return result.retry_after
        case TransportError():
            return None


def retry_after(reply: Reply, now: datetime) -> float | None:
    """Seconds that the answer asks to wait: `Retry-After` in seconds or as a date, never negative; None if absent or unreadable.

    A date is held against the server's own `Date` header where there is one, because the clock of this machine may be wrong.
    """
    text = reply.headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        until = http_date(text)
        if until is None:
            return None
        seconds = (until - (server_time(reply) or now)).total_seconds()
    return max(0.0, seconds) if isfinite(seconds) else None


def server_time(reply: Reply) -> datetime | None:
    """What the server's clock said when it answered, from the `Date` header; aware UTC."""
    return http_date(reply.headers.get("date", ""))


def http_date(text: str) -> datetime | None:
    """Read a date of the form that HTTP uses (RFC 9110 section 5.6.7); None if it is not one."""
    try:
        value = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
