"""Makes a cassette of the exchange that Amili's Example Workflow page prints, the only real one that anybody can see.

`example_workflow.txt` holds the page's examples word for word. Nothing is corrected: the request for a token goes to production and all
others to staging, and the batch reports a failed invoice, INV-2024-00124, that was not in the request. Tokens and the client secret are
scrubbed like everywhere else. The page does not print the status of the token response nor the content type of any response; those are
filled in with what the specification of OAuth 2.0 and the JSON in the bodies say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from vcr.request import Request

from tests.cassettes.scenarios import EXAMPLE
from tests.cassettes.scrub import Scrubber
from tests.cassettes.tape import CASSETTES, path_of, write

_TEXT = Path(__file__).with_name("example_workflow.txt")
_EXCHANGE = re.compile(
    r"""
    ^(?P<method>POST|GET)\ (?P<uri>https://\S+)\n
    (?P<headers>(?:[\w-]+:\ .+\n)*)
    (?P<body>(?:.*\n)*?)
    ^Response(?:\ —\ (?P<status>\d{3})\ .*)?\#\n\n
    (?P<answer>\{\n(?:\ .*\n)*\}\n)
    """,
    re.MULTILINE | re.VERBOSE,
)

_ABOUT = {
    "shows": EXAMPLE.shows,
    "recorded_from": "documentation",
    "started_at": "2024-01-15T10:30:00+00:00",
    "series": "2024",
    "organization_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
}


def exchanges(text: str) -> Iterator[tuple[Request, dict[str, Any]]]:
    """The requests and responses that a page prints."""
    for found in _EXCHANGE.finditer(text):
        headers = dict(line.split(": ", 1) for line in found["headers"].splitlines())
        status = int(found["status"] or 200)
        response = {
            "status": {"code": status, "message": HTTPStatus(status).phrase},
            "headers": {"content-type": ["application/json"]},
            "body": {"string": found["answer"].encode()},
        }
        yield Request(found["method"], found["uri"], found["body"].strip(), headers), response


def main(folder: Path = CASSETTES) -> Path:
    """Write the cassette and say where it is."""
    path = path_of(EXAMPLE.name, folder)
    scrubber = Scrubber()
    found = [(scrubber.request(request), scrubber.response(response)) for request, response in exchanges(_TEXT.read_text("utf-8"))]
    write(path, found, _ABOUT)
    return path
