"""The ARM API put together: which part carries out which operation, and which answers are examples.

There is no background task: every request first lets the batches be processed whose time has come, in the order in which they are due.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.ar_items import ArItemsApi
from amili_ext.sandbox.norway.arm.batches import BatchesApi, process_due_batches
from amili_ext.sandbox.norway.arm.context import ArmContext
from amili_ext.sandbox.norway.arm.customers import CustomersApi, add_first_customers
from amili_ext.sandbox.norway.arm.documents import DocumentsApi
from amili_ext.sandbox.norway.arm.files import FilesApi
from amili_ext.sandbox.norway.arm.lists import filters_of
from amili_ext.sandbox.norway.arm.postings import PostingsApi
from amili_ext.sandbox.norway.arm.reservations import ReservationsApi
from amili_ext.sandbox.norway.arm.rows import Kind
from amili_ext.sandbox.norway.arm.store import ArmStore
from amili_ext.sandbox.norway.database import Database
from amili_ext.sandbox.norway.document import Document, Operation
from amili_ext.sandbox.norway.validation import Call, Manner, read
from amili_ext.sandbox.settings import SandboxSettings

ARM = "arm"
"""The name of the document."""

_FILTERED = {"getCustomers": Kind.CUSTOMER, "getDocuments": Kind.DOCUMENT, "getArItems": Kind.AR_ITEM}


class ArmApi:
    """The ARM API of one sandbox."""

    def __init__(
        self, document: Document, settings: SandboxSettings, database: Database, clock: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        self._context = context = ArmContext(settings, ArmStore(database), clock, new_id)
        self._handlers: dict[str, Callable[[Call], SandboxResponse]] = {
            **CustomersApi(context).handlers(),
            **DocumentsApi(context).handlers(),
            **BatchesApi(context).handlers(),
            **ArItemsApi(context).handlers(),
            **PostingsApi(context).handlers(),
            **ReservationsApi(context).handlers(),
            **FilesApi(context).handlers(),
            "checkHealth": lambda _call: json_response(200, {"status": "UP"}),
        }
        self._examples = {operation.id for operation in document.operations if operation.example is not None}
        add_first_customers(context)

    def how(self, operation_id: str) -> Literal["handler", "example"] | None:
        """What answers an operation: code of the sandbox, or its example; None: neither."""
        return "handler" if operation_id in self._handlers else "example" if operation_id in self._examples else None

    def answer(self, operation: Operation, request: SandboxRequest, path_values: dict[str, str]) -> SandboxResponse:
        """Carry out a request whose path, method and token are right."""
        filters = filters_of(_FILTERED[operation.id]) if operation.id in _FILTERED else ()
        call = read(operation, request, path_values, Manner(exact_names=True, texts=filters, blanks=True))
        if "clientno" in call.path:
            self._context.client(call)
        process_due_batches(self._context, self._context.clock())
        handler = self._handlers.get(operation.id)
        if handler is not None:
            return handler(call)
        if operation.example is None:
            raise Refusal(501, f"The sandbox does not know how to do {operation.id} yet.")
        status, kind, content = operation.example
        if kind == "application/json":
            return json_response(status, content)
        return SandboxResponse(status, {"content-type": kind}, content.encode())
