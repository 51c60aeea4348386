"""Read again and again what is new: every settlement once.

    for batch in client.settlements.since(point):
        store(batch.settlements)
        point = batch.point  # keep batch.point.to_json() together with what was stored

Each run lists what is from a day on, two weeks before the latest date that was given out, and leaves out what was given out before. What a
server lists although it was not asked for, since it does not heed the day or means another day by it, is remembered for as long as it
comes; so it costs time and memory, but nothing comes twice and nothing is left out. A settlement that has no id is known by its content:
when that changes it comes again, and two that are the same in every field are taken for one.

In which order the API lists settlements is not documented. So a point moves on only at the end of a run; one from the middle of a run
remembers what was given out, and the next run reads the same days again.

Page: https://docs.amili.dev/getsettlements-4148071e0
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any, Final

from amili_client.norway.collection.models.settlement import Settlement
from attrs import evolve, frozen

from amili_ext.endpoint import ServerClock
from amili_ext.errors import AmiliError, InputError, Problem
from amili_ext.export.points import fingerprint
from amili_ext.filters import size_in
from amili_ext.flow import Emit, Instant, Now, Stream
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements.point import SeenUpTo, SettlementPoint
from amili_ext.norway.collection.settlements.reading import day_in, list_settlements
from amili_ext.paging import Page, Source
from amili_ext.values import kind_of

PAGE_SIZE: Final = 100


@frozen
class SettlementBatch:
    """Some new settlements, and the point behind them.

    Attributes:
        settlements: at least one.
        point: pass it to the next run once these are safe.
    """

    settlements: tuple[Settlement, ...]
    point: SettlementPoint


def since(
    context: Collection, since: SettlementPoint | date | str | None = None, *, page_size: int | None = None
) -> Stream[SettlementBatch]:
    """Settlements that are new since a point, each once; since a day, for a start; all, without either.

    If nothing is new, nothing comes, and the old point stays good. What is listed more than two weeks later than others of its date is
    missed. See this module, and `export_to_file`.

    Page: https://docs.amili.dev/getsettlements-4148071e0

    Args:
        since: the point of the last batch that is safe; or the first `settlementDate` that matters, which its points then keep to.
        page_size: how many come at once; 100 without it.

    Raises:
        InputError: the point is one of another organization, or an argument cannot be right; nothing was sent.
        PagingError (while iterating): the server repeated a page token. AmiliError (while iterating): see `amili_ext.errors`. In both
            cases what was found before comes first.
    """
    size_in(page_size)
    point = point_in(context, since) or SettlementPoint.starting(context, None)
    return _stream(context, point, list_settlements(context, from_date=point.begin, page_size=page_size or PAGE_SIZE))


def point_in(context: Collection, since: SettlementPoint | date | str | None) -> SettlementPoint | None:
    """Where a caller wants to begin, if that was said.

    Raises:
        InputError: that is no point, or one of another organization.
    """
    given: Any = since
    if isinstance(given, SettlementPoint):
        given.check_scope(context)
        return given
    if given is not None and not isinstance(given, date | str):
        raise InputError([Problem(None, "since", f"must be a SettlementPoint or a date, not {kind_of(given)}")])
    return None if given is None else SettlementPoint.starting(context, day_in("since", given))


def _stream(context: Collection, point: SettlementPoint, source: Source[Settlement]) -> Stream[SettlementBatch]:
    run = _Run(context.api.server_clock, point, (yield Now()))
    try:
        yield from source.each_page(run.take)
    except AmiliError:
        if run.held:
            yield Emit(run.held)
        raise
    if run.held:
        yield Emit(evolve(run.held, point=run.through()))


class _Run:
    """One run: which settlements were given out before and in it, and which were listed in it.

    Attributes:
        held: what was found last. It is held back, so that the last of a run can bear the point of all of it.
    """

    def __init__(self, clock: ServerClock, point: SettlementPoint, started: Instant) -> None:
        self._clock = clock
        self._point = point
        self._started = started
        self._before = dict(point.seen.items())
        self._seen = self._before.copy()
        self._log: list[tuple[str, date]] = []
        self._listed: set[str] = set()
        self._latest = point.since
        self.held: SettlementBatch | None = None

    def take(self, page: Page[Settlement]) -> list[SettlementBatch]:
        """What can be given out now that this page has come."""
        fresh = [settlement for settlement in page.items if self._is_new(settlement)]
        if not fresh:
            return []
        ready = [self.held] if self.held else []
        self.held = SettlementBatch(tuple(fresh), evolve(self._point, seen=SeenUpTo(self._before, self._log)))
        return ready

    def through(self) -> SettlementPoint:
        """The point behind everything that was listed."""
        # Not later than the run began: a settlement of today may be listed tomorrow, whatever date in the future another one has.
        latest = min(self._latest, self._today()) if self._latest else None
        since = max(latest, self._point.since) if latest and self._point.since else latest
        behind = evolve(self._point, since=since)
        begin = behind.begin
        # What was not listed in this run and is older than what the next one asks for does not come again.
        seen = {key: day for key, day in self._seen.items() if key in self._listed or begin is None or day >= begin}
        return evolve(behind, seen=seen)

    def _is_new(self, settlement: Settlement) -> bool:
        day = settlement.settlement_date or None
        if day and self._point.start and day < self._point.start:
            return False
        key = _key(settlement)
        new = key not in self._seen
        self._listed.add(key)
        self._seen[key] = day or self._today()
        self._log.append((key, self._seen[key]))
        if day and (self._latest is None or day > self._latest):
            self._latest = day
        return new

    def _today(self) -> date:
        # By the server's clock, which the answer has just told; UTC is never ahead of Norway.
        return self._clock.earlier(self._started, timedelta()).astimezone(UTC).date()


def _key(settlement: Settlement) -> str:
    if settlement.settlement_id:
        return str(settlement.settlement_id)
    return fingerprint(settlement.to_dict())
