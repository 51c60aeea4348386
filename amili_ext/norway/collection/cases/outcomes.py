"""What became of an action on a case.

An answer of success says that the API takes the action, not that it was carried out; whether it was is read from the case afterwards. What
is known in the end is one of the words of `ActionStatus`, and for each case that was named there is exactly one.
"""

from __future__ import annotations

from enum import Enum

from amili_client.norway.collection.models.case import Case
from attrs import field, frozen

from amili_ext.errors import AmiliError, ResponseError, UnknownOutcomeError, phrase
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.handle import CaseHandle


class ActionStatus(Enum):
    """What is known of an action on a case."""

    DONE = "done"
    """It was sent, and the case shows it."""
    ALREADY = "already"
    """The case showed it without our doing; it may be that somebody else was quicker."""
    SENT = "sent"
    """The API takes it, and nothing is known by which a case would show it."""
    PENDING = "pending"
    """The API takes it, but the case did not show it in the time that was waited. The handle waits again."""
    OVERTAKEN = "overtaken"
    """The API takes it, but the case was closed before it showed it."""
    NOT_WAITING = "not_waiting"
    """Nothing was sent: the case does not wait for this decision. It was decided before, in whatever way, or never asked for."""
    REFUSED = "refused"
    """Nothing was done, and `reasons` says why: the case is closed or there is none, or the API refuses, in its own words."""
    FAILED = "failed"
    """Nothing was done, and `error` says why: no token, no permission, no connection. The next attempt may fare better."""
    UNKNOWN = "unknown"
    """The answer was lost, and the case does not show whether the action arrived. Look at it before you send the action again."""


_OK = frozenset({ActionStatus.DONE, ActionStatus.ALREADY, ActionStatus.SENT})


@frozen
class CaseOutcome:
    """What became of an action on one case.

    Attributes:
        index: position of the case in what was passed, from 0.
        action: what was to be done.
        case_number: the number of the case.
        status: what is known of it.
        reasons: why it was refused, in Amili's words or ours; not shown by `repr`, since they may name people.
        case: the case as it was last read; None if it could not be.
        error: the error behind it, if there was one.
        handle: waits for it again, if it may still come.
    """

    index: int
    action: CaseAction
    case_number: str
    status: ActionStatus
    reasons: tuple[str, ...] = field(default=(), repr=False)
    case: Case | None = field(default=None, repr=False)
    error: AmiliError | None = field(default=None, repr=False)
    handle: CaseHandle | None = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether, as far as can be known, it is as was wanted: done, done already, or sent where nothing could show more."""
        return self.status in _OK

    def raise_for_failure(self) -> None:
        """Do nothing if it is `ok`.

        Raises:
            CaseActionUnknownError: it may or may not have been done.
            CaseActionError: it was not done, or not yet.
            AmiliError: the error that kept it from being sent.
        """
        if self.ok:
            return
        if self.status is ActionStatus.FAILED and self.error is not None:
            raise self.error
        message = f"{self.action.value} of case {self.case_number}: {self.status.value} (see .outcome)"
        if self.status is ActionStatus.UNKNOWN:
            status = self.error.status if isinstance(self.error, ResponseError) else None
            raise CaseActionUnknownError(message, outcome=self, status=status) from self.error
        raise CaseActionError(message, outcome=self) from self.error


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


def words_of(error: AmiliError) -> tuple[str, ...]:
    """Why it was refused: what the API says, or else what the error says."""
    if not isinstance(error, ResponseError):
        return (str(error),)
    said = (*error.messages, *(text for texts in error.fields.values() for text in texts))
    return said or (phrase(error.status),)
