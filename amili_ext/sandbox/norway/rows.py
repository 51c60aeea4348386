"""The values that the store keeps: batches, the invoices that came out of them, and what to look for in a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import field, frozen


@frozen(kw_only=True)
class BatchRow:
    """One batch. `seq` is its place in the order of arrival, 0 as long as it is not stored; `digest` stands for what was sent."""

    seq: int = 0
    id: str
    organization: str
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
