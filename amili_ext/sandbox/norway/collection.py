"""The Collection API under /collection/v1: which of its parts carries out which operation.

Documented: the paths, names, envelopes and statuses. What each part does where the pages are silent is in its module: `submissions` takes
invoices, payments and corrections in, `batches` shows what became of them; then `invoices`, `cases` (with `actions`) and `settlements`.
"""

from __future__ import annotations

from collections.abc import Callable

from amili_ext.sandbox.messages import SandboxResponse
from amili_ext.sandbox.norway.batches import BatchesApi
from amili_ext.sandbox.norway.cases import CasesApi
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.invoices import InvoicesApi
from amili_ext.sandbox.norway.settlements import SettlementsApi
from amili_ext.sandbox.norway.submissions import SubmissionsApi
from amili_ext.sandbox.norway.validation import Call


def collection_handlers(context: Context, prefix: str) -> dict[str, Callable[[Call], SandboxResponse]]:
    """What carries out which operation, by operationId."""
    return {
        **SubmissionsApi(context, prefix).handlers(),
        **BatchesApi(context).handlers(),
        **InvoicesApi(context).handlers(),
        **CasesApi(context).handlers(),
        **SettlementsApi(context).handlers(),
    }
