"""One row for each line of the table in `amili_ext.sandbox.norway.rules`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from amili_ext.sandbox.norway import rules
from amili_ext.sandbox.norway.examples import documented_invoice, realistic_invoices

from .conftest import Caller

Build = Callable[..., dict[str, Any]]


def _debtor(number: str) -> list[dict[str, Any]]:
    return [{"type": "PRIVATE", "identificationNumber": number}]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, rules.NUMBER_MISSING),
        ({"originalInvoiceAmount": None}, rules.AMOUNT_MISSING),
        ({"originalInvoiceAmount": 0, "claims": []}, rules.AMOUNT_NOT_POSITIVE),
        ({"originalInvoiceAmount": Decimal("4499.99")}, rules.REMAINING_EXCEEDS_ORIGINAL),
        ({"currency": None}, rules.CURRENCY_MISSING),
        ({"currency": "SEK"}, rules.CURRENCY_NOT_SUPPORTED),
        ({"dueDate": "2024-01-14"}, rules.DUE_BEFORE_INVOICE_DATE),
        ({"debtors": None}, rules.DEBTOR_MISSING),
        ({"debtors": []}, rules.DEBTOR_MISSING),
        ({"debtors": _debtor("1234")}, rules.IDENTIFICATION_NUMBER_INVALID),
    ],
)
def test_each_rule_gives_its_message(make: Callable[..., Caller], invoice: Build, changes: dict[str, Any], message: str) -> None:
    caller = make(processing_delay=0)
    batch = caller.batch(caller.batch_id(invoice(**changes)))
    assert [item["errors"] for item in batch["failed"]] == [[message]]


def test_every_broken_rule_is_told(invoice: Build) -> None:
    broken = invoice(currency="SEK", debtors=None, dueDate="2024-01-14T00:00:00Z")
    expected = [rules.CURRENCY_NOT_SUPPORTED, rules.DUE_BEFORE_INVOICE_DATE, rules.DEBTOR_MISSING]
    assert rules.broken_rules(broken, exists=lambda _: False) == expected


def test_number_left_out_is_left_out_of_the_failure(make: Callable[..., Caller], invoice: Build) -> None:
    caller = make(processing_delay=0)
    nameless = invoice()
    del nameless["invoiceNumber"]
    assert caller.batch(caller.batch_id(nameless))["failed"] == [{"type": "INVOICE", "errors": [rules.NUMBER_MISSING]}]


def test_number_twice_in_a_batch_succeeds_once(make: Callable[..., Caller], invoice: Build) -> None:
    caller = make(processing_delay=0)
    batch = caller.batch(caller.batch_id(invoice("A"), invoice("A")))
    assert len(batch["succeeded"]) == 1
    assert batch["failed"] == [{"type": "INVOICE", "invoiceNumber": "A", "errors": [rules.NUMBER_EXISTS]}]


@pytest.mark.parametrize(
    "changes",
    [
        {"dueDate": "2999-01-01"},
        {"claims": None},
        {"claims": [{"remainingAmount": Decimal("0.01")}]},
        {"debtors": [{"firstname": "Kari"}]},
        {"dueDate": "2024-01-15"},
    ],
)
def test_what_the_pages_do_not_forbid_is_fine(invoice: Build, changes: dict[str, Any]) -> None:
    assert rules.broken_rules(invoice(**changes), exists=lambda _: False) == []


def test_documented_identity_number_is_accepted() -> None:
    assert rules.broken_rules(documented_invoice(), exists=lambda _: False) == []


def test_check_digits_of_people_catch_every_single_wrong_digit() -> None:
    for made in realistic_invoices(20, failures={}):
        number = made["debtors"][0]["identificationNumber"]
        assert rules.is_identification_number(number)
        for at, digit in enumerate(number):
            wrong = number[:at] + str((int(digit) + 1) % 10) + number[at + 1 :]
            assert not rules.is_identification_number(wrong)


def test_check_digit_of_companies() -> None:
    for start in (f"{number:08}" for number in range(10**7, 10**8, 1_234_567)):
        right = [digit for digit in "0123456789" if rules.is_identification_number(start + digit)]
        assert len(right) <= 1  # none when the remainder asks for a check digit of 10
    assert not rules.is_identification_number("\uff11" * 9), "digits of other scripts are none"
