"""What a trace says of one invoice: where it stands, by what that is known, and what is not known."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from amili_client.norway.collection.models.case_invoice import CaseInvoice
from amili_client.norway.collection.models.settlement import Settlement
from attrs import field, frozen

from amili_ext.errors import AmiliError
from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome
from amili_ext.norway.collection.batch.references import Reference


class Standing(Enum):
    """Where an invoice stands."""

    QUEUED = "queued"
    """Its batch has not been processed."""
    FAILED = "failed"
    """Its batch says that Amili did not take it over; `reasons` says why."""
    OPEN = "open"
    """Amili has it. What exactly is done is in the status of its case, if there is one yet."""
    PAUSED = "paused"
    """Its case is paused."""
    CLOSED = "closed"
    """Its case is closed, and no settlement of it was found."""
    SETTLED = "settled"
    """Its case is closed, or nothing of it remains to be paid, and there is a settlement of it."""
    NOT_FOUND = "not_found"
    """Amili shows nothing of that name."""
    AMBIGUOUS = "ambiguous"
    """Several invoices or cases match; `candidates` lists them."""
    UNREADABLE = "unreadable"
    """What would tell could not be read; `gaps` says why."""


class Part(Enum):
    """What a trace is put together from."""

    BATCH = "batch"
    INVOICE = "invoice"
    CASE = "case"
    SETTLEMENTS = "settlements"


class Gap(NamedTuple):
    """What is not known.

    Attributes:
        part: of what.
        error: why it could not be read; None when it was not asked for, since another part decides already.
    """

    part: Part
    error: AmiliError | None = None


@frozen
class TracedCase:
    """What a trace keeps of a case: who the debtors are is not in it.

    Attributes:
        case_number: the number that people use for it.
        case_id: Amili's id of it.
        status: `status` as the API gave it.
        sub_status: `subStatus` as the API gave it.
        registered_at: when it was registered, aware UTC.
        closed_at: when it was closed, aware UTC.
        closed: whether it is.
    """

    case_number: str | None
    case_id: UUID | None
    status: str | None
    sub_status: str | None
    registered_at: datetime | None
    closed_at: datetime | None
    closed: bool


@frozen
class Trace:
    """Where one invoice stands.

    Attributes:
        index: its position among all traces of a run, from 0.
        reference: what was passed; of a batch, the reference in it.
        standing: see `Standing`.
        batch_id: the batch, if a handle or a result was passed.
        outcome: what the batch says of it.
        invoice_id: Amili's id of the invoice.
        invoice: the invoice as its case has it, with what was to be paid and what remains.
        case: its case.
        settlements: those of this invoice, in the order in which the API lists them.
        candidates: when it is ambiguous, what matches.
        gaps: what is not known.
    """

    index: int
    reference: Reference | str
    standing: Standing
    batch_id: UUID | None = None
    outcome: InvoiceOutcome | None = None
    invoice_id: UUID | None = None
    invoice: CaseInvoice | None = None
    case: TracedCase | None = None
    settlements: tuple[Settlement, ...] = field(default=(), repr=lambda settlements: f"({len(settlements)})")
    candidates: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why Amili did not take it over, in Amili's words; they may name people."""
        return self.outcome.reasons if self.outcome else ()

    @property
    def troubles(self) -> tuple[AmiliError, ...]:
        """The errors that left gaps."""
        return tuple(gap.error for gap in self.gaps if gap.error is not None)
