"""Creating what exists once under its business key: a creditor, a user, an account.

The key finds what is there already: a creditor by account and organization number, an account by organization number, a user by email
address. Whether that is what was to be created is then decided field by field. It is the same when nothing that was to be sent is
otherwise in what is there:

* A field that is not there, or is empty there, contradicts nothing: Amili need not store or show all that it takes.
* A field that is there and was not to be sent contradicts nothing: it was added since.
* Texts are the same but for case, blanks and hyphens: `556789-1234` and `5567891234`, `252 36` and `25236`.
* Of a list, each item must be there, in whatever order: a user who has the access groups that were wanted may have more.

So a job that runs a second time with the same input adopts what its first run made, even if somebody has completed it since. But a creditor
whose money is paid out to another account, or a user who lacks the rights that were wanted, is not taken for the one that was meant: that
raises `AlreadyThereError`, which names the fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from amili_client.runtime import Unset
from amili_client.sweden.ada.models.written import Written
from attrs import frozen

from amili_ext.endpoint import Api, Endpoint, call
from amili_ext.errors import UnreadableResponseError
from amili_ext.flow import Flow, Instant, Now, Sleep, gathered
from amili_ext.once import SETTLING, Sighting
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.creation import create_once
from amili_ext.sweden.ada.eve.finding import Dated, is_recent
from amili_ext.sweden.ada.eve.pages import Document
from amili_ext.sweden.ada.eve.reading import required_id
from amili_ext.sweden.ada.eve.where import Filter, and_, in_
from amili_ext.sweden.ada.readable import Readable
from amili_ext.values import join


class Stored(Document, Dated, Protocol):
    """A document as it is read."""

    @property
    def field_etag(self) -> str | Unset: ...
    def to_dict(self) -> dict[str, Any]: ...


class Identified(Protocol):
    """What has an id: any document that was read, and what was created."""

    @property
    def id(self) -> str | Unset: ...


S = TypeVar("S", bound=Stored)
T = TypeVar("T")


@frozen
class Created:
    """What a creation made, or found.

    Attributes:
        id: its id.
        etag: its version when it was created or found; empty if the API did not tell.
        adopted: True when it was there already, from an earlier attempt, instead of being sent now.
    """

    id: str
    etag: str = ""
    adopted: bool = False


@frozen
class Wanted(Generic[S]):
    """What is to be created.

    Attributes:
        what: what it is called in messages, without its name.
        kind: the resource that it is one of.
        key: which documents have its business key, as far as the API's filters tell.
        has_key: whether a document that was found by it, as a wire dict, does have it; None if the document does not show it.
        key_name: the key in words, for messages.
        fields: what is to be there, as a wire dict.
        references: the caller's names for it, for errors.
        look_first: False where a second one with the same key is a thing of its own.
    """

    what: str
    kind: Readable[S]
    key: Filter
    has_key: Callable[[Mapping[str, Any]], bool | None]
    key_name: str
    fields: Mapping[str, Any]
    references: tuple[str, ...]
    look_first: bool = True


Also = Callable[[S], Flow[str | None]]
"""A flow that says why a document is not the one that is wanted although its fields agree; None if it is."""


def create_by_key(context: Ada, wanted: Wanted[S], send: Callable[[], Flow[Created]], also: Also[S] | None = None) -> Flow[Created]:
    """Create what is not there yet; adopt it if it is.

    Raises:
        AlreadyThereError: there is another one with its business key; nothing was sent.
        UnknownOutcomeError: it could not be settled whether it was created.
        AmiliError: any other trouble; nothing was created.
    """

    def find(since: datetime | None) -> Flow[Sighting[Created]]:
        return (yield from _find(context, wanted, also, since))

    done = yield from create_once(context, send, find, what=wanted.what, references=wanted.references, look_first=wanted.look_first)
    return done.value


def _find(context: Ada, wanted: Wanted[S], also: Also[S] | None, since: datetime | None) -> Flow[Sighting[Created]]:
    listed = yield from gathered(wanted.kind.list(context, where=wanted.key).items())
    same: list[Created] = []
    ids: list[str] = []
    doubts: list[str] = []
    for one in listed:
        there = one.to_dict()
        has_key = wanted.has_key(there)
        if not one.field_id or not is_recent(one, since) or has_key is False:
            continue
        ids.append(one.field_id)
        paths = list(differences(wanted.fields, there))
        if has_key is None:
            other: str | None = "it was found by that but does not show it"
        else:
            other = f"it differs in {', '.join(paths)}" if paths else (yield from also(one)) if also else None
        if other is None:
            same.append(Created(one.field_id, "" if isinstance(one.field_etag, Unset) else one.field_etag, adopted=True))
        else:
            doubts.append(other)
    if len(same) == 1:
        return Sighting(same[0])
    if same:
        return Sighting(doubt=f"there are several with {wanted.key_name} ({', '.join(ids)})", candidates=tuple(ids))
    if doubts:
        return Sighting(doubt=f"there is one with {wanted.key_name} ({', '.join(ids)}), and {doubts[0]}", candidates=tuple(ids))
    return Sighting()


def post(api: Api, endpoint: Endpoint[..., Written], body: Any) -> Flow[Created]:
    """Send a creation.

    Raises:
        UnreadableResponseError: it was accepted, but nobody knows as what.
        AmiliError: any other trouble.
    """
    answer = yield from call(api, endpoint, body=body)
    if not answer.field_id:
        raise UnreadableResponseError("the creation was accepted, but the answer names no _id", status=201)
    return Created(answer.field_id, "" if isinstance(answer.field_etag, Unset) else answer.field_etag)


def until(context: Ada, look: Callable[[], Flow[T]], is_there: Callable[[T], bool]) -> Flow[T]:
    """What a look shows, as soon as what Amili makes by itself after a creation is there, or when `settle` is over."""
    started: Instant = yield Now()
    looks = 0
    while True:
        shown = yield from look()
        now: Instant = yield Now()
        left = started.monotonic + context.settle - now.monotonic
        if is_there(shown) or left <= 0:
            return shown
        yield Sleep(min(left, SETTLING.pause(looks)))
        looks += 1


def id_of(name: str, value: str | Identified) -> str:
    """The id of what a caller passed: the id itself, a document, or what was created.

    Raises:
        InputError: there is none in it.
    """
    identity: Any = value if isinstance(value, str) else getattr(value, "id", None)
    return required_id(name, identity)


# -- keys and sameness -------------------------------------------------------------------------------------------------------------


def organization_filter(field: str, number: str, *others: Filter) -> Filter:
    """Documents with that organization number, with or without its hyphen: nobody knows which of the two is stored."""
    bare = _SEPARATORS.sub("", number)
    spellings = [number, bare, f"{bare[:-4]}-{bare[-4:]}"]
    return and_(*others, in_(field, list(dict.fromkeys(spellings))))


def same_text(one: Any, other: Any) -> bool:
    """Whether two texts are the same but for case, blanks and hyphens."""
    return isinstance(one, str) and isinstance(other, str) and _bare(one) == _bare(other)


def has_text(there: Any, wanted: str) -> bool | None:
    """Whether that is the text that was wanted, but for case, blanks and hyphens; None if it is no text at all."""
    return same_text(there, wanted) if isinstance(there, str) else None


def differences(wanted: Mapping[str, Any], there: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The paths of what was to be sent and is otherwise in what is there; see this module."""
    for name, value in wanted.items():
        if not is_blank(there.get(name)):
            yield from _different(value, there[name], join(path, name))


def _different(wanted: Any, there: Any, path: str) -> Iterable[str]:
    if is_blank(wanted):
        return ()
    if is_mapping(wanted) and is_mapping(there):
        return differences(wanted, there, path)
    if is_sequence(wanted) and is_sequence(there):
        return () if all(any(_holds(one, item) for one in there) for item in wanted) else (path,)
    return () if wanted == there or same_text(wanted, there) else (path,)


def _holds(there: Any, item: Any) -> bool:
    """Whether an item of a list is the one that was wanted. Here a field that is not there is no match: it says which item it is."""
    if is_mapping(item) and is_mapping(there):
        return all(is_blank(value) or _holds(there.get(name), value) for name, value in item.items())
    return not list(_different(item, there, ""))


def is_blank(value: Any) -> bool:
    """Whether there is nothing in a field: false and 0 are something."""
    return value is None or (isinstance(value, str) and not value.strip()) or (isinstance(value, dict | list | tuple) and not value)


_SEPARATORS = re.compile(r"[\s-]+")


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text).casefold()
