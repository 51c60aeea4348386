"""A server of one list that stores queries, as ARMrest's pages describe it, and in each of the ways that they leave open.

Written from the pages and not from the client: it knows no tokens and no places, only what a query parameter means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Any

from attrs import define, field

from amili_ext.endpoint import Api
from amili_ext.flow import Reply, Request
from amili_ext.norway.arm.context import Receivables
from amili_ext.paging import Page, Source
from amili_ext.testing import VirtualClock
from tests.support import drain, json_reply, performer

URL = "https://api.example.com/arm/v1"
PATH = "/clients/2218/customers"
EVERYTHING = frozenset({"pageNo", "totalPages", "totalCount", "maximumCount", "queryId"})


@define
class Stored:
    """The server.

    Attributes:
        numbers: of the customers that there are.
        tells: what its summaries tell besides the address of the next page.
        last: what stands for the next page on the last one; None for nothing at all, "itself" for that page's own address.
        limit: how many items a list can have.
        counts_all: whether `totalCount` counts what is beyond the limit too.
        spoil: makes of a page what the server really says.
    """

    numbers: Sequence[int]
    tells: frozenset[str] = EVERYTHING
    last: str | None = None
    limit: int = 10_000
    counts_all: bool = True
    spoil: Callable[[dict[str, Any]], Any] = lambda page: page
    host: str = URL
    asked: list[dict[str, str]] = field(factory=list)
    headers: list[Mapping[str, str]] = field(factory=list)
    _queries: dict[str, tuple[int, int]] = field(factory=dict)

    def __call__(self, request: Request) -> Reply:
        assert request.method == "GET"
        assert request.url == URL + PATH
        params = dict(request.params)
        assert len(params) == len(request.params)
        self.asked.append(params)
        self.headers.append(request.headers)
        if "query" in params:
            if params["query"] not in self._queries:
                return json_reply({}, 404)
            size, most = self._queries[params["query"]]
            number, query = int(params["pageno"]), params["query"]
        else:
            size = int(params.get("pagesize", "100"))
            size = 10 if size < 5 else min(size, 1000)
            most = min(int(params.get("maximumcount", self.limit)), self.limit)
            number, query = 1, f"8NlwdOIM1YLVFApvQFO:&{len(self._queries):03}"
            self._queries[query] = (size, most)
        return json_reply(self.spoil(self._page(size, most, number, query)))

    def _page(self, size: int, most: int, number: int, query: str) -> dict[str, Any]:
        listed = self.numbers[:most]
        pages = ceil(len(listed) / size)
        address = f"{self.host}{PATH}?query={query.replace(':', '%3A').replace('&', '%26')}&pageno="
        shown = listed[(number - 1) * size : number * size]
        summary: dict[str, Any] = {
            "pageNo": number,
            "currentPageSize": len(shown),
            "pageSizeLimit": size,
            "totalPages": pages,
            "totalCount": len(self.numbers) if self.counts_all else len(listed),
            "maximumCount": most,
            "lastPage": address + str(pages),
            "queryId": query,
        }
        summary = {name: value for name, value in summary.items() if name in self.tells or name not in EVERYTHING}
        if number < pages:
            summary["nextPage"] = address + str(number + 1)
        elif self.last is not None:
            summary["nextPage"] = {"null": None, "empty": "", "itself": address + str(number)}[self.last]
        return {"summary": summary, "customers": [{"customerNo": str(number)} for number in shown]}


def context(**more: Any) -> Receivables:
    """What the flows of a client know."""
    return Receivables(Api(URL), 2218, **more)


def items(source: Source[Any], server: Callable[[Request], Reply], world: str = "blocking") -> list[Any]:
    """All items of a list."""
    return drain(world, source.items(), performer(world, server, VirtualClock()))


def pages(source: Source[Any], server: Callable[[Request], Reply], world: str = "blocking") -> list[Page[Any]]:
    """All pages of a list."""
    return drain(world, source.pages(), performer(world, server, VirtualClock()))
