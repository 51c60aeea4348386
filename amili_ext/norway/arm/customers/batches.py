"""Customers by the thousand: one batch, which ARM carries out later, each customer by the same rules as when it is sent alone.

How a batch is handed over, and what a lost answer means, is in `amili_ext.norway.arm.batch.sending`.

Pages: https://docs.amili.dev/post-create-a-batch-of-customers-4205273e0 and https://docs.amili.dev/put-update-a-batch-of-customers-3942677e0
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import cast

from amili_client.norway.arm.api.customers import create_customer_batch, update_customer_batch
from amili_client.norway.arm.models.batch_accepted import BatchAccepted
from amili_client.norway.arm.models.customer_input import CustomerInput
from amili_client.norway.arm.models.write_customers_request import WriteCustomersRequest
from attrs import evolve, frozen

from amili_ext.checked import Encoded
from amili_ext.endpoint import Endpoint, call
from amili_ext.errors import InputError, NotFoundError
from amili_ext.flow import Flow, Outcome, Together
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kind import ArmKind, Row
from amili_ext.norway.arm.batch.sending import AT_ONCE, send_batch
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.customers.checking import NOUN, AnyCustomer, Checked, check_many
from amili_ext.norway.arm.customers.kinds import CUSTOMER_UPDATES, CUSTOMERS
from amili_ext.norway.arm.customers.merging import is_partial
from amili_ext.norway.arm.customers.stored import with_whole_address
from amili_ext.wire import Problems


def create_batch(
    context: Receivables, customers: Iterable[AnyCustomer], *, user_id: str | None = None, extra_fields: Collection[str] = ()
) -> Flow[ArmBatchHandle]:
    """Hand over customers to be created, or changed where there is one of that number, and return a handle for `client.batches.wait`.

    Each is treated as by `create`; that this holds in a batch too is concluded. Where a part of an address is passed, that customer is read
    first, and between that and the batch being carried out somebody else may change it.

    Args:
        customers: generated models, or dicts in wire or Python names; each number once.
        user_id: the end user on whose behalf it is done; by default that of the client.
        extra_fields: fields that the documentation does not show and that dicts may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        UnknownOutcomeError: the answer was lost, and not all customers show what was sent.
        ResponseError: Amili refused the batch as a whole.

    Page: https://docs.amili.dev/post-create-a-batch-of-customers-4205273e0
    """
    return (yield from _hand_over(context, _CREATING, customers, user_id, extra_fields))


def update_batch(
    context: Receivables, customers: Iterable[AnyCustomer], *, user_id: str | None = None, extra_fields: Collection[str] = ()
) -> Flow[ArmBatchHandle]:
    """Hand over changes of customers, and return a handle for `client.batches.wait`.

    Each is treated as by `update`; that this holds in a batch too is concluded. Where a part of an address is passed, that customer is read
    first, and between that and the batch being carried out somebody else may change it.

    Args:
        customers: of each its `customer_no`, and the fields to change; each number once.
        user_id: the end user on whose behalf it is done; by default that of the client.
        extra_fields: fields that the documentation does not show and that dicts may hold all the same.

    Raises:
        InputError: with every problem in the input, also where a part of an address cannot be completed; nothing was sent.
        UnknownOutcomeError: the answer was lost, and not all customers show what was sent.
        ResponseError: Amili refused the batch as a whole.

    Page: https://docs.amili.dev/put-update-a-batch-of-customers-3942677e0
    """
    return (yield from _hand_over(context, _CHANGING, customers, user_id, extra_fields))


@frozen
class _Way:
    """How a batch of customers goes out; `new` if they may be new ones."""

    kind: ArmKind
    endpoint: Endpoint[..., BatchAccepted]
    new: bool


_CREATING = _Way(CUSTOMERS, create_customer_batch, new=True)
_CHANGING = _Way(CUSTOMER_UPDATES, update_customer_batch, new=False)


def _hand_over(
    context: Receivables, way: _Way, customers: Iterable[AnyCustomer], user_id: str | None, extra_fields: Collection[str]
) -> Flow[ArmBatchHandle]:
    metadata = metadata_of(context, user_id)
    checked = check_many(customers, extra_fields, new=way.new)
    rows = yield from _with_whole_addresses(context, checked, user_id, new=way.new)

    def post(parts: Sequence[bytes]) -> Flow[BatchAccepted]:
        body = WriteCustomersRequest(metadata=metadata, customers=cast(list[CustomerInput], [Encoded(part) for part in parts]))
        return (yield from call(context.api, way.endpoint, context.client_no, body=body))

    return (yield from send_batch(context, way.kind, rows, post, user_id=user_id))


def _with_whole_addresses(context: Receivables, customers: Sequence[Checked], user_id: str | None, *, new: bool) -> Flow[list[Row]]:
    """Each customer as it is to be sent; those that must be read for it are read at the same time.

    Raises:
        InputError: with every one that cannot be completed.
    """
    rows = [Row(index, customer.number, customer.part) for index, customer in enumerate(customers)]
    partial = [row.index for row in rows if is_partial(customers[row.index].wire)]
    if not partial:
        return rows
    flows = [with_whole_address(context, customers[index], user_id, new=new) for index in partial]
    outcomes: list[Outcome[bytes]] = yield Together(flows, AT_ONCE)
    problems = Problems(NOUN)
    for index, outcome in zip(partial, outcomes, strict=True):
        report = problems.at(index)
        match outcome.error:
            case InputError() as error:
                for problem in error.problems:
                    report(problem.field, problem.message)
            case NotFoundError():
                report(customers[index].number_field, "names no customer that is there, so that its address cannot be completed")
            case Exception() as error:
                raise error
            case None:
                rows[index] = evolve(rows[index], part=outcome.value or b"")
    problems.check()
    return rows
