"""`amili cases`: list the cases that Amili has, and act on them."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Annotated

import typer

from amili_ext.cli.arguments import Limit, Names, instant
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.norway.case_actions import ACTIONS
from amili_ext.cli.norway.case_documents import case_document
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen

app = typer.Typer(help="List the cases that Amili has, and act on them.", no_args_is_help=True)
for name, action in ACTIONS.items():
    app.command(name, epilog=SHORT_EPILOG)(action)


@app.command("list", epilog=SHORT_EPILOG)
@command(ClientOptions)
def list_cases(
    options: ClientOptions,
    screen: Screen,
    *,
    status: Annotated[str | None, typer.Option(help="OPEN or PAUSED.")] = None,
    case_type: Annotated[str | None, typer.Option("--type", help="Such as COLLECTION_NOTICE.")] = None,
    case_number: Annotated[str | None, typer.Option(metavar="NUMBER")] = None,
    customer_number: Annotated[str | None, typer.Option(metavar="NUMBER")] = None,
    unique_source_invoice_id: Annotated[str | None, typer.Option(metavar="ID", help="Your own id of an invoice.")] = None,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Amili's pages do not say what is searched.")] = None,
    from_: Annotated[
        datetime | None, typer.Option("--from", parser=instant, metavar="TIME", help="Made from then on, such as 2024-01-15T00:00:00Z.")
    ] = None,
    to: Annotated[datetime | None, typer.Option(parser=instant, metavar="TIME", help="Made before or then.")] = None,
    page_size: Annotated[int | None, typer.Option(min=1, help="Cases that one request reads.")] = None,
    names: Names = False,
    limit: Limit = None,
) -> ExitCode:
    """List the cases of the organization, as they are read; with --json one JSON line each."""
    who = {"debtors": 24} if names else {}
    columns = Columns(screen, case=12, invoice=20, type=18, status=10, sub_status=28, registered_at=20, closed_at=20, remaining=12, **who)
    with make_client(options) as client:
        found = client.cases.list(
            status=status,
            case_type=case_type,
            case_number=case_number,
            customer_number=customer_number,
            unique_source_invoice_id=unique_source_invoice_id,
            search_term=search,
            from_created_at=from_,
            to_created_at=to,
            page_size=page_size,
        )
        for case in islice(found, limit):
            document = case_document(case, names=names)
            screen.document(document)
            invoices = document["invoices"]
            cells = [
                document["case_number"],
                ", ".join(one["invoice_number"] or "" for one in invoices),
                *(document[cell] for cell in ("type", "status", "sub_status", "registered_at", "closed_at")),
                ", ".join(one["remaining"] or "" for one in invoices),
                *([", ".join(one["name"] or "" for one in document["debtors"])] if names else []),
            ]
            columns.row(*(cell or "" for cell in cells))
    return ExitCode.OK
