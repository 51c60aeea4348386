"""Amili's Swedish API, the ADA API: one API for partners and for creditors.

    from amili_ext.sweden import Sweden, where

    with Sweden(environment="amili_sandbox") as amili:
        for case in amili.cases.list(where=where.eq("creditor", creditor_id)):
            ...

Pages: https://docs.amili.se. How one signs in is in `authentication`, with which key in `keys`; what a client offers is in the
`resources` of each room of `ada`. Each name is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.sweden.ada.acting.action_result import ActionFailedError, ActionResult
    from amili_ext.sweden.ada.acting.case_view import CaseStatus
    from amili_ext.sweden.ada.creation import AlreadyThereError
    from amili_ext.sweden.ada.eve import where
    from amili_ext.sweden.ada.eve.errors import EditConflictError
    from amili_ext.sweden.ada.files.media import UploadedFile
    from amili_ext.sweden.ada.money.export_point import ExportPoint
    from amili_ext.sweden.ada.money.reconciliation import Reconciliation, ReconciliationError
    from amili_ext.sweden.ada.parties.access_groups import AccessGroupNotFoundError
    from amili_ext.sweden.ada.registering.case_mapping import CaseMappingError
    from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, InvoiceHandle, RegisteredDebt
    from amili_ext.sweden.ada.registering.registering import OutcomeStatus, RegistrationOutcome
    from amili_ext.sweden.client import AsyncSweden, Sweden

__all__ = [
    "AccessGroupNotFoundError",
    "ActionFailedError",
    "ActionResult",
    "AlreadyThereError",
    "AsyncSweden",
    "CaseMappingError",
    "CaseRegistrationResult",
    "CaseStatus",
    "EditConflictError",
    "ExportPoint",
    "InvoiceHandle",
    "OutcomeStatus",
    "Reconciliation",
    "ReconciliationError",
    "RegisteredDebt",
    "RegistrationOutcome",
    "Sweden",
    "UploadedFile",
    "where",
]

_HOMES = {
    "AccessGroupNotFoundError": "ada.parties.access_groups",
    "ActionFailedError": "ada.acting.action_result",
    "ActionResult": "ada.acting.action_result",
    "AlreadyThereError": "ada.creation",
    "AsyncSweden": "client",
    "CaseMappingError": "ada.registering.case_mapping",
    "CaseRegistrationResult": "ada.registering.handles",
    "CaseStatus": "ada.acting.case_view",
    "EditConflictError": "ada.eve.errors",
    "ExportPoint": "ada.money.export_point",
    "InvoiceHandle": "ada.registering.handles",
    "OutcomeStatus": "ada.registering.registering",
    "Reconciliation": "ada.money.reconciliation",
    "ReconciliationError": "ada.money.reconciliation",
    "RegisteredDebt": "ada.registering.handles",
    "RegistrationOutcome": "ada.registering.registering",
    "Sweden": "client",
    "UploadedFile": "ada.files.media",
    "where": "ada.eve",
}

__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
