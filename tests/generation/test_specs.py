"""The rules that `spec/README.md` sets for every document.

Each document against its pages is in `test_spec_norway`, `test_spec_arm` and `test_spec_ada`.
"""

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


@pytest.mark.parametrize("path", OVERLAYS)
def test_every_conclusion_has_its_reason(path: Path) -> None:
    actions = document.read_yaml(path)["actions"]
    reasons = [action["description"].strip() for action in actions]

    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in reasons if reason != "As above.")
    assert reasons[0] != "As above."


@pytest.mark.parametrize("path", SPECS)
def test_only_what_was_inferred_as_a_whole_and_what_cannot_be_sent_without_guessing_say_why(path: Path) -> None:
    merged = coverage.operations(document.load(path))
    documented = {each.content["operationId"] for each in coverage.operations(document.read_yaml(path))}
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
