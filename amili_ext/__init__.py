"""The Python client for Amili: hand over overdue invoices, learn what became of each, never send one twice.

    from amili_ext import Norway

    with Norway(environment="staging") as amili:
        result = amili.invoices.submit_and_wait(invoices)
        for outcome in result.failed:
            print(outcome.invoice_number, outcome.reasons)

The generated client underneath is the package `amili_client`. Each name is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from amili_ext._version import __version__

if TYPE_CHECKING:
    from amili_ext.errors import AmiliError, ConfigurationError, InputError, ResponseError, TokenError, TransportError
    from amili_ext.norway.client import AsyncNorway, Norway
    from amili_ext.norway.collection.errors import PollTimeoutError, SubmissionUnknownError, UnfinishedBatchesError
    from amili_ext.norway.collection.handle import BatchHandle, Reference
    from amili_ext.norway.collection.outcomes import BatchResult, InvoiceOutcome, InvoiceStatus, PartialFailureError
    from amili_ext.polling import PollSchedule
    from amili_ext.retry import NO_RETRY, RetryPolicy

__all__ = [
    "NO_RETRY",
    "AmiliError",
    "AsyncNorway",
    "BatchHandle",
    "BatchResult",
    "ConfigurationError",
    "InputError",
    "InvoiceOutcome",
    "InvoiceStatus",
    "Norway",
    "PartialFailureError",
    "PollSchedule",
    "PollTimeoutError",
    "Reference",
    "ResponseError",
    "RetryPolicy",
    "SubmissionUnknownError",
    "TokenError",
    "TransportError",
    "UnfinishedBatchesError",
    "__version__",
]

_HOMES = {
    "NO_RETRY": "retry",
    "AmiliError": "errors",
    "AsyncNorway": "norway.client",
    "BatchHandle": "norway.collection.handle",
    "BatchResult": "norway.collection.outcomes",
    "ConfigurationError": "errors",
    "InputError": "errors",
    "InvoiceOutcome": "norway.collection.outcomes",
    "InvoiceStatus": "norway.collection.outcomes",
    "Norway": "norway.client",
    "PartialFailureError": "norway.collection.outcomes",
    "PollSchedule": "polling",
    "PollTimeoutError": "norway.collection.errors",
    "Reference": "norway.collection.handle",
    "ResponseError": "errors",
    "RetryPolicy": "retry",
    "SubmissionUnknownError": "norway.collection.errors",
    "TokenError": "errors",
    "TransportError": "errors",
    "UnfinishedBatchesError": "norway.collection.errors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
