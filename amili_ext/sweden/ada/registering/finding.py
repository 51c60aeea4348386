"""Finding documents again by the caller's own names for them: invoice numbers, payment references.

A filter is only trusted to leave out what does not match; that what comes does match is for the caller to see. And a text must be found
whatever it looks like: Eve takes one of 24 hexadecimal digits for an id, and one in the form of an RFC 1123 date for a moment, and then
finds nothing. A range around such a text, whose ends look like neither, finds it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from amili_client.runtime import Unset

from amili_ext.endpoint import Endpoint
from amili_ext.flow import Effect, Emit, Flow, Stream
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import query
from amili_ext.sweden.ada.eve.pages import Answer, Document
from amili_ext.sweden.ada.eve.where import Filter, Where, and_, eq, gte, in_, in_batches, lt

T = TypeVar("T")
D = TypeVar("D", bound=Document)

MOST_CREDITORS = 10

_MISTAKEN = re.compile(r"[0-9a-fA-F]{24}|.* GMT", re.DOTALL)


def find(
    context: Ada,
    endpoint: Endpoint[..., Answer[D]],
    conditions: Iterable[Filter],
    *,
    where: Where | None = None,
    projection: Sequence[str] | None = None,
) -> Flow[list[D]]:
    """All documents that meet one of the conditions, and `where` as well, as far as the API's filters tell."""
    found: list[D] = []
    for condition in conditions:
        some = query(context.api, endpoint, where=condition if where is None else and_(where, condition), projection=projection)
        found += yield from gathered(some.items())
    return found


def by_text(path: str, texts: Iterable[str]) -> list[Filter]:
    """Filters, as few as possible, that together find each of these texts in that field."""
    unique = list(dict.fromkeys(texts))
    mistaken = [text for text in unique if _MISTAKEN.fullmatch(text)]
    ranges = [and_(gte(path, text[:-1]), lt(path, f"{text[:-1]}~")) for text in mistaken]
    return [*in_batches(path, (text for text in unique if text not in mistaken)), *ranges]


def by_id(ids: Iterable[str]) -> list[Filter]:
    """Filters, as few as possible, that together find the documents with these ids."""
    return in_batches("_id", ids)


def of_creditors(creditors: Iterable[str]) -> Filter | None:
    """What belongs to one of them; no filter at all if they are so many that the address would get long."""
    unique = sorted(set(creditors))
    if len(unique) == 1:
        return eq("creditor", unique[0])
    return in_("creditor", unique) if len(unique) <= MOST_CREDITORS else None


def gathered(stream: Stream[T]) -> Flow[list[T]]:
    """All items of a stream, as a list: for a flow that needs them all before it can go on."""
    items: list[T] = []
    steps: Generator[Effect | Emit[T], Any, None] = stream
    value: Any = None
    error: BaseException | None = None
    while True:
        try:
            effect = steps.send(value) if error is None else steps.throw(error)
        except StopIteration:
            return items
        value = error = None
        if isinstance(effect, Emit):
            items.append(effect.item)
            continue
        try:
            value = yield effect
        except BaseException as raised:  # noqa: BLE001  # the stream decides what to make of it
            error = raised


class Dated(Protocol):
    """What says when it was created."""

    @property
    def field_created(self) -> datetime | Unset: ...


def is_recent(document: Dated, since: datetime | None) -> bool:
    """Whether it can have been created since then; True if it does not say when it was."""
    created = document.field_created
    return since is None or isinstance(created, Unset) or created >= since
