"""Cases and the invoices that belong to them: how they begin, move on and end.

A case from a case registration is `initializing` (status `initialized`) at first, and after `SwedenSettings.initialization_delay` in the
state that its first action names, `reminder` or `debt_collection`, with the status `reminder_active` or `debt_collection_active`. A case
from an invoice registration becomes `invoice` (status `invoice`) in the same way. There is no background task: whoever asks first lets
all cases move on whose time has come. Documented are these states and statuses except those of a reminder. Our choices:

* `state_history` begins with the first state after `initializing`, as the documented example does. `status_history` has `status` and
  `status_date`.
* A case stays in its state until it is closed: nothing happens by the passing of time, and no fees of Amili's own are added.
* A closed case has state and status `closed`, and the moment in `closed`, which an open case does not have.
* `local_…` and `total_…` amounts are the same.
* A case has the `account` of its creditor, and names the registration that it came from: `case_registration` or `invoice_registration`.
* The invoice of a case repeats its state, status and amounts, as documented.

Pages: https://docs-alpha.amili.se/reference/endpoints/case, https://docs-alpha.amili.se/reference/examples/case-status
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.ledger import Ledger
from amili_ext.sandbox.sweden.store import Store

AGREEMENT_VERSION = ObjectId("60e7fdefc90dc3e2ddd6c7ac")
INVOICE = "invoice"
CLOSED = "closed"


class Cases:
    """All cases of one sandbox."""

    def __init__(self, store: Store, initialization_delay: float) -> None:
        self._store = store
        self._delay = timedelta(seconds=initialization_delay)
        self._ledgers: dict[ObjectId, Ledger] = {}
        self._initializing: deque[tuple[datetime, ObjectId, str]] = deque()

    def open(
        self, fields: Document, creditor: Document, customer: Document, ledger: Ledger, first_state: str, *, number: ObjectId | None = None
    ) -> Document:
        """Begin a case; `fields` are those that only the registration knows."""
        now = self._store.now()
        case = self._store.add(
            "cases",
            {
                **fields,
                "account": creditor["account"],
                "creditor": creditor["_id"],
                "creditor_name": creditor["name"],
                "customer": customer["_id"],
                "customer_name": customer["name"],
                "customer_id_number": customer["id_number"],
                **({"customer_number": customer["customer_number"]} if "customer_number" in customer else {}),
                "customer_status": "initialized",
                "agreement_version": AGREEMENT_VERSION,
                "case_settings": {"interest_rate": {"reference_rate": True}},
                "state": "initializing",
                "state_history": [],
                "status": "initialized",
                "status_history": [{"status": "initialized", "status_date": now}],
                "latest_state_date": now,
                **ledger.amounts(prefix="local"),
                **ledger.amounts(prefix="total"),
            },
            number=number,
        )
        self._ledgers[case["_id"]] = ledger
        self._initializing.append((now + self._delay, case["_id"], first_state))
        self.move_on()
        return case

    def ledger(self, case: Document) -> Ledger:
        """What is to be paid of a case. Whoever changes it calls `settled`."""
        return self._ledgers[case["_id"]]

    def move_on(self) -> None:
        """Let every case take its first action whose time has come."""
        now = self._store.now()
        while self._initializing and self._initializing[0][0] <= now:
            due, key, state = self._initializing.popleft()
            case = self._store.get("cases", key)
            if not is_closed(case):
                status = INVOICE if state == INVOICE else f"{state}_active"
                self._change(case, _moved(case, state, status, due))

    def settled(self, case: Document, *, close: bool = False) -> Document:
        """Write down what is left to be paid; a case of which nothing is left is closed."""
        ledger = self._ledgers[case["_id"]]
        changes = {**ledger.amounts(prefix="local"), **ledger.amounts(prefix="total")}
        if not is_closed(case) and (close or ledger.remaining <= 0):
            now = self._store.now()
            changes |= {**_moved(case, CLOSED, CLOSED, now), "closed": now}
        return self._change(case, changes)

    def _change(self, case: Document, changes: Document) -> Document:
        changed = self._store.change("cases", case["_id"], changes)
        for invoice in self._store.find("invoices", case=case["_id"]):
            self._store.change("invoices", invoice["_id"], repeated(changed))
        return changed


def is_closed(case: Document) -> bool:
    """Whether nothing more happens in a case."""
    return "closed" in case


def repeated(case: Document) -> Document:
    """What an invoice repeats of its case."""
    amounts = {f"case_{name}": value for name, value in case.items() if name.startswith("total_")}
    return {"case_status": case["status"], "case_state": case["state"], **amounts}


def _moved(case: Document, state: str, status: str, when: datetime) -> dict[str, Any]:
    return {
        "state": state,
        "state_history": [*case["state_history"], {"state": state, "state_date": when}],
        "status": status,
        "status_history": [*case["status_history"], {"status": status, "status_date": when}],
        "latest_state_date": when,
    }
