"""The sandbox against requests that are drawn from each document alone, good ones and bad ones, and sequences of them.

What is looked for: see `judging`.
"""

from __future__ import annotations

import pytest

from .documents import for_sandbox, read_documents
from .judging import judge, unanswered
from .reasons import unexplained
from .sandboxes import FIELDS, served

EXAMPLES = 12
DOCUMENTS = {document.name: document for document in read_documents()}

_CLOSED = "the cases are closed, for withdrawing comes first"
_NO_LUCK = "what it takes for a success is not drawn"

NEVER_ANSWERED = {
    "norway/arm": {"createAutoPostings": _NO_LUCK, "createPaymentReservation": _NO_LUCK, "updateArItem": _NO_LUCK},
    "norway/autocollect": {"getAttachment": "the sandbox has no attachments"},
    "norway/collection": {
        "acceptDebtCollectionList": _CLOSED,
        "rejectDebtCollectionList": _CLOSED,
        "rejectEvictionConfirmation": _CLOSED,
        "rejectEvictionRequest": _CLOSED,
    },
    "norway/identiverse": {},
    "sweden/ada": {
        "deleteCreditor": "it wants the etag of the creditor",
        "updateCreditor": "it wants the etag of the creditor",
        "exchangeApiCode": "it wants a JWT",
        "exchangeApiCodeUnsigned": "the sandbox gives no token without a signature",
        "uploadMedia": _NO_LUCK,
    },
}
"""The operations whose success is not seen here, because a request of its own has none; all others are answered at least once."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_sandbox_answers_as_its_document_says(name: str) -> None:
    with served(name) as server:
        verdict = judge(for_sandbox(DOCUMENTS[name], server.ids, FIELDS.get(name, {})), server, examples=EXAMPLES)
    assert not verdict.findings, "\n\n".join(verdict.findings)
    surprising = unexplained(name, verdict.refusals)
    assert not surprising, "\n\n".join(f"{refusal}\n    {verdict.refusals[refusal]}" for refusal in surprising)
    operations = {operation["operationId"] for _, _, operation in DOCUMENTS[name].operations}
    assert unanswered(verdict, operations) == NEVER_ANSWERED[name].keys()
