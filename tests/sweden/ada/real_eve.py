"""The sandbox's Eve, reached by flows without a client, with something in between that can lose or change what goes over the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from attrs import evolve

from amili_ext import testing
from amili_ext.endpoint import Api
from amili_ext.flow import Flow, Reply, Request, run
from amili_ext.sandbox import Sandbox
from amili_ext.sweden.ada.eve.dialect import EVE
from amili_ext.sweden.authentication import fetch_token
from amili_ext.sweden.environments import LOCAL_URL
from amili_ext.sweden.example_key import API_CODE, private_key_pem
from amili_ext.sweden.keys import PrivateKey
from tests.support import drive, performer

CREDITOR = "674dbeb208847b9501cc9138"

Between = Callable[[Request, Callable[[Request], Reply]], Reply]


class RealEve:
    """A sandbox of its own.

    Attributes:
        between: gets each request and what would answer it; by default it passes on.
        sent: what was asked for, in order.
    """

    def __init__(self) -> None:
        self.clock = testing.VirtualClock()
        self.api = Api(LOCAL_URL, dialect=EVE)
        self.between: Between = lambda request, answer: answer(request)
        self.sent: list[Request] = []
        self._handle = testing.handler(Sandbox(clock=self.clock.time))
        exchange = fetch_token(evolve(self.api, authenticated=False), API_CODE, PrivateKey.load(private_key_pem()))
        self._token = run(exchange, performer("blocking", self._handle, self.clock)).value.reveal()

    def _answer(self, request: Request) -> Reply:
        return self._handle(evolve(request, headers={**request.headers, "X-API-Key": self._token}))

    def __call__(self, request: Request) -> Reply:
        self.sent.append(request)
        return self.between(request, self._answer)

    def drive(self, flow: Flow[Any], world: str = "blocking") -> Any:
        """What a flow returns."""
        return drive(world, flow, performer(world, self, self.clock))

    def behind(self, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """What somebody else does meanwhile; it is not in `sent`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = b"" if body is None else json.dumps(body).encode()
        reply = self._answer(Request(method, LOCAL_URL + path, (), {"content-type": "application/json", **named}, content))
        assert 200 <= reply.status < 300, reply.content
        found: dict[str, Any] = json.loads(reply.content) if reply.content else {}
        return found

    def change_behind(self, **values: Any) -> None:
        """Somebody else changes the creditor."""
        etag = self.behind("GET", f"/creditors/{CREDITOR}")["_etag"]
        self.clock.advance(1)
        self.behind("PATCH", f"/creditors/{CREDITOR}", values, if_match=etag)

    def methods(self) -> list[str]:
        """The methods of what was sent."""
        return [request.method for request in self.sent]
