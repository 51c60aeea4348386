"""Tracing: for each invoice that was handed over, say where it stands.

    for trace in client.invoices.trace([handle, "INV-2024-00123"]):
        print(trace.reference, trace.standing, trace.case)

Batches are asked for by their ids, then invoices and cases, then the settlements, once for all. A few invoices are asked for one by one;
for many, the lists of cases and invoices are read whole, which costs one request for each page instead of some for each invoice. What is
kept in memory is what was passed and what belongs to it, however much the organization has.

Pages: https://docs.amili.dev/getcasesbyorganization-4326442e0, https://docs.amili.dev/getinvoicesbyorganization-4148068e0 and
https://docs.amili.dev/getsettlements-4148071e0
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from typing import Any, Final

from amili_ext.errors import InputError, Problem
from amili_ext.flow import Emit, Flow, Stream
from amili_ext.logs import logger
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.result import BatchResult
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements.news import PAGE_SIZE
from amili_ext.norway.collection.settlements.reading import day_in, list_settlements
from amili_ext.norway.collection.tracing.asking import ask_batches, read_list
from amili_ext.norway.collection.tracing.at_once import ask_at_once
from amili_ext.norway.collection.tracing.facts import Facts
from amili_ext.norway.collection.tracing.judging import Match, judge, match
from amili_ext.norway.collection.tracing.one_by_one import NotHeeded, ask_one_by_one
from amili_ext.norway.collection.tracing.references import Wanted, read
from amili_ext.norway.collection.tracing.settled import Settled
from amili_ext.norway.collection.tracing.trace import Gap, Part, Trace
from amili_ext.waiting import DEFAULT_CONCURRENCY

MANY: Final = 100
"""From so many invoices on the lists are read whole."""


def trace(
    context: Collection,
    references: Iterable[str | Reference | BatchHandle | BatchResult],
    *,
    settlements_since: date | str | None = None,
    at_once: bool | None = None,
    concurrency: int = DEFAULT_CONCURRENCY,
) -> Stream[Trace]:
    """Where each of these invoices stands, each exactly once, in the order passed; those of a batch in the order in which they were sent.

    A text is the number of an invoice or the caller's own id (`uniqueSourceInvoiceId`); a `Reference` can say which. Only what matches
    exactly counts, and if several invoices do, that is said instead of choosing one. Trouble with one of them is a gap in its `Trace`.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0

    Args:
        references: any number.
        settlements_since: the first `settlementDate` that matters; without it, the day before the oldest of these invoices came to Amili.
        at_once: whether the lists are read whole instead of asking for each invoice; without it, for more than 100 of them.
        concurrency: how many requests may be under way at once.

    Raises:
        InputError: something passed names no invoice, or an argument cannot be right; nothing was sent.
        ConfigurationError: a handle is one of another organization.
        TokenError, AuthenticationError (while iterating): nothing can be asked.
    """
    wanted = read(context, references)
    since = day_in("settlements_since", settlements_since)
    workers: Any = concurrency
    if not isinstance(workers, int) or isinstance(workers, bool) or workers < 1:
        raise InputError([Problem(None, "concurrency", "must be a whole number from 1 on")])
    return _stream(context, wanted, since, at_once, workers)


def _stream(context: Collection, wanted: Wanted, since: date | None, at_once: bool | None, concurrency: int) -> Stream[Trace]:
    yield from ask_batches(context, wanted, concurrency)
    facts = yield from _facts(context, wanted, at_once, concurrency)
    matches = [match(sought, facts) for sought in wanted.all]
    settled, gap = yield from _settled(context, [one for one in matches if not one.sought.decided and not one.candidates], since)
    for one in matches:
        yield Emit(judge(one, settled, gap))


def _facts(context: Collection, wanted: Wanted, at_once: bool | None, concurrency: int) -> Flow[Facts]:
    undecided = [sought for sought in wanted.all if not sought.decided]
    facts = Facts(undecided)
    if not undecided:
        return facts
    if at_once is None:
        at_once = len(undecided) > MANY
    if not at_once:
        gaps = [sought.gaps for sought in undecided]
        try:
            yield from ask_one_by_one(context, undecided, facts, concurrency)
        except NotHeeded:
            logger.warning("the server does not heed a filter; the lists are read whole")
            at_once = True
            for sought, before in zip(undecided, gaps, strict=True):
                sought.gaps = before
    if at_once:
        yield from ask_at_once(context, undecided, facts, concurrency)
    return facts


def _settled(context: Collection, matches: Sequence[Match], since: date | None) -> Flow[tuple[Settled | None, Gap | None]]:
    """The settlements that can be about them, if there can be any."""
    there = [one for one in matches if one.exists]
    if not matches or (since is None and not there):
        return None, None
    if since is None:
        first = [one.known_since for one in there]
        # A day earlier, since nobody says in which time zone the days are.
        since = None if None in first else min(time for time in first if time).astimezone(UTC).date() - timedelta(days=1)
    settled = Settled()
    for one in matches:
        settled.want(one.invoice_id, one.number, one.case_number)
    gaps = yield from read_list(Part.SETTLEMENTS, list_settlements(context, from_date=since, page_size=PAGE_SIZE), settled.take)
    return settled, gaps[0] if gaps else None
