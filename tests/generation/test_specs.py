"""The specs against the pages they were transcribed from, and the rules that `spec/README.md` sets for them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from generator import GenerationError, client, coverage, document, tree

HOSTS = {"norway": r"https://docs\.amili\.dev/", "sweden": r"https://docs(-\w+)?\.amili\.se/"}
SPECS = [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in tree.find_documents(client.SPEC)]
OVERLAYS = [pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in sorted(client.SPEC.glob("*/*.overlay.yaml"))]
# What pages call required, which is of what is sent.
REQUIRED = {
    "sweden/ada": {
        "CaseRegistrationInput": ["account", "creditor", "first_action", "currency"],
        "MediaUpload": ["file"],
        "CreditorPaymentInput": ["creditor", "currency", "amount", "bank_transaction_date", "origin"],
        "CreditorCancellationInput": ["creditor", "origin"],
        "CreditorCreditingInput": ["creditor", "currency", "amount", "origin"],
        "UserInput": ["name"],
    },
}

# Place, name: in the casing of the pages.
ORGANIZATION = ("path", "organizationId")
OPERATIONS = {
    "createInvoices": ("POST /orgs/{organizationId}/invoices", [ORGANIZATION], "202 400 401 403 404 409 422 500"),
    "getInvoicesByOrganization": (
        "GET /orgs/{organizationId}/invoices",
        [
            ORGANIZATION,
            ("query", "Status"),
            ("query", "Type"),
            ("query", "InvoiceNumber"),
            ("query", "UniqueSourceInvoiceId"),
            ("query", "CustomerNumber"),
            ("query", "From"),
            ("query", "To"),
            ("query", "PageToken"),
        ],
        "200 401 403 404 500",
    ),
    "getInvoiceById": (
        "GET /orgs/{organizationId}/invoices/{invoiceId}",
        [ORGANIZATION, ("path", "invoiceId")],
        "200 400 401 403 404 409 422 500 503",
    ),
    "getBatchById": (
        "GET /orgs/{organizationId}/batches/{batchId}",
        [ORGANIZATION, ("path", "batchId")],
        "200 400 401 403 404 409 422 500 503",
    ),
    "getBatchByIdLegacy": ("GET /batches/{batchId}", [("path", "batchId")], "200 401 403 404 500 503"),
    "getBatchesByOrganization": (
        "GET /orgs/{organizationId}/batches",
        [
            ORGANIZATION,
            ("query", "State"),
            ("query", "Type"),
            ("query", "SubjectId"),
            ("query", "IdempotencyKey"),
            ("query", "PageToken"),
            ("query", "PageSize"),
            ("query", "SortDirection"),
        ],
        "200 400 401 403 404 409 422 500 503",
    ),
}


def facts(api: str) -> dict[str, Any]:
    return document.read_yaml(client.SPEC / f"norway/{api}.yaml")


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_collection_has_the_documented_operations_and_nothing_else() -> None:
    found = {
        operation.content["operationId"]: (
            str(operation),
            [(parameter["in"], parameter["name"]) for parameter in operation.parameters],
            " ".join(operation.content["responses"]),
        )
        for operation in coverage.operations(facts("collection"))
    }
    assert found == OPERATIONS


def test_the_overlay_adds_the_idempotency_key_to_the_request_and_says_that_it_is_inferred() -> None:
    merged = document.load(client.SPEC / "norway/collection.yaml")
    create = next(each for each in coverage.operations(merged) if each.content["operationId"] == "createInvoices")
    header = create.parameters[-1]

    assert (header["in"], header["name"], header["x-amili-status"]) == ("header", "IdempotencyKey", "inferred")


def test_servers_are_the_documented_hosts() -> None:
    def urls(spec: dict[str, Any]) -> dict[str, str]:
        return {server["description"]: server["url"] for server in spec["servers"]}

    merged = document.load(client.SPEC / "norway/collection.yaml")
    assert urls(facts("identiverse")) == {"Staging": "https://auth.staging.amili.no", "Production": "https://auth.amili.no"}
    assert urls(merged) == {
        "Staging": "https://api.staging.amili.no/collection/v1",
        "Production": "https://api.amili.no/collection/v1",
    }


@pytest.mark.parametrize("path", SPECS)
def test_every_operation_and_schema_names_its_page(path: Path) -> None:
    spec = document.load(path)
    described = [operation.content for operation in coverage.operations(spec)] + list(spec["components"]["schemas"].values())

    assert all(re.match(HOSTS[path.parent.name], each["x-amili-source"]) for each in described)


@pytest.mark.parametrize("path", SPECS)
def test_facts_hold_no_conclusions(path: Path) -> None:
    spec = document.read_yaml(path)

    assert not [each for each in objects(spec) if each.get("x-amili-status") == "inferred"]
    required = {name: schema["required"] for name, schema in spec["components"]["schemas"].items() if "required" in schema}
    assert required == REQUIRED.get(f"{path.parent.name}/{path.stem}", {})


@pytest.mark.parametrize("path", SPECS)
def test_answers_are_open_and_promise_nothing(path: Path, schemas_below: Callable[..., set[str]]) -> None:
    merged = document.load(path)
    answered = schemas_below(merged, [response for each in coverage.operations(merged) for response in each.content["responses"].values()])
    for name, schema in merged["components"]["schemas"].items():
        assert name not in answered or "required" not in schema, name
        assert "enum" not in schema or schema["x-amili-enum"] in ("open", "complete"), name
        assert "x-amili-truncated" not in schema or schema["additionalProperties"] is True, name


def test_the_document_beside_the_code_is_the_merged_one_with_numbers_as_written() -> None:
    written = tree.GENERATED / "amili_client/norway/collection/openapi.json"
    merged = document.load(client.SPEC / "norway/collection.yaml")

    assert written.read_bytes() == document.to_json(merged)
    assert b'"originalInvoiceAmount": 4500.00' in written.read_bytes()


@pytest.mark.parametrize("path", OVERLAYS)
def test_every_conclusion_has_its_reason(path: Path) -> None:
    actions = document.read_yaml(path)["actions"]
    reasons = [action["description"].strip() for action in actions]

    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in reasons if reason != "As above.")
    assert reasons[0] != "As above."


@pytest.mark.parametrize("path", SPECS)
def test_only_what_was_inferred_as_a_whole_says_why(path: Path) -> None:
    merged = document.load(path)
    whole = {each.content["operationId"] for each in coverage.operations(merged)} - {
        each.content["operationId"] for each in coverage.operations(document.read_yaml(path))
    }

    said = {each.content["operationId"] for each in coverage.operations(merged) if each.content.get("x-amili-reason")}
    assert said == whole


def test_yaml_with_a_key_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")

    with pytest.raises(GenerationError, match=r"twice\.yaml is not YAML"):
        document.read_yaml(path)
