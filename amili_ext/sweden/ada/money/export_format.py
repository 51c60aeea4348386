"""Specifications as lines of a file: JSON Lines, or CSV for whoever opens them with a spreadsheet.

Both are UTF-8, with exact amounts, and moments in ISO 8601, UTC. JSON Lines has whatever the API gives. CSV has a header and the `COLUMNS`,
in that order, each empty where a specification does not have it; it is written as RFC 4180 says, with commas and CRLF. A text that a
spreadsheet would take for a formula, since it begins with one of = + - @, a tab or a line end, gets an apostrophe before it, which
spreadsheets read as "this is text"; so does one that begins with an apostrophe, so that nothing is lost. Amounts and moments never do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from amili_client.runtime import encode_json
from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification
from attrs import frozen

COLUMNS: Final = (
    "_id",
    "_created",
    "_updated",
    "_etag",
    "creditor",
    "creditor_name",
    "currency",
    "amount",
    "vat_amount",
    "total_amount",
    "article",
    "state",
    "booking_date",
    "finance_category",
    "invoice_number",
    "reference_number",
    "case",
    "payout",
    "payout_reference",
    "payout_date",
)

_FORMULA: Final = re.compile("[=+\\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")
"""What a formula begins with, also in the wide forms that some spreadsheets take for the narrow ones; and the apostrophe itself."""

_PYTHON_NAMES: Final = {wire: name for name, wire in FinancePayoutSpecification.WIRE_NAMES.items()}


@frozen
class Format:
    """A form of file.

    Attributes:
        name: its suffix, which chooses it.
        head: what the file begins with.
        line: one specification, with its line end.
    """

    name: str
    head: bytes
    line: Callable[[FinancePayoutSpecification], bytes]


def json_line(line: FinancePayoutSpecification) -> bytes:
    """One specification as a line of JSON, with all fields that it has."""
    document = line.to_dict()
    for name, wire_name in line.WIRE_NAMES.items():
        value = getattr(line, name)
        if isinstance(value, datetime):
            document[wire_name] = iso(value)
    return encode_json(document) + b"\n"


def csv_line(line: FinancePayoutSpecification) -> bytes:
    """One specification as a line of CSV."""
    return _csv([_cell(getattr(line, _PYTHON_NAMES[column])) for column in COLUMNS])


def iso(moment: datetime) -> str:
    """A moment as in `2025-06-11T14:00:18Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return iso(value)
    if not isinstance(value, str):
        return ""
    text = str.__str__(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _csv(cells: list[str]) -> bytes:
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator="\r\n").writerow(cells)
    return row.getvalue().encode()


JSON_LINES: Final = Format(".jsonl", b"", json_line)
CSV: Final = Format(".csv", _csv(list(COLUMNS)), csv_line)
FORMATS: Final = {".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".csv": CSV}
