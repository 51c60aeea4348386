"""What differs between batches of invoices, of payments and of corrections. Everything else about batches is written once.

The kinds themselves are listed in `kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol

from attrs import frozen

from amili_ext.norway.collection.batch.outcomes import OutcomeT, ReferenceT

if TYPE_CHECKING:
    from amili_client.norway.collection.models import Batch


class Likeness(Enum):
    """How much the items of a finished batch look like what was sent."""

    SAME = 1
    """They are exactly that."""
    ALIKE = 2
    """They may be exactly that: the batch does not say enough to tell."""
    PART = 3
    """They share some of it."""
    OTHER = 4


class Comparison(NamedTuple):
    """A finished batch beside what was sent.

    Attributes:
        likeness: how much the two have in common.
        took: whether the batch took over any of it.
    """

    likeness: Likeness
    took: bool


class Matcher(Protocol):
    """Knows what was sent, in a form that many batches can be compared with."""

    def names_any(self, batch: Batch) -> bool:
        """Whether the items of the batch name anything at all; lists of batches may leave them out."""
        ...

    def compare(self, batch: Batch) -> Comparison:
        """How much a finished batch looks like what was sent."""
        ...


@frozen(eq=False, repr=False)
class Kind(Generic[ReferenceT, OutcomeT]):
    """A kind of batch.

    Attributes:
        name: what such batches hold, in messages and in stored handles.
        unexpected: what the names are that come back without having been sent.
        unique: whether the same content can only be the same thing. An invoice number exists once; the same amount can be paid twice.
        may_be: whether a batch of that type can be of this kind.
        matcher: compares batches with what was sent.
        outcomes: one outcome for each reference, in that order, and the names of what was never sent.
        write_reference: a reference as JSON.
        read_reference: a reference from JSON; raises ValueError, TypeError or AttributeError for anything else.
    """

    name: str
    unexpected: str
    unique: bool
    may_be: Callable[[str], bool]
    matcher: Callable[[Sequence[ReferenceT]], Matcher]
    outcomes: Callable[[Sequence[ReferenceT], Batch], tuple[tuple[OutcomeT, ...], tuple[str, ...]]]
    write_reference: Callable[[ReferenceT], list[Any]]
    read_reference: Callable[[Any], ReferenceT]

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<batches of {self.name}>"
