"""A list gives out what was there all the time exactly once, however it changes meanwhile, and however little of Eve the server is."""

from __future__ import annotations

import json
import logging
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from amili_client.sweden.ada.api.case import list_cases
from amili_client.sweden.ada.api.customer import list_customers
from amili_client.sweden.ada.models.case import Case
from attrs import define
from hypothesis import example, given
from hypothesis import strategies as st

from amili_ext.endpoint import Api
from amili_ext.errors import InputError, PagingError, PermissionDeniedError, UnreadableResponseError, ValidationError
from amili_ext.flow import Reply, Request
from amili_ext.paging import Listing
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve import where
from amili_ext.sweden.ada.eve.dialect import EVE
from amili_ext.sweden.ada.eve.listing import (
    MOST_REMEMBERED,
    AsyncQueryListing,
    Query,
    QueryListing,
    async_query_listing,
    query,
    query_listing,
)
from amili_ext.testing import VirtualClock
from tests.support import complete, in_each_world, json_reply, performer
from tests.sweden.ada.engine import Eve

API = Api("https://x", dialect=EVE)


def name(number: int) -> str:
    """The id of that number; in the order of the numbers."""
    return f"{number:024x}"


def names(numbers: Iterable[int]) -> list[str]:
    return [name(number) for number in numbers]


def eve_with(numbers: Iterable[int], **misbehaviour: Any) -> Eve:
    return Eve(**misbehaviour).put({"_id": name(number), "state": "reminder", "rank": number % 3} for number in numbers)


def listed(world: str, server: Callable[[Request], Reply], **arguments: Any) -> Any:
    perform = performer(world, server, VirtualClock())
    asked: Query[Case] = query(API, list_cases, **arguments)
    return QueryListing(asked, perform) if world == "blocking" else AsyncQueryListing(asked, perform)


def cases(server: Callable[[Request], Reply], world: str = "blocking", **arguments: Any) -> list[str]:
    """The ids of all items, as they come."""
    return [case.id for case in complete(world, lambda: listed(world, server, **arguments))]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


# -- what is asked ---------------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_next_page_begins_after_the_last_id(world: str, caplog: pytest.LogCaptureFixture) -> None:
    eve = eve_with(range(1, 251))
    assert cases(eve, world, where=where.eq("state", "reminder"), projection=["state"]) == names(range(1, 251))
    asked = {"page": "1", "max_results": "100", "projection": '{"state":1,"_id":1}', "sort": "_id"}
    assert eve.asked == [
        {**asked, "where": '{"state":"reminder"}'},
        {**asked, "where": f'{{"state":"reminder","_id":{{"$gt":"{name(100)}"}}}}'},
        {**asked, "where": f'{{"state":"reminder","_id":{{"$gt":"{name(200)}"}}}}'},
    ]
    assert warnings(caplog) == []


def test_a_filter_on_the_id_itself_stays_in_force() -> None:
    eve = eve_with(range(1, 12))
    wanted = where.in_("_id", names([1, 2, 5, 7, 9]))
    assert cases(eve, where=wanted, page_size=2) == names([1, 2, 5, 7, 9])
    assert json.loads(eve.asked[1]["where"]) == {"$and": [dict(wanted.wire), {"_id": {"$gt": name(2)}}]}


@pytest.mark.parametrize(("there", "requests"), [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (200, 2), (201, 3)])
def test_no_request_is_made_to_find_out_that_nothing_follows(there: int, requests: int) -> None:
    for sort in (None, "-rank"):
        eve = eve_with(range(there))
        assert len(cases(eve, sort=sort)) == there
        assert len(eve.asked) == requests


def test_further_arguments_of_the_endpoint_go_with_every_page() -> None:
    eve = eve_with(range(3))
    asked = query(API, list_customers, page_size=2, id_number="19900101-1234")
    assert len(list(Listing(asked, performer("blocking", eve, VirtualClock())))) == 3
    assert [one["id_number"] for one in eve.asked] == ["19900101-1234"] * 2


@in_each_world
def test_one_request_counts_and_one_gives_the_first(world: str) -> None:
    eve = eve_with(range(1, 251))
    assert complete(world, listed(world, eve, where={"rank": 1}, projection=["rank"], page_size=10).count) == 84
    assert eve.asked == [{"page": "1", "max_results": "1", "where": '{"rank":1}', "projection": '{"_id":1}', "sort": "_id"}]
    assert complete(world, listed(world, eve, where={"rank": 1}, sort="-rank").first).id == name(1)
    assert complete(world, listed(world, eve, where={"rank": 7}).first) is None
    assert len(eve.asked) == 3
    assert eve.asked[1]["max_results"] == "1"
    assert eve.asked[1]["sort"] == "-rank,_id"


@in_each_world
def test_a_resource_offers_a_flow_as_a_list(world: str) -> None:
    """As `client.cases.list(...)` will be."""

    def list_all(context: Ada, *, rank: int) -> Query[Case]:
        return query(context.api, list_cases, where={"rank": rank})

    @define
    class Resource:
        context: Ada
        perform: Any
        list = query_listing(list_all)
        list_async = async_query_listing(list_all)

    resource: Any = Resource(Ada(API), performer(world, eve_with(range(9)), VirtualClock()))
    method = resource.list if world == "blocking" else resource.list_async
    assert method.__doc__ == list_all.__doc__
    assert [case.id for case in complete(world, lambda: method(rank=2))] == names([2, 5, 8])


# -- while it changes ------------------------------------------------------------------------------------------------------------


@define
class Churn:
    """Takes and puts documents between pages."""

    eve: Eve
    steps: Iterator[tuple[list[int], list[int]]]

    def __call__(self) -> None:
        taken, put = next(self.steps, ([], []))
        for number in taken:
            self.eve.take(name(number))
        for number in put:
            self.eve.take(name(number))
            self.eve.put([{"_id": name(number), "state": "reminder"}])


_numbers = st.lists(st.integers(0, 60), max_size=15)


@given(st.sets(st.integers(0, 60)), st.lists(st.tuples(_numbers, _numbers), max_size=8), st.integers(1, 7))
@example(set(range(10)), [([0], [])], 5)  # the case that closes while open cases are exported
@example({1, 2, 3, 5, 6}, [([6], [0, 4])], 4)  # what came meanwhile, behind the page that was read, is found at the end
def test_what_was_there_all_the_time_comes_exactly_once(there: set[int], steps: list[tuple[list[int], list[int]]], size: int) -> None:
    eve = eve_with(there)
    eve.between = Churn(eve, iter(steps))
    found = cases(eve, page_size=size)
    touched = {number for taken, put in steps for number in (*taken, *put)}
    assert set(names(there - touched)) <= set(found), "nothing is lost"
    assert len(found) == len(set(found)), "nothing comes twice"
    assert set(found) <= set(names(there | touched)), "nothing is invented"
    stayed = [case for case in found if case not in names(touched)]
    assert stayed == sorted(stayed)


def test_page_numbers_alone_would_lose_one() -> None:
    """Why the list is not read by page numbers: the closed case moves the next page up by one."""
    eve = eve_with(range(10), refuses=400)
    eve.between = Churn(eve, iter([([0], [])]))
    assert cases(eve, page_size=5) == names([0, 1, 2, 3, 4, 6, 7, 8, 9])


def test_what_left_meanwhile_costs_one_look_at_the_end_and_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    eve = eve_with(range(10))
    eve.between = Churn(eve, iter([([0, 9], [])]))
    assert cases(eve, page_size=4) == names(range(9))
    assert [one["page"] for one in eve.asked] == ["1", "1", "1", "3"]
    assert warnings(caplog) == []


def test_what_came_in_front_meanwhile_is_not_taken_for_withheld(caplog: pytest.LogCaptureFixture) -> None:
    """Also in another process, which does not remember what was given: two have left behind the page, three have come before it."""
    eve = eve_with(range(10, 20))
    pages = listed("blocking", eve, page_size=4).pages()
    assert [case.id for case in next(pages).items] == names(range(10, 14))
    token = next(pages).next_page_token
    for number in (18, 19):
        eve.take(name(number))
    eve.put([{"_id": name(number)} for number in (1, 2, 3)])
    assert cases(eve, page_token=token) == []
    assert warnings(caplog) == []


def test_in_an_order_of_ones_own_what_moved_back_is_not_given_twice() -> None:
    eve = eve_with(range(1, 21))
    eve.between = Churn(eve, iter([([], [0]), ([], [])]))
    found = cases(eve, sort="rank", page_size=7)
    assert len(found) == len(set(found)) == 20


# -- servers that are less than Eve ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("refuses", [400, 422])
@in_each_world
def test_where_ids_cannot_be_compared_page_numbers_are_used(world: str, refuses: int, caplog: pytest.LogCaptureFixture) -> None:
    eve = eve_with(range(1, 251), refuses=refuses)
    assert cases(eve, world) == names(range(1, 251))
    assert [(one["page"], "where" in one) for one in eve.asked] == [("1", False), ("1", True), ("2", False), ("3", False)]
    [warning] = warnings(caplog)
    assert f"status {refuses}" in warning


def test_a_comparison_that_has_no_effect_is_noticed(caplog: pytest.LogCaptureFixture) -> None:
    eve = eve_with(range(1, 251), ignores=frozenset({"seek"}))
    assert cases(eve) == names(range(1, 251))
    assert len(eve.asked) == 4
    assert len(warnings(caplog)) == 1


@pytest.mark.parametrize("ignores", [{"sort"}, {"sort", "seek"}])
def test_ids_in_no_order_are_noticed(ignores: set[str], caplog: pytest.LogCaptureFixture) -> None:
    order = [*range(200, 100, -1), *range(100)]
    assert cases(eve_with(order, ignores=frozenset(ignores)), page_size=30) == names(order)
    assert len(warnings(caplog)) == 1


def test_ids_that_lose_their_order_later_are_noticed(caplog: pytest.LogCaptureFixture) -> None:
    order = [*range(50, 80), *range(50)]
    assert sorted(cases(eve_with(order, ignores=frozenset({"sort", "seek"})), page_size=20)) == names(range(80))
    assert len(warnings(caplog)) == 1


def test_ids_that_eve_does_not_recognise_as_such_are_not_lost(caplog: pytest.LogCaptureFixture) -> None:
    """Texts of 24 hexadecimal digits, stored as texts: Eve turns the one in the filter into an ObjectId, and no text is greater."""
    eve = Eve()
    eve.documents.insert_many([{"_id": name(number)} for number in range(10)])
    assert cases(eve, page_size=4) == names(range(10))
    assert len(warnings(caplog)) == 1


def test_ids_that_eve_does_not_recognise_in_an_order_of_chance_are_not_lost(caplog: pytest.LogCaptureFixture) -> None:
    eve = Eve(ignores=frozenset({"sort"}))
    order = [5, 6, 7, 8, 1, 2, 3, 4]
    eve.documents.insert_many([{"_id": name(number)} for number in order])
    assert cases(eve, page_size=4) == names(order)
    assert len(warnings(caplog)) == 1


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.integers(1, 7))
def test_ids_of_both_kinds_are_not_lost(texts: set[int], objects: set[int], size: int) -> None:
    """MongoDB puts all texts before all ObjectIds, and finds no ObjectId that is greater than a text."""
    ids = [*(f"cust_{number:03}" for number in texts), *names(objects)]
    eve = Eve().put({"_id": one} for one in ids)
    assert sorted(cases(eve, page_size=size)) == sorted(ids)


@pytest.mark.parametrize("meta", [(), ("total",), ("total", "max_results"), ("max_results", "page"), ("page",)])
@pytest.mark.parametrize("cap", [7, 25, 100])
@pytest.mark.parametrize("how", [{}, {"refuses": 400}, {"ignores": frozenset({"seek"})}, {"hides": ("_id",)}])
@pytest.mark.parametrize("sort", [None, "-rank"])
def test_pages_may_be_shorter_and_tell_less_than_asked_for(meta: tuple[str, ...], cap: int, how: dict[str, Any], sort: str | None) -> None:
    for there in (0, 1, 6, 7, 8, 50, 100):
        eve = eve_with(range(there), meta=meta, cap=cap, **how)
        items = list(listed("blocking", eve, sort=sort))
        assert len(items) == there
        if "hides" not in how:
            assert {item.id for item in items} == set(names(range(there)))


def test_without_ids_in_the_answer_page_numbers_are_used() -> None:
    eve = eve_with(range(10), hides=("_id",))
    found = list(listed("blocking", eve, page_size=4, projection=["rank"]))
    assert [case.additional_properties["rank"] for case in found] == [number % 3 for number in range(10)]
    assert [one["page"] for one in eve.asked] == ["1", "2", "3"]


# -- never endless, never silently short -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("meta", [(), ("total",)])
@pytest.mark.parametrize("sort", [None, "-rank"])
def test_a_server_that_gives_the_same_page_for_ever_is_left(meta: tuple[str, ...], sort: str | None) -> None:
    eve = eve_with(range(1, 251), ignores=frozenset({"page", "seek"}), meta=meta)
    reading = iter(listed("blocking", eve, sort=sort))
    assert len({next(reading).id for _ in range(100)}) == 100, "what was found comes first"
    with pytest.raises(PagingError, match="same page"):
        next(reading)


def test_without_ids_and_a_count_that_takes_a_little_longer() -> None:
    """Pages of documents without an id may well look alike, if all that was asked for is the state."""
    eve = eve_with(range(100), hides=("_id",), meta=())
    assert len(list(listed("blocking", eve, projection=["state"], page_size=10))) == 100
    eve.ignores = frozenset({"page"})
    with pytest.raises(PagingError, match="same page"):
        list(listed("blocking", eve, projection=["state"], page_size=10))


def test_a_server_that_gives_the_same_two_pages_in_turn_is_left() -> None:
    pages = [[{"_id": name(0)}, {"_id": name(1)}], [{"_id": name(2)}, {"_id": name(3)}]]

    def server(request: Request) -> Reply:
        return json_reply({"_items": pages[int(dict(request.params)["page"]) % 2]})

    with pytest.raises(PagingError):
        cases(server, sort="rank", page_size=2)


@pytest.mark.parametrize("there", [0, 4])
def test_documents_that_are_promised_and_not_given_are_an_error(there: int) -> None:
    def server(request: Request) -> Reply:
        first = request.params[0] == ("page", "1") and "where" not in dict(request.params)
        items = [{"_id": name(number)} for number in range(there)] if first else []
        return json_reply({"_items": items, "_meta": {"total": 10}})

    for sort in (None, "rank"):
        with pytest.raises(PagingError, match="incomplete"):
            cases(server, sort=sort, page_size=4)


def test_the_last_document_may_go_between_count_and_search() -> None:
    answers = iter([{"_items": [], "_meta": {"total": 1}}, {"_items": [], "_meta": {"total": 0}}])
    assert cases(lambda request: json_reply(next(answers))) == []


def test_what_is_no_list_is_not_taken_for_an_empty_one() -> None:
    with pytest.raises(UnreadableResponseError, match="_items"):
        cases(lambda request: json_reply({}))
    with pytest.raises(UnreadableResponseError, match="total"):
        listed("blocking", lambda request: json_reply({"_items": []})).count()


def test_a_filter_that_is_refused_is_an_error() -> None:
    refusal = json_reply({"_status": "ERR", "_error": {"code": 422, "message": "no such field"}}, 422)
    with pytest.raises(ValidationError):
        cases(lambda request: refusal)


def test_other_trouble_on_a_later_page_is_not_taken_for_a_refused_comparison() -> None:
    eve = eve_with(range(10))

    def server(request: Request) -> Reply:
        return eve(request) if not eve.asked else json_reply({}, 403)

    with pytest.raises(PermissionDeniedError):
        cases(server, page_size=4)


def test_a_success_that_says_err_is_an_error() -> None:
    with pytest.raises(Exception, match="200 OK for GET"):
        cases(lambda request: json_reply({"_status": "ERR", "_error": {"code": 422, "message": "no"}}))


def test_memory_does_not_grow_with_the_list() -> None:
    """50,000 cases, of which never more than two pages are held."""
    total = 50_000

    def server(request: Request) -> Reply:
        asked = dict(request.params)
        start = int(json.loads(asked["where"])["_id"]["$gt"], 16) + 1 if "where" in asked else 0
        items = [{"_id": name(number)} for number in range(start, min(start + 100, total))]
        return json_reply({"_items": items, "_meta": {"total": total - start, "max_results": 100, "page": 1}})

    living: weakref.WeakSet[Case] = weakref.WeakSet()
    most = count = 0
    for case in listed("blocking", server):
        count += 1
        if count % 50 == 0:
            living.add(Hashed.of(case))
            most = max(most, len(living))
    assert count == total
    assert most <= 4


class Hashed:
    """Stands for a case in a weak set; lives as long as the case does, since only the case refers to it."""

    @staticmethod
    def of(case: Case) -> Any:
        case.additional_properties["hashed"] = mark = Hashed()
        return mark


# -- going on elsewhere ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", [None, "-rank"])
@pytest.mark.parametrize("refuses", [None, 400])
@in_each_world
def test_another_process_goes_on_after_any_page(world: str, sort: str | None, refuses: int | None) -> None:
    eve = eve_with(range(23), refuses=refuses)
    whole = cases(eve, sort=sort, page_size=5)
    pages = complete(world, lambda: listed(world, eve, sort=sort, page_size=5).pages())
    assert [case.id for page in pages for case in page.items] == whole
    assert [len(page.items) for page in pages] == [5, 5, 5, 5, 3]
    given = 0
    for page in pages:
        given += len(page.items)
        if page.next_page_token is not None:
            # With another page size, which must not move the places of the pages.
            assert cases(eve, world, sort=sort, page_size=100, page_token=page.next_page_token) == whole[given:]
    assert pages[-1].next_page_token is None


def test_a_token_says_nothing_but_where() -> None:
    [first, *_] = listed("blocking", eve_with(range(9)), where=where.ne("customer.name", "Anna"), page_size=5).pages()
    assert first.next_page_token == f"after:5:9:5:{name(4)}"


@pytest.mark.parametrize(
    "token", ["x", "page:", "page:0:5", "page:1:0", "page:-1:5", "after:1:2:3:", "after:1:2:3", "page:1:5:", "page:١:5"]
)
def test_a_token_that_no_list_gave_out_is_refused(token: str) -> None:
    with pytest.raises(InputError, match="page_token"):
        cases(eve_with([]), page_token=token)


def test_a_token_of_another_order_is_refused() -> None:
    with pytest.raises(InputError, match="page_token"):
        cases(eve_with([]), page_token=f"after:5:9:5:{name(4)}", sort="rank")


# -- what cannot be meant --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, -1, 101, 2.5, "5", True])
def test_page_sizes_that_the_api_does_not_have(size: Any) -> None:
    with pytest.raises(InputError, match="page_size"):
        query(API, list_cases, page_size=size)


@pytest.mark.parametrize("arguments", [{"where": {"a": 1.5}}, {"projection": []}, {"sort": "$a"}])
def test_nonsense_is_refused_when_the_list_is_made_not_when_it_is_read(arguments: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        query(API, list_cases, **arguments)


def test_only_the_last_ids_are_remembered() -> None:
    """So that a list of any length can be read in an order of one's own: what comes again much later does come again."""
    pages = [[{"_id": name(page * 100 + number)} for number in range(100)] for page in range(MOST_REMEMBERED // 100 + 1)]
    answers = iter([*pages, pages[0], []])
    assert len(cases(lambda request: json_reply({"_items": next(answers)}), sort="rank")) == MOST_REMEMBERED + 200
