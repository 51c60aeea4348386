"""The Example Workflow page, step by step, and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from amili_client.runtime import encode_json

from amili_ext.sandbox import Sandbox, SandboxRequest
from amili_ext.sandbox.norway.examples import documented_invoice

from .conftest import ORGANIZATION, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]


def test_documented_exchange(caller: Caller, clock: FakeClock) -> None:
    wrong = {**documented_invoice(), "invoiceNumber": "INV-2024-00124"}
    wrong["debtors"] = [{**wrong["debtors"][0], "identificationNumber": "not-a-number"}]

    accepted = caller.submit(documented_invoice(), wrong)
    assert accepted.status == 202
    batch_id = accepted.data["batchId"]
    assert accepted.content == {"data": {"batchId": batch_id, "batchUrl": f"http://sandbox.test/collection/v1/batches/{batch_id}"}}

    clock.advance(5)
    batch = caller.batch(batch_id)
    [success] = batch["succeeded"]
    assert batch == {
        "batchId": batch_id,
        "type": "INVOICE",
        "status": "PARTIAL",
        "createdAt": "2024-01-15T10:30:00Z",
        "finishedAt": "2024-01-15T10:30:05Z",
        "organizationId": ORGANIZATION,
        "createdBy": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "succeeded": [
            {
                "type": "INVOICE",
                "invoiceId": str(UUID(success["invoiceId"])),
                "invoiceNumber": "INV-2024-00123",
                "caseId": str(UUID(success["caseId"])),
                "caseNumber": "5000001",
            }
        ],
        "failed": [{"type": "INVOICE", "invoiceNumber": "INV-2024-00124", "errors": ["Debtor identification number is invalid"]}],
    }


def test_batch_is_queued_until_its_time_has_come(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    batch_id = caller.batch_id(invoice())
    clock.advance(4.999)
    queued = caller.batch(batch_id)
    assert (queued["status"], queued["finishedAt"], queued["succeeded"], queued["failed"]) == ("QUEUED", None, [], [])
    clock.advance(0.001)
    assert caller.batch(batch_id)["status"] == "SUCCESS"


def test_finish_time_does_not_depend_on_who_looks_when(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    batch_id = caller.batch_id(invoice())
    clock.advance(3600)
    caller.token = caller.log_in()
    assert caller.batch(batch_id)["finishedAt"] == "2024-01-15T10:30:05Z"


@pytest.mark.parametrize(
    ("currencies", "status"),
    [(["NOK", "NOK"], "SUCCESS"), (["NOK", "XXX"], "PARTIAL"), (["XXX", "XXX"], "FAILED")],
)
def test_status_says_how_many_succeeded(make: Make, invoice: Build, currencies: list[str], status: str) -> None:
    caller = make(processing_delay=0)
    batch = caller.batch(caller.batch_id(*(invoice(f"INV-{at}", currency=one) for at, one in enumerate(currencies))))
    assert batch["status"] == status
    assert len(batch["succeeded"]) == currencies.count("NOK")


def test_results_keep_the_order_that_was_sent(make: Make, invoice: Build) -> None:
    caller = make(processing_delay=0)
    numbers = ["9", "1", "5", "3"]
    batch = caller.batch(caller.batch_id(*(invoice(number) for number in numbers)))
    assert [item["invoiceNumber"] for item in batch["succeeded"]] == numbers


def test_batches_are_processed_in_the_order_of_arrival(caller: Caller, clock: FakeClock, invoice: Build) -> None:
    first, second = caller.batch_id(invoice("SAME")), caller.batch_id(invoice("SAME"))
    clock.advance(60)
    assert caller.batch(second)["failed"] == [{"type": "INVOICE", "invoiceNumber": "SAME", "errors": ["Invoice number already exists"]}]
    assert caller.batch(first)["status"] == "SUCCESS"


def test_legacy_path_gives_the_same_batch(make: Make, invoice: Build) -> None:
    caller = make(processing_delay=0)
    batch_id = caller.batch_id(invoice())
    assert caller.send("GET", f"/collection/v1/batches/{batch_id}").data == caller.batch(batch_id)


def test_batch_url_starts_as_told(make: Make, invoice: Build) -> None:
    answer = make(public_url="https://api.staging.amili.no").submit(invoice())
    assert answer.data["batchUrl"].startswith("https://api.staging.amili.no/collection/v1/batches/")


def test_accepted_invoice_can_be_read(make: Make, invoice: Build) -> None:
    caller = make(processing_delay=0)
    [success] = caller.batch(caller.batch_id(invoice("INV-7")))["succeeded"]
    answer = caller.get(f"/invoices/{success['invoiceId']}")
    assert answer.content["summary"] == {"status": "SUCCESS"}
    assert answer.data == {
        "id": success["invoiceId"],
        "organization": {"id": ORGANIZATION, "organizationNumber": "000000000", "name": "Sandbox Creditor"},
        "invoiceNumber": "INV-7",
        "collectionCaseNumber": success["caseNumber"],
        "type": "NOTICE",
        "status": "OPEN",
        "createdAt": "2024-01-15T10:30:00Z",
    }


def test_failed_invoice_is_not_an_invoice_and_may_come_again(make: Make, invoice: Build) -> None:
    caller = make(processing_delay=0)
    assert caller.batch(caller.batch_id(invoice(currency="XXX")))["status"] == "FAILED"
    assert caller.get("/invoices").data == []
    assert caller.batch(caller.batch_id(invoice()))["status"] == "SUCCESS"


def test_amounts_are_exact(make: Make, invoice: Build) -> None:
    # As floats, the three claims add up to more than the original amount.
    caller = make(processing_delay=0)
    body = encode_json({"invoices": [invoice(originalInvoiceAmount=None, claims=None)]})
    claims = b'"originalInvoiceAmount":0.6,"claims":[{"remainingAmount":0.1},{"remainingAmount":0.2},{"remainingAmount":0.3}]'
    body = body.replace(b'"currency"', claims + b',"currency"')
    answer = caller.send("POST", f"{caller.base}/invoices", body=body, headers={"Content-Type": "application/json"})
    assert caller.batch(answer.data["batchId"])["status"] == "SUCCESS"


def test_others_organization_is_forbidden(caller: Caller, invoice: Build) -> None:
    stranger = Caller(caller.sandbox, "00000000-0000-4000-8000-000000000000")
    assert stranger.submit(invoice()).status == 403
    assert [stranger.get(path).status for path in ("/batches", "/invoices")] == [403, 403]


def test_batch_is_only_found_in_its_organization(make: Make, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second], processing_delay=0)
    other = Caller(caller.sandbox, second)
    batch_id = caller.batch_id(invoice())
    [success] = caller.batch(batch_id)["succeeded"]
    assert other.get(f"/batches/{batch_id}").status == 404
    assert other.get(f"/invoices/{success['invoiceId']}").status == 404
    assert other.get("/invoices").data == []
    assert other.batch(other.batch_id(invoice()))["status"] == "SUCCESS", "numbers are taken per organization"


@pytest.mark.parametrize("path", ["/batches/", "/invoices/"])
def test_unknown_id_is_not_found(caller: Caller, path: str) -> None:
    answer = caller.get(path + "99999999-9999-4999-8999-999999999999")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert set(answer.content) == {"type", "title", "status", "traceId", "detail"}


def test_unknown_path_and_method(caller: Caller) -> None:
    assert caller.get("/nothing").status == 404
    answer = caller.send("DELETE", f"{caller.base}/invoices")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, POST")


def test_same_requests_with_same_clock_and_ids_give_the_same_bytes(clock: FakeClock, invoice: Build) -> None:
    def record() -> list[bytes]:
        ids = iter(range(100))
        with Sandbox(clock=clock, new_id=lambda: UUID(int=next(ids))) as sandbox:
            caller = Caller(sandbox)
            submitted = caller.submit(invoice(), invoice("INV-2", currency="XXX"))
            paths = ["/batches", f"/batches/{submitted.data['batchId']}", "/invoices", "/nothing"]
            return [caller.raw("GET", caller.base + path).body for path in paths]

    assert record() == record()


def test_requests_and_settings_do_not_show_secrets(caller: Caller) -> None:
    request = SandboxRequest("POST", "/token", [("a", "hidden")], {"Authorization": "hidden"}, b"hidden")
    assert "hidden" not in repr(request)
    assert "s3cr3t" not in repr(caller.sandbox.settings)
