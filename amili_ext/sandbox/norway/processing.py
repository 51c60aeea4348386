"""Turns queued batches into invoices and failures.

There is no background task: whoever looks at the collection API first lets all batches be processed whose time has come, in the order in
which they arrived. So a batch is finished exactly `processing_delay` seconds after it was made, whenever somebody asks, and the outcome
does not depend on who asks. Where the pages are silent: an accepted invoice is OPEN, becomes a case of its own at once, and case numbers
count up in the documented form, `CASE-2024-00456`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import evolve

from amili_ext.sandbox.norway.rows import BatchRow, InvoiceRow
from amili_ext.sandbox.norway.rules import broken_rules
from amili_ext.sandbox.norway.store import Store


def process_due(store: Store, *, now: datetime, new_id: Callable[[], UUID]) -> None:
    """Process every batch that is due by `now`."""
    with store.transaction():
        for batch, invoices in store.due_batches(now):
            store.finish_batch(_process(store, batch, invoices, new_id))


def _process(store: Store, batch: BatchRow, invoices: list[dict[str, Any]], new_id: Callable[[], UUID]) -> BatchRow:
    succeeded: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for invoice in invoices:
        errors = broken_rules(invoice, exists=lambda number: store.has_invoice(batch.organization, number))
        if errors:
            echo = {"invoiceNumber": invoice["invoiceNumber"]} if "invoiceNumber" in invoice else {}
            failed.append({"type": "INVOICE", **echo, "errors": errors})
        else:
            succeeded.append(_accept(store, batch, invoice, new_id))
    status = "SUCCESS" if not failed else "PARTIAL" if succeeded else "FAILED"
    return evolve(batch, status=status, finished_at=batch.due_at, succeeded=succeeded, failed=failed)


def _accept(store: Store, batch: BatchRow, invoice: dict[str, Any], new_id: Callable[[], UUID]) -> dict[str, Any]:
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
        case_number=f"CASE-{batch.due_at.year}-{seq:05}",
        customer_numbers=tuple(number for debtor in invoice["debtors"] if (number := debtor.get("customerNumber"))),
    )
    store.add_invoice(row)
    return {
        "type": "INVOICE",
        "invoiceId": row.id,
        "invoiceNumber": row.number,
        "caseId": row.case_id,
        "caseNumber": row.case_number,
    }
