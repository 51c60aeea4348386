"""A debt-collection office in a few lines: the cases of one organization and the nine actions, which take effect after a while.

It stands in for Amili where a test needs behaviour that no page describes: filters that are ignored, answers that are lost, other people
who act on the same case.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from attrs import define, field

from amili_ext.endpoint import Api
from amili_ext.errors import AmiliError, TransportError
from amili_ext.flow import Reply, Request
from amili_ext.norway.collection.context import Collection
from amili_ext.testing import VirtualClock
from tests.support import ORGANIZATION, json_reply

BASE = "https://amili.example/collection/v1"
CASES = f"{BASE}/orgs/{ORGANIZATION}/cases"

Trouble = Reply | AmiliError | Callable[[], Reply]
LOST = TransportError("cut", sent=True)
UNSENT = TransportError("refused", sent=False)
HTML = Reply(200, {"content-type": "text/html"}, b"<html>Please sign in</html>")


@define
class Row:
    """One case. `comes` is what changes by itself, and when."""

    number: str
    status: str = "OPEN"
    sub_status: str | None = None
    closed: str | None = None
    comes: list[tuple[float, dict[str, Any]]] = field(factory=list)

    @property
    def id(self) -> UUID:
        return uuid5(ORGANIZATION, self.number)

    def wire(self) -> dict[str, Any]:
        """As the page shows it: the number is an integer."""
        number: Any = int(self.number) if self.number.isdigit() else self.number
        wire = {"caseId": str(self.id), "caseNumber": number, "status": self.status, "closedAt": self.closed}
        return wire | ({"subStatus": self.sub_status} if self.sub_status else {})


@define(eq=False)
class _Met:
    method: str
    part: str
    trouble: Trouble
    after: bool
    skip: int


CLOSED = {"status": "CLOSED", "closed": "2026-01-01T00:00:00Z"}
EFFECTS: dict[str, dict[str, Any]] = {
    "pause": {"status": "PAUSED"},
    "resume": {"status": "OPEN"},
    "withdraw": CLOSED | {"status": "WITHDRAWN"},
    "debt-collection-list/accept": {"sub_status": "SOMETHING_ELSE"},
    "debt-collection-list/reject": {"sub_status": "SOMETHING_ELSE"},
}


class Office:
    """Answers requests. `delay` is how many seconds an action takes to take effect, `page_size` how many cases are on a page."""

    def __init__(self, clock: VirtualClock, *numbers: str, delay: float = 5.0, page_size: int = 100, heeds_filter: bool = True) -> None:
        self.latency = 0.0
        self.clock = clock
        self.rows = {number: Row(number) for number in numbers}
        self.delay = delay
        self.page_size = page_size
        self.heeds_filter = heeds_filter
        self.sent: list[Request] = []
        self.posted: list[str] = []
        self._lock = threading.Lock()
        self._trouble: list[_Met] = []
        self.context = Collection(Api(BASE), ORGANIZATION)

    def meet(self, method: str, part: str, *troubles: Trouble, after: bool = False, skip: int = 0) -> None:
        """The next such requests, but so many, get these answers instead; with `after` they are carried out all the same."""
        self._trouble += [_Met(method, part, trouble, after, skip) for trouble in troubles]

    def later(self, number: str, seconds: float, changes: dict[str, Any]) -> None:
        """Somebody else changes the case, so many seconds from now."""
        self.rows[number].comes.append((self.clock.now().monotonic + seconds, changes))

    def gets(self) -> int:
        """How many reading requests there were."""
        return sum(request.method == "GET" for request in self.sent)

    def __call__(self, request: Request) -> Reply:
        self.clock.advance(self.latency)
        with self._lock:
            self.sent.append(request)
            self._pass_time()
            met = next((met for met in self._trouble if met.method == request.method and met.part in request.url), None)
            if met is None or met.skip > 0:
                for one in self._trouble:
                    one.skip -= one.method == request.method and one.part in request.url
                return self._answer(request)
            self._trouble.remove(met)
            if met.after:
                self._answer(request)
            if isinstance(met.trouble, AmiliError):
                raise met.trouble
            return met.trouble if isinstance(met.trouble, Reply) else met.trouble()

    def _pass_time(self) -> None:
        now = self.clock.now().monotonic
        for row in filter(lambda row: row.comes, self.rows.values()):
            for at, changes in sorted(row.comes, key=lambda change: change[0]):
                if at <= now:
                    for name, value in changes.items():
                        setattr(row, name, value)
            row.comes = [change for change in row.comes if change[0] > now]

    def _answer(self, request: Request) -> Reply:
        if not request.url.startswith(CASES):
            return problem(403, "Not your organization.")
        if request.method == "GET":
            return self._page(dict(request.params))
        case_id, _, action = urlsplit(request.url).path.removeprefix(urlsplit(CASES).path + "/").partition("/")
        self.posted.append(f"{action} {case_id}")
        row = next((row for row in self.rows.values() if str(row.id) == case_id), None)
        if row is None:
            return problem(404, "No such case.")
        if row.status == "PAUSED" and action == "pause":
            return problem(409, "It is paused.")
        self.later(row.number, self.delay, EFFECTS.get(action, {}))
        return Reply(202)

    def _page(self, query: dict[str, str]) -> Reply:
        wanted = query.get("CaseNumber")
        found = list(self.rows.values())
        if wanted is not None and self.heeds_filter:
            found = [self.rows[wanted]] if wanted in self.rows else []
        start = int(query.get("PageToken", "0"))
        end = start + min(self.page_size, int(query.get("PageSize", "100")))
        token = {"nextPageToken": str(end)} if end < len(found) else {}
        return json_reply({"summary": {"status": "SUCCESS", **token}, "data": [row.wire() for row in found[start:end]]})


def always(reply: Reply) -> Callable[[Request], Reply]:
    """A server that knows one answer."""
    return lambda _: reply


def problem(status: int, detail: str) -> Reply:
    """A refusal in the form of ASP.NET."""
    body = {"title": "Refused", "status": status, "detail": detail, "errors": {"caseId": [f"about the case: {detail}"]}}
    return Reply(status, {"content-type": "application/problem+json"}, json.dumps(body).encode())
