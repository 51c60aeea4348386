"""Lists of ARMrest: a query that the server stores, read to its end; and whoever gets less than there is hears of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from math import ceil
from typing import Any

import pytest
from amili_client.norway.arm.models.customer import Customer
from amili_client.norway.arm.models.summary import Summary
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from amili_ext.errors import InputError, NotFoundError, PagingError, UnreadableResponseError
from amili_ext.flow import Reply, Request, iterate
from amili_ext.norway.arm.reading.customers import list_customers
from amili_ext.norway.arm.reading.places import Place, Said
from amili_ext.testing import VirtualClock
from tests.norway.arm.stored import EVERYTHING, PATH, URL, Stored, context, items, pages
from tests.support import in_each_world, json_reply, performer

DOCUMENTED = {
    "pageNo": 1,
    "currentPageSize": 2,
    "pageSizeLimit": 2,
    "totalPages": 14,
    "totalCount": 28,
    "maximumCount": 10000,
    "nextPage": "https://api.staging.amili.no/arm/v1/clients/2218/customers?query=8NlwdOIM1YLVFApvQFONTw&pageno=2",
    "lastPage": "https://api.staging.amili.no/arm/v1/clients/2218/customers?query=8NlwdOIM1YLVFApvQFONTw&pageno=14",
    "queryId": "8NlwdOIM1YLVFApvQFONTw",
}
"""The summary that the page on listing customers prints."""


def customers(server: Callable[[Request], Reply], world: str = "blocking", **wanted: Any) -> list[str]:
    """The numbers of all customers."""
    return [str(customer.customer_no) for customer in items(list_customers(context(), **wanted), server, world)]


def until_trouble(server: Callable[[Request], Reply], **wanted: Any) -> tuple[list[str], str]:
    """The numbers of the customers that came before the error, and what that says."""
    found: list[str] = []
    reading = iterate(list_customers(context(), **wanted).items(), performer("blocking", server, VirtualClock()))
    with pytest.raises(PagingError) as raised:
        found.extend(str(customer.customer_no) for customer in reading)
    return found, str(raised.value)


# -- the protocol ----------------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_printed_example_is_followed_by_its_query_and_never_by_its_address(world: str) -> None:
    asked: list[Request] = []

    def server(request: Request) -> Reply:
        asked.append(request)
        number = len(asked)
        listed = [{"customerNo": str(2 * number)}, {"customerNo": str(2 * number + 1)}]
        return json_reply({"summary": {**DOCUMENTED, "pageNo": number}, "customers": listed})

    assert customers(server, world) == [str(number) for number in range(2, 30)]
    assert {request.url for request in asked} == {URL + PATH}
    assert asked[0].params == ()
    assert [dict(request.params) for request in asked[1:]] == [
        {"query": "8NlwdOIM1YLVFApvQFONTw", "pageno": str(number)} for number in range(2, 15)
    ]


# What the pages leave open; each of these a client must be able to read. Without a count there must be another way to see the end.
_servers = st.builds(
    Stored,
    st.integers(0, 40).map(range),
    tells=st.sets(st.sampled_from(sorted(EVERYTHING - {"maximumCount"}))).map(lambda told: frozenset(told | {"maximumCount"})),
    last=st.sampled_from([None, "null", "empty", "itself"]),
    limit=st.sampled_from([10_000, 23]),
    counts_all=st.booleans(),
)
_sizes = st.none() | st.integers(5, 12)


@given(_servers, _sizes, st.sampled_from(["blocking", "asyncio", "trio"]))
def test_every_item_comes_once_in_order_or_the_list_says_where_it_stops(server: Stored, size: int | None, world: str) -> None:
    there = [str(number) for number in server.numbers]
    if len(there) < server.limit:
        assert customers(server, world, page_size=size) == there
    else:
        found, trouble = until_trouble(server, page_size=size)
        assert found == there[: server.limit]
        assert "the list stops at 23 items" in trouble
        assert "filters" in trouble
    assert len(server.asked) == max(1, ceil(min(len(there), server.limit) / (size or 100)))
    assert server.asked[0] == ({"pagesize": str(size)} if size else {})
    assert all(set(params) == {"query", "pageno"} for params in server.asked[1:])


@given(_servers, _sizes, st.integers(1, 40))
def test_a_cap_of_ones_own_is_no_trouble(server: Stored, size: int | None, most: int) -> None:
    there = [str(number) for number in server.numbers]
    if most > server.limit <= len(there):
        # More was wanted than a list can have.
        assert until_trouble(server, page_size=size, maximum_count=most)[0] == there[: server.limit]
    else:
        assert customers(server, page_size=size, maximum_count=most) == there[: min(most, server.limit)]
    assert server.asked[0]["maximumcount"] == str(most)


@given(_servers.filter(lambda server: len(server.numbers) < server.limit), st.integers(5, 12), st.none() | st.integers(1, 40), st.data())
def test_reading_goes_on_from_any_page_in_another_process(server: Stored, size: int, most: int | None, data: st.DataObject) -> None:
    read = pages(list_customers(context(), page_size=size, maximum_count=most), server)
    stop = data.draw(st.integers(0, len(read) - 1))
    token = read[stop].next_page_token
    assert (token is None) == (stop == len(read) - 1)
    if token:
        server.asked.clear()
        rest = items(list_customers(context(), page_token=token), server)
        assert rest == [item for page in read[stop + 1 :] for item in page.items]
        assert all(set(params) == {"query", "pageno"} for params in server.asked)


def test_what_was_wanted_goes_with_the_first_request_only() -> None:
    server = Stored(range(12))
    customers(server, page_size=5, maximum_count=100, filters={"name": "Owe Armstrong", "dueday-from": "æ&="})
    assert server.asked[0] == {"pagesize": "5", "maximumcount": "100", "name": "Owe Armstrong", "dueday-from": "æ&="}
    query = {"query": "8NlwdOIM1YLVFApvQFO:&000"}
    assert server.asked[1:] == [{**query, "pageno": "2"}, {**query, "pageno": "3"}]


def test_each_iteration_asks_anew() -> None:
    server = Stored(range(7))
    source = list_customers(context(), page_size=5)
    assert items(source, server) == items(source, server)
    assert [params.get("query", "")[-3:] for params in server.asked] == ["", "000", "", "001"]


def test_no_page_is_asked_for_before_an_item_of_it_is_wanted() -> None:
    server = Stored(range(12))
    reading = iterate(list_customers(context(), page_size=5).items(), performer("blocking", server, VirtualClock()))
    assert server.asked == []
    assert [next(reading).customer_no for _ in range(5)] == list("01234")
    assert len(server.asked) == 1
    next(reading)
    assert len(server.asked) == 2


def test_a_query_that_the_server_has_forgotten_is_an_error_of_its_own() -> None:
    with pytest.raises(NotFoundError):
        customers(Stored(range(9)), page_token="2:5::gone")


# -- less than there is, or more ---------------------------------------------------------------------------------------------------


def _summary(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    """Makes a summary say something else on its second page, or on all if it names none."""

    def spoil(page: dict[str, Any]) -> dict[str, Any]:
        if page["summary"].get("pageNo", 2) == 2:
            page["summary"] |= changes
        return page

    return spoil


def _only_first(page: dict[str, Any]) -> dict[str, Any]:
    return {**page, "customers": page["customers"][:4] if page["summary"]["pageNo"] == 3 else page["customers"]}


def _without_summary_on_the_second(page: dict[str, Any]) -> dict[str, Any]:
    return {"customers": page["customers"]} if page["summary"]["pageNo"] == 2 else page


TWELVE = [str(number) for number in range(12)]
TROUBLE = {
    "another page": (_summary(pageNo=3), 5, "the server gave page 3 of a list instead of page 2"),
    "beyond the last": (_summary(totalPages=1), 10, "gave page 2 of a list that by its own count has 1"),
    "more than counted": (_summary(totalCount=9), 10, "gave 10 items of a list that by its own count has 9"),
    "fewer than counted": (_summary(totalPages=2), 10, "gave 10 of 12 items"),
    "a lost summary": (_without_summary_on_the_second, 10, "page 2 of a list came without a summary"),
}


@pytest.mark.parametrize(("spoil", "given_out", "says"), TROUBLE.values(), ids=TROUBLE)
def test_a_list_that_may_be_incomplete_ends_with_an_error_after_what_was_found(spoil: Any, given_out: int, says: str) -> None:
    found, trouble = until_trouble(Stored(range(12), spoil=spoil), page_size=5)
    assert found == TWELVE[:given_out]
    assert says in trouble
    assert trouble.endswith("the list may be incomplete")


def test_a_short_page_that_has_lost_its_summary_is_not_taken_for_the_last() -> None:
    found, trouble = until_trouble(Stored(range(7), spoil=_without_summary_on_the_second), page_size=5)
    assert found == TWELVE[:7]
    assert "page 2 of a list came without a summary" in trouble


def test_the_query_that_the_first_page_names_holds_for_all() -> None:
    server = Stored(range(12), host="https://elsewhere.example.net", spoil=_summary(queryId=None))
    assert customers(server, page_size=5) == TWELVE


def test_whoever_goes_on_from_a_page_hears_of_what_is_missing_too() -> None:
    short = Stored(range(12), spoil=lambda page: {**page, "customers": page["customers"][:4]})
    token = pages(list_customers(context(), page_size=5), Stored(range(12)))[0].next_page_token
    assert token
    customers(short_server := Stored(range(12)), page_size=5)
    short_server.spoil = short.spoil
    found, trouble = until_trouble(short_server, page_token=token)
    assert found == ["5", "6", "7", "8", "10", "11"]
    assert "gave 11 of 12 items" in trouble


def test_the_same_page_for_ever_is_left_also_if_nothing_is_counted() -> None:
    first = Stored(range(12), tells=frozenset({"queryId"}))

    def stuck(request: Request) -> Reply:
        return first(Request("GET", request.url, (("pagesize", "5"),)))

    found, trouble = until_trouble(stuck)
    assert found == TWELVE[:5]
    assert "gave page 1 of a list twice" in trouble


def test_equal_pages_are_no_repetition_if_the_server_says_which_page_each_is() -> None:
    assert customers(Stored([7] * 15), page_size=5) == ["7"] * 15


@pytest.mark.parametrize("behind", ["&pageno=1", "&pageno=4", "", "&pageno=three", "&pageno=3&pageno=4"])
def test_if_pages_are_not_counted_the_next_one_must_be_named_as_such(behind: str) -> None:
    link = {"nextPage": f"{URL}{PATH}?query=8NlwdOIM1YLVFApvQFO%3A%26000{behind}"}
    found, trouble = until_trouble(Stored(range(12), tells=frozenset({"pageNo", "queryId"}), spoil=_summary(**link)), page_size=5)
    assert found == TWELVE[:10]
    assert "leads from page 2 of a list to another one than the next" in trouble


def test_a_list_without_end_is_left_where_it_can_be_no_longer() -> None:
    endless = Stored(range(1000), tells=frozenset({"queryId"}), spoil=_summary(maximumCount=20))
    found, trouble = until_trouble(endless, page_size=10)
    assert found == [str(number) for number in range(30)]
    assert "gave 30 items of a list that can have 20" in trouble


def test_a_last_page_that_names_another_is_not_believed_unless_everything_came() -> None:
    more = {"nextPage": f"{URL}{PATH}?query=q&pageno=3"}
    server = Stored(range(10), tells=EVERYTHING - {"totalCount"}, spoil=_summary(**more))
    found, trouble = until_trouble(server, page_size=5)
    assert found == TWELVE[:10]
    assert "names another one" in trouble
    assert customers(evolve(server, tells=EVERYTHING), page_size=5) == TWELVE[:10]


@pytest.mark.parametrize("told", [{"totalCount": 10_000}, {"totalCount": 25_000}, {"totalCount": 25_000, "maximumCount": 10_000}])
def test_a_list_that_reaches_the_documented_limit_is_not_taken_for_whole(told: dict[str, int]) -> None:
    listed = [{"customerNo": str(number)} for number in range(10_000)]
    answer = json_reply({"summary": {"pageNo": 1, "totalPages": 1, **told}, "customers": listed})
    found, trouble = until_trouble(lambda request: answer)
    assert len(found) == 10_000
    assert trouble == "the list stops at 10000 items (narrow it with filters); the list may be incomplete"


# -- summaries that are not there, or not as documented --------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "count", "whole"), [(None, 99, True), (None, 100, False), (7, 6, True), (7, 7, False), (None, 0, True)])
def test_without_a_summary_only_less_than_a_page_is_the_whole_list(size: int | None, count: int, whole: bool) -> None:
    server = Stored(range(count), spoil=lambda page: {"summary": None, "customers": page["customers"]})
    if whole:
        assert len(customers(server, page_size=size)) == count
    else:
        found, trouble = until_trouble(server, page_size=size)
        assert len(found) == count
        assert "page 1 of a list came without a summary" in trouble


def test_a_summary_that_says_nothing_is_none() -> None:
    found, trouble = until_trouble(lambda request: json_reply({"summary": {}, "customers": [{"customerNo": "1"}] * 100}))
    assert (len(found), "without a summary" in trouble) == (100, True)


@pytest.mark.parametrize("told", [{"totalCount": 7}, {"totalCount": 10, "totalPages": 2}])
def test_a_list_that_becomes_shorter_while_it_is_read_may_have_lost_something(told: dict[str, Any]) -> None:
    server = Stored(
        range(12), spoil=lambda page: page if page["summary"]["pageNo"] == 1 else {**page, "summary": {**page["summary"], **told}}
    )
    found, trouble = until_trouble(server, page_size=5)
    assert found[:10] == [str(number) for number in range(10)]
    assert "12" in trouble or "7" in trouble


@pytest.mark.parametrize("content", [{}, {"summary": DOCUMENTED}, {"summary": {}}, {"summary": None, "customers": None}, {"items": []}])
def test_an_answer_without_a_list_is_none(content: dict[str, Any]) -> None:
    with pytest.raises(UnreadableResponseError, match="holds no list"):
        customers(lambda request: json_reply(content))


def test_an_empty_list_may_leave_out_its_array() -> None:
    assert customers(lambda request: json_reply({"summary": {"totalCount": 0, "totalPages": 0, "pageNo": 1}})) == []


_odd = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=3) | st.just([]) | st.just({})


@given(st.dictionaries(st.sampled_from(sorted(DOCUMENTED)), _odd | st.sampled_from(["http://[", "?query=a&pageno=2", "//h:x/"])))
def test_whatever_a_summary_says_reading_ends_and_raises_nothing_generic(odd: dict[str, Any]) -> None:
    asked: list[Request] = []

    def server(request: Request) -> Reply:
        asked.append(request)
        assert len(asked) < 100, "the client goes in circles"
        return json_reply({"summary": odd, "customers": [{"customerNo": str(len(asked))}]})

    with suppress(PagingError, UnreadableResponseError):
        customers(server)
    assert {request.url for request in asked} == {URL + PATH}


@pytest.mark.parametrize("odd", [True, -1, 1.0, "1", None, []])
def test_a_number_is_a_whole_number_or_was_not_told(odd: Any) -> None:
    names = ("pageNo", "totalPages", "totalCount", "maximumCount")
    assert Said.of(Summary.from_dict(dict.fromkeys(names, odd))) == Said()
    assert Said.of(Summary.from_dict(dict.fromkeys(names, 7))) == Said(7, 7, 7, 7)


# -- the address of the next page, where nothing else names the query --------------------------------------------------------------

_ANONYMOUS = EVERYTHING - {"queryId"}


@pytest.mark.parametrize("told", [_ANONYMOUS, frozenset[str]()], ids=["counted", "uncounted"])
@pytest.mark.parametrize("host", [URL, "http://api.example.com/arm/v1", "https://API.example.com/arm/v1", "/arm/v1"])
def test_the_query_is_read_from_an_address_of_our_own(told: frozenset[str], host: str) -> None:
    server = Stored(range(12), tells=told, host=host)
    assert customers(server, page_size=5) == TWELVE
    assert [params.get("query") for params in server.asked] == [None, *["8NlwdOIM1YLVFApvQFO:&000"] * 2]


@pytest.mark.parametrize(
    "link",
    [
        f"https://evil.example.net/arm/v1{PATH}?query=q&pageno=2",
        f"https://api.example.com:444/arm/v1{PATH}?query=q&pageno=2",
        f"https://api.example.com@evil.example.net/arm/v1{PATH}?query=q&pageno=2",
        "https://api.example.com/arm/v1/clients/2219/customers?query=q&pageno=2",
        f"https://api.example.com/arm/v2{PATH}?query=q&pageno=2",
        f"{URL}{PATH}?query=q&pageno=3",
        f"{URL}{PATH}?query=q&pageno=two",
        f"{URL}{PATH}?query=q",
        f"{URL}{PATH}?pageno=2",
        f"{URL}{PATH}?query=&pageno=2",
        f"{URL}{PATH}?query=q&query=r&pageno=2",
        "https://[evil/",
        "https://api.example.com:port/",
        "x",
    ],
)
def test_an_address_that_is_not_ours_or_does_not_lead_on_is_not_believed(link: str) -> None:
    asked: list[Request] = []

    def server(request: Request) -> Reply:
        asked.append(request)
        return json_reply({"summary": {"pageNo": 1, "totalPages": 3, "nextPage": link}, "customers": [{"customerNo": "1"}]})

    found, trouble = until_trouble(server)
    assert found == ["1"]
    assert "does not name the stored query" in trouble
    assert "evil" not in trouble
    assert len(asked) == 1


@pytest.mark.parametrize("host", ["https://evil.example.net/arm/v1", "https://10.0.0.1:8443"])
def test_whatever_the_next_page_leads_to_only_our_own_address_is_asked(host: str) -> None:
    server = Stored(range(12), host=host)  # asserts the address of every request
    assert customers(server, page_size=5) == TWELVE


# -- what a caller passes ------------------------------------------------------------------------------------------------------------

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "page too small": ({"page_size": 4}, "page_size: must be at least 5: if less is asked for, Amili silently uses 10"),
    "page of nothing": ({"page_size": 0}, "page_size: must be at least 5"),
    "page too large": ({"page_size": 1001}, "page_size: must be at most 1000"),
    "page no number": ({"page_size": "50"}, "page_size: must be a whole number, not str"),
    "page a bool": ({"page_size": True}, "page_size: must be a whole number, not bool"),
    "none at all": ({"maximum_count": 0}, "maximum_count: must be at least 1"),
    "fewer than none": ({"maximum_count": -1}, "maximum_count: must be at least 1"),
    "too many": ({"maximum_count": 10_001}, "maximum_count: must be at most 10000"),
    "count no number": ({"maximum_count": 1.5}, "maximum_count: must be a whole number, not float"),
    "filters no mapping": ({"filters": ["name"]}, "filters: must be a mapping of names to texts, not list"),
    "filter in capitals": ({"filters": {"customerNo": "1"}}, "filters['customerNo']: cannot be a filter"),
    "filter without name": ({"filters": {"": "1"}}, "filters['']: cannot be a filter"),
    "filter with another": ({"filters": {"a=1&b": "1"}}, "filters['a=1&b']: cannot be a filter"),
    "filter no text": ({"filters": {7: "1"}}, "filters: has a name that is no text but int"),
    "filter of no text": ({"filters": {"duedays": 7}}, "filters['duedays']: must be a text, not int"),
    "filter of a surrogate": ({"filters": {"name": "\ud800"}}, "filters['name']: holds half of a surrogate pair"),
    "page size as filter": ({"filters": {"pagesize": "5"}}, "filters['pagesize']: is no filter; use page_size"),
    "count as filter": ({"filters": {"maximumcount": "5"}}, "filters['maximumcount']: is no filter; use maximum_count"),
    "query as filter": ({"filters": {"query": "q"}}, "filters['query']: is no filter; use page_token"),
    "page as filter": ({"filters": {"pageno": "2"}}, "filters['pageno']: is no filter; use page_token"),
    "token no text": ({"page_token": 3}, "page_token: must be a text, not int"),
    "token with size": ({"page_token": "2:5::q", "page_size": 5}, "page_size: belongs to the list that page_token goes on with"),
    "token with count": ({"page_token": "2:5::q", "maximum_count": 5}, "maximum_count: belongs to the list that page_token"),
    "token with filters": ({"page_token": "2:5::q", "filters": {"a": "b"}}, "filters: belongs to the list that page_token"),
}


@pytest.mark.parametrize(("wanted", "says"), BAD.values(), ids=BAD)
def test_what_cannot_be_wanted_is_refused_before_anything_is_sent(wanted: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as raised:
        list_customers(context(), **wanted)
    assert [str(problem).startswith(says) for problem in raised.value.problems] == [True], str(raised.value)


def test_everything_that_cannot_be_wanted_is_told_at_once() -> None:
    wanted: dict[str, Any] = {"page_size": 1, "maximum_count": 0, "filters": {"A": "", "b": 1}, "page_token": 7}
    with pytest.raises(InputError) as raised:
        list_customers(context(), **wanted)
    fields = [problem.field for problem in raised.value.problems]
    assert sorted(set(fields)) == ["filters", "filters['A']", "filters['b']", "maximum_count", "page_size", "page_token"]


@given(st.integers(5, 1000), st.integers(1, 10_000))
def test_every_allowed_size_is_sent_as_it_is(size: int, most: int) -> None:
    server = Stored(range(3))
    assert customers(server, page_size=size, maximum_count=most) == TWELVE[: min(most, 3)]
    assert server.asked == [{"pagesize": str(size), "maximumcount": str(most)}]


@given(st.integers().filter(lambda size: not 5 <= size <= 1000), st.integers().filter(lambda most: not 1 <= most <= 10_000))
def test_no_other_size_is(size: int, most: int) -> None:
    for name, value in {"page_size": size, "maximum_count": most}.items():
        with pytest.raises(InputError, match=name):
            list_customers(context(), **{name: value})


# -- tokens ------------------------------------------------------------------------------------------------------------------------


@given(
    st.builds(
        Place,
        page=st.integers(1, 10**9 - 1),
        query=st.text(min_size=1),
        given=st.integers(0, 10**9 - 1),
        most=st.none() | st.integers(1, 10_000),
    )
)
@example(Place(2, "a\nb:c", 5))
def test_a_place_survives_as_a_text(place: Place) -> None:
    assert Place.read(place.token()) == place


@given(st.text() | st.from_regex(r"\d{0,3}:\d{0,3}:\d{0,3}:.{0,3}"))
def test_a_token_names_a_place_or_is_refused(token: str) -> None:
    with suppress(InputError):
        assert list_customers(context(), page_token=token).page_token == (token or None)
        assert not token or Place.read(token).token() == token


@pytest.mark.parametrize("token", ["x", "3", "3:8Nlw", "0:5::q", "-1:5::q", "2:5::", "2:5:x:q", "2:5:123456:q", "2::5:q", "٢:5::q"])
def test_a_token_of_another_make_is_refused(token: str) -> None:
    with pytest.raises(InputError, match="page_token: is none that a list of this API has given out"):
        list_customers(context(), page_token=token)


def test_tokens_grow_with_every_page() -> None:
    tokens = [page.next_page_token for page in pages(list_customers(context(), page_size=5), Stored(range(23)))]
    assert tokens[-1] is None
    places = [Place.read(token) for token in tokens if token]
    assert [(place.page, place.given) for place in places] == [(2, 5), (3, 10), (4, 15), (5, 20)]
    assert all(one.query == other.query for one, other in pairwise(places))


def test_items_are_customers() -> None:
    (customer,) = items(list_customers(context()), Stored([543210]))
    assert isinstance(customer, Customer)
    assert customer.customer_no == "543210"
