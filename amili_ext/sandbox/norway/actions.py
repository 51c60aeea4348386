"""What a creditor can ask of a case, when that is refused, and what it does to the case.

No page shows any of this but the names, so it is ours throughout. An action is answered with 202 and carried out `processing_delay`
later. It is refused with 409 when the case is closed or is not in the state that the action needs, and comes to nothing when that is so
by the time that it would be carried out. Pausing a case that is paused changes nothing.

| action | needs | does |
| --- | --- | --- |
| pauseCase, pauseInvoice | | status PAUSED |
| resumeCase, resumeInvoice | status PAUSED | status OPEN |
| withdrawCase, withdrawInvoice | | status WITHDRAWN, closed |
| acceptDebtCollectionList | sub-status DEBT_COLLECTION_LIST_MANUAL | sub-status DEBT_COLLECTION_LIST_ACCEPTED |
| rejectDebtCollectionList | sub-status DEBT_COLLECTION_LIST_MANUAL | sub-status DEBT_COLLECTION_LIST_REJECTED |
| acceptEvictionRequest | sub-status EVICTION_REQUEST | sub-status EVICTION_CONFIRMATION |
| rejectEvictionRequest | sub-status EVICTION_REQUEST | sub-status EVICTION_REQUEST_REJECTED |
| acceptEvictionConfirmation | sub-status EVICTION_CONFIRMATION | sub-status EVICTION_ACCEPTED |
| rejectEvictionConfirmation | sub-status EVICTION_CONFIRMATION | sub-status EVICTION_CONFIRMATION_REJECTED |

The actions on an invoice do the same to its case. A case gets to EVICTION_REQUEST by `sandbox.norway.request_eviction(case_number)` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from amili_ext.sandbox.norway.changes import change_case
from amili_ext.sandbox.norway.rows import ActionRow, CaseRow
from amili_ext.sandbox.norway.store import Store

CASE_CLOSED = "The case is closed."
EVICTION_REQUEST = "EVICTION_REQUEST"
LIST_ACCEPTED = "DEBT_COLLECTION_LIST_ACCEPTED"

_NOT_PAUSED = "The case is not paused."
_IN_NO_LIST = "The case does not wait in a debt collection list."
_NO_REQUEST = "No eviction request waits for an answer."
_NO_CONFIRMATION = "No eviction waits for its confirmation."
_LIST = "DEBT_COLLECTION_LIST_MANUAL"
_CONFIRMATION = "EVICTION_CONFIRMATION"


@frozen
class _Action:
    changes: Mapping[str, str]
    needs: tuple[str, str] | None = None
    otherwise: str = ""
    closes: bool = False


_PAUSE = _Action({"status": "PAUSED"})
_RESUME = _Action({"status": "OPEN"}, needs=("status", "PAUSED"), otherwise=_NOT_PAUSED)
_WITHDRAW = _Action({"status": "WITHDRAWN"}, closes=True)


def _answer(sub_status: str, waits_as: str, otherwise: str) -> _Action:
    return _Action({"sub_status": sub_status}, needs=("sub_status", waits_as), otherwise=otherwise)


CASE_ACTIONS: Mapping[str, _Action] = {
    "pauseCase": _PAUSE,
    "resumeCase": _RESUME,
    "withdrawCase": _WITHDRAW,
    "acceptDebtCollectionList": _answer(LIST_ACCEPTED, _LIST, _IN_NO_LIST),
    "rejectDebtCollectionList": _answer("DEBT_COLLECTION_LIST_REJECTED", _LIST, _IN_NO_LIST),
    "acceptEvictionRequest": _answer(_CONFIRMATION, EVICTION_REQUEST, _NO_REQUEST),
    "rejectEvictionRequest": _answer("EVICTION_REQUEST_REJECTED", EVICTION_REQUEST, _NO_REQUEST),
    "acceptEvictionConfirmation": _answer("EVICTION_ACCEPTED", _CONFIRMATION, _NO_CONFIRMATION),
    "rejectEvictionConfirmation": _answer("EVICTION_CONFIRMATION_REJECTED", _CONFIRMATION, _NO_CONFIRMATION),
}
INVOICE_ACTIONS: Mapping[str, _Action] = {"pauseInvoice": _PAUSE, "resumeInvoice": _RESUME, "withdrawInvoice": _WITHDRAW}


def objection(name: str, case: CaseRow) -> str | None:
    """Why the case is not fit for this action; None if it is."""
    action = _named(name)
    if case.closed_at is not None:
        return CASE_CLOSED
    if action.needs is not None and getattr(case, action.needs[0]) != action.needs[1]:
        return action.otherwise
    return None


def carry_out(store: Store, row: ActionRow) -> None:
    """Do what was asked, if the case is still fit for it."""
    store.cases.forget_action(row)
    case = store.cases.placed(row.case_seq)
    if case is not None and objection(row.name, case) is None:
        _change(store, case, row.name, row.due_at)


def _change(store: Store, case: CaseRow, name: str, at: datetime) -> None:
    action = _named(name)
    change_case(store, case, at, **action.changes, **({"closed_at": at} if action.closes else {}))


def _named(name: str) -> _Action:
    return CASE_ACTIONS.get(name) or INVOICE_ACTIONS[name]
