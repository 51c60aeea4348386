"""`amili se`: the commands for Sweden put together."""

from __future__ import annotations

from typing import Any

import attrs
import typer

from amili_ext.cli.exits import SHORT_EPILOG
from amili_ext.cli.options import merged, with_options
from amili_ext.cli.sweden import cases, creditors, invoices, payouts, people
from amili_ext.cli.sweden.options import SwedishOptions
from amili_ext.cli.sweden.token import token

app = typer.Typer(no_args_is_help=True)
app.command(epilog=SHORT_EPILOG)(token)
app.add_typer(invoices.app, name="invoices")
app.add_typer(cases.app, name="cases")
app.add_typer(payouts.app, name="payouts")
app.add_typer(creditors.app, name="creditors")
app.add_typer(people.users, name="users")
app.add_typer(people.access_groups, name="access-groups")
app.add_typer(people.customers, name="customers")


def _options(context: typer.Context, **given: Any) -> None:
    """Sweden: register invoices and cases, act on them, reconcile the money."""
    known = {field.name for field in attrs.fields(SwedishOptions)}
    foreign = [name for name, value in context.obj.items() if value and name not in known]
    if foreign:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in foreign)
        raise typer.BadParameter(f"{names}: only the Norwegian commands have this")
    context.obj = merged(context, given)


app.callback(epilog=SHORT_EPILOG)(with_options(_options, SwedishOptions))
