"""Payouts and specifications for tests: documents as the pages show them, and a server that has some."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any

from amili_client.runtime import decode_json, encode_json
from amili_client.sweden.ada.models.finance_payout import FinancePayout
from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification
from attrs import evolve

from amili_ext import testing
from amili_ext.endpoint import Api
from amili_ext.flow import Reply, Request
from amili_ext.retry import NO_RETRY
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.dialect import EVE
from tests.support import drain, drive, performer
from tests.sweden.ada.engine import Eve, mongotize

PAYOUT = "507f1f77bcf86cd799439099"
CREDITOR = "686e6ed854377058c2dd10bd"

# The example of https://docs-alpha.amili.se/reference/endpoints/finance-payout-specification
EXAMPLE: Mapping[str, Any] = {
    "_id": "507f1f77bcf86cd799439011",
    "_created": "Wed, 11 Jun 2025 14:00:18 GMT",
    "_updated": "Wed, 11 Jun 2025 14:00:18 GMT",
    "_etag": "a1b2c3d4e5f678901234567890123456",
    "creditor": CREDITOR,
    "creditor_name": "Example Creditor AB",
    "currency": "SEK",
    "amount": 60.0,
    "vat_amount": 15.0,
    "total_amount": 75.0,
    "article": "reminder",
    "state": "reminder",
    "booking_date": "Wed, 11 Jun 2025 00:00:00 GMT",
    "finance_category": "creditor_commission",
    "invoice_number": "INV-2025-020",
    "reference_number": "25020",
    "payout_reference": "Creditor Commission",
    "payout_date": "Fri, 13 Jun 2025 00:00:00 GMT",
    "payout": PAYOUT,
}


def document_id(number: int) -> str:
    """The id of that number."""
    return f"{number:024x}"


def line(number: int = 1, **fields: Any) -> dict[str, Any]:
    """The documented specification with another id and other fields; None takes a field out."""
    document = {**EXAMPLE, "_id": document_id(number), "_etag": f"{number:040x}", **fields}
    return {name: value for name, value in document.items() if value is not None}


def payout(**fields: Any) -> dict[str, Any]:
    """What is documented of a payout, and other fields."""
    return {"_id": PAYOUT, "_created": "Fri, 13 Jun 2025 08:00:00 GMT", "creditor": CREDITOR, **fields}


def as_line(document: Mapping[str, Any]) -> FinancePayoutSpecification:
    """As it is read from an answer."""
    return FinancePayoutSpecification.from_dict(decode_json(encode_json(_exact(document))))


def as_payout(document: Mapping[str, Any]) -> FinancePayout:
    """As it is read from an answer."""
    return FinancePayout.from_dict(decode_json(encode_json(_exact(document))))


def _exact(value: Any) -> Any:
    # The documents here are written as the pages write them, with 60.0; what is encoded must not be a float.
    if isinstance(value, Mapping):
        return {name: _exact(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    return decode_json(repr(value).encode()) if isinstance(value, float) else value


class Books:
    """A server with payouts and specifications."""

    def __init__(self) -> None:
        self.payouts = Eve()
        self.lines = Eve()
        self.clock = testing.VirtualClock()
        self.requests: list[Request] = []
        self.context = Ada(Api("https://ada.test", retry=NO_RETRY, dialect=EVE))

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        reply = (self.lines if "/finance--payout-specifications" in request.url else self.payouts)(request)
        return evolve(reply, headers={**reply.headers, "date": format_datetime(self.clock.time(), usegmt=True)})

    def drive(self, flow: Any, world: str = "blocking") -> Any:
        """What a flow returns."""
        return drive(world, flow, performer(world, self, self.clock))

    def drain(self, stream: Any, world: str = "blocking") -> list[Any]:
        """What a stream gives."""
        return drain(world, stream, performer(world, self, self.clock))

    def add(self, *documents: Mapping[str, Any]) -> None:
        """Specifications, as MongoDB holds them."""
        self.lines.put(mongotize(dict(document)) for document in documents)

    def add_payouts(self, *documents: Mapping[str, Any]) -> None:
        """Payouts, likewise."""
        self.payouts.put(mongotize(dict(document)) for document in documents)
