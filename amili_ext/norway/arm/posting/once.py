"""Writes that are sent once and never again.

What they make cannot be looked up: no page shows a key to send along, or how to find what arrived. So after a lost answer nobody can say
whether the write took effect, and the caller gets an error that says what to check.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from amili_ext.errors import AmiliError, ConflictError, ResponseError, UnknownOutcomeError
from amili_ext.flow import Flow
from amili_ext.once import may_have_arrived

T = TypeVar("T")


def sent_once(send: Flow[T], what: str, references: Sequence[Any], advice: str = "it is not sent again") -> Flow[T]:
    """What the flow that sends gives.

    Args:
        what: what is sent, for the message.
        references: the caller's own names for it.
        advice: what to do when it is in doubt, for the message.

    Raises:
        UnknownOutcomeError: the answer was lost.
        AmiliError: what the flow raises, when nothing can have happened.
    """
    try:
        return (yield from send)
    except AmiliError as failure:
        # A conflict is an answer here: there was no attempt before this one that it could be about.
        if isinstance(failure, ConflictError) or not may_have_arrived(failure):
            raise
        raise UnknownOutcomeError(
            f"nobody can know whether {what} arrived ({failure}); {advice}",
            references=references,
            status=failure.status if isinstance(failure, ResponseError) else None,
        ) from failure
