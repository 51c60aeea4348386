"""Amili's Swedish API, the ADA API: one API for partners and for creditors.

    from amili_ext.sweden import Sweden, where

    with Sweden(environment="amili_sandbox") as amili:
        for case in amili.cases.list(where=where.eq("creditor", creditor_id)):
            ...

Pages: https://docs.amili.se. How one signs in is in `authentication`, with which key in `keys`; what a client offers is in `ada.resources`.
Each name is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.sweden.ada import where
    from amili_ext.sweden.ada.access_groups import AccessGroupNotFoundError
    from amili_ext.sweden.ada.action_result import ActionFailedError, ActionResult
    from amili_ext.sweden.ada.case_mapping import CaseMappingError
    from amili_ext.sweden.ada.case_view import CaseStatus
    from amili_ext.sweden.ada.creation import AlreadyThereError
    from amili_ext.sweden.ada.errors import EditConflictError
    from amili_ext.sweden.ada.export_point import ExportPoint
    from amili_ext.sweden.ada.handles import CaseRegistrationResult, InvoiceHandle, RegisteredDebt
    from amili_ext.sweden.ada.media import UploadedFile
    from amili_ext.sweden.ada.reconciliation import Reconciliation, ReconciliationError
    from amili_ext.sweden.ada.registering import OutcomeStatus, RegistrationOutcome
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
    "AccessGroupNotFoundError": "ada.access_groups",
    "ActionFailedError": "ada.action_result",
    "ActionResult": "ada.action_result",
    "AlreadyThereError": "ada.creation",
    "AsyncSweden": "client",
    "CaseMappingError": "ada.case_mapping",
    "CaseRegistrationResult": "ada.handles",
    "CaseStatus": "ada.case_view",
    "EditConflictError": "ada.errors",
    "ExportPoint": "ada.export_point",
    "InvoiceHandle": "ada.handles",
    "OutcomeStatus": "ada.registering",
    "Reconciliation": "ada.reconciliation",
    "ReconciliationError": "ada.reconciliation",
    "RegisteredDebt": "ada.handles",
    "RegistrationOutcome": "ada.registering",
    "Sweden": "client",
    "UploadedFile": "ada.media",
    "where": "ada",
}

__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
