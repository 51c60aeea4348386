"""What is known of a hand-over: the batches that were accepted, and what became of each invoice, payment or correction.

`--json` shows it as one document:

    {
      "ok": false, "exit_code": 4,
      "counts": {"batches": 1, "unfinished": 0, "invoices": 200, "payments": 0, "corrections": 0,
                 "succeeded": 190, "failed": 10, "unsettled": 0, "unexpected": 0},
      "batches": [
        {"batch_id": …, "kind": "invoices", "status": "PARTIAL", "adopted": false, "invoices": 200, "listed_only": false,
         "error": null, "handle": {…}}
      ],
      "invoices": [outcome, …],
      "payments": [],
      "corrections": [],
      "unexpected": [{"batch_id": …, "invoice_number": …}],
      "error": null
    }

`counts.invoices` is how many were handed over, and so are `payments` and `corrections`; those of an unfinished batch are in no other
count. A batch says under the name of its `kind` how many it has. `handle` is what `amili batches wait` takes. `error` is what ended the
run early. Of payments and corrections, `unexpected` has an `invoice` in place of `invoice_number`: its id, or its number. A batch of
invoices that was named by its id alone (`listed_only`) has no list of what was sent: its invoices are those that the batch itself
mentions, and nobody can tell whether one is missing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from attrs import evolve

from amili_ext.cli.documents import error_document, name
from amili_ext.cli.exits import ExitCode, exit_code, worst
from amili_ext.cli.norway.documents import outcome_document
from amili_ext.cli.output import Screen, many
from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.kinds import INVOICES, KINDS
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, InvoiceOutcome
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.result import BatchResult, reconcile
from amili_ext.outcomes import ItemOutcome, ItemStatus
from amili_ext.waiting import UnfinishedBatchesError

_WHY = {
    ItemStatus.UNREPORTED: "the batch is finished but does not mention it: look it up before sending it again",
    ItemStatus.CONTRADICTORY: "the batch mentions it more than once: look it up before sending it again",
}


class Report:
    """Filled while a command runs; says at any time how it stands."""

    def __init__(self) -> None:
        self.handles: dict[UUID, BatchHandle[Any, Any]] = {}
        self.results: dict[UUID, BatchResult[Any, Any]] = {}
        self.troubles: dict[UUID, AmiliError] = {}
        self.stopped: AmiliError | KeyboardInterrupt | None = None

    def accepted(self, handle: BatchHandle[Any, Any]) -> None:
        """A batch that Amili has; the same one twice counts once."""
        self.handles.setdefault(handle.batch_id, handle)

    def finished(self, result: BatchResult[Any, Any]) -> None:
        """What became of a batch."""
        if not result.handle.references:
            result = self._listed_only(result)
        self.results[result.handle.batch_id] = result

    def _listed_only(self, result: BatchResult[Any, Any]) -> BatchResult[Any, Any]:
        batch_id, batch_type = result.handle.batch_id, str(result.batch.type_ or "")
        if INVOICES.may_be(batch_type):
            named = tuple(Reference(number) for number in result.unexpected)
            return reconcile(evolve(result.handle, references=named), result.batch)
        why = f"batch {batch_id} is of type {batch_type} and not of invoices; what became of it is only told with its handle"
        self.troubles[batch_id] = ConfigurationError(why)
        return evolve(result, unexpected=())

    def stop(self, error: AmiliError | KeyboardInterrupt) -> None:
        """What ended the run before everything was known."""
        if isinstance(error, UnfinishedBatchesError):
            self.troubles |= {handle.batch_id: trouble for handle, trouble in error.errors.items()}
        else:
            self.stopped = error

    @property
    def unfinished(self) -> list[BatchHandle[Any, Any]]:
        """The batches that are to be waited for again."""
        return [handle for batch_id, handle in self.handles.items() if batch_id not in self.results]

    def outcomes(self, kind: str | None = None) -> Iterator[tuple[UUID, ItemOutcome[Any]]]:
        """Everything in the finished batches, or in those of that kind, in the order sent."""
        for batch_id, handle in self.handles.items():
            if batch_id in self.results and kind in (None, handle.kind.name):
                yield from ((batch_id, outcome) for outcome in self.results[batch_id])

    def unexpected(self) -> list[tuple[UUID, str]]:
        """What a batch mentions and what was never sent in it; of invoices, their numbers."""
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
        sent: Counter[str] = Counter()
        for batch_id, handle in self.handles.items():
            sent[handle.kind.name] += len(self.results.get(batch_id, handle.references))
        return {
            "batches": len(self.handles),
            "unfinished": len(self.unfinished),
            **{kind: sent[kind] for kind in KINDS},
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
            **{kind: [outcome_document(batch_id, outcome) for batch_id, outcome in self.outcomes(kind)] for kind in KINDS},
            "unexpected": [self._unexpected(batch_id, name) for batch_id, name in self.unexpected()],
            "error": error_document(self.stopped) if self.stopped else None,
        }

    def _unexpected(self, batch_id: UUID, name: str) -> dict[str, Any]:
        of_invoices = self.handles[batch_id].kind.name == INVOICES.name
        return {"batch_id": str(batch_id), "invoice_number" if of_invoices else "invoice": name}

    def _batch(self, handle: BatchHandle[Any, Any]) -> dict[str, Any]:
        result, trouble = self.results.get(handle.batch_id), self.troubles.get(handle.batch_id)
        return {
            "batch_id": str(handle.batch_id),
            "kind": handle.kind.name,
            "status": None if result is None else str(result.batch.status),
            "adopted": handle.adopted,
            handle.kind.name: len(handle.references if result is None else result),
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
        kinds = dict.fromkeys(handle.kind.name for handle in self.handles.values())
        items = " and ".join(many(counts[kind], kind.removesuffix("s"), kind) for kind in kinds)
        sent = f"{items} in {many(counts['batches'], 'batch', 'batches')}"
        screen.say(f"{sent}: {', '.join(parts) or 'none'}", style="bold")
        what = next(iter(kinds)).removesuffix("s") if len(kinds) == 1 else "what"
        rows = [
            (name(outcome.reference), outcome.status.value, _case(outcome), _why(outcome))
            for _, outcome in self.outcomes()
            if everything or outcome.status is not ItemStatus.SUCCEEDED
        ]
        rows += [(number, "unexpected", "", f"not sent in batch {batch_id}, which mentions it") for batch_id, number in self.unexpected()]
        if everything and rows:
            screen.table((what, "outcome", "case", "why"), rows)
        elif rows:
            screen.table((what, "outcome", "why"), [(number, outcome, why) for number, outcome, _, why in rows])
        for trouble in self.troubles.values():
            screen.note(f"amili: {trouble}")


def _case(outcome: ItemOutcome[Any]) -> str:
    return (outcome.case_number if isinstance(outcome, InvoiceOutcome | AmountOutcome) else None) or ""


def _why(outcome: ItemOutcome[Any]) -> str:
    if outcome.status is ItemStatus.SUCCEEDED:
        return ""
    return "; ".join(filter(None, (_WHY.get(outcome.status), *outcome.reasons))) or "no reason given"
