"""Arguments that have a form of their own, such as dates and JSON, and options that commands of both countries have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

import typer
from amili_client.runtime import decode_json

from amili_ext.values import read_moment

Limit: TypeAlias = Annotated[int | None, typer.Option(min=1, help="Stop after so many.")]
Names: TypeAlias = Annotated[bool, typer.Option("--names", help="Show also who the people are.")]
Reasons: TypeAlias = Annotated[bool, typer.Option("--reasons", help="Quote Amili's reasons, which may quote what was sent.")]
ExtraField: TypeAlias = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Send this field although the pages do not show it. Repeatable.")
]
NoLookFirst: TypeAlias = Annotated[bool, typer.Option("--no-look-first", help="Do not ask first whether an earlier run has done it.")]


def moment(text: str) -> date:
    """A date, or a time with its zone, as typer's `parser`.

    Raises:
        typer.BadParameter: it is neither.
    """
    found = read_moment(text)
    if found is None:
        raise typer.BadParameter(f"{text!r} is not a date")
    if isinstance(found, datetime) and found.tzinfo is None:
        raise typer.BadParameter("a time needs a zone, such as 2024-01-15T00:00:00Z")
    return found


def instant(text: str) -> datetime:
    """A date and time with its zone, as typer's `parser`.

    Raises:
        typer.BadParameter: it is none.
    """
    found = moment(text)
    if not isinstance(found, datetime):
        raise typer.BadParameter("needs a time and its zone, such as 2024-01-15T00:00:00Z")
    return found


def day(text: str) -> date:
    """A date without a time, as typer's `parser`.

    Raises:
        typer.BadParameter: it is none.
    """
    found = moment(text)
    if isinstance(found, datetime):
        raise typer.BadParameter("must be a date without a time, such as 2024-01-15")
    return found


def json_value(text: str) -> Any:
    """JSON, as typer's `parser`.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return decode_json(text.encode())
    except (ValueError, RecursionError) as error:
        raise typer.BadParameter(f"is not valid JSON: {error}") from error
