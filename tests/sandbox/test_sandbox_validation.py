"""Requests that do not fit the vendored document are refused, and every field that is wrong is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from amili_client.runtime import encode_json

from .conftest import ORGANIZATION, Answer, Caller

Build = Callable[..., dict[str, Any]]


def _post(caller: Caller, body: bytes, content_type: str = "application/json") -> Answer:
    return caller.send("POST", f"{caller.base}/invoices", body=body, headers={"Content-Type": content_type})


def test_undocumented_query_name_is_refused(caller: Caller) -> None:
    answer = caller.get("/invoices", {"PageSize": "10"})
    assert answer.status == 400
    assert answer.errors == {"PageSize": ["is not a parameter of this operation"]}


def test_query_names_match_whatever_their_case(caller: Caller, invoice: Build) -> None:
    for number in ("A", "B"):
        caller.batch_id(invoice(number))
    assert len(caller.get("/batches", {"pagesize": "1"}).data) == 1


def test_empty_values_are_absent_ones(caller: Caller) -> None:
    names = ["Status", "Type", "InvoiceNumber", "UniqueSourceInvoiceId", "CustomerNumber", "From", "To", "PageToken"]
    assert caller.get("/invoices", dict.fromkeys(names, "")).status == 200


def test_parameter_given_twice(caller: Caller) -> None:
    assert caller.get("/batches", {"PageSize": "1", "pageSize": "2"}).errors == {"PageSize": ["is given more than once"]}


def test_all_wrong_parameters_are_named_at_once(caller: Caller) -> None:
    answer = caller.send("GET", "/collection/v1/orgs/nobody/batches", {"PageSize": "many", "State": "DONE", "Color": "red"})
    assert answer.errors == {
        "organizationId": ["must be a uuid"],
        "PageSize": ["must be an integer"],
        "State": ["must be one of QUEUED, SUCCESS, PARTIAL, FAILED"],
        "Color": ["is not a parameter of this operation"],
    }


def test_ids_match_whatever_their_case(caller: Caller, invoice: Build) -> None:
    batch_id = caller.batch_id(invoice())
    path = f"/collection/v1/orgs/{ORGANIZATION.upper()}/batches/{batch_id.upper()}"
    assert caller.send("GET", path).data["batchId"] == batch_id


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"originalInvoiceAmount": "4500.00"}, {"invoices[0].originalInvoiceAmount": ["must be a number"]}),
        ({"originalInvoiceAmount": True}, {"invoices[0].originalInvoiceAmount": ["must be a number"]}),
        ({"vat": "yes"}, {"invoices[0].vat": ["must be a boolean"]}),
        ({"dueDate": "2024-02-15T00:00:00"}, {"invoices[0].dueDate": ["must be a date-time or a date"]}),
        ({"dueDate": "20240215"}, {"invoices[0].dueDate": ["must be a date-time or a date"]}),
        ({"dueDate": "2024-02-30"}, {"invoices[0].dueDate": ["must be a date-time or a date"]}),
        ({"debtors": {}}, {"invoices[0].debtors": ["must be a list"]}),
        ({"debtors": [{"emails": ["x"]}]}, {"invoices[0].debtors[0].emails[0]": ["must be an object"]}),
        ({"claims": [{}, {"remainingAmount": "1"}]}, {"invoices[0].claims[1].remainingAmount": ["must be a number"]}),
    ],
)
def test_wrong_body_field_is_named(caller: Caller, invoice: Build, changes: dict[str, Any], errors: dict[str, list[str]]) -> None:
    answer = caller.submit(invoice(**changes))
    assert answer.status == 400
    assert answer.errors == errors
    assert caller.get("/batches").data == [], "nothing was queued"


def test_wrong_values_are_not_repeated(caller: Caller, invoice: Build) -> None:
    response = caller.raw(
        "POST",
        f"{caller.base}/invoices",
        {"Kari": "Nordmann"},
        body=encode_json({"invoices": [invoice(debtors=[{"firstname": ["Kari", "Nordmann"]}])]}),
        headers={"Content-Type": "application/json"},
    )
    assert response.status == 400
    assert b"Nordmann" not in response.body


def test_problems_of_many_invoices_are_told_at_once(caller: Caller, invoice: Build) -> None:
    answer = caller.submit(invoice(), invoice(currency=1), 4, invoice(vat=0))
    assert answer.errors.keys() == {"invoices[1].currency", "invoices[2]", "invoices[3].vat"}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (b"", {"$": ["a body is required"]}),
        (b"<html>", {"$": ["is not application/json"]}),
        (b'{"invoices": [}', {"$": ["is not application/json"]}),
        (b"[]", {"$": ["must be an object"]}),
        (b"{}", {"invoices": ["is required"]}),
        (b'{"invoices": []}', {"invoices": ["must hold at least one invoice"]}),
        (b'{"invoices": null}', {"invoices": ["must be a list"]}),
    ],
)
def test_body_that_is_no_submission(caller: Caller, body: bytes, errors: dict[str, list[str]]) -> None:
    answer = _post(caller, body)
    assert (answer.status, answer.errors) == (400, errors)


def test_other_content_type(caller: Caller) -> None:
    assert _post(caller, b"{}", "text/plain").status == 415


def test_values_of_open_enums_and_unknown_fields_are_let_pass(caller: Caller, invoice: Build) -> None:
    answer = caller.submit(invoice(type="SOMETHING_NEW", debtors=[{"type": "COMPANY", "somethingElse": 1}]))
    assert answer.status == 202


def test_null_where_it_is_documented(caller: Caller, invoice: Build) -> None:
    assert caller.submit({**invoice(), "collectionNoticeDate": None}).status == 202
    assert caller.submit({**invoice(), "dueDate": None}).status == 400
