"""Payments that the creditor has received directly, registered so that Amili does not collect them again.

Page: https://docs.amili.dev/createpayments-4148070e0
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from amili_client.norway.collection.api.payment import create_payments
from amili_client.norway.collection.models.create_payments_request import CreatePaymentsRequest
from amili_client.norway.collection.models.payment_input import PaymentInput
from amili_client.runtime import UNSET

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.collection.batch.handing_over import Way, accepted
from amili_ext.norway.collection.batch.kinds import PAYMENTS
from amili_ext.norway.collection.batch.registering import Registering
from amili_ext.norway.collection.context import Collection


def _send(context: Collection, parts: Sequence[bytes], key: str | None) -> Flow[UUID]:
    body = CreatePaymentsRequest(payments=cast(list[PaymentInput], [Encoded(part) for part in parts]))
    answer = yield from call(context.api, create_payments, context.organization_id, body=body, idempotency_key=key or UNSET)
    return accepted(answer.data)


_registering = Registering(Way(PAYMENTS, _send), PaymentInput, (CreatePaymentsRequest, lambda whole: whole.payments), positive=True)

check = _registering.check
register = _registering.register
register_and_wait = _registering.register_and_wait
register_batches = _registering.register_batches
