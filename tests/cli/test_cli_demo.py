"""`amili demo` and `amili sandbox`: what a newcomer types first."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from amili_ext.cli import demo as demo_module
from amili_ext.cli import options
from amili_ext.cli.norway import demo as norwegian
from amili_ext.cli.sweden import demo as swedish
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus
from amili_ext.sandbox import Fault, Sandbox, SwedenSettings, WebhookSettings
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
    assert result.stdout.count("cut off: did it arrive?") == 2
    assert "3 submissions, one of them cut off: 3 batches" in result.stdout
    assert "everything went as designed" in result.stdout.lower()
    assert jumping.slept


def test_the_demo_waits_no_longer_than_eight_seconds(amili: Amili, jumping: VirtualClock) -> None:
    amili("demo")
    assert sum(jumping.slept) <= 8


def test_the_demo_as_json(amili: Amili, jumping: VirtualClock) -> None:
    document = only(amili("demo", "--json"))
    assert set(document) == {"ok", "exit_code", "submissions", "batches_in_sandbox", "surprises", "seconds", "report", "followed", "sweden"}
    assert (document["ok"], document["submissions"], document["batches_in_sandbox"], document["surprises"]) == (True, 3, 3, [])
    assert document["report"]["counts"]["failed"] == 11
    assert [batch["adopted"] for batch in document["report"]["batches"]] == [False, False, True]


def test_what_follows_the_hand_over(amili: Amili, jumping: VirtualClock) -> None:
    result = amili("demo")
    shown = result.stdout[result.stdout.index("One debtor has paid") : result.stdout.index("Sweden: sign in")]
    for step in ("POST …/payments", "/pause", "is PAUSED: done", "/resume", "is OPEN: done", "settlement ", "│ settled"):
        assert step in shown, step
    for person in ("Kari", "Nordmann", "Eksempelsen"):
        assert person not in result.output


def test_what_follows_as_json(amili: Amili, jumping: VirtualClock) -> None:
    followed = only(amili("demo", "--json"))["followed"]
    assert set(followed) == {"case_number", "paused", "resumed", "payments", "settlements", "traces"}
    assert (followed["paused"], followed["resumed"], followed["payments"], followed["settlements"]) == ("done", "done", 1, 1)
    assert list(followed["traces"].values()) == ["open", "closed", "settled"]


@pytest.mark.parametrize(
    ("changes", "surprise"),
    [
        (lambda played: {"paused": evolve(played.paused, status=ActionStatus.PENDING)}, "a case was not paused"),
        (lambda played: {"resumed": evolve(played.resumed, status=ActionStatus.REFUSED)}, "a paused case did not go on"),
        (lambda played: {"payment": evolve(played.payment, outcomes=())}, "a payment was not registered"),
        (lambda played: {"settlements": []}, "there is not one settlement"),
        (lambda played: {"traces": played.traces[:2]}, "an invoice does not stand where it should"),
    ],
)
def test_the_demo_notices_what_follows(
    amili: Amili, jumping: VirtualClock, monkeypatch: pytest.MonkeyPatch, changes: Callable[[Any], dict[str, Any]], surprise: str
) -> None:
    right: Callable[..., Any] = vars(norwegian)["_followed"]

    def other(*arguments: Any) -> Any:
        played = right(*arguments)
        return played._replace(**changes(played))

    monkeypatch.setattr(norwegian, "_followed", other)
    document = only(amili("demo", "--json"))
    assert (document["ok"], document["surprises"]) == (False, [surprise])


def test_the_swedish_part_from_signing_in_to_a_payout(amili: Amili, jumping: VirtualClock) -> None:
    result = amili("demo")
    shown = result.stdout[result.stdout.index("Sweden: sign in") :]
    for step in (
        "GET  /ada/authenticates/api-code",
        "POST /ada/case--registrations",
        "debt 778899: case ",
        "debt INV-2025-003: case ",
        "201  stored",
        "found: invoice INV-2026-001 is adopted",
        "201  completed, 125.0 settled",
        "200  closed",
        "the case is closed",
        "creditor_commission │ debt_collection",
    ):
        assert step in shown, step
    assert shown.count("POST /ada/invoice--registrations") == 1
    assert shown.count("POST /ada/media--upload/") == 2
    for person in ("Jane", "Anna", "202501012385"):
        assert person not in result.output


def test_the_swedish_part_as_json(amili: Amili, jumping: VirtualClock) -> None:
    played = only(amili("demo", "--json"))["sweden"]
    assert set(played) == {"cases", "uploads", "adopted", "credited", "paid", "closed", "payouts", "paid_out", "adds_up"}
    assert [one["invoice_number"] for one in played["cases"]] == ["778899", "INV-2025-003"]
    assert all(len(one["ocr_number"]) == 20 and len(one["case_id"]) == 24 for one in played["cases"])
    assert (played["uploads"], played["adopted"], played["closed"], played["payouts"], played["adds_up"]) == (2, True, True, 2, True)
    # 250 kronor of capital; a commission of 180 and 25 % VAT on it
    assert (float(played["credited"]), float(played["paid"]), float(played["paid_out"])) == (125, 250, 250 + 180 * 1.25)


def test_the_demo_notices_when_something_is_not_as_designed(amili: Amili, jumping: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(norwegian, "FAILURES", {**norwegian.FAILURES, "currency": 1})
    document = only(amili("demo", "--json"))
    assert document["ok"] is True  # fewer failures, and fewer are expected

    submissions: Callable[..., Any] = vars(norwegian)["_submissions"]

    def one_too_few(*arguments: Any) -> list[BatchHandle]:
        return list(submissions(*arguments))[:2]

    monkeypatch.setattr(norwegian, "_submissions", one_too_few)
    result = amili("demo")
    assert result.exit_code == 1
    assert "not as designed: the submission in doubt was not adopted" in result.stderr
    assert "went as designed" not in result.stdout


@pytest.mark.parametrize(
    ("step", "other", "surprise"),
    [
        ("_registered", lambda made: evolve(made, debts=made.debts[:1] * 2), "a debt has no case or no OCR number of its own"),
        ("_attached", lambda made: [*made[:1], "0" * 64], "an original invoice did not arrive as it was sent"),
        ("_in_doubt", lambda made: (made[0], 2), "the invoice in doubt was not adopted, or is there twice"),
        ("_in_doubt", lambda made: (evolve(made[0], adopted=False), 1), "the invoice in doubt was not adopted, or is there twice"),
        ("_credited", lambda made: evolve(made, settled_amount=Decimal(1)), "the crediting was not settled"),
        ("_paid", lambda made: (made[0], evolve(made[1], closed=None)), "the payment did not close the case"),
        ("_paid_out", lambda made: evolve(made, mismatches=("something",)), "the payouts do not add up"),
        ("_paid_out", lambda made: evolve(made, by_category={}), "the payouts do not add up"),
    ],
)
def test_the_demo_notices_in_sweden(
    amili: Amili, jumping: VirtualClock, monkeypatch: pytest.MonkeyPatch, step: str, other: Callable[[Any], Any], surprise: str
) -> None:
    right: Callable[..., Any] = vars(swedish)[step]
    monkeypatch.setattr(swedish, step, lambda *arguments: other(right(*arguments)))
    document = only(amili("demo", "--json"))
    assert (document["ok"], document["exit_code"]) == (False, 1)
    assert surprise in document["surprises"]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sandbox, list[Fault]]]:
    """What `amili sandbox` would serve."""
    seen: list[tuple[Sandbox, list[Fault]]] = []

    def serve(sandbox: Sandbox, *, host: str, port: int, ready: Callable[[str], None]) -> None:
        seen.append((sandbox, sandbox.faults.active()))
        ready(f"http://{host}:{port}")

    # The package keeps the name when it is first asked for it, so it is asked before the name means something else.
    monkeypatch.setattr("amili_ext.sandbox.serve", serve)
    monkeypatch.setattr("amili_ext.sandbox.server.serve", serve)
    return seen


def test_the_sandbox_says_what_to_set(amili: Amili, served: list[tuple[Sandbox, list[Fault]]]) -> None:
    usual = amili("sandbox").stdout
    assert "http://127.0.0.1:8420" in usual
    assert "export AMILI_NORWAY_ENVIRONMENT=sandbox" in usual
    assert "export AMILI_SWEDEN_ENVIRONMENT=sandbox" in usual
    assert "AMILI_NORWAY_AUTH_URL" not in usual
    assert "AMILI_SWEDEN_BASE_URL" not in usual
    elsewhere = only(amili("sandbox", "--json", "--port", "9001", "--host", "0.0.0.0"))  # noqa: S104 - nothing listens
    assert elsewhere["variables"] == {
        "AMILI_NORWAY_ENVIRONMENT": "sandbox",
        "AMILI_NORWAY_AUTH_URL": "http://127.0.0.1:9001",
        "AMILI_NORWAY_COLLECTION_URL": "http://127.0.0.1:9001/collection/v1",
        "AMILI_SWEDEN_ENVIRONMENT": "sandbox",
        "AMILI_SWEDEN_BASE_URL": "http://127.0.0.1:9001/ada",
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
    assert settings.sweden == SwedenSettings(token_lifetime=60, example_cases=True)
    amili("sandbox", "--initialization-delay", "3", "--payout-delay", "4", "--rate-limit")
    expected = SwedenSettings(initialization_delay=3, payout_delay=4, rate_limit=True, example_cases=True)
    assert served.pop()[0].settings.sweden == expected
    amili("sandbox", "--ignore-idempotency-filter")
    assert served[1][0].settings.honour_idempotency_header is True
    assert served[1][0].settings.honour_idempotency_filter is False


def test_the_sandbox_posts_webhooks_with_a_secret_that_both_sides_know(
    amili: Amili, served: list[tuple[Sandbox, list[Fault]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "http://127.0.0.1:9000/hook"
    known = only(amili("sandbox", "--json", "--webhook", url, "--fault", "webhook_lost"))
    assert known["variables"]["AMILI_NORWAY_WEBHOOK_SECRET"] == "whsec-sandbox"
    [(sandbox, faults)] = served
    assert sandbox.settings.webhooks == WebhookSettings(url=url, secret="whsec-sandbox")
    assert [fault.kind.value for fault in faults] == ["webhook_lost"]

    monkeypatch.setenv("AMILI_NORWAY_WEBHOOK_SECRET", "hush-hush")
    own = amili("sandbox", "--webhook", url, "--webhook-encoding", "base64")
    assert served.pop()[0].settings.webhooks == WebhookSettings(url=url, secret="hush-hush", encoding="base64")
    assert "SECRET" not in own.output
    assert "hush-hush" not in own.output

    amili("sandbox")
    assert served.pop()[0].settings.webhooks is None


def test_an_address_that_nothing_can_be_posted_to(amili: Amili, served: list[tuple[Sandbox, list[Fault]]]) -> None:
    result = amili("sandbox", "--webhook", "localhost:9000")
    assert result.exit_code == 3
    assert "such as http://" in result.stderr
    assert served == []


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
