"""The cases that the sandbox remembers, what is still to be done to them, and what was booked on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from amili_client.runtime import decode_json, encode_json

from amili_ext.sandbox.norway.database import Database, from_micros, to_micros
from amili_ext.sandbox.norway.rows import ActionRow, CaseFilter, CaseRow, Page
from amili_ext.sandbox.norway.selection import Where, read_rows

_COLUMNS = (
    "seq, id, organization, number, status, sub_status, type, source_id, registered_at, closed_at, "
    "original, claimed, principal, paid, credited, search, details"
)


class CasesStore:
    """A part of the `Store`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, case: CaseRow) -> None:
        """Store a case; its invoice is there already."""
        values = (
            case.seq,
            case.id,
            case.organization,
            case.number,
            case.status,
            case.sub_status,
            case.type,
            case.source_id,
            to_micros(case.registered_at),
            None if case.closed_at is None else to_micros(case.closed_at),
            str(case.original),
            str(case.claimed),
            str(case.principal),
            str(case.paid),
            str(case.credited),
            case.search,
            encode_json(case.details),
        )
        places = ", ".join("?" for _ in values)
        self._db.execute(f"INSERT INTO cases ({_COLUMNS}) VALUES ({places})", values)  # noqa: S608  # nothing of it comes from outside

    def save(self, case: CaseRow) -> None:
        """Write down what can change of a case. Its invoice has the status of the case."""
        closed_at = None if case.closed_at is None else to_micros(case.closed_at)
        values = (case.status, case.sub_status, closed_at, str(case.paid), str(case.credited), case.seq)
        with self._db.transaction():
            self._db.execute("UPDATE cases SET status = ?, sub_status = ?, closed_at = ?, paid = ?, credited = ? WHERE seq = ?", values)
            self._db.execute("UPDATE invoices SET status = ? WHERE seq = ?", (case.status, case.seq))

    def get(self, organization: str, case_id: str) -> CaseRow | None:
        """The organization's case with this id."""
        return self._first("id = ? AND organization = ?", case_id, organization)

    def of_invoice(self, organization: str, invoice_id: str) -> CaseRow | None:
        """The case of the organization's invoice with this id."""
        return self._first("organization = ? AND seq = (SELECT seq FROM invoices WHERE id = ?)", organization, invoice_id)

    def numbered(self, number: str) -> CaseRow | None:
        """The case with this number, whosever it is."""
        return self._first("number = ?", number)

    def placed(self, seq: int) -> CaseRow | None:
        """The case with this place in the order of registration."""
        return self._first("seq = ?", seq)

    def not_closed(self) -> list[CaseRow]:
        """Every case of every organization that is not closed, oldest first."""
        return [_case(row) for row in self._db.rows("SELECT * FROM cases WHERE closed_at IS NULL ORDER BY seq")]

    def page(self, organizations: Sequence[str], wanted: CaseFilter, page: Page) -> list[CaseRow]:
        """A page of the cases of these organizations."""
        where = Where(organizations)
        where.add("status = UPPER(?)", wanted.status)
        where.add("type = UPPER(?)", wanted.type)
        where.add("number = ?", wanted.number)
        where.add("seq IN (SELECT invoice FROM customers WHERE number = ?)", wanted.customer_number)
        where.add("source_id = ?", wanted.source_id)
        where.add("INSTR(search, ?) > 0", None if wanted.search is None else wanted.search.casefold())
        where.add("registered_at >= ?", None if wanted.created_from is None else to_micros(wanted.created_from))
        where.add("registered_at < ?", None if wanted.created_before is None else to_micros(wanted.created_before))
        return [_case(row) for row in read_rows(self._db, "cases", where, page)]

    def _first(self, condition: str, *values: Any) -> CaseRow | None:
        found = self._db.rows(f"SELECT * FROM cases WHERE {condition}", values)  # noqa: S608  # nothing of it comes from outside
        return _case(found[0]) if found else None

    # -- actions

    def add_action(self, action: ActionRow) -> None:
        """Queue an action, behind every batch that is there."""
        sql = "INSERT INTO actions (case_seq, name, due_at, behind_batch) SELECT ?, ?, ?, COALESCE(MAX(seq), 0) FROM batches"
        self._db.execute(sql, (action.case_seq, action.name, to_micros(action.due_at)))

    def due_actions(self, now: datetime) -> list[ActionRow]:
        """The queued actions whose time has come, in order of arrival."""
        return [_action(row) for row in self._db.rows("SELECT * FROM actions WHERE due_at <= ? ORDER BY seq", (to_micros(now),))]

    def forget_action(self, action: ActionRow) -> None:
        """Take an action from the queue."""
        self._db.execute("DELETE FROM actions WHERE seq = ?", (action.seq,))

    # -- bookings

    def add_booking(self, booking_id: str, case: CaseRow, kind: str, content: dict[str, Any], *, batch: int | None) -> None:
        """Write down an amount that was booked, and the batch that it came with, if any."""
        sql = "INSERT INTO bookings (id, case_seq, batch, kind, content) VALUES (?, ?, ?, ?, ?)"
        self._db.execute(sql, (booking_id, case.seq, batch, kind, encode_json(content)))

    def bookings(self, case: CaseRow, kind: str) -> list[dict[str, Any]]:
        """What was booked on a case, oldest first."""
        rows = self._db.rows("SELECT content FROM bookings WHERE case_seq = ? AND kind = ? ORDER BY seq", (case.seq, kind))
        return [decode_json(row["content"]) for row in rows]


def _case(row: sqlite3.Row) -> CaseRow:
    return CaseRow(
        seq=row["seq"],
        id=row["id"],
        organization=row["organization"],
        number=row["number"],
        status=row["status"],
        sub_status=row["sub_status"],
        type=row["type"],
        source_id=row["source_id"],
        registered_at=from_micros(row["registered_at"]),
        closed_at=None if row["closed_at"] is None else from_micros(row["closed_at"]),
        original=Decimal(row["original"]),
        claimed=Decimal(row["claimed"]),
        principal=Decimal(row["principal"]),
        paid=Decimal(row["paid"]),
        credited=Decimal(row["credited"]),
        search=row["search"],
        details=decode_json(row["details"]),
    )


def _action(row: sqlite3.Row) -> ActionRow:
    return ActionRow(
        seq=row["seq"], case_seq=row["case_seq"], name=row["name"], due_at=from_micros(row["due_at"]), behind_batch=row["behind_batch"]
    )
