"""Documents, such as invoices: list them, and read one by its number.

What a document holds varies with its type and with what it is expanded by, so it is an open object: `document["dueDate"]`.

Page: https://docs.amili.dev/get-one-document-3942667e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.documents import get_document as one_endpoint
from amili_client.norway.arm.api.documents import get_documents as list_endpoint
from amili_client.norway.arm.models.document import Document

from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import language_of, number_in, user_id_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import array, unwrapping
from amili_ext.norway.arm.reading.wanted import Expand, Filters, Wanted, expand_in
from amili_ext.paging import Source


def list_documents(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
) -> Source[Document]:
    """Every document, read page by page while you iterate. The path and the limits are concluded; the first use warns.

    Args and errors as for `arm.customers.list`.

    Page: https://docs.amili.dev/get-a-list-of-documents-3942670e0
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    return listed(context, list_endpoint, lambda answer: array(answer, answer.documents, Document), wanted)


def get_document(
    context: Receivables,
    document_no: str | int,
    *,
    expand: Expand = None,
    user_id: str | None = None,
    language: str | None = None,
) -> Flow[Document]:
    """The document of that number, as it is now.

    Args:
        expand: what the answer shall hold beyond the usual; sent as it is given, several names with commas between them.
        user_id: the end user on whose behalf this is read, if not the client's.
        language: of descriptive texts, as `Accept-Language` takes it, if not the client's.

    Raises:
        InputError: an argument is not what it must be; nothing was sent.
        NotFoundError: there is no such document.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-one-document-3942667e0
    """
    return (
        yield from call(
            context.api,
            unwrapping(one_endpoint, "document"),
            context.client_no,
            number_in("document_no", document_no),
            expand=expand_in(expand),
            userid=user_id_of(context, user_id),
            accept_language=language_of(context, language),
        )
    )
