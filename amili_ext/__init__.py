"""The Python client for Amili: hand over overdue invoices, learn what became of each, never send one twice.

    from amili_ext import Norway

    with Norway(environment="staging") as amili:
        result = amili.invoices.submit_and_wait(invoices)
        for outcome in result.failed:
            print(outcome.invoice_number, outcome.reasons)

`Norway` and `Sweden` are the clients, `AsyncNorway` and `AsyncSweden` those for async code; what else Sweden has is in `amili_ext.sweden`.
The generated client underneath is the package `amili_client`. Each name is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amili_ext._version import __version__
from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.endpoint import UnverifiedOperationWarning
    from amili_ext.errors import AmiliError, ConfigurationError, InputError, ResponseError, TokenError, TransportError, UnknownOutcomeError
    from amili_ext.norway.arm.client import Arm, AsyncArm
    from amili_ext.norway.client import AsyncNorway, Norway
    from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
    from amili_ext.norway.collection.batch.handle import BatchHandle
    from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome
    from amili_ext.norway.collection.batch.references import Reference
    from amili_ext.norway.collection.batch.result import BatchResult
    from amili_ext.outcomes import ItemStatus, PartialFailureError
    from amili_ext.polling import PollSchedule
    from amili_ext.retry import NO_RETRY, RetryPolicy
    from amili_ext.sweden.client import AsyncSweden, Sweden
    from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError

__all__ = [
    "NO_RETRY",
    "AmiliError",
    "Arm",
    "AsyncArm",
    "AsyncNorway",
    "AsyncSweden",
    "BatchHandle",
    "BatchResult",
    "ConfigurationError",
    "InputError",
    "InvoiceOutcome",
    "ItemStatus",
    "Norway",
    "PartialFailureError",
    "PollSchedule",
    "PollTimeoutError",
    "Reference",
    "ResponseError",
    "RetryPolicy",
    "SubmissionUnknownError",
    "Sweden",
    "TokenError",
    "TransportError",
    "UnfinishedBatchesError",
    "UnknownOutcomeError",
    "UnverifiedOperationWarning",
    "__version__",
]

_HOMES = {
    "AmiliError": "errors",
    "Arm": "norway.arm.client",
    "AsyncArm": "norway.arm.client",
    "AsyncNorway": "norway.client",
    "AsyncSweden": "sweden.client",
    "BatchHandle": "norway.collection.batch.handle",
    "BatchResult": "norway.collection.batch.result",
    "ConfigurationError": "errors",
    "InputError": "errors",
    "InvoiceOutcome": "norway.collection.batch.outcomes",
    "ItemStatus": "outcomes",
    "NO_RETRY": "retry",
    "Norway": "norway.client",
    "PartialFailureError": "outcomes",
    "PollSchedule": "polling",
    "PollTimeoutError": "waiting",
    "Reference": "norway.collection.batch.references",
    "ResponseError": "errors",
    "RetryPolicy": "retry",
    "SubmissionUnknownError": "norway.collection.batch.errors",
    "Sweden": "sweden.client",
    "TokenError": "errors",
    "TransportError": "errors",
    "UnfinishedBatchesError": "waiting",
    "UnknownOutcomeError": "errors",
    "UnverifiedOperationWarning": "endpoint",
}

__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
