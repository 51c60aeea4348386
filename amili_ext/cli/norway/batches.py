"""`amili batches`: wait for batches that were handed over, and list them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated
from uuid import UUID

import typer

from amili_ext.cli.arguments import Limit
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.norway.documents import batch_document
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.norway.report import Report
from amili_ext.cli.norway.waiting import MaxWait, NameAll, News, conclude, wait_for
from amili_ext.cli.options import STDIN, command, make_clock, stdin_for_one
from amili_ext.cli.output import Columns, Screen
from amili_ext.errors import AmiliError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.polling import DOCUMENTED_MAX_WAIT

app = typer.Typer(help="Wait for batches that were handed over, and list them.", no_args_is_help=True)


@app.command(epilog=SHORT_EPILOG)
@command(ClientOptions)
def wait(
    options: ClientOptions,
    screen: Screen,
    *,
    handle: Annotated[
        list[str] | None,
        typer.Argument(metavar="HANDLE", help="As `invoices submit --json` and `register --json` print them.", show_default=False),
    ] = None,
    handles: Annotated[str | None, typer.Option(metavar="FILE", help="A file of handles, one a line; - for stdin.")] = None,
    batch_id: Annotated[
        list[UUID] | None,
        typer.Option(metavar="UUID", help="A batch of invoices without its handle: shows what it mentions, not what it lacks. Repeatable."),
    ] = None,
    max_wait: MaxWait = DOCUMENTED_MAX_WAIT,
    news: News = None,
    name_all: NameAll = False,
) -> ExitCode:
    """Wait until batches have finished, and tell what became of each invoice, payment and correction in them."""
    stdin_for_one("the handles", "the client secret", handles, options.client_secret_file)
    report = Report()
    for one in (
        *(BatchHandle.from_json(text) for text in handle or ()),
        *(read_handles(handles, BATCH_HANDLES) if handles is not None else ()),
    ):
        report.accepted(one)
    if not report.handles and not batch_id:
        raise typer.BadParameter("name a handle, a file of --handles or a --batch-id")
    with make_client(options) as client:
        for identity in batch_id or ():
            # Without references: what was sent in it is not known here, see `report`.
            report.accepted(BatchHandle(identity, client.organization_id, (), make_clock().now().wall))
        try:
            wait_for(client, report.handles.values(), max_wait, report, screen, news)
        except (AmiliError, KeyboardInterrupt) as error:
            report.stop(error)
    return conclude(report, screen, saved_in=None if handles in (None, STDIN) else handles, everything=name_all)


@app.command("list", epilog=SHORT_EPILOG)
@command(ClientOptions)
def list_batches(
    options: ClientOptions,
    screen: Screen,
    *,
    state: Annotated[str | None, typer.Option(help="QUEUED, SUCCESS, PARTIAL or FAILED.")] = None,
    batch_type: Annotated[str | None, typer.Option("--type", help="Such as INVOICE.")] = None,
    subject_id: Annotated[str | None, typer.Option(metavar="ID", help="Amili's pages do not say of what.")] = None,
    idempotency_key: Annotated[str | None, typer.Option(metavar="KEY", help="The key that the submission carried.")] = None,
    sort_direction: Annotated[str | None, typer.Option(metavar="WORD", help="Amili's pages do not show the words.")] = None,
    page_size: Annotated[int | None, typer.Option(min=1, help="Batches that one request reads.")] = None,
    limit: Limit = None,
) -> ExitCode:
    """List the batches of the organization, as they are read; with --json one JSON line each."""
    columns = Columns(screen, batch=36, type=8, status=8, created_at=20, finished_at=20, succeeded=9, failed=6)
    with make_client(options) as client:
        found = client.batches.list(
            state=state,
            batch_type=batch_type,
            subject_id=subject_id,
            idempotency_key=idempotency_key,
            page_size=page_size,
            sort_direction=sort_direction,
        )
        for batch in islice(found, limit):
            document = batch_document(batch)
            screen.document(document)
            columns.row(*("" if value is None else str(value) for value in document.values()))
    return ExitCode.OK
