"""Cases that Amili has: list them, and find the one that has a certain number.

No page shows an operation that reads one case, so it is found in the list by the filter on its number. Whether a server heeds that filter
is not taken on trust: only a case that has exactly this number is the one.

A case's number is a text for you. The API writes it as an integer here and as a text in batches, settlements and webhooks.

Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amili_client.norway.collection.api.collections import get_cases_by_organization
from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.case_status import CaseStatus
from amili_client.norway.collection.models.case_type import CaseType
from amili_client.runtime import UNSET

from amili_ext.endpoint import call
from amili_ext.errors import PagingError
from amili_ext.filters import moment_in, size_in, text_in
from amili_ext.flow import Flow
from amili_ext.norway.collection.cases.errors import CaseNotFoundError, SeveralCasesError
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.envelope import next_page_token
from amili_ext.paging import Page, Source
from amili_ext.values import one_of, text
from amili_ext.wire import Problems

PAGE_SIZE = 100

_MOST_BITS = 256
"""Longer integers are a slip; Python refuses to write those of thousands of digits."""

MOST_PAGES = 50
"""So many pages are looked through for one number, should the server not heed the filter."""


def list_cases(
    context: Collection,
    *,
    status: CaseStatus | str | None = None,
    case_type: CaseType | str | None = None,
    case_number: str | int | None = None,
    customer_number: str | None = None,
    unique_source_invoice_id: str | None = None,
    search_term: str | None = None,
    from_created_at: datetime | str | None = None,
    to_created_at: datetime | str | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Source[Case]:
    """Every case of the organization, read page by page while you iterate.

    The filters are the API's own; the pages say neither what `search_term` looks through nor whether the two moments belong to the range.

    Args:
        from_created_at, to_created_at: with a time zone, as a `datetime` or as ISO 8601 text.
        page_size: at least 1; the pages do not say what is too large.
        page_token: goes on from where an earlier page ended.

    Raises:
        InputError: a filter is not what it must be; nothing was sent.

    Raises (while iterating):
        PagingError: the server repeated a page token.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
    """
    filters: dict[str, Any] = {
        "status": one_of(CaseStatus, "status", status),
        "type_": one_of(CaseType, "case_type", case_type),
        "case_number": UNSET if case_number is None else number_of("case_number", case_number),
        "customer_number": text_in("customer_number", customer_number),
        "unique_source_invoice_id": text_in("unique_source_invoice_id", unique_source_invoice_id),
        "search_term": text_in("search_term", search_term),
        "from_created_at": moment_in("from_created_at", from_created_at),
        "to_created_at": moment_in("to_created_at", to_created_at),
        "page_size": size_in(page_size),
    }
    first = text_in("page_token", page_token)

    def fetch(token: str | None) -> Flow[Page[Case]]:
        answer = yield from call(context.api, get_cases_by_organization, context.organization_id, **filters, page_token=token or UNSET)
        return Page(answer.data or [], next_page_token(answer.summary))

    return Source(fetch, first or None)


def find(context: Collection, case_number: str | int) -> Flow[Case]:
    """The case that has this number, as it is now.

    Raises:
        InputError: that cannot be a number of a case; nothing was sent.
        CaseNotFoundError: the organization has no such case.
        SeveralCasesError: it has several.
        PagingError: the server does not heed the filter, and the case was not found in what it sent instead.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
    """
    number = number_of("case_number", case_number)
    source = list_cases(context, case_number=number, page_size=PAGE_SIZE)
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = yield from source.fetch(token)
        found = [case for case in page.items if case.case_number == number]
        if found:
            return _only(found, number)
        token = page.next_page_token
        if not token:
            raise CaseNotFoundError(f"the organization has no case {number}", case_number=number)
    raise PagingError(f"case {number} is not on the first {MOST_PAGES} pages, and the server does not heed the filter on the number")


def number_of(name: str, value: str | int) -> str:
    """The number of a case that a caller passed.

    Raises:
        InputError: it is none.
    """
    problems = Problems()
    number = number_in(value, name, problems)
    problems.check()
    return number


def number_in(value: object, name: str, problems: Problems, index: int | None = None) -> str:
    """The number of a case in what a caller passed; what cannot be one is reported."""
    report = problems.at(index)
    if isinstance(value, int) and not isinstance(value, bool):
        if value < 0:
            report(name, "must not be negative")
        if value.bit_length() > _MOST_BITS:
            report(name, "has more digits than any number of a case")
            return ""
        return str(int(value))
    number = text(value, name, report)
    if number is not None and not number.strip():
        report(name, "is empty")
    return number or ""


def _only(found: list[Case], number: str) -> Case:
    others = {case.case_id for case in found} - {found[0].case_id}
    if others:
        ids = [case.case_id for case in found if case.case_id]
        raise SeveralCasesError(f"the organization has {len(others) + 1} cases {number}", case_number=number, candidates=ids)
    return found[0]
