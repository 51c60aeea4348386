"""`amili invoices`: hand over a file of invoices, and list those that Amili has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Annotated, Any

import typer

from amili_ext.cli.arguments import moment
from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.handle_file import adding_to
from amili_ext.cli.norway.documents import invoice_document
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.norway.report import Report
from amili_ext.cli.norway.waiting import conclude, wait_for
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Columns, Screen, many
from amili_ext.cli.record_file import Records, read_records
from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.checks import check_invoices
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.polling import DOCUMENTED_MAX_WAIT

INVOICES = Records("invoices", check_invoices, lambda value: value.get("invoiceNumber") or value.get("invoice_number"), in_object=True)

app = typer.Typer(help="Hand over invoices, and list those that Amili has.", no_args_is_help=True)


@app.command(epilog=SHORT_EPILOG)
@command(ClientOptions)
def submit(
    options: ClientOptions,
    screen: Screen,
    *,
    file: Annotated[str, typer.Argument(help="JSON or JSON Lines with the invoices; - for stdin.", show_default=False)],
    wait: Annotated[bool, typer.Option("--wait", help="Wait, and tell what became of each invoice.")] = False,
    max_wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait.")] = DOCUMENTED_MAX_WAIT,
    handles: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add the handle of each batch to this file as soon as Amili has it.")
    ] = None,
    batch_size: Annotated[int, typer.Option(min=1, help="Invoices in one batch at most.")] = 500,
    extra_field: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Send this field although the pages do not show it. Repeatable.")
    ] = None,
    idempotency_key: Annotated[
        str | None, typer.Option(metavar="KEY", help="In place of one made from the content. For one batch only.")
    ] = None,
    no_look_first: Annotated[
        bool, typer.Option("--no-look-first", help="Do not ask first whether an earlier run has handed them over.")
    ] = False,
    name_all: Annotated[bool, typer.Option("--all", help="Name also the invoices that succeeded, with their cases.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check the file; nothing is sent.")] = False,
) -> ExitCode:
    """Hand over the invoices of a file.

    All is checked first; if anything is wrong, nothing is sent.
    Started again within the hour, it finds what arrived and sends the rest.
    """
    stdin_for_one("the invoices", "the client secret", file, options.client_secret_file)
    invoices = read_records(file, INVOICES, extra_field or ())
    batches = ceil(len(invoices) / batch_size)
    if idempotency_key is not None and batches > 1:
        raise ConfigurationError(f"--idempotency-key names one batch, but {len(invoices)} invoices make {batches}; nothing was sent")
    if dry_run:
        what = f"{many(len(invoices), 'invoice', 'invoices')} in {many(batches, 'batch', 'batches')}"
        screen.say(f"{what}: nothing wrong was found, nothing was sent")
        screen.document({"ok": True, "exit_code": ExitCode.OK.value, "invoices": len(invoices), "batches": batches})
        return ExitCode.OK

    report = Report()
    with adding_to(handles, BATCH_HANDLES) as book, make_client(options, look_first=not no_look_first) as client:
        try:
            for handle in _handed_over(client, invoices, batch_size, idempotency_key, extra_field or ()):
                report.accepted(handle)
                if book is not None:
                    book.add(handle)
                _show_handle(screen, handle, as_json=not wait)
            if wait:
                wait_for(client, report.handles.values(), max_wait, report, screen)
        except (AmiliError, KeyboardInterrupt) as error:
            report.stop(error)
    if wait or (report.stopped and report.handles and not screen.as_json):
        conclude(report, screen, saved_in=str(handles) if book is not None and book.complete else None, everything=name_all)
    elif report.stopped:
        explain(screen, report.stopped)
        screen.document({"error": error_document(report.stopped)})
    elif handles is not None:
        screen.note(f"amili: to learn what became of them: amili batches wait --handles {handles}")
    if report.stopped:
        _say_how_far(screen, report, len(invoices), "the same command, without --no-look-first," if no_look_first else "the same command")
    return report.code()


def _handed_over(
    client: Norway, invoices: list[Any], batch_size: int, key: str | None, extra_fields: list[str] | tuple[()]
) -> Iterable[BatchHandle]:
    if key is None:
        yield from client.invoices.submit_batches(invoices, batch_size=batch_size, extra_fields=extra_fields)
    else:
        yield client.invoices.submit(invoices, idempotency_key=key, extra_fields=extra_fields)


def _show_handle(screen: Screen, handle: BatchHandle, *, as_json: bool) -> None:
    how = "already there, not sent again" if handle.adopted else "accepted"
    screen.say(f"batch {handle.batch_id}: {many(len(handle.references), 'invoice', 'invoices')}, {how}")
    if as_json and screen.as_json:
        screen.raw(handle.to_json())


def _say_how_far(screen: Screen, report: Report, total: int, again: str) -> None:
    done = sum(len(handle.references) for handle in report.handles.values())
    if done == total:
        return
    if done:
        screen.note(f"amili: the first {done} of {total} invoices of the file are handed over")
    if isinstance(report.stopped, KeyboardInterrupt):
        screen.note(f"amili: one more batch may have been on its way; {again} within the hour finds it and sends the rest")
    elif done and not isinstance(report.stopped, SubmissionUnknownError):
        screen.note(f"amili: {again} within the hour finds them and sends the rest")


@app.command("list", epilog=SHORT_EPILOG)
@command(ClientOptions)
def list_invoices(
    options: ClientOptions,
    screen: Screen,
    *,
    status: Annotated[str | None, typer.Option(help="Such as OPEN.")] = None,
    invoice_type: Annotated[str | None, typer.Option("--type", help="Such as NOTICE.")] = None,
    invoice_number: Annotated[str | None, typer.Option(metavar="NUMBER")] = None,
    unique_source_invoice_id: Annotated[str | None, typer.Option(metavar="ID", help="Your own id of the invoice.")] = None,
    customer_number: Annotated[str | None, typer.Option(metavar="NUMBER")] = None,
    from_: Annotated[
        date | None, typer.Option("--from", parser=moment, metavar="DATE", help="Such as 2024-01-15 or 2024-01-15T00:00:00Z.")
    ] = None,
    to: Annotated[date | None, typer.Option(parser=moment, metavar="DATE", help="Amili's pages do not say which date is meant.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many.")] = None,
) -> ExitCode:
    """List the invoices that Amili has, as they are read; with --json one JSON line each."""
    columns = Columns(screen, invoice=20, case=18, type=17, status=10, created_at=20)
    with make_client(options) as client:
        found = client.invoices.list(
            status=status,
            invoice_type=invoice_type,
            invoice_number=invoice_number,
            unique_source_invoice_id=unique_source_invoice_id,
            customer_number=customer_number,
            from_=from_,
            to=to,
        )
        for invoice in islice(found, limit):
            document = invoice_document(invoice)
            screen.document(document)
            columns.row(*(document[name] or "" for name in ("invoice_number", "case_number", "type", "status", "created_at")))
    return ExitCode.OK
