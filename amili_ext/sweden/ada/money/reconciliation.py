"""Do payouts add up? Each with its specifications, totals of everything, and what does not fit.

Each specification must be the sum of its amount and its VAT, in the payout's currency and for the payout's creditor; and together they must
make what the payout says of itself. That `total_amount` is that sum is concluded from the example, where 75.00 is 60.00 and 15.00.

A mismatch is data, not an error: it is listed, never corrected, and nothing is left out because of it. `check()` is for those who want an
error.

Pages: https://docs-alpha.amili.se/reference/endpoints/finance-payout-specification and https://docs-alpha.amili.se/reference/examples/finance
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from amili_client.sweden.ada.models.finance_payout import FinancePayout
from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification
from attrs import field, frozen

from amili_ext.errors import AmiliError
from amili_ext.sweden.ada.money.payout_claims import Mismatch, Sums, compare
from amili_ext.sweden.ada.money.payout_totals import AMOUNTS, Totals, add, article_of, category_of, group, is_amount, totals_of


class ReconciliationError(AmiliError):
    """Payouts do not add up.

    Attributes:
        reconciliation: with all its mismatches.
    """

    def __init__(self, reconciliation: Reconciliation) -> None:
        self.reconciliation = reconciliation
        first, *rest = reconciliation.mismatches
        super().__init__(f"{first}{f'; and {len(rest)} more mismatches' if rest else ''}")


@frozen
class Reconciliation:
    """Payouts with all their specifications, and whether they add up. All sums are exact.

    Attributes:
        payouts: what was reconciled.
        specifications: of all those payouts.
        total: over everything.
        by_category: by `finance_category`; under the empty text what has none. Which there are: see `payout_totals`.
        by_article: by `article`, likewise, whatever the category; `reminder` occurs in two.
        by_category_and_article: by both.
        by_payout: by the id of the payout.
        mismatches: what does not add up.
        not_compared: what the API did not say, or not in a form that can be compared; sentences.
    """

    payouts: tuple[FinancePayout, ...] = field(repr=lambda payouts: f"({len(payouts)})")
    specifications: tuple[FinancePayoutSpecification, ...] = field(repr=lambda lines: f"({len(lines)})")
    total: Totals
    by_category: Mapping[str, Totals]
    by_article: Mapping[str, Totals]
    by_category_and_article: Mapping[tuple[str, str], Totals]
    by_payout: Mapping[str, Totals]
    mismatches: tuple[Mismatch, ...]
    not_compared: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        """Whether nothing was found that does not add up."""
        return not self.mismatches

    def check(self) -> None:
        """Raises:
        ReconciliationError: something does not add up.
        """
        if self.mismatches:
            raise ReconciliationError(self)


def reconciled(payouts: Iterable[tuple[FinancePayout, Iterable[FinancePayoutSpecification]]]) -> Reconciliation:
    """Payouts that were read, each with its specifications."""
    every: list[FinancePayout] = []
    lines: list[FinancePayoutSpecification] = []
    mismatches: list[Mismatch] = []
    not_compared: list[str] = []
    by_payout: list[tuple[str, Totals]] = []
    for payout, given in payouts:
        its = list(given)
        mismatches += _check_lines(payout, its)
        not_compared += _not_told(payout, its)
        wrong, unclear = compare(payout, Sums(_total(its), _by_article(its), _by_both(its)))
        mismatches += wrong
        not_compared += unclear
        by_payout.append((payout.field_id or "", _total(its)))
        every.append(payout)
        lines += its
    mismatches += _one_currency(every)
    return Reconciliation(
        payouts=tuple(every),
        specifications=tuple(lines),
        total=_total(lines),
        by_category=group((category_of(line), totals_of(line)) for line in lines),
        by_article=_by_article(lines),
        by_category_and_article=_by_both(lines),
        by_payout=group(by_payout),
        mismatches=tuple(mismatches),
        not_compared=tuple(not_compared),
    )


def _total(lines: Iterable[FinancePayoutSpecification]) -> Totals:
    return sum((totals_of(line) for line in lines), Totals())


def _by_article(lines: Iterable[FinancePayoutSpecification]) -> dict[str, Totals]:
    return group((article_of(line), totals_of(line)) for line in lines)


def _by_both(lines: Iterable[FinancePayoutSpecification]) -> dict[tuple[str, str], Totals]:
    return group(((category_of(line), article_of(line)), totals_of(line)) for line in lines)


# -- checks of single specifications -----------------------------------------------------------------------------------------------


def _check_lines(payout: FinancePayout, lines: list[FinancePayoutSpecification]) -> Iterator[Mismatch]:
    payout_id = payout.field_id or None
    currency = _expected("currency", payout, lines)
    creditor = _expected("creditor", payout, lines)
    seen: set[str] = set()
    for line in lines:
        name = line.field_id or None
        if name in seen:
            yield Mismatch("times that it is given", "1", "more", payout_id, name)
        elif name:
            seen.add(name)
        yield from (Mismatch(what, expected, found, payout_id, name) for what, expected, found in _check_line(line))
        for what, expected, found in (
            ("currency", currency, line.currency or None),
            ("creditor", creditor, line.creditor or None),
            ("payout", payout_id, line.payout or None),
        ):
            if found is not None and found != expected:
                yield Mismatch(what, expected, found, payout_id, name)


def _check_line(line: FinancePayoutSpecification) -> Iterator[tuple[str, Decimal | str, Decimal | None]]:
    amounts = {name: getattr(line, name) for name in AMOUNTS}
    wrong = [name for name, value in amounts.items() if not is_amount(value)]
    for name in wrong:
        yield name, "an amount", amounts[name] if isinstance(amounts[name], Decimal) else None
    if not wrong:
        expected = add(amounts["amount"], amounts["vat_amount"])
        if amounts["total_amount"] != expected:
            yield "total_amount", expected, amounts["total_amount"]


def _expected(name: str, payout: FinancePayout, lines: list[FinancePayoutSpecification]) -> str | None:
    """What the payout says, or else the first specification that says something."""
    return next((value for one in (payout, *lines) if (value := getattr(one, name))), None)


def _not_told(payout: FinancePayout, lines: list[FinancePayoutSpecification]) -> list[str]:
    missing = {name: sum(1 for line in lines if not getattr(line, name)) for name in ("currency", "creditor")}
    return [f"payout {payout.field_id or None}: {count} of its specifications have no {name}" for name, count in missing.items() if count]


def _one_currency(payouts: list[FinancePayout]) -> Iterator[Mismatch]:
    """Sums over several currencies would mean nothing."""
    told = [(payout.field_id or None, payout.currency) for payout in payouts if payout.currency]
    return (Mismatch("currency", told[0][1], currency, name) for name, currency in told if currency != told[0][1])
