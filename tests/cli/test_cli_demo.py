"""`amili demo` and `amili sandbox`: what a newcomer types first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amili_ext.cli import demo as demo_module
from amili_ext.cli import options
from amili_ext.norway.collection.handle import BatchHandle
from amili_ext.sandbox import Fault, Sandbox
from amili_ext.testing import VirtualClock

from .conftest import Amili, only


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch, clock: VirtualClock) -> VirtualClock:
    """The demo on a clock that jumps."""
    monkeypatch.setattr(options, "make_clock", lambda: clock)
    monkeypatch.setattr(demo_module, "make_clock", lambda: clock)
    return clock


def test_the_demo_ends_well_and_names_what_failed(amili: Amili, jumping: VirtualClock) -> None:
    result = amili("demo")
    assert result.exit_code == 0
    assert "INV-2024-00123 │ failed  │ Invoice number already exists" in result.stdout
    assert result.stdout.count("│ failed") == 11
    assert "206 invoices in 3 batches: 195 succeeded, 11 failed" in result.stdout
    for step in ("POST /token", "202  batch", "QUEUED", "PARTIAL: 189 succeeded, 11 failed", "cut off: did it arrive?", "is adopted"):
        assert step in result.stdout
    assert result.stdout.count("cut off: did it arrive?") == 1
    assert "3 submissions, one of them cut off: 3 batches" in result.stdout
    assert "everything went as designed" in result.stdout.lower()
    assert jumping.slept


def test_the_demo_waits_no_longer_than_three_seconds(amili: Amili, jumping: VirtualClock) -> None:
    amili("demo")
    assert sum(jumping.slept) <= 3


def test_the_demo_as_json(amili: Amili, jumping: VirtualClock) -> None:
    document = only(amili("demo", "--json"))
    assert set(document) == {"ok", "exit_code", "submissions", "batches_in_sandbox", "surprises", "seconds", "report"}
    assert (document["ok"], document["submissions"], document["batches_in_sandbox"], document["surprises"]) == (True, 3, 3, [])
    assert document["report"]["counts"]["failed"] == 11
    assert [batch["adopted"] for batch in document["report"]["batches"]] == [False, False, True]


def test_the_demo_notices_when_something_is_not_as_designed(amili: Amili, jumping: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_module, "FAILURES", {**demo_module.FAILURES, "currency": 1})
    document = only(amili("demo", "--json"))
    assert document["ok"] is True  # fewer failures, and fewer are expected

    submissions: Callable[..., Any] = vars(demo_module)["_submissions"]

    def one_too_few(*arguments: Any) -> list[BatchHandle]:
        return list(submissions(*arguments))[:2]

    monkeypatch.setattr(demo_module, "_submissions", one_too_few)
    result = amili("demo")
    assert result.exit_code == 1
    assert "not as designed: the submission in doubt was not adopted" in result.stderr
    assert "went as designed" not in result.stdout


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sandbox, list[Fault]]]:
    """What `amili sandbox` would serve."""
    seen: list[tuple[Sandbox, list[Fault]]] = []

    def serve(sandbox: Sandbox, *, host: str, port: int, ready: Callable[[str], None]) -> None:
        seen.append((sandbox, sandbox.faults.active()))
        ready(f"http://{host}:{port}")

    monkeypatch.setattr("amili_ext.sandbox.server.serve", serve)
    # The package may have been asked for the name before.
    monkeypatch.setattr("amili_ext.sandbox.serve", serve, raising=False)
    return seen


def test_the_sandbox_says_what_to_set(amili: Amili, served: list[tuple[Sandbox, list[Fault]]]) -> None:
    usual = amili("sandbox").stdout
    assert "http://127.0.0.1:8420" in usual
    assert "export AMILI_NORWAY_ENVIRONMENT=sandbox" in usual
    assert "AMILI_NORWAY_AUTH_URL" not in usual
    elsewhere = only(amili("sandbox", "--json", "--port", "9001", "--host", "0.0.0.0"))  # noqa: S104 - nothing listens
    assert elsewhere["variables"] == {
        "AMILI_NORWAY_ENVIRONMENT": "sandbox",
        "AMILI_NORWAY_AUTH_URL": "http://127.0.0.1:9001",
        "AMILI_NORWAY_COLLECTION_URL": "http://127.0.0.1:9001/collection/v1",
    }


def test_the_sandbox_takes_its_settings(amili: Amili, served: list[tuple[Sandbox, list[Fault]]], tmp_path: Path) -> None:
    file = tmp_path / "sandbox.db"
    result = amili(
        *("sandbox", "--database", str(file), "--processing-delay", "2.5", "--latency", "0.25", "--listing-delay", "2"),
        *(
            "--token-lifetime",
            "60",
            "--ignore-idempotency",
            "--fault",
            "drop_after_commit:POST:/invoices",
            "--fault",
            "status::/token:times=3",
        ),
    )
    assert result.exit_code == 0
    [(sandbox, faults)] = served
    settings = sandbox.settings
    assert (settings.database, settings.processing_delay, settings.latency, settings.listing_delay) == (str(file), 2.5, 0.25, 2)
    assert (settings.token_lifetime, settings.honour_idempotency_header, settings.honour_idempotency_filter) == (60, False, False)
    assert [fault.kind.value for fault in faults] == ["drop_after_commit", "status"]
    amili("sandbox", "--ignore-idempotency-filter")
    assert served[1][0].settings.honour_idempotency_header is True
    assert served[1][0].settings.honour_idempotency_filter is False


def test_a_fault_that_there_is_not(amili: Amili, served: list[tuple[Sandbox, list[Fault]]]) -> None:
    result = amili("sandbox", "--fault", "earthquake")
    assert result.exit_code == 2
    assert "drop_after_commit" in result.stderr
    assert served == []


def test_a_port_that_is_taken(amili: Amili) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = amili("sandbox", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 3
    assert "cannot listen" in result.stderr
