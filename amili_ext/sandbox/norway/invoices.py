"""Showing invoices and what happened to them, and the older actions on them.

Where the pages are silent:

* An invoice has the status of its case. What the actions on it do is in `actions`.
* `From` and `To` bound `createdAt`; see `moments`. `CustomerNumber` matches any of an invoice's debtors. `Status` and `Type` match whatever
  their case.
* The payments of an invoice are those that the creditor registered and those of the debtor to Amili, oldest first. There are no
  documents. The history is what the webhooks tell of the case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse
from amili_ext.sandbox.norway.actions import INVOICE_ACTIONS
from amili_ext.sandbox.norway.booking import PAYMENT
from amili_ext.sandbox.norway.cases import request_action
from amili_ext.sandbox.norway.context import CREDITOR_NAME, ORGANIZATION_NUMBER, Context, success
from amili_ext.sandbox.norway.moments import read_span, show_time
from amili_ext.sandbox.norway.paging import list_response, read_page
from amili_ext.sandbox.norway.rows import InvoiceFilter, InvoiceRow
from amili_ext.sandbox.norway.validation import Call


@frozen
class InvoicesApi:
    """The part of the Collection API that is about invoices that were accepted."""

    context: Context

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "getInvoicesByOrganization": self._list,
            "getInvoiceById": self._get,
            "getInvoicePayments": self._payments,
            "getInvoiceDocuments": self._documents,
            "getInvoiceHistory": self._history,
            **dict.fromkeys(INVOICE_ACTIONS, self._act),
        }

    def _get(self, call: Call) -> SandboxResponse:
        organization = self.context.organization(call)
        self.context.process()
        invoice = self.context.store.invoice(organization, call.path["invoiceId"].lower())
        if invoice is None:
            raise Refusal(404, "There is no such invoice.")
        return success(_show(invoice))

    def _list(self, call: Call) -> SandboxResponse:
        organization = self.context.organization(call)
        page = read_page(call, self.context.settings)
        created_from, created_before = read_span(call, "From", "To")
        now = self.context.process()
        wanted = InvoiceFilter(
            created_until=now - timedelta(seconds=self.context.settings.invoice_listing_delay),
            status=call.query.get("Status"),
            type=call.query.get("Type"),
            number=call.query.get("InvoiceNumber"),
            source_id=call.query.get("UniqueSourceInvoiceId"),
            customer_number=call.query.get("CustomerNumber"),
            created_from=created_from,
            created_before=created_before,
        )
        return list_response(self.context.store.invoices(organization, wanted, page), page, _show)

    def _payments(self, call: Call) -> SandboxResponse:
        self.context.process()
        return success(self.context.store.cases.bookings(self.context.case_of_invoice(call), PAYMENT))

    def _documents(self, call: Call) -> SandboxResponse:
        self.context.process()
        self.context.case_of_invoice(call)
        return success([])

    def _history(self, call: Call) -> SandboxResponse:
        self.context.process()
        events = self.context.store.events.of_case(self.context.case_of_invoice(call).id)
        return success([{"event": event.type, "at": show_time(event.at), **event.data} for event in events])

    def _act(self, call: Call) -> SandboxResponse:
        return request_action(self.context, call, self.context.case_of_invoice)


def _show(invoice: InvoiceRow) -> dict[str, Any]:
    shown = {
        "id": invoice.id,
        "organization": {"id": invoice.organization, "organizationNumber": ORGANIZATION_NUMBER, "name": CREDITOR_NAME},
        "invoiceNumber": invoice.number,
        "collectionCaseNumber": invoice.case_number,
        "type": invoice.type,
        "status": invoice.status,
        "createdAt": show_time(invoice.created_at),
    }
    return {name: value for name, value in shown.items() if value is not None}
