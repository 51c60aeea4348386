"""Export again and again what is new: every specification once, and again whenever it has changed.

    for batch in client.payouts.export(point, creditor=creditor_id):
        store(batch.specifications)
        point = batch.point  # keep batch.point.to_json() together with what was stored

A specification changes when it is scheduled for payout, when its payout gets its date, and when the creditor is renamed: it then comes
again, with the same `_id` and a new `_etag`. Whoever stores them replaces the older one. What Amili changes without touching `_updated` is
not seen.

Reading is by `_updated` and not by page number, since every change moves a line to the end and all behind it one place up, across the edges
of pages. Each request asks for what was updated at or after the last line that came. Where a whole page was updated in the same second (a
payout of hundreds of lines gets its date), that second is read by `_id`. That the API compares and sorts by `_updated` is Eve's custom and
not documented; so it is checked at each step, and a server that does not do it is an error here and no quiet loss.

Pages: https://docs-alpha.amili.se/reference/examples/finance ("incremental") and https://docs.amili.se/reference/common/pagination
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

from amili_client.sweden.ada.api.finance_payout_specification import list_finance_payout_specifications
from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification
from attrs import frozen

from amili_ext.endpoint import ServerClock
from amili_ext.errors import InputError, PagingError, Problem, UnreadableResponseError
from amili_ext.export.points import fingerprint
from amili_ext.flow import Emit, Flow, Instant, Now, Stream
from amili_ext.paging import Page
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve import where as conditions
from amili_ext.sweden.ada.eve.listing import Query, query
from amili_ext.sweden.ada.eve.where import Filter, Where
from amili_ext.sweden.ada.money.export_point import MARGIN, ExportPoint, Version
from amili_ext.sweden.ada.money.finance import narrowed
from amili_ext.values import kind_of

UPDATED: Final = "_updated"
_ORDER: Final = "_updated,_id"
_SECOND: Final = timedelta(seconds=1)


@frozen
class ExportBatch:
    """Some specifications, each new or changed, and the point behind them.

    Attributes:
        specifications: at least one.
        point: pass it to the next export once these are safe.
    """

    specifications: tuple[FinancePayoutSpecification, ...]
    point: ExportPoint


def export(
    context: Ada,
    since: ExportPoint | None = None,
    *,
    creditor: str | None = None,
    where: Where | None = None,
    page_size: int | None = None,
) -> Stream[ExportBatch]:
    """Specifications that are new or have changed since a point, in the order of `_updated` and `_id`; everything without a point.

    A line that became visible late comes late, when it can no longer be in that order. If nothing is new, nothing comes, and the old point
    stays good. See this module, and `export_to_file`.

    Page: https://docs-alpha.amili.se/reference/examples/finance

    Args:
        since: the point of the last batch that is safe.
        creditor: id of the creditor; all that the credentials may see without one.
        where: which specifications; see `amili_ext.sweden.ada.eve.where`. A line that no longer matches just stays away.
        page_size: how many come at once, from 1 to 100, which is also the default.

    Raises:
        InputError: the point is one of another creditor or filter, or an argument cannot be right.
        PagingError (while iterating): the server does not keep to the order or the moment that it was asked for.
        AmiliError (while iterating): any other trouble, see `amili_ext.errors`.
    """
    wanted = narrowed(where, creditor=creditor)
    lists = _Lists(context, wanted, narrowed(None, creditor=creditor), page_size)
    scope = fingerprint(context.api.base_url, wanted.wire)
    point: Any = since
    if point is not None:
        if not isinstance(point, ExportPoint):
            raise InputError([Problem(None, "since", f"must be an ExportPoint, not {kind_of(point)}; see ExportPoint.from_json")])
        point.check_scope(scope)
    return _stream(context, lists, scope, since)


def _stream(context: Ada, lists: _Lists, scope: str, point: ExportPoint | None) -> Stream[ExportBatch]:
    memory = _Memory(context.api.server_clock, scope, point, (yield Now()))
    begin, known = memory.begin, memory.begin is not None
    while True:
        part = yield from lists.since(begin)
        if part.total and not part.items:
            raise PagingError(f"the server has {part.total} lines and gives out none of them; the export ends here")
        if begin is not None and known and not part.items and not (yield from lists.has_any(begin)):
            raise PagingError(
                f"the server finds nothing since {begin}, although it gave out lines of that time before; "
                "it may not compare _updated as an export needs it, which ends here"
            )
        _check_order(part.items, begin)
        yield from _give(memory, part.items)
        if len(part.items) >= part.total:
            return
        last = second_of(part.items[-1])
        if begin is None or last > begin:
            begin, known = last, True
        else:
            yield from _second(lists.within(begin), begin, memory)
            begin, known = begin + _SECOND, False


def _second(lines: Query[FinancePayoutSpecification], second: datetime, memory: _Memory) -> Stream[ExportBatch]:
    """All lines of one second. By `_id` their order stays what it is, whatever changes meanwhile."""
    token: str | None = None
    while True:
        page: Page[FinancePayoutSpecification] = yield from lines.fetch(token)
        if any(second_of(line) != second for line in page.items):
            raise PagingError("the server gave out lines of another time than it was asked for; the export ends here")
        yield from _give(memory, page.items)
        token = page.next_page_token
        if not token:
            return


def _give(memory: _Memory, lines: Sequence[FinancePayoutSpecification]) -> Stream[ExportBatch]:
    fresh = memory.fresh(lines)
    if fresh:
        yield Emit(ExportBatch(tuple(fresh), memory.point()))


def _check_order(lines: Sequence[FinancePayoutSpecification], begin: datetime | None) -> None:
    times = [second_of(line) for line in lines]
    if begin is not None:
        times.insert(0, begin)
    if any(before > behind for before, behind in pairwise(times)):
        raise PagingError("the server does not keep to the order of _updated, so that lines could be lost; the export ends here")


def second_of(line: FinancePayoutSpecification) -> datetime:
    """The second in which it was updated.

    Raises:
        UnreadableResponseError: it does not tell.
    """
    if not line.field_updated or not line.field_id:
        raise UnreadableResponseError("a specification has no _id or no _updated", status=200)
    return line.field_updated.astimezone(UTC).replace(microsecond=0)


class _Lists:
    """What an export asks."""

    def __init__(self, context: Ada, wanted: Filter, unfiltered: Filter, page_size: int | None) -> None:
        self._context = context
        self._wanted = wanted
        self._unfiltered = unfiltered
        self._page_size = page_size
        self._query([], None)  # so that a wrong page size is told at once

    def since(self, begin: datetime | None) -> Flow[_Counted]:
        """The first page of what was updated since, in that order."""
        ask = self._query([conditions.gte(UPDATED, begin)] if begin else [], _ORDER).ask
        part = yield from ask.send(ask.where, 1, ask.page_size, None)
        if part.total is None:
            raise UnreadableResponseError("the answer for a list does not tell how many there are (_meta.total)", status=200)
        return _Counted(part.items, part.total)

    def has_any(self, begin: datetime) -> Flow[bool]:
        """Whether anything was updated since. What was given out may match the caller's filter no more, but it does not go away."""
        where = conditions.and_(self._unfiltered, conditions.gte(UPDATED, begin))
        found = yield from query(self._context.api, list_finance_payout_specifications, where=where).first()
        return found is not None

    def within(self, second: datetime) -> Query[FinancePayoutSpecification]:
        """What was updated in that second, by `_id`."""
        return self._query([conditions.gte(UPDATED, second), conditions.lt(UPDATED, second + _SECOND)], None)

    def _query(self, period: list[Filter], sort: str | None) -> Query[FinancePayoutSpecification]:
        where = conditions.and_(self._wanted, *period)
        return query(self._context.api, list_finance_payout_specifications, where=where, sort=sort, page_size=self._page_size)


class _Counted(NamedTuple):
    items: list[FinancePayoutSpecification]
    total: int


class _Memory:
    """Which version of which line was given out, as far back as a line may come again."""

    def __init__(self, clock: ServerClock, scope: str, point: ExportPoint | None, started: Instant) -> None:
        self._clock = clock
        self._started = started
        self._scope = scope
        self._seen: dict[str, Version] = dict(point.seen) if point else {}
        self._since = point.since if point else None
        self._reached = datetime.min.replace(tzinfo=UTC)

    @property
    def begin(self) -> datetime | None:
        """Since when to read."""
        return None if self._since is None else self._since - MARGIN

    def fresh(self, lines: Sequence[FinancePayoutSpecification]) -> list[FinancePayoutSpecification]:
        """Those that were not given out yet, in this version."""
        fresh: list[FinancePayoutSpecification] = []
        for line in lines:
            self._reached = second_of(line)
            line_id, version = str(line.field_id), Version(int(self._reached.timestamp()), line.field_etag or "")
            if self._seen.get(line_id) != version:
                self._seen[line_id] = version
                fresh.append(line)
        return fresh

    def point(self) -> ExportPoint:
        """The point behind everything that was given out."""
        # Not later than the run began: a line of that time can still become visible when the reading is past it; and one line from a
        # machine whose clock is ahead must not make us skip what the others write until then.
        began = self._clock.earlier(self._started, timedelta()).astimezone(UTC).replace(microsecond=0)
        since = min(self._reached, began)
        self._since = max(since, self._since) if self._since else since
        oldest = (self._since - MARGIN).timestamp()
        self._seen = {line_id: version for line_id, version in self._seen.items() if version.updated >= oldest}
        return ExportPoint(self._since, self._seen.copy(), self._scope)
