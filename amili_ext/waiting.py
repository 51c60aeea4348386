"""Waiting for what a server carries out later, for one batch or for a thousand, on the schedule that Amili's documentation recommends.

Wait 1 s, look, wait 2 s, look, 4, 8, … at most 30 s; give up after 5 min (see `amili_ext.polling`). A look that fails for a passing reason
costs one turn of the schedule, not the wait. A wait that runs out of time raises an error with the handle, from which it can be resumed.

Whoever is told when a batch has finished can pass that as `news`. A batch is then looked at when it was announced, and apart from that
only now and then, on a slower schedule: a message that is lost costs time, never a result, and one that lies costs a request, since it
is always the batch itself that says how it ended.

What a batch is, how to look at one and what its result is, each API says with a `Waiter`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import count
from typing import Any, Generic, Protocol, TypeVar

from attrs import define, field, frozen

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
from amili_ext.polling import FALLBACK_SCHEDULE, PollSchedule
from amili_ext.values import at_least_one, kind_of, seconds_in

H = TypeVar("H")
R = TypeVar("R")

NOT_YET_VISIBLE = 30.0
"""Seconds from the start of a wait for which 404 means "not there yet": the batch was accepted, but may become visible late."""

DEFAULT_CONCURRENCY = 8
"""How many batches `wait_all` looks at at the same time."""

_BREATH = 0.05
"""Seconds between two looks at news that were about other batches, however many of those come."""


class PollTimeoutError(AmiliError):
    """The batch had not finished when `max_wait` was over. `handle` waits again, here or in another process."""

    def __init__(self, message: str, *, handle: Any) -> None:
        super().__init__(message)
        self.handle = handle


class UnfinishedBatchesError(AmiliError):
    """Some of many batches could not be waited for; all others were returned before this was raised.

    Attributes:
        errors: what went wrong, by handle, for each batch that is left.
    """

    def __init__(self, errors: Mapping[Any, AmiliError]) -> None:
        self.errors = dict(errors)
        super().__init__(f"not waited for to the end: {len(self.errors)} of the batches (see .errors)")


class News(Signal, Protocol):
    """Who hears of finished batches. What it raises is logged, and ends no wait."""

    def finished(self, batch_ids: Any, /) -> Collection[Any]:
        """Which of these have been announced as finished. Asking again gives the same answer again."""
        ...


@frozen
class Waiter(Generic[H, R]):
    """How one API is waited for.

    Attributes:
        begin: called once for each wait, with its handle; gives what looks: a flow of the result, or None if it has not finished. Raises
            `InputError` or `ConfigurationError` for a handle that cannot be waited for here.
        name: of a handle, for messages.
        schedule: the pauses between looks.
        fallback_schedule: the same for a wait that hears of finished batches.
        batch_id: what news call the batch of a handle.
    """

    begin: Callable[[H], Callable[[], Flow[R | None]]]
    name: Callable[[H], str]
    schedule: PollSchedule
    fallback_schedule: PollSchedule = FALLBACK_SCHEDULE
    batch_id: Callable[[H], Any] = lambda handle: handle


@define(eq=False)
class _Ear:
    """What a wait hears. News that fail are told of once, and cost time like webhooks that are lost: until a look is due nobody listens."""

    news: News | None
    complained: bool = False

    def complain(self, trouble: Exception) -> None:
        if not self.complained:
            self.complained = True
            logger.warning("no news of finished batches (%s); polling goes on", type(trouble).__name__)


@define(eq=False)
class _Wait(Generic[H, R]):
    """One wait under way."""

    waiter: Waiter[H, R]
    handle: H
    started: float
    max_wait: float
    schedule: PollSchedule
    looks: int = 0
    announced: bool = False
    last_trouble: AmiliError | None = None
    due: float = field(init=False)
    _look: Callable[[], Flow[R | None]] = field(init=False)
    _turns: int = 0

    def __attrs_post_init__(self) -> None:
        self._look = self.waiter.begin(self.handle)
        self.plan(self.started)

    @property
    def batch_id(self) -> Any:
        return self.waiter.batch_id(self.handle)

    def plan(self, now: float) -> None:
        """Set the time of the next look; the last one is at the very end of the wait."""
        self.due = min(now + self.schedule.pause(self._turns), self.started + self.max_wait)
        self._turns += 1

    def announce(self, now: float) -> None:
        """Look at once, since it is said to have finished; and if that does not show yet, soon again."""
        self.announced = True
        self.schedule, self._turns, self.due = self.waiter.schedule, 0, now

    def look(self) -> Flow[R | None]:
        """Look once; None when the batch has not finished.

        Raises:
            PollTimeoutError: that was the last look.
            AmiliError: trouble that will not pass.
        """
        self.looks += 1
        try:
            result = yield from self._look()
        except AmiliError as trouble:
            now: Instant = yield Now()
            if not _passes(trouble, now.monotonic - self.started):
                trouble.handle = self.handle
                raise
            self.last_trouble = trouble
        else:
            now = yield Now()
            self.last_trouble = None
            if result is not None:
                return result
        if now.monotonic >= self.started + self.max_wait:
            trouble_at_end = f"; the last look failed: {self.last_trouble}" if self.last_trouble else ""
            raise PollTimeoutError(
                f"{self.waiter.name(self.handle)} had not finished after {self.max_wait:g} s and {self.looks} looks{trouble_at_end}",
                handle=self.handle,
            ) from self.last_trouble
        self.plan(now.monotonic)
        return None


def _passes(trouble: AmiliError, waited: float) -> bool:
    if isinstance(trouble, TokenError):
        return trouble.transient
    if isinstance(trouble, NotFoundError):
        return waited < NOT_YET_VISIBLE
    return isinstance(trouble, TransportError | ServerError | RateLimitedError | UnreadableResponseError)


def check_wait(max_wait: float, news: News | None = None) -> None:
    """Whoever writes first and then waits asks this before both.

    Raises:
        ConfigurationError: so nobody can wait.
    """
    seconds_in("max_wait", max_wait)
    if news is not None and (isinstance(news, type) or not callable(getattr(news, "finished", None))):
        raise ConfigurationError('news must be a source of events, such as FileEvents("events.jsonl")')


def _begin(waiter: Waiter[H, R], handle: H, max_wait: float, now: Instant, news: News | None) -> _Wait[H, R]:
    check_wait(max_wait, news)
    schedule = waiter.fallback_schedule if news is not None else waiter.schedule
    return _Wait(waiter, handle, now.monotonic, seconds_in("max_wait", max_wait), schedule)


def wait_for(waiter: Waiter[H, R], handle: H, *, max_wait: float, news: News | None = None) -> Flow[R]:
    """Wait until it has finished, at most so many seconds.

    Raises:
        PollTimeoutError: time is over; `handle` waits again.
        AmiliError: trouble that will not pass, such as a missing permission; its `handle` is set.
    """
    now: Instant = yield Now()
    one = _begin(waiter, handle, max_wait, now, news)
    ear = _Ear(news)
    while True:
        yield from _pause([one], one.due, ear)
        result = yield from one.look()
        if result is not None:
            return result


def _pause(waits: Collection[_Wait[H, R]], due: float, ear: _Ear) -> Flow[list[_Wait[H, R]]]:
    """Let time pass until a look is due or one of these batches is announced; give those that were."""
    listened = False
    while ear.news is not None:
        unheard = [one for one in waits if not one.announced]
        try:
            since = ear.news.count
            finished = ear.news.finished({one.batch_id for one in unheard})
            heard = [one for one in unheard if one.batch_id in finished]
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


def wait_for_all(
    waiter: Waiter[H, R],
    handles: Iterable[H],
    *,
    max_wait: float,
    concurrency: int = DEFAULT_CONCURRENCY,
    news: News | None = None,
) -> Stream[R]:
    """Wait for many; give out each result as soon as it is there, so that memory stays flat.

    One scheduler looks at each on its own schedule, at no more than `concurrency` of them at the same time.

    Raises:
        UnfinishedBatchesError: after all other results: some ran out of time or into trouble; `errors` has them by handle.
    """
    at_least_one("concurrency", concurrency)
    if is_no_list(handles):
        raise InputError([Problem(None, "handles", f"must be a list of handles, not {kind_of(handles)}")])
    now: Instant = yield Now()
    tie = count()  # keeps the heap from comparing waits that are due at the same moment
    waiting = dict.fromkeys([_begin(waiter, handle, max_wait, now, news) for handle in handles])
    queue = [(one.due, next(tie), one) for one in waiting]
    heapq.heapify(queue)
    errors: dict[H, AmiliError] = {}
    ear = _Ear(news)
    while waiting:
        for one in (yield from _pause(waiting, queue[0][0], ear)):
            heapq.heappush(queue, (one.due, next(tie), one))
        now = yield Now()
        due: dict[_Wait[H, R], None] = {}
        while queue and len(due) < concurrency and queue[0][0] <= now.monotonic:
            planned, _, one = heapq.heappop(queue)
            if one in waiting and planned == one.due:  # otherwise it was announced meanwhile, or that is done
                due[one] = None
        outcomes: list[Outcome[R | None]] = yield Together([one.look() for one in due], concurrency)
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
