"""Invoices that Amili has: read one, and list them.

Pages: https://docs.amili.dev/getinvoicebyid-4148069e0 and https://docs.amili.dev/getinvoicesbyorganization-4148068e0
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from amili_client.norway.collection.api.invoice import get_invoice_by_id, get_invoices_by_organization
from amili_client.norway.collection.models.invoice import Invoice
from amili_client.norway.collection.models.invoice_status import InvoiceStatus
from amili_client.norway.collection.models.invoice_type import InvoiceType
from amili_client.runtime import UNSET

from amili_ext.endpoint import call
from amili_ext.errors import UnreadableResponseError
from amili_ext.filters import moment_or_day_in, text_in
from amili_ext.flow import Flow
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.envelope import next_page_token
from amili_ext.paging import Page, Source
from amili_ext.values import one_of, required_uuid


def get(context: Collection, invoice_id: UUID | str) -> Flow[Invoice]:
    """One invoice as it is now.

    Raises:
        InputError: the id is no UUID.
        NotFoundError: the organization has no such invoice.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    answer = yield from call(context.api, get_invoice_by_id, context.organization_id, required_uuid("invoice_id", invoice_id))
    if not answer.data:
        raise UnreadableResponseError("the answer for an invoice holds no invoice", status=200)
    return answer.data


def list_invoices(
    context: Collection,
    *,
    status: InvoiceStatus | str | None = None,
    invoice_type: InvoiceType | str | None = None,
    invoice_number: str | None = None,
    unique_source_invoice_id: str | None = None,
    customer_number: str | None = None,
    from_: datetime | date | None = None,
    to: datetime | date | None = None,
    page_token: str | None = None,
) -> Source[Invoice]:
    """Every invoice of the organization, read page by page while you iterate.

    The filters are the API's own; the pages do not say which date `from_` and `to` mean. `page_token` goes on from where an earlier
    page ended.

    Raises:
        InputError: a filter is not what it must be; nothing was sent.

    Raises (while iterating):
        PagingError: the server repeated a page token.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """

    filters: dict[str, Any] = {
        "status": one_of(InvoiceStatus, "status", status),
        "type_": one_of(InvoiceType, "invoice_type", invoice_type),
        "invoice_number": text_in("invoice_number", invoice_number),
        "unique_source_invoice_id": text_in("unique_source_invoice_id", unique_source_invoice_id),
        "customer_number": text_in("customer_number", customer_number),
        "from_": moment_or_day_in("from_", from_),
        "to": moment_or_day_in("to", to),
    }
    first = text_in("page_token", page_token)

    def fetch(token: str | None) -> Flow[Page[Invoice]]:
        answer = yield from call(context.api, get_invoices_by_organization, context.organization_id, **filters, page_token=token or UNSET)
        return Page(answer.data or [], next_page_token(answer.summary))

    return Source(fetch, first or None)
