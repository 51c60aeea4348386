"""Cases: what they show, how they are found, and what a creditor can ask of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from .conftest import ORGANIZATION, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]
NOBODY = "99999999-9999-4999-8999-999999999999"


@pytest.fixture
def instant(make: Make) -> Caller:
    return make(processing_delay=0)


def _found(caller: Caller, **query: str) -> list[int]:
    return [case["caseNumber"] for case in caller.get("/cases", query).data]


def test_every_accepted_invoice_becomes_a_case(instant: Caller, invoice: Build) -> None:
    first, second = instant.accepted(invoice("A"), invoice("B", type="PAYMENT_REMINDER"))
    assert (first["caseNumber"], second["caseNumber"]) == ("5000001", "5000002"), "text, as in the webhook samples"
    [newest, oldest] = instant.get("/cases").data
    assert (oldest["caseNumber"], newest["caseNumber"]) == (5000001, 5000002), "an integer, as in the sample of a case"
    assert (oldest["caseId"], newest["caseId"]) == (first["caseId"], second["caseId"])
    assert (oldest["type"], newest["type"]) == ("COLLECTION_NOTICE", "PAYMENT_REMINDER")
    assert instant.get(f"/invoices/{first['invoiceId']}").data["collectionCaseNumber"] == "5000001"


def test_case_of_the_documented_invoice(instant: Caller, invoice: Build) -> None:
    batch_id = instant.batch_id(invoice("INV-2024-00123", invoiceDate="2024-01-15"))
    [item] = instant.batch(batch_id)["succeeded"]
    case = instant.case("5000001")
    made_up = {name: case.pop(name) for name in ("creditorId", "creditorNumber")}
    assert set(made_up) == {"creditorId", "creditorNumber"}
    [debtor] = case.pop("debtors")
    assert {name: value for name, value in debtor.items() if name not in ("debtorId", "debtorNumber")} == {
        "type": "PRIVATE",
        "customerNumber": "CUST-001",
        "firstName": "Kari",
        "lastName": "Nordmann",
        "fullName": "Kari Nordmann",
    }
    assert case == {
        "caseId": item["caseId"],
        "caseNumber": 5000001,
        "organizationId": ORGANIZATION,
        "status": "OPEN",
        "subStatus": "DEBT_COLLECTION_LIST_MANUAL",
        "type": "COLLECTION_NOTICE",
        "description": "Consulting services January 2024",
        "registeredAt": "2024-01-15T10:30:00Z",
        "invoices": [
            {
                "invoiceId": item["invoiceId"],
                "invoiceNumber": "INV-2024-00123",
                "caseId": item["caseId"],
                "invoiceDate": "2024-01-15T00:00:00Z",
                "dueDate": "2024-02-15T00:00:00Z",
                "batchId": batch_id,
                "registeredAt": "2024-01-15T10:30:00Z",
                "uniqueSourceInvoiceId": "erp-order-9981",
                "originalAmount": Decimal("4500.00"),
                "remainingAmount": Decimal("4500.00"),
                "remainingPrincipal": Decimal("4500.00"),
                "paidAmount": 0,
                "creditedAmount": 0,
                "currency": {},
            }
        ],
    }


@pytest.mark.parametrize(
    ("claims", "remaining", "principal"),
    [
        (None, "100", "100"),
        ([{"type": "PRINCIPAL", "remainingAmount": 60}], "60", "60"),
        ([{"type": "PRINCIPAL", "remainingAmount": 60}, {"type": "FEE", "remainingAmount": 35}], "95", "60"),
        ([{"type": "FEE", "remainingAmount": 35}], "35", "0"),
    ],
)
def test_what_is_to_be_paid_is_what_the_claims_say(
    instant: Caller, invoice: Build, claims: list[Any] | None, remaining: str, principal: str
) -> None:
    instant.accepted(invoice(originalInvoiceAmount=100, claims=claims))
    [shown] = instant.case("5000001")["invoices"]
    assert shown["originalAmount"] == 100
    assert (shown["remainingAmount"], shown["remainingPrincipal"]) == (Decimal(remaining), Decimal(principal))


def test_filters(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    kari, ola = {"customerNumber": "c-1", "firstname": "Kåri", "lastname": "Nordmann"}, {"customerNumber": "c-2", "lastname": "Østby"}
    instant.accepted(invoice("A", uniqueSourceInvoiceId="s-a", debtors=[kari, ola]))
    clock.advance(60)
    instant.accepted(invoice("B-7", uniqueSourceInvoiceId="s-b", type="PAYMENT_REMINDER", debtors=[ola]))
    both = [5000002, 5000001]
    assert _found(instant) == both
    assert _found(instant, Status="open") == both
    assert _found(instant, Status="PAUSED") == []
    assert _found(instant, Type="COLLECTION_NOTICE") == [5000001]
    assert _found(instant, CaseNumber="5000002") == [5000002]
    assert _found(instant, CaseNumber="500000") == []
    assert _found(instant, CustomerNumber="c-1") == [5000001]
    assert _found(instant, CustomerNumber="c-2") == both
    assert _found(instant, UniqueSourceInvoiceId="s-b") == [5000002]
    assert _found(instant, SearchTerm="KÅRI nord") == [5000001]
    assert _found(instant, SearchTerm="østby") == both
    assert _found(instant, SearchTerm="b-7") == [5000002]
    assert _found(instant, SearchTerm="00001") == [5000001]
    assert _found(instant, SearchTerm="%") == [], "no pattern"
    assert _found(instant, FromCreatedAt="2024-01-15T10:31:00Z") == [5000002]
    assert _found(instant, ToCreatedAt="2024-01-15T10:30:59Z") == [5000001]
    assert _found(instant, ToCreatedAt="2024-01-15T10:31:00Z") == both
    assert _found(instant, Type="PAYMENT_REMINDER", CustomerNumber="c-1") == []


def test_pages(instant: Caller, invoice: Build) -> None:
    instant.accepted(*(invoice(str(at)) for at in range(5)))
    seen: list[int] = []
    token: str | None = ""
    while token is not None:
        answer = instant.get("/cases", {"PageSize": "2", "PageToken": token})
        seen += [case["caseNumber"] for case in answer.data]
        token = answer.next_page
    assert seen == [5000005, 5000004, 5000003, 5000002, 5000001]
    assert instant.get("/cases", {"PageSize": "0"}).errors.keys() == {"PageSize"}


def test_looking_at_cases_lets_batches_be_processed(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    caller.batch_id(invoice())
    assert caller.get("/cases").data == []
    clock.advance(5)
    assert _found(caller) == [5000001]


def _act(caller: Caller, case_id: str, action: str) -> tuple[int, str | None]:
    response = caller.raw("POST", f"{caller.base}/cases/{case_id}/{action}")
    if response.status == 202:
        assert response.body == b""
        return 202, None
    return response.status, caller.post(f"/cases/{case_id}/{action}").content["detail"]


def test_an_action_takes_effect_when_its_time_has_come(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    batch_id = caller.batch_id(invoice())
    clock.advance(5)
    [item] = caller.batch(batch_id)["succeeded"]
    assert _act(caller, item["caseId"], "pause") == (202, None)
    clock.advance(4.999)
    assert caller.case("5000001")["status"] == "OPEN"
    clock.advance(0.001)
    assert caller.case("5000001")["status"] == "PAUSED"


def test_pause_and_resume(instant: Caller, invoice: Build) -> None:
    [item] = instant.accepted(invoice())
    case_id = item["caseId"].upper()
    assert _act(instant, case_id, "resume") == (409, "The case is not paused.")
    for _ in range(2):
        assert _act(instant, case_id, "pause") == (202, None)
        assert instant.case("5000001")["status"] == "PAUSED"
        assert _found(instant, Status="PAUSED") == [5000001]
        assert instant.get(f"/invoices/{item['invoiceId']}").data["status"] == "PAUSED"
    assert _act(instant, case_id, "resume") == (202, None)
    assert instant.case("5000001")["status"] == "OPEN"
    assert "closedAt" not in instant.case("5000001")


def test_a_withdrawn_case_is_closed_and_nothing_can_be_asked_of_it(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    [item] = instant.accepted(invoice())
    clock.advance(60)
    assert _act(instant, item["caseId"], "withdraw") == (202, None)
    case = instant.case("5000001")
    assert (case["status"], case["closedAt"]) == ("WITHDRAWN", "2024-01-15T10:31:00Z")
    for action in ("pause", "resume", "withdraw", "debt-collection-list/accept", "eviction-request/reject"):
        assert _act(instant, item["caseId"], action) == (409, "The case is closed.")


@pytest.mark.parametrize(
    ("action", "sub_status"), [("accept", "DEBT_COLLECTION_LIST_ACCEPTED"), ("reject", "DEBT_COLLECTION_LIST_REJECTED")]
)
def test_debt_collection_list_is_answered_once(instant: Caller, invoice: Build, action: str, sub_status: str) -> None:
    [item] = instant.accepted(invoice())
    assert _act(instant, item["caseId"], f"debt-collection-list/{action}") == (202, None)
    assert instant.case("5000001")["subStatus"] == sub_status
    for again in ("accept", "reject"):
        refused = _act(instant, item["caseId"], f"debt-collection-list/{again}")
        assert refused == (409, "The case does not wait in a debt collection list.")


@pytest.mark.parametrize(
    ("actions", "sub_status"),
    [
        (["eviction-request/reject"], "EVICTION_REQUEST_REJECTED"),
        (["eviction-request/accept"], "EVICTION_CONFIRMATION"),
        (["eviction-request/accept", "eviction-confirmation/accept"], "EVICTION_ACCEPTED"),
        (["eviction-request/accept", "eviction-confirmation/reject"], "EVICTION_CONFIRMATION_REJECTED"),
    ],
)
def test_eviction(instant: Caller, invoice: Build, actions: list[str], sub_status: str) -> None:
    [item] = instant.accepted(invoice())
    for action in ("accept", "reject"):
        assert _act(instant, item["caseId"], f"eviction-request/{action}") == (409, "No eviction request waits for an answer.")
        assert _act(instant, item["caseId"], f"eviction-confirmation/{action}") == (409, "No eviction waits for its confirmation.")
    instant.sandbox.norway.request_eviction("5000001")
    assert instant.case("5000001")["subStatus"] == "EVICTION_REQUEST"
    for action in actions:
        assert _act(instant, item["caseId"], action) == (202, None)
    assert instant.case("5000001")["subStatus"] == sub_status


def test_of_two_answers_that_wait_together_the_first_counts(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    batch_id = caller.batch_id(invoice())
    clock.advance(5)
    [item] = caller.batch(batch_id)["succeeded"]
    assert _act(caller, item["caseId"], "debt-collection-list/reject") == (202, None)
    assert _act(caller, item["caseId"], "debt-collection-list/accept") == (202, None)
    clock.advance(5)
    assert caller.case("5000001")["subStatus"] == "DEBT_COLLECTION_LIST_REJECTED"


def test_batches_and_actions_take_effect_in_the_order_in_which_they_came(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    batch_id = caller.batch_id(invoice("A"), invoice("B"))
    clock.advance(5)
    [first, second] = caller.batch(batch_id)["succeeded"]
    pay = [{"invoiceId": one["invoiceId"], "amount": 4500} for one in (first, second)]
    # All in one moment: A is withdrawn before it is paid, B is paid before it is withdrawn.
    assert _act(caller, first["caseId"], "withdraw") == (202, None)
    payments = caller.post("/payments", {"payments": pay}).data["batchId"]
    assert _act(caller, second["caseId"], "withdraw") == (202, None)
    clock.advance(5)
    assert (caller.case("5000001")["status"], caller.case("5000002")["status"]) == ("WITHDRAWN", "CLOSED")
    assert caller.batch(payments)["status"] == "PARTIAL"


@pytest.mark.parametrize("action", ["pause", "resume", "withdraw"])
def test_older_actions_on_an_invoice_are_those_on_its_case(instant: Caller, invoice: Build, action: str) -> None:
    [one, other] = instant.accepted(invoice("A"), invoice("B"))
    for item, kind in ((one, "invoices"), (other, "cases")):
        name = "invoiceId" if kind == "invoices" else "caseId"
        answers = [instant.post(f"/{kind}/{item[name]}/{step}").status for step in ("pause", action)]
        assert answers == [202, 202]
    first, second = instant.case("5000001"), instant.case("5000002")
    assert (first["status"], first.get("closedAt")) == (second["status"], second.get("closedAt"))
    assert instant.get(f"/invoices/{one['invoiceId']}").data["status"] == first["status"]


def test_payments_documents_and_history_of_an_invoice(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    [item] = instant.accepted(invoice())
    path = f"/invoices/{item['invoiceId'].upper()}"
    assert instant.get(path).data["id"] == item["invoiceId"]
    payment = {"invoiceId": item["invoiceId"], "type": "DIRECT_PAYMENT", "amount": 500, "currency": "NOK"}
    clock.advance(60)
    instant.post("/payments", {"payments": [payment]})
    instant.post("/corrections", {"corrections": [{"invoiceId": item["invoiceId"], "amount": 100}]})
    [shown] = instant.get(f"{path}/payments").data
    assert {name: shown[name] for name in payment} == payment
    assert shown["registeredAt"] == "2024-01-15T10:31:00Z"
    assert instant.get(f"{path}/documents").data == []
    history = instant.get(f"{path}/history").data
    assert [(one["event"], one["at"]) for one in history] == [
        ("CASE", "2024-01-15T10:30:00Z"),
        ("CASE_UPDATED", "2024-01-15T10:31:00Z"),
        ("CASE_UPDATED", "2024-01-15T10:31:00Z"),
    ]


def test_unknown_and_foreign(make: Make, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second], processing_delay=0)
    [item] = caller.accepted(invoice())
    other, stranger = Caller(caller.sandbox, second), Caller(caller.sandbox, "00000000-0000-4000-8000-000000000000")
    assert other.get("/cases").data == []
    for case_id, who, status in ((NOBODY, caller, 404), (item["caseId"], other, 404), (item["caseId"], stranger, 403)):
        assert who.post(f"/cases/{case_id}/pause").status == status
    for path in ("payments", "documents", "history"):
        assert caller.get(f"/invoices/{NOBODY}/{path}").status == 404
        assert other.get(f"/invoices/{item['invoiceId']}/{path}").status == 404
        assert stranger.get(f"/invoices/{item['invoiceId']}/{path}").status == 403
    assert other.post(f"/invoices/{item['invoiceId']}/withdraw").status == 404
    assert stranger.get("/cases").status == 403
    assert caller.case("5000001")["status"] == "OPEN"


def test_file_keeps_cases_and_what_waits(make: Make, clock: FakeClock, invoice: Build, tmp_path: Any) -> None:
    file = str(tmp_path / "sandbox.db")
    before = make(database=file, processing_delay=5)
    batch_id = before.batch_id(invoice())
    clock.advance(5)
    [item] = before.batch(batch_id)["succeeded"]
    shown = before.case("5000001")
    _act(before, item["caseId"], "pause")
    before.sandbox.close()

    after = make(database=file, processing_delay=5)
    assert after.case("5000001") == shown
    clock.advance(5)
    assert after.case("5000001") == {**shown, "status": "PAUSED"}
