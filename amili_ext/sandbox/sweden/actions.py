"""What a creditor does to a case: report a payment, credit, cancel.

Documented: the case is named by `case`, or by `invoice_number` together with `creditor`, never by both; `origin` must be
`creditor_system`; the currency is SEK; `account` is taken from the case and cannot be sent; `client_registration_date` is now unless
told. Of the outcomes, `status` is documented as completed, warning or error (a cancellation has no error), `_payment_status` and
`_cancellation_status` as completed. Where the pages are silent:

| what happens | `status` | `settled_amount` | `status_reason_locale` |
| --- | --- | --- | --- |
| up to what is left is paid or credited | completed | the amount | |
| more is paid or credited than is left | warning | what was left; the case is closed | …exceeds_remaining_amount |
| a closed case is paid | warning | 0 | …case_is_closed |
| a closed case is credited | error, and so is `_payment_status` | 0 | …case_is_closed |
| a closed case is cancelled | warning | | …case_is_closed |

* An `invoice_number` that belongs to no case of the creditor or to several is 422, and so is an amount of 0 or less.
* A cancelled case is closed, and nothing of it is left to be paid.

Pages: https://docs-alpha.amili.se/reference/endpoints/creditor-payment, …/creditor-crediting, …/creditor-cancellation
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amili_ext.sandbox.messages import Refusal
from amili_ext.sandbox.sweden.cases import Cases, is_closed
from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.ledger import Part, as_number, exact
from amili_ext.sandbox.sweden.payouts import Payouts
from amili_ext.sandbox.sweden.registrations import CURRENCY
from amili_ext.sandbox.sweden.store import Store

ORIGIN = "creditor_system"
_CLOSED = "case_is_closed"
_TOO_MUCH = "exceeds_remaining_amount"


class Actions:
    """Carries out what a creditor does to a case; each method completes the document that is about to be stored."""

    def __init__(self, store: Store, cases: Cases, payouts: Payouts) -> None:
        self._store = store
        self._cases = cases
        self._payouts = payouts

    def pay(self, payment: Document) -> None:
        """POST /creditor--payments."""
        case = self._case(payment)
        parts = [] if is_closed(case) else self._cases.ledger(case).pay(exact(payment["amount"]))
        if parts:
            self._payouts.book(case, self._cases.settled(case), parts)
        self._amount_outcome("creditor_payment", payment, case, parts, closed="warning")

    def credit(self, crediting: Document) -> None:
        """POST /creditor--creditings."""
        case = self._case(crediting)
        parts = [] if is_closed(case) else self._cases.ledger(case).credit(exact(crediting["amount"]))
        if parts:
            self._cases.settled(case)
        self._amount_outcome("creditor_crediting", crediting, case, parts, closed="error")

    def cancel(self, cancellation: Document) -> None:
        """POST /creditor--cancellations."""
        case = self._case(cancellation)
        cancellation["_cancellation_status"] = "completed"
        if is_closed(case):
            cancellation |= {"status": "warning", "status_reason_locale": f"creditor_cancellation.{_CLOSED}"}
        else:
            self._cases.ledger(case).cancel()
            self._cases.settled(case, close=True)
            cancellation["status"] = "completed"

    def _amount_outcome(self, kind: str, action: Document, case: Document, parts: list[Part], *, closed: str) -> None:
        settled = sum((part.amount for part in parts), Decimal())
        action["settled_amount"] = as_number(settled)
        action["status"], reason = "completed", None
        if is_closed(case):
            action["status"], reason = closed, _CLOSED
        elif settled < exact(action["amount"]):
            action["status"], reason = "warning", _TOO_MUCH
        action["_payment_status"] = "error" if action["status"] == "error" else "completed"
        if reason is not None:
            action["status_reason_locale"] = f"{kind}.{reason}"
        action.setdefault("client_registration_date", self._store.now())

    def _case(self, action: Document) -> Document:
        """The case that is meant; fills in what is taken from it. Raises `Refusal` if anything is not good."""
        problems: dict[str, list[str]] = {}
        if action["origin"] != ORIGIN:
            problems["origin"] = [f"must be {ORIGIN}"]
        if action.get("currency", CURRENCY) != CURRENCY:
            problems["currency"] = [f"must be {CURRENCY}"]
        if action.get("amount", 1) <= 0:
            problems["amount"] = ["must be greater than 0"]
        found = self._candidates(action, problems)
        if problems:
            raise Refusal(422, errors=problems)
        case: Document = found[0]
        action["case"] = case["_id"]
        action["case_invoice_number"] = case["debt"]["invoice_number"]
        if "amount" in action:
            action["account"] = case["account"]
        if "reference_number" in case:
            action["case_reference_number"] = case["reference_number"]
        return case

    def _candidates(self, action: Document, problems: dict[str, list[str]]) -> list[Any]:
        if ("case" in action) == ("invoice_number" in action):
            problems["case"] = ["exactly one of case and invoice_number must be given"]
            return []
        creditor = action["creditor"]
        if "case" in action:
            found = [case for case in self._store.find("cases", _id=action["case"]) if case["creditor"] == creditor]
            if not found:
                problems["case"] = ["must be a case of the creditor"]
        else:
            found = self._store.find("cases", creditor=creditor, debt__invoice_number=action["invoice_number"])
            if len(found) != 1:
                problems["invoice_number"] = [f"belongs to {len(found) or 'no'} case{'s' * bool(found)} of the creditor"]
        return found
