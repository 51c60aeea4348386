"""Recording: the same bytes every time, nothing written that should not be, and from Amili as well as from the sandbox."""

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
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from amili_ext._http import in_process_transport
from amili_ext.flow import Reply
from amili_ext.flow import Request as Outgoing
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.testing import VirtualClock, handler
from tests.cassettes import record as recorder
from tests.cassettes.catalogue import SCENARIOS
from tests.cassettes.record import UnexpectedSummaryError, record, remote_studio
from tests.cassettes.replay import replay
from tests.cassettes.scanner import scan_file
from tests.cassettes.scenario import Scenario
from tests.cassettes.tape import CASSETTES, path_of

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

WORKFLOW = SCENARIOS[0]
GATEWAY = next(scenario for scenario in SCENARIOS if scenario.name == "norway/collection/gateway_page")
ORGANIZATION = "0f0f0f0f-1111-4222-8333-444444444444"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_recording_again_writes_the_same_bytes(scenario: Scenario, tmp_path: Path) -> None:
    committed = path_of(scenario.name)
    if f"recorded_from: {scenario.country.environment}" in committed.read_text("utf-8"):
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


# -- Amili's own test environments, for which a sandbox with other credentials stands in here


PRIVATE_KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC_PEM = PRIVATE_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
PRIVATE_PEM = PRIVATE_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
ENVIRONMENT = {
    "AMILI_NORWAY_CLIENT_ID": "acme-erp",
    "AMILI_NORWAY_CLIENT_SECRET": "hunter2-hunter2",
    "AMILI_NORWAY_ORGANIZATION_ID": ORGANIZATION,
    "AMILI_NORWAY_COLLECTION_URL": "https://api.amili.no/collection/v1",
    "AMILI_SWEDEN_API_CODE": "acme-code",
    "AMILI_SWEDEN_PRIVATE_KEY": PRIVATE_PEM,
    "AMILI_SWEDEN_BASE_URL": "https://api.amili.se",
}
HOSTS = {"auth.staging.amili.no", "api.staging.amili.no", "api-sandbox.amili.se"}


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Records from a server that is not the recorder's own: it sets cookies, and nothing about it is published."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    clock = VirtualClock()
    numbers = count(10**30)
    settings = SandboxSettings(
        client_id="acme-erp",
        client_secret="hunter2-hunter2",
        organizations=(ORGANIZATION,),
        processing_delay=2,
        sweden=SwedenSettings(public_keys={"acme-code": PUBLIC_PEM}),
    )
    addresses: list[str] = []
    with Sandbox(settings, clock=clock.time, new_id=lambda: UUID(int=next(numbers))) as sandbox:

        def answer(request: Outgoing) -> Reply:
            addresses.append(request.url)
            swedish = "api-sandbox.amili.se"  # the sandbox has both countries on one host
            reply = handler(sandbox)(evolve(request, url=request.url.replace(swedish, f"{swedish}/ada")))
            return evolve(reply, headers={**reply.headers, "set-cookie": "session=hunter2", "x-served-by": "node-7"})

        with httpx.Client(transport=in_process_transport(answer)) as http:

            def recorded(scenario: Scenario) -> Path:
                return record(scenario, partial(remote_studio, http_client=http, clock=clock), tmp_path)

            yield recorded
    assert {address.split("/")[2] for address in addresses} <= HOSTS


ANYWHERE = [scenario for scenario in SCENARIOS if not scenario.sandbox_only]


@pytest.mark.parametrize("scenario", ANYWHERE, ids=[scenario.name for scenario in ANYWHERE])
def test_a_recording_from_elsewhere_is_scrubbed_and_replays(scenario: Scenario, elsewhere: Any, tmp_path: Path) -> None:
    scenario = evolve(scenario, expected=LATER.get(scenario.name, scenario.expected))
    path = elsewhere(scenario)
    text = path.read_text("utf-8")
    assert f"Recorded from {scenario.country.place} by" in text
    assert not [word for word in ("hunter2", "acme", "node-7", "sandbox-0") if word in text]
    assert scan_file(path) == []
    for asynchronous in (False, True):
        assert replay(scenario, asynchronous=asynchronous, folder=tmp_path).summary == scenario.expected


LATER = {
    "sweden/ada/case": {
        **next(scenario.expected for scenario in SCENARIOS if scenario.name == "sweden/ada/case"),
        "address ends": "2026-01-01T01:00:00+00:00",
    }
}
"""What follows from when it is recorded."""


def test_a_second_recording_from_elsewhere_hands_over_other_invoices(elsewhere: Any) -> None:
    first, second = handed_over(elsewhere(WORKFLOW)), handed_over(elsewhere(WORKFLOW))
    assert len(first) == len(second) == 2
    assert first.isdisjoint(second)


def handed_over(path: Path) -> set[str]:
    bodies = [exchange["request"]["body"] for exchange in yaml.safe_load(path.read_text("utf-8"))["interactions"]]
    return {invoice["invoiceNumber"] for body in bodies if body.startswith("{") for invoice in json.loads(body)["invoices"]}


@pytest.mark.parametrize(
    ("environment", "country", "skipped"),
    [
        ("staging", "norway/", "skipped   norway/collection/partial: its invoices fail by rules of the sandbox"),
        ("amili_sandbox", "sweden/", "skipped   sweden/ada/onboarding_at_once: it creates or changes companies, which stay"),
    ],
)
def test_with_credentials_what_needs_the_sandbox_is_skipped_and_said(
    environment: str, country: str, skipped: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, object]] = []

    def note(scenario: Scenario, studio: object, folder: Path) -> Path:
        asked.append((scenario.name, studio))
        return path_of(scenario.name, folder)

    monkeypatch.setattr(recorder, "record", note)
    monkeypatch.setenv("AMILI_RECORD", environment)
    said: list[str] = []
    recorder.main([], said.append, tmp_path)
    assert {studio for _, studio in asked} == {remote_studio}
    assert [name for name, _ in asked] == [scenario.name for scenario in ANYWHERE if scenario.name.startswith(country)]
    assert skipped in said


def test_an_environment_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AMILI_RECORD", "production")
    with pytest.raises(SystemExit, match="one of staging, amili_sandbox, not 'production'"):
        recorder.main([], folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_single_cassettes_can_be_recorded(tmp_path: Path) -> None:
    said: list[str] = []
    recorder.main(["collection/batch_not_found"], said.append, tmp_path)
    assert said == ["recorded  norway/collection/batch_not_found.yaml from the sandbox"]
    assert [path.stem for path in tmp_path.rglob("*.yaml")] == ["batch_not_found"]
