"""From the bytes of a delivery to a typed event.

The envelope has two spellings on Amili's page (https://docs.amili.dev/webhooks-361430m0): `type` and `organizationId` around batches and
settlements, `eventType` and `orgId` around cases. Both are read everywhere; where the body names no type, the header `X-Amili-Event` does.

Reading is generous with what is beside the point: an event without `source`, or with a time that is none, is an event all the same. It
insists on what makes the event what it is: the batch, the settlement or the case. Of a name that is there twice, the last counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from amili_client.norway.collection.models.batch_status import BatchStatus
from amili_client.norway.collection.models.case_status import CaseStatus
from amili_client.norway.collection.models.case_type import CaseType
from amili_client.runtime import OpenStrEnum, decode_json, read_date, read_datetime

from amili_ext.errors import InputError, Problem
from amili_ext.norway.webhooks import headers as header
from amili_ext.norway.webhooks.errors import WebhookPayloadError
from amili_ext.norway.webhooks.events import BatchCompleted, CaseRegistered, CaseUpdated, Event, SettlementCreated, UnknownEvent
from amili_ext.norway.webhooks.headers import Headers
from amili_ext.shapes import is_array, is_object
from amili_ext.values import kind_of

R = TypeVar("R")
E = TypeVar("E", bound=OpenStrEnum)

_PLACE = re.compile(r" \(byte (\d+)\)$")


def parse(body: bytes, headers: Headers = ()) -> Event:
    """The event in a delivery. Nothing is verified here: see `Receiver`.

    Args:
        body: the raw bytes.
        headers: of the delivery, in any capitals, as a mapping or as pairs.

    Raises:
        WebhookPayloadError: the body is not an event; the message says where, and repeats nothing of it.
        InputError: what is passed is neither bytes nor headers.
    """
    payload = _decode(raw(body))
    data: Any = payload.get("data")
    named = _text(payload.get("type")) or _text(payload.get("eventType")) or header.only(headers, header.EVENT) or ""
    common: dict[str, Any] = {
        "type": named,
        "id": _text(payload.get("id")),
        "source": _text(payload.get("source")),
        "timestamp": _moment(payload.get("timeStamp")),
        "idempotency_key": header.only(headers, header.IDEMPOTENCY_KEY),
        "request_id": header.only(headers, header.REQUEST_ID),
        "payload": payload,
    }
    read = _KINDS.get(named)
    known = _Data(named, data) if is_object(data) else None
    if known is not None:
        common["organization_id"] = known.maybe(UUID, "organizationId") or known.maybe(UUID, "orgId")
    if read is None:
        return UnknownEvent(**common, data=data if is_object(data) else {})
    if known is None:
        raise WebhookPayloadError(f"the body of a {named} has no data: it must be an object, not {kind_of(data)}")
    return read(known, common)


def raw(body: Any) -> bytes:
    """The bytes of a body.

    Raises:
        InputError: it was decoded already, so that its signature could no longer be verified.
    """
    if isinstance(body, bytes):
        return body
    if isinstance(body, bytearray | memoryview):
        return bytes(cast(Any, body))
    raise InputError([Problem(None, "body", f"must be the raw bytes of the request, not {kind_of(body)}")])


class _Data:
    """The `data` of an event of a known type."""

    def __init__(self, type_: str, values: dict[str, Any]) -> None:
        self._type = type_
        self._values = values

    def needed(self, read: Callable[[Any], R | None], name: str) -> R:
        value = _try(read, self._values.get(name))
        if value is None:
            what = "is missing" if self._values.get(name) is None else "cannot be read"
            raise WebhookPayloadError(f"data.{name} of a {self._type} {what}")
        return value

    def maybe(self, read: Callable[[Any], R | None], name: str) -> R | None:
        return _try(read, self._values.get(name))

    def all(self, read: Callable[[Any], R | None], name: str) -> tuple[R, ...]:
        items: Any = self._values.get(name)
        found = [_try(read, item) for item in items] if is_array(items) else []
        return tuple(item for item in found if item is not None)


def _batch_completed(data: _Data, common: dict[str, Any]) -> Event:
    return BatchCompleted(**common, batch_id=data.needed(UUID, "batchId"), status=data.maybe(_one_of(BatchStatus), "status"))


def _settlement_created(data: _Data, common: dict[str, Any]) -> Event:
    return SettlementCreated(
        **common,
        settlement_id=data.needed(UUID, "settlementId"),
        settlement_date=data.maybe(_day, "settlementDate"),
        invoice_id=data.maybe(UUID, "invoiceId"),
        invoice_number=data.maybe(_number, "invoiceNumber"),
        case_number=data.maybe(_number, "caseNumber"),
    )


def _of_case(data: _Data, common: dict[str, Any]) -> dict[str, Any]:
    return {
        **common,
        "case_number": data.needed(_number, "caseNumber"),
        "case_id": data.maybe(UUID, "caseId"),
        "case_type": data.maybe(_one_of(CaseType), "type"),
        "status": data.maybe(_one_of(CaseStatus), "status"),
        "invoice_ids": data.all(UUID, "invoices"),
    }


def _case_registered(data: _Data, common: dict[str, Any]) -> Event:
    return CaseRegistered(**_of_case(data, common))


def _case_updated(data: _Data, common: dict[str, Any]) -> Event:
    return CaseUpdated(**_of_case(data, common), fields=data.all(_text, "fields"))


_KINDS: dict[str, Callable[[_Data, dict[str, Any]], Event]] = {
    "BATCH_COMPLETED": _batch_completed,
    "SETTLEMENT_CREATED": _settlement_created,
    "CASE": _case_registered,
    "CASE_UPDATED": _case_updated,
}


def _try(read: Callable[[Any], R | None], value: Any) -> R | None:
    try:
        return read(value)
    except (ValueError, TypeError, AttributeError, OverflowError):  # the last but one is what UUID makes of a number
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: Any) -> str | None:
    """The number of a case or an invoice, which is a name: as text, whatever the wire has."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _day(value: Any) -> date | None:
    return read_date(value)


def _moment(value: Any) -> datetime | None:
    return _try(lambda text: read_datetime(text).astimezone(UTC), value)


def _one_of(kind: type[E]) -> Callable[[Any], E | None]:
    return lambda value: kind(value) if _text(value) else None


def _decode(body: bytes) -> dict[str, Any]:
    try:
        payload: Any = decode_json(body)
    except UnicodeDecodeError:
        raise WebhookPayloadError("the body is not valid JSON: it is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise WebhookPayloadError(f"the body is not valid JSON: {_readable(str(error), body)}") from None
    if not is_object(payload):
        raise WebhookPayloadError(f"the body must be a JSON object, not {kind_of(payload)}")
    return payload


def _readable(why: str, body: bytes) -> str:
    """The decoder's complaint, with line and column in place of the byte that it counts."""
    found = _PLACE.search(why)
    if found is None:
        return "it ends too early" if "truncated" in why else why
    before = body[: int(found[1])].removeprefix(b"\xef\xbb\xbf")
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    hint = " (is a comma missing before it?)" if "expected ','" in why else ""
    return f"{why[: found.start()].removeprefix('JSON is malformed: ')} at line {line}, column {column}{hint}"
