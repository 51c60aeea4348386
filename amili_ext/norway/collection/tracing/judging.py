"""From what was seen of an invoice to where it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from amili_client.norway.collection.models.case_status import CaseStatus
from amili_client.norway.collection.models.settlement import Settlement
from attrs import define

from amili_ext.errors import NotFoundError
from amili_ext.norway.collection.cases.actions import CLOSED_STATUSES
from amili_ext.norway.collection.tracing.facts import Fact, Facts
from amili_ext.norway.collection.tracing.references import Sought
from amili_ext.norway.collection.tracing.settled import Settled
from amili_ext.norway.collection.tracing.trace import Gap, Part, Standing, Trace, TracedCase
from amili_ext.outcomes import ItemStatus


@define(eq=False)
class Match:
    """The invoice and the case that somebody wants to know of, as far as they were seen.

    Attributes:
        candidates: what matches, if that is not one thing.
    """

    sought: Sought
    fact: Fact | None = None
    case: TracedCase | None = None
    case_number: str | None = None
    candidates: tuple[str, ...] = ()

    @property
    def invoice_id(self) -> UUID | None:
        """Amili's id of the invoice."""
        return self.sought.invoice_id or (self.fact.invoice_id if self.fact else None)

    @property
    def number(self) -> str:
        """The number of the invoice; or what may be its number, if it was not seen."""
        return (self.fact.number if self.fact else None) or self.sought.number

    @property
    def exists(self) -> bool:
        """Whether anything says that Amili has it."""
        return self.fact is not None or self.case is not None or self.taken_over

    @property
    def taken_over(self) -> bool:
        """Whether the batch says so."""
        return self.sought.outcome is not None and self.sought.outcome.status is ItemStatus.SUCCEEDED

    @property
    def known_since(self) -> datetime | None:
        """A moment before which there cannot be a settlement of it."""
        times = (
            self.case.registered_at if self.case else None,
            self.fact.created_at if self.fact else None,
            self.sought.submitted_at,
        )
        return min((time for time in times if time and time.year > 1), default=None)  # the year 1 stands for none


def match(sought: Sought, facts: Facts) -> Match:
    """What was seen of it."""
    if sought.decided:
        return Match(sought)
    found = facts.matching(sought)
    if len(found) > 1:
        names = [f"invoice {fact.invoice_id}" if fact.invoice_id else f"invoice in case {', '.join(fact.case_numbers)}" for fact in found]
        return Match(sought, candidates=tuple(names))
    fact = found[0] if found else None
    numbers = (fact.case_numbers if fact else ()) or ((sought.case_number,) if sought.case_number else ())
    if len(numbers) > 1:
        return Match(sought, fact, candidates=tuple(f"case {number}" for number in numbers))
    number = numbers[0] if numbers else None
    cases = facts.cases.get(number, []) if number else []
    if len(cases) > 1:
        return Match(sought, fact, case_number=number, candidates=tuple(f"case {number} {case.case_id}" for case in cases))
    return Match(sought, fact, cases[0] if cases else None, number)


def judge(matched: Match, settled: Settled | None, gap: Gap | None) -> Trace:
    """Where it stands.

    Args:
        settled: the settlements; None if they were not asked for.
        gap: what is not known of the settlements.
    """
    sought, fact = matched.sought, matched.fact
    settlements: tuple[Settlement, ...] = ()
    gaps = sought.gaps
    if sought.decided:
        gaps += (Gap(Part.INVOICE), Gap(Part.CASE), Gap(Part.SETTLEMENTS))
    elif matched.candidates or settled is None:
        gaps += (Gap(Part.SETTLEMENTS),)
    else:
        settlements = settled.of(matched.invoice_id, matched.number, matched.case_number)
        gaps += (gap,) if gap else ()
    return Trace(
        sought.index,
        sought.reference,
        _standing(matched, settlements),
        batch_id=sought.batch_id,
        outcome=sought.outcome,
        invoice_id=matched.invoice_id,
        invoice=fact.case_invoice if fact else None,
        case=matched.case,
        settlements=settlements,
        candidates=matched.candidates,
        gaps=gaps,
    )


def _standing(matched: Match, settlements: tuple[Settlement, ...]) -> Standing:
    sought, fact, case = matched.sought, matched.fact, matched.case
    if sought.queued:
        return Standing.QUEUED
    if sought.decided:
        return Standing.FAILED
    if matched.candidates:
        return Standing.AMBIGUOUS
    status = case.status if case else fact.status if fact else None
    closed = case.closed if case else status in CLOSED_STATUSES
    paid = fact is not None and fact.case_invoice is not None and fact.case_invoice.remaining_amount == 0
    if settlements and (closed or paid or not (case or fact)):
        return Standing.SETTLED
    if closed:
        return Standing.CLOSED
    if status == CaseStatus.PAUSED:
        return Standing.PAUSED
    if matched.exists:
        return Standing.OPEN
    troubled = any(gap.error and not isinstance(gap.error, NotFoundError) for gap in sought.gaps)
    return Standing.UNREADABLE if troubled else Standing.NOT_FOUND
