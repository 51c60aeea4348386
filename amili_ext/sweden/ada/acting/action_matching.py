"""Telling which of the actions that Amili has is the one that was to be registered.

Nothing is known for certain about what an action shows when it is read: the documentation prints no such answer. So what is not there
contradicts nothing, and what may be ours, but need not be, is a doubt and neither adopted nor sent again.

Page: https://docs-alpha.amili.se/reference/examples/creditor-case-actions
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar

from attrs import field, frozen

from amili_ext.endpoint import Endpoint
from amili_ext.flow import Flow
from amili_ext.once import Sighting
from amili_ext.sweden.ada.acting.action_result import ActionResult, read_result
from amili_ext.sweden.ada.acting.action_target import Target
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.finding import Dated, is_recent
from amili_ext.sweden.ada.eve.pages import Document
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.readable import Readable
from amili_ext.sweden.ada.registering.checks import amount

ORIGIN = "creditor_system"
"""Who registers: the only value for callers of the API."""

MOST_PAGES = 20
"""So many pages of the newest actions of a creditor are looked through at most."""


class Stored(Document, Dated, Protocol):
    """An action as it is read."""

    def to_dict(self) -> dict[str, Any]: ...


class Answered(Protocol):
    """The answer to an action."""

    def to_dict(self) -> dict[str, Any]: ...


D = TypeVar("D", bound=Stored)


@frozen
class Action(Generic[D]):
    """One kind of action.

    Attributes:
        name: what it is called.
        create: the generated module that sends one.
        readable: how they are read.
        progress: the field of the answer that says how far it came.
        references: the fields in which a caller can name it; the first one that is given counts.
    """

    name: str
    create: Endpoint[..., Answered]
    readable: Readable[D]
    progress: str
    references: tuple[str, ...] = ()


@frozen
class Ours:
    """What is to be registered.

    Attributes:
        target: the case that it is for.
        fields: all other fields, as a wire dict.
        reference: the field in which the caller names it, and the name.
    """

    target: Target
    fields: Mapping[str, Any] = field(repr=False)
    reference: tuple[str, str] | None = None

    @property
    def wire(self) -> dict[str, Any]:
        """All fields."""
        return {**self.target.wire(), **self.fields, "origin": ORIGIN}

    @property
    def references(self) -> tuple[str, ...]:
        """The caller's names for it, for errors."""
        named = (self.reference[1],) if self.reference else ()
        return (*named, self.target.case or self.target.invoice_number or "")

    def agrees(self, there: Mapping[str, Any]) -> bool:
        """Whether amount and, where there is no reference, date are the same, as far as they are told."""
        mine, theirs = amount(self.fields, "amount"), amount(there, "amount")
        if mine is not None and theirs is not None and mine != theirs:
            return False
        on, theirs_on = self.fields.get("bank_transaction_date"), there.get("bank_transaction_date")
        return self.reference is not None or not on or not theirs_on or on == theirs_on


def reference_of(action: Action[Any], fields: Mapping[str, Any]) -> tuple[str, str] | None:
    """The field in which the caller named it, and the name."""
    return next(((name, fields[name]) for name in action.references if fields.get(name)), None)


@frozen
class Recent(Generic[D]):
    """The newest actions of a creditor; `complete` unless there were too many."""

    documents: Sequence[D]
    complete: bool


def recent_actions(context: Ada, action: Action[D], ours: Ours, cutoff: Callable[[], datetime]) -> Flow[Recent[D]]:
    """Those that were created since then. By the creditor alone: what else an action can be found by is not documented."""
    source = action.readable.list(context, where=eq("creditor", ours.target.creditor), sort="-_created")
    documents: list[D] = []
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = yield from source.fetch(token)
        since = cutoff()
        documents += [one for one in page.items if is_recent(one, since)]
        token = page.next_page_token
        if token is None or _ends_before(page.items, since):
            return Recent(documents, complete=True)
    return Recent(documents, complete=False)


def _ends_before(items: Sequence[Dated], since: datetime) -> bool:
    """Whether the page runs from new to old and its end is before the time that matters."""
    times = [one.field_created for one in items if isinstance(one.field_created, datetime)]
    return len(times) == len(items) > 0 and all(later >= earlier for later, earlier in pairwise(times)) and times[-1] < since


def judge(action: Action[Any], ours: Ours, there: Collection[Mapping[str, Any]]) -> Sighting[ActionResult]:
    """Which of these is ours. They are new, or were found by its reference, so that one which does not show its own may be it."""
    sure: list[Mapping[str, Any]] = []
    possible: list[Mapping[str, Any]] = []
    other: list[Mapping[str, Any]] = []
    for one in there:
        same_case = ours.target.is_that_of(one)
        reference = reference_of(action, one) if ours.reference is None else (ours.reference[0], one.get(ours.reference[0]))
        same_name = reference == ours.reference
        if same_case is False or (ours.reference is not None and reference and reference[1] and not same_name):
            continue
        if not ours.agrees(one):
            if same_name and ours.reference is not None:
                other.append(one)
        elif same_name and (same_case or ours.reference is not None):
            sure.append(one)
        else:
            possible.append(one)
    ids = tuple(str(one["_id"]) for one in (*sure, *possible, *other) if one.get("_id"))
    if len(sure) == 1 and ids:
        return Sighting(read_result(action.name, action.progress, sure[0], ours.wire, adopted=True))
    if sure:
        return Sighting(doubt=f"there are {len(sure)} such {action.name}s", candidates=ids)
    if other:
        return Sighting(doubt=f"there is a {action.name} with this reference for this case, with another amount", candidates=ids)
    if possible:
        return Sighting(doubt=f"there is a {action.name} that may be this one", candidates=ids)
    return Sighting()
