"""The settlements that the sandbox remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from amili_client.runtime import decode_json, encode_json

from amili_ext.sandbox.norway.database import Database
from amili_ext.sandbox.norway.rows import Page, SettlementFilter, SettlementRow
from amili_ext.sandbox.norway.selection import Where, read_rows


class SettlementsStore:
    """A part of the `Store`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, settlement: SettlementRow) -> None:
        """Store a settlement."""
        values = (settlement.id, settlement.organization, settlement.day, settlement.case_seq, encode_json(settlement.content))
        self._db.execute("INSERT INTO settlements (id, organization, day, case_seq, content) VALUES (?, ?, ?, ?, ?)", values)

    def get(self, organization: str, settlement_id: str) -> SettlementRow | None:
        """The organization's settlement with this id."""
        found = self._db.rows("SELECT * FROM settlements WHERE id = ? AND organization = ?", (settlement_id, organization))
        return _settlement(found[0]) if found else None

    def page(self, organizations: Sequence[str], wanted: SettlementFilter, page: Page) -> list[SettlementRow]:
        """A page of the settlements of these organizations."""
        where = Where(organizations)
        where.add("day >= ?", wanted.first_day)
        where.add("day <= ?", wanted.last_day)
        where.add("seq > COALESCE((SELECT seq FROM settlements WHERE id = ?), 0)", wanted.behind)
        return [_settlement(row) for row in read_rows(self._db, "settlements", where, page)]


def _settlement(row: sqlite3.Row) -> SettlementRow:
    return SettlementRow(
        seq=row["seq"],
        id=row["id"],
        organization=row["organization"],
        day=row["day"],
        case_seq=row["case_seq"],
        content=decode_json(row["content"]),
    )
