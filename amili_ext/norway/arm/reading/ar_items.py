"""AR items, the postings of the customers' sub-ledger: list them, and read one by its id.

No page shows what an AR item holds, so it is an open object: `item["arItemId"]`.

Page: https://docs.amili.dev/get-a-list-of-ar-items-3942665e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.ar_items import get_ar_item as one_endpoint
from amili_client.norway.arm.api.ar_items import get_ar_items as list_endpoint
from amili_client.norway.arm.models.ar_item import ArItem

from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import language_of, number_in, user_id_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import array, unwrapping
from amili_ext.norway.arm.reading.wanted import Expand, Filters, Wanted, expand_in
from amili_ext.paging import Source


def list_ar_items(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
    language: str | None = None,
) -> Source[ArItem]:
    """Every AR item, read page by page while you iterate.

    Args:
        language: of descriptive texts, as `Accept-Language` takes it, if not the client's; it may go with `page_token`.

    The other args and the errors as for `arm.customers.list`.

    Page: https://docs.amili.dev/get-a-list-of-ar-items-3942665e0
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    spoken = language_of(context, language)
    return listed(context, list_endpoint, lambda answer: array(answer, answer.ar_items, ArItem), wanted, accept_language=spoken)


def get_ar_item(
    context: Receivables,
    ar_item_id: str | int,
    *,
    expand: Expand = None,
    user_id: str | None = None,
    language: str | None = None,
) -> Flow[ArItem]:
    """The AR item of that id, as it is now.

    Args:
        expand: what the answer shall hold beyond the usual; sent as it is given, several names with commas between them.
        user_id: the end user on whose behalf this is read, if not the client's.
        language: of descriptive texts, as `Accept-Language` takes it, if not the client's.

    Raises:
        InputError: an argument is not what it must be; nothing was sent.
        NotFoundError: there is no such item.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-one-ar-item-3942664e0
    """
    return (
        yield from call(
            context.api,
            unwrapping(one_endpoint, "arItem"),
            context.client_no,
            number_in("ar_item_id", ar_item_id),
            expand=expand_in(expand),
            userid=user_id_of(context, user_id),
            accept_language=language_of(context, language),
        )
    )
