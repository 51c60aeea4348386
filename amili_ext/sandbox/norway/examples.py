"""Invoices to send to the sandbox: the one that the Example Workflow page prints, and any number of realistic ones.

The realistic ones are synthetic throughout. Names and streets are made up, mail goes to example.com, phone numbers start with a digit
that no Norwegian number starts with, and identity numbers carry the month plus 80, as those of the tax administration's test population
do: their check digits are right, and nobody has them.

Some are made to fail, each kind for one reason (the words are those of `rules`):

| kind | what is wrong with it | message |
| --- | --- | --- |
| `identification_number` | the last check digit | Debtor identification number is invalid |
| `currency` | the currency is EUR | Currency is not supported |
| `remaining_amount` | the claim is larger than the invoice | Remaining amount exceeds the original invoice amount |
| `no_debtor` | no debtor | Debtor is missing |
| `handed_over_before` | has the number of `documented_invoice()`: hand that one over first | Invoice number already exists |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from amili_ext.sandbox.norway.rules import (
    CURRENCY_NOT_SUPPORTED,
    DEBTOR_MISSING,
    IDENTIFICATION_NUMBER_INVALID,
    NUMBER_EXISTS,
    REMAINING_EXCEEDS_ORIGINAL,
    is_identification_number,
)

FAILING_KINDS: Mapping[str, str] = {
    "identification_number": IDENTIFICATION_NUMBER_INVALID,
    "currency": CURRENCY_NOT_SUPPORTED,
    "remaining_amount": REMAINING_EXCEEDS_ORIGINAL,
    "no_debtor": DEBTOR_MISSING,
    "handed_over_before": NUMBER_EXISTS,
}
DEFAULT_FAILURES: Mapping[str, int] = {"identification_number": 4, "currency": 2, "remaining_amount": 3, "no_debtor": 1}

_FIRST_NAMES = ("Kari", "Ola", "Ingrid", "Lars", "Astrid", "Nils", "Solveig", "Per", "Liv", "Anders", "Randi", "Magnus")
_LAST_NAMES = ("Eksempelsen", "Prøvestad", "Testvik", "Mønsterud", "Fiktivsen", "Påhittrud", "Oppdiktnes", "Attrappmoen")
_STREETS = ("Eksempelveien", "Prøvegata", "Testbakken", "Mønsterstien", "Påfunnsallmenningen")
_CITIES = (("Oslo", "0155"), ("Bergen", "5014"), ("Trondheim", "7011"), ("Stavanger", "4006"), ("Tromsø", "9008"), ("Bodø", "8006"))
_SERVICES = ("Consulting services", "Electricity", "Broadband subscription", "Dental treatment", "Car repair", "Training membership")


def documented_invoice() -> dict[str, Any]:
    """The invoice of the Example Workflow page, as printed; it succeeds."""
    return {
        "type": "NOTICE",
        "invoiceNumber": "INV-2024-00123",
        "originalInvoiceAmount": Decimal("4500.00"),
        "currency": "NOK",
        "invoiceDate": "2024-01-15T00:00:00Z",
        "dueDate": "2024-02-15T00:00:00Z",
        "uniqueSourceInvoiceId": "erp-order-9981",
        "description": "Consulting services January 2024",
        "ocrReferenceNumber": "123456789",
        "debtors": [
            {
                "type": "PRIVATE",
                "firstname": "Kari",
                "lastname": "Nordmann",
                "customerNumber": "CUST-001",
                "identificationNumber": "12345678901",
                "emails": [{"value": "kari.nordmann@example.com"}],
                "phoneNumbers": [{"value": "+4798765432", "countryCode": "NO"}],
                "addresses": [{"street": "Storgata 1", "city": "Oslo", "zipCode": "0155", "countryCode": "NO"}],
            }
        ],
        "claims": [{"type": "PRINCIPAL", "remainingAmount": Decimal("4500.00"), "description": "Main invoice amount"}],
    }


def realistic_invoices(
    count: int = 200,
    *,
    seed: int = 1,
    failures: Mapping[str, int] = DEFAULT_FAILURES,
    today: date = date(2024, 6, 3),
) -> list[dict[str, Any]]:
    """Overdue invoices as wire dicts, ready to be handed over in one batch; the same arguments give the same invoices.

    Args:
        count: how many, including those that fail.
        seed: invoices of different seeds have different numbers, so that several batches can be handed over.
        failures: how many of each kind in the table above are to fail; they lie scattered among the others. `{}` for none.
        today: the day on which all of them are overdue.
    """
    if unknown := sorted(set(failures) - set(FAILING_KINDS)):
        raise ValueError(f"unknown kind of failure {', '.join(unknown)}; there are {', '.join(FAILING_KINDS)}")
    if sum(failures.values()) > count:
        raise ValueError(f"{sum(failures.values())} failures do not fit into {count} invoices")
    random = Random(seed)  # noqa: S311  # the same invoices again is the point
    invoices = [_invoice(random, f"{seed}-{index + 1:05}", today) for index in range(count)]
    places = iter(random.sample(range(count), sum(failures.values())))
    for kind, times in failures.items():
        for _ in range(times):
            _SPOILERS[kind](invoices[next(places)])
    return invoices


def _invoice(random: Random, name: str, today: date) -> dict[str, Any]:
    amount = Decimal(random.randrange(19_900, 2_500_000)).scaleb(-2)
    due = today - timedelta(days=random.randrange(14, 90))
    service = random.choice(_SERVICES)
    return {
        "type": "NOTICE",
        "invoiceNumber": f"SBX-{name}",
        "vat": True,
        "fees": random.random() < 0.8,
        "originalInvoiceAmount": amount,
        "currency": "NOK",
        "invoiceDate": f"{due - timedelta(days=30)}T00:00:00Z",
        "dueDate": f"{due}T00:00:00Z",
        "uniqueSourceInvoiceId": f"sandbox-order-{name}",
        "description": service,
        "ocrReferenceNumber": f"{random.randrange(10**8):09}",
        "debtors": [_debtor(random, name)],
        "claims": [{"type": "PRINCIPAL", "remainingAmount": _remaining(random, amount), "description": service}],
    }


def _remaining(random: Random, amount: Decimal) -> Decimal:
    if random.random() < 0.8:
        return amount
    return (amount * random.randrange(20, 95)).scaleb(-2).quantize(Decimal("0.01"))  # part of it was paid


def _debtor(random: Random, name: str) -> dict[str, Any]:
    first, last = random.choice(_FIRST_NAMES), random.choice(_LAST_NAMES)
    city, zip_code = random.choice(_CITIES)
    return {
        "type": "PRIVATE",
        "firstname": first,
        "lastname": last,
        "customerNumber": f"CUST-{name}",
        "identificationNumber": _identification_number(random),
        "emails": [{"value": f"debtor.{name}@example.com"}],
        "phoneNumbers": [{"value": f"+470{random.randrange(10**7):07}", "countryCode": "NO"}],
        "addresses": [
            {"street": f"{random.choice(_STREETS)} {random.randrange(1, 90)}", "city": city, "zipCode": zip_code, "countryCode": "NO"}
        ],
    }


def _identification_number(random: Random) -> str:
    while True:
        born = date(1940, 1, 1) + timedelta(days=random.randrange(365 * 60))
        start = f"{born.day:02}{born.month + 80}{born.year % 100:02}{random.randrange(500):03}"
        for check_digits in range(100):  # most starts have one right pair, some have none
            if is_identification_number(number := f"{start}{check_digits:02}"):
                return number


def _spoil_identification_number(invoice: dict[str, Any]) -> None:
    debtor = invoice["debtors"][0]
    number = debtor["identificationNumber"]
    debtor["identificationNumber"] = number[:-1] + str((int(number[-1]) + 1) % 10)


def _spoil_remaining_amount(invoice: dict[str, Any]) -> None:
    invoice["claims"][0]["remainingAmount"] = invoice["originalInvoiceAmount"] + 100


_SPOILERS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "identification_number": _spoil_identification_number,
    "currency": lambda invoice: invoice.update(currency="EUR"),
    "remaining_amount": _spoil_remaining_amount,
    "no_debtor": lambda invoice: invoice.pop("debtors"),
    "handed_over_before": lambda invoice: invoice.update(invoiceNumber=documented_invoice()["invoiceNumber"]),
}
