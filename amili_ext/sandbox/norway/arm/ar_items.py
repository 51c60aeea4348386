"""AR items: what a customer owes for a document, read, listed, changed and credited.

Where the pages are silent:

* An item comes from a document, or as the credit note of another item. It has `amount` and `remainingAmount`; auto postings take from the
  latter.
* `PUT` names the item by `arItemId`, which is a whole number, or the same as text. Whatever else stands in `arItem` is merged into it by
  the rules of customers; who owes what for which document cannot be changed.
* `creditNote`, an object in `arItem`, makes a credit note: a new item with minus its `amount`, or minus all that remains. The item itself
  is less by as much, and never less than nothing.
* After `expand` an item is shown with its `document` and its `customer`.
* A list has the items in the order in which they came about. Its filters are the fields of an item, in lower case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.context import ArmContext, done, expanded
from amili_ext.sandbox.norway.arm.lists import list_response
from amili_ext.sandbox.norway.arm.merging import merge
from amili_ext.sandbox.norway.arm.rows import Kind, Record
from amili_ext.sandbox.norway.rules import AMOUNTS
from amili_ext.sandbox.norway.validation import Call
from amili_ext.shapes import is_object

ITEM_UNKNOWN = "AR item does not exist"
AMOUNT_NOT_POSITIVE = "Amount must be a number greater than zero"
AMOUNT_EXCEEDS = "Amount exceeds what remains of the AR item"

_FIRST_ITEM = 700_001
_FIXED = frozenset(
    {
        "clientNo",
        "accountNo",
        "customerNo",
        "documentNo",
        "documentUuid",
        "amount",
        "remainingAmount",
        "currency",
        "creditedArItemId",
    }
)


@frozen
class ArItemsApi:
    """The part of the ARM API that is about AR items."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "getArItems": lambda call: list_response(self.context, call, Kind.AR_ITEM),
            "getArItem": self._get,
            "updateArItem": self._update,
        }

    def _get(self, call: Call) -> SandboxResponse:
        item = self.context.existing(call, Kind.AR_ITEM, call.path["aritemid"])
        shown = dict(item.content)
        wanted = expanded(call)
        if "customer" in wanted:
            shown["customer"] = self.context.existing(call, Kind.CUSTOMER, item.customer).content
        if "document" in wanted and item.uuid is not None:
            document = self.context.store.with_uuid(item.client, Kind.DOCUMENT, item.uuid)
            shown["document"] = {} if document is None else document.content
        return json_response(200, shown)

    def _update(self, call: Call) -> SandboxResponse:
        sent = dict(call.body.get("arItem", {}))
        item_id, credit_note = sent.pop("arItemId", None), sent.pop("creditNote", None)
        with self.context.store.transaction():
            item = find_ar_item(self.context, self.context.client(call), item_id)
            if item is None:
                raise Refusal(404, f"{ITEM_UNKNOWN}.")
            changed = merge(item.content, sent)
            if fixed := sorted(name for name in _FIXED if changed.get(name) != item.content.get(name)):
                raise Refusal(422, errors={f"arItem.{name}": ["cannot be changed"] for name in fixed})
            told: dict[str, Any] = {"arItemId": item.serial}
            if credit_note is not None:
                amount = _credited(credit_note, item)
                changed["remainingAmount"] = AMOUNTS.subtract(item.content["remainingAmount"], amount)
                told["creditNote"] = {"arItemId": self._credit(call, item, amount)}
            self.context.store.save(item, changed)
        return done(arItem=told)

    def _credit(self, call: Call, item: Record, amount: Decimal | int) -> int:
        customer = self.context.existing(call, Kind.CUSTOMER, item.customer)
        repeated = {name: item.content[name] for name in ("documentNo", "documentUuid", "currency") if name in item.content}
        return add_ar_item(self.context, customer, AMOUNTS.minus(amount), {**repeated, "creditedArItemId": item.serial})


def add_ar_item(context: ArmContext, customer: Record, amount: Decimal | int, rest: Mapping[str, Any]) -> int:
    """Store a new AR item of that customer; its `arItemId`. `rest` is what else is shown of it."""
    item_id = context.store.next_serial(customer.client, Kind.AR_ITEM, _FIRST_ITEM)
    content: dict[str, Any] = {
        "arItemId": item_id,
        "clientNo": customer.client,
        "accountNo": customer.serial,
        "customerNo": customer.name,
        **rest,
        "amount": amount,
        "remainingAmount": amount,
    }
    item = Record(
        client=customer.client,
        kind=Kind.AR_ITEM,
        name=str(item_id),
        customer=customer.name,
        serial=item_id,
        uuid=content.get("documentUuid"),
        content=content,
    )
    context.store.add(item)
    return item_id


def find_ar_item(context: ArmContext, client: int, item_id: object) -> Record | None:
    """The AR item with that id, which somebody wrote as a number or as text."""
    return context.store.named(client, Kind.AR_ITEM, str(item_id)) if isinstance(item_id, int | str) else None


def taken_amount(amount: object, remaining: Decimal | int) -> Decimal | int | str:
    """An amount that is to be taken from what remains of an item, or what is wrong with it."""
    if not isinstance(amount, int | Decimal) or isinstance(amount, bool) or amount <= 0:
        return AMOUNT_NOT_POSITIVE
    return AMOUNT_EXCEEDS if amount > remaining else amount


def _credited(credit_note: object, item: Record) -> Decimal | int:
    remaining: Decimal | int = item.content["remainingAmount"]
    amount = taken_amount(credit_note.get("amount", remaining) if is_object(credit_note) else None, remaining)
    if isinstance(amount, str):
        raise Refusal(422, errors={"arItem.creditNote.amount": [amount]})
    return amount
