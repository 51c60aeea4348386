"""What a client offers of the Collection API, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.norway.collection import corrections, invoices, payments
from amili_ext.norway.collection.batch import batches, submission, waiting
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.tracing import tracing
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class Batches(Blocking[Collection]):
    """`client.batches`: read batches, list them, wait for them."""

    get = blocking(batches.get)
    list = listing(batches.list_batches)
    wait = blocking(waiting.wait)
    wait_all = iterating(waiting.wait_all)


class Invoices(Blocking[Collection]):
    """`client.invoices`: hand over invoices, read and list what Amili has."""

    submit = blocking(submission.submit)
    submit_and_wait = blocking(submission.submit_and_wait)
    submit_batches = iterating(submission.submit_batches)
    get = blocking(invoices.get)
    list = listing(invoices.list_invoices)
    trace = iterating(tracing.trace)


class Payments(Blocking[Collection]):
    """`client.payments`: register what the creditor was paid directly."""

    register = blocking(payments.register)
    register_and_wait = blocking(payments.register_and_wait)
    register_batches = iterating(payments.register_batches)


class Corrections(Blocking[Collection]):
    """`client.corrections`: register corrections of what is owed."""

    register = blocking(corrections.register)
    register_and_wait = blocking(corrections.register_and_wait)
    register_batches = iterating(corrections.register_batches)


class AsyncBatches(Awaiting[Collection]):
    """`client.batches` of an async client."""

    get = awaitable(batches.get)
    list = async_listing(batches.list_batches)
    wait = awaitable(waiting.wait)
    wait_all = async_iterating(waiting.wait_all)


class AsyncInvoices(Awaiting[Collection]):
    """`client.invoices` of an async client."""

    submit = awaitable(submission.submit)
    submit_and_wait = awaitable(submission.submit_and_wait)
    submit_batches = async_iterating(submission.submit_batches)
    get = awaitable(invoices.get)
    list = async_listing(invoices.list_invoices)
    trace = async_iterating(tracing.trace)


class AsyncPayments(Awaiting[Collection]):
    """`client.payments` of an async client."""

    register = awaitable(payments.register)
    register_and_wait = awaitable(payments.register_and_wait)
    register_batches = async_iterating(payments.register_batches)


class AsyncCorrections(Awaiting[Collection]):
    """`client.corrections` of an async client."""

    register = awaitable(corrections.register)
    register_and_wait = awaitable(corrections.register_and_wait)
    register_batches = async_iterating(corrections.register_batches)
