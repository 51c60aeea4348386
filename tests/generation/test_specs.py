"""The rules that `spec/README.md` sets for every document that was written from pages.

Each document against its pages is in `test_spec_norway`, `test_spec_arm` and `test_spec_ada`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from generator import GenerationError, client, coverage, document

from tests.generation import documents

HOSTS = {"norway": r"https://docs\.amili\.dev/", "sweden": r"https://docs(-\w+)?\.amili\.se/"}
OVERLAYS = [f"{path.parent.name}/{path.name.partition('.')[0]}" for path in sorted(client.SPEC.glob("*/*.overlay.yaml"))]
# What pages call required, which is of what is sent.
REQUIRED = {
    "norway/arm": {"PaymentReservationInput": ["paymentId"]},
    "sweden/ada": {
        "CaseRegistrationInput": ["account", "creditor", "first_action", "currency"],
        "MediaUpload": ["file"],
        "CreditorPaymentInput": ["creditor", "currency", "amount", "bank_transaction_date", "origin"],
        "CreditorCancellationInput": ["creditor", "origin"],
        "CreditorCreditingInput": ["creditor", "currency", "amount", "origin"],
        "UserInput": ["name"],
    },
}


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


@pytest.mark.parametrize("name", documents.FROM_PAGES)
def test_every_operation_and_schema_names_its_page(name: str) -> None:
    spec = documents.merged(name)
    described = [operation.content for operation in coverage.operations(spec)] + list(spec["components"]["schemas"].values())

    assert all(re.match(HOSTS[name.partition("/")[0]], each["x-amili-source"]) for each in described)


@pytest.mark.parametrize("name", documents.FROM_PAGES)
def test_facts_hold_no_conclusions(name: str) -> None:
    spec = documents.facts(name)

    assert not [each for each in objects(spec) if each.get("x-amili-status") == "inferred"]
    required = {each: schema["required"] for each, schema in spec["components"]["schemas"].items() if "required" in schema}
    assert required == REQUIRED.get(name, {})


@pytest.mark.parametrize("name", documents.FROM_PAGES)
def test_answers_are_open_and_promise_nothing(name: str, schemas_below: Callable[..., set[str]]) -> None:
    merged = documents.merged(name)
    answered = schemas_below(merged, [response for each in coverage.operations(merged) for response in each.content["responses"].values()])
    for each, schema in merged["components"]["schemas"].items():
        assert each not in answered or "required" not in schema, each
        assert "enum" not in schema or schema["x-amili-enum"] in ("open", "complete"), each
        assert "x-amili-truncated" not in schema or schema["additionalProperties"] is True, each


@pytest.mark.parametrize("name", OVERLAYS)
def test_every_conclusion_has_its_reason(name: str) -> None:
    actions = (documents.overlay(name) or {})["actions"]
    reasons = [action["description"].strip() for action in actions]

    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in reasons if reason != "As above.")
    assert reasons[0] != "As above."


@pytest.mark.parametrize("name", documents.FROM_PAGES)
def test_only_what_was_inferred_as_a_whole_and_what_cannot_be_sent_without_guessing_say_why(name: str) -> None:
    merged = coverage.operations(documents.merged(name))
    documented = {each.content["operationId"] for each in coverage.operations(documents.facts(name))}
    whole = {each.content["operationId"] for each in merged} - documented
    guessed = {each.content["operationId"] for each in merged if each.content.get("requestBody", {}).get("x-amili-confidence") == "low"}

    said = {each.content["operationId"] for each in merged if each.content.get("x-amili-reason")}
    assert said == whole | guessed
    assert said == {each.content["operationId"] for each in merged if each.content.get("x-amili-status") == "inferred"}


def test_yaml_with_a_key_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")

    with pytest.raises(GenerationError, match=r"twice\.yaml is not YAML"):
        document.read_yaml(path)
