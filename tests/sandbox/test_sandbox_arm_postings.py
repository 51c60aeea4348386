"""What is done to AR items: changes, credit notes, auto postings, payment reservations; then files, and what answers with an example."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from amili_client.runtime import encode_json
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.sandbox.norway.document import Document

from .conftest import Answer, FakeClock, Ledger

Make = Callable[..., Ledger]
UNKNOWN = "AR item does not exist"
NOT_POSITIVE = "Amount must be a number greater than zero"
EXCEEDS = "Amount exceeds what remains of the AR item"


@pytest.fixture
def owed(ledger: Ledger) -> Ledger:
    """One AR item of 100."""
    ledger.add_document(kid="123", referenceNo="R1")
    return ledger


def _post(ledger: Ledger, *postings: Any) -> Answer:
    return ledger.post("/autopostings/payment", {"autoPostings": list(postings)})


def _ends(answer: Answer) -> list[tuple[Any, ...]]:
    return [(entry["resultType"], *entry["messages"]) for entry in answer.content["autoPostings"]]


def test_open_fields_are_merged_into_an_item(owed: Ledger) -> None:
    before = owed.item()
    change = {"arItemId": "700001", "dueDate": "2026-01-01", "kid": None, "ledgerNote": "", "amount": 100}
    assert owed.put("/aritems", {"metadata": {"userId": "u"}, "arItem": change}).content == {
        "resultType": "OK",
        "arItem": {"arItemId": 700001},
    }
    assert owed.item() == {**before, "dueDate": "2026-01-01", "ledgerNote": ""}


def test_who_owes_what_cannot_be_changed(owed: Ledger) -> None:
    answer = owed.put("/aritems", {"arItem": {"arItemId": 700001, "remainingAmount": 1, "customerNo": "765432", "kid": "9"}})
    assert (answer.status, answer.errors.keys()) == (422, {"arItem.remainingAmount", "arItem.customerNo"})
    assert owed.item()["kid"] == "123"
    for item in ({}, {"arItemId": 7}, {"arItemId": "x"}, {"arItemId": None}, {"arItemId": [700001]}):
        assert owed.put("/aritems", {"arItem": item}).status == 404


def test_credit_notes(owed: Ledger) -> None:
    part = owed.put("/aritems", {"arItem": {"arItemId": 700001, "creditNote": {"amount": Decimal("99.5")}}})
    assert part.content["arItem"] == {"arItemId": 700001, "creditNote": {"arItemId": 700002}}
    note = owed.item(700_002)
    assert (note["amount"], note["creditedArItemId"], note["documentNo"]) == (Decimal("-99.5"), 700001, "1")
    owed.put("/aritems", {"arItem": {"arItemId": 700001, "creditNote": {}}})
    assert (owed.item()["amount"], owed.item()["remainingAmount"], owed.item(700_003)["amount"]) == (100, 0, Decimal("-0.5"))
    for amount, problem in ((1, EXCEEDS), (0, NOT_POSITIVE), ("1", NOT_POSITIVE), (True, NOT_POSITIVE)):
        answer = owed.put("/aritems", {"arItem": {"arItemId": 700001, "creditNote": {"amount": amount}, "kid": "9"}})
        assert (answer.status, answer.errors) == (422, {"arItem.creditNote.amount": [problem]})
    assert owed.item()["kid"] == "123", "nothing of a change that fails"
    assert owed.get("/aritems").content["summary"]["totalCount"] == 3


def test_auto_postings_take_from_what_remains(owed: Ledger) -> None:
    answer = _post(owed, {"arItemId": 700001, "amount": 60}, {"arItemId": "700001", "amount": Decimal("39.99")})
    assert (answer.status, _ends(answer)) == (200, [("OK",), ("OK",)])
    assert (owed.item()["amount"], owed.item()["remainingAmount"]) == (100, Decimal("0.01"))


def test_one_that_fails_rejects_all(owed: Ledger) -> None:
    item = {"arItemId": 700001}
    answer = _post(
        owed, {**item, "amount": 60}, {**item, "amount": 60}, {"amount": 1}, {**item, "amount": "1"}, item, {**item, "amount": 40}
    )
    assert answer.status == 422
    assert _ends(answer) == [
        ("BATCH-REJECTED",),
        ("FAILED", EXCEEDS),
        ("FAILED", UNKNOWN),
        ("FAILED", NOT_POSITIVE),
        ("FAILED", NOT_POSITIVE),
        ("BATCH-REJECTED",),
    ]
    assert owed.item()["remainingAmount"] == 100


def test_one_that_is_only_to_be_validated_means_all(owed: Ledger) -> None:
    posting = {"arItemId": 700001, "amount": 60}
    assert _ends(_post(owed, posting, {"arItemId": 700001, "amount": 1, "validateOnly": True})) == [("VALIDATED",), ("VALIDATED",)]
    assert _ends(_post(owed, posting, {"arItemId": 7, "validateOnly": True})) == [("BATCH-REJECTED",), ("FAILED", UNKNOWN)]
    assert owed.item()["remainingAmount"] == 100
    assert _ends(_post(owed, {**posting, "validateOnly": False})) == [("OK",)]
    assert owed.item()["remainingAmount"] == 40
    assert _post(owed).errors == {"autoPostings": ["must hold at least one"]}


@settings(max_examples=40, deadline=None)
@given(amounts=st.lists(st.integers(-5, 80), min_size=1, max_size=5), only=st.booleans())
def test_all_or_nothing(amounts: list[int], only: bool) -> None:
    remaining, failed = 100, list[bool]()
    for amount in amounts:
        failed.append(not 0 < amount <= remaining)
        remaining -= 0 if failed[-1] else amount
    with Sandbox(SandboxSettings(), clock=FakeClock()) as sandbox:
        ledger = Ledger(sandbox)
        ledger.add_document()
        answer = _post(ledger, *({"arItemId": 700001, "amount": amount, "validateOnly": only} for amount in amounts))
        assert [end[0] == "FAILED" for end in _ends(answer)] == failed
        assert ledger.item()["remainingAmount"] == (100 if any(failed) or only else remaining)


def _reserve(ledger: Ledger, payment_id: str = "P-1", **identifiers: Any) -> Answer:
    return ledger.post("/paymentreservations", {"paymentReservation": {"paymentId": payment_id, **identifiers}})


def test_a_payment_is_reserved_for_whatever_names_it(owed: Ledger) -> None:
    identifiers: dict[str, Any] = {
        "arItemId": 700001,
        "documentNo": "1",
        "documentUuid": owed.item()["documentUuid"],
        "referenceNo": "R1",
        "kid": "123",
        "accountNo": 500002,
        "customerNo": "543210",
    }
    for at, (name, value) in enumerate(identifiers.items()):
        answer = _reserve(owed, f"P-{at}", **{name: value})
        assert (answer.status, answer.content) == (200, {"resultType": "OK", "paymentReservation": {"paymentId": f"P-{at}"}})
    assert _reserve(owed, "all", **identifiers).status == 200
    assert _reserve(owed, "the others unused", **{**dict.fromkeys(identifiers, ""), "accountNo": 0, "kid": "123"}).status == 200


def test_payment_reservations_that_are_refused(owed: Ledger) -> None:
    wrong: dict[str, Any] = {
        "arItemId": 7,
        "documentNo": "9",
        "documentUuid": "0",
        "referenceNo": "9",
        "kid": "9",
        "accountNo": 10**30,
        "customerNo": "9",
    }
    for name, value in wrong.items():
        answer = _reserve(owed, **{name: value})
        assert (answer.status, answer.errors) == (422, {f"paymentReservation.{name}": ["names nothing that exists"]})
    uuid: str = owed.item()["documentUuid"]
    assert _reserve(owed, documentUuid=uuid.lower()).status == 422
    assert _reserve(owed, documentNo="1", customerNo="765432").errors.keys() == {
        "paymentReservation.documentNo",
        "paymentReservation.customerNo",
    }
    assert _reserve(owed).content["detail"].startswith("At least one identifier")
    assert _reserve(owed, "", kid="123").errors == {"paymentReservation.paymentId": ["is required"]}
    assert _reserve(owed, kid="123").status == 200, "a reservation that was refused does not use up its id"
    assert _reserve(owed, kid="123").errors == {"paymentReservation.paymentId": ["was used before"]}


def _file(name: str = "a.pdf", content: bytes = b"%PDF", **fields: Any) -> dict[str, Any]:
    return {"fileName": name, "fileContent": b64encode(content).decode(), **fields}


def test_files(make_ledger: Make) -> None:
    ledger = make_ledger(arm_file_types=["pdf"])
    good = ledger.post("/files", {"metadata": {"userId": "u"}, "files": [_file(), _file("b", fileType="PDF")]})
    assert good.status == 200
    assert good.content["files"] == [{"fileName": name, "resultType": "OK", "messages": []} for name in ("a.pdf", "b")]
    mixed = ledger.post("/files", {"files": [_file("a.exe"), _file("b.pdf", b""), _file("c.pdf", fileContent="æ"), _file(""), _file()]})
    assert mixed.status == 207
    assert [(one.get("fileName"), one["resultType"], *one["messages"]) for one in mixed.content["files"]] == [
        ("a.exe", "FAILED", "File type is not allowed for this client"),
        ("b.pdf", "FAILED", "File content is missing"),
        ("c.pdf", "FAILED", "File content is not base64"),
        (None, "FAILED", "File name is missing", "File type is not allowed for this client"),
        ("a.pdf", "OK"),
    ]
    assert ledger.post("/files", {"files": [_file("a.exe")]}).status == 207
    assert ledger.post("/files", {"files": []}).errors == {"files": ["must hold at least one"]}


def test_everything_else_answers_with_its_example(ledger: Ledger) -> None:
    by_example = [one for one in Document.load("arm").operations if ledger.sandbox.norway.how("arm", one.id) == "example"]
    assert {one.id for one in by_example} == {
        "createAction",
        "createReportsAction",
        "getAdbIntervals",
        "getClientConfig",
        "getClientConfigs",
        "getCodes",
        "getDocumentBundle",
        "getDocumentBundles",
        "getFile",
        "getFiles",
        "getGlItem",
        "getGlItems",
        "getGlMovements",
        "getLatestGlMovement",
        "getLogItem",
        "getLogItems",
    }
    for one in by_example:
        path = one.path.replace("{clientno}", "2218").replace("{", "").replace("}", "")
        response = ledger.raw(one.method, path, body=b"{}", headers={"Content-Type": "application/json"})
        assert one.example is not None
        status, kind, content = one.example
        assert (response.status, response.headers["content-type"].partition(";")[0]) == (status, kind)
        assert response.body == (encode_json(content) if kind == "application/json" else content.encode())
    assert ledger.get("/glitems").content["glItems"] == []


def test_health(ledger: Ledger) -> None:
    assert ledger.send("GET", "/arm/v1/health").content == {"status": "UP"}


def test_every_operation_is_answered(ledger: Ledger) -> None:
    norway = ledger.sandbox.norway
    for name in ("identiverse", "collection", "autocollect", "arm"):
        assert all(norway.how(name, one.id) for one in Document.load(name).operations)
    assert norway.how("collection", "getCustomer") is norway.how("arm", "getInvoiceById") is None
