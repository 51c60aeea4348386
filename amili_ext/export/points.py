"""What the points of all exports share: they are texts with a version, and they know of which export they are.

A point is stored by the caller and comes back from wherever it was kept, so reading it trusts nothing: what is no point, one of a newer
version, and a damaged one are each told as such.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol

from amili_client.runtime import encode_json

from amili_ext.errors import ConfigurationError
from amili_ext.shapes import is_array, is_mapping, is_object


class Point(Protocol):
    """Where an export stands."""

    def to_json(self) -> str:
        """A text to store; versioned, without personal data."""
        ...


def load(text: str, noun: str) -> Any:
    """The JSON in a text that should be a point.

    Raises:
        ConfigurationError: it is no JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigurationError(f"this text is not {noun}") from error


def versioned(value: Any, name: str, version: int, noun: str) -> dict[str, Any]:
    """The members of a point that has its version under that name.

    Raises:
        ConfigurationError: it is no such point, or a newer version of this package wrote it.
    """
    if not is_object(value) or name not in value:
        raise ConfigurationError(f"this text is not {noun}")
    if value[name] != version:
        what = noun.removeprefix("an ").removeprefix("a ")
        raise ConfigurationError(f"this {what} has version {value[name]!r}; this package reads version {version}")
    return value


@contextmanager
def reading(noun: str) -> Generator[None]:
    """What goes wrong inside means that the point is damaged.

    Raises:
        ConfigurationError: something did.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        what = noun.removeprefix("an ").removeprefix("a ")
        raise ConfigurationError(f"this {what} is damaged ({type(error).__name__})") from error


def text_in(value: Any) -> str:
    """A text; anything else is damage."""
    return value if isinstance(value, str) else damaged()


def damaged() -> NoReturn:
    """What stands here is not what `to_json` writes."""
    raise ValueError("not what to_json writes")


def fingerprint(*parts: Any) -> str:
    """A hash that tells one thing from another, such as an export from one with another filter, and does not show what is in it."""
    return hashlib.sha256(encode_json([_sorted(part) for part in parts])).hexdigest()


def _sorted(value: Any) -> Any:
    if is_mapping(value):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(inner) for inner in value] if is_array(value) else value
