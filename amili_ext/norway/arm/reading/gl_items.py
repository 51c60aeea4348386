"""GL items, the postings of the general ledger: list them, and read one by its id.

No page shows what a GL item holds, so it is an open object: `item["glYear"]`.

Page: https://docs.amili.dev/get-a-list-of-gl-items-3942673e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.gl_items import get_gl_item as one_endpoint
from amili_client.norway.arm.api.gl_items import get_gl_items as list_endpoint
from amili_client.norway.arm.models.gl_item import GlItem

from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import language_of, number_in
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import array, unwrapping
from amili_ext.norway.arm.reading.wanted import Filters, Wanted
from amili_ext.paging import Source


def list_gl_items(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
) -> Source[GlItem]:
    """Every GL item, read page by page while you iterate.

    Args and errors as for `arm.customers.list`.

    Page: https://docs.amili.dev/get-a-list-of-gl-items-3942673e0
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    return listed(context, list_endpoint, lambda answer: array(answer, answer.gl_items, GlItem), wanted)


def get_gl_item(context: Receivables, gl_item_id: str | int, *, language: str | None = None) -> Flow[GlItem]:
    """The GL item of that id, as it is now.

    Args:
        language: of descriptive texts, as `Accept-Language` takes it, if not the client's.

    Raises:
        InputError: an argument is not what it must be; nothing was sent.
        NotFoundError: there is no such item.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-one-gl-item-3942672e0
    """
    number, spoken = number_in("gl_item_id", gl_item_id), language_of(context, language)
    return (yield from call(context.api, unwrapping(one_endpoint, "glItem"), context.client_no, number, accept_language=spoken))
