"""What a client offers for writing to the ledgers, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.posting import ar_items, auto_postings, files, reservations
from amili_ext.norway.arm.reading import ar_items as reading
from amili_ext.paging import async_listing, listing
from amili_ext.resource import Awaiting, Blocking


class ArItems(Blocking[Receivables]):
    """`arm.ar_items`: the postings of the customer ledger, and changing one."""

    list = listing(reading.list_ar_items)
    get = blocking(reading.get_ar_item)
    update = blocking(ar_items.update)


class AsyncArItems(Awaiting[Receivables]):
    """`arm.ar_items` of an async client."""

    list = async_listing(reading.list_ar_items)
    get = awaitable(reading.get_ar_item)
    update = awaitable(ar_items.update)


class AutoPostings(Blocking[Receivables]):
    """`arm.auto_postings`: entries to the ledgers, all or nothing."""

    create = blocking(auto_postings.create)


class AsyncAutoPostings(Awaiting[Receivables]):
    """`arm.auto_postings` of an async client."""

    create = awaitable(auto_postings.create)


class Files(Blocking[Receivables]):
    """`arm.files`: upload files."""

    upload = blocking(files.upload)


class AsyncFiles(Awaiting[Receivables]):
    """`arm.files` of an async client."""

    upload = awaitable(files.upload)


class PaymentReservations(Blocking[Receivables]):
    """`arm.payment_reservations`: reserve payments."""

    create = blocking(reservations.create)


class AsyncPaymentReservations(Awaiting[Receivables]):
    """`arm.payment_reservations` of an async client."""

    create = awaitable(reservations.create)
