"""Asking for a trace: many requests at the same time, lists that are read to their end, and trouble that becomes a gap.

Only a token that cannot be had or is refused ends it all, since it would be the same for everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from amili_client.norway.collection.models.batch import Batch

from amili_ext.errors import AmiliError, AuthenticationError, TokenError
from amili_ext.flow import Flow, Outcome, Together, gathered
from amili_ext.norway.collection.batch import batches
from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome
from amili_ext.norway.collection.batch.result import reconcile
from amili_ext.norway.collection.batch.waiting import is_finished
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.tracing.references import Wanted
from amili_ext.norway.collection.tracing.trace import Gap, Part
from amili_ext.paging import Page, Source

T = TypeVar("T")
R = TypeVar("R")


def ask_batches(context: Collection, wanted: Wanted, concurrency: int) -> Flow[None]:
    """Find out what became of each invoice in the batches of which only a handle was passed."""
    for some, answers in each_together(wanted.handles, lambda one: batches.get(context, one[0].batch_id), concurrency):
        found: list[Outcome[Batch]] = yield answers
        for (handle, sent), answer in zip(some, found, strict=True):
            batch = answer.value
            if batch is None:
                gap = Gap(Part.BATCH, bearable(answer.error))
                for one in sent:
                    one.gaps = (gap,)
            elif is_finished(batch):
                outcomes: Sequence[InvoiceOutcome] = reconcile(handle, batch).outcomes
                for one, outcome in zip(sent, outcomes, strict=True):
                    one.outcome = outcome
            else:
                for one in sent:
                    one.queued = True


def each_together(items: Sequence[T], ask: Callable[[T], Flow[R]], concurrency: int) -> Iterator[tuple[Sequence[T], Together]]:
    """Some items after another, each portion with the effect that asks for all of it at the same time."""
    for start in range(0, len(items), concurrency):
        some = items[start : start + concurrency]
        yield some, Together([ask(one) for one in some], concurrency)


def read_list(part: Part, source: Source[T], take: Callable[[Sequence[T]], None]) -> Flow[tuple[Gap, ...]]:
    """Read a list to its end; the gap that trouble leaves."""

    def taken(page: Page[T]) -> tuple[()]:
        take(page.items)
        return ()

    try:
        yield from gathered(source.each_page(taken))
    except AmiliError as error:
        return (Gap(part, bearable(error)),)
    return ()


def bearable(error: Exception | None) -> AmiliError:
    """Trouble that concerns one thing; anything else is raised."""
    if isinstance(error, AmiliError) and not isinstance(error, TokenError | AuthenticationError):
        return error
    raise error or AssertionError("neither a value nor an error")
