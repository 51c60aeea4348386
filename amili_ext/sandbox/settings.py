"""What can be set about a sandbox. Every default works, and the identifiers are those of the published Example Workflow page.

The settings of Norway stand here by themselves, because they were here first; those of Sweden are in `SwedenSettings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

from attrs import Attribute, field, frozen
from attrs.validators import deep_iterable, ge, gt, in_, min_len

from amili_ext.errors import ConfigurationError
from amili_ext.sandbox.sweden.settings import SwedenSettings

DOCUMENTED_ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")
SANDBOX_WEBHOOK_SECRET = "whsec-sandbox"  # noqa: S105  # known to everybody, like all secrets of a sandbox


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _uuids(values: Iterable[UUID | str]) -> tuple[UUID, ...]:
    return tuple(_uuid(value) for value in values)


def _numbers(values: Iterable[int]) -> tuple[int, ...]:
    return tuple(values)


def _types(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


def _web_address(_settings: object, attribute: Attribute[str], value: str) -> None:
    # The value is not told: who listens may have put a secret into the address.
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(f"{attribute.name} of the webhooks must be an address such as http://127.0.0.1:9000/amili")


def _not_blank(_settings: object, attribute: Attribute[str], value: str) -> None:
    if not value.strip():
        raise ConfigurationError(f"{attribute.name} of the webhooks must not be empty")


def _seconds(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(values)


@frozen(kw_only=True)
class WebhookSettings:
    """Where the sandbox posts the events of Norway, and how; see `amili_ext.sandbox.norway.deliveries`. Times are in seconds.

    Attributes:
        url: who listens; http or https.
        secret: what both sides sign with.
        encoding: how the signature is written.
        delay: how long after it happened an event is first posted.
        retry_pauses: how long to wait after each post that failed; the last one again and again if there are more attempts.
        attempts: how often an event is posted in all before it is given up.
        timeout: how long an answer may take.
    """

    url: str = field(validator=_web_address, repr=False)
    secret: str = field(default=SANDBOX_WEBHOOK_SECRET, repr=False, validator=_not_blank)
    encoding: Literal["hex", "base64"] = field(default="hex", validator=in_(("hex", "base64")))
    delay: float = field(default=0.0, validator=ge(0))
    retry_pauses: tuple[float, ...] = field(
        default=(1.0, 5.0, 30.0, 120.0), converter=_seconds, validator=[min_len(1), deep_iterable(ge(0))]
    )
    attempts: int = field(default=5, validator=ge(1))
    timeout: float = field(default=10.0, validator=gt(0))

    def pause_after(self, attempt: int) -> float:
        """How long to wait after this attempt, counted from 1."""
        return self.retry_pauses[min(attempt, len(self.retry_pauses)) - 1]


@frozen(kw_only=True)
class SandboxSettings:
    """Times are in seconds.

    Attributes:
        database: `:memory:`, or the path of a SQLite file that survives a restart. Norway only; Sweden lives in memory.
        client_id: the only client id that gets a token.
        client_secret: its secret.
        legacy_user: the name that the legacy API takes in place of a token.
        legacy_password: its password.
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
        public_url: how `batchUrl`, and the addresses of pages in ARM, start; by default the host that the request was sent to.
        arm_clients: the ARM client numbers that this client may act for; any other is answered with 403.
        arm_file_types: the types of files that ARM takes, in lower case.
        arm_page_url: how the addresses of pages in ARM start instead, to see whether a client follows them to another host.
        arm_query_id: lists of ARM tell `queryId`. False: a later page can only be found by the query in its address.
        webhooks: where to post what happens; None: nowhere. Norway only.
        sweden: the settings of Sweden. `latency` is the only one here that holds for both.
    """

    database: str = ":memory:"
    client_id: str = "my-integration"
    client_secret: str = field(default="s3cr3t", repr=False)
    legacy_user: str = "legacy"
    legacy_password: str = field(default="legacy", repr=False)
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
    arm_clients: tuple[int, ...] = field(default=(2218,), converter=_numbers, validator=min_len(1))
    arm_file_types: frozenset[str] = field(default=frozenset({"csv", "pdf", "txt", "xml"}), converter=_types)
    arm_page_url: str | None = None
    arm_query_id: bool = True
    webhooks: WebhookSettings | None = None
    sweden: SwedenSettings = field(factory=SwedenSettings)
