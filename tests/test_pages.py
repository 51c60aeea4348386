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
PAGES = {
    "https://docs.amili.dev",
    *(f"https://docs.amili.dev/{name}" for name in _NORWEGIAN),
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
