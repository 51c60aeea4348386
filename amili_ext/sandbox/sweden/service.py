"""The Swedish API on Eve: who may come in, what is due, and then Eve answers.

The order of checks: token (401), rate limit (429), then those of Eve: path (404), method (405), form of the request (400, 412, 428), fields
(422). The exchange of the API code and the upload of files are no resources of Eve's and are answered here.

One request at a time: what an action does to a case, its invoice and the books is one piece for everybody else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse
from amili_ext.sandbox.sweden import customers, initial
from amili_ext.sandbox.sweden.actions import Actions
from amili_ext.sandbox.sweden.app import Hooks, create_eve
from amili_ext.sandbox.sweden.authentication import Tokens
from amili_ext.sandbox.sweden.cases import Cases
from amili_ext.sandbox.sweden.errors import documented, error_response
from amili_ext.sandbox.sweden.media import Media, Upload
from amili_ext.sandbox.sweden.parties import Parties
from amili_ext.sandbox.sweden.payouts import Payouts
from amili_ext.sandbox.sweden.rate_limit import RateLimit
from amili_ext.sandbox.sweden.registrations import Registrations
from amili_ext.sandbox.sweden.schema import load_resources
from amili_ext.sandbox.sweden.settings import PREFIX, SwedenSettings
from amili_ext.sandbox.sweden.store import Store
from amili_ext.sandbox.sweden.wsgi import call

_EXCHANGE = f"{PREFIX}/authenticates/api-code"
_UPLOAD = f"{PREFIX}/media--upload/"


class SwedenService:
    """Sweden's part of a `Sandbox`; see `Service`."""

    def __init__(self, settings: SwedenSettings, clock: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._lock = threading.RLock()
        self._tokens = Tokens(settings, clock, new_id)
        self._limit = RateLimit(clock) if settings.rate_limit else None
        store = Store(clock, new_id)
        resources = load_resources()
        creditors = next(resource for resource in resources if resource.name == "creditors")
        self._cases = Cases(store, settings.initialization_delay)
        self._payouts = Payouts(store, settings.payout_delay)
        self._media = Media(store)
        parties = Parties(store, creditors.post_only)
        actions = Actions(store, self._cases, self._payouts)
        registrations = Registrations(store, self._cases)
        hooks = Hooks(
            inserting={
                "accounts": parties.create_account,
                "creditors": parties.create_creditor,
                "users": parties.create_user,
                "invoice_registrations": registrations.invoice,
                "case_registrations": registrations.debts,
                "creditor_payments": actions.pay,
                "creditor_creditings": actions.credit,
                "creditor_cancellations": actions.cancel,
            },
            updating={"creditors": parties.change_creditor},
            deleting={"creditors": parties.delete_creditor},
            searching={"customers": customers.search},
        )
        initial.add_parties(store, parties, force_creditor_onboarding=settings.force_creditor_onboarding)
        if settings.example_cases:
            initial.add_cases(store, self._cases)
        self._eve = create_eve(resources, store, hooks, prefix=PREFIX)

    def answer(self, request: SandboxRequest) -> SandboxResponse:
        """Carry out a request."""
        with self._lock:
            try:
                return self._carry_out(request)
            except Refusal as refusal:
                return error_response(refusal)

    def refuse(self, status: int, detail: str) -> SandboxResponse:
        """An error for something that did not happen."""
        return error_response(Refusal(status, detail))

    def withdraw_token(self, request: SandboxRequest) -> None:
        """Make the request's token worthless."""
        with self._lock:
            self._tokens.withdraw(request)

    def withdraw_tokens(self) -> None:
        """Make every token that was given out worthless."""
        with self._lock:
            self._tokens.withdraw_all()

    def close(self) -> None:
        """Nothing is held but memory."""

    def run_payouts(self) -> None:
        """Gather all payout specifications that are in no payout yet, whatever `SwedenSettings.payout_delay` says."""
        with self._lock:
            self._payouts.run()

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that arrived, in order."""
        with self._lock:
            return tuple(self._media.uploads)

    def _carry_out(self, request: SandboxRequest) -> SandboxResponse:
        if request.path == _EXCHANGE:
            return self._tokens.exchange(request)
        token = self._tokens.require(request)
        if self._limit is not None:
            self._limit.count(token)
        self._cases.move_on()
        self._payouts.run_due()
        if request.path.startswith(_UPLOAD):
            return self._media.upload(request, request.path.removeprefix(_UPLOAD))
        return documented(call(self._eve, request))
