"""`amili arm customers`: list customers, show one, put and delete them.

A list does not say who the customers are unless `--names` asks for it.
"""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

from amili_ext.cli.arguments import Limit, Names
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.norway.arm.options import ArmOptions, make_client
from amili_ext.cli.norway.arm.putting import put
from amili_ext.cli.norway.arm.shown import customer_document, show_all, written_document
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen

app = typer.Typer(help="List customers, show one, put and delete them.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Of the customer.", show_default=False)]


@app.command("list", epilog=SHORT_EPILOG)
@command(ArmOptions)
def list_customers(
    options: ArmOptions,
    screen: Screen,
    *,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", metavar="NAME=VALUE", help="As the API takes it; Amili's pages do not show the names. Repeatable."),
    ] = None,
    page_size: Annotated[int | None, typer.Option(help="Customers that one request reads, 5 to 1000.")] = None,
    maximum_count: Annotated[int | None, typer.Option(help="Have Amili stop after so many, 1 to 10000.")] = None,
    names: Names = False,
    limit: Limit = None,
) -> ExitCode:
    """List customers, as they are read; with --json one JSON line each."""
    columns = Columns(screen, customer=16, account=12, currency=8, language=8, **({"name": 0} if names else {}))
    with make_client(options) as client:
        found = client.customers.list(filters=_filters(filters), page_size=page_size, maximum_count=maximum_count)
        for customer in islice(found, limit):
            document = customer_document(customer, names=names)
            screen.document(document)
            columns.row(*(value or "" for value in document.values()))
    return ExitCode.OK


@app.command(epilog=SHORT_EPILOG)
@command(ArmOptions)
def get(
    options: ArmOptions,
    screen: Screen,
    *,
    number: Number,
    expand: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Show more; Amili's pages do not show the names.")] = None,
) -> ExitCode:
    """Show a customer, with all that Amili has of it; with --json as the API gave it."""
    with make_client(options) as client:
        show_all(screen, client.customers.get(number, expand=expand or None).to_dict())
    return ExitCode.OK


app.command(epilog=SHORT_EPILOG)(put)


@app.command(epilog=SHORT_EPILOG)
@command(ArmOptions)
def delete(options: ArmOptions, screen: Screen, *, number: Number) -> ExitCode:
    """Delete a customer. Amili does that only while it has no documents and no AR items."""
    with make_client(options) as client:
        done = client.customers.delete(number)
    status = "adopted" if done.adopted else "done"
    screen.document({"ok": True, "exit_code": ExitCode.OK.value, **written_document(done.customer_no, status)})
    screen.say(f"customer {done.customer_no} is deleted")
    return ExitCode.OK


def _filters(given: list[str] | None) -> dict[str, str] | None:
    """The filters by name.

    Raises:
        typer.BadParameter: one has no name, or the same as another.
    """
    filters: dict[str, str] = {}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not name or not equals:
            raise typer.BadParameter(f"{one!r} is not NAME=VALUE")
        if name in filters:
            raise typer.BadParameter(f"{name} is there twice")
        filters[name] = value
    return filters or None
