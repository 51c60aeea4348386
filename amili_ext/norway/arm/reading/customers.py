"""Customers of the ARM client: list them, and read one by its number.

Page: https://docs.amili.dev/get-a-list-of-customers-3942679e0
"""

from __future__ import annotations

from amili_client.norway.arm.api.customers import get_customer as one_endpoint
from amili_client.norway.arm.api.customers import get_customers as list_endpoint
from amili_client.norway.arm.models.customer import Customer

from amili_ext.endpoint import call
from amili_ext.errors import UnreadableResponseError
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import language_of, number_in, user_id_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.listing import listed
from amili_ext.norway.arm.reading.unwrapping import unwrapping
from amili_ext.norway.arm.reading.wanted import Expand, Filters, Wanted, expand_in
from amili_ext.paging import Source


def list_customers(
    context: Receivables,
    *,
    filters: Filters = None,
    page_size: int | None = None,
    maximum_count: int | None = None,
    page_token: str | None = None,
) -> Source[Customer]:
    """Every customer, read page by page while you iterate.

    Args:
        filters: query parameters in the API's own spelling, all lower case. There are some, but their names are not documented.
        page_size: from 5 to 1000 customers at once; 100 if not given.
        maximum_count: from 1 to 10000 customers in all. Without it, a list that Amili ends at 10000 raises `PagingError` at its end.
        page_token: goes on from where an earlier page ended; nothing else may be passed with it.

    Raises:
        InputError: something of this is not what it must be; nothing was sent.

    Raises (while iterating):
        PagingError: the list may be incomplete; everything that came was given out before.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-a-list-of-customers-3942679e0
    """
    wanted = Wanted.read(filters, page_size, maximum_count, page_token)
    return listed(context, list_endpoint, lambda answer: answer.customers, wanted)


def get_customer(
    context: Receivables,
    customer_no: str | int,
    *,
    expand: Expand = None,
    user_id: str | None = None,
    language: str | None = None,
) -> Flow[Customer]:
    """The customer of that number, as it is now.

    Args:
        expand: what the answer shall hold beyond the usual; sent as it is given, several names with commas between them. That this
            operation takes it, and the end user, is a guess.
        user_id: the end user on whose behalf this is read, if not the client's.
        language: of descriptive texts, as `Accept-Language` takes it, if not the client's.

    Raises:
        InputError: an argument is not what it must be; nothing was sent.
        NotFoundError: there is no such customer.
        UnreadableResponseError: the answer holds no customer.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-one-customer-3942674e0
    """
    customer = yield from call(
        context.api,
        unwrapping(one_endpoint, "customer"),
        context.client_no,
        number_in("customer_no", customer_no),
        expand=expand_in(expand),
        userid=user_id_of(context, user_id),
        accept_language=language_of(context, language),
    )
    if not customer.customer_no:
        raise UnreadableResponseError("the answer for a customer holds none", status=200)
    return customer
