"""What is there at the beginning: the partner, accounts, creditors and access groups of the published examples, under their published
ids.

So the requests that the documentation prints work as they stand. Those that name a case need `SandboxSettings.sweden.example_cases` too;
the documentation does not tell what those cases are, apart from the one that its page about cases shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bson import ObjectId

from amili_ext.sandbox.sweden import customers
from amili_ext.sandbox.sweden.cases import Cases
from amili_ext.sandbox.sweden.ledger import Ledger
from amili_ext.sandbox.sweden.parties import ACCESS_GROUP_TEMPLATE, AGREEMENT_TEMPLATE, Parties
from amili_ext.sandbox.sweden.store import Store

PARTNER = ObjectId("618a851643314ff68dcb8895")
ACCOUNT = ObjectId("674dbeaf08847b9501cc9132")
CREDITOR = ObjectId("674dbeb208847b9501cc9138")
ACCOUNT_OF_CREDITOR_EXAMPLE = ObjectId("6662fb1df4d1eaf404cb08de")
ACCESS_GROUP_OF_USER_EXAMPLE = ObjectId("60e7fdefc90dc3e2ddd6c7ad")
CASES: Mapping[str, ObjectId] = {
    "103118": ObjectId("6867da7788b9226bb78d716c"),  # the page about cases
    "EXAMPLE-PAYMENT": ObjectId("68e4c40d93ee14723d28fa95"),
    "EXAMPLE-CREDITING": ObjectId("68678eda88b9226bb78d7169"),  # also the cancellation example
}

_ADDRESS = {"address_line_1": "Redaregatan 50", "zip_code": "25236", "city": "Helsingborg", "country": "SE"}
_CASE_SETTINGS = {"interest_rate": {"reference_rate": True}}


def add_parties(store: Store, parties: Parties, *, force_creditor_onboarding: bool) -> None:
    """The partner, the accounts with their groups, and the creditor, which is active."""
    store.add(
        "partners",
        {
            "name": "Visma.net",
            "integration_id": "Visma.net",
            "description": "Visma.net - Integrated partner",
            "organization_no": "5565675906",
            "case_settings": _CASE_SETTINGS,
            **({"configuration": {"force_creditor_onboarding": True}} if force_creditor_onboarding else {}),
        },
        number=PARTNER,
    )
    for number, name in ((ACCOUNT, "Amili Integration Team"), (ACCOUNT_OF_CREDITOR_EXAMPLE, "Acme Inc")):
        store.add("accounts", _account(name), number=number)
    creditor = {"_id": CREDITOR, **_creditor()}
    parties.create_creditor(creditor)
    store.add("creditors", creditor, number=CREDITOR)
    parties.create_group("account_admin", "Amili Integration Team", account=ACCOUNT, number=ACCESS_GROUP_OF_USER_EXAMPLE)
    parties.create_group("account_admin", "Acme Inc", account=ACCOUNT_OF_CREDITOR_EXAMPLE)


def add_cases(store: Store, cases: Cases) -> None:
    """The cases that published requests name; each is about 300.00."""
    creditor = store.get("creditors", CREDITOR)
    customer = customers.register(
        store,
        ACCOUNT,
        {"name": "Integration team", "id_number": "7766554433", "customer_number": "12345", "is_company": True, "address": _ADDRESS},
    )
    for invoice_number, number in CASES.items():
        debt: dict[str, Any] = {
            "invoice_number": invoice_number,
            "invoice_date": datetime(2025, 6, 25),  # noqa: DTZ001  # times of the store are naive, in UTC
            "invoice_due_days_after_invoice_date": 30,
            "interest_days_after_invoice_date": 30,
            "initial_capital": 300.0,
            "capital_to_claim": 300.0,
            "debt_description": "Services",
        }
        fields = {"currency": "SEK", "debt": debt}
        cases.open(fields, creditor, customer, Ledger(capital=Decimal(300)), "debt_collection", number=number)


def _account(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "description": "För diverse tester som utförs av integrationsteamet",
        "organization_no": "1122334455",
        "standard_debt_description": "Standard skuldbeskrivning på Konto",
        "agreement_template": AGREEMENT_TEMPLATE,
        "agreement_address": _ADDRESS,
        "access_group_template": ACCESS_GROUP_TEMPLATE,
        "case_settings": _CASE_SETTINGS,
    }


def _creditor() -> dict[str, Any]:
    return {
        "account": ACCOUNT,
        "name": "Amili Integration Team",
        "organization_no": "1122334455",
        "is_active": True,
        "standard_debt_description": "Standard skuldbeskrivning på Konto",
        "agreement_address": _ADDRESS,
        "description": "Generella tester",
        "payout_details": {"sek": {"bankgiro": "12312312"}},
        "sender_address": _ADDRESS,
        "invoice_address": _ADDRESS,
    }
