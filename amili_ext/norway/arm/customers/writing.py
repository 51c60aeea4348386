"""Creating and changing one customer, at once.

A write whose answer was lost is looked for: if the customer shows all that was sent, it is done; if not, the same is sent again, which does
no harm, since the same values merge to the same customer. Only what somebody else changed in the same fields in between would be
overwritten by it.

Pages: https://docs.amili.dev/post-create-one-customer-3942680e0 and https://docs.amili.dev/put-update-one-customer-3942678e0
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from amili_client.norway.arm.api.customers import create_customer, update_customer
from amili_client.norway.arm.models.customer_input import CustomerInput
from amili_client.norway.arm.models.write_customer_request import WriteCustomerRequest
from amili_client.norway.arm.models.write_result import WriteResult
from amili_client.runtime import decode_json
from attrs import field, frozen

from amili_ext.checked import Encoded
from amili_ext.endpoint import Endpoint, call
from amili_ext.errors import AmiliError, UnknownOutcomeError
from amili_ext.flow import Flow, Instant
from amili_ext.norway.arm.answers import raise_if_failed
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.customers.checking import AnyCustomer, check_one
from amili_ext.norway.arm.customers.merging import shows
from amili_ext.norway.arm.customers.stored import stored_or_none, with_whole_address
from amili_ext.once import Sighting, at_most_once


@frozen
class CustomerWrite:
    """A customer that was created, changed or deleted.

    Attributes:
        customer_no: its number.
        adopted: True when the answer was lost and the customer shows that it was done all the same.
        answer: what Amili answered, None if that was lost. No page shows its fields; `repr` does not either, since they may name people.
    """

    customer_no: str
    adopted: bool = False
    answer: WriteResult | None = field(default=None, repr=False)


def create(
    context: Receivables, customer: AnyCustomer, *, user_id: str | None = None, extra_fields: Collection[str] = ()
) -> Flow[CustomerWrite]:
    """Create a customer, or change it if there is one of that number: ARM makes no difference. It is active immediately.

    What this changes of a customer that is there, and how its address is kept whole, is the same as for `update`; a new one is sent with
    its address as it is passed.

    Args:
        customer: the customer; `customer_no` is needed (as we conclude), for the rest Amili decides.
        user_id: the end user on whose behalf it is done; by default that of the client.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was changed.
        UnknownOutcomeError: it could not be settled whether it was done. Doing it again does no harm.
        ResponseError: Amili refused; nothing was changed.

    Page: https://docs.amili.dev/post-create-one-customer-3942680e0
    """
    return (yield from _write(context, create_customer, customer, user_id, extra_fields, new=True))


def update(
    context: Receivables, customer: AnyCustomer, *, user_id: str | None = None, extra_fields: Collection[str] = ()
) -> Flow[CustomerWrite]:
    """Change some fields of a customer.

    A field that is left out stays as it is, and `""` clears it: that is documented for the address, and concluded for other texts and
    for dates. None is refused, since ARM takes null for "no change". Numbers and lists are sent as they are given; what clears them, no
    page says.

    ARM replaces the postal address as a whole. So if you pass a part of it, the customer is read first, and the rest of its address is
    sent along as it is there. Between reading and writing somebody else may change the address, which this then undoes; pass all seven
    fields, and nothing is read.

    Args:
        customer: `customer_no`, and the fields to change.
        user_id: the end user on whose behalf it is done; by default that of the client.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same. Should the parts of an address be
            among them under other names, such as `postalAddress1`, they are sent as they are, and the address is not completed.

    Raises:
        InputError: with every problem in the input, or because the customer shows no address that a part could be completed from; nothing
            was changed.
        NotFoundError: there is no such customer.
        UnknownOutcomeError: it could not be settled whether it was done. Doing it again does no harm.
        ResponseError: Amili refused; nothing was changed.

    Page: https://docs.amili.dev/put-update-one-customer-3942678e0
    """
    return (yield from _write(context, update_customer, customer, user_id, extra_fields, new=False))


def _write(
    context: Receivables,
    endpoint: Endpoint[..., WriteResult],
    customer: AnyCustomer,
    user_id: str | None,
    extra_fields: Collection[str],
    *,
    new: bool,
) -> Flow[CustomerWrite]:
    metadata = metadata_of(context, user_id)
    checked = check_one(customer, extra_fields, new=new)
    part = yield from with_whole_address(context, checked, user_id, new=new)
    body = WriteCustomerRequest(metadata=metadata, customer=cast(CustomerInput, Encoded(part)))

    def send() -> Flow[CustomerWrite]:
        answer = yield from call(context.api, endpoint, context.client_no, body=body)
        raise_if_failed(answer.to_dict(), f"writing customer {checked.number}")
        return CustomerWrite(checked.number, answer=answer)

    def look(started: Instant, *, final: bool) -> Flow[Sighting[CustomerWrite]]:
        del started, final  # what the customer shows is what counts, whenever it got there
        there = yield from stored_or_none(context, checked.number, user_id)
        return Sighting(CustomerWrite(checked.number, adopted=True) if shows(there, decode_json(part)) else None)

    def unknown(why: str, candidates: Sequence[Any] = (), status: int | None = None) -> AmiliError:
        return UnknownOutcomeError(
            f"whether customer {checked.number} was written is not known: {why}; writing the same again does no harm",
            references=(checked.number,),
            candidates=candidates,
            status=status,
        )

    done = yield from at_most_once(send, look, settle=context.settle, unknown=unknown)
    return done.value
