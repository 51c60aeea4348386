"""What is known of a hand-over: the batches that were accepted, and what became of each invoice.

`--json` shows it as one document:

    {
      "ok": false, "exit_code": 4,
      "counts": {"batches": 1, "unfinished": 0, "invoices": 200, "succeeded": 190, "failed": 10, "unsettled": 0, "unexpected": 0},
      "batches": [
        {"batch_id": …, "status": "PARTIAL", "adopted": false, "invoices": 200, "listed_only": false, "error": null, "handle": {…}}
      ],
      "invoices": [outcome, …],
      "unexpected": [{"batch_id": …, "invoice_number": …}],
      "error": null
    }

`counts.invoices` is how many were handed over; those of an unfinished batch are in no other count. `handle` is what `amili batches wait`
takes. `error` is what ended the run early. A batch that was named by its id alone (`listed_only`) has no list of what was sent: its
invoices are those that the batch itself mentions, and nobody can tell whether one is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from attrs import evolve

from amili_ext.cli.documents import error_document
from amili_ext.cli.exits import ExitCode, exit_code, worst
from amili_ext.cli.norway.documents import outcome_document
from amili_ext.cli.output import Screen, many
from amili_ext.errors import AmiliError
from amili_ext.norway.collection.batch.errors import UnfinishedBatchesError
from amili_ext.norway.collection.batch.handle import BatchHandle, Reference
from amili_ext.norway.collection.batch.outcomes import BatchResult, InvoiceOutcome, InvoiceStatus, reconcile

_WHY = {
    InvoiceStatus.UNREPORTED: "the batch is finished but does not mention it: look it up before sending it again",
    InvoiceStatus.CONTRADICTORY: "the batch mentions it more than once: look it up before sending it again",
}


class Report:
    """Filled while a command runs; says at any time how it stands."""

    def __init__(self) -> None:
        self.handles: dict[UUID, BatchHandle] = {}
        self.results: dict[UUID, BatchResult] = {}
        self.troubles: dict[UUID, AmiliError] = {}
        self.stopped: AmiliError | KeyboardInterrupt | None = None

    def accepted(self, handle: BatchHandle) -> None:
        """A batch that Amili has; the same one twice counts once."""
        self.handles.setdefault(handle.batch_id, handle)

    def finished(self, result: BatchResult) -> None:
        """What became of a batch."""
        if not result.handle.references:
            named = tuple(Reference(number) for number in result.unexpected)
            result = reconcile(evolve(result.handle, references=named), result.batch)
        self.results[result.handle.batch_id] = result

    def stop(self, error: AmiliError | KeyboardInterrupt) -> None:
        """What ended the run before everything was known."""
        if isinstance(error, UnfinishedBatchesError):
            self.troubles |= {handle.batch_id: trouble for handle, trouble in error.errors.items()}
        else:
            self.stopped = error

    @property
    def unfinished(self) -> list[BatchHandle]:
        """The batches that are to be waited for again."""
        return [handle for batch_id, handle in self.handles.items() if batch_id not in self.results]

    def outcomes(self) -> Iterator[tuple[UUID, InvoiceOutcome]]:
        """Every invoice of the finished batches, in the order sent."""
        for batch_id in self.handles:
            if batch_id in self.results:
                yield from ((batch_id, outcome) for outcome in self.results[batch_id])

    def unexpected(self) -> list[tuple[UUID, str]]:
        """Invoice numbers that a batch mentions and that were never sent in it."""
        return [(batch_id, number) for batch_id in self.handles if batch_id in self.results for number in self.results[batch_id].unexpected]

    def code(self) -> ExitCode:
        """How the run went."""
        if isinstance(self.stopped, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
        codes = {exit_code(error) for error in (*self.troubles.values(), *([self.stopped] if self.stopped else ()))}
        counts = self.counts()
        if counts["unsettled"] or counts["unexpected"]:
            codes.add(ExitCode.CHECK)
        if counts["failed"]:
            codes.add(ExitCode.FAILED)
        return worst(codes)

    def counts(self) -> dict[str, int]:
        """How many of what."""
        results = self.results.values()
        sent = sum(len(self.results[name]) if name in self.results else len(handle.references) for name, handle in self.handles.items())
        return {
            "batches": len(self.handles),
            "unfinished": len(self.unfinished),
            "invoices": sent,
            "succeeded": sum(len(result.succeeded) for result in results),
            "failed": sum(len(result.failed) for result in results),
            "unsettled": sum(len(result.unsettled) for result in results),
            "unexpected": sum(len(result.unexpected) for result in results),
        }

    def document(self) -> dict[str, Any]:
        """The whole as JSON; see the docstring of this module."""
        code = self.code()
        return {
            "ok": code is ExitCode.OK,
            "exit_code": code.value,
            "counts": self.counts(),
            "batches": [self._batch(handle) for handle in self.handles.values()],
            "invoices": [outcome_document(batch_id, outcome) for batch_id, outcome in self.outcomes()],
            "unexpected": [{"batch_id": str(batch_id), "invoice_number": number} for batch_id, number in self.unexpected()],
            "error": error_document(self.stopped) if self.stopped else None,
        }

    def _batch(self, handle: BatchHandle) -> dict[str, Any]:
        result, trouble = self.results.get(handle.batch_id), self.troubles.get(handle.batch_id)
        return {
            "batch_id": str(handle.batch_id),
            "status": str(result.batch.status) if result else None,
            "adopted": handle.adopted,
            "invoices": len(result or handle.references),
            "listed_only": not handle.references,
            "error": error_document(trouble) if trouble else None,
            "handle": json.loads(handle.to_json()),
        }

    def show(self, screen: Screen, *, everything: bool = False) -> None:
        """The whole as a sentence and a table of what needs attention, or of `everything`, for people."""
        counts = self.counts()
        parts = [f"{counts[name]} {name}" for name in ("succeeded", "failed", "unsettled", "unexpected") if counts[name]]
        if self.unfinished:
            parts.append(f"{many(counts['unfinished'], 'batch', 'batches')} not finished")
        what = f"{many(counts['invoices'], 'invoice', 'invoices')} in {many(counts['batches'], 'batch', 'batches')}"
        screen.say(f"{what}: {', '.join(parts) or 'none'}", style="bold")
        rows = [
            (outcome.invoice_number, outcome.status.value, outcome.case_number or "", _why(outcome))
            for _, outcome in self.outcomes()
            if everything or outcome.status is not InvoiceStatus.SUCCEEDED
        ]
        rows += [(number, "unexpected", "", f"not sent in batch {batch_id}, which mentions it") for batch_id, number in self.unexpected()]
        if everything and rows:
            screen.table(("invoice", "outcome", "case", "why"), rows)
        elif rows:
            screen.table(("invoice", "outcome", "why"), [(number, outcome, why) for number, outcome, _, why in rows])
        for trouble in self.troubles.values():
            screen.note(f"amili: {trouble}")


def _why(outcome: InvoiceOutcome) -> str:
    if outcome.status is InvoiceStatus.SUCCEEDED:
        return ""
    return "; ".join(filter(None, (_WHY.get(outcome.status), *outcome.reasons))) or "no reason given"
