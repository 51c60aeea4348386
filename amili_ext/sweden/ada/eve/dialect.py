"""How this API words a failure: Amili's own `_error` object, and the `_issues` of Eve, the framework beneath it.

Amili documents `{"_status": "ERR", "_error": {"code": 422, "message": …, "details": {"customer.name": "Name is required"}}}`. Eve itself
puts validation errors into `_issues`, nested as the fields are. Both are read, and both become messages by the path of a field, in the
form that paths have everywhere here: `debts[0].invoice_date`. And Eve can say `_status: ERR` under a success status.
Page: https://docs.amili.se/reference/common/error-handling
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from amili_client.runtime import UNSET, Unset

from amili_ext.dialect import Dialect, Failure, texts
from amili_ext.shapes import is_array, is_object


class EveDialect(Dialect):
    """`_error` and `_issues`; what holds neither comes from something in between and is read as in any API."""

    def failure(self, body: Mapping[str, Any]) -> Failure:
        """What an error body says."""
        error = body.get("_error")
        if error is None and "_issues" not in body:
            return super().failure(body)
        about: dict[str, Any] = error if is_object(error) else {"message": error}
        code = about.get("code")
        fields: dict[str, list[str]] = {}
        _collect(about.get("details"), fields)
        _collect(body.get("_issues"), fields)
        known = code if isinstance(code, int) and not isinstance(code, bool) else None
        return Failure(None if known is None else str(known), fields, texts(about, ("message",)), known)

    def refused(self, content: bytes) -> bool:
        """Whether the body of a success has `_status: ERR`. Costs next to nothing: most bodies never mention the word."""
        if b'"ERR"' not in content:
            return False
        try:
            return bool(msgspec.json.decode(content, type=_Head).status == "ERR")
        except (msgspec.MsgspecError, RecursionError):
            return False  # no object, or no JSON at all: whoever reads it will say so

    def misshapen(self, value: Any) -> str | None:
        """A document whose `_id` or `_etag` is something other than a text can neither be named nor changed."""
        for document in (value, *(getattr(value, "field_items", None) or ())):
            for name in ("field_id", "field_etag"):
                if not isinstance(getattr(document, name, UNSET), str | Unset):
                    return f"{name.removeprefix('field')} is no text"
        return None


EVE = EveDialect()


class _Head(msgspec.Struct):
    """Of a whole body only this one member is made into an object."""

    status: Any = msgspec.field(name="_status", default=None)


def _collect(said: Any, fields: dict[str, list[str]]) -> None:
    """Messages by path, from whatever nest of objects and arrays holds them."""
    # A stack and no recursion: how deep a body is nested is up to whoever sent it.
    left: list[tuple[str, Any]] = [("", said)]
    while left:
        path, value = left.pop()
        if is_object(value):
            left += [(_join(path, name), inner) for name, inner in reversed(value.items())]
        elif is_array(value):
            # An array holds what is wrong with the one field: texts, and objects for what is inside of it.
            left += [(path, inner) for inner in reversed(value)]
        elif value is not None and value != "":
            messages = fields.setdefault(path, [])
            if str(value) not in messages:  # an answer may hold both `details` and `_issues`
                messages.append(str(value))


def _join(path: str, name: str) -> str:
    for part in name.split("."):
        if part.isdecimal():
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path
