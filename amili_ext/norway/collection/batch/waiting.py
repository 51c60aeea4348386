"""Waiting for batches, for one or for a thousand; how that is done is in `amili_ext.waiting`.

Whoever receives webhooks can pass them as `news`: a batch is then looked at when its BATCH_COMPLETED has come.

Page: https://docs.amili.dev/example-workflow-359631m0, step 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Collection as Some
from typing import Any, Protocol
from uuid import UUID

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.batch_status import BatchStatus

from amili_ext.errors import ConfigurationError, InputError, Problem
from amili_ext.flow import Flow, Signal, Stream
from amili_ext.norway.collection.batch.batches import get
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.outcomes import OutcomeT, ReferenceT
from amili_ext.norway.collection.batch.result import BatchResult, reconcile
from amili_ext.norway.collection.context import Collection
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.values import kind_of
from amili_ext.waiting import DEFAULT_CONCURRENCY, Waiter, wait_for, wait_for_all

TERMINAL = frozenset({BatchStatus.SUCCESS, BatchStatus.PARTIAL, BatchStatus.FAILED})


class BatchNews(Signal, Protocol):
    """Who hears of finished batches, such as `amili_ext.norway.webhooks.BatchEvents`. What it raises is logged, and ends no wait."""

    def finished(self, batch_ids: Some[UUID], /) -> Some[UUID]:
        """Which of these have been announced as finished. Asking again gives the same answer again."""
        ...


def is_finished(batch: Batch) -> bool:
    """Whether the status is one of the three that the documentation calls terminal; an unknown status is not."""
    return batch.status in TERMINAL


def _waiter(context: Collection) -> Waiter[BatchHandle[Any, Any], BatchResult[Any, Any]]:
    def begin(handle: BatchHandle[Any, Any]) -> Callable[[], Flow[BatchResult[Any, Any] | None]]:
        given: Any = handle
        if not isinstance(given, BatchHandle):
            raise InputError([Problem(None, "handle", f"must be the handle of a batch, not {kind_of(given)}")])
        if handle.organization_id != context.organization_id:
            raise ConfigurationError(
                f"the handle belongs to organization {handle.organization_id}, this client to {context.organization_id}"
            )
        return lambda: _look(context, handle)

    return Waiter(
        begin,
        name=lambda handle: f"batch {handle.batch_id}",
        schedule=context.schedule,
        fallback_schedule=context.fallback_schedule,
        batch_id=lambda handle: handle.batch_id,
    )


def _look(context: Collection, handle: BatchHandle[Any, Any]) -> Flow[BatchResult[Any, Any] | None]:
    batch = yield from get(context, handle.batch_id)
    return reconcile(handle, batch) if is_finished(batch) else None


def wait(
    context: Collection,
    handle: BatchHandle[ReferenceT, OutcomeT],
    *,
    max_wait: float = DOCUMENTED_MAX_WAIT,
    news: BatchNews | None = None,
) -> Flow[BatchResult[ReferenceT, OutcomeT]]:
    """Wait until the batch has finished.

    Args:
        handle: what `submit` or `register` returned, or `BatchHandle.from_json(text)`.
        max_wait: seconds for the whole wait; the documentation recommends 300.
        news: where webhooks announce finished batches; polling is then only the fallback.

    Raises:
        PollTimeoutError: time is over; `handle` waits again.
        AmiliError: trouble that will not pass, such as a missing permission; its `handle` is set.
    """
    return (yield from wait_for(_waiter(context), handle, max_wait=max_wait, news=news))


def wait_all(
    context: Collection,
    handles: Iterable[BatchHandle[ReferenceT, OutcomeT]],
    *,
    max_wait: float = DOCUMENTED_MAX_WAIT,
    concurrency: int = DEFAULT_CONCURRENCY,
    news: BatchNews | None = None,
) -> Stream[BatchResult[ReferenceT, OutcomeT]]:
    """Wait for many batches; give out each result as soon as it is there, so that memory stays flat.

    One scheduler looks at each batch on its own schedule, at no more than `concurrency` of them at the same time.

    Args:
        handles: what `submit` or `register` returned, in any order.
        max_wait: seconds for each wait, counted from now.
        concurrency: how many looks may be under way at once.
        news: where webhooks announce finished batches; polling is then only the fallback.

    Raises:
        UnfinishedBatchesError: after all other results: some batches ran out of time or into trouble; `errors` has them by handle.
    """
    yield from wait_for_all(_waiter(context), handles, max_wait=max_wait, concurrency=concurrency, news=news)
