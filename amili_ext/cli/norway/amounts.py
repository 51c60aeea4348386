"""`amili payments` and `amili corrections`: register what changes what is owed on invoices that Amili has, from a file."""

from __future__ import annotations

from collections.abc import Callable

import typer

from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.norway.handing_over import HandingOver, RegisteringOptions, hand_over
from amili_ext.cli.norway.sending import File
from amili_ext.cli.options import command
from amili_ext.cli.output import Screen
from amili_ext.cli.record_file import Check, Records
from amili_ext.norway.client import Norway
from amili_ext.norway.collection import corrections as corrections_flows
from amili_ext.norway.collection import payments as payments_flows
from amili_ext.norway.collection.resources import Corrections, Payments


def _registering(noun: str, check: Check, resource: Callable[[Norway], Payments | Corrections]) -> HandingOver:
    return HandingOver(
        records=Records(noun, check, lambda _: None, in_object=True),
        command=f"amili {noun} register",
        done="registered",
        as_one=lambda client, rows, one, extra: resource(client).register(
            rows, idempotency_key=one.idempotency_key, apart_from=one.apart_from, extra_fields=extra
        ),
        in_batches=lambda client, rows, size, extra: resource(client).register_batches(rows, batch_size=size, extra_fields=extra),
    )


PAYMENTS = _registering("payments", payments_flows.check, lambda client: client.payments)
CORRECTIONS = _registering("corrections", corrections_flows.check, lambda client: client.corrections)

payments = typer.Typer(help="Register what the creditor was paid directly.", no_args_is_help=True)
corrections = typer.Typer(help="Register corrections of what is owed, such as credit notes.", no_args_is_help=True)


@payments.callback()
@corrections.callback()
def _group() -> None:
    """A group, although it has one command only."""


@payments.command("register", epilog=SHORT_EPILOG)
@command(RegisteringOptions)
def register_payments(options: RegisteringOptions, screen: Screen, *, file: File) -> ExitCode:
    """Register the payments of a file, so that Amili does not collect what was paid.

    Each names its invoice by invoiceId, Amili's id of it, and has an amount.
    All is checked first; if anything is wrong, nothing is sent.
    The same file again is the same registration: always if each has a date, else within the hour.
    """
    return hand_over(PAYMENTS, options, screen, file)


@corrections.command("register", epilog=SHORT_EPILOG)
@command(RegisteringOptions)
def register_corrections(options: RegisteringOptions, screen: Screen, *, file: File) -> ExitCode:
    """Register the corrections of a file.

    Each names its invoice by invoiceId, Amili's id of it, and has an amount; ask Amili what its sign means.
    All is checked first; if anything is wrong, nothing is sent.
    The same file again is the same registration: always if each has a date, else within the hour.
    """
    return hand_over(CORRECTIONS, options, screen, file)
