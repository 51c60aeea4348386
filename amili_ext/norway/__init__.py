"""Amili's Norwegian APIs: the Collection API, with Identiverse for tokens and webhooks out; AutoCollect, its predecessor; and ARMrest.

    from amili_ext.norway import Norway, Standing

    with Norway(environment="staging") as amili:
        for trace in amili.invoices.trace(["INV-2024-00123"]):
            print(trace.standing is Standing.SETTLED, trace.case)

Pages: https://docs.amili.dev. What a client offers is in the `resources` of `collection` and of its rooms, of `webhooks` and of
`autocollect`; what receives webhooks is in `amili_ext.norway.webhooks`. Each name is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.norway.arm.client import Arm, AsyncArm
    from amili_ext.norway.client import AsyncNorway, Norway
    from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
    from amili_ext.norway.collection.batch.handle import AmountHandle, BatchHandle
    from amili_ext.norway.collection.batch.outcomes import AmountOutcome, InvoiceOutcome
    from amili_ext.norway.collection.batch.references import AmountReference, Reference
    from amili_ext.norway.collection.batch.result import AmountResult, BatchResult
    from amili_ext.norway.collection.cases.actions import CaseAction
    from amili_ext.norway.collection.cases.errors import CaseNotFoundError, SeveralCasesError
    from amili_ext.norway.collection.cases.handle import CaseHandle
    from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseActionError, CaseActionUnknownError, CaseOutcome
    from amili_ext.norway.collection.settlements.news import SettlementBatch
    from amili_ext.norway.collection.settlements.point import SettlementPoint
    from amili_ext.norway.collection.tracing.trace import Gap, Part, Standing, Trace, TracedCase
    from amili_ext.outcomes import ItemStatus, PartialFailureError
    from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError

__all__ = [
    "ActionStatus",
    "AmountHandle",
    "AmountOutcome",
    "AmountReference",
    "AmountResult",
    "Arm",
    "AsyncArm",
    "AsyncNorway",
    "BatchHandle",
    "BatchResult",
    "CaseAction",
    "CaseActionError",
    "CaseActionUnknownError",
    "CaseHandle",
    "CaseNotFoundError",
    "CaseOutcome",
    "Gap",
    "InvoiceOutcome",
    "ItemStatus",
    "Norway",
    "Part",
    "PartialFailureError",
    "PollTimeoutError",
    "Reference",
    "SettlementBatch",
    "SettlementPoint",
    "SeveralCasesError",
    "Standing",
    "SubmissionUnknownError",
    "Trace",
    "TracedCase",
    "UnfinishedBatchesError",
]

_HOMES = {
    "ActionStatus": "collection.cases.outcomes",
    "AmountHandle": "collection.batch.handle",
    "AmountOutcome": "collection.batch.outcomes",
    "AmountReference": "collection.batch.references",
    "AmountResult": "collection.batch.result",
    "Arm": "arm.client",
    "AsyncArm": "arm.client",
    "AsyncNorway": "client",
    "BatchHandle": "collection.batch.handle",
    "BatchResult": "collection.batch.result",
    "CaseAction": "collection.cases.actions",
    "CaseActionError": "collection.cases.outcomes",
    "CaseActionUnknownError": "collection.cases.outcomes",
    "CaseHandle": "collection.cases.handle",
    "CaseNotFoundError": "collection.cases.errors",
    "CaseOutcome": "collection.cases.outcomes",
    "Gap": "collection.tracing.trace",
    "InvoiceOutcome": "collection.batch.outcomes",
    "ItemStatus": ".outcomes",
    "Norway": "client",
    "Part": "collection.tracing.trace",
    "PartialFailureError": ".outcomes",
    "PollTimeoutError": ".waiting",
    "Reference": "collection.batch.references",
    "SettlementBatch": "collection.settlements.news",
    "SettlementPoint": "collection.settlements.point",
    "SeveralCasesError": "collection.cases.errors",
    "Standing": "collection.tracing.trace",
    "SubmissionUnknownError": "collection.batch.errors",
    "Trace": "collection.tracing.trace",
    "TracedCase": "collection.tracing.trace",
    "UnfinishedBatchesError": ".waiting",
}

__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
