"""A creditor's desk: a sandbox, flows driven against it, a record of what was sent; and the documented invoice and debts."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import jwt

from amili_ext import testing
from amili_ext.endpoint import Api
from amili_ext.flow import Flow, Reply, Request, Stream
from amili_ext.retry import RetryPolicy
from amili_ext.sandbox import Fault, Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.dialect import EVE
from amili_ext.sweden.example_key import API_CODE, private_key_pem
from tests.support import drain, drive, performer

ACCOUNT = "674dbeaf08847b9501cc9132"
CREDITOR = "674dbeb208847b9501cc9138"
BASE = "http://127.0.0.1:8420/ada"


class Desk:
    """Drives flows against a sandbox, or against a function in its place."""

    def __init__(self, answer: Callable[[Request], Reply] | None = None, *faults: Fault, **options: Any) -> None:
        self.clock = testing.VirtualClock()
        settings = SwedenSettings(initialization_delay=0, token_lifetime=10_000_000)
        self.sandbox = Sandbox(SandboxSettings(sweden=settings), clock=self.clock.time)
        for fault in faults:
            self.sandbox.faults.add(fault)
        self._answer = answer or self._authorized(testing.handler(self.sandbox))
        self._lock = threading.Lock()
        self.sent: list[Request] = []
        self.context = Ada(Api(BASE, RetryPolicy(attempts=2), dialect=EVE), **options)

    def _authorized(self, answer: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
        claims = {"api_code": API_CODE, "exp": int(self.clock.time().timestamp()) + 600}
        signed = jwt.encode(claims, private_key_pem(), algorithm="ES256")
        token = json.loads(answer(Request("GET", f"{BASE}/authenticates/api-code", headers={"X-API-Key": signed})).content)["access_token"]

        def authorized(request: Request) -> Reply:
            return answer(Request(request.method, request.url, request.params, {**request.headers, "X-API-Key": token}, request.content))

        return authorized

    def send(self, request: Request) -> Reply:
        with self._lock:
            self.sent.append(request)
            return self._answer(request)

    def run(self, flow: Flow[Any], world: str = "blocking") -> Any:
        """What a flow returns."""
        return drive(world, flow, performer(world, self.send, self.clock))

    def all(self, stream: Stream[Any], world: str = "blocking") -> list[Any]:
        """What a stream gives out."""
        return drain(world, stream, performer(world, self.send, self.clock))

    def posts(self, path: str = "") -> list[dict[str, Any]]:
        """The bodies that were posted to a path, in order."""
        return [
            json.loads(bytes(request.content), parse_float=Decimal)
            for request in self.sent
            if request.method == "POST" and path in request.url
        ]

    def gets(self, path: str) -> list[dict[str, Any]]:
        """The `where` of each request that read a list of that path, in order."""
        return [
            json.loads(dict(request.params).get("where", "{}"))
            for request in self.sent
            if request.method == "GET" and request.url.endswith(path)
        ]

    def count(self, path: str, **where: Any) -> int:
        """How many documents the sandbox has."""
        request = Request("GET", f"{BASE}/{path}", (("where", json.dumps(where)),))
        return int(json.loads(self._answer(request).content)["_meta"]["total"])


def customer(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Jane Doe",
        "id_number": "202501012385",
        "is_person": True,
        "address": {"address_line_1": "Business Street 456", "zip_code": "54321", "city": "Gothenburg", "country": "SE"},
        **changes,
    }


def row(**changes: Any) -> dict[str, Any]:
    return {
        "article_description": "Service fee",
        "unit_price": Decimal("500.00"),
        "number_of_units": 1,
        "total_price_excluding_vat": Decimal("500.00"),
        "unit_vat_percent": "25%",
        **changes,
    }


def invoice(number: str = "INV-2026-001", **changes: Any) -> dict[str, Any]:
    """The body of the invoice guide, under another number."""
    return {
        "account": ACCOUNT,
        "creditor": CREDITOR,
        "invoice_number": number,
        "invoice_type": "invoice",
        "invoice_date": datetime(2026, 3, 31, 9, 30, tzinfo=UTC),
        "invoice_due_date": datetime(2026, 4, 30, tzinfo=UTC),
        "currency": "SEK",
        "customer": customer(),
        "matrix": [row()],
        **changes,
    }


def debt(number: str = "INV-2025-003", capital: Decimal | int = Decimal("2050.00"), **changes: Any) -> dict[str, Any]:
    """The debt of the case guide, under another number."""
    return {
        "invoice_number": number,
        "debt_description": "Services",
        "invoice_date": datetime(2025, 7, 7, tzinfo=UTC),
        "capital_to_claim": capital,
        "invoice_due_days_after_invoice_date": 31,
        **changes,
    }


def cases(*debts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A case registration with these debts."""
    return {
        "account": ACCOUNT,
        "creditor": CREDITOR,
        "first_action": "debt_collection",
        "currency": "SEK",
        "customer": customer(),
        "debts": list(debts or (debt(),)),
        **changes,
    }
