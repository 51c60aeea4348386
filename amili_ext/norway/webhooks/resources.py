"""What a client offers to whoever receives webhooks, blocking and async: the same flow behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.webhooks import hints
from amili_ext.resource import Awaiting, Blocking


class Webhooks(Blocking[Collection]):
    """`client.webhooks`: read what an event is about."""

    re_read = blocking(hints.re_read)


class AsyncWebhooks(Awaiting[Collection]):
    """`client.webhooks` of an async client."""

    re_read = awaitable(hints.re_read)
