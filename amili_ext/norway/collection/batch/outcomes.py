"""What becomes of each invoice, payment or correction that is sent in a batch.

Amili reports a batch as two lists, `succeeded` and `failed`, in an order of its own; see `amili_ext.outcomes` for what is made of it. How
an item of a batch names what was sent is in `by_number` and `by_amount`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import frozen

from amili_ext.norway.collection.batch.references import AmountReference, Reference
from amili_ext.outcomes import ItemOutcome


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
