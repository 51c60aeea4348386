"""What the workflows of the Collection API know: the API, the organization, and how a submission protects itself."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from attrs import define, field, frozen

from amili_ext.endpoint import Context
from amili_ext.norway.autocollect.access import Access
from amili_ext.polling import DOCUMENTED_SCHEDULE, FALLBACK_SCHEDULE, PollSchedule


@frozen
class Collection(Context):
    """The context of all flows of this API.

    Attributes:
        api: where the API is and how patiently it is called.
        organization_id: the organization that Amili issued.
        schedule: pauses between the looks of a wait.
        fallback_schedule: the same for a wait that hears of finished batches by webhooks.
        send_idempotency_key: whether a submission carries an `IdempotencyKey` header (inferred: the pages show only a filter of that name).
        look_first: whether a submission first asks if an earlier attempt with the same content, perhaps of a killed process, arrived.
        settle: seconds for which an ambiguous submission is looked for before it counts as not arrived.
        legacy_batch_path: whether batches are read from the organization-less path that the Example Workflow still shows.
        autocollect: where the legacy API is, if that is known.
        memory: what this client's submissions have taught it.
    """

    DOCUMENTS: ClassVar[tuple[str, ...]] = ("amili_client.norway.collection", "amili_client.norway.autocollect")

    organization_id: UUID
    schedule: PollSchedule = DOCUMENTED_SCHEDULE
    fallback_schedule: PollSchedule = FALLBACK_SCHEDULE
    send_idempotency_key: bool = True
    look_first: bool = True
    settle: float = 15.0
    legacy_batch_path: bool = False
    autocollect: Access | None = field(default=None, repr=False)
    memory: Memory = field(factory=lambda: Memory(), repr=False)


@define
class Memory:
    """What the submissions of one client have taught it. Single assignments only, so threads need no lock.

    Attributes:
        own_batches: batches that answered submissions of this client; no other submission needs to look at them.
        registered: batches of payments and corrections that this client registered, by their keys, and when on its monotonic clock.
        last_sent: key and batch of the last submission that was accepted with a key.
        keys_work: whether the API was seen to find a batch by the key it was sent with; None until that was tried.
    """

    own_batches: set[UUID] = field(factory=set)
    registered: dict[str, tuple[UUID, float]] = field(factory=dict)
    last_sent: tuple[str, UUID] | None = None
    keys_work: bool | None = None
