"""Handing over invoices, so that none is handed over twice and none is lost.

The API answers 202 with a batch id, and there is no documented way to repeat a submission safely. So:

* Before the first attempt the API is asked whether an earlier attempt with the same content, perhaps of a process that was killed, arrived.
* A request that provably never reached the server is repeated (`amili_ext.retry`).
* After an ambiguous failure the API is asked again and again for `settle` seconds, and what it says decides between adopting, repeating
  and `SubmissionUnknownError`; see `amili_ext.once`.

The request carries an `IdempotencyKey` derived from the content. That a filter of that name exists is documented; that a header of that
name is heeded is inferred, so the key is never trusted alone.

Pages: https://docs.amili.dev/createinvoices-4148067e0 and https://docs.amili.dev/example-workflow-359631m0, step 2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection as Names
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import cast
from uuid import UUID, uuid5

from amili_client.norway.collection.api.invoice import create_invoices
from amili_client.norway.collection.models.create_invoices_request import CreateInvoicesRequest
from amili_client.norway.collection.models.invoice_input import InvoiceInput
from amili_client.runtime import UNSET
from attrs import frozen

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.errors import ConfigurationError, ResponseError, UnreadableResponseError
from amili_ext.flow import Emit, Flow, Instant, Now, Sleep, Stream
from amili_ext.logs import logger
from amili_ext.norway.collection.batch import lookup
from amili_ext.norway.collection.batch.checks import Checked, Invoices, check_invoices
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.lookup import Sent
from amili_ext.norway.collection.batch.outcomes import BatchResult
from amili_ext.norway.collection.batch.waiting import wait
from amili_ext.norway.collection.context import Collection
from amili_ext.once import SETTLING, Sighting, at_most_once
from amili_ext.polling import DOCUMENTED_MAX_WAIT

LOOK_BACK = timedelta(hours=1)
"""How far back a new submission looks for itself."""

CLOCK_MARGIN = timedelta(minutes=2)
"""How much earlier than we believe a batch of ours may claim to have been made."""

_NAMESPACE = UUID("0b0f7cf5-7c0a-5e0b-9d3c-6a1f0f3c5e21")


@frozen
class _Submission:
    """One submission under way."""

    context: Collection
    parts: list[bytes]
    """Each invoice as JSON."""
    sent: Sent

    def handle(self, batch_id: UUID, now: Instant, *, adopted: bool) -> BatchHandle:
        memory = self.context.memory
        memory.own_batches.add(batch_id)
        if self.sent.key is not None and not adopted:
            memory.last_sent = (self.sent.key, batch_id)
        if adopted:
            logger.info("batch %s was there already from an earlier attempt; it is adopted", batch_id)
        return BatchHandle(batch_id, self.context.organization_id, self.sent.references, now.wall, self.sent.key, adopted)

    def unknown(self, why: str, candidates: tuple[UUID, ...] = (), status: int | None = None) -> SubmissionUnknownError:
        return SubmissionUnknownError(
            f"{why}; {len(self.sent.references)} invoices may or may not have been handed over: check them before sending them again",
            references=self.sent.references,
            idempotency_key=self.sent.key,
            candidates=candidates,
            status=status,
        )


def submit(
    context: Collection, invoices: Invoices, *, idempotency_key: str | None = None, extra_fields: Names[str] = ()
) -> Flow[BatchHandle]:
    """Hand over invoices as one batch and return a handle, without waiting for the batch to be processed.

    Args:
        invoices: generated models, dicts in wire or Python names, or any iterable of either.
        idempotency_key: replaces the key that is derived from the content; a new key says "this is meant to be sent once more".
        extra_fields: fields that the documentation does not show and that dicts may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        SubmissionUnknownError: it could not be settled whether the invoices arrived.
        ResponseError: the API refused the submission as a whole; nothing was handed over.
        TransportError, TokenError: nothing was sent.
    """
    return (yield from _submit(context, check_invoices(invoices, extra_fields), idempotency_key))


def submit_batches(context: Collection, invoices: Invoices, *, batch_size: int = 500, extra_fields: Names[str] = ()) -> Stream[BatchHandle]:
    """Hand over any number of invoices in batches of at most `batch_size`; give out each handle as soon as its batch is accepted.

    All invoices are checked before the first batch is sent. When an error ends it, the handles given out so far are good, and calling it
    again with the same invoices in the same order finds the batches that arrived. Amili's pages do not say how large a batch may be.

    Raises:
        As `submit`, for the batch that it stopped at.
    """
    if batch_size < 1:
        raise ConfigurationError("batch_size must be at least 1")
    for piece in check_invoices(invoices, extra_fields).slices(batch_size):
        handle = yield from _submit(context, piece, None)
        yield Emit(handle)


def _submit(context: Collection, checked: Checked, idempotency_key: str | None) -> Flow[BatchHandle]:
    key = (idempotency_key or derived_key(context, checked.parts)) if context.send_idempotency_key else None
    numbers = frozenset(reference.invoice_number for reference in checked.references)
    submission = _Submission(context, checked.parts, Sent(tuple(checked.references), key, numbers))
    if context.look_first:
        earlier = yield from _earlier_attempt(submission)
        if earlier is not None:
            return submission.handle(earlier, (yield Now()), adopted=True)
    done = yield from at_most_once(
        partial(_send, submission), partial(_look, submission), settle=context.settle, unknown=submission.unknown
    )
    return submission.handle(done.value, (yield Now()), adopted=done.adopted)


def submit_and_wait(
    context: Collection,
    invoices: Invoices,
    *,
    max_wait: float = DOCUMENTED_MAX_WAIT,
    idempotency_key: str | None = None,
    extra_fields: Names[str] = (),
) -> Flow[BatchResult]:
    """Hand over invoices as one batch and wait until each has succeeded or failed. Failures are data: see `BatchResult`.

    Args and errors as for `submit` and `BatchHandle` waiting; an error of the wait carries the handle.
    """
    handle = yield from submit(context, invoices, idempotency_key=idempotency_key, extra_fields=extra_fields)
    return (yield from wait(context, handle, max_wait=max_wait))


def derived_key(context: Collection, parts: Iterable[bytes]) -> str:
    """A key that is the same for the same invoices of the same organization, in whatever order, form and process they are passed.

    4500 and 4500.00 are the same money but not the same bytes: a job that writes amounts in another way the second time is recognised
    by its invoice numbers, not by its key.
    """
    # JSON holds no zero byte, so that the parts cannot run into each other.
    digest = hashlib.sha256(b"\0".join(sorted(parts))).hexdigest()
    return str(uuid5(_NAMESPACE, context.organization_id.hex + digest))


def _send(submission: _Submission) -> Flow[UUID]:
    ready = cast(list[InvoiceInput], [Encoded(part) for part in submission.parts])
    answer = yield from call(
        submission.context.api,
        create_invoices,
        submission.context.organization_id,
        body=CreateInvoicesRequest(invoices=ready),
        idempotency_key=submission.sent.key or UNSET,
    )
    if not answer.data or not answer.data.batch_id:
        raise UnreadableResponseError("the submission was accepted, but the answer names no batch", status=202)
    return answer.data.batch_id


def _earlier_attempt(submission: _Submission) -> Flow[UUID | None]:
    """The batch of an earlier attempt at the same submission, if there is one."""
    context, sent = submission.context, submission.sent
    try:
        finding = yield from lookup.by_key(context, sent, just_sent=False)
        if finding.batch_id is not None:
            return finding.batch_id
        memory = context.memory
        if memory.keys_work is None and memory.last_sent is not None:
            memory.keys_work = yield from lookup.keys_work(context, *memory.last_sent)
        if memory.keys_work and sent.key is not None:
            return None
        now: Instant = yield Now()
        since = context.api.server_clock.earlier(now, LOOK_BACK)
        finding = yield from lookup.recent(context, sent, since, just_sent=False)
        looks, begun = 0, now.monotonic
        # What is not finished yet may be ours: its content shows when it is. What was begun later than our look cannot be.
        among = frozenset(finding.undecided)
        while finding.batch_id is None and finding.undecided and now.monotonic - begun < context.settle:
            yield Sleep(SETTLING.pause(looks))
            looks += 1
            finding = yield from lookup.recent(context, sent, since, just_sent=False, among=among)
            now = yield Now()
    except ResponseError as error:
        if error.status >= 500:
            raise
        # A client may be allowed to submit but not to list. Nothing hints at an earlier attempt, so the submission goes on.
        logger.warning("earlier attempts cannot be looked for (%s)", type(error).__name__)
        return None
    if finding.batch_id is None and finding.undecided:
        raise submission.unknown("other batches may hold these invoices already", finding.undecided)
    return finding.batch_id


def _look(submission: _Submission, started: Instant, *, final: bool) -> Flow[Sighting[UUID]]:
    context, sent = submission.context, submission.sent
    # Anew each time, since the first answer may be what tells the server's clock.
    since = context.api.server_clock.earlier(started, CLOCK_MARGIN)
    finding = yield from lookup.by_key(context, sent, just_sent=True)
    if finding.batch_id is None:
        finding = yield from lookup.recent(context, sent, since, just_sent=True)
    if finding.batch_id is not None:
        return Sighting(finding.batch_id)
    if final and (yield from lookup.invoices_since(context, sent, since)):
        return Sighting(doubt="some of the invoices have arrived, but their batch was not found", candidates=finding.undecided)
    if finding.undecided or not finding.complete:
        return Sighting(doubt="batches made at that time may be this one", candidates=finding.undecided)
    return Sighting()
