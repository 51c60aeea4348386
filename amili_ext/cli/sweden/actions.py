"""What can be done with one case, whether an invoice or a registration made it: see it, pay, credit, cancel, attach its invoice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

import typer
from amili_client.sweden.ada.models.case import Case

from amili_ext.cli.arguments import moment
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.options import command
from amili_ext.cli.output import Screen
from amili_ext.cli.sweden.arguments import Amount, CaseId, InvoiceNumber, OfCreditor, WhichCase, amount, which_case
from amili_ext.cli.sweden.documents import action_document, status_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.errors import InputError, Problem
from amili_ext.sweden.ada.acting.action_result import ActionResult
from amili_ext.sweden.ada.acting.case_view import VIEWED as _VIEWED
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.money.finance import narrowed
from amili_ext.sweden.client import Sweden

VIEWED: Final = ("creditor", *_VIEWED)
"""The fields of a case that are shown."""

RegisteredAt = Annotated[
    date | None, typer.Option("--registered", parser=moment, metavar="DATE", help="When you registered it; now if not given.")
]
_REFERENCE = "Your own name for it, by which it is registered once, however often this is started."


@command(SwedishOptions)
def status(
    options: SwedishOptions, screen: Screen, *, case: CaseId = None, creditor: OfCreditor = None, invoice_number: InvoiceNumber = None
) -> ExitCode:
    """See where a case stands now; with --json one JSON line for each case of that number."""
    which = which_case(case, creditor, invoice_number)
    with make_client(options) as client:
        documents = [status_document(found) for found in _cases(client, which)]
    names = ("case_id", "invoice_number", "state", "status", "remaining_capital", "remaining_costs", "remaining_interest")
    rows = [[*(one[name] or "" for name in names), "yes" if one["closed"] else "no"] for one in documents]
    screen.table(("case", "invoice", "state", "status", "capital", "costs", "interest", "closed"), rows)
    for one in documents:
        screen.document(one)
        for step in one["state_history"]:
            screen.say(f"  {step['since'] or '?'}  {step['state']}")
    return ExitCode.OK


def _cases(client: Sweden, which: WhichCase) -> list[Case]:
    if which["case"] is not None:
        return [client.cases.get(which["case"], projection=VIEWED)]
    where = narrowed(eq("debt.invoice_number", which["invoice_number"]), creditor=which["creditor"])
    found = list(client.cases.list(where=where, projection=VIEWED))
    if not found:
        raise InputError([Problem(None, "invoice_number", "names no case of the creditor")])
    return found


@command(SwedishOptions)
def pay(
    options: SwedishOptions,
    screen: Screen,
    *,
    case: CaseId = None,
    creditor: OfCreditor = None,
    invoice_number: InvoiceNumber = None,
    amount: Annotated[Decimal, typer.Option(parser=amount, metavar="SEK", help="In kronor, such as 1250.50.", show_default=False)],
    paid: Annotated[date, typer.Option("--date", parser=moment, metavar="DATE", help="When the money came.", show_default=False)],
    reference: Annotated[str, typer.Option(metavar="TEXT", help=_REFERENCE, show_default=False)],
    registered: RegisteredAt = None,
) -> ExitCode:
    """Tell Amili of a payment that the customer made straight to the creditor."""
    which = which_case(case, creditor, invoice_number)
    with make_client(options) as client:
        result = client.payments.register(
            **which,
            amount=amount,
            bank_transaction_date=paid,
            creditor_payment_reference=reference,
            client_registration_date=registered,
        )
    return _tell(screen, result)


@command(SwedishOptions)
def credit(
    options: SwedishOptions,
    screen: Screen,
    *,
    case: CaseId = None,
    creditor: OfCreditor = None,
    invoice_number: InvoiceNumber = None,
    amount: Amount = None,
    everything: Annotated[bool, typer.Option("--all", help="All that is left of the capital, in place of --amount.")] = False,
    reference: Annotated[str | None, typer.Option(metavar="TEXT", help=_REFERENCE)] = None,
    credit_invoice: Annotated[
        str | None, typer.Option(metavar="ID", help="The credit invoice, which can stand in for --reference.")
    ] = None,
    registered: RegisteredAt = None,
) -> ExitCode:
    """Take back a claim, whole or in part."""
    which = which_case(case, creditor, invoice_number)
    if everything == (amount is not None):
        raise typer.BadParameter("say either --amount or --all")
    if reference is None and credit_invoice is None:
        raise typer.BadParameter("give a --reference or a --credit-invoice, by which it is registered once")
    with make_client(options) as client:
        result = client.creditings.register(
            **which,
            amount=amount,
            creditor_reference=reference,
            credit_invoice=credit_invoice,
            client_registration_date=registered,
        )
    return _tell(screen, result)


@command(SwedishOptions)
def cancel(
    options: SwedishOptions, screen: Screen, *, case: CaseId = None, creditor: OfCreditor = None, invoice_number: InvoiceNumber = None
) -> ExitCode:
    """Stop all further processing of a case."""
    which = which_case(case, creditor, invoice_number)
    with make_client(options) as client:
        result = client.cancellations.register(**which)
    return _tell(screen, result)


def _tell(screen: Screen, result: ActionResult) -> ExitCode:
    """Refused is an error; not certain is a warning, a part of the amount, and what Amili has not finished or does not tell."""
    code = ExitCode.OK if result.ok else ExitCode.FAILED if result.status == "error" else ExitCode.CHECK
    screen.document(action_document(result, code))
    how = "already there, not sent again" if result.adopted else "registered"
    screen.say(f"{result.action} {result.id}: {how}, {result.status or result.progress or 'its status is not told'}")
    if result.amount is not None and result.settled_amount is not None:
        screen.say(f"  settled: {result.settled_amount} of {result.amount}")
    if not result.ok and result.reason:
        screen.say(f"  reason: {result.reason}")
    return code


@command(SwedishOptions)
def attach(
    options: SwedishOptions,
    screen: Screen,
    *,
    file: Annotated[str, typer.Argument(help="PDF, JPEG, PNG, GIF or BMP.", show_default=False)],
    case: CaseId = None,
    creditor: OfCreditor = None,
    invoice_number: InvoiceNumber = None,
    field: Annotated[str, typer.Option(metavar="PATH", help="The field of the case that is to hold it.")] = "original_invoice",
) -> ExitCode:
    """Attach a file to a case: its original invoice. What was attached there before is replaced."""
    which = which_case(case, creditor, invoice_number)
    with make_client(options) as client:
        cases = [which["case"]] if which["case"] is not None else [one.field_id or "" for one in _cases(client, which)]
        if len(cases) > 1:
            raise InputError([Problem(None, "invoice_number", f"names {len(cases)} cases of the creditor; name the case itself")])
        uploaded = client.media.upload(cases[0], file, dotted_path=field)
    code = ExitCode.OK
    screen.document({"ok": True, "exit_code": code.value, "case_id": uploaded.reference_id, "field": field, "adopted": uploaded.adopted})
    screen.say(f"case {uploaded.reference_id}: {field} is attached")
    return code


ACTIONS: Mapping[str, Callable[..., None]] = {"status": status, "pay": pay, "credit": credit, "cancel": cancel, "attach": attach}
