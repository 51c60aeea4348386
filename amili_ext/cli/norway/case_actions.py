"""What can be done with cases, one or thousands: pause, resume, withdraw, decide; and waiting for what no case showed in time.

What became of each is printed as soon as it is known, in the order in which they were named. Started again, the same command leaves alone
what is done already. None of it is documented by Amili beyond its name; that is told once on stderr.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

import typer
from attrs import frozen

from amili_ext.cli import options as common
from amili_ext.cli.arguments import Reasons
from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode, exit_code, worst
from amili_ext.cli.handle_file import adding_to, read_handles
from amili_ext.cli.norway.case_documents import action_document, quotes_amili
from amili_ext.cli.norway.handles import CASE_HANDLES
from amili_ext.cli.norway.naming import Named, read_names
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.norway.waiting import MaxWait, say_how_to_go_on
from amili_ext.cli.options import STDIN, command, stdin_for_one
from amili_ext.cli.output import Columns, Screen, many
from amili_ext.errors import AmiliError, InputError, ResponseError, phrase
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseOutcome
from amili_ext.polling import DOCUMENTED_MAX_WAIT

CODES: Final = {
    ActionStatus.DONE: ExitCode.OK,
    ActionStatus.ALREADY: ExitCode.OK,
    ActionStatus.SENT: ExitCode.OK,
    ActionStatus.PENDING: ExitCode.TIMEOUT,
    ActionStatus.OVERTAKEN: ExitCode.FAILED,
    ActionStatus.NOT_WAITING: ExitCode.FAILED,
    ActionStatus.REFUSED: ExitCode.FAILED,
    ActionStatus.UNKNOWN: ExitCode.CHECK,
}
"""How a run ends by what became of a case; of `FAILED` its error says so."""

_WHY: Final = {
    ActionStatus.SENT: "Amili takes it; a case does not show it",
    ActionStatus.PENDING: "Amili takes it, but the case does not show it yet",
    ActionStatus.UNKNOWN: "the answer was lost: look at the case before it is sent again",
}

Numbers: TypeAlias = Annotated[list[str] | None, typer.Argument(metavar="NUMBER", help="Numbers of cases.", show_default=False)]


class Decision(StrEnum):
    """What a creditor can decide on a case that waits for it."""

    ACCEPT_DEBT_COLLECTION_LIST = "accept-debt-collection-list"
    REJECT_DEBT_COLLECTION_LIST = "reject-debt-collection-list"
    ACCEPT_EVICTION_REQUEST = "accept-eviction-request"
    REJECT_EVICTION_REQUEST = "reject-eviction-request"
    ACCEPT_EVICTION_CONFIRMATION = "accept-eviction-confirmation"
    REJECT_EVICTION_CONFIRMATION = "reject-eviction-confirmation"


@frozen(kw_only=True)
class ActingOptions(ClientOptions):
    """How many cases are acted on."""

    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="More numbers, one a line, or what `cases list --json` prints; - for stdin."),
    ] = None
    max_wait: MaxWait = DOCUMENTED_MAX_WAIT
    handles: Annotated[Path | None, typer.Option(metavar="FILE", help="Add to this file the handle of what a case does not show yet.")] = (
        None
    )
    reasons: Reasons = False


@command(ActingOptions)
def pause(options: ActingOptions, screen: Screen, *, number: Numbers = None) -> ExitCode:
    """Pause cases, and wait until they are paused."""
    return _act(options, screen, CaseAction.PAUSE, number)


@command(ActingOptions)
def resume(options: ActingOptions, screen: Screen, *, number: Numbers = None) -> ExitCode:
    """Let paused cases go on, and wait until they do."""
    return _act(options, screen, CaseAction.RESUME, number)


@command(ActingOptions)
def withdraw(options: ActingOptions, screen: Screen, *, number: Numbers = None) -> ExitCode:
    """Withdraw cases, and wait until they are closed."""
    return _act(options, screen, CaseAction.WITHDRAW, number)


@command(ActingOptions)
def decide(
    options: ActingOptions, screen: Screen, *, decision: Annotated[Decision, typer.Argument(show_default=False)], number: Numbers = None
) -> ExitCode:
    """Accept or reject what cases wait for: debt-collection lists, requests for an eviction, confirmations of one.

    That a case has left its list is waited for. Nothing is known by which a case would show what was decided of an eviction.
    """
    return _act(options, screen, CaseAction(decision.value.replace("-", "_")), number)


@command(ClientOptions)
def wait(
    options: ClientOptions,
    screen: Screen,
    *,
    handle: Annotated[
        list[str] | None, typer.Argument(metavar="HANDLE", help="As the other commands print them.", show_default=False)
    ] = None,
    handles: Annotated[str | None, typer.Option(metavar="FILE", help="A file of handles, one a line; - for stdin.")] = None,
    max_wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for all of them.")] = DOCUMENTED_MAX_WAIT,
    reasons: Reasons = False,
) -> ExitCode:
    """Wait for what was sent until the cases show it; nothing is sent."""
    stdin_for_one("the handles", "the client secret", handles, options.client_secret_file)
    found = [*map(CaseHandle.from_json, handle or ()), *(read_handles(handles, CASE_HANDLES) if handles is not None else ())]
    if not found:
        raise typer.BadParameter("name a handle or a file of --handles")
    # What was sent twice is waited for once.
    waited_for = list({(one.action, one.case_id): one for one in found}.values())
    shown = _Shown(screen, reasons=reasons)
    with make_client(options) as client:
        try:
            for outcome in _waited(client, waited_for, max_wait):
                shown.add(outcome)
        except (AmiliError, KeyboardInterrupt) as error:
            return shown.stopped(error, len(waited_for))
    return shown.ended(saved_in=None if handles in (None, STDIN) else handles)


ACTIONS: Final[dict[str, Callable[..., None]]] = {
    "pause": pause,
    "resume": resume,
    "withdraw": withdraw,
    "decide": decide,
    "wait": wait,
}


def _act(options: ActingOptions, screen: Screen, action: CaseAction, numbers: list[str] | None) -> ExitCode:
    stdin_for_one("the numbers", "the client secret", options.from_, options.client_secret_file)
    if not numbers and options.from_ is None:
        raise typer.BadParameter("name a case, or a file of them with --from")
    cases = read_names(numbers, options.from_, "cases", _number)
    shown = _Shown(screen, reasons=options.reasons)
    with adding_to(options.handles, CASE_HANDLES) as book, make_client(options) as client:
        try:
            for outcome in _acted(client, action, cases, options.max_wait):
                try:
                    if book is not None and outcome.handle is not None:
                        book.add(outcome.handle)
                finally:
                    shown.add(outcome)
        except (AmiliError, KeyboardInterrupt) as error:
            code = shown.stopped(error, len(cases.names))
            screen.note("amili: the same command goes on; what is done already is left alone")
            return code
    return shown.ended(saved_in=str(options.handles) if book is not None else None)


def _acted(client: Norway, action: CaseAction, cases: Named[str], max_wait: float) -> Iterable[CaseOutcome]:
    try:
        yield from client.cases.act_all(action, cases.names, max_wait=max_wait)
    except InputError as error:
        raise cases.located(error) from None


def _waited(client: Norway, handles: Iterable[CaseHandle], max_wait: float) -> Iterator[CaseOutcome]:
    """One after another, since what has been sent has its time anyway; the later ones have what the earlier ones left of it."""
    clock = common.make_clock()
    ends = clock.now().monotonic + max_wait
    patient = client.with_options(settle=0.0)  # what is in doubt has been looked for before
    for handle in handles:
        yield patient.cases.wait(handle, max_wait=max(0.0, ends - clock.now().monotonic))


def _number(value: str | dict[str, Any]) -> str | None:
    """The number of a case; what cannot be one, such as a line of a table, is none."""
    if not isinstance(value, str):
        found = value.get("case_number", value.get("caseNumber"))
        value = str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""
    return value if re.fullmatch(r"[^\s\[\]{}\",;]+", value) else None


class _Shown:
    """What was printed so far."""

    def __init__(self, screen: Screen, *, reasons: bool) -> None:
        self._screen = screen
        self._reasons = reasons
        self._columns = Columns(screen, case=12, outcome=11, status=10, why=0)
        self._counts: Counter[ActionStatus] = Counter()
        self._codes: set[ExitCode] = set()
        self._left: list[CaseHandle] = []

    def add(self, outcome: CaseOutcome) -> None:
        """Print what became of one."""
        self._counts[outcome.status] += 1
        failed = outcome.status is ActionStatus.FAILED and outcome.error is not None
        self._codes.add(exit_code(outcome.error) if failed and outcome.error else CODES.get(outcome.status, ExitCode.ERROR))
        if outcome.handle is not None:
            self._left.append(outcome.handle)
        document = action_document(outcome, reasons=self._reasons)
        self._screen.document(document)
        self._columns.row(outcome.case_number, outcome.status.value, document["case_status"] or "", self._why(outcome))

    def ended(self, *, saved_in: str | None) -> ExitCode:
        """The end, when all of them are known."""
        parts = [f"{self._counts[status]} {status.value.replace('_', ' ')}" for status in ActionStatus if self._counts[status]]
        self._screen.say(f"{many(self._counts.total(), 'case', 'cases')}: {', '.join(parts)}", style="bold")
        say_how_to_go_on(self._screen, "amili cases wait", [handle.to_json() for handle in self._left], saved_in)
        return worst(self._codes)

    def stopped(self, error: AmiliError | KeyboardInterrupt, total: int) -> ExitCode:
        """The end, when something came in between."""
        explain(self._screen, error)
        self._screen.document({"error": error_document(error)})
        self._screen.note(f"amili: of {many(total, 'case', 'cases')}, {self._counts.total()} are told above")
        say_how_to_go_on(self._screen, "amili cases wait", [handle.to_json() for handle in self._left], None)
        return worst([ExitCode.INTERRUPTED if isinstance(error, KeyboardInterrupt) else exit_code(error), *self._codes])

    def _why(self, outcome: CaseOutcome) -> str:
        if quotes_amili(outcome) and not self._reasons:
            status = outcome.error.status if isinstance(outcome.error, ResponseError) else 0
            return f"{phrase(status)}: see --reasons"
        said = (_WHY.get(outcome.status), *outcome.reasons, str(outcome.error) if outcome.error and not outcome.reasons else None)
        return "; ".join(filter(None, said))
