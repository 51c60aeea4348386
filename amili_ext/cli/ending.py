"""How a command ends when something went wrong: a message on stderr, a document on stdout with `--json`, an exit code; no traceback."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import typer
from rich.text import Text

from amili_ext.cli.documents import error_document, name
from amili_ext.cli.exits import ExitCode, exit_code
from amili_ext.cli.output import Screen, printable
from amili_ext.errors import AmiliError, InputError, ResponseError, UnknownOutcomeError
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.registering.case_mapping import CaseMappingError

_MOST_SHOWN = 20


@contextmanager
def ending_well(screen: Screen) -> Generator[None]:
    """Turn what a command lets through into an exit code."""
    try:
        yield
    except AmiliError as error:
        explain(screen, error)
        screen.document({"error": error_document(error)})
        raise typer.Exit(exit_code(error)) from error
    except KeyboardInterrupt as error:
        explain(screen, error)
        screen.document({"error": error_document(error)})
        raise typer.Exit(ExitCode.INTERRUPTED) from error


def explain(screen: Screen, error: AmiliError | KeyboardInterrupt) -> None:
    """Say on stderr what went wrong, and what to look at."""
    if isinstance(error, KeyboardInterrupt):
        screen.note("amili: interrupted")
        return
    screen.note(Text(f"amili: {printable(str(error))}"), style="bold red")
    match error:
        case InputError():
            _list(screen, [str(problem) for problem in error.problems], all_of_them=True)
        case UnknownOutcomeError() | AlreadyThereError():
            _list(screen, [name(reference) for reference in error.references])
            _list(screen, list(_where(error)))
        case ResponseError() if error.status == 403 and screen.forbidden:
            screen.note(f"  {screen.forbidden}")
        case _:
            pass


def _where(error: UnknownOutcomeError | AlreadyThereError) -> Iterator[str]:
    """Where to look for it."""
    match error:
        case SubmissionUnknownError():
            yield from (f"may be in batch {candidate}" for candidate in error.candidates)
        case AlreadyThereError():
            yield from (f"there is {candidate}" for candidate in error.candidates)
        case CaseMappingError():
            yield f"its cases: {', '.join(error.cases)}"
        case UnknownOutcomeError():
            # Where a candidate is one of those that were sent, it is no likeness but the thing itself.
            sent = set(map(name, error.references))
            yield from (f"{'there is' if str(candidate) in sent else 'may be'} {candidate}" for candidate in error.candidates)


def _list(screen: Screen, lines: list[str], *, all_of_them: bool = False) -> None:
    shown = lines if all_of_them else lines[:_MOST_SHOWN]
    for line in shown:
        screen.note(Text(f"  {printable(line)}"))
    if len(shown) < len(lines):
        screen.note(f"  and {len(lines) - len(shown)} more (all with --json)")
