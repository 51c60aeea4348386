"""What the flows of ARMrest know: the API, the ARM client, and for whom and in which language they ask."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from amili_ext.endpoint import Context
from amili_ext.polling import DOCUMENTED_SCHEDULE, PollSchedule


@frozen
class Receivables(Context):
    """The context of all flows of this API.

    Attributes:
        api: where the API is and how patiently it is called.
        client_no: the number of the ARM client, `clientno` in every path.
        user_id: the end user on whose behalf calls are made, unless a call names another; None for nobody.
        language: the language of descriptive texts, as `Accept-Language` takes it, unless a call names another.
        schedule: pauses between the looks of a wait. ARM's pages recommend none; it is that of the Collection API.
        look_first: whether documents are looked up before they are sent, in case an earlier attempt, perhaps of a killed process, arrived.
        settle: seconds for which a write whose answer was lost is looked for.
    """

    DOCUMENTS: ClassVar[tuple[str, ...]] = ("amili_client.norway.arm",)

    client_no: int
    user_id: str | None = None
    language: str | None = None
    schedule: PollSchedule = DOCUMENTED_SCHEDULE
    look_first: bool = True
    settle: float = 15.0
