"""Items of the log: list them, and read one by its id.

No page shows what an item of the log holds, so it is an open object.

Page: https://docs.amili.dev/get-a-list-of-log-items-4205290e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.log_items import get_log_item as one_endpoint
from amili_client.norway.arm.api.log_items import get_log_items as list_endpoint
from amili_client.norway.arm.models.log_item import LogItem

from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import number_in
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import array, unwrapping
from amili_ext.norway.arm.reading.wanted import Filters, Wanted
from amili_ext.paging import Source


def list_log_items(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
) -> Source[LogItem]:
    """Every item of the log, read page by page while you iterate. The path and the paging are concluded; the first use warns.

    Args and errors as for `arm.customers.list`.

    Page: https://docs.amili.dev/get-a-list-of-log-items-4205290e0
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    return listed(context, list_endpoint, lambda answer: array(answer, answer.log_items, LogItem), wanted)


def get_log_item(context: Receivables, log_item_id: str | int) -> Flow[LogItem]:
    """The item of the log that has that id. The path is concluded; the first use warns.

    Raises:
        InputError: that is no id; nothing was sent.
        NotFoundError: there is no such item.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-a-list-of-log-items-4205290e0 (its menu names the operation)
    """
    number = number_in("log_item_id", log_item_id)
    return (yield from call(context.api, unwrapping(one_endpoint, "logItem"), context.client_no, number))
