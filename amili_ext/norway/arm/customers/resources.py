"""What a client offers of customers, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.customers import batches, deleting, writing
from amili_ext.norway.arm.reading import customers as reading
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class Customers(Blocking[Receivables]):
    """`client.customers`: list, read, create, change and delete customers, one at a time or in batches."""

    list = listing(reading.list_customers)
    get = blocking(reading.get_customer)
    create = blocking(writing.create)
    update = blocking(writing.update)
    delete = blocking(deleting.delete)
    create_batch = blocking(batches.create_batch)
    update_batch = blocking(batches.update_batch)


class AsyncCustomers(Awaiting[Receivables]):
    """`client.customers` of an async client."""

    list = async_listing(reading.list_customers)
    get = awaitable(reading.get_customer)
    create = awaitable(writing.create)
    update = awaitable(writing.update)
    delete = awaitable(deleting.delete)
    create_batch = awaitable(batches.create_batch)
    update_batch = awaitable(batches.update_batch)
