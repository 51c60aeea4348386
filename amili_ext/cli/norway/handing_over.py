"""`amili invoices submit`, `amili payments register` and `amili corrections register`: a file goes out in batches, each at most once.

Everything in the file is checked first. The handle of a batch is printed, and with `--handles` on the disk, before the next one is sent.
Started again with the same file, the same command finds what arrived and sends the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import typer
from attrs import evolve, frozen

from amili_ext.cli.arguments import ExtraField, NoLookFirst
from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.handle_file import adding_to
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.norway.report import Report
from amili_ext.cli.norway.waiting import MaxWait, NameAll, News, conclude, wait_for
from amili_ext.cli.options import stdin_for_one
from amili_ext.cli.output import Screen, many
from amili_ext.cli.record_file import Records, read_records
from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.polling import DOCUMENTED_MAX_WAIT

File: TypeAlias = Annotated[str, typer.Argument(help="JSON or JSON Lines; - for stdin.", show_default=False)]


@frozen(kw_only=True)
class HandingOverOptions(ClientOptions):
    """How a file is handed over."""

    wait: Annotated[bool, typer.Option("--wait", help="Wait, and tell what became of each.")] = False
    max_wait: MaxWait = DOCUMENTED_MAX_WAIT
    news: News = None
    handles: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add the handle of each batch to this file as soon as Amili has it.")
    ] = None
    batch_size: Annotated[int, typer.Option(min=1, help="How many one batch holds at most.")] = 500
    extra_field: ExtraField = None
    idempotency_key: Annotated[
        str | None, typer.Option(metavar="KEY", help="In place of one made from the content. For one batch only.")
    ] = None
    no_look_first: NoLookFirst = False
    name_all: NameAll = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check the file; nothing is sent.")] = False


@frozen(kw_only=True)
class RegisteringOptions(HandingOverOptions):
    """How a file of payments or corrections is registered."""

    apart_from: Annotated[
        list[UUID] | None,
        typer.Option(metavar="UUID", help="A batch that is known to hold something else. For one batch only. Repeatable."),
    ] = None


@frozen
class OneBatch:
    """What is said about the only batch that a file makes.

    Attributes:
        idempotency_key: see `client.invoices.submit`.
        apart_from: see `client.payments.register`; always empty for invoices.
    """

    idempotency_key: str | None = None
    apart_from: tuple[UUID, ...] = ()


@frozen
class HandingOver:
    """What is handed over.

    Attributes:
        records: how the file is read and checked.
        command: what hands it over, as it is typed.
        done: what has happened to those that Amili has.
        as_one: hands over one batch.
        in_batches: hands over batches of at most that many.
    """

    records: Records
    command: str
    done: str
    as_one: Callable[[Norway, list[Any], OneBatch, list[str]], BatchHandle[Any, Any]]
    in_batches: Callable[[Norway, list[Any], int, list[str]], Iterable[BatchHandle[Any, Any]]]

    def many(self, count: int) -> str:
        """`1 invoice`, `2 invoices`."""
        return many(count, self.records.noun.removesuffix("s"), self.records.noun)


def hand_over(kind: HandingOver, options: HandingOverOptions, screen: Screen, file: str) -> ExitCode:
    """Hand over what a file holds."""
    if options.news is not None and not options.wait:
        raise typer.BadParameter("--news goes with --wait")
    stdin_for_one(f"the {kind.records.noun}", "the client secret", file, options.client_secret_file)
    items = read_records(file, kind.records, options.extra_field or ())
    batches = ceil(len(items) / options.batch_size)
    special = _special(options)
    if special is not None and batches > 1:
        name = "--idempotency-key" if special.idempotency_key is not None else "--apart-from"
        raise ConfigurationError(f"{name} is for one batch, but {kind.many(len(items))} make {batches}; nothing was sent")
    if options.dry_run:
        what = f"{kind.many(len(items))} in {many(batches, 'batch', 'batches')}"
        screen.say(f"{what}: nothing wrong was found, nothing was sent")
        screen.document({"ok": True, "exit_code": ExitCode.OK.value, kind.records.noun: len(items), "batches": batches})
        return ExitCode.OK

    report = Report()
    handles = evolve(BATCH_HANDLES, command=kind.command)
    with adding_to(options.handles, handles) as book, make_client(options, look_first=not options.no_look_first) as client:
        extra = options.extra_field or []
        try:
            for handle in (
                kind.in_batches(client, items, options.batch_size, extra)
                if special is None
                else [kind.as_one(client, items, special, extra)]
            ):
                report.accepted(handle)
                if book is not None:
                    book.add(handle)
                _show_handle(kind, screen, handle, as_json=not options.wait)
            if options.wait:
                wait_for(client, report.handles.values(), options.max_wait, report, screen, options.news)
        except (AmiliError, KeyboardInterrupt) as error:
            report.stop(error)
    if options.wait or (report.stopped and report.handles and not screen.as_json):
        saved_in = str(options.handles) if book is not None and book.complete else None
        conclude(report, screen, saved_in=saved_in, everything=options.name_all)
    elif report.stopped:
        explain(screen, report.stopped)
        screen.document({"error": error_document(report.stopped)})
    elif options.handles is not None:
        screen.note(f"amili: to learn what became of them: amili batches wait --handles {options.handles}")
    if report.stopped:
        again = "the same command, without --no-look-first," if options.no_look_first else "the same command"
        _say_how_far(kind, screen, report, len(items), again)
    return report.code()


def _special(options: HandingOverOptions) -> OneBatch | None:
    apart_from = tuple(options.apart_from or ()) if isinstance(options, RegisteringOptions) else ()
    if options.idempotency_key is None and not apart_from:
        return None
    return OneBatch(options.idempotency_key, apart_from)


def _show_handle(kind: HandingOver, screen: Screen, handle: BatchHandle[Any, Any], *, as_json: bool) -> None:
    how = "already there, not sent again" if handle.adopted else "accepted"
    screen.say(f"batch {handle.batch_id}: {kind.many(len(handle.references))}, {how}")
    if as_json and screen.as_json:
        screen.raw(handle.to_json())


def _say_how_far(kind: HandingOver, screen: Screen, report: Report, total: int, again: str) -> None:
    done = sum(len(handle.references) for handle in report.handles.values())
    if done == total:
        return
    if done:
        screen.note(f"amili: the first {done} of {total} {kind.records.noun} of the file are {kind.done}")
    if isinstance(report.stopped, KeyboardInterrupt):
        screen.note(f"amili: one more batch may have been on its way; {again} within the hour finds it and sends the rest")
    elif done and not isinstance(report.stopped, SubmissionUnknownError):
        screen.note(f"amili: {again} within the hour finds them and sends the rest")
