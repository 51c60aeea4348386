"""`Norway` and `AsyncNorway`: one object that holds settings, connections and token, and through which everything is called.

What needs the generated models is imported when a resource is first asked for, so that importing this package costs little more than
importing the HTTP library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Self, Unpack
from uuid import UUID

from amili_ext._http import AsyncClient, AsyncHttp, BlockingClient, BlockingHttp
from amili_ext.client import (
    AsyncBase,
    BlockingBase,
    Client,
    CommonArguments,
    CommonOptions,
    H,
    Plan,
    sort_arguments,
    with_configured_paths,
    with_options,
)
from amili_ext.config import Settings
from amili_ext.endpoint import Api
from amili_ext.errors import ConfigurationError
from amili_ext.norway.autocollect.access import read_access
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.environments import SANDBOX_SETTINGS, choose_environment
from amili_ext.norway.signing_in import token_source
from amili_ext.polling import PollSchedule

if TYPE_CHECKING:
    from amili_ext.norway.autocollect.resources import AsyncAutoCollect, AutoCollect
    from amili_ext.norway.collection.cases.resources import AsyncCases, Cases
    from amili_ext.norway.collection.resources import (
        AsyncBatches,
        AsyncCorrections,
        AsyncInvoices,
        AsyncPayments,
        Batches,
        Corrections,
        Invoices,
        Payments,
    )
    from amili_ext.norway.collection.settlements.resources import AsyncSettlements, Settlements
    from amili_ext.norway.webhooks.resources import AsyncWebhooks, Webhooks


class Options(CommonOptions, total=False):
    """How patiently and how carefully a client works; `with_options` changes these for some calls.

    Keys, beside `CommonOptions`:
        schedule: pauses between the looks of a wait; the documented ones.
        fallback_schedule: the same for a wait that hears of finished batches by webhooks; 60, then 120 s.
        settle: seconds for which an ambiguous submission is looked for; 15.
        look_first: whether a submission first asks if it arrived in an earlier attempt; True.
        send_idempotency_key: whether a submission carries an `IdempotencyKey` header (inferred); True.
        legacy_batch_path: whether batches are read from the organization-less path of the Example Workflow page; False.
    """

    schedule: PollSchedule
    fallback_schedule: PollSchedule
    settle: float
    look_first: bool
    send_idempotency_key: bool
    legacy_batch_path: bool


class Arguments(Options, CommonArguments, total=False):
    """What a client is made of. Whatever is not passed comes from the environment or a file, see `amili_ext.config`.

    Keys, beside `Options` and `CommonArguments`:
        client_id, client_secret: issued by Amili for Identiverse.
        environment: `"staging"`, `"production"` or `"sandbox"` (the server that `amili sandbox` starts). There is no default.
        auth_url, collection_url: base addresses in place of the environment's.
        autocollect_url: base address of the legacy API, which no page names; without it `client.autocollect` cannot be used.
        autocollect_user, autocollect_password: for the legacy API, where it wants these instead of the client's token.
    """

    client_id: str | None
    client_secret: str | None
    auth_url: str | None
    collection_url: str | None
    autocollect_url: str | None
    autocollect_user: str | None
    autocollect_password: str | None


_HOMES = {
    "autocollect": "autocollect.resources:AutoCollect",
    "batches": "collection.resources:Batches",
    "cases": "collection.cases.resources:Cases",
    "corrections": "collection.resources:Corrections",
    "invoices": "collection.resources:Invoices",
    "payments": "collection.resources:Payments",
    "settlements": "collection.settlements.resources:Settlements",
    "webhooks": "webhooks.resources:Webhooks",
}
"""The module and the class of each resource; that of the async client has Async before its name."""

_FROM_SETTINGS = (
    *("client_id", "client_secret", "environment", "auth_url", "collection_url"),
    *("autocollect_url", "autocollect_user", "autocollect_password"),
)


def _plan(organization_id: UUID | str | None, arguments: Arguments) -> Plan[Collection]:
    taken = sort_arguments(arguments, _FROM_SETTINGS)
    passed = taken.passed | {"organization_id": None if organization_id is None else str(organization_id)}
    settings = Settings("norway", passed, taken.config_file)
    name, environment = choose_environment(settings)
    if name == "sandbox":
        settings = settings.for_sandbox(SANDBOX_SETTINGS)
    try:
        organization = UUID(settings.require("organization_id"))
    except ValueError as error:
        raise ConfigurationError("organization_id must be the UUID that Amili issued") from error
    context = with_options(
        Collection(Api(environment.collection_url), organization, autocollect=read_access(settings)),
        with_configured_paths(settings, taken.options),
        Options,
    )
    source = token_source(settings, environment.auth_url, request_timeout=context.api.request_timeout, token_file=taken.token_file)
    return Plan(name, context, source, taken.connection)


def _homes(prefix: str) -> dict[str, str]:
    places = {name: place.split(":") for name, place in _HOMES.items()}
    return {name: f"amili_ext.norway.{module}.{prefix}{kind}" for name, (module, kind) in places.items()}


class _InNorway(Client[H, Collection]):
    @property
    def organization_id(self) -> UUID:
        """The organization that this client acts for."""
        return self._context.organization_id

    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same client (connections, token) with other options, for some calls: `client.with_options(retry=NO_RETRY).invoices…`."""
        return self._changed(options, Options)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self.environment!r}, organization_id={str(self.organization_id)!r})"


class Norway(_InNorway[BlockingHttp], BlockingBase[Collection]):
    """Amili's Norwegian APIs, for blocking code. Safe to share between threads; close it, or use it in a `with` block.

    Args:
        organization_id: issued by Amili.
        http_client: an `httpx.Client` of your own; it is used for the token too, and closing it stays with you.
        arguments: see `Arguments` and `Options`.

    `call` reaches what has no method here:
    `client.call(amili_client.norway.collection.api.invoice.get_invoice_by_id, organization_id, invoice_id)`.

    Raises:
        ConfigurationError: a setting is missing or wrong. Nothing is sent before the first call.
    """

    _RESOURCES: ClassVar[Mapping[str, str]] = _homes("")

    autocollect: AutoCollect
    batches: Batches
    cases: Cases
    corrections: Corrections
    invoices: Invoices
    payments: Payments
    settlements: Settlements
    webhooks: Webhooks

    def __init__(
        self, organization_id: UUID | str | None = None, *, http_client: BlockingClient | None = None, **arguments: Unpack[Arguments]
    ) -> None:
        plan = _plan(organization_id, arguments)
        self._start(BlockingHttp(http_client, source=plan.source, **plan.connection), plan.environment, plan.context)


class AsyncNorway(_InNorway[AsyncHttp], AsyncBase[Collection]):
    """Amili's Norwegian APIs, for async code (asyncio or trio). Close it with `await client.close()`, or use `async with`.

    Arguments and errors are those of `Norway`; `http_client` is an `httpx.AsyncClient`.
    """

    _RESOURCES: ClassVar[Mapping[str, str]] = _homes("Async")

    autocollect: AsyncAutoCollect
    batches: AsyncBatches
    cases: AsyncCases
    corrections: AsyncCorrections
    invoices: AsyncInvoices
    payments: AsyncPayments
    settlements: AsyncSettlements
    webhooks: AsyncWebhooks

    def __init__(
        self, organization_id: UUID | str | None = None, *, http_client: AsyncClient | None = None, **arguments: Unpack[Arguments]
    ) -> None:
        plan = _plan(organization_id, arguments)
        self._start(AsyncHttp(http_client, source=plan.source, **plan.connection), plan.environment, plan.context)
