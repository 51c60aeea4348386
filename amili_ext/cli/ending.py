"""How a command ends when something went wrong: a message on stderr, a document on stdout with `--json`, an exit code; no traceback."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import typer
from rich.text import Text

from amili_ext.cli.documents import error_document
from amili_ext.cli.exits import ExitCode, exit_code
from amili_ext.cli.output import Screen, printable
from amili_ext.errors import AmiliError, InputError, ResponseError
from amili_ext.norway.collection.errors import SubmissionUnknownError

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
        case SubmissionUnknownError():
            _list(screen, [reference.invoice_number for reference in error.references])
            for candidate in error.candidates:
                screen.note(f"  may be in batch {candidate}")
        case ResponseError() if error.status == 403:
            screen.note("  the client id lacks a permission; creating invoices needs write:collection.case")
        case _:
            pass


def _list(screen: Screen, lines: list[str], *, all_of_them: bool = False) -> None:
    shown = lines if all_of_them else lines[:_MOST_SHOWN]
    for line in shown:
        screen.note(Text(f"  {printable(line)}"))
    if len(shown) < len(lines):
        screen.note(f"  and {len(lines) - len(shown)} more (all with --json)")
