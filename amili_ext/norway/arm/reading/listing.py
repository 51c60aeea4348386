"""A list of ARMrest: asked for once, then read page by page to its end, and not beyond.

    for customer in arm.customers.list(page_size=500):
        ...

The first request says what is wanted, and ARM stores it as a query. Every other page is asked for by the id of that query and a page number
alone; what page size and filters were belongs to the query. `nextPage`, the address that ARM prints for the next page, is never requested:
an answer could send the token to another host. Only if an answer does not name its query are its id and the page number read from that
address, and only if it is the address of the list itself.

ARM gives at most 10000 items of a list, and says so only in passing. A list that may be incomplete, for that or any other reason, ends
with `PagingError` after everything that was found has been given out. An answer without a `summary` says neither how many pages nor how
many items there are: it is taken for the whole list if it holds fewer items than a page, and for an incomplete one if not.

Each iteration reads the list anew, holding one page at a time. `next_page_token` of a page, passed as `page_token` and without anything
else, goes on after it, also in another process, for as long as ARM keeps the query; for how long that is no page says.

Pages: https://docs.amili.dev/about-355476m0 and https://docs.amili.dev/get-a-list-of-customers-3942679e0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from amili_client.norway.arm.models.summary import Summary
from amili_client.runtime import UNSET, Unset
from attrs import define, field, frozen

from amili_ext.endpoint import Endpoint, build, call
from amili_ext.errors import PagingError, UnreadableResponseError
from amili_ext.flow import Flow, Stream
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.query import with_query
from amili_ext.norway.arm.reading.places import Place, Said
from amili_ext.norway.arm.reading.wanted import LARGEST_LIST, Wanted
from amili_ext.paging import Page, Source

USUAL_PAGE = 100
"""So many items come on a page if nothing else is asked for."""


class Answer(Protocol):
    """What every list endpoint answers."""

    @property
    def summary(self) -> Summary | Unset: ...


A = TypeVar("A", bound=Answer)
T = TypeVar("T")
R = TypeVar("R")


def listed(
    context: Receivables,
    endpoint: Endpoint[..., A],
    items: Callable[[A], list[T] | Unset],
    wanted: Wanted,
    **arguments: str | Unset,
) -> Source[T]:
    """The list of an endpoint, not read yet.

    Args:
        items: takes the array out of an answer.
        arguments: further ones of the endpoint, for every page.
    """
    asked = _Asked(context, endpoint, items, wanted, arguments)
    return _StoredQuery(lambda token: _Reading(asked).page(token), wanted.token, asked=asked)


@frozen
class _Asked(Generic[A, T]):
    """What a caller asks for, of which list."""

    context: Receivables
    endpoint: Endpoint[..., A]
    items: Callable[[A], list[T] | Unset]
    wanted: Wanted
    arguments: Mapping[str, str | Unset]

    def send(self, place: Place) -> Flow[tuple[list[T], Said | None]]:
        """One request: the items of a page, and what it says of the list.

        Raises:
            UnreadableResponseError: the answer holds no list.
        """
        endpoint, arguments = self.endpoint, dict[str, Any](self.arguments)
        if place.query:
            arguments |= {"query": place.query, "pageno": place.page}
        else:
            endpoint = with_query(endpoint, self.wanted.filters)
            arguments |= {"pagesize": self.wanted.size or UNSET, "maximumcount": self.wanted.most or UNSET}
        answer = yield from call(self.context.api, endpoint, self.context.client_no, **arguments)
        said = None if isinstance(answer.summary, Unset) else Said.of(answer.summary)
        items = self.items(answer)
        if not isinstance(items, Unset):
            return items, said
        if said is None or said.count != 0:
            raise UnreadableResponseError("the answer for a list holds no list", status=200)
        return [], said

    @property
    def url(self) -> str:
        """Where the list is asked for."""
        return build(self.context.api, self.endpoint, self.context.client_no).url


@frozen
class _StoredQuery(Source[T]):
    """A list that ends well only if everything came that was promised."""

    asked: _Asked[Any, T] = field(kw_only=True)

    def each_page(self, take: Callable[[Page[T]], Iterable[R]]) -> Stream[R]:
        """What `take` makes of each page, as soon as that has come.

        Raises:
            PagingError: the list may be incomplete.
        """
        reading = _Reading(self.asked)
        yield from Source(reading.page, self.page_token).each_page(take)
        reading.check()


@define(eq=False)
class _Reading(Generic[T]):
    """One way through the list. What speaks against going on is raised when the items that came so far were given out."""

    asked: _Asked[Any, T]
    _before: list[T] = field(factory=list)
    _trouble: str | None = None
    _counted: int = 0
    _shrunk: str | None = None

    def page(self, token: str | None) -> Flow[Page[T]]:
        """The page that a token names; None names the first.

        Raises:
            PagingError: another page came than was asked for.
        """
        place = Place.read(token) if token else Place(most=self.asked.wanted.most)
        items, said = yield from self.asked.send(place)
        number = said.page if said else None
        if number not in (None, place.page):
            raise PagingError(f"the server gave page {number} of a list instead of page {place.page}; the list may be incomplete")
        # Two pages of a ledger may be equal, so a server that says which page this is has the last word.
        if items and number is None and items == self._before:
            raise PagingError(f"the server gave page {place.page - 1} of a list twice; the list may be incomplete")
        self._before = items
        following = self._go_on(place, said, len(items))
        return Page(items, following.token() if following else None)

    def check(self) -> None:
        """Raises:
        PagingError: the last page was not in order, or the list became shorter while it was read.
        """
        trouble = self._trouble or self._shrunk
        if trouble:
            raise PagingError(f"{trouble}; the list may be incomplete")

    def _go_on(self, place: Place, said: Said | None, size: int) -> Place | None:
        """The place behind a page; None if that was the last, or if going on makes no sense."""
        given = place.given + size
        if said is None or (said == Said() and not place.query):  # a first page that says nothing is the whole list, or a part of any
            if place.query or size >= (self.asked.wanted.size or USUAL_PAGE):
                self._trouble = f"page {place.page} of a list came without a summary"
            return None
        self._remember(said)
        self._trouble = _contradiction(place, said, given, size)
        if self._trouble:
            return None
        if _is_last(place, said):
            self._trouble = _shortfall(place, said, given)
            return None
        query = said.query or place.query or (said.query_at(self.asked.url) if said.follower() == place.page + 1 else None)
        if query:
            return Place(place.page + 1, query, given, place.most)
        self._trouble = "the server does not name the stored query that its next page belongs to"
        return None

    def _remember(self, said: Said) -> None:
        """Notice a list that becomes shorter: what was to come may have moved to a page that was read before."""
        if said.count is not None:
            if said.count < self._counted:
                self._shrunk = f"the server counted {self._counted} items of a list, and later {said.count}"
            self._counted = max(self._counted, said.count)


def _contradiction(place: Place, said: Said, given: int, size: int) -> str | None:
    """What cannot be true of a page, given those before it."""
    if said.pages is not None and place.page > said.pages and (size or place.page > 1):
        return f"the server gave page {place.page} of a list that by its own count has {said.pages}"
    if said.count is not None and given > said.count:
        return f"the server gave {given} items of a list that by its own count has {said.count}"
    if said.count is None and given > (said.most or LARGEST_LIST):
        return f"the server gave {given} items of a list that can have {said.most or LARGEST_LIST}"
    if said.pages is None and said.link and said.follower() not in (place.page, place.page + 1):
        return f"the server leads from page {place.page} of a list to another one than the next"
    return None


def _is_last(place: Place, said: Said) -> bool:
    if said.pages is not None:
        return place.page >= said.pages
    # What stands there on the last page is not documented: nothing, or perhaps that page itself.
    return not said.link or said.follower() == place.page


def _shortfall(place: Place, said: Said, given: int) -> str | None:
    """What speaks against a page being the end of the list."""
    limit = said.most or LARGEST_LIST
    wanted = limit if place.most is None else min(place.most, limit)
    if said.count is not None and given < min(said.count, wanted):
        return f"the server gave {given} of {said.count} items"
    if (place.most is None or place.most > limit) and max(given, said.count or 0) >= limit:
        return f"the list stops at {limit} items (narrow it with filters)"
    if said.count is None and (said.follower() or 0) > place.page:
        return f"page {place.page} is the last by the server's own count, and yet it names another one"
    return None
