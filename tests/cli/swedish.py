"""What the tests of `amili se` register, after the examples of the documentation, and who is in the sandbox."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

ACCOUNT = "674dbeaf08847b9501cc9132"
CREDITOR = "674dbeb208847b9501cc9138"
NOBODY = "000000000000000000000000"
ADDRESS = {"address_line_1": "Business Street 456", "zip_code": "54321", "city": "Gothenburg", "country": "SE"}
PERSON = {"name": "Jane Doe", "id_number": "202501012385", "is_person": True, "address": ADDRESS, "email": "jane.doe@domain.se"}
INVOICE_PATH, CASE_PATH = "/invoice--registrations", "/case--registrations"
PDF = b"%PDF-1.7\n"


def invoice(number: str, price: str = "500.00", **more: Any) -> dict[str, Any]:
    """An invoice for Amili to distribute; with 25 % VAT."""
    row = {
        "article_description": "Service fee",
        "unit_price": Decimal(price),
        "number_of_units": 1,
        "total_price_excluding_vat": Decimal(price),
        "unit_vat_percent": "25%",
    }
    return {
        "account": ACCOUNT,
        "creditor": CREDITOR,
        "currency": "SEK",
        "invoice_type": "invoice",
        "invoice_number": number,
        "invoice_date": "2025-06-16T00:00:00Z",
        "invoice_due_date": "2025-07-16T00:00:00Z",
        "customer": PERSON,
        "matrix": [row],
        **more,
    }


def debt(number: str, capital: str = "250.00", **more: Any) -> dict[str, Any]:
    """One debt."""
    return {
        "invoice_number": number,
        "invoice_date": "Mon, 16 Jun 2025 00:00:00 GMT",
        "capital_to_claim": Decimal(capital),
        "invoice_due_days_after_invoice_date": 10,
        **more,
    }


def case(*numbers: str, **more: Any) -> dict[str, Any]:
    """Debts of one customer for Amili to collect."""
    return {
        "account": ACCOUNT,
        "creditor": CREDITOR,
        "first_action": "debt_collection",
        "currency": "SEK",
        "customer": PERSON,
        "debts": [debt(number) for number in numbers],
        **more,
    }
