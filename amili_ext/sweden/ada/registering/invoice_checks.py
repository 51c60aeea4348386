"""Checking invoices that Amili is to distribute.

Beside what all registrations have in common: the VAT rate of a row is a text with a percent sign (`25%`), which callers may give as the
number of percent, and a row must add up. `total_price_excluding_vat` may differ from `unit_price * number_of_units` by at most one öre,
which is what rounding or cutting off to whole öre can make of it; where `number_of_units` is not given, nothing is computed.

Pages: https://docs.amili.se/reference/endpoints/invoice-registration and https://docs-alpha.amili.se/reference/examples/invoice
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from amili_client.runtime import UNSET
from amili_client.sweden.ada.models.invoice_registration_input import InvoiceRegistrationInput
from attrs import field, frozen

from amili_ext.checked import Checking
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.sweden.ada.registering.checks import EXACT, ORE, amount, check_parties, moment

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%", re.ASCII)
_FINEST = Decimal("0.0001")
_DAY = timedelta(days=1)


@frozen
class ReadyInvoice:
    """An invoice that was checked.

    Attributes:
        part: the registration as JSON.
        creditor: id of the creditor.
        invoice_number: the creditor's number of it.
        id_number: the customer's identity number; empty if a foreign customer has none.
        total: the sum of its rows without VAT, if all rows have one.
        slack: by how much rounding may change that sum.
    """

    part: bytes = field(repr=False)
    creditor: str
    invoice_number: str
    id_number: str = field(repr=False)
    total: Decimal | None
    slack: Decimal

    @property
    def numbers(self) -> tuple[str, ...]:
        """The invoice numbers that it registers."""
        return (self.invoice_number,)


def check_invoice(value: Any, checking: Checking, extra_fields: Collection[str] = ()) -> ReadyInvoice | None:
    """Check one invoice and encode it; None if anything is wrong with it."""
    wire, part = checking.encode(InvoiceRegistrationInput, _with_percent_texts(value, checking), extra_fields)
    checking.require(InvoiceRegistrationInput, wire)
    check_parties(wire, checking, one_kind=True)
    issued, due = moment(wire, "invoice_date"), moment(wire, "invoice_due_date")
    # Less than a day may be the time of day alone, or a midnight in Sweden beside one of UTC: an invoice can be due on the day of its date.
    if issued and due and issued - due >= _DAY:
        checking.blame("invoice_due_date", "is before invoice_date")
    rows: list[Any] = wire.get("matrix") or []
    if not rows:
        checking.blame("matrix", "holds no row; an invoice is for something")
    for index, row in enumerate(rows):
        _check_row(row, f"matrix[{index}]", checking)
    if not checking.good:
        return None
    id_number: str = wire["customer"].get("id_number") or ""
    return ReadyInvoice(part, wire["creditor"], wire["invoice_number"], id_number, _total(rows), ORE * len(rows))


def _check_row(row: Any, path: str, checking: Checking) -> None:
    if not is_mapping(row) or checking.blamed(path):
        return
    percent = row.get("unit_vat_percent")
    if percent is not None:
        match = _PERCENT.fullmatch(percent)
        if match is None or Decimal(match[1]) > 100:
            checking.blame(f"{path}.unit_vat_percent", "must be a number from 0 to 100 with a percent sign, such as '25%'")
    price, units, total = (amount(row, name) for name in ("unit_price", "number_of_units", "total_price_excluding_vat"))
    if price is None or units is None or total is None:
        return
    difference = EXACT.subtract(total, EXACT.multiply(price, units))
    if difference.copy_abs() > ORE:
        checking.blame(f"{path}.total_price_excluding_vat", "is not unit_price times number_of_units, to one öre")


def _total(rows: Sequence[Any]) -> Decimal | None:
    total = Decimal(0)
    for row in rows:
        price = amount(row, "total_price_excluding_vat")
        if price is None:
            return None
        total = EXACT.add(total, price)
    return total


def percent_text(value: Decimal | int) -> str | None:
    """The rate as the API writes it, `25%` for 25; None if it is no rate.

    A number between 0 and 1 is none: whoever passes `Decimal('0.25')` means a quarter, and would get a quarter of a percent.
    """
    number = Decimal(value)
    if not number.is_finite() or not 0 <= number <= 100 or 0 < number < 1:
        return None
    written = number.quantize(_FINEST)
    return f"{written.normalize() + 0:f}%" if written == number else None


def _with_percent_texts(value: Any, checking: Checking) -> Any:
    """The invoice with the VAT rates that are numbers written as texts; what the caller passed is left as it is."""
    rows = _get(value, "matrix")
    if not is_sequence(rows) or all(isinstance(_get(row, "unit_vat_percent"), str | None) for row in rows):
        return value
    return _put(value, "matrix", [_with_percent_text(row, f"matrix[{index}]", checking) for index, row in enumerate(rows)])


def _with_percent_text(row: Any, path: str, checking: Checking) -> Any:
    rate = _get(row, "unit_vat_percent")
    if isinstance(rate, str | None):
        return row
    text = percent_text(rate) if isinstance(rate, int | Decimal) and not isinstance(rate, bool) else None
    if text is None:
        wrong = f"not this {type(rate).__name__}"
        checking.blame(f"{path}.unit_vat_percent", f"must be a percentage from 1 to 100, or 0, such as 25, Decimal('25') or '25%', {wrong}")
    return _put(row, "unit_vat_percent", text or "0%")


def _get(value: Any, name: str) -> Any:
    found = value.get(name) if is_mapping(value) else getattr(value, name, None)
    return None if found is UNSET else found


def _put(value: Any, name: str, item: Any) -> Any:
    if is_mapping(value):
        return {**value, name: item}
    changed = copy.copy(value)
    setattr(changed, name, item)
    return changed
