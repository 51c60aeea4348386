"""Reading a file of invoices or of cases: JSON or JSON Lines, with the place of everything that is wrong with it.

JSON is an array of them, or what the API takes in one request: `{"invoices": […]}` where that is a list, a single one where it is not. JSON
Lines (`.jsonl`, `.ndjson`) is one a line; empty lines are passed over. Without one of these endings, and on stdin, the content decides.
Fields have wire names or Python names. Numbers are read digit for digit: an amount never becomes a float.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from amili_client.runtime import decode_json
from attrs import frozen

from amili_ext.cli.output import many
from amili_ext.errors import ConfigurationError, InputError, Problem
from amili_ext.shapes import is_array, is_object

_LINES = frozenset({".jsonl", ".ndjson"})
_STDIN = "-"
UNREADABLE = (ValueError, RecursionError)
"""What `decode_json` raises."""


class Check(Protocol):
    """Checks everything that a file holds; raises `InputError` with every problem."""

    def __call__(self, values: list[Any], extra_fields: Collection[str], /) -> object: ...


class Number(Protocol):
    """The invoice number of one of them, as it stands in the file, to name it by."""

    def __call__(self, value: dict[str, Any], /) -> object: ...


@frozen
class Records:
    """What a file holds.

    Attributes:
        noun: what they are called.
        check: see there.
        number: see there.
        in_object: whether the API takes them in an object, under their noun.
    """

    noun: str
    check: Check
    number: Number
    in_object: bool = False


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
            "" if self.index is None else f"{self.noun}[{self.index}]{f' ({self.invoice_number})' if self.invoice_number else ''}",
            self.field,
        ]
        return ": ".join((", ".join(filter(None, places)), self.message)).removeprefix(": ")


def read_records(file: str, kind: Records, extra_fields: Collection[str] = ()) -> list[Any]:
    """What a file holds, as it stands there, checked.

    Raises:
        InputError: with every problem of the file, each a `LocatedProblem`.
        ConfigurationError: it cannot be read at all.
    """
    found, problems = _parse(content_of(file), Path(file).suffix.lower(), kind)
    values = [value for _, value in found]
    # What could not be read keeps its place, so that positions are those of the file; what the check says of it is void.
    unreadable = {problem.index for problem in problems}
    try:
        kind.check(values, extra_fields)
    except InputError as error:
        if None not in unreadable:
            problems += (_located(found, problem, kind) for problem in error.problems if problem.index not in unreadable)
    if problems:
        raise refusal(file, problems)
    return values


def refusal(file: str, problems: Iterable[Problem]) -> InputError:
    """The error for a file with these problems."""
    listed = sorted(problems, key=lambda problem: -1 if problem.index is None else problem.index)
    refused = InputError(listed)
    refused.args = (f"{'stdin' if file == _STDIN else file}: {many(len(listed), 'problem', 'problems')}; nothing was sent",)
    return refused


def read_one(file: str, noun: str) -> dict[str, Any]:
    """The one object that a file holds, as it stands there.

    Raises:
        InputError: it holds something else.
        ConfigurationError: it cannot be read at all.
    """
    content = content_of(file)
    try:
        document = decode_json(content)
    except UNREADABLE as error:
        raise InputError([LocatedProblem(None, "", unreadable(error), line=_line_of(error, content))]) from error
    if not is_object(document):
        raise InputError([LocatedProblem(None, "", f"must be an object, the {noun}")])
    return document


def content_of(file: str) -> bytes:
    """What a file holds, or stdin for `-`.

    Raises:
        ConfigurationError: it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if file == _STDIN else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror or type(error).__name__}") from error


_Found = list[tuple[int | None, Any]]
"""What stands where one belongs, with the number of its line in JSON Lines."""


def _parse(content: bytes, suffix: str, kind: Records) -> tuple[_Found, list[LocatedProblem]]:
    if suffix in _LINES or not content.strip():
        return _parse_lines(content, kind)
    noun = kind.noun
    try:
        document = decode_json(content)
    except UNREADABLE as error:
        if suffix != ".json" and _begins_with_a_line_of_json(content):
            return _parse_lines(content, kind)
        return [], [LocatedProblem(None, "", unreadable(error), noun, line=_line_of(error, content))]
    if is_object(document) and not (kind.in_object and (noun in document or suffix == ".json")):
        return [(1 if kind.in_object else None, document)], []
    if is_object(document) and noun in document:
        strangers = [LocatedProblem(None, name, f"is not known beside {noun}", noun) for name in document if name != noun]
        if strangers:
            return [], strangers
        document = document[noun]
    if not is_array(document):
        or_object = f', or {{"{noun}": […]}}' if kind.in_object else ""
        return [], [LocatedProblem(None, "", f"must be an array of {noun}{or_object}", noun)]
    return [(None, value) for value in document], []


def _parse_lines(content: bytes, kind: Records) -> tuple[_Found, list[LocatedProblem]]:
    found: _Found = []
    problems: list[LocatedProblem] = []
    for number, line in lines_of(content):
        try:
            value = decode_json(line)
        except UNREADABLE as error:
            problems.append(LocatedProblem(len(found), "", unreadable(error), kind.noun, line=number))
            found.append((number, {}))
        else:
            found.append((number, value))
    return found, problems


def lines_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, each with its number, from 1."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _begins_with_a_line_of_json(content: bytes) -> bool:
    first = next((line for _, line in lines_of(content)), b"")
    try:
        return is_object(decode_json(first))
    except UNREADABLE:
        return False


def unreadable(error: Exception) -> str:
    """Why JSON cannot be read, for a message."""
    return f"is not valid JSON: {error}"


def _line_of(error: Exception, content: bytes) -> int | None:
    """The line that a message such as "JSON is malformed: invalid character (byte 42)" speaks of."""
    _, found, rest = str(error).rpartition("(byte ")
    place = rest.removesuffix(")")
    return content.count(b"\n", 0, int(place)) + 1 if found and place.isdigit() else None


def _located(found: _Found, problem: Problem, kind: Records) -> LocatedProblem:
    line, number = None, None
    if problem.index is not None:
        line, value = found[problem.index]
        number = kind.number(value) if is_object(value) else None
    shown = number if isinstance(number, str) else None
    return LocatedProblem(problem.index, problem.field, problem.message, kind.noun, line=line, invoice_number=shown)
