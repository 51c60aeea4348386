"""What a client offers of the Collection API, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.norway.collection import batches, invoices, submission, waiting
from amili_ext.norway.collection.context import Collection
from amili_ext.paging import async_listing, listing


class Batches:
    """`client.batches`: read batches, list them, wait for them."""

    def __init__(self, context: Collection, perform: BlockingPerformer) -> None:
        self.context = context
        self.perform = perform

    get = blocking(batches.get)
    list = listing(batches.list_batches)
    wait = blocking(waiting.wait)
    wait_all = iterating(waiting.wait_all)


class Invoices:
    """`client.invoices`: hand over invoices, read and list what Amili has."""

    def __init__(self, context: Collection, perform: BlockingPerformer) -> None:
        self.context = context
        self.perform = perform

    submit = blocking(submission.submit)
    submit_and_wait = blocking(submission.submit_and_wait)
    submit_batches = iterating(submission.submit_batches)
    get = blocking(invoices.get)
    list = listing(invoices.list_invoices)


class AsyncBatches:
    """`client.batches` of an async client."""

    def __init__(self, context: Collection, perform: AsyncPerformer) -> None:
        self.context = context
        self.perform = perform

    get = awaitable(batches.get)
    list = async_listing(batches.list_batches)
    wait = awaitable(waiting.wait)
    wait_all = async_iterating(waiting.wait_all)


class AsyncInvoices:
    """`client.invoices` of an async client."""

    def __init__(self, context: Collection, perform: AsyncPerformer) -> None:
        self.context = context
        self.perform = perform

    submit = awaitable(submission.submit)
    submit_and_wait = awaitable(submission.submit_and_wait)
    submit_batches = async_iterating(submission.submit_batches)
    get = awaitable(invoices.get)
    list = async_listing(invoices.list_invoices)
