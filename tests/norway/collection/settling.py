"""Amili as far as it lists settlements, each from some moment of the test's clock on, with the ways in which a server may read a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any, NamedTuple
from uuid import UUID

from amili_ext import testing
from amili_ext.endpoint import Api
from amili_ext.flow import Reply, Request
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements.news import SettlementBatch, since
from amili_ext.norway.collection.settlements.point import SettlementPoint
from amili_ext.retry import NO_RETRY
from tests.support import ORGANIZATION, drain, json_reply, performer

HOST = "https://api.example.test/collection/v1"
EXAMPLE = {
    "settlementId": "00000000-0000-4000-8000-000000000001",
    "settlementDate": "2025-08-15",
    "caseNumber": "1234567",
    "collectionType": "REMINDER",
    "currency": "NOK",
    "customerReference": "CUST-001",
    "exchangeRate": 1,
    "invoiceId": "425284ba-ce41-48cc-9407-f851dccdb8ad",
    "invoiceNumber": "1234567",
}
"""The webhook's sample, and what the settlement has beside it."""


def settlement_id(number: int) -> str:
    return str(UUID(int=number))


class Listed(NamedTuple):
    """A settlement as the server has it."""

    row: dict[str, Any]
    since: datetime


class Settling:
    """See this module.

    Attributes:
        clock: of the test; the server's is the same.
        asked: the parameters of each request.
        heeds: what fromDate is compared with: `settlementDate`, the day on which a settlement was `listed`, or `nothing`.
        newest_first: the order of the list; the pages do not tell it.
        bend: called before each request.
    """

    def __init__(self) -> None:
        self.clock = testing.VirtualClock()
        self.context = Collection(Api(HOST, NO_RETRY), organization_id=ORGANIZATION)
        self.rows: list[Listed] = []
        self.asked: list[dict[str, str]] = []
        self.heeds = "settlementDate"
        self.newest_first = False
        self.bend: Callable[[], None] = lambda: None

    def settle(self, number: int, day: date | None = None, **fields: Any) -> None:
        """A settlement is there from now on; of that day, or of today."""
        when = day or self.clock.time().date()
        row = {**EXAMPLE, "settlementId": settlement_id(number), "settlementDate": when.isoformat(), "invoiceNumber": f"INV-{number}"}
        row = {name: value for name, value in (row | fields).items() if value is not ...}
        self.rows.append(Listed(row, self.clock.time()))

    def __call__(self, request: Request) -> Reply:
        assert (request.method, request.url) == ("GET", f"{HOST}/orgs/{ORGANIZATION}/settlements")
        asked = dict(request.params)
        self.asked.append(asked)
        self.bend()
        rows = sorted(self._wanted(asked.get("fromDate", "")), key=lambda one: one.get("settlementDate", ""), reverse=self.newest_first)
        size, begin = int(asked["pageSize"]), int(asked.get("pageToken", "0"))
        more = {"nextPageToken": str(begin + size)} if begin + size < len(rows) else {}
        headers = {"date": format_datetime(self.clock.time().astimezone(UTC), usegmt=True)}
        return json_reply({"summary": {"status": "SUCCESS", **more}, "data": rows[begin : begin + size]}, headers=headers)

    def _wanted(self, first_day: str) -> Iterator[dict[str, Any]]:
        for row, listed in self.rows:
            day = {"settlementDate": row.get("settlementDate", "9"), "listed": listed.date().isoformat(), "nothing": "9"}[self.heeds]
            if day >= first_day:
                yield row

    def run(self, point: SettlementPoint | date | str | None = None, world: str = "blocking", page_size: int = 3) -> list[SettlementBatch]:
        """One run, to its end."""
        return drain(world, since(self.context, point, page_size=page_size), self.perform(world))

    def perform(self, world: str = "blocking") -> Any:
        """Who performs effects, in that world."""
        return performer(world, self, self.clock)

    def pass_days(self, days: float) -> None:
        self.clock.advance(timedelta(days=days).total_seconds())


def numbers(batches: Iterable[SettlementBatch]) -> list[int]:
    """The numbers of the settlements, in order."""
    return [one.settlement_id.int for batch in batches for one in batch.settlements if one.settlement_id]
