"""The values that the store of the ARM API keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen


class Kind(StrEnum):
    """What a record is. The value is the key under which a list of them stands in an answer."""

    CUSTOMER = "customers"
    DOCUMENT = "documents"
    AR_ITEM = "arItems"


@frozen(kw_only=True)
class Record:
    """A customer, a document or an AR item; see `schema`. `seq` is 0 as long as it is not stored, `content` what is shown of it."""

    seq: int = 0
    client: int
    kind: Kind
    name: str
    customer: str
    serial: int | None = None
    uuid: str | None = None
    content: Mapping[str, Any] = field(repr=False)


@frozen(kw_only=True)
class Batch:
    """A batch. `kind` is that of `batches`; `status` is 202 as long as it waits, then that of its answer, whose items are in `result`."""

    uuid: str
    client: int
    kind: str
    due_at: datetime
    status: int = 202
    result: list[dict[str, Any]] = field(factory=list[dict[str, Any]])


@frozen(kw_only=True)
class Query:
    """A list as it was when it was asked for: `found` are the records, by `seq`."""

    id: str
    client: int
    kind: Kind
    page_size: int
    maximum: int
    found: list[int]


@frozen(kw_only=True)
class Outcome:
    """What became of something that was sent: what is told of it, and what is wrong with it by field; nothing wrong: it was done."""

    told: dict[str, Any]
    problems: dict[str, str] = field(factory=dict[str, str])
