"""Errors of the Swedish API, in the shape that the documentation prints.

    {"_status": "ERR", "_error": {"code": 422, "message": "Validation failed", "details": {"customer.name": "required field"}}}

`details` maps the dotted path of a field to what is wrong with it, in one text; places in a list are counted from 0. Beside it stands
`_issues`, nested as the document is: the documentation does not mention it, but it is how Eve tells the same. The messages themselves are
those of Eve and Cerberus, or ours; the documentation shows two as examples. Messages never repeat a value that was refused, except for ids.

Page: https://docs.amili.se/reference/common/error-handling
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amili_client.runtime import decode_json, encode_json
from attrs import evolve

from amili_ext.errors import words
from amili_ext.sandbox.messages import Refusal, SandboxResponse
from amili_ext.shapes import is_array, is_object

_VALIDATION_FAILED = "Validation failed"


def error_response(refusal: Refusal) -> SandboxResponse:
    """The answer to what was refused."""
    issues: dict[str, Any] = {}
    for path, texts in refusal.errors.items():
        *parents, last = path.split(".")
        branch = issues
        for parent in parents:
            branch = branch.setdefault(parent, {})
        branch[last] = texts[0] if len(texts) == 1 else list(texts)
    return _response(refusal.status, refusal.detail, issues, refusal.headers)


def documented(response: SandboxResponse) -> SandboxResponse:
    """An answer of Eve, if it is an error in the documented shape."""
    if response.status < 400 or not response.body:
        return response
    content = decode_json(response.body)
    message = str(content.get("_error", {}).get("message") or "")
    rewritten = _response(response.status, message, content.get("_issues") or {}, response.headers)
    return evolve(rewritten, headers={**response.headers, **rewritten.headers})


def _response(status: int, message: str, issues: Mapping[str, Any], headers: Mapping[str, str]) -> SandboxResponse:
    error: dict[str, Any] = {"code": status, "message": message or words(status) or "Unknown"}
    content: dict[str, Any] = {"_status": "ERR", "_error": error}
    if issues:
        error["message"] = _VALIDATION_FAILED
        error["details"] = {path: "; ".join(texts) for path, texts in _flat(issues, "")}
        content["_issues"] = issues
    return SandboxResponse(status, {**headers, "content-type": "application/json"}, encode_json(content))


def _flat(issues: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """The texts for each dotted path."""
    if is_object(issues):
        for name, inner in issues.items():
            yield from _flat(inner, f"{path}.{name}".removeprefix("."))
    elif is_array(issues):
        # What is wrong with a list itself, and what is wrong within it.
        texts = [one for one in issues if isinstance(one, str)]
        if texts:
            yield path, texts
        for inner in issues:
            if not isinstance(inner, str):
                yield from _flat(inner, path)
    else:
        yield path, [str(issues)]
