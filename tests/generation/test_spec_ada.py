"""Sweden's document against the pages that it was transcribed from; the rules for all documents are in `test_specs`."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from email.utils import parsedate
from typing import Any

import pytest
from generator import coverage, document, tree

from tests.generation import documents

BOTH = {"Partner API", "Creditor API"}
PARTNER = {"Partner API"}
# Every endpoint of the introduction and of the pages about each resource: method, path, and in which API it is.
OPERATIONS = {
    "exchangeApiCode": ("GET /authenticates/api-code", "Authentication", BOTH),
    "exchangeApiCodeUnsigned": ("POST /authenticates/api-code", "Authentication", BOTH),
    "listPartners": ("GET /partners", "Partner", PARTNER),
    "getPartner": ("GET /partners/{partnerId}", "Partner", PARTNER),
    "listAccounts": ("GET /accounts", "Account", BOTH),
    "getAccount": ("GET /accounts/{accountId}", "Account", BOTH),
    "createAccount": ("POST /accounts", "Account", PARTNER),
    "listCreditors": ("GET /creditors", "Creditor", BOTH),
    "getCreditor": ("GET /creditors/{creditorId}", "Creditor", BOTH),
    "createCreditor": ("POST /creditors", "Creditor", PARTNER),
    "updateCreditor": ("PATCH /creditors/{creditorId}", "Creditor", PARTNER),
    "deleteCreditor": ("DELETE /creditors/{creditorId}", "Creditor", PARTNER),
    "listCases": ("GET /cases", "Case", BOTH),
    "getCase": ("GET /cases/{caseId}", "Case", BOTH),
    "listCustomers": ("GET /customers", "Customer", BOTH),
    "getCustomer": ("GET /customers/{customerId}", "Customer", BOTH),
    "listInvoices": ("GET /invoices", "Invoice", BOTH),
    "getInvoice": ("GET /invoices/{id}", "Invoice", BOTH),
    "listInvoiceRegistrations": ("GET /invoice--registrations", "Invoice Registration", BOTH),
    "getInvoiceRegistration": ("GET /invoice--registrations/{id}", "Invoice Registration", BOTH),
    "createInvoiceRegistration": ("POST /invoice--registrations", "Invoice Registration", BOTH),
    "listCaseRegistrations": ("GET /case--registrations", "Case Registration", BOTH),
    "getCaseRegistration": ("GET /case--registrations/{id}", "Case Registration", BOTH),
    "createCaseRegistration": ("POST /case--registrations", "Case Registration", BOTH),
    "uploadMedia": ("POST /media--upload/{reference_id}", "Media Upload", BOTH),
    "listCreditorPayments": ("GET /creditor--payments", "Creditor Payment", BOTH),
    "getCreditorPayment": ("GET /creditor--payments/{id}", "Creditor Payment", BOTH),
    "createCreditorPayment": ("POST /creditor--payments", "Creditor Payment", BOTH),
    "listCreditorCancellations": ("GET /creditor--cancellations", "Creditor Cancellation", BOTH),
    "getCreditorCancellation": ("GET /creditor--cancellations/{id}", "Creditor Cancellation", BOTH),
    "createCreditorCancellation": ("POST /creditor--cancellations", "Creditor Cancellation", BOTH),
    "listCreditorCreditings": ("GET /creditor--creditings", "Creditor Crediting", BOTH),
    "getCreditorCrediting": ("GET /creditor--creditings/{id}", "Creditor Crediting", BOTH),
    "createCreditorCrediting": ("POST /creditor--creditings", "Creditor Crediting", BOTH),
    "listFinancePayoutSpecifications": ("GET /finance--payout-specifications", "Finance Payout Specification", BOTH),
    "getFinancePayoutSpecification": ("GET /finance--payout-specifications/{id}", "Finance Payout Specification", BOTH),
    "listFinancePayouts": ("GET /finance--payouts", "Finance Payout", BOTH),
    "getFinancePayout": ("GET /finance--payouts/{id}", "Finance Payout", BOTH),
    "listUsers": ("GET /users", "User", BOTH),
    "getUser": ("GET /users/{userId}", "User", BOTH),
    "createUser": ("POST /users", "User", BOTH),
    "listAccessGroups": ("GET /access--groups", "Access Group", BOTH),
    "getAccessGroup": ("GET /access--groups/{id}", "Access Group", BOTH),
}
INFERRED = {"createAccount", "getAccessGroup"}
# Those that a server sets, by the notes of the pages; each resource has the first five.
READONLY = {
    *("_id", "_created", "_updated", "_etag", "_status"),
    *("partner", "creditor_number", "added_to_erp_system", "file_import_report", "status", "settled_amount", "status_reason_locale"),
    *("case_invoice_number", "case_reference_number"),
}


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return documents.facts("sweden/ada")


@pytest.fixture(scope="module")
def merged() -> dict[str, Any]:
    return documents.merged("sweden/ada")


def by_id(spec: dict[str, Any]) -> dict[str, coverage.Operation]:
    return {operation.content["operationId"]: operation for operation in coverage.operations(spec)}


def bodies(spec: dict[str, Any], operation: coverage.Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent and what is answered, each with the name of its schema."""
    for body in [operation.content.get("requestBody", {}), *operation.content["responses"].values()]:
        for media_type in coverage.resolve(spec, body).get("content", {}).values():
            yield str(media_type["schema"].get("$ref", "")).rpartition("/")[2], media_type


def test_every_documented_operation_is_there_in_its_api_and_no_other(merged: dict[str, Any]) -> None:
    found = {
        name: (str(operation), operation.content["tags"][0], set(operation.content["tags"][1:]))
        for name, operation in by_id(merged).items()
    }
    assert found == OPERATIONS


def test_only_what_no_page_shows_was_inferred(facts: dict[str, Any], merged: dict[str, Any]) -> None:
    assert by_id(merged).keys() - by_id(facts).keys() == INFERRED
    assert {name for name, each in by_id(merged).items() if each.content.get("x-amili-status") == "inferred"} == INFERRED
    assert not [path for path in merged["paths"] if "respite" in path]


def test_the_pages_that_name_one_api_are_told_from_those_that_name_none(facts: dict[str, Any]) -> None:
    labelled = {name for name, each in by_id(facts).items() if each.content["tags"][1:]}

    assert labelled == {"listPartners", "getPartner", "createCreditor", "updateCreditor", "deleteCreditor"}


def test_every_tag_is_described_once(merged: dict[str, Any]) -> None:
    names = [tag["name"] for tag in merged["tags"]]
    used = {tag for operation in coverage.operations(merged) for tag in operation.content["tags"]}

    assert sorted(names) == sorted(used)


def test_lists_take_what_the_page_on_pagination_says(merged: dict[str, Any]) -> None:
    five = ["page", "max_results", "where", "projection", "sort"]
    for name, operation in by_id(merged).items():
        query = [parameter["name"] for parameter in operation.parameters if parameter["in"] == "query"]
        if name.startswith("list"):
            extra = ["id_number", "name", "email"] if name == "listCustomers" else []
            assert query == extra + five, name
        else:
            assert query == (["projection"] if name.startswith("get") else []), name


def test_changes_and_deletions_name_what_they_are_based_on(facts: dict[str, Any], merged: dict[str, Any]) -> None:
    for name, operation in by_id(merged).items():
        headers = [parameter["name"] for parameter in operation.parameters if parameter["in"] == "header"]
        changes = name in ("updateCreditor", "deleteCreditor")
        assert headers == (["If-Match"] if changes else ["X-API-Key"] if name == "exchangeApiCode" else []), name
        assert {"412", "428"} & set(operation.content["responses"]) == ({"412", "428"} if changes else set()), name
    assert "If-Match" not in str(facts)
    assert "_issues" not in str(facts)


def test_every_operation_can_fail_in_the_documented_ways_and_succeed_in_one(merged: dict[str, Any]) -> None:
    for name, operation in by_id(merged).items():
        statuses = set(operation.content["responses"])
        assert statuses > {"400", "401", "403", "404", "422", "429", "500"}, name
        success = "201" if operation.method == "post" and "Unsigned" not in name else "204" if operation.method == "delete" else "200"
        assert {status for status in statuses if status < "300"} == {success}, name


def test_the_token_is_sent_with_everything_but_the_exchange_for_one(merged: dict[str, Any]) -> None:
    assert merged["components"]["securitySchemes"]["apiKey"]["name"] == "X-API-Key"
    for name, operation in by_id(merged).items():
        assert operation.content.get("security") == (None if name.startswith("exchange") else [{"apiKey": []}]), name


def test_no_field_that_the_server_sets_can_be_sent(merged: dict[str, Any], schemas_below: Callable[..., set[str]]) -> None:
    sent = schemas_below(merged, [operation.content.get("requestBody") for operation in coverage.operations(merged)])
    allowed = {("UserInput", "partner")}  # whom a user belongs to; only a creditor's partner is readonly

    assert {"CreditorInput", "CreditorChanges", "AccountInput", "InitialCreditorData", "CustomerInput", "DebtInput"} <= sent
    found = {(name, field) for name in sent for field in merged["components"]["schemas"][name].get("properties", {}) if field in READONLY}
    assert found == allowed
    for name in ("CreditorPaymentInput", "CreditorCreditingInput"):
        assert "account" not in merged["components"]["schemas"][name]["properties"]
    assert not {"account", "agreement_template"} & merged["components"]["schemas"]["CreditorChanges"]["properties"].keys()


def test_what_is_read_has_the_fields_that_every_resource_has(merged: dict[str, Any]) -> None:
    schemas = merged["components"]["schemas"]
    lists = [name for name in schemas if name.endswith("List")]

    assert len(lists) == 15
    for name in lists:
        assert list(schemas[name]["properties"]) == ["_items", "_meta"]
        item = str(schemas[name]["properties"]["_items"]["items"]["$ref"]).rpartition("/")[2]
        assert f"{item}List" == name
        assert {"_id", "_created", "_updated", "_etag"} <= schemas[item]["properties"].keys()


def test_moments_are_declared_to_be_written_as_the_api_writes_them(facts: dict[str, Any]) -> None:
    assert facts["info"]["x-amili-datetime"] == "rfc1123"
    printed = examples(facts)
    shaped = [text for text in texts(printed) if re.search(r"\d\d:\d\d:\d\d", text)]

    assert len(shaped) > 30
    iso = [text for text in shaped if not text.endswith(" GMT")]
    # A customer, and the due dates that the guides send.
    assert sorted(set(iso)) == ["2025-01-01T10:00:00Z", "2025-10-17T00:00:00Z", "2026-04-30T00:00:00Z"]


def test_the_wrong_weekdays_of_the_pages_are_kept(facts: dict[str, Any]) -> None:
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    wrong = set()
    for text in texts(examples(facts)):
        read = parsedate(text) if text.endswith(" GMT") else None
        if read and names[date(*read[:3]).weekday()] != text[:3]:
            wrong.add(text[:16])

    assert wrong == {"Tue, 25 Jun 2025", "Mon, 30 Aug 2025", "Sun, 30 Aug 2025", "Tue, 29 Sep 2025", "Wed, 21 Jan 2024"}


def test_printed_amounts_are_kept_as_they_are_written(merged: dict[str, Any]) -> None:
    written = (tree.GENERATED / "amili_client/sweden/ada/openapi.json").read_bytes()

    assert written == document.to_json(merged)
    for text in (b'"capital_to_claim": 2050.0,', b'"local_added_costs_amount": 0,', b'"unit_vat_percent": "25%"'):
        assert text in written
    assert b'["20251852687013699044"]' in written.replace(b"\n", b"").replace(b" ", b"")


def test_every_creation_that_a_page_prints_has_its_example(facts: dict[str, Any]) -> None:
    with_example = {
        name for name, operation in by_id(facts).items() for schema, media in bodies(facts, operation) if schema and "example" in str(media)
    }
    assert with_example == {
        *("getPartner", "getAccount", "listCreditors", "createCreditor", "getCreditor", "getCase", "getCustomer", "getInvoice"),
        *("createInvoiceRegistration", "createCaseRegistration", "uploadMedia", "createCreditorPayment"),
        *("createCreditorCancellation", "createCreditorCrediting", "getFinancePayoutSpecification", "getFinancePayout", "createUser"),
    }


def examples(node: Any) -> list[Any]:
    """Everything printed that is below `node`."""
    if isinstance(node, list):
        return [found for each in node for found in examples(each)]
    if not isinstance(node, dict):
        return []
    return [value for key, value in node.items() if key == "example" or (key == "examples" and isinstance(value, dict | list))] + [
        found for key, value in node.items() if key not in ("example", "examples") for found in examples(value)
    ]


def texts(node: Any) -> list[str]:
    if isinstance(node, dict | list):
        return [text for each in (node.values() if isinstance(node, dict) else node) for text in texts(each)]
    return [node] if isinstance(node, str) else []
