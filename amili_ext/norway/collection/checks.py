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
from amili_ext.wire import Problems, Report, read_moment, to_wire

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
        report = problems.at(index)
        so_far = len(problems.found)
        wire = to_wire(InvoiceInput, invoice, report, extra_fields)
        if wire.get("invoiceNumber"):
            _once("invoiceNumber", wire["invoiceNumber"], index, numbers, report)
        elif not any(problem.field in _NUMBER_OR_ALL for problem in problems.found[so_far:]):
            report("invoiceNumber", "is missing; without it nobody can tell what became of the invoice")
        if wire.get("uniqueSourceInvoiceId"):
            _once("uniqueSourceInvoiceId", wire["uniqueSourceInvoiceId"], index, source_ids, report)
        if _earlier(wire.get("dueDate"), wire.get("invoiceDate")):
            report("dueDate", "is before invoiceDate")
        wires.append(wire)
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


def _once(field: str, value: str, index: int, seen: dict[str, int], report: Report) -> None:
    first = seen.setdefault(value, index)
    if first != index:
        report(field, f"is the same as in invoices[{first}]")


def _earlier(due: Any, issued: Any) -> bool:
    due, issued = read_moment(due), read_moment(issued)
    if due is None or issued is None:
        return False
    if isinstance(due, datetime) and isinstance(issued, datetime):
        return due < issued
    return _day(due) < _day(issued)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
