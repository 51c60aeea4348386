"""Amili as far as it shows invoices, cases, settlements and batches, with the ways in which a server may do otherwise than it was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from attrs import define

from amili_ext import testing
from amili_ext.endpoint import Api
from amili_ext.flow import Reply, Request
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.tracing.trace import Trace
from amili_ext.norway.collection.tracing.tracing import trace
from amili_ext.retry import NO_RETRY
from tests.support import ORGANIZATION, drain, json_reply, performer

HOST = "https://api.example.test/collection/v1"
FILTERS = {"InvoiceNumber": "number", "UniqueSourceInvoiceId": "own_id", "CaseNumber": "case"}


def invoice_id(name: str) -> UUID:
    return uuid5(ORGANIZATION, name)


@define
class Kept:
    """One invoice and the case that it is in, if it is in one.

    Attributes:
        name: what its ids are made of.
        remaining: what remains to be paid.
    """

    name: str
    number: str
    own_id: str | None = None
    case: str | None = None
    status: str = "OPEN"
    remaining: int = 100
    registered: str = "2026-01-05T10:00:00Z"


class Archive:
    """See this module.

    Attributes:
        heeds: whether filters are heeded; `"part"` if what only contains the text matches too.
        shows_own_ids: whether the list of invoices shows the caller's own ids.
        cases_show_invoices: whether the list of cases shows their invoices.
        broken: what is not answered: `invoices`, `cases`, `settlements`, `batches`; or an answer in place of the error.
        asked: the paths and parameters of each request.
    """

    def __init__(self, page_size: int = 10) -> None:
        self.clock = testing.VirtualClock()
        self.context = Collection(Api(HOST, NO_RETRY), organization_id=ORGANIZATION)
        self.page_size = page_size
        self.kept: list[Kept] = []
        self.by_case: dict[str, list[Kept]] = {}
        self.settlements: list[dict[str, Any]] = []
        self.batches: dict[UUID, dict[str, Any]] = {}
        self.heeds: bool | str = True
        self.shows_own_ids = False
        self.cases_show_invoices = True
        self.broken: dict[str, Reply | Exception] = {}
        self.bend: Callable[[str], None] = lambda part: None
        self.asked: list[tuple[str, dict[str, str]]] = []

    def keep(self, name: str, number: str | None = None, **fields: Any) -> None:
        """An invoice; its number is its name unless it is told."""
        one = Kept(name, number or name, **fields)
        self.kept.append(one)
        self.by_case.setdefault(one.case or "", []).append(one)

    def settle(self, name: str, day: str = "2026-02-01", **fields: Any) -> None:
        """A settlement of that invoice."""
        one = next(kept for kept in self.kept if kept.name == name)
        row = {
            "settlementId": str(uuid5(ORGANIZATION, f"settlement {len(self.settlements)}")),
            "settlementDate": day,
            "caseNumber": one.case,
            "invoiceId": str(invoice_id(name)),
            "invoiceNumber": one.number,
        }
        self.settlements.append({key: value for key, value in (row | fields).items() if value is not None})

    def counts(self) -> Counter[str]:
        """How often each part was asked for."""
        return Counter(path.split("/")[0] for path, _ in self.asked)

    def trace(self, references: Any, world: str = "blocking", **arguments: Any) -> list[Trace]:
        """One trace, to its end."""
        return drain(world, trace(self.context, references, **arguments), performer(world, self, self.clock))

    def __call__(self, request: Request) -> Reply:
        path = urlsplit(request.url).path.removeprefix(f"/collection/v1/orgs/{ORGANIZATION}/")
        asked = dict(request.params)
        self.asked.append((path, asked))
        part, _, wanted = path.partition("/")
        self.bend(part)
        trouble = self.broken.get(part)
        if isinstance(trouble, Exception):
            raise trouble
        if trouble:
            return trouble
        if part == "batches":
            batch = self.batches.get(UUID(wanted))
            return json_reply({"data": batch}) if batch else Reply(404)
        if part == "invoices" and wanted:
            found = [one for one in self.kept if str(invoice_id(one.name)) == wanted]
            return json_reply({"data": self._invoice(found[0])}) if found else Reply(404)
        rows, show = {"invoices": self._invoices, "cases": self._cases, "settlements": self._settlements}[part](asked)
        size = int(asked.get("PageSize") or asked.get("pageSize") or self.page_size)
        begin = int(asked.get("PageToken") or asked.get("pageToken") or 0)
        more = {"nextPageToken": str(begin + size)} if begin + size < len(rows) else {}
        return json_reply({"summary": more, "data": [show(row) for row in rows[begin : begin + size]]})

    def _invoices(self, asked: dict[str, str]) -> tuple[list[Any], Callable[[Any], Any]]:
        return self._matching(asked), self._invoice

    def _cases(self, asked: dict[str, str]) -> tuple[list[Any], Callable[[Any], Any]]:
        return list(dict.fromkeys(one.case for one in self._matching(asked) if one.case)), self._case

    def _settlements(self, asked: dict[str, str]) -> tuple[list[Any], Callable[[Any], Any]]:
        return [row for row in self.settlements if row["settlementDate"] >= asked.get("fromDate", "")], lambda row: row

    def _matching(self, asked: dict[str, str]) -> list[Kept]:
        wanted = [(FILTERS[name], text) for name, text in asked.items() if name in FILTERS]
        if not self.heeds or not wanted:
            return self.kept
        part = self.heeds == "part"
        return [
            one
            for one in self.kept
            if all(text in (getattr(one, name) or "") if part else text == getattr(one, name) for name, text in wanted)
        ]

    def _invoice(self, one: Kept) -> dict[str, Any]:
        row = {"id": str(invoice_id(one.name)), "invoiceNumber": one.number, "status": "OPEN", "createdAt": one.registered}
        own = {"uniqueSourceInvoiceId": one.own_id} if self.shows_own_ids else {}
        return row | own | ({"collectionCaseNumber": one.case} if one.case else {})

    def _case(self, number: str) -> dict[str, Any]:
        kept = self.by_case[number]
        shown = [
            {
                "invoiceId": str(invoice_id(one.name)),
                "invoiceNumber": one.number,
                "uniqueSourceInvoiceId": one.own_id,
                "remainingAmount": one.remaining,
            }
            for one in kept
        ]
        return {
            "caseId": str(uuid5(ORGANIZATION, f"case {number}")),
            "caseNumber": int(number),
            "status": kept[0].status,
            "registeredAt": kept[0].registered,
            "invoices": shown if self.cases_show_invoices else [],
            "debtors": [{"fullName": "Kari Nordmann"}],
        }
