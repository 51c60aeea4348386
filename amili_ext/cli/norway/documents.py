"""The JSON that `--json` writes in Norway, beside what `amili_ext.cli.documents` lists. These keys are part of the public interface too.

| object | keys |
| --- | --- |
| outcome | `batch_id`, `status`, `reasons`, `case_id`, `case_number`, and in the next two rows how it is named |
| … of an invoice | `invoice_number`, `unique_source_invoice_id`, `invoice_id` |
| … of a payment or a correction | `invoice_id`, `amount`, `date`, `invoice_number` |
| listed invoice | `invoice_id`, `organization_id`, `invoice_number`, `case_number`, `type`, `status`, `created_at` |
| listed batch | `batch_id`, `type`, `status`, `created_at`, `finished_at`, `succeeded`, `failed` (how many; null: not said) |
| settlement | `settlement_id`, `settlement_date`, `case_number`, `invoice_number`, `invoice_id`, `customer_reference`, … |
| … | … `collection_type`, `currency`, `exchange_rate`, and with `--other` whatever the pages do not show: `other` |

Of cases and traces see `case_documents`. Amounts are texts, so that no reader rounds them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.invoice import Invoice
from amili_client.norway.collection.models.settlement import Settlement
from amili_client.runtime import Unset

from amili_ext.cli.documents import moment, reference_document, text
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, InvoiceOutcome
from amili_ext.outcomes import ItemOutcome
from amili_ext.shapes import is_array, is_object


def outcome_document(batch_id: object, outcome: ItemOutcome[Any]) -> dict[str, Any]:
    """What became of one invoice, payment or correction."""
    document = {
        "batch_id": str(batch_id),
        **reference_document(outcome.reference),
        "status": outcome.status.value,
        "reasons": list(outcome.reasons),
    }
    match outcome:
        case InvoiceOutcome():
            document["invoice_id"] = text(outcome.invoice_id)
            document |= {"case_id": outcome.case_id, "case_number": outcome.case_number}
        case AmountOutcome():
            document["invoice_number"] = outcome.invoice_number
            document |= {"case_id": outcome.case_id, "case_number": outcome.case_number}
        case _:
            pass
    return document


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


def settlement_document(settlement: Settlement, *, other: bool = False) -> dict[str, Any]:
    """A settlement; `other` is whether what the pages do not show is in it too."""
    document = {
        "settlement_id": text(settlement.settlement_id),
        "settlement_date": text(settlement.settlement_date),
        "case_number": text(settlement.case_number),
        "invoice_number": text(settlement.invoice_number),
        "invoice_id": text(settlement.invoice_id),
        "customer_reference": text(settlement.customer_reference),
        "collection_type": text(settlement.collection_type),
        "currency": text(settlement.currency),
        "exchange_rate": text(settlement.exchange_rate),
    }
    return document | ({"other": _exact(settlement.additional_properties)} if other else {})


def _exact(value: Any) -> Any:
    if is_object(value):
        return {name: _exact(inner) for name, inner in value.items()}
    if is_array(value):
        return [_exact(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value
