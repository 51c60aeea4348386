"""Handing over invoices; `handing_over` says how it is made sure that none is handed over twice and none is lost.

Page: https://docs.amili.dev/createinvoices-4148067e0
"""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from amili_client.norway.collection.api.invoice import create_invoices
from amili_client.norway.collection.models.create_invoices_request import CreateInvoicesRequest
from amili_client.norway.collection.models.invoice_input import InvoiceInput
from amili_client.runtime import UNSET

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.flow import Flow, Stream
from amili_ext.norway.collection.batch.checks import Invoices, check_invoices
from amili_ext.norway.collection.batch.handing_over import Way, accepted, hand_over, hand_over_batches
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.kinds import INVOICES
from amili_ext.norway.collection.batch.lookup import invoices_since
from amili_ext.norway.collection.batch.result import BatchResult
from amili_ext.norway.collection.batch.waiting import BatchNews, wait
from amili_ext.norway.collection.context import Collection
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.waiting import check_wait


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
    return (yield from hand_over(context, _WAY, check_invoices(invoices, extra_fields), idempotency_key))


def submit_batches(context: Collection, invoices: Invoices, *, batch_size: int = 500, extra_fields: Names[str] = ()) -> Stream[BatchHandle]:
    """Hand over any number of invoices in batches of at most `batch_size`; give out each handle as soon as its batch is accepted.

    All invoices are checked before the first batch is sent. When an error ends it, the handles given out so far are good, and calling it
    again with the same invoices in the same order finds the batches that arrived. Amili's pages do not say how large a batch may be.

    Raises:
        As `submit`, for the batch that it stopped at.
    """
    yield from hand_over_batches(context, _WAY, check_invoices(invoices, extra_fields), batch_size)


def submit_and_wait(
    context: Collection,
    invoices: Invoices,
    *,
    max_wait: float = DOCUMENTED_MAX_WAIT,
    news: BatchNews | None = None,
    idempotency_key: str | None = None,
    extra_fields: Names[str] = (),
) -> Flow[BatchResult]:
    """Hand over invoices as one batch and wait until each has succeeded or failed. Failures are data: see `BatchResult`.

    Args and errors as for `submit` and for `client.batches.wait`; an error of the wait carries the handle.
    """
    check_wait(max_wait, news)
    handle = yield from submit(context, invoices, idempotency_key=idempotency_key, extra_fields=extra_fields)
    return (yield from wait(context, handle, max_wait=max_wait, news=news))


def _send(context: Collection, parts: Sequence[bytes], key: str | None) -> Flow[UUID]:
    ready = cast(list[InvoiceInput], [Encoded(part) for part in parts])
    body = CreateInvoicesRequest(invoices=ready)
    answer = yield from call(context.api, create_invoices, context.organization_id, body=body, idempotency_key=key or UNSET)
    return accepted(answer.data)


_WAY = Way(INVOICES, _send, invoices_since)
