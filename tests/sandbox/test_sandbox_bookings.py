"""Payments and corrections: what becomes of them, and of the cases that they are booked on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.sandbox.norway.examples import documented_invoice

from .conftest import ORGANIZATION, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]
NOBODY = "99999999-9999-4999-8999-999999999999"
KINDS = pytest.mark.parametrize(("name", "type_"), [("payments", "PAYMENT"), ("corrections", "CORRECTION")])


@pytest.fixture
def instant(make: Make) -> Caller:
    return make(processing_delay=0)


def _book(caller: Caller, name: str, *items: dict[str, Any], key: str | None = None) -> Any:
    answer = caller.post(f"/{name}", {name: list(items)}, key=key)
    assert answer.status == 202, answer
    return caller.batch(answer.data["batchId"])


@KINDS
def test_answer_and_batch(make: Make, clock: FakeClock, invoice: Build, name: str, type_: str) -> None:
    caller = make(processing_delay=5)
    made = caller.batch_id(invoice())
    clock.advance(5)
    [item] = caller.batch(made)["succeeded"]
    accepted = caller.post(
        f"/{name}", {name: [{"invoiceId": item["invoiceId"].upper(), "amount": 500}, {"invoiceId": NOBODY, "amount": 1}]}
    )
    assert accepted.status == 202
    batch_id = accepted.data["batchId"]
    url = f"http://sandbox.test/collection/v1/batches/{batch_id}"
    assert accepted.content == {"summary": {"status": "SUCCESS"}, "data": {"batchId": batch_id, "batchUrl": url}}
    assert caller.batch(batch_id)["status"] == "QUEUED"
    assert caller.case("5000001")["invoices"][0]["remainingAmount"] == 4500
    clock.advance(5)
    batch = caller.batch(batch_id)
    assert (batch["type"], batch["status"], batch["finishedAt"]) == (type_, "PARTIAL", "2024-01-15T10:30:10Z")
    names = {name: item[name] for name in ("invoiceId", "invoiceNumber", "caseId", "caseNumber")}
    assert batch["succeeded"] == [{"type": type_, **names}]
    assert batch["failed"] == [{"type": type_, "invoiceId": NOBODY, "errors": ["Invoice does not exist"]}]


def test_payment_and_correction_lower_what_remains_and_close_the_case(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    claims = [{"type": "PRINCIPAL", "remainingAmount": 1000}, {"type": "FEE", "remainingAmount": 70}]
    [item] = instant.accepted(invoice(originalInvoiceAmount=1100, claims=claims))

    def amounts() -> tuple[Any, ...]:
        [shown] = instant.case("5000001")["invoices"]
        return tuple(shown[f"{name}"] for name in ("remainingAmount", "remainingPrincipal", "paidAmount", "creditedAmount"))

    assert amounts() == (1070, 1000, 0, 0)
    _book(instant, "payments", {"invoiceId": item["invoiceId"], "amount": Decimal("20.50")})
    assert amounts() == (Decimal("1049.50"), 1000, Decimal("20.50"), 0), "what is not principal is paid off first"
    _book(instant, "corrections", {"invoiceId": item["invoiceId"], "amount": 100})
    assert amounts() == (Decimal("949.50"), Decimal("949.50"), Decimal("20.50"), 100)
    assert instant.case("5000001")["status"] == "OPEN"
    clock.advance(60)
    _book(instant, "payments", {"invoiceId": item["invoiceId"], "amount": Decimal("949.5")})
    assert amounts() == (0, 0, 970, 100)
    case = instant.case("5000001")
    assert (case["status"], case["closedAt"]) == ("CLOSED", "2024-01-15T10:31:00Z")
    assert instant.get(f"/invoices/{item['invoiceId']}").data["status"] == "CLOSED"


@KINDS
def test_rules(instant: Caller, invoice: Build, name: str, type_: str) -> None:
    [open_, withdrawn] = instant.accepted(invoice("A"), invoice("B"))
    instant.post(f"/cases/{withdrawn['caseId']}/withdraw")
    wrong: list[tuple[dict[str, Any], list[str]]] = [
        ({"amount": 1}, ["Invoice id is missing"]),
        ({}, ["Invoice id is missing", "Amount is missing"]),
        ({"invoiceId": NOBODY, "amount": 1}, ["Invoice does not exist"]),
        ({"invoiceId": open_["invoiceId"]}, ["Amount is missing"]),
        ({"invoiceId": open_["invoiceId"], "amount": 0}, ["Amount must be greater than zero"]),
        (
            {"invoiceId": open_["invoiceId"], "amount": -1, "currency": "EUR"},
            ["Amount must be greater than zero", "Currency is not supported"],
        ),
        ({"invoiceId": open_["invoiceId"], "amount": Decimal("4500.01")}, ["Amount exceeds the remaining amount"]),
        ({"invoiceId": withdrawn["invoiceId"], "amount": 9999}, ["Case is closed"]),
    ]
    batch = _book(instant, name, *(item for item, _ in wrong))
    assert (batch["status"], batch["succeeded"]) == ("FAILED", [])
    assert batch["failed"] == [
        {"type": type_, **({"invoiceId": item["invoiceId"]} if "invoiceId" in item else {}), "errors": errors} for item, errors in wrong
    ]
    assert instant.case("5000001")["invoices"][0]["remainingAmount"] == 4500


def test_alike_items_are_booked_twice(instant: Caller, invoice: Build) -> None:
    [item] = instant.accepted(invoice())
    payment = {"invoiceId": item["invoiceId"], "amount": 1000}
    assert _book(instant, "payments", payment, payment)["status"] == "SUCCESS"
    assert instant.case("5000001")["invoices"][0]["paidAmount"] == 2000


@KINDS
def test_bad_requests(instant: Caller, name: str, type_: str) -> None:
    assert instant.post(f"/{name}", {name: []}).errors == {name: [f"must hold at least one {type_.lower()}"]}
    assert instant.post(f"/{name}", {}).errors.keys() == {name}
    assert instant.post(f"/{name}", {name: [{"invoiceId": "INV-1", "amount": "4"}]}).errors.keys() == {
        f"{name}[0].invoiceId",
        f"{name}[0].amount",
    }
    assert instant.get("/batches").data == []


def test_invoice_of_another_organization_does_not_exist(make: Make, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second], processing_delay=0)
    [item] = caller.accepted(invoice())
    batch = _book(Caller(caller.sandbox, second), "payments", {"invoiceId": item["invoiceId"], "amount": 1})
    assert batch["failed"][0]["errors"] == ["Invoice does not exist"]
    stranger = Caller(caller.sandbox, "00000000-0000-4000-8000-000000000000")
    assert stranger.post("/payments", {"payments": [{"invoiceId": item["invoiceId"], "amount": 1}]}).status == 403


def test_key_makes_one_batch_and_belongs_to_its_kind(instant: Caller, invoice: Build) -> None:
    [item] = instant.accepted(invoice())
    one = {"invoiceId": item["invoiceId"], "amount": Decimal("10.00")}
    first = _book(instant, "payments", one, key="k")
    assert _book(instant, "payments", {**one, "amount": 10}, key="k") == first
    assert instant.case("5000001")["invoices"][0]["paidAmount"] == 10
    assert instant.post("/corrections", {"corrections": [one]}, key="k").errors.keys() == {"IdempotencyKey"}
    assert instant.post("/payments", {"payments": [one, one]}, key="k").status == 422


def test_batches_of_all_kinds_in_lists(make: Make, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second], processing_delay=0)
    other = Caller(caller.sandbox, second)
    [item] = caller.accepted(invoice())
    payments = _book(caller, "payments", {"invoiceId": item["invoiceId"], "amount": 10})["batchId"]
    corrections = _book(caller, "corrections", {"invoiceId": item["invoiceId"], "amount": 10})["batchId"]
    elsewhere = other.batch_id(invoice())
    [invoices] = [one["batchId"] for one in caller.get("/batches", {"Type": "INVOICE"}).data]
    assert [one["batchId"] for one in caller.get("/batches", {"Type": "payment"}).data] == [payments]
    assert [one["batchId"] for one in caller.get("/batches", {"Type": "CORRECTION"}).data] == [corrections]
    for subject in (item["invoiceId"], item["caseId"]):
        assert [one["batchId"] for one in caller.get("/batches", {"SubjectId": subject}).data] == [corrections, payments, invoices]

    def everywhere(**query: str) -> list[str]:
        return [one["batchId"] for one in caller.send("GET", "/collection/v1/batches", query).data]

    assert everywhere() == [elsewhere, corrections, payments, invoices]
    assert everywhere(SortDirection="ASC", PageSize="2") == [invoices, payments]
    assert everywhere(Type="INVOICE", State="SUCCESS") == [elsewhere, invoices]


_AMOUNTS = st.decimals(min_value="-10", max_value="120", places=2)


@given(claimed=st.decimals(min_value="0.01", max_value="100", places=2), steps=st.lists(st.tuples(st.booleans(), _AMOUNTS), max_size=12))
def test_books_always_balance(claimed: Decimal, steps: list[tuple[bool, Decimal]]) -> None:
    with Sandbox(SandboxSettings(processing_delay=0), clock=lambda: datetime(2024, 1, 15, tzinfo=UTC)) as sandbox:
        caller = Caller(sandbox)
        [item] = caller.accepted({**documented_invoice(), "originalInvoiceAmount": claimed, "claims": []})
        booked = {True: Decimal(0), False: Decimal(0)}
        for is_payment, amount in steps:
            fits = 0 < amount <= claimed - sum(booked.values())
            batch = _book(caller, "payments" if is_payment else "corrections", {"invoiceId": item["invoiceId"], "amount": amount})
            assert batch["status"] == ("SUCCESS" if fits else "FAILED")
            booked[is_payment] += amount if fits else 0
        case = caller.case("5000001")
        [shown] = case["invoices"]
        assert (shown["paidAmount"], shown["creditedAmount"]) == (booked[True], booked[False])
        assert shown["remainingAmount"] == claimed - booked[True] - booked[False]
        assert (case["status"] == "CLOSED") == (shown["remainingAmount"] == 0) == ("closedAt" in case)
