"""Page tokens: opaque to the caller, and naming a row rather than a page number.

A token says behind which row the next page starts and in which direction, so a page neither repeats nor skips anything when rows are
added between two requests. Where the pages are silent: `SortDirection` is ASC or DESC in any case and newest first by default; with a
`PageToken` it may be left out, and must not be another one than the list began with. Lists that do not have it begin with the newest.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.rows import Page
from amili_ext.sandbox.norway.validation import Call
from amili_ext.sandbox.settings import SandboxSettings

_TOKEN = re.compile(rb"(ASC|DESC)/(\d{1,18})")


class Placed(Protocol):
    """A row that knows its place in its list."""

    @property
    def seq(self) -> int:
        """Higher for what came later."""
        ...


Row = TypeVar("Row", bound=Placed)


def read_page(call: Call, settings: SandboxSettings) -> Page:
    """Which rows a request wants. One more than it asked for, to know whether there is a next page."""
    # The settlements spell the same parameters in camelCase.
    spelled = {parameter.name.lower(): parameter.name for parameter in call.operation.parameters}
    size_name, token_name = spelled.get("pagesize", "PageSize"), spelled.get("pagetoken", "PageToken")
    size = call.query.get(size_name, settings.page_size)
    if not 1 <= size <= settings.max_page_size:
        raise Refusal(400, errors={size_name: [f"must be from 1 to {settings.max_page_size}"]})
    direction: str | None = call.query.get("SortDirection")
    if direction is not None and direction.upper() not in ("ASC", "DESC"):
        raise Refusal(400, errors={"SortDirection": ["must be ASC or DESC"]})
    after = None
    if token_name in call.query:
        begun, after = _read_token(call.query[token_name], token_name)
        if direction is not None and direction.upper() != begun:
            raise Refusal(400, errors={"SortDirection": ["must stay what it was on the first page"]})
        direction = begun
    return Page(limit=size + 1, after=after, ascending=direction is not None and direction.upper() == "ASC")


def list_response(rows: Sequence[Row], page: Page, show: Callable[[Row], dict[str, Any]]) -> SandboxResponse:
    """A list in its envelope; `nextPageToken` is absent on the last page."""
    shown = rows[: page.limit - 1]
    summary = {"status": "SUCCESS"}
    if len(rows) == page.limit:
        summary["nextPageToken"] = _write_token(shown[-1].seq, ascending=page.ascending)
    return json_response(200, {"summary": summary, "data": [show(row) for row in shown]})


def _write_token(seq: int, *, ascending: bool) -> str:
    text = f"{'ASC' if ascending else 'DESC'}/{seq}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_token(token: str, name: str) -> tuple[str, int]:
    try:
        match = _TOKEN.fullmatch(urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)))
    except (Base64Error, ValueError):
        match = None
    if match is None:
        raise Refusal(400, errors={name: ["is not a token that a page gave"]})
    return match[1].decode(), int(match[2])
