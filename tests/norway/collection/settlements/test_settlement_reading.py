"""Reading settlements: what is asked, what is refused before anything is asked, and answers that hold nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from amili_ext.endpoint import Api
from amili_ext.errors import InputError, NotFoundError, UnreadableResponseError
from amili_ext.flow import Reply
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements.reading import get, list_settlements
from amili_ext.retry import NO_RETRY
from amili_ext.testing import VirtualClock
from tests.norway.collection.settling import EXAMPLE, HOST
from tests.support import ORGANIZATION, Server, drain, drive, in_each_world, json_reply, performer

CONTEXT = Collection(Api(HOST, NO_RETRY), organization_id=ORGANIZATION)
ID = UUID(EXAMPLE["settlementId"])


def perform(world: str, server: Server) -> Any:
    return performer(world, server, VirtualClock())


@in_each_world
def test_the_filters_are_sent_in_the_spelling_of_the_page_and_pages_are_followed(world: str) -> None:
    server = Server(json_reply({"data": [EXAMPLE], "summary": {"nextPageToken": "2"}}), json_reply({"data": [EXAMPLE]}))
    source = list_settlements(CONTEXT, from_date=date(2025, 8, 1), to_date="2025-08-31", page_size=1)
    found = drain(world, source.items(), perform(world, server))
    assert [one.settlement_id for one in found] == [ID, ID]
    asked = {"fromDate": "2025-08-01", "toDate": "2025-08-31", "pageSize": "1"}
    assert [dict(request.params) for request in server.requests] == [asked, {**asked, "pageToken": "2"}]
    assert {request.url for request in server.requests} == {f"{HOST}/orgs/{ORGANIZATION}/settlements"}


def test_a_list_goes_on_from_a_page_token_and_asks_for_nothing_else() -> None:
    server = Server(json_reply({"data": []}))
    assert drain("blocking", list_settlements(CONTEXT, page_token="7").items(), perform("blocking", server)) == []
    assert [dict(request.params) for request in server.requests] == [{"pageToken": "7"}]


@in_each_world
def test_one_settlement_is_read_by_its_id(world: str) -> None:
    server = Server(json_reply({"summary": {"status": "SUCCESS"}, "data": EXAMPLE}))
    settlement = drive(world, get(CONTEXT, str(ID)), perform(world, server))
    assert (settlement.case_number, settlement.settlement_date) == ("1234567", date(2025, 8, 15))
    assert [request.url for request in server.requests] == [f"{HOST}/orgs/{ORGANIZATION}/settlements/{ID}"]


def test_a_settlement_that_is_not_there_or_not_in_the_answer_is_told() -> None:
    with pytest.raises(NotFoundError):
        drive("blocking", get(CONTEXT, ID), perform("blocking", Server(Reply(404))))
    with pytest.raises(UnreadableResponseError, match="holds no settlement"):
        drive("blocking", get(CONTEXT, ID), perform("blocking", Server(json_reply({"summary": {"status": "SUCCESS"}}))))


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        ({"from_date": "08/01/2025"}, "from_date", "must be a date without a time, not another text"),
        ({"from_date": datetime(2025, 8, 1, tzinfo=UTC)}, "from_date", "not a date and time"),
        ({"to_date": "2025-08-01T00:00:00Z"}, "to_date", "not a date and time"),
        ({"to_date": 20250801}, "to_date", "not int"),
        ({"from_date": "2025-08-02", "to_date": "2025-08-01"}, "to_date", "is before from_date"),
        ({"page_size": 0}, "page_size", "must be at least 1"),
        ({"page_size": 1.0}, "page_size", "must be a whole number, not float"),
        ({"page_token": 7}, "page_token", "must be a text, not int"),
    ],
)
def test_a_filter_that_cannot_be_right_is_told_before_anything_is_sent(arguments: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        list_settlements(CONTEXT, **arguments)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_what_is_no_id_is_told() -> None:
    server = Server()
    with pytest.raises(InputError, match="settlement_id: must be a UUID"):
        drive("blocking", get(CONTEXT, "7"), perform("blocking", server))
    assert not server.requests
