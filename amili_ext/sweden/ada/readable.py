"""What is read by its id and listed, and nothing more: one pair of flows for all such resources.

    PARTNERS.get(context, partner_id)
    PARTNERS.list(context, where={"organization_no": "5565675906"})

Pages: https://docs.amili.se/reference/endpoints/partner, https://docs.amili.se/reference/endpoints/account,
https://docs.amili.se/reference/endpoints/customer and https://docs.amili.se/guides/api-integration/user-management (access groups)
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from amili_client.sweden.ada.api.access_group import get_access_group, list_access_groups
from amili_client.sweden.ada.api.account import get_account, list_accounts
from amili_client.sweden.ada.api.creditor import get_creditor, list_creditors
from amili_client.sweden.ada.api.customer import get_customer
from amili_client.sweden.ada.api.customer import list_customers as list_customers_endpoint
from amili_client.sweden.ada.api.partner import get_partner, list_partners
from amili_client.sweden.ada.api.user import get_user, list_users
from amili_client.sweden.ada.models.customer import Customer
from attrs import frozen

from amili_ext.endpoint import Endpoint
from amili_ext.flow import Flow
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import Query, query
from amili_ext.sweden.ada.eve.pages import Answer, Document
from amili_ext.sweden.ada.eve.query import Projection, Sort
from amili_ext.sweden.ada.eve.reading import get
from amili_ext.sweden.ada.eve.where import Where
from amili_ext.values import text
from amili_ext.wire import Problems

T = TypeVar("T", bound=Document)


@frozen
class Readable(Generic[T]):
    """One resource: its name, and the generated modules that read one document and list many."""

    name: str
    one: Endpoint[..., T]
    many: Endpoint[..., Answer[T]]

    def get(self, context: Ada, document_id: str, *, projection: Projection | None = None) -> Flow[T]:
        """One of them, as it is now.

        Args:
            document_id: its id.
            projection: which fields; see `query`.

        Raises:
            InputError: that cannot be an id, or the projection is none.
            NotFoundError: there is none with this id, or it is not for these credentials to see.
        """
        return (yield from get(context.api, self.one, document_id, name=f"{self.name}_id", projection=projection))

    def list(
        self,
        context: Ada,
        *,
        where: Where | None = None,
        projection: Projection | None = None,
        sort: Sort | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
    ) -> Query[T]:
        """All of them, or those that a filter finds.

        Args:
            where: which; see `where`.
            projection: which fields; see `query`.
            sort: in which order; by `_id` if none is given.
            page_size: how many come at once, from 1 to 100, which is also the default.
            page_token: where to go on; see `listing`.

        Raises:
            InputError: something of this cannot be right.
        """
        return query(context.api, self.many, where=where, projection=projection, sort=sort, page_size=page_size, page_token=page_token)


PARTNERS = Readable("partner", get_partner, list_partners)
"""Of the Partner API only: partners see partners."""

ACCOUNTS = Readable("account", get_account, list_accounts)
CREDITORS = Readable("creditor", get_creditor, list_creditors)
USERS = Readable("user", get_user, list_users)
ACCESS_GROUPS = Readable("access_group", get_access_group, list_access_groups)
CUSTOMERS = Readable("customer", get_customer, list_customers_endpoint)


def list_customers(
    context: Ada,
    *,
    id_number: str | None = None,
    name: str | None = None,
    email: str | None = None,
    where: Where | None = None,
    projection: Projection | None = None,
    sort: Sort | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Query[Customer]:
    """Customers, searched by what the API searches them by, by a filter, or by both.

    Customers come into being with registrations of cases and invoices. That this list takes a filter, an order and a projection as all
    others do is concluded; its own page shows only the three searches.
    Page: https://docs.amili.se/reference/endpoints/customer

    Args:
        id_number: a personal or organization number.
        name: a name.
        email: an email address.
        where: which; see `where`.
        projection: which fields; see `query`.
        sort: in which order; by `_id` if none is given.
        page_size: how many come at once, from 1 to 100, which is also the default.
        page_token: where to go on; see `listing`.

    Raises:
        InputError: something of this cannot be right. An empty search is refused too: it would find everybody.
    """
    problems = Problems()
    report = problems.at(None)
    searches: dict[str, Any] = {}
    for path, value in {"id_number": id_number, "name": name, "email": email}.items():
        if value is not None:
            searches[path] = text(value, path, report)
            if searches[path] is not None and not searches[path].strip():
                report(path, "is empty; leave it out to search by something else")
    problems.check()
    return query(
        context.api,
        list_customers_endpoint,
        where=where,
        projection=projection,
        sort=sort,
        page_size=page_size,
        page_token=page_token,
        **searches,
    )
