"""Forms with a file in them (`multipart/form-data`): each request separates their parts by another text, which means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

FORM_WITH_FILE = "multipart/form-data"
BOUNDARY = "cassette-boundary"
"""Stands on cassettes for whatever the client chose."""

DOCUMENT = b"%PDF-1.4\n% The original invoice.\n%%EOF\n"
"""The file that scenarios upload: short, and readable on a cassette."""

_BOUNDARY = re.compile(r';\s*boundary="?([^";]+)"?', re.IGNORECASE)


def boundary_of(content_type: str) -> str:
    """The boundary that a content type names; empty without one."""
    found = _BOUNDARY.search(content_type)
    return found[1] if found else ""


def with_boundary(content_type: str, body: bytes) -> tuple[str, bytes]:
    """The same form with the boundary that all cassettes have."""
    old = boundary_of(content_type)
    if not old:
        return content_type, body
    return f"{FORM_WITH_FILE}; boundary={BOUNDARY}", body.replace(f"--{old}".encode(), f"--{BOUNDARY}".encode())


def parts_of(content_type: str, body: bytes) -> list[tuple[bytes, bytes]]:
    """The parts, each as its headers and its content.

    Raises:
        ValueError: it is no such form.
    """
    first, *parts, end = (b"\r\n" + body).split(f"\r\n--{boundary_of(content_type)}".encode())
    if first or end.strip() != b"--" or not all(part.startswith(b"\r\n") and b"\r\n\r\n" in part for part in parts):
        raise ValueError("this is no form")
    return [(head, content) for head, _, content in (part.removeprefix(b"\r\n").partition(b"\r\n\r\n") for part in parts)]


def transcribed(lines: Iterable[str]) -> tuple[str, bytes]:
    """The content type and the body of a form of which a page prints names and values; `DOCUMENT` is its file."""
    body = b""
    for line in lines:
        name, _, value = line.partition(": ")
        if value == "[binary file data]":
            head = f'name="{name}"; filename="document.pdf"\r\nContent-Type: application/pdf'
            content = DOCUMENT
        else:
            head, content = f'name="{name}"', value.strip('"').encode()
        body += f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
    return f"{FORM_WITH_FILE}; boundary={BOUNDARY}", body + f"--{BOUNDARY}--\r\n".encode()
