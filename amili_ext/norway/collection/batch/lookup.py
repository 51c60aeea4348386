"""Finding out whether a submission arrived, by asking the API.

Three ways, in the order of their worth:

1. By the idempotency key: `getBatchesByOrganization` can filter on it. A server that ignores the filter answers with everybody's batches,
   so a batch counts only if its content matches, or if a key that nobody ever used is seen to find nothing.
2. By content: a batch, made since a given time, whose items are exactly what was sent.
3. Of invoices: by the invoices themselves, by the caller's own id or the invoice number.

An invoice number exists once, so that a batch of these numbers can only be the one that is looked for. The same payment can be made twice,
and the items of a batch may not even tell the amounts: there, content alone proves nothing, unless it was not there before it was sent.

Nothing here decides to send again; see `amili_ext.norway.collection.batch.handing_over`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.invoice import Invoice
from attrs import define, field, frozen

from amili_ext.errors import NotFoundError, PermissionDeniedError
from amili_ext.flow import Flow, Instant, Now, Outcome, Together
from amili_ext.norway.collection import invoices
from amili_ext.norway.collection.batch import batches
from amili_ext.norway.collection.batch.kind import Kind, Likeness, Matcher
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.waiting import is_finished
from amili_ext.norway.collection.context import Collection
from amili_ext.paging import Page
from amili_ext.waiting import DEFAULT_CONCURRENCY

PAGE_SIZE = 100

MOST_PAGES = 50
"""So many pages of batches are read before a look-up gives up as incomplete."""


@define(eq=False)
class Sent:
    """What is being looked for.

    Attributes:
        kind: of what kind of batch it is.
        matcher: knows the content.
        key: the idempotency key that the request carried or would carry; None when keys are switched off.
        before: batches that no attempt can have made: they were finished before the first, or are known to hold something else.
        all_before: whether `before` holds every batch that could be taken for one of ours.
        named: whether the caller gave a key, so that another batch of the same content can be meant to be another.
    """

    kind: Kind[Any, Any]
    matcher: Matcher
    key: str | None
    before: set[UUID] = field(factory=set)
    all_before: bool = False
    named: bool = False

    def settled_by_content(self, likeness: Likeness, *, just_sent: bool) -> bool:
        """Whether a batch that looks so much like what was sent can only be the one."""
        if self.kind.unique or (just_sent and self.all_before):
            return True
        return likeness is Likeness.SAME and not self.named


@frozen
class Finding:
    """What a look-up says.

    Attributes:
        batch_id: the batch that the submission made; None if none was found.
        undecided: batches that may be it: unfinished ones, and ones that took over some of it but not exactly that.
        complete: False when the list was too long to be read to its end.
    """

    batch_id: UUID | None = None
    undecided: tuple[UUID, ...] = ()
    complete: bool = True


class _Verdict(Enum):
    MATCH = 1
    OTHER = 2
    UNDECIDED = 3


def by_key(context: Collection, sent: Sent, key: str | None, *, just_sent: bool, within: timedelta | None = None) -> Flow[Finding]:
    """Look for the batch by an idempotency key, among those that are not older than `within`."""
    if key is None:
        return Finding()
    items = (yield from _page_by_key(context, key)).items
    if within is not None:
        now: Instant = yield Now()
        items = _young(items, context.api.server_clock.earlier(now, within))
    finding = yield from _judge(context, sent, items, just_sent=just_sent)
    if finding.batch_id is not None or not finding.undecided:
        return finding
    if (yield from _filter_is_ignored(context, key)):
        return Finding()  # what it found says nothing, and the recent batches are looked through anyway
    return Finding(batch_id=finding.undecided[0])


def keys_work(context: Collection, key: str, batch_id: UUID) -> Flow[bool]:
    """Whether the API finds that batch, and nothing else, by the key that it was sent with."""
    found = yield from _page_by_key(context, key)
    if [batch.batch_id for batch in found.items] != [batch_id]:
        return False
    # With a single batch in the world, a server that ignores the filter gives the same answer.
    return not (yield from _filter_is_ignored(context, key))


def recent(context: Collection, sent: Sent, since: datetime, *, just_sent: bool, among: frozenset[UUID] | None = None) -> Flow[Finding]:
    """Look through the batches made since then, on the server's clock; `among` narrows that to some of them."""
    source = batches.list_batches(context, page_size=PAGE_SIZE)
    token: str | None = None
    undecided: list[UUID] = []
    for _ in range(MOST_PAGES):
        page = yield from source.fetch(token)
        young = _young(page.items, since)
        if among is not None:
            young = [batch for batch in young if batch.batch_id in among]
        finding = yield from _judge(context, sent, young, just_sent=just_sent)
        if finding.batch_id is not None:
            return finding
        undecided += finding.undecided
        token = page.next_page_token
        if not token or _only_older_follow(page, since):
            return Finding(undecided=tuple(undecided))
    return Finding(undecided=tuple(undecided), complete=False)


def invoices_since(context: Collection, references: Sequence[Reference], since: datetime) -> Flow[bool]:
    """Whether any of the invoices, looked up one by one, was made since then, on the server's clock."""
    for start in range(0, len(references), DEFAULT_CONCURRENCY):
        some = references[start : start + DEFAULT_CONCURRENCY]
        outcomes: list[Outcome[list[Invoice]]] = yield Together([_invoices_of(context, one) for one in some], DEFAULT_CONCURRENCY)
        for reference, outcome in zip(some, outcomes, strict=True):
            if outcome.error is not None:
                raise outcome.error
            for invoice in outcome.value or ():
                if invoice.invoice_number == reference.invoice_number and (not invoice.created_at or invoice.created_at >= since):
                    return True
    return False


def _invoices_of(context: Collection, reference: Reference) -> Flow[list[Invoice]]:
    if reference.unique_source_invoice_id:
        source = invoices.list_invoices(context, unique_source_invoice_id=reference.unique_source_invoice_id)
    else:
        source = invoices.list_invoices(context, invoice_number=reference.invoice_number)
    page = yield from source.fetch(None)
    return page.items


def _filter_is_ignored(context: Collection, key: str) -> Flow[bool]:
    """Whether a key that nobody can have used, since it is made from one that is unique, finds batches all the same."""
    found = yield from _page_by_key(context, str(uuid5(UUID(int=0), key)))
    return bool(found.items)


def _page_by_key(context: Collection, key: str) -> Flow[Page[Batch]]:
    # One page is enough: a filter that works finds one batch.
    return (yield from batches.list_batches(context, idempotency_key=key, page_size=PAGE_SIZE).fetch(None))


def _young(found: Sequence[Batch], since: datetime) -> list[Batch]:
    return [batch for batch in found if not batch.created_at or batch.created_at >= since]


def _only_older_follow(page: Page[Batch], since: datetime) -> bool:
    """Whether the list runs from new to old and this page is already before the time that matters."""
    times = [batch.created_at for batch in page.items if batch.created_at]
    newest_first = all(earlier >= later for earlier, later in pairwise(times))
    return len(times) == len(page.items) > 1 and newest_first and times[0] > times[-1] and times[0] < since


def _judge(context: Collection, sent: Sent, found: Sequence[Batch], *, just_sent: bool) -> Flow[Finding]:
    undecided: list[UUID] = []
    for batch in found:
        batch_id = batch.batch_id
        if not batch_id or batch_id in context.memory.own_batches or batch_id in sent.before:
            continue
        if not sent.kind.may_be(batch.type_ or ""):
            continue
        verdict = yield from _verdict(context, sent, batch, batch_id, just_sent=just_sent)
        if verdict is _Verdict.MATCH:
            return Finding(batch_id=batch_id)
        if verdict is _Verdict.UNDECIDED:
            undecided.append(batch_id)
        elif not just_sent:
            sent.before.add(batch_id)
    return Finding(undecided=tuple(undecided))


def _verdict(context: Collection, sent: Sent, batch: Batch, batch_id: UUID, *, just_sent: bool) -> Flow[_Verdict]:
    if is_finished(batch) and not sent.matcher.names_any(batch):
        try:
            batch = yield from batches.get(context, batch_id)  # lists may leave the items out
        except (NotFoundError, PermissionDeniedError):
            return _Verdict.UNDECIDED  # it is there, since it was listed; what is in it nobody tells
    return _compare(sent, batch, just_sent=just_sent)


def _compare(sent: Sent, batch: Batch, *, just_sent: bool) -> _Verdict:
    if not is_finished(batch):
        return _Verdict.UNDECIDED
    likeness, took = sent.matcher.compare(batch)
    if likeness in (Likeness.SAME, Likeness.ALIKE):
        # A batch of an earlier run that failed whole has made nothing: sending again (perhaps corrected) does nothing twice, while
        # adopting it would lose the correction.
        if not took and not just_sent:
            return _Verdict.OTHER
        return _Verdict.MATCH if sent.settled_by_content(likeness, just_sent=just_sent) else _Verdict.UNDECIDED
    # An invoice that some batch took over must not go out again; another amount on the same invoice may.
    overlaps = likeness is Likeness.PART and took and (sent.kind.unique or just_sent)
    return _Verdict.UNDECIDED if overlaps else _Verdict.OTHER
