"""Waiting for batches, for one or for a thousand, on the schedule that the documentation recommends.

Page: https://docs.amili.dev/example-workflow-359631m0, step 3: wait 1 s, look, wait 2 s, look, 4, 8, … at most 30 s; give up after 5 min.
A look that fails for a passing reason costs one turn of the schedule, not the wait. A wait that runs out of time raises an error with the
handle, from which it can be resumed.

Whoever receives webhooks can pass them as `news`. A batch is then looked at when its BATCH_COMPLETED has come, and apart from that only now
and then, on a slower schedule: a webhook that is lost costs time, never a result, and one that lies costs a request, since it is
always the batch itself that says how it ended.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection as Some
from collections.abc import Iterable
from itertools import count
from typing import Any, Protocol
from uuid import UUID

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.batch_status import BatchStatus
from attrs import define, field

from amili_ext.checked import is_no_list
from amili_ext.errors import (
    AmiliError,
    ConfigurationError,
    InputError,
    NotFoundError,
    Problem,
    RateLimitedError,
    ServerError,
    TokenError,
    TransportError,
    UnreadableResponseError,
)
from amili_ext.flow import Emit, Flow, Instant, Listen, Now, Outcome, Signal, Sleep, Stream, Together
from amili_ext.logs import logger
from amili_ext.norway.collection.batch.batches import get
from amili_ext.norway.collection.batch.errors import PollTimeoutError, UnfinishedBatchesError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.outcomes import OutcomeT, ReferenceT
from amili_ext.norway.collection.batch.result import BatchResult, reconcile
from amili_ext.norway.collection.context import Collection
from amili_ext.polling import DOCUMENTED_MAX_WAIT, PollSchedule
from amili_ext.values import at_least_one, kind_of, seconds_in

TERMINAL = frozenset({BatchStatus.SUCCESS, BatchStatus.PARTIAL, BatchStatus.FAILED})

NOT_YET_VISIBLE = 30.0
"""Seconds from the start of a wait for which 404 means "not there yet": the batch was accepted, but may become visible late."""

DEFAULT_CONCURRENCY = 8
"""How many batches `wait_all` looks at at the same time."""


_BREATH = 0.05
"""Seconds between two looks at news that were about other batches, however many of those come."""


class BatchNews(Signal, Protocol):
    """Who hears of finished batches, such as `amili_ext.norway.webhooks.BatchEvents`. What it raises is logged, and ends no wait."""

    def finished(self, batch_ids: Some[UUID], /) -> Some[UUID]:
        """Which of these have been announced as finished. Asking again gives the same answer again."""
        ...


@define(eq=False)
class _Ear:
    """What a wait hears. News that fail are told of once, and cost time like webhooks that are lost: until a look is due nobody listens."""

    news: BatchNews | None
    complained: bool = False

    def complain(self, trouble: Exception) -> None:
        if not self.complained:
            self.complained = True
            logger.warning("no news of finished batches (%s); polling goes on", type(trouble).__name__)


@define(eq=False)
class _Wait:
    """One wait under way."""

    handle: BatchHandle[Any, Any]
    started: float
    max_wait: float
    schedule: PollSchedule
    documented: PollSchedule
    looks: int = 0
    announced: bool = False
    last_trouble: AmiliError | None = None
    due: float = field(init=False)
    _turns: int = 0

    def __attrs_post_init__(self) -> None:
        self.plan(self.started)

    def plan(self, now: float) -> None:
        """Set the time of the next look; the last one is at the very end of the wait."""
        self.due = min(now + self.schedule.pause(self._turns), self.started + self.max_wait)
        self._turns += 1

    def announce(self, now: float) -> None:
        """Look at once, since it is said to have finished; and if that does not show yet, soon again."""
        self.announced = True
        self.schedule, self._turns, self.due = self.documented, 0, now

    def look(self, context: Collection) -> Flow[BatchResult[Any, Any] | None]:
        """Look once; None when the batch has not finished.

        Raises:
            PollTimeoutError: that was the last look.
            AmiliError: trouble that will not pass.
        """
        self.looks += 1
        try:
            batch = yield from get(context, self.handle.batch_id)
        except AmiliError as trouble:
            now: Instant = yield Now()
            if not _passes(trouble, now.monotonic - self.started):
                trouble.handle = self.handle
                raise
            self.last_trouble = trouble
        else:
            now = yield Now()
            self.last_trouble = None
            if is_finished(batch):
                return reconcile(self.handle, batch)
        if now.monotonic >= self.started + self.max_wait:
            trouble_at_end = f"; the last look failed: {self.last_trouble}" if self.last_trouble else ""
            raise PollTimeoutError(
                f"batch {self.handle.batch_id} had not finished after {self.max_wait:g} s and {self.looks} looks{trouble_at_end}",
                handle=self.handle,
            ) from self.last_trouble
        self.plan(now.monotonic)
        return None


def is_finished(batch: Batch) -> bool:
    """Whether the status is one of the three that the documentation calls terminal; an unknown status is not."""
    return batch.status in TERMINAL


def _passes(trouble: AmiliError, waited: float) -> bool:
    if isinstance(trouble, TokenError):
        return trouble.transient
    if isinstance(trouble, NotFoundError):
        return waited < NOT_YET_VISIBLE
    return isinstance(trouble, TransportError | ServerError | RateLimitedError | UnreadableResponseError)


def check_wait(max_wait: float, news: BatchNews | None = None) -> None:
    """Whoever writes first and then waits asks this before both.

    Raises:
        ConfigurationError: so nobody can wait.
    """
    seconds_in("max_wait", max_wait)
    if news is not None and (isinstance(news, type) or not callable(getattr(news, "finished", None))):
        raise ConfigurationError('news must be a source of events, such as FileEvents("events.jsonl")')


def _begin(context: Collection, handle: BatchHandle[Any, Any], max_wait: float, now: Instant, news: BatchNews | None) -> _Wait:
    check_wait(max_wait, news)
    given: Any = handle
    if not isinstance(given, BatchHandle):
        raise InputError([Problem(None, "handle", f"must be the handle of a batch, not {kind_of(given)}")])
    if handle.organization_id != context.organization_id:
        raise ConfigurationError(f"the handle belongs to organization {handle.organization_id}, this client to {context.organization_id}")
    schedule = context.fallback_schedule if news is not None else context.schedule
    return _Wait(handle, now.monotonic, seconds_in("max_wait", max_wait), schedule, context.schedule)


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
    now: Instant = yield Now()
    one = _begin(context, handle, max_wait, now, news)
    ear = _Ear(news)
    while True:
        yield from _pause([one], one.due, ear)
        result = yield from one.look(context)
        if result is not None:
            return result


def _pause(waits: Some[_Wait], due: float, ear: _Ear) -> Flow[list[_Wait]]:
    """Let time pass until a look is due or one of these batches is announced; give those that were."""
    listened = False
    while ear.news is not None:
        unheard = [one for one in waits if not one.announced]
        try:
            since = ear.news.count
            finished = ear.news.finished({one.handle.batch_id for one in unheard})
            heard = [one for one in unheard if one.handle.batch_id in finished]
        except Exception as trouble:  # noqa: BLE001  # it is not ours, and may be anything
            ear.complain(trouble)
            break
        now: Instant = yield Now()
        for one in heard:
            one.announce(now.monotonic)
        if heard or now.monotonic >= due:
            return heard
        if listened:
            yield Sleep(min(_BREATH, due - now.monotonic))
            now = yield Now()
        listened = True
        try:
            yield Listen(ear.news, max(0.0, due - now.monotonic), since)
        except Exception as trouble:  # noqa: BLE001  # as above
            ear.complain(trouble)
            break
    now = yield Now()
    yield Sleep(max(0.0, due - now.monotonic))
    return []


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
    at_least_one("concurrency", concurrency)
    if is_no_list(handles):
        raise InputError([Problem(None, "handles", f"must be a list of handles, not {kind_of(handles)}")])
    now: Instant = yield Now()
    tie = count()  # keeps the heap from comparing waits that are due at the same moment
    waiting = dict.fromkeys([_begin(context, handle, max_wait, now, news) for handle in handles])
    queue = [(one.due, next(tie), one) for one in waiting]
    heapq.heapify(queue)
    errors: dict[BatchHandle[Any, Any], AmiliError] = {}
    ear = _Ear(news)
    while waiting:
        for one in (yield from _pause(waiting, queue[0][0], ear)):
            heapq.heappush(queue, (one.due, next(tie), one))
        now = yield Now()
        due: dict[_Wait, None] = {}
        while queue and len(due) < concurrency and queue[0][0] <= now.monotonic:
            planned, _, one = heapq.heappop(queue)
            if one in waiting and planned == one.due:  # otherwise it was announced meanwhile, or that is done
                due[one] = None
        outcomes: list[Outcome[BatchResult[Any, Any] | None]] = yield Together([one.look(context) for one in due], concurrency)
        for one, outcome in zip(due, outcomes, strict=True):
            if outcome.error is None and outcome.value is None:
                heapq.heappush(queue, (one.due, next(tie), one))
                continue
            del waiting[one]
            if isinstance(outcome.error, AmiliError):
                errors[one.handle] = outcome.error
            elif outcome.error is not None:
                raise outcome.error
            elif outcome.value is not None:
                yield Emit(outcome.value)
    if errors:
        logger.warning("not waited for to the end: %d of the batches", len(errors))
        raise UnfinishedBatchesError(errors)
