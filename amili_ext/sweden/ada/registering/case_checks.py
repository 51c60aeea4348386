"""Checking debts that Amili is to take over from the reminder stage onward.

`capital_to_claim` includes the fees that `fees_included_in_capital_to_claim` lists, so it cannot be less than they are together; what
`fees_already_claimed` lists comes on top. The due date is given in days after the invoice date.

Pages: https://docs-stage.amili.se/reference/endpoints/case-registration and https://docs.amili.se/guides/api-integration/case
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NamedTuple

from amili_client.sweden.ada.models.case_registration_input import CaseRegistrationInput
from amili_client.sweden.ada.models.claimed_fee import ClaimedFee
from amili_client.sweden.ada.models.debt_input import DebtInput
from attrs import field, frozen

from amili_ext.checked import Checking
from amili_ext.shapes import is_mapping
from amili_ext.sweden.ada.registering.checks import EXACT, amount, check_parties


class ReadyDebt(NamedTuple):
    """A debt that was checked: by what its case is found again."""

    invoice_number: str
    capital: Decimal


@frozen
class ReadyCases:
    """A case registration that was checked.

    Attributes:
        part: the registration as JSON.
        creditor: id of the creditor.
        debts: its debts, in the order in which they were passed.
        id_number: the customer's identity number; empty if a foreign customer has none.
    """

    part: bytes = field(repr=False)
    creditor: str
    debts: tuple[ReadyDebt, ...]
    id_number: str = field(repr=False)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The invoice numbers that it registers."""
        return tuple(debt.invoice_number for debt in self.debts)


def check_cases(value: Any, checking: Checking, extra_fields: Collection[str] = ()) -> ReadyCases | None:
    """Check one case registration and encode it; None if anything is wrong with it."""
    wire, part = checking.encode(CaseRegistrationInput, value, extra_fields)
    checking.require(CaseRegistrationInput, wire)
    check_parties(wire, checking, one_kind=False)
    debts: list[Any] = wire.get("debts") or []
    if not debts:
        checking.blame("debts", "holds no debt; there would be no case")
    seen: dict[str, int] = {}
    for index, debt in enumerate(debts):
        path = f"debts[{index}]"
        _check_debt(debt, path, checking)
        number = debt.get("invoice_number") if is_mapping(debt) else None
        if number and seen.setdefault(number, index) != index:
            checking.blame(f"{path}.invoice_number", f"is the same as in debts[{seen[number]}]")
    if not checking.good:
        return None
    ready = tuple(ReadyDebt(debt["invoice_number"], Decimal(debt["capital_to_claim"])) for debt in debts)
    return ReadyCases(part, wire["creditor"], ready, wire["customer"].get("id_number") or "")


def _check_debt(debt: Any, path: str, checking: Checking) -> None:
    if not is_mapping(debt) or checking.blamed(path):
        return
    checking.require(DebtInput, debt, path)
    capital = amount(debt, "capital_to_claim")
    if capital is not None and capital <= 0:
        checking.blame(f"{path}.capital_to_claim", "must be more than zero")
    days = debt.get("invoice_due_days_after_invoice_date")
    if isinstance(days, int) and days < 0:
        checking.blame(f"{path}.invoice_due_days_after_invoice_date", "must not be negative; an invoice is not due before its date")
    included = _check_included(debt.get("fees_included_in_capital_to_claim"), f"{path}.fees_included_in_capital_to_claim", checking)
    if capital is not None and included > capital:
        checking.blame(f"{path}.capital_to_claim", "is less than the fees that it includes")
    _check_claimed(debt.get("fees_already_claimed"), f"{path}.fees_already_claimed", checking)


def _check_included(fees: Any, path: str, checking: Checking) -> Decimal:
    """The sum of the fees that the capital includes."""
    total = Decimal(0)
    for name in fees if is_mapping(fees) else ():
        fee = amount(fees, name)
        if fee is not None and fee < 0:
            checking.blame(f"{path}.{name}", "must not be negative")
        total = EXACT.add(total, fee or 0)
    return total


def _check_claimed(fees: Any, path: str, checking: Checking) -> None:
    for name, fee in fees.items() if is_mapping(fees) else ():
        if not is_mapping(fee):
            continue
        checking.require(ClaimedFee, fee, f"{path}.{name}")
        claimed = amount(fee, "amount")
        if claimed is not None and claimed < 0:
            checking.blame(f"{path}.{name}.amount", "must not be negative")
