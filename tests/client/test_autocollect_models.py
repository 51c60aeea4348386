"""The generated models and requests of Norway's legacy API."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.autocollect import models
from amili_client.norway.autocollect.api.attachment import get_attachment
from amili_client.norway.autocollect.api.batch import get_batch, send_batch
from amili_client.norway.autocollect.api.ping import ping
from amili_client.runtime import decode_json, encode_json

# https://docs.amili.dev/webapiapibatch-3939032e0: each field of its table, once
CONTACT = """{"fullname":"string","workphone":"string","email":"string","isinvoicequery":true,"isremittancereport":false,\
"isorderconfirmation":true,"iscollectionlist":false,"isweb":true}"""
BATCH = """{"batchid":"string","offline":true,"creditor":[{"idnumber":"string","parentidnumber":"string",\
"onlydebtcollection":true,"vattype":0,"fullname":"string","street":"string","city":"string","zipcode":"string","countrycode":"string",\
"bankaccountno":"string","contact":CONTACT,"casehandler":CONTACT,"sourceid":0,"reminderflow":60,"debtcollectiontransfer":0,\
"invoicearchive":0,"hasforeigndebtors":true,"hasforeigncurrency":true,"disabled":false,"lastsettlementid":"string"}],\
"case":[{"customerref":"string","customername":"string","ledgerref":"string","referencenumber":"string","casenumber":"5000001",\
"currencycode":"NOK","regdate":"2019-08-24T14:15:22Z","closuredate":"2019-08-24T14:15:22Z","billdate":"2019-08-24T14:15:22Z",\
"duedate":"2019-08-24T14:15:22Z","isdebtcollection":true,"originalsum":1.10,"paidsum":0,"remainingsum":1.10,"originalprincipal":1,\
"paidprincipal":0,"remainingprincipal":1,"originalfee":0.10,"paidfee":0,"remainingfee":0.10,"originalinterest":0,"paidinterest":0,\
"remaininginterest":0,"service_description":"string","status_statuscode":"string","reminders":0,"debtcollectionlist":0,\
"history":[{"type":1,"loggedat":"2019-08-24T14:15:22Z","message":"string","subject":"string","conversationid":"string",\
"attachmentid":"string"}],"paymentDetails":{"paymentValue":1.10,"currency":"NOK","kid":"123456789","bankAccount":"string",\
"dueDate":"2019-08-24T14:15:22Z"}}],"settlement":[{"creditorid":"string","customerref":"string","ledgerref":"string",\
"referencenumber":"string","casenumber":"5000001"}]}""".replace("CONTACT", CONTACT)
# https://docs.amili.dev/get-all-batches-3939027e0, its status
RESULT = """{"statuscode":0,"errors":[{"objectname":"string","objectindex":0,"message":"string"}],\
"responses":[{"objectname":"string","objectindex":0,"ledgerref":"string","status_statuscode":"string"}]}"""


def unknown_fields(value: Any) -> list[str]:
    """The fields that no model knows, anywhere in what was read."""
    if isinstance(value, list):
        return [name for each in value for name in unknown_fields(each)]
    if not hasattr(value, "WIRE_NAMES"):
        return []
    inner = [name for field in value.WIRE_NAMES for name in unknown_fields(getattr(value, field))]
    return [*value.additional_properties, *inner]


@pytest.mark.parametrize(("model", "text"), [(models.LegacyBatch, BATCH), (models.LegacyBatchResult, RESULT)])
def test_every_field_of_the_pages_is_read_and_written_back(model: Any, text: str) -> None:
    read = model.from_dict(decode_json(text.encode()))

    assert unknown_fields(read) == []
    assert encode_json(read.to_dict()).decode() == text


@pytest.mark.parametrize("name", models.__all__)
def test_no_field_is_needed_and_null_is_read_everywhere(name: str) -> None:
    model = getattr(models, name)

    assert model.from_dict({}).to_dict() == {}
    assert model.from_dict(dict.fromkeys(model.WIRE_NAMES.values())).to_dict() == {}


def test_the_operations_are_the_four_of_the_menus_and_the_two_without_a_page_are_unverified() -> None:
    operations: list[Any] = [get_batch, send_batch, get_attachment, ping]

    assert [(each.OPERATION, each.PATH) for each in operations] == [
        ("getBatch", "/webapi/api/Batch"),
        ("sendBatch", "/webapi/api/Batch"),
        ("getAttachment", "/webapi/api/Attachment"),
        ("ping", "/webapi/api/Ping"),
    ]
    assert [hasattr(each, "UNVERIFIED") for each in operations] == [False, False, True, True]


def test_a_legacy_batch_is_fetched_by_the_printed_names() -> None:
    request = get_batch.build_request(
        senderid="1", creditorid="2", ledgerref="3", includeclosed=True, lastsettlementid="4", remittancedate=datetime.date(2025, 8, 15)
    )
    assert request["url"] == "/webapi/api/Batch"
    assert request["params"] == {
        "senderid": "1",
        "creditorid": "2",
        "ledgerref": "3",
        "includeclosed": True,
        "lastsettlementid": "4",
        "remittancedate": "2025-08-15",
    }
    batch = get_batch.parse_content(200, BATCH.encode())
    assert batch
    assert batch.case
    assert batch.case[0].payment_details
    assert batch.case[0].payment_details.payment_value == Decimal("1.10")


def test_a_legacy_batch_is_sent_as_it_is_given_under_its_odd_content_type() -> None:
    given = {"case": [{"ledgerref": "F-1", "originalsum": Decimal("1.10")}]}
    assert send_batch.build_request(body=models.LegacyBatchInput.from_dict(given), senderid="1") == {
        "method": "post",
        "url": "/webapi/api/Batch",
        "params": {"senderid": "1"},
        "headers": {"Content-Type": "application/json-patch+json"},
        "content": b'{"case":[{"ledgerref":"F-1","originalsum":1.10}]}',
    }
    result = send_batch.parse_content(200, RESULT.encode())
    assert result
    assert result.statuscode == 0
    assert result.responses
    assert result.responses[0].ledgerref == "string"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 \xff", b'"pong"'])
def test_what_no_page_shows_is_taken_as_it_comes(content: bytes) -> None:
    assert get_attachment.build_request(attachmentid="a")["params"] == {"attachmentid": "a"}
    for parse in (get_attachment.parse_content, ping.parse_content):
        file = parse(200, content)
        assert file
        assert file.payload.read() == content
        assert parse(401, content) is None
