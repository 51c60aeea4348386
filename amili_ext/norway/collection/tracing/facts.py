"""What was seen of the invoices that somebody wants to know of, from whatever list it came.

Only what is wanted is kept, however much the API lists. An invoice in the list of invoices has its number but not the caller's own id; a
case has both of each of its invoices. So what belongs together is put together by Amili's id of the invoice. Nothing counts that only
resembles what is wanted, since a server may not heed a filter, or may take it for a part of a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.case_invoice import CaseInvoice
from amili_client.norway.collection.models.invoice import Invoice
from attrs import define

from amili_ext.norway.collection.cases.actions import is_closed
from amili_ext.norway.collection.tracing.references import Sought
from amili_ext.norway.collection.tracing.trace import TracedCase


@define(eq=False)
class Fact:
    """What was seen of one invoice.

    Attributes:
        stated: the number of its case, as the invoice itself says.
        shown_in: the numbers of the cases that show it.
    """

    invoice_id: UUID | None
    number: str | None = None
    own_id: str | None = None
    status: str | None = None
    created_at: datetime | None = None
    stated: str | None = None
    shown_in: tuple[str, ...] = ()
    case_invoice: CaseInvoice | None = None

    @property
    def case_numbers(self) -> tuple[str, ...]:
        """The numbers that its case may have."""
        return (self.stated,) if self.stated else self.shown_in

    def same_as(self, other: Fact) -> bool:
        """Whether both are about one invoice, of which one place did not tell the id."""
        return (
            None in (self.invoice_id, other.invoice_id)
            and self.number == other.number
            and bool(set(self.case_numbers) & set(other.case_numbers))
        )


class Facts:
    """See this module."""

    def __init__(self, wanted: Iterable[Sought]) -> None:
        self._ids: set[UUID] = set()
        self._numbers: set[str] = set()
        self._own_ids: set[str] = set()
        self._case_numbers: set[str] = set()
        self._by_id: dict[UUID, Fact] = {}
        self._by_number: dict[str, list[Fact]] = {}
        self._by_own_id: dict[str, list[Fact]] = {}
        self.cases: dict[str, list[TracedCase]] = {}
        for one in wanted:
            self._numbers.add(one.number)
            if one.own_id:
                self._own_ids.add(one.own_id)
            if one.invoice_id:
                self._ids.add(one.invoice_id)
            if one.case_number:
                self._case_numbers.add(one.case_number)

    def take_invoices(self, invoices: Iterable[Invoice]) -> None:
        """Keep what is wanted of a list of invoices."""
        for invoice in invoices:
            own_id = own_id_of(invoice)
            if not self._wants(invoice.id or None, invoice.invoice_number or None, own_id):
                continue
            fact = self._fact(invoice.id or None, invoice.invoice_number or None, own_id, invoice.collection_case_number or None)
            fact.status = fact.status or (str(invoice.status.value) if invoice.status else None)
            fact.created_at = fact.created_at or invoice.created_at or None
            fact.stated = fact.stated or invoice.collection_case_number or None
            if fact.stated:
                self._case_numbers.add(fact.stated)

    def take_cases(self, cases: Iterable[Case]) -> None:
        """Keep what is wanted of a list of cases."""
        for case in cases:
            number = case.case_number or str(case.case_id or "")
            shown = [
                one
                for one in case.invoices or ()
                if self._wants(one.invoice_id or None, one.invoice_number or None, one.unique_source_invoice_id or None)
            ]
            if not number or not (shown or number in self._case_numbers):
                continue
            self._case_numbers.add(number)
            known = self.cases.setdefault(number, [])
            known[:] = [*(one for one in known if one.case_id != (case.case_id or None)), _traced(case)]
            for one in shown:
                fact = self._fact(one.invoice_id or None, one.invoice_number or None, one.unique_source_invoice_id or None, number)
                fact.case_invoice = one
                if number not in fact.shown_in:
                    fact.shown_in += (number,)

    def matching(self, sought: Sought) -> list[Fact]:
        """The invoices that may be the one: by Amili's id if the batch told it, else by number and own id."""
        if sought.invoice_id:
            fact = self._by_id.get(sought.invoice_id)
            return [fact] if fact else []
        by_number, by_own_id = self._by_number.get(sought.number, []), self._by_own_id.get(sought.own_id or "", [])
        if isinstance(sought.reference, str):
            found = [*by_number, *by_own_id]
        else:
            own_id = sought.own_id
            found = [fact for fact in by_number if own_id is None or fact.own_id in (None, own_id)]
            found += [fact for fact in by_own_id if fact.number in (None, sought.number)]
            # Where it is known that the own id is right, one of which it is not known does not count.
            found = [fact for fact in found if own_id and fact.own_id == own_id] or found
        found = list(dict.fromkeys(found))
        return [fact for fact in found if fact.invoice_id or not any(fact.same_as(other) for other in found if other.invoice_id)]

    def is_in_one_case(self, sought: Sought) -> bool:
        """Whether it was seen which case it is in, and that it is in no other."""
        found = self.matching(sought)
        return len(found) == 1 and len(found[0].case_numbers) == 1 and found[0].case_numbers[0] in self.cases

    def unknown_cases(self) -> list[str]:
        """The numbers of cases that were mentioned and not seen."""
        return [number for number in self._case_numbers if number not in self.cases]

    def _wants(self, invoice_id: UUID | None, number: str | None, own_id: str | None) -> bool:
        return invoice_id in self._ids or number in self._numbers or own_id in self._own_ids

    def _fact(self, invoice_id: UUID | None, number: str | None, own_id: str | None, case_number: str | None) -> Fact:
        fact = self._by_id.get(invoice_id) if invoice_id else self._nameless(number, own_id, case_number)
        if fact is None:
            fact = Fact(invoice_id)
        if invoice_id:
            self._by_id[invoice_id] = fact
        if number and fact.number is None:
            fact.number = number
            self._by_number.setdefault(number, []).append(fact)
        if own_id and fact.own_id is None:
            fact.own_id = own_id
            self._by_own_id.setdefault(own_id, []).append(fact)
        return fact

    def _nameless(self, number: str | None, own_id: str | None, case_number: str | None) -> Fact | None:
        """What was seen already of an invoice without id, so that a page that comes twice makes no second one of it."""
        for fact in [*self._by_number.get(number or "", []), *self._by_own_id.get(own_id or "", [])]:
            named = fact.invoice_id is None and fact.number == number and fact.own_id == own_id
            if named and (case_number is None or case_number in fact.case_numbers):
                return fact
        return None


def own_id_of(invoice: Invoice) -> str | None:
    """The caller's own id, if an invoice shows it: what follows `createdAt` in an invoice is cut off on the page."""
    own_id: Any = invoice.additional_properties.get("uniqueSourceInvoiceId")
    return str(own_id) if type(own_id) is int else own_id if isinstance(own_id, str) else None


def _traced(case: Case) -> TracedCase:
    return TracedCase(
        case_number=case.case_number or None,
        case_id=case.case_id or None,
        status=str(case.status.value) if case.status else None,
        sub_status=str(case.sub_status.value) if case.sub_status else None,
        registered_at=case.registered_at or None,
        closed_at=case.closed_at or None,
        closed=is_closed(case),
    )
