"""Showing batches: one by its id, and lists of them.

Where the pages are silent:

* The paths without an organization know the batches of every organization that the client may act for.
* `SubjectId` finds the batch in which this invoice or case came about, and those whose payments or corrections were booked on it.
* An item of the batch list is the whole batch, with `succeeded` and `failed`.
* The types of batches of payments and corrections are PAYMENT and CORRECTION. Their items name the invoice and its case, as those of
  invoices do; those that failed have the id of the invoice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse
from amili_ext.sandbox.norway.context import Context, success
from amili_ext.sandbox.norway.moments import show_time
from amili_ext.sandbox.norway.paging import list_response, read_page
from amili_ext.sandbox.norway.rows import BatchFilter, BatchRow
from amili_ext.sandbox.norway.validation import Call


@frozen
class BatchesApi:
    """The part of the Collection API that shows batches."""

    context: Context

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "getBatchById": lambda call: self._get(call, [self.context.organization(call)]),
            "getBatchByIdLegacy": lambda call: self._get(call, self.context.organizations),
            "getBatchesByOrganization": lambda call: self._list(call, [self.context.organization(call)]),
            "getBatches": lambda call: self._list(call, self.context.organizations),
        }

    def _get(self, call: Call, organizations: Sequence[str]) -> SandboxResponse:
        self.context.process()
        batch = self.context.store.batch(call.path["batchId"].lower())
        if batch is None or batch.organization not in organizations:
            raise Refusal(404, "There is no such batch.")
        return success(_show(batch))

    def _list(self, call: Call, organizations: Sequence[str]) -> SandboxResponse:
        settings = self.context.settings
        page = read_page(call, settings)
        now = self.context.process()
        wanted = BatchFilter(
            created_until=now - timedelta(seconds=settings.listing_delay),
            state=call.query.get("State"),
            type=call.query.get("Type"),
            subject=call.query.get("SubjectId", "").lower() or None,
            idempotency_key=call.query.get("IdempotencyKey") if settings.honour_idempotency_filter else None,
        )
        return list_response(self.context.store.batches(organizations, wanted, page), page, _show)


def _show(batch: BatchRow) -> dict[str, Any]:
    return {
        "batchId": batch.id,
        "type": batch.type,
        "status": batch.status,
        "createdAt": show_time(batch.created_at),
        "finishedAt": None if batch.finished_at is None else show_time(batch.finished_at),
        "organizationId": batch.organization,
        "createdBy": batch.created_by,
        "succeeded": batch.succeeded,
        "failed": batch.failed,
    }
