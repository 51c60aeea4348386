"""Reading a list page by page, to its end and not beyond.

The API gives a token for the next page. A server that hands out a token for the second time, or page after page without an item, would keep
a client busy for ever; both are errors here, raised after everything that was found has been given out.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Concatenate, Generic, ParamSpec, TypeVar

from attrs import frozen

from amili_ext.errors import PagingError
from amili_ext.flow import AsyncResource, BlockingResource, Effect, Emit, Flow, Stream, iterate, iterate_async

C = TypeVar("C")
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

MOST_EMPTY_PAGES = 10
"""So many pages in a row without an item are taken for a fault of the server."""


@frozen
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: what is on it.
        next_page_token: pass it as `page_token` to go on from here later or elsewhere; None on the last page.
    """

    items: list[T]
    next_page_token: str | None


@frozen
class Source(Generic[T]):
    """A list that can be read page by page: how to get the page that a token names (None: the first), and where to begin."""

    fetch: Callable[[str | None], Flow[Page[T]]]
    page_token: str | None = None

    def pages(self) -> Stream[Page[T]]:
        """All pages.

        Raises:
            PagingError: the server repeated a token, or sent many empty pages in a row.
        """
        return self.each_page(lambda page: (page,))

    def items(self) -> Stream[T]:
        """All items on those pages.

        Raises:
            PagingError: as for `pages`.
        """
        return self.each_page(lambda page: page.items)

    def each_page(self, take: Callable[[Page[T]], Iterable[R]]) -> Stream[R]:
        """What `take` makes of each page, as soon as that has come.

        Raises:
            PagingError: as for `pages`.
        """
        guard = _Guard(self.page_token)
        while guard.more:
            page = yield from self.fetch(guard.token)
            for item in take(page):
                yield Emit(item)
            guard.turn(page.next_page_token, empty=not page.items)


class Listing(Generic[T]):
    """A list of the API: iterate it for the items, or `pages()`; each iteration reads it anew."""

    def __init__(self, source: Source[T], perform: Callable[[Effect], object]) -> None:
        self._source = source
        self._perform = perform

    def __iter__(self) -> Iterator[T]:
        return iterate(self._source.items(), self._perform)

    def pages(self) -> Iterator[Page[T]]:
        """Page by page; `next_page_token` of a page, passed as `page_token`, goes on after it."""
        return iterate(self._source.pages(), self._perform)


class AsyncListing(Generic[T]):
    """A list of the API: iterate it with `async for` for the items, or `pages()`; each iteration reads it anew."""

    def __init__(self, source: Source[T], perform: Callable[[Effect], Awaitable[object]]) -> None:
        self._source = source
        self._perform = perform

    def __aiter__(self) -> AsyncIterator[T]:
        return iterate_async(self._source.items(), self._perform)

    def pages(self) -> AsyncIterator[Page[T]]:
        """Page by page; `next_page_token` of a page, passed as `page_token`, goes on after it."""
        return iterate_async(self._source.pages(), self._perform)


def listing(source: Callable[Concatenate[C, P], Source[T]]) -> Callable[Concatenate[BlockingResource[C], P], Listing[T]]:
    """A method of a blocking resource that returns the list."""

    @functools.wraps(source)
    def method(self: BlockingResource[C], /, *args: P.args, **kwargs: P.kwargs) -> Listing[T]:
        return Listing(source(self.context, *args, **kwargs), self.perform)

    return method


def async_listing(source: Callable[Concatenate[C, P], Source[T]]) -> Callable[Concatenate[AsyncResource[C], P], AsyncListing[T]]:
    """A method of an async resource that returns the list."""

    @functools.wraps(source)
    def method(self: AsyncResource[C], /, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[T]:
        return AsyncListing(source(self.context, *args, **kwargs), self.perform)

    return method


class _Guard:
    """Remembers which pages were read."""

    def __init__(self, token: str | None) -> None:
        self.token = token
        self.more = True
        self._seen = {token}
        self._empty = 0

    def turn(self, token: str | None, *, empty: bool) -> None:
        self._empty = self._empty + 1 if empty else 0
        if not token:
            self.more = False
        elif token in self._seen:
            raise PagingError("the server repeated a page token; the list may be incomplete")
        elif self._empty >= MOST_EMPTY_PAGES:
            raise PagingError(f"the server sent {self._empty} empty pages in a row; the list may be incomplete")
        self._seen.add(token)
        self.token = token
