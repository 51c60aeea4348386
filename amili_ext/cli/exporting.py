"""What the exports of both countries share on the command line: where a new file begins, and how it went."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

import typer

from amili_ext.cli.exits import ExitCode
from amili_ext.cli.output import Screen, many
from amili_ext.errors import ConfigurationError
from amili_ext.export.file import ExportReport
from amili_ext.shapes import is_object

P = TypeVar("P")

To: TypeAlias = Annotated[Path, typer.Option(metavar="FILE", help="Ends in .jsonl, .ndjson or .csv; is added to.", show_default=False)]
PointFile: TypeAlias = Annotated[
    Path | None, typer.Option("--point", metavar="FILE", help="Where a new file begins: the .point of the file that it follows.")
]


def read_point(path: Path, read: Callable[[Any], P]) -> P | None:
    """The point in a file beside an export, or one that was saved on its own; None of an export that has none yet.

    Raises:
        ConfigurationError: it cannot be read, or holds something else.
    """
    try:
        value: Any = json.loads(path.expanduser().read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path} is not the point of an export") from error
    if is_object(value) and "amili_export_file" in value:
        value = value.get("point")
        if value is None:
            return None
    return read(value)


def tell_export(screen: Screen, to: Path, done: ExportReport[Any], one: str, stands: str | None) -> ExitCode:
    """Say what was added; `stands` is up to when the file is complete, if anything was ever exported."""
    screen.document({"ok": True, "exit_code": ExitCode.OK.value, "file": str(to), "written": done.written, "since": stands})
    screen.say(f"{many(done.written, one, f'{one}s')} added to {to}, which is complete up to {stands or 'now: nothing yet'}")
    return ExitCode.OK
