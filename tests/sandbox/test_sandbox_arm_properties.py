"""Nothing that can be sent to the ARM API makes the sandbox fall over, and what it takes in fits the documents it answers with."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from amili_client.runtime import encode_json
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Sandbox, SandboxSettings

from .conftest import FakeClock, Ledger
from .test_sandbox_properties import ANYTHING, NUMBERS, TEXTS

LIMITS = settings(max_examples=60, deadline=None)  # how long one example takes is no promise of ours
REFUSALS = {400, 403, 404, 422}

WRITES: dict[str, tuple[str, str, Any, list[str]]] = {
    "customer": ("POST", "/customers", {"customerNo": "543210"}, ["customerNo", "postalAddress", "distribution", "dueDays", "dateOfBirth"]),
    "document": ("POST", "/documents", {"documentNo": "2", "customerNo": "543210"}, ["documentNo", "customerNo", "currencyAmounts", "kid"]),
    "arItem": ("PUT", "/aritems", {"arItemId": 700001}, ["arItemId", "creditNote", "amount", "documentUuid", "other"]),
    "paymentReservation": (
        "POST",
        "/paymentreservations",
        {"paymentId": "p"},
        ["paymentId", "arItemId", "accountNo", "kid", "referenceNo"],
    ),
}
LISTS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "autoPostings": ("/autopostings/x", {"arItemId": 700001, "amount": 1}, ["arItemId", "amount", "validateOnly"]),
    "files": ("/files", {"fileName": "a.pdf", "fileContent": "aGVp"}, ["fileName", "fileType", "fileContent"]),
    "documents": ("/documents/batches", {"documentNo": "2", "customerNo": "543210"}, ["documentNo", "customerNo", "currencyAmounts"]),
    "customers": ("/customers/batches", {"customerNo": "9"}, ["customerNo", "name", "postalAddress"]),
}


def _ledger(sandbox: Sandbox) -> Ledger:
    ledger = Ledger(sandbox)
    ledger.add_document()
    return ledger


def _sandbox() -> Sandbox:
    return Sandbox(SandboxSettings(processing_delay=0), clock=FakeClock())


@LIMITS
@given(key=st.sampled_from([*WRITES]), data=st.data(), value=ANYTHING | NUMBERS)
def test_no_value_of_a_field_makes_it_fall_over(key: str, data: st.DataObject, value: Any) -> None:
    method, path, fine, fields = WRITES[key]
    with _sandbox() as sandbox:
        ledger = _ledger(sandbox)
        answer = ledger.write(method, path, {key: {**fine, data.draw(st.sampled_from(fields)): value}})
        assert answer.status in {200, *REFUSALS}
        assert ledger.get("/customers").status == ledger.get("/documents").status == ledger.get("/aritems").status == 200


@LIMITS
@given(key=st.sampled_from([*LISTS]), data=st.data(), values=st.lists(ANYTHING | NUMBERS, min_size=1, max_size=3))
def test_no_value_in_a_list_makes_it_fall_over(key: str, data: st.DataObject, values: list[Any]) -> None:
    path, fine, fields = LISTS[key]
    with _sandbox() as sandbox:
        ledger = _ledger(sandbox)
        answer = ledger.post(path, {key: [{**fine, data.draw(st.sampled_from(fields)): value} for value in values]})
        assert answer.status in {200, 202, 207, *REFUSALS}
        if answer.status == 202:
            assert ledger.get(f"/batches/{answer.content['batchUuid']}").status in {200, 206, 406}
        assert ledger.get("/customers").status == ledger.get("/documents").status == ledger.get("/aritems").status == 200


@LIMITS
@given(body=st.binary(max_size=40) | ANYTHING.map(encode_json), path=st.sampled_from(["/customers", "/documents/batches", "/files"]))
def test_no_body_makes_it_fall_over(body: bytes, path: str) -> None:
    with _sandbox() as sandbox:
        ledger = Ledger(sandbox)
        response = ledger.raw("POST", ledger.base + path, body=body, headers={"Content-Type": "application/json"})
        assert response.status == 400


@LIMITS
@given(
    part=st.sampled_from(["customers", "documents", "aritems", "batches"]),
    name=TEXTS.filter(lambda text: text and "/" not in text and "\n" not in text),
    parameter=st.sampled_from(["query", "pageno", "pagesize", "maximumcount", "expand", "customerno", "userid"]) | TEXTS,
    value=TEXTS | st.integers().map(str),
)
def test_no_name_and_no_query_makes_it_fall_over(part: str, name: str, parameter: str, value: str) -> None:
    with _sandbox() as sandbox:
        ledger = Ledger(sandbox)
        assert ledger.get(f"/{part}/{name}").status == 404
        assert ledger.get(f"/{part}/{quote(name, safe='')}").status == 404
        assert ledger.get(f"/{part}", {parameter: value}).status in {200, *REFUSALS}
