"""Rows as lines of a file: JSON Lines, or CSV for whoever opens them with a spreadsheet.

Both are UTF-8, with exact amounts, and moments in ISO 8601, UTC. JSON Lines has whatever the API gives. CSV has a header and columns that
were chosen, each empty where a row does not have it; it is written as RFC 4180 says, with commas and CRLF. A text that a spreadsheet would
take for a formula, since it begins with one of = + - @, a tab or a line end, gets an apostrophe before it, which spreadsheets read as "this
is text"; so does one that begins with an apostrophe, so that nothing is lost. Amounts and moments never do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar
from uuid import UUID

from amili_client.runtime import encode_json
from attrs import frozen


class Row(Protocol):
    """What a row must offer: every generated model does."""

    WIRE_NAMES: ClassVar[Mapping[str, str]]
    additional_properties: dict[str, Any]

    def to_dict(self) -> dict[str, Any]: ...


R_contra = TypeVar("R_contra", bound=Row, contravariant=True)

_FORMULA: Final = re.compile("[=+\\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")
"""What a formula begins with, also in the wide forms that some spreadsheets take for the narrow ones; and the apostrophe itself."""


@frozen
class Format(Generic[R_contra]):
    """A form of file.

    Attributes:
        name: its suffix, which chooses it.
        head: what the file begins with.
        line: one row, with its line end.
    """

    name: str
    head: bytes
    line: Callable[[R_contra], bytes]


def forms(model: type[R_contra], columns: tuple[str, ...], rest: str | None = None) -> dict[str, Format[R_contra]]:
    """By suffix, the forms of a list.

    Args:
        model: the generated class of its rows.
        columns: what CSV has, by the names that the API gives them.
        rest: the name of one more column, with the fields that no page shows, as a JSON object; without it CSV leaves them out.
    """
    names = {wire: name for name, wire in model.WIRE_NAMES.items()}

    def csv_line(row: R_contra) -> bytes:
        cells = [_cell(getattr(row, names[column])) for column in columns]
        if rest is not None:
            unseen = row.additional_properties
            cells.append(encode_json(unseen).decode() if unseen else "")
        return _csv(cells)

    head = _csv([*columns, *([rest] if rest is not None else [])])
    json_lines: Format[R_contra] = Format(".jsonl", b"", json_line)
    return {".jsonl": json_lines, ".ndjson": json_lines, ".csv": Format(".csv", head, csv_line)}


def json_line(row: Row) -> bytes:
    """One row as a line of JSON, with all fields that it has."""
    document = row.to_dict()
    for name, wire_name in row.WIRE_NAMES.items():
        value = getattr(row, name)
        if isinstance(value, datetime):
            document[wire_name] = iso(value)
    return encode_json(document) + b"\n"


def iso(moment: datetime) -> str:
    """A moment as in `2025-06-11T14:00:18Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if not isinstance(value, str):
        return ""
    text = str.__str__(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _csv(cells: list[str]) -> bytes:
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator="\r\n").writerow(cells)
    return row.getvalue().encode()
