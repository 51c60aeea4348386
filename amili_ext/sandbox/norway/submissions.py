"""Taking in invoices, payments and corrections: each request becomes one batch in the queue.

Documented: the answer is 202 with `batchId` and `batchUrl`, which is the path without an organization; `summary` stands before it for
corrections and payments, and does not for invoices. Where the pages are silent:

* `IdempotencyKey` (an inferred header): the same key again for the same organization gives the first batch again, with 202. The same key
  with other content is 422, as in the IETF's draft on such keys. Two requests at the same time make one batch.
* A request with an empty list is 400. The number of items in a request is not limited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from amili_client.runtime import encode_json
from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.booking import CORRECTION, PAYMENT
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.processing import INVOICE
from amili_ext.sandbox.norway.rows import BatchRow
from amili_ext.sandbox.norway.rules import AMOUNTS
from amili_ext.sandbox.norway.validation import Call


@frozen
class SubmissionsApi:
    """The part of the Collection API that takes batches in."""

    context: Context
    prefix: str

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "createInvoices": lambda call: json_response(202, {"data": self._take(call, INVOICE, "invoices")}),
            "createPayments": lambda call: _with_summary(self._take(call, PAYMENT, "payments")),
            "createCorrections": lambda call: _with_summary(self._take(call, CORRECTION, "corrections")),
        }

    def _take(self, call: Call, kind: str, name: str) -> dict[str, str]:
        settings, store = self.context.settings, self.context.store
        organization = self.context.organization(call)
        sent: list[dict[str, Any]] = call.body[name]
        if not sent:
            raise Refusal(400, errors={name: [f"must hold at least one {name.removesuffix('s')}"]})
        digest = hashlib.sha256(encode_json(_canonical(sent))).hexdigest()
        key: str | None = call.headers.get("IdempotencyKey") if settings.record_idempotency_header else None
        with store.transaction():
            earlier = store.batch_by_key(organization, key) if key and settings.honour_idempotency_header else None
            if earlier is None:
                batch_id = self._queue(organization, kind, key, digest, sent)
            elif (earlier.type, earlier.digest) == (kind, digest):
                batch_id = earlier.id
            else:
                raise Refusal(422, errors={"IdempotencyKey": [f"was used before for other {name}"]})
        base = settings.public_url or f"http://{call.request.header('host') or 'localhost'}"
        return {"batchId": batch_id, "batchUrl": f"{base}{self.prefix}/batches/{batch_id}"}

    def _queue(self, organization: str, kind: str, key: str | None, digest: str, sent: list[dict[str, Any]]) -> str:
        now = self.context.clock()
        batch = BatchRow(
            id=str(self.context.new_id()),
            organization=organization,
            type=kind,
            created_by=str(self.context.settings.identity),
            idempotency_key=key,
            digest=digest,
            created_at=now,
            due_at=self.context.due_at(now),
        )
        self.context.store.add_batch(batch, sent)
        return batch.id


def _with_summary(data: dict[str, str]) -> SandboxResponse:
    return json_response(202, {"summary": {"status": "SUCCESS"}, "data": data})


def _canonical(value: Any) -> Any:
    """The same for the same content, however names are ordered and amounts are written: 4500, 4500.0 and 4500.00 are one amount."""
    if isinstance(value, dict):
        return {name: _canonical(value[name]) for name in sorted(value)}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # JSON
    if isinstance(value, list):
        return [_canonical(one) for one in value]  # pyright: ignore[reportUnknownVariableType]  # JSON
    return AMOUNTS.normalize(Decimal(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
