"""The sandbox itself: a request goes in, a response comes out. No socket, no thread, no waiting.

    sandbox = Sandbox(SandboxSettings(processing_delay=5))
    form = {"content-type": "application/x-www-form-urlencoded"}
    response = sandbox.handle(SandboxRequest("POST", "/token", headers=form, body=b"grant_type=client_credentials&…"))

One host serves both countries, Norway under `/token`, `/collection/v1/…`, `/webapi/api/…` and `/arm/v1/…`, Sweden under `/ada/…`, and the
switches of `faults` under `/_sandbox/faults`. Sweden takes a second to come up (it is an Eve application), so it only does when the first
request for it comes. `handle` may be called from any number of threads. Time and ids come from outside: with a clock and ids of one's own,
the same requests give the same bytes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID, uuid4

from amili_ext.sandbox.faults import Fault, Faults
from amili_ext.sandbox.messages import SandboxRequest, SandboxResponse
from amili_ext.sandbox.misbehaviour import misbehave
from amili_ext.sandbox.norway.service import NorwayService
from amili_ext.sandbox.service import Service
from amili_ext.sandbox.settings import SandboxSettings
from amili_ext.sandbox.sweden.settings import is_swedish

if TYPE_CHECKING:
    from amili_ext.sandbox.sweden.service import SwedenService

_CONTROL = "/_sandbox/faults"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """An Amili of one's own.

    Args:
        settings: see `SandboxSettings`; the default works.
        clock: tells the time, as an aware datetime.
        new_id: gives a new UUID for everything that gets an id: batches, invoices, cases, tokens, errors and so on.

    Attributes:
        faults: the switches; see `amili_ext.sandbox.faults`.
        norway: the Norwegian part, for what only the sandbox can do, such as `debtors_pay()`.
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
        self.norway = NorwayService(self.settings, clock, new_id, self.faults)
        self._sweden: SwedenService | None = None
        self._lock = threading.Lock()

    @property
    def sweden(self) -> SwedenService:
        """The Swedish part, for what only the sandbox can do, such as `run_payouts()`.

        Raises:
            ConfigurationError: Eve or another package of the extra `sandbox` is missing.
        """
        with self._lock:
            if self._sweden is None:
                from amili_ext.sandbox.sweden import load  # slow to import, and many a sandbox never needs it

                self._sweden = load(self.settings, self.clock, self._new_id)
            return self._sweden

    def handle(self, request: SandboxRequest) -> SandboxResponse:
        """Answer one request; raises `Dropped` when the connection is to be cut instead."""
        if request.path == _CONTROL:
            return self._dated(self._control(request))
        service: Service = self.sweden if is_swedish(request.path) else self.norway
        fault = self.faults.take(request.method, request.path)
        if fault is None:
            return self._dated(service.answer(request))
        return self._dated(misbehave(fault, request, service, self.clock()))

    def expire_tokens(self) -> None:
        """Make every token that was given out worthless."""
        self.norway.withdraw_tokens()
        if self._sweden is not None:
            self._sweden.withdraw_tokens()

    def close(self) -> None:
        """Close the database; without a file, everything is gone then. What happened in Sweden is gone in any case."""
        self.norway.close()
        if self._sweden is not None:
            self._sweden.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

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
