"""The customer as it is at Amili: read to complete an address, and to see whether a write arrived whose answer was lost."""

from __future__ import annotations

from typing import Any

from amili_ext.errors import InputError, NotFoundError, Problem, UnreadableResponseError
from amili_ext.flow import Flow
from amili_ext.norway.arm.batch.kind import same_number
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.customers.checking import NOUN, Checked
from amili_ext.norway.arm.customers.merging import ADDRESS, ADDRESS_FIELDS, completed, is_partial
from amili_ext.norway.arm.reading.customers import get_customer
from amili_ext.shapes import is_object
from amili_ext.wire import encode


def stored(context: Receivables, number: str, user_id: str | None) -> Flow[dict[str, Any]]:
    """The customer of that number, as a wire dict.

    Raises:
        NotFoundError: there is none.
        UnreadableResponseError: the answer is another customer, whose address must not get into this one.
        AmiliError: it cannot be read.
    """
    customer = yield from get_customer(context, number, user_id=user_id)
    if same_number(customer.customer_no or "") != same_number(number):
        raise UnreadableResponseError("another customer came back than the one that was asked for", status=200)
    return customer.to_dict()


def stored_or_none(context: Receivables, number: str, user_id: str | None) -> Flow[dict[str, Any] | None]:
    """The same; None if there is no such customer.

    Raises:
        AmiliError: as `stored`.
    """
    try:
        return (yield from stored(context, number, user_id))
    except NotFoundError:
        return None


def with_whole_address(context: Receivables, customer: Checked, user_id: str | None, *, new: bool) -> Flow[bytes]:
    """What is to be sent of a customer, as JSON: its address, if it has any, with all fields.

    Args:
        new: whether it may be a customer that is not there yet, and has no address to keep.

    Raises:
        InputError: the customer as it is read shows no address at all, or one under other names. Perhaps it has none, but perhaps one that
            would be lost.
        NotFoundError: there is no such customer.
        AmiliError: it cannot be read.
    """
    if not is_partial(customer.wire):
        return customer.part
    try:
        there = yield from stored(context, customer.number, user_id)
    except NotFoundError:
        if not new:
            raise
        return encode(completed(customer.wire, {}))
    address = there.get(ADDRESS)
    # Fields of other names beside missing ones may be the missing ones, which a blank would then clear.
    if not is_object(address) or (is_partial(there) and address.keys() - set(ADDRESS_FIELDS)):
        shown = "one with fields of other names" if is_object(address) else "no address"
        why = f"cannot be completed, since the customer as it is read shows {shown}; pass all its fields"
        raise InputError([Problem(None, customer.address_field, why, NOUN)])
    return encode(completed(customer.wire, address))
