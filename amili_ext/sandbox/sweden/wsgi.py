"""Calls a WSGI application with a `SandboxRequest`, in this thread and without a socket."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from amili_ext.sandbox.messages import SandboxRequest, SandboxResponse

Application = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]

# What the sandbox's own adapters add by themselves.
_ADDED_LATER = frozenset({"content-length", "date"})


def environ(request: SandboxRequest) -> dict[str, Any]:
    """The request as PEP 3333 spells it."""
    values: dict[str, Any] = {
        "REQUEST_METHOD": request.method.upper(),
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode(list(request.query)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            values[key] = value
        elif key != "CONTENT_LENGTH":
            values[f"HTTP_{key}"] = value
    return values


def call(application: Application, request: SandboxRequest) -> SandboxResponse:
    """What the application answers."""
    started: list[tuple[int, dict[str, str]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        kept = {name.lower(): value for name, value in headers if name.lower() not in _ADDED_LATER}
        started.append((int(status.partition(" ")[0]), kept))
        return lambda _data: None

    pieces = application(environ(request), start_response)
    try:
        body = b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    if "allow" in headers:
        headers["allow"] = ", ".join(sorted(headers["allow"].split(", ")))  # Werkzeug's order is that of a set, another one each time
    return SandboxResponse(status, headers, body)
