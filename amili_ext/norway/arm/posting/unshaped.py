"""Answers of which no page shows the shape, as plain JSON together with their status.

A generated model would read an object and nothing else, and would lose the status, which says something of its own where a call concerns
several things (207: not all of them alike). Numbers are exact: `int` or `Decimal`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec

from amili_client.runtime import decode_json
from attrs import field, frozen

from amili_ext.endpoint import Endpoint
from amili_ext.shapes import is_array, is_object

P = ParamSpec("P")


@frozen
class Unshaped:
    """A success of an operation whose answer is not documented.

    Attributes:
        status: the HTTP status.
        content: the JSON object or array; not shown by `repr`, since it may name people.
    """

    status: int
    content: Any = field(repr=False)


class _Unshaped(Generic[P]):
    """An endpoint that gives its answers as they are; everything else is that of the generated module."""

    def __init__(self, endpoint: Endpoint[P, Any]) -> None:
        self._endpoint = endpoint

    def __getattr__(self, name: str) -> Any:
        return getattr(self._endpoint, name)

    @property
    def build_request(self) -> Callable[P, dict[str, Any]]:
        return self._endpoint.build_request

    def parse_content(self, status: int, content: bytes) -> Unshaped | None:
        # The model of such an answer is an open object without fields, so an empty one shows which statuses the document knows.
        if self._endpoint.parse_content(status, b"{}") is None:
            return None
        value = decode_json(content)
        if not is_object(value) and not is_array(value):
            raise ValueError("neither an object nor an array")
        return Unshaped(status, value)


def unshaped(endpoint: Endpoint[P, Any]) -> Endpoint[P, Unshaped]:
    """The endpoint, whose answer is read as plain JSON, be it an object or an array."""
    return _Unshaped(endpoint)
