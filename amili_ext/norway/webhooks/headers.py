"""The headers of a delivery, whichever framework they come from, and whatever it thinks of capitals.

A mapping (Starlette, FastAPI, Django's `request.headers`, a dict of your own, also of lists), an object with `items()` (Flask), or a list
of pairs, of texts or of bytes (ASGI).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

from amili_ext.errors import InputError, Problem
from amili_ext.shapes import is_sequence


class _HasItems(Protocol):
    def items(self) -> Iterable[tuple[Any, Any]]: ...


Headers: TypeAlias = Mapping[str, Any] | _HasItems | Iterable[tuple[Any, Any]]

EVENT = "X-Amili-Event"
IDEMPOTENCY_KEY = "IdempotencyKey"
REQUEST_ID = "X-Amili-Request-Id"
SIGNATURE = "X-Webhook-Signature"


def values(headers: Headers, name: str) -> list[str]:
    """All values of a header, without the spaces around them, as HTTP has it.

    Raises:
        InputError: these are no headers.
    """
    wanted = name.lower()
    found: list[str] = []
    for pair in _pairs(headers):
        if not is_sequence(pair) or len(pair) != 2:
            raise InputError([Problem(None, "headers", "must be a mapping, or a list of pairs")])
        key, value = pair
        if _text(key).lower() == wanted:
            found += [_text(one).strip(" \t") for one in (value if is_sequence(value) else [value])]
    return found


def only(headers: Headers, name: str) -> str | None:
    """The value of a header; None when it is absent, empty, or there are two that differ, of which none can be believed."""
    found = set(values(headers, name))
    return (found.pop() or None) if len(found) == 1 else None


def settled(headers: Headers) -> Headers:
    """The headers in a form that can be read more than once.

    Raises:
        InputError: these are no headers.
    """
    values(headers := list(_pairs(headers)) if isinstance(headers, Iterator) else headers, "")
    return headers


def _pairs(headers: Any) -> Iterator[Any]:
    if headers is None or isinstance(headers, str | bytes):
        raise InputError([Problem(None, "headers", "must be a mapping, or a list of pairs")])
    items = getattr(headers, "items", None)
    try:
        pairs: Iterator[Any] = iter(headers if items is None else items())
    except TypeError:
        raise InputError([Problem(None, "headers", "must be a mapping, or a list of pairs")]) from None
    return pairs


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
