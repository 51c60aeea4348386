"""Lists: a stored query, its pages and their `summary`.

Documented: `maximumcount` 10000 at most and by default, `pagesize` 100 by default and 1000 at most, 10 instead of less than 5; the names in
`summary`, and that later pages are `?query=<queryId>&pageno=<n>`. Where the pages are silent:

* A larger `maximumcount` or `pagesize` becomes the largest; a `maximumcount` below 1 is 400.
* `totalCount` counts what the query has, so at most its `maximumCount`. A list without anything has one page of none, and `totalPages` 0.
* A query keeps which records it found, not what is in them: a record that is new meanwhile is on none of its pages, one that is gone leaves
  its page shorter.
* On the last page there is no `nextPage`. `query` without `pageno` is the first page, `pageno` without `query` may only be 1; a page that
  does not exist is 404, as is a query that is unknown or of another list.
* The size, the cap and the filters belong to the query: beside `query` they are 400.
* A filter finds the records with this value, whatever its case. Which filters a list has is in `filters_of`.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.context import ArmContext
from amili_ext.sandbox.norway.arm.rows import Kind, Query, Record
from amili_ext.sandbox.norway.arm.seeds import documented_customer
from amili_ext.sandbox.norway.validation import Call

MAXIMUM_COUNT = 10_000
PAGE_SIZE = 100
MAX_PAGE_SIZE = 1000
_SMALLEST_PAGE, _INSTEAD_OF_LESS = 5, 10

_FILTERS = {
    Kind.CUSTOMER: [name for name, value in documented_customer().items() if not isinstance(value, dict | list)],
    Kind.DOCUMENT: [
        "documentType",
        "customerNo",
        "documentNo",
        "documentDate",
        "dueDate",
        "currency",
        "language",
        "kid",
        "marketingMessageCode",
        "salesOrderId",
        "purchaseOrderId",
        "sellerReference",
        "buyerReference",
        "additionalReference",
        "subCustomerNo",
    ],
    Kind.AR_ITEM: [
        "arItemId",
        "accountNo",
        "customerNo",
        "documentNo",
        "documentType",
        "documentDate",
        "dueDate",
        "currency",
        "kid",
        "referenceNo",
        "creditedArItemId",
    ],
}


def filters_of(kind: Kind) -> dict[str, str]:
    """The names of the filters of a list, each with the field that it looks at."""
    return {name.lower(): name for name in _FILTERS[kind]}


def list_response(context: ArmContext, call: Call, kind: Kind) -> SandboxResponse:
    """The page that a request wants of a list, which is a new one unless it names a stored query."""
    client = context.client(call)
    page_no: int = call.query.get("pageno", 1)
    query_id: str | None = call.query.get("query")
    if query_id is None:
        query = _new_query(context, call, client, kind)
        if page_no != 1:
            raise Refusal(400, errors={"pageno": ["needs the query whose page it is"]})
    else:
        query = _stored_query(context, call, client, kind, query_id)
    pages = -(-len(query.found) // query.page_size)
    if not 1 <= page_no <= max(pages, 1):
        raise Refusal(404, "The query has no such page.")
    records = context.store.these(query.found[(page_no - 1) * query.page_size : page_no * query.page_size])
    addresses = _Addresses(context, call, query)
    summary: dict[str, Any] = {
        "pageNo": page_no,
        "currentPageSize": len(records),
        "pageSizeLimit": query.page_size,
        "totalPages": pages,
        "totalCount": len(query.found),
        "maximumCount": query.maximum,
    }
    if page_no < pages:
        summary["nextPage"] = addresses.page(page_no + 1)
    summary["lastPage"] = addresses.page(max(pages, 1))
    if context.settings.arm_query_id:
        summary["queryId"] = query.id
    return json_response(200, {"summary": summary, kind.value: [record.content for record in records]})


class _Addresses:
    def __init__(self, context: ArmContext, call: Call, query: Query) -> None:
        settings = context.settings
        base = settings.arm_page_url or settings.public_url or f"http://{call.request.header('host') or 'localhost'}"
        self._start = f"{base}{call.request.path}?query={query.id}"

    def page(self, number: int) -> str:
        return f"{self._start}&pageno={number}"


def _new_query(context: ArmContext, call: Call, client: int, kind: Kind) -> Query:
    maximum: int = call.query.get("maximumcount", MAXIMUM_COUNT)
    size: int = call.query.get("pagesize", PAGE_SIZE)
    if maximum < 1:
        raise Refusal(400, errors={"maximumcount": ["must be at least 1"]})
    maximum = min(maximum, MAXIMUM_COUNT)
    with context.store.transaction():
        found = [record.seq for record in _matching(context.store.all(client, kind), call, kind)]
        query = Query(
            id=urlsafe_b64encode(context.new_id().bytes).decode().rstrip("="),
            client=client,
            kind=kind,
            page_size=_INSTEAD_OF_LESS if size < _SMALLEST_PAGE else min(size, MAX_PAGE_SIZE),
            maximum=maximum,
            found=found[:maximum],
        )
        context.store.add_query(query)
    return query


def _stored_query(context: ArmContext, call: Call, client: int, kind: Kind, query_id: str) -> Query:
    of_the_query = {"maximumcount", "pagesize", *filters_of(kind)}
    if strangers := sorted(of_the_query & call.query.keys()):
        raise Refusal(400, errors={name: ["belongs to the stored query"] for name in strangers})
    query = context.store.query(client, kind, query_id)
    if query is None:
        raise Refusal(404, "There is no such query.")
    return query


def _matching(records: list[Record], call: Call, kind: Kind) -> Iterator[Record]:
    wanted = {field: call.query[name].lower() for name, field in filters_of(kind).items() if name in call.query}
    for record in records:
        if all(str(record.content.get(field, "")).lower() == text for field, text in wanted.items()):
            yield record
