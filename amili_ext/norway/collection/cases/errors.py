"""The errors of looking a case up and of acting on it. They belong to the tree of `amili_ext.errors`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from amili_ext.errors import AmiliError, UnknownOutcomeError

if TYPE_CHECKING:
    from amili_ext.norway.collection.cases.outcomes import CaseOutcome


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


class CaseActionError(AmiliError):
    """Raised by `CaseOutcome.raise_for_failure()`: what was wanted of a case is not done, or not yet.

    Attributes:
        outcome: what became of it, with reasons.
        handle: waits for it again, if it may still come.
    """

    def __init__(self, message: str, *, outcome: CaseOutcome) -> None:
        self.outcome = outcome
        self.handle = outcome.handle
        super().__init__(message)


class CaseActionUnknownError(UnknownOutcomeError):
    """Raised by `CaseOutcome.raise_for_failure()`: an action may or may not have taken effect. Look at the case before it is sent again.

    Attributes:
        references: the number of the case.
        outcome: what is known of it.
        handle: waits for it again, if the case would show it.
    """

    def __init__(self, message: str, *, outcome: CaseOutcome, status: int | None) -> None:
        super().__init__(message, references=(outcome.case_number,), status=status)
        self.outcome = outcome
        self.handle = outcome.handle
