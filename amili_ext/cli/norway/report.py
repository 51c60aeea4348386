"""What is known of a hand-over to the Collection API; see `amili_ext.cli.norway.batch_report`.

Its batches hold `invoices`, `payments` or `corrections`, and one looks so in JSON:

    {"batch_id": …, "kind": "invoices", "status": "PARTIAL", "adopted": false, "listed_only": false, "invoices": 200,
     "error": null, "handle": {…}}

An unexpected invoice is `{"batch_id": …, "invoice_number": …}`; of payments and corrections it has an `invoice` in place of
`invoice_number`: its id, or its number. A batch of invoices that was named by its id alone (`listed_only`) has no list of what was sent:
its invoices are those that the batch itself mentions, and nobody can tell whether one is missing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from attrs import evolve

from amili_ext.cli.norway.batch_report import BatchReport
from amili_ext.cli.norway.documents import outcome_document
from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.kinds import INVOICES, KINDS
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, InvoiceOutcome
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.result import BatchResult, reconcile


class Report(BatchReport[BatchHandle[Any, Any], BatchResult[Any, Any]]):
    """The report of a hand-over to the Collection API."""

    KINDS = tuple(KINDS)
    CASES = True

    def key(self, handle: BatchHandle[Any, Any]) -> UUID:
        """The id of the batch."""
        return handle.batch_id

    def finished(self, result: BatchResult[Any, Any]) -> None:
        """What became of a batch."""
        if not result.handle.references:
            result = self._listed_only(result)
        self.results[result.handle.batch_id] = result

    def _listed_only(self, result: BatchResult[Any, Any]) -> BatchResult[Any, Any]:
        batch_id, batch_type = result.handle.batch_id, str(result.batch.type_ or "")
        if INVOICES.may_be(batch_type):
            named = tuple(Reference(number) for number in result.unexpected)
            return reconcile(evolve(result.handle, references=named), result.batch)
        why = f"batch {batch_id} is of type {batch_type} and not of invoices; what became of it is only told with its handle"
        self.troubles[batch_id] = ConfigurationError(why)
        return evolve(result, unexpected=())

    def batch_document(self, handle: BatchHandle[Any, Any], result: BatchResult[Any, Any] | None) -> dict[str, Any]:
        """A batch as JSON."""
        return {
            "batch_id": str(handle.batch_id),
            "kind": handle.kind.name,
            "status": None if result is None else str(result.batch.status),
            "adopted": handle.adopted,
            "listed_only": not handle.references,
        }

    def outcome_document(self, handle: BatchHandle[Any, Any], outcome: Any) -> dict[str, Any]:
        """What became of an invoice, a payment or a correction, as JSON."""
        return outcome_document(handle.batch_id, outcome)

    def unexpected_document(self, handle: BatchHandle[Any, Any], number: str) -> dict[str, Any]:
        """What a batch mentions although it was never sent in it, as JSON."""
        return {"batch_id": str(handle.batch_id), "invoice_number" if handle.kind.name == INVOICES.name else "invoice": number}

    def how(self, handle: BatchHandle[Any, Any]) -> str:
        """Whether it was sent now."""
        return "already there, not sent again" if handle.adopted else "accepted"

    def case_of(self, outcome: Any) -> str:
        """The number of the case."""
        return (outcome.case_number if isinstance(outcome, InvoiceOutcome | AmountOutcome) else None) or ""
