"""A file goes out in batches, whichever API takes it: the run from the first batch to the last word.

The handle of a batch is printed, and with `--handles` on the disk, before the next one is sent. Whatever ends the run early, what is known
by then is told, and how to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import typer
from attrs import frozen

from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.handle_file import Handles, adding_to
from amili_ext.cli.norway.batch_report import BatchReport, H
from amili_ext.cli.norway.waiting import conclude
from amili_ext.cli.output import Screen, many
from amili_ext.errors import AmiliError, UnknownOutcomeError

C = TypeVar("C")

File: TypeAlias = Annotated[str, typer.Argument(help="JSON or JSON Lines; - for stdin.", show_default=False)]
Wait: TypeAlias = Annotated[bool, typer.Option("--wait", help="Wait, and tell what became of each.")]
HandlesTo: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Add the handle of each batch to this file as soon as Amili has it.")
]
BatchSize: TypeAlias = Annotated[int, typer.Option(min=1, help="How many one batch holds at most.")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Only check the file; nothing is sent.")]


@frozen(kw_only=True)
class Sending(Generic[C, H]):
    """What goes out, and how.

    Attributes:
        noun: what the file holds.
        total: how many of them.
        done: what has happened to those that Amili has.
        report: an empty one.
        handles: how handles are lines of a file.
        book: the file that they go to.
        open: opens the client.
        before: is done first, with the handles that earlier runs wrote to that file.
        send: hands over, and gives each handle as soon as it is there.
        wait: waits for all that is in the report; None: nobody wants to wait.
        wait_command: what waits for the rest.
        everything: whether also what succeeded is named.
        after_interruption: how to go on when the run was interrupted.
        after_trouble: how to go on when something else stopped it.
    """

    noun: str
    total: int
    done: str
    report: BatchReport[H, Any]
    handles: Handles[H]
    book: Path | None
    open: Callable[[], AbstractContextManager[C]]
    before: Callable[[C, Sequence[H]], None] = lambda _client, _handles: None
    send: Callable[[C], Iterable[H]]
    wait: Callable[[C], None] | None
    wait_command: str
    everything: bool
    after_interruption: str
    after_trouble: str

    def many(self, count: int) -> str:
        """`1 invoice`, `2 invoices`."""
        return many_of(count, self.noun)


def many_of(count: int, noun: str) -> str:
    """`1 invoice`, `2 invoices`."""
    return many(count, noun.removesuffix("s"), noun)


def tell_dry_run(screen: Screen, noun: str, count: int, batches: int) -> ExitCode:
    """Say that nothing is wrong with a file."""
    screen.say(f"{many_of(count, noun)} in {many(batches, 'batch', 'batches')}: nothing wrong was found, nothing was sent")
    screen.document({"ok": True, "exit_code": ExitCode.OK.value, noun: count, "batches": batches})
    return ExitCode.OK


def send_all(sending: Sending[Any, H], screen: Screen) -> ExitCode:
    """Hand over everything, and wait for it if that is wanted."""
    report = sending.report
    with adding_to(sending.book, sending.handles) as book, sending.open() as client:
        try:
            sending.before(client, () if book is None else book.found)
            for handle in sending.send(client):
                report.accepted(handle)
                if book is not None and report.is_in_work(handle):
                    book.add(handle)
                screen.say(f"{report.name_of(handle)}: {sending.many(len(handle.references))}, {report.how(handle)}")
                if screen.as_json and sending.wait is None:
                    screen.raw(handle.to_json())
            if sending.wait is not None:
                sending.wait(client)
        except (AmiliError, KeyboardInterrupt) as error:
            report.stop(error)
    if sending.wait is not None or (report.stopped and report.handles and not screen.as_json):
        saved_in = str(sending.book) if book is not None and book.complete else None
        conclude(report, screen, saved_in=saved_in, everything=sending.everything, command=sending.wait_command)
    elif report.stopped:
        explain(screen, report.stopped)
        screen.document({"error": error_document(report.stopped)})
    elif sending.book is not None and report.unfinished:
        screen.note(f"amili: to learn what became of them: {sending.wait_command} --handles {sending.book}")
    if report.stopped:
        _say_how_far(sending, screen)
    return report.code()


def _say_how_far(sending: Sending[Any, H], screen: Screen) -> None:
    report = sending.report
    done = sum(len(handle.references) for handle in report.handles.values())
    if done == sending.total:
        return
    if done:
        screen.note(f"amili: the first {done} of {sending.total} {sending.noun} of the file are {sending.done}")
    if isinstance(report.stopped, KeyboardInterrupt):
        screen.note(f"amili: {sending.after_interruption}")
    elif done and not isinstance(report.stopped, UnknownOutcomeError):
        screen.note(f"amili: {sending.after_trouble}")
