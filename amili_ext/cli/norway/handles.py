"""Handles as lines of a file: of batches, for `amili batches wait`, and of actions on cases, for `amili cases wait`."""

from __future__ import annotations

from typing import Any

from amili_ext.cli.handle_file import Handles
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.cases.handle import CaseHandle

BATCH_HANDLES: Handles[BatchHandle[Any, Any]] = Handles(
    read=BatchHandle.from_json,
    write=BatchHandle.to_json,
    key=lambda handle: handle.batch_id,
    name=lambda handle: f"batch {handle.batch_id}",
    beginning=b'{"amili_batch_handle"',
    command="amili invoices submit, payments register or corrections register",
)

CASE_HANDLES: Handles[CaseHandle] = Handles(
    read=CaseHandle.from_json,
    write=CaseHandle.to_json,
    key=CaseHandle.to_json,
    name=lambda handle: f"{handle.action.value} of case {handle.case_number}",
    beginning=b'{"amili_case_handle"',
    command="amili cases",
)
