"""What every part of the ARM API works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.rows import Kind, Outcome, Record
from amili_ext.sandbox.norway.arm.store import ArmStore
from amili_ext.sandbox.norway.validation import Call
from amili_ext.sandbox.settings import SandboxSettings

_NAMES = {Kind.CUSTOMER: "customer", Kind.DOCUMENT: "document", Kind.AR_ITEM: "AR item"}


@frozen
class ArmContext:
    """The surroundings of one sandbox."""

    settings: SandboxSettings
    store: ArmStore
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]

    def client(self, call: Call) -> int:
        """The ARM client in the path of a request."""
        client: int = call.path["clientno"]
        if client not in self.settings.arm_clients:
            raise Refusal(403, "This caller may not act for this ARM client.")
        return client

    def new_uuid(self) -> str:
        """A new UUID in capital letters, so that a client which changes their case is found out."""
        return str(self.new_id()).upper()

    def existing(self, call: Call, kind: Kind, name: str) -> Record:
        """The record with this number."""
        record = self.store.named(self.client(call), kind, name)
        if record is None:
            raise Refusal(404, f"There is no such {_NAMES[kind]}.")
        return record


def expanded(call: Call) -> frozenset[str]:
    """What the answer is to include beyond itself, in lower case."""
    text: str = call.query.get("expand", "")
    return frozenset(name.strip().lower() for name in text.split(","))


def done(**told: object) -> SandboxResponse:
    """The answer to a write that was carried out."""
    return json_response(200, {"resultType": "OK", **told})


def require_done(outcome: Outcome, key: str) -> Mapping[str, Any]:
    """What is told of something that was done; otherwise 422, with the fields as they stand under `key` in the body."""
    if outcome.problems:
        raise Refusal(422, errors={f"{key}.{name}": [problem] for name, problem in outcome.problems.items()})
    return outcome.told
