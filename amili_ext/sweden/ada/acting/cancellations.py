"""Cancellations: a case or an invoice is not to be processed any further.

Page: https://docs-alpha.amili.se/reference/endpoints/creditor-cancellation
"""

from __future__ import annotations

from amili_client.sweden.ada.api.creditor_cancellation import (
    create_creditor_cancellation,
    get_creditor_cancellation,
    list_creditor_cancellations,
)

from amili_ext.checked import Checking
from amili_ext.flow import Flow
from amili_ext.sweden.ada.acting.action_matching import Action, Ours
from amili_ext.sweden.ada.acting.action_result import ActionResult
from amili_ext.sweden.ada.acting.action_target import read_target, with_creditor
from amili_ext.sweden.ada.acting.actions import act, refreshed
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.readable import Readable
from amili_ext.sweden.ada.registering.handles import CaseHandle
from amili_ext.wire import Problems

CANCELLATIONS = Readable("cancellation", get_creditor_cancellation, list_creditor_cancellations)
"""Cancellations to be read: `CANCELLATIONS.get`, `CANCELLATIONS.list`."""

_CANCELLATION = Action("cancellation", create_creditor_cancellation, CANCELLATIONS, "_cancellation_status")


def register(
    context: Ada, case: CaseHandle | str | None = None, *, creditor: str | None = None, invoice_number: str | None = None
) -> Flow[ActionResult]:
    """Stop all further processing of a case.

    Look at `ok` of the result, or call its `raise_for_failure()`: an answer is not yet a stopped case.

    Args:
        case: the handle of what was registered, or the id of its case. Instead of it, `creditor` and `invoice_number`.
        creditor: id of the creditor; beside an id of a case it saves one request.
        invoice_number: the creditor's number of the invoice.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was registered.
        ValidationError: Amili refused it; `fields` says why.
        AmiliError: any other trouble; nothing was registered.

    Page: https://docs-alpha.amili.se/reference/endpoints/creditor-cancellation
    """
    problems = Problems()
    target = read_target(case, creditor, invoice_number, Checking(problems.at(None)))
    problems.check()
    target = yield from with_creditor(context, target)
    return (yield from act(context, _CANCELLATION, Ours(target, {})))


def refresh(context: Ada, result: ActionResult) -> Flow[ActionResult]:
    """What Amili says of the cancellation now, for one that was not completed at once.

    Raises:
        InputError: that is no such result.
        AmiliError: it cannot be read.

    Page: https://docs-alpha.amili.se/reference/endpoints/creditor-cancellation
    """
    return (yield from refreshed(context, _CANCELLATION, result))
