"""Payment reservations: taken in once for each `paymentId`, for something that exists.

Documented: which fields name an AR item, a document or a customer, that one of them is needed, and that `paymentId` must be unique. Where
the pages are silent:

* An identifier that is empty or 0 is not given. All that are given must be found, and belong to one customer; otherwise 422.
* `kid` and `referenceNo` are those of a document that was sent with them.
* A `paymentId` that was taken before is 422, whatever else is sent with it. A reservation changes nothing, and cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse
from amili_ext.sandbox.norway.arm.ar_items import find_ar_item
from amili_ext.sandbox.norway.arm.context import ArmContext, done
from amili_ext.sandbox.norway.arm.rows import Kind, Record
from amili_ext.sandbox.norway.validation import Call

IDENTIFIERS = ("arItemId", "documentNo", "documentUuid", "referenceNo", "kid", "accountNo", "customerNo")


@frozen
class ReservationsApi:
    """The part of the ARM API that is about payment reservations."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {"createPaymentReservation": self._create}

    def _create(self, call: Call) -> SandboxResponse:
        sent: Mapping[str, Any] = call.body.get("paymentReservation", {})
        client = self.context.client(call)
        payment_id: str = sent.get("paymentId") or ""
        if not payment_id:
            raise Refusal(422, errors=_fields("paymentId", problem="is required"))
        given = {name: sent[name] for name in IDENTIFIERS if sent.get(name)}
        if not given:
            raise Refusal(422, "At least one identifier of an AR item, a document or a customer is required.")
        found = {name: self._find(client, name, value) for name, value in given.items()}
        if unknown := [name for name, record in found.items() if record is None]:
            raise Refusal(422, errors=_fields(*unknown, problem="names nothing that exists"))
        customers = {record.customer.lower() for record in found.values() if record is not None}
        if len(customers) > 1:
            raise Refusal(422, errors=_fields(*found, problem="is of another customer than the others"))
        if not self.context.store.add_payment(client, payment_id):
            raise Refusal(422, errors=_fields("paymentId", problem="was used before"))
        return done(paymentReservation={"paymentId": payment_id})

    def _find(self, client: int, name: str, value: Any) -> Record | None:
        store = self.context.store
        match name:
            case "arItemId":
                return find_ar_item(self.context, client, value)
            case "documentNo":
                return store.named(client, Kind.DOCUMENT, str(value))
            case "documentUuid":
                return store.with_uuid(client, Kind.DOCUMENT, str(value))
            case "accountNo":
                return store.numbered(client, Kind.CUSTOMER, str(value))
            case "customerNo":
                return store.named(client, Kind.CUSTOMER, str(value))
            case _:
                return next((document for document in store.all(client, Kind.DOCUMENT) if document.content.get(name) == value), None)


def _fields(*names: str, problem: str) -> dict[str, list[str]]:
    return {f"paymentReservation.{name}": [problem] for name in names}
