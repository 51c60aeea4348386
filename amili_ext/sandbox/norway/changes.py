"""Registering a case and changing it, always together with the event that tells of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import evolve

from amili_ext.sandbox.norway.events import CASE, CASE_UPDATED
from amili_ext.sandbox.norway.rows import CaseRow
from amili_ext.sandbox.norway.store import Store


def register_case(store: Store, case: CaseRow) -> None:
    """Store a new case."""
    store.cases.add(case)
    store.events.add(CASE, _told(case), case.registered_at)


def change_case(store: Store, case: CaseRow, at: datetime, **changes: Any) -> CaseRow:
    """The case with these attributes changed. If that makes no difference, nothing has happened."""
    changed = evolve(case, **changes)
    fields = [name for name, of in _FIELDS.items() if any(getattr(changed, one) != getattr(case, one) for one in of)]
    if fields:
        store.cases.save(changed)
        store.events.add(CASE_UPDATED, {**_told(changed), "fields": fields}, at)
    return changed


_FIELDS = {"amounts": ("paid", "credited"), "status": ("status", "sub_status")}


def _told(case: CaseRow) -> dict[str, Any]:
    return {
        "orgId": case.organization,
        "caseId": case.id,
        "caseNumber": case.number,
        "type": case.type,
        "status": case.status,
        "invoices": [case.details["invoice"]["invoiceId"]],
    }
