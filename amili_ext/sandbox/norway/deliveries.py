"""Posts the events of Norway to whoever listens, as the Webhooks page shows it: the envelope, the four headers, one post per event.

This is the part without a socket: it says what is due and is told how it went. `amili_ext.sandbox.posting` does it over HTTP while the
sandbox is served; a test does it itself, on a clock of its own:

    sandbox.norway.deliver(lambda delivery: receiver.answer(delivery.body, delivery.headers)[0])

Page: https://docs.amili.dev/webhooks-361430m0. Where it is silent:

* An answer of 2xx ends a delivery. After any other, or none, it is tried again as `WebhookSettings` says; then it is given up.
* Each event has one `IdempotencyKey`, the same on every attempt; `X-Amili-Request-Id` is new on every attempt.
* `X-Webhook-Signature` is the scheme of `amili_ext.norway.webhooks.signature`, of the raw body.
* Events go out in the order in which they happened; one that waits to be tried again holds up no other.
* What happened before the webhooks were switched on is posted too.

A delivery that was handed out counts as failed until the opposite is told, so a sandbox that is killed in between posts it again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from amili_client.runtime import encode_json, write_datetime
from attrs import field, frozen

from amili_ext.norway.webhooks.headers import EVENT, IDEMPOTENCY_KEY, REQUEST_ID, SIGNATURE
from amili_ext.norway.webhooks.signature import HmacSha256
from amili_ext.sandbox.faults import FaultKind, Faults
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.database import to_micros
from amili_ext.sandbox.norway.events import CASE, CASE_UPDATED, Event
from amili_ext.sandbox.settings import WebhookSettings

_SOURCE = "COLLECTION"
_CASE_EVENTS = frozenset({CASE, CASE_UPDATED})


@frozen
class Delivery:
    """One post that is to be made now.

    Attributes:
        url: where to.
        headers: in the page's spelling.
        body: the JSON, byte for byte what is signed.
        attempt: 1 at the first time, 2 when it is tried again, and so on.
        seq: its place among all deliveries of the sandbox.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    attempt: int
    seq: int


class Deliveries:
    """The deliveries of one sandbox, kept in its database. Every method may be called from any number of threads."""

    def __init__(self, context: Context, faults: Faults) -> None:
        self._context = context
        self._faults = faults
        self._db = context.store.database
        self._events = context.store.events

    def due(self, limit: int | None = None) -> list[Delivery]:
        """What is to be posted now, oldest first. It is due again when it is told to have failed, or when nothing is told for long."""
        settings = self._context.settings.webhooks
        if settings is None:
            return []
        now = self._context.process()
        with self._db.transaction():
            self._plan(settings)
            sql = "SELECT * FROM deliveries WHERE due_at <= ? ORDER BY due_at, seq LIMIT ?"
            rows = self._db.rows(sql, (to_micros(now), -1 if limit is None else limit))
            return [self._hand_out(settings, row) for row in rows]

    def delivered(self, delivery: Delivery, status: int | None) -> None:
        """Tell how a post went: the status of the answer, or None when there was none."""
        settings = self._context.settings.webhooks
        if settings is None:
            return
        if status is not None and 200 <= status <= 299:
            self._db.execute("UPDATE deliveries SET due_at = NULL WHERE seq = ?", (delivery.seq,))
            return
        # A failure that is told late does not touch what became of the delivery meanwhile.
        sql = "UPDATE deliveries SET due_at = ? WHERE seq = ? AND attempts = ? AND due_at IS NOT NULL"
        self._db.execute(sql, (self._next(settings, delivery.attempt), delivery.seq, delivery.attempt))

    def deliver(self, post: Callable[[Delivery], int | None]) -> int:
        """Post one after the other until nothing is due at this moment; the number of posts. What `post` raises counts as no answer."""
        posts = 0
        while due := self.due(limit=1):
            [delivery] = due
            posts += 1
            status = None
            try:
                status = post(delivery)
            finally:
                self.delivered(delivery, status)
        return posts

    def _plan(self, settings: WebhookSettings) -> None:
        """Make the deliveries of the events that have none yet. This is where an event meets a fault."""
        done: int = self._db.one("SELECT COALESCE(MAX(event), 0) FROM deliveries")[0]
        while events := self._events.after(done):
            for event in events:
                self._plan_one(settings, event)
            done = events[-1].seq

    def _plan_one(self, settings: WebhookSettings, event: Event) -> None:
        fault = self._faults.take_for_event()
        kind = None if fault is None else fault.kind
        due_at = event.at + timedelta(seconds=settings.delay)
        if fault is not None and kind is FaultKind.WEBHOOK_REORDER:
            due_at += timedelta(seconds=fault.seconds)
        row = (
            event.seq,
            str(self._context.new_id()),
            None if kind is FaultKind.WEBHOOK_LOST else to_micros(due_at),
            kind is FaultKind.WEBHOOK_BAD_SIGNATURE,
        )
        for _ in range(2 if kind is FaultKind.WEBHOOK_DUPLICATE else 1):
            self._db.execute("INSERT INTO deliveries (event, idempotency_key, due_at, bad_signature) VALUES (?, ?, ?, ?)", row)

    def _hand_out(self, settings: WebhookSettings, row: sqlite3.Row) -> Delivery:
        attempt = row["attempts"] + 1
        until = self._next(settings, attempt, later=settings.timeout)
        self._db.execute("UPDATE deliveries SET attempts = ?, due_at = ? WHERE seq = ?", (attempt, until, row["seq"]))
        [event] = self._events.after(row["event"] - 1, limit=1)
        body = encode_json(_envelope(event))
        scheme = HmacSha256(settings.secret, encoding=settings.encoding)
        headers = {
            "Content-Type": "application/json",
            EVENT: event.type,
            IDEMPOTENCY_KEY: row["idempotency_key"],
            REQUEST_ID: str(self._context.new_id()),
            SIGNATURE: scheme.sign(b"something else" if row["bad_signature"] and attempt == 1 else body),
        }
        return Delivery(settings.url, headers, body, attempt, row["seq"])

    def _next(self, settings: WebhookSettings, attempt: int, *, later: float = 0.0) -> int | None:
        """When to try again after this attempt, in the database's terms; None if it was the last one."""
        if attempt >= settings.attempts:
            return None
        return to_micros(self._context.clock() + timedelta(seconds=settings.pause_after(attempt) + later))


def _envelope(event: Event) -> dict[str, Any]:
    """The page's envelope, which names the type in two ways."""
    return {
        "id": str(event.id),
        "eventType" if event.type in _CASE_EVENTS else "type": event.type,
        "source": _SOURCE,
        "timeStamp": write_datetime(event.at.replace(microsecond=0)),
        "data": event.data,
    }
