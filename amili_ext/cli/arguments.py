"""Arguments that have a form of their own: dates, and JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import typer
from amili_client.runtime import decode_json

from amili_ext.values import read_moment


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


def json_value(text: str) -> Any:
    """JSON, as typer's `parser`.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return decode_json(text.encode())
    except (ValueError, RecursionError) as error:
        raise typer.BadParameter(f"is not valid JSON: {error}") from error
