"""Files that name cases or invoices, one a line: what `--from` reads.

A line is the name as it is, or a JSON object that has it, so that what `amili cases list --json` prints can be passed on, and what
`amili invoices submit` took too. A JSON array of these does as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from amili_client.runtime import decode_json
from attrs import frozen

from amili_ext.cli.record_file import UNREADABLE, LocatedProblem, content_of, lines_of, refusal, unreadable
from amili_ext.errors import InputError
from amili_ext.shapes import is_array, is_object

N = TypeVar("N")

_BOM = b"\xef\xbb\xbf"


@frozen
class Named(Generic[N]):
    """What the command line and a file name.

    Attributes:
        file: what the file is called.
        names: first those of the command line, then those of the file.
        lines: of each the line, if it has one.
    """

    file: str
    names: list[N]
    lines: list[int | None]

    def located(self, error: InputError) -> InputError:
        """The same error, with the lines of what is wrong."""
        problems = [
            LocatedProblem(problem.index, problem.field, problem.message, problem.noun, self._line(problem.index))
            for problem in error.problems
        ]
        return refusal(self.file, problems) if any(problem.line is not None for problem in problems) else error

    def _line(self, index: int | None) -> int | None:
        return None if index is None else self.lines[index]


def read_names(given: list[str] | None, file: str | None, noun: str, read: Callable[[str | dict[str, Any]], N | None]) -> Named[N]:
    """What is named on the command line and in a file.

    Args:
        given: on the command line.
        file: `-` is stdin.
        noun: what is named, in the plural.
        read: a name from a text or a JSON object; None for what is none.

    Raises:
        InputError: the file names nothing, or has something else in it.
        ConfigurationError: it cannot be read.
    """
    named: Named[N] = Named(file or "", [], [])
    problems: list[LocatedProblem] = []
    places = [*((None, text) for text in given or ()), *(_values(file) if file is not None else ())]
    for index, (line, value) in enumerate(places):
        name = read(value) if isinstance(value, str) or is_object(value) else None
        if isinstance(value, Exception):
            problems.append(LocatedProblem(index, "", unreadable(value), noun, line))
        elif name is None:
            problems.append(LocatedProblem(index, "", f"names none of the {noun}", noun, line))
        else:
            named.names.append(name)
            named.lines.append(line)
    if problems:
        raise refusal(file or "the command line", problems)
    if not named.names:
        raise refusal(file or "the command line", [LocatedProblem(None, "", f"there are no {noun} in it", noun)])
    return named


def _values(file: str) -> Iterator[tuple[int | None, object]]:
    """The text, or the JSON, that stands in each place; an exception where there is none."""
    content = content_of(file).removeprefix(_BOM)
    if content.lstrip().startswith(b"["):
        value = _decoded(content)
        yield from ((None, _digits(one)) for one in (value if is_array(value) else [value]))
        return
    for number, line in lines_of(content):
        text = line.strip()
        yield number, _digits(_decoded(text)) if text[:1] in (b"{", b'"') else _text(text)


def _decoded(content: bytes) -> object:
    try:
        return decode_json(content)
    except UNREADABLE as error:
        return error


def _digits(value: object) -> object:
    """A number as a text, as it would be without JSON."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _text(line: bytes) -> object:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        return error
