"""What can be done with a case, and by what one sees that it was done.

All of this is inferred. The documentation names the nine operations in its menus and shows nothing of them: no path, no answer, no effect.
That a case can be `OPEN` or `PAUSED`, that `closedAt` tells when it was closed, and that its sub-status can be `DEBT_COLLECTION_LIST_MANUAL`
is documented; what follows from that for each action is the table `RULES`. Of evictions nothing is known that a case would show, so that
nothing is read back there.

Page: https://docs.amili.dev/getcasesbyorganization-4326442e0
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from uuid import UUID

from amili_client.norway.collection.api import collections as api
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
