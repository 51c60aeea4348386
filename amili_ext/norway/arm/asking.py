"""What can be said with a call of ARMrest: on behalf of which end user it is made, and in which language its texts are wanted.

Both can be set once for a client, and for a single call instead. Reading carries the end user as `userid` in the query where a page lists
it; writing carries it as `metadata.userId` in the body. Also here: how the things of a path are named, and that `null` says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_client.norway.arm.models.metadata import Metadata
from amili_client.runtime import UNSET, Unset

from amili_ext.errors import InputError, Problem
from amili_ext.filters import text_in
from amili_ext.norway.arm.context import Receivables
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.values import Report, join, kind_of

NO_NULL = "is null, which changes nothing at Amili; leave it out, or pass an empty text to clear it"
"""What is wrong with null. By the page on changing a customer it leaves the stored value as it is, which hardly anybody means by it."""


def user_id_of(context: Receivables, user_id: str | None) -> str | Unset:
    """The end user of a call, if there is one.

    Raises:
        InputError: it is no text.
    """
    return text_in("user_id", context.user_id if user_id is None else user_id)


def language_of(context: Receivables, language: str | None) -> str | Unset:
    """The language of a call, if one was chosen.

    Raises:
        InputError: it is no text.
    """
    return text_in("language", context.language if language is None else language)


def metadata_of(context: Receivables, user_id: str | None) -> Metadata | Unset:
    """What a body says of the end user; nothing if there is none.

    Raises:
        InputError: it is no text.
    """
    user = user_id_of(context, user_id)
    return Metadata(user_id=user) if user else UNSET


def number_in(name: str, value: str | int) -> str:
    """The number or id of one thing, as a path takes it: a text as it is, or a whole number's digits.

    Raises:
        InputError: it is empty, or neither.
    """
    given: Any = value
    if isinstance(given, int) and not isinstance(given, bool):
        if abs(given) >= 10**100:  # Python itself refuses to write out a number of thousands of digits
            raise InputError([Problem(None, name, "is no number or id")])
        return str(int(given))
    if not isinstance(given, str):
        raise InputError([Problem(None, name, f"must be a text, not {kind_of(given)}")])
    exact = text_in(name, given)
    # A dot alone, or two, would be taken for a step in the path by whatever stands between us and Amili.
    if not exact or exact.isspace() or exact in (".", ".."):
        raise InputError([Problem(None, name, "is empty" if not exact or exact.isspace() else "is no number or id")])
    return exact


def blame_nulls(value: Any, report: Report, path: str = "") -> None:
    """Report every null in what is to be sent, a mapping or a generated model, at any depth; see `NO_NULL`."""
    if is_mapping(value):
        for name, part in value.items():
            _blame_null(part, report, join(path, str(name)))
    elif is_sequence(value):
        for index, part in enumerate(value):
            _blame_null(part, report, f"{path}[{index}]")
    elif hasattr(value, "WIRE_NAMES"):
        blame_nulls({**value.additional_properties, **{name: getattr(value, name) for name in value.WIRE_NAMES}}, report, path)


def _blame_null(part: Any, report: Report, path: str) -> None:
    if part is None:
        report(path, NO_NULL)
    else:
        blame_nulls(part, report, path)


def mapping_in(name: str, value: Any) -> Mapping[Any, Any]:
    """A mapping that a caller passed.

    Raises:
        InputError: it is none.
    """
    if not is_mapping(value):
        raise InputError([Problem(None, name, f"must be a mapping, not {kind_of(value)}")])
    return value
