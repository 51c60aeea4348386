"""Norway's Collection API: hand over invoices, wait for their batches, read what became of them.

Specs: `spec/norway/collection.yaml` and its overlay; generated: `amili_client.norway.collection`.
"""

from amili_ext.norway.collection.handle import BatchHandle, Reference
from amili_ext.norway.collection.outcomes import BatchResult, InvoiceOutcome, InvoiceStatus

__all__ = ["BatchHandle", "BatchResult", "InvoiceOutcome", "InvoiceStatus", "Reference"]
