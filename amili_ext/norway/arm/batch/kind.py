"""What differs between batches of documents, of new customers and of changed customers. Everything else about batches is written once.

The kinds themselves are beside what they are about; `kinds` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from amili_ext.flow import Flow
from amili_ext.norway.arm.context import Receivables

Find = Callable[[Receivables, str, str | None], Flow[Mapping[str, Any] | None]]
"""Looks up the one with that number, on behalf of that end user: as a wire dict, or None if there is none."""


@frozen(eq=False, repr=False)
class ArmKind:
    """A kind of batch.

    Attributes:
        name: what such batches hold, in messages and in stored handles.
        key: the member by which ARM and the caller both name an item, such as `documentNo`.
        find: looks one up by its number.
        same: whether what is stored (first) shows everything that was sent (second), both as wire dicts.
        made_by_batch: whether one that is there, and was not before, proves that the batch took it. True of documents; a customer may
            have been there all the time.
    """

    name: str
    key: str
    find: Find
    same: Callable[[Mapping[str, Any], Mapping[str, Any]], bool]
    made_by_batch: bool

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<ARM batches of {self.name}>"


@frozen
class Row:
    """One item that was checked and may be sent.

    Attributes:
        index: its position in what the caller passed, from 0.
        reference: its number.
        part: the item as JSON.
    """

    index: int
    reference: str
    part: bytes


def same_number(text: str) -> str:
    """A number in the form in which ARM compares it: by its About page, the case of letters makes no difference in data.

    Page: https://docs.amili.dev/about-355476m0
    """
    return text.casefold()
