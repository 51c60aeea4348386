"""Acting on a case of the office, and what each action needs and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amili_ext.flow import Flow
from amili_ext.norway.collection.cases import acting
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.outcomes import CaseOutcome
from tests.norway.collection.cases.office import Office, Row
from tests.support import drive, performer

NUMBER = "5000001"
EVICTIONS = [action for action in CaseAction if "eviction" in action.value]
LISTS = [CaseAction.ACCEPT_DEBT_COLLECTION_LIST, CaseAction.REJECT_DEBT_COLLECTION_LIST]
PATHS = {
    "pause": "pause",
    "withdraw": "withdraw",
    "resume": "resume",
    "accept_debt_collection_list": "debt-collection-list/accept",
    "reject_debt_collection_list": "debt-collection-list/reject",
    "accept_eviction_request": "eviction-request/accept",
    "reject_eviction_request": "eviction-request/reject",
    "accept_eviction_confirmation": "eviction-confirmation/accept",
    "reject_eviction_confirmation": "eviction-confirmation/reject",
}
READY: dict[str, dict[str, Any]] = {
    "resume": {"status": "PAUSED"},
    "accept_debt_collection_list": {"sub_status": "DEBT_COLLECTION_LIST_MANUAL"},
    "reject_debt_collection_list": {"sub_status": "DEBT_COLLECTION_LIST_MANUAL"},
}
"""What a case must be for an action to be sent, where that is more than open."""


def make_ready(office: Office, action: CaseAction) -> Row:
    row = office.rows[NUMBER]
    for name, value in READY.get(action.value, {}).items():
        setattr(row, name, value)
    return row


def flow(action: CaseAction) -> Callable[..., Flow[CaseOutcome]]:
    return getattr(acting, action.value)  # type: ignore[no-any-return]  # a test looks it up by name


def do(office: Office, action: CaseAction = CaseAction.PAUSE, case: Any = NUMBER, world: str = "blocking", **arguments: Any) -> CaseOutcome:
    made: CaseOutcome = drive(world, flow(action)(office.context, case, **arguments), performer(world, office, office.clock))
    return made


def wait(office: Office, handle: Any, **arguments: Any) -> CaseOutcome:
    made: CaseOutcome = drive("blocking", acting.wait(office.context, handle, **arguments), performer("blocking", office, office.clock))
    return made
