"""What an ARM client offers of documents, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.documents import batches, creating
from amili_ext.norway.arm.reading import documents
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class Documents(Blocking[Receivables]):
    """`client.documents`: create documents, read and list them."""

    create = blocking(creating.create)
    create_batch = blocking(batches.create_batch)
    create_batches = iterating(batches.create_batches)
    get = blocking(documents.get_document)
    list = listing(documents.list_documents)


class AsyncDocuments(Awaiting[Receivables]):
    """`client.documents` of an async client."""

    create = awaitable(creating.create)
    create_batch = awaitable(batches.create_batch)
    create_batches = async_iterating(batches.create_batches)
    get = awaitable(documents.get_document)
    list = async_listing(documents.list_documents)
