"""Registering one thing or a hundred thousand of them, each at most once.

What is registered (invoices, cases) is told apart by creditor and invoice number. How to send one, and how to look for many by their
numbers with few requests, is for each kind to say; the rest is here. Within Amili's rate limit of 100 requests a minute, 100,000
registrations take the better part of a day, so a job must survive being interrupted: each outcome is given out as soon as it is known, and
calling again with the same input adopts what is registered already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from functools import partial
from itertools import islice
from typing import Generic, TypeVar

from attrs import field, frozen

from amili_ext.errors import AmiliError, ResponseError, UnknownOutcomeError, UnreadableResponseError
from amili_ext.flow import Emit, Flow, Stream, Together
from amili_ext.flow import Outcome as Ended
from amili_ext.logs import logger
from amili_ext.once import Sighting
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.creation import AlreadyThereError, create_once
from amili_ext.sweden.ada.registering.checks import Ready

R = TypeVar("R", bound=Ready)
T = TypeVar("T")

LOOKED_FOR_TOGETHER = 100
"""For so many registrations one look is taken whether they are there already. They are then sent within minutes."""

CONCURRENCY = 4
"""How many registrations are under way at once. The rate limit decides how fast it goes; this only hides the time that answers take."""

MOST_UNKNOWN = 2 * CONCURRENCY
"""So many registrations in a row whose outcome is unknown are taken for an outage."""

_REFUSALS = frozenset({400, 404, 409, 413, 422})
"""What an answer says that concerns this one registration; 401 and 403 concern all of them."""


class OutcomeStatus(Enum):
    """What became of one registration."""

    REGISTERED = "registered"
    ADOPTED = "adopted"
    """It was there already, from an earlier attempt."""
    REFUSED = "refused"
    """Amili refused it and says why; nothing was registered."""
    TAKEN = "taken"
    """Something else has its invoice number; nothing was sent."""
    UNKNOWN = "unknown"
    """It may be registered, or is and its case is not known. Calling again with the same input checks that before it sends anything."""


@frozen
class RegistrationOutcome(Generic[T]):
    """What became of one registration among many.

    Attributes:
        index: its position in what was passed, from 0.
        creditor: id of the creditor.
        invoice_numbers: the numbers that it registers: one of an invoice, one for each debt of a case registration.
        status: what became of it.
        registered: the handle; None unless it is registered or adopted.
        error: why there is no handle, with everything that is known; not shown by `repr`.
    """

    index: int
    creditor: str
    invoice_numbers: tuple[str, ...]
    status: OutcomeStatus
    registered: T | None = None
    error: AmiliError | None = field(default=None, repr=False)

    @property
    def reasons(self) -> Mapping[str, tuple[str, ...]]:
        """Why Amili refused it: messages by field, in its own words, which may name people; under "" what concerns no field."""
        if not isinstance(self.error, ResponseError):
            return {}
        return self.error.fields or ({"": self.error.messages} if self.error.messages else {})

    def get(self) -> T:
        """The handle.

        Raises:
            AmiliError: why there is none.
        """
        if self.registered is None:
            raise self.error or UnknownOutcomeError("the outcome is not known", references=self.invoice_numbers)
        return self.registered


@frozen
class Kind(Generic[R, T]):
    """What is to be known about registering invoices, or cases.

    Attributes:
        what: what one of them is called in messages.
        send: sends one that was checked; the handle says that it was not adopted.
        look: looks whether some of them are there, those made since then or ever; one sighting for each, in their order, whose handles say
            that they are adopted.
        is_adopted: what a handle says.
    """

    what: str
    send: Callable[[Ada, R], Flow[T]]
    look: Callable[[Ada, Sequence[R], datetime | None], Flow[list[Sighting[T]]]]
    is_adopted: Callable[[T], bool]


def register_one(context: Ada, kind: Kind[R, T], ready: R, *, look_first: bool = True) -> Flow[T]:
    """Register what is not registered yet.

    Raises:
        AlreadyThereError: something else has its invoice number.
        UnknownOutcomeError: it could not be settled whether it was registered.
        AmiliError: any other trouble; nothing was registered.
    """

    def find(since: datetime | None) -> Flow[Sighting[T]]:
        sightings = yield from kind.look(context, [ready], since)
        return sightings[0]

    what = f"{kind.what} {', '.join(islice(ready.numbers, 5))}{', …' if len(ready.numbers) > 5 else ''}"
    done = yield from create_once(
        context, partial(kind.send, context, ready), find, what=what, references=ready.numbers, look_first=look_first
    )
    return done.value


def register_each(context: Ada, kind: Kind[R, T], items: Sequence[R]) -> Stream[RegistrationOutcome[T]]:
    """Register what is not registered yet, and give out what became of each, in their order.

    Raises:
        UnknownOutcomeError: the outcomes of `MOST_UNKNOWN` in a row are unknown, so that it makes no sense to go on; they were given out.
        AmiliError: trouble that concerns all of them, such as refused credentials; what is known was given out before.
    """
    unknown: list[AmiliError] = []
    """Those since the last outcome that was known."""
    for start in range(0, len(items), LOOKED_FOR_TOGETHER):
        some = items[start : start + LOOKED_FOR_TOGETHER]
        sightings: list[Sighting[T]] = [Sighting()] * len(some)
        if context.look_first:
            sightings = yield from kind.look(context, some, None)
        for first in range(0, len(some), CONCURRENCY):
            few = range(first, min(first + CONCURRENCY, len(some)))
            flows = [_attempt(context, kind, start + number, some[number], sightings[number]) for number in few]
            results: list[Ended[RegistrationOutcome[T]]] = yield Together(flows, CONCURRENCY)
            for result in results:
                if result.value is not None:
                    yield Emit(result.value)
                    error = result.value.error
                    unknown = [*unknown, error] if error and result.value.status is OutcomeStatus.UNKNOWN else []
            for result in results:
                if result.error is not None:
                    raise result.error
            if len(unknown) >= MOST_UNKNOWN:
                logger.warning("%d registrations in a row have an unknown outcome; stopping", len(unknown))
                raise unknown[-1]


def _attempt(context: Ada, kind: Kind[R, T], index: int, ready: R, sighting: Sighting[T]) -> Flow[RegistrationOutcome[T]]:
    """What became of one. Raises what concerns all of them."""
    names = (index, ready.creditor, ready.numbers)
    if sighting.found is not None:
        return RegistrationOutcome(*names, OutcomeStatus.ADOPTED, sighting.found)
    if sighting.doubt is not None:
        taken = AlreadyThereError(f"{kind.what} was not sent: {sighting.doubt}", references=ready.numbers, candidates=sighting.candidates)
        return RegistrationOutcome(*names, OutcomeStatus.TAKEN, error=taken)
    try:
        handle = yield from register_one(context, kind, ready, look_first=False)
    except UnknownOutcomeError as error:
        return RegistrationOutcome(*names, OutcomeStatus.UNKNOWN, error=error)
    except ResponseError as error:
        if not _concerns_only_this(error):
            raise
        return RegistrationOutcome(*names, OutcomeStatus.REFUSED, error=error)
    return RegistrationOutcome(*names, OutcomeStatus.ADOPTED if kind.is_adopted(handle) else OutcomeStatus.REGISTERED, handle)


def _concerns_only_this(error: ResponseError) -> bool:
    # A success status with `_status: ERR` in the body is a refusal too; one that cannot be read is none.
    refused = error.status in _REFUSALS or 200 <= error.status < 300
    return refused and not isinstance(error, UnreadableResponseError)
