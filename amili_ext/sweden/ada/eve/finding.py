"""Finding documents again by the caller's own names for them: invoice numbers, payment references.

A filter is only trusted to leave out what does not match; that what comes does match is for the caller to see. And a text must be found
whatever it looks like: Eve takes one of 24 hexadecimal digits for an id, and one in the form of an RFC 1123 date for a moment, and then
finds nothing. A range around such a text, whose ends look like neither, finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from amili_client.runtime import Unset

from amili_ext.endpoint import Endpoint
from amili_ext.errors import UnreadableResponseError
from amili_ext.flow import Flow, gathered
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import query
from amili_ext.sweden.ada.eve.pages import Answer, Document
from amili_ext.sweden.ada.eve.where import Filter, Where, and_, eq, gte, in_, in_batches, lt

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
    """All documents that meet one of the conditions, and `where` as well, as far as the API's filters tell; each once."""
    found: dict[object, D] = {}
    for condition in conditions:
        some = query(context.api, endpoint, where=condition if where is None else and_(where, condition), projection=projection)
        for document in (yield from gathered(some.items())):
            found.setdefault(document.field_id or object(), document)  # without an id nothing can be said
    return list(found.values())


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


def text_in(value: object) -> str:
    """A text in an answer, such as an id; empty if there is none, or something else in its place."""
    return value if isinstance(value, str) else ""


def told(creditor: object, number: object) -> tuple[str, str]:
    """The creditor and the invoice number of what was found by them.

    Raises:
        UnreadableResponseError: it does not show them, so that it may be anybody's; taken for something else, it would be made again.
    """
    names = text_in(creditor), text_in(number)
    if not all(names):
        raise UnreadableResponseError("what was found by its invoice number does not show its number and its creditor", status=200)
    return names


class Dated(Protocol):
    """What says when it was created."""

    @property
    def field_created(self) -> datetime | Unset: ...


def is_recent(document: Dated, since: datetime | None) -> bool:
    """Whether it can have been created since then; True if it does not say when it was."""
    created = document.field_created
    return since is None or isinstance(created, Unset) or created >= since
