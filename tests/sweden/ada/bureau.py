"""A stand-in for Amili that does to each registration what a plan says: carry it out, lose it, lose the answer, refuse it.

The sandbox has faults too, but none that depend on which invoice it is. Filters are evaluated here in a few lines of their own, so that
what the look-ups ask for is not judged by the code that wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from amili_ext.errors import TransportError
from amili_ext.flow import Reply, Request
from tests.support import json_reply

NOT_MADE = {"gone", "502", "unsent", "422", "404", "err", "429", "403"}
"""What can befall a registration such that nothing is registered."""

MADE = {"ok", "lost", "garbled", "500 after", "nameless"}


class Bureau:
    """Answers registrations and look-ups.

    Attributes:
        plans: for each invoice number what happens to its registrations, one after the other; at the end `ok`.
        now: what its clock says.
        stored: what was registered: the invoices, or the cases.
        posted: the invoice numbers of each registration that came in, whatever became of it.
        deaf: whether look-ups fail.
    """

    def __init__(self, plans: Mapping[str, list[str]] | None = None, now: Callable[[], datetime] | None = None) -> None:
        self.plans = {number: list(plan) for number, plan in (plans or {}).items()}
        self.now = now or (lambda: datetime(2026, 1, 1, tzinfo=UTC))
        self.stored: list[dict[str, Any]] = []
        self.posted: list[tuple[str, ...]] = []
        self.looked: list[Request] = []
        self.deaf = False
        self.late = 0
        self.arrange: Callable[[list[str]], list[str]] = list
        self._ids = 0

    def id(self) -> str:
        self._ids += 1
        return f"{self._ids:024x}"

    def __call__(self, request: Request) -> Reply:
        body = json.loads(bytes(request.content), parse_float=Decimal) if request.method == "POST" else None
        return self._dated(self._register(body) if body else self._look(request))

    def _dated(self, reply: Reply) -> Reply:
        return Reply(reply.status, {**reply.headers, "date": _http(self.now())}, reply.content)

    # -- registering

    def _register(self, body: dict[str, Any]) -> Reply:
        numbers = tuple(debt["invoice_number"] for debt in body["debts"]) if "debts" in body else (body["invoice_number"],)
        self.posted.append(numbers)
        plan = self.plans.get(numbers[0])
        what = plan.pop(0) if plan else "ok"
        assert what in NOT_MADE | MADE, what
        answer = self._carry_out(body) if what in MADE else {}
        if what in ("lost", "gone"):
            raise TransportError("the connection was cut", sent=True)
        if what == "unsent":
            raise TransportError("the connection was refused", sent=False)
        if what == "garbled":
            return Reply(201, {"content-type": "text/html"}, b"<html>")
        if what == "nameless":
            return json_reply({name: value for name, value in answer.items() if name != "_case"}, 201)
        if what == "err":
            return json_reply({"_status": "ERR", "_error": {"code": 422, "details": {"customer.name": "is odd"}}}, 201)
        if what in ("422", "404", "403", "429"):
            details = {"customer.id_number": "Invalid ID number format"}
            return json_reply({"_status": "ERR", "_error": {"code": int(what), "message": "no", "details": details}}, int(what))
        if what in ("502", "500 after"):
            return Reply(int(what[:3]), {"content-type": "text/html"}, b"<html>")
        return json_reply(answer, 201)

    def _carry_out(self, body: dict[str, Any]) -> dict[str, Any]:
        registration, created = self.id(), _http(self.now())
        common = {"_created": created, "creditor": body["creditor"], "customer_id_number": body["customer"]["id_number"]}
        answer = {"_id": registration, "_created": created, "_status": "OK"}
        if "debts" not in body:
            case = self.id()
            total = str(sum(row["total_price_excluding_vat"] for row in body["matrix"]))
            self.stored.append(
                common
                | {"_id": self.id(), "invoice_number": body["invoice_number"], "case": case, "invoice_registration": registration}
                | {"total_amount_excluding_vat": float(total)}
            )
            return answer | {"_case": case}
        made = []
        for debt in body["debts"]:
            made.append(self.id())
            debt = {"invoice_number": debt["invoice_number"], "capital_to_claim": float(debt["capital_to_claim"])}
            self.stored.append(common | {"_id": made[-1], "case_registration": registration, "debt": debt})
        cases = self.arrange(made)
        ocr_numbers = {"_ocr_numbers": [f"id-{case}" for case in cases], "_ocr_numbers_ocr": [f"ocr-{case}" for case in cases]}
        return answer | {"_cases": cases} | ocr_numbers

    # -- looking

    def _look(self, request: Request) -> Reply:
        self.looked.append(request)
        if self.deaf:
            return Reply(500, {"content-type": "text/html"}, b"<html>")
        asked = dict(request.params)
        where = json.loads(asked.get("where", "{}"))
        found = [one for one in self.stored if matches(one, where)]
        if self.late > 0:
            self.late -= 1
            found = []
        page, size = int(asked.get("page", 1)), int(asked.get("max_results", 25))
        meta = {"total": len(found), "max_results": size, "page": page}
        return json_reply({"_items": found[(page - 1) * size : page * size], "_meta": meta})


def matches(document: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    """Whether a filter, in MongoDB's form, finds the document."""
    return all(_holds(document, name, wanted) for name, wanted in where.items())


def _holds(document: Mapping[str, Any], name: str, wanted: Any) -> bool:
    if name == "$and":
        return all(matches(document, one) for one in wanted)
    if name == "$or":
        return any(matches(document, one) for one in wanted)
    value: Any = document
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    tests: dict[str, Callable[[Any], bool]] = {
        "$in": lambda values: value in values,
        "$gt": lambda bound: value is not None and value > bound,
        "$gte": lambda bound: value is not None and value >= bound,
        "$lt": lambda bound: value is not None and value < bound,
    }
    return all(tests[operator](operand) for operator, operand in wanted.items())


def _http(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
