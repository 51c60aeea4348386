"""What the ARM API remembers: its records, batches, stored queries and payment ids, in terms of the values in `rows`.

A batch keeps what was sent only until it is processed. Of stored queries the newest are kept; how long Amili keeps them is not known.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from amili_client.runtime import decode_json, encode_json

from amili_ext.sandbox.norway.arm.rows import Batch, Kind, Query, Record
from amili_ext.sandbox.norway.database import Database, from_micros, to_micros

_KEPT_QUERIES = 1000


class ArmStore:
    """Every method is atomic by itself; `transaction()` makes several of them so."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, and nobody else in between."""
        return self._db.transaction()

    def add_client(self, client: int) -> bool:
        """Remember a client; whether it is new."""
        return bool(self._db.execute("INSERT OR IGNORE INTO arm_clients VALUES (?)", (client,)))

    # -- records

    def add(self, record: Record) -> None:
        """Store a record whose name is free."""
        values = (
            record.client,
            record.kind,
            record.name,
            record.customer,
            record.serial,
            record.uuid,
            encode_json(record.content),
        )
        columns = "client, kind, name, customer, serial, uuid, content"
        self._db.execute(f"INSERT INTO arm_records ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608  # nothing of it comes from outside

    def save(self, record: Record, content: Mapping[str, Any]) -> None:
        """Write down the new content of a record."""
        self._db.execute("UPDATE arm_records SET content = ? WHERE seq = ?", (encode_json(content), record.seq))

    def delete(self, record: Record) -> None:
        """Forget a record."""
        self._db.execute("DELETE FROM arm_records WHERE seq = ?", (record.seq,))

    def named(self, client: int, kind: Kind, name: str) -> Record | None:
        """The record with this number."""
        return self._first("name = ?", client, kind, name)

    def numbered(self, client: int, kind: Kind, serial: str) -> Record | None:
        """The record with this `serial`; as text, since a number may be longer than SQLite's."""
        return self._first("CAST(serial AS TEXT) = ?", client, kind, serial)

    def with_uuid(self, client: int, kind: Kind, uuid: str) -> Record | None:
        """The record with exactly this UUID."""
        return self._first("uuid = ?", client, kind, uuid)

    def about_customer(self, client: int, kind: Kind, customer: str) -> Record | None:
        """The first record of that kind about this customer."""
        return self._first("customer = ?", client, kind, customer)

    def all(self, client: int, kind: Kind) -> list[Record]:
        """Every record of a kind, oldest first."""
        rows = self._db.rows("SELECT * FROM arm_records WHERE client = ? AND kind = ? ORDER BY seq", (client, kind))
        return [_record(row) for row in rows]

    def these(self, seqs: Sequence[int]) -> list[Record]:
        """Those of these records that are still there, in this order."""
        places = ", ".join("?" for _ in seqs)
        rows = self._db.rows(f"SELECT * FROM arm_records WHERE seq IN ({places})", seqs)  # noqa: S608  # only places for values
        found = {row["seq"]: _record(row) for row in rows}
        return [found[seq] for seq in seqs if seq in found]

    def next_serial(self, client: int, kind: Kind, first: int) -> int:
        """A `serial` that no record of that kind has."""
        sql = "SELECT MAX(serial) FROM arm_records WHERE client = ? AND kind = ?"
        return max(first - 1, self._db.one(sql, (client, kind))[0] or 0) + 1

    def _first(self, condition: str, client: int, kind: Kind, value: str) -> Record | None:
        sql = f"SELECT * FROM arm_records WHERE client = ? AND kind = ? AND {condition} ORDER BY seq LIMIT 1"  # noqa: S608  # ours
        rows = self._db.rows(sql, (client, kind, value))
        return _record(rows[0]) if rows else None

    # -- batches

    def add_batch(self, batch: Batch, sent: list[dict[str, Any]]) -> None:
        """Queue a batch."""
        values = (batch.uuid, batch.client, batch.kind, to_micros(batch.due_at), encode_json(sent), batch.status)
        self._db.execute("INSERT INTO arm_batches (uuid, client, kind, due_at, sent, status) VALUES (?, ?, ?, ?, ?, ?)", values)

    def batch(self, client: int, uuid: str) -> Batch | None:
        """The client's batch with exactly this UUID."""
        rows = self._db.rows("SELECT * FROM arm_batches WHERE client = ? AND uuid = ?", (client, uuid))
        return _batch(rows[0]) if rows else None

    def due_batches(self, now: datetime) -> list[tuple[Batch, list[dict[str, Any]]]]:
        """The batches that are to be processed by now and what was sent in them, in the order in which they are due."""
        sql = "SELECT * FROM arm_batches WHERE sent IS NOT NULL AND due_at <= ? ORDER BY due_at, seq"
        return [(_batch(row), decode_json(row["sent"])) for row in self._db.rows(sql, (to_micros(now),))]

    def finish_batch(self, batch: Batch, status: int, result: list[dict[str, Any]]) -> None:
        """Write down how a batch ended, and forget what was sent."""
        sql = "UPDATE arm_batches SET status = ?, result = ?, sent = NULL WHERE uuid = ?"
        self._db.execute(sql, (status, encode_json(result), batch.uuid))

    # -- stored queries

    def add_query(self, query: Query) -> None:
        """Keep a query for its later pages."""
        values = (query.id, query.client, query.kind, query.page_size, query.maximum, encode_json(query.found))
        with self._db.transaction():
            self._db.execute("INSERT INTO arm_queries (id, client, kind, page_size, maximum, found) VALUES (?, ?, ?, ?, ?, ?)", values)
            self._db.execute("DELETE FROM arm_queries WHERE seq <= (SELECT MAX(seq) FROM arm_queries) - ?", (_KEPT_QUERIES,))

    def query(self, client: int, kind: Kind, query_id: str) -> Query | None:
        """The stored query with exactly this id."""
        rows = self._db.rows("SELECT * FROM arm_queries WHERE client = ? AND kind = ? AND id = ?", (client, kind, query_id))
        if not rows:
            return None
        [row] = rows
        found: list[int] = decode_json(row["found"])
        return Query(id=query_id, client=client, kind=kind, page_size=row["page_size"], maximum=row["maximum"], found=found)

    # -- payments

    def add_payment(self, client: int, payment_id: str) -> bool:
        """Remember the id of a payment; whether it is new."""
        return bool(self._db.execute("INSERT OR IGNORE INTO arm_payments VALUES (?, ?)", (client, payment_id)))


def _record(row: sqlite3.Row) -> Record:
    return Record(
        seq=row["seq"],
        client=row["client"],
        kind=Kind(row["kind"]),
        name=row["name"],
        customer=row["customer"],
        serial=row["serial"],
        uuid=row["uuid"],
        content=decode_json(row["content"]),
    )


def _batch(row: sqlite3.Row) -> Batch:
    return Batch(
        uuid=row["uuid"],
        client=row["client"],
        kind=row["kind"],
        due_at=from_micros(row["due_at"]),
        status=row["status"],
        result=[] if row["result"] is None else decode_json(row["result"]),
    )
