"""The commands put together. `amili_ext.cli.main` runs this; the extra `cli` has to be installed."""

from __future__ import annotations

import inspect
from typing import Annotated, Any

import typer

from amili_ext._version import __version__
from amili_ext.cli.demo import demo
from amili_ext.cli.exits import EPILOG, SHORT_EPILOG
from amili_ext.cli.keygen import keygen
from amili_ext.cli.norway import amounts, batches, cases, invoices, settlements, webhooks
from amili_ext.cli.norway.arm.app import app as arm
from amili_ext.cli.norway.options import ClientOptions
from amili_ext.cli.norway.token import token
from amili_ext.cli.options import with_options
from amili_ext.cli.sandbox import sandbox
from amili_ext.cli.sweden.app import app as sweden

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    # The local variables of a traceback hold tokens and people's data, and the package has its own messages.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for one in (demo, sandbox, token, keygen):
    app.command(epilog=SHORT_EPILOG)(one)
app.add_typer(invoices.app, name="invoices")
app.add_typer(batches.app, name="batches")
app.add_typer(cases.app, name="cases")
app.add_typer(amounts.payments, name="payments")
app.add_typer(amounts.corrections, name="corrections")
app.add_typer(settlements.app, name="settlements")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(arm, name="arm")
app.add_typer(sweden, name="se")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"amili {__version__}")
        raise typer.Exit


def _root(context: typer.Context, **given: Any) -> None:
    """Norway: hand over invoices to Amili, follow their cases and settlements. Sweden, with everything there is: amili se."""
    context.obj = given


_VERSION = inspect.Parameter(
    "version",
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[bool, typer.Option("--version", help="Tell the version.", callback=_show_version, is_eager=True)],
)
app.callback(epilog=EPILOG)(with_options(_root, ClientOptions, [_VERSION]))
