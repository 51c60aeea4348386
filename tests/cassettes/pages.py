"""Reads the exchanges that a page of the documentation prints, from a text beside the steps of each country.

The text holds them word for word, as pages print them, under lines that begin with `#`: what the head of the cassette says. Two marks are
ours: a line `[cut off here]`, where the page could not be read any further, and `[filled in]` behind what is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from vcr.request import Request

from tests.cassettes.form import FORM_WITH_FILE, transcribed

_EXCHANGE = re.compile(
    r"""
    ^(?:URL:\ )?(?P<method>POST|GET)\ (?P<uri>\S+)(?:\ \[filled\ in\])?\n
    (?:\nHeaders:\n\n)?
    (?P<headers>(?:[\w-]+:\ .+\n)*)
    (?P<body>(?:.*\n)*?)
    ^Response(?:\ Code:|\ —|:)?(?:\ (?P<status>\d{3})\ [\w\ ]*?)?(?:\ \[filled\ in\])?\#?\n\n
    (?:Response\ Body:\n\n)?
    (?P<answer>\{\n(?:\ .*\n)*\}\n)
    """,
    re.MULTILINE | re.VERBOSE,
)
_TOKEN = "{your_access_token}"
_PLACEHOLDERS = (_TOKEN, "your-access-token")
"""How pages write the same token."""
_LABEL = re.compile(r"\A\s*(?:Request Body|Form Data):(?: None \(GET request\))?( \[filled in\])?\n")
_NOT_JSON = re.compile(r"^ +(?:\[cut off here\]|// .*)\n", re.MULTILINE)


def exchanges(text: str, host: str = "") -> Iterator[tuple[Request, dict[str, Any]]]:
    """The requests and responses that a page prints.

    Args:
        host: the address that paths without one are meant for.
    """
    for found in _EXCHANGE.finditer(text):
        headers = dict(line.split(": ", 1) for line in found["headers"].splitlines())
        headers = {name: _TOKEN if value in _PLACEHOLDERS else value for name, value in headers.items()}
        uri = quote(found["uri"] if "://" in found["uri"] else host + found["uri"], safe="/:?&=,%")
        body: str | bytes = _LABEL.sub("", found["body"]).strip()
        if headers.get("Content-Type") == FORM_WITH_FILE:
            headers["Content-Type"], body = transcribed(str(body).splitlines())
        status = int(found["status"] or 200)
        response = {
            "status": {"code": status, "message": HTTPStatus(status).phrase},
            "headers": {"content-type": ["application/json"]},
            "body": {"string": _NOT_JSON.sub("", found["answer"]).encode()},
        }
        yield Request(found["method"], uri, body, headers), response


def notes(text: str) -> Iterator[str]:
    """What the text says of itself."""
    return (line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
