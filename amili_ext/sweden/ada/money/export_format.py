"""The columns of specifications in a CSV file; see `amili_ext.export.forms` for how they are written."""

from __future__ import annotations

from typing import Final

from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification

from amili_ext.export.forms import forms

COLUMNS: Final = (
    "_id",
    "_created",
    "_updated",
    "_etag",
    "creditor",
    "creditor_name",
    "currency",
    "amount",
    "vat_amount",
    "total_amount",
    "article",
    "state",
    "booking_date",
    "finance_category",
    "invoice_number",
    "reference_number",
    "case",
    "payout",
    "payout_reference",
    "payout_date",
)

FORMATS: Final = forms(FinancePayoutSpecification, COLUMNS)
"""By suffix, the forms in which specifications can be written."""
