"""What a client offers of that which can only be read, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading import document_bundles, gl_items, gl_movements, log_items
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class GlItems(Blocking[Receivables]):
    """`arm.gl_items`: the postings of the general ledger."""

    list = listing(gl_items.list_gl_items)
    get = blocking(gl_items.get_gl_item)


class AsyncGlItems(Awaiting[Receivables]):
    """`arm.gl_items` of an async client."""

    list = async_listing(gl_items.list_gl_items)
    get = awaitable(gl_items.get_gl_item)


class GlMovements(Blocking[Receivables]):
    """`arm.gl_movements`: movements and balances of the general ledger."""

    list = listing(gl_movements.list_gl_movements)


class AsyncGlMovements(Awaiting[Receivables]):
    """`arm.gl_movements` of an async client."""

    list = async_listing(gl_movements.list_gl_movements)


class DocumentBundles(Blocking[Receivables]):
    """`arm.document_bundles`: documents that belong together."""

    list = listing(document_bundles.list_document_bundles)
    get = blocking(document_bundles.get_document_bundle)


class AsyncDocumentBundles(Awaiting[Receivables]):
    """`arm.document_bundles` of an async client."""

    list = async_listing(document_bundles.list_document_bundles)
    get = awaitable(document_bundles.get_document_bundle)


class LogItems(Blocking[Receivables]):
    """`arm.log_items`: what ARM has noted."""

    list = listing(log_items.list_log_items)
    get = blocking(log_items.get_log_item)


class AsyncLogItems(Awaiting[Receivables]):
    """`arm.log_items` of an async client."""

    list = async_listing(log_items.list_log_items)
    get = awaitable(log_items.get_log_item)
