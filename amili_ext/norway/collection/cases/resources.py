"""What a client offers of cases, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.norway.collection.cases import acting, reading
from amili_ext.norway.collection.context import Collection
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class Cases(Blocking[Collection]):
    """`client.cases`: find and list cases, act on one or on thousands."""

    list = listing(reading.list_cases)
    find = blocking(reading.find)
    pause = blocking(acting.pause)
    resume = blocking(acting.resume)
    withdraw = blocking(acting.withdraw)
    accept_debt_collection_list = blocking(acting.accept_debt_collection_list)
    reject_debt_collection_list = blocking(acting.reject_debt_collection_list)
    accept_eviction_request = blocking(acting.accept_eviction_request)
    reject_eviction_request = blocking(acting.reject_eviction_request)
    accept_eviction_confirmation = blocking(acting.accept_eviction_confirmation)
    reject_eviction_confirmation = blocking(acting.reject_eviction_confirmation)
    act_all = iterating(acting.act_all)
    wait = blocking(acting.wait)


class AsyncCases(Awaiting[Collection]):
    """`client.cases` of an async client."""

    list = async_listing(reading.list_cases)
    find = awaitable(reading.find)
    pause = awaitable(acting.pause)
    resume = awaitable(acting.resume)
    withdraw = awaitable(acting.withdraw)
    accept_debt_collection_list = awaitable(acting.accept_debt_collection_list)
    reject_debt_collection_list = awaitable(acting.reject_debt_collection_list)
    accept_eviction_request = awaitable(acting.accept_eviction_request)
    reject_eviction_request = awaitable(acting.reject_eviction_request)
    accept_eviction_confirmation = awaitable(acting.accept_eviction_confirmation)
    reject_eviction_confirmation = awaitable(acting.reject_eviction_confirmation)
    act_all = async_iterating(acting.act_all)
    wait = awaitable(acting.wait)
