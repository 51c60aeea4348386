"""What can be set about a sandbox. Every default works, and the identifiers are those of the published Example Workflow page.

The settings of Norway stand here by themselves, because they were here first; those of Sweden are in `SwedenSettings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from attrs import field, frozen
from attrs.validators import ge, gt, min_len

from amili_ext.sandbox.sweden.settings import SwedenSettings

DOCUMENTED_ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _uuids(values: Iterable[UUID | str]) -> tuple[UUID, ...]:
    return tuple(_uuid(value) for value in values)


@frozen(kw_only=True)
class SandboxSettings:
    """Times are in seconds.

    Attributes:
        database: `:memory:`, or the path of a SQLite file that survives a restart. Norway only; Sweden lives in memory.
        client_id: the only client id that gets a token.
        client_secret: its secret.
        organizations: the organizations that this client may act for; any other is answered with 403.
        identity: `createdBy` of every batch.
        resource: `resource` of every token response.
        token_lifetime: how long a token is good for.
        processing_delay: how long a batch stays QUEUED.
        listing_delay: how long after its creation a batch first shows in getBatchesByOrganization (it can be read by its id at once).
        invoice_listing_delay: the same for getInvoicesByOrganization, counted from the end of processing.
        latency: how long an answer travels. Adapters wait it out *after* the request was carried out; `Sandbox.handle` never waits.
        page_size: items on a page when the request does not say.
        max_page_size: the largest `PageSize` that is accepted.
        honour_idempotency_header: the same `IdempotencyKey` header twice for one organization gives the first batch again. False: the
            header is ignored and there are two batches.
        record_idempotency_header: the key that a batch was sent with is kept, so that the filter can find it. False: the header is
            unknown, as it may well be to the real server, and no batch has a key.
        honour_idempotency_filter: getBatchesByOrganization filters by `IdempotencyKey`. False: the filter is ignored, and the
            answer holds everybody's batches, as from a server that does not know the parameter.
        public_url: how `batchUrl` starts; by default the host that the request was sent to.
        sweden: the settings of Sweden. `latency` is the only one here that holds for both.
    """

    database: str = ":memory:"
    client_id: str = "my-integration"
    client_secret: str = field(default="s3cr3t", repr=False)
    organizations: tuple[UUID, ...] = field(default=(DOCUMENTED_ORGANIZATION,), converter=_uuids, validator=min_len(1))
    identity: UUID = field(default=UUID("a1b2c3d4-e5f6-7890-abcd-ef1234567890"), converter=_uuid)
    resource: UUID = field(default=UUID("04468334-ec11-4ef8-9e7c-e124bacbd5c1"), converter=_uuid)
    token_lifetime: int = field(default=3600, validator=gt(0))
    processing_delay: float = field(default=1.0, validator=ge(0))
    listing_delay: float = field(default=0.0, validator=ge(0))
    invoice_listing_delay: float = field(default=0.0, validator=ge(0))
    latency: float = field(default=0.0, validator=ge(0))
    page_size: int = field(default=50, validator=gt(0))
    max_page_size: int = field(default=1000, validator=gt(0))
    honour_idempotency_header: bool = True
    record_idempotency_header: bool = True
    honour_idempotency_filter: bool = True
    public_url: str | None = None
    sweden: SwedenSettings = field(factory=SwedenSettings)
