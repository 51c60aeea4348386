"""`amili se users`, `access-groups` and `customers`: who may do what, and who owes.

Who they are is shown only with `--names`, and what customers are searched by is read from a file: the arguments of a process can be read by
everybody on the machine.
"""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Literal

import typer

from amili_ext.cli.arguments import ExtraField, Limit, Names, NoLookFirst
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Columns, Screen
from amili_ext.cli.record_file import read_one
from amili_ext.cli.sweden.arguments import Account, Where
from amili_ext.cli.sweden.creditors import naming_nobody, tell_created
from amili_ext.cli.sweden.documents import access_group_document, customer_document, user_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.errors import InputError, Problem
from amili_ext.sweden.ada.money.finance import narrowed

_SEARCHES = ("id_number", "name", "email")

users = typer.Typer(help="List users, and create them.", no_args_is_help=True)
access_groups = typer.Typer(help="List access groups, which give users their rights.", no_args_is_help=True)
customers = typer.Typer(help="List customers: who owes.", no_args_is_help=True)


@users.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_users(
    options: SwedishOptions, screen: Screen, *, account: Account = None, where: Where = None, names: Names = False, limit: Limit = None
) -> ExitCode:
    """List users, as they are read; with --json one JSON line each."""
    columns = Columns(screen, user=24, enabled=8, access_groups=24, **({"name": 24, "email": 0} if names else {}))
    with make_client(options) as client:
        for user in islice(client.users.list(where=narrowed(where, account=account)), limit):
            document = user_document(user, names=names)
            screen.document(document)
            enabled = "no" if document["is_enabled"] is False else "yes"
            who = [document["name"] or "", document["email"] or ""] if names else []
            columns.row(document["user_id"] or "", enabled, " ".join(document["access_groups"]), *who)
    return ExitCode.OK


@users.command("create", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def create_user(
    options: SwedishOptions,
    screen: Screen,
    *,
    file: Annotated[str, typer.Argument(help="JSON with the user; - for stdin.", show_default=False)],
    creditor: Annotated[str | None, typer.Option(metavar="ID", help="Give the rights of --role at this creditor.")] = None,
    role: Annotated[Literal["admin", "user"], typer.Option(help="With --creditor.")] = "user",
    account_admin: Annotated[str | None, typer.Option(metavar="ID", help="Give all rights in this account.")] = None,
    extra_field: ExtraField = None,
    no_look_first: NoLookFirst = False,
) -> ExitCode:
    """Create a user, unless it is there already. Without --creditor and --account-admin, its rights are those of its data_access."""
    if creditor is not None and account_admin is not None:
        raise typer.BadParameter("only one of --creditor and --account-admin")
    stdin_for_one("the user", "the private key", file, options.private_key_file)
    user, extra = read_one(file, "user"), extra_field or ()
    with make_client(options, look_first=not no_look_first) as client, naming_nobody():
        if account_admin is not None:
            created = client.users.create_account_admin(account_admin, user, extra_fields=extra)
        elif creditor is None:
            created = client.users.create(user, extra_fields=extra)
        elif role == "admin":
            created = client.users.create_creditor_admin(creditor, user, extra_fields=extra)
        else:
            created = client.users.create_creditor_user(creditor, user, extra_fields=extra)
    return tell_created(screen, "user", created)


@access_groups.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_access_groups(
    options: SwedishOptions, screen: Screen, *, account: Account = None, where: Where = None, limit: Limit = None
) -> ExitCode:
    """List access groups, as they are read; with --json one JSON line each."""
    columns = Columns(screen, access_group=24, type=14, account=24, creditor=24)
    with make_client(options) as client:
        for group in islice(client.access_groups.list(where=narrowed(where, account=account)), limit):
            document = access_group_document(group)
            screen.document(document)
            columns.row(*(document[name] or "" for name in ("access_group_id", "type", "account_id", "creditor_id")))
    return ExitCode.OK


@customers.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_customers(
    options: SwedishOptions,
    screen: Screen,
    *,
    search: Annotated[
        str | None, typer.Option(metavar="FILE", help=f"JSON with some of {', '.join(_SEARCHES)} to search by; - for stdin.")
    ] = None,
    where: Where = None,
    names: Names = False,
    limit: Limit = None,
) -> ExitCode:
    """List customers, as they are read; with --json one JSON line each."""
    stdin_for_one("the search", "the private key", search, options.private_key_file)
    wanted = {} if search is None else read_one(search, "search")
    unknown = [name for name in wanted if name not in _SEARCHES]
    if unknown:
        raise InputError([Problem(None, name, f"cannot be searched by; only {', '.join(_SEARCHES)}") for name in unknown])
    columns = Columns(screen, customer=24, number=16, kind=8, active=6, **({"name": 24, "id_number": 14, "email": 0} if names else {}))
    with make_client(options) as client:
        for customer in islice(client.customers.list(where=where, **wanted), limit):
            document = customer_document(customer, names=names)
            screen.document(document)
            active = "no" if document["is_active"] is False else "yes"
            who = [document[name] or "" for name in _SEARCHES[1:2] + _SEARCHES[:1] + _SEARCHES[2:]] if names else []
            columns.row(document["customer_id"] or "", document["customer_number"] or "", document["kind"] or "", active, *who)
    return ExitCode.OK
