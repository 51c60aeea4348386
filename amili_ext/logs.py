"""Logging by allow-list: what is not named here is not written.

One logger, `amili_ext`. At DEBUG it tells method, address, status and attempt of each exchange; at INFO and above, what a
person who runs a nightly job wants to know (a refreshed token, an adopted batch, a wait that goes on). No body, no header, no secret, no
name, no identity number, no e-mail address, and of the query only names and the values of a few harmless parameters. The HTTP library has
a logger of its own, `httpx`, that writes whole addresses at INFO; set it to WARNING where invoice numbers must not be in logs.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amili_ext.flow import Request

logger = logging.getLogger("amili_ext")

HARMLESS_PARAMETERS = frozenset(
    {"Status", "State", "Type", "PageSize", "SortDirection", "From", "To", "page", "max_results", "sort", "projection"}
)
"""Query parameters whose values are written out; of all others only the name is."""


def describe(request: Request) -> str:
    """Method and address of a request, safe to write: `GET https://…/batches?State=QUEUED&PageToken=…`."""
    query = "&".join(f"{name}={value if name in HARMLESS_PARAMETERS else '…'}" for name, value in request.params)
    return f"{request.method} {request.url}{'?' + query if query else ''}"
