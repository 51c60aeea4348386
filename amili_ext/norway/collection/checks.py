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

from amili_ext.errors import InputError, Problem
from amili_ext.norway.collection.handle import Reference
from amili_ext.shapes import is_mapping
from amili_ext.wire import Problems, read_moment, to_wire

Invoices: TypeAlias = Iterable[InvoiceInput | Mapping[str, Any]] | CreateInvoicesRequest
"""What `submit` takes: generated models, dicts in wire or Python names, any iterable of either, or the whole request model."""


_NUMBER_OR_ALL = frozenset({"invoiceNumber", "invoice_number", ""})
"""Fields whose own problem already says why there is no invoice number."""


def check_invoices(invoices: Invoices, extra_fields: Collection[str] = ()) -> list[dict[str, Any]]:
    """The invoices as wire dicts.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    problems = Problems()
    wires: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    source_ids: dict[str, int] = {}
    for index, invoice in enumerate(_unwrapped(invoices)):
        so_far = len(problems.found)
        report = problems.at(index)
        wire = to_wire(InvoiceInput, invoice, report, extra_fields)
        wires.append(wire)
        number, source_id = wire.get("invoiceNumber"), wire.get("uniqueSourceInvoiceId")
        if number:
            if numbers.setdefault(number, index) != index:
                report("invoiceNumber", f"is the same as in invoices[{numbers[number]}]")
        elif not any(problem.field in _NUMBER_OR_ALL for problem in problems.found[so_far:]):
            report("invoiceNumber", "is missing; without it nobody can tell what became of the invoice")
        if source_id and source_ids.setdefault(source_id, index) != index:
            report("uniqueSourceInvoiceId", f"is the same as in invoices[{source_ids[source_id]}]")
        if _earlier(wire.get("dueDate"), wire.get("invoiceDate")):
            report("dueDate", "is before invoiceDate")
    if not wires:
        problems.at(None)("", "there are no invoices to submit")
    if problems.found:
        raise InputError(problems.found)
    return wires


def reference_of(wire: Mapping[str, Any]) -> Reference:
    """The names of a checked invoice."""
    return Reference(wire["invoiceNumber"], wire.get("uniqueSourceInvoiceId"))


def _unwrapped(invoices: Invoices) -> Iterable[InvoiceInput | Mapping[str, Any]]:
    if isinstance(invoices, CreateInvoicesRequest):
        return invoices.invoices
    if _is_no_list(invoices):
        raise InputError([Problem(None, "", f"pass a list of invoices, not one {type(invoices).__name__}")])
    return invoices


def _is_no_list(value: object) -> bool:
    # A single invoice is the usual slip; a dict and a text can be iterated, but not over invoices.
    return is_mapping(value) or isinstance(value, str | bytes) or not hasattr(value, "__iter__")


def _earlier(due: str | None, issued: str | None) -> bool:
    """Whether one moment or day, in wire form, is before another."""
    if not due or not issued:
        return False
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
