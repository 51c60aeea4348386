"""Bundles of documents: list them, and read one by its id.

No page shows what a bundle holds, so it is an open object: `bundle["documentBundleId"]`.

Page: https://docs.amili.dev/get-one-document-bundle-4205276e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.document_bundles import get_document_bundle as one_endpoint
from amili_client.norway.arm.api.document_bundles import get_document_bundles as list_endpoint
from amili_client.norway.arm.models.document_bundle import DocumentBundle

from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import number_in
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import array, unwrapping
from amili_ext.norway.arm.reading.wanted import Filters, Wanted
from amili_ext.paging import Source


def list_document_bundles(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
) -> Source[DocumentBundle]:
    """Every bundle, read page by page while you iterate. The path and the paging are concluded; the first use warns.

    Args and errors as for `arm.customers.list`.

    Page: https://docs.amili.dev/get-one-document-bundle-4205276e0 (its menu names the list)
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    return listed(context, list_endpoint, lambda answer: array(answer, answer.document_bundles, DocumentBundle), wanted)


def get_document_bundle(context: Receivables, document_bundle_id: str | int) -> Flow[DocumentBundle]:
    """The bundle of that id, as it is now. The path is concluded; the first use warns.

    Raises:
        InputError: that is no id; nothing was sent.
        NotFoundError: there is no such bundle.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-one-document-bundle-4205276e0
    """
    number = number_in("document_bundle_id", document_bundle_id)
    return (yield from call(context.api, unwrapping(one_endpoint, "documentBundle"), context.client_no, number))
