"""Lists: iterate them for the items, or page by page; count them; take the first.

    for case in client.cases.list(where=where.eq("creditor", creditor_id), projection=["state", "status"]):
        ...

A list in the default order gives everything that is there from beginning to end exactly once, however it changes meanwhile; see `pages`. In
an order of the caller's own, pages are counted from the front, as the API documents it: what is added or taken out in front meanwhile
moves the rest, so that something can be missed. What then comes a second time is left out.

Each iteration reads the list anew, holding one page at a time. `next_page_token` of a page, passed as `page_token`, goes on after it, also
in another process.

Page: https://docs.amili.se/reference/common/pagination
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from attrs import field, frozen

from amili_ext.endpoint import Api, Endpoint
from amili_ext.errors import InputError, PagingError, Problem
from amili_ext.flow import AsyncResource, BlockingResource, Effect, Flow, Stream, run, run_async
from amili_ext.paging import MOST_EMPTY_PAGES, AsyncListing, Listing, Page, Source
from amili_ext.sweden.ada.eve.pages import LARGEST_PAGE, Answer, Ask, Document
from amili_ext.sweden.ada.eve.query import Projection, Sort, read_projection, read_sort
from amili_ext.sweden.ada.eve.where import Where, read_filter
from amili_ext.values import kind_of

C = TypeVar("C")
P = ParamSpec("P")
T = TypeVar("T", bound=Document)

MOST_REMEMBERED = 10 * LARGEST_PAGE
"""So many of the last ids are remembered to leave out what comes a second time."""


@frozen
class Query(Source[T]):
    """A list that is asked for; what it needs to know is in `ask`."""

    ask: Ask[T] = field(kw_only=True)

    def pages(self) -> Stream[Page[T]]:
        """All pages.

        Raises:
            PagingError: the server goes in circles, or promises documents that it does not give.
        """
        return Source(_Remembering(self.fetch).page, self.page_token).pages()

    def items(self) -> Stream[T]:
        """All items on those pages.

        Raises:
            PagingError: as for `pages`.
        """
        return Source(_Remembering(self.fetch).page, self.page_token).items()

    def count(self) -> Flow[int]:
        """How many items there are, by one request."""
        return self.ask.count()

    def first(self) -> Flow[T | None]:
        """The first item or None, by one request."""
        return self.ask.first()


def query(
    api: Api,
    endpoint: Endpoint[..., Answer[T]],
    *,
    where: Where | None = None,
    projection: Projection | None = None,
    sort: Sort | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
    **parameters: Any,
) -> Query[T]:
    """A list of that endpoint.

    Args:
        where: which documents; see `where`.
        projection: which fields; see `query`.
        sort: in which order; by `_id` if none is given.
        page_size: how many come at once, from 1 to 100, which is also the default.
        page_token: where to go on; see this module.
        parameters: further arguments of the endpoint.

    Raises:
        InputError: something of this cannot be right.
    """
    size = _read_size(page_size)
    token: Any = page_token
    if token is not None and not isinstance(token, str):
        raise InputError([Problem(None, "page_token", f"must be a text that a page has given out, not {kind_of(token)}")])
    ask = Ask(api, endpoint, read_filter(where), read_projection(projection), read_sort(sort), size, parameters)
    return Query(ask.page, page_token, ask=ask)


def _read_size(size: Any) -> int:
    if size is None:
        return LARGEST_PAGE
    if isinstance(size, int) and not isinstance(size, bool) and 1 <= size <= LARGEST_PAGE:
        return int(size)
    raise InputError([Problem(None, "page_size", f"must be a whole number from 1 to {LARGEST_PAGE}")])


class _Remembering(Generic[T]):
    """Leaves out what came before, as far as the last ids tell, and notices a server that goes in circles."""

    def __init__(self, fetch: Callable[[str | None], Flow[Page[T]]]) -> None:
        self._fetch = fetch
        self._seen: dict[str, None] = {}
        self._before: list[T] = []
        self._alike = 0

    def page(self, token: str | None) -> Flow[Page[T]]:
        page = yield from self._fetch(token)
        self._alike = self._alike + 1 if page.items and page.items == self._before else 0
        # Documents without an id, of which few fields are wanted, may look alike for some pages.
        if self._alike >= (1 if any(item.field_id for item in page.items) else MOST_EMPTY_PAGES):
            raise PagingError("the server sent the same page again; the list may be incomplete")
        self._before = page.items
        return Page([item for item in page.items if self._is_new(item)], page.next_page_token)

    def _is_new(self, item: T) -> bool:
        name = item.field_id
        if not name:
            return True  # without an id nothing can be said
        if name in self._seen:
            return False
        self._seen[name] = None
        if len(self._seen) > MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True


# -- for the resources of a client -------------------------------------------------------------------------------------------------


class QueryListing(Listing[T]):
    """A list of the API: iterate it for the items, or `pages()`; each iteration reads it anew."""

    def __init__(self, query: Query[T], perform: Callable[[Effect], object]) -> None:
        super().__init__(query, perform)
        self._query = query

    def count(self) -> int:
        """How many items there are now, by one request."""
        return run(self._query.count(), self._perform)

    def first(self) -> T | None:
        """The first item or None, by one request."""
        return run(self._query.first(), self._perform)


class AsyncQueryListing(AsyncListing[T]):
    """A list of the API: iterate it with `async for` for the items, or `pages()`; each iteration reads it anew."""

    def __init__(self, query: Query[T], perform: Callable[[Effect], Awaitable[object]]) -> None:
        super().__init__(query, perform)
        self._query = query

    async def count(self) -> int:
        """How many items there are now, by one request."""
        return await run_async(self._query.count(), self._perform)

    async def first(self) -> T | None:
        """The first item or None, by one request."""
        return await run_async(self._query.first(), self._perform)


def query_listing(source: Callable[Concatenate[C, P], Query[T]]) -> Callable[Concatenate[BlockingResource[C], P], QueryListing[T]]:
    """A method of a blocking resource that returns the list."""

    @functools.wraps(source)
    def method(self: BlockingResource[C], /, *args: P.args, **kwargs: P.kwargs) -> QueryListing[T]:
        return QueryListing(source(self.context, *args, **kwargs), self.perform)

    return method


def async_query_listing(source: Callable[Concatenate[C, P], Query[T]]) -> Callable[Concatenate[AsyncResource[C], P], AsyncQueryListing[T]]:
    """A method of an async resource that returns the list."""

    @functools.wraps(source)
    def method(self: AsyncResource[C], /, *args: P.args, **kwargs: P.kwargs) -> AsyncQueryListing[T]:
        return AsyncQueryListing(source(self.context, *args, **kwargs), self.perform)

    return method
