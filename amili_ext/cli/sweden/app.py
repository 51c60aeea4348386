"""`amili se`: the commands for Sweden put together."""

from __future__ import annotations

import typer

from amili_ext.cli.exits import SHORT_EPILOG
from amili_ext.cli.options import group
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
app.callback(epilog=SHORT_EPILOG)(
    group(
        SwedishOptions,
        "Sweden: register invoices and cases, act on them, reconcile the money.",
        "only the Norwegian commands have this",
    )
)
