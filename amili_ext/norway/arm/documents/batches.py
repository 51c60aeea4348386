"""Handing over documents in batches; `amili_ext.norway.arm.batch.sending` says how none is handed over twice and none is lost.

Page: https://docs.amili.dev/post-create-a-batch-of-documents-3942668e0
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import cast

from amili_client.norway.arm.api.documents import create_document_batch
from amili_client.norway.arm.models.batch_accepted import BatchAccepted
from amili_client.norway.arm.models.create_documents_request import CreateDocumentsRequest
from amili_client.norway.arm.models.document_input import DocumentInput
from amili_client.norway.arm.models.metadata import Metadata
from amili_client.runtime import Unset

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.flow import Emit, Flow, Stream
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kind import Row
from amili_ext.norway.arm.batch.sending import send_batch
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.documents.checks import AnyDocument, check_documents
from amili_ext.norway.arm.documents.kind import DOCUMENTS
from amili_ext.norway.arm.documents.looking import look_first
from amili_ext.values import at_least_one


def create_batch(
    context: Receivables, documents: Iterable[AnyDocument], *, user_id: str | None = None, extra_fields: Collection[str] = ()
) -> Flow[ArmBatchHandle]:
    """Hand over documents as one batch and return a handle, without waiting for the batch to be carried out.

    Each document is looked up first, unless the client's `look_first` is off: one that is there already, from an earlier attempt, is not
    sent again and stands in `handle.already`. A batch of an earlier attempt that has not been carried out yet cannot be seen so. What
    then keeps its documents from being made twice is only that ARM knows each by its number; they fail in the later batch.

    Args:
        documents: generated models, dicts in wire or Python names, or any iterable of either. Type, customer and number of each are
            needed; amounts are `Decimal`, in the currency of the document.
        user_id: on whose behalf, in place of the client's.
        extra_fields: fields that the documentation does not show and that dicts may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        DocumentExistsError: there are other documents with these numbers; nothing was sent.
        UnknownOutcomeError: the answer was lost, and not all documents are there: `references` are those that were sent, `candidates`
            those that were found. They are not sent again by themselves.
        ResponseError: the API refused the batch as a whole.
        TransportError, TokenError: nothing was sent.

    Page: https://docs.amili.dev/post-create-a-batch-of-documents-3942668e0
    """
    metadata = metadata_of(context, user_id)
    return (yield from _hand_over(context, check_documents(documents, extra_fields), metadata, user_id))


def create_batches(
    context: Receivables,
    documents: Iterable[AnyDocument],
    *,
    batch_size: int = 500,
    user_id: str | None = None,
    extra_fields: Collection[str] = (),
) -> Stream[ArmBatchHandle]:
    """Hand over any number of documents in batches of at most `batch_size`; give out each handle as soon as its batch is accepted.

    All documents are checked before the first batch is sent. When an error ends it, the handles given out so far are good, and calling it
    again with the same documents passes over those that are there. Amili's pages do not say how large a batch may be.

    Raises:
        As `create_batch`, for the batch that it stopped at.

    Page: https://docs.amili.dev/post-create-a-batch-of-documents-3942668e0
    """
    at_least_one("batch_size", batch_size)
    metadata = metadata_of(context, user_id)
    rows = check_documents(documents, extra_fields)
    for start in range(0, len(rows), batch_size):
        handle = yield from _hand_over(context, rows[start : start + batch_size], metadata, user_id)
        yield Emit(handle)


def _hand_over(context: Receivables, rows: Sequence[Row], metadata: Metadata | Unset, user_id: str | None) -> Flow[ArmBatchHandle]:
    def post(parts: Sequence[bytes]) -> Flow[BatchAccepted]:
        ready = cast(list[DocumentInput], [Encoded(part) for part in parts])
        body = CreateDocumentsRequest(metadata=metadata, documents=ready)
        return (yield from call(context.api, create_document_batch, context.client_no, body=body))

    new, already = yield from look_first(context, rows, user_id)
    return (yield from send_batch(context, DOCUMENTS, new, post, already=already, user_id=user_id, looked_first=context.look_first))
