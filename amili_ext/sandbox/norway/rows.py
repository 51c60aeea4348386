"""The values that the store keeps: batches, the invoices and cases that came out of them, settlements, and what to look for in a list."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from amili_ext.sandbox.norway.rules import AMOUNTS


@frozen(kw_only=True)
class BatchRow:
    """One batch. `seq` is its place in the order of arrival, 0 as long as it is not stored; `digest` stands for what was sent."""

    seq: int = 0
    id: str
    organization: str
    type: str
    created_by: str
    idempotency_key: str | None
    digest: str
    status: str = "QUEUED"
    created_at: datetime
    due_at: datetime
    finished_at: datetime | None = None
    succeeded: list[dict[str, Any]] = field(factory=list[dict[str, Any]], repr=False)
    failed: list[dict[str, Any]] = field(factory=list[dict[str, Any]], repr=False)


@frozen(kw_only=True)
class InvoiceRow:
    """One invoice that processing accepted. `seq` is its place in the order of acceptance."""

    seq: int
    id: str
    organization: str
    batch: int
    number: str
    source_id: str | None
    type: str | None
    status: str
    created_at: datetime
    case_id: str
    case_number: str
    customer_numbers: tuple[str, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class CaseRow:
    """One case. It belongs to one invoice and has the same `seq`.

    Attributes:
        claimed: what was to be paid when the case was registered.
        principal: how much of that was principal.
        search: everything that a search finds it by, in lower case.
        details: what never changes and is only shown: `description`, `currency`, `invoice` and `debtors`, the last two as in an answer.
    """

    seq: int
    id: str
    organization: str
    number: str
    status: str = "OPEN"
    sub_status: str = "DEBT_COLLECTION_LIST_MANUAL"
    type: str
    source_id: str | None
    registered_at: datetime
    closed_at: datetime | None = None
    original: Decimal
    claimed: Decimal
    principal: Decimal
    paid: Decimal = Decimal(0)
    credited: Decimal = Decimal(0)
    search: str = field(repr=False)
    details: dict[str, Any] = field(repr=False)

    @property
    def remaining(self) -> Decimal:
        """What is still to be paid."""
        return AMOUNTS.subtract(AMOUNTS.subtract(self.claimed, self.paid), self.credited)

    @property
    def remaining_principal(self) -> Decimal:
        """How much of that is principal: everything else is paid off first."""
        return min(self.principal, self.remaining)

    @property
    def customer_number(self) -> str | None:
        """The customer number of the first debtor that has one."""
        return next((number for debtor in self.details["debtors"] if (number := debtor.get("customerNumber"))), None)


@frozen(kw_only=True)
class ActionRow:
    """Something that was asked of a case and is not carried out yet. `behind_batch` is the newest batch at that moment."""

    seq: int = 0
    case_seq: int
    name: str
    due_at: datetime
    behind_batch: int = 0


@frozen(kw_only=True)
class SettlementRow:
    """One settlement. `content` is what is shown of it, `day` its date."""

    seq: int = 0
    id: str
    organization: str
    day: str
    case_seq: int
    content: dict[str, Any] = field(repr=False)


@frozen(kw_only=True)
class Page:
    """Which part of a list is wanted: at most `limit` rows beyond the row `after`, newest first unless `ascending`."""

    limit: int
    after: int | None = None
    ascending: bool = False


@frozen(kw_only=True)
class BatchFilter:
    """None means any."""

    created_until: datetime
    state: str | None = None
    type: str | None = None
    subject: str | None = None
    idempotency_key: str | None = None


@frozen(kw_only=True)
class InvoiceFilter:
    """None means any. `created_from` is part of the span, `created_before` is not."""

    created_until: datetime
    status: str | None = None
    type: str | None = None
    number: str | None = None
    source_id: str | None = None
    customer_number: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


@frozen(kw_only=True)
class CaseFilter:
    """None means any. `created_from` is part of the span, `created_before` is not."""

    status: str | None = None
    type: str | None = None
    number: str | None = None
    customer_number: str | None = None
    source_id: str | None = None
    search: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


@frozen(kw_only=True)
class SettlementFilter:
    """None means any. Both days are part of the span, written as `2024-01-15`."""

    first_day: str | None = None
    last_day: str | None = None
    behind: str | None = None
