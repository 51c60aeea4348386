"""Webhooks: what Amili tells without being asked. Raw bytes and headers in, typed events out; no framework needed.

    from amili_ext.norway.webhooks import BatchCompleted, HmacSha256, Receiver, SqliteReceipts

    def handle(event):
        if isinstance(event, BatchCompleted):
            ...

    receiver = Receiver(scheme=HmacSha256(secret), receipts=SqliteReceipts("receipts.db"), handler=handle)
    status, text = receiver.answer(body, headers)

Where to look: `receiver` takes deliveries, `signature` says who sent them, `receipts` what came before, `events` what they can tell,
`hints` what to do when nothing of it is believed, `source` how waiting for a batch hears of it. `amili webhooks listen` is all of that as a
command.

Page: https://docs.amili.dev/webhooks-361430m0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.norway.webhooks.envelope import parse
    from amili_ext.norway.webhooks.errors import (
        WebhookBusyError,
        WebhookError,
        WebhookPayloadError,
        WebhookSignatureError,
        WebhookTooLargeError,
    )
    from amili_ext.norway.webhooks.events import BatchCompleted, CaseRegistered, CaseUpdated, Event, SettlementCreated, UnknownEvent
    from amili_ext.norway.webhooks.receipts import Claim, MemoryReceipts, ReceiptStore, SqliteReceipts
    from amili_ext.norway.webhooks.receiver import RE_READ, Received, Receiver
    from amili_ext.norway.webhooks.signature import HmacSha256, SignatureScheme
    from amili_ext.norway.webhooks.source import BatchEvents, FileEvents

__all__ = [
    "RE_READ",
    "BatchCompleted",
    "BatchEvents",
    "CaseRegistered",
    "CaseUpdated",
    "Claim",
    "Event",
    "FileEvents",
    "HmacSha256",
    "MemoryReceipts",
    "ReceiptStore",
    "Received",
    "Receiver",
    "SettlementCreated",
    "SignatureScheme",
    "SqliteReceipts",
    "UnknownEvent",
    "WebhookBusyError",
    "WebhookError",
    "WebhookPayloadError",
    "WebhookSignatureError",
    "WebhookTooLargeError",
    "parse",
]

_NAMES = {
    "envelope": ("parse",),
    "errors": ("WebhookBusyError", "WebhookError", "WebhookPayloadError", "WebhookSignatureError", "WebhookTooLargeError"),
    "events": ("BatchCompleted", "CaseRegistered", "CaseUpdated", "Event", "SettlementCreated", "UnknownEvent"),
    "receipts": ("Claim", "MemoryReceipts", "ReceiptStore", "SqliteReceipts"),
    "receiver": ("RE_READ", "Received", "Receiver"),
    "signature": ("HmacSha256", "SignatureScheme"),
    "source": ("BatchEvents", "FileEvents"),
}

__getattr__ = lazily(__name__, {name: home for home, names in _NAMES.items() for name in names})


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
