"""The exchange of a signed JWT for an access token, and which tokens are good.

Documented: `GET /authenticates/api-code` with the JWT in `X-API-Key`, its claims `api_code` and `exp` (ten minutes ahead), the algorithms,
and that the algorithm follows from the registered key. Where the pages are silent:

* The answer is 200; what it looks like can be set, see `SwedenSettings.token_field`. The token is an opaque random string.
* A JWT that is not good is 401: signed by another key or with another algorithm, expired, or with an `exp` that lies more than ten minutes
  ahead. The clock of the client may be off by `SwedenSettings.leeway`.
* `POST`, the older way without a signature, needs a registered address and so is always 403 here.

Page: https://docs.amili.se/reference/common/authentication
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import jwt
from amili_client.runtime import encode_json
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from amili_ext.errors import ConfigurationError
from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse
from amili_ext.sandbox.sweden.settings import SwedenSettings
from amili_ext.sweden.example_key import API_CODE, public_key_pem

if TYPE_CHECKING:
    from jwt.types import Options  # since PyJWT 2.11

_LONGEST = 600
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
_BY_OUR_CLOCK: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False, "require": ["exp"]}
_RSA = ("RS256", "RS384", "RS512")


class Tokens:
    """The tokens of one sandbox, in memory. No lock: `SwedenService` has one."""

    def __init__(self, settings: SwedenSettings, clock: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._settings = settings
        self._clock = clock
        self._new_id = new_id
        keys = {API_CODE: public_key_pem()} if settings.public_keys is None else settings.public_keys
        self._keys = {api_code: _key(api_code, pem) for api_code, pem in keys.items()}
        self._expiries: dict[str, datetime] = {}

    def exchange(self, request: SandboxRequest) -> SandboxResponse:
        """Answer a request to /authenticates/api-code."""
        match request.method.upper():
            case "GET":
                self._verify(request.header("x-api-key") or "")
            case "POST":
                raise Refusal(403, "Only registered addresses may authenticate without a signature.")
            case _:
                raise Refusal(405, headers={"allow": "GET, POST"})
        now = self._clock()
        token = f"sandbox-{self._new_id().hex}"
        self._expiries = {one: expiry for one, expiry in self._expiries.items() if expiry > now}
        self._expiries[token] = now + timedelta(seconds=self._settings.token_lifetime)
        return SandboxResponse(200, {"content-type": "application/json", "cache-control": "no-store"}, encode_json(self._content(token)))

    def require(self, request: SandboxRequest) -> str:
        """The request's token; raises `Refusal` (401) unless it is known and not expired."""
        token = request.header("x-api-key") or ""
        if not token:
            raise Refusal(401, "Please provide proper credentials")
        expiry = self._expiries.get(token)
        if expiry is None or expiry <= self._clock():
            raise Refusal(401, "The access token is unknown or expired")
        return token

    def withdraw(self, request: SandboxRequest) -> None:
        """Make the request's token worthless."""
        self._expiries.pop(request.header("x-api-key") or "", None)

    def withdraw_all(self) -> None:
        """Make every token that was given out worthless."""
        self._expiries.clear()

    def _content(self, token: str) -> Any:
        names = self._settings
        if names.token_field is None:
            return token
        lifetime = {} if names.token_expiry_field is None else {names.token_expiry_field: names.token_lifetime}
        return {names.token_field: token, **lifetime}

    def _verify(self, token: str) -> None:
        """Raise `Refusal` unless this is a JWT by the holder of a registered key, for now."""
        try:
            claimed: Any = jwt.decode(token, options={"verify_signature": False}).get("api_code")
            key, algorithms = self._keys[claimed]
            claims: Mapping[str, Any] = jwt.decode(token, key, list(algorithms), options=_BY_OUR_CLOCK)
        except (KeyError, TypeError):
            raise Refusal(401, "The api_code is unknown") from None
        except jwt.PyJWTError as error:
            raise Refusal(401, f"The JWT is not good: {error}") from error
        expiry = claims["exp"]
        if not isinstance(expiry, int) or isinstance(expiry, bool):
            raise Refusal(401, "exp must be whole UNIX seconds")
        ahead = expiry - self._clock().timestamp()
        if ahead + self._settings.leeway <= 0:
            raise Refusal(401, "The JWT has expired")
        if ahead - self._settings.leeway > _LONGEST:
            raise Refusal(401, "exp must be 10 minutes ahead, not more")


def _key(api_code: str, pem: str) -> tuple[EllipticCurvePublicKey | RSAPublicKey, tuple[str, ...]]:
    """The key, and the algorithms that fit it."""
    try:
        key = load_pem_public_key(pem.encode())
    except ValueError as error:
        raise ConfigurationError(f"public_keys[{api_code!r}] is no public key in PEM") from error
    if isinstance(key, RSAPublicKey):
        return key, _RSA
    if isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return key, (_CURVES[key.curve.name],)
    raise ConfigurationError(f"public_keys[{api_code!r}] is of a kind that Amili does not take; P-256, P-384, P-521 and RSA are")
