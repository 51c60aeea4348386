"""What became of each invoice: the batch's answer laid against what was sent.

Amili reports a batch as two lists, `succeeded` and `failed`, in an order of its own. Here every invoice that was sent comes back exactly
once, in the order in which it was passed. One that the batch does not mention, or mentions twice, is neither a success nor a failure and
says so; a number that was never sent is listed apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from attrs import field, frozen

from amili_ext.errors import AmiliError
from amili_ext.norway.collection.batch.handle import BatchHandle, Reference

if TYPE_CHECKING:
    from amili_client.norway.collection.models import Batch, BatchSuccess


class InvoiceStatus(Enum):
    """What the batch says of one invoice."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNREPORTED = "unreported"
    """The batch is finished but does not mention the invoice: look it up before sending it again."""
    CONTRADICTORY = "contradictory"
    """The batch mentions the invoice more than once: look it up before sending it again."""


@frozen
class InvoiceOutcome:
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

    index: int
    reference: Reference
    status: InvoiceStatus
    reasons: tuple[str, ...] = field(default=(), repr=False)
    invoice_id: UUID | None = None
    case_id: str | None = None
    case_number: str | None = None

    @property
    def invoice_number(self) -> str:
        """`invoiceNumber` as it was sent."""
        return self.reference.invoice_number


@frozen(repr=False)
class BatchResult:
    """A finished batch.

    Attributes:
        handle: the handle that was waited for.
        outcomes: one for each invoice sent, in the order sent.
        unexpected: invoice numbers that the batch mentions and that were never sent in it.
        batch: the batch as the API gave it.
    """

    handle: BatchHandle
    outcomes: tuple[InvoiceOutcome, ...]
    unexpected: tuple[str, ...]
    batch: Batch

    def __repr__(self) -> str:
        counts = f"{len(self.succeeded)} succeeded, {len(self.failed)} failed, {len(self.unsettled)} unsettled"
        return f"BatchResult(batch_id={str(self.handle.batch_id)!r}, {counts}, {len(self.unexpected)} unexpected)"

    def __iter__(self) -> Iterator[InvoiceOutcome]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def succeeded(self) -> list[InvoiceOutcome]:
        """The invoices that Amili took over."""
        return [outcome for outcome in self.outcomes if outcome.status is InvoiceStatus.SUCCEEDED]

    @property
    def failed(self) -> list[InvoiceOutcome]:
        """The invoices that Amili refused, with reasons."""
        return [outcome for outcome in self.outcomes if outcome.status is InvoiceStatus.FAILED]

    @property
    def unsettled(self) -> list[InvoiceOutcome]:
        """The invoices that the batch does not mention or mentions more than once."""
        return [outcome for outcome in self.outcomes if outcome.status in _UNSETTLED]

    @property
    def complete(self) -> bool:
        """Whether every invoice succeeded and nothing else was mentioned."""
        return not self.unexpected and all(outcome.status is InvoiceStatus.SUCCEEDED for outcome in self.outcomes)

    def raise_for_failures(self) -> None:
        """Do nothing when the batch is complete.

        Raises:
            PartialFailureError: an invoice failed or is unsettled, or a number came back that was never sent.
        """
        if self.complete:
            return
        troubled = [outcome for outcome in self.outcomes if outcome.status is not InvoiceStatus.SUCCEEDED]
        shown = ", ".join(f"{outcome.invoice_number} ({outcome.status.value})" for outcome in troubled[:5])
        parts = [f"{len(troubled)} of {len(self.outcomes)} invoices did not succeed"]
        if shown:
            parts.append(f"{shown}{', …' if len(troubled) > 5 else ''}")
        if self.unexpected:
            parts.append(f"{len(self.unexpected)} numbers came back that were never sent")
        raise PartialFailureError("; ".join(parts) + " (see .result)", result=self)


class PartialFailureError(AmiliError):
    """Raised by `BatchResult.raise_for_failures()`; `result` holds every outcome."""

    def __init__(self, message: str, *, result: BatchResult) -> None:
        self.result = result
        super().__init__(message)


_UNSETTLED = frozenset({InvoiceStatus.UNREPORTED, InvoiceStatus.CONTRADICTORY})


def reconcile(handle: BatchHandle, batch: Batch) -> BatchResult:
    """Lay a finished batch against what was sent in it."""
    mentions: defaultdict[str, list[_Mention]] = defaultdict(list)
    for success in batch.succeeded or ():
        mentions[success.invoice_number or ""].append(_Mention(success=success))
    for failure in batch.failed or ():
        mentions[failure.invoice_number or ""].append(_Mention(reasons=tuple(failure.errors or ())))
    outcomes = tuple(
        _outcome(index, reference, mentions.pop(reference.invoice_number, [])) for index, reference in enumerate(handle.references)
    )
    return BatchResult(handle, outcomes, tuple(sorted(mentions)), batch)


class _Mention(NamedTuple):
    """One item of the batch: a success, or the reasons of a failure."""

    success: BatchSuccess | None = None
    reasons: tuple[str, ...] = ()


def _outcome(index: int, reference: Reference, mentions: list[_Mention]) -> InvoiceOutcome:
    if not mentions:
        return InvoiceOutcome(index, reference, InvoiceStatus.UNREPORTED)
    if len(mentions) > 1:
        reasons = tuple(reason for mention in mentions for reason in mention.reasons)
        return InvoiceOutcome(index, reference, InvoiceStatus.CONTRADICTORY, reasons)
    success = mentions[0].success
    if success is None:
        return InvoiceOutcome(index, reference, InvoiceStatus.FAILED, mentions[0].reasons)
    return InvoiceOutcome(
        index,
        reference,
        InvoiceStatus.SUCCEEDED,
        invoice_id=success.invoice_id or None,
        case_id=success.case_id or None,
        case_number=success.case_number or None,
    )
