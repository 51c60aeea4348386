"""A model of ARM's documents and batches, made of the pages' rules: for tests of what is sent and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from amili_ext.endpoint import Api
from amili_ext.errors import TransportError, UnknownOutcomeError
from amili_ext.flow import Flow, Reply, Request, Stream
from amili_ext.norway.arm.context import Receivables
from amili_ext.testing import VirtualClock
from tests.support import drain, drive, json_reply, performer

BASE = "https://api.example.com/arm/v1"
CLIENT = f"{BASE}/clients/2218"
CUT = TransportError("cut", sent=True)
UNSENT = TransportError("refused", sent=False)

Answer = Reply | Exception
AMBIGUOUS: list[Answer] = [
    CUT,
    json_reply({}, 500),
    json_reply({}, 408),
    Reply(302, {"location": "/login"}),
    Reply(202, {}, b"<html>"),
    json_reply({"accepted": True}, 202),
    json_reply({"a": {"batchUuid": "x"}, "b": {"batchUuid": "y"}}, 202),
]
"""Answers to a POST after which nobody knows whether it arrived."""

Report = Callable[[Mapping[str, str | None]], Answer]
"""What GET one batch answers, from why each document failed (None: it did not)."""


def document(number: str, **changes: Any) -> dict[str, Any]:
    """A document as small as it may be, with an amount."""
    amounts = {"exclVat": 100, "vat": 25, "inclVat": 125}
    return {"documentType": "IN", "customerNo": "543210", "documentNo": number, "currencyAmounts": amounts, **changes}


def said(results: Mapping[str, str | None]) -> Reply:
    """What a state may look like: a word and perhaps a message for each document; 206 if not all went well."""
    rows = [
        {"documentNo": number, "resultType": "FAILED" if why else "OK", "messages": [why] if why else []} for number, why in results.items()
    ]
    return json_reply({"documents": rows}, 206 if any(results.values()) else 200)


class _Batch:
    def __init__(self, documents: list[dict[str, Any]], ready: float) -> None:
        self.documents = documents
        self.ready = ready
        self.results: dict[str, str | None] | None = None


class Amili:
    """Takes documents one by one or in batches. A batch is carried out `delay` seconds after it came.

    Attributes:
        stored: the documents that there are, by number.
        faults: what happens to the next POSTs: whether each arrives, and what is answered in place of the truth (None: the truth).
        report: what GET one batch answers once it was carried out.
    """

    def __init__(self, *, delay: float = 0.0, report: Report = said, **context: Any) -> None:
        self.clock = VirtualClock()
        self.context = Receivables(Api(BASE), 2218, **context)
        self.delay = delay
        self.report = report
        self.stored: dict[str, dict[str, Any]] = {}
        self.made: list[str] = []
        self.faults: list[tuple[bool, Answer | None]] = []
        self.requests: list[Request] = []
        self._batches: dict[str, _Batch] = {}

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        path = request.url.removeprefix(CLIENT)
        match request.method, path.strip("/").split("/"):
            case "GET", ["documents", number]:
                return self._one(number)
            case "GET", ["batches", uuid]:
                return self._batch(uuid)
            case "POST", ["documents", *_]:
                return self._post(request, several=path.endswith("/batches"))
        raise AssertionError(f"{request.method} {request.url}")

    # -- what a test asks -----------------------------------------------------------------------------------------------------

    def run(self, flow: Callable[..., Flow[Any]], *args: Any, world: str = "blocking", **kwargs: Any) -> Any:
        """What the flow gives in that world."""
        return drive(world, flow(self.context, *args, **kwargs), performer(world, self, self.clock))

    def attempt(self, flow: Callable[..., Flow[Any]], *args: Any) -> Any:
        """What the flow gives, or the doubt that it ends in."""
        try:
            return self.run(flow, *args)
        except UnknownOutcomeError as doubt:
            return doubt

    def all(self, stream: Callable[..., Stream[Any]], *args: Any, world: str = "blocking", **kwargs: Any) -> list[Any]:
        """What the stream gives in that world."""
        return drain(world, stream(self.context, *args, **kwargs), performer(world, self, self.clock))

    def sent(self, method: str, part: str = "") -> list[Request]:
        """The requests of that method whose address holds that part."""
        return [request for request in self.requests if request.method == method and part in request.url]

    @property
    def posted(self) -> list[Any]:
        """The bodies that were sent, numbers exact."""
        return [json.loads(bytes(request.content), parse_float=Decimal) for request in self.sent("POST")]  # type: ignore[arg-type]  # in memory

    def settle(self) -> None:
        """Let all batches be carried out."""
        self.clock.advance(10_000)
        self._carry_out()

    # -- what it does ---------------------------------------------------------------------------------------------------------

    def _one(self, number: str) -> Reply:
        self._carry_out()
        found = self.stored.get(number)
        return json_reply({}, 404) if found is None else json_reply(found)

    def _batch(self, uuid: str) -> Reply:
        self._carry_out()
        batch = self._batches.get(uuid)
        if batch is None:
            return json_reply({}, 404)
        answer = json_reply({}, 202) if batch.results is None else self.report(batch.results)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _post(self, request: Request, *, several: bool) -> Reply:
        arrives, answer = self.faults.pop(0) if self.faults else (True, None)
        truth = json_reply({}, 500)
        if arrives:
            body = json.loads(bytes(request.content))  # type: ignore[arg-type]  # in memory
            truth = self._take(body["documents"]) if several else self._create(body["document"])
        if isinstance(answer, Exception):
            raise answer
        return answer or truth

    def _take(self, documents: list[dict[str, Any]]) -> Reply:
        uuid = f"B{len(self._batches)}-aBcD"  # upper and lower case, which must come back so
        self._batches[uuid] = _Batch(documents, self.clock.now().monotonic + self.delay)
        return json_reply({"batchUuid": uuid}, 202)

    def _create(self, one: dict[str, Any]) -> Reply:
        why = self._make(one)
        return json_reply({"resultType": "FAILED", "messages": [why]}, 422) if why else json_reply({"resultType": "OK"})

    def _carry_out(self) -> None:
        for batch in self._batches.values():
            if batch.results is None and self.clock.now().monotonic >= batch.ready:
                batch.results = {one["documentNo"]: self._make(one) for one in batch.documents}

    def _make(self, one: dict[str, Any]) -> str | None:
        """Why it was not made; None if it was."""
        if one["customerNo"] == "0":
            return "Customer does not exist"
        if one["documentNo"] in self.stored:
            return "Document number already exists"
        self.stored[one["documentNo"]] = one
        self.made.append(one["documentNo"])
        return None


def statuses(result: Sequence[Any]) -> list[str]:
    """The status of each outcome."""
    return [outcome.status.value for outcome in result]
