"""One action on one case, from the first look at the case to what became of it.

The order is always the same:

1. The case is read. If it is as it should be, nothing is sent; if it is closed, or does not wait for this decision, neither.
2. The action is sent, once. Only what provably never reached the server is sent again (`amili_ext.retry`). After an ambiguous failure it is
   not: an action takes effect some time after it was accepted, so that a case that does not show it proves nothing.
3. The case is read again, on the documented schedule, until it shows the action, was closed, or the time is over. A lost answer is
   settled in the same way: if the case shows it, it is done.

Page: https://docs.amili.dev/example-workflow-359631m0, "Recommended Polling Strategy".
"""

from __future__ import annotations

from amili_client.norway.collection.models.case import Case
from attrs import define, field

from amili_ext.endpoint import call
from amili_ext.errors import (
    AmiliError,
    AuthenticationError,
    ConflictError,
    PermissionDeniedError,
    RateLimitedError,
    ResponseError,
    ServerError,
    TokenError,
    TransportError,
    UnreadableResponseError,
)
from amili_ext.flow import Flow, Instant, Now, Sleep
from amili_ext.logs import logger
from amili_ext.norway.collection.cases.actions import RULES, Accepting, CaseAction, Rule, is_closed
from amili_ext.norway.collection.cases.errors import CaseNotFoundError, SeveralCasesError
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseOutcome, words_of
from amili_ext.norway.collection.cases.reading import find
from amili_ext.norway.collection.cases.targets import Target
from amili_ext.norway.collection.context import Collection
from amili_ext.once import may_have_arrived


@define(eq=False)
class UnderWay:
    """An action on a case, under way.

    Attributes:
        handle: what was sent; None until then.
        due: when the case is to be looked at next, by the monotonic clock.
    """

    context: Collection
    action: CaseAction
    target: Target
    max_wait: float
    index: int = 0
    handle: CaseHandle | None = None
    due: float = 0.0
    _case: Case | None = None
    _lost: AmiliError | None = None
    """Why the answer to the action was lost, if it was."""
    _trouble: AmiliError | None = None
    """Why the last look failed, if it did."""
    _started: float = 0.0
    _looks: int = 0
    _rule: Rule = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._rule = RULES[self.action]

    def to_its_end(self) -> Flow[CaseOutcome]:
        """Everything that is left to do of it.

        Raises:
            AmiliError: as `step`.
        """
        while True:
            outcome = yield from self.step()
            if outcome is not None:
                return outcome
            now: Instant = yield Now()
            yield Sleep(max(0.0, self.due - now.monotonic))

    def step(self) -> Flow[CaseOutcome | None]:
        """The next thing to do: read and send, or look. None when there is more to do at `due`.

        Raises:
            AmiliError: it could not be sent; nothing was done.
        """
        return (yield from self._begin() if self.handle is None else self._look())

    def resume(self, handle: CaseHandle, now: Instant) -> None:
        """Begin to wait for what was sent."""
        self.handle = handle
        self._started = now.monotonic
        self._plan(now.monotonic)

    def failed(self, error: AmiliError) -> CaseOutcome:
        """The outcome of one that could not be sent."""
        return self._outcome(ActionStatus.FAILED, error=error)

    def _begin(self) -> Flow[CaseOutcome | None]:
        try:
            case = yield from self._read()
        except (CaseNotFoundError, SeveralCasesError) as error:
            return self._outcome(ActionStatus.REFUSED, words_of(error), error)
        if self._shown(case) and not self._rule.decides:
            return self._outcome(ActionStatus.ALREADY)
        if is_closed(case):
            return self._outcome(ActionStatus.REFUSED, ("the case is closed",))
        if self._shown(case):
            return self._outcome(ActionStatus.NOT_WAITING, ("the case does not wait for this decision",))
        if not case.case_id:
            raise UnreadableResponseError("the case does not say its id", status=200)
        now: Instant = yield Now()
        try:
            yield from call(self.context.api, Accepting(self._rule.endpoint), self.context.organization_id, case.case_id)
        except AmiliError as error:
            if isinstance(error, ConflictError):
                return (yield from self._conflict(error))
            if may_have_arrived(error):
                logger.warning("an action on a case is in doubt (%s); the case will show it", type(error).__name__)
                self._lost = error
            elif isinstance(error, ResponseError) and not isinstance(error, _OF_THE_CALLER):
                return self._outcome(ActionStatus.REFUSED, words_of(error), error)
            else:
                raise
        if self._rule.shows is None:
            return self._outcome(ActionStatus.UNKNOWN if self._lost else ActionStatus.SENT, error=self._lost)
        self.target = Target(self.target.case_number, case.case_id)
        organization = self.context.organization_id
        handle = CaseHandle(self.action, organization, case.case_id, self.target.case_number, now.wall, accepted=self._lost is None)
        self.resume(handle, (yield Now()))
        return None

    def _conflict(self, error: ConflictError) -> Flow[CaseOutcome]:
        """What a 409 means: that somebody was quicker, if the case shows it now; otherwise that the API refuses."""
        try:
            case = yield from self._read()
        except AmiliError:
            return self._outcome(ActionStatus.REFUSED, words_of(error), error)
        if self._shown(case) and not self._rule.decides:
            return self._outcome(ActionStatus.ALREADY)
        return self._outcome(ActionStatus.REFUSED, words_of(error), error)

    def _look(self) -> Flow[CaseOutcome | None]:
        self._looks += 1
        try:
            case = yield from self._read()
        except AmiliError as trouble:
            self._trouble = trouble
            if not _passes(trouble):
                return self._given_up()
        else:
            self._trouble = None
            if self._shown(case):
                return self._outcome(ActionStatus.DONE)
            if is_closed(case):
                return self._outcome(ActionStatus.OVERTAKEN, ("the case was closed before it showed the action",))
        now: Instant = yield Now()
        if now.monotonic >= self._ends():
            return self._given_up()
        self._plan(now.monotonic)
        return None

    def _read(self) -> Flow[Case]:
        number, case_id = self.target.case_number, self.target.case_id
        case = yield from find(self.context, number)
        if case_id and case.case_id and case.case_id != case_id:
            raise CaseNotFoundError(f"case {number} is not the one that was passed: its id is another", case_number=number)
        self._case = case
        return case

    def _shown(self, case: Case) -> bool:
        return self._rule.shows is not None and self._rule.shows(case)

    def _given_up(self) -> CaseOutcome:
        status = ActionStatus.PENDING if self._accepted else ActionStatus.UNKNOWN
        return self._outcome(status, error=self._lost or self._trouble, handle=self.handle)

    @property
    def _accepted(self) -> bool:
        return self.handle is not None and self.handle.accepted

    def _ends(self) -> float:
        # What is in doubt is looked for a while even by those who do not want to wait.
        return self._started + (self.max_wait if self._accepted else max(self.max_wait, self.context.settle))

    def _plan(self, now: float) -> None:
        self.due = min(now + self.context.schedule.pause(self._looks), self._ends())

    def _outcome(
        self, status: ActionStatus, reasons: tuple[str, ...] = (), error: AmiliError | None = None, handle: CaseHandle | None = None
    ) -> CaseOutcome:
        return CaseOutcome(self.index, self.action, self.target.case_number, status, reasons, self._case, error, handle)


_OF_THE_CALLER = (AuthenticationError, PermissionDeniedError, RateLimitedError)
"""Refusals that are about who asks, or how often; not about the case."""


def _passes(trouble: AmiliError) -> bool:
    """Whether a look that failed so may succeed later. A case may be missing from the list for a moment: it was there before."""
    if isinstance(trouble, TokenError):
        return trouble.transient
    passing = TransportError | ServerError | RateLimitedError | UnreadableResponseError | CaseNotFoundError
    return isinstance(trouble, passing)
