"""A sandbox with a clock that only moves when told, ids that count, and a caller that speaks to it as a client would.

Every successful answer that the caller gets is checked against the vendored OpenAPI document on the way, so each test in this folder also
says that the sandbox answers as the document describes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from amili_client.runtime import decode_json, encode_json
from attrs import frozen

from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxResponse, SandboxSettings, SwedenSettings
from amili_ext.sandbox.norway.document import Document, Routes
from amili_ext.sandbox.norway.examples import documented_invoice

ORGANIZATION = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
_ROUTES = Routes(*map(Document.load, ("identiverse", "collection", "autocollect", "arm")))


class FakeClock:
    def __init__(self) -> None:
        self.now = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@frozen
class Answer:
    status: int
    headers: Mapping[str, str]
    content: Any

    @property
    def data(self) -> Any:
        return self.content["data"]

    @property
    def next_page(self) -> str | None:
        return self.content["summary"].get("nextPageToken")

    @property
    def errors(self) -> dict[str, list[str]]:
        return self.content["errors"]


class Caller:
    """A client with a token; `organization` is where its paths go."""

    def __init__(self, sandbox: Sandbox, organization: str = ORGANIZATION) -> None:
        self.sandbox = sandbox
        self.base = f"/collection/v1/orgs/{organization}"
        self.token = self.log_in()

    def log_in(self) -> str:
        return self.ask_for_token().content["access_token"]

    def ask_for_token(self, **form: str) -> Answer:
        form = {"grant_type": "client_credentials", "client_id": "my-integration", "client_secret": "s3cr3t", **form}
        body = urlencode(form).encode()
        return self.send("POST", "/token", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def raw(
        self, method: str, path: str, query: Mapping[str, str] | None = None, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> SandboxResponse:
        token = {"Authorization": f"Bearer {self.token}"} if hasattr(self, "token") else {}
        all_headers = {"Host": "sandbox.test", **token, **(headers or {})}
        return self.sandbox.handle(SandboxRequest(method, path, list((query or {}).items()), all_headers, body))

    def send(self, method: str, path: str, query: Mapping[str, str] | None = None, **rest: Any) -> Answer:
        response = self.raw(method, path, query, **rest)
        answer = Answer(response.status, response.headers, decode_json(response.body) if response.body else None)
        operation, _, _ = _ROUTES.find(method, path)
        if operation is not None and answer.status < 300 and (response.body or operation.responses):
            operation.responses[answer.status].validate(answer.content)
        return answer

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        return self.send("GET", self.base + path, query)

    def post(self, path: str, content: Any = None, *, key: str | None = None) -> Answer:
        headers = {"Content-Type": "application/json", **({"IdempotencyKey": key} if key else {})}
        body = b"" if content is None else encode_json(content)
        return self.send("POST", self.base + path, body=body, headers=headers)

    def submit(self, *invoices: Any, key: str | None = None) -> Answer:
        return self.post("/invoices", {"invoices": list(invoices)}, key=key)

    def batch_id(self, *invoices: Any, key: str | None = None) -> str:
        answer = self.submit(*invoices, key=key)
        assert answer.status == 202, answer
        return answer.data["batchId"]

    def accepted(self, *invoices: Any) -> list[Any]:
        """What the batch says of invoices that succeed at once; the sandbox has no processing delay."""
        return self.batch(self.batch_id(*invoices))["succeeded"]

    def case(self, number: str) -> Any:
        [case] = self.get("/cases", {"CaseNumber": number}).data
        return case

    def batch(self, batch_id: str) -> Any:
        answer = self.get(f"/batches/{batch_id}")
        assert answer.status == 200, answer
        return answer.data


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make_sandbox(clock: FakeClock) -> Iterator[Callable[..., Sandbox]]:
    with ExitStack() as stack:
        numbers = count(0xA1)  # with a letter, so that the case of an id matters

        def make(**settings: Any) -> Sandbox:
            return stack.enter_context(Sandbox(SandboxSettings(**settings), clock=clock, new_id=lambda: UUID(int=next(numbers))))

        yield make


@pytest.fixture
def make(make_sandbox: Callable[..., Sandbox]) -> Callable[..., Caller]:
    return lambda **settings: Caller(make_sandbox(**settings))


@pytest.fixture
def caller(make: Callable[..., Caller]) -> Caller:
    return make(processing_delay=5)


class Ledger(Caller):
    """A caller of the ARM API, for one client number."""

    def __init__(self, sandbox: Sandbox, client: int = 2218) -> None:
        super().__init__(sandbox)
        self.base = f"/arm/v1/clients/{client}"

    def write(self, method: str, path: str, content: Any, query: Mapping[str, str] | None = None) -> Answer:
        headers = {"Content-Type": "application/json"}
        return self.send(method, self.base + path, query, body=encode_json(content), headers=headers)

    def put(self, path: str, content: Any) -> Answer:
        return self.write("PUT", path, content)

    def delete(self, path: str) -> Answer:
        return self.send("DELETE", self.base + path)

    def customer(self, number: str = "543210") -> Any:
        answer = self.get(f"/customers/{number}")
        assert answer.status == 200, answer
        return answer.content

    def add_document(self, number: str = "1", customer: str = "543210", amount: Any = 100, **fields: Any) -> Any:
        document = {"documentNo": number, "customerNo": customer, "currencyAmounts": {"inclVat": amount}, **fields}
        answer = self.post("/documents", {"document": document})
        assert answer.status == 200, answer
        return answer.content["document"]

    def item(self, item_id: int = 700_001) -> Any:
        answer = self.get(f"/aritems/{item_id}")
        assert answer.status == 200, answer
        return answer.content


@pytest.fixture
def make_ledger(make_sandbox: Callable[..., Sandbox]) -> Callable[..., Ledger]:
    return lambda **settings: Ledger(make_sandbox(**settings))


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger]) -> Ledger:
    return make_ledger(processing_delay=5)


@pytest.fixture
def invoice() -> Callable[..., dict[str, Any]]:
    """The documented invoice under another number, with changes; a change to None leaves the field out."""

    def build(number: str = "INV-1", **changes: Any) -> dict[str, Any]:
        whole = {**documented_invoice(), "invoiceNumber": number, **changes}
        return {name: value for name, value in whole.items() if value is not None}

    return build


@pytest.fixture
def make_swede(make_sandbox: Callable[..., Sandbox], clock: FakeClock) -> Callable[..., Any]:
    """A caller of the Swedish part, which has these settings."""
    from .sweden import Swede

    def make(*, log_in: bool = True, **settings: Any) -> Swede:
        return Swede(make_sandbox(sweden=SwedenSettings(**settings)), clock, log_in=log_in)

    return make


@pytest.fixture
def swede(make_swede: Callable[..., Any]) -> Any:
    return make_swede()
