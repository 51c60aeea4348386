"""Reserving a payment for the AR item of an existing document, or for an existing customer.

The page names the identifiers and `paymentId`, which must be unique: ARM takes each only once, so that the same reservation can be sent
again without reserving twice. No page shows the names of amount, currency and date, nor what `paymentReservation`, the name of the
object that holds all of them, really is.

Page: https://docs.amili.dev/creates-a-new-payment-reservation-3942682e0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from amili_client.norway.arm.api.payment_reservations import create_payment_reservation
from amili_client.norway.arm.models.create_payment_reservation_request import CreatePaymentReservationRequest
from amili_client.norway.arm.models.payment_reservation_input import PaymentReservationInput
from amili_client.norway.arm.models.write_result import WriteResult
from attrs import field, frozen

from amili_ext.checked import Checking, Encoded
from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.answers import raise_if_failed
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.posting.given import encode_as_given, loose
from amili_ext.norway.arm.posting.once import sent_once
from amili_ext.shapes import is_mapping
from amili_ext.values import kind_of
from amili_ext.wire import Problems

_KID: Final = re.compile(r"[0-9]{1,24}[0-9-]")
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


@frozen
class PaymentReservationWrite:
    """A payment that was reserved.

    Attributes:
        payment_id: the caller's id of the payment.
        answer: what Amili answered. No page shows its fields; `repr` does not either, since they may name people.
    """

    payment_id: str
    answer: WriteResult = field(repr=False)


def create(
    context: Receivables,
    payment_id: str,
    *,
    ar_item_id: str | int | None = None,
    document_no: str | None = None,
    document_uuid: str | None = None,
    reference_no: str | None = None,
    kid: str | None = None,
    account_no: int | None = None,
    customer_no: str | None = None,
    fields: Mapping[str, Any] | None = None,
    user_id: str | None = None,
) -> Flow[PaymentReservationWrite]:
    """Reserve a payment.

    At least one identifier must be given. What ARM makes of several that do not belong together, no page says.

    Args:
        payment_id: the caller's id of the payment, another one for each.
        ar_item_id: the AR item of the document.
        document_no: the number of the document.
        document_uuid: its UUID as Amili wrote it, since upper and lower case differ in it.
        reference_no: its reference number.
        kid: a KID, 2 to 25 digits, the last of which may be a hyphen. By the page it names a document or a customer, depending on the KID.
        account_no: the account number of the customer in accounts receivable.
        customer_no: the number of the customer.
        fields: everything else, with names in the API's spelling and amounts as `Decimal` or `int`; sent as it is given.
        user_id: the end user on whose behalf it is done, if another than the client's.

    Raises:
        InputError: no identifier is given, or something given cannot be one; nothing was sent.
        UnknownOutcomeError: the answer was lost, and nobody can know whether it is reserved. Its `references` hold the payment id. Send the
            same again: ARM takes each payment id only once, and refuses it if it has it already.
        ValidationError: Amili refused.
        AmiliError: nothing was reserved, see `amili_ext.errors`.

    Page: https://docs.amili.dev/creates-a-new-payment-reservation-3942682e0
    """
    metadata = metadata_of(context, user_id)
    identifiers = {
        "ar_item_id": ar_item_id,
        "document_no": document_no,
        "document_uuid": document_uuid,
        "reference_no": reference_no,
        "kid": kid,
        "account_no": account_no,
        "customer_no": customer_no,
    }
    part = _checked(payment_id, {name: value for name, value in identifiers.items() if value is not None}, fields)
    body = CreatePaymentReservationRequest(metadata=metadata, payment_reservation=cast(PaymentReservationInput, Encoded(part)))

    def send() -> Flow[WriteResult]:
        answer = yield from call(context.api, create_payment_reservation, context.client_no, body=body)
        raise_if_failed(answer.to_dict(), "the payment reservation")
        return answer

    answer = yield from sent_once(
        send(),
        "the payment reservation",
        (payment_id,),
        "the same payment id can be sent again, since ARM takes each only once",
    )
    return PaymentReservationWrite(payment_id, answer)


def _checked(payment_id: Any, identifiers: Mapping[str, Any], fields: Any) -> bytes:
    """The reservation as JSON."""
    problems = Problems("payment reservations")
    report = problems.at(None)
    checking = Checking(report)
    if payment_id is None or (isinstance(payment_id, str) and not payment_id.strip()):
        checking.blame("payment_id", "is missing")
    if not identifiers:
        report("", f"nothing says what is paid: give at least one of {', '.join(_IDENTIFIERS)}")
    for name, value in identifiers.items():
        message = _objection(name, value)
        if message:
            checking.blame(name, message)
    if fields is not None and not is_mapping(fields):
        checking.blame("fields", f"must be a mapping, not {kind_of(fields)}")
    others: dict[Any, Any] = dict(fields) if is_mapping(fields) else {}
    for name in list(others):
        if isinstance(name, str) and loose(name) in _ARGUMENTS:
            checking.blame(f"fields.{name}", f"is an argument of its own, {_ARGUMENTS[loose(name)]}")
            del others[name]
    _, part = encode_as_given(checking, PaymentReservationInput, {"payment_id": payment_id, **identifiers, **others})
    problems.check()
    return part


def _objection(name: str, value: Any) -> str | None:
    """Why a value cannot be that identifier, beyond its type."""
    if isinstance(value, str) and not value.strip():
        return "is empty"
    if name == "ar_item_id" and (isinstance(value, bool) or not isinstance(value, str | int)):
        return f"must be a text or a whole number, not {kind_of(value)}"
    if name == "account_no" and isinstance(value, int) and value < 1:
        return "must be at least 1"
    if name == "document_uuid" and isinstance(value, UUID):
        return "must be the text that Amili gave: upper and lower case differ in it, and a UUID object does not keep them"
    if name == "document_uuid" and isinstance(value, str) and not _UUID.fullmatch(value):
        return "must be a UUID"
    # The last digit of a KID checks the others by one of two rules. Which one, and whether any does, the creditor has agreed with the bank,
    # and the KID that Amili's own example prints passes neither. So only the form is looked at.
    if name == "kid" and isinstance(value, str) and not _KID.fullmatch(value):
        return "must be 2 to 25 digits, the last of which may be a hyphen"
    return None


_IDENTIFIERS: Final = ("ar_item_id", "document_no", "document_uuid", "reference_no", "kid", "account_no", "customer_no")
_ARGUMENTS: Final = {loose(name): name for name in ("payment_id", *_IDENTIFIERS)}
