"""Which invoices the sandbox refuses while it processes a batch, and with what words.

The pages document one message, "Debtor identification number is invalid", and say that there are others; everything else in this table
is ours. None of these makes a request fail: the invoice lands in the `failed` array of its batch, with every rule that it breaks.

| message | how to provoke it |
| --- | --- |
| Invoice number is missing | leave out `invoiceNumber`, or make it empty |
| Invoice number already exists | hand over a number that succeeded before in this organization, or twice in a batch |
| Original invoice amount is missing | leave out `originalInvoiceAmount` |
| Original invoice amount must be greater than zero | `originalInvoiceAmount` of 0 or less |
| Remaining amount exceeds the original invoice amount | let the claims' `remainingAmount` add up to more than `originalInvoiceAmount` |
| Currency is missing | leave out `currency` |
| Currency is not supported | any `currency` but NOK, the only one on the pages |
| Due date is before the invoice date | as it says |
| Debtor is missing | leave out `debtors`, or make the list empty |
| Debtor identification number is invalid | an `identificationNumber` that is neither 11 nor 9 digits, or fails its check digits |

What is *not* a rule. A due date in the future: the exchange that the Example Workflow prints takes place on 2024-01-15 and succeeds with an
invoice that is due on 2024-02-15. Claims that add up to less than the original amount: part of it may have been paid. No claims at all, or
a debtor without an identification number: the pages do not say that either is required. A `uniqueSourceInvoiceId` that was seen
before: only the number is the invoice's name here. An invoice that failed may be handed over again under its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from functools import reduce
from typing import Any

NUMBER_MISSING = "Invoice number is missing"
NUMBER_EXISTS = "Invoice number already exists"
AMOUNT_MISSING = "Original invoice amount is missing"
AMOUNT_NOT_POSITIVE = "Original invoice amount must be greater than zero"
REMAINING_EXCEEDS_ORIGINAL = "Remaining amount exceeds the original invoice amount"
CURRENCY_MISSING = "Currency is missing"
CURRENCY_NOT_SUPPORTED = "Currency is not supported"
DUE_BEFORE_INVOICE_DATE = "Due date is before the invoice date"
DEBTOR_MISSING = "Debtor is missing"
IDENTIFICATION_NUMBER_INVALID = "Debtor identification number is invalid"

# Wide enough to compute with any number that JSON can say, without rounding an amount or giving up on 1e999999.
AMOUNTS = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN)
SUPPORTED_CURRENCIES = frozenset({"NOK"})
# Printed on the Example Workflow page as that of an invoice which succeeds, although its check digits are wrong.
_DOCUMENTED_NUMBER = "12345678901"

_PERSON_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
_COMPANY_WEIGHTS = ((3, 2, 7, 6, 5, 4, 3, 2, 1),)


def broken_rules(invoice: Mapping[str, Any], *, exists: Callable[[str], bool]) -> list[str]:
    """The messages for one invoice, none if it is fine. `exists` tells whether an invoice number is taken."""
    return [*_number(invoice, exists), *_amounts(invoice), *_currency(invoice), *_dates(invoice), *_debtors(invoice)]


def _number(invoice: Mapping[str, Any], exists: Callable[[str], bool]) -> Iterator[str]:
    number = invoice.get("invoiceNumber")
    if not number:
        yield NUMBER_MISSING
    elif exists(number):
        yield NUMBER_EXISTS


def _amounts(invoice: Mapping[str, Any]) -> Iterator[str]:
    original: Decimal | int | None = invoice.get("originalInvoiceAmount")
    if original is None:
        yield AMOUNT_MISSING
        return
    if original <= 0:
        yield AMOUNT_NOT_POSITIVE
    remaining: list[Decimal | int] = [claim.get("remainingAmount", 0) for claim in invoice.get("claims", [])]
    if reduce(AMOUNTS.add, remaining, Decimal(0)) > original:
        yield REMAINING_EXCEEDS_ORIGINAL


def _currency(invoice: Mapping[str, Any]) -> Iterator[str]:
    currency = invoice.get("currency")
    if not currency:
        yield CURRENCY_MISSING
    elif currency not in SUPPORTED_CURRENCIES:
        yield CURRENCY_NOT_SUPPORTED


def _dates(invoice: Mapping[str, Any]) -> Iterator[str]:
    # Both are a date or a date-time; as days, as written, they compare like text.
    invoice_date, due_date = invoice.get("invoiceDate"), invoice.get("dueDate")
    if invoice_date and due_date and due_date[:10] < invoice_date[:10]:
        yield DUE_BEFORE_INVOICE_DATE


def _debtors(invoice: Mapping[str, Any]) -> Iterator[str]:
    debtors = invoice.get("debtors")
    if not debtors:
        yield DEBTOR_MISSING
        return
    numbers = [debtor.get("identificationNumber") for debtor in debtors]
    if not all(is_identification_number(number) for number in numbers if number is not None):
        yield IDENTIFICATION_NUMBER_INVALID


def is_identification_number(number: str) -> bool:
    """Whether this can be a Norwegian identity number (11 digits; D-numbers and synthetic ones too) or organization number (9 digits).

    Only the check digits are looked at, modulo 11; not whether the first six digits of a person's number are a date. The number that
    the Example Workflow page prints is accepted, since the invoice on that page succeeds.
    """
    if number == _DOCUMENTED_NUMBER:
        return True
    if not (number.isascii() and number.isdigit()):
        return False
    weights = {11: _PERSON_WEIGHTS, 9: _COMPANY_WEIGHTS}.get(len(number))
    return weights is not None and all(_checks(number, row) for row in weights)


def _checks(number: str, weights: Sequence[int]) -> bool:
    # The weight of the check digit itself is 1, so a right number adds up to a multiple of 11.
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11 == 0
