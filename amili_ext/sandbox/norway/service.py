"""The Norwegian APIs on one host: Identiverse (`/token`) and the Collection API (`/collection/v1/…`).

The order of checks is that of ASP.NET: path (404), method (405), token (401), form of the request (400, 415), organization (403), then the
operation itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse
from amili_ext.sandbox.norway.auth import Tokens
from amili_ext.sandbox.norway.collection import CollectionApi
from amili_ext.sandbox.norway.document import Document, Operation, Routes
from amili_ext.sandbox.norway.problems import problem_response
from amili_ext.sandbox.norway.store import Store
from amili_ext.sandbox.norway.validation import read
from amili_ext.sandbox.settings import SandboxSettings


class NorwayService:
    """Norway's part of a `Sandbox`; see `Service`."""

    def __init__(self, settings: SandboxSettings, clock: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._new_id = new_id
        collection = Document.load("collection")
        self._routes = Routes(Document.load("identiverse"), collection)
        self._store = Store(settings.database)
        self._tokens = Tokens(settings, self._store, clock, new_id)
        self._handlers = CollectionApi(collection.prefix, settings, self._store, clock, new_id).handlers()

    def answer(self, request: SandboxRequest) -> SandboxResponse:
        """Carry out a request."""
        try:
            operation, path_values, methods = self._routes.find(request.method, request.path)
            if operation is None:
                raise Refusal(405, headers={"allow": ", ".join(methods)}) if methods else Refusal(404, "There is no such path.")
            return self._carry_out(operation, request, path_values)
        except Refusal as refusal:
            return problem_response(refusal, trace_id=str(self._new_id()))

    def refuse(self, status: int, detail: str) -> SandboxResponse:
        """Problem details for something that did not happen."""
        return problem_response(Refusal(status, detail), trace_id="fault")

    def withdraw_token(self, request: SandboxRequest) -> None:
        """Make the request's token worthless."""
        self._tokens.withdraw(request)

    def withdraw_tokens(self) -> None:
        """Make every token that was given out worthless."""
        self._tokens.withdraw_all()

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def _carry_out(self, operation: Operation, request: SandboxRequest, path_values: dict[str, str]) -> SandboxResponse:
        if operation.id == "createToken":
            return self._tokens.create(operation, request)
        if operation.needs_token:
            self._tokens.require(request)
        handler = self._handlers.get(operation.id)
        if handler is None:
            raise Refusal(501, f"The sandbox does not know how to do {operation.id} yet.")
        return handler(read(operation, request, path_values))
