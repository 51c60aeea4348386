"""Asking for many invoices at once, by reading the lists of cases and invoices whole: one request for each page, however much is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from amili_client.norway.collection.models.case import Case

from amili_ext.flow import Flow, Outcome
from amili_ext.norway.collection import invoices
from amili_ext.norway.collection.cases.reading import PAGE_SIZE, list_cases
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.tracing.asking import bearable, each_together, read_list
from amili_ext.norway.collection.tracing.facts import Facts
from amili_ext.norway.collection.tracing.one_by_one import NotHeeded, cases_of
from amili_ext.norway.collection.tracing.references import Sought
from amili_ext.norway.collection.tracing.trace import Gap, Part


def ask_at_once(context: Collection, wanted: Sequence[Sought], facts: Facts, concurrency: int) -> Flow[None]:
    """Read the list of cases; and that of invoices, unless each one is in a case under the id that its batch told."""
    gaps = yield from _all_cases(context, facts)
    if any(not one.invoice_id or not facts.is_in_one_case(one) for one in wanted):
        gaps += yield from read_list(Part.INVOICE, invoices.list_invoices(context), facts.take_invoices)
        gaps += yield from _cases_by_number(context, facts, concurrency)
    for one in wanted:
        one.gaps += gaps


def _all_cases(context: Collection, facts: Facts) -> Flow[tuple[Gap, ...]]:
    return read_list(Part.CASE, list_cases(context, page_size=PAGE_SIZE), facts.take_cases)


def _cases_by_number(context: Collection, facts: Facts, concurrency: int) -> Flow[tuple[Gap, ...]]:
    """The cases that only invoices mention: whether the list of cases shows the invoices of each is not documented."""
    numbers = facts.unknown_cases()
    if len(numbers) > PAGE_SIZE:
        return (yield from _all_cases(context, facts))
    for _, answers in each_together(numbers, lambda number: cases_of(context, number), concurrency):
        found: list[Outcome[list[Case]]] = yield answers
        for answer in found:
            if isinstance(answer.error, NotHeeded):
                return (yield from _all_cases(context, facts))
            if answer.value is None:
                return (Gap(Part.CASE, bearable(answer.error)),)
            facts.take_cases(answer.value)
    return ()
