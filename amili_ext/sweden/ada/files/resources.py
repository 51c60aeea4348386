"""What a client offers of uploads, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.resource import Awaiting, Blocking
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.files import media


class Media(Blocking[Ada]):
    """`client.media`: attach files to cases and invoices."""

    upload = blocking(media.upload)


class AsyncMedia(Awaiting[Ada]):
    """`client.media` of an async client."""

    upload = awaitable(media.upload)
