"""Acting on cases: pause, resume or withdraw one, and decide on debt-collection lists and evictions; one case or thousands.

Each of these gives a `CaseOutcome`. Look at its `ok`, or call its `raise_for_failure()`: that Amili refuses, or that a case does not yet
show what was asked of it, is data and no exception. What raises is trouble that has nothing to do with the case and that kept the action
from being sent, such as a missing permission. How it is done is in `amili_ext.norway.collection.cases.under_way`, by what a case shows it
in `amili_ext.norway.collection.cases.actions`.

A process that was killed and does the same again sends the action again, unless the case shows it by then. That an API refuses a second
one, or that it changes nothing, is likely and not documented.

None of these operations is documented beyond its name; the first use of each in a process warns (`UnverifiedOperationWarning`).

Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from itertools import count, islice
from typing import Any

from amili_ext.errors import AmiliError, ConfigurationError, InputError, Problem
from amili_ext.flow import Emit, Flow, Instant, Now, Outcome, Sleep, Stream, Together
from amili_ext.norway.collection.cases.actions import RULES, CaseAction
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import CaseOutcome
from amili_ext.norway.collection.cases.targets import AnyCase, Target, all_targets, one_target
from amili_ext.norway.collection.cases.under_way import UnderWay
from amili_ext.norway.collection.context import Collection
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.values import at_least_one, kind_of, seconds_in

DEFAULT_CONCURRENCY = 8
"""How many requests `act_all` has under way at the same time."""

MOST_UNDER_WAY = 1000
"""How many cases `act_all` has begun and not yet given out, so that memory stays flat although outcomes come in order."""


def pause(context: Collection, case: AnyCase, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[CaseOutcome]:
    """Pause a case, and wait until it is `PAUSED`.

    Args:
        case: its number, the case as it was read, or a handle of an earlier action.
        max_wait: seconds to wait for the case to show it; 0 looks once.

    Raises:
        InputError: that names no case; nothing was sent.
        AmiliError: the case cannot be read, or the action could not be sent; nothing was done.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
    """
    return (yield from _act(context, CaseAction.PAUSE, case, max_wait))


def withdraw(context: Collection, case: AnyCase, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[CaseOutcome]:
    """Withdraw a case, and wait until it is closed. A case that is closed already, for whatever reason, is `ALREADY`.

    Args, errors and page as for `pause`.
    """
    return (yield from _act(context, CaseAction.WITHDRAW, case, max_wait))


def resume(context: Collection, case: AnyCase, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[CaseOutcome]:
    """Let a paused case go on, and wait until it is no longer `PAUSED`.

    Args, errors and page as for `pause`.
    """
    return (yield from _act(context, CaseAction.RESUME, case, max_wait))


def accept_debt_collection_list(context: Collection, case: AnyCase, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[CaseOutcome]:
    """Let a case that waits in a debt-collection list go on to debt collection, and wait until it has left the list.

    `DONE` says that it has left the list. That this was the reason, and not that somebody else rejected it, no case is known to show.

    Args, errors and page as for `pause`.
    """
    return (yield from _act(context, CaseAction.ACCEPT_DEBT_COLLECTION_LIST, case, max_wait))


def reject_debt_collection_list(context: Collection, case: AnyCase, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[CaseOutcome]:
    """Keep a case that waits in a debt-collection list from debt collection, and wait until it has left the list.

    `DONE` says that it has left the list. That this was the reason, and not that somebody else accepted it, no case is known to show.

    Args, errors and page as for `pause`.
    """
    return (yield from _act(context, CaseAction.REJECT_DEBT_COLLECTION_LIST, case, max_wait))


def accept_eviction_request(context: Collection, case: AnyCase) -> Flow[CaseOutcome]:
    """Agree to the request for an eviction.

    Nothing is known by which a case would show it, so that the outcome is `SENT` at best, and `UNKNOWN` when the answer is lost.

    Args:
        case: its number, the case as it was read, or a handle of an earlier action.

    Raises:
        InputError: that names no case; nothing was sent.
        AmiliError: the case cannot be read, or the action could not be sent; nothing was done.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
    """
    return (yield from _act(context, CaseAction.ACCEPT_EVICTION_REQUEST, case, 0))


def reject_eviction_request(context: Collection, case: AnyCase) -> Flow[CaseOutcome]:
    """Refuse the request for an eviction.

    Outcome, args, errors and page as for `accept_eviction_request`.
    """
    return (yield from _act(context, CaseAction.REJECT_EVICTION_REQUEST, case, 0))


def accept_eviction_confirmation(context: Collection, case: AnyCase) -> Flow[CaseOutcome]:
    """Agree to the confirmation of an eviction.

    Outcome, args, errors and page as for `accept_eviction_request`.
    """
    return (yield from _act(context, CaseAction.ACCEPT_EVICTION_CONFIRMATION, case, 0))


def reject_eviction_confirmation(context: Collection, case: AnyCase) -> Flow[CaseOutcome]:
    """Refuse the confirmation of an eviction.

    Outcome, args, errors and page as for `accept_eviction_request`.
    """
    return (yield from _act(context, CaseAction.REJECT_EVICTION_CONFIRMATION, case, 0))


def wait(context: Collection, handle: CaseHandle, *, max_wait: float = DOCUMENTED_MAX_WAIT) -> Flow[CaseOutcome]:
    """Wait for an action that was sent, perhaps by another process, until the case shows it. Nothing is sent.

    Args:
        handle: of an outcome that is `PENDING` or `UNKNOWN`, or `CaseHandle.from_json(text)`.
        max_wait: seconds, from now; 0 looks once.

    Raises:
        InputError: that is no such handle, or one of an action that no case shows.
        ConfigurationError: the handle belongs to another organization.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
    """
    handle = _waitable(context, handle)
    one = UnderWay(context, handle.action, Target(handle.case_number, handle.case_id), seconds_in("max_wait", max_wait))
    now: Instant = yield Now()
    one.resume(handle, now)
    yield Sleep(max(0.0, one.due - now.monotonic))
    return (yield from one.to_its_end())


def act_all(
    context: Collection,
    action: CaseAction | str,
    cases: Iterable[AnyCase],
    *,
    max_wait: float = DOCUMENTED_MAX_WAIT,
    concurrency: int = DEFAULT_CONCURRENCY,
) -> Stream[CaseOutcome]:
    """Do the same with many cases; give out one outcome for each, in the order in which they were passed.

    No case keeps another one from being done: one that cannot be acted on is `REFUSED` or `FAILED`. While the first ones are waited for,
    the next ones are sent.

    Args:
        action: such as `CaseAction.PAUSE` or `"pause"`.
        cases: numbers, cases as they were read, or handles; each case once.
        max_wait: seconds to wait for each case, counted from when its action was sent.
        concurrency: how many requests may be under way at once.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        ConfigurationError: `max_wait` or `concurrency` makes no sense.

    Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
    """
    at_least_one("concurrency", concurrency)
    chosen, patience = _action(action), seconds_in("max_wait", max_wait)
    targets = all_targets(context, cases)
    fresh = (UnderWay(context, chosen, target, patience, index) for index, target in enumerate(targets))
    tie = count()  # keeps the heap from comparing actions that are due at the same moment
    waiting: list[tuple[float, int, UnderWay]] = []
    ended: dict[int, CaseOutcome] = {}
    begun = given_out = 0
    while given_out < len(targets):
        now: Instant = yield Now()
        steps: list[UnderWay] = []
        while waiting and len(steps) < concurrency and waiting[0][0] <= now.monotonic:
            steps.append(heapq.heappop(waiting)[2])
        room = min(concurrency - len(steps), MOST_UNDER_WAY - (begun - given_out))
        new = list(islice(fresh, max(0, room)))
        begun += len(new)
        steps += new
        if not steps:
            yield Sleep(max(0.0, waiting[0][0] - now.monotonic))
            continue
        outcomes: list[Outcome[CaseOutcome | None]] = yield Together([one.step() for one in steps], concurrency)
        for one, outcome in zip(steps, outcomes, strict=True):
            if isinstance(outcome.error, AmiliError):
                ended[one.index] = one.failed(outcome.error)
            elif outcome.error is not None:
                raise outcome.error
            elif outcome.value is not None:
                ended[one.index] = outcome.value
            else:
                heapq.heappush(waiting, (one.due, next(tie), one))
        while given_out in ended:
            yield Emit(ended.pop(given_out))
            given_out += 1


def _waitable(context: Collection, handle: object) -> CaseHandle:
    if not isinstance(handle, CaseHandle):
        raise InputError([Problem(None, "handle", f"must be the handle of an action on a case, not {kind_of(handle)}")])
    if RULES[handle.action].shows is None:
        raise InputError([Problem(None, "handle", f"is one of {handle.action.value}, which no case is known to show")])
    if handle.organization_id != context.organization_id:
        raise ConfigurationError(f"the handle belongs to organization {handle.organization_id}, this client to {context.organization_id}")
    return handle


def _act(context: Collection, action: CaseAction, case: AnyCase, max_wait: float) -> Flow[CaseOutcome]:
    one = UnderWay(context, action, one_target(context, case), seconds_in("max_wait", max_wait))
    return (yield from one.to_its_end())


def _action(action: CaseAction | str) -> CaseAction:
    given: Any = action
    try:
        return CaseAction(given if isinstance(given, CaseAction | str) else "")
    except ValueError:
        known = ", ".join(one.value for one in CaseAction)
        raise InputError([Problem(None, "action", f"is none of {known}")]) from None
