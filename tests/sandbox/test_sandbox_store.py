"""What is stored stays: across a restart, under threads, and when it is a lot."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from amili_ext.errors import ConfigurationError
from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.sandbox.norway.database import Database
from amili_ext.sandbox.norway.rows import BatchRow, InvoiceFilter, InvoiceRow, Page
from amili_ext.sandbox.norway.store import Store

from .conftest import Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]
NOW = datetime(2024, 1, 15, 10, 30, 0, 123456, tzinfo=UTC)


def test_file_survives_a_restart(make: Make, clock: FakeClock, invoice: Build, tmp_path: Path) -> None:
    file = str(tmp_path / "sandbox.db")
    before = make(database=file, processing_delay=5)
    done = before.batch_id(invoice("A"), invoice("B", currency="XXX"), key="k")
    clock.advance(5)
    finished = before.batch(done)
    queued = before.batch_id(invoice("C"))
    before.sandbox.close()

    after = make(database=file, processing_delay=5)
    after.token = before.token
    assert after.batch(done) == finished, "and the token is still good"
    assert after.batch(queued)["status"] == "QUEUED"
    assert after.batch_id(invoice("A"), invoice("B", currency="XXX"), key="k") == done
    clock.advance(5)
    assert after.batch(queued)["status"] == "SUCCESS"
    assert [one["invoiceNumber"] for one in after.get("/invoices").data] == ["C", "A"]
    assert after.batch(queued)["succeeded"][0]["caseNumber"] == "5000002"


def test_refused_request_leaves_nothing_behind(make: Make, invoice: Build) -> None:
    caller = make()
    caller.batch_id(invoice("A"), key="k")
    caller.submit(invoice("B"), key="k")
    assert len(caller.get("/batches").data) == 1


def test_personal_data_is_forgotten_when_a_batch_is_done(make: Make, clock: FakeClock, invoice: Build, tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    personal = (b"12345678901", b"kari.nordmann", b"+4798765432", b"Storgata")
    caller = make(database=str(file), processing_delay=5)
    batch_id = caller.batch_id(*(invoice(f"INV-{at}") for at in range(20)))
    caller.sandbox.close()
    assert all(text in file.read_bytes() for text in personal)

    caller = make(database=str(file), processing_delay=5)
    clock.advance(5)
    caller.batch(batch_id)
    caller.sandbox.close()
    assert b"INV-1" in file.read_bytes()
    assert not any(text in file.read_bytes() for text in personal), "not even in a free page"


@pytest.mark.parametrize("content", [b"this is not a database, only some text that is long enough", None])
def test_file_of_something_else_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE something (id INTEGER)")
        connection.close()
    else:
        file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"other\.db"):
        Sandbox(SandboxSettings(database=str(file)))


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot open"):
        Sandbox(SandboxSettings(database=str(tmp_path / "no" / "such" / "folder.db")))


def test_transaction_is_all_or_nothing() -> None:
    store = Store(":memory:")

    def fail_late() -> None:
        with store.transaction():
            store.add_token("outer", NOW)
            with store.transaction():
                store.add_token("inner", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_late()
    assert store.token_expiry("outer") is None
    assert store.token_expiry("inner") is None
    with store.transaction():
        store.add_token("later", NOW)
    assert store.token_expiry("later") == NOW, "to the microsecond"
    store.close()


def test_threads_share_one_store(make: Make, invoice: Build) -> None:
    caller = make(processing_delay=0)
    barrier = Barrier(8)

    def work(worker: int) -> list[str]:
        barrier.wait(timeout=30)
        statuses: list[str] = []
        for at in range(10):
            batch_id = caller.batch_id(invoice(f"{worker}-{at}"))
            statuses.append(caller.batch(batch_id)["status"])
            assert caller.get("/invoices", {"InvoiceNumber": f"{worker}-{at}"}).data
        return statuses

    with ThreadPoolExecutor(8) as pool:
        assert {status for statuses in pool.map(work, range(8)) for status in statuses} == {"SUCCESS"}
    numbers = {one["collectionCaseNumber"] for one in _all_invoices(caller)}
    assert len(numbers) == 80, "no case number was given twice"


def _all_invoices(caller: Caller) -> list[Any]:
    found: list[Any] = []
    token: str | None = ""
    while token is not None:
        answer = caller.get("/invoices", {"PageToken": token})
        found += answer.data
        token = answer.next_page
    return found


def test_hundred_thousand_invoices(tmp_path: Path) -> None:
    rows, file = 100_000, str(tmp_path / "large.db")
    store = Store(file)
    batch = BatchRow(id="b", organization="o", type="INVOICE", created_by="c", idempotency_key=None, digest="", created_at=NOW, due_at=NOW)
    store.add_batch(batch, [])
    with store.transaction():
        for seq in range(1, rows + 1):
            store.add_invoice(
                InvoiceRow(
                    seq=seq,
                    id=f"i{seq}",
                    organization="o",
                    batch=1,
                    number=f"n{seq}",
                    source_id=f"s{seq}",
                    type="NOTICE",
                    status="OPEN",
                    created_at=NOW,
                    case_id=f"c{seq}",
                    case_number="",
                )
            )
    store.close()

    store = Store(file)
    seen, after = 0, None
    while page := store.invoices("o", InvoiceFilter(created_until=NOW), Page(limit=10_000, after=after)):
        seen, after = seen + len(page), page[-1].seq
    assert seen == rows
    assert [one.seq for one in store.invoices("o", InvoiceFilter(created_until=NOW, source_id="s777"), Page(limit=2))] == [777]
    assert store.has_invoice("o", "n100000")
    assert store.next_invoice() == rows + 1
    store.close()


def test_a_sandbox_that_is_forgotten_leaves_no_database_open() -> None:
    database = Database(":memory:")
    connection = database._connection  # there is no other sign of it
    del database
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
