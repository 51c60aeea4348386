"""What payments, creditings and cancellations have in common: each is registered at most once.

With a reference of the caller's, an action is known by creditor, case and reference: it is looked for before it is sent, and one with the
same amount is adopted. One bank transfer may pay several invoices, so the same reference on another case is another payment.

Without one, two equal actions are two actions, and nothing is adopted beforehand. But after an ambiguous failure somebody must tell whether
the action arrived: those of the creditor that were there before are noted first, and one that is new and has the same case, amount and date
is taken for ours. More than one that may be ours is an error. Only a reference makes this safe against another process that did the same.
A case that is cancelled twice is cancelled, so of cancellations nothing is noted.

Page: https://docs-alpha.amili.se/reference/examples/creditor-case-actions
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from amili_ext.checked import Checking, Encoded
from amili_ext.endpoint import call
from amili_ext.errors import InputError, Problem, UnreadableResponseError
from amili_ext.flow import Flow, Instant, Now
from amili_ext.once import Sighting
from amili_ext.sweden.ada.acting.action_matching import Action, Ours, Stored, judge, recent_actions
from amili_ext.sweden.ada.acting.action_result import ActionResult, read_result
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.creation import CLOCK_MARGIN, AlreadyThereError, create_once
from amili_ext.sweden.ada.eve.finding import by_text, find
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.registering.checks import amount
from amili_ext.wire import encode

CURRENCY = "SEK"
"""The only currency that Amili supports here."""

D = TypeVar("D", bound=Stored)


def act(context: Ada, action: Action[D], ours: Ours, *, looked: bool = False) -> Flow[ActionResult]:
    """Register it at most once.

    Args:
        looked: whether it was looked for by its reference already.

    Raises:
        AlreadyThereError: its reference names another amount for this case; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was registered.
        AmiliError: any other trouble; nothing was registered.
    """
    before: frozenset[str] = frozenset()
    if ours.reference is None and "amount" in ours.fields:
        start: Instant = yield Now()
        # Anew for each page, since the first answer may be what tells the server's clock.
        recent = yield from recent_actions(context, action, ours, lambda: context.api.server_clock.earlier(start, CLOCK_MARGIN))
        before = frozenset(str(one.field_id) for one in recent.documents)

    def send() -> Flow[ActionResult]:
        answer = yield from call(context.api, action.create, body=Encoded(encode(ours.wire)))
        said = answer.to_dict()
        if not said.get("_id"):
            raise UnreadableResponseError(f"the {action.name} was accepted, but the answer names no _id", status=201)
        return read_result(action.name, action.progress, said, ours.wire, adopted=False)

    def look(since: datetime | None) -> Flow[Sighting[ActionResult]]:
        if since is None:
            return (yield from by_reference(context, action, ours))
        recent = yield from recent_actions(context, action, ours, lambda: since)
        sighting = judge(action, ours, [one.to_dict() for one in recent.documents if one.field_id not in before])
        if sighting.found is None and sighting.doubt is None and not recent.complete:
            return Sighting(doubt=f"there are too many new {action.name}s to look through")
        return sighting

    what = f"the {action.name} for {ours.target.case or ours.target.invoice_number}"
    done = yield from create_once(
        context, send, look, what=what, references=ours.references, look_first=ours.reference is not None and not looked
    )
    return done.value


def by_reference(context: Ada, action: Action[D], ours: Ours) -> Flow[Sighting[ActionResult]]:
    """What there is under its reference."""
    if ours.reference is None:
        return Sighting()
    name, reference = ours.reference
    found = yield from find(context, action.readable.many, by_text(name, [reference]), where=eq("creditor", ours.target.creditor))
    return judge(action, ours, [one.to_dict() for one in found])


def adopted_by_reference(context: Ada, action: Action[D], ours: Ours) -> Flow[ActionResult | None]:
    """What there is under its reference, before it is known what is to be sent.

    Raises:
        AlreadyThereError: there is something under it that is not this.
    """
    if not context.look_first:
        return None
    sighting = yield from by_reference(context, action, ours)
    if sighting.doubt is not None:
        raise AlreadyThereError(
            f"the {action.name} was not sent: {sighting.doubt}", references=ours.references, candidates=sighting.candidates
        )
    return sighting.found


def refreshed(context: Ada, action: Action[D], result: Any) -> Flow[ActionResult]:
    """What Amili says of it now.

    Raises:
        InputError: that is no result of this kind of action.
    """
    if not isinstance(result, ActionResult) or result.action != action.name:
        raise InputError([Problem(None, "result", f"must be the result of a {action.name}")])
    now = yield from action.readable.get(context, result.id)
    sent = {"creditor": result.creditor, "case": result.case, "invoice_number": result.invoice_number, "amount": result.amount}
    return read_result(action.name, action.progress, {"_id": result.id, **now.to_dict()}, sent, adopted=result.adopted)


def check_amount(fields: Mapping[str, Any], checking: Checking) -> None:
    """An amount that is given must be more than zero."""
    value = amount(fields, "amount")
    if value is not None and value <= Decimal(0):
        checking.blame("amount", "must be more than zero")
