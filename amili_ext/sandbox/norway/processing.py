"""Carries out what was taken into the queue: batches of invoices, payments and corrections, and actions on cases.

There is no background task: whoever looks at the collection API first lets everything be carried out whose time has come, in the order in
which it arrived. So a batch is finished exactly `processing_delay` seconds after it was made, whenever somebody asks, and the outcome
does not depend on who asks. What becomes of an item is in `acceptance` and `booking`, what an action does in `actions`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID

from attrs import evolve

from amili_ext.sandbox.norway.acceptance import accept_invoice
from amili_ext.sandbox.norway.actions import carry_out
from amili_ext.sandbox.norway.booking import book_item
from amili_ext.sandbox.norway.events import BATCH_COMPLETED
from amili_ext.sandbox.norway.rows import BatchRow
from amili_ext.sandbox.norway.store import Store

INVOICE = "INVOICE"


def process_due(store: Store, *, now: datetime, new_id: Callable[[], UUID]) -> None:
    """Carry out everything that is due by `now`."""
    with store.transaction():
        due: list[tuple[Any, Callable[[], None]]] = [
            ((batch.due_at, batch.seq, 0), partial(_process, store, batch, sent, new_id)) for batch, sent in store.due_batches(now)
        ]
        due += [
            ((action.due_at, action.behind_batch, action.seq), partial(carry_out, store, action)) for action in store.cases.due_actions(now)
        ]
        for _, do in sorted(due, key=itemgetter(0)):
            do()


def _process(store: Store, batch: BatchRow, sent: list[dict[str, Any]], new_id: Callable[[], UUID]) -> None:
    succeeded: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    take = accept_invoice if batch.type == INVOICE else book_item
    for one in sent:
        item, errors = take(store, batch, one, new_id)
        if errors:
            failed.append({"type": batch.type, **item, "errors": errors})
        else:
            succeeded.append({"type": batch.type, **item})
    status = "SUCCESS" if not failed else "PARTIAL" if succeeded else "FAILED"
    store.finish_batch(evolve(batch, status=status, finished_at=batch.due_at, succeeded=succeeded, failed=failed))
    told = {"batchId": batch.id, "organizationId": batch.organization, "status": status}
    store.events.add(BATCH_COMPLETED, told, batch.due_at)
