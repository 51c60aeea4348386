"""Deliveries of events that are made up, and a receiver that keeps what was posted to it."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

from amili_ext.sandbox import Delivery, SandboxSettings, WebhookSettings
from amili_ext.sandbox.faults import Faults
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.deliveries import Deliveries
from amili_ext.sandbox.norway.store import Store

from .conftest import FakeClock

URL = "http://127.0.0.1:9/hook"
START = FakeClock().now


class Post:
    """The receiver answers with `statuses` in turn, then with 200; None is no answer."""

    def __init__(self, *statuses: int | None, database: str = ":memory:", **settings: Any) -> None:
        ids = count(1)
        self.clock = FakeClock()
        self.faults = Faults()
        self.statuses = list(statuses)
        self.seen: list[Delivery] = []
        self.store = Store(database, lambda: UUID(int=next(ids)))
        surroundings = SandboxSettings(webhooks=WebhookSettings(url=URL, **settings))
        self.deliveries = Deliveries(Context(surroundings, self.store, self.clock, lambda: UUID(int=next(ids))), self.faults)

    def happen(self, *types: str) -> None:
        for type_ in types:
            self.store.events.add(type_, {"organizationId": "o"}, self.clock())

    def __call__(self, delivery: Delivery) -> int | None:
        self.seen.append(delivery)
        return self.statuses.pop(0) if self.statuses else 200

    def now(self) -> list[str]:
        """The types of what is posted at this moment."""
        before = len(self.seen)
        assert self.deliveries.deliver(self) == len(self.seen) - before
        return [one.headers["X-Amili-Event"] for one in self.seen[before:]]

    def headers(self, name: str) -> list[str]:
        return [one.headers[name] for one in self.seen]
