"""Takes out of an exchange what must not be on a cassette, before it gets there.

Headers are kept by an allow-list, so a cookie or a header that nobody thought of never arrives. Secrets are replaced by the mark
`SCRUBBED`; tokens by a numbered one, `SCRUBBED-1`, `SCRUBBED-2`, in the order of their appearance, so that a cassette still shows, and a
replay still checks, which request went with which token. People are replaced unless they are the one whom the documentation prints.

What is on a cassette already passes through unchanged, and so does what a client sends that was given a mark as its token: replays work.
`scanner` checks the result, and shares nothing with this module but the word of the mark.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from amili_client.runtime import decode_json, encode_json
from vcr.request import Request

from amili_ext.errors import words
from amili_ext.shapes import is_array, is_object
from tests.cassettes.matching import FORM, is_json, media_type

MARK = "SCRUBBED"
CLIENT_ID = "my-integration"
"""The client id that the documentation prints; it stands for any other."""

_REQUEST_HEADERS = ("accept", "content-type", "authorization", "idempotencykey")
_RESPONSE_HEADERS = ("cache-control", "content-type", "date", "retry-after", "www-authenticate")

_PEOPLE = {
    "identificationnumber": {"12345678901"},
    "customernumber": {"CUST-001"},
    "firstname": {"Kari"},
    "lastname": {"Nordmann"},
    "fullname": {"Kari Nordmann"},
    "street": {"Storgata 1"},
}
"""Fields about people, in lower case, with what may stand in them."""

_TEXTS = re.compile(
    r"""
    (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<phone>\+\d[\d\ ]{6,16}\d)
    | (?P<person>(?<![\w.-])(?:18|19|20)?\d{6}[-+\ ]?\d{4,5}(?![\w-]))
    """,
    re.VERBOSE,
)
_PUBLISHED = {"kari.nordmann@example.com", "+4798765432", "12345678901"}
_TOKEN_IN_TEXT = re.compile(r'("(?:access|refresh|id)_token"\s*:\s*")([^"]*)')


class Scrubber:
    """For one cassette, since it remembers which token it has seen."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def request(self, request: Request) -> Request:
        """For vcrpy's `before_record_request`, which hands over a copy."""
        kept = {name: request.headers[name] for name in _REQUEST_HEADERS if request.headers.get(name)}
        if "authorization" in kept:
            scheme, _, token = kept["authorization"].partition(" ")
            kept["authorization"] = f"{scheme} {self._token(token)}" if scheme == "Bearer" else MARK
        body = bytes(request.body or b"")
        request.body = self._form(body) if media_type(kept.get("content-type", "")) == FORM else self._body(kept, body)
        request.headers = kept
        return request

    def response(self, response: dict[str, Any]) -> dict[str, Any]:
        """For vcrpy's `before_record_response`, which hands over a copy."""
        given = {name.lower(): values for name, values in response["headers"].items()}
        kept = {name: given[name] for name in _RESPONSE_HEADERS if name in given}
        first = {name: values[0] for name, values in kept.items()}
        body = self._body(first, bytes(response["body"]["string"] or b""))
        code = response["status"]["code"]
        # The words beside the number differ from one Python to the next, and mean nothing.
        return {"status": {"code": code, "message": words(code)}, "headers": kept, "body": {"string": body}}

    def _token(self, token: str) -> str:
        if token not in self._tokens:
            known = set(self._tokens.values())
            self._tokens[token] = token if re.fullmatch(rf"{MARK}-\d+", token) else f"{MARK}-{len(known) + 1}"
        return self._tokens[token]

    def _form(self, body: bytes) -> bytes:
        replaced = {"client_secret": MARK, "client_id": CLIENT_ID}
        pairs = parse_qsl(body.decode(), keep_blank_values=True)
        return urlencode([(name, replaced.get(name, value)) for name, value in pairs]).encode()

    def _body(self, headers: dict[str, str], body: bytes) -> bytes:
        if not body:
            return body
        if is_json(media_type(headers.get("content-type", ""))):
            try:
                content = decode_json(body)
            except ValueError:
                pass
            else:
                # Laid out for reading: only white space changes, amounts keep all their digits.
                return msgspec.json.format(encode_json(self._clean("", content)), indent=2)
        text = _TOKEN_IN_TEXT.sub(lambda found: found[1] + self._token(found[2]), body.decode(errors="replace"))
        return _text(text).encode()

    def _clean(self, name: str, value: Any) -> Any:
        if is_object(value):
            return {key: self._clean(key.lower(), inner) for key, inner in value.items()}
        if is_array(value):
            return [self._clean(name, inner) for inner in value]
        if not isinstance(value, str) or not value:
            return value
        if name.endswith("_token"):
            return self._token(value)
        if name == "client_secret" or value not in _PEOPLE.get(name, {value}):
            return MARK
        return _text(value)


def _text(text: str) -> str:
    return _TEXTS.sub(lambda found: found[0] if found[0] in _PUBLISHED else MARK, text)
