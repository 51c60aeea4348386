"""`amili invoices trace`: where invoices stand that were handed over, each by its batch, its case and its settlements."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any, Final

import typer

from amili_ext.cli.arguments import day
from amili_ext.cli.documents import text
from amili_ext.cli.exits import ExitCode, worst
from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.norway.case_documents import asked_for, trace_document
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.cli.norway.naming import Named, read_names
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Columns, Screen, many
from amili_ext.errors import InputError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.tracing.trace import Standing, Trace

_CODES: Final = {
    Standing.FAILED: ExitCode.FAILED,
    Standing.NOT_FOUND: ExitCode.CHECK,
    Standing.AMBIGUOUS: ExitCode.CHECK,
    Standing.UNREADABLE: ExitCode.CHECK,
}
"""How a run ends by where an invoice stands; all others are fine."""


@command(ClientOptions)
def trace(
    options: ClientOptions,
    screen: Screen,
    *,
    reference: Annotated[
        list[str] | None, typer.Argument(metavar="REF", help="Invoice numbers, or your own ids.", show_default=False)
    ] = None,
    handles: Annotated[
        str | None, typer.Option(metavar="FILE", help="All invoices of the batches in a file of handles; - for stdin.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="More of REF, one a line, or the file that was submitted; - for stdin."),
    ] = None,
    settled_since: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The first settlement date to look at, if not that of the oldest of them."),
    ] = None,
) -> ExitCode:
    """Say where invoices stand, one line each: queued, failed, open, paused, closed, settled, or that it cannot be told.

    What is not found, fits several invoices or cannot be read ends with code 5.
    """
    if not reference and handles is None and from_ is None:
        raise typer.BadParameter("name an invoice, a file of them with --from, or a file of --handles")
    stdin_for_one("two of the handles, the references", "the client secret", handles, from_, options.client_secret_file)
    batches = read_handles(handles, BATCH_HANDLES) if handles is not None else []
    named: Named[str | Reference] = (
        read_names(reference, from_, "references", _reference) if reference or from_ is not None else Named("", [], [])
    )
    sought: list[str | Reference | BatchHandle] = [*named.names, *batches]
    shown = _Shown(screen)
    with make_client(options) as client:
        try:
            for one in client.invoices.trace(sought, settlements_since=settled_since):
                shown.add(one)
        except InputError as error:
            raise Named(named.file, sought, [*named.lines, *(None for _ in batches)]).located(error) from None
    return shown.ended()


def _reference(value: str | dict[str, Any]) -> str | Reference | None:
    if isinstance(value, str):
        return value or None
    number = value.get("invoice_number", value.get("invoiceNumber"))
    own_id = value.get("unique_source_invoice_id", value.get("uniqueSourceInvoiceId"))
    if not isinstance(number, str) or not number:
        return None
    return Reference(number, own_id if isinstance(own_id, str) else None)


def _words(standing: Standing) -> str:
    return standing.value.replace("_", " ")


class _Shown:
    """What was printed so far."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._columns = Columns(screen, invoice=20, standing=10, case=12, remaining=12, why=0)
        self._counts: Counter[Standing] = Counter()
        self._codes: set[ExitCode] = set()
        self._troubles: dict[str, None] = {}

    def add(self, trace: Trace) -> None:
        """Print where one stands."""
        self._counts[trace.standing] += 1
        self._codes.add(_CODES.get(trace.standing, ExitCode.CHECK if trace.troubles else ExitCode.OK))
        for trouble in trace.troubles:
            self._troubles[str(trouble)] = None
        self._screen.document(trace_document(trace))
        case_number = trace.case.case_number if trace.case else None
        remaining = text(trace.invoice.remaining_amount) if trace.invoice else None
        why = [*trace.reasons, *trace.candidates, *(f"{gap.part.value} could not be read" for gap in trace.gaps if gap.error)]
        self._columns.row(asked_for(trace), _words(trace.standing), case_number or "", remaining or "", "; ".join(why))

    def ended(self) -> ExitCode:
        """The end, when all of them are known."""
        parts = [f"{self._counts[standing]} {_words(standing)}" for standing in Standing if self._counts[standing]]
        self._screen.say(f"{many(self._counts.total(), 'invoice', 'invoices')}: {', '.join(parts)}", style="bold")
        for trouble in self._troubles:
            self._screen.note(f"amili: {trouble}")
        return worst(self._codes)
