"""`amili se invoices register` and `amili se cases register`: everything in a file, each at most once, however often it is started.

What became of each is printed as soon as it is known, and its handle written down before that. Started again with the same file, it adopts
what is there and goes on with the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Annotated, Any, Generic

import typer
from attrs import frozen

from amili_ext.cli.arguments import ExtraField, NoLookFirst, Reasons
from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode, exit_code, worst
from amili_ext.cli.handle_file import Handles, adding_to
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Columns, Screen, many
from amili_ext.cli.record_file import Records, read_records
from amili_ext.cli.sweden.documents import H, cases_of, registration_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.errors import AmiliError, ResponseError
from amili_ext.sweden.ada.registering.registering import CONCURRENCY, OutcomeStatus, RegistrationOutcome
from amili_ext.sweden.client import Sweden

_CODES = {
    OutcomeStatus.REGISTERED: ExitCode.OK,
    OutcomeStatus.ADOPTED: ExitCode.OK,
    OutcomeStatus.REFUSED: ExitCode.FAILED,
    OutcomeStatus.TAKEN: ExitCode.FAILED,
    OutcomeStatus.UNKNOWN: ExitCode.CHECK,
}


@frozen
class Registering(Generic[H]):
    """What is registered.

    Attributes:
        one: what one of them is called; `records.noun` is what many are.
        records: how the file is read and checked.
        handles: how what is registered is written down.
        send: registers them.
    """

    one: str
    records: Records
    handles: Handles[H]
    send: Callable[[Sweden, list[Any], Collection[str]], Iterable[RegistrationOutcome[H]]]


def register_command(kind: Registering[H]) -> Callable[..., None]:
    """The command `register` for these."""

    @command(SwedishOptions)
    def register(
        options: SwedishOptions,
        screen: Screen,
        *,
        file: Annotated[str, typer.Argument(help="JSON or JSON Lines; - for stdin.", show_default=False)],
        handles: Annotated[
            Path | None, typer.Option(metavar="FILE", help="Add the handle of each to this file as soon as Amili has it.")
        ] = None,
        extra_field: ExtraField = None,
        no_look_first: NoLookFirst = False,
        reasons: Reasons = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check the file; nothing is sent.")] = False,
    ) -> ExitCode:
        stdin_for_one(f"the {kind.records.noun}", "the private key", file, options.private_key_file)
        values = read_records(file, kind.records, extra_field or ())
        if dry_run:
            screen.say(f"{many(len(values), kind.one, kind.records.noun)}: nothing wrong was found, nothing was sent")
            screen.document({"ok": True, "exit_code": ExitCode.OK.value, kind.records.noun: len(values)})
            return ExitCode.OK
        shown = _Shown(kind, screen, reasons=reasons)
        with adding_to(handles, kind.handles) as book, make_client(options, look_first=not no_look_first) as client:
            try:
                for outcome in kind.send(client, values, extra_field or ()):
                    try:
                        if book is not None and outcome.registered is not None:
                            book.add(outcome.registered)
                    finally:
                        shown.add(outcome)
            except (AmiliError, KeyboardInterrupt) as error:
                return shown.stopped(error, len(values), look_first=not no_look_first)
        return shown.ended()

    return register


class _Shown(Generic[H]):
    """What was printed so far."""

    def __init__(self, kind: Registering[H], screen: Screen, *, reasons: bool) -> None:
        self._kind = kind
        self._screen = screen
        self._columns = Columns(screen, invoice=20, outcome=10, case=24, ocr_number=20, why=0)
        self._reasons = reasons
        self._counts: Counter[OutcomeStatus] = Counter()

    def add(self, outcome: RegistrationOutcome[H]) -> None:
        """Print what became of one."""
        self._counts[outcome.status] += 1
        self._screen.document(registration_document(outcome, reasons=self._reasons))
        if outcome.registered is not None:
            for debt in cases_of(outcome.registered):
                self._columns.row(debt.invoice_number, outcome.status.value, debt.case, debt.ocr_number or "", "")
        else:
            for place, number in enumerate(outcome.invoice_numbers):
                self._columns.row(number, outcome.status.value, "", "", "" if place else self._why(outcome))

    def ended(self) -> ExitCode:
        """The end, when all of them are known."""
        parts = [f"{self._counts[status]} {status.value}" for status in OutcomeStatus if self._counts[status]]
        self._screen.say(f"{many(self._counts.total(), self._kind.one, self._kind.records.noun)}: {', '.join(parts)}", style="bold")
        return worst(_CODES[status] for status in self._counts)

    def stopped(self, error: AmiliError | KeyboardInterrupt, total: int, *, look_first: bool) -> ExitCode:
        """The end, when something came in between."""
        code = ExitCode.INTERRUPTED if isinstance(error, KeyboardInterrupt) else exit_code(error)
        explain(self._screen, error)
        self._screen.document({"error": error_document(error)})
        if code is ExitCode.REFUSED:
            return code
        self._screen.note(f"amili: {self._counts.total()} of {many(total, self._kind.one, self._kind.records.noun)} are settled")
        if code is ExitCode.INTERRUPTED:
            self._screen.note(f"amili: up to {CONCURRENCY} more may have been on their way")
        again = "the same command" if look_first else "the same command, without --no-look-first,"
        self._screen.note(f"amili: {again} finds what is there and sends the rest")
        return worst([code, *(_CODES[status] for status in self._counts)])

    def _why(self, outcome: RegistrationOutcome[H]) -> str:
        if isinstance(outcome.error, ResponseError) and outcome.reasons:
            if self._reasons:
                return "; ".join(f"{field}: {', '.join(texts)}".removeprefix(": ") for field, texts in outcome.reasons.items())
            fields = ", ".join(filter(None, outcome.reasons))
            return f"{outcome.error.status}: {fields or 'see --reasons'}"
        return str(outcome.error or "")
