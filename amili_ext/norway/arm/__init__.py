"""ARMrest, Amili's accounts receivable management: customers, documents (invoices), the postings of the ledger, and their batches.

    from amili_ext.norway.arm import Arm

    with Arm(2218, environment="staging") as arm:
        handle = arm.documents.create_batch(documents)
        arm.batches.wait(handle).raise_for_failures()

context    what every flow knows: the API, the number of the ARM client, the end user
client     `Arm` and `AsyncArm`
asking     what can be said with a call: the end user, the language
query      parameters that no page names, such as the filters of lists
answers    what an answer of unknown shape says
reading    lists with their stored queries, and what is read one at a time
customers  creating, changing and deleting customers, by ARM's rules of merging
documents  creating documents, one or many
batch      what ARM carries out later, and waiting for it
posting    what is written and cannot be looked up: auto postings, files, reservations, changes of AR items

Much of this API is not published; what was concluded says so in `spec/norway/arm.overlay.yaml`, and warns at its first use where the
conclusion is an operation of its own. Each name is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.norway.arm.batch.handle import ArmBatchHandle
    from amili_ext.norway.arm.batch.result import ArmBatchResult, ArmOutcome
    from amili_ext.norway.arm.batch.state import ArmBatchState
    from amili_ext.norway.arm.client import Arm, AsyncArm
    from amili_ext.norway.arm.customers.deleting import CustomerInUseError
    from amili_ext.norway.arm.customers.writing import CustomerWrite
    from amili_ext.norway.arm.documents.creating import DocumentWrite
    from amili_ext.norway.arm.documents.errors import DocumentExistsError
    from amili_ext.norway.arm.posting.ar_items import ArItemWrite
    from amili_ext.norway.arm.posting.arm_file import ArmFile
    from amili_ext.norway.arm.posting.auto_postings import AutoPostingOutcome, AutoPostingResult
    from amili_ext.norway.arm.posting.files import FileOutcome, FileResult
    from amili_ext.norway.arm.posting.reservations import PaymentReservationWrite

__all__ = [
    "ArItemWrite",
    "Arm",
    "ArmBatchHandle",
    "ArmBatchResult",
    "ArmBatchState",
    "ArmFile",
    "ArmOutcome",
    "AsyncArm",
    "AutoPostingOutcome",
    "AutoPostingResult",
    "CustomerInUseError",
    "CustomerWrite",
    "DocumentExistsError",
    "DocumentWrite",
    "FileOutcome",
    "FileResult",
    "PaymentReservationWrite",
]

_HOMES = {
    "ArItemWrite": "posting.ar_items",
    "Arm": "client",
    "ArmBatchHandle": "batch.handle",
    "ArmBatchResult": "batch.result",
    "ArmBatchState": "batch.state",
    "ArmFile": "posting.arm_file",
    "ArmOutcome": "batch.result",
    "AsyncArm": "client",
    "AutoPostingOutcome": "posting.auto_postings",
    "AutoPostingResult": "posting.auto_postings",
    "CustomerInUseError": "customers.deleting",
    "CustomerWrite": "customers.writing",
    "DocumentExistsError": "documents.errors",
    "DocumentWrite": "documents.creating",
    "FileOutcome": "posting.files",
    "FileResult": "posting.files",
    "PaymentReservationWrite": "posting.reservations",
}

__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
