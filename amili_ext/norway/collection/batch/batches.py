"""Batches: read one, and list them.

A batch is the unit in which the API accepts work. It is QUEUED until it is SUCCESS, PARTIAL or FAILED.
Pages: https://docs.amili.dev/getbatchbyid-4148060e0 and https://docs.amili.dev/getbatchesbyorganization-4148061e0
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amili_client.norway.collection.api.batches import get_batch_by_id, get_batch_by_id_legacy, get_batches_by_organization
from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.batch_status import BatchStatus
from amili_client.norway.collection.models.batch_type import BatchType
from amili_client.runtime import UNSET

from amili_ext.endpoint import call
from amili_ext.errors import UnreadableResponseError
from amili_ext.filters import size_in, text_in
from amili_ext.flow import Flow
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.envelope import next_page_token
from amili_ext.paging import Page, Source
from amili_ext.values import one_of, required_uuid


def get(context: Collection, batch_id: UUID | str) -> Flow[Batch]:
    """One batch as it is now.

    Raises:
        InputError: the id is no UUID.
        NotFoundError: the organization has no such batch.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    wanted = required_uuid("batch_id", batch_id)
    if context.legacy_batch_path:
        answer = yield from call(context.api, get_batch_by_id_legacy, wanted)
    else:
        answer = yield from call(context.api, get_batch_by_id, context.organization_id, wanted)
    if not answer.data:
        raise UnreadableResponseError("the answer for a batch holds no batch", status=200)
    return answer.data


def list_batches(
    context: Collection,
    *,
    state: BatchStatus | str | None = None,
    batch_type: BatchType | str | None = None,
    subject_id: str | None = None,
    idempotency_key: str | None = None,
    page_size: int | None = None,
    sort_direction: str | None = None,
    page_token: str | None = None,
) -> Source[Batch]:
    """Every batch of the organization, read page by page while you iterate.

    The filters are the API's own; the pages do not say what `subject_id` means nor which values `sort_direction` takes.
    `page_token` goes on from where an earlier page ended.

    Raises:
        InputError: a filter is not what it must be; nothing was sent.

    Raises (while iterating):
        PagingError: the server repeated a page token.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """

    filters: dict[str, Any] = {
        "state": one_of(BatchStatus, "state", state),
        "type_": one_of(BatchType, "batch_type", batch_type),
        "subject_id": text_in("subject_id", subject_id),
        "idempotency_key": text_in("idempotency_key", idempotency_key),
        "page_size": size_in(page_size),
        "sort_direction": text_in("sort_direction", sort_direction),
    }
    first = text_in("page_token", page_token)

    def fetch(token: str | None) -> Flow[Page[Batch]]:
        answer = yield from call(context.api, get_batches_by_organization, context.organization_id, **filters, page_token=token or UNSET)
        return Page(answer.data or [], next_page_token(answer.summary))

    return Source(fetch, first or None)
