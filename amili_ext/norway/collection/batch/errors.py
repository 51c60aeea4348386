"""The errors of handing over and waiting: they carry what is needed to go on.

They belong to the tree of `amili_ext.errors`, and `amili_ext` itself offers them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from amili_ext.errors import AmiliError, UnknownOutcomeError

if TYPE_CHECKING:
    from uuid import UUID

    from amili_ext.norway.collection.batch.handle import BatchHandle
    from amili_ext.norway.collection.batch.references import AmountReference, Reference


class PollTimeoutError(AmiliError):
    """The batch had not finished when `max_wait` was over. `handle` waits again, here or in another process."""

    def __init__(self, message: str, *, handle: BatchHandle[Any, Any]) -> None:
        super().__init__(message)
        self.handle = handle


class UnfinishedBatchesError(AmiliError):
    """Some of many batches could not be waited for; all others were returned before this was raised.

    Attributes:
        errors: what went wrong, by handle, for each batch that is left.
    """

    def __init__(self, errors: Mapping[BatchHandle[Any, Any], AmiliError]) -> None:
        self.errors = dict(errors)
        super().__init__(f"not waited for to the end: {len(self.errors)} of the batches (see .errors)")


class SubmissionUnknownError(UnknownOutcomeError):
    """Invoices (payments, corrections) may or may not have arrived, and the API could not settle it. Check before sending them again.

    Attributes:
        references: invoice number and own id of every invoice in doubt; of payments and corrections, invoice, amount and date.
        idempotency_key: the key that the request carried; None when keys are switched off.
        candidates: ids of batches that may be the one, still unfinished or only partly matching.
        status: HTTP status of the ambiguous answer, if one came.
    """

    def __init__(
        self,
        message: str,
        *,
        references: Sequence[Reference | AmountReference],
        idempotency_key: str | None,
        candidates: Sequence[UUID] = (),
        status: int | None = None,
    ) -> None:
        self.idempotency_key = idempotency_key
        super().__init__(message, references=references, candidates=candidates, status=status)
