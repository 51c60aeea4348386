"""The answer to the sign-in, whose shape is not documented: the token in it, and how long that lives.

Page: https://docs-test.amili.se/guides/api-integration/authentication, of which, as of its older versions, only the request is known. So
every usual shape is understood: a bare text, a JSON string, an object that names the token in one of the usual ways, also one level down.
What is not understood is an error that lists the names that came, for a report to us, and never a value.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen

from amili_ext.auth import is_bearer_token
from amili_ext.errors import TokenError, phrase
from amili_ext.flow import Reply
from amili_ext.retry import http_date
from amili_ext.secret import Secret
from amili_ext.shapes import is_array, is_object

UNSTATED_LIFETIME = 300.0
"""Seconds that a token is trusted for when nothing usable is said; short, and a 401 corrects it anyway."""

# Names are compared in lower case and by their letters only: `access_token` is `accessToken`, `X-API-Key` is `x_api_key`.
_TOKEN = ("accesstoken", "token", "apikey", "xapikey", "authtoken", "jwt", "idtoken")
_END = frozenset({"expiresin", "expiresat", "expireson", "expires", "exp", "expiry", "expiration", "validuntil", "ttl"})
_WRAPPERS = ("data", "result", "response", "token", "_items")

# A text that is no JSON must look like a token (RFC 6750 section 2.1), and be too long for an "OK".
_BARE = re.compile(r"[A-Za-z0-9._~+/-]{16,}=*")

_FIELD_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_-]{0,29}(\.[A-Za-z_$][A-Za-z0-9_-]{0,29})?")
_MOST_NAMES = 12

_LONGEST = 10.0**8
"""Seconds, three years: a number below is how long, a number above is a moment of Unix time."""
_MILLISECONDS = 10.0**11


@frozen
class TokenAnswer:
    """A token, and the fields that stood beside it."""

    token: Secret
    beside: Mapping[str, Any] = field(repr=False)


def refusal(reply: Reply) -> int | None:
    """The HTTP status of an answer that refuses, also when its body refuses under the status of a success; None for any other."""
    if not 200 <= reply.status < 300:
        return reply.status
    body = _parsed(reply.content)
    if not is_object(body) or body.get("_status") != "ERR":
        return None
    said = body.get("_error")
    code = said.get("code") if is_object(said) else None
    return code if isinstance(code, int) and 400 <= code < 600 else 401


def read_token(reply: Reply) -> TokenAnswer:
    """The token in a success.

    Raises:
        TokenError: there is none, or none that a header can carry.
    """
    # The body has no name here: crash reporters collect local variables, and it may hold a token under a name that is not known.
    answer = _found(_parsed(reply.content))
    if answer is None:
        raise TokenError(
            f"Amili answered {phrase(reply.status)} to the sign-in, but with no token that is known as such: {_described(reply)}",
            transient=False,
            status=reply.status,
        )
    if not is_bearer_token(answer.token.reveal()):
        raise TokenError("Amili gave a token that no header can carry", transient=False, status=reply.status)
    return answer


def _parsed(content: bytes) -> Any:
    """The body as JSON, or as a text if it looks like a token (which may be a JSON number by chance), or None."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, str) or is_object(value) or is_array(value):
        return value
    text = content.decode("utf-8-sig", errors="replace").strip()
    return text if _BARE.fullmatch(text) else None


def _found(body: Any) -> TokenAnswer | None:
    if isinstance(body, str) and body:
        return TokenAnswer(Secret(body), {})
    if not is_object(body):
        return None
    for fields in (body, *_inner(body).values()):
        named = {_letters(name): value for name, value in fields.items() if isinstance(value, str) and value}
        for name in _TOKEN:
            if name in named:
                return TokenAnswer(Secret(named[name]), {**body, **fields})
    return None


def _inner(body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The objects, one level down, in which the token may be."""
    inner: dict[str, dict[str, Any]] = {}
    for name in _WRAPPERS:
        value = body.get(name)
        if is_array(value) and len(value) == 1:
            value = value[0]
        if is_object(value):
            inner[name] = value
    return inner


def _letters(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _described(reply: Reply) -> str:
    if "html" in reply.headers.get("content-type", "") or reply.content.lstrip().startswith(b"<"):
        return "it is an HTML page; is a proxy answering, or is the address wrong?"
    body = _parsed(reply.content)
    if not is_object(body):
        return f"{len(reply.content)} bytes that are neither a token nor an object"
    names = [*body, *(f"{outer}.{name}" for outer, fields in _inner(body).items() for name in fields)]
    # A name that does not look like one may be anything, a value too.
    shown = [name for name in names if _FIELD_NAME.fullmatch(name)][:_MOST_NAMES]
    hidden = len(names) - len(shown)
    return f"it holds the fields {', '.join(shown)}{f' and {hidden} more' if hidden else ''}" if shown else f"it holds {hidden} fields"


# -- how long it lives -----------------------------------------------------------------------------------------------------------


def lifetime(answer: TokenAnswer, begin: datetime) -> float:
    """Seconds that the token lives from `begin`, the server's present: the shortest that the answer, or the token if it is a JWT, says."""
    said = [value for name, value in answer.beside.items() if _letters(name) in _END]
    said.append(_claimed_end(answer.token))
    return min((left for value in said if 0 < (left := _seconds_left(value, begin)) < _LONGEST), default=UNSTATED_LIFETIME)


def _claimed_end(token: Secret) -> float | None:
    """What the token claims as its end if it is a JWT: a moment, whose number is large. Its signature is the API's business."""
    parts = token.reveal().split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(urlsafe_b64decode(parts[1] + "=="))
    except (ValueError, RecursionError):
        return None
    end = claims.get("exp") if is_object(claims) else None
    return end if isinstance(end, int | float) and end >= _LONGEST else None


def _seconds_left(value: Any, begin: datetime) -> float:
    """A duration, a moment in Unix time (seconds or milliseconds), or a moment in words, in seconds from `begin`; NaN for anything else."""
    try:
        number = float("nan" if isinstance(value, bool) else value)
    except (TypeError, ValueError, OverflowError):
        moment = _moment(value)
        return float("nan") if moment is None else (moment - begin).total_seconds()
    if number < _LONGEST:
        return number
    return (number / 1000 if number >= _MILLISECONDS else number) - begin.timestamp()


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return http_date(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
