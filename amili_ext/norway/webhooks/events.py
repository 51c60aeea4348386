"""What a webhook can tell: the four events of Amili's page, and `UnknownEvent` for whatever it adds later.

An event says that something happened, not how things stand now: webhooks are repeated, come late and overtake each other. Who needs the
present state reads it with the ids of the event (`client.webhooks.re_read`). What the page shows but a delivery lacks is None.

Page: https://docs.amili.dev/webhooks-361430m0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from amili_client.norway.collection.models.batch_status import BatchStatus
from amili_client.norway.collection.models.case_status import CaseStatus
from amili_client.norway.collection.models.case_type import CaseType
from attrs import field, frozen

_PLAIN = re.compile(r"[A-Za-z0-9_.:/-]{1,64}")


def _shown(value: str | None) -> str:
    """A name or a number as it is; of any other text only that it is there, since it could be about a person."""
    return repr(value) if value is None or _PLAIN.fullmatch(value) else "…"


@frozen(kw_only=True)
class Event:
    """What all events have.

    Attributes:
        type: Amili's word for what happened, such as `BATCH_COMPLETED`.
        id: of the event; a UUID in all samples.
        source: which part of Amili tells it; `COLLECTION` in all samples.
        timestamp: when it happened, aware UTC.
        organization_id: whom it concerns.
        idempotency_key: from the header `IdempotencyKey`, by which a repeated delivery is known.
        request_id: from the header `X-Amili-Request-Id`, to quote to Amili's support.
        payload: the whole JSON object, with numbers as `int` or `Decimal`; not in `repr`.
    """

    type: str = field(repr=_shown)
    id: str | None = field(default=None, repr=_shown)
    source: str | None = field(default=None, repr=_shown)
    timestamp: datetime | None = field(default=None, repr=str)
    organization_id: UUID | None = field(default=None, repr=str)
    idempotency_key: str | None = field(default=None, repr=False)
    request_id: str | None = field(default=None, repr=False)
    payload: Mapping[str, Any] = field(factory=dict[str, Any], repr=False, eq=False)


@frozen(kw_only=True)
class BatchCompleted(Event):
    """BATCH_COMPLETED: a batch was processed.

    Attributes:
        batch_id: which.
        status: SUCCESS, PARTIAL or FAILED.
    """

    batch_id: UUID = field(repr=str)
    status: BatchStatus | None = field(default=None, repr=_shown)


@frozen(kw_only=True)
class SettlementCreated(Event):
    """SETTLEMENT_CREATED: money was settled.

    Attributes:
        settlement_id: which settlement.
        settlement_date: its day.
        invoice_id, invoice_number, case_number: what was settled.
    """

    settlement_id: UUID = field(repr=str)
    settlement_date: date | None = field(default=None, repr=str)
    invoice_id: UUID | None = field(default=None, repr=str)
    invoice_number: str | None = field(default=None, repr=_shown)
    case_number: str | None = field(default=None, repr=_shown)


@frozen(kw_only=True)
class _CaseEvent(Event):
    case_number: str = field(repr=_shown)
    case_id: UUID | None = field(default=None, repr=str)
    case_type: CaseType | None = field(default=None, repr=_shown)
    status: CaseStatus | None = field(default=None, repr=_shown)
    invoice_ids: tuple[UUID, ...] = field(default=(), repr=lambda ids: f"{len(ids)} invoices")


@frozen(kw_only=True)
class CaseRegistered(_CaseEvent):
    """CASE: a case was registered (the page prints the payload without saying what it means; this is concluded).

    Attributes:
        case_number, case_id: which case.
        case_type: such as COLLECTION_NOTICE.
        status: such as OPEN.
        invoice_ids: the invoices of the case.
    """


@frozen(kw_only=True)
class CaseUpdated(_CaseEvent):
    """CASE_UPDATED: something of a case has changed.

    Attributes:
        case_number, case_id, case_type, status, invoice_ids: as in `CaseRegistered`.
        fields: which parts have changed; `amounts`, `status`, `type` and `description` were seen.
    """

    fields: tuple[str, ...] = field(default=(), repr=lambda names: f"[{', '.join(_shown(name) for name in names)}]")


@frozen(kw_only=True)
class UnknownEvent(Event):
    """An event of a type that this package does not know; `type` is empty when the delivery names none.

    Attributes:
        data: what the delivery has under `data`, if that is an object; not in `repr`.
    """

    data: Mapping[str, Any] = field(factory=dict[str, Any], repr=False, eq=False)
