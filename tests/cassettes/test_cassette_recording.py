"""Recording: the same bytes every time, nothing written that should not be, and staging as well as the sandbox."""

from __future__ import annotations

import json
import random
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import yaml
from attrs import evolve
from vcr.request import Request

from amili_ext._http import in_process_transport
from amili_ext.flow import Reply
from amili_ext.flow import Request as Outgoing
from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.testing import VirtualClock, handler
from tests.cassettes import record as recorder
from tests.cassettes import transcribe
from tests.cassettes.record import UnexpectedSummaryError, record, staging_studio
from tests.cassettes.replay import replay
from tests.cassettes.scanner import scan_file
from tests.cassettes.scenarios import EXAMPLE, SCENARIOS, Scenario
from tests.cassettes.tape import CASSETTES, path_of

WORKFLOW = SCENARIOS[0]
GATEWAY = next(scenario for scenario in SCENARIOS if scenario.name == "norway/collection/gateway_page")
ORGANIZATION = "0f0f0f0f-1111-4222-8333-444444444444"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_recording_again_writes_the_same_bytes(scenario: Scenario, tmp_path: Path) -> None:
    committed = path_of(scenario.name)
    if "recorded_from: staging" in committed.read_text("utf-8"):
        committed = record(scenario, folder=tmp_path / "first")
    again = record(scenario, folder=tmp_path / "second")
    assert again.read_bytes() == committed.read_bytes(), "client or sandbox behave differently now: look, then record anew"


@pytest.mark.parametrize("dice", [4, 5])
def test_chance_has_no_part_in_it(dice: int, tmp_path: Path) -> None:
    # Two pauses of random length come before its third look, which these dice put before and after the turn of a second.
    random.seed(dice)
    before = random.getstate()
    again = record(GATEWAY, folder=tmp_path)
    assert again.read_bytes() == path_of(GATEWAY.name).read_bytes()
    assert random.getstate() == before, "the dice of others were touched"


def test_a_scenario_that_ends_otherwise_writes_nothing(tmp_path: Path) -> None:
    old = path_of(WORKFLOW.name, tmp_path)
    old.parent.mkdir(parents=True)
    old.write_text("the old one", "utf-8")
    with pytest.raises(UnexpectedSummaryError, match="workflow ended with"):
        record(evolve(WORKFLOW, expected={}), folder=tmp_path)
    assert [path.read_text("utf-8") for path in tmp_path.rglob("*.*")] == ["the old one"]


def test_bodies_are_text() -> None:
    for path in CASSETTES.rglob("*.yaml"):
        for exchange in yaml.safe_load(path.read_text("utf-8"))["interactions"]:
            assert isinstance(exchange["request"]["body"], str)
            assert isinstance(exchange["response"]["body"]["string"], str)


# -- staging, for which a sandbox with other credentials stands in here


@pytest.fixture
def staging(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Records from a server that is not the recorder's own: it sets cookies, and nothing about it is published."""
    monkeypatch.setenv("AMILI_NORWAY_CLIENT_ID", "acme-erp")
    monkeypatch.setenv("AMILI_NORWAY_CLIENT_SECRET", "hunter2-hunter2")
    monkeypatch.setenv("AMILI_NORWAY_ORGANIZATION_ID", ORGANIZATION)
    monkeypatch.setenv("AMILI_NORWAY_COLLECTION_URL", "https://api.amili.no/collection/v1")
    clock = VirtualClock()
    numbers = count(10**30)
    settings = SandboxSettings(client_id="acme-erp", client_secret="hunter2-hunter2", organizations=(ORGANIZATION,), processing_delay=2)
    addresses: list[str] = []
    with Sandbox(settings, clock=clock.time, new_id=lambda: UUID(int=next(numbers))) as sandbox:

        def answer(request: Outgoing) -> Reply:
            addresses.append(request.url)
            reply = handler(sandbox)(request)
            return evolve(reply, headers={**reply.headers, "set-cookie": "session=hunter2", "x-served-by": "node-7"})

        with httpx.Client(transport=in_process_transport(answer)) as http:

            def recorded(scenario: Scenario) -> Path:
                return record(scenario, partial(staging_studio, http_client=http, clock=clock), tmp_path)

            yield recorded
    assert {address.split("/")[2] for address in addresses} == {"auth.staging.amili.no", "api.staging.amili.no"}


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS if not scenario.sandbox_only])
def test_a_recording_from_staging_is_scrubbed_and_replays(name: str, staging: Any, tmp_path: Path) -> None:
    scenario = next(scenario for scenario in SCENARIOS if scenario.name == name)
    path = staging(scenario)
    text = path.read_text("utf-8")
    assert "Recorded from Amili's staging" in text
    assert not [word for word in ("hunter2", "acme", "node-7", "sandbox-") if word in text]
    assert scan_file(path) == []
    for asynchronous in (False, True):
        assert replay(scenario, asynchronous=asynchronous, folder=tmp_path).summary == scenario.expected


def test_a_second_recording_from_staging_hands_over_other_invoices(staging: Any) -> None:
    first, second = handed_over(staging(WORKFLOW)), handed_over(staging(WORKFLOW))
    assert len(first) == len(second) == 2
    assert first.isdisjoint(second)


def handed_over(path: Path) -> set[str]:
    bodies = [exchange["request"]["body"] for exchange in yaml.safe_load(path.read_text("utf-8"))["interactions"]]
    return {invoice["invoiceNumber"] for body in bodies if body.startswith("{") for invoice in json.loads(body)["invoices"]}


def test_with_credentials_what_needs_the_sandbox_is_skipped_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[str, object]] = []

    def note(scenario: Scenario, studio: object, folder: Path) -> Path:
        asked.append((scenario.name, studio))
        return path_of(scenario.name, folder)

    monkeypatch.setattr(recorder, "record", note)
    monkeypatch.setenv("AMILI_RECORD", "staging")
    said: list[str] = []
    recorder.main([], said.append, tmp_path)
    assert {studio for _, studio in asked} == {staging_studio}
    assert [name for name, _ in asked] == [scenario.name for scenario in SCENARIOS if not scenario.sandbox_only]
    assert "skipped   norway/collection/partial: its invoices fail by rules of the sandbox" in said


def test_single_cassettes_can_be_recorded(tmp_path: Path) -> None:
    said: list[str] = []
    recorder.main(["collection/batch_not_found"], said.append, tmp_path)
    assert said == ["recorded  norway/collection/batch_not_found.yaml from the sandbox"]
    assert [path.stem for path in tmp_path.rglob("*.yaml")] == ["batch_not_found"]


# -- the transcribed one


def test_the_transcribed_cassette_is_what_the_script_makes(tmp_path: Path) -> None:
    assert transcribe.main(tmp_path).read_bytes() == path_of(EXAMPLE.name).read_bytes()


def test_the_page_is_transcribed_completely_and_agrees_with_the_spec() -> None:
    text = Path(transcribe.__file__).with_name("example_workflow.txt").read_text("utf-8")
    exchanges = list(transcribe.exchanges(text))
    assert [(request.method, response["status"]["code"]) for request, response in exchanges] == [("POST", 200), ("POST", 202), ("GET", 200)]
    collection, identiverse = (
        yaml.safe_load((CASSETTES.parent / f"spec/norway/{name}.yaml").read_text("utf-8")) for name in ("collection", "identiverse")
    )
    token = identiverse["paths"]["/token"]["post"]
    create = collection["paths"]["/orgs/{organizationId}/invoices"]["post"]
    read = collection["paths"]["/batches/{batchId}"]["get"]
    assert [said(response) for _, response in exchanges] == [example(token, "200"), example(create, "202"), example(read, "200")]
    assert json.loads(exchanges[1][0].body) == create["requestBody"]["content"]["application/json"]["example"]


def said(response: dict[str, Any]) -> Any:
    return json.loads(response["body"]["string"])


def example(operation: dict[str, Any], status: str) -> Any:
    return operation["responses"][status]["content"]["application/json"]["example"]


def test_a_transcribed_request_is_word_for_word() -> None:
    page = 'POST https://auth.amili.no/token\nContent-Type: text/plain\nX: y\n\nhello\n\nResponse#\n\n{\n  "a": 1\n}\n'
    [(request, response)] = transcribe.exchanges(page)
    assert isinstance(request, Request)
    assert (request.uri, request.body, dict(request.headers)) == (
        "https://auth.amili.no/token",
        b"hello",
        {"Content-Type": "text/plain", "X": "y"},
    )
    assert response["body"]["string"] == b'{\n  "a": 1\n}\n'
