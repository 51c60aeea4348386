"""Errors of the Norwegian APIs.

The published pages list the error statuses but never show a body, so the shape is our choice: problem details (RFC 9457) as ASP.NET writes
them, `{"type", "title", "status", "traceId", "errors": {"invoices[0].dueDate": ["…"]}}`, because everything else on the pages looks like
ASP.NET. `errors` is only there when single fields are to blame. Messages never repeat the value that was refused.
"""

from __future__ import annotations

from typing import Any

from amili_client.runtime import encode_json

from amili_ext.errors import words
from amili_ext.sandbox.messages import Refusal, SandboxResponse

_SECTIONS = {
    400: "15.5.1",
    401: "15.5.2",
    403: "15.5.4",
    404: "15.5.5",
    405: "15.5.6",
    409: "15.5.10",
    415: "15.5.16",
    422: "15.5.21",
    500: "15.6.1",
    501: "15.6.2",
    502: "15.6.3",
    503: "15.6.4",
    504: "15.6.5",
}


def problem_response(refusal: Refusal, *, trace_id: str) -> SandboxResponse:
    """Problem details for `refusal` (see the module's docstring: the shape is our choice)."""
    title = words(refusal.status) or "Unknown"
    content: dict[str, Any] = {"title": title, "status": refusal.status, "traceId": trace_id}
    if section := _SECTIONS.get(refusal.status):
        content = {"type": f"https://tools.ietf.org/html/rfc9110#section-{section}", **content}
    if refusal.detail:
        content["detail"] = refusal.detail
    if refusal.errors:
        content["title"] = "One or more validation errors occurred."
        content["errors"] = {name: list(texts) for name, texts in refusal.errors.items()}
    headers = {"content-type": "application/problem+json; charset=utf-8", **refusal.headers}
    return SandboxResponse(refusal.status, headers, encode_json(content))
