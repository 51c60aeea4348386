"""`amili se cases`: register debts for Amili to collect, list the cases, and act on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import islice
from typing import Annotated, Any

import typer
from amili_client.sweden.ada.models.case import Case

from amili_ext.cli.arguments import Limit, moment
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.handle_file import Handles
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen
from amili_ext.cli.record_file import Records
from amili_ext.cli.sweden.actions import ACTIONS, VIEWED
from amili_ext.cli.sweden.arguments import Creditor, Where
from amili_ext.cli.sweden.documents import case_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.cli.sweden.registering import Registering, register_command
from amili_ext.errors import InputError, Problem
from amili_ext.shapes import is_array, is_object
from amili_ext.sweden.ada.money.finance import narrowed
from amili_ext.sweden.ada.registering.case_checks import check_cases
from amili_ext.sweden.ada.registering.checks import check_all
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult
from amili_ext.sweden.client import Sweden


def _check(values: list[Any], extra_fields: Collection[str]) -> None:
    if not values:
        raise InputError([Problem(None, "", "there are no cases to register")])
    check_all(check_cases, values, "registrations", "debts[{}].invoice_number", extra_fields)


def _first_number(value: dict[str, Any]) -> object:
    debts = value.get("debts")
    first = debts[0] if is_array(debts) and debts else None
    return first.get("invoice_number") if is_object(first) else None


CASES = Registering(
    one="registration",
    records=Records("registrations", _check, _first_number),
    handles=Handles(
        read=CaseRegistrationResult.from_json,
        write=CaseRegistrationResult.to_json,
        key=lambda result: result.registration,
        name=lambda result: f"registration {result.registration}",
        beginning=b'{"amili_handle": "case_registration"',
        command="amili se cases register",
    ),
    send=lambda client, values, extra_fields: client.cases.register_all(values, extra_fields=extra_fields),
)

app = typer.Typer(help="Register debts for Amili to collect, list the cases, and act on them.", no_args_is_help=True)
app.command("register", epilog=SHORT_EPILOG, help="Register the debts of a file; started again, it goes on where it stopped.")(
    register_command(CASES)
)
for name, action in ACTIONS.items():
    app.command(name, epilog=SHORT_EPILOG)(action)


@app.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_cases(
    options: SwedishOptions,
    screen: Screen,
    *,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that are not closed.")] = False,
    only_closed: Annotated[bool, typer.Option("--closed", help="Only those that are closed.")] = False,
    since: Annotated[
        date | None, typer.Option(parser=moment, metavar="DATE", help="With --closed: only those that changed since then.")
    ] = None,
    creditor: Creditor = None,
    where: Where = None,
    limit: Limit = None,
) -> ExitCode:
    """List cases, as they are read; with --json one JSON line each."""
    if only_open + only_closed + (where is not None) > 1:
        raise typer.BadParameter("only one of --open, --closed and --where")
    if since is not None and not only_closed:
        raise typer.BadParameter("--since goes with --closed")
    columns = Columns(screen, case=24, invoice=20, state=18, status=24, closed=6, capital=12)
    with make_client(options) as client:
        for case in islice(_found(client, creditor, where, since, only_open=only_open, only_closed=only_closed), limit):
            document = case_document(case)
            screen.document(document)
            names = ("case_id", "invoice_number", "state", "status", "closed", "remaining_capital")
            columns.row(*(_cell(document[name]) for name in names))
    return ExitCode.OK


def _found(client: Sweden, creditor: str | None, where: Any, since: date | None, *, only_open: bool, only_closed: bool) -> Iterable[Case]:
    if only_open:
        return client.cases.list_open(creditor=creditor, projection=VIEWED)
    if only_closed:
        return client.cases.list_closed(creditor=creditor, since=since, projection=VIEWED)
    return client.cases.list(where=narrowed(where, creditor=creditor), projection=VIEWED)


def _cell(value: str | bool | None) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value or ""
