"""What a client offers of invoices and cases that are registered, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.resource import Awaiting, Blocking
from amili_ext.sweden.ada.acting import cases
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import async_query_listing, query_listing
from amili_ext.sweden.ada.registering import case_registration, invoices


class Invoices(Blocking[Ada]):
    """`client.invoices`: register invoices for Amili to distribute, read and list them."""

    register = blocking(invoices.register)
    register_all = iterating(invoices.register_all)
    get = blocking(invoices.INVOICES.get)
    list = query_listing(invoices.INVOICES.list)


class Cases(Blocking[Ada]):
    """`client.cases`: register cases for collection, and follow them."""

    register = blocking(case_registration.register)
    register_all = iterating(case_registration.register_all)
    get = blocking(cases.get)
    status = blocking(cases.status)
    list = query_listing(cases.CASES.list)
    list_open = query_listing(cases.list_open)
    list_closed = query_listing(cases.list_closed)
    link = staticmethod(cases.link)


class AsyncInvoices(Awaiting[Ada]):
    """`client.invoices` of an async client."""

    register = awaitable(invoices.register)
    register_all = async_iterating(invoices.register_all)
    get = awaitable(invoices.INVOICES.get)
    list = async_query_listing(invoices.INVOICES.list)


class AsyncCases(Awaiting[Ada]):
    """`client.cases` of an async client."""

    register = awaitable(case_registration.register)
    register_all = async_iterating(case_registration.register_all)
    get = awaitable(cases.get)
    status = awaitable(cases.status)
    list = async_query_listing(cases.CASES.list)
    list_open = async_query_listing(cases.list_open)
    list_closed = async_query_listing(cases.list_closed)
    link = staticmethod(cases.link)
