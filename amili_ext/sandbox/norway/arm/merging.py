"""How a change of a customer is merged into what is stored.

Documented: a name that is missing, or that stands there with null, leaves the stored value alone; any field of the postal address replaces
the whole address; an empty text is a value like any other. Where the pages are silent:

* The fields of the address that are left out, or null, become empty. Nothing but nulls changes nothing.
* Inside another object, such as `distribution`, each field is merged by itself. Lists are replaced.
* What Amili sets itself stays as it is whatever is sent, so that an answer can be sent back with changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_ext.shapes import is_object

ADDRESS_FIELDS = ("addressLine1", "addressLine2", "addressLine3", "postalCode", "cityName", "countryText", "countryCode")
_SET_BY_AMILI = frozenset(
    {
        "clientNo",
        "accountNo",
        "postalReturnStatus",
        "postalReturnDate",
        "registrationStatusCode",
        "registrationStatusDate",
        "postalAddressChanged",
    }
)


def merge_customer(stored: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """The customer after the change."""
    changes = {name: value for name, value in sent.items() if name not in _SET_BY_AMILI}
    address = changes.pop("postalAddress", None)
    merged = merge(stored, changes)
    if is_object(address) and (given := merge({}, address)):
        merged["postalAddress"] = {**dict.fromkeys(ADDRESS_FIELDS, ""), **given}
    return merged


def merge(stored: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Any other object after a change, by the same rules but that of the address."""
    merged = dict(stored)
    for name, value in sent.items():
        if is_object(value):
            inner = merged.get(name)
            merged[name] = merge(inner if is_object(inner) else {}, value)
        elif value is not None:
            merged[name] = value
    return merged
