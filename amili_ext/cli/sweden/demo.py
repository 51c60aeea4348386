"""The Swedish part of `amili demo`: from signing in to a payout that adds up.

The registrations are those that the documentation prints. One answer is cut off after the sandbox has registered the invoice, which must be
found again instead of being registered twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import define

from amili_ext import sandbox as server  # whose names are loaded when they are used: the extra `sandbox` may be missing
from amili_ext.cli.stage import Stage, short, surprises
from amili_ext.shapes import is_array
from amili_ext.sweden.ada.acting.action_result import ActionResult
from amili_ext.sweden.ada.acting.case_view import CaseStatus
from amili_ext.sweden.ada.money.reconciliation import Reconciliation
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, InvoiceHandle
from amili_ext.sweden.client import Sweden
from amili_ext.sweden.environments import LOCAL_URL

_PARTIES: Final = {"account": "674dbeaf08847b9501cc9132", "creditor": "674dbeb208847b9501cc9138", "currency": "SEK"}

CASE: Final[Mapping[str, Any]] = {
    **_PARTIES,
    "first_action": "debt_collection",
    "customer": {
        "name": "Jane Doe",
        "id_number": "202501012385",
        "address": {"address_line_1": "Business Street 456", "zip_code": "54321", "city": "Gothenburg", "country": "SE"},
    },
    "debts": [
        {
            "invoice_number": "778899",
            "debt_description": "Consulting fee",
            "invoice_date": "Mon, 16 Jun 2025 00:00:00 GMT",
            "capital_to_claim": Decimal("250.00"),
            "invoice_due_days_after_invoice_date": 10,
        },
        {
            "invoice_number": "INV-2025-003",
            "debt_description": "Services",
            "invoice_date": "Mon, 07 Jul 2025 00:00:00 GMT",
            "capital_to_claim": Decimal("2050.00"),
            "invoice_due_days_after_invoice_date": 31,
        },
    ],
}
"""Page: https://docs-alpha.amili.se/reference/examples/case"""

INVOICE: Final[Mapping[str, Any]] = {
    **_PARTIES,
    "invoice_type": "invoice",
    "invoice_number": "INV-2026-001",
    "invoice_date": "2026-03-31T00:00:00Z",
    "invoice_due_date": "2026-04-30T00:00:00Z",
    "customer": {
        "name": "Anna Andersson",
        "id_number": "19900101-1234",
        "is_person": True,
        "address": {"address_line_1": "Storgatan 12", "zip_code": "11122", "city": "Stockholm", "country": "SE"},
    },
    "matrix": [
        {
            "article_description": "Service fee",
            "unit_price": Decimal("500.00"),
            "number_of_units": 1,
            "total_price_excluding_vat": Decimal("500.00"),
            "unit_vat_percent": "25%",
        }
    ],
}
"""Page: https://docs-alpha.amili.se/reference/examples/invoice"""

ORIGINAL: Final = b"%PDF-1.7\n% the original invoice\n%%EOF\n"
CREDITED: Final = Decimal("125.00")
_FIRST, _SECOND = (debt["invoice_number"] for debt in CASE["debts"])


@define
class Played:
    """How the part went; filled step by step."""

    cases: CaseRegistrationResult
    uploads: list[str]
    invoice: InvoiceHandle
    invoices_of_that_number: int
    crediting: ActionResult
    payment: ActionResult
    status: CaseStatus
    reconciliation: Reconciliation

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "cases": [{"invoice_number": debt.invoice_number, "case_id": debt.case, "ocr_number": debt.ocr_number} for debt in self.cases],
            "uploads": len(self.uploads),
            "adopted": self.invoice.adopted,
            "credited": str(self.crediting.settled_amount),
            "paid": str(self.payment.settled_amount),
            "closed": self.status.is_closed,
            "payouts": len(self.reconciliation.payouts),
            "paid_out": str(self.reconciliation.total.total_amount),
            "adds_up": self.reconciliation.adds_up,
        }

    def surprises(self) -> list[str]:
        """What is not as it should be."""
        capital = self.reconciliation.by_category.get("capital")
        paid = self.payment.amount
        return surprises(
            {
                "a debt has no case or no OCR number of its own": _one_each(self.cases),
                "an original invoice did not arrive as it was sent": self.uploads == [hashlib.sha256(ORIGINAL).hexdigest()] * 2,
                "the invoice in doubt was not adopted, or is there twice": self.invoice.adopted and self.invoices_of_that_number == 1,
                "the crediting was not settled": self.crediting.ok and self.crediting.settled_amount == CREDITED,
                "the payment did not close the case": self.payment.ok and self.status.is_closed,
                "the payouts do not add up": self.reconciliation.adds_up and capital is not None and capital.amount == paid,
            }
        )


def _one_each(cases: CaseRegistrationResult) -> bool:
    numbers = [debt.invoice_number for debt in cases] == [_FIRST, _SECOND]
    return numbers and len({debt.case for debt in cases}) == len({debt.ocr_number for debt in cases} - {None}) == 2


def play(stage: Stage) -> Played:
    """Play the part."""
    # This sandbox counts no requests; staying below the limit of the real one would make the demo longer by ten seconds of waiting.
    client = Sweden(
        environment="sandbox", base_url=stage.url + urlsplit(LOCAL_URL).path, http_client=stage.http, clock=stage.clock, keep_pace=False
    )
    cases = _registered(client, stage)
    uploads = _attached(client, stage, cases)
    invoice, there = _in_doubt(client, stage)
    crediting = _credited(client, stage, invoice)
    payment, status = _paid(client, stage, cases.debts[0].case)
    return Played(cases, uploads, invoice, there, crediting, payment, status, _paid_out(client, stage))


def _registered(client: Sweden, stage: Stage) -> CaseRegistrationResult:
    stage.step("Sweden: sign in with a JWT of one's own key, register two debts of one customer for collection")
    cases = client.cases.register(CASE)
    for debt in cases:
        stage.tell(f"debt {debt.invoice_number}: case {short(debt.case)}, to be paid with OCR number {debt.ocr_number}")
    return cases


def _attached(client: Sweden, stage: Stage, cases: CaseRegistrationResult) -> list[str]:
    stage.step("Attach the original invoice to each case")
    for debt in cases:
        client.media.upload(debt.case, ORIGINAL, filename=f"{debt.invoice_number}.pdf")
    arrived = {upload.reference_id: upload.sha256 for upload in stage.sandbox.sweden.uploads}
    return [arrived[debt.case] for debt in cases if debt.case in arrived]


def _in_doubt(client: Sweden, stage: Stage) -> tuple[InvoiceHandle, int]:
    stage.step("Register an invoice for distribution; the sandbox does so, then cuts the connection")
    cut = server.Fault(kind=server.FaultKind.DROP_AFTER_COMMIT, method="POST", path_contains="/invoice--registrations")
    stage.sandbox.faults.add(cut)
    invoice = client.invoices.register(INVOICE)
    if invoice.adopted:
        stage.tell(f"found: invoice {invoice.invoice_number} is adopted, case {short(invoice.case)}; nothing is sent again")
    return invoice, client.invoices.list(where={"invoice_number": invoice.invoice_number}).count()


def _credited(client: Sweden, stage: Stage, invoice: InvoiceHandle) -> ActionResult:
    stage.step(f"Credit {CREDITED} kronor of it")
    crediting = client.creditings.register(invoice, amount=CREDITED, creditor_reference="demo-crediting")
    stage.tell(f"{crediting.status}: {crediting.settled_amount} settled")
    return crediting


def _paid(client: Sweden, stage: Stage, case: str) -> tuple[ActionResult, CaseStatus]:
    stage.step("The customer pays the first debt straight to the creditor, who tells Amili; that closes the case")
    left = client.cases.status(case).remaining_capital or Decimal(0)
    payment = client.payments.register(
        case,
        creditor=_PARTIES["creditor"],
        amount=left,
        bank_transaction_date=stage.clock.now().wall.date(),
        creditor_payment_reference="demo-payment",
    )
    status = client.cases.status(case)
    stage.tell(f"{payment.status}: {payment.settled_amount} settled; the case is {'closed' if status.is_closed else 'open'}")
    return payment, status


def _paid_out(client: Sweden, stage: Stage) -> Reconciliation:
    stage.step("Amili pays out; are the payouts the sum of their specifications?")
    stage.sandbox.sweden.run_payouts()
    found = client.payouts.reconcile(creditor=_PARTIES["creditor"])
    rows = [(category, article, str(totals.total_amount)) for (category, article), totals in found.by_category_and_article.items()]
    stage.screen.table(("category", "article", "kronor"), [*rows, ("", "all", str(found.total.total_amount))])
    return found


def gist(body: dict[str, Any]) -> str | None:
    """What an answer says, for the trace."""
    if is_array(items := body.get("_items")):
        return f"{len(items)} found"
    if is_array(cases := body.get("_cases")):
        return f"cases {', '.join(map(short, cases))}"
    if "url" in body:
        return "stored"
    if "settled_amount" in body:
        return f"{body.get('status')}, {body['settled_amount']} settled"
    return str(body["state"]) if "state" in body else None
