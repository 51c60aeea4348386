"""`Sweden` and `AsyncSweden`: one object that holds settings, connections and token, and through which everything is called.

What makes signatures is imported when the first client is made, each resource when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self, Unpack

from attrs import evolve

from amili_ext._http import AsyncClient, AsyncHttp, BlockingClient, BlockingHttp
from amili_ext.auth import TokenHeader, TokenSource
from amili_ext.client import (
    AsyncBase,
    BlockingBase,
    Client,
    CommonArguments,
    CommonOptions,
    H,
    Plan,
    sort_arguments,
    token_store,
    with_configured_paths,
    with_options,
)
from amili_ext.config import Settings
from amili_ext.endpoint import Api
from amili_ext.pace import Pace
from amili_ext.secret import Secret
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.environments import choose_environment

if TYPE_CHECKING:
    from amili_ext.sweden.ada.acting.resources import (
        AsyncCancellations,
        AsyncCreditings,
        AsyncPayments,
        Cancellations,
        Creditings,
        Payments,
    )
    from amili_ext.sweden.ada.files.resources import AsyncMedia, Media
    from amili_ext.sweden.ada.money.resources import AsyncPayouts, Payouts
    from amili_ext.sweden.ada.parties.resources import (
        AccessGroups,
        Accounts,
        AsyncAccessGroups,
        AsyncAccounts,
        AsyncCreditors,
        AsyncCustomers,
        AsyncPartners,
        AsyncUsers,
        Creditors,
        Customers,
        Partners,
        Users,
    )
    from amili_ext.sweden.ada.registering.resources import AsyncCases, AsyncInvoices, Cases, Invoices

API_KEY = TokenHeader("X-API-Key")

PER_MINUTE, PER_SECOND = 100, 10
"""The rate limit of one API key. Page: https://docs.amili.se/reference/common/error-handling"""


class Options(CommonOptions, total=False):
    """How patiently and how carefully a client works; `with_options` changes these for some calls.

    Keys, beside `CommonOptions`:
        look_first: whether a creation first asks if there is already one with the same business key; True.
        settle: seconds for which an ambiguous creation is looked for; 15.
    """

    look_first: bool
    settle: float


class Arguments(Options, CommonArguments, total=False):
    """What a client is made of. Whatever is not passed comes from the environment or a file, see `amili_ext.config`.

    Keys, beside `Options` and `CommonArguments`:
        api_code: issued by Amili.
        private_key: the key whose public half Amili has registered: PEM text, or the path of a file with it. Make one with `amili keygen`.
        algorithm: how to sign, for an RSA key that was registered for RS384 or RS512; otherwise it follows from the key.
        environment: `"amili_sandbox"`, `"production"` or `"sandbox"` (the server that `amili sandbox` starts). There is no default.
        base_url: an address in place of the environment's.
        keep_pace: whether to stay below Amili's rate limit (100 requests a minute, 10 a second) by waiting; True.
    """

    private_key: Path | str | None
    algorithm: str | None
    base_url: str | None
    keep_pace: bool


_HOMES = {
    "invoices": ("registering", "Invoices"),
    "cases": ("registering", "Cases"),
    "payments": ("acting", "Payments"),
    "creditings": ("acting", "Creditings"),
    "cancellations": ("acting", "Cancellations"),
    "creditors": ("parties", "Creditors"),
    "accounts": ("parties", "Accounts"),
    "users": ("parties", "Users"),
    "access_groups": ("parties", "AccessGroups"),
    "customers": ("parties", "Customers"),
    "partners": ("parties", "Partners"),
    "payouts": ("money", "Payouts"),
    "media": ("files", "Media"),
}
"""The room of each resource, and its class there."""

_FROM_SETTINGS = ("private_key", "algorithm", "environment", "base_url")


def _plan(api_code: str | None, arguments: Arguments) -> Plan[Ada]:
    from amili_ext.sweden.ada.eve.dialect import EVE
    from amili_ext.sweden.authentication import fetch_token
    from amili_ext.sweden.keys import PrivateKey, need_libraries

    need_libraries()
    taken = sort_arguments(arguments, _FROM_SETTINGS)
    keep_pace = taken.options.pop("keep_pace", True)
    passed = {name: None if value is None else str(value) for name, value in taken.passed.items()} | {"api_code": api_code}
    settings = Settings("sweden", passed, taken.config_file)
    name, url = choose_environment(settings)
    if name == "sandbox":
        from amili_ext.sweden.example_key import sandbox_settings

        settings = settings.for_sandbox(sandbox_settings())
    code = settings.require("api_code")
    key = PrivateKey.load(settings.require("private_key"), algorithm=settings.get("algorithm"))
    api = Api(url, dialect=EVE, pace=Pace.within(per_minute=PER_MINUTE, per_second=PER_SECOND) if keep_pace else None)
    context = with_options(Ada(api), with_configured_paths(settings, taken.options), Options)
    exchange = evolve(context.api, authenticated=False)
    store = token_store(taken.token_file, issuer=url, client_id=code, secret=Secret(key.fingerprint))
    return Plan(name, context, TokenSource(lambda: fetch_token(exchange, code, key), store), taken.connection)


def _homes(prefix: str) -> dict[str, str]:
    return {name: f"amili_ext.sweden.ada.{room}.resources.{prefix}{kind}" for name, (room, kind) in _HOMES.items()}


class _InSweden(Client[H, Ada]):
    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same client (connections, token) with other options, for some calls: `client.with_options(retry=NO_RETRY).cases…`."""
        return self._changed(options, Options)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self.environment!r})"


class Sweden(_InSweden[BlockingHttp], BlockingBase[Ada]):
    """Amili's Swedish API, for blocking code. Safe to share between threads; close it, or use it in a `with` block.

    Args:
        api_code: issued by Amili.
        http_client: an `httpx.Client` of your own; it is used for the token too, and closing it stays with you.
        arguments: see `Arguments` and `Options`.

    `call` reaches what has no method here: `client.call(amili_client.sweden.ada.api.partner.get_partner, partner_id)`.

    Raises:
        ConfigurationError: a setting is missing or wrong. Nothing is sent before the first call.
    """

    _RESOURCES: ClassVar[Mapping[str, str]] = _homes("")

    invoices: Invoices
    cases: Cases
    payments: Payments
    creditings: Creditings
    cancellations: Cancellations
    creditors: Creditors
    accounts: Accounts
    partners: Partners
    customers: Customers
    users: Users
    access_groups: AccessGroups
    payouts: Payouts
    media: Media

    def __init__(self, api_code: str | None = None, *, http_client: BlockingClient | None = None, **arguments: Unpack[Arguments]) -> None:
        plan = _plan(api_code, arguments)
        http = BlockingHttp(http_client, source=plan.source, token_header=API_KEY, **plan.connection)
        self._start(http, plan.environment, plan.context)


class AsyncSweden(_InSweden[AsyncHttp], AsyncBase[Ada]):
    """Amili's Swedish API, for async code (asyncio or trio). Close it with `await client.close()`, or use `async with`.

    Arguments and errors are those of `Sweden`; `http_client` is an `httpx.AsyncClient`.
    """

    _RESOURCES: ClassVar[Mapping[str, str]] = _homes("Async")

    invoices: AsyncInvoices
    cases: AsyncCases
    payments: AsyncPayments
    creditings: AsyncCreditings
    cancellations: AsyncCancellations
    creditors: AsyncCreditors
    accounts: AsyncAccounts
    partners: AsyncPartners
    customers: AsyncCustomers
    users: AsyncUsers
    access_groups: AsyncAccessGroups
    payouts: AsyncPayouts
    media: AsyncMedia

    def __init__(self, api_code: str | None = None, *, http_client: AsyncClient | None = None, **arguments: Unpack[Arguments]) -> None:
        plan = _plan(api_code, arguments)
        http = AsyncHttp(http_client, source=plan.source, token_header=API_KEY, **plan.connection)
        self._start(http, plan.environment, plan.context)
