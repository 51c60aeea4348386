"""Invoices that Amili distributes and, where need be, collects: register them, read them.

Registering makes an invoice, a case and, if need be, a customer. The case is the handle for everything that follows: paying, crediting,
cancelling, attaching a document.

There is no documented way to repeat a registration safely, so an invoice is known by its creditor and its number. Before it is sent it is
looked for: one with the same customer and the same total is adopted, another one is an error. After an ambiguous failure it is looked for
again before it is sent again. See `amili_ext.sweden.ada.creation`.

Pages: https://docs.amili.se/reference/endpoints/invoice-registration, https://docs-alpha.amili.se/reference/endpoints/invoice and
https://docs-alpha.amili.se/reference/examples/invoice
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, cast

from amili_client.runtime import Unset
from amili_client.sweden.ada.api.invoice import get_invoice, list_invoices
from amili_client.sweden.ada.api.invoice_registration import create_invoice_registration
from amili_client.sweden.ada.models.invoice import Invoice
from amili_client.sweden.ada.models.invoice_registration_input import InvoiceRegistrationInput

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.errors import AmiliError, UnknownOutcomeError, UnreadableResponseError
from amili_ext.flow import Flow, Now, Sleep, Stream
from amili_ext.once import SETTLING, Sighting
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.finding import by_text, find, is_recent, of_creditors, text_in, told
from amili_ext.sweden.ada.readable import Readable
from amili_ext.sweden.ada.registering.checks import check_all, check_one, same_identity
from amili_ext.sweden.ada.registering.handles import InvoiceHandle
from amili_ext.sweden.ada.registering.invoice_checks import ReadyInvoice, check_invoice
from amili_ext.sweden.ada.registering.registering import Kind, RegistrationOutcome, register_each, register_one

InvoiceInput: TypeAlias = InvoiceRegistrationInput | Mapping[str, Any]
"""An invoice to register: the generated model, or a dict of the same names. In a dict, `unit_vat_percent` may be a number: 25 for 25 %."""

INVOICES = Readable("invoice", get_invoice, list_invoices)
"""Invoices to be read: `INVOICES.get`, `INVOICES.list`. Page: https://docs-alpha.amili.se/reference/endpoints/invoice"""

_COMPARED = (
    "_created",
    "creditor",
    "invoice_number",
    "case",
    "invoice_registration",
    "customer_id_number",
    "total_amount_excluding_vat",
)


def register(context: Ada, invoice: InvoiceInput, *, extra_fields: Collection[str] = ()) -> Flow[InvoiceHandle]:
    """Register one invoice for distribution.

    Args:
        invoice: amounts are in kronor, as Decimal or int; times need a zone, a date stands for midnight UTC.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        AlreadyThereError: the creditor has another invoice of that number; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was registered.
        ValidationError: Amili refused it; `fields` says why.
        AmiliError: any other trouble; nothing was registered.

    Page: https://docs.amili.se/reference/endpoints/invoice-registration
    """
    return (yield from register_one(context, _INVOICES, check_one(check_invoice, invoice, extra_fields)))


def register_all(
    context: Ada, invoices: Iterable[InvoiceInput], *, extra_fields: Collection[str] = ()
) -> Stream[RegistrationOutcome[InvoiceHandle]]:
    """Register any number of invoices, and give out what became of each, in the order in which they were passed.

    All are checked before the first is sent. A refusal is an outcome and not an error, so that one invoice does not stop the others. What
    concerns all of them is an error, such as refused credentials or no connection; it comes after every outcome that is known, and calling
    this again with the same invoices goes on where it stopped: it adopts what is registered.

    Within the rate limit some 5,800 invoices can be registered in an hour.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        UnknownOutcomeError: the outcomes of many invoices in a row are unknown, as in an outage; they were given out.
        AmiliError: trouble that concerns all of them.

    Page: https://docs.amili.se/reference/endpoints/invoice-registration
    """
    ready = check_all(check_invoice, invoices, "invoices", "invoice_number", extra_fields)
    yield from register_each(context, _INVOICES, ready)


def _send(context: Ada, ready: ReadyInvoice) -> Flow[InvoiceHandle]:
    answer = yield from call(context.api, create_invoice_registration, body=cast(InvoiceRegistrationInput, Encoded(ready.part)))
    if not answer.field_id:
        raise UnreadableResponseError("the registration was accepted, but the answer does not name it", status=201)
    case = text_in(answer.field_case)
    if case:
        return InvoiceHandle(answer.field_id, case, ready.creditor, ready.invoice_number)
    return (yield from _read_back(context, ready, answer.field_id))


def _read_back(context: Ada, ready: ReadyInvoice, registration: str) -> Flow[InvoiceHandle]:
    """The handle, when the answer did not name the case. That it does is documented by one page only.

    Raises:
        UnknownOutcomeError: whatever goes wrong here; that the registration itself succeeded is certain, so it must not be repeated.
    """
    trouble: AmiliError | None = None
    begun, looks = (yield Now()).monotonic, 0
    while True:
        try:
            found = yield from _named(context, [ready])
        except AmiliError as error:
            trouble = error
            break
        for invoice in found:
            case = text_in(invoice.case)
            if invoice.invoice_registration == registration and case:
                return InvoiceHandle(registration, case, ready.creditor, ready.invoice_number)
        left = begun + context.settle - (yield Now()).monotonic
        if left <= 0:
            break
        yield Sleep(min(left, SETTLING.pause(looks)))
        looks += 1
    raise UnknownOutcomeError(
        f"invoice {ready.invoice_number} was registered as {registration}, but its case was not found; do not register it again",
        references=ready.numbers,
        status=201,
    ) from trouble


def _named(context: Ada, some: Sequence[ReadyInvoice]) -> Flow[list[Invoice]]:
    """The invoices that may be these, by their numbers."""
    numbers = [ready.invoice_number for ready in some]
    where = of_creditors(ready.creditor for ready in some)
    return (yield from find(context, list_invoices, by_text("invoice_number", numbers), where=where, projection=_COMPARED))


def _look(context: Ada, some: Sequence[ReadyInvoice], since: datetime | None) -> Flow[list[Sighting[InvoiceHandle]]]:
    found = yield from _named(context, some)
    named: defaultdict[tuple[str, str], list[Invoice]] = defaultdict(list)
    for invoice in found:
        if is_recent(invoice, since):
            named[told(invoice.creditor, invoice.invoice_number)].append(invoice)
    return [_sighting(ready, named[ready.creditor, ready.invoice_number]) for ready in some]


def _sighting(ready: ReadyInvoice, there: Sequence[Invoice]) -> Sighting[InvoiceHandle]:
    """What the invoices of the same creditor and number say."""
    if not there:
        return Sighting()
    same = [invoice for invoice in there if _is_same(ready, invoice)]
    candidates = tuple(invoice.field_id for invoice in there if invoice.field_id)
    registration, case = (text_in(same[0].invoice_registration), text_in(same[0].case)) if same else ("", "")
    if len(same) == 1 and registration and case:
        return Sighting(InvoiceHandle(registration, case, ready.creditor, ready.invoice_number, adopted=True))
    if len(same) > 1:
        return Sighting(doubt="it is there more than once", candidates=candidates)
    if same:
        return Sighting(doubt="it is there, but its case or its registration cannot be seen", candidates=candidates)
    return Sighting(doubt="the creditor has an invoice of that number with another customer or another total", candidates=candidates)


def _is_same(ready: ReadyInvoice, invoice: Invoice) -> bool:
    """Whether customer and total are the same, as far as they are told; at least one of them must be."""
    said: list[bool] = []
    if invoice.customer_id_number and ready.id_number:
        said.append(same_identity(str(invoice.customer_id_number), ready.id_number))
    if ready.total is not None and not isinstance(invoice.total_amount_excluding_vat, Unset):
        said.append(abs(invoice.total_amount_excluding_vat - ready.total) <= ready.slack)
    return bool(said) and all(said)


_INVOICES = Kind("the invoice registration", _send, _look, lambda handle: handle.adopted)
