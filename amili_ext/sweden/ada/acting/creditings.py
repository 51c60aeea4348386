"""Creditings: taking back a claim, whole or in part.

Page: https://docs-alpha.amili.se/reference/endpoints/creditor-crediting
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from amili_client.runtime import UNSET
from amili_client.sweden.ada.api.creditor_crediting import create_creditor_crediting, get_creditor_crediting, list_creditor_creditings
from amili_client.sweden.ada.models.creditor_crediting_input import CreditorCreditingInput
from attrs import evolve

from amili_ext.checked import Checking
from amili_ext.errors import InputError, Problem, UnreadableResponseError
from amili_ext.flow import Flow
from amili_ext.sweden.ada.acting.action_matching import Action, Ours, reference_of
from amili_ext.sweden.ada.acting.action_result import ActionResult
from amili_ext.sweden.ada.acting.action_target import Target, read_case, read_target, with_creditor
from amili_ext.sweden.ada.acting.actions import CURRENCY, act, adopted_by_reference, check_amount, refreshed
from amili_ext.sweden.ada.acting.case_view import remaining_capital
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.readable import Readable
from amili_ext.sweden.ada.registering.handles import CaseHandle
from amili_ext.wire import Problems

CREDITINGS = Readable("crediting", get_creditor_crediting, list_creditor_creditings)
"""Creditings to be read: `CREDITINGS.get`, `CREDITINGS.list`."""

_CREDITING = Action("crediting", create_creditor_crediting, CREDITINGS, "_payment_status", ("creditor_reference", "credit_invoice"))


def register(
    context: Ada,
    case: CaseHandle | str | None = None,
    *,
    amount: Decimal | int | None,
    creditor: str | None = None,
    invoice_number: str | None = None,
    creditor_reference: str | None = None,
    credit_invoice: str | None = None,
    client_registration_date: datetime | date | None = None,
) -> Flow[ActionResult]:
    """Credit a case, whole or in part.

    Look at `ok` of the result, or call its `raise_for_failure()`: an answer is not yet a settled crediting.

    Args:
        case: the handle of what was registered, or the id of its case. Instead of it, `creditor` and `invoice_number`.
        amount: in kronor, more than zero; None credits all that is left of the capital. The case is read for it, and
            `total_remaining_capital_amount` is what counts, or `local_remaining_capital_amount` where that is all there is.
        creditor: id of the creditor; beside an id of a case it saves one request.
        invoice_number: the creditor's number of the invoice.
        creditor_reference: your own name for this crediting, by which it is registered once only, whatever happens. Give one.
        credit_invoice: id of the credit invoice, for tracing it; it stands in for a missing `creditor_reference`.
        client_registration_date: when you registered it; now if not given.

    Raises:
        InputError: with every problem in the input, or nothing is left to credit; nothing was sent.
        AlreadyThereError: the reference names a crediting of another amount for this case; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was registered.
        ValidationError: Amili refused it; `fields` says why.
        AmiliError: any other trouble; nothing was registered.

    Page: https://docs-alpha.amili.se/reference/endpoints/creditor-crediting
    """
    problems = Problems()
    checking = Checking(problems.at(None))
    target = read_target(case, creditor, invoice_number, checking)
    given: dict[str, Any] = {
        "amount": amount,
        "client_registration_date": client_registration_date,
        "creditor_reference": creditor_reference,
        "credit_invoice": credit_invoice,
        "currency": CURRENCY,
    }
    fields, _ = checking.encode(CreditorCreditingInput, {name: UNSET if value is None else value for name, value in given.items()})
    check_amount(fields, checking)
    problems.check()
    target = yield from with_creditor(context, target)
    ours = Ours(target, fields, reference_of(_CREDITING, fields))
    if amount is None:
        # First of all: once it was credited, nothing is left, and an attempt that is repeated should find what it did.
        there = yield from adopted_by_reference(context, _CREDITING, ours)
        if there is not None:
            return there
        left = yield from _left(context, target)
        ours = evolve(ours, fields={**fields, "amount": left})
    return (yield from act(context, _CREDITING, ours, looked=amount is None))


def refresh(context: Ada, result: ActionResult) -> Flow[ActionResult]:
    """What Amili says of the crediting now, for one that was not completed at once.

    Raises:
        InputError: that is no such result.
        AmiliError: it cannot be read.

    Page: https://docs-alpha.amili.se/reference/endpoints/creditor-crediting
    """
    return (yield from refreshed(context, _CREDITING, result))


def _left(context: Ada, target: Target) -> Flow[Decimal]:
    """What is left of the capital, more than zero."""
    found = yield from read_case(context, target)
    left = remaining_capital(found)
    if left is None:
        raise UnreadableResponseError("the case does not say what is left of its capital", status=200)
    if left <= 0:
        raise InputError([Problem(None, "amount", "nothing is left of the capital of this case that could be credited")])
    return left
