"""The identity provider: gives out tokens and knows which ones are good.

The token response is the documented one. The rest is inferred: errors of the token endpoint follow RFC 6749 section 5.2, refused bearer
tokens RFC 6750 section 3. A real token is a JWT; one of this sandbox is an opaque random string that looks like nothing of the kind, so
that recordings hold nothing that a scanner could take for a JWT. A token keeps working when a newer one is given out.

The legacy API takes a name and password (Basic) instead of a token as well.
"""

from __future__ import annotations

import hmac
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse, json_response
from amili_ext.sandbox.norway.document import Operation
from amili_ext.sandbox.norway.store import Store
from amili_ext.sandbox.norway.validation import read
from amili_ext.sandbox.settings import SandboxSettings

_CHALLENGES = {"basic": 'Basic realm="AutoCollect"', "bearer": "Bearer"}


@frozen
class Tokens:
    """Tokens of one sandbox; they are kept in its store, so that those of a file survive a restart."""

    settings: SandboxSettings
    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]

    def create(self, operation: Operation, request: SandboxRequest) -> SandboxResponse:
        """POST /token, the client credentials flow."""
        try:
            form = read(operation, request, {}).body
        except Refusal as refusal:
            reasons = [f"{name} {sentence}" for name, sentences in refusal.errors.items() for sentence in sentences]
            return _oauth_error(400, "invalid_request", "; ".join(reasons) or refusal.detail)
        if form["grant_type"] != "client_credentials":
            return _oauth_error(400, "unsupported_grant_type", "only client_credentials is supported")
        if not (_same(form["client_id"], self.settings.client_id) and _same(form["client_secret"], self.settings.client_secret)):
            return _oauth_error(401, "invalid_client", "unknown client id or wrong secret")
        now = self.clock()
        not_before = int(now.timestamp())
        token = f"sandbox-{self.new_id().hex}"
        with self.store.transaction():
            self.store.withdraw_tokens(expired_by=now)
            self.store.add_token(token, now + timedelta(seconds=self.settings.token_lifetime))
        content = {
            "access_token": token,
            "token_type": "Bearer",
            "not_before": not_before,
            "expires_in": self.settings.token_lifetime,
            "expires_on": not_before + self.settings.token_lifetime,
            "resource": str(self.settings.resource),
        }
        return json_response(200, content).with_header("cache-control", "no-store")

    def require(self, operation: Operation, request: SandboxRequest) -> None:
        """Raise `Refusal` (401) unless the request has a token that is known and not expired, or a password where that will do."""
        if "basic" in operation.schemes and (password := _credentials(request, "basic")):
            self._require_password(password)
            return
        token = _credentials(request, "bearer")
        if token is None:
            challenge = ", ".join(_CHALLENGES[scheme] for scheme in sorted(operation.schemes))
            raise Refusal(401, "A bearer token is required.", headers={"www-authenticate": challenge})
        expires_at = self.store.token_expiry(token)
        if expires_at is None or expires_at <= self.clock():
            challenge = 'Bearer error="invalid_token", error_description="the token is unknown or expired"'
            raise Refusal(401, "The token is unknown or expired.", headers={"www-authenticate": challenge})

    def withdraw(self, request: SandboxRequest) -> None:
        """Make the request's token worthless."""
        if token := _credentials(request, "bearer"):
            self.store.withdraw_token(token)

    def withdraw_all(self) -> None:
        """Make every token that was given out worthless."""
        self.store.withdraw_tokens()

    def _require_password(self, credentials: str) -> None:
        expected = f"{self.settings.legacy_user}:{self.settings.legacy_password}"
        try:
            given = b64decode(credentials, validate=True).decode()
        except ValueError:  # of base64 or of UTF-8
            given = ""
        if not _same(given, expected):
            raise Refusal(401, "Unknown name or wrong password.", headers={"www-authenticate": _CHALLENGES["basic"]})


def _credentials(request: SandboxRequest, wanted: str) -> str | None:
    scheme, _, credentials = (request.header("authorization") or "").partition(" ")
    return credentials.strip() or None if scheme.lower() == wanted else None


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _oauth_error(status: int, code: str, description: str) -> SandboxResponse:
    response = json_response(status, {"error": code, "error_description": description})
    return response.with_header("cache-control", "no-store")
