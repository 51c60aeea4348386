"""The Python client for Amili: hand over overdue invoices, learn what became of each, never send one twice.

    from amili_ext import Norway

    with Norway(environment="staging") as amili:
        result = amili.invoices.submit_and_wait(invoices)
        for outcome in result.failed:
            print(outcome.invoice_number, outcome.reasons)

The generated client underneath is the package `amili_client`.
"""

from amili_ext._version import __version__
from amili_ext.errors import AmiliError
from amili_ext.norway.client import AsyncNorway, Norway
from amili_ext.norway.collection.handle import BatchHandle, Reference
from amili_ext.norway.collection.outcomes import BatchResult, InvoiceOutcome, InvoiceStatus
from amili_ext.polling import PollSchedule
from amili_ext.retry import NO_RETRY, RetryPolicy

__all__ = [
    "NO_RETRY",
    "AmiliError",
    "AsyncNorway",
    "BatchHandle",
    "BatchResult",
    "InvoiceOutcome",
    "InvoiceStatus",
    "Norway",
    "PollSchedule",
    "Reference",
    "RetryPolicy",
    "__version__",
]
