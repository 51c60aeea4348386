"""What the sandbox remembers: tokens, batches and invoices, in memory or in a file, in terms of the values in `rows`.

Cases and what is done to them are in `cases_store`, settlements in `settlements_store`, what happened in `events`.

A batch keeps what was sent only until it is processed; afterwards its result and the accepted invoices are all that is left, and their
cases, with the names of the debtors but without identity numbers, addresses, mail and telephone. Lists are read by position ("everything
before number 4711"), so that a page neither repeats nor skips anything when new rows arrive between two pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from amili_client.runtime import decode_json, encode_json

from amili_ext.sandbox.norway.cases_store import CasesStore
from amili_ext.sandbox.norway.database import Database, from_micros, to_micros
from amili_ext.sandbox.norway.events import Events
from amili_ext.sandbox.norway.rows import BatchFilter, BatchRow, InvoiceFilter, InvoiceRow, Page
from amili_ext.sandbox.norway.selection import Where, read_rows
from amili_ext.sandbox.norway.settlements_store import SettlementsStore

_BATCHES_ABOUT = """
SELECT batch FROM invoices WHERE id = ? UNION SELECT batch FROM invoices WHERE case_id = ? UNION
SELECT bookings.batch FROM bookings JOIN invoices ON invoices.seq = case_seq WHERE invoices.id = ? OR invoices.case_id = ?
"""


class Store:
    """Every method is atomic by itself; `transaction()` makes several of them so, those of the three parts included.

    Attributes:
        database: what all of it is kept in.
        cases: the cases, and what is done to them.
        settlements: the settlements.
        events: what happened.
    """

    def __init__(self, database: str, new_id: Callable[[], UUID] = uuid4) -> None:
        self.database = self._db = Database(database)
        self.cases = CasesStore(self._db)
        self.settlements = SettlementsStore(self._db)
        self.events = Events(self._db, new_id)

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, and nobody else in between."""
        return self._db.transaction()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    # -- tokens

    def add_token(self, token: str, expires_at: datetime) -> None:
        """Remember a token that was given out."""
        self._db.execute("INSERT INTO tokens VALUES (?, ?)", (token, to_micros(expires_at)))

    def token_expiry(self, token: str) -> datetime | None:
        """When the token ends; None if it is unknown or was withdrawn."""
        found = self._db.rows("SELECT expires_at FROM tokens WHERE token = ?", (token,))
        return from_micros(found[0][0]) if found else None

    def withdraw_token(self, token: str) -> None:
        """Forget one token."""
        self._db.execute("DELETE FROM tokens WHERE token = ?", (token,))

    def withdraw_tokens(self, *, expired_by: datetime | None = None) -> None:
        """Forget all tokens, or only those that ended by some moment."""
        if expired_by is None:
            self._db.execute("DELETE FROM tokens")
        else:
            self._db.execute("DELETE FROM tokens WHERE expires_at <= ?", (to_micros(expired_by),))

    # -- batches

    def add_batch(self, batch: BatchRow, sent: list[dict[str, Any]]) -> None:
        """Queue a batch."""
        columns = "id, organization, type, created_by, idempotency_key, digest, status, created_at, due_at, sent"
        self._db.execute(
            f"INSERT INTO batches ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # nothing of it comes from outside
            (
                batch.id,
                batch.organization,
                batch.type,
                batch.created_by,
                batch.idempotency_key,
                batch.digest,
                batch.status,
                to_micros(batch.created_at),
                to_micros(batch.due_at),
                encode_json(sent),
            ),
        )

    def batch_by_key(self, organization: str, key: str) -> BatchRow | None:
        """The first batch that came with this idempotency key."""
        sql = "SELECT * FROM batches WHERE organization = ? AND idempotency_key = ? ORDER BY seq LIMIT 1"
        found = self._db.rows(sql, (organization, key))
        return _batch(found[0]) if found else None

    def batch(self, batch_id: str) -> BatchRow | None:
        """The batch with this id, whosever it is."""
        found = self._db.rows("SELECT * FROM batches WHERE id = ?", (batch_id,))
        return _batch(found[0]) if found else None

    def due_batches(self, now: datetime) -> list[tuple[BatchRow, list[dict[str, Any]]]]:
        """The queued batches whose time has come, in order of arrival, with what was sent."""
        sql = "SELECT * FROM batches WHERE status = 'QUEUED' AND due_at <= ? ORDER BY seq"
        return [(_batch(row), decode_json(row["sent"])) for row in self._db.rows(sql, (to_micros(now),))]

    def finish_batch(self, batch: BatchRow) -> None:
        """Write down how a batch ended, and forget what was sent."""
        result = encode_json({"succeeded": batch.succeeded, "failed": batch.failed})
        finished_at = None if batch.finished_at is None else to_micros(batch.finished_at)
        sql = "UPDATE batches SET status = ?, finished_at = ?, result = ?, sent = NULL WHERE id = ?"
        self._db.execute(sql, (batch.status, finished_at, result, batch.id))

    def batches(self, organizations: Sequence[str], wanted: BatchFilter, page: Page) -> list[BatchRow]:
        """A page of the batches of these organizations."""
        where = Where(organizations)
        where.add("created_at <= ?", to_micros(wanted.created_until))
        where.add("status = ?", wanted.state)
        where.add("type = UPPER(?)", wanted.type)
        where.add(f"seq IN ({_BATCHES_ABOUT})", wanted.subject)
        where.add("idempotency_key = ?", wanted.idempotency_key)
        return [_batch(row) for row in read_rows(self._db, "batches", where, page)]

    # -- invoices

    def next_invoice(self) -> int:
        """The `seq` that the next invoice gets."""
        return int(self._db.one("SELECT COALESCE(MAX(seq), 0) + 1 FROM invoices")[0])

    def has_invoice(self, organization: str, number: str) -> bool:
        """Whether an invoice with this number was accepted before."""
        return bool(self._db.rows("SELECT 1 FROM invoices WHERE organization = ? AND number = ?", (organization, number)))

    def add_invoice(self, invoice: InvoiceRow) -> None:
        """Store an accepted invoice."""
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO invoices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    invoice.seq,
                    invoice.id,
                    invoice.organization,
                    invoice.batch,
                    invoice.number,
                    invoice.source_id,
                    invoice.type,
                    invoice.status,
                    to_micros(invoice.created_at),
                    invoice.case_id,
                    invoice.case_number,
                ),
            )
            for number in invoice.customer_numbers:
                self._db.execute("INSERT OR IGNORE INTO customers VALUES (?, ?)", (number, invoice.seq))

    def invoice(self, organization: str, invoice_id: str) -> InvoiceRow | None:
        """The organization's invoice with this id."""
        found = self._db.rows("SELECT * FROM invoices WHERE id = ? AND organization = ?", (invoice_id, organization))
        return _invoice(found[0]) if found else None

    def invoices(self, organization: str, wanted: InvoiceFilter, page: Page) -> list[InvoiceRow]:
        """A page of an organization's invoices."""
        where = Where([organization])
        where.add("created_at <= ?", to_micros(wanted.created_until))
        where.add("UPPER(status) = UPPER(?)", wanted.status)
        where.add("UPPER(type) = UPPER(?)", wanted.type)
        where.add("number = ?", wanted.number)
        where.add("source_id = ?", wanted.source_id)
        where.add("seq IN (SELECT invoice FROM customers WHERE number = ?)", wanted.customer_number)
        where.add("created_at >= ?", None if wanted.created_from is None else to_micros(wanted.created_from))
        where.add("created_at < ?", None if wanted.created_before is None else to_micros(wanted.created_before))
        return [_invoice(row) for row in read_rows(self._db, "invoices", where, page)]


def _batch(row: sqlite3.Row) -> BatchRow:
    result: dict[str, Any] = {} if row["result"] is None else decode_json(row["result"])
    return BatchRow(
        seq=row["seq"],
        id=row["id"],
        organization=row["organization"],
        type=row["type"],
        created_by=row["created_by"],
        idempotency_key=row["idempotency_key"],
        digest=row["digest"],
        status=row["status"],
        created_at=from_micros(row["created_at"]),
        due_at=from_micros(row["due_at"]),
        finished_at=None if row["finished_at"] is None else from_micros(row["finished_at"]),
        succeeded=result.get("succeeded", []),
        failed=result.get("failed", []),
    )


def _invoice(row: sqlite3.Row) -> InvoiceRow:
    return InvoiceRow(
        seq=row["seq"],
        id=row["id"],
        organization=row["organization"],
        batch=row["batch"],
        number=row["number"],
        source_id=row["source_id"],
        type=row["type"],
        status=row["status"],
        created_at=from_micros(row["created_at"]),
        case_id=row["case_id"],
        case_number=row["case_number"],
    )
