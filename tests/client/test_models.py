"""The generated models of Norway's APIs on what the documentation prints, and on what it does not foresee."""

import copy
import datetime
import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection import models
from amili_client.norway.collection.api.batches import get_batch_by_id, get_batch_by_id_legacy, get_batches_by_organization
from amili_client.norway.collection.api.invoice import create_invoices, get_invoices_by_organization
from amili_client.norway.identiverse.api.token import create_token
from amili_client.norway.identiverse.models import TokenRequest, TokenResponse
from amili_client.runtime import UNSET, decode_json, encode_json

ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")

# The body of the example request on https://docs.amili.dev/example-workflow-359631m0, as it is printed there.
EXAMPLE_REQUEST = b"""\
{
  "invoices": [
    {
      "type": "NOTICE",
      "invoiceNumber": "INV-2024-00123",
      "originalInvoiceAmount": 4500.00,
      "currency": "NOK",
      "invoiceDate": "2024-01-15T00:00:00Z",
      "dueDate": "2024-02-15T00:00:00Z",
      "uniqueSourceInvoiceId": "erp-order-9981",
      "description": "Consulting services January 2024",
      "ocrReferenceNumber": "123456789",
      "debtors": [
        {
          "type": "PRIVATE",
          "firstname": "Kari",
          "lastname": "Nordmann",
          "customerNumber": "CUST-001",
          "identificationNumber": "12345678901",
          "emails": [
            { "value": "kari.nordmann@example.com" }
          ],
          "phoneNumbers": [
            { "value": "+4798765432", "countryCode": "NO" }
          ],
          "addresses": [
            {
              "street": "Storgata 1",
              "city": "Oslo",
              "zipCode": "0155",
              "countryCode": "NO"
            }
          ]
        }
      ],
      "claims": [
        {
          "type": "PRINCIPAL",
          "remainingAmount": 4500.00,
          "description": "Main invoice amount"
        }
      ]
    }
  ]
}
"""

# The answers on the same page.
EXAMPLE_ACCEPTED = b"""\
{
  "data": {
    "batchId": "d290f1ee-6c54-4b01-90e6-d701748f0851",
    "batchUrl": "https://api.staging.amili.no/collection/v1/batches/d290f1ee-6c54-4b01-90e6-d701748f0851"
  }
}
"""
EXAMPLE_PARTIAL = b"""\
{
  "data": {
    "batchId": "d290f1ee-6c54-4b01-90e6-d701748f0851",
    "type": "INVOICE",
    "status": "PARTIAL",
    "createdAt": "2024-01-15T10:30:00Z",
    "finishedAt": "2024-01-15T10:30:05Z",
    "organizationId": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "createdBy": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "succeeded": [
      {
        "type": "INVOICE",
        "invoiceId": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "invoiceNumber": "INV-2024-00123",
        "caseId": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "caseNumber": "CASE-2024-00456"
      }
    ],
    "failed": [
      {
        "type": "INVOICE",
        "invoiceNumber": "INV-2024-00124",
        "errors": ["Debtor identification number is invalid"]
      }
    ]
  }
}
"""
EXAMPLE_TOKEN = b"""\
{
  "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9...",
  "token_type": "Bearer",
  "not_before": 1709300000,
  "expires_in": 3600,
  "expires_on": 1709303600,
  "resource": "04468334-ec11-4ef8-9e7c-e124bacbd5c1"
}
"""
# What a submission is of is all that anything requires.
SUBMISSIONS = {"CreateInvoicesRequest": "invoices", "CreatePaymentsRequest": "payments", "CreateCorrectionsRequest": "corrections"}
DOCUMENTED: list[tuple[Any, bytes]] = [
    (models.CreateInvoicesRequest, EXAMPLE_REQUEST),
    (models.CreateInvoicesResponse, EXAMPLE_ACCEPTED),
    (models.BatchResponse, EXAMPLE_PARTIAL),
    (TokenResponse, EXAMPLE_TOKEN),
]


def without_space(text: str) -> str:
    """The same JSON text, character for character, without the space between its tokens (no string here has quotes)."""
    parts = text.split('"')
    return '"'.join(part if index % 2 else "".join(part.split()) for index, part in enumerate(parts))


def unknown_fields(value: Any) -> list[str]:
    """The fields that no model knows, anywhere in what was read."""
    if isinstance(value, list):
        return [name for each in value for name in unknown_fields(each)]
    if not hasattr(value, "WIRE_NAMES"):
        return []
    inner = [name for field in value.WIRE_NAMES for name in unknown_fields(getattr(value, field))]
    return [*value.additional_properties, *inner]


@pytest.mark.parametrize(("model", "content"), DOCUMENTED)
def test_what_the_guide_prints_is_read_completely_and_written_back(model: Any, content: bytes) -> None:
    read = model.from_dict(decode_json(content))

    assert unknown_fields(read) == []
    assert encode_json(read.to_dict()).decode() == without_space(content.decode())
    assert pickle.loads(pickle.dumps(read)) == copy.deepcopy(read) == read


def test_the_example_request_has_exact_amounts_and_aware_moments() -> None:
    invoice = models.CreateInvoicesRequest.from_dict(decode_json(EXAMPLE_REQUEST)).invoices[0]

    assert str(invoice.original_invoice_amount) == "4500.00"
    assert invoice.invoice_date == datetime.datetime(2024, 1, 15, tzinfo=datetime.UTC)
    assert invoice.type_ is models.InvoiceType.NOTICE
    assert invoice.vat is UNSET


def test_the_dates_of_an_invoice_may_be_days_or_moments() -> None:
    given = {"invoiceDate": "2024-01-15", "dueDate": "2024-02-15T00:00:00Z", "collectionNoticeDate": None}
    invoice = models.InvoiceInput.from_dict(given)

    assert type(invoice.invoice_date) is datetime.date
    assert isinstance(invoice.due_date, datetime.datetime)
    assert invoice.to_dict() == given


def test_the_example_request_is_what_the_endpoint_sends() -> None:
    body = models.CreateInvoicesRequest.from_dict(decode_json(EXAMPLE_REQUEST))

    assert create_invoices.build_request(ORGANIZATION, body=body, idempotency_key="key") == {
        "method": "post",
        "url": f"/orgs/{ORGANIZATION}/invoices",
        "headers": {"IdempotencyKey": "key", "Content-Type": "application/json"},
        "content": without_space(EXAMPLE_REQUEST.decode()).encode(),
    }
    assert "IdempotencyKey" not in create_invoices.build_request(ORGANIZATION, body=body)["headers"]


def test_filters_are_sent_in_the_documented_casing() -> None:
    assert get_invoices_by_organization.build_request(
        ORGANIZATION,
        status=models.InvoiceStatus("PAID"),
        type_=models.InvoiceType.NOTICE,
        invoice_number="INV-1",
        unique_source_invoice_id="erp-1",
        customer_number="C-1",
        from_=datetime.date(2024, 1, 1),
        to=datetime.datetime(2024, 1, 31, tzinfo=datetime.UTC),
        page_token="next",
    ) == {
        "method": "get",
        "url": f"/orgs/{ORGANIZATION}/invoices",
        "params": {
            "Status": "PAID",
            "Type": "NOTICE",
            "InvoiceNumber": "INV-1",
            "UniqueSourceInvoiceId": "erp-1",
            "CustomerNumber": "C-1",
            "From": "2024-01-01",
            "To": "2024-01-31T00:00:00Z",
            "PageToken": "next",
        },
    }
    request = get_batches_by_organization.build_request(
        ORGANIZATION,
        state=models.BatchStatus.QUEUED,
        type_=models.BatchType.INVOICE,
        subject_id="s",
        idempotency_key="key",
        page_token="next",
        page_size=50,
        sort_direction="DESC",
    )
    names = ["State", "Type", "SubjectId", "IdempotencyKey", "PageToken", "PageSize", "SortDirection"]
    assert list(request["params"]) == names


def test_the_token_request_is_a_form() -> None:
    body = TokenRequest(grant_type="client_credentials", client_id="my-integration", client_secret="s3cr3t")
    request = create_token.build_request(body=body)

    assert request["data"] == {"grant_type": "client_credentials", "client_id": "my-integration", "client_secret": "s3cr3t"}
    assert request["headers"] == {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("parse_content", [get_batch_by_id.parse_content, get_batch_by_id_legacy.parse_content])
def test_a_batch_that_is_still_queued_has_no_end(parse_content: Any) -> None:
    batch = parse_content(200, b'{"data":{"status":"QUEUED","finishedAt":null}}').data

    assert (batch.status, batch.finished_at, batch.succeeded) == (models.BatchStatus.QUEUED, None, UNSET)
    assert parse_content(404, b"<html>not found</html>") is None


def test_reading_survives_what_nobody_documented() -> None:
    partial = decode_json(EXAMPLE_PARTIAL)["data"]
    partial["status"] = "ARCHIVED"
    partial["fee"] = Decimal("1.10")
    partial["succeeded"].append({"paymentId": 7, "caseId": 12})
    partial["failed"] = None
    read = models.Batch.from_dict(partial)

    assert read.status == "ARCHIVED"
    assert isinstance(read.status, models.BatchStatus)
    assert not read.status.is_known
    assert read["fee"] == Decimal("1.10")
    assert read.failed is UNSET
    assert read.succeeded
    assert read.succeeded[1]["paymentId"] == 7
    del partial["failed"]
    partial["succeeded"][1]["caseId"] = "12"  # a name, whatever it is written as
    assert read.to_dict() == partial


@pytest.mark.parametrize("name", sorted(name for name in models.__all__ if hasattr(getattr(models, name), "WIRE_NAMES")))
def test_no_field_of_an_answer_is_needed_and_null_is_read_everywhere(name: str) -> None:
    model = getattr(models, name)
    required: dict[str, Any] = {wire: [] for submission, wire in SUBMISSIONS.items() if submission == name}

    assert model.from_dict(required).to_dict() == required
    nulls = {wire: required.get(wire) for wire in model.WIRE_NAMES.values()}
    assert all(value in (None, []) for value in model.from_dict(nulls).to_dict().values())


def test_one_endpoint_imports_only_the_models_that_it_needs() -> None:
    code = """
import sys
import amili_client.norway.collection.api.batches.get_batch_by_id
print(*sorted(name.rpartition(".")[2] for name in sys.modules if ".collection.models." in name))
"""
    path = str(Path(models.__file__).parents[4])
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": path})  # noqa: S603 -- itself

    assert result.stdout.split() == ["batch_response"]


def test_repr_shows_no_text_that_could_be_about_a_person() -> None:
    """Of the documented example, only what is no text: enums, amounts, moments."""
    shown = repr(models.CreateInvoicesRequest.from_dict(decode_json(EXAMPLE_REQUEST)))
    texts = ["Kari", "Nordmann", "12345678901", "kari.nordmann@example.com", "+4798765432", "Storgata", "0155", "CUST-001", "123456789"]
    assert not [text for text in texts if text in shown]
    assert "type_=NOTICE" in shown
    assert "original_invoice_amount=4500.00" in shown
    assert "2024-02-15" in shown
    assert "DebtorInput(type_=PRIVATE, firstname=…" in shown


@pytest.mark.parametrize("wrong", [[], "", [{}], "batch", 5])
def test_what_is_no_object_does_not_read_as_an_empty_one(wrong: Any) -> None:
    """A batch that seems empty would be waited for until the time is over."""
    with pytest.raises(TypeError):
        models.BatchResponse.from_dict({"data": wrong})
