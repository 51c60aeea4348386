"""What becomes of each thing that is sent together with others: partial failure is data.

Everything that was sent comes back exactly once, in the order in which it was passed. What an answer does not mention, or mentions in a
way that cannot be settled, is neither a success nor a failure and says so. How an answer names what was sent is for each API to say.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from amili_client.runtime import encode_json
from attrs import field, frozen

from amili_ext.errors import AmiliError
from amili_ext.shapes import is_array

R_co = TypeVar("R_co", covariant=True)


class ItemStatus(Enum):
    """What the answer says of one thing that was sent: an invoice, a payment, a document."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNREPORTED = "unreported"
    """The answer is final but does not mention it: look it up before sending it again."""
    CONTRADICTORY = "contradictory"
    """The answer mentions it more than once, or not clearly: look it up before sending it again."""


_UNSETTLED = frozenset({ItemStatus.UNREPORTED, ItemStatus.CONTRADICTORY})

_SHOWN = 5


def reasons_of(errors: Any) -> tuple[str, ...]:
    """The `errors` of an item as texts; one text alone, or parts that are none, are kept as JSON."""
    if not errors:
        return ()
    listed: Sequence[Any] = errors if is_array(errors) else [errors]
    return tuple(one if isinstance(one, str) else encode_json(one).decode() for one in listed)


@frozen
class ItemOutcome(Generic[R_co]):
    """What became of one thing that was sent.

    Attributes:
        index: its position in what was passed, from 0.
        reference: how the caller and Amili both name it.
        status: what the answer says of it.
        reasons: why it failed, in Amili's words; not shown by `repr`, since they may name people.
    """

    index: int
    reference: R_co
    status: ItemStatus
    reasons: tuple[str, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The shortest name of it, for messages."""
        return str(self.reference)


O_co = TypeVar("O_co", bound=ItemOutcome[Any], covariant=True)


@frozen(repr=False)
class Outcomes(Generic[O_co]):
    """What became of everything that was sent together: iterate it, or take the succeeded, the failed and the unsettled apart.

    Attributes:
        outcomes: one for each thing sent, in the order sent.
        unexpected: names that the answer mentions and that were never sent.
    """

    outcomes: tuple[O_co, ...]
    unexpected: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    @abstractmethod
    def _nouns(self) -> tuple[str, str]:
        """What the things are called, and what their names are, in messages."""

    def __iter__(self) -> Iterator[O_co]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def _counts(self) -> str:
        """How many of each, in words."""
        return f"{len(self.succeeded)} succeeded, {len(self.failed)} failed, {len(self.unsettled)} unsettled"

    @property
    def succeeded(self) -> list[O_co]:
        """What Amili took over."""
        return [outcome for outcome in self.outcomes if outcome.status is ItemStatus.SUCCEEDED]

    @property
    def failed(self) -> list[O_co]:
        """What Amili refused, with reasons."""
        return [outcome for outcome in self.outcomes if outcome.status is ItemStatus.FAILED]

    @property
    def unsettled(self) -> list[O_co]:
        """What the answer does not mention, or mentions more than once or not clearly."""
        return [outcome for outcome in self.outcomes if outcome.status in _UNSETTLED]

    @property
    def complete(self) -> bool:
        """Whether everything succeeded and nothing else was mentioned."""
        return not self.unexpected and all(outcome.status is ItemStatus.SUCCEEDED for outcome in self.outcomes)

    def raise_for_failures(self) -> None:
        """Do nothing when everything succeeded.

        Raises:
            PartialFailureError: something failed or is unsettled, or came back without having been sent.
        """
        if self.complete:
            return
        things, names = self._nouns
        troubled = [outcome for outcome in self.outcomes if outcome.status is not ItemStatus.SUCCEEDED]
        shown = ", ".join(f"{outcome.name} ({outcome.status.value})" for outcome in troubled[:_SHOWN])
        parts = [f"{len(troubled)} of {len(self.outcomes)} {things} did not succeed"]
        if shown:
            parts.append(f"{shown}{', …' if len(troubled) > _SHOWN else ''}")
        if self.unexpected:
            parts.append(f"{len(self.unexpected)} {names} came back that were never sent")
        raise PartialFailureError("; ".join(parts) + " (see .result)", result=self)


class PartialFailureError(AmiliError):
    """Raised by `raise_for_failures()`; `result` holds every outcome."""

    def __init__(self, message: str, *, result: Any) -> None:
        self.result = result
        super().__init__(message)
