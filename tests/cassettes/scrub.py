"""Takes out of an exchange what must not be on a cassette, before it gets there.

Headers are kept by an allow-list, so a cookie or a header that nobody thought of never arrives. Secrets are replaced by the mark
`SCRUBBED`; tokens by a numbered one, `SCRUBBED-1`, `SCRUBBED-2`, in the order of their appearance, so that a cassette still shows, and a
replay still checks, which request went with which token; a JWT, which is another one each time, by the mark without a number. So is what
signs an address. People and companies are replaced unless the documentation prints them.

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
from tests.cassettes.form import FORM_WITH_FILE, with_boundary
from tests.cassettes.matching import FORM, is_json, media_type

MARK = "SCRUBBED"
CLIENT_ID = "my-integration"
"""The client id that the documentation prints; it stands for any other."""

_REQUEST_HEADERS = ("accept", "content-type", "authorization", "x-api-key", "idempotencykey", "if-match", "accept-language")
_RESPONSE_HEADERS = ("cache-control", "content-type", "date", "retry-after", "www-authenticate")

_COMPANIES = {
    *("Acme Inc", "Amili Integration Team", "Example Creditor AB", "Integration team", "Integration team AB", "Integration Team AB"),
    *("Resource Name 1", "Resource Name 2", "Sandbox Creditor", "Visma.net"),
}
_IDENTITIES = {"202501012385", "19900101-1234", "556789-1234", "1122334455", "5560269986", "5565675906", "7766554433"}
_PEOPLE = {
    "identificationnumber": {"12345678901"},
    "idnumber": _IDENTITIES,
    "customeridnumber": _IDENTITIES,
    "organizationno": {"984842252", *_IDENTITIES},
    "customernumber": {"CUST-001", "12345"},
    "ssn": {"01019921717"},
    "dateofbirth": {"1999-01-01"},
    "phoneno": {"99887766"},
    "secondaryphoneno": {"99775533"},
    "bankaccountno": {"81501757329"},
    "informalname": {"Oa"},
    "digipostblockids": {"owe.armstrong#6UY"},
    "firstname": {"Kari"},
    "lastname": {"Nordmann"},
    "fullname": {"Kari Nordmann"},
    "name": {"Jane Doe", "Anna Andersson", "Owe Armstrong", *_COMPANIES},
    "customername": {"Jane Doe", "Anna Andersson", *_COMPANIES},
    "creditorname": _COMPANIES,
    "street": {"Storgata 1"},
    "addressline1": {"Business Street 456", "Storgatan 12", "Redaregatan 50", "C/O ARMchair industries"},
    "addressline2": {"707 Arm street"},
    "addressline3": {"Appartment 8"},
    "bankgiro": {"12312312"},
}
"""Fields about people and companies, in lower case and without underscores, with what may stand in them: what the documentation prints."""

_TEXTS = re.compile(
    r"""
    (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<phone>\+\d[\d\ ]{6,16}\d)
    | (?P<person>(?<![\w.-])(?<!Expires=)(?:18|19|20)?\d{6}[-+\ ]?\d{4,5}(?![\w-]))
    """,
    re.VERBOSE,
)
_PUBLISHED = _IDENTITIES | {
    *("01019921717", "81501757329", "amili@testarmrest.no", "test@armresttest.no"),
    *("kari.nordmann@example.com", "+4798765432", "12345678901"),
    *("jane.doe@domain.se", "+46709876543", "anna.andersson@example.se", "+46701234567", "0123456789"),
}
_TOKENS = {"accesstoken", "authtoken", "idtoken", "refreshtoken", "token"}
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
_SIGNING = re.compile(r"([?&](?:GoogleAccessId|(?:X-Goog-)?(?:Signature|Credential))=)[^&\s\"]+")
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
        if "x-api-key" in kept:
            key = kept["x-api-key"]
            kept["x-api-key"] = MARK if key == MARK or _JWT.fullmatch(key) else self._token(key)
        body = bytes(request.body or b"")
        kind = media_type(kept.get("content-type", ""))
        if kind == FORM_WITH_FILE:
            kept["content-type"], body = with_boundary(kept["content-type"], body)
        request.body = self._form(body) if kind == FORM else self._body(kept, body)
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
                cleaned = self._token(content) if isinstance(content, str) else self._clean("", content)  # a token may come as a text
                # Laid out for reading: only white space changes, amounts keep all their digits.
                return msgspec.json.format(encode_json(cleaned), indent=2)
        text = _TOKEN_IN_TEXT.sub(lambda found: found[1] + self._token(found[2]), body.decode(errors="replace"))
        return _text(text).encode()

    def _clean(self, name: str, value: Any) -> Any:
        if is_object(value):
            return {key: self._clean(key.lower().replace("_", ""), inner) for key, inner in value.items()}
        if is_array(value):
            return [self._clean(name, inner) for inner in value]
        if not isinstance(value, str) or not value:
            return value
        if name in _TOKENS:
            return self._token(value)
        # An access group is called by whom it is for and what it is: `Acme Inc: admin`.
        if name == "clientsecret" or value.partition(": ")[0] not in _PEOPLE.get(name, {value.partition(": ")[0]}):
            return MARK
        return _text(value)


def _text(text: str) -> str:
    unsigned = _SIGNING.sub(rf"\g<1>{MARK}", text)
    return _TEXTS.sub(lambda found: found[0] if found[0] in _PUBLISHED else MARK, unsigned)
