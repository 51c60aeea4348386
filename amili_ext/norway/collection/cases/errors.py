"""The errors of looking a case up. They belong to the tree of `amili_ext.errors`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from amili_ext.errors import AmiliError


class CaseNotFoundError(AmiliError):
    """The organization has no case of that number.

    Attributes:
        case_number: what was looked for.
    """

    def __init__(self, message: str, *, case_number: str) -> None:
        self.case_number = case_number
        super().__init__(message)


class SeveralCasesError(AmiliError):
    """The organization has several cases of one number, so that none of them is surely the one that is meant.

    Attributes:
        case_number: what was looked for.
        candidates: the ids of the cases, as far as they are told.
    """

    def __init__(self, message: str, *, case_number: str, candidates: Sequence[UUID]) -> None:
        self.case_number = case_number
        self.candidates = tuple(candidates)
        super().__init__(message)
