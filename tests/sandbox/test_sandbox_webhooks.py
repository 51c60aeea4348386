"""What a webhook of the sandbox holds, and which of what happens in the sandbox it tells of."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from amili_ext.errors import ConfigurationError
from amili_ext.sandbox import Delivery, Sandbox, SandboxSettings, WebhookSettings
from amili_ext.sandbox.norway.events import Events

from .conftest import ORGANIZATION, Caller, FakeClock
from .posts import START, URL, Post

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]

ID, ORG, OTHER = "897e1f80-ceb5-4b58-a2aa-c895aff6ce3e", "db6a7ff4-3a20-4042-b271-a9485ded6334", "4a86b85e-a3c3-4299-b9e6-202d1096b990"
PAGE = [
    ("BATCH_COMPLETED", "type", {"batchId": OTHER, "organizationId": ORG, "status": "SUCCESS"}),
    (
        "SETTLEMENT_CREATED",
        "type",
        {
            "settlementId": OTHER,
            "organizationId": ORG,
            "settlementDate": "2025-08-15",
            "invoiceId": OTHER,
            "invoiceNumber": "1234567",
            "caseNumber": "1234567",
        },
    ),
    (
        "CASE",
        "eventType",
        {"orgId": ORG, "caseId": OTHER, "caseNumber": "5000001", "type": "COLLECTION_NOTICE", "status": "OPEN", "invoices": [OTHER]},
    ),
    (
        "CASE_UPDATED",
        "eventType",
        {
            "orgId": ORG,
            "caseId": OTHER,
            "caseNumber": "5000001",
            "type": "COLLECTION_NOTICE",
            "status": "PAUSED",
            "invoices": [OTHER, ID],
            "fields": ["amounts", "status", "type", "description"],
        },
    ),
]


@pytest.mark.parametrize(("event", "naming", "data"), PAGE, ids=[one[0] for one in PAGE])
def test_envelope_of_the_page(event: str, naming: str, data: dict[str, Any]) -> None:
    post = Post()
    Events(post.store.database, lambda: UUID(ID)).add(event, data, datetime(2025, 8, 15, 11, 42, 0, 999_999, tzinfo=UTC))
    post.clock.now = datetime(2025, 8, 15, 11, 43, tzinfo=UTC)
    post.now()
    [delivery] = post.seen
    expected = {"id": ID, naming: event, "source": "COLLECTION", "timeStamp": "2025-08-15T11:42:00Z", "data": data}
    assert list(json.loads(delivery.body).items()) == list(expected.items()), "and in the page's order"
    assert delivery.url == URL
    assert set(delivery.headers) == {"Content-Type", "X-Amili-Event", "IdempotencyKey", "X-Amili-Request-Id", "X-Webhook-Signature"}
    assert delivery.headers["X-Amili-Event"] == event
    assert delivery.headers["Content-Type"] == "application/json"


def test_one_key_for_each_event_and_one_request_id_for_each_post() -> None:
    post = Post(500, None)
    post.faults.add("webhook_duplicate")
    post.happen("CASE", "CASE_UPDATED")
    post.now()
    post.clock.advance(1)
    post.now()
    events = [json.loads(one.body)["id"] for one in post.seen]
    keys, requests = post.headers("IdempotencyKey"), post.headers("X-Amili-Request-Id")
    assert len(post.seen) == 5, "twice, both tried again, and the other event"
    assert len(set(zip(events, keys, strict=True))) == len(set(events)) == len(set(keys)) == 2
    assert len(set(requests)) == 5
    assert not set(requests) & set(keys)


def _signature(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).digest()


@pytest.mark.parametrize("encoding", ["hex", "base64"])
def test_signature_is_of_the_bytes_that_are_posted(encoding: str) -> None:
    post = Post(500, secret="between us", encoding=encoding)
    post.happen("CASE")
    post.now()
    post.clock.advance(1)
    post.now()
    digests = [_signature(one.body, "between us") for one in post.seen]
    written = [one.hex() if encoding == "hex" else base64.b64encode(one).decode() for one in digests]
    assert (post.headers("X-Webhook-Signature"), len(written)) == (written, 2)


def test_a_bad_signature_is_right_on_the_next_attempt() -> None:
    post = Post(401)
    post.faults.add("webhook_bad_signature")
    post.happen("CASE", "CASE_UPDATED")
    post.now()
    post.clock.advance(1)
    post.now()
    fits = [one.headers["X-Webhook-Signature"] == _signature(one.body, "whsec-sandbox").hex() for one in post.seen]
    assert fits == [False, True, True]
    assert post.headers("X-Amili-Event") == ["CASE", "CASE_UPDATED", "CASE"]


HOOK = WebhookSettings(url=URL)


def _types(sandbox: Sandbox) -> list[str]:
    seen: list[str] = []
    sandbox.norway.deliver(lambda delivery: seen.append(delivery.headers["X-Amili-Event"]) or 200)
    return seen


def test_a_batch_is_processed_and_told_of_without_anybody_asking(make: Make, clock: FakeClock, invoice: Build) -> None:
    caller = make(processing_delay=5, webhooks=HOOK)
    batch_id = caller.batch_id(invoice("A"), invoice("B", currency="XXX"))
    bodies: list[Any] = []
    assert caller.sandbox.norway.deliver(lambda delivery: bodies.append(json.loads(delivery.body)) or 200) == 0
    clock.advance(5)
    assert caller.sandbox.norway.deliver(lambda delivery: bodies.append(json.loads(delivery.body)) or 200) == 2
    case, batch = bodies
    assert (case["eventType"], batch["type"]) == ("CASE", "BATCH_COMPLETED")
    assert batch["data"] == {"batchId": batch_id, "organizationId": ORGANIZATION, "status": "PARTIAL"}
    assert batch["timeStamp"] == "2024-01-15T10:30:05Z"
    [item] = caller.batch(batch_id)["succeeded"]
    assert (case["data"]["caseNumber"], case["data"]["invoices"]) == (item["caseNumber"], [item["invoiceId"]])


def test_what_the_receiver_causes_is_told_of_too(make: Make, invoice: Build) -> None:
    sandbox = (caller := make(processing_delay=0, webhooks=HOOK)).sandbox
    caller.submit(invoice())
    seen: list[str] = []

    def receive(delivery: Delivery) -> int:
        seen.append(delivery.headers["X-Amili-Event"])
        if seen[-1] == "BATCH_COMPLETED":
            sandbox.norway.debtors_pay()
        return 200

    sandbox.norway.deliver(receive)
    assert seen[:2] == ["CASE", "BATCH_COMPLETED"]
    assert sorted(seen[2:]) == ["CASE_UPDATED", "SETTLEMENT_CREATED"]


def test_nobody_listens_unless_told_so(make: Make, invoice: Build, tmp_path: Path) -> None:
    file = str(tmp_path / "sandbox.db")
    caller = make(processing_delay=0, database=file)
    caller.submit(invoice())
    assert _types(caller.sandbox) == []
    assert caller.sandbox.norway.due_deliveries() == []
    caller.sandbox.norway.delivered(Delivery(URL, {}, b"", 1, 1), 200)
    caller.get("/batches")
    caller.sandbox.close()
    again = make(processing_delay=0, database=file, webhooks=HOOK)
    assert _types(again.sandbox) == ["CASE", "BATCH_COMPLETED"], "what happened before is told too"


def test_switches_over_http(caller: Caller) -> None:
    added = caller.send("POST", "/_sandbox/faults", body=b"webhook_reorder:::times=3")
    assert (added.status, added.content["seconds"]) == (201, 5.0)
    assert caller.get("/batches").status == 200
    assert len(caller.sandbox.faults.active()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ftp://example.com"},
        {"url": "127.0.0.1:9000"},
        {"url": "http://"},
        {"url": "http://[::1"},
        {"url": "http://host:0/"},
        {"url": "http://host:port/"},
        {"secret": " "},
        {"secret": ""},
        {"encoding": "base32"},
        {"delay": -1},
        {"retry_pauses": []},
        {"retry_pauses": [1, -1]},
        {"attempts": 0},
        {"timeout": 0},
    ],
    ids=str,
)
def test_wrong_settings(wrong: dict[str, Any]) -> None:
    settings: dict[str, Any] = {"url": URL, **wrong}
    with pytest.raises((ConfigurationError, ValueError)):
        WebhookSettings(**settings)


def test_nothing_that_is_secret_is_shown() -> None:
    settings = WebhookSettings(url="http://127.0.0.1:9/hook?code=hush-hush", secret="hush-hush")
    post = Post()
    post.store.events.add("CASE", {"orgId": "hush-hush"}, START)
    [delivery] = post.deliveries.due()
    assert b"hush-hush" in delivery.body
    assert "hush-hush" not in repr([settings, SandboxSettings(webhooks=settings), delivery])
    with pytest.raises(ConfigurationError) as caught:
        WebhookSettings(url="hush-hush")
    assert "hush-hush" not in str(caught.value)
