"""Movements and balances of the general ledger: list them.

No page shows what a movement holds, so it is an open object.

Page: https://docs.amili.dev/get-a-list-of-gl-movementsbalances-4205287e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.gl_movements import get_gl_movements as list_endpoint
from amili_client.norway.arm.models.gl_movement import GlMovement

from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import array
from amili_ext.norway.arm.reading.wanted import Filters, Wanted
from amili_ext.paging import Source


def list_gl_movements(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
) -> Source[GlMovement]:
    """Every movement and balance, read page by page while you iterate. The path and the paging are concluded; the first use warns.

    Args and errors as for `arm.customers.list`.

    Page: https://docs.amili.dev/get-a-list-of-gl-movementsbalances-4205287e0
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    return listed(context, list_endpoint, lambda answer: array(answer, answer.gl_movements, GlMovement), wanted)
