"""Events as lines of JSON: what `amili webhooks listen` writes, and what another process can read.

| key | content |
| --- | --- |
| `event` | Amili's word for what happened, such as BATCH_COMPLETED |
| `received_at` | when it was received, ISO 8601 |
| `checked` | `signature`, or `re-read` if it was found with one's own token; null for an unknown event that could only be believed |
| `id`, `source`, `timestamp`, `organization_id`, `idempotency_key`, `request_id` | as in `Event` |
| `batch_id`, `status`, `settlement_id`, `case_number`, … | as in the class of the event |
| `payload` | the whole JSON as it came; only if its signature was verified |

The keys may become more, never fewer.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any, Literal
from uuid import UUID

import attrs
from amili_client.runtime import decode_json, encode_json, write_datetime

from amili_ext.norway.webhooks.events import Event
from amili_ext.shapes import is_object, is_sequence

Checked = Literal["signature", "re-read"]

LONGEST = 4 * 2**20
"""Bytes that no line exceeds: four times the largest body that is received."""

_CONTENT = {"type", "payload", "data"}
_BATCH_COMPLETED = "BATCH_COMPLETED"


def event_document(event: Event, received_at: datetime, checked: Checked | None) -> dict[str, Any]:
    """The event as JSON, without its payload."""
    fields = {field.name: _json(getattr(event, field.name)) for field in attrs.fields(type(event)) if field.name not in _CONTENT}
    return {"event": event.type, "received_at": write_datetime(received_at), "checked": checked, **fields}


def to_line(event: Event, received_at: datetime, checked: Checked | None) -> bytes:
    """The event as a line of a file, with its end."""
    document = event_document(event, received_at, checked)
    if checked == "signature":
        document["payload"] = event.payload
    return encode_json(document) + b"\n"


def batch_of(line: bytes) -> UUID | None:
    """The batch that a line announces as finished, if it does."""
    try:
        document: Any = decode_json(line)
        if is_object(document) and document.get("event") == _BATCH_COMPLETED:
            return UUID(document["batch_id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return None


def _json(value: Any) -> Any:
    if is_sequence(value):
        return [_json(item) for item in value]
    if isinstance(value, datetime):
        return write_datetime(value)
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID | date) else value
