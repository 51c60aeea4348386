"""What is known of a hand-over in batches, of whichever API: the batches that were accepted, and what became of each thing in them.

`--json` shows it as one document:

    {
      "ok": false, "exit_code": 4,
      "counts": {"batches": 1, "unfinished": 0, …, "succeeded": 190, "failed": 10, "unsettled": 0, "unexpected": 0},
      "batches": [{…, "kind": …, "status": …, "error": null, "handle": {…}}],
      …,
      "unexpected": [{…}],
      "error": null
    }

In place of … are what names a batch, and for every kind of things that a batch can hold, such as `invoices`, how many were handed over and
the list of what became of them; those of an unfinished batch are in no other count. A batch says under the name of its `kind` how many it
has. `handle` is what the command that waits takes. `error` is what ended the run early. What one API has in particular is said in its own
report.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Hashable, Iterator
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from amili_ext.cli.documents import error_document, name
from amili_ext.cli.exits import ExitCode, exit_code, worst
from amili_ext.cli.output import Screen, many
from amili_ext.errors import AmiliError
from amili_ext.outcomes import ItemOutcome, ItemStatus, Outcomes
from amili_ext.waiting import UnfinishedBatchesError

_WHY = {
    ItemStatus.UNREPORTED: "the batch is finished but does not mention it: look it up before sending it again",
    ItemStatus.CONTRADICTORY: "the batch mentions it more than once: look it up before sending it again",
}


class Handle(Protocol):
    """What every handle of a batch has."""

    @property
    def kind(self) -> Any: ...
    @property
    def references(self) -> tuple[Any, ...]: ...
    def to_json(self) -> str: ...


H = TypeVar("H", bound=Handle)
R = TypeVar("R", bound=Outcomes[Any])


class BatchReport(ABC, Generic[H, R]):
    """Filled while a command runs; says at any time how it stands.

    Attributes:
        handles: the batches that Amili has, by what tells one from others.
        results: what became of those that have finished.
        troubles: why others cannot be told of.
        stopped: what ended the run.
    """

    KINDS: ClassVar[Collection[str]]
    """What batches can hold."""

    CASES: ClassVar[bool] = False
    """Whether cases come of it, to be shown with everything."""

    def __init__(self) -> None:
        self.handles: dict[Hashable, H] = {}
        self.results: dict[Hashable, R] = {}
        self.troubles: dict[Hashable, AmiliError] = {}
        self.stopped: AmiliError | KeyboardInterrupt | None = None

    # -- what an API says of its batches

    @abstractmethod
    def key(self, handle: H) -> Hashable:
        """What tells a batch from others."""

    @abstractmethod
    def finished(self, result: R) -> None:
        """What became of a batch."""

    @abstractmethod
    def batch_document(self, handle: H, result: R | None) -> dict[str, Any]:
        """A batch as JSON, without what is the same everywhere: what names it first, then more."""

    @abstractmethod
    def outcome_document(self, handle: H, outcome: Any) -> dict[str, Any]:
        """What became of one thing, as JSON."""

    @abstractmethod
    def unexpected_document(self, handle: H, number: str) -> dict[str, Any]:
        """What a batch mentions although it was never sent in it, as JSON."""

    def is_in_work(self, handle: H) -> bool:
        """Whether there is anything to wait for."""
        del handle
        return True

    def case_of(self, outcome: Any) -> str:
        """The case that came of it, if any."""
        del outcome
        return ""

    @abstractmethod
    def how(self, handle: H) -> str:
        """How a batch was taken, in a few words."""

    def name_of(self, handle: H) -> str:
        """What a batch is called, for people."""
        return f"batch {self.key(handle)}"

    def headline(self, items: str) -> str:
        """What was handed over, in how many batches."""
        return f"{items} in {many(len(self.handles), 'batch', 'batches')}"

    # -- what is known

    def accepted(self, handle: H) -> None:
        """A batch that Amili has; the same one twice counts once."""
        self.handles.setdefault(self.key(handle), handle)

    def stop(self, error: AmiliError | KeyboardInterrupt) -> None:
        """What ended the run before everything was known."""
        if isinstance(error, UnfinishedBatchesError):
            self.troubles |= {self.key(handle): trouble for handle, trouble in error.errors.items()}
        else:
            self.stopped = error

    @property
    def unfinished(self) -> list[H]:
        """The batches that are to be waited for again."""
        return [handle for key, handle in self.handles.items() if key not in self.results and self.is_in_work(handle)]

    def outcomes(self, kind: str | None = None) -> Iterator[tuple[H, ItemOutcome[Any]]]:
        """Everything in the finished batches, or in those of that kind, in the order sent."""
        for key, handle in self.handles.items():
            if key in self.results and kind in (None, handle.kind.name):
                yield from ((handle, outcome) for outcome in self.results[key])

    def unexpected(self) -> list[tuple[H, str]]:
        """What a batch mentions and what was never sent in it; of invoices, their numbers."""
        return [(handle, number) for key, handle in self.handles.items() if key in self.results for number in self.results[key].unexpected]

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
        for key, handle in self.handles.items():
            sent[handle.kind.name] += len(self.results.get(key, handle.references))
        return {
            "batches": len(self.handles),
            "unfinished": len(self.unfinished),
            **{_key_of(kind): sent[kind] for kind in self.KINDS},
            "succeeded": sum(len(result.succeeded) for result in results),
            "failed": sum(len(result.failed) for result in results),
            "unsettled": sum(len(result.unsettled) for result in results),
            "unexpected": sum(len(result.unexpected) for result in results),
        }

    # -- telling it

    def document(self) -> dict[str, Any]:
        """The whole as JSON; see the docstring of this module."""
        code = self.code()
        return {
            "ok": code is ExitCode.OK,
            "exit_code": code.value,
            "counts": self.counts(),
            "batches": [self._batch(key, handle) for key, handle in self.handles.items()],
            **{_key_of(kind): [self.outcome_document(handle, one) for handle, one in self.outcomes(kind)] for kind in self.KINDS},
            "unexpected": [self.unexpected_document(handle, number) for handle, number in self.unexpected()],
            "error": error_document(self.stopped) if self.stopped else None,
        }

    def _batch(self, key: Hashable, handle: H) -> dict[str, Any]:
        result, trouble = self.results.get(key), self.troubles.get(key)
        return {
            **self.batch_document(handle, result),
            _key_of(handle.kind.name): len(handle.references if result is None else result),
            "error": error_document(trouble) if trouble else None,
            "handle": json.loads(handle.to_json()),
        }

    def show(self, screen: Screen, *, everything: bool = False) -> None:
        """The whole as a sentence and a table of what needs attention, or of `everything`, for people."""
        counts = self.counts()
        parts = [f"{counts[word]} {word}" for word in ("succeeded", "failed", "unsettled", "unexpected") if counts[word]]
        if self.unfinished:
            parts.append(f"{many(counts['unfinished'], 'batch', 'batches')} not finished")
        kinds = dict.fromkeys(handle.kind.name for handle in self.handles.values())
        items = " and ".join(many(counts[_key_of(kind)], kind.removesuffix("s"), kind) for kind in kinds)
        screen.say(f"{self.headline(items)}: {', '.join(parts) or 'none'}", style="bold")
        what = next(iter(kinds)).removesuffix("s") if len(kinds) == 1 else "what"
        rows = [
            (name(outcome.reference), outcome.status.value, self.case_of(outcome), _why(outcome))
            for _, outcome in self.outcomes()
            if everything or outcome.status is not ItemStatus.SUCCEEDED
        ]
        rows += [
            (number, "unexpected", "", f"not sent in {self.name_of(handle)}, which mentions it") for handle, number in self.unexpected()
        ]
        if everything and self.CASES and rows:
            screen.table((what, "outcome", "case", "why"), rows)
        elif rows:
            screen.table((what, "outcome", "why"), [(number, outcome, why) for number, outcome, _, why in rows])
        for trouble in self.troubles.values():
            screen.note(f"amili: {trouble}")


def _key_of(kind: str) -> str:
    return kind.replace(" ", "_")


def _why(outcome: ItemOutcome[Any]) -> str:
    if outcome.status is ItemStatus.SUCCEEDED:
        return ""
    return "; ".join(filter(None, (_WHY.get(outcome.status), *outcome.reasons))) or "no reason given"
