"""Registering an invoice for Amili to send, or debts for Amili to take over: what is refused, and what comes into being.

Documented: an invoice becomes one case (`_case`), each debt a case of its own (`_cases`, in the order of `debts`, which is inferred),
with an OCR number each (`_ocr_numbers`, `_ocr_numbers_ocr`); the creditor must be active; the currency is SEK; `capital_to_claim`
includes the fees of `fees_included_in_capital_to_claim`; `unit_vat_percent` is a text such as "25%". Where the pages are silent, and
always with 422:

* The creditor must belong to the account.
* A capital of 0 or less, a negative fee, and included fees above the capital are refused; so is a VAT of any other percentage than 0, 6,
  12, 25.
* An invoice number may be used again: nothing on the pages says that a second registration is refused.
* An OCR number has 20 digits like the documented one: year and day of the year, twelve digits, and a check digit by Luhn.
* The documented fees have one name each; any other name in those objects is taken for one more fee.
* A case takes its `reference_number` from that of the invoice, or from the `debt_reference` of the debt; interest counts from the due date.

Pages: https://docs-alpha.amili.se/reference/endpoints/invoice-registration,
https://docs-stage.amili.se/reference/endpoints/case-registration
"""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from amili_ext.sandbox.messages import Refusal
from amili_ext.sandbox.sweden import customers
from amili_ext.sandbox.sweden.cases import AGREEMENT_VERSION, INVOICE, Cases, repeated
from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.ledger import Ledger, as_number, exact
from amili_ext.sandbox.sweden.store import Store
from amili_ext.shapes import is_object

CURRENCY = "SEK"
_VAT = {"0%": Decimal(0), "6%": Decimal("0.06"), "12%": Decimal("0.12"), "25%": Decimal("0.25")}
_ORE = Decimal("0.01")

# What an invoice takes over from its registration as it is.
_SAME = (
    *("account", "creditor", "invoice_type", "invoice_number", "invoice_date", "invoice_due_date", "invoice_delivery_date", "currency"),
    *("reference_number", "payout_reference", "invoice_headline", "invoice_body_text", "your_contact", "your_reference", "our_reference"),
    *("debt_description", "matrix"),
)


class Registrations:
    """Carries out registrations; see the module's docstring."""

    def __init__(self, store: Store, cases: Cases) -> None:
        self._store = store
        self._cases = cases

    def invoice(self, registration: Document) -> None:
        """POST /invoice--registrations: adds `_case` to the document that is about to be stored."""
        problems = customers.type_problems(registration["customer"], required=True)
        if not registration["matrix"]:
            problems["matrix"] = ["must hold at least one row"]
        for at, row in enumerate(registration["matrix"]):
            if row.get("unit_vat_percent", "0%") not in _VAT:
                problems[f"matrix.{at}.unit_vat_percent"] = [f"must be one of {', '.join(_VAT)}"]
            if "total_price_excluding_vat" not in row:
                problems[f"matrix.{at}.total_price_excluding_vat"] = ["required field"]
        creditor = self._creditor(registration, problems)
        totals = _totals(registration["matrix"])
        customer = customers.register(self._store, registration["account"], registration["customer"])
        number = registration["invoice_number"]
        days = (registration["invoice_due_date"] - registration["invoice_date"]).days
        case = self._cases.open(
            {
                "invoice_registration": registration["_id"],
                "currency": registration["currency"],
                **_kept(registration, "reference_number"),
                "debt": {
                    "invoice_number": number,
                    **_kept(registration, "payout_reference"),
                    "invoice_date": registration["invoice_date"],
                    "invoice_due_days_after_invoice_date": days,
                    "interest_days_after_invoice_date": days,
                    "initial_capital": totals["total_amount_including_vat"],
                    "capital_to_claim": totals["total_amount_including_vat"],
                    **_kept({"debt_description": creditor.get("standard_debt_description"), **registration}, "debt_description"),
                },
            },
            creditor,
            customer,
            Ledger(capital=exact(totals["total_amount_including_vat"])),
            INVOICE,
        )
        self._store.add(
            "invoices",
            {
                **_kept(registration, *_SAME),
                **totals,
                "creditor_name": creditor["name"],
                **{name: value for name, value in case.items() if name.startswith("customer")},
                "letter_template": registration.get("letter_template", "invoices"),
                "increment_invoice_number": registration.get("increment_invoice_number", False),
                "agreement_version": AGREEMENT_VERSION,
                "invoice_registration": registration["_id"],
                "case": case["_id"],
                "ocr_number": self._store.new_id(),
                **repeated(self._store.get("cases", case["_id"])),
            },
        )
        registration["_case"] = case["_id"]

    def debts(self, registration: Document) -> None:
        """POST /case--registrations: adds the cases and OCR numbers to the document that is about to be stored."""
        problems = customers.type_problems(registration["customer"], required=False)
        ledgers = [_ledger(debt, f"debts.{at}", problems) for at, debt in enumerate(registration["debts"])]
        creditor = self._creditor(registration, problems)
        customer = customers.register(self._store, registration["account"], registration["customer"])
        cases = [
            self._cases.open(
                {
                    "case_registration": registration["_id"],
                    "currency": registration["currency"],
                    **_kept({"reference_number": debt.get("debt_reference")}, "reference_number"),
                    "debt": _debt(debt, creditor),
                },
                creditor,
                customer,
                ledger,
                registration["first_action"],
            )
            for debt, ledger in zip(registration["debts"], ledgers, strict=True)
        ]
        registration["_cases"] = [case["_id"] for case in cases]
        registration["_ocr_numbers"] = [self._store.new_id() for _ in cases]
        registration["_ocr_numbers_ocr"] = [ocr_number(self._store.now(), self._store.new_number(12)) for _ in cases]

    def _creditor(self, registration: Document, problems: dict[str, list[str]]) -> Document:
        """The creditor; raises `Refusal` if it or anything else is not good."""
        creditor = self._store.get("creditors", registration["creditor"])
        if creditor["account"] != registration["account"]:
            problems["creditor"] = ["must belong to the account"]
        elif not creditor.get("is_active"):
            problems["creditor"] = ["must be active"]
        if registration["currency"] != CURRENCY:
            problems["currency"] = [f"must be {CURRENCY}"]
        if problems:
            raise Refusal(422, errors=problems)
        return creditor


def ocr_number(now: datetime, number: int) -> str:
    """A payment reference of 20 digits, the last of which checks the others."""
    start = f"{now:%Y%j}{number:012}"
    # By Luhn: every second digit counts double, the last of `start` first, since the check digit will stand behind it.
    digits = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(start))]
    return start + str(-sum(digit // 10 + digit % 10 for digit in digits) % 10)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ledger(debt: Document, path: str, problems: dict[str, list[str]]) -> Ledger:
    capital = exact(debt["capital_to_claim"])
    # Both objects are open; what has not the shape of a fee is none.
    included = [exact(fee) for fee in debt.get("fees_included_in_capital_to_claim", {}).values() if _is_number(fee)]
    claimed = {
        name: exact(fee["amount"])
        for name, fee in debt.get("fees_already_claimed", {}).items()
        if is_object(fee) and _is_number(fee.get("amount"))
    }
    if capital <= 0:
        problems[f"{path}.capital_to_claim"] = ["must be greater than 0"]
    if any(fee < 0 for fee in included) or sum(included) > max(capital, Decimal()):
        problems[f"{path}.fees_included_in_capital_to_claim"] = ["must be from 0 to capital_to_claim"]
    if any(fee < 0 for fee in claimed.values()):
        problems[f"{path}.fees_already_claimed"] = ["must not be negative"]
    return Ledger(capital=capital, invoice_fee=sum(included, Decimal()), fees=claimed)


def _debt(debt: Document, creditor: Document) -> dict[str, Any]:
    return {
        **_kept({"debt_description": creditor.get("standard_debt_description")}, "debt_description"),
        "interest_days_after_invoice_date": debt["invoice_due_days_after_invoice_date"],
        "initial_capital": debt["capital_to_claim"],
        **debt,
    }


def _totals(matrix: list[Document]) -> dict[str, Any]:
    """The sums of an invoice; the VAT of each rate is rounded once."""
    nets = {percent: Decimal() for percent in _VAT}
    for row in matrix:
        nets[row.get("unit_vat_percent", "0%")] += exact(row["total_price_excluding_vat"])
    vats = {percent: (net * _VAT[percent]).quantize(_ORE, ROUND_HALF_UP) for percent, net in nets.items()}
    net, vat = sum(nets.values(), Decimal()), sum(vats.values(), Decimal())
    return {
        "total_amount_including_vat": as_number(net + vat),
        "total_amount_excluding_vat": as_number(net),
        "total_vat_25_percent": as_number(vats["25%"]),
        "total_vat_12_percent": as_number(vats["12%"]),
        "total_vat_6_percent": as_number(vats["6%"]),
        "total_vat": as_number(vat),
        "amount_rounding": 0.0,
    }


def _kept(document: Document, *names: str) -> dict[str, Any]:
    """The fields with these names that have a value."""
    return {name: document[name] for name in names if document.get(name) is not None}
