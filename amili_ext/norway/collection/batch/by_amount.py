"""Items of a batch that name payments or corrections.

No page shows such an item. That it names the invoice by `invoiceId`, as what was sent does, is inferred; so is an `amount`, which is heeded
where it comes and not missed where it does not. Several payments can be on one invoice. They are told apart by their amounts if every item
on that invoice has one; otherwise they are settled together, if there is an item for each and all say the same, or not at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias
from uuid import UUID

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.batch_failure import BatchFailure
from amili_client.norway.collection.models.batch_success import BatchSuccess
from attrs import frozen

from amili_ext.norway.collection.batch.kind import Comparison, Likeness
from amili_ext.norway.collection.batch.outcomes import AmountOutcome
from amili_ext.norway.collection.batch.references import AmountReference
from amili_ext.outcomes import ItemStatus, reasons_of

_Key: TypeAlias = tuple[UUID, Decimal | None]
"""An invoice; or an amount on it, where items are told apart by their amounts."""


@frozen
class _Mention:
    """One item of the batch; `success` is None for a failure."""

    invoice_id: UUID | None
    amount: Decimal | None
    success: BatchSuccess | None
    invoice_number: str
    reasons: tuple[str, ...] = ()


def _mentions(batch: Batch) -> list[_Mention]:
    found = [_mention(item, item, ()) for item in batch.succeeded or ()]
    return found + [_mention(item, None, reasons_of(item.errors)) for item in batch.failed or ()]


def _mention(item: BatchSuccess | BatchFailure, success: BatchSuccess | None, reasons: tuple[str, ...]) -> _Mention:
    named = success.invoice_id if success else item.additional_properties.get("invoiceId")
    amount = _amount(item.additional_properties.get("amount"))
    return _Mention(_uuid(named) if named else None, amount, success, item.invoice_number or "", reasons)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _amount(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


class Amounts:
    """Compares batches with the payments or corrections that were sent."""

    def __init__(self, references: Sequence[AmountReference]) -> None:
        self._invoices = Counter(reference.invoice_id for reference in references)
        self._amounts = Counter((reference.invoice_id, reference.amount) for reference in references)

    def names_any(self, batch: Batch) -> bool:
        """Whether any item names an invoice."""
        return any(mention.invoice_id for mention in _mentions(batch))

    def compare(self, batch: Batch) -> Comparison:
        """How much a finished batch looks like what was sent."""
        mentions = _mentions(batch)
        took = any(mention.success and mention.invoice_id in self._invoices for mention in mentions)
        named = {mention.invoice_id for mention in mentions if mention.invoice_id}
        if not named & self._invoices.keys():
            return Comparison(Likeness.OTHER, took)
        if all(mention.invoice_id and mention.amount is not None for mention in mentions):
            return Comparison(self._by_amounts(Counter((mention.invoice_id, mention.amount) for mention in mentions)), took)
        # An item for each that was sent or for each invoice, of which some (the failed, as is documented for invoices) may lack the id.
        covered = named == self._invoices.keys() or (None in {mention.invoice_id for mention in mentions} and named < self._invoices.keys())
        alike = covered and len(mentions) in (self._invoices.total(), len(self._invoices))
        return Comparison(Likeness.ALIKE if alike else Likeness.PART, took)

    def _by_amounts(self, mentioned: Mapping[tuple[UUID | None, Decimal | None], int]) -> Likeness:
        if mentioned == self._amounts:
            return Likeness.SAME
        return Likeness.PART if mentioned.keys() & self._amounts.keys() else Likeness.OTHER


def outcomes_by_amount(references: Sequence[AmountReference], batch: Batch) -> tuple[tuple[AmountOutcome, ...], tuple[str, ...]]:
    """What became of each payment or correction, and the invoices of items that fit nothing that was sent."""
    mentions = _mentions(batch)
    # Where one item on an invoice has no amount, the amounts of the others do not help: it may be about any.
    vague = {mention.invoice_id for mention in mentions if mention.amount is None}
    sent: defaultdict[_Key, list[int]] = defaultdict(list)
    for index, one in enumerate(references):
        sent[one.invoice_id, None if one.invoice_id in vague else one.amount].append(index)
    said: defaultdict[_Key, list[_Mention]] = defaultdict(list)
    unexpected: set[str] = set()
    for mention in mentions:
        key = (mention.invoice_id, None if mention.invoice_id in vague else mention.amount) if mention.invoice_id else None
        if key is not None and key in sent:
            said[key].append(mention)
        else:
            unexpected.add(str(mention.invoice_id or mention.invoice_number))
    outcomes: dict[int, AmountOutcome] = {}
    for key, indexes in sent.items():
        outcomes.update(_settle(references, indexes, said[key]))
    return tuple(outcomes[index] for index in range(len(references))), tuple(sorted(unexpected))


def _settle(references: Sequence[AmountReference], indexes: list[int], mentions: list[_Mention]) -> Iterable[tuple[int, AmountOutcome]]:
    """What the items that may be about any of these say of each of them."""
    successes = [mention.success for mention in mentions if mention.success]
    agreed = len(successes) in (0, len(mentions))
    reasons = tuple(dict.fromkeys(reason for mention in mentions for reason in mention.reasons))
    if len(mentions) != len(indexes) or not agreed:
        # With too few items one of these is not reported, and nobody can tell which.
        status = ItemStatus.UNREPORTED if len(mentions) < len(indexes) and agreed else ItemStatus.CONTRADICTORY
        return [(index, AmountOutcome(index, references[index], status, reasons)) for index in indexes]
    status = ItemStatus.SUCCEEDED if successes else ItemStatus.FAILED
    return [(index, _outcome(index, references[index], status, reasons, mention)) for index, mention in zip(indexes, mentions, strict=True)]


def _outcome(index: int, reference: AmountReference, status: ItemStatus, reasons: tuple[str, ...], mention: _Mention) -> AmountOutcome:
    success = mention.success
    return AmountOutcome(
        index,
        reference,
        status,
        reasons,
        invoice_number=mention.invoice_number or None,
        case_id=(success.case_id or None) if success else None,
        case_number=(success.case_number or None) if success else None,
    )


def write_amount_reference(reference: AmountReference) -> list[Any]:
    """A reference as JSON."""
    return [str(reference.invoice_id), str(reference.amount), reference.date.isoformat() if reference.date else None]


def read_amount_reference(value: Any) -> AmountReference:
    """A reference from JSON.

    Raises:
        ValueError, TypeError, AttributeError: it is none.
    """
    invoice_id, text, moment = value
    amount = _amount(text) if isinstance(text, str) else None
    if amount is None:
        raise ValueError("amount")
    return AmountReference(UUID(invoice_id), amount, None if moment is None else _aware(datetime.fromisoformat(moment)))


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("naive time")
    return moment
