"""Settlements, and what only a sandbox can do: let debtors pay and ask for an eviction, from Python and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from amili_client.runtime import decode_json

from .conftest import ORGANIZATION, Answer, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]
NOBODY = "99999999-9999-4999-8999-999999999999"


@pytest.fixture
def instant(make: Make) -> Caller:
    return make(processing_delay=0)


def _listed(caller: Caller, **query: str) -> list[str]:
    return [one["caseNumber"] for one in caller.get("/settlements", query).data]


def test_case_that_is_paid_to_amili_is_closed_and_settled(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    [item] = instant.accepted(invoice("INV-7"))
    instant.post("/payments", {"payments": [{"invoiceId": item["invoiceId"], "amount": 500}]})
    clock.advance(60)
    [settlement_id] = instant.sandbox.norway.debtors_pay()
    case = instant.case("5000001")
    assert (case["status"], case["closedAt"]) == ("CLOSED", "2024-01-15T10:31:00Z")
    assert (case["invoices"][0]["remainingAmount"], case["invoices"][0]["paidAmount"]) == (0, 4500)
    settlement = {
        "settlementId": str(UUID(settlement_id)),
        "caseNumber": "5000001",
        "collectionType": "REMINDER",
        "currency": "NOK",
        "customerReference": "CUST-001",
        "exchangeRate": 1,
        "invoiceId": item["invoiceId"],
        "invoiceNumber": "INV-7",
        "settlementDate": "2024-01-15",
    }
    assert instant.get("/settlements").content == {"summary": {"status": "SUCCESS"}, "data": [settlement]}
    assert instant.get(f"/settlements/{settlement_id.upper()}").content == {"summary": {"status": "SUCCESS"}, "data": settlement}
    payments = instant.get(f"/invoices/{item['invoiceId']}/payments").data
    assert [(one.get("type"), one["amount"]) for one in payments] == [(None, 500), ("DEBTOR_PAYMENT", Decimal(4000))]


def test_payment_to_the_creditor_is_not_settled(instant: Caller, invoice: Build) -> None:
    [item] = instant.accepted(invoice())
    instant.post("/payments", {"payments": [{"invoiceId": item["invoiceId"], "amount": 4500}]})
    assert instant.case("5000001")["status"] == "CLOSED"
    assert _listed(instant) == []
    assert instant.sandbox.norway.debtors_pay() == []


def test_one_case_or_all_that_are_not_closed(instant: Caller, invoice: Build) -> None:
    items = instant.accepted(*(invoice(str(at)) for at in range(4)))
    instant.post(f"/cases/{items[0]['caseId']}/withdraw")
    instant.post(f"/cases/{items[1]['caseId']}/pause")
    assert len(instant.sandbox.norway.debtors_pay("5000003")) == 1
    assert _listed(instant) == ["5000003"]
    assert len(instant.sandbox.norway.debtors_pay()) == 2
    assert _listed(instant) == ["5000004", "5000002", "5000003"], "newest first; one that is paused is paid like any other"
    for number, reason in (("5000003", "closed"), ("5000001", "closed"), ("7", "no such case")):
        with pytest.raises(ValueError, match=reason):
            instant.sandbox.norway.debtors_pay(number)
        with pytest.raises(ValueError, match=reason):
            instant.sandbox.norway.request_eviction(number)


def test_what_is_due_is_done_before_debtors_pay(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    caller.batch_id(invoice())
    assert caller.sandbox.norway.debtors_pay() == []
    clock.advance(5)
    assert len(caller.sandbox.norway.debtors_pay()) == 1


def test_dates_are_both_included(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    for number in ("A", "B", "C"):
        instant.accepted(invoice(number))
        instant.sandbox.norway.debtors_pay()
        clock.advance(86_400)
        instant.token = instant.log_in()
    assert _listed(instant, fromDate="2024-01-16") == ["5000003", "5000002"]
    assert _listed(instant, toDate="2024-01-16") == ["5000002", "5000001"]
    assert _listed(instant, fromDate="2024-01-16", toDate="2024-01-16") == ["5000002"]
    assert _listed(instant, fromDate="2024-01-18") == []
    assert instant.get("/settlements", {"fromDate": "16.01.2024"}).errors.keys() == {"fromDate"}


def test_pages_have_names_of_their_own(instant: Caller, invoice: Build) -> None:
    instant.accepted(*(invoice(str(at)) for at in range(3)))
    instant.sandbox.norway.debtors_pay()
    first = instant.get("/settlements", {"pageSize": "2"})
    assert first.next_page is not None
    last = instant.get("/settlements", {"pageSize": "2", "pageToken": first.next_page})
    assert [one["caseNumber"] for one in (*first.data, *last.data)] == ["5000003", "5000002", "5000001"]
    assert last.next_page is None
    assert instant.get("/settlements", {"pageSize": "0"}).errors.keys() == {"pageSize"}
    assert instant.get("/settlements", {"pageToken": "nonsense"}).errors.keys() == {"pageToken"}


def test_unknown_and_foreign(make: Make, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second], processing_delay=0)
    caller.accepted(invoice())
    [settlement_id] = caller.sandbox.norway.debtors_pay()
    other, stranger = Caller(caller.sandbox, second), Caller(caller.sandbox, "00000000-0000-4000-8000-000000000000")
    assert other.get("/settlements").data == []
    assert caller.get(f"/settlements/{NOBODY}").status == 404
    assert other.get(f"/settlements/{settlement_id}").status == 404
    assert stranger.get(f"/settlements/{settlement_id}").status == 403


def _control(caller: Caller, path: str, body: bytes = b"", method: str = "POST") -> Answer:
    response = caller.raw(method, f"/_sandbox/norway/{path}", body=body)
    return Answer(response.status, response.headers, decode_json(response.body) if response.body else None)


def test_control_over_http(instant: Caller, invoice: Build) -> None:
    instant.accepted(*(invoice(str(at)) for at in range(3)))
    assert _control(instant, "request-eviction", b'{"caseNumber": 5000001}').status == 204
    assert instant.case("5000001")["subStatus"] == "EVICTION_REQUEST"
    one = _control(instant, "debtors-pay", b'{"caseNumber": "5000002"}')
    assert (one.status, len(one.content["settlementIds"])) == (200, 1)
    assert _listed(instant) == ["5000002"]
    assert len(_control(instant, "debtors-pay").content["settlementIds"]) == 2


def test_control_says_what_is_wrong(instant: Caller) -> None:
    assert _control(instant, "debtors-pay", b'{"caseNumber": "1"}').errors == {"caseNumber": ["There is no such case."]}
    assert _control(instant, "request-eviction").errors == {"caseNumber": ["is required"]}
    for body in (b"[]", b"nonsense", b'{"case": "1"}'):
        assert _control(instant, "debtors-pay", body).errors.keys() == {"$"}
    assert _control(instant, "nothing").status == 404
    answer = _control(instant, "debtors-pay", method="GET")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
