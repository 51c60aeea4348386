"""What a change of a customer means to ARM, so that what is sent does what the caller means by it.

* A field that is left out stays as it is.
* `null` changes nothing either. Hardly anybody means that by it, so it is refused (`amili_ext.norway.arm.asking.NO_NULL`).
* An empty text clears the field. That is documented for the address; for other fields it is concluded. What clears a number, a list or
  true and false no page says: `0`, `[]` and `False` are sent as they are given.
* The postal address is one group. Whoever changes one of its fields replaces them all, and what he leaves out is blank afterwards. So an
  address that is not whole is completed from the one that is stored, and all its fields are sent.

The functions look at wire dicts and ask nobody; `amili_ext.norway.arm.customers.stored` reads what is stored.

Page: https://docs.amili.dev/put-update-one-customer-3942678e0
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_client.norway.arm.models.postal_address import PostalAddress

from amili_ext.shapes import is_array, is_object

ADDRESS = "postalAddress"
ADDRESS_FIELDS = tuple(PostalAddress.WIRE_NAMES.values())


def is_partial(customer: Mapping[str, Any]) -> bool:
    """Whether a customer that is to be sent has an address of which something would be lost."""
    address = customer.get(ADDRESS)
    return is_object(address) and not all(name in address for name in ADDRESS_FIELDS)


def completed(customer: Mapping[str, Any], address: Mapping[str, Any]) -> dict[str, Any]:
    """The customer with its whole address: what is to be sent, laid over the one that is stored, where a field that has none is blank."""
    return {**customer, ADDRESS: {**dict.fromkeys(ADDRESS_FIELDS, ""), **address, **customer[ADDRESS]}}


def shows(stored: Any, sent: Any) -> bool:
    """Whether a customer, as it was read, shows all that was sent. It may have more, and a text that was cleared may be gone altogether.

    Exact on purpose: a write that is not recognised is repeated, which merges the same values once more, but one that is recognised
    wrongly would be lost.
    """
    if is_object(sent):
        there: dict[str, Any] = stored if is_object(stored) else {}
        return all(shows(there.get(name), value) for name, value in sent.items())
    if is_array(sent):
        return is_array(stored) and len(stored) == len(sent) and all(map(shows, stored, sent))
    if sent == "":
        return stored in (None, "")
    if isinstance(sent, bool) or isinstance(stored, bool):
        return stored is sent
    return bool(stored == sent)
