"""What the Swedish pages print, exchange by exchange, played by the client; the texts are in `texts` beside this module.

No page prints the answer of a sign-in, so these begin with a token at hand. Where the client's own methods would not send what a page
prints (read-only fields, pages of other sizes), the exchange is made by `call`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from amili_client.runtime import decode_json
from amili_client.sweden.ada.api.case_registration import create_case_registration
from amili_client.sweden.ada.api.creditor import list_creditors
from amili_client.sweden.ada.api.creditor_cancellation import create_creditor_cancellation
from amili_client.sweden.ada.api.creditor_crediting import create_creditor_crediting
from amili_client.sweden.ada.api.creditor_payment import create_creditor_payment
from amili_client.sweden.ada.api.finance_payout import list_finance_payouts
from amili_client.sweden.ada.api.finance_payout_specification import list_finance_payout_specifications
from amili_client.sweden.ada.api.invoice_registration import create_invoice_registration
from amili_client.sweden.ada.models.case_registration_input import CaseRegistrationInput
from amili_client.sweden.ada.models.creditor_cancellation_input import CreditorCancellationInput
from amili_client.sweden.ada.models.creditor_crediting_input import CreditorCreditingInput
from amili_client.sweden.ada.models.creditor_payment_input import CreditorPaymentInput
from amili_client.sweden.ada.models.invoice_registration_input import InvoiceRegistrationInput

from tests.cassettes import scenario
from tests.cassettes.driving import Steps
from tests.cassettes.form import DOCUMENT
from tests.cassettes.pages import exchanges
from tests.cassettes.sweden.country import SWEDEN
from tests.cassettes.sweden.steps import caught

TEXTS = Path(__file__).with_name("texts")


def bodies(name: str) -> list[dict[str, Any]]:
    """The requests in a text that have a body."""
    return [decode_json(request.body) for request, _ in exchanges((TEXTS / f"{name}.txt").read_text("utf-8")) if request.body]


def case_registration(amili: Any, series: str) -> Steps:
    """The registration of a debt that the page case-registration prints."""
    result = yield amili.cases.register(bodies("case_registration")[0])
    return {"registration": result.registration, "debts": [(one.invoice_number, one.case, one.ocr_number) for one in result]}


def invoice_registration(amili: Any, series: str) -> Steps:
    """The registration of an invoice that the page invoice-registration prints, with the part of the answer that is legible."""
    body = InvoiceRegistrationInput.from_dict(bodies("invoice_registration")[0])
    written = yield amili.call(create_invoice_registration, body=body)
    return {"created": written.created.isoformat(), "etag": written.etag, "invoice date": body.invoice_date.isoformat()}


def actions(amili: Any, series: str) -> Steps:
    """The payment, the crediting and the cancellation that their pages print."""
    payment, crediting, cancellation = bodies("actions")
    paid = yield amili.call(create_creditor_payment, body=CreditorPaymentInput.from_dict(payment))
    credited = yield amili.call(create_creditor_crediting, body=CreditorCreditingInput.from_dict(crediting))
    cancelled = yield amili.call(create_creditor_cancellation, body=CreditorCancellationInput.from_dict(cancellation))
    said = {"paid": paid.payment_status, "credited": credited.payment_status, "cancelled": cancelled.cancellation_status}
    return {name: str(status) for name, status in said.items()}


def user(amili: Any, series: str) -> Steps:
    """The user that the page about users creates."""
    created = yield amili.users.create(bodies("user")[0])
    return {"id": created.id, "etag": created.etag}


def documents(amili: Any, series: str) -> Steps:
    """The partner, account, creditor, case, customer and invoice that their pages print. Some of their dates have a wrong weekday."""
    partner = yield amili.partners.get("618a851643314ff68dcb8895")
    account = yield amili.accounts.get("674dbeaf08847b9501cc9132")
    creditor = yield amili.creditors.get("674dbeb208847b9501cc9138")
    case = yield amili.cases.get("6867da7788b9226bb78d716c")
    customer = yield amili.customers.get("cust_123456789")
    invoice = yield amili.invoices.get("68678ed98d8dc95ece127944")
    return {
        "names": [partner.name, account.name, creditor.name, case.customer_name, customer.name, invoice.customer_name],
        "account": {"_id": account.id, "creditor's": creditor.account},
        "bankgiro": creditor.payout_details.sek.bankgiro,
        "case": {
            "debt": case.debt.invoice_number,
            "capital": str(case.debt.capital_to_claim),
            "invoice date": case.debt.invoice_date.isoformat(),
            "updated": case.updated.isoformat(),
        },
        "customer": {"born": customer.id_number[:8], "created": customer.created.isoformat()},
        "invoice": {
            "number": invoice.invoice_number,
            "total": str(invoice.total_amount_including_vat),
            "VAT": [row.unit_vat_percent for row in invoice.matrix],
            "dates": [invoice.invoice_date.isoformat(), invoice.invoice_due_date.isoformat()],
        },
    }


def lists(amili: Any, series: str) -> Steps:
    """The lists that pages print: payout specifications, payouts, and the form of all lists."""
    lines = yield amili.call(list_finance_payout_specifications, page=1, max_results=20, sort="-_created")
    payouts = yield amili.call(list_finance_payouts, where='{"creditor":"686e6ed854377058c2dd10bd"}', sort="-_created", max_results=10)
    form = yield amili.call(list_creditors)
    [line], [payout] = lines.items, payouts.items
    return {
        "line": [str(line.article), str(line.amount), str(line.vat_amount), str(line.total_amount)],
        "of the payout": line.payout == payout.id,
        "form": {"ids": [one.id for one in form.items], "total": form.meta.total, "page": form.meta.page},
    }


def media_upload(amili: Any, series: str) -> Steps:
    """The upload that the page media-upload prints."""
    uploaded = yield amili.media.upload("6867da7788b9226bb78d716c", DOCUMENT, filename="document.pdf")
    return {"address ends": uploaded.expires_at.isoformat()}


def error(amili: Any, series: str) -> Steps:
    """The error that the page about errors prints."""
    body = CaseRegistrationInput.from_dict(bodies("error")[0])
    return (yield from caught(lambda: amili.call(create_case_registration, body=body)))


Scenario = partial(scenario.Scenario, country=SWEDEN, token_requests=0, options={"look_first": False, "keep_pace": False})


def _printed(name: str, expected: dict[str, Any]) -> scenario.Scenario:
    return Scenario(name=f"sweden/ada/{name}.transcribed", steps=globals()[name], expected=expected, printed=TEXTS / f"{name}.txt")


TRANSCRIBED = (
    _printed(
        "case_registration",
        {
            "registration": "6867da77eaa52b3ff595b5a5",
            "debts": [("778899", "6867da7788b9226bb78d716c", "20251852687013699044")],
        },
    ),
    _printed(
        "invoice_registration",
        {
            "created": "2025-07-04T08:20:41+00:00",
            "etag": "62d5a25b98fa0523ac22e81c09eb1f78d3a1dab9",
            "invoice date": "2024-01-21T10:11:22+00:00",
        },
    ),
    _printed("actions", {"paid": "completed", "credited": "completed", "cancelled": "completed"}),
    _printed("user", {"id": "68678ed98d8dc95ece127944", "etag": "8be4d5fc86d77d226b0f83f8593de42334a0a192"}),
    _printed(
        "documents",
        {
            "names": ["Visma.net", "Amili Integration Team", "Amili Integration Team", "Integration team", "Jane Doe", "Jane Doe"],
            "account": {"_id": "674dbeaf08847b9501cc9132", "creditor's": "674dbeaf08847b9501cc9132"},
            "bankgiro": "12312312",
            "case": {
                "debt": "103118",
                "capital": "300.0",
                "invoice date": "2025-06-25T00:00:00+00:00",
                "updated": "2025-08-30T07:06:05+00:00",
            },
            "customer": {"born": "20250101", "created": "2025-01-01T10:00:00+00:00"},
            "invoice": {
                "number": "F12345678",
                "total": "375",
                "VAT": ["25%"],
                "dates": ["2025-08-30T17:41:07+00:00", "2025-09-29T17:41:07+00:00"],
            },
        },
    ),
    _printed(
        "lists",
        {
            "line": ["reminder", "60.0", "15.0", "75.0"],
            "of the payout": True,
            "form": {"ids": ["resource_id_1", "resource_id_2"], "total": 150, "page": 1},
        },
    ),
    _printed("media_upload", {"address ends": "2025-07-04T14:48:41+00:00"}),
    _printed(
        "error",
        {
            "error": "ValidationError",
            "status": 422,
            "code": "422",
            "fields": {"customer.name": ("Name is required",), "customer.id_number": ("Invalid ID number format",)},
        },
    ),
)
