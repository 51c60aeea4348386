"""Customers of ARM: the documented one is there, updates merge by the documented rules, and who has documents stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxSettings
from amili_ext.sandbox.norway.arm.merging import ADDRESS_FIELDS, merge_customer
from amili_ext.sandbox.norway.document import Document

from .conftest import FakeClock, Ledger

Make = Callable[..., Ledger]
PRINTED = next(one for one in Document.load("arm").operations if one.id == "getCustomers").example
FULL_ADDRESS = {
    "addressLine1": "C/O ARMchair industries",
    "addressLine2": "707 Arm street",
    "addressLine3": "Appartment 8",
    "postalCode": "1234",
    "cityName": "Oslo",
    "countryText": "Norway",
    "countryCode": "NO",
}


def test_the_printed_customers_are_there(ledger: Ledger) -> None:
    assert PRINTED is not None
    _, _, page = PRINTED
    printed = page["customers"][0]
    assert ledger.customer() == printed
    assert len(printed) == 42, "all of the sheet's 36 plain fields, the address, the distribution and four lists"
    assert ledger.customer()["postalAddress"] == FULL_ADDRESS
    second = ledger.customer("765432")
    assert (second["accountNo"], second["clientNo"]) == (500029, 2218)


def test_post_makes_a_customer_and_then_updates_it(ledger: Ledger) -> None:
    made = ledger.post("/customers", {"metadata": {"userId": "TestUser"}, "customer": {"customerNo": "9", "name": "A", "dueDays": 14}})
    assert (made.status, made.content) == (200, {"resultType": "OK", "customer": {"customerNo": "9"}})
    assert ledger.customer("9") == {"clientNo": 2218, "accountNo": 500030, "customerNo": "9", "name": "A", "dueDays": 14}
    assert ledger.post("/customers", {"customer": {"customerNo": "9", "dueDays": 30}}).status == 200
    assert ledger.customer("9") == {"clientNo": 2218, "accountNo": 500030, "customerNo": "9", "name": "A", "dueDays": 30}


def test_put_leaves_alone_what_is_missing_or_null(ledger: Ledger) -> None:
    before = ledger.customer()
    changes = {"customerNo": "543210", "name": None, "phoneNo": "", "postalAddress": None, "distribution": {"type": "M"}}
    assert ledger.put("/customers", {"customer": changes}).status == 200
    assert ledger.customer() == {**before, "phoneNo": "", "distribution": {"type": "M", "einvoiceCode": 90}}


def test_one_field_of_the_address_replaces_all_of_it(ledger: Ledger) -> None:
    ledger.put("/customers", {"customer": {"customerNo": "543210", "postalAddress": {"cityName": "Bergen", "postalCode": None}}})
    assert ledger.customer()["postalAddress"] == {**dict.fromkeys(FULL_ADDRESS, ""), "cityName": "Bergen"}


def test_nothing_but_nulls_is_no_change_of_the_address(ledger: Ledger) -> None:
    for nothing in ({}, {"cityName": None}):
        ledger.put("/customers", {"customer": {"customerNo": "543210", "postalAddress": nothing}})
        assert ledger.customer()["postalAddress"] == FULL_ADDRESS


def test_empty_text_clears_a_day_too(ledger: Ledger) -> None:
    assert ledger.put("/customers", {"customer": {"customerNo": "543210", "stopReminderUntil": ""}}).status == 200
    assert ledger.customer()["stopReminderUntil"] == ""


def test_what_was_read_can_be_sent_back(ledger: Ledger) -> None:
    before = ledger.customer()
    assert ledger.put("/customers", {"customer": {**before, "accountNo": 1, "clientNo": 2, "postalReturnStatus": 3}}).status == 200
    assert ledger.customer() == before


def test_numbers_are_equal_whatever_their_case(ledger: Ledger) -> None:
    ledger.post("/customers", {"customer": {"customerNo": "Ab", "name": "A"}})
    ledger.post("/customers", {"customer": {"customerNo": "aB", "language": "no"}})
    assert ledger.customer("AB") == {"clientNo": 2218, "accountNo": 500030, "customerNo": "Ab", "name": "A", "language": "no"}


def test_wrong_customers(ledger: Ledger) -> None:
    for customer in ({}, {"customerNo": ""}, {"customerNo": None}):
        answer = ledger.post("/customers", {"customer": customer})
        assert (answer.status, answer.errors) == (422, {"customer.customerNo": ["Customer number is missing"]})
    assert ledger.put("/customers", {"customer": {"customerNo": "9"}}).status == 404
    assert ledger.get("/customers/9").status == 404
    assert ledger.delete("/customers/9").status == 404
    assert ledger.post("/customers", {"customer": {"customerNo": 9}}).errors == {"customer.customerNo": ["must be a string"]}
    assert ledger.post("/customers", {"customer": None}).errors == {"customer": ["must be an object"]}
    assert ledger.post("/customers", {}).errors == {"customer": ["is required"]}


def test_only_a_customer_without_documents_is_deleted(ledger: Ledger) -> None:
    ledger.add_document()
    answer = ledger.delete("/customers/543210")
    assert (answer.status, answer.content["detail"]) == (422, "The customer has documents or AR items.")
    assert ledger.delete("/customers/765432").status == 200
    assert ledger.get("/customers/765432").status == 404
    assert ledger.post("/customers", {"customer": {"customerNo": "765432"}}).status == 200
    assert ledger.customer("765432") == {"clientNo": 2218, "accountNo": 500003, "customerNo": "765432"}


def test_clients_are_apart(make_sandbox: Callable[..., Sandbox]) -> None:
    sandbox = make_sandbox(arm_clients=[2218, 7])
    first, second = Ledger(sandbox), Ledger(sandbox, 7)
    first.add_document()
    assert second.customer()["clientNo"] == 7
    assert second.get("/documents/1").status == 404
    assert second.delete("/customers/543210").status == 200
    assert first.customer()["accountNo"] == 500002
    stranger = Ledger(sandbox, 8)
    for path in ("/customers", "/customers/543210", "/codes", "/batches/x"):
        assert stranger.get(path).status == 403
    assert stranger.post("/customers", {"customer": {"customerNo": "1"}}).status == 403
    assert sandbox.handle(SandboxRequest("GET", f"{first.base}/customers")).status == 401


def test_errors_hold_no_value_that_was_sent(ledger: Ledger) -> None:
    secret = "15820512345"
    bodies: list[tuple[str, str, Any]] = [
        ("POST", "/customers", {"customer": {"ssn": secret}}),
        ("POST", "/customers", {"customer": {"customerNo": int(secret)}}),
        ("PUT", "/customers", {"customer": {"customerNo": secret}}),
        ("POST", "/documents", {"document": {"customerNo": secret, "documentNo": secret}}),
        ("PUT", "/aritems", {"arItem": {"arItemId": secret}}),
        ("POST", "/autopostings/x", {"autoPostings": [{"arItemId": secret}]}),
        ("POST", "/paymentreservations", {"paymentReservation": {"paymentId": secret, "customerNo": secret}}),
    ]
    for method, path, body in bodies:
        answer = ledger.write(method, path, body)
        assert answer.status in (400, 404, 422)
        assert secret not in repr(answer.content)


def test_a_file_keeps_what_was_written(make_ledger: Make, tmp_path: Any) -> None:
    file = str(tmp_path / "sandbox.db")
    before = make_ledger(database=file)
    before.put("/customers", {"customer": {"customerNo": "543210", "name": "New"}})
    before.delete("/customers/765432")
    before.sandbox.close()
    after = make_ledger(database=file)
    assert after.customer()["name"] == "New"
    assert after.get("/customers/765432").status == 404, "the first customers are given once"


TEXT = st.none() | st.just("") | st.sampled_from(["a", "b"])
ADDRESS = st.dictionaries(st.sampled_from(ADDRESS_FIELDS), TEXT)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": TEXT,
    "phoneNo": TEXT,
    "dueDays": st.none() | st.integers(0, 3),
    "emailAddressDocument": st.none() | st.lists(st.sampled_from(["x@example.com"]), max_size=2),
    "postalAddress": st.none() | ADDRESS,
}


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.fixed_dictionaries({}, optional=FIELDS), max_size=5))
def test_any_changes_leave_what_the_documented_rules_say(changes: list[dict[str, Any]]) -> None:
    plain: dict[str, Any] = {"clientNo": 2218, "accountNo": 500030, "customerNo": "9"}
    address: dict[str, str] = {}
    with Sandbox(SandboxSettings(), clock=FakeClock()) as sandbox:
        ledger = Ledger(sandbox)
        ledger.post("/customers", {"customer": {"customerNo": "9"}})
        for change in changes:
            assert ledger.put("/customers", {"customer": {"customerNo": "9", **change}}).status == 200
            plain |= {name: value for name, value in change.items() if name != "postalAddress" and value is not None}
            address_sent: dict[str, str | None] = change.get("postalAddress") or {}
            sent = {name: value for name, value in address_sent.items() if value is not None}
            if sent:
                address = {name: sent.get(name, "") for name in ADDRESS_FIELDS}
            assert ledger.customer("9") == (plain | {"postalAddress": address} if address else plain)


@pytest.mark.parametrize("stored", [{}, {"distribution": {"type": "H"}}])
def test_merging_changes_neither_side(stored: dict[str, Any]) -> None:
    sent = {"distribution": {"einvoiceCode": 0, "type": None}, "postalAddress": {"cityName": "Oslo"}}
    was, asked = repr(stored), repr(sent)
    merged = merge_customer(stored, sent)
    assert (repr(stored), repr(sent)) == (was, asked)
    assert merged["distribution"] == {**stored.get("distribution", {}), "einvoiceCode": 0}
