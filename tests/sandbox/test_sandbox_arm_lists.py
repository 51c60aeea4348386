"""Lists of ARM: stored queries, their summary as the page prints it, and the limits of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxSettings

from .conftest import Answer, FakeClock, Ledger

Make = Callable[..., Ledger]


@pytest.fixture
def full(make_ledger: Make) -> Ledger:
    """28 customers, as many as the printed list has."""
    ledger = make_ledger(processing_delay=0)
    ledger.post("/customers/batches", {"customers": [{"customerNo": str(at)} for at in range(26)]})
    return ledger


def _follow(ledger: Ledger, address: str) -> Answer:
    parts = urlsplit(address)
    return ledger.send("GET", parts.path, dict(parse_qsl(parts.query)))


def _numbers(answer: Answer) -> list[str]:
    assert answer.status == 200, answer
    return [one["customerNo"] for one in answer.content["customers"]]


def test_summary_is_that_of_the_page(full: Ledger) -> None:
    first = full.get("/customers", {"pagesize": "10"})
    summary = first.content["summary"]
    query = summary["queryId"]
    assert len(query) == len("8NlwdOIM1YLVFApvQFONTw")
    address = f"http://sandbox.test/arm/v1/clients/2218/customers?query={query}"
    assert summary == {
        "pageNo": 1,
        "currentPageSize": 10,
        "pageSizeLimit": 10,
        "totalPages": 3,
        "totalCount": 28,
        "maximumCount": 10000,
        "nextPage": f"{address}&pageno=2",
        "lastPage": f"{address}&pageno=3",
        "queryId": query,
    }
    last = _follow(full, summary["lastPage"]).content["summary"]
    assert "nextPage" not in last
    assert (last["pageNo"], last["currentPageSize"]) == (3, 8)
    assert _numbers(first)[:3] == ["543210", "765432", "0"]


@pytest.mark.parametrize(("asked", "given"), [("5", 5), ("4", 10), ("0", 10), ("-7", 10), ("1000", 1000), ("1001", 1000), ("", 100)])
def test_size_of_a_page(ledger: Ledger, asked: str, given: int) -> None:
    assert ledger.get("/customers", {"pagesize": asked}).content["summary"]["pageSizeLimit"] == given


def test_cap(full: Ledger) -> None:
    capped = full.get("/customers", {"maximumcount": "12", "pagesize": "10"}).content["summary"]
    assert (capped["totalCount"], capped["maximumCount"], capped["totalPages"]) == (12, 12, 2)
    assert full.get("/customers", {"maximumcount": "20000"}).content["summary"]["maximumCount"] == 10_000
    assert full.get("/customers", {"maximumcount": "0"}).errors == {"maximumcount": ["must be at least 1"]}


def test_empty_list(ledger: Ledger) -> None:
    answer = ledger.get("/documents")
    assert answer.content["documents"] == []
    summary = answer.content["summary"]
    assert (summary["totalPages"], summary["totalCount"], "nextPage" in summary) == (0, 0, False)
    assert _follow(ledger, summary["lastPage"]).content["documents"] == []


def test_a_query_keeps_what_it_found(full: Ledger) -> None:
    first = full.get("/customers", {"pagesize": "20"})
    full.post("/customers", {"customer": {"customerNo": "new"}})
    full.put("/customers", {"customer": {"customerNo": "25", "name": "changed"}})
    full.delete("/customers/24")
    second = _follow(full, first.content["summary"]["nextPage"])
    assert _numbers(second) == [*map(str, range(18, 24)), "25"]
    assert second.content["customers"][-1]["name"] == "changed"
    assert (second.content["summary"]["currentPageSize"], second.content["summary"]["totalCount"]) == (7, 28)


def test_what_is_not_a_page(full: Ledger) -> None:
    query = full.get("/customers", {"pagesize": "10"}).content["summary"]["queryId"]
    assert _numbers(full.get("/customers", {"query": query})) == _numbers(full.get("/customers", {"query": query, "pageno": "1"}))
    for pageno in ("0", "4", "-1"):
        assert full.get("/customers", {"query": query, "pageno": pageno}).status == 404
    for other in (query.swapcase(), "nonsense"):
        assert full.get("/customers", {"query": other}).status == 404
    assert full.get("/documents", {"query": query}).status == 404
    assert full.get("/customers", {"pageno": "2"}).errors == {"pageno": ["needs the query whose page it is"]}
    answer = full.get("/customers", {"query": query, "pagesize": "10", "customerno": "1"})
    assert answer.errors.keys() == {"pagesize", "customerno"}
    assert full.get("/customers", {"maximumCount": "5"}).errors == {"maximumCount": ["is not a parameter of this operation"]}


def test_filters(full: Ledger) -> None:
    full.put("/customers", {"customer": {"customerNo": "7", "language": "EN", "vatLiable": False}})
    assert _numbers(full.get("/customers", {"language": "en"})) == ["7"]
    assert _numbers(full.get("/customers", {"vatliable": "true", "discountrate": "5.5"})) == ["543210"]
    assert _numbers(full.get("/customers", {"language": "en", "vatliable": "true"})) == []
    for name in ("vatLiable", "postaladdress", "nothing"):
        assert full.get("/customers", {name: "true"}).status == 400
    token = {"Authorization": f"Bearer {full.token}"}
    twice = SandboxRequest("GET", f"{full.base}/customers", [("language", "no"), ("language", "en")], token)
    assert full.sandbox.handle(twice).status == 400
    full.add_document("1", "7", kid="123")
    full.add_document("2", "8")
    assert full.get("/documents", {"kid": "123"}).content["summary"]["totalCount"] == 1
    assert [one["arItemId"] for one in full.get("/aritems", {"customerno": "8"}).content["arItems"]] == [700_002]


def test_addresses_that_lead_elsewhere(make_ledger: Make) -> None:
    ledger = make_ledger(arm_page_url="https://elsewhere.invalid", arm_query_id=False)
    summary = ledger.get("/customers").content["summary"]
    assert summary["lastPage"].startswith("https://elsewhere.invalid/arm/v1/clients/2218/customers?query=")
    assert "queryId" not in summary
    assert make_ledger(public_url="http://h:1").get("/customers").content["summary"]["lastPage"].startswith("http://h:1/arm/v1/")


def test_old_queries_are_forgotten_and_new_ones_are_not(ledger: Ledger) -> None:
    queries = [ledger.get("/customers").content["summary"]["queryId"] for _ in range(1001)]
    assert [ledger.get("/customers", {"query": queries[at]}).status for at in (0, 1, 1000)] == [404, 200, 200]


@settings(max_examples=30, deadline=None)
@given(count=st.integers(0, 30), size=st.integers(5, 12), maximum=st.none() | st.integers(1, 40), added=st.integers(0, 3))
def test_walking_meets_every_record_once(count: int, size: int, maximum: int | None, added: int) -> None:
    with Sandbox(SandboxSettings(processing_delay=0), clock=FakeClock()) as sandbox:
        ledger = Ledger(sandbox)
        numbers = ["543210", "765432", *map(str, range(count))]
        if count:
            ledger.post("/customers/batches", {"customers": [{"customerNo": number} for number in numbers[2:]]})
        cap = {} if maximum is None else {"maximumcount": str(maximum)}
        answer = ledger.get("/customers", {"pagesize": str(size), **cap})
        seen = _numbers(answer)
        summaries: list[Any] = [answer.content["summary"]]
        while address := summaries[-1].get("nextPage"):
            for at in range(added):
                ledger.post("/customers", {"customer": {"customerNo": f"new {at}"}})
            answer = _follow(ledger, address)
            seen += _numbers(answer)
            summaries.append(answer.content["summary"])
        wanted = numbers[: maximum or None]
        assert seen == wanted
        assert [one["pageNo"] for one in summaries] == [*range(1, summaries[0]["totalPages"] + 1)]
        assert {one["totalCount"] for one in summaries} == {len(wanted)}
