"""Lists are read to their end and not beyond, and a server that goes in circles is left."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.drivers import BlockingPerformer
from amili_ext.errors import AmiliError, PagingError
from amili_ext.flow import Flow, Reply, Request, Send
from amili_ext.paging import MOST_EMPTY_PAGES, AsyncListing, Listing, Page, Source, async_listing, listing
from amili_ext.testing import VirtualClock

from .support import WORLDS, Server, client, complete, in_each_world, json_reply, performer


@frozen
class Book:
    """A list on a server: what each token gives, and the token after it."""

    pages: dict[str | None, Page[int]]
    asked: list[str | None]

    def source(self, page_token: str | None = None) -> Source[int]:
        def fetch(token: str | None) -> Flow[Page[int]]:
            self.asked.append(token)
            yield Send(Request("GET", "/"))
            return self.pages[token]

        return Source(fetch, page_token)


def book(*pages: tuple[list[int], str | None], first: str | None = None) -> Book:
    """Pages in order; each names the token of the next, and is found by the token that the one before names."""
    found: dict[str | None, Page[int]] = {}
    token = first
    for items, next_token in pages:
        found[token] = Page(items, next_token)
        token = next_token
    return Book(found, [])


def listed(world: str, source: Source[int]) -> Any:
    perform = performer(world, lambda request: Reply(200), VirtualClock())
    return Listing(source, perform) if world == "blocking" else AsyncListing(source, perform)


def items(world: str, source: Source[int]) -> list[int]:
    return complete(world, lambda: listed(world, source))


def pages(world: str, source: Source[int]) -> list[Page[int]]:
    return complete(world, lambda: listed(world, source).pages())


# -- to the end ------------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("end", [None, ""])
def test_a_list_is_read_to_the_page_that_names_no_next_one(world: str, end: str | None) -> None:
    one = book(([1, 2], "a"), ([], "b"), ([3], end))
    assert items(world, one.source()) == [1, 2, 3]
    assert one.asked == [None, "a", "b"]


_shapes = st.lists(st.lists(st.integers(), max_size=4), min_size=1, max_size=9)


@settings(max_examples=100, deadline=None)
@given(_shapes)
def test_whatever_the_sizes_of_the_pages_every_item_comes_once_in_order(shape: list[list[int]]) -> None:
    tokens = [*(f"t{number}" for number in range(1, len(shape))), None]
    for world in WORLDS:
        one = book(*zip(shape, tokens, strict=True))
        assert items(world, one.source()) == [item for page in shape for item in page]
        assert [page.items for page in pages(world, one.source())] == shape
        assert one.asked == [None, *tokens[:-1]] * 2


@settings(max_examples=100, deadline=None)
@given(_shapes, st.data())
def test_reading_goes_on_from_the_token_of_any_page(shape: list[list[int]], data: st.DataObject) -> None:
    tokens = [*(f"t{number}" for number in range(1, len(shape))), None]
    stop = data.draw(st.integers(0, len(shape) - 1))
    for world in WORLDS:
        one = book(*zip(shape, tokens, strict=True))
        before = pages(world, one.source())[: stop + 1]
        token = before[-1].next_page_token
        after = items(world, one.source(token)) if token else []
        assert [item for page in before for item in page.items] + after == [item for page in shape for item in page]


@in_each_world
def test_each_iteration_reads_anew(world: str) -> None:
    one = book(([1], "a"), ([2], None))
    again = listed(world, one.source())
    assert [complete(world, lambda: again) for _ in range(2)] == [[1, 2], [1, 2]]
    assert one.asked == [None, "a"] * 2


# -- not beyond ------------------------------------------------------------------------------------------------------------------


def test_no_page_is_asked_for_before_an_item_of_it_is_wanted() -> None:
    one = book(([1, 2], "a"), ([3], "b"), ([4], None))
    reading = iter(listed("blocking", one.source()))
    assert one.asked == [], "nothing before the first item is wanted"
    assert [next(reading), next(reading)] == [1, 2]
    assert one.asked == [None]
    assert next(reading) == 3
    assert one.asked == [None, "a"]
    reading = listed("blocking", one.source()).pages()
    next(reading)
    assert one.asked == [None, "a", None]


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_no_page_is_asked_for_before_an_item_of_it_is_wanted_in_async_code(world: str) -> None:
    one = book(([1, 2], "a"), ([3], "b"), ([4], None))

    async def whole() -> None:
        async with aclosing(aiter(listed(world, one.source()))) as reading:
            assert one.asked == []
            assert [await anext(reading), await anext(reading)] == [1, 2]
            assert one.asked == [None]

    complete(world, whole)


# -- circles ---------------------------------------------------------------------------------------------------------------------


def found_before_the_error(world: str, source: Source[int]) -> list[int]:
    found: list[int] = []
    if world == "blocking":
        with pytest.raises(PagingError, match="repeated a page token"):
            found.extend(listed(world, source))
        return found

    async def whole() -> None:
        async for item in listed(world, source):
            found.append(item)  # noqa: PERF401  # what was found before the error must be kept

    with pytest.raises(PagingError, match="repeated a page token"):
        complete(world, whole)
    return found


@in_each_world
@pytest.mark.parametrize(
    "circle",
    [
        book(([1], "a"), ([2], "a")),
        Book({None: Page([1], "a"), "a": Page([2], "b"), "b": Page([3], "a")}, []),
        Book({None: Page([1], "a"), "a": Page([2], "b"), "b": Page([3], "c"), "c": Page([4], "b")}, []),
    ],
    ids=["same again", "two in a circle", "circle later"],
)
def test_a_server_that_goes_in_circles_is_left_after_all_that_was_found(world: str, circle: Book) -> None:
    assert found_before_the_error(world, circle.source()) == [page.items[0] for page in circle.pages.values()]


@in_each_world
def test_a_circle_back_to_the_token_that_reading_began_with_is_seen(world: str) -> None:
    circle = Book({"a": Page([1], "b"), "b": Page([2], "a")}, [])
    assert found_before_the_error(world, circle.source("a")) == [1, 2]


@in_each_world
@pytest.mark.parametrize("read", [items, pages])
def test_page_after_page_without_an_item_is_a_fault(world: str, read: Callable[..., Any]) -> None:
    endless = Book({None: Page([], "0"), **{str(number): Page([], str(number + 1)) for number in range(1000)}}, [])
    with pytest.raises(PagingError, match="empty pages"):
        read(world, endless.source())
    assert len(endless.asked) == MOST_EMPTY_PAGES


@in_each_world
def test_empty_pages_between_others_are_nothing_strange(world: str) -> None:
    """A filter that the server applies after cutting the pages leaves such gaps."""
    gap = [([], f"t{number}") for number in range(MOST_EMPTY_PAGES - 1)]
    second_gap = [([], f"u{number}") for number in range(MOST_EMPTY_PAGES - 1)]
    one = book(*gap, ([1], "middle"), *second_gap, ([2], None))
    assert items(world, one.source()) == [1, 2]


@in_each_world
def test_a_list_that_ends_in_empty_pages_ends(world: str) -> None:
    one = book(([1], "x"), *[([], f"t{number}") for number in range(MOST_EMPTY_PAGES - 2)], ([], None))
    assert items(world, one.source()) == [1]


def test_the_token_itself_is_not_in_the_error() -> None:
    """It may hold what the server likes, such as the last customer number."""
    with pytest.raises(PagingError) as caught:
        items("blocking", book(([1], "kari"), ([2], "kari")).source())
    assert "kari" not in str(caught.value)
    assert isinstance(caught.value, AmiliError)


# -- as a method -----------------------------------------------------------------------------------------------------------------


def _numbers(context: int, *, page_token: str | None = None) -> Source[int]:
    """All numbers."""
    return book(([context], "a"), ([context + 1], None)).source(page_token)


class _Resource:
    context = 7
    perform = BlockingPerformer(lambda request: Reply(200), VirtualClock())
    numbers = listing(_numbers)


class _AsyncResource:
    context = 7
    numbers = async_listing(_numbers)

    def __init__(self, perform: Any) -> None:
        self.perform = perform


def test_a_source_becomes_a_method_with_its_own_signature_and_docstring() -> None:
    asynchronous = _AsyncResource(performer("asyncio", lambda request: Reply(200), VirtualClock()))
    assert list(_Resource().numbers()) == [7, 8]
    assert complete("asyncio", asynchronous.numbers) == [7, 8]
    for method in (_Resource().numbers, asynchronous.numbers):
        assert str(inspect.signature(method)) == "(*, page_token: 'str | None' = None) -> 'Source[int]'"
        assert method.__doc__ == "All numbers."


@in_each_world
def test_a_list_of_the_api_passes_the_token_on_and_stops_at_the_circle(world: str, clock: VirtualClock) -> None:
    page = json_reply({"summary": {"status": "SUCCESS", "nextPageToken": "p 2"}, "data": [{"status": "QUEUED"}]})
    server = Server(page)
    amili = client(world, server, clock=clock)
    with pytest.raises(PagingError):
        complete(world, lambda: amili.batches.list(page_size=7))
    assert [dict(request.params) for request in server.requests] == [{"PageSize": "7"}, {"PageSize": "7", "PageToken": "p 2"}]
