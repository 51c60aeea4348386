"""Waiting for batches, and the end of every command that hands over or waits: what is known, and how to go on."""

from __future__ import annotations

from collections.abc import Iterable

from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway.report import Report
from amili_ext.cli.output import Screen
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.handle import BatchHandle


def wait_for(client: Norway, handles: Iterable[BatchHandle], max_wait: float, report: Report, screen: Screen) -> None:
    """Wait for these batches and put each result into the report as soon as it is there."""
    waited_for = list(handles)
    with screen.progress("waiting for batches", len(waited_for)) as move_on:
        for result in client.batches.wait_all(waited_for, max_wait=max_wait):
            report.finished(result)
            move_on()


def conclude(report: Report, screen: Screen, *, saved_in: str | None, everything: bool) -> ExitCode:
    """Show the report, with the handles of what is left unless they are in a file."""
    screen.document(report.document())
    if report.handles:
        report.show(screen, everything=everything)
    if report.stopped is not None:
        explain(screen, report.stopped)
    code = report.code()
    left = report.unfinished if code is not ExitCode.REFUSED else []
    if left and saved_in is not None:
        screen.note(f"amili: go on with: amili batches wait --handles {saved_in}")
    elif left and not screen.as_json:
        screen.note("amili: keep these lines in a file and go on with: amili batches wait --handles FILE")
        for handle in left:
            screen.raw(handle.to_json())
    return code
