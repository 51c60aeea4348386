"""Sums over the specifications of payouts, exact to the last digit.

Specifications are of these categories, with these articles:

    capital              principal that was collected: capital
    interest             interest on overdue payment: interest
    creditor_commission  commission to the creditor: reminder, debt_collection
    creditor_outlay      the creditor's own fees from before registration: reminder, invoice_fee, late_payment_fee (from companies),
                         verdict_fee (each quarter), enforcement (when Kronofogden confirms it)

The pages call these the common ones, so there may be others; they are totalled under their own names.
Page: https://docs-sandbox.amili.se/reference/examples/finance
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact
from typing import Any, Final, TypeGuard, TypeVar

from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification
from attrs import frozen

AMOUNTS: Final = ("amount", "vat_amount", "total_amount")

_MOST_DIGITS = 100
_EXACT: Final = Context(prec=4 * _MOST_DIGITS, traps=[Inexact])
"""Wide enough for the sum of any number of amounts. If it ever were not, that is an error; nothing is rounded."""

K = TypeVar("K", str, tuple[str, str])


@frozen
class Totals:
    """Sums over some specifications.

    Attributes:
        count: how many there are.
        amount: without VAT.
        vat_amount: the VAT.
        total_amount: with VAT.
    """

    count: int = 0
    amount: Decimal = Decimal(0)
    vat_amount: Decimal = Decimal(0)
    total_amount: Decimal = Decimal(0)

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.count + other.count,
            add(self.amount, other.amount),
            add(self.vat_amount, other.vat_amount),
            add(self.total_amount, other.total_amount),
        )


def add(one: Decimal, other: Decimal) -> Decimal:
    """The exact sum, whatever the precision of the decimal context around."""
    return _EXACT.add(one, other)


def is_amount(value: Any) -> TypeGuard[Decimal | int]:
    """Whether that is a number that can be a sum of money: of a hundred digits at most on each side of the point."""
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_MOST_DIGITS and value.adjusted() < _MOST_DIGITS


def totals_of(line: FinancePayoutSpecification) -> Totals:
    """One specification as totals; what is no amount counts nothing."""
    return Totals(1, *(Decimal(value) if is_amount(value := getattr(line, name)) else Decimal(0) for name in AMOUNTS))


def category_of(line: FinancePayoutSpecification) -> str:
    """Its `finance_category`; empty without one."""
    return line.finance_category.value if line.finance_category else ""


def article_of(line: FinancePayoutSpecification) -> str:
    """Its `article`; empty without one."""
    return line.article.value if line.article else ""


def group(parts: Iterable[tuple[K, Totals]]) -> dict[K, Totals]:
    """Totals by key, in the order of the keys."""
    found: dict[K, Totals] = {}
    for key, totals in parts:
        found[key] = found[key] + totals if key in found else totals
    return {key: found[key] for key in sorted(found)}
