"""Waiting for batches, and the end of every command that hands over or waits: what is known, and how to go on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway.batch_report import BatchReport
from amili_ext.cli.norway.report import Report
from amili_ext.cli.output import Screen
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.webhooks.source import FileEvents

MaxWait: TypeAlias = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait.")]
NameAll: TypeAlias = Annotated[bool, typer.Option("--all", help="Name also what succeeded, with the cases.")]
News: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Where `amili webhooks listen` writes: ask when it tells, and else only now and then."),
]


def wait_for(
    client: Norway,
    handles: Iterable[BatchHandle[Any, Any]],
    max_wait: float,
    report: Report,
    screen: Screen,
    news: Path | None = None,
) -> None:
    """Wait for these batches and put each result into the report as soon as it is there."""
    waited_for = list(handles)
    events = None if news is None else FileEvents(news)
    with screen.progress("waiting for batches", len(waited_for)) as move_on:
        for result in client.batches.wait_all(waited_for, max_wait=max_wait, news=events):
            report.finished(result)
            move_on()


def conclude(
    report: BatchReport[Any, Any], screen: Screen, *, saved_in: str | None, everything: bool, command: str = "amili batches wait"
) -> ExitCode:
    """Show the report, with the handles of what is left unless they are in a file; `command` waits for them."""
    screen.document(report.document())
    if report.handles:
        report.show(screen, everything=everything)
    if report.stopped is not None:
        explain(screen, report.stopped)
    code = report.code()
    left = report.unfinished if code is not ExitCode.REFUSED else []
    say_how_to_go_on(screen, command, [handle.to_json() for handle in left], saved_in)
    return code


def say_how_to_go_on(screen: Screen, command: str, left: list[str], saved_in: str | None) -> None:
    """Tell how to wait for what is left, by its handles; with `--json` they are in the document."""
    if left and saved_in is not None:
        screen.note(f"amili: go on with: {command} --handles {saved_in}")
    elif left and not screen.as_json:
        screen.note(f"amili: keep these lines in a file and go on with: {command} --handles FILE")
        for line in left:
            screen.raw(line)
