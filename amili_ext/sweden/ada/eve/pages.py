"""Reading a list to its end while it changes: by the last id that was seen, and by page numbers where that is not possible.

The API documents page numbers. They count from the front, so if a case is closed while open cases are exported, everything behind it
moves up by one, and the first case of the next page is never given out. So a list in the default order, by `_id`, is read by position
instead: the next page is the first page of `_id > last seen`. What was there all the time then comes exactly once, whatever comes and goes.

That `_id` can be compared so is Eve's custom and not documented. When the server refuses the comparison, ignores it, or gives ids in no
order, page numbers are used, with a warning in the log. When it ends with fewer documents than it had promised, one look by page number
tells whether they have gone (usual, in a list that changes) or are withheld.

Nothing here keeps a state: where the reading is, is in the page token, so that another process can go on from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from amili_client.runtime import UNSET, Unset, encode_json
from attrs import field, frozen

from amili_ext.endpoint import Api, Endpoint, call
from amili_ext.errors import BadRequestError, InputError, PagingError, Problem, UnreadableResponseError, ValidationError
from amili_ext.flow import Flow
from amili_ext.logs import logger
from amili_ext.paging import Page
from amili_ext.sweden.ada.eve.query import ID

LARGEST_PAGE = 100
"""No more items come on a page."""

_ONLY_ID = '{"_id":1}'
_OBJECT_ID = re.compile(r"[0-9a-f]{24}")
_TOKEN = re.compile(
    r"(?a)page:(?P<page>[1-9]\d{0,8}):(?P<size>[1-9]\d{0,8})|after:(?P<given>\d{1,9}):(?P<total>\d{0,9}):(?P<each>[1-9]\d{0,8}):(?P<id>.+)"
)


class Document(Protocol):
    """What can be in a list."""

    @property
    def field_id(self) -> str | Unset: ...


class Meta(Protocol):
    """What an answer tells about the whole list."""

    @property
    def total(self) -> int | Unset: ...


T = TypeVar("T", bound=Document)
T_co = TypeVar("T_co", bound=Document, covariant=True)


class Answer(Protocol[T_co]):
    """What every list endpoint answers."""

    @property
    def field_items(self) -> Sequence[T_co] | Unset: ...
    @property
    def field_meta(self) -> Meta | Unset: ...


class Part(NamedTuple, Generic[T]):
    """Some documents, and how many match the filter that found them, if the server says so."""

    items: list[T]
    total: int | None


@frozen
class Place:
    """Where the reading of a list is: before a page of that number, or, if `after` is set, after that id.

    Attributes:
        size: how many items a page has.
        given: how many were given out before.
        total: how many there were when the reading began, if the server told.
    """

    size: int
    page: int = 1
    after: str | None = None
    given: int = 0
    total: int | None = None

    def token(self) -> str:
        """This place as a text."""
        if self.after is None:
            return f"page:{self.page}:{self.size}"
        return f"after:{self.given}:{'' if self.total is None else self.total}:{self.size}:{self.after}"

    @classmethod
    def read(cls, token: str) -> Place:
        """Raises:
        InputError: no list has made this token.
        """
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise InputError([Problem(None, "page_token", "is none that a list of this API has given out")])
        if match["page"]:
            return cls(int(match["size"]), int(match["page"]))
        return cls(int(match["each"]), after=match["id"], given=int(match["given"]), total=int(match["total"]) if match["total"] else None)


@frozen
class Ask(Generic[T]):
    """What is asked for: which list, which documents of it, which fields, in which order.

    Attributes:
        where: the filter as the API takes it.
        projection: the query parameter of that name.
        sort: the query parameter of that name; None for the order of `_id`.
        page_size: how many items to ask for at once.
        parameters: further arguments of the endpoint.
    """

    api: Api
    endpoint: Endpoint[..., Answer[T]]
    where: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)
    projection: str | None = None
    sort: str | None = None
    page_size: int = LARGEST_PAGE
    parameters: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)

    def send(self, where: Mapping[str, Any], page: int, size: int, projection: str | None) -> Flow[Part[T]]:
        """One request.

        Raises:
            UnreadableResponseError: the answer holds no list.
        """
        answer = yield from call(
            self.api,
            self.endpoint,
            page=page,
            max_results=size,
            where=encode_json(where).decode() if where else UNSET,
            projection=projection or UNSET,
            sort=self.sort or ID,
            **self.parameters,
        )
        if isinstance(answer.field_items, Unset):
            raise UnreadableResponseError("the answer for a list holds no _items", status=200)
        total = UNSET if isinstance(answer.field_meta, Unset) else answer.field_meta.total
        return Part(list(answer.field_items), total if isinstance(total, int) else None)

    def first(self) -> Flow[T | None]:
        """The first document, or None."""
        part = yield from self.send(self.where, 1, 1, self.projection)
        return part.items[0] if part.items else None

    def count(self) -> Flow[int]:
        """How many documents match.

        Raises:
            UnreadableResponseError: the server does not tell.
        """
        part = yield from self.send(self.where, 1, 1, _ONLY_ID)
        if part.total is None:
            raise UnreadableResponseError("the answer for a list does not tell how many there are (_meta.total)", status=200)
        return part.total

    def page(self, token: str | None) -> Flow[Page[T]]:
        """The page that a token names; None names the first.

        Raises:
            InputError: the token is none, or is for another order.
            PagingError: the server promises documents that it does not give.
        """
        place = Place.read(token) if token else Place(self.page_size)
        if place.after is None:
            return (yield from self._by_number(place))
        if self.sort is not None:
            raise InputError([Problem(None, "page_token", f"is for a list in the order of {ID}, not in one of your own")])
        return (yield from self._after(place, place.after))

    def _by_number(self, place: Place) -> Flow[Page[T]]:
        part = yield from self._promised(self.where, place.page, place.size)
        # A server may give fewer than it is asked for, but then it does so on every page but the last.
        size = len(part.items) if place.page == 1 and part.items else place.size
        if _is_last(part, place.page, size):
            return Page(part.items, None)
        if self.sort is None and place.page == 1:
            if _ascend(part.items):
                return Page(part.items, Place(size, after=_id(part.items[-1]), given=size, total=part.total).token())
            _warn("does not keep to the order of _id")
        return Page(part.items, Place(size, place.page + 1).token())

    def _after(self, place: Place, last: str) -> Flow[Page[T]]:
        by_number = Place(place.size, place.given // place.size + 1)
        try:
            part = yield from self._promised(_beyond(self.where, last), 1, place.size)
        except (BadRequestError, ValidationError) as error:
            _warn(f"does not compare _id (status {error.status})")
            return (yield from self._by_number(by_number))
        if not _ascend(part.items, last):
            _warn("gives ids that were not asked for")
            return (yield from self._by_number(by_number))
        given = place.given + len(part.items)
        if not _is_last(part, 1, place.size):
            return Page(part.items, Place(place.size, after=_id(part.items[-1]), given=given, total=place.total).token())
        if place.total is not None and given < place.total:
            return (yield from self._withheld(part.items, last, place, given))
        return Page(part.items, None)

    def _withheld(self, items: list[T], last: str, place: Place, given: int) -> Flow[Page[T]]:
        """The last page, with what the comparison of ids did not find although it is there; in a list that changes usually nothing."""
        page = given // place.size + 1
        part = yield from self._promised(self.where, page, place.size)
        end = _order(_id(items[-1]) if items else last)
        # If nothing but the first page was ever given, it is open whether the server keeps to any order.
        sorts = bool(items) or place.given > place.size
        more = [item for item in part.items if not sorts or _order(_id(item)) > end]
        if not more:
            return Page(items, None)
        _warn("finds less by _id than there is")
        return Page(items + more, None if _is_last(part, page, place.size) else Place(place.size, page + 1).token())

    def _promised(self, where: Mapping[str, Any], page: int, size: int) -> Flow[Part[T]]:
        """A page, which is empty only if it should be. Asked for twice: the last document may have gone between count and search."""
        for _ in range(2):
            part = yield from self.send(where, page, size, self.projection)
            if part.items or part.total is None or part.total <= (page - 1) * size:
                return part
        raise PagingError(f"page {page} is empty, although the server counts more documents; the list may be incomplete")


def _beyond(where: Mapping[str, Any], last: str) -> dict[str, Any]:
    condition = {ID: {"$gt": last}}
    return {"$and": [where, condition]} if ID in where else {**where, **condition}


def _is_last(part: Part[Any], page: int, size: int) -> bool:
    return not part.items or (part.total is not None and (page - 1) * size + len(part.items) >= part.total)


def _id(item: Document) -> str:
    return item.field_id if isinstance(item.field_id, str) else ""


def _order(name: str) -> tuple[bool, str]:
    """The place of an id among others: MongoDB puts all texts before all ObjectIds."""
    return _OBJECT_ID.fullmatch(name) is not None, name


def _ascend(items: Sequence[Document], last: str = "") -> bool:
    """Whether each has an id, and a greater one than the one before."""
    return all(_order(before) < _order(behind) for before, behind in pairwise([last, *map(_id, items)]))


def _warn(what: str) -> None:
    logger.warning("a list is read by page numbers, since the server %s; what comes or goes meanwhile can be missed or come twice", what)
