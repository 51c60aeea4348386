"""What has happened in the sandbox that the Webhooks page has an event for, in order; `deliveries` sends it to whoever listens.

An event is written down in the same transaction as what it tells of, so there is neither one without the other, and it stays when it was
delivered: it is also the history of a case. `data` is the `data` of the page's payload, name by name, with `orgId` in case events and
`organizationId` in the others. Where the page is silent:

* `at` is when the thing happened by the sandbox's own reckoning (a batch is finished when it is due), not when somebody looked.
* CASE tells of a case that was registered. In the events of one batch, its cases come first and BATCH_COMPLETED last.
* `fields` of CASE_UPDATED holds `amounts` when money was booked, and `status` when the status or the sub-status changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from amili_client.runtime import decode_json, encode_json
from attrs import frozen

from amili_ext.sandbox.norway.database import Database, from_micros, to_micros

BATCH_COMPLETED = "BATCH_COMPLETED"
SETTLEMENT_CREATED = "SETTLEMENT_CREATED"
CASE = "CASE"
CASE_UPDATED = "CASE_UPDATED"


@frozen
class Event:
    """One event. `seq` is its place in the order, from 1; `at` is aware UTC."""

    seq: int
    id: UUID
    type: str
    at: datetime
    data: dict[str, Any]


class Events:
    """The events of one sandbox, kept in its database."""

    def __init__(self, database: Database, new_id: Callable[[], UUID]) -> None:
        self._db = database
        self._new_id = new_id

    def add(self, type: str, data: dict[str, Any], at: datetime) -> None:  # noqa: A002  # it is called so on the page
        """Write down that something happened."""
        sql = "INSERT INTO events (id, type, at, case_id, data) VALUES (?, ?, ?, ?, ?)"
        self._db.execute(sql, (str(self._new_id()), type, to_micros(at), data.get("caseId"), encode_json(data)))

    def after(self, seq: int = 0, *, limit: int = 1000) -> list[Event]:
        """The events behind that one, oldest first."""
        return [_event(row) for row in self._db.rows("SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))]

    def of_case(self, case_id: str) -> list[Event]:
        """Everything that happened to one case, oldest first."""
        return [_event(row) for row in self._db.rows("SELECT * FROM events WHERE case_id = ? ORDER BY seq", (case_id,))]


def _event(row: sqlite3.Row) -> Event:
    return Event(row["seq"], UUID(row["id"]), row["type"], from_micros(row["at"]), decode_json(row["data"]))
