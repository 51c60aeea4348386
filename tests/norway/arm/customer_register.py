"""A register of customers that keeps to what the pages say of ARM's merging, written from them and without the package.

What it does with a part of an address is the documented harm: the other fields of the address are blank afterwards.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from amili_ext.endpoint import Api
from amili_ext.errors import TransportError
from amili_ext.flow import Flow, Reply, Request
from amili_ext.norway.arm.context import Receivables
from amili_ext.testing import VirtualClock
from tests.support import drive, performer

GROUP = ("addressLine1", "addressLine2", "addressLine3", "postalCode", "cityName", "countryText", "countryCode")
BATCH = "5F2b6C1e-90aD-4c33-8E21-0b7d5a9e4F10"

Fault = Callable[[Callable[[], Reply]], Reply]
"""What becomes of one write: gets a function that carries it out and answers."""


def lost_before(_do: Callable[[], Reply]) -> Reply:
    """The request is lost on its way."""
    raise TransportError("cut", sent=True)


def lost_after(do: Callable[[], Reply]) -> Reply:
    """It is carried out, and the answer is lost."""
    do()
    raise TransportError("cut", sent=True)


def broken_before(_do: Callable[[], Reply]) -> Reply:
    """A gateway answers instead of Amili."""
    return Reply(502, {}, b"<html>")


def broken_after(do: Callable[[], Reply]) -> Reply:
    """It is carried out, and a gateway answers."""
    do()
    return Reply(504, {}, b"<html>")


def answers(reply: Reply) -> Fault:
    """Nothing is carried out, and that is the answer."""
    return lambda _do: reply


class Register:
    """Customers by number; a network for flows."""

    def __init__(self, *customers: Mapping[str, Any]) -> None:
        self.customers: dict[str, dict[str, Any]] = {one["customerNo"]: copy.deepcopy(dict(one)) for one in customers}
        self.in_use: set[str] = set()
        self.faults: Sequence[Fault] = ()
        self.unreadable = False
        self.requests: list[Request] = []
        self.clock = VirtualClock()
        self.context = Receivables(Api("https://arm.example/arm/v1"), client_no=2218)

    def do(self, flow: Flow[Any], world: str = "blocking") -> Any:
        """Run a flow against this register, on a clock that jumps."""
        return drive(world, flow, performer(world, self, self.clock))

    @property
    def writes(self) -> list[Request]:
        return [request for request in self.requests if request.method != "GET"]

    @property
    def reads(self) -> list[str]:
        """The numbers of the customers that were read, in order."""
        return [request.url.rpartition("/")[2] for request in self.requests if request.method == "GET"]

    def sent(self, index: int = -1) -> Any:
        """The body of a write."""
        content = self.writes[index].content
        assert isinstance(content, bytes)
        return json.loads(content, parse_float=Decimal)

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        path = request.url.partition("/clients/2218/")[2].split("/")
        assert path[0] == "customers", request.url
        if request.method == "GET":
            if self.unreadable:
                return Reply(403)
            known = self.customers.get(path[1])
            return _json(200, known) if known is not None else Reply(404)
        if not self.faults:
            return self._write(request, path)
        fault, *self.faults = self.faults
        return fault(lambda: self._write(request, path))

    def _write(self, request: Request, path: list[str]) -> Reply:
        if request.method == "DELETE":
            return self._delete(path[1])
        assert isinstance(request.content, bytes)
        body = json.loads(request.content, parse_float=Decimal)
        if path[1:] == ["batches"]:
            for one in body["customers"]:
                self._merge(one, new=request.method == "POST")
            return _json(202, {"batchUuid": BATCH})
        return self._merge(body["customer"], new=request.method == "POST")

    def _merge(self, sent: dict[str, Any], *, new: bool) -> Reply:
        number = sent["customerNo"]
        if number not in self.customers and not new:
            return Reply(404)
        stored = self.customers.setdefault(number, {"customerNo": number})
        for name, value in sent.items():
            if name == "postalAddress":
                given = {part: text for part, text in value.items() if text is not None}
                if given:
                    stored[name] = {part: given.get(part, "") for part in (*GROUP, *stored.get(name, {}), *given)}
            elif value is not None:
                stored[name] = value
        return _json(200, {"customerNo": number})

    def _delete(self, number: str) -> Reply:
        if number not in self.customers:
            return Reply(404)
        if number in self.in_use:
            return _json(422, {"title": "Ola Nordmann has an open invoice"})
        del self.customers[number]
        return _json(200, {})


def _json(status: int, content: Any) -> Reply:
    # Amounts are numbers: what a float is printed as is exact enough for a register, since it was read from such a text.
    return Reply(status, {"content-type": "application/json"}, json.dumps(content, default=float).encode())
