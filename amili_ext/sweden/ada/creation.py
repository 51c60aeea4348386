"""Creating something once: a registration, a payment, a creditor.

The API documents no idempotency key, so each kind of thing has a business key by which it can be found again: the invoice number of a
registration, the caller's reference of a payment, the organization number of a creditor. A creation first looks whether there is one
with that key, perhaps made by a process that was killed, and adopts it; after an ambiguous failure it looks again before it is repeated.

`find` does the looking. It gets the moment since which the thing can have been made, or None for ever, and must say so, as a `doubt`, when
it found something with that key which is not what was to be created.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from amili_ext.errors import AmiliError, UnknownOutcomeError
from amili_ext.flow import Flow, Instant
from amili_ext.logs import logger
from amili_ext.once import Done, Sighting, at_most_once
from amili_ext.sweden.ada.context import Ada

T = TypeVar("T")

CLOCK_MARGIN = timedelta(minutes=2)
"""How much earlier than we believe something of ours may claim to have been created."""


class AlreadyThereError(AmiliError):
    """Something else has the business key of what was to be created. Nothing was sent.

    Attributes:
        references: the caller's names for what was to be created.
        candidates: ids of what is there.
    """

    def __init__(self, message: str, *, references: Sequence[Any], candidates: Sequence[Any]) -> None:
        self.references = tuple(references)
        self.candidates = tuple(candidates)
        super().__init__(message)


class Find(Protocol[T]):
    """A flow that looks for a thing by its business key, among those created `since`, or among all."""

    def __call__(self, since: datetime | None) -> Flow[Sighting[T]]: ...


def create_once(
    context: Ada, send: Callable[[], Flow[T]], find: Find[T], *, what: str, references: Sequence[Any], look_first: bool = True
) -> Flow[Done[T]]:
    """Create something that is not there yet; adopt it if it is.

    Args:
        send: the creation itself.
        find: see this module.
        what: what is created, for messages, such as `the invoice registration`.
        references: the caller's names for it, for the error that says it is in doubt.
        look_first: False where a second one with the same key is a thing of its own.

    Raises:
        AlreadyThereError: something else has the same business key; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was created.
        AmiliError: what `send` raises when nothing was created.
    """
    if look_first and context.look_first:
        earlier = yield from find(None)
        if earlier.found is not None:
            logger.info("%s was there already; it is adopted", what)
            return Done(earlier.found, adopted=True)
        if earlier.doubt is not None:
            raise AlreadyThereError(f"{what} was not sent: {earlier.doubt}", references=references, candidates=earlier.candidates)

    def look(started: Instant, *, final: bool) -> Flow[Sighting[T]]:
        del final  # each look is thorough
        clock = context.api.server_clock
        known = clock.ahead is not None
        sighting = yield from find(clock.earlier(started, CLOCK_MARGIN))
        if not known and clock.ahead is not None and sighting != Sighting():
            # Only that answer has told how late it is there, so the look may have gone back too far.
            sighting = yield from find(clock.earlier(started, CLOCK_MARGIN))
        return sighting

    def unknown(why: str, candidates: tuple[Any, ...] = (), status: int | None = None) -> UnknownOutcomeError:
        return UnknownOutcomeError(
            f"{what} may or may not have been created: {why}; check before repeating",
            references=references,
            candidates=candidates,
            status=status,
        )

    return (yield from at_most_once(send, look, settle=context.settle, unknown=unknown))
