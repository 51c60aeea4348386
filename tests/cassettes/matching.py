"""When a request is the one on the tape: exact in what it says, indifferent to how that is written.

vcrpy by default does not look at bodies at all, so a client that sends one customer's invoices in place of another's would pass. Here
bodies are compared by content: JSON whatever the order of its fields and its white space, amounts as exact decimals (4500.00 is 4500, but
neither 4500.01 nor "4500.00"), forms whatever the order of their fields, everything else byte for byte.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from vcr.request import Request

FORM = "application/x-www-form-urlencoded"


class Fingerprint(NamedTuple):
    """All that counts of a request: two requests with equal fingerprints are the same request."""

    method: str
    uri: str
    body: Any
    authorization: str | None
    idempotency_key: str | None

    def differences(self, other: Fingerprint) -> str:
        """The names of what differs, for a message that shows no body."""
        return ", ".join(name for name, ours, theirs in zip(self._fields, self, other, strict=True) if ours != theirs)


def fingerprint(request: Request) -> Fingerprint:
    """The fingerprint of a request."""
    return Fingerprint(
        request.method,
        request.uri,
        content(request),
        request.headers.get("authorization"),
        request.headers.get("idempotencykey"),
    )


def same_content(made: Request, recorded: Request) -> None:
    """Matcher: the bodies say the same."""
    assert content(made) == content(recorded), "the bodies say different things"


def same_authorization(made: Request, recorded: Request) -> None:
    """Matcher: the same token, which on a tape is its number."""
    assert made.headers.get("authorization") == recorded.headers.get("authorization"), "another token"


def same_idempotency_key(made: Request, recorded: Request) -> None:
    """Matcher: the same `IdempotencyKey`, or none in both."""
    assert made.headers.get("idempotencykey") == recorded.headers.get("idempotencykey"), "another key"


MATCHERS = (same_content, same_authorization, same_idempotency_key)


def content(request: Request) -> tuple[str, Any]:
    """What the body says, with its media type."""
    kind = media_type(request.headers.get("content-type", ""))
    body = bytes(request.body or b"")
    if is_json(kind):
        try:
            return kind, _comparable(body.decode())
        except ValueError:
            return kind, body
    if kind == FORM:
        return kind, sorted(parse_qsl(body.decode(), keep_blank_values=True))
    return kind, body


def media_type(header: str) -> str:
    """A content type without its parameters."""
    return header.partition(";")[0].strip().lower()


def is_json(kind: str) -> bool:
    """Whether a media type is JSON."""
    return kind == "application/json" or kind.endswith("+json")


def _comparable(text: str) -> Any:
    # Numbers are tagged because to Python 1 == True; a field that is there twice stays there twice.
    return json.loads(
        text,
        parse_int=_number,
        parse_float=_number,
        object_pairs_hook=lambda pairs: ("object", sorted(pairs, key=lambda pair: pair[0])),
    )


def _number(text: str) -> tuple[str, Decimal]:
    return "number", Decimal(text)
