"""Changing an AR item, a posting in the customer ledger. By the page this is also how an invoice or an
interest note is credited.

The item is named in the body and not in the path. The page shows none of its fields, so they are sent as they are given.

Page: https://docs.amili.dev/put-update-ar-item-details-3942666e0
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from amili_client.norway.arm.api.ar_items import update_ar_item
from amili_client.norway.arm.models.ar_item_input import ArItemInput
from amili_client.norway.arm.models.update_ar_item_request import UpdateArItemRequest
from amili_client.norway.arm.models.write_result import WriteResult
from attrs import field, frozen

from amili_ext.checked import Checking, Encoded
from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.arm.answers import raise_if_failed
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.posting.given import encode_as_given
from amili_ext.norway.arm.posting.once import sent_once
from amili_ext.values import kind_of
from amili_ext.wire import Problems


@frozen
class ArItemWrite:
    """An AR item that was changed.

    Attributes:
        ar_item_id: which.
        answer: what Amili answered. No page shows its fields; `repr` does not either, since they may name people.
    """

    ar_item_id: str | int
    answer: WriteResult = field(repr=False)


def update(context: Receivables, changes: Mapping[str, Any] | ArItemInput, *, user_id: str | None = None) -> Flow[ArItemWrite]:
    """Change an AR item, at most once: the same call makes credit notes, and two of them would be one too many.

    Args:
        changes: `arItemId` and what is to change, with names in the API's spelling and amounts as `Decimal` or `int`; sent as it is given.
            None is refused, at any depth, since null changes nothing at Amili.
        user_id: the end user on whose behalf it is done, if another than the client's.

    Raises:
        InputError: `arItemId` is missing, nothing beside it is given, or something cannot be sent exactly; nothing was sent.
        UnknownOutcomeError: the answer was lost, and nobody can know whether it was changed. Its `references` hold the id: read the item
            before changing it again.
        NotFoundError: there is no such item. ValidationError: Amili refused.
        AmiliError: nothing was changed, see `amili_ext.errors`.

    Page: https://docs.amili.dev/put-update-ar-item-details-3942666e0
    """
    metadata = metadata_of(context, user_id)
    ar_item_id, part = _checked(changes)
    body = UpdateArItemRequest(metadata=metadata, ar_item=cast(ArItemInput, Encoded(part)))

    def send() -> Flow[WriteResult]:
        answer = yield from call(context.api, update_ar_item, context.client_no, body=body)
        raise_if_failed(answer.to_dict(), "the change of the AR item")
        return answer

    answer = yield from sent_once(
        send(),
        "the change of the AR item",
        (ar_item_id,),
        "it is not sent again, since it may have made a credit note",
    )
    return ArItemWrite(ar_item_id, answer)


def _checked(changes: Any) -> tuple[Any, bytes]:
    """The id of the item, and the changes as JSON."""
    problems = Problems("AR items")
    checking = Checking(problems.at(None))
    wire, part = encode_as_given(checking, ArItemInput, changes, nulls=False)
    ar_item_id: Any = wire.get("arItemId")
    if ar_item_id is None or (isinstance(ar_item_id, str) and not ar_item_id.strip()):
        checking.blame("arItemId", "is missing" if ar_item_id is None else "is empty")
    elif isinstance(ar_item_id, bool) or not isinstance(ar_item_id, str | int):
        checking.blame("arItemId", f"must be a text or a whole number, not {kind_of(ar_item_id)}")
    if len(wire) < 2:
        checking.blame("changes", "names nothing to change")
    problems.check()
    return ar_item_id, part
