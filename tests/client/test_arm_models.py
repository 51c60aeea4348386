"""The generated models and requests of ARMrest."""

import datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
from amili_client.norway.arm import models
from amili_client.norway.arm.api.batches import get_batch
from amili_client.norway.arm.api.customers import create_customer, create_customer_batch, get_customer, get_customers
from amili_client.norway.arm.api.documents import create_document_batch, get_document
from amili_client.norway.arm.api.files import get_file, upload_files
from amili_client.norway.arm.api.gl_items import get_gl_item
from amili_client.runtime import UNSET, decode_json, encode_json

API = Path(import_module("amili_client.norway.arm.api").__path__[0])

# https://docs.amili.dev/get-a-list-of-customers-3942679e0, up to where the second customer is cut off
CUSTOMERS = """{"summary":{"pageNo":1,"currentPageSize":2,"pageSizeLimit":2,"totalPages":14,"totalCount":28,"maximumCount":10000,\
"nextPage":"https://api.staging.amili.no/arm/v1/clients/2218/customers?query=8NlwdOIM1YLVFApvQFONTw&pageno=2",\
"lastPage":"https://api.staging.amili.no/arm/v1/clients/2218/customers?query=8NlwdOIM1YLVFApvQFONTw&pageno=14",\
"queryId":"8NlwdOIM1YLVFApvQFONTw"},"customers":[{"clientNo":2218,"accountNo":500002,"customerNo":"543210","name":"Owe Armstrong",\
"postalReturnStatus":100,"postalReturnDate":"2025-01-10","customerCategory":"CONS","phoneNo":"99887766","secondaryPhoneNo":"99775533",\
"organizationNo":"984842252","organizationNoScheme":"0192","dateOfBirth":"1999-01-01","yearOfBirth":1999,"ssn":"01019921717",\
"ssnCountry":"NO","informalName":"Oa","customerGroupCode":"VIP","priceNetOrGross":"B","language":"no","currency":"NOK",\
"sellerReference":"VAA","buyerReference":"OA","bankAccountNo":"81501757329","stopReminderUntil":"2026-12-31",\
"stopDebtCollectionUntil":"2026-12-31","stopInterestCalcUntil":"2026-12-31","dueDays":10,"vatLiable":true,"discountRate":5.5,\
"activeStatusWeb":"Passive","customerMessage":"Keep it up!","limitAmount":2000,"registrationStatusCode":"FICTITIOUS",\
"registrationStatusDate":"2025-03-06","postalAddressChanged":"2014-11-13","postalAddress":{"addressLine1":"C/O ARMchair industries",\
"addressLine2":"707 Arm street","addressLine3":"Appartment 8","postalCode":"1234","cityName":"Oslo","countryText":"Norway",\
"countryCode":"NO"},"emailAddressDocument":["amili@testarmrest.no"],"secondaryEmailAddress":["amili@testarmrest.no"],\
"distribution":{"type":"H","einvoiceCode":90},"efakturaBlockIds":["12345678"],"peppolBlockIds":["987654321"],\
"digipostBlockIds":["owe.armstrong#6UY"]}]}"""
# https://docs.amili.dev/post-create-a-batch-of-documents-3942668e0, one document with its first line
DOCUMENTS = """{"metadata":{"userId":"TestUser"},"documents":[{"documentType":"IN","customerNo":"543210","documentNo":"88776655",\
"documentDate":"2025-02-27","dueDate":"2025-03-11","currency":"NOK","language":"en","kid":"500221850000200350786",\
"marketingMessageCode":"0203","customerMessage":"Happy holidays!","salesOrderId":"B-0564311","purchaseOrderId":"","sellerReference":"C333",\
"buyerReference":"A1982","additionalReference":"X99887","subCustomerNo":"654655","ledgerNote":"This is a note for the AR ledger",\
"currencyAmounts":{"exclVat":5200,"vat":1300,"inclVat":6500},"distribution":{"type":"M","einvoiceCode":0},\
"einvoiceAddress":{"address":"test@armresttest.no","addressScheme":"","operator":""},"emailAddress":["test@armresttest.no"],\
"attachmentFiles":[],"attachmentCodes":[],"customCodes":[],"documentLines":[{"lineNo":1,"lineType":"PLH","articleNo":"1300",\
"articleName":"Comb","lineText":"Red comb","quantityUnit":"kg","quantity":1,"volumeUnit":"","volume":0,"price":200,"itemGroup1":"500",\
"itemGroup2":"","itemGroup3":"","currencyAmounts":{"exclVat":200,"vat":50,"inclVat":250}}]}]}"""


def unknown_fields(value: Any) -> list[str]:
    """The fields that no model knows, anywhere in what was read."""
    if isinstance(value, list):
        return [name for each in value for name in unknown_fields(each)]
    if not hasattr(value, "WIRE_NAMES"):
        return []
    inner = [name for field in value.WIRE_NAMES for name in unknown_fields(getattr(value, field))]
    return [*value.additional_properties, *inner]


@pytest.mark.parametrize(("model", "text"), [(models.CustomerList, CUSTOMERS), (models.CreateDocumentsRequest, DOCUMENTS)])
def test_every_field_of_the_printed_bodies_is_read_and_written_back(model: Any, text: str) -> None:
    read = model.from_dict(decode_json(text.encode()))

    assert unknown_fields(read) == []
    # The order of the envelope may differ: what a write is about comes first.
    assert decode_json(encode_json(read.to_dict())) == decode_json(text.encode())


@pytest.mark.parametrize("name", models.__all__)
def test_no_field_is_needed_but_what_a_write_is_about_and_null_is_read_everywhere_else(name: str) -> None:
    model = getattr(models, name)
    if not hasattr(model, "WIRE_NAMES"):
        return
    needed = [one.name for one in attrs.fields(model) if one.default is attrs.NOTHING]
    assert len(needed) == (name.endswith("Request") or name == "PaymentReservationInput")
    about: dict[str, Any] = {one: {"paymentId": "1"} if one == "payment_reservation" else {} for one in needed}
    about |= {one: [] for one in needed if one.endswith("s")} | {one: "1" for one in needed if one == "payment_id"}
    values = {model.WIRE_NAMES[one]: value for one, value in about.items()}

    assert model.from_dict(values).to_dict() == values
    optional = [wire for field, wire in model.WIRE_NAMES.items() if field not in needed]
    read = model.from_dict({**dict.fromkeys(optional), **values})
    # What has no type of its own takes null for a value, as JSON does.
    assert read.to_dict() == {**dict.fromkeys({"arItemId"} & {*optional}), **values}


def test_a_number_that_names_a_customer_or_a_query_is_text_whatever_it_came_as() -> None:
    assert models.Customer.from_dict({"customerNo": 543210}).customer_no == "543210"
    assert models.Summary.from_dict({"queryId": 17}).query_id == "17"


def test_a_customer_without_a_day_can_be_read_and_one_can_be_cleared() -> None:
    read = models.Customer.from_dict({"stopReminderUntil": "", "dateOfBirth": "1999-01-01"})
    assert (read.stop_reminder_until, read.date_of_birth) == ("", datetime.date(1999, 1, 1))

    written = models.CustomerInput(stop_reminder_until="", stop_interest_calc_until=datetime.date(2026, 12, 31))
    assert written.to_dict() == {"stopReminderUntil": "", "stopInterestCalcUntil": "2026-12-31"}
    assert written.date_of_birth is UNSET


def test_nothing_that_is_written_can_hold_an_amount_that_is_not_exact() -> None:
    customer = models.CustomerInput(limit_amount=Decimal("2000.10"))
    request = create_customer.build_request(2218, body=models.WriteCustomerRequest(customer=customer))

    assert request["content"] == b'{"customer":{"limitAmount":2000.10}}'
    with pytest.raises(ValueError, match="expected a number, got float"):
        create_customer.build_request(2218, body=models.WriteCustomerRequest.from_dict({"customer": {"limitAmount": 0.1}}))


# ---- requests


def test_a_list_is_asked_for_with_names_in_lower_case() -> None:
    assert get_customers.build_request(2218, maximumcount=10000, pagesize=100) == {
        "method": "get",
        "url": "/clients/2218/customers",
        "params": {"maximumcount": 10000, "pagesize": 100},
    }
    assert get_customers.build_request(2218, query="8NlwdOIM1YLVFApvQFONTw", pageno=2)["params"] == {
        "query": "8NlwdOIM1YLVFApvQFONTw",
        "pageno": 2,
    }


def test_a_document_is_asked_for_by_its_number_for_a_user_and_in_a_language() -> None:
    assert get_document.build_request(2218, "A/1", expand="lines", userid="TestUser", accept_language="no") == {
        "method": "get",
        "url": "/clients/2218/documents/A%2F1",
        "params": {"expand": "lines", "userid": "TestUser"},
        "headers": {"Accept-Language": "no"},
    }
    assert get_gl_item.build_request(2218, "7", accept_language="en")["headers"] == {"Accept-Language": "en"}


def test_the_printed_batch_is_sent_as_it_is_printed() -> None:
    body = models.CreateDocumentsRequest.from_dict(decode_json(DOCUMENTS.encode()))

    request = create_document_batch.build_request(2218, body=body)
    assert decode_json(request.pop("content")) == decode_json(DOCUMENTS.encode())
    assert request == {"method": "post", "url": "/clients/2218/documents/batches", "headers": {"Content-Type": "application/json"}}


def test_the_id_of_a_batch_goes_back_in_the_case_in_which_it_came() -> None:
    accepted = create_document_batch.parse_content(202, b'{"batchUuid":"0F8FAD5B-D9CB-469F-A165-70867728950E"}')

    assert accepted
    assert get_batch.build_request(2218, str(accepted.batch_uuid))["url"] == "/clients/2218/batches/0F8FAD5B-D9CB-469F-A165-70867728950E"


def test_a_file_is_sent_as_json() -> None:
    request = upload_files.build_request(
        2218, body=models.UploadFilesRequest(files=[models.FileInput(file_name="a.txt", file_content="YQ==")])
    )

    assert request["headers"] == {"Content-Type": "application/json"}
    assert request["content"] == b'{"files":[{"fileName":"a.txt","fileContent":"YQ=="}]}'


# ---- answers


@pytest.mark.parametrize("status", [200, 202, 206])
def test_a_batch_in_whatever_state_is_read(status: int) -> None:
    state = get_batch.parse_content(status, b'{"anything":[{"at":"all"}]}')

    assert state
    assert state["anything"] == [{"at": "all"}]
    assert get_batch.parse_content(406, b"{}") is None


@pytest.mark.parametrize("status", [200, 201, 202])
def test_a_write_of_which_no_status_was_visible_succeeds_with_any_of_the_usual(status: int) -> None:
    assert create_customer.parse_content(status, b"{}") == models.WriteResult()
    assert create_customer_batch.parse_content(status, b'{"batchUuid":"A"}') == models.BatchAccepted(batch_uuid="A")


@pytest.mark.parametrize("status", [200, 207])
def test_files_that_were_refused_in_part_are_read_as_well(status: int) -> None:
    assert upload_files.parse_content(status, b"{}") == models.WriteResult()


def test_one_customer_is_read_and_so_is_what_it_may_be_wrapped_in() -> None:
    customer = get_customer.parse_content(200, b'{"customerNo":"543210","postalAddress":{"cityName":"Oslo"}}')
    assert customer
    assert customer.postal_address
    assert (customer.customer_no, customer.postal_address.city_name) == ("543210", "Oslo")

    wrapped = get_customer.parse_content(200, b'{"customer":{"customerNo":"543210"}}')
    assert wrapped
    assert wrapped["customer"] == {"customerNo": "543210"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 \xff", b'{"fileName":"a"}'])
def test_a_file_of_which_no_page_says_how_it_comes_is_taken_as_it_comes(content: bytes) -> None:
    file = get_file.parse_content(200, content)

    assert file
    assert file.payload.read() == content


# ---- what is not sure


def test_each_operation_that_nobody_has_seen_says_so_and_how_sure_we_are() -> None:
    modules = [import_module(f"amili_client.norway.arm.api.{path.parent.name}.{path.stem}") for path in sorted(API.glob("*/[!_]*.py"))]
    sure: dict[str, set[str]] = {"high": set(), "medium": set(), "low": set(), "": set()}
    for module in modules:
        confidence, _, rest = getattr(module, "UNVERIFIED", "() no reason").removeprefix("(").partition(")")
        sure[confidence.removesuffix(" confidence")].add(module.OPERATION)
        assert rest.startswith(" ")

    assert len(modules) == 35
    assert sure["high"] == {"createCustomerBatch", "createDocument", "getDocuments", "getFiles"}
    assert sure["medium"] == {"getDocumentBundles", "getDocumentBundle", "getGlMovements", "getLogItems", "getLogItem", "getFile"}
    bodies = {"createAutoPostings", "uploadFiles"}
    paths = {"createAction", "createReportsAction", "getClientConfigs", "getClientConfig", "getCodes", "getLatestGlMovement"}
    assert sure["low"] == bodies | paths | {"getAdbIntervals", "checkHealth"}
    assert len(sure[""]) == 15
