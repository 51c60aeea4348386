"""What registrations of invoices and of cases have in common when they are checked, before anything is sent.

Refused is what the documentation forbids and what cannot be right whatever Amili's rules are. How an identity number is made up is left to
Amili: not even those of its own examples are all valid.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Context, Decimal
from typing import Any, Protocol, TypeVar

from amili_client.runtime import read_datetime
from amili_client.sweden.ada.models.address_input import AddressInput
from amili_client.sweden.ada.models.customer_input import CustomerInput

from amili_ext.checked import Checking, is_no_list
from amili_ext.errors import InputError, Problem
from amili_ext.shapes import is_mapping
from amili_ext.wire import Problems

ORE = Decimal("0.01")

EXACT = Context(prec=60, traps=[])
"""Sums and products of amounts without rounding; of numbers that are no amounts at all it makes infinity instead of an exception."""

_KINDS = ("is_person", "is_company", "is_foreign")


class Ready(Protocol):
    """A registration that was checked: what it is called, and what it is encoded as."""

    @property
    def creditor(self) -> str: ...
    @property
    def numbers(self) -> tuple[str, ...]: ...
    @property
    def part(self) -> bytes: ...


R = TypeVar("R", bound=Ready, covariant=True)


class Check(Protocol[R]):
    """Checks one registration; gives None if anything is wrong with it."""

    def __call__(self, value: Any, checking: Checking, extra_fields: Collection[str], /) -> R | None: ...


def check_one(check: Check[R], value: Any, extra_fields: Collection[str] = ()) -> R:
    """Check a single registration.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    problems = Problems()
    ready = check(value, Checking(problems.at(None)), extra_fields)
    if ready is None:
        raise InputError(problems.found)
    return ready


def check_all(check: Check[R], values: Iterable[Any], noun: str, number_paths: str, extra_fields: Collection[str] = ()) -> list[R]:
    """Check many registrations before the first is sent; keeps of each what is to be sent and by what it is found again.

    Args:
        noun: what they are called in messages, such as `invoices`.
        number_paths: the path of the invoice number of number `{}` in one of them.

    Raises:
        InputError: with every problem found, in the order of the registrations; nothing may be sent.
    """
    if is_no_list(values):
        raise InputError([Problem(None, "", f"pass a list of {noun}, not one {type(values).__name__}")])
    problems = Problems(noun)
    ready: list[R] = []
    seen: dict[tuple[str, str], int] = {}
    for index, value in enumerate(values):
        report = problems.at(index)
        one = check(value, Checking(report), extra_fields)
        if one is None:
            continue
        ready.append(one)
        for position, number in enumerate(one.numbers):
            first = seen.setdefault((one.creditor, number), index)
            if first != index:
                report(number_paths.format(position), f"is the same as in {noun}[{first}]; each invoice can be registered once")
    problems.check()
    return ready


def check_parties(wire: dict[str, Any], checking: Checking, *, one_kind: bool) -> None:
    """Look at the customer, and at the currency.

    Args:
        one_kind: whether exactly one kind of customer must be said, or at most one.
    """
    currency = wire.get("currency")
    if currency not in (None, "SEK"):
        checking.blame("currency", "must be SEK, the only currency that Amili supports here")
    customer = wire.get("customer")
    if not is_mapping(customer) or checking.blamed("customer"):
        return
    kinds = [name for name in _KINDS if customer.get(name) is True]
    # No page shows a foreign customer, so nobody knows whether there is a number that identifies one.
    checking.require(CustomerInput, customer, "customer", but=("id_number",) if kinds == ["is_foreign"] else ())
    checking.require(AddressInput, customer.get("address"), "customer.address")
    if len(kinds) > 1:
        checking.blame("customer", f"says {' and '.join(kinds)}; only one of them can be true")
    elif one_kind and not kinds:
        checking.blame("customer", "does not say what it is: exactly one of is_person, is_company and is_foreign must be true")


def amount(wire: Any, name: str) -> Decimal | None:
    """A number in a wire dict, if it is there and one."""
    value = wire.get(name)
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def moment(wire: Any, name: str) -> datetime | None:
    """A moment in a wire dict, if it is there and one."""
    try:
        return read_datetime(wire.get(name))
    except ValueError:
        return None


_SEPARATORS = re.compile(r"[^0-9A-Za-z]")


def same_identity(one: str, other: str) -> bool:
    """Whether two identity numbers are the same one, with or without hyphen, and with or without the century that persons may have."""
    first, second = (_SEPARATORS.sub("", text).upper() for text in (one, other))
    if first == second:
        return True
    swedish = all(number.isdigit() and len(number) in (10, 12) for number in (first, second))
    return swedish and first[-10:] == second[-10:]
