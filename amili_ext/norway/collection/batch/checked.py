"""What was checked and may be sent: items of any kind, as bytes, with what is needed to recognise them later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic

from attrs import frozen

from amili_ext.norway.collection.batch.outcomes import ReferenceT


@frozen
class Checked(Generic[ReferenceT]):
    """Items that may be sent.

    Attributes:
        parts: each item as JSON; the same content gives the same bytes, in whatever form it was passed.
        references: the names of each.
        contents: what each is recognised by when it is passed again; of invoices, the parts.
        dated: whether each says its day, so that the same again can only be meant to be the same.
    """

    parts: list[bytes]
    references: list[ReferenceT]
    contents: list[bytes]
    dated: bool = False

    def slices(self, size: int) -> Iterator[Checked[ReferenceT]]:
        """The same in pieces of at most that many items."""
        for start in range(0, len(self.parts), size):
            here = slice(start, start + size)
            yield Checked(self.parts[here], self.references[here], self.contents[here], self.dated)
