"""Handles of batches as lines of a file, which `amili batches wait --handles FILE` goes on with."""

from __future__ import annotations

from amili_ext.cli.handle_file import Handles
from amili_ext.norway.collection.batch.handle import BatchHandle

BATCH_HANDLES: Handles[BatchHandle] = Handles(
    read=BatchHandle.from_json,
    write=BatchHandle.to_json,
    key=lambda handle: handle.batch_id,
    name=lambda handle: f"batch {handle.batch_id}",
    beginning=b'{"amili_batch_handle"',
    command="amili invoices submit",
)
