"""What a client offers of payouts, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.resource import Awaiting, Blocking
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import async_query_listing, query_listing
from amili_ext.sweden.ada.money import export, exporting, finance


class Payouts(Blocking[Ada]):
    """`client.payouts`: what Amili paid out, line by line."""

    get = blocking(finance.get)
    list = query_listing(finance.list_payouts)
    specifications = query_listing(finance.specifications)
    get_specification = blocking(finance.get_specification)
    reconcile = blocking(finance.reconcile)
    export = iterating(export.export)
    export_to_file = exporting.export_to_file


class AsyncPayouts(Awaiting[Ada]):
    """`client.payouts` of an async client."""

    get = awaitable(finance.get)
    list = async_query_listing(finance.list_payouts)
    specifications = async_query_listing(finance.specifications)
    get_specification = awaitable(finance.get_specification)
    reconcile = awaitable(finance.reconcile)
    export = async_iterating(export.export)
    export_to_file = exporting.export_to_file_async
