"""The two streams of a command: results on stdout, for people or as JSON, and everything else on stderr."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.logs import logger

_WIDE = 240
"""Columns of what is no terminal: a file or a pipe should not get lines that are folded for a screen."""

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def printable(text: str) -> str:
    """The text without characters that command the terminal; it may come from a server."""
    return "".join(character if character.isprintable() else " " for character in text)


def many(count: int, one: str, more: str) -> str:
    """`1 batch`, `2 batches`."""
    return f"{count} {one if count == 1 else more}"


class Screen:
    """Where a command writes. With `as_json`, `say` and `table` are silent and `document` is not; without, it is the other way round.

    Attributes:
        forbidden: what to say when the API answers 403.
    """

    def __init__(self, *, as_json: bool = False, verbose: int = 0, forbidden: str = "") -> None:
        self.as_json = as_json
        self.verbose = verbose
        self.forbidden = forbidden
        self._out = _console(sys.stdout, stderr=False)
        self._err = _console(sys.stderr, stderr=True)

    def say(self, text: str | Text = "", style: str = "") -> None:
        """A line for people, on stdout."""
        if not self.as_json:
            self._out.print(text, style=style or None, soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table for people, on stdout."""
        if self.as_json:
            return
        table = Table(*columns)
        for row in rows:
            table.add_row(*(Text(printable(cell)) for cell in row))
        self._out.print(table)

    def document(self, value: object) -> None:
        """A JSON document for programs, on one line of stdout, at once."""
        if self.as_json:
            self.raw(json.dumps(value))

    def raw(self, line: str) -> None:
        """A line on stdout exactly as it is, whoever reads it."""
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def give_up(self) -> None:
        """Nobody reads stdout any more; without this the end of the program would fail over what is left to print."""
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())

    def note(self, text: str | Text, style: str = "") -> None:
        """A line on stderr, for people, also when stdout is for a program."""
        self._err.print(text, style=style or None, soft_wrap=True)

    @contextmanager
    def progress(self, words: str, total: int) -> Generator[Callable[[], None]]:
        """A bar on stderr that each call of the function moves on by one; nothing when stderr is no terminal."""
        if not sys.stderr.isatty():
            yield lambda: None
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # Left alone, rich would redirect stdout to its own console, which is stderr here.
        with Progress(*columns, console=self._err, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
            task = bar.add_task(words, total=total)
            yield lambda: bar.advance(task)

    @contextmanager
    def logging(self) -> Generator[None]:
        """Show the log of the package on stderr: warnings, with `-v` what happens, with `-vv` every request."""
        handler, level = _Handler(self), logger.level
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(_LEVELS[min(self.verbose, len(_LEVELS) - 1)])
        try:
            yield
        finally:
            logger.setLevel(level)
            logger.removeHandler(handler)

    @contextmanager
    def warning(self) -> Generator[None]:
        """Tell on stderr which operations are used that Amili's pages do not show; other warnings are Python's as ever."""
        with warnings.catch_warnings():
            warnings.simplefilter("always", UnverifiedOperationWarning)
            usual = warnings.showwarning

            def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
                if issubclass(category, UnverifiedOperationWarning):
                    self.note(Text(f"amili: {printable(str(message))}"), style="dim")
                else:
                    usual(message, category, *place, **more)

            warnings.showwarning = show
            yield


class Columns:
    """A table that is written row by row while the rows come in, so its widths are settled beforehand."""

    def __init__(self, screen: Screen, **widths: int) -> None:
        self._screen = screen
        self._widths = tuple(widths.values())
        self._header: tuple[str, ...] | None = tuple(name.replace("_", " ") for name in widths)

    def row(self, *cells: str) -> None:
        """One row; a cell that is too long pushes the others, since cutting it off would hide something."""
        if self._header is not None:
            self._screen.say(self._line(self._header), style="bold")
            self._header = None
        self._screen.say(self._line(cells))

    def _line(self, cells: Iterable[str]) -> Text:
        return Text("  ".join(printable(cell).ljust(width) for cell, width in zip(cells, self._widths, strict=True)).rstrip())


class _Handler(logging.Handler):
    """Writes records through the screen, so that they do not tear the progress bar."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen

    def emit(self, record: logging.LogRecord) -> None:
        self._screen.note(Text(printable(self.format(record))), style="dim")


def _console(stream: Any, *, stderr: bool) -> Console:
    if isinstance(stream, io.TextIOWrapper):
        # Half of a hand-over must not end in a UnicodeEncodeError because a reason holds a letter that this terminal lacks.
        stream.reconfigure(errors="backslashreplace")
    width = None if stream.isatty() else _WIDE
    return Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False)
