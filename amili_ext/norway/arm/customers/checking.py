"""Customers that a caller passed, as they may be sent: every problem is told at once, before anything is.

Which fields ARM requires of a new customer no page says, so that ARM decides it. Refused here is only what cannot mean anything: a customer
without a number, a null, a change of nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from amili_client.norway.arm.models.customer_input import CustomerInput
from attrs import field, frozen

from amili_ext.checked import Checking, is_no_list
from amili_ext.errors import InputError, Problem
from amili_ext.norway.arm.asking import blame_nulls, number_in
from amili_ext.norway.arm.batch.kind import same_number
from amili_ext.norway.arm.customers.merging import ADDRESS
from amili_ext.shapes import is_mapping
from amili_ext.wire import Problems

AnyCustomer: TypeAlias = CustomerInput | Mapping[str, Any]
"""A generated model, or a dict in wire or Python names."""

NOUN = "customers"
_NUMBER = "customerNo"
_PYTHON_NAMES = {wire_name: name for name, wire_name in CustomerInput.WIRE_NAMES.items()}


@frozen
class Checked:
    """One customer that may be sent.

    Attributes:
        number: its `customerNo`.
        wire: all of it, as a wire dict.
        part: the same as JSON.
        number_field: how the caller spells the field of the number.
        address_field: how the caller spells the field of the address.
    """

    number: str
    wire: dict[str, Any] = field(repr=False)
    part: bytes = field(repr=False)
    number_field: str
    address_field: str


def check_one(customer: AnyCustomer, extra_fields: Collection[str], *, new: bool) -> Checked:
    """Check a customer.

    Args:
        new: whether it may be a new one, of which the number alone is enough for us.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    problems = Problems(NOUN)
    checked = _check(customer, Checking(problems.at(None)), extra_fields, new=new)
    problems.check()
    return checked


def check_many(customers: Iterable[AnyCustomer], extra_fields: Collection[str], *, new: bool) -> list[Checked]:
    """Check customers that are to be sent together, each of them once.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    if is_no_list(customers):
        raise InputError([Problem(None, "", f"pass a list of customers, not one {type(customers).__name__}", NOUN)])
    problems = Problems(NOUN)
    checked: list[Checked] = []
    seen: dict[str, int] = {}
    for index, customer in enumerate(customers):
        checking = Checking(problems.at(index))
        one = _check(customer, checking, extra_fields, new=new)
        first = seen.setdefault(same_number(one.number), index) if one.number else index
        if first != index:
            checking.blame(one.number_field, f"is the same as in {NOUN}[{first}], and in which order ARM would merge them nobody knows")
        checked.append(one)
    problems.check()
    if not checked:
        raise InputError([Problem(None, "", "there are no customers to send", NOUN)])
    return checked


def _check(customer: Any, checking: Checking, extra_fields: Collection[str], *, new: bool) -> Checked:
    with suppress(RecursionError):  # what is nested so deeply is refused as such, below
        blame_nulls(customer, checking.blame)
    wire, part = checking.encode(CustomerInput, customer, extra_fields)
    number, number_field, address_field = wire.get(_NUMBER), _spelled(customer, _NUMBER), _spelled(customer, ADDRESS)
    if not checking.blamed(number_field):
        if number is None:
            checking.blame(number_field, "is missing; it says which customer is meant")
        elif not number.strip():
            checking.blame(number_field, "is empty; it says which customer is meant")
        else:
            try:
                # It names the customer in a path, when it is looked up.
                number_in(number_field, number)
            except InputError as error:
                checking.blame(number_field, error.problems[0].message)
            if not new and len(wire) == 1:
                checking.blame("", "names no field to change")
    if wire.get(ADDRESS) == {} and not checking.blamed(address_field):
        checking.blame(address_field, 'names none of its fields; leave it out, or pass "" in each of them to clear the address')
    return Checked(number or "", wire, part, number_field, address_field)


def _spelled(customer: Any, wire_name: str) -> str:
    """The name of a field as the caller spells it; where it is missing in a dict, as Amili does."""
    python_name = _PYTHON_NAMES[wire_name]
    return wire_name if is_mapping(customer) and python_name not in customer else python_name
