"""What is still to be paid of a case: exact amounts, and what comes first.

A payment settles costs first, then interest, then the capital, of which an invoice fee is a part; a crediting works the other way round and
takes from the capital first. That order is our choice; the pages do not tell. No I/O, no ids, no dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import define, frozen

COMPONENTS = ("capital", "costs", "interest")


@define
class Entry:
    """One claim. `component` is one of `COMPONENTS`; category and article are those of a payout specification."""

    component: str
    category: str
    article: str
    added: Decimal
    remaining: Decimal


@frozen
class Part:
    """What a payment settled of one entry."""

    category: str
    article: str
    amount: Decimal


class Ledger:
    """The claims of one case, in the order in which a payment settles them."""

    def __init__(self, *, capital: Decimal, invoice_fee: Decimal = Decimal(), fees: Mapping[str, Decimal] | None = None) -> None:
        """Capital includes the invoice fee; `fees` were charged before, by article."""
        self.entries = [
            *(Entry("costs", "creditor_outlay", article, amount, amount) for article, amount in (fees or {}).items()),
            Entry("capital", "creditor_outlay", "invoice_fee", invoice_fee, invoice_fee),
            Entry("capital", "capital", "capital", capital - invoice_fee, capital - invoice_fee),
        ]

    @property
    def remaining(self) -> Decimal:
        """What is still to be paid, all in all."""
        return sum((entry.remaining for entry in self.entries), Decimal())

    def pay(self, amount: Decimal) -> list[Part]:
        """Settle up to so much; the parts add up to what was settled."""
        return _take(self.entries, amount)

    def credit(self, amount: Decimal) -> list[Part]:
        """Take back up to so much; the parts add up to what was taken."""
        return _take(self.entries[::-1], amount)

    def cancel(self) -> None:
        """Nothing is to be paid any more."""
        for entry in self.entries:
            entry.remaining = Decimal()

    def amounts(self, *, prefix: str) -> dict[str, Any]:
        """The fields of a case: `{prefix}_added_capital_amount` and so on. A transaction amount is the sum of the others."""
        shown: dict[str, Any] = {}
        for when in ("added", "remaining"):
            sums = {
                component: sum((getattr(entry, when) for entry in self.entries if entry.component == component), Decimal())
                for component in COMPONENTS
            }
            sums["transaction"] = sum(sums.values(), Decimal())
            shown |= {f"{prefix}_{when}_{component}_amount": as_number(amount) for component, amount in sums.items()}
        return shown


def _take(entries: list[Entry], amount: Decimal) -> list[Part]:
    parts: list[Part] = []
    for entry in entries:
        taken = min(amount, entry.remaining)
        if taken > 0:
            entry.remaining -= taken
            amount -= taken
            parts.append(Part(entry.category, entry.article, taken))
    return parts


def exact(number: float) -> Decimal:
    """The amount that a JSON number says, not the binary fraction next to it."""
    return Decimal(str(number))


def as_number(amount: Decimal) -> float:
    """The JSON number for an amount. Amili's examples are written as Python writes a float: 250.0."""
    return float(amount)
