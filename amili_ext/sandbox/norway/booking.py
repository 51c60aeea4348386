"""What becomes of a payment or a correction that is processed, and what happens when debtors pay.

A payment is money that the creditor got, a correction takes away what should not have been claimed. Both lower what remains of the
invoice, and when nothing remains the case is CLOSED. What is not principal is paid off first. An item that breaks a rule lands in the
`failed` array of its batch, as an invoice does; the words are ours:

| message | how to provoke it |
| --- | --- |
| Invoice id is missing | leave out `invoiceId` |
| Invoice does not exist | an `invoiceId` that this organization does not have |
| Amount is missing | leave out `amount` |
| Amount must be greater than zero | `amount` of 0 or less; for a correction too, since no page shows its sign |
| Currency is not supported | any `currency` but NOK; without one, it is the invoice's |
| Case is closed | book on an invoice that is paid, corrected away or withdrawn |
| Amount exceeds the remaining amount | book more than remains |

Two items that are alike are booked twice: the pages do not say what would tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from amili_ext.sandbox.norway.changes import change_case
from amili_ext.sandbox.norway.events import SETTLEMENT_CREATED
from amili_ext.sandbox.norway.moments import show_time
from amili_ext.sandbox.norway.rows import BatchRow, CaseRow, SettlementRow
from amili_ext.sandbox.norway.rules import AMOUNTS, CURRENCY_NOT_SUPPORTED, SUPPORTED_CURRENCIES
from amili_ext.sandbox.norway.store import Store

PAYMENT = "PAYMENT"
CORRECTION = "CORRECTION"

INVOICE_ID_MISSING = "Invoice id is missing"
INVOICE_UNKNOWN = "Invoice does not exist"
AMOUNT_MISSING = "Amount is missing"
AMOUNT_NOT_POSITIVE = "Amount must be greater than zero"
CASE_CLOSED = "Case is closed"
EXCEEDS_REMAINING = "Amount exceeds the remaining amount"

_BY_DEBTOR = "DEBTOR_PAYMENT"


def book_item(store: Store, batch: BatchRow, item: dict[str, Any], new_id: Callable[[], UUID]) -> tuple[dict[str, Any], list[str]]:
    """The item of the batch for one payment or correction, and what is wrong with it, if anything."""
    invoice_id: str | None = item.get("invoiceId")
    case = store.cases.of_invoice(batch.organization, invoice_id.lower()) if invoice_id else None
    errors = _broken_rules(item, case)
    if case is None or errors:
        return {"invoiceId": invoice_id} if invoice_id else {}, errors
    _book(store, case, batch.type, {**item, "registeredAt": show_time(batch.due_at)}, batch.due_at, new_id, batch=batch.seq)
    invoice = case.details["invoice"]
    shown = {"invoiceId": invoice["invoiceId"], "invoiceNumber": invoice["invoiceNumber"], "caseId": case.id, "caseNumber": case.number}
    return shown, []


def settle(store: Store, case: CaseRow, at: datetime, new_id: Callable[[], UUID]) -> SettlementRow:
    """The debtor pays to Amili all that remains of a case, and Amili settles it with the creditor at once."""
    invoice, currency = case.details["invoice"], case.details["currency"]
    paid = {"type": _BY_DEBTOR, "amount": case.remaining, "currency": currency, "date": show_time(at), "registeredAt": show_time(at)}
    _book(store, case, PAYMENT, {"invoiceId": invoice["invoiceId"], **paid}, at, new_id, batch=None)
    told = {
        "settlementId": str(new_id()),
        "settlementDate": at.date().isoformat(),
        "invoiceId": invoice["invoiceId"],
        "invoiceNumber": invoice["invoiceNumber"],
        "caseNumber": case.number,
    }
    shown = {
        "caseNumber": case.number,
        "collectionType": "REMINDER",
        "currency": currency,
        **({} if case.customer_number is None else {"customerReference": case.customer_number}),
        "exchangeRate": 1,
        **told,
    }
    settlement = SettlementRow(
        id=told["settlementId"], organization=case.organization, day=told["settlementDate"], case_seq=case.seq, content=shown
    )
    store.settlements.add(settlement)
    store.events.add(SETTLEMENT_CREATED, {"organizationId": case.organization, **told}, at)
    return settlement


def _broken_rules(item: dict[str, Any], case: CaseRow | None) -> list[str]:
    errors: list[str] = []
    amount: Decimal | int | None = item.get("amount")
    if not item.get("invoiceId"):
        errors.append(INVOICE_ID_MISSING)
    elif case is None:
        errors.append(INVOICE_UNKNOWN)
    if amount is None:
        errors.append(AMOUNT_MISSING)
    elif amount <= 0:
        errors.append(AMOUNT_NOT_POSITIVE)
    if item.get("currency") and item["currency"] not in SUPPORTED_CURRENCIES:
        errors.append(CURRENCY_NOT_SUPPORTED)
    if case is not None and case.closed_at is not None:
        errors.append(CASE_CLOSED)
    elif case is not None and amount is not None and amount > case.remaining:
        errors.append(EXCEEDS_REMAINING)
    return errors


def _book(
    store: Store, case: CaseRow, kind: str, content: dict[str, Any], at: datetime, new_id: Callable[[], UUID], *, batch: int | None
) -> None:
    booking_id = str(new_id())
    store.cases.add_booking(booking_id, case, kind, {"id": booking_id, **content}, batch=batch)
    booked = "paid" if kind == PAYMENT else "credited"
    changes: dict[str, Any] = {booked: AMOUNTS.add(getattr(case, booked), Decimal(content["amount"]))}
    if content["amount"] == case.remaining:
        changes |= {"status": "CLOSED", "closed_at": at}
    change_case(store, case, at, **changes)
