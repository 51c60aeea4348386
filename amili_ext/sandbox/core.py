"""The sandbox itself: a request goes in, a response comes out. No socket, no thread, no waiting.

    sandbox = Sandbox(SandboxSettings(processing_delay=5))
    form = {"content-type": "application/x-www-form-urlencoded"}
    response = sandbox.handle(SandboxRequest("POST", "/token", headers=form, body=b"grant_type=client_credentials&…"))

One host serves both APIs: Identiverse (`/token`) and the Collection API (`/collection/v1/…`), and the switches of `faults` under
`/_sandbox/faults`. `handle` may be called from any number of threads. Time and ids come from outside: with a clock and ids of one's own,
the same requests give the same bytes. The order of checks is that of ASP.NET: path (404), method (405), token (401), form of the request
(400, 415), organization (403), then the operation itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

from amili_ext.sandbox.auth import Tokens
from amili_ext.sandbox.collection import CollectionApi
from amili_ext.sandbox.document import Document, Operation, Routes
from amili_ext.sandbox.faults import Fault, Faults
from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse, problem_response
from amili_ext.sandbox.misbehaviour import misbehave
from amili_ext.sandbox.settings import SandboxSettings
from amili_ext.sandbox.store import Store
from amili_ext.sandbox.validation import read

_CONTROL = "/_sandbox/faults"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """A Norwegian Amili of one's own.

    Args:
        settings: see `SandboxSettings`; the default works.
        clock: tells the time, as an aware datetime.
        new_id: gives a new UUID for every batch, invoice, case, token and error.

    Attributes:
        faults: the switches; see `amili_ext.sandbox.faults`.
    """

    def __init__(
        self,
        settings: SandboxSettings | None = None,
        *,
        clock: Callable[[], datetime] = _utc_now,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self.settings = settings or SandboxSettings()
        self.clock = clock
        self.faults = Faults()
        self._new_id = new_id
        collection = Document.load("collection")
        self._routes = Routes(Document.load("identiverse"), collection)
        self._store = Store(self.settings.database)
        self._tokens = Tokens(self.settings, self._store, clock, new_id)
        self._handlers = CollectionApi(collection.prefix, self.settings, self._store, clock, new_id).handlers()

    def handle(self, request: SandboxRequest) -> SandboxResponse:
        """Answer one request; raises `Dropped` when the connection is to be cut instead."""
        if request.path == _CONTROL:
            return self._dated(self._control(request))
        fault = self.faults.take(request.method, request.path)
        if fault is None:
            return self._answer(request)
        response = misbehave(
            fault,
            answer=lambda: self._answer(request),
            withdraw_token=lambda: self._tokens.withdraw(request),
            now=self.clock(),
        )
        return self._dated(response)

    def expire_tokens(self) -> None:
        """Make every token that was given out worthless."""
        self._tokens.withdraw_all()

    def close(self) -> None:
        """Close the database; without a file, everything is gone then."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _answer(self, request: SandboxRequest) -> SandboxResponse:
        try:
            operation, path_values, methods = self._routes.find(request.method, request.path)
            if operation is None:
                raise Refusal(405, headers={"allow": ", ".join(methods)}) if methods else Refusal(404, "There is no such path.")
            response = self._carry_out(operation, request, path_values)
        except Refusal as refusal:
            response = problem_response(refusal, trace_id=str(self._new_id()))
        return self._dated(response)

    def _carry_out(self, operation: Operation, request: SandboxRequest, path_values: dict[str, str]) -> SandboxResponse:
        if operation.id == "createToken":
            return self._tokens.create(operation, request)
        if operation.needs_token:
            self._tokens.require(request)
        handler = self._handlers.get(operation.id)
        if handler is None:
            raise Refusal(501, f"The sandbox does not know how to do {operation.id} yet.")
        return handler(read(operation, request, path_values))

    def _control(self, request: SandboxRequest) -> SandboxResponse:
        """The switches over HTTP: GET lists them, POST adds one (JSON object, JSON string or plain text), DELETE removes all."""
        match request.method.upper():
            case "GET":
                return _plain_json(200, [fault.to_dict() for fault in self.faults.active()])
            case "POST":
                try:
                    added = self.faults.add(_read_fault(request))
                except ValueError as error:
                    return _plain_json(400, {"title": str(error), "status": 400})
                return _plain_json(201, added.to_dict())
            case "DELETE":
                self.faults.clear()
                return SandboxResponse(204)
            case _:
                return SandboxResponse(405, {"allow": "GET, POST, DELETE"})

    def _dated(self, response: SandboxResponse) -> SandboxResponse:
        """With the sandbox's own time, so that a client which looks at `Date` sees one clock."""
        if "date" in response.headers:
            return response
        return response.with_header("date", format_datetime(self.clock(), usegmt=True))


def _read_fault(request: SandboxRequest) -> Fault:
    text = request.body.decode()
    content: Any = json.loads(text) if text.lstrip()[:1] in ("{", '"') else text.strip()
    return Fault.parse(content) if isinstance(content, str) else Fault.from_dict(content)


def _plain_json(status: int, content: Any) -> SandboxResponse:
    # The switches hold seconds, which are floats; nothing here is money.
    return SandboxResponse(status, {"content-type": "application/json"}, json.dumps(content).encode())
