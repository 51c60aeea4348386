"""The pages that docstrings and specs name are pages that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

_ENDPOINTS = (
    *("account", "case", "case-registration", "creditor", "creditor-cancellation", "creditor-crediting", "creditor-payment", "customer"),
    *("finance-payout-specification", "invoice", "invoice-registration", "media-upload", "partner", "users"),
)
_NEWER_ENDPOINTS = (
    *("case", "creditor", "creditor-cancellation", "creditor-crediting", "creditor-payment", "finance-payout-specification", "invoice"),
    *("invoice-registration", "media-upload", "users"),
)
_EXAMPLES = ("case", "case-status", "creditor-case-actions", "creditor-user", "finance", "invoice")
_NORWEGIAN = (
    "createcorrections-4148074e0",
    "createinvoices-4148067e0",
    "createpayments-4148070e0",
    "example-workflow-359631m0",
    "get-all-batches-3939027e0",
    "get-batch-by-id-3939029e0",
    "get-invoice-payments-by-invoice-id-3939022e0",
    "getbatchbyid-3939029e0",
    "getbatchbyid-4148060e0",
    "getbatchesbyorganization-4148061e0",
    "getcasesbyorganization-4326442e0",
    "getinvoicebyid-4148069e0",
    "getinvoicesbyorganization-4148068e0",
    "getsettlement-on-id-4148072e0",
    "getsettlements-4148071e0",
    "resume-invoice-3939025e0",
    "webapiapibatch-3939032e0",
    "webapiapibatch-3939033e0",
    "webapiapibatch-4161131e0",
    "webhooks-361430m0",
)
_ARM = (
    "about-355476m0",
    "creates-a-new-payment-reservation-3942682e0",
    "delete-a-customer-3942675e0",
    "get-a-list-of-adb-intervals-4205288e0",
    "get-a-list-of-ar-items-3942665e0",
    "get-a-list-of-customers-3942679e0",
    "get-a-list-of-documents-3942670e0",
    "get-a-list-of-documents-4205278e0",
    "get-a-list-of-gl-items-3942673e0",
    "get-a-list-of-gl-movementsbalances-4205287e0",
    "get-a-list-of-log-items-4205290e0",
    "get-movementbalance-for-the-latest-closed-gl-yearperiod-4205286e0",
    "get-one-ar-item-3942664e0",
    "get-one-batch-3942681e0",
    "get-one-customer-3942674e0",
    "get-one-document-3942667e0",
    "get-one-document-bundle-4205276e0",
    "get-one-gl-item-3942672e0",
    "get-one-or-more-os-files-4205281e0",
    "get-values-for-one-client-config-key-4205266e0",
    "post-create-a-batch-of-customers-4205273e0",
    "post-create-a-batch-of-documents-3942668e0",
    "post-create-a-reports-actiongenerate-a-report-4205259e0",
    "post-create-one-customer-3942680e0",
    "post-create-one-document-3942669e0",
    "post-create-one-document-4205277e0",
    "post-create-one-or-more-auto-postings-3942671e0",
    "post-upload-one-or-more-os-files-3942683e0",
    "put-update-a-batch-of-customers-3942677e0",
    "put-update-ar-item-details-3942666e0",
    "put-update-one-customer-3942678e0",
)
PAGES = {
    "https://docs.amili.dev",
    *(f"https://docs.amili.dev/{name}" for name in (*_NORWEGIAN, *_ARM)),
    "https://docs.amili.se",
    "https://docs.amili.se/overview/key_concepts",
    "https://docs.amili.se/reference/data-model",
    "https://docs.amili.se/reference/introduction",
    *(f"https://docs.amili.se/reference/common/{name}" for name in ("authentication", "error-handling", "pagination", "ui-integration")),
    *(f"https://docs.amili.se/reference/endpoints/{name}" for name in _ENDPOINTS),
    *(f"https://docs.amili.se/reference/examples/{name}" for name in ("case", "creditor-user", "finance", "invoice")),
    *(f"https://docs.amili.se/guides/api-integration/{name}" for name in ("case", "partner-onboarding", "user-management")),
    *(f"https://docs-alpha.amili.se/reference/endpoints/{name}" for name in _NEWER_ENDPOINTS),
    *(f"https://docs-alpha.amili.se/reference/examples/{name}" for name in _EXAMPLES),
    "https://docs-sandbox.amili.se/reference/common/query",
    "https://docs-sandbox.amili.se/reference/examples/finance",
    "https://docs-stage.amili.se/reference/endpoints/case-registration",
    "https://docs-test.amili.se/guides/api-integration/authentication",
    "https://docs-test.amili.se/reference/endpoints/finance-payout",
}


@pytest.mark.parametrize(("country", "fewest"), [("norway", 60), ("sweden", 100)])
def test_every_page_that_is_named_is_one_that_there_is(country: str, fewest: int) -> None:
    files = [
        *(ROOT / "amili_ext" / country).rglob("*.py"),
        *(ROOT / "amili_ext/sandbox" / country).rglob("*.py"),
        *(ROOT / "amili_ext/cli" / country).rglob("*.py"),
        *(ROOT / "spec" / country).glob("*.yaml"),
    ]
    named = {
        (url.rstrip("."), str(file.relative_to(ROOT)))
        for file in files
        for url in re.findall(r"https://docs(?:-[a-z]+)?\.amili\.(?:se|dev)[\w/-]*", file.read_text(encoding="utf-8"))
    }
    assert len(named) > fewest
    assert {(url, file) for url, file in named if url not in PAGES} == set()
