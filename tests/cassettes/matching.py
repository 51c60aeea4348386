"""When a request is the one on the tape: exact in what it says, indifferent to how that is written.

vcrpy by default does not look at bodies at all, so a client that sends one customer's invoices in place of another's would pass. Here
bodies are compared by content: JSON whatever the order of its fields and its white space, amounts as exact decimals (4500.00 is 4500, but
neither 4500.01 nor "4500.00"), dates of RFC 1123 whatever their weekday (the documentation's are often wrong, and ours never), forms
whatever the order of their fields and what separates these, everything else byte for byte. In an address the order of the query means
nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from vcr.request import Request

from tests.cassettes.form import FORM_WITH_FILE, parts_of

FORM = "application/x-www-form-urlencoded"

HEADERS = {
    "authorization": "another token",
    "x-api-key": "another token",
    "idempotencykey": "another key",
    "if-match": "another version",
    "accept-language": "another language",
}
"""The headers that count, and what it means when they differ. A token on a tape is its number."""

_DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d GMT)")


class Fingerprint(NamedTuple):
    """All that counts of a request: two requests with equal fingerprints are the same request."""

    method: str
    uri: str
    body: Any
    authorization: str | None
    x_api_key: str | None
    idempotencykey: str | None
    if_match: str | None
    accept_language: str | None

    def differences(self, other: Fingerprint) -> str:
        """The names of what differs, for a message that shows no body."""
        return ", ".join(name for name, ours, theirs in zip(self._fields, self, other, strict=True) if ours != theirs)


def fingerprint(request: Request) -> Fingerprint:
    """The fingerprint of a request."""
    return Fingerprint(request.method, address(request.uri), content(request), *map(request.headers.get, HEADERS))


def address(uri: str) -> str:
    """An address with its query in a fixed order."""
    parts = urlsplit(uri)
    return parts._replace(query=urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))).geturl()


def same_content(made: Request, recorded: Request) -> None:
    """Matcher: the bodies say the same."""
    assert content(made) == content(recorded), "the bodies say different things"


def _same_header(name: str, otherwise: str) -> Callable[[Request, Request], None]:
    def match(made: Request, recorded: Request) -> None:
        assert made.headers.get(name) == recorded.headers.get(name), otherwise

    match.__name__ = f"same_{name}"
    return match


MATCHERS = (same_content, *(_same_header(name, otherwise) for name, otherwise in HEADERS.items()))


def content(request: Request) -> tuple[str, Any]:
    """What the body says, with its media type, which means nothing without a body."""
    header = request.headers.get("content-type", "")
    body = bytes(request.body or b"")
    kind = media_type(header) if body else ""
    if is_json(kind):
        try:
            return kind, _comparable(body.decode())
        except ValueError:
            return kind, body
    if kind == FORM:
        return kind, sorted(parse_qsl(body.decode(), keep_blank_values=True))
    if kind == FORM_WITH_FILE:
        return kind, sorted(parts_of(header, body))
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
        object_pairs_hook=lambda pairs: ("object", sorted(((name, _moment(value)) for name, value in pairs), key=lambda pair: pair[0])),
    )


def _moment(value: Any) -> Any:
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    return ("moment", found[1]) if found else value


def _number(text: str) -> tuple[str, Decimal]:
    return "number", Decimal(text)
