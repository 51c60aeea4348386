"""Documents: create, read, list. Each makes one AR item of its customer.

Where the pages are silent:

* A document needs a `documentNo` that is new and a `customerNo` that exists. Nothing else is checked, and nothing is computed: neither the
  amounts of its lines nor its KID.
* It is shown as it was sent, with `clientNo` and a `documentUuid`, and after `expand` with its `customer` and its `arItems`.
* The AR item claims `currencyAmounts.inclVat` of the document, or 0, and repeats what `_REPEATED` names of it.
* A list has the documents in the order in which they were made. Its filters are the text fields of the printed document, in lower case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.ar_items import add_ar_item
from amili_ext.sandbox.norway.arm.context import ArmContext, done, expanded, require_done
from amili_ext.sandbox.norway.arm.customers import CUSTOMER_UNKNOWN
from amili_ext.sandbox.norway.arm.customers import NUMBER_MISSING as CUSTOMER_NUMBER_MISSING
from amili_ext.sandbox.norway.arm.lists import list_response
from amili_ext.sandbox.norway.arm.merging import merge
from amili_ext.sandbox.norway.arm.rows import Kind, Outcome, Record
from amili_ext.sandbox.norway.validation import Call
from amili_ext.shapes import is_object

NUMBER_MISSING = "Document number is missing"
NUMBER_EXISTS = "Document number already exists"

_REPEATED = ("documentType", "documentDate", "dueDate", "currency", "kid", "referenceNo", "ledgerNote")


@frozen
class DocumentsApi:
    """The part of the ARM API that is about documents."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "getDocuments": lambda call: list_response(self.context, call, Kind.DOCUMENT),
            "getDocument": self._get,
            "createDocument": self._create,
        }

    def _get(self, call: Call) -> SandboxResponse:
        document = self.context.existing(call, Kind.DOCUMENT, call.path["documentno"])
        shown = dict(document.content)
        wanted = expanded(call)
        if "customer" in wanted:
            shown["customer"] = self.context.existing(call, Kind.CUSTOMER, document.customer).content
        if "aritems" in wanted:
            items = self.context.store.all(document.client, Kind.AR_ITEM)
            shown["arItems"] = [item.content for item in items if item.uuid == document.uuid]
        return json_response(200, shown)

    def _create(self, call: Call) -> SandboxResponse:
        outcome = add_document(self.context, self.context.client(call), call.body.get("document", {}))
        return done(document=require_done(outcome, "document"))


def add_document(context: ArmContext, client: int, sent: Mapping[str, Any]) -> Outcome:
    """Store a document and its AR item, unless something is wrong with it."""
    number, customer_number = (str(sent.get(name) or "") for name in ("documentNo", "customerNo"))
    told = {"documentNo": number} if number else {}
    problems: dict[str, str] = {}
    with context.store.transaction():
        if not number:
            problems["documentNo"] = NUMBER_MISSING
        elif context.store.named(client, Kind.DOCUMENT, number):
            problems["documentNo"] = NUMBER_EXISTS
        customer = context.store.named(client, Kind.CUSTOMER, customer_number)
        if customer is None:
            problems["customerNo"] = CUSTOMER_UNKNOWN if customer_number else CUSTOMER_NUMBER_MISSING
        if problems or customer is None:
            return Outcome(told=told, problems=problems)
        uuid = context.new_uuid()
        content = {**merge({}, sent), "clientNo": client, "documentUuid": uuid}
        document = Record(client=client, kind=Kind.DOCUMENT, name=number, customer=customer.name, uuid=uuid, content=content)
        context.store.add(document)
        repeated = {name: content[name] for name in _REPEATED if name in content}
        add_ar_item(context, customer, _claimed(content), {"documentNo": number, "documentUuid": uuid, **repeated})
    return Outcome(told={**told, "documentUuid": uuid})


def _claimed(document: Mapping[str, Any]) -> Decimal | int:
    amounts = document.get("currencyAmounts")
    amount = amounts.get("inclVat") if is_object(amounts) else None
    return amount if isinstance(amount, int | Decimal) else 0
