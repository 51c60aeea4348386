"""Norway's documents against the pages that they were transcribed from; the rules for all documents are in `test_specs`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from generator import coverage, document, tree

from tests.generation import documents

# Place, name: in the casing of the pages.
ORGANIZATION = ("path", "organizationId")
INVOICE = ("path", "invoiceId")
CASE = ("path", "caseId")
ORDINARY = "200 400 401 403 404 409 422 500 503"


def query(names: str) -> list[tuple[str, str]]:
    return [("query", name) for name in names.split()]


COLLECTION = {
    "createInvoices": ("POST /orgs/{organizationId}/invoices", [ORGANIZATION], "202 400 401 403 404 409 422 500"),
    "getInvoicesByOrganization": (
        "GET /orgs/{organizationId}/invoices",
        [ORGANIZATION, *query("Status Type InvoiceNumber UniqueSourceInvoiceId CustomerNumber From To PageToken")],
        "200 401 403 404 500",
    ),
    "getInvoiceById": ("GET /orgs/{organizationId}/invoices/{invoiceId}", [ORGANIZATION, INVOICE], ORDINARY),
    "resumeInvoice": ("POST /orgs/{organizationId}/invoices/{invoiceId}/resume", [ORGANIZATION, INVOICE], "202 400"),
    "getInvoicePayments": ("GET /orgs/{organizationId}/invoices/{invoiceId}/payments", [ORGANIZATION, INVOICE], "200 401 403 404"),
    "createPayments": ("POST /orgs/{organizationId}/payments", [ORGANIZATION], "202 400 401 403 404 409 422 429 500 503"),
    "createCorrections": ("POST /orgs/{organizationId}/corrections", [ORGANIZATION], "202"),
    "getSettlements": (
        "GET /orgs/{organizationId}/settlements",
        [ORGANIZATION, *query("fromDate toDate pageSize pageToken")],
        "200 400 401 403 404 409 422 423 429 500 501 502 503",
    ),
    "getSettlementById": ("GET /orgs/{organizationId}/settlements/{settlementId}", [ORGANIZATION, ("path", "settlementId")], ORDINARY),
    "getCasesByOrganization": (
        "GET /orgs/{organizationId}/cases",
        [
            ORGANIZATION,
            *query("Status Type CaseNumber CustomerNumber UniqueSourceInvoiceId SearchTerm FromCreatedAt ToCreatedAt PageToken PageSize"),
        ],
        "200",
    ),
    "getBatchesByOrganization": (
        "GET /orgs/{organizationId}/batches",
        [ORGANIZATION, *query("State Type SubjectId IdempotencyKey PageToken PageSize SortDirection")],
        ORDINARY,
    ),
    "getBatchById": ("GET /orgs/{organizationId}/batches/{batchId}", [ORGANIZATION, ("path", "batchId")], ORDINARY),
    "getBatches": ("GET /batches", query("State Type PageToken PageSize SortDirection"), "200"),
    "getBatchByIdLegacy": ("GET /batches/{batchId}", [("path", "batchId")], "200 401 403 404 500 503"),
}
# What menus name: method and name are theirs, the rest is a guess.
ACTIONS = {
    "pauseCase": ("POST /orgs/{organizationId}/cases/{caseId}/pause", [ORGANIZATION, CASE], "202"),
    "withdrawCase": ("POST /orgs/{organizationId}/cases/{caseId}/withdraw", [ORGANIZATION, CASE], "202"),
    "resumeCase": ("POST /orgs/{organizationId}/cases/{caseId}/resume", [ORGANIZATION, CASE], "202"),
    **{
        f"{verb}{name}": (f"POST /orgs/{{organizationId}}/cases/{{caseId}}/{segment}/{verb}", [ORGANIZATION, CASE], "202")
        for name, segment in {
            "DebtCollectionList": "debt-collection-list",
            "EvictionRequest": "eviction-request",
            "EvictionConfirmation": "eviction-confirmation",
        }.items()
        for verb in ("accept", "reject")
    },
    "pauseInvoice": ("POST /orgs/{organizationId}/invoices/{invoiceId}/pause", [ORGANIZATION, INVOICE], "202 400"),
    "withdrawInvoice": ("POST /orgs/{organizationId}/invoices/{invoiceId}/withdraw", [ORGANIZATION, INVOICE], "202 400"),
    "getInvoiceDocuments": ("GET /orgs/{organizationId}/invoices/{invoiceId}/documents", [ORGANIZATION, INVOICE], "200 401 403 404"),
    "getInvoiceHistory": ("GET /orgs/{organizationId}/invoices/{invoiceId}/history", [ORGANIZATION, INVOICE], "200 401 403 404"),
}
BATCH_QUERY = "senderid creditorid customerref ledgerref includeclosed lastsettlementid remittancedate"
AUTOCOLLECT = {
    "getBatch": ("GET /webapi/api/Batch", query(BATCH_QUERY), "200"),
    "sendBatch": ("POST /webapi/api/Batch", query("senderid"), "200"),
}
MENU_ONLY = {
    "getAttachment": ("GET /webapi/api/Attachment", query("attachmentid"), "200"),
    "ping": ("GET /webapi/api/Ping", [], "200"),
}
# Every value that a page shows.
ENUMS = {
    "BatchStatus": {"QUEUED", "SUCCESS", "PARTIAL", "FAILED"},
    "BatchType": {"INVOICE", "NONE"},
    "InvoiceType": {"NOTICE", "PAYMENT_REMINDER"},
    "InvoiceStatus": {"OPEN"},
    "CaseType": {"PAYMENT_REMINDER", "COLLECTION_NOTICE"},
    "CaseStatus": {"OPEN", "PAUSED"},
    "CaseSubStatus": {"DEBT_COLLECTION_LIST_MANUAL"},
    "DebtorType": {"PRIVATE"},
    "ClaimType": {"PRINCIPAL"},
    "PaymentType": {"DIRECT_PAYMENT"},
    "CollectionType": {"REMINDER"},
    "WebhookType": {"BATCH_COMPLETED", "SETTLEMENT_CREATED", "CASE", "CASE_UPDATED"},
    "WebhookSource": {"COLLECTION"},
}


def facts(api: str) -> dict[str, Any]:
    return documents.facts(f"norway/{api}")


def merged(api: str) -> dict[str, Any]:
    return documents.merged(f"norway/{api}")


def by_id(spec: dict[str, Any]) -> dict[str, coverage.Operation]:
    return {operation.content["operationId"]: operation for operation in coverage.operations(spec)}


def shape(operation: coverage.Operation) -> tuple[str, list[tuple[str, str]], str]:
    parameters = [(parameter["in"], parameter["name"]) for parameter in operation.parameters]
    return str(operation), parameters, " ".join(operation.content["responses"])


@pytest.mark.parametrize(("api", "expected"), [("collection", COLLECTION), ("autocollect", AUTOCOLLECT)])
def test_the_facts_have_the_documented_operations_and_nothing_else(api: str, expected: dict[str, Any]) -> None:
    assert {name: shape(operation) for name, operation in by_id(facts(api)).items()} == expected


@pytest.mark.parametrize(("api", "expected"), [("collection", ACTIONS), ("autocollect", MENU_ONLY)])
def test_the_overlay_adds_the_operations_of_the_menus_as_inferred(api: str, expected: dict[str, Any]) -> None:
    added = {name: operation for name, operation in by_id(merged(api)).items() if name not in by_id(facts(api))}

    assert {name: shape(operation) for name, operation in added.items()} == expected
    assert all(operation.content["x-amili-status"] == "inferred" for operation in added.values())


def test_an_action_sends_nothing_and_is_answered_with_nothing() -> None:
    """As "Resume invoice" is documented."""
    operations = by_id(merged("collection"))
    actions = [operations[name] for name in ["resumeInvoice", *ACTIONS] if operations[name].method == "post"]

    assert len(actions) == 12
    for operation in actions:
        assert "requestBody" not in operation.content
        assert operation.content["responses"]["202"] == {"description": "Accepted"}


def test_the_overlay_adds_the_idempotency_key_to_each_submission_and_says_that_it_is_inferred() -> None:
    operations = by_id(merged("collection"))
    for name in ("createInvoices", "createPayments", "createCorrections"):
        header = operations[name].parameters[-1]
        assert (header["in"], header["name"], header["x-amili-status"]) == ("header", "IdempotencyKey", "inferred")
        assert operations[name].content["requestBody"]["required"] is True


def test_what_is_inferred_of_the_query_of_the_legacy_batch() -> None:
    parameters = {each["name"]: each for each in by_id(merged("autocollect"))["getBatch"].parameters}

    assert parameters.keys() == {*BATCH_QUERY.split(), "languagecode"}
    text, yes_or_no, day = {"type": "string"}, {"type": "boolean"}, {"type": "string", "format": "date", "x-amili-status": "inferred"}
    expected = dict.fromkeys(parameters, text) | {"includeclosed": yes_or_no, "remittancedate": day}
    assert {name: parameter["schema"] for name, parameter in parameters.items()} == expected


def test_the_legacy_batch_is_sent_under_its_odd_content_type_and_either_way_of_authentication_will_do() -> None:
    spec = merged("autocollect")

    assert list(by_id(spec)["sendBatch"].content["requestBody"]["content"]) == ["application/json-patch+json"]
    schemes = {name: scheme["scheme"] for name, scheme in spec["components"]["securitySchemes"].items()}
    assert schemes == {"basic": "basic", "bearer": "bearer"}
    for operation in by_id(spec).values():
        assert operation.content["security"] == [{"basic": []}, {"bearer": []}]


def test_the_legacy_api_keeps_its_own_schemas_of_names_that_both_apis_have() -> None:
    legacy, new = facts("autocollect")["components"]["schemas"], facts("collection")["components"]["schemas"]

    assert all(name.startswith("Legacy") for name in merged("autocollect")["components"]["schemas"])
    assert {"caseNumber", "caseId", "subStatus", "debtors"} <= new["Case"]["properties"].keys()
    assert {"casenumber", "customerref", "remainingsum", "paymentDetails"} <= legacy["LegacyCase"]["properties"].keys()
    assert list(legacy["LegacySettlement"]["properties"]) == ["creditorid", "customerref", "ledgerref", "referencenumber", "casenumber"]
    assert not legacy["LegacyCase"]["properties"].keys() & new["Case"]["properties"].keys()


def test_servers_are_the_documented_hosts_and_none_where_no_page_names_one() -> None:
    def urls(spec: dict[str, Any]) -> dict[str, str]:
        return {server["description"]: server["url"] for server in spec["servers"]}

    assert urls(facts("identiverse")) == {"Staging": "https://auth.staging.amili.no", "Production": "https://auth.amili.no"}
    assert urls(merged("collection")) == {
        "Staging": "https://api.staging.amili.no/collection/v1",
        "Production": "https://api.amili.no/collection/v1",
    }
    assert "servers" not in facts("autocollect")
    assert urls(merged("autocollect")) == {"Unknown": "/"}


def test_enums_have_every_value_that_was_seen() -> None:
    schemas = facts("collection")["components"]["schemas"]

    assert {name: set(schema["enum"]) for name, schema in schemas.items() if "enum" in schema} == ENUMS


def numbers_of_cases(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in spec["components"]["schemas"].items():
        for field, content in schema.get("properties", {}).items():
            if field.lower().endswith("casenumber"):
                yield f"{name}.{field}", content


@pytest.mark.parametrize("api", ["collection", "autocollect"])
def test_the_number_of_a_case_is_text_to_callers_and_on_the_wire_what_the_page_says(api: str) -> None:
    documented = {name: content["type"] for name, content in numbers_of_cases(facts(api))}
    found = dict(numbers_of_cases(merged(api)))

    assert {name for name, type_ in documented.items() if type_ == "integer"} == ({"Case.caseNumber"} if api == "collection" else set())
    assert {name: content["type"] for name, content in found.items()} == documented
    assert len(found) == (6 if api == "collection" else 2)
    assert all(content["x-amili-read"] == "text" for content in found.values())


def test_webhooks_are_the_four_events_with_their_headers_and_their_own_data() -> None:
    spec = facts("collection")
    data = {
        "BATCH_COMPLETED": "BatchCompletedData",
        "SETTLEMENT_CREATED": "SettlementCreatedData",
        "CASE": "CaseEventData",
        "CASE_UPDATED": "CaseEventData",
    }
    found = {operation.path: operation for operation in coverage.operations(spec, "webhooks")}

    assert found.keys() == data.keys() == ENUMS["WebhookType"]
    for name, operation in found.items():
        media_type = operation.content["requestBody"]["content"]["application/json"]
        envelope, own = media_type["schema"]["allOf"]
        assert operation.method == "post"
        assert envelope == {"$ref": "#/components/schemas/WebhookEnvelope"}
        assert own == {"properties": {"data": {"$ref": f"#/components/schemas/{data[name]}"}}}
        headers = [parameter["name"] for parameter in operation.parameters if parameter["in"] == "header"]
        assert headers == ["X-Amili-Event", "IdempotencyKey", "X-Amili-Request-Id", "X-Webhook-Signature"]
        fields = spec["components"]["schemas"][data[name]]["properties"]
        assert media_type["example"]["data"].keys() <= fields.keys()
        assert media_type["example"]["eventType" if name.startswith("CASE") else "type"] == name


def test_what_webhooks_carry_is_never_sent_by_us(schemas_below: Callable[..., set[str]]) -> None:
    spec = merged("collection")
    called = schemas_below(spec, [operation.content for operation in coverage.operations(spec)])

    assert not {"WebhookEnvelope", "BatchCompletedData", "SettlementCreatedData", "CaseEventData"} & called


@pytest.mark.parametrize("api", ["collection", "autocollect"])
def test_the_document_beside_the_code_is_the_merged_one_with_numbers_as_written(api: str) -> None:
    written = (tree.GENERATED / f"amili_client/norway/{api}/openapi.json").read_bytes()

    assert written == document.to_json(merged(api))
    assert api != "collection" or b'"originalInvoiceAmount": 4500.00' in written
