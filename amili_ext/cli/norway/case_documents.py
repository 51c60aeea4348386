"""The JSON that `--json` writes of cases, of actions on them, and of traces, beside what `documents` lists. These keys are public too.

| object | keys |
| --- | --- |
| listed case | `case_id`, `case_number`, `creditor_number`, `type`, `status`, `sub_status`, `registered_at`, `closed_at`, `invoices` … |
| … | … and with `--names` `debtors`: objects of `debtor_number`, `customer_number`, `type`, `name` |
| invoice of a case | `invoice_id`, `invoice_number`, `unique_source_invoice_id`, `due_date`, `currency`, and the amounts `original`, … |
| … | … `remaining`, `remaining_principal`, `paid`, `credited` |
| outcome of an action | `case_number`, `action`, `status`, `case_status`, `case_sub_status`, `closed_at`, `reasons`, `handle`, `error` |
| trace | `reference` (what was asked for), `standing`, `batch_id`, `batch_outcome`, `reasons`, `invoice_id`, `invoice`, `case`, … |
| … | … `settlements`, `candidates`, `not_known` |

`reasons` of an action is null when they are in Amili's words and `--reasons` does not ask for them. The `case` of a trace has
`case_number`, `case_id`, `status`, `sub_status`, `registered_at`, `closed_at`, `closed`; `not_known` has objects of `part` and `error`,
which is null for what was not asked for since it would change nothing.
"""

from __future__ import annotations

import json
from typing import Any

from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.case_debtor import CaseDebtor
from amili_client.norway.collection.models.case_invoice import CaseInvoice

from amili_ext.cli.documents import error_document, moment, text
from amili_ext.cli.norway.documents import settlement_document
from amili_ext.errors import ResponseError
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.cases.outcomes import CaseOutcome
from amili_ext.norway.collection.tracing.trace import Trace, TracedCase


def case_document(case: Case, *, names: bool = False) -> dict[str, Any]:
    """A case of a list; `names` is whether it says who the debtors are."""
    document: dict[str, Any] = {
        "case_id": text(case.case_id),
        "case_number": text(case.case_number),
        "creditor_number": text(case.creditor_number),
        "type": text(case.type_),
        "status": text(case.status),
        "sub_status": text(case.sub_status),
        "registered_at": moment(case.registered_at),
        "closed_at": moment(case.closed_at),
        "invoices": [_invoice(invoice) for invoice in case.invoices or ()],
    }
    return document | ({"debtors": [_debtor(debtor) for debtor in case.debtors or ()]} if names else {})


def _invoice(invoice: CaseInvoice) -> dict[str, Any]:
    return {
        "invoice_id": text(invoice.invoice_id),
        "invoice_number": text(invoice.invoice_number),
        "unique_source_invoice_id": text(invoice.unique_source_invoice_id),
        "due_date": moment(invoice.due_date),
        "currency": text(invoice.currency),
        "original": text(invoice.original_amount),
        "remaining": text(invoice.remaining_amount),
        "remaining_principal": text(invoice.remaining_principal),
        "paid": text(invoice.paid_amount),
        "credited": text(invoice.credited_amount),
    }


def _debtor(debtor: CaseDebtor) -> dict[str, Any]:
    name = debtor.full_name or " ".join(part for part in (debtor.first_name, debtor.last_name) if part)
    return {
        "debtor_number": text(debtor.debtor_number),
        "customer_number": text(debtor.customer_number),
        "type": text(debtor.type_),
        "name": name or None,
    }


def action_document(outcome: CaseOutcome, *, reasons: bool) -> dict[str, Any]:
    """What became of an action on one case; `reasons` is whether Amili is quoted."""
    case = outcome.case
    return {
        "case_number": outcome.case_number,
        "action": outcome.action.value,
        "status": outcome.status.value,
        "case_status": text(case.status) if case else None,
        "case_sub_status": text(case.sub_status) if case else None,
        "closed_at": moment(case.closed_at) if case else None,
        "reasons": list(outcome.reasons) if reasons or not quotes_amili(outcome) else None,
        "handle": json.loads(outcome.handle.to_json()) if outcome.handle else None,
        "error": error_document(outcome.error) if outcome.error else None,
    }


def quotes_amili(outcome: CaseOutcome) -> bool:
    """Whether the reasons are Amili's words, which may name people."""
    return bool(outcome.reasons) and isinstance(outcome.error, ResponseError)


def asked_for(trace: Trace) -> str:
    """What was asked for: the number of an invoice, or an id of the caller's own."""
    return trace.reference.invoice_number if isinstance(trace.reference, Reference) else trace.reference


def trace_document(trace: Trace) -> dict[str, Any]:
    """Where an invoice stands."""
    return {
        "reference": asked_for(trace),
        "standing": trace.standing.value,
        "batch_id": text(trace.batch_id),
        "batch_outcome": trace.outcome.status.value if trace.outcome else None,
        "reasons": list(trace.reasons),
        "invoice_id": text(trace.invoice_id),
        "invoice": _invoice(trace.invoice) if trace.invoice else None,
        "case": _traced(trace.case) if trace.case else None,
        "settlements": [settlement_document(settlement) for settlement in trace.settlements],
        "candidates": list(trace.candidates),
        "not_known": [{"part": gap.part.value, "error": error_document(gap.error) if gap.error else None} for gap in trace.gaps],
    }


def _traced(case: TracedCase) -> dict[str, Any]:
    return {
        "case_number": case.case_number,
        "case_id": text(case.case_id),
        "status": case.status,
        "sub_status": case.sub_status,
        "registered_at": moment(case.registered_at),
        "closed_at": moment(case.closed_at),
        "closed": case.closed,
    }
