"""The legacy API: the same cases and settlements in its own spelling, with a password or a token."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from amili_client.runtime import encode_json

from .conftest import ORGANIZATION, Answer, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]
PATH = "/webapi/api/Batch"


def _basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}


@pytest.fixture
def instant(make: Make) -> Caller:
    return make(processing_delay=0)


def _fetch(caller: Caller, **query: str) -> Any:
    answer = caller.send("GET", PATH, query)
    assert answer.status == 200, answer
    return answer.content


def _numbers(caller: Caller, part: str = "case", **query: str) -> list[str]:
    return [one["casenumber"] for one in _fetch(caller, **query)[part]]


def _send(caller: Caller, content: Any, content_type: str = "application/json-patch+json") -> Answer:
    return caller.send("POST", PATH, body=encode_json(content), headers={"Content-Type": content_type})


def test_password_or_token(instant: Caller) -> None:
    status = {
        name: instant.raw("GET", PATH, headers=headers).status
        for name, headers in {
            "token": {},
            "password": _basic("legacy", "legacy"),
            "wrong password": _basic("legacy", "other"),
            "wrong name": _basic("other", "legacy"),
            "not base64": {"Authorization": "Basic ÿ"},
            "wrong token": {"Authorization": "Bearer other"},
        }.items()
    }
    assert status == {"token": 200, "password": 200, "wrong password": 401, "wrong name": 401, "not base64": 401, "wrong token": 401}
    nobody = instant.raw("GET", PATH, headers={"Authorization": ""})
    assert (nobody.status, nobody.headers["www-authenticate"]) == (401, 'Basic realm="AutoCollect", Bearer')
    assert instant.raw("GET", f"{instant.base}/cases", headers=_basic("legacy", "legacy")).status == 401, "only for the legacy API"


def test_password_is_a_setting_that_does_not_show(make: Make) -> None:
    caller = make(legacy_user="me", legacy_password="hidden")
    assert caller.raw("GET", PATH, headers=_basic("me", "hidden")).status == 200
    assert "hidden" not in repr(caller.sandbox.settings)


def test_case_in_the_legacy_spelling(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    claims = [{"type": "PRINCIPAL", "remainingAmount": 1000}, {"type": "FEE", "remainingAmount": 70}]
    [item] = instant.accepted(invoice("INV-7", originalInvoiceAmount=1100, claims=claims))
    instant.post(f"/cases/{item['caseId']}/debt-collection-list/accept")
    clock.advance(60)
    instant.post("/payments", {"payments": [{"invoiceId": item["invoiceId"], "amount": 170}]})
    [case] = _fetch(instant)["case"]
    assert [(one["type"], one["loggedat"], one["message"]) for one in case.pop("history")] == [
        (1, "2024-01-15T10:30:00Z", "CASE"),
        (1, "2024-01-15T10:30:00Z", "CASE_UPDATED"),
        (1, "2024-01-15T10:31:00Z", "CASE_UPDATED"),
    ]
    assert case == {
        "customerref": "CUST-001",
        "customername": "Kari Nordmann",
        "ledgerref": "INV-7",
        "referencenumber": "erp-order-9981",
        "casenumber": "5000001",
        "currencycode": "NOK",
        "regdate": "2024-01-15T10:30:00Z",
        "billdate": "2024-01-15T00:00:00Z",
        "duedate": "2024-02-15T00:00:00Z",
        "isdebtcollection": True,
        "originalsum": 1100,
        "paidsum": 170,
        "remainingsum": 900,
        "originalprincipal": 1000,
        "paidprincipal": 100,
        "remainingprincipal": 900,
        "service_description": "Consulting services January 2024",
        "status_statuscode": "OPEN",
    }


def test_filters(make: Make, clock: FakeClock, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second], processing_delay=0)
    caller.accepted(invoice("A"), invoice("B", debtors=[{"customerNumber": "c-2"}]))
    Caller(caller.sandbox, second).accepted(invoice("A"))
    creditors = [one["idnumber"] for one in _fetch(caller)["creditor"]]
    assert len(set(creditors)) == 2
    assert _numbers(caller, senderid="anybody") == ["5000001", "5000002", "5000003"]
    assert _numbers(caller, creditorid=creditors[0]) == ["5000001", "5000002"]
    assert _numbers(caller, creditorid=creditors[1]) == ["5000003"]
    assert _fetch(caller, creditorid="7")["case"] == []
    assert _numbers(caller, customerref="c-2") == ["5000002"]
    assert _numbers(caller, ledgerref="A") == ["5000001", "5000003"]

    [first] = caller.sandbox.norway.debtors_pay("5000001")
    assert _numbers(caller) == ["5000002", "5000003"], "closed ones are left out unless asked for"
    [closed, *_] = _fetch(caller, includeclosed="true")["case"]
    assert (closed["casenumber"], closed["closuredate"]) == ("5000001", "2024-01-15T10:30:00Z")
    clock.advance(86_400)
    caller.token = caller.log_in()
    [last] = caller.sandbox.norway.debtors_pay("5000002")
    assert _numbers(caller, "settlement") == ["5000001", "5000002"]
    assert _numbers(caller, "settlement", lastsettlementid=first) == ["5000002"]
    assert _numbers(caller, "settlement", lastsettlementid=last) == []
    assert _numbers(caller, "settlement", remittancedate="2024-01-15") == ["5000001"]
    assert _numbers(caller, "settlement", ledgerref="B") == ["5000002"]
    assert [one.get("lastsettlementid") for one in _fetch(caller)["creditor"]] == [last, None]
    assert _fetch(caller, ledgerref="A")["settlement"] == [
        {
            "creditorid": creditors[0],
            "customerref": "CUST-001",
            "ledgerref": "A",
            "referencenumber": "erp-order-9981",
            "casenumber": "5000001",
        }
    ]


def test_what_is_sent_is_answered_and_forgotten(instant: Caller) -> None:
    answer = _send(instant, {"batchid": "7", "case": [{"ledgerref": "A"}, {"x": 1}], "payment": [{"ledgerref": "B"}, "x"]})
    assert (answer.status, answer.content) == (
        200,
        {
            "statuscode": 0,
            "errors": [],
            "responses": [
                {"objectname": "case", "objectindex": 0, "ledgerref": "A", "status_statuscode": "0"},
                {"objectname": "payment", "objectindex": 0, "ledgerref": "B", "status_statuscode": "0"},
            ],
        },
    )
    assert _fetch(instant)["case"] == []
    assert _send(instant, {}, "application/json").status == 415
    assert _send(instant, []).status == 400


def test_attachment_and_ping(instant: Caller) -> None:
    assert instant.raw("GET", "/webapi/api/Attachment", {"attachmentid": "7"}).status == 404
    assert instant.raw("GET", "/webapi/api/Attachment").status == 400
    assert instant.raw("GET", "/webapi/api/Ping").status == 200
    assert instant.raw("GET", "/webapi/api/Ping", headers={"Authorization": ""}).status == 401
