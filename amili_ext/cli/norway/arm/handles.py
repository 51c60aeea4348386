"""Handles of ARM batches as lines of a file, for `amili arm batches wait`."""

from __future__ import annotations

from amili_ext.cli.handle_file import Handles
from amili_ext.norway.arm.batch.handle import ArmBatchHandle

ARM_HANDLES: Handles[ArmBatchHandle] = Handles(
    read=ArmBatchHandle.from_json,
    write=ArmBatchHandle.to_json,
    key=lambda handle: (handle.client_no, handle.batch_uuid or handle.references),
    name=lambda handle: f"batch {handle.batch_uuid}" if handle.batch_uuid else f"{len(handle.references)} {handle.kind}",
    beginning=b'{"amili_arm_batch_handle"',
    command="amili arm documents create or customers put --batch",
)
