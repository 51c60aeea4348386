"""`amili arm`: the commands for ARMrest put together."""

from __future__ import annotations

import typer

from amili_ext.cli.exits import SHORT_EPILOG
from amili_ext.cli.norway.arm import batches, customers, documents
from amili_ext.cli.norway.arm.options import ArmOptions
from amili_ext.cli.options import group

app = typer.Typer(no_args_is_help=True)
app.add_typer(customers.app, name="customers")
app.add_typer(documents.app, name="documents")
app.add_typer(batches.app, name="batches")

app.callback(epilog=SHORT_EPILOG)(
    group(
        ArmOptions,
        "Norway, accounts receivable (ARMrest): customers, documents, and their batches.",
        "the commands for ARMrest do not have this",
    )
)
