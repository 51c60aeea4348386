"""What became of a payment, a crediting or a cancellation.

An answer 201 is not taken to say that it was carried out: `_payment_status` or `_cancellation_status` says how far it came, `status` how
it ended, and `settled_amount` may be less than what was sent. `ActionResult.ok` puts the three together.

Pages: https://docs-alpha.amili.se/reference/endpoints/creditor-payment, https://docs-alpha.amili.se/reference/endpoints/creditor-crediting
and https://docs-alpha.amili.se/reference/endpoints/creditor-cancellation
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from amili_ext.errors import AmiliError
from amili_ext.sweden.ada.registering.checks import amount as number

COMPLETED = "completed"


@frozen
class ActionResult:
    """A payment, a crediting or a cancellation, as Amili registered it.

    Attributes:
        action: `payment`, `crediting` or `cancellation`.
        id: its id.
        creditor: id of the creditor.
        case: id of the case, if it is known.
        invoice_number: the creditor's number of the invoice, if it is known.
        amount: in kronor, what was sent; None for a cancellation.
        settled_amount: in kronor, what was settled of it; None if Amili does not tell.
        progress: `_payment_status` or `_cancellation_status`; of its values only `completed` is documented. None if Amili does not tell, as
            it may for one that was found instead of sent.
        status: how it ended: `completed`, `warning` or `error`; None if Amili does not tell.
        reason: the key under which Amili's applications have a text that says why, from `status_reason_locale`.
        adopted: True when it was found to be registered already, from an earlier attempt, instead of being sent now.
    """

    action: str
    id: str
    creditor: str
    case: str | None
    invoice_number: str | None
    amount: Decimal | None
    settled_amount: Decimal | None
    progress: str | None
    status: str | None
    reason: str | None
    adopted: bool

    @property
    def done(self) -> bool:
        """Whether Amili says that it was carried out, perhaps with a warning."""
        return self.status != "error" and (self.progress == COMPLETED or (self.progress is None and self.status is not None))

    @property
    def ok(self) -> bool:
        """Whether it was carried out without a warning, and, as far as Amili tells, the whole amount was settled."""
        settled = self.amount is None or self.settled_amount is None or self.settled_amount >= self.amount
        return self.done and self.status in (COMPLETED, None) and settled

    def raise_for_failure(self) -> None:
        """Do nothing if it is `ok`.

        Raises:
            ActionFailedError: it is not.
        """
        if self.ok:
            return
        said = [
            f"{name} {value}" for name, value in (("progress", self.progress), ("status", self.status), ("reason", self.reason)) if value
        ]
        if self.amount is not None and self.settled_amount is not None and self.settled_amount < self.amount:
            said.append(f"settled {self.settled_amount} of {self.amount}")
        raise ActionFailedError(f"{self.action} {self.id} is not ok: {', '.join(said) or 'Amili does not tell its status'}", result=self)


class ActionFailedError(AmiliError):
    """Raised by `ActionResult.raise_for_failure()`. The action is registered: sending it again would be one more.

    Attributes:
        result: what Amili said.
    """

    def __init__(self, message: str, *, result: ActionResult) -> None:
        self.result = result
        super().__init__(message)


def read_result(action: str, progress_name: str, wire: Mapping[str, Any], sent: Mapping[str, Any], *, adopted: bool) -> ActionResult:
    """The result in an answer or a document, completed by what was sent: the answer repeats little of it."""

    def text(*names: str) -> str | None:
        return next((value for source in (wire, sent) for name in names if isinstance(value := source.get(name), str) and value), None)

    sent_amount = number(sent, "amount")
    return ActionResult(
        action=action,
        id=str(wire["_id"]),
        creditor=text("creditor") or "",
        case=text("case"),
        invoice_number=text("invoice_number", "case_invoice_number"),
        amount=number(wire, "amount") if sent_amount is None else sent_amount,
        settled_amount=number(wire, "settled_amount"),
        progress=text(progress_name),
        status=text("status"),
        reason=text("status_reason_locale"),
        adopted=adopted,
    )
