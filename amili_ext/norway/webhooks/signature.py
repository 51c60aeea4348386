"""Who sent this? The signature of a delivery, in the header `X-Webhook-Signature`.

Amili's page (https://docs.amili.dev/webhooks-361430m0) names the header, but how the signature is made is not to be seen there: neither
the algorithm nor its encoding nor what is signed. So how to verify is a strategy, `SignatureScheme`, that you choose. `HmacSha256` is what
most senders do: HMAC-SHA256 with a shared secret over the body, byte for byte. It is a guess, and warns so at its first use
(`UnverifiedOperationWarning`); once Amili has told you how they sign, use it, or write the few lines of a scheme of your own.

A signature is over the bytes that came, so verify before anything decodes or re-encodes them. The headers beside it are not signed.
"""

from __future__ import annotations

import base64
import hmac
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final, Literal, Protocol, TypeAlias, cast

from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import ConfigurationError
from amili_ext.norway.webhooks.errors import WebhookSignatureError
from amili_ext.norway.webhooks.headers import SIGNATURE, Headers, values
from amili_ext.secret import Secret

Encoding: TypeAlias = Literal["hex", "base64"]

_ENCODINGS: Final[Mapping[str, Callable[[bytes], str]]] = {
    "hex": bytes.hex,
    "base64": lambda digest: base64.b64encode(digest).decode("ascii"),
}
_PREFIX = "sha256="
_warned: set[str] = set()


class SignatureScheme(Protocol):
    """How deliveries are signed."""

    def verify(self, body: bytes, headers: Headers) -> None:
        """Return if the delivery is genuine.

        Raises:
            WebhookSignatureError: it is not, or that cannot be told.
        """
        ...

    def sign(self, body: bytes) -> str:
        """The signature of a body, for whoever plays the sender: the sandbox, and tests."""
        ...


class HmacSha256:
    """HMAC-SHA256 over the raw body. A guess: Amili's page does not show how it signs.

    What is accepted is the digest as hex (in small or in capital letters, as .NET writes it, but not mixed) or as base64 (the standard
    alphabet, padded), each with or without `sha256=` before it, and nothing else. All comparisons take the same time whatever differs.

    Args:
        secrets: the shared secret, or several while one takes the place of another: any of them verifies, the first signs. Texts stand for
            their UTF-8 bytes.
        encoding: how the digest is written.
        header: where it is found.

    Raises:
        ConfigurationError: there is no secret, or an empty one, or the encoding is unknown.
    """

    UNVERIFIED: ClassVar[str] = "Amili's page names the header, but neither the algorithm nor the encoding nor what is signed"

    __slots__ = ("_encode", "_header", "_secrets")

    def __init__(
        self, secrets: Secret | str | bytes | Iterable[Secret | str | bytes], encoding: Encoding = "hex", *, header: str = SIGNATURE
    ) -> None:
        if encoding not in _ENCODINGS:
            raise ConfigurationError(f"encoding must be one of {', '.join(_ENCODINGS)}")
        self._encode = _ENCODINGS[encoding]
        self._header = header
        self._secrets = _keys(secrets)

    def verify(self, body: bytes, headers: Headers) -> None:
        """Return if the body is signed with one of the secrets.

        Raises:
            WebhookSignatureError: it is not, or the header is missing, empty, or there twice with different values.
        """
        warn_if_unverified(self)
        found = set(values(headers, self._header))
        if not found - {""}:
            raise WebhookSignatureError(f"the delivery has no {self._header}")
        if len(found) > 1:
            raise WebhookSignatureError(f"the delivery has more than one {self._header}")
        given = found.pop().removeprefix(_PREFIX).encode("utf-8", "surrogatepass")
        fits = False
        for secret in self._secrets:
            expected = self._encode(_digest(body, secret))
            spellings = {expected, expected.upper()} if self._encode is bytes.hex else {expected}
            for spelling in spellings:
                fits |= hmac.compare_digest(given, spelling.encode("ascii"))
        if not fits:
            why = "another secret, another encoding, or the body was changed"
            raise WebhookSignatureError(f"the {self._header} does not fit the body: {why}")

    def sign(self, body: bytes) -> str:
        """The signature of a body with the first secret."""
        return self._encode(_digest(body, self._secrets[0]))

    def __repr__(self) -> str:
        return f"HmacSha256({len(self._secrets)} secrets)"


def warn_if_unverified(scheme: SignatureScheme) -> None:
    """Once in a process for each scheme that no page shows."""
    reason = getattr(scheme, "UNVERIFIED", None)
    name = type(scheme).__name__
    if reason is not None and name not in _warned:
        _warned.add(name)
        warnings.warn(f"{name} is not documented as such, it was concluded: {reason}", UnverifiedOperationWarning, stacklevel=3)


def _digest(body: bytes, secret: Secret) -> bytes:
    return hmac.digest(secret.reveal().encode("utf-8", _ANY_BYTES), body, "sha256")


_ANY_BYTES = "surrogateescape"
"""How a secret that is no text passes through `Secret`, which holds texts."""


def _keys(secrets: Any) -> tuple[Secret, ...]:
    # A mapping is no set of secrets: its names would be taken for them.
    alone = isinstance(secrets, str | bytes | bytearray | Secret | Mapping) or not isinstance(secrets, Iterable)
    several: list[Any] = [secrets] if alone else list(cast(Iterable[Any], secrets))
    keys: list[Secret] = []
    for one in several:
        text = one.decode("utf-8", _ANY_BYTES) if isinstance(one, bytes) else one
        key = Secret(text) if isinstance(text, str) else text
        if not isinstance(key, Secret) or not key.reveal().strip():
            raise ConfigurationError("a webhook secret must be a text, bytes or Secret, and not empty")
        keys.append(key)
    if not keys:
        raise ConfigurationError("there must be at least one webhook secret")
    return tuple(keys)
