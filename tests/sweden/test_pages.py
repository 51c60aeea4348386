"""The pages that docstrings and specs name are pages that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

_ENDPOINTS = (
    *("account", "case", "case-registration", "creditor", "creditor-cancellation", "creditor-crediting", "creditor-payment", "customer"),
    *("finance-payout-specification", "invoice", "invoice-registration", "media-upload", "partner", "users"),
)
_NEWER_ENDPOINTS = (
    *("case", "creditor", "creditor-cancellation", "creditor-crediting", "creditor-payment", "finance-payout-specification", "invoice"),
    *("invoice-registration", "media-upload", "users"),
)
_EXAMPLES = ("case", "case-status", "creditor-case-actions", "creditor-user", "finance", "invoice")
PAGES = {
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


def test_every_page_that_is_named_is_one_that_there_is() -> None:
    files = [
        *(ROOT / "amili_ext/sweden").rglob("*.py"),
        *(ROOT / "amili_ext/sandbox/sweden").rglob("*.py"),
        *(ROOT / "amili_ext/cli/sweden").rglob("*.py"),
        *(ROOT / "spec/sweden").glob("*.yaml"),
    ]
    named = {
        (url.rstrip("."), str(file.relative_to(ROOT)))
        for file in files
        for url in re.findall(r"https://docs(?:-[a-z]+)?\.amili\.se[\w/-]*", file.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    assert {(url, file) for url, file in named if url not in PAGES} == set()
