"""Items of a batch that name invoices by `invoiceNumber`, which is unique within a batch.

Page: https://docs.amili.dev/getbatchbyid-4148060e0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.batch_success import BatchSuccess

from amili_ext.norway.collection.batch.kind import Comparison, Likeness
from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.outcomes import ItemStatus, reasons_of


class Numbers:
    """Compares batches with the invoice numbers that were sent."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._sent = frozenset(reference.invoice_number for reference in references)

    def names_any(self, batch: Batch) -> bool:
        """Whether any item names an invoice."""
        return bool(_numbers(batch))

    def compare(self, batch: Batch) -> Comparison:
        """How much a finished batch looks like what was sent."""
        numbers = _numbers(batch)
        took = any(item.invoice_number in self._sent for item in batch.succeeded or ())
        if numbers == self._sent:
            return Comparison(Likeness.SAME, took)
        return Comparison(Likeness.PART if numbers & self._sent else Likeness.OTHER, took)


def _numbers(batch: Batch) -> frozenset[str]:
    items = (*(batch.succeeded or ()), *(batch.failed or ()))
    return frozenset(item.invoice_number for item in items if item.invoice_number)


class _Mention(NamedTuple):
    """One item of the batch: a success, or the reasons of a failure."""

    success: BatchSuccess | None = None
    reasons: tuple[str, ...] = ()


def outcomes_by_number(references: Sequence[Reference], batch: Batch) -> tuple[tuple[InvoiceOutcome, ...], tuple[str, ...]]:
    """What became of each invoice, and the numbers that were never sent."""
    mentions: defaultdict[str, list[_Mention]] = defaultdict(list)
    for success in batch.succeeded or ():
        mentions[success.invoice_number or ""].append(_Mention(success=success))
    for failure in batch.failed or ():
        mentions[failure.invoice_number or ""].append(_Mention(reasons=reasons_of(failure.errors)))
    outcomes = tuple(_outcome(index, reference, mentions.pop(reference.invoice_number, [])) for index, reference in enumerate(references))
    return outcomes, tuple(sorted(mentions))


def _outcome(index: int, reference: Reference, mentions: list[_Mention]) -> InvoiceOutcome:
    if not mentions:
        return InvoiceOutcome(index, reference, ItemStatus.UNREPORTED)
    if len(mentions) > 1:
        reasons = tuple(reason for mention in mentions for reason in mention.reasons)
        return InvoiceOutcome(index, reference, ItemStatus.CONTRADICTORY, reasons)
    success = mentions[0].success
    if success is None:
        return InvoiceOutcome(index, reference, ItemStatus.FAILED, mentions[0].reasons)
    return InvoiceOutcome(
        index,
        reference,
        ItemStatus.SUCCEEDED,
        invoice_id=success.invoice_id or None,
        case_id=success.case_id or None,
        case_number=success.case_number or None,
    )


def write_reference(reference: Reference) -> list[Any]:
    """A reference as JSON."""
    return [reference.invoice_number, reference.unique_source_invoice_id]


def read_reference(value: Any) -> Reference:
    """A reference from JSON.

    Raises:
        ValueError, TypeError: it is none.
    """
    number, source_id = value
    if not isinstance(number, str) or not isinstance(source_id, str | None):
        raise TypeError("text")
    return Reference(number, source_id)
