"""What a client offers of what is done with a case, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.resource import Awaiting, Blocking
from amili_ext.sweden.ada.acting import cancellations, creditings, payments
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import async_query_listing, query_listing


class Payments(Blocking[Ada]):
    """`client.payments`: payments that a customer made directly to the creditor."""

    register = blocking(payments.register)
    refresh = blocking(payments.refresh)
    get = blocking(payments.PAYMENTS.get)
    list = query_listing(payments.PAYMENTS.list)


class Creditings(Blocking[Ada]):
    """`client.creditings`: what a creditor takes back of a claim."""

    register = blocking(creditings.register)
    refresh = blocking(creditings.refresh)
    get = blocking(creditings.CREDITINGS.get)
    list = query_listing(creditings.CREDITINGS.list)


class Cancellations(Blocking[Ada]):
    """`client.cancellations`: stop a case."""

    register = blocking(cancellations.register)
    refresh = blocking(cancellations.refresh)
    get = blocking(cancellations.CANCELLATIONS.get)
    list = query_listing(cancellations.CANCELLATIONS.list)


class AsyncPayments(Awaiting[Ada]):
    """`client.payments` of an async client."""

    register = awaitable(payments.register)
    refresh = awaitable(payments.refresh)
    get = awaitable(payments.PAYMENTS.get)
    list = async_query_listing(payments.PAYMENTS.list)


class AsyncCreditings(Awaiting[Ada]):
    """`client.creditings` of an async client."""

    register = awaitable(creditings.register)
    refresh = awaitable(creditings.refresh)
    get = awaitable(creditings.CREDITINGS.get)
    list = async_query_listing(creditings.CREDITINGS.list)


class AsyncCancellations(Awaiting[Ada]):
    """`client.cancellations` of an async client."""

    register = awaitable(cancellations.register)
    refresh = awaitable(cancellations.refresh)
    get = awaitable(cancellations.CANCELLATIONS.get)
    list = async_query_listing(cancellations.CANCELLATIONS.list)
