"""What becomes of each thing that is sent in a batch.

Amili reports a batch as two lists, `succeeded` and `failed`, in an order of its own. Here every invoice (or payment, or correction) that
was sent comes back exactly once, in the order in which it was passed. One that the batch does not mention, or mentions in a way that
cannot be settled, is neither a success nor a failure and says so; what was never sent is listed apart. How an item of a batch names what
was sent is in `by_number` and `by_amount`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from amili_client.runtime import encode_json
from attrs import field, frozen

from amili_ext.norway.collection.batch.references import AmountReference, Reference
from amili_ext.shapes import is_array

R_co = TypeVar("R_co", covariant=True)


class ItemStatus(Enum):
    """What the batch says of one invoice, or of one payment or correction on an invoice."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNREPORTED = "unreported"
    """The batch is finished but does not mention it: look it up before sending it again."""
    CONTRADICTORY = "contradictory"
    """The batch mentions it more than once, or not clearly: look it up before sending it again."""


def reasons_of(errors: Any) -> tuple[str, ...]:
    """The `errors` of an item as texts. The page shows a list of texts; one text alone, or parts that are none, are kept as JSON."""
    if not errors:
        return ()
    listed: Sequence[Any] = errors if is_array(errors) else [errors]
    return tuple(one if isinstance(one, str) else encode_json(one).decode() for one in listed)


@frozen
class ItemOutcome(Generic[R_co]):
    """What became of one thing that was sent.

    Attributes:
        index: its position in what was passed, from 0.
        reference: how the caller and Amili both name it.
        status: what the batch says of it.
        reasons: why it failed, in Amili's words; not shown by `repr`, since they may name people.
    """

    index: int
    reference: R_co
    status: ItemStatus
    reasons: tuple[str, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The shortest name of it, for messages."""
        return str(self.reference)


@frozen
class InvoiceOutcome(ItemOutcome[Reference]):
    """What became of one invoice.

    Attributes:
        index: its position in what was passed to `submit`, from 0.
        reference: its number and the caller's own id.
        status: what the batch says of it.
        reasons: why it failed, in Amili's words; not shown by `repr`, since they may name people.
        invoice_id: Amili's id of the invoice.
        case_id: Amili's id of the case that was opened for it.
        case_number: the number that people use for that case.
    """

    invoice_id: UUID | None = None
    case_id: str | None = None
    case_number: str | None = None

    @property
    def invoice_number(self) -> str:
        """`invoiceNumber` as it was sent."""
        return self.reference.invoice_number

    @property
    def name(self) -> str:
        """The invoice number."""
        return self.reference.invoice_number


@frozen
class AmountOutcome(ItemOutcome[AmountReference]):
    """What became of one payment or one correction.

    Attributes:
        index: its position in what was passed to `register`, from 0.
        reference: the invoice that it was sent for, the amount and the date.
        status: what the batch says of it. Of several on one invoice that the batch does not tell apart, all succeeded, or all failed, or
            none is settled.
        reasons: why it failed, in Amili's words; not shown by `repr`, since they may name people.
        invoice_number: the number of the invoice, if the batch names it.
        case_id: Amili's id of the case, if the batch names it.
        case_number: the number that people use for that case, if the batch names it.
    """

    invoice_number: str | None = None
    case_id: str | None = None
    case_number: str | None = None

    @property
    def invoice_id(self) -> UUID:
        """`invoiceId` as it was sent."""
        return self.reference.invoice_id

    @property
    def amount(self) -> Decimal:
        """`amount` as it was sent."""
        return self.reference.amount

    @property
    def name(self) -> str:
        """Amili's id of the invoice."""
        return str(self.reference.invoice_id)


if TYPE_CHECKING:
    # With defaults, so that `BatchHandle` and `BatchResult` alone mean those of invoices. The `TypeVar` of Python 3.11 cannot have any.
    from typing_extensions import TypeVar as TypeVarWithDefault

    ReferenceT = TypeVarWithDefault("ReferenceT", bound=Reference | AmountReference, default=Reference)
    OutcomeT = TypeVarWithDefault("OutcomeT", bound=ItemOutcome[Any], default=InvoiceOutcome)
else:
    ReferenceT = TypeVar("ReferenceT")
    OutcomeT = TypeVar("OutcomeT")
