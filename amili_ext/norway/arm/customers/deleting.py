"""Deleting a customer, which Amili does only while it has no documents and no AR items.

Page: https://docs.amili.dev/delete-a-customer-3942675e0
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amili_client.norway.arm.api.customers import delete_customer

from amili_ext.endpoint import call
from amili_ext.errors import AmiliError, NotFoundError, UnknownOutcomeError, ValidationError
from amili_ext.flow import Flow, Instant
from amili_ext.norway.arm.answers import raise_if_failed
from amili_ext.norway.arm.asking import number_in, user_id_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.customers.stored import stored_or_none
from amili_ext.norway.arm.customers.writing import CustomerWrite
from amili_ext.once import Sighting, at_most_once


class CustomerInUseError(ValidationError):
    """A customer has documents or AR items, so Amili does not delete it.

    That Amili means this by 422 is concluded: it is the only reason that the page names. `messages` and `body` hold its own words.

    Attributes:
        customer_no: the customer.
    """

    def __init__(self, refusal: ValidationError, *, customer_no: str) -> None:
        self.customer_no = customer_no
        super().__init__(
            f"customer {customer_no} has documents or AR items, so Amili does not delete it ({refusal})",
            status=refusal.status,
            code=refusal.code,
            fields=refusal.fields,
            messages=refusal.messages,
            request_id=refusal.request_id,
            retry_after=refusal.retry_after,
            body=refusal.body,
        )


def delete(context: Receivables, customer_no: str | int, *, user_id: str | None = None) -> Flow[CustomerWrite]:
    """Delete a customer that has no documents and no AR items.

    If the answer is lost, the customer is looked for: once it is gone, it is done; while it is there, it is tried again.

    Args:
        customer_no: the number of the customer.
        user_id: the end user on whose behalf it is done; by default that of the client.

    Raises:
        InputError: that is no number; nothing was sent.
        CustomerInUseError: it has documents or AR items.
        NotFoundError: there is no such customer.
        UnknownOutcomeError: it could not be settled whether it was deleted. Trying again does no harm.
        ResponseError: Amili refused; nothing was deleted.

    Page: https://docs.amili.dev/delete-a-customer-3942675e0
    """
    number, user = number_in("customer_no", customer_no), user_id_of(context, user_id)
    attempts = 0

    def send() -> Flow[CustomerWrite]:
        nonlocal attempts
        attempts += 1
        try:
            answer = yield from call(context.api, delete_customer, context.client_no, number, userid=user)
        except ValidationError as refusal:
            raise CustomerInUseError(refusal, customer_no=number) from refusal
        except NotFoundError:
            if attempts == 1:
                raise
            return CustomerWrite(number, adopted=True)  # an earlier attempt did it, after it was looked for
        raise_if_failed(answer.to_dict(), f"deleting customer {number}")
        return CustomerWrite(number, answer=answer)

    def look(started: Instant, *, final: bool) -> Flow[Sighting[CustomerWrite]]:
        del started, final  # gone is gone, whenever that was
        there = yield from stored_or_none(context, number, user_id)
        return Sighting(CustomerWrite(number, adopted=True) if there is None else None)

    def unknown(why: str, candidates: Sequence[Any] = (), status: int | None = None) -> AmiliError:
        return UnknownOutcomeError(
            f"whether customer {number} was deleted is not known: {why}; trying again does no harm",
            references=(number,),
            candidates=candidates,
            status=status,
        )

    done = yield from at_most_once(send, look, settle=context.settle, unknown=unknown)
    return done.value
