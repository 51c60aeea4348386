"""What goes into the sandbox and what comes out of it, without any web framework.

`SandboxRequest` and `SandboxResponse` are plain values, so that the same sandbox answers over a real socket, inside a test through an
httpx transport, or while a cassette is recorded. A connection that has to be cut is the exception `Dropped`, since there is no response
then.

Errors have a shape of their own in each country, so a `Refusal` only says what is wrong; `norway` and `sweden` write it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from amili_client.runtime import encode_json
from attrs import evolve, field, frozen

from amili_ext.errors import words


def _lower_names(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@frozen
class SandboxRequest:
    """One HTTP request. `path` is decoded and has no query; header names may be in any case. `repr` shows no query, headers or body."""

    method: str
    path: str
    query: Sequence[tuple[str, str]] = field(default=(), repr=False)
    headers: Mapping[str, str] = field(factory=dict[str, str], converter=_lower_names, repr=False)
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """The header's value, or None."""
        return self.headers.get(name.lower())

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty when there is none."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()


@frozen
class SandboxResponse:
    """One HTTP response. An adapter that can should send `body` in `pieces()` and wait `pause` seconds before each of them."""

    status: int
    headers: Mapping[str, str] = field(factory=dict[str, str])
    body: bytes = field(default=b"", repr=False)
    pause: float = 0.0

    def with_header(self, name: str, value: str) -> SandboxResponse:
        """A copy with this header as well."""
        return evolve(self, headers={**self.headers, name: value})

    def pieces(self, count: int = 8) -> Iterator[bytes]:
        """The body in at most `count` parts of about the same size; all of it at once when there is no pause."""
        size = max(1, -(-len(self.body) // count)) if self.pause > 0 else max(1, len(self.body))
        for start in range(0, len(self.body), size):
            yield self.body[start : start + size]


class Dropped(Exception):  # noqa: N818  # an event to act on, not an error
    """The connection is to be cut without a single byte of response.

    Attributes:
        committed: True when the request was carried out before the cut, False when it never got so far.
    """

    def __init__(self, *, committed: bool) -> None:
        self.committed = committed
        super().__init__("the sandbox cut the connection " + ("after" if committed else "before") + " carrying out the request")


class Refusal(Exception):  # noqa: N818  # an answer on its way
    """Raised inside the sandbox to answer with an error.

    Attributes:
        status: the HTTP status.
        detail: what is wrong, if it is not about single fields.
        errors: what is wrong with single fields, by the field's place; the place is spelled as the API does.
        headers: headers of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.detail = detail
        self.errors = dict(errors or {})
        self.headers = dict(headers or {})
        super().__init__(detail or str(status))


def json_response(status: int, content: Any) -> SandboxResponse:
    """`content` as JSON; `Decimal` becomes a number with all its digits."""
    return SandboxResponse(status, {"content-type": "application/json; charset=utf-8"}, encode_json(content))


def html_response(status: int) -> SandboxResponse:
    """The page that a proxy or gateway puts in the place of the API's answer."""
    title = words(status) or "Unknown"
    page = f"<html>\n<head><title>{status} {title}</title></head>\n<body><center><h1>{status} {title}</h1></center></body>\n</html>\n"
    return SandboxResponse(status, {"content-type": "text/html; charset=utf-8"}, page.encode())
