"""`amili se invoices`: register invoices for Amili to distribute, list them, and act on their cases."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Annotated, Any

import typer

from amili_ext.cli.arguments import Limit
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.handle_file import Handles
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen
from amili_ext.cli.record_file import Records
from amili_ext.cli.sweden.actions import ACTIONS
from amili_ext.cli.sweden.arguments import Creditor, Where
from amili_ext.cli.sweden.documents import invoice_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.cli.sweden.registering import Registering, register_command
from amili_ext.errors import InputError, Problem
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.money.finance import narrowed
from amili_ext.sweden.ada.registering.checks import check_all
from amili_ext.sweden.ada.registering.handles import InvoiceHandle
from amili_ext.sweden.ada.registering.invoice_checks import check_invoice


def _check(values: list[Any], extra_fields: Collection[str]) -> None:
    if not values:
        raise InputError([Problem(None, "", "there are no invoices to register")])
    check_all(check_invoice, values, "invoices", "invoice_number", extra_fields)


INVOICES = Registering(
    one="invoice",
    records=Records("invoices", _check, lambda value: value.get("invoice_number")),
    handles=Handles(
        read=InvoiceHandle.from_json,
        write=InvoiceHandle.to_json,
        key=lambda handle: handle.registration,
        name=lambda handle: f"invoice {handle.invoice_number}",
        beginning=b'{"amili_handle": "invoice"',
        command="amili se invoices register",
    ),
    send=lambda client, values, extra_fields: client.invoices.register_all(values, extra_fields=extra_fields),
)

_LISTED = (
    "creditor",
    "case",
    "invoice_number",
    "invoice_type",
    "invoice_date",
    "invoice_due_date",
    "total_amount_including_vat",
    "case_state",
    "case_status",
)

app = typer.Typer(help="Register invoices for Amili to distribute, list them, and act on their cases.", no_args_is_help=True)
app.command("register", epilog=SHORT_EPILOG, help="Register the invoices of a file; started again, it goes on where it stopped.")(
    register_command(INVOICES)
)
for name, action in ACTIONS.items():
    app.command(name, epilog=SHORT_EPILOG)(action)


@app.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_invoices(
    options: SwedishOptions,
    screen: Screen,
    *,
    creditor: Creditor = None,
    invoice_number: Annotated[str | None, typer.Option(metavar="NUMBER", help="Only those of this number.")] = None,
    where: Where = None,
    limit: Limit = None,
) -> ExitCode:
    """List invoices, as they are read; with --json one JSON line each."""
    columns = Columns(screen, invoice=20, case=24, total=12, state=18, status=24)
    wanted = narrowed(where, creditor=creditor)
    if invoice_number is not None:
        wanted &= eq("invoice_number", invoice_number)
    with make_client(options) as client:
        for invoice in islice(client.invoices.list(where=wanted, projection=_LISTED), limit):
            document = invoice_document(invoice)
            screen.document(document)
            columns.row(*(document[name] or "" for name in ("invoice_number", "case_id", "total", "case_state", "case_status")))
    return ExitCode.OK
