"""Settlements that Amili has made: read one, and list them.

A settlement is about one invoice of one case; how the amounts are called no page shows, so they are in `additional_properties`.

Pages: https://docs.amili.dev/getsettlements-4148071e0 and https://docs.amili.dev/getsettlement-on-id-4148072e0
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from amili_client.norway.collection.api.settlement import get_settlement_by_id, get_settlements
from amili_client.norway.collection.models.settlement import Settlement
from amili_client.runtime import UNSET

from amili_ext.endpoint import call
from amili_ext.errors import InputError, Problem, UnreadableResponseError
from amili_ext.filters import size_in, text_in
from amili_ext.flow import Flow
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.envelope import next_page_token
from amili_ext.paging import Page, Source
from amili_ext.values import kind_of, read_moment, required_uuid


def get(context: Collection, settlement_id: UUID | str) -> Flow[Settlement]:
    """One settlement as it is now.

    Raises:
        InputError: the id is no UUID; nothing was sent.
        NotFoundError: the organization has no such settlement.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/getsettlement-on-id-4148072e0
    """
    answer = yield from call(context.api, get_settlement_by_id, context.organization_id, required_uuid("settlement_id", settlement_id))
    if not answer.data:
        raise UnreadableResponseError("the answer for a settlement holds no settlement", status=200)
    return answer.data


def list_settlements(
    context: Collection,
    *,
    from_date: date | str | None = None,
    to_date: date | str | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Source[Settlement]:
    """Every settlement of the organization, read page by page while you iterate.

    The filters are the API's own; the pages do not say whether the two days belong to the range, nor in which time zone they are.

    Args:
        from_date, to_date: days, as a `date` or as ISO 8601 text.
        page_size: at least 1; the pages do not say what is too large.
        page_token: goes on from where an earlier page ended.

    Raises:
        InputError: a filter is not what it must be; nothing was sent.

    Raises (while iterating):
        PagingError: the server repeated a page token.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/getsettlements-4148071e0
    """
    first_day, last_day = day_in("from_date", from_date), day_in("to_date", to_date)
    if first_day and last_day and first_day > last_day:
        raise InputError([Problem(None, "to_date", "is before from_date")])
    size = size_in(page_size)
    first = text_in("page_token", page_token)

    def fetch(token: str | None) -> Flow[Page[Settlement]]:
        answer = yield from call(
            context.api,
            get_settlements,
            context.organization_id,
            from_date=first_day or UNSET,
            to_date=last_day or UNSET,
            page_size=size,
            page_token=token or UNSET,
        )
        return Page(answer.data or [], next_page_token(answer.summary))

    return Source(fetch, first or None)


def day_in(name: str, value: date | str | None) -> date | None:
    """A day that a caller passed, if one was passed.

    Raises:
        InputError: it is none, or a moment, whose day depends on the time zone.
    """
    if value is None:
        return None
    day = read_moment(value)
    if day is None or isinstance(day, datetime):
        what = "a date and time" if day is not None else "another text" if isinstance(value, str) else kind_of(value)
        raise InputError([Problem(None, name, f"must be a date without a time, not {what}")])
    return day
