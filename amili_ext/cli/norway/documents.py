"""The JSON that `--json` writes in Norway, beside what `amili_ext.cli.documents` lists. These keys are part of the public interface too.

| object | keys |
| --- | --- |
| outcome | `batch_id`, `invoice_number`, `unique_source_invoice_id`, `status`, `reasons`, `invoice_id`, `case_id`, `case_number` |
| listed invoice | `invoice_id`, `organization_id`, `invoice_number`, `case_number`, `type`, `status`, `created_at` |
| listed batch | `batch_id`, `type`, `status`, `created_at`, `finished_at`, `succeeded`, `failed` (how many; null: not said) |
"""

from __future__ import annotations

from typing import Any

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.invoice import Invoice
from amili_client.runtime import Unset

from amili_ext.cli.documents import moment, reference_document, text
from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome


def outcome_document(batch_id: object, outcome: InvoiceOutcome) -> dict[str, Any]:
    """What became of one invoice."""
    return {
        "batch_id": str(batch_id),
        **reference_document(outcome.reference),
        "status": outcome.status.value,
        "reasons": list(outcome.reasons),
        "invoice_id": text(outcome.invoice_id),
        "case_id": outcome.case_id,
        "case_number": outcome.case_number,
    }


def invoice_document(invoice: Invoice) -> dict[str, Any]:
    """An invoice of a list."""
    return {
        "invoice_id": text(invoice.id),
        "organization_id": text(invoice.organization.id) if invoice.organization else None,
        "invoice_number": text(invoice.invoice_number),
        "case_number": text(invoice.collection_case_number),
        "type": text(invoice.type_),
        "status": text(invoice.status),
        "created_at": moment(invoice.created_at),
    }


def batch_document(batch: Batch) -> dict[str, Any]:
    """A batch of a list."""
    return {
        "batch_id": text(batch.batch_id),
        "type": text(batch.type_),
        "status": text(batch.status),
        "created_at": moment(batch.created_at),
        "finished_at": moment(batch.finished_at),
        "succeeded": None if isinstance(batch.succeeded, Unset) else len(batch.succeeded),
        "failed": None if isinstance(batch.failed, Unset) else len(batch.failed),
    }
