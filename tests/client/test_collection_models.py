"""Cases, payments, corrections, settlements and webhooks of Norway: the generated models and requests.

What a page prints is given as it is printed; where a page prints a table of fields only, a made-up answer has each of them once.
"""

import datetime
import importlib
import json
import pkgutil
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway import collection
from amili_client.norway.autocollect import models as legacy
from amili_client.norway.collection import models
from amili_client.norway.collection.api.batches import get_batches
from amili_client.norway.collection.api.collections import get_cases_by_organization, pause_case, reject_eviction_confirmation
from amili_client.norway.collection.api.correction import create_corrections
from amili_client.norway.collection.api.invoice import get_invoice_payments, resume_invoice
from amili_client.norway.collection.api.payment import create_payments
from amili_client.norway.collection.api.settlement import get_settlement_by_id, get_settlements
from amili_client.runtime import UNSET, decode_json, encode_json

UTC = datetime.UTC
ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")
INVOICE = UUID("4f163819-178d-470c-a246-d6768476a6ec")
CASE = UUID("f47ac10b-58cc-4372-a567-0e02b2c3d479")

# https://docs.amili.dev/createcorrections-4148074e0, complete
CORRECTIONS = """{"corrections":[{"invoiceId":"4f163819-178d-470c-a246-d6768476a6ec","amount":0,"currency":"string",\
"date":"2019-08-24T14:15:22.123Z","description":"string"}]}"""
# https://docs.amili.dev/webapiapibatch-4161131e0: each field of its table, once
CASE_FIELDS = """{"caseId":"f47ac10b-58cc-4372-a567-0e02b2c3d479","caseNumber":5000001,\
"organizationId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","creditorId":"8a1b2c3d-4e5f-6789-abcd-ef0123456789","creditorNumber":"C-1",\
"status":"OPEN","subStatus":"DEBT_COLLECTION_LIST_MANUAL","type":"PAYMENT_REMINDER","description":"string",\
"registeredAt":"2025-08-15T11:42:00Z","closedAt":"2025-08-16T11:42:00Z","caseToken":"string",\
"invoices":[{"invoiceId":"4f163819-178d-470c-a246-d6768476a6ec","invoiceNumber":"1234567",\
"caseId":"f47ac10b-58cc-4372-a567-0e02b2c3d479","invoiceDate":"2025-07-15T00:00:00Z","dueDate":"2025-08-01T00:00:00Z",\
"batchId":"db6a7ff4-3a20-4042-b271-a9485ded6333","registeredAt":"2025-08-15T11:42:00Z","originalAmount":4500.00,\
"remainingAmount":4000.50,"remainingPrincipal":4000.50,"uniqueSourceInvoiceId":"erp-order-9981","paidAmount":499.50,\
"creditedAmount":0,"currency":{}}],\
"debtors":[{"debtorId":"7c9e6679-7425-40de-944b-e07fc1f90ae7","type":"PRIVATE","debtorNumber":"D-1","customerNumber":"CUST-001",\
"firstName":"Kari","lastName":"Nordmann","fullName":"Kari Nordmann"}]}"""
# https://docs.amili.dev/getsettlement-on-id-4148072e0 up to exchangeRate, and what the webhook tells of a settlement
SETTLEMENT = """{"caseNumber":"5000001","collectionType":"REMINDER","currency":"NOK","customerReference":"CUST-001","exchangeRate":1,\
"invoiceId":"425284ba-ce41-48cc-9407-f851dccdb8ad","invoiceNumber":"1234567","settlementDate":"2025-08-15",\
"settlementId":"db6a7ff4-3a20-4042-b271-a9485ded6333"}"""
# https://docs.amili.dev/webhooks-361430m0, the ids that the page prints as a placeholder made up
WEBHOOKS = {
    "BatchCompletedData": """{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce3e","type":"BATCH_COMPLETED","source":"COLLECTION",\
"timeStamp":"2025-08-15T11:42:00Z","data":{"batchId":"db6a7ff4-3a20-4042-b271-a9485ded6333",\
"organizationId":"db6a7ff4-3a20-4042-b271-a9485ded6334","status":"SUCCESS"}}""",
    "SettlementCreatedData": """{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce3e","type":"SETTLEMENT_CREATED","source":"COLLECTION",\
"timeStamp":"2025-08-15T11:42:00Z","data":{"settlementId":"db6a7ff4-3a20-4042-b271-a9485ded6333",\
"organizationId":"db6a7ff4-3a20-4042-b271-a9485ded6334","settlementDate":"2025-08-15",\
"invoiceId":"425284ba-ce41-48cc-9407-f851dccdb8ad","invoiceNumber":"1234567","caseNumber":"1234567"}}""",
    "CaseEventData": """{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce3e","eventType":"CASE_UPDATED","source":"COLLECTION",\
"timeStamp":"2025-08-15T11:42:00Z","data":{"orgId":"db6a7ff4-3a20-4042-b271-a9485ded6334",\
"caseId":"f47ac10b-58cc-4372-a567-0e02b2c3d479","caseNumber":"5000001","type":"COLLECTION_NOTICE","status":"PAUSED",\
"invoices":["4a86b85e-a3c3-4299-b9e6-202d1096b990"],"fields":["amounts","status","type","description"]}}""",
}
MODELS = [
    (package, name) for package in (models, legacy) for name in sorted(package.__all__) if hasattr(getattr(package, name), "WIRE_NAMES")
]


def unknown_fields(value: Any) -> list[str]:
    """The fields that no model knows, anywhere in what was read."""
    if isinstance(value, list):
        return [name for each in value for name in unknown_fields(each)]
    if not hasattr(value, "WIRE_NAMES"):
        return []
    inner = [name for field in value.WIRE_NAMES for name in unknown_fields(getattr(value, field))]
    return [*value.additional_properties, *inner]


def constants(name: str) -> dict[str, str]:
    """A constant of every endpoint module that has it, by the name of the module."""
    api = importlib.import_module(f"{collection.__name__}.api")
    found = [module.name for module in pkgutil.walk_packages(api.__path__, f"{api.__name__}.") if not module.ispkg]
    values = {module.rpartition(".")[2]: getattr(importlib.import_module(module), name, None) for module in found}
    return {module: value for module, value in values.items() if value is not None}


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (models.CreateCorrectionsRequest, CORRECTIONS),
        (models.Settlement, SETTLEMENT),
        *((models.WebhookEnvelope, text) for text in WEBHOOKS.values()),
        *((getattr(models, name), json.dumps(json.loads(text)["data"], separators=(",", ":"))) for name, text in WEBHOOKS.items()),
    ],
)
def test_what_the_pages_print_is_read_completely_and_written_back(model: Any, text: str) -> None:
    read = model.from_dict(decode_json(text.encode()))

    assert unknown_fields(read) == []
    assert encode_json(read.to_dict()).decode() == text.replace(".123Z", ".123000Z")


def test_a_case_is_read_completely_and_its_number_becomes_text() -> None:
    case = models.Case.from_dict(decode_json(CASE_FIELDS.encode()))

    assert unknown_fields(case) == []
    assert encode_json(case.to_dict()).decode() == CASE_FIELDS.replace("5000001", '"5000001"')
    assert case.case_number == "5000001"
    assert case.invoices
    assert case.debtors
    assert str(case.invoices[0].remaining_amount) == "4000.50"
    assert case.registered_at == datetime.datetime(2025, 8, 15, 11, 42, tzinfo=UTC)
    shown = repr(case)
    assert not [text for text in ("Kari", "Nordmann", "CUST-001", "D-1") if text in shown]


@pytest.mark.parametrize("currency", [{}, "NOK", {"code": "NOK"}])
def test_the_currency_of_an_invoice_may_be_anything(currency: Any) -> None:
    """The page shows an empty object, and elsewhere a currency is text."""
    assert models.CaseInvoice.from_dict({"currency": currency}).to_dict() == {"currency": currency}


@pytest.mark.parametrize("number", [5000001, "5000001"])
def test_the_number_of_a_case_is_text_in_every_model_whatever_the_wire_says(number: int | str) -> None:
    found: set[str] = set()
    for package, name in MODELS:
        model = getattr(package, name)
        for field, wire in model.WIRE_NAMES.items():
            if wire.lower().endswith("casenumber"):
                found.add(name)
                assert getattr(model.from_dict({wire: number}), field) == "5000001", name
    assert found == {
        *("BatchSuccess", "Case", "CaseEventData", "Invoice", "Settlement", "SettlementCreatedData"),
        *("LegacyCase", "LegacySettlement"),
    }


def test_every_operation_says_how_the_pages_spell_it() -> None:
    operations, paths = constants("OPERATION"), constants("PATH")

    assert len(operations) == len(paths) == 27
    assert operations["pause_case"] == "pauseCase"
    assert paths["pause_case"] == "/orgs/{organizationId}/cases/{caseId}/pause"
    assert (operations["get_settlement_by_id"], paths["get_batches"]) == ("getSettlementById", "/batches")


def test_only_what_no_page_shows_is_unverified() -> None:
    pairs = {
        f"{verb}_{what}" for verb in ("accept", "reject") for what in ("debt_collection_list", "eviction_request", "eviction_confirmation")
    }
    others = {
        "pause_case",
        "withdraw_case",
        "resume_case",
        "pause_invoice",
        "withdraw_invoice",
        "get_invoice_documents",
        "get_invoice_history",
    }

    assert constants("UNVERIFIED").keys() == pairs | others


def test_an_action_sends_nothing_but_where_to() -> None:
    actions: list[tuple[dict[str, Any], str]] = [
        (pause_case.build_request(ORGANIZATION, CASE), f"cases/{CASE}/pause"),
        (reject_eviction_confirmation.build_request(ORGANIZATION, CASE), f"cases/{CASE}/eviction-confirmation/reject"),
        (resume_invoice.build_request(ORGANIZATION, INVOICE), f"invoices/{INVOICE}/resume"),
    ]
    for request, path in actions:
        assert request == {"method": "post", "url": f"/orgs/{ORGANIZATION}/{path}"}


def test_payments_and_corrections_are_sent_exactly_with_their_key() -> None:
    payment = models.PaymentInput(
        invoice_id=INVOICE,
        type_=models.PaymentType.DIRECT_PAYMENT,
        amount=Decimal("499.50"),
        currency="NOK",
        date=datetime.datetime(2025, 8, 15, tzinfo=UTC),
        description="paid over the counter",
    )
    request = create_payments.build_request(ORGANIZATION, body=models.CreatePaymentsRequest(payments=[payment]), idempotency_key="key")
    assert request == {
        "method": "post",
        "url": f"/orgs/{ORGANIZATION}/payments",
        "headers": {"IdempotencyKey": "key", "Content-Type": "application/json"},
        "content": f'{{"payments":[{{"invoiceId":"{INVOICE}","type":"DIRECT_PAYMENT","amount":499.50,"currency":"NOK",'
        '"date":"2025-08-15T00:00:00Z","description":"paid over the counter"}]}'.encode(),
    }

    body = models.CreateCorrectionsRequest(corrections=[models.CorrectionInput(invoice_id=INVOICE, amount=Decimal("-1.10"))])
    request = create_corrections.build_request(ORGANIZATION, body=body, idempotency_key="key")
    assert request["url"] == f"/orgs/{ORGANIZATION}/corrections"
    assert request["headers"] == {"IdempotencyKey": "key", "Content-Type": "application/json"}
    assert request["content"] == f'{{"corrections":[{{"invoiceId":"{INVOICE}","amount":-1.10}}]}}'.encode()


@pytest.mark.parametrize("parse_content", [create_payments.parse_content, create_corrections.parse_content])
def test_payments_and_corrections_are_answered_with_a_batch(parse_content: Any) -> None:
    answer = parse_content(202, b'{"summary":{"status":"SUCCESS"},"data":{"batchId":"ae257e86-dc53-4865-9c97-5b125a3a5ac2"}}')

    assert answer.data.batch_id == UUID("ae257e86-dc53-4865-9c97-5b125a3a5ac2")
    assert answer.summary.status == "SUCCESS"


def test_filters_are_sent_in_the_casing_of_their_page() -> None:
    cases = get_cases_by_organization.build_request(
        ORGANIZATION,
        status=models.CaseStatus.PAUSED,
        type_=models.CaseType.COLLECTION_NOTICE,
        case_number="5000001",
        customer_number="CUST-001",
        unique_source_invoice_id="erp-1",
        search_term="a",
        from_created_at=datetime.datetime(2025, 1, 1, tzinfo=UTC),
        to_created_at=datetime.datetime(2025, 2, 1, tzinfo=UTC),
        page_token="next",
        page_size=50,
    )
    assert cases["params"] == {
        "Status": "PAUSED",
        "Type": "COLLECTION_NOTICE",
        "CaseNumber": "5000001",
        "CustomerNumber": "CUST-001",
        "UniqueSourceInvoiceId": "erp-1",
        "SearchTerm": "a",
        "FromCreatedAt": "2025-01-01T00:00:00Z",
        "ToCreatedAt": "2025-02-01T00:00:00Z",
        "PageToken": "next",
        "PageSize": 50,
    }
    day = datetime.date(2025, 8, 15)
    settlements = get_settlements.build_request(ORGANIZATION, from_date=day, to_date=day, page_size=50, page_token="next")
    assert settlements["params"] == {"fromDate": "2025-08-15", "toDate": "2025-08-15", "pageSize": 50, "pageToken": "next"}
    with pytest.raises(ValueError, match="expected a date, got a datetime"):
        get_settlements.build_request(ORGANIZATION, from_date=datetime.datetime(2025, 8, 15, tzinfo=UTC))
    assert get_batches.build_request(state=models.BatchStatus.QUEUED, page_size=1) == {
        "method": "get",
        "url": "/batches",
        "params": {"State": "QUEUED", "PageSize": 1},
    }


def test_lists_are_read_with_where_to_go_on() -> None:
    answer = b'{"data":[%s],"summary":{"status":"SUCCESS","nextPageToken":"next"}}'
    cases = get_cases_by_organization.parse_content(200, answer % CASE_FIELDS.encode())
    settlements = get_settlements.parse_content(200, answer % SETTLEMENT.encode())

    assert cases
    assert cases.data
    assert cases.data[0].sub_status is models.CaseSubStatus.DEBT_COLLECTION_LIST_MANUAL
    assert cases.summary
    assert cases.summary.next_page_token == "next"
    assert settlements
    assert settlements.data
    assert settlements.data[0].settlement_date == datetime.date(2025, 8, 15)
    assert settlements.summary
    assert settlements.summary.next_page_token == "next"
    one = get_settlement_by_id.parse_content(200, b'{"data":%s}' % SETTLEMENT.encode())
    assert one
    assert one.data == settlements.data[0]


def test_payments_of_an_invoice_are_read_whatever_they_are() -> None:
    assert get_invoice_payments.parse_content(200, b'[{"amount":1.10}]') == [{"amount": Decimal("1.10")}]
    assert get_invoice_payments.parse_content(404, b"") is None


def test_a_settlement_without_a_rate_has_none() -> None:
    assert models.Settlement.from_dict({"exchangeRate": None}).exchange_rate is UNSET


# https://docs.amili.dev/get-all-batches-3939027e0, complete
ALL_BATCHES = """{"summary":{"status":"string","nextPageToken":"string"},"data":[{"batchId":"5579c111-9c50-47e2-af92-f16d52e63189",\
"type":"NONE","status":{"statuscode":0,"errors":[{"objectname":"string","objectindex":0,"message":"string"}],"responses":[{"objectname":\
"string","objectindex":0,"ledgerref":"string","status_statuscode":"string"}]},"createdAt":"2019-08-24T14:15:22Z","finishedAt":\
"2019-08-24T14:15:22Z","organizationId":"7bc05553-4b68-44e8-b7bc-37be63c6d9e9","createdBy":"25a02396-1048-48f9-bf93-102d2fb7895e",\
"succeeded":[{"$type":"invoiceSuccess","invoiceNumber":"string","caseId":"string","invoiceId":"4f163819-178d-470c-a246-d6768476a6ec"}],\
"failed":[null]}]}"""


def test_the_oldest_list_of_batches_is_read_as_it_is_printed_and_as_later_pages_would_have_it() -> None:
    answer = get_batches.parse_content(200, ALL_BATCHES.encode())
    assert answer is not None
    assert answer.data
    [batch] = answer.data
    assert batch.succeeded
    assert (batch.status["statuscode"], batch.failed, batch.succeeded[0]["$type"]) == (0, [None], "invoiceSuccess")
    assert answer.summary
    assert answer.summary.next_page_token == "string"
    assert decode_json(encode_json(answer.to_dict())) == decode_json(ALL_BATCHES.encode())

    later = get_batches.parse_content(200, b'{"data":[{"status":"QUEUED","finishedAt":null}]}')
    assert later is not None
    assert later.data
    assert (later.data[0].status, later.data[0].finished_at) == ("QUEUED", None)
