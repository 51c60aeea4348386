"""From bytes to typed events: the page's payloads, both spellings, what may be missing, and what must not crash."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.batch_completed_data import BatchCompletedData
from amili_client.norway.collection.models.batch_status import BatchStatus
from amili_client.norway.collection.models.case_event_data import CaseEventData
from amili_client.norway.collection.models.case_status import CaseStatus
from amili_client.norway.collection.models.case_type import CaseType
from amili_client.norway.collection.models.settlement_created_data import SettlementCreatedData
from amili_client.norway.collection.models.webhook_envelope import WebhookEnvelope
from amili_client.norway.collection.models.webhook_type import WebhookType
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError
from amili_ext.norway.webhooks import (
    BatchCompleted,
    CaseRegistered,
    CaseUpdated,
    SettlementCreated,
    UnknownEvent,
    WebhookPayloadError,
    parse,
)
from tests.norway.webhooks.page import BATCH_COMPLETED, BROKEN, CASE, CASE_UPDATED, PAGE, SETTLEMENT_CREATED, changed, delivery

ORGANIZATION = UUID("db6a7ff4-3a20-4042-b271-a9485ded6334")
MOMENT = datetime(2025, 8, 15, 11, 42, tzinfo=UTC)


def test_a_finished_batch() -> None:
    event = parse(BATCH_COMPLETED, delivery("k"))
    assert event == BatchCompleted(
        type="BATCH_COMPLETED",
        id="897e1f80-ceb5-4b58-a2aa-c895aff6ce3e",
        source="COLLECTION",
        timestamp=MOMENT,
        organization_id=ORGANIZATION,
        idempotency_key="k",
        request_id="request-1",
        batch_id=UUID("db6a7ff4-3a20-4042-b271-a9485ded6333"),
        status=BatchStatus.SUCCESS,
    )
    assert event.payload == json.loads(BATCH_COMPLETED)


def test_a_settlement() -> None:
    event = parse(SETTLEMENT_CREATED)
    assert isinstance(event, SettlementCreated)
    assert event.settlement_id == UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
    assert event.organization_id == ORGANIZATION
    assert event.settlement_date == date(2025, 8, 15)
    assert event.invoice_id == UUID("425284ba-ce41-48cc-9407-f851dccdb8ad")
    assert (event.invoice_number, event.case_number) == ("1234567", "1234567")


def test_a_case_that_was_registered() -> None:
    event = parse(CASE)
    assert isinstance(event, CaseRegistered)
    assert event.organization_id == ORGANIZATION
    assert event.case_id == UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
    assert event.case_number == "5000001"
    assert (event.case_type, event.status) == (CaseType.COLLECTION_NOTICE, CaseStatus.OPEN)
    assert event.invoice_ids == (UUID("4a86b85e-a3c3-4299-b9e6-202d1096b990"),)


def test_a_case_that_was_updated() -> None:
    event = parse(CASE_UPDATED)
    assert isinstance(event, CaseUpdated)
    assert event.status is CaseStatus.PAUSED
    assert len(event.invoice_ids) == 2
    assert event.fields == ("amounts", "status", "type", "description")


@pytest.mark.parametrize("body", PAGE.values(), ids=PAGE)
def test_both_spellings_are_read_everywhere(body: bytes) -> None:
    pairs = ((b'"eventType":', b'"type":'), (b'"orgId":', b'"organizationId":'))
    there = back = body
    for one, other in pairs:
        # Only the first: a case has a type of its own among its data.
        there = there.replace(one, other, 1)
        back = back if one in back else back.replace(other, one, 1)
    assert parse(there) == parse(back) == parse(body)


@pytest.mark.parametrize("body", PAGE.values(), ids=PAGE)
@pytest.mark.parametrize("name", ["X-Amili-Event", "x-amili-event", "X-AMILI-EVENT"])
def test_the_header_names_the_type_where_the_body_does_not(body: bytes, name: str) -> None:
    payload = json.loads(body)
    named = payload.pop("type", None) or payload.pop("eventType")
    assert type(parse(json.dumps(payload).encode(), {name: named})) is type(parse(body))


def test_what_the_body_says_counts_before_the_header_which_nobody_has_signed() -> None:
    assert isinstance(parse(BATCH_COMPLETED, {"X-Amili-Event": "CASE"}), BatchCompleted)


def test_the_types_of_the_document_are_those_that_are_known() -> None:
    assert {kind: type(parse(PAGE[kind])) for kind in WebhookType} == {
        WebhookType.BATCH_COMPLETED: BatchCompleted,
        WebhookType.SETTLEMENT_CREATED: SettlementCreated,
        WebhookType.CASE: CaseRegistered,
        WebhookType.CASE_UPDATED: CaseUpdated,
    }


@pytest.mark.parametrize(
    ("model", "bodies"),
    [
        (BatchCompletedData, [BATCH_COMPLETED]),
        (SettlementCreatedData, [SETTLEMENT_CREATED]),
        (CaseEventData, [CASE, CASE_UPDATED]),
    ],
)
def test_every_field_of_the_document_is_read(model: Any, bodies: list[bytes]) -> None:
    """Taking a field away changes the event, so no field of the spec is passed over here."""
    sample = {"organizationId": str(ORGANIZATION), "orgId": str(ORGANIZATION)}
    for wire_name in model.WIRE_NAMES.values():
        full = [changed(body, **{wire_name: sample[wire_name]} if wire_name in sample else {}) for body in bodies]
        both = {"organizationId", "orgId"} if wire_name in sample else {wire_name}
        assert any(_reads(body, dict.fromkeys(both, ...)) for body in full), wire_name


def _reads(body: bytes, without: dict[str, Any]) -> bool:
    try:
        return parse(changed(body, **without)) != parse(body)
    except WebhookPayloadError:
        return True


def test_every_field_of_the_envelope_is_read() -> None:
    for wire_name in WebhookEnvelope.WIRE_NAMES.values():
        seen = False
        for body in PAGE.values():
            payload = json.loads(body)
            if payload.pop(wire_name, None) is not None:
                seen = True
                try:
                    assert parse(json.dumps(payload).encode()) != parse(body), wire_name
                except WebhookPayloadError:
                    assert wire_name == "data"
        assert seen, wire_name


def test_a_type_that_is_not_known_is_an_event_of_its_own() -> None:
    event = parse(b'{"id":"7","type":"CASE_MERGED","data":{"orgId":"db6a7ff4-3a20-4042-b271-a9485ded6334","amount":1.10}}')
    assert isinstance(event, UnknownEvent)
    assert (event.type, event.id, event.organization_id) == ("CASE_MERGED", "7", ORGANIZATION)
    assert event.data["amount"] == Decimal("1.10")
    assert str(event.data["amount"]) == "1.10"


@pytest.mark.parametrize("body", [b"{}", b'{"type":null,"data":[]}', b'{"type":7}', b'{"type":"","eventType":{}}'])
def test_an_event_that_names_no_type_is_unknown_too(body: bytes) -> None:
    event = parse(body)
    assert isinstance(event, UnknownEvent)
    assert (event.type, event.data) == ("", {})


def test_unknown_values_are_kept() -> None:
    event = parse(changed(CASE, status="WITHDRAWN", type="SOMETHING_NEW", invoices=None))
    assert isinstance(event, CaseRegistered)
    assert (event.status, event.case_type, event.invoice_ids) == ("WITHDRAWN", "SOMETHING_NEW", ())


@pytest.mark.parametrize("number", ["5000001", 5000001])
def test_the_number_of_a_case_is_text_whatever_the_wire_has(number: object) -> None:
    event = parse(changed(CASE, caseNumber=number))
    assert isinstance(event, CaseRegistered)
    assert event.case_number == "5000001"


def test_only_what_makes_the_event_is_needed() -> None:
    bare = {
        "BATCH_COMPLETED": b'{"type":"BATCH_COMPLETED","data":{"batchId":"db6a7ff4-3a20-4042-b271-a9485ded6333"}}',
        "SETTLEMENT_CREATED": b'{"type":"SETTLEMENT_CREATED","data":{"settlementId":"0f8fad5b-d9cb-469f-a165-70867728950e"}}',
        "CASE": b'{"eventType":"CASE","data":{"caseNumber":"5000001"}}',
        "CASE_UPDATED": b'{"eventType":"CASE_UPDATED","data":{"caseNumber":"5000001"}}',
    }
    for kind, body in bare.items():
        event = parse(body)
        assert type(event) is type(parse(PAGE[kind]))
        assert (event.id, event.source, event.timestamp, event.organization_id, event.idempotency_key) == (None,) * 5


@pytest.mark.parametrize(
    ("body", "name"),
    [(BATCH_COMPLETED, "batchId"), (SETTLEMENT_CREATED, "settlementId"), (CASE, "caseNumber"), (CASE_UPDATED, "caseNumber")],
    ids=PAGE,
)
@pytest.mark.parametrize(
    ("value", "words"), [(..., "is missing"), (None, "is missing"), ({"a": "secret"}, "cannot be read"), (True, "cannot be read")]
)
def test_without_that_it_is_none(body: bytes, name: str, value: object, words: str) -> None:
    with pytest.raises(WebhookPayloadError, match=rf"data\.{name} of a [A-Z_]+ {words}") as caught:
        parse(changed(body, **{name: value}))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("data", [b"null", b"[]", b'"x"', b"7"])
def test_data_that_is_no_object_is_an_error_of_known_types(data: bytes) -> None:
    with pytest.raises(WebhookPayloadError, match="BATCH_COMPLETED has no data: it must be an object"):
        parse(b'{"type":"BATCH_COMPLETED","data":' + data + b"}")


def test_the_error_for_the_broken_samples_says_where_and_repeats_nothing() -> None:
    """The page prints both case payloads without the comma after caseNumber. It is line 7, column 9 where the next thing begins."""
    with pytest.raises(WebhookPayloadError) as caught:
        parse(BROKEN)
    said = str(caught.value)
    assert said == "the body is not valid JSON: expected ',' or '}' at line 7, column 9 (is a comma missing before it?)"


def test_the_column_counts_letters_not_bytes() -> None:
    with pytest.raises(WebhookPayloadError, match="line 1, column 13"):
        parse('{"a": "åøé" "b": 1}'.encode())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "it ends too early"),
        (BATCH_COMPLETED[:-1], "it ends too early"),
        (b"\xff\xfe{", "at line 1, column 1"),
        (b'{"type":"\xc3\x28"}', "it is not UTF-8"),
        (b'{"type":"\xed\xa0\x80"}', "it is not UTF-8"),
        ('{"type":"CASE"}'.encode("utf-16"), "not valid JSON"),
        (b'{"a":NaN}', "at line 1, column 6"),
        (b'{"a":-Infinity}', "not valid JSON"),
        (b"[" * 200_000, "nested deeper"),
        (b'{"a":' * 200_000, "nested deeper"),
        (b'{"a":1e999999999999999999999}', "beyond what Decimal can hold"),
        (b'{"a":1}\n{"a":2}', "trailing characters at line 2"),
        (b'[{"type":"CASE"}]', "must be a JSON object, not list"),
        (b'"CASE"', "must be a JSON object, not str"),
        (b"null", "must be a JSON object, not null"),
        (b"type=CASE&data=x", "at line 1"),
    ],
)
def test_what_is_no_event_is_a_readable_error(body: bytes, words: str) -> None:
    with pytest.raises(WebhookPayloadError) as caught:
        parse(body)
    assert words in str(caught.value)


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert parse(b"\xef\xbb\xbf" + CASE) == parse(CASE)


def test_of_a_name_that_is_there_twice_the_last_counts() -> None:
    twice = CASE.replace(b'"caseNumber":"5000001"', b'"caseNumber":"1","caseNumber":"2"')
    twice = twice.replace(b'"eventType"', b'"eventType":"X","eventType"')
    event = parse(twice)
    assert isinstance(event, CaseRegistered)
    assert event.case_number == "2"


@pytest.mark.parametrize(
    "moment", ["2025-08-15T13:42:00+02:00", "2025-08-15T11:42:00", "Fri, 15 Aug 2025 11:42:00 GMT", "2025-08-15t11:42:00z"]
)
def test_times_are_aware_and_utc(moment: str) -> None:
    event = parse(BATCH_COMPLETED.replace(b"2025-08-15T11:42:00Z", moment.encode()))
    assert event.timestamp == MOMENT
    assert event.timestamp.tzinfo is UTC


@pytest.mark.parametrize("moment", ['"yesterday"', "7", "null", '"0001-01-01T00:00:00+14:00"', '"9999-12-31T23:59:59-14:00"', '""'])
def test_a_time_that_is_none_costs_the_time_not_the_event(moment: str) -> None:
    event = parse(BATCH_COMPLETED.replace(b'"2025-08-15T11:42:00Z"', moment.encode()))
    assert isinstance(event, BatchCompleted)
    assert event.timestamp is None


@pytest.mark.parametrize("body", [BATCH_COMPLETED.decode(), None, 7, {"type": "CASE"}])
def test_a_body_that_was_decoded_already_is_refused(body: Any) -> None:
    with pytest.raises(InputError, match="body: must be the raw bytes of the request"):
        parse(body)


@pytest.mark.parametrize("body", [bytearray(CASE), memoryview(CASE)])
def test_other_bytes_are_bytes(body: Any) -> None:
    assert parse(body) == parse(CASE)


def test_texts_that_could_name_somebody_are_not_shown() -> None:
    name = "Ola Nordmann"
    body = json.dumps({"type": name, "id": name, "source": name, "data": {"fullName": name, "status": name}})
    assert name not in repr(parse(body.encode(), delivery(name)))
    for sample, fields in (
        (BATCH_COMPLETED, {"status": name}),
        (SETTLEMENT_CREATED, {"invoiceNumber": name, "caseNumber": name}),
        (CASE_UPDATED, {"caseNumber": name, "status": name, "type": name, "fields": [name], "extra": name}),
    ):
        assert name not in repr(parse(changed(sample, **fields), delivery(name)))
    assert repr(parse(CASE)).startswith("CaseRegistered(type='CASE', id='897e1f80")
    assert "case_number='5000001'" in repr(parse(CASE))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({"id", "type", "eventType", "source", "timeStamp", "data"})
INNER = sorted({name for model in (BatchCompletedData, SettlementCreatedData, CaseEventData) for name in model.WIRE_NAMES.values()})
PLAUSIBLE = st.sampled_from([*PAGE, str(ORGANIZATION), "2025-08-15T11:42:00Z", "2025-08-15", "SUCCESS"]) | JSON


@given(
    st.dictionaries(st.sampled_from(NAMES), PLAUSIBLE),
    st.dictionaries(st.sampled_from(INNER), PLAUSIBLE | st.lists(PLAUSIBLE, max_size=3)),
    st.sampled_from([*PAGE, "", None]),
)
def test_any_payload_is_an_event_or_a_readable_error(envelope: dict[str, Any], data: dict[str, Any], header: str | None) -> None:
    body = json.dumps({"data": data} | envelope).encode()
    _survives(body, {"X-Amili-Event": header} if header is not None else {})


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_a_readable_error(body: bytes) -> None:
    _survives(body, {})


@given(st.sampled_from(list(PAGE.values())), st.data())
def test_any_damage_to_a_payload_is_an_event_or_a_readable_error(body: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(body)))
    _survives(body[:at] + data.draw(st.binary(max_size=3)) + body[at + data.draw(st.integers(0, 5)) :], {})


def _survives(body: bytes, headers: dict[str, str]) -> None:
    event, said = None, ""
    try:
        event = parse(body, headers)
    except WebhookPayloadError as error:
        said = str(error)
    assert said.isprintable()
    assert event is None or event.timestamp is None or event.timestamp.tzinfo is UTC
    assert hash(event)
    assert repr(event)
