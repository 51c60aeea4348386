"""Customers: create or update, read, list, delete. `merging` has the rules of an update.

Where the pages are silent:

* A customer is named by `customerNo`, which is all that a new one needs; it gets the next free `accountNo`.
* To update one that does not exist is 404; in a batch, the item fails.
* A list has the customers in the order in which they were made. Its filters are the fields that the page shows, but lists and objects, in
  lower case.
* `expand` changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.context import ArmContext, done, require_done
from amili_ext.sandbox.norway.arm.lists import list_response
from amili_ext.sandbox.norway.arm.merging import merge_customer
from amili_ext.sandbox.norway.arm.rows import Kind, Outcome, Record
from amili_ext.sandbox.norway.arm.seeds import documented_customer, other_customer
from amili_ext.sandbox.norway.validation import Call

NUMBER_MISSING = "Customer number is missing"
CUSTOMER_UNKNOWN = "Customer does not exist"
IN_USE = "The customer has documents or AR items."

_FIRST_ACCOUNT = 500_001


@frozen
class CustomersApi:
    """The part of the ARM API that is about customers."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {
            "getCustomers": lambda call: list_response(self.context, call, Kind.CUSTOMER),
            "getCustomer": self._get,
            "createCustomer": lambda call: self._write(call, may_create=True),
            "updateCustomer": lambda call: self._write(call, may_create=False),
            "deleteCustomer": self._delete,
        }

    def _get(self, call: Call) -> SandboxResponse:
        return json_response(200, self.context.existing(call, Kind.CUSTOMER, call.path["customerno"]).content)

    def _write(self, call: Call, *, may_create: bool) -> SandboxResponse:
        outcome = write_customer(self.context, self.context.client(call), call.body.get("customer", {}), may_create=may_create)
        if CUSTOMER_UNKNOWN in outcome.problems.values():
            raise Refusal(404, f"{CUSTOMER_UNKNOWN}.")
        return done(customer=require_done(outcome, "customer"))

    def _delete(self, call: Call) -> SandboxResponse:
        store = self.context.store
        with store.transaction():
            customer = self.context.existing(call, Kind.CUSTOMER, call.path["customerno"])
            if any(store.about_customer(customer.client, kind, customer.name) for kind in (Kind.DOCUMENT, Kind.AR_ITEM)):
                raise Refusal(422, IN_USE)
            store.delete(customer)
        return done(customerNo=customer.name)


def write_customer(context: ArmContext, client: int, sent: Mapping[str, Any], *, may_create: bool) -> Outcome:
    """Create a customer, or merge what was sent into the one that has its number."""
    number: str = sent.get("customerNo") or ""
    told = {"customerNo": number} if number else {}
    if not number:
        return Outcome(told=told, problems={"customerNo": NUMBER_MISSING})
    with context.store.transaction():
        stored = context.store.named(client, Kind.CUSTOMER, number)
        if stored is not None:
            context.store.save(stored, {**merge_customer(stored.content, sent), "customerNo": stored.name})
        elif may_create:
            account = context.store.next_serial(client, Kind.CUSTOMER, _FIRST_ACCOUNT)
            _add(context, {"clientNo": client, "accountNo": account, **merge_customer({}, sent)})
        else:
            return Outcome(told=told, problems={"customerNo": CUSTOMER_UNKNOWN})
    return Outcome(told=told)


def add_first_customers(context: ArmContext) -> None:
    """Give every client that is new its first customers."""
    with context.store.transaction():
        for client in context.settings.arm_clients:
            if context.store.add_client(client):
                for customer in (documented_customer(), other_customer()):
                    _add(context, {**customer, "clientNo": client})


def _add(context: ArmContext, content: dict[str, Any]) -> None:
    number: str = content["customerNo"]
    client: int = content["clientNo"]
    context.store.add(Record(client=client, kind=Kind.CUSTOMER, name=number, customer=number, serial=content["accountNo"], content=content))
