"""Batches: taken in, processed when their time has come, shown.

Documented: the paths, and that GET one batch answers 200, 202, 206 or 406. Where the pages are silent:

* A batch is answered with 202 and its `batchUuid`, and processed after the settings' `processing_delay`; see `service`. An empty one is
  400, the number of its items is not limited.
* Until then GET answers 202; then 200 when all went well, 206 when some of it did, 406 when nothing did. The body is ours: `batchUuid`,
  `status`, and under `documents` or `customers` an entry for each item in the order sent, with its number, `resultType` OK or FAILED, and
  `messages`.
* The items are carried out one by one, so that one that fails spoils no other, and a number that is twice in a batch of documents fails the
  second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.context import ArmContext
from amili_ext.sandbox.norway.arm.customers import write_customer
from amili_ext.sandbox.norway.arm.documents import add_document
from amili_ext.sandbox.norway.arm.rows import Batch, Kind, Outcome
from amili_ext.sandbox.norway.validation import Call

_STATUSES = {200: "FINISHED", 202: "PROCESSING", 206: "PARTLY FAILED", 406: "FAILED"}

_Take = Callable[[ArmContext, int, Mapping[str, Any]], Outcome]
# By operationId: where the items stand in the body, and what is done with each.
_KINDS: dict[str, tuple[Kind, _Take]] = {
    "createDocumentBatch": (Kind.DOCUMENT, add_document),
    "createCustomerBatch": (Kind.CUSTOMER, lambda context, client, sent: write_customer(context, client, sent, may_create=True)),
    "updateCustomerBatch": (Kind.CUSTOMER, lambda context, client, sent: write_customer(context, client, sent, may_create=False)),
}


@frozen
class BatchesApi:
    """The part of the ARM API that is about batches."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {**dict.fromkeys(_KINDS, self._take), "getBatch": self._get}

    def _take(self, call: Call) -> SandboxResponse:
        kind, _ = _KINDS[call.operation.id]
        sent: list[dict[str, Any]] = call.body.get(kind.value, [])
        if not sent:
            raise Refusal(400, errors={kind.value: ["must hold at least one"]})
        batch = Batch(
            uuid=self.context.new_uuid(),
            client=self.context.client(call),
            kind=call.operation.id,
            due_at=self.context.clock() + timedelta(seconds=self.context.settings.processing_delay),
        )
        self.context.store.add_batch(batch, sent)
        return json_response(202, {"batchUuid": batch.uuid})

    def _get(self, call: Call) -> SandboxResponse:
        batch = self.context.store.batch(self.context.client(call), call.path["batchuuid"])
        if batch is None:
            raise Refusal(404, "There is no such batch.")
        content: dict[str, Any] = {"batchUuid": batch.uuid, "status": _STATUSES[batch.status]}
        if batch.result:
            content[_KINDS[batch.kind][0].value] = batch.result
        return json_response(batch.status, content)


def process_due_batches(context: ArmContext, now: datetime) -> None:
    """Carry out every batch whose time has come, in the order in which they are due."""
    with context.store.transaction():
        for batch, sent in context.store.due_batches(now):
            _, take = _KINDS[batch.kind]
            outcomes = [take(context, batch.client, one) for one in sent]
            failures = sum(bool(outcome.problems) for outcome in outcomes)
            status = 200 if not failures else 406 if failures == len(outcomes) else 206
            context.store.finish_batch(batch, status, [_show(outcome) for outcome in outcomes])


def _show(outcome: Outcome) -> dict[str, Any]:
    messages = list(outcome.problems.values())
    return {**outcome.told, "resultType": "FAILED" if messages else "OK", "messages": messages}
