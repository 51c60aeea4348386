"""`amili arm documents`: create documents (invoices and the like) from a file, and show one."""

from __future__ import annotations

from typing import Annotated

import typer

from amili_ext.cli.arguments import ExtraField, NoLookFirst
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.norway.arm.handing_over import ArmSendingOptions, InBatches, hand_over
from amili_ext.cli.norway.arm.options import ArmOptions, make_client
from amili_ext.cli.norway.arm.shown import show_all
from amili_ext.cli.norway.sending import File
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Screen
from amili_ext.cli.record_file import Records, read_records
from amili_ext.norway.arm.documents.checks import check_documents
from amili_ext.norway.arm.documents.kind import DOCUMENTS

RECORDS = Records("documents", check_documents, lambda value: value.get("documentNo") or value.get("document_no"), in_object=True)

app = typer.Typer(help="Create documents, such as invoices, from a file, and show one.", no_args_is_help=True)


@app.command(epilog=SHORT_EPILOG)
@command(ArmSendingOptions)
def create(
    options: ArmSendingOptions, screen: Screen, *, file: File, extra_field: ExtraField = None, no_look_first: NoLookFirst = False
) -> ExitCode:
    """Create the documents of a file, in batches.

    All is checked first; if anything is wrong, nothing is sent.
    Started again, it passes over what is there and sends the rest; with --handles it first waits for what an earlier run sent.
    """
    stdin_for_one("the documents", "the client secret", file, options.client_secret_file)
    extra = extra_field or ()
    documents = read_records(file, RECORDS, extra)
    items = InBatches(
        "documents",
        DOCUMENTS,
        "handed over",
        [row.reference for row in check_documents(documents, extra)],
        lambda client, size: client.documents.create_batches(documents, batch_size=size, extra_fields=extra),
        finds=True,
    )
    return hand_over(items, options, screen, "amili arm documents create", look_first=not no_look_first)


@app.command(epilog=SHORT_EPILOG)
@command(ArmOptions)
def get(
    options: ArmOptions,
    screen: Screen,
    *,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Of the document.", show_default=False)],
    expand: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Show more of it; Amili's pages do not show the names.")] = None,
) -> ExitCode:
    """Show a document, with all that Amili has of it; with --json as the API gave it."""
    with make_client(options) as client:
        show_all(screen, client.documents.get(number, expand=expand or None).to_dict())
    return ExitCode.OK
