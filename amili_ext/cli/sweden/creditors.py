"""`amili se creditors`: list creditors, create them, activate them, change them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from itertools import islice
from typing import Annotated, Any

import typer

from amili_ext.cli.arguments import ExtraField, Limit, NoLookFirst
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Columns, Screen
from amili_ext.cli.record_file import read_one
from amili_ext.cli.sweden.arguments import Account, Where
from amili_ext.cli.sweden.documents import creditor_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.errors import InputError, Problem, UnknownOutcomeError
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.money.finance import narrowed
from amili_ext.sweden.ada.parties.activation import ACTIVATION_FIELDS
from amili_ext.sweden.ada.parties.by_key import Created

CreditorId = Annotated[str, typer.Argument(metavar="ID", help="Id of the creditor.", show_default=False)]

app = typer.Typer(help="List creditors, create, activate and change them.", no_args_is_help=True)


@app.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_creditors(
    options: SwedishOptions, screen: Screen, *, account: Account = None, where: Where = None, limit: Limit = None
) -> ExitCode:
    """List creditors, as they are read; with --json one JSON line each."""
    columns = Columns(screen, creditor=24, number=10, active=6, name=0)
    fields = ("account", "creditor_number", "name", "is_active")
    with make_client(options) as client:
        for creditor in islice(client.creditors.list(where=narrowed(where, account=account), projection=fields), limit):
            document = creditor_document(creditor)
            screen.document(document)
            active = "yes" if document["is_active"] else "no"
            columns.row(document["creditor_id"] or "", document["creditor_number"] or "", active, document["name"] or "")
    return ExitCode.OK


@app.command(epilog=SHORT_EPILOG)
@command(SwedishOptions)
def create(
    options: SwedishOptions,
    screen: Screen,
    *,
    file: Annotated[str, typer.Argument(help="JSON with the creditor; - for stdin.", show_default=False)],
    extra_field: ExtraField = None,
    no_look_first: NoLookFirst = False,
) -> ExitCode:
    """Create a creditor, unless it is there already."""
    stdin_for_one("the creditor", "the private key", file, options.private_key_file)
    creditor = read_one(file, "creditor")
    with make_client(options, look_first=not no_look_first) as client, naming_nobody():
        created = client.creditors.create(creditor, extra_fields=extra_field or ())
    return tell_created(screen, "creditor", created)


@app.command(epilog=SHORT_EPILOG)
@command(SwedishOptions)
def activate(
    options: SwedishOptions,
    screen: Screen,
    *,
    creditor: CreditorId,
    file: Annotated[
        str | None, typer.Argument(help=f"JSON with what it lacks of {', '.join(ACTIVATION_FIELDS)}; - for stdin.", show_default=False)
    ] = None,
    extra_field: ExtraField = None,
) -> ExitCode:
    """Make a creditor active, so that cases can be registered for it."""
    stdin_for_one("the creditor's fields", "the private key", file, options.private_key_file)
    given = {} if file is None else read_one(file, "creditor's fields")
    unknown = [name for name in given if name not in ACTIVATION_FIELDS]
    if unknown:
        raise InputError([Problem(None, name, "does not activate a creditor; `amili se creditors update` changes it") for name in unknown])
    with make_client(options) as client:
        written = client.creditors.activate(creditor, **given, extra_fields=extra_field or ())
    return _tell_changed(screen, creditor, written.etag or None, "is active")


@app.command(epilog=SHORT_EPILOG)
@command(SwedishOptions)
def update(
    options: SwedishOptions,
    screen: Screen,
    *,
    creditor: CreditorId,
    file: Annotated[str, typer.Argument(help="JSON with the fields that change, and only those; - for stdin.", show_default=False)],
    etag: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Change this version and no newer one. By default the one that is there now.")
    ] = None,
    extra_field: ExtraField = None,
) -> ExitCode:
    """Change some fields of a creditor."""
    stdin_for_one("the changes", "the private key", file, options.private_key_file)
    changes = read_one(file, "changes")
    with make_client(options) as client:
        written = client.creditors.update(creditor, changes, etag=etag, extra_fields=extra_field or ())
    return _tell_changed(screen, creditor, written.etag or None, "is changed")


def _tell_changed(screen: Screen, creditor: str, etag: str | None, what: str) -> ExitCode:
    screen.document({"ok": True, "exit_code": ExitCode.OK.value, "creditor_id": creditor, "etag": etag, "adopted": None})
    screen.say(f"creditor {creditor} {what}")
    return ExitCode.OK


def tell_created(screen: Screen, noun: str, created: Created) -> ExitCode:
    """Print what a creation made, or found."""
    document: dict[str, Any] = {f"{noun}_id": created.id, "etag": created.etag or None, "adopted": created.adopted}
    screen.document({"ok": True, "exit_code": ExitCode.OK.value, **document})
    screen.say(f"{noun} {created.id}: {'already there, not sent again' if created.adopted else 'created'}")
    return ExitCode.OK


@contextmanager
def naming_nobody() -> Generator[None]:
    """Take the caller's names out of errors where they are those of people: an email address, the number of a sole trader."""
    try:
        yield
    except (UnknownOutcomeError, AlreadyThereError) as error:
        error.references = ()
        raise
