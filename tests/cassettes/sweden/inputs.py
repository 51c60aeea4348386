"""What the Swedish scenarios hand over: the people and companies that the documentation prints, under invoice numbers of their own.

Pages: https://docs-alpha.amili.se/reference/examples/invoice, https://docs.amili.se/guides/api-integration/case and
https://docs.amili.se/reference/examples/creditor-user
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

ACCOUNT = "674dbeaf08847b9501cc9132"
CREDITOR = "674dbeb208847b9501cc9138"
ACCOUNT_WITHOUT_CREDITOR = "6662fb1df4d1eaf404cb08de"

ADDRESS = {"address_line_1": "Redaregatan 50", "zip_code": "25236", "city": "Helsingborg", "country": "SE"}
ACTIVATION: dict[str, Any] = {
    "standard_debt_description": "Standard skuldbeskrivning på Konto",
    "sender_address": ADDRESS,
    "invoice_address": ADDRESS,
    "payout_details": {"sek": {"bankgiro": "12312312"}},
}
"""What a creditor needs to be active."""

JANE = {
    "name": "Jane Doe",
    "id_number": "202501012385",
    "is_person": True,
    "address": {"address_line_1": "Business Street 456", "zip_code": "54321", "city": "Gothenburg", "country": "SE"},
    "mobile_number": "+46709876543",
    "email": "jane.doe@domain.se",
}
ANNA = {
    "name": "Anna Andersson",
    "id_number": "19900101-1234",
    "is_person": True,
    "address": {"address_line_1": "Storgatan 12", "zip_code": "11122", "city": "Stockholm", "country": "SE"},
    "mobile_number": "+46701234567",
    "email": "anna.andersson@example.se",
}


def invoice(series: str, number: int, account: str = ACCOUNT, creditor: str = CREDITOR, **changes: Any) -> dict[str, Any]:
    """An invoice for Amili to distribute: 500.00 and 25 % VAT."""
    return {
        "account": account,
        "creditor": creditor,
        "invoice_number": f"INV-{series}-{number:03}",
        "invoice_date": "2025-07-04T00:00:00Z",
        "invoice_due_date": "2025-08-03T00:00:00Z",
        "currency": "SEK",
        "invoice_type": "invoice",
        "customer": ANNA,
        "matrix": [
            {
                "article_description": "Service fee",
                "unit_price": Decimal("500.00"),
                "number_of_units": 1,
                "total_price_excluding_vat": Decimal("500.00"),
                "unit_vat_percent": Decimal(25),
            }
        ],
        **changes,
    }


def debt(series: str, number: int, capital: str = "250.00", **changes: Any) -> dict[str, Any]:
    """A debt that the creditor has invoiced itself."""
    return {
        "invoice_number": f"INV-{series}-{number:03}",
        "debt_description": "Consulting fee",
        "invoice_date": "Mon, 16 Jun 2025 00:00:00 GMT",
        "capital_to_claim": Decimal(capital),
        "invoice_due_days_after_invoice_date": 10,
        **changes,
    }


def debt_with_fees(series: str, number: int) -> dict[str, Any]:
    """A debt of 2,000.00 and an invoice fee of 50.00, for which a reminder of 60.00 was sent already."""
    return debt(
        series,
        number,
        "2050.00",
        debt_description="Services",
        fees_included_in_capital_to_claim={"invoice_fee": Decimal("50.00")},
        fees_already_claimed={"reminder": {"amount": Decimal("60.00"), "fee_registration_date": "Tue, 01 Jul 2025 00:00:00 GMT"}},
    )


def registration(*debts: dict[str, Any], account: str = ACCOUNT, creditor: str = CREDITOR) -> dict[str, Any]:
    """Debts of one customer for Amili to collect."""
    return {
        "account": account,
        "creditor": creditor,
        "first_action": "debt_collection",
        "currency": "SEK",
        "customer": JANE,
        "debts": list(debts),
    }


def user(person: dict[str, Any]) -> dict[str, Any]:
    """One of the people as a user."""
    return {
        "name": person["name"],
        "email_data": {"email": person["email"]},
        "oauth_type": "microsoft",
        "email_oauth": person["email"],
        "is_enabled": True,
    }
