"""What a client offers of the legacy API, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.norway.autocollect import batches
from amili_ext.norway.autocollect.batches import Legacy
from amili_ext.resource import Awaiting, Blocking


class AutoCollect(Blocking[Legacy]):
    """`client.autocollect`: fetch a batch, send one, fetch an attachment."""

    get_batch = blocking(batches.get_batch)
    send_batch = blocking(batches.send_batch)
    get_attachment = blocking(batches.get_attachment)
    ping = blocking(batches.ping)


class AsyncAutoCollect(Awaiting[Legacy]):
    """`client.autocollect` of an async client."""

    get_batch = awaitable(batches.get_batch)
    send_batch = awaitable(batches.send_batch)
    get_attachment = awaitable(batches.get_attachment)
    ping = awaitable(batches.ping)
