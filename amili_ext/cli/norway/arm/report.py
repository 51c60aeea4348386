"""What is known of a hand-over to ARMrest; see `amili_ext.cli.norway.batch_report`.

Its batches hold `documents`, `customers` or changes of customers (`customer_updates`), and one looks so in JSON:

    {"batch_uuid": …, "kind": "documents", "status": 206, "already": 0, "documents": 200, "error": null, "handle": {…}}

`status` is that of the answer: 200 finished, 206 finished in part, 406 refused as a whole. `already` is how many were there before and are
not in the batch; with all of them there is none, `batch_uuid` is null, and it counts as no batch. What becomes of each document or customer
is described in `shown`.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from amili_ext.cli.norway.arm.handles import ARM_HANDLES
from amili_ext.cli.norway.arm.shown import outcome_document
from amili_ext.cli.norway.batch_report import BatchReport
from amili_ext.cli.output import many
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kinds import KINDS
from amili_ext.norway.arm.batch.result import ArmBatchResult


class ArmReport(BatchReport[ArmBatchHandle, ArmBatchResult]):
    """The report of a hand-over to ARMrest."""

    KINDS = tuple(KINDS)

    def key(self, handle: ArmBatchHandle) -> Hashable:
        """The id of the batch, or what it would have held."""
        return ARM_HANDLES.key(handle)

    def finished(self, result: ArmBatchResult) -> None:
        """What became of a batch."""
        self.results[self.key(result.handle)] = result

    def is_in_work(self, handle: ArmBatchHandle) -> bool:
        """Whether there is a batch."""
        return handle.batch_uuid is not None

    def counts(self) -> dict[str, int]:
        """How many of what."""
        return {**super().counts(), "batches": sum(self.is_in_work(handle) for handle in self.handles.values())}

    def name_of(self, handle: ArmBatchHandle) -> str:
        """What a batch is called, for people."""
        return "no batch" if handle.batch_uuid is None else f"batch {handle.batch_uuid}"

    def how(self, handle: ArmBatchHandle) -> str:
        """Whether it was sent now."""
        if handle.batch_uuid is None:
            return "already there, not sent again"
        return f"accepted, but for {len(handle.already)} that are there already" if handle.already else "accepted"

    def headline(self, items: str) -> str:
        """What was handed over, in how many batches."""
        batches, already = self.counts()["batches"], sum(len(handle.already) for handle in self.handles.values())
        there = f", {already} of them there already" if already else ""
        return f"{items} in {many(batches, 'batch', 'batches')}{there}"

    def batch_document(self, handle: ArmBatchHandle, result: ArmBatchResult | None) -> dict[str, Any]:
        """A batch as JSON."""
        return {
            "batch_uuid": handle.batch_uuid,
            "kind": handle.kind.name,
            "status": None if result is None or result.state is None else result.state.status,
            "already": len(handle.already),
        }

    def outcome_document(self, handle: ArmBatchHandle, outcome: Any) -> dict[str, Any]:
        """What became of a document or a customer, as JSON."""
        return outcome_document(handle, outcome)

    def unexpected_document(self, handle: ArmBatchHandle, number: str) -> dict[str, Any]:
        """What a batch mentions although it was never sent in it, as JSON."""
        return {"batch_uuid": handle.batch_uuid, "number": number}
