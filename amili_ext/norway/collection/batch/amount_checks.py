"""Checking payments and corrections before anything is sent, with one check for both.

Unlike an invoice number, an amount on an invoice is no name: the same row twice may be a slip or two payments. Within one call it is
refused, since rows that are both meant can be given different descriptions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Any
from uuid import UUID

from amili_ext.checked import Checking, is_no_list
from amili_ext.errors import InputError, Problem
from amili_ext.norway.collection.batch.checked import Checked
from amili_ext.norway.collection.batch.references import AmountReference
from amili_ext.shapes import is_mapping
from amili_ext.values import read_moment
from amili_ext.wire import Problems, encode

_EXACT = Context(prec=10_000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
"""Brings amounts into one form without rounding them: 100, 100.0 and 100.00 are one amount."""


def check_amounts(
    noun: str, model: type[Any], rows: Iterable[Any], extra_fields: Collection[str] = (), *, positive: bool
) -> Checked[AmountReference]:
    """Check all rows of a generated model, or dicts like it, and encode them. `positive` is whether amounts must be above zero.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    if is_no_list(rows):
        raise InputError([Problem(None, "", f"pass a list of {noun}, not one {type(rows).__name__}", noun)])
    problems = Problems(noun)
    checked: Checked[AmountReference] = Checked([], [], [], dated=True)
    seen: dict[bytes, int] = {}
    for index, row in enumerate(rows):
        checking = Checking(problems.at(index))
        wire, part = checking.encode(model, row, extra_fields)
        reference = _reference(checking, wire, row, positive=positive)
        if reference is None:
            continue
        content = _content(wire, reference)
        if seen.setdefault(content, index) != index:
            again = f"is the same as {noun}[{seen[content]}]; give them different descriptions if both are meant"
            problems.at(index)("", again)
        if not problems.found:
            checked.parts.append(part)
            checked.references.append(reference)
            checked.contents.append(content)
    problems.check()
    if not checked.parts:
        raise InputError([Problem(None, "", f"there are no {noun} to register", noun)])
    dated = all(reference.date for reference in checked.references)
    return Checked(checked.parts, checked.references, checked.contents, dated)


def _reference(checking: Checking, wire: Mapping[str, Any], row: object, *, positive: bool) -> AmountReference | None:
    """How the row is named; None if there is anything wrong with it."""
    named = _invoice_id(checking, wire, _spelling(row, "invoice_id", "invoiceId"))
    amount = _amount(checking, wire, positive=positive)
    date = _date(checking, wire)
    currency = wire.get("currency")
    if currency is not None and not checking.blamed("currency") and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        checking.blame("currency", "must be a code of three letters, such as NOK")
    if named is None or amount is None or not checking.good:
        return None
    return AmountReference(named, amount, date)


def _invoice_id(checking: Checking, wire: Mapping[str, Any], field: str) -> UUID | None:
    value = wire.get("invoiceId")
    if checking.blamed(field):
        return None
    if not value:
        checking.blame(field, "is missing; it is Amili's id of the invoice, not its number")
        return None
    try:
        return UUID(value)
    except ValueError:
        checking.blame(field, "must be a UUID: Amili's id of the invoice, not its number")
        return None


def _amount(checking: Checking, wire: Mapping[str, Any], *, positive: bool) -> Decimal | None:
    value = wire.get("amount")
    if checking.blamed("amount"):
        return None
    if value is None:
        checking.blame("amount", "is missing")
        return None
    amount = Decimal(value)
    if amount < 0 and positive:
        checking.blame("amount", "must be greater than zero")
    elif not amount:
        checking.blame("amount", "must be greater than zero" if positive else "must not be zero")
    return amount


def _date(checking: Checking, wire: Mapping[str, Any]) -> datetime | None:
    value = wire.get("date")
    moment = None if value is None or checking.blamed("date") else read_moment(value)
    if not isinstance(moment, datetime):
        return None
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        checking.blame("date", "is out of the range of years that can be written")
        return None


def _spelling(row: object, python_name: str, wire_name: str) -> str:
    return wire_name if is_mapping(row) and python_name not in row else python_name


def _content(wire: Mapping[str, Any], reference: AmountReference) -> bytes:
    """What makes the row the same as another, however its id, its amount and its date are written."""
    same: dict[str, Any] = {**wire, "invoiceId": str(reference.invoice_id), "amount": str(_EXACT.normalize(reference.amount))}
    if reference.date is not None:
        same["date"] = reference.date.isoformat()
    return hashlib.sha256(encode(same)).digest()
