"""A sandbox on which flows are run without a client, and a server that is a list of answers: what the tests of creditors, users and
onboarding share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from attrs import evolve

from amili_ext import testing
from amili_ext.endpoint import Api
from amili_ext.errors import InputError
from amili_ext.flow import Flow, Reply, Request, iterate, run
from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.dialect import EVE
from amili_ext.sweden.ada.eve.listing import Query
from amili_ext.sweden.authentication import fetch_token
from amili_ext.sweden.environments import LOCAL_URL
from amili_ext.sweden.example_key import API_CODE, private_key_pem
from amili_ext.sweden.keys import PrivateKey
from tests.support import json_reply, performer

T = TypeVar("T")

ACCOUNT, CREDITOR = "674dbeaf08847b9501cc9132", "674dbeb208847b9501cc9138"
"""What the pages show, and what the sandbox begins with."""

ADDRESS = {"address_line_1": "Redaregatan 50", "zip_code": "25236", "city": "Helsingborg", "country": "SE"}

ACTIVATION: Mapping[str, Any] = {
    "standard_debt_description": "Standard skuldbeskrivning på Konto",
    "sender_address": ADDRESS,
    "invoice_address": ADDRESS,
    "payout_details": {"sek": {"bankgiro": "12312312"}},
}


def creditor_example(**changes: Any) -> dict[str, Any]:
    """The documented creditor to be created, under an account that the sandbox has."""
    example = {"account": ACCOUNT, "name": "Acme Inc", "organization_no": "5560269986", "is_active": True, "description": "Testing"}
    return {**example, **ACTIVATION, **changes}


def inactive_example(**changes: Any) -> dict[str, Any]:
    """The same without what an active creditor needs."""
    example = {name: value for name, value in creditor_example().items() if name not in ACTIVATION}
    return {**example, "is_active": False, **changes}


class Amili:
    """A place to run flows, which notes every request."""

    def __init__(self, answer: Callable[[Request], Reply], clock: testing.VirtualClock, **options: Any) -> None:
        self.clock = clock
        self.sent: list[Request] = []
        self.context = Ada(Api(LOCAL_URL, dialect=EVE), **options)
        self._answer = answer
        self._perform = performer("blocking", self._send, clock)

    def _send(self, request: Request) -> Reply:
        self.sent.append(request)
        return self._answer(request)

    def run(self, flow: Callable[..., Flow[T]], *args: Any, **kwargs: Any) -> T:
        """What a flow returns."""
        return run(flow(self.context, *args, **kwargs), self._perform)

    def all(self, source: Callable[..., Query[Any]], **kwargs: Any) -> list[Any]:
        """What a list holds."""
        return list(iterate(source(self.context, **kwargs).items(), self._perform))

    def writes(self) -> list[Request]:
        """The requests that change something."""
        return [request for request in self.sent if request.method != "GET"]

    def refused(self, flow: Callable[..., Flow[Any]], *args: Any, **kwargs: Any) -> dict[str, str]:
        """What is wrong with the input, by field; nothing may have been written."""
        try:
            self.run(flow, *args, **kwargs)
        except InputError as error:
            assert not self.writes()
            return {problem.field: problem.message for problem in error.problems}
        raise AssertionError("it was not refused")


def in_sandbox(clock: testing.VirtualClock, *faults: str, **options: Any) -> tuple[Amili, Sandbox]:
    """Flows that are run against a sandbox, with these faults and these options of the context."""
    sandbox = Sandbox(SandboxSettings(), clock=clock.time)
    answer = testing.handler(sandbox)
    exchange = fetch_token(Api(LOCAL_URL, authenticated=False), API_CODE, PrivateKey.load(private_key_pem()))
    token = run(exchange, performer("blocking", answer, clock)).value.reveal()

    def signed(request: Request) -> Reply:
        return answer(evolve(request, headers={**request.headers, "x-api-key": token}))

    for fault in faults:
        sandbox.faults.add(fault)
    return Amili(signed, clock, **options), sandbox


def listed(*documents: Mapping[str, Any]) -> Reply:
    """The answer of a list that has these, on one page."""
    return json_reply({"_items": list(documents), "_meta": {"total": len(documents), "max_results": 100, "page": 1}})


def in_turn(*answers: Reply) -> Callable[[Request], Reply]:
    """A server that gives these answers one after the other, the last one for ever."""
    left: Iterator[Reply] = iter(answers)
    last = answers[-1]
    return lambda _request: next(left, last)
