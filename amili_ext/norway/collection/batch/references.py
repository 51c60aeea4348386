"""How the caller and Amili both name what was sent: an invoice by its number, a payment or a correction by its invoice and amount."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Reference(NamedTuple):
    """How the caller and Amili both name an invoice.

    Attributes:
        invoice_number: `invoiceNumber`, unique within a batch.
        unique_source_invoice_id: `uniqueSourceInvoiceId`, the caller's own id, if one was sent.
    """

    invoice_number: str
    unique_source_invoice_id: str | None = None


class AmountReference(NamedTuple):
    """How the caller and Amili both name a payment or a correction. Two of them on one invoice may be the same.

    Attributes:
        invoice_id: Amili's id of the invoice.
        amount: as it was sent, in the currency that was sent.
        date: the moment that was sent with it, aware UTC, if one was.
    """

    invoice_id: UUID
    amount: Decimal
    date: datetime | None = None
