"""Waiting for ARM batches, one or a thousand; how that is done is in `amili_ext.waiting`.

ARM's pages recommend no schedule, so it is that of the Collection API. When a batch has finished is inferred from the status of the answer:

* 202: not yet.
* 200: finished.
* 206: partly done, or done in part; nobody knows which. It has finished once it says of everything how it ended, or when its body has not
  changed for half a minute.
* 406: finished, refused as a whole. A document that is there all the same is a contradiction, and no failure.

What a finished batch does not speak of is looked up, where being there proves that the batch took it. So is what it calls failed: a
document that was not there before and is now was made by an earlier batch, of a process that was killed, and must not be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import define

from amili_ext.checked import is_no_list
from amili_ext.errors import AmiliError, ConfigurationError, InputError, Problem
from amili_ext.flow import Emit, Flow, Instant, Now, Stream
from amili_ext.logs import logger
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.result import ArmBatchResult, reconcile, settled_without_batch, speaks_of_all
from amili_ext.norway.arm.batch.sending import look_up
from amili_ext.norway.arm.batch.state import IN_WORK, PARTLY, ArmBatchState, get_even_refused
from amili_ext.norway.arm.context import Receivables
from amili_ext.outcomes import ItemStatus
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.values import kind_of
from amili_ext.waiting import DEFAULT_CONCURRENCY, Waiter, check_wait, wait_for, wait_for_all

UNCHANGED = 30.0
"""Seconds without a change after which a batch that is partly done is taken to have finished: the longest pause between two looks."""


def wait(context: Receivables, handle: ArmBatchHandle, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[ArmBatchResult]:
    """Wait until the batch has finished. Failures are data: see `ArmBatchResult`.

    Args:
        handle: what handing over returned, or `ArmBatchHandle.from_json(text)`.
        max_wait: seconds for the whole wait.

    Raises:
        PollTimeoutError: time is over; `handle` waits again.
        AmiliError: trouble that will not pass, such as a missing permission; its `handle` is set.

    Page: https://docs.amili.dev/get-one-batch-3942681e0
    """
    check_wait(max_wait)
    if _batch_of(context, handle) is None:
        return settled_without_batch(handle)
    return (yield from wait_for(_waiter(context), handle, max_wait=max_wait))


def wait_all(
    context: Receivables,
    handles: Iterable[ArmBatchHandle],
    *,
    max_wait: float = DOCUMENTED_MAX_WAIT,
    concurrency: int = DEFAULT_CONCURRENCY,
) -> Stream[ArmBatchResult]:
    """Wait for many batches; give out each result as soon as it is there, so that memory stays flat.

    One scheduler looks at each batch on its own schedule, at no more than `concurrency` of them at the same time.

    Args:
        handles: what handing over returned, in any order.
        max_wait: seconds for each wait, counted from now.
        concurrency: how many looks may be under way at once.

    Raises:
        UnfinishedBatchesError: after all other results: some batches ran out of time or into trouble; `errors` has them by handle.
    """
    check_wait(max_wait)
    if is_no_list(handles):
        raise InputError([Problem(None, "handles", f"must be a list of handles, not {kind_of(handles)}")])
    batches: list[ArmBatchHandle] = []
    settled: list[ArmBatchHandle] = []
    for handle in handles:
        (settled if _batch_of(context, handle) is None else batches).append(handle)
    for handle in settled:
        yield Emit(settled_without_batch(handle))
    yield from wait_for_all(_waiter(context), batches, max_wait=max_wait, concurrency=concurrency)


def _waiter(context: Receivables) -> Waiter[ArmBatchHandle, ArmBatchResult]:
    def begin(handle: ArmBatchHandle) -> Callable[[], Flow[ArmBatchResult | None]]:
        return _Watch(context, handle, _batch_of(context, handle) or "").look

    return Waiter(begin, name=lambda handle: f"batch {handle.batch_uuid}", schedule=context.schedule)


def _batch_of(context: Receivables, handle: ArmBatchHandle) -> str | None:
    """The id of the batch that a handle is for.

    Raises:
        InputError: it is no handle.
        ConfigurationError: it is for another ARM client.
    """
    given: Any = handle
    if not isinstance(given, ArmBatchHandle):
        raise InputError([Problem(None, "handle", f"must be the handle of an ARM batch, not {kind_of(given)}")])
    if given.client_no != context.client_no:
        raise ConfigurationError(f"the handle belongs to ARM client {given.client_no}, this client to {context.client_no}")
    return given.batch_uuid


@define(eq=False)
class _Watch:
    """One wait under way: what the batch said last, and since when it has said no more."""

    context: Receivables
    handle: ArmBatchHandle
    batch_uuid: str
    last: ArmBatchState | None = None
    since: float = 0.0

    def look(self) -> Flow[ArmBatchResult | None]:
        """Look once; None while the batch has not finished."""
        state = yield from get_even_refused(self.context, self.batch_uuid)
        now: Instant = yield Now()
        if state != self.last:
            self.last, self.since = state, now.monotonic
        if state.status == IN_WORK:
            return None
        if state.status == PARTLY and not speaks_of_all(self.handle, state) and now.monotonic - self.since < UNCHANGED:
            return None
        return (yield from self._confirmed(reconcile(self.handle, state)))

    def _confirmed(self, result: ArmBatchResult) -> Flow[ArmBatchResult]:
        """What the batch does not speak of or calls failed, looked up."""
        kind = self.handle.kind
        unsure = [one.reference for one in result.outcomes if one.status in (ItemStatus.UNREPORTED, ItemStatus.FAILED)]
        if not unsure or not kind.made_by_batch or not self.handle.looked_first:
            return result
        try:
            stored = yield from look_up(self.context, kind, unsure)
        except AmiliError as trouble:
            logger.warning("what the batch leaves open or calls failed cannot be looked up (%s); it stays so", type(trouble).__name__)
            return result
        return result.confirmed(frozenset(reference for reference, one in zip(unsure, stored, strict=True) if one is not None))
