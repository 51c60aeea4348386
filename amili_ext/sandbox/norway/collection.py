"""The six operations under /collection/v1, as the pages describe them.

Documented: the paths, names, envelopes and statuses, and that `batchUrl` is the path without an organization. Where the pages are silent:

* An organization that the client may not act for is 403; a batch or invoice that this organization does not have is 404.
* `IdempotencyKey` (an inferred header): the same key again for the same organization gives the first batch again, with 202. The same key
  with other invoices is 422, as in the IETF's draft on such keys. Two requests at the same time make one batch.
* A request without any invoice is 400. The number of invoices in a request is not limited.
* `SubjectId` finds the batch in which this invoice or case came about.
* `From` and `To` bound an invoice's `createdAt`, both included; of a date alone, the whole day in UTC.
* `CustomerNumber` matches any of an invoice's debtors. `Status` and `Type` match whatever their case.
* An item of the batch list is the whole batch, with `succeeded` and `failed`.
* Times are cut to whole seconds, as in every example of the pages but generated ones.
* The creditor's name and organization number in an invoice are made up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from amili_client.runtime import encode_json, read_date, read_datetime, write_datetime
from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.paging import list_response, read_page
from amili_ext.sandbox.norway.processing import process_due
from amili_ext.sandbox.norway.rows import BatchFilter, BatchRow, InvoiceFilter, InvoiceRow
from amili_ext.sandbox.norway.rules import AMOUNTS
from amili_ext.sandbox.norway.store import Store
from amili_ext.sandbox.norway.validation import Call
from amili_ext.sandbox.settings import SandboxSettings

_CREDITOR_NAME = "Sandbox Creditor"
_CREDITOR_NUMBER = "000000000"


@frozen
class CollectionApi:
    """The collection API of one sandbox."""

    prefix: str
    settings: SandboxSettings
    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "createInvoices": self._create_invoices,
            "getInvoicesByOrganization": self._list_invoices,
            "getInvoiceById": self._get_invoice,
            "getBatchById": self._get_batch,
            "getBatchByIdLegacy": self._get_batch,
            "getBatchesByOrganization": self._list_batches,
        }

    def _create_invoices(self, call: Call) -> SandboxResponse:
        organization = self._organization(call)
        invoices: list[dict[str, Any]] = call.body["invoices"]
        if not invoices:
            raise Refusal(400, errors={"invoices": ["must hold at least one invoice"]})
        digest = hashlib.sha256(encode_json(_canonical(invoices))).hexdigest()
        key: str | None = call.headers.get("IdempotencyKey") if self.settings.record_idempotency_header else None
        with self.store.transaction():
            earlier = self.store.batch_by_key(organization, key) if key and self.settings.honour_idempotency_header else None
            if earlier is None:
                batch_id = self._queue(organization, key, digest, invoices)
            elif earlier.digest == digest:
                batch_id = earlier.id
            else:
                raise Refusal(422, errors={"IdempotencyKey": ["was used before for other invoices"]})
        base = self.settings.public_url or f"http://{call.request.header('host') or 'localhost'}"
        return json_response(202, {"data": {"batchId": batch_id, "batchUrl": f"{base}{self.prefix}/batches/{batch_id}"}})

    def _queue(self, organization: str, key: str | None, digest: str, invoices: list[dict[str, Any]]) -> str:
        now = self.clock()
        batch = BatchRow(
            id=str(self.new_id()),
            organization=organization,
            created_by=str(self.settings.identity),
            idempotency_key=key,
            digest=digest,
            created_at=now,
            due_at=now + timedelta(seconds=self.settings.processing_delay),
        )
        self.store.add_batch(batch, invoices)
        return batch.id

    def _get_batch(self, call: Call) -> SandboxResponse:
        allowed = {self._organization(call)} if "organizationId" in call.path else {str(one) for one in self.settings.organizations}
        self._process()
        batch = self.store.batch(call.path["batchId"].lower())
        if batch is None or batch.organization not in allowed:
            raise Refusal(404, "There is no such batch.")
        return json_response(200, {"summary": {"status": "SUCCESS"}, "data": _show_batch(batch)})

    def _list_batches(self, call: Call) -> SandboxResponse:
        organization = self._organization(call)
        page = read_page(call.query, self.settings)
        now = self._process()
        wanted = BatchFilter(
            created_until=now - timedelta(seconds=self.settings.listing_delay),
            state=call.query.get("State"),
            type=call.query.get("Type"),
            subject=call.query.get("SubjectId", "").lower() or None,
            idempotency_key=call.query.get("IdempotencyKey") if self.settings.honour_idempotency_filter else None,
        )
        return list_response(self.store.batches(organization, wanted, page), page, _show_batch)

    def _get_invoice(self, call: Call) -> SandboxResponse:
        organization = self._organization(call)
        self._process()
        invoice = self.store.invoice(organization, call.path["invoiceId"].lower())
        if invoice is None:
            raise Refusal(404, "There is no such invoice.")
        return json_response(200, {"summary": {"status": "SUCCESS"}, "data": _show_invoice(invoice)})

    def _list_invoices(self, call: Call) -> SandboxResponse:
        organization = self._organization(call)
        page = read_page(call.query, self.settings)
        created_from, _ = _span(call, "From")
        _, created_before = _span(call, "To")
        now = self._process()
        wanted = InvoiceFilter(
            created_until=now - timedelta(seconds=self.settings.invoice_listing_delay),
            status=call.query.get("Status"),
            type=call.query.get("Type"),
            number=call.query.get("InvoiceNumber"),
            source_id=call.query.get("UniqueSourceInvoiceId"),
            customer_number=call.query.get("CustomerNumber"),
            created_from=created_from,
            created_before=created_before,
        )
        return list_response(self.store.invoices(organization, wanted, page), page, _show_invoice)

    def _organization(self, call: Call) -> str:
        organization = UUID(call.path["organizationId"])
        if organization not in self.settings.organizations:
            raise Refusal(403, "This client may not act for this organization.")
        return str(organization)

    def _process(self) -> datetime:
        now = self.clock()
        process_due(self.store, now=now, new_id=self.new_id)
        return now


def _span(call: Call, name: str) -> tuple[datetime | None, datetime | None]:
    """The first moment that a bound includes, and the first moment after it."""
    text: str | None = call.query.get(name)
    if text is None:
        return None, None
    try:
        if len(text) == len("2024-01-15"):
            start = datetime.combine(read_date(text), datetime.min.time(), UTC)
            return start, start + timedelta(days=1)
        start = read_datetime(text)
        return start, start + timedelta(seconds=1) if start.microsecond == 0 else start + timedelta(microseconds=1)
    except (ValueError, OverflowError):
        raise Refusal(400, errors={name: ["must be a date or a date-time"]}) from None


def _canonical(value: Any) -> Any:
    """The same for the same invoices, however names are ordered and amounts are written: 4500, 4500.0 and 4500.00 are one amount."""
    if isinstance(value, dict):
        return {name: _canonical(value[name]) for name in sorted(value)}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # JSON
    if isinstance(value, list):
        return [_canonical(one) for one in value]  # pyright: ignore[reportUnknownVariableType]  # JSON
    return AMOUNTS.normalize(Decimal(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _show_time(moment: datetime) -> str:
    return write_datetime(moment.replace(microsecond=0))


def _show_batch(batch: BatchRow) -> dict[str, Any]:
    return {
        "batchId": batch.id,
        "type": "INVOICE",
        "status": batch.status,
        "createdAt": _show_time(batch.created_at),
        "finishedAt": None if batch.finished_at is None else _show_time(batch.finished_at),
        "organizationId": batch.organization,
        "createdBy": batch.created_by,
        "succeeded": batch.succeeded,
        "failed": batch.failed,
    }


def _show_invoice(invoice: InvoiceRow) -> dict[str, Any]:
    shown = {
        "id": invoice.id,
        "organization": {"id": invoice.organization, "organizationNumber": _CREDITOR_NUMBER, "name": _CREDITOR_NAME},
        "invoiceNumber": invoice.number,
        "collectionCaseNumber": invoice.case_number,
        "type": invoice.type,
        "status": invoice.status,
        "createdAt": _show_time(invoice.created_at),
    }
    return {name: value for name, value in shown.items() if value is not None}
