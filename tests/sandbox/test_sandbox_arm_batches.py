"""Documents and batches of ARM: a document makes an AR item, and a batch ends as its items did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from amili_client.runtime import decode_json
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Dropped, Fault, Sandbox, SandboxSettings

from .conftest import FakeClock, Ledger

Make = Callable[..., Ledger]


def _document(number: str = "1", customer: str = "543210", **fields: Any) -> dict[str, Any]:
    return {"documentType": "IN", "documentNo": number, "customerNo": customer, **fields}


def _batch(ledger: Ledger, *documents: Any) -> str:
    answer = ledger.post("/documents/batches", {"metadata": {"userId": "TestUser"}, "documents": list(documents)})
    assert answer.status == 202, answer
    return answer.content["batchUuid"]


def _printed() -> Any:
    """The body that the page "POST a batch of documents" prints."""
    paths = decode_json(files("amili_client").joinpath("norway", "arm", "openapi.json").read_bytes())["paths"]
    return paths["/clients/{clientno}/documents/batches"]["post"]["requestBody"]["content"]["application/json"]["example"]


def _ends(entries: list[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    return [(entry.get("documentNo", entry.get("customerNo")), entry["resultType"], *entry["messages"]) for entry in entries]


def test_the_printed_batch_succeeds(ledger: Ledger, clock: FakeClock) -> None:
    [sent] = _printed()["documents"]
    uuid = _batch(ledger, sent)
    waiting = ledger.get(f"/batches/{uuid}")
    assert (waiting.status, waiting.content) == (202, {"batchUuid": uuid, "status": "PROCESSING"})
    assert ledger.get("/documents/88776655").status == 404
    clock.advance(5)
    done = ledger.get(f"/batches/{uuid}")
    assert (done.status, _ends(done.content["documents"])) == (200, [("88776655", "OK")])
    shown = ledger.get("/documents/88776655").content
    assert shown == {**sent, "clientNo": 2218, "documentUuid": done.content["documents"][0]["documentUuid"]}
    assert ledger.item() == {
        "arItemId": 700001,
        "clientNo": 2218,
        "accountNo": 500002,
        "customerNo": "543210",
        "documentNo": "88776655",
        "documentUuid": shown["documentUuid"],
        "documentType": "IN",
        "documentDate": "2025-02-27",
        "dueDate": "2025-03-11",
        "currency": "NOK",
        "kid": "500221850000200350786",
        "ledgerNote": "This is a note for the AR ledger",
        "amount": 6500,
        "remainingAmount": 6500,
    }


def test_a_batch_ends_as_its_items_did(make_ledger: Make) -> None:
    ledger = make_ledger(processing_delay=0)
    some = ledger.get(f"/batches/{_batch(ledger, _document('1'), _document('1'), _document('2', '9'), {'customerNo': '543210'}, {})}")
    assert (some.status, some.content["status"]) == (206, "PARTLY FAILED")
    assert _ends(some.content["documents"]) == [
        ("1", "OK"),
        ("1", "FAILED", "Document number already exists"),
        ("2", "FAILED", "Customer does not exist"),
        (None, "FAILED", "Document number is missing"),
        (None, "FAILED", "Document number is missing", "Customer number is missing"),
    ]
    none = ledger.get(f"/batches/{_batch(ledger, _document('1'))}")
    assert (none.status, none.content["status"]) == (406, "FAILED")
    assert _ends(none.content["documents"]) == [("1", "FAILED", "Document number already exists")]
    assert ledger.get("/documents").content["summary"]["totalCount"] == 1


def test_batches_of_customers(make_ledger: Make) -> None:
    ledger = make_ledger(processing_delay=0)
    customers = [{"customerNo": "543210", "name": "B"}, {"customerNo": "9"}, {"name": "nobody"}]
    updated = ledger.put("/customers/batches", {"customers": customers})
    seen = ledger.get(f"/batches/{updated.content['batchUuid']}")
    assert seen.status == 206
    assert _ends(seen.content["customers"]) == [
        ("543210", "OK"),
        ("9", "FAILED", "Customer does not exist"),
        (None, "FAILED", "Customer number is missing"),
    ]
    created = ledger.post("/customers/batches", {"customers": customers[:2]})
    seen = ledger.get(f"/batches/{created.content['batchUuid']}")
    assert (seen.status, _ends(seen.content["customers"])) == (200, [("543210", "OK"), ("9", "OK")])
    assert (ledger.customer()["name"], ledger.customer()["ssn"], ledger.customer("9")["accountNo"]) == ("B", "01019921717", 500030)


def test_batches_are_carried_out_in_their_order_whoever_looks(make_ledger: Make, clock: FakeClock) -> None:
    ledger = make_ledger(processing_delay=5)
    first = _batch(ledger, _document(customer="new"))
    created = ledger.post("/customers/batches", {"customers": [{"customerNo": "new"}]})
    second = _batch(ledger, _document(customer="new"))
    clock.advance(5)
    assert ledger.get("/aritems").content["summary"]["totalCount"] == 1
    assert [ledger.get(f"/batches/{uuid}").status for uuid in (first, created.content["batchUuid"], second)] == [406, 200, 200]


def test_uuids_must_come_back_as_they_were_given(ledger: Ledger) -> None:
    uuid = _batch(ledger, _document())
    assert uuid == uuid.upper() != uuid.lower()
    assert ledger.get(f"/batches/{uuid.lower()}").status == 404


def test_empty_batches_are_refused(ledger: Ledger) -> None:
    assert ledger.post("/documents/batches", {"documents": []}).errors == {"documents": ["must hold at least one"]}
    assert ledger.put("/customers/batches", {"customers": []}).errors == {"customers": ["must hold at least one"]}
    assert ledger.post("/documents/batches", {"documents": [None]}).errors == {"documents[0]": ["must be an object"]}


def test_one_document_at_once(ledger: Ledger) -> None:
    made = ledger.add_document("A1", amount=Decimal("12.50"), ledgerNote=None)
    assert made == {"documentNo": "A1", "documentUuid": ledger.get("/documents/a1").content["documentUuid"]}
    assert (ledger.item()["amount"], "ledgerNote" in ledger.item()) == (Decimal("12.50"), False)
    answer = ledger.post("/documents", {"document": _document("a1", "9")})
    assert (answer.status, answer.errors) == (
        422,
        {"document.documentNo": ["Document number already exists"], "document.customerNo": ["Customer does not exist"]},
    )
    assert ledger.post("/documents", {"document": {"documentNo": "2", "customerNo": "543210"}}).status == 200
    assert ledger.item(700_002)["amount"] == 0


def test_a_document_with_its_customer_and_ar_items(ledger: Ledger) -> None:
    ledger.add_document("1")
    ledger.add_document("2")
    shown = ledger.get("/documents/2", {"expand": "Customer, arItems"}).content
    assert shown["customer"] == ledger.customer()
    assert shown["arItems"] == [ledger.item(700_002)]
    assert ledger.get("/documents/2", {"expand": "nothing"}).content.keys().isdisjoint({"customer", "arItems"})
    item = ledger.get("/aritems/700001", {"expand": "document,customer", "userid": "u"}).content
    assert item == {**ledger.item(), "document": ledger.get("/documents/1").content, "customer": ledger.customer()}


def test_an_answer_that_is_lost_leaves_the_batch_behind(make_ledger: Make) -> None:
    ledger = make_ledger(processing_delay=0)
    ledger.sandbox.faults.add(Fault(kind="drop_after_commit", path_contains="/documents/batches"))
    with pytest.raises(Dropped):
        _batch(ledger, _document())
    assert ledger.get("/documents/1").status == 200


def test_what_was_sent_is_forgotten_when_a_batch_is_done(make_ledger: Make, clock: FakeClock, tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    ledger = make_ledger(database=str(file), processing_delay=5)
    uuid = _batch(ledger, *(_document(str(at), "nobody", ledgerNote="Attrappmoen") for at in range(20)))
    ledger.sandbox.close()
    assert b"Attrappmoen" in file.read_bytes()
    ledger = make_ledger(database=str(file), processing_delay=5)
    clock.advance(5)
    assert ledger.get(f"/batches/{uuid}").status == 406
    ledger.sandbox.close()
    assert b"Attrappmoen" not in file.read_bytes()


@settings(max_examples=40, deadline=None)
@given(numbers=st.lists(st.sampled_from(["1", "2", "a", "A", ""]), min_size=1, max_size=6), customers=st.lists(st.booleans(), min_size=6))
def test_every_item_comes_back_once_and_in_the_order_sent(numbers: list[str], customers: list[bool]) -> None:
    sent = [_document(number, "543210" if good else "9") for number, good in zip(numbers, customers, strict=False)]
    taken: set[str] = set()
    expected: list[bool] = []
    for number, good in zip(numbers, customers, strict=False):
        fine = good and number != "" and number.lower() not in taken
        expected.append(fine)
        taken |= {number.lower()} if fine else set()
    with Sandbox(SandboxSettings(processing_delay=0), clock=FakeClock()) as sandbox:
        ledger = Ledger(sandbox)
        answer = ledger.get(f"/batches/{_batch(ledger, *sent)}")
        entries = answer.content["documents"]
        assert [entry.get("documentNo", "") for entry in entries] == numbers
        assert [entry["resultType"] == "OK" for entry in entries] == expected
        assert answer.status == (200 if all(expected) else 206 if any(expected) else 406)
        assert ledger.get("/aritems").content["summary"]["totalCount"] == sum(expected)
