"""Customers come into being with a registration, and can only be searched and read.

Documented: the customer of a registration is exactly one of person, company and foreign; the search parameters `id_number`, `name` and
`email`. Where the pages are silent:

* A case registration may leave the three flags out, as its published examples do; the customer is a person then. More than one is refused.
* The same `id_number` in the same account is the same customer; the newest registration's name, address and so on replace the old.
* A search finds what is equal; several parameters must all fit.
* A customer without a country is in Sweden. It has the `account` that it was registered for.

Page: https://docs.amili.se/reference/endpoints/customer
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bson import ObjectId

from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.store import Store

_TYPES = ("is_person", "is_company", "is_foreign")
_SEARCHED = ("id_number", "name", "email")


def type_problems(customer: Document, *, required: bool) -> dict[str, list[str]]:
    """What is wrong with the three flags of a registration's customer."""
    if sum(bool(customer.get(name)) for name in _TYPES) == 1 or not (required or any(customer.get(name) for name in _TYPES)):
        return {}
    return {"customer": [f"exactly one of {', '.join(_TYPES)} must be true"]}


def search(query: Mapping[str, str]) -> Document:
    """The filter for the documented search parameters of a list of customers."""
    return {name: query[name] for name in _SEARCHED if name in query}


def register(store: Store, account: ObjectId, sent: Document) -> Document:
    """The customer of a registration, new or known."""
    is_person = bool(sent.get("is_person")) or not (sent.get("is_company") or sent.get("is_foreign"))
    customer: dict[str, Any] = {
        **sent,
        "address": {"country": "SE", **sent["address"]},
        "is_person": is_person,
        "is_company": bool(sent.get("is_company")),
        "is_foreign": bool(sent.get("is_foreign")),
        "is_active": True,
        "account": account,
    }
    known = store.find("customers", account=account, id_number=sent["id_number"])
    return store.change("customers", known[0]["_id"], customer) if known else store.add("customers", customer)
