"""What a client offers of settlements, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements import exporting, news, reading
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class Settlements(Blocking[Collection]):
    """`client.settlements`: what Amili settled, case by case."""

    get = blocking(reading.get)
    list = listing(reading.list_settlements)
    since = iterating(news.since)
    export_to_file = exporting.export_to_file


class AsyncSettlements(Awaiting[Collection]):
    """`client.settlements` of an async client."""

    get = awaitable(reading.get)
    list = async_listing(reading.list_settlements)
    since = async_iterating(news.since)
    export_to_file = exporting.export_to_file_async
