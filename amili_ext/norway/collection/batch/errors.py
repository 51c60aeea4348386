"""The error of handing over: it carries what is needed to go on.

It belongs to the tree of `amili_ext.errors`, and `amili_ext` itself offers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from amili_ext.errors import UnknownOutcomeError

if TYPE_CHECKING:
    from uuid import UUID

    from amili_ext.norway.collection.batch.references import AmountReference, Reference


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
