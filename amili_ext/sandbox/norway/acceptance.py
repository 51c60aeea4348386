"""What becomes of an invoice that is processed: a failure with the rules that it breaks (see `rules`), or an invoice and its case.

Where the pages are silent: every accepted invoice becomes a case of its own at once. Case numbers are digits, as in the webhook samples,
and count from 5000001. A new case is OPEN and waits in the debt collection list (DEBT_COLLECTION_LIST_MANUAL); it is a COLLECTION_NOTICE
for an invoice of type NOTICE, otherwise a PAYMENT_REMINDER. To be paid are the remaining amounts of the claims, or without claims the
original amount; principal is what the claims of type PRINCIPAL say.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any
from uuid import UUID

from amili_ext.sandbox.norway.changes import register_case
from amili_ext.sandbox.norway.moments import show_time
from amili_ext.sandbox.norway.rows import BatchRow, CaseRow, InvoiceRow
from amili_ext.sandbox.norway.rules import AMOUNTS, broken_rules
from amili_ext.sandbox.norway.store import Store

_BEFORE_THE_FIRST_CASE = 5_000_000


def accept_invoice(store: Store, batch: BatchRow, invoice: dict[str, Any], new_id: Callable[[], UUID]) -> tuple[dict[str, Any], list[str]]:
    """The item of the batch for one invoice, and what is wrong with it, if anything."""
    errors = broken_rules(invoice, exists=lambda number: store.has_invoice(batch.organization, number))
    if errors:
        return {"invoiceNumber": invoice["invoiceNumber"]} if "invoiceNumber" in invoice else {}, errors
    row = _store_invoice(store, batch, invoice, new_id)
    register_case(store, _new_case(batch, invoice, row, new_id))
    return {"invoiceId": row.id, "invoiceNumber": row.number, "caseId": row.case_id, "caseNumber": row.case_number}, []


def _store_invoice(store: Store, batch: BatchRow, invoice: dict[str, Any], new_id: Callable[[], UUID]) -> InvoiceRow:
    seq = store.next_invoice()
    row = InvoiceRow(
        seq=seq,
        id=str(new_id()),
        organization=batch.organization,
        batch=batch.seq,
        number=invoice["invoiceNumber"],
        source_id=invoice.get("uniqueSourceInvoiceId"),
        type=invoice.get("type"),
        status="OPEN",
        created_at=batch.due_at,
        case_id=str(new_id()),
        case_number=str(_BEFORE_THE_FIRST_CASE + seq),
        customer_numbers=tuple(number for debtor in invoice["debtors"] if (number := debtor.get("customerNumber"))),
    )
    store.add_invoice(row)
    return row


def _new_case(batch: BatchRow, invoice: dict[str, Any], row: InvoiceRow, new_id: Callable[[], UUID]) -> CaseRow:
    original = Decimal(invoice["originalInvoiceAmount"])
    claims: list[dict[str, Any]] = invoice.get("claims") or [{"type": "PRINCIPAL", "remainingAmount": original}]
    debtors = [_debtor(row, at, debtor, new_id) for at, debtor in enumerate(invoice["debtors"])]
    names = [text for debtor in debtors for name in ("customerNumber", "fullName") if (text := debtor.get(name))]
    shown = {
        "invoiceId": row.id,
        "invoiceNumber": row.number,
        "caseId": row.case_id,
        "invoiceDate": _moment(invoice.get("invoiceDate")),
        "dueDate": _moment(invoice.get("dueDate")),
        "batchId": batch.id,
        "registeredAt": show_time(row.created_at),
        "uniqueSourceInvoiceId": row.source_id,
    }
    return CaseRow(
        seq=row.seq,
        id=row.case_id,
        organization=row.organization,
        number=row.case_number,
        type="COLLECTION_NOTICE" if row.type == "NOTICE" else "PAYMENT_REMINDER",
        source_id=row.source_id,
        registered_at=row.created_at,
        original=original,
        claimed=_sum(claims),
        principal=_sum([claim for claim in claims if claim.get("type") == "PRINCIPAL"]),
        search="\n".join([row.case_number, row.number, *names]).casefold(),
        details={
            "description": invoice.get("description"),
            "currency": invoice["currency"],
            "invoice": {name: value for name, value in shown.items() if value is not None},
            "debtors": debtors,
        },
    )


def _debtor(row: InvoiceRow, at: int, debtor: dict[str, Any], new_id: Callable[[], UUID]) -> dict[str, Any]:
    first, last = debtor.get("firstname"), debtor.get("lastname")
    shown = {
        "debtorId": str(new_id()),
        "type": debtor.get("type"),
        "debtorNumber": f"D-{row.seq}-{at + 1}",
        "customerNumber": debtor.get("customerNumber"),
        "firstName": first,
        "lastName": last,
        "fullName": " ".join(name for name in (first, last) if name) or None,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _moment(text: str | None) -> str | None:
    """A date-time as such, of a date the start of the day in UTC: the answer has only date-times."""
    return f"{text}T00:00:00Z" if text and len(text) == len("2024-01-15") else text


def _sum(claims: list[dict[str, Any]]) -> Decimal:
    amounts: list[Decimal | int] = [claim.get("remainingAmount", 0) for claim in claims]
    return reduce(AMOUNTS.add, amounts, Decimal(0))
