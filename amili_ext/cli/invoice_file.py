"""Reading a file of invoices: JSON or JSON Lines, with the place of everything that is wrong with it.

JSON is an array of invoices, or `{"invoices": […]}` as the API takes it. JSON Lines (`.jsonl`, `.ndjson`) is one invoice a line; empty
lines are passed over. Without one of these endings, and on stdin, the content decides. Fields have wire names or Python names. Numbers are
read digit for digit: an amount never becomes a float.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from amili_client.runtime import decode_json
from attrs import frozen

from amili_ext.cli.output import many
from amili_ext.errors import ConfigurationError, InputError, Problem
from amili_ext.norway.collection.checks import check_invoices
from amili_ext.shapes import is_array, is_object

_LINES = frozenset({".jsonl", ".ndjson"})
_STDIN = "-"
_UNREADABLE = (ValueError, RecursionError)


@frozen
class LocatedProblem(Problem):
    """One thing that is wrong with a file.

    Attributes:
        line: of JSON Lines, or of the place where JSON cannot be read; from 1.
        invoice_number: of the invoice at `index`, if it has one.
    """

    line: int | None = None
    invoice_number: str | None = None

    def __str__(self) -> str:
        places = [
            "" if self.line is None else f"line {self.line}",
            "" if self.index is None else f"invoices[{self.index}]{f' ({self.invoice_number})' if self.invoice_number else ''}",
            self.field,
        ]
        return ": ".join((", ".join(filter(None, places)), self.message)).removeprefix(": ")


def read_invoices(file: str, extra_fields: Collection[str] = ()) -> list[Any]:
    """The invoices of a file as they stand in it, checked.

    Raises:
        InputError: with every problem of the file, each a `LocatedProblem`.
        ConfigurationError: it cannot be read at all.
    """
    found, problems = _parse(_content(file), Path(file).suffix.lower())
    invoices = [value for _, value in found]
    # What could not be read keeps its place, so that positions are those of the file; what the check says of it is void.
    unreadable = {problem.index for problem in problems}
    try:
        check_invoices(invoices, extra_fields)
    except InputError as error:
        if None not in unreadable:
            problems += (_located(found, problem) for problem in error.problems if problem.index not in unreadable)
    if problems:
        refused = InputError(sorted(problems, key=lambda problem: -1 if problem.index is None else problem.index))
        refused.args = (f"{'stdin' if file == _STDIN else file}: {many(len(problems), 'problem', 'problems')}; nothing was sent",)
        raise refused
    return invoices


def _content(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == _STDIN else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror or type(error).__name__}") from error


_Found = list[tuple[int | None, Any]]
"""What stands where an invoice belongs, with the number of its line in JSON Lines."""


def _parse(content: bytes, suffix: str) -> tuple[_Found, list[LocatedProblem]]:
    if suffix in _LINES or not content.strip():
        return _parse_lines(content)
    try:
        document = decode_json(content)
    except _UNREADABLE as error:
        if suffix != ".json" and _begins_with_a_line_of_json(content):
            return _parse_lines(content)
        return [], [LocatedProblem(None, "", _unreadable(error), line=_line_of(error, content))]
    if is_object(document) and "invoices" not in document and suffix != ".json":
        return [(1, document)], []  # JSON Lines of one line
    if is_object(document) and "invoices" in document:
        strangers = [LocatedProblem(None, name, "is not known beside invoices") for name in document if name != "invoices"]
        if strangers:
            return [], strangers
        document = document["invoices"]
    if not is_array(document):
        return [], [LocatedProblem(None, "", 'must be an array of invoices, or {"invoices": […]}')]
    return [(None, value) for value in document], []


def _parse_lines(content: bytes) -> tuple[_Found, list[LocatedProblem]]:
    found: _Found = []
    problems: list[LocatedProblem] = []
    for number, line in _lines(content):
        try:
            value = decode_json(line)
        except _UNREADABLE as error:
            problems.append(LocatedProblem(len(found), "", _unreadable(error), line=number))
            found.append((number, {}))
        else:
            found.append((number, value))
    return found, problems


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _begins_with_a_line_of_json(content: bytes) -> bool:
    first = next((line for _, line in _lines(content)), b"")
    try:
        return is_object(decode_json(first))
    except _UNREADABLE:
        return False


def _unreadable(error: Exception) -> str:
    return f"is not valid JSON: {error}"


def _line_of(error: Exception, content: bytes) -> int | None:
    """The line that a message such as "JSON is malformed: invalid character (byte 42)" speaks of."""
    _, found, rest = str(error).rpartition("(byte ")
    place = rest.removesuffix(")")
    return content.count(b"\n", 0, int(place)) + 1 if found and place.isdigit() else None


def _located(found: _Found, problem: Problem) -> LocatedProblem:
    if problem.index is None:
        return LocatedProblem(None, problem.field, problem.message)
    line, value = found[problem.index]
    number: Any = (value.get("invoiceNumber") or value.get("invoice_number")) if is_object(value) else None
    invoice_number = number if isinstance(number, str) else None
    return LocatedProblem(problem.index, problem.field, problem.message, line=line, invoice_number=invoice_number)
