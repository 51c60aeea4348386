"""`amili invoices`: hand over a file of invoices, list those that Amili has, and say where each stands."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated

import typer

from amili_ext.cli.arguments import Limit, moment
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.norway.documents import invoice_document
from amili_ext.cli.norway.handing_over import HandingOver, HandingOverOptions, hand_over
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.norway.sending import File
from amili_ext.cli.norway.tracing import trace
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen
from amili_ext.cli.record_file import Records
from amili_ext.norway.collection.batch.checks import check_invoices

INVOICES = Records("invoices", check_invoices, lambda value: value.get("invoiceNumber") or value.get("invoice_number"), in_object=True)

SUBMITTING = HandingOver(
    records=INVOICES,
    command="amili invoices submit",
    done="handed over",
    as_one=lambda client, rows, one, extra: client.invoices.submit(rows, idempotency_key=one.idempotency_key, extra_fields=extra),
    in_batches=lambda client, rows, size, extra: client.invoices.submit_batches(rows, batch_size=size, extra_fields=extra),
)

app = typer.Typer(help="Hand over invoices, list those that Amili has, and say where each stands.", no_args_is_help=True)
app.command("trace", epilog=SHORT_EPILOG)(trace)


@app.command(epilog=SHORT_EPILOG)
@command(HandingOverOptions)
def submit(options: HandingOverOptions, screen: Screen, *, file: File) -> ExitCode:
    """Hand over the invoices of a file.

    All is checked first; if anything is wrong, nothing is sent.
    Started again within the hour, it finds what arrived and sends the rest.
    """
    return hand_over(SUBMITTING, options, screen, file)


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
    limit: Limit = None,
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
