"""What can be done with a case, and by what one sees that it was done.

All of this is inferred. The documentation names the nine operations in its menus and shows nothing of them: no path, no answer, no effect.
That a case can be `OPEN` or `PAUSED`, that it has a `closedAt`, and that its sub-status can be `DEBT_COLLECTION_LIST_MANUAL` is documented;
what follows from that for each action is the table `RULES`. Of evictions nothing is known that a case would show, so that nothing is read
back there.

Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from uuid import UUID

from amili_client.norway.collection.api.collections import (
    accept_debt_collection_list,
    accept_eviction_confirmation,
    accept_eviction_request,
    pause_case,
    reject_debt_collection_list,
    reject_eviction_confirmation,
    reject_eviction_request,
    resume_case,
    withdraw_case,
)
from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.case_status import CaseStatus
from amili_client.norway.collection.models.case_sub_status import CaseSubStatus
from amili_client.runtime import decode_json
from attrs import frozen

from amili_ext.endpoint import Endpoint

CLOSED_STATUSES = frozenset({"CLOSED", "WITHDRAWN"})
"""What the status of a closed case may be; a guess, beside `closedAt`, which is documented."""


class CaseAction(Enum):
    """Something that can be done with a case; the value is the name of the method that does it."""

    PAUSE = "pause"
    WITHDRAW = "withdraw"
    RESUME = "resume"
    ACCEPT_DEBT_COLLECTION_LIST = "accept_debt_collection_list"
    REJECT_DEBT_COLLECTION_LIST = "reject_debt_collection_list"
    ACCEPT_EVICTION_REQUEST = "accept_eviction_request"
    REJECT_EVICTION_REQUEST = "reject_eviction_request"
    ACCEPT_EVICTION_CONFIRMATION = "accept_eviction_confirmation"
    REJECT_EVICTION_CONFIRMATION = "reject_eviction_confirmation"


def is_closed(case: Case) -> bool:
    """Whether the case was closed, because it was paid, withdrawn or for another reason."""
    # The year 1 is how this kind of server writes a moment that was never set.
    return bool(case.closed_at and case.closed_at.year > 1) or (bool(case.status) and case.status in CLOSED_STATUSES)


def _is_paused(case: Case) -> bool:
    return case.status == CaseStatus.PAUSED


def _runs(case: Case) -> bool:
    return bool(case.status) and not _is_paused(case) and not is_closed(case)


def _has_left_the_list(case: Case) -> bool:
    return bool(case.sub_status) and case.sub_status != CaseSubStatus.DEBT_COLLECTION_LIST_MANUAL


@frozen
class Rule:
    """What is known, or taken to be so, of one action.

    Attributes:
        endpoint: the generated module that sends it.
        shows: whether a case shows that it was done; None when nothing is known that would show it.
        decides: whether it decides on something that the case waits for. A case that has that behind it was decided before or was never
            asked; it is not known to be in the state that is wanted.
    """

    endpoint: Endpoint[[UUID, UUID], object]
    shows: Callable[[Case], bool] | None
    decides: bool = False


RULES: dict[CaseAction, Rule] = {
    CaseAction.PAUSE: Rule(pause_case, _is_paused),
    CaseAction.WITHDRAW: Rule(withdraw_case, is_closed),
    CaseAction.RESUME: Rule(resume_case, _runs),
    CaseAction.ACCEPT_DEBT_COLLECTION_LIST: Rule(accept_debt_collection_list, _has_left_the_list, decides=True),
    CaseAction.REJECT_DEBT_COLLECTION_LIST: Rule(reject_debt_collection_list, _has_left_the_list, decides=True),
    CaseAction.ACCEPT_EVICTION_REQUEST: Rule(accept_eviction_request, None, decides=True),
    CaseAction.REJECT_EVICTION_REQUEST: Rule(reject_eviction_request, None, decides=True),
    CaseAction.ACCEPT_EVICTION_CONFIRMATION: Rule(accept_eviction_confirmation, None, decides=True),
    CaseAction.REJECT_EVICTION_CONFIRMATION: Rule(reject_eviction_confirmation, None, decides=True),
}


class Accepting:
    """An endpoint whose success says nothing more than that it is one. No page shows what it answers, so JSON is taken for one too."""

    def __init__(self, endpoint: Endpoint[[UUID, UUID], object]) -> None:
        self._endpoint = endpoint
        self.build_request = endpoint.build_request

    def parse_content(self, _status: int, content: bytes) -> bool:
        """True; whatever is no JSON, such as the page of a gateway, raises `ValueError`."""
        if content:
            decode_json(content)
        return True

    def __getattr__(self, name: str) -> object:
        # What else the generated module says of the operation: its name, its path, that it is not verified.
        return getattr(self._endpoint, name)
