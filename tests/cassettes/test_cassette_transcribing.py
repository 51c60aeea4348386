"""What is transcribed from the documentation: the same bytes every time, word for word, and in agreement with the vendored documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
import yaml
from vcr.request import Request

from tests.cassettes.catalogue import TRANSCRIBED
from tests.cassettes.norway import arm_steps
from tests.cassettes.norway.arm_scenarios import CUSTOMERS
from tests.cassettes.norway.scenarios import EXAMPLE
from tests.cassettes.pages import exchanges
from tests.cassettes.scenario import Scenario
from tests.cassettes.tape import CASSETTES, path_of
from tests.cassettes.transcribe import transcribe


@pytest.mark.parametrize("scenario", TRANSCRIBED, ids=[scenario.name for scenario in TRANSCRIBED])
def test_a_transcribed_cassette_is_what_the_script_makes(scenario: Scenario, tmp_path: Path) -> None:
    assert transcribe(scenario, tmp_path).read_bytes() == path_of(scenario.name).read_bytes()


def test_the_page_is_transcribed_completely_and_agrees_with_the_spec() -> None:
    found = printed(EXAMPLE)
    assert [(request.method, response["status"]["code"]) for request, response in found] == [("POST", 200), ("POST", 202), ("GET", 200)]
    collection, identiverse = (spec(f"norway/{name}") for name in ("collection", "identiverse"))
    token = identiverse["paths"]["/token"]["post"]
    create = collection["paths"]["/orgs/{organizationId}/invoices"]["post"]
    read = collection["paths"]["/batches/{batchId}"]["get"]
    assert [said(response) for _, response in found] == [answer(token, "200"), answer(create, "202"), answer(read, "200")]
    assert json.loads(found[1][0].body) == example(create["requestBody"])


def test_the_list_of_customers_agrees_with_the_spec() -> None:
    [(request, response)] = printed(CUSTOMERS)
    assert (request.method, request.path) == ("GET", "/arm/v1/clients/2218/customers")
    assert said(response) == answer(spec("norway/arm")["paths"]["/clients/{clientno}/customers"]["get"], "200")


def test_the_batch_of_documents_goes_out_as_its_page_prints_it() -> None:
    exchanged = yaml.safe_load(path_of("norway/arm/documents").read_text("utf-8"))["interactions"]
    [body] = [one["request"]["body"] for one in exchanged if one["request"]["uri"].endswith("/documents/batches")]
    printed_there = example(spec("norway/arm")["paths"]["/clients/{clientno}/documents/batches"]["post"]["requestBody"])
    assert json.loads(body) == json.loads(arm_steps.PRINTED.read_text("utf-8")) == printed_there


SWEDISH = [scenario for scenario in TRANSCRIBED if scenario.name.startswith("sweden/")]
EXCHANGES = {
    "actions": [
        ("POST", "/creditor--payments", "201"),
        ("POST", "/creditor--creditings", "201"),
        ("POST", "/creditor--cancellations", "201"),
    ],
    "case_registration": [("POST", "/case--registrations", "201")],
    "documents": [
        ("GET", "/partners/{partnerId}", "200"),
        ("GET", "/accounts/{accountId}", "200"),
        ("GET", "/creditors/{creditorId}", "200"),
        ("GET", "/cases/{caseId}", "200"),
        ("GET", "/customers/{customerId}", "200"),
        ("GET", "/invoices/{id}", "200"),
    ],
    "error": [("POST", "/case--registrations", "422")],
    "invoice_registration": [("POST", "/invoice--registrations", "201")],
    "lists": [("GET", "/finance--payout-specifications", "200"), ("GET", "/finance--payouts", "200"), ("GET", "/creditors", "200")],
    "media_upload": [("POST", "/media--upload/{reference_id}", "201")],
    "user": [("POST", "/users", "201")],
}
OTHERWISE = {("lists", 0), ("lists", 1), ("lists", 2), ("error", 0), ("media_upload", 0)}
"""Where the document has the example of one item only, or none for this operation."""

NEWER = {("actions", 0)}
"""Where the document has the request of a newer page, which prints no answer."""


@pytest.mark.parametrize("scenario", SWEDISH, ids=[scenario.name for scenario in SWEDISH])
def test_what_the_swedish_pages_print_agrees_with_the_spec(scenario: Scenario) -> None:
    name = scenario.name.rpartition("/")[2].removesuffix(".transcribed")
    found = printed(scenario)
    assert len(found) == len(EXCHANGES[name])
    for index, ((method, path, status), (request, response)) in enumerate(zip(EXCHANGES[name], found, strict=True)):
        assert (request.method, response["status"]["code"]) == (method, int(status))
        assert re.fullmatch(re.sub(r"\{\w+\}", r"[^/]+", path), request.path)
        if (name, index) in OTHERWISE:
            continue
        operation = spec("sweden/ada")["paths"][path][method.lower()]
        assert said(response) == answer(operation, status)
        if method == "POST" and (name, index) not in NEWER:
            # Crediting, as the page prints it, names the account too, which the document leaves out as read-only.
            assert {"account": ANY, **example(operation["requestBody"])} == {"account": ANY, **json.loads(request.body)}


def test_the_lists_and_the_error_agree_with_the_spec_too() -> None:
    document = spec("sweden/ada")
    lines, payouts, _ = (said(response) for _, response in printed(by_name("lists")))
    assert lines["_items"] == [answer(document["paths"]["/finance--payout-specifications/{id}"]["get"], "200")]
    assert payouts["_items"] == [answer(document["paths"]["/finance--payouts/{id}"]["get"], "200")]
    [(_, response)] = printed(by_name("error"))
    assert said(response) in document["components"]["schemas"]["ErrorBody"]["examples"]


def test_the_wrong_weekdays_of_the_pages_are_on_cassettes_and_none_of_ours_is() -> None:
    wrong = {path.name: set(wrong_weekdays(path.read_text("utf-8"))) for path in CASSETTES.rglob("*.yaml")}
    assert {name: dates for name, dates in wrong.items() if dates} == {
        "documents.transcribed.yaml": {
            "Tue, 25 Jun 2025 00:00:00 GMT",
            "Mon, 30 Aug 2025 07:06:05 GMT",
            "Sun, 30 Aug 2025 17:41:07 GMT",
            "Tue, 29 Sep 2025 17:41:07 GMT",
        },
        "invoice_registration.transcribed.yaml": {"Wed, 21 Jan 2024 10:11:22 GMT"},
    }


def wrong_weekdays(text: str) -> Iterator[str]:
    for weekday, rest in re.findall(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT)", text):
        day = datetime.strptime(rest, ", %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
        if weekday != ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]:
            yield weekday + rest


def by_name(name: str) -> Scenario:
    return next(scenario for scenario in TRANSCRIBED if scenario.name.endswith(f"/{name}.transcribed"))


def printed(scenario: Scenario) -> list[tuple[Request, dict[str, Any]]]:
    assert scenario.printed is not None
    return list(exchanges(scenario.printed.read_text("utf-8"), "https://example.com"))


@cache
def spec(name: str) -> Any:
    return yaml.safe_load((CASSETTES.parent / f"spec/{name}.yaml").read_text("utf-8"))


def said(response: dict[str, Any]) -> Any:
    return json.loads(response["body"]["string"])


def answer(operation: dict[str, Any], status: str) -> Any:
    return example(operation["responses"][status])


def example(content: dict[str, Any]) -> Any:
    kind = content["content"]["application/json"]
    return kind["example"] if "example" in kind else next(iter(kind["examples"].values()))["value"]


@pytest.mark.parametrize(
    "page",
    [
        'POST https://auth.amili.no/token\nContent-Type: text/plain\nX: y\n\nhello\n\nResponse#\n\n{\n  "a": 1\n}\n',
        "URL: POST /token\n\nHeaders:\n\nContent-Type: text/plain\nX: y\n\nRequest Body:\n\nhello\n\nResponse Code: 200 OK\n\n"
        'Response Body:\n\n{\n  "a": 1\n  [cut off here]\n}\n',
    ],
)
def test_a_transcribed_request_is_word_for_word(page: str) -> None:
    [(request, response)] = exchanges(page, "https://auth.amili.no")
    assert (request.uri, request.body, dict(request.headers)) == (
        "https://auth.amili.no/token",
        b"hello",
        {"Content-Type": "text/plain", "X": "y"},
    )
    assert response["status"] == {"code": 200, "message": "OK"}
    assert response["body"]["string"] == b'{\n  "a": 1\n}\n'
