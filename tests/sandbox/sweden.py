"""A caller that speaks to the Swedish part of a sandbox as a client would, and requests as the documentation prints them.

Every answer that the caller gets is checked against the vendored OpenAPI document on the way, errors included, so each test that uses it
also says that the sandbox answers as the document describes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jwt
from attrs import frozen
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxResponse
from amili_ext.sweden.example_key import API_CODE, private_key_pem

from .conftest import FakeClock

ACCOUNT = "674dbeaf08847b9501cc9132"
CREDITOR = "674dbeb208847b9501cc9138"
ADDRESS = {"address_line_1": "Redaregatan 50", "zip_code": "25236", "city": "Helsingborg", "country": "SE"}


def signed(clock: FakeClock, *, ahead: float = 600, key: str = "", algorithm: str = "ES256", **claims: Any) -> str:
    """A JWT as the documentation has clients make it."""
    whole = {"api_code": API_CODE, "exp": int(clock().timestamp() + ahead), **claims}
    return jwt.encode({name: value for name, value in whole.items() if value is not None}, key or private_key_pem(), algorithm)


@frozen
class Answer:
    status: int
    headers: Mapping[str, str]
    content: Any

    def __getitem__(self, name: str) -> Any:
        return self.content[name]

    @property
    def items(self) -> list[Any]:
        return self.content["_items"]

    @property
    def details(self) -> dict[str, str]:
        return self.content["_error"]["details"]

    @property
    def message(self) -> str:
        return self.content["_error"]["message"]


class Swede:
    """A client with a token."""

    def __init__(self, sandbox: Sandbox, clock: FakeClock, *, log_in: bool = True) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.token = ""
        if log_in:
            self.log_in()

    def log_in(self) -> None:
        self.token = self.exchange(signed(self.clock))["access_token"]

    def exchange(self, token: str, method: str = "GET") -> Answer:
        return self.send(method, "/authenticates/api-code", headers={"X-API-Key": token})

    def raw(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> SandboxResponse:
        texts = [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in (query or {}).items()]
        return self.sandbox.handle(SandboxRequest(method, f"/ada{path}", texts, {"X-API-Key": self.token, **(headers or {})}, body))

    def send(self, method: str, path: str, query: Mapping[str, Any] | None = None, **rest: Any) -> Answer:
        response = self.raw(method, path, query, **rest)
        answer = Answer(response.status, response.headers, json.loads(response.body) if response.body else None)
        check(method, path, answer)
        return answer

    def get(self, path: str, **query: Any) -> Answer:
        return self.send("GET", path, query)

    def post(self, path: str, body: Any) -> Answer:
        return self.send("POST", path, body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})

    def change(self, method: str, path: str, body: Any = None, *, etag: str | None = None) -> Answer:
        headers = {"Content-Type": "application/json", **({} if etag is None else {"If-Match": etag})}
        return self.send(method, path, body=b"" if body is None else json.dumps(body).encode(), headers=headers)

    def created(self, path: str, body: Any) -> Answer:
        answer = self.post(path, body)
        assert (answer.status, answer["_status"]) == (201, "OK"), answer
        return answer

    def refused(self, path: str, body: Any) -> dict[str, str]:
        """The messages by field of a request that must fail validation."""
        answer = self.post(path, body)
        assert (answer.status, answer["_status"], answer["_error"]["code"]) == (422, "ERR", 422), answer
        return answer.details

    def case_id(self, **debt: Any) -> str:
        """A new case with one debt."""
        return self.created("/case--registrations", case_registration(debt))["_cases"][0]

    def case(self, case_id: str) -> Any:
        return self.get(f"/cases/{case_id}").content

    def pay(self, case_id: str, amount: float, **changes: Any) -> Answer:
        return self.created("/creditor--payments", payment(case=case_id, amount=amount, **changes))


Make = Callable[..., Swede]


def payment(**changes: Any) -> dict[str, Any]:
    """The documented payment, with changes; a change to None leaves the field out."""
    return without_none(
        {
            "creditor": CREDITOR,
            "amount": 250.0,
            "currency": "SEK",
            "bank_transaction_date": "Fri, 04 Jul 2025 16:20:41 GMT",
            "origin": "creditor_system",
            "creditor_payment_reference": "PAY-REF-001",
            **changes,
        }
    )


def case_registration(*debts: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """The documented case registration, with its debt or these changes to it."""
    debt = {
        "invoice_number": "778899",
        "debt_description": "Consulting fee",
        "invoice_date": "Mon, 16 Jun 2025 00:00:00 GMT",
        "capital_to_claim": 250.0,
        "invoice_due_days_after_invoice_date": 10,
    }
    return without_none(
        {
            "account": ACCOUNT,
            "creditor": CREDITOR,
            "first_action": "debt_collection",
            "currency": "SEK",
            "customer": {
                "name": "Jane Doe",
                "id_number": "202501012385",
                "address": {"address_line_1": "Business Street 456", "zip_code": "54321", "city": "Gothenburg", "country": "SE"},
                "mobile_number": "+46709876543",
                "email": "jane.doe@domain.se",
            },
            "debts": [without_none({**debt, **one}) for one in debts or ({},)],
            **changes,
        }
    )


def invoice_registration(**changes: Any) -> dict[str, Any]:
    """The documented invoice registration (its dates claim wrong weekdays), with changes."""
    return without_none(
        {
            "customer": {
                "name": "Jane Doe",
                "customer_number": "12345",
                "id_number": "556789-1234",
                "is_person": True,
                "address": {"address_line_1": "Business Street 456", "zip_code": "54321", "city": "Gothenburg"},
                "mobile_number": "+46709876543",
                "email": "jane.doe@domain.se",
            },
            "account": ACCOUNT,
            "creditor": CREDITOR,
            "invoice_type": "invoice",
            "invoice_number": "INV-2024-002",
            "reference_number": "REF002",
            "payout_reference": "PAY002",
            "invoice_date": "Wed, 21 Jan 2024 10:11:22 GMT",
            "invoice_delivery_date": "Wed, 21 Jan 2024 10:11:22 GMT",
            "invoice_due_date": "Wed, 31 Jan 2024 10:11:22 GMT",
            "invoice_headline": "Consulting Services",
            "invoice_body_text": "Thank you for your business",
            "currency": "SEK",
            "your_contact": "Contact Person",
            "your_reference": "YOUR-REF-001",
            "our_reference": "OUR-REF-001",
            "debt_description": "Professional consulting services",
            "matrix": [
                {"article_description": "Consulting hours", "unit_price": 500, "total_price_excluding_vat": 500, "unit_vat_percent": "0%"}
            ],
            **changes,
        }
    )


def active_creditor(**changes: Any) -> dict[str, Any]:
    """The documented creditor, with changes."""
    return without_none(
        {
            "account": "6662fb1df4d1eaf404cb08de",
            "name": "Acme Inc",
            "organization_no": "1122334455",
            "is_active": True,
            "standard_debt_description": "Standard skuldbeskrivning på Konto",
            "description": "Testing",
            "sender_address": ADDRESS,
            "invoice_address": ADDRESS,
            "payout_details": {"sek": {"bankgiro": "12312312"}},
            **changes,
        }
    )


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def check(method: str, path: str, answer: Answer) -> None:
    """Hold an answer against the vendored document: a path that it has, a status that the operation has, a body that fits."""
    document = _document()
    for name, item in document["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", name), path) and method.lower() in item:
            responses = item[method.lower()]["responses"]
            assert str(answer.status) in responses, f"{method} {path} must not answer {answer.status}"
            if answer.status >= 400:
                _validator("#/components/schemas/ErrorBody").validate(answer.content)
            elif answer.status != 204:
                place = f"#/paths/{name.replace('/', '~1').replace('{', '%7B').replace('}', '%7D')}/{method.lower()}"
                _validator(f"{place}/responses/{answer.status}/content/application~1json/schema").validate(answer.content)


@cache
def _document() -> dict[str, Any]:
    return json.loads(files("amili_client").joinpath("sweden", "ada", "openapi.json").read_bytes())


def _check_enum(_validator: Any, values: list[Any], instance: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if schema.get("x-amili-enum") != "open" and instance not in values:
        yield ValidationError(f"is not one of {values}")


@cache
def _validator(pointer: str) -> Any:
    registry = Registry().with_resource("urn:ada", Resource.from_contents(_document(), default_specification=DRAFT202012))
    return extend(Draft202012Validator, validators={"enum": _check_enum})({"$ref": f"urn:ada{pointer}"}, registry=registry)
