"""What a caller wants to know of: numbers, references, and batches with all that was sent in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeGuard
from uuid import UUID

from attrs import define

from amili_ext.checked import is_no_list
from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.kinds import INVOICES
from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.result import BatchResult
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.tracing.trace import Gap
from amili_ext.outcomes import ItemStatus
from amili_ext.values import Report, kind_of, text
from amili_ext.wire import Problems


@define(eq=False)
class Sought:
    """One invoice that somebody wants to know of.

    Attributes:
        reference: a text is the number of an invoice or the caller's own id; nobody said which.
        submitted_at: a moment before which Amili cannot have had it; None if that is not known.
        queued: whether its batch has not been processed.
    """

    index: int
    reference: Reference | str
    batch_id: UUID | None = None
    submitted_at: datetime | None = None
    outcome: InvoiceOutcome | None = None
    queued: bool = False
    gaps: tuple[Gap, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether the batch alone says where it stands."""
        return self.queued or (self.outcome is not None and self.outcome.status is ItemStatus.FAILED)

    @property
    def number(self) -> str:
        """What an invoice number must be."""
        return self.reference if isinstance(self.reference, str) else self.reference.invoice_number

    @property
    def own_id(self) -> str | None:
        """What the caller's own id must be."""
        return self.reference if isinstance(self.reference, str) else self.reference.unique_source_invoice_id

    @property
    def invoice_id(self) -> UUID | None:
        """What the batch says."""
        return self.outcome.invoice_id if self.outcome else None

    @property
    def case_number(self) -> str | None:
        """What the batch says."""
        return self.outcome.case_number if self.outcome else None


@define(eq=False)
class Wanted:
    """All that a caller wants to know of.

    Attributes:
        all: in the order passed.
        handles: the batches that have to be asked for, each with what was sent in it.
    """

    all: list[Sought]
    handles: list[tuple[BatchHandle, list[Sought]]]


def read(context: Collection, references: Iterable[str | Reference | BatchHandle | BatchResult]) -> Wanted:
    """What a caller passed.

    Raises:
        InputError: it is no list, or something in it names no invoice.
        ConfigurationError: a batch is one of another organization.
    """
    wanted, problems = Wanted([], []), Problems("references")
    given: Any = references
    if isinstance(references, Reference | BatchHandle | BatchResult) or is_no_list(given):
        problems.at(None)("references", f"must be a list, not {type(given).__name__}")
        given = ()
    for position, passed in enumerate(given):
        item: object = passed
        report = problems.at(position)
        if _is_handle(item):
            _add_batch(context, wanted, item, None, report)
        elif _is_result(item):
            _add_batch(context, wanted, item.handle, item, report)
        elif isinstance(item, Reference):
            if _names(item.invoice_number, "invoice_number", report) and (
                item.unique_source_invoice_id is None or _names(item.unique_source_invoice_id, "unique_source_invoice_id", report)
            ):
                wanted.all.append(Sought(len(wanted.all), item))
        elif isinstance(item, str):
            if _names(item, "", report):
                wanted.all.append(Sought(len(wanted.all), str.__str__(item)))
        else:
            report("", f"must be an invoice number, a Reference, a BatchHandle or a BatchResult, not {kind_of(item)}")
    problems.check()
    return wanted


def _add_batch(
    context: Collection, wanted: Wanted, handle: BatchHandle[Any, Any], result: BatchResult[Any, Any] | None, report: Report
) -> None:
    if handle.kind.name != INVOICES.name:
        report("", f"is a batch of {handle.kind}; only invoices can be traced")
        return
    if handle.organization_id != context.organization_id:
        raise ConfigurationError(f"the handle belongs to organization {handle.organization_id}, this client to {context.organization_id}")
    since = None if handle.adopted else handle.submitted_at  # what was adopted had arrived in an attempt before
    first = len(wanted.all)
    sent = [Sought(first + place, one, handle.batch_id, since) for place, one in enumerate(handle.references)]
    wanted.all += sent
    if result is None:
        wanted.handles.append((handle, sent))
    else:
        for one, outcome in zip(sent, result.outcomes, strict=True):
            one.outcome = outcome


def _is_handle(value: object) -> TypeGuard[BatchHandle[Any, Any]]:
    return isinstance(value, BatchHandle)


def _is_result(value: object) -> TypeGuard[BatchResult[Any, Any]]:
    return isinstance(value, BatchResult)


def _names(value: Any, name: str, report: Report) -> bool:
    exact = text(value, name, report)
    if exact is not None and not exact.strip():
        report(name, "is empty")
        return False
    return exact is not None
