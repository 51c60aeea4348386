"""The errors of creating documents."""

from __future__ import annotations

from collections.abc import Sequence

from amili_ext.errors import InputError, Problem

NOUN = "documents"


class DocumentExistsError(InputError):
    """Documents with these numbers are there already, and are others. Nothing was sent.

    Attributes:
        numbers: the numbers.
        problems: which documents of the input they are, and what is different.
    """

    def __init__(self, numbers: Sequence[str], problems: Sequence[Problem]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(problems)
