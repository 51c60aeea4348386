"""What is told by webhook: each thing that happens once, in order, in the page's names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from amili_ext.sandbox.norway.database import Database
from amili_ext.sandbox.norway.events import Event, Events
from amili_ext.sandbox.norway.store import Store

from .conftest import ORGANIZATION, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]
NOW = datetime(2024, 1, 15, 10, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def told(tmp_path: Any) -> Callable[[], list[Event]]:
    """The events of the sandbox of `caller`, whose database is in that file."""
    return lambda: Store(str(tmp_path / "sandbox.db")).events.after()


@pytest.fixture
def caller(make: Make, tmp_path: Any) -> Caller:
    return make(processing_delay=5, database=str(tmp_path / "sandbox.db"))


def test_batch_and_its_cases(caller: Caller, clock: FakeClock, invoice: Build, told: Callable[[], list[Event]]) -> None:
    batch_id = caller.batch_id(invoice("A"), invoice("B", currency="EUR"), invoice("C"))
    clock.advance(3600)
    caller.token = caller.log_in()
    assert told() == [], "nothing is processed before somebody looks"
    [first, second] = caller.batch(batch_id)["succeeded"]
    events = told()
    assert [event.seq for event in events] == [1, 2, 3]
    assert {event.at for event in events} == {datetime(2024, 1, 15, 10, 30, 5, tzinfo=UTC)}, "when it happened, not when somebody looked"
    assert len({event.id for event in events}) == 3

    def case(item: Any) -> tuple[str, dict[str, Any]]:
        names = {name: item[name] for name in ("caseId", "caseNumber")}
        return "CASE", {"orgId": ORGANIZATION, **names, "type": "COLLECTION_NOTICE", "status": "OPEN", "invoices": [item["invoiceId"]]}

    completed = {"batchId": batch_id, "organizationId": ORGANIZATION, "status": "PARTIAL"}
    assert [(event.type, event.data) for event in events] == [case(first), case(second), ("BATCH_COMPLETED", completed)]


def test_changes_of_a_case_and_its_settlement(make: Make, clock: FakeClock, invoice: Build, tmp_path: Any) -> None:
    file = str(tmp_path / "instant.db")
    caller = make(processing_delay=0, database=file)
    [item] = caller.accepted(invoice())
    case = f"/cases/{item['caseId']}"
    caller.post(f"{case}/pause")
    caller.post(f"{case}/pause")
    caller.post(f"{case}/debt-collection-list/accept")
    caller.post("/corrections", {"corrections": [{"invoiceId": item["invoiceId"], "amount": 500}]})
    clock.advance(60)
    [settlement_id] = caller.sandbox.norway.debtors_pay()
    events = Store(file).events.after(2)
    assert [(event.type, event.data.get("status"), event.data.get("fields")) for event in events] == [
        ("CASE_UPDATED", "PAUSED", ["status"]),
        ("CASE_UPDATED", "PAUSED", ["status"]),
        ("CASE_UPDATED", "PAUSED", ["amounts"]),
        ("BATCH_COMPLETED", "SUCCESS", None),
        ("CASE_UPDATED", "CLOSED", ["amounts", "status"]),
        ("SETTLEMENT_CREATED", None, None),
    ], "pausing again is no change"
    assert events[-1].data == {
        "settlementId": settlement_id,
        "organizationId": ORGANIZATION,
        "settlementDate": "2024-01-15",
        "invoiceId": item["invoiceId"],
        "invoiceNumber": "INV-1",
        "caseNumber": "5000001",
    }
    assert events[-1].at == clock.now


def test_events_are_read_in_pieces_and_by_case() -> None:
    ids = iter(range(1, 10))
    events = Events(Database(":memory:"), lambda: UUID(int=next(ids)))
    for at in range(5):
        events.add("CASE", {"caseId": f"c{at % 2}"}, NOW)
    events.add("BATCH_COMPLETED", {"batchId": "b"}, NOW)
    assert [event.seq for event in events.after(limit=4)] == [1, 2, 3, 4]
    assert [event.seq for event in events.after(4)] == [5, 6]
    assert events.after(6) == []
    assert [event.seq for event in events.of_case("c1")] == [2, 4]
    assert events.after(5) == [Event(6, UUID(int=6), "BATCH_COMPLETED", NOW, {"batchId": "b"})], "to the microsecond"
