"""Filters, orders, fields and pages as Eve itself understands them, through the sandbox."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from amili_client.sweden.ada.api.creditor import list_creditors
from amili_client.sweden.ada.models.creditor import Creditor
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import BadRequestError
from amili_ext.flow import Reply, Request
from amili_ext.sweden.ada.eve import where
from amili_ext.sweden.ada.eve.listing import query
from tests.support import drain, performer
from tests.sweden.ada.real_eve import CREDITOR, RealEve
from tests.sweden.ada.trees import Tree, trees

ACCOUNT = "674dbeaf08847b9501cc9132"
NAMES = ["", "a", "b", "é", '"{', "$in", "null"]
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def eve() -> RealEve:
    """Ten creditors, and the one that is there from the start; two in each second."""
    eve = RealEve()
    for number in range(10):
        payout = {"sek": {"bankgiro": NAMES[number % 3 + 1]}}
        creditor = {"account": ACCOUNT, "name": NAMES[1 + number % 6], "organization_no": f"55602699{number:02}", "payout_details": payout}
        if number % 2:
            eve.clock.advance(1)
        eve.behind("POST", "/creditors", {**creditor, "description": NAMES[number % 4]} if number % 4 else creditor)
    return eve


def creditors(eve: RealEve, **arguments: Any) -> list[Creditor]:
    eve.sent.clear()
    return drain("blocking", query(eve.api, list_creditors, **arguments).items(), performer("blocking", eve, eve.clock))


def plain(creditor: Creditor) -> dict[str, Any]:
    """The document as a plain reading of a filter sees it."""
    return {**creditor.to_dict(), "_created": creditor.created}


_moments = st.builds(lambda half: BEGIN + timedelta(seconds=half / 2), st.integers(0, 14))
_values = st.none() | st.booleans() | st.sampled_from(NAMES) | _moments | st.integers(2000036, 2000049)
_trees = trees(["name", "description", "is_active", "creditor_number", "_created", "payout_details.sek.bankgiro", "nowhere"], _values)


@settings(max_examples=150)
@given(tree=_trees)
def test_any_filter_finds_what_a_plain_reading_of_it_finds(eve: RealEve, tree: Tree) -> None:
    there = creditors(eve)
    assert len(there) == 11
    found = creditors(eve, where=tree.filter)
    assert [creditor.id for creditor in found] == [creditor.id for creditor in there if tree.holds(plain(creditor))]


def test_documents_are_found_by_their_ids(eve: RealEve) -> None:
    ids = [creditor.id for creditor in creditors(eve)]
    assert [creditor.id for creditor in creditors(eve, where=where.in_("_id", ids[2:5]))] == ids[2:5]
    assert len(creditors(eve, where=where.eq("account", ACCOUNT))) == 11


@pytest.mark.parametrize("size", [1, 2, 5, 10, 11, 100])
@pytest.mark.parametrize("projection", [None, ["name"], {"name": 0}, {"_id": 0, "name": 1}])
def test_pages_follow_each_other_by_id(eve: RealEve, size: int, projection: Any, caplog: pytest.LogCaptureFixture) -> None:
    everything = [creditor.id for creditor in creditors(eve)]
    assert [creditor.id for creditor in creditors(eve, page_size=size, projection=projection)] == everything == sorted(everything)
    assert len(eve.sent) == -(-11 // size)
    assert all(dict(request.params)["page"] == "1" for request in eve.sent)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("sort", ["name", "-name", "-_created,name", ("is_active", "-creditor_number")])
@pytest.mark.parametrize("size", [3, 100])
def test_an_order_of_ones_own_is_kept_over_the_pages(eve: RealEve, sort: Any, size: int) -> None:
    everything = creditors(eve)
    for name in reversed(sort.split(",") if isinstance(sort, str) else sort):
        everything.sort(key=lambda creditor, name=name: plain(creditor)[name.removeprefix("-")], reverse=name.startswith("-"))
    found = creditors(eve, sort=sort, page_size=size)
    assert [creditor.id for creditor in found] == [creditor.id for creditor in everything]


def test_a_projection_leaves_out_the_rest(eve: RealEve) -> None:
    [creditor] = creditors(eve, where=where.eq("_id", CREDITOR), projection=["name"])
    assert creditor.name
    assert creditor.etag
    assert not creditor.account
    [creditor] = creditors(eve, where=where.eq("_id", CREDITOR), projection={"name": 0})
    assert not creditor.name
    assert creditor.account


def test_an_operator_that_eve_does_not_know_is_refused_by_eve(eve: RealEve) -> None:
    with pytest.raises(BadRequestError):
        creditors(eve, where={"name": {"$nonsense": 1}})


def test_what_comes_and_goes_meanwhile_loses_nothing() -> None:
    eve = RealEve()
    for number in range(9):
        eve.behind("POST", "/creditors", {"account": ACCOUNT, "name": "x", "organization_no": f"55602699{number:02}", "is_active": False})
    there = [creditor.id for creditor in creditors(eve, where=where.eq("name", "x"))]

    def closing(request: Request, answer: Any) -> Reply:
        reply: Reply = answer(request)
        if len(eve.sent) == 1:  # after the first page its first document leaves the filter
            etag = eve.behind("GET", f"/creditors/{there[0]}")["_etag"]
            eve.behind("PATCH", f"/creditors/{there[0]}", {"name": "y"}, if_match=etag)
        return reply

    eve.between = closing
    found = creditors(eve, where=where.eq("name", "x"), page_size=4)
    assert [creditor.id for creditor in found] == there
