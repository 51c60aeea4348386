"""Payments that a customer made straight to the creditor.

Page: https://docs-alpha.amili.se/reference/endpoints/creditor-payment
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from amili_client.runtime import UNSET
from amili_client.sweden.ada.api.creditor_payment import create_creditor_payment, get_creditor_payment, list_creditor_payments
from amili_client.sweden.ada.models.creditor_payment_input import CreditorPaymentInput

from amili_ext.checked import Checking
from amili_ext.flow import Flow
from amili_ext.sweden.ada.acting.action_matching import Action, Ours, reference_of
from amili_ext.sweden.ada.acting.action_result import ActionResult
from amili_ext.sweden.ada.acting.action_target import read_target, with_creditor
from amili_ext.sweden.ada.acting.actions import CURRENCY, act, check_amount, refreshed
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.readable import Readable
from amili_ext.sweden.ada.registering.handles import CaseHandle
from amili_ext.wire import Problems

PAYMENTS = Readable("payment", get_creditor_payment, list_creditor_payments)
"""Payments to be read: `PAYMENTS.get`, `PAYMENTS.list`."""

_PAYMENT = Action("payment", create_creditor_payment, PAYMENTS, "_payment_status", ("creditor_payment_reference",))


def register(
    context: Ada,
    case: CaseHandle | str | None = None,
    *,
    amount: Decimal | int,
    bank_transaction_date: datetime | date,
    creditor: str | None = None,
    invoice_number: str | None = None,
    creditor_payment_reference: str | None = None,
    client_registration_date: datetime | date | None = None,
) -> Flow[ActionResult]:
    """Tell Amili of a payment that the customer made straight to the creditor.

    Look at `ok` of the result, or call its `raise_for_failure()`: an answer is not yet a settled payment.

    Args:
        case: the handle of what was registered, or the id of its case. Instead of it, `creditor` and `invoice_number`.
        amount: in kronor, more than zero.
        bank_transaction_date: when the money came; a date stands for midnight UTC.
        creditor: id of the creditor; beside an id of a case it saves one request.
        invoice_number: the creditor's number of the invoice.
        creditor_payment_reference: your own name for this payment, by which it is registered once only, whatever happens. Give one.
        client_registration_date: when you registered it; now if not given.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        AlreadyThereError: the reference names a payment of another amount for this case; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was registered.
        ValidationError: Amili refused it; `fields` says why.
        AmiliError: any other trouble; nothing was registered.

    Page: https://docs-alpha.amili.se/reference/endpoints/creditor-payment
    """
    problems = Problems()
    checking = Checking(problems.at(None))
    target = read_target(case, creditor, invoice_number, checking)
    given = {
        "amount": amount,
        "bank_transaction_date": bank_transaction_date,
        "client_registration_date": UNSET if client_registration_date is None else client_registration_date,
        "creditor_payment_reference": UNSET if creditor_payment_reference is None else creditor_payment_reference,
        "currency": CURRENCY,
    }
    fields, _ = checking.encode(CreditorPaymentInput, given)
    check_amount(fields, checking)
    problems.check()
    target = yield from with_creditor(context, target)
    return (yield from act(context, _PAYMENT, Ours(target, fields, reference_of(_PAYMENT, fields))))


def refresh(context: Ada, result: ActionResult) -> Flow[ActionResult]:
    """What Amili says of the payment now, for one that was not completed at once.

    Raises:
        InputError: that is no such result.
        AmiliError: it cannot be read.

    Page: https://docs-alpha.amili.se/reference/endpoints/creditor-payment
    """
    return (yield from refreshed(context, _PAYMENT, result))
