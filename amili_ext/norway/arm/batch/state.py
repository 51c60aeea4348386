"""Reading one batch: how far it is, and what it says.

GET one batch answers 200, 202 or 206. That 202 means "not finished", and 206 "partly done, or done in part", is inferred, as is that 406
means that the batch was refused as a whole; what the body holds no page shows. So the status is kept beside the body.

Page: https://docs.amili.dev/get-one-batch-3942681e0
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amili_client.norway.arm.api.batches import get_batch
from amili_client.runtime import decode_json
from attrs import field, frozen

from amili_ext.endpoint import Endpoint, call
from amili_ext.errors import ResponseError
from amili_ext.flow import Flow
from amili_ext.norway.arm.asking import number_in
from amili_ext.norway.arm.context import Receivables

DONE, IN_WORK, PARTLY, REFUSED = 200, 202, 206, 406


@frozen
class ArmBatchState:
    """A batch as it is now.

    Attributes:
        batch_uuid: which batch.
        status: the HTTP status of the answer: 200 done, 202 still in work, 206 partly done or done in part, 406 refused as a whole.
        body: the JSON of the answer, amounts as `Decimal`; None where there is none. It may hold names: `repr` does not show it.
    """

    batch_uuid: str
    status: int
    body: Any = field(default=None, repr=False, hash=False)


class _WithStatus:
    """GET one batch, whose answer is its status and whatever its body is: `202` may come without any."""

    def __init__(self, endpoint: Endpoint[..., Any], batch_uuid: str) -> None:
        self._endpoint = endpoint
        self._batch_uuid = batch_uuid

    def __getattr__(self, name: str) -> Any:
        return getattr(self._endpoint, name)

    @property
    def build_request(self) -> Callable[..., dict[str, Any]]:
        return self._endpoint.build_request

    def parse_content(self, status: int, content: bytes) -> ArmBatchState | None:
        if status not in (DONE, IN_WORK, PARTLY):
            return None
        try:
            body = decode_json(content)
        except (ValueError, RecursionError):
            if status != IN_WORK:
                raise
            body = None
        return ArmBatchState(self._batch_uuid, status, body)


def get(context: Receivables, batch_uuid: str) -> Flow[ArmBatchState]:
    """One batch as it is now.

    Args:
        batch_uuid: the id of the batch. It is sent letter by letter: ARM tells upper from lower case in it.

    Raises:
        InputError: that is no id; nothing was sent.
        NotFoundError: the ARM client has no such batch.
        ResponseError: 406, by what is known the answer for a batch that was refused as a whole, or any other refusal.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/get-one-batch-3942681e0
    """
    wanted = number_in("batch_uuid", batch_uuid)
    return (yield from call(context.api, _WithStatus(get_batch, wanted), context.client_no, wanted))


def get_even_refused(context: Receivables, batch_uuid: str) -> Flow[ArmBatchState]:
    """The same, where a batch that was refused as a whole is a state like others."""
    try:
        return (yield from get(context, batch_uuid))
    except ResponseError as error:
        if error.status != REFUSED:
            raise
        return ArmBatchState(batch_uuid, REFUSED, _body(error))


def _body(error: ResponseError) -> Any:
    try:
        return decode_json(error.body)
    except (ValueError, RecursionError):
        return None
