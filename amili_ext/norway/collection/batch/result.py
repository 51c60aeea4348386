"""A finished batch: its answer laid against what was sent, as `reconcile` does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from attrs import frozen

from amili_ext.errors import AmiliError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, ItemStatus, OutcomeT, ReferenceT
from amili_ext.norway.collection.batch.references import AmountReference

if TYPE_CHECKING:
    from amili_client.norway.collection.models import Batch


@frozen(repr=False)
class BatchResult(Generic[ReferenceT, OutcomeT]):
    """A finished batch.

    Attributes:
        handle: the handle that was waited for.
        outcomes: one for each invoice (payment, correction) sent, in the order sent.
        unexpected: invoice numbers that the batch mentions and that were never sent in it; of payments and corrections, ids of invoices.
        batch: the batch as the API gave it.
    """

    handle: BatchHandle[ReferenceT, OutcomeT]
    outcomes: tuple[OutcomeT, ...]
    unexpected: tuple[str, ...]
    batch: Batch

    def __repr__(self) -> str:
        counts = f"{len(self.succeeded)} succeeded, {len(self.failed)} failed, {len(self.unsettled)} unsettled"
        return f"BatchResult(batch_id={str(self.handle.batch_id)!r}, {counts}, {len(self.unexpected)} unexpected)"

    def __iter__(self) -> Iterator[OutcomeT]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def succeeded(self) -> list[OutcomeT]:
        """What Amili took over."""
        return [outcome for outcome in self.outcomes if outcome.status is ItemStatus.SUCCEEDED]

    @property
    def failed(self) -> list[OutcomeT]:
        """What Amili refused, with reasons."""
        return [outcome for outcome in self.outcomes if outcome.status is ItemStatus.FAILED]

    @property
    def unsettled(self) -> list[OutcomeT]:
        """What the batch does not mention, or mentions more than once or not clearly."""
        return [outcome for outcome in self.outcomes if outcome.status in _UNSETTLED]

    @property
    def complete(self) -> bool:
        """Whether everything succeeded and nothing else was mentioned."""
        return not self.unexpected and all(outcome.status is ItemStatus.SUCCEEDED for outcome in self.outcomes)

    def raise_for_failures(self) -> None:
        """Do nothing when the batch is complete.

        Raises:
            PartialFailureError: something failed or is unsettled, or came back without having been sent.
        """
        if self.complete:
            return
        kind = self.handle.kind
        troubled = [outcome for outcome in self.outcomes if outcome.status is not ItemStatus.SUCCEEDED]
        shown = ", ".join(f"{outcome.name} ({outcome.status.value})" for outcome in troubled[:5])
        parts = [f"{len(troubled)} of {len(self.outcomes)} {kind.name} did not succeed"]
        if shown:
            parts.append(f"{shown}{', …' if len(troubled) > 5 else ''}")
        if self.unexpected:
            parts.append(f"{len(self.unexpected)} {kind.unexpected} came back that were never sent")
        raise PartialFailureError("; ".join(parts) + " (see .result)", result=self)


class PartialFailureError(AmiliError):
    """Raised by `BatchResult.raise_for_failures()`; `result` holds every outcome."""

    def __init__(self, message: str, *, result: BatchResult[Any, Any]) -> None:
        self.result = result
        super().__init__(message)


_UNSETTLED = frozenset({ItemStatus.UNREPORTED, ItemStatus.CONTRADICTORY})


def reconcile(handle: BatchHandle[ReferenceT, OutcomeT], batch: Batch) -> BatchResult[ReferenceT, OutcomeT]:
    """Lay a finished batch against what was sent in it."""
    outcomes, unexpected = handle.kind.outcomes(handle.references, batch)
    return BatchResult(handle, outcomes, unexpected, batch)


AmountResult: TypeAlias = BatchResult[AmountReference, AmountOutcome]
"""A finished batch of payments or of corrections."""
