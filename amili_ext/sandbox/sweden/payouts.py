"""What the creditor is paid: a specification for each article of a settled payment, and payouts that gather them.

Documented: specifications come into being at once when a payment is settled, with the categories and articles below; payouts gather them
by creditor, category and period, with a summary by article; `payout_date` and `payout_reference` of a payout are those of its
specifications, and its `finance_interval` is their `payout_interval`. Where the pages are silent:

* A specification has no `payout` before it is gathered. Which case it is of is in `case`, and whose in `account`; a payout has
  `creditor_name` and `currency` too.
* Every settled payment counts, also one that the creditor reported and so already has.
* Capital, interest and the creditor's outlays carry no VAT. A payment that ends a case in the state `reminder` or `debt_collection` earns
  the creditor a commission of 60.00 or 180.00 with 25 % VAT on top; the documented example is such a reminder.
* A payout gathers what is `SwedenSettings.payout_delay` old, when somebody next asks, or all there is when `run_payouts` is called.
* `summary` is a list of objects with `article`, `amount`, `vat_amount` and `total_amount`; the payout's own three amounts are their sums.
* `finance_interval` is "weekly"; `payout_date` is the day of the payout.

Pages: https://docs-alpha.amili.se/reference/endpoints/finance-payout-specification,
https://docs-test.amili.se/reference/endpoints/finance-payout
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bson import ObjectId

from amili_ext.sandbox.sweden.cases import is_closed
from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.ledger import Part, as_number, exact
from amili_ext.sandbox.sweden.store import Store

_COMMISSIONS = {"reminder": Decimal(60), "debt_collection": Decimal(180)}
_VAT = Decimal("0.25")
_INTERVAL = "weekly"
_AMOUNTS = ("amount", "vat_amount", "total_amount")


class Payouts:
    """All payouts of one sandbox."""

    def __init__(self, store: Store, delay: float | None) -> None:
        self._store = store
        self._delay = None if delay is None else timedelta(seconds=delay)
        self._waiting: deque[tuple[datetime, ObjectId]] = deque()

    def book(self, before: Document, after: Document, parts: Iterable[Part]) -> None:
        """A payment of these parts was settled; `before` and `after` are the case."""
        for part in parts:
            self._specify(before, part, Decimal())
        state = before["state"]
        if is_closed(after) and state in _COMMISSIONS:
            self._specify(before, Part("creditor_commission", state, _COMMISSIONS[state]), _VAT)

    def run_due(self) -> None:
        """Pay out what has waited long enough."""
        if self._delay is None:
            return
        booked_by = self._store.now() - self._delay
        due: list[ObjectId] = []
        while self._waiting and self._waiting[0][0] <= booked_by:
            due.append(self._waiting.popleft()[1])
        self._pay_out(due)

    def run(self) -> None:
        """Pay out everything that is booked."""
        waiting = [key for _, key in self._waiting]
        self._waiting.clear()
        self._pay_out(waiting)

    def _specify(self, case: Document, part: Part, vat: Decimal) -> None:
        now = self._store.now()
        specification = self._store.add(
            "finance_payout_specifications",
            {
                "account": case["account"],
                "creditor": case["creditor"],
                "creditor_name": case["creditor_name"],
                "case": case["_id"],
                "currency": case["currency"],
                "amount": as_number(part.amount),
                "vat_amount": as_number(part.amount * vat),
                "total_amount": as_number(part.amount * (1 + vat)),
                "article": part.article,
                "state": case["state"],
                "booking_date": _midnight(now),
                "finance_category": part.category,
                "invoice_number": case["debt"]["invoice_number"],
                **({"reference_number": case["reference_number"]} if "reference_number" in case else {}),
            },
        )
        self._waiting.append((now, specification["_id"]))

    def _pay_out(self, keys: Iterable[ObjectId]) -> None:
        groups: dict[tuple[Any, ...], list[Document]] = {}
        for key in keys:
            one = self._store.get("finance_payout_specifications", key)
            groups.setdefault((one["creditor"], one["finance_category"], one["currency"]), []).append(one)
        for (creditor, category, currency), specifications in groups.items():
            cascading = {
                "payout_date": _midnight(self._store.now()),
                "payout_reference": category.replace("_", " ").title(),
            }
            payout = self._store.add(
                "finance_payouts",
                {
                    "creditor": creditor,
                    "creditor_name": specifications[0]["creditor_name"],
                    "currency": currency,
                    "finance_category": category,
                    "finance_interval": _INTERVAL,
                    **cascading,
                    **_sums(specifications),
                    "summary": [
                        {"article": article, **_sums([one for one in specifications if one["article"] == article])}
                        for article in dict.fromkeys(one["article"] for one in specifications)
                    ],
                },
            )
            for one in specifications:
                changes = {"payout": payout["_id"], "payout_interval": _INTERVAL, **cascading}
                self._store.change("finance_payout_specifications", one["_id"], changes)


def _sums(specifications: list[Document]) -> dict[str, Any]:
    return {name: as_number(sum((exact(one[name]) for one in specifications), Decimal())) for name in _AMOUNTS}


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0)
