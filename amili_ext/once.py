"""Doing a write at most once, although an answer can be lost.

After a cut connection, a timeout, a 5xx, a redirect or a success that cannot be read, nobody knows whether the write took effect. So the
API is asked, again and again for a while, since what was written may be listed late. If it is there, it is adopted. If it is surely not
there, the write is repeated. If neither can be shown, the caller gets an error that lists what to check.

How to ask is for each kind of write to say; when to ask, and what follows from the answer, is the same for all and is here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from attrs import frozen

from amili_ext.errors import AmiliError, ConflictError, ResponseError, TransportError, UnreadableResponseError
from amili_ext.flow import Flow, Instant, Now, Sleep
from amili_ext.logs import logger
from amili_ext.polling import PollSchedule

T = TypeVar("T")

MOST_ATTEMPTS = 3
"""How often one write is sent at most, each time after it was settled that the one before did not arrive."""

SETTLING = PollSchedule(first=1.0, factor=2.0, longest=8.0)


@frozen
class Sighting(Generic[T]):
    """What a look for a write says.

    Attributes:
        found: what the write made; None if it was not found.
        doubt: when it was not found, why it may be there all the same; None if that is excluded.
        candidates: what may be it.
    """

    found: T | None = None
    doubt: str | None = None
    candidates: tuple[Any, ...] = ()


class Look(Protocol[T]):
    """A flow that looks for a write whose first attempt began at `started`. The `final` look is the last one, and must be thorough."""

    def __call__(self, started: Instant, *, final: bool) -> Flow[Sighting[T]]: ...


class Unknown(Protocol):
    """Makes the error for a write that nobody knows the outcome of."""

    def __call__(self, why: str, candidates: tuple[Any, ...] = (), status: int | None = None) -> AmiliError: ...


class Done(NamedTuple, Generic[T]):
    """What a write made, and whether it was adopted instead of answered."""

    value: T
    adopted: bool


def at_most_once(send: Callable[[], Flow[T]], look: Look[T], *, settle: float, unknown: Unknown) -> Flow[Done[T]]:
    """Send, and after an ambiguous failure look for `settle` seconds before adopting or repeating.

    Raises:
        AmiliError: what `unknown` makes, when the outcome cannot be settled; or what `send` raises, when nothing can have happened.
    """
    last: AmiliError | None = None
    for attempt in range(1, MOST_ATTEMPTS + 1):
        started: Instant = yield Now()
        try:
            return Done((yield from send()), adopted=False)
        except AmiliError as failure:
            if not may_have_arrived(failure):
                raise
            logger.warning("a write is in doubt (%s, attempt %d); looking for it", type(failure).__name__, attempt)
            found = yield from _settled(look, started, failure, settle, unknown)
            if found is not None:
                return Done(found, adopted=True)
            if isinstance(failure, ConflictError):
                raise
            last = failure
    raise unknown(f"{MOST_ATTEMPTS} attempts failed and the API shows none of them", (), getattr(last, "status", None)) from last


def _settled(look: Look[T], started: Instant, failure: AmiliError, settle: float, unknown: Unknown) -> Flow[T | None]:
    """What an ambiguous attempt made, or None when it surely made nothing; anything else is an error."""
    status = failure.status if isinstance(failure, ResponseError) else None
    now: Instant = yield Now()
    ends, looks = now.monotonic + settle, 0
    try:
        while True:
            left = ends - now.monotonic
            sighting = yield from look(started, final=left <= 0)
            if sighting.found is not None or left <= 0:
                break
            now = yield Now()
            # What was written may be listed late: that it is not there yet proves nothing.
            yield Sleep(min(max(0.0, ends - now.monotonic), SETTLING.pause(looks)))
            looks += 1
            now = yield Now()
    except AmiliError as trouble:
        raise unknown(f"it is in doubt and so is every look-up ({trouble})", (), status) from failure
    if sighting.found is None and sighting.doubt is not None:
        raise unknown(sighting.doubt, sighting.candidates, status) from failure
    return sighting.found


def may_have_arrived(failure: AmiliError) -> bool:
    """Whether a write that failed so can have taken effect."""
    if isinstance(failure, TransportError):
        return failure.sent
    if not isinstance(failure, ResponseError):
        return False
    # 408 is sent by servers that gave up reading; 409 may mean that it is known already, from an attempt that did arrive; a redirect comes
    # from a proxy that forwards nothing, or leads to what was made (RFC 9110 section 15.4.4).
    redirected = 300 <= failure.status < 400
    return redirected or failure.status >= 500 or failure.status in {408, 409} or isinstance(failure, UnreadableResponseError)
