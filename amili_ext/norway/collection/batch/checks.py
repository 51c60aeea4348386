"""Checking invoices before anything is sent.

Refused is only what cannot be right whatever Amili's rules are: the pages do not say which fields are required, so Amili decides that, and
says so per invoice in the batch. All problems are listed at once, with the position of the invoice and the field in the caller's spelling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from amili_client.norway.collection.models.create_invoices_request import CreateInvoicesRequest
from amili_client.norway.collection.models.invoice_input import InvoiceInput

from amili_ext.checked import Checking, is_no_list
from amili_ext.errors import InputError, Problem
from amili_ext.norway.collection.batch.checked import Checked
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.values import read_moment
from amili_ext.wire import Problems

Invoices: TypeAlias = Iterable[InvoiceInput | Mapping[str, Any]] | CreateInvoicesRequest
"""What `submit` takes: generated models, dicts in wire or Python names, any iterable of either, or the whole request model."""


def check_invoices(invoices: Invoices, extra_fields: Collection[str] = ()) -> Checked[Reference]:
    """Check all invoices and encode them.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    problems = Problems()
    parts: list[bytes] = []
    numbers: list[str] = []
    source_ids: list[str | None] = []
    for index, invoice in enumerate(_unwrapped(invoices)):
        checking = Checking(problems.at(index))
        wire, part = checking.encode(InvoiceInput, invoice, extra_fields)
        number = wire.get("invoiceNumber")
        if not number and not checking.blamed("invoice_number"):
            checking.blame("invoiceNumber", "is missing; without it nobody can tell what became of the invoice")
        due, issued = wire.get("dueDate"), wire.get("invoiceDate")
        if due and issued and _earlier(due, issued):
            checking.blame("dueDate", "is before invoiceDate")
        numbers.append(number or "")
        source_ids.append(wire.get("uniqueSourceInvoiceId"))
        if not problems.found:
            parts.append(part)
    _find_repeated("invoiceNumber", numbers, problems)
    _find_repeated("uniqueSourceInvoiceId", source_ids, problems)
    if problems.found:
        raise InputError(sorted(problems.found, key=lambda problem: problem.index or 0))
    if not parts:
        raise InputError([Problem(None, "", "there are no invoices to submit")])
    return Checked(parts, list(map(Reference, numbers, source_ids)), parts)


def _find_repeated(field: str, values: list[str] | list[str | None], problems: Problems) -> None:
    if len(set(values)) == len(values):
        return
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        if value and seen.setdefault(value, index) != index:
            problems.at(index)(field, f"is the same as in invoices[{seen[value]}]")


def _unwrapped(invoices: Invoices) -> Iterable[InvoiceInput | Mapping[str, Any]]:
    if isinstance(invoices, CreateInvoicesRequest):
        return invoices.invoices
    if is_no_list(invoices):
        raise InputError([Problem(None, "", f"pass a list of invoices, not one {type(invoices).__name__}")])
    return invoices


def _earlier(due: str, issued: str) -> bool:
    """Whether one moment or day, in wire form, is before another."""
    if len(due) == len(issued) and due[10:] == issued[10:]:
        # The same time of day in the same zone, or none: the days decide, and days are written so that they sort.
        return due[:10] < issued[:10]
    first, second = read_moment(due), read_moment(issued)
    if first is None or second is None:
        return False
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second
    return _day(first) < _day(second)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
