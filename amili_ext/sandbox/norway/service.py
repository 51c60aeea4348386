"""The Norwegian APIs on one host: Identiverse (`/token`), the Collection API (`/collection/v1/…`), the legacy API (`/webapi/api/…`) and ARM
(`/arm/v1/…`).

The order of checks is that of ASP.NET: path (404), method (405), token (401), form of the request (400, 415), organization or ARM client
(403), then the operation itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

from amili_ext.sandbox.faults import Faults
from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse
from amili_ext.sandbox.norway import control
from amili_ext.sandbox.norway.arm.service import ARM, ArmApi
from amili_ext.sandbox.norway.auth import Tokens
from amili_ext.sandbox.norway.autocollect import AutoCollectApi
from amili_ext.sandbox.norway.collection import collection_handlers
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.deliveries import Deliveries, Delivery
from amili_ext.sandbox.norway.document import Document, Operation, Routes
from amili_ext.sandbox.norway.problems import problem_response
from amili_ext.sandbox.norway.store import Store
from amili_ext.sandbox.norway.validation import read
from amili_ext.sandbox.settings import SandboxSettings


class NorwayService:
    """Norway's part of a `Sandbox`; see `Service`. What only a sandbox can do is here too."""

    def __init__(self, settings: SandboxSettings, clock: Callable[[], datetime], new_id: Callable[[], UUID], faults: Faults) -> None:
        self._new_id = new_id
        documents = {name: Document.load(name) for name in ("identiverse", "collection", "autocollect", ARM)}
        self._routes = Routes(*documents.values())
        self._store = Store(settings.database, new_id)
        self._context = Context(settings, self._store, clock, new_id)
        self._deliveries = Deliveries(self._context, faults)
        self._tokens = Tokens(settings, self._store, clock, new_id)
        self._handlers = {
            "collection": collection_handlers(self._context, documents["collection"].prefix),
            "autocollect": AutoCollectApi(self._context).handlers(),
        }
        self._arm = ArmApi(documents[ARM], settings, self._store.database, clock, new_id)

    def answer(self, request: SandboxRequest) -> SandboxResponse:
        """Carry out a request."""
        try:
            if request.path.startswith(control.CONTROL):
                return control.control(self._context, request)
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

    def how(self, document: str, operation_id: str) -> Literal["handler", "example"] | None:
        """What answers an operation: code of the sandbox, or the example that its document has; None: neither."""
        if document == ARM:
            return self._arm.how(operation_id)
        return "handler" if operation_id in {"createToken", *self._handlers.get(document, {})} else None

    def debtors_pay(self, case_number: str | None = None) -> list[str]:
        """Let the debtor of that case, or of every case that is not closed, pay Amili all that remains; Amili settles it at once.

        Returns:
            The ids of the settlements, one for each case.

        Raises:
            ValueError: there is no such case, or it is closed.
        """
        return control.debtors_pay(self._context, case_number)

    def request_eviction(self, case_number: str) -> None:
        """Let that case wait for the creditor's answer to an eviction request.

        Raises:
            ValueError: there is no such case, or it is closed.
        """
        control.request_eviction(self._context, case_number)

    def due_deliveries(self, limit: int | None = None) -> list[Delivery]:
        """The webhooks that are to be posted now, oldest first; everything whose time has come happens before.

        A server posts them by itself. Whoever does it instead tells with `delivered` how each one went; `deliver` does both.
        """
        return self._deliveries.due(limit)

    def delivered(self, delivery: Delivery, status: int | None) -> None:
        """Tell how a post went: the status of the answer, or None when there was none."""
        self._deliveries.delivered(delivery, status)

    def deliver(self, post: Callable[[Delivery], int | None]) -> int:
        """Post webhooks until none is due at this moment of the clock; the number of posts.

        `post` gives the status of the answer, or None when there was none. What it raises counts as none, and comes out here.
        """
        return self._deliveries.deliver(post)

    def _carry_out(self, operation: Operation, request: SandboxRequest, path_values: dict[str, str]) -> SandboxResponse:
        if operation.id == "createToken":
            return self._tokens.create(operation, request)
        if operation.needs_token:
            self._tokens.require(operation, request)
        if operation.document == ARM:
            return self._arm.answer(operation, request, path_values)
        handler = self._handlers.get(operation.document, {}).get(operation.id)
        if handler is None:
            raise Refusal(501, f"The sandbox does not know how to do {operation.id} yet.")
        return handler(read(operation, request, path_values))
