"""A finished batch: its answer laid against what was sent, as `reconcile` does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeAlias

from attrs import frozen

from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, OutcomeT, ReferenceT
from amili_ext.norway.collection.batch.references import AmountReference
from amili_ext.outcomes import Outcomes

if TYPE_CHECKING:
    from amili_client.norway.collection.models import Batch


@frozen(repr=False)
class BatchResult(Outcomes[OutcomeT], Generic[ReferenceT, OutcomeT]):
    """A finished batch.

    Attributes:
        handle: the handle that was waited for.
        outcomes: one for each invoice (payment, correction) sent, in the order sent.
        unexpected: invoice numbers that the batch mentions and that were never sent in it; of payments and corrections, ids of invoices.
        batch: the batch as the API gave it.
    """

    handle: BatchHandle[ReferenceT, OutcomeT]
    batch: Batch

    @property
    def _nouns(self) -> tuple[str, str]:
        """What the batch holds, and what its names are, in messages."""
        return self.handle.kind.name, self.handle.kind.unexpected

    def __repr__(self) -> str:
        return f"BatchResult(batch_id={str(self.handle.batch_id)!r}, {self._counts}, {len(self.unexpected)} unexpected)"


def reconcile(handle: BatchHandle[ReferenceT, OutcomeT], batch: Batch) -> BatchResult[ReferenceT, OutcomeT]:
    """Lay a finished batch against what was sent in it."""
    outcomes, unexpected = handle.kind.outcomes(handle.references, batch)
    return BatchResult(handle=handle, outcomes=outcomes, unexpected=unexpected, batch=batch)


AmountResult: TypeAlias = BatchResult[AmountReference, AmountOutcome]
"""A finished batch of payments or of corrections."""
