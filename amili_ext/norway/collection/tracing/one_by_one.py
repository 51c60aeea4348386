"""Asking for each invoice, and the cases that it may be in, with the filters of the lists.

That costs a few requests for each invoice. With a server that does not heed a filter it would be the whole list each time; that is noticed
after a few pages, and then the lists are better read at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar
from uuid import UUID

from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.invoice import Invoice

from amili_ext.errors import AmiliError, NotFoundError
from amili_ext.flow import Flow, Outcome
from amili_ext.norway.collection import invoices
from amili_ext.norway.collection.cases.reading import PAGE_SIZE, list_cases
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.tracing.asking import bearable, each_together
from amili_ext.norway.collection.tracing.facts import Facts, own_id_of
from amili_ext.norway.collection.tracing.references import Sought
from amili_ext.norway.collection.tracing.trace import Gap, Part
from amili_ext.paging import Source

MOST_PAGES: Final = 5
"""So many pages of what matches one filter are read before the filter is taken for one that is not heeded."""

T = TypeVar("T")


class NotHeeded(Exception):  # noqa: N818  # no error: the caller has another way
    """The server does not heed a filter."""


def ask_one_by_one(context: Collection, wanted: Sequence[Sought], facts: Facts, concurrency: int) -> Flow[None]:
    """Ask for the invoices and cases of each.

    Raises:
        NotHeeded: the server does not heed a filter.
    """
    for some, answers in each_together(wanted, lambda one: _Look(context, one).look(), concurrency):
        looks: list[Outcome[_Look]] = yield answers
        for one, answer in zip(some, looks, strict=True):
            look = answer.value
            if look is None:
                raise answer.error or AssertionError("neither a value nor an error")
            one.gaps += tuple(look.gaps)
            facts.take_invoices(look.invoices)
            facts.take_cases(look.cases)


def cases_of(context: Collection, number: str) -> Flow[list[Case]]:
    """The cases of that number; more than one only if the server has more than one.

    Raises:
        NotHeeded: the server does not heed the filter.
    """
    return _matching(list_cases(context, case_number=number, page_size=PAGE_SIZE), lambda case: case.case_number == number)


def _matching(source: Source[T], matches: Callable[[T], bool]) -> Flow[list[T]]:
    """What matches a filter that the source was given, for what the server did not sort out itself."""
    found: list[T] = []
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = yield from source.fetch(token)
        here = [item for item in page.items if matches(item)]
        found += here
        token = page.next_page_token
        if not token:
            return found
        if not here:
            break
    raise NotHeeded


class _Look:
    """What is found of one invoice."""

    def __init__(self, context: Collection, sought: Sought) -> None:
        self._context = context
        self._sought = sought
        self.invoices: list[Invoice] = []
        self.cases: list[Case] = []
        self.gaps: list[Gap] = []

    def look(self) -> Flow[_Look]:
        """Ask for all of it."""
        if self._sought.invoice_id:
            yield from self._by_invoice_id(self._sought.invoice_id)
        else:
            yield from self._by_name()
        known = {case.case_number for case in self.cases}
        for number in dict.fromkeys(invoice.collection_case_number for invoice in self.invoices):
            if number and number not in known:
                yield from self._case(number)
        return self

    def _by_invoice_id(self, invoice_id: UUID) -> Flow[None]:
        if self._sought.case_number:
            yield from self._case(self._sought.case_number)
        if not any(shown.invoice_id == invoice_id for case in self.cases for shown in case.invoices or ()):
            try:
                self.invoices.append((yield from invoices.get(self._context, invoice_id)))
            except NotFoundError:
                pass  # the list of invoices may be behind the batch
            except AmiliError as error:
                self.gaps.append(Gap(Part.INVOICE, bearable(error)))

    def _by_name(self) -> Flow[None]:
        number, own_id = self._sought.number, self._sought.own_id
        by_number = invoices.list_invoices(self._context, invoice_number=number)
        yield from self._gather(Part.INVOICE, self.invoices, _matching(by_number, lambda one: one.invoice_number == number))
        if not own_id:
            return
        cases = list_cases(self._context, unique_source_invoice_id=own_id, page_size=PAGE_SIZE)
        yield from self._gather(Part.CASE, self.cases, _matching(cases, lambda case: _shows(case, own_id)))
        # Also if something was found: several may match, and not all need to have a case yet.
        by_own_id = invoices.list_invoices(self._context, unique_source_invoice_id=own_id)
        yield from self._gather(Part.INVOICE, self.invoices, _matching(by_own_id, lambda one: own_id_of(one) == own_id))

    def _case(self, number: str) -> Flow[None]:
        yield from self._gather(Part.CASE, self.cases, cases_of(self._context, number))

    def _gather(self, part: Part, into: list[T], found: Flow[list[T]]) -> Flow[None]:
        try:
            into += yield from found
        except AmiliError as error:
            self.gaps.append(Gap(part, bearable(error)))


def _shows(case: Case, own_id: str) -> bool:
    return any(shown.unique_source_invoice_id == own_id for shown in case.invoices or ())
