"""`Norway` and `AsyncNorway`: one object that holds settings, connections and token, and through which everything is called.

What needs the generated models is imported when the first client is made, so that importing this package costs little more than importing
the HTTP library.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypedDict, TypeVar, Unpack
from uuid import UUID

from attrs import evolve, frozen

from amili_ext._http import AsyncClient, AsyncHttp, BlockingClient, BlockingHttp, TokenAuth, Verify
from amili_ext.auth import TokenSource
from amili_ext.clock import Clock
from amili_ext.config import Settings, user_path
from amili_ext.endpoint import Api, Endpoint, call
from amili_ext.errors import ConfigurationError
from amili_ext.flow import run, run_async
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.environments import SANDBOX_SETTINGS, choose_environment
from amili_ext.polling import PollSchedule
from amili_ext.retry import RetryPolicy
from amili_ext.secret import Secret

if TYPE_CHECKING:
    from amili_ext.norway.collection.resources import AsyncBatches, AsyncInvoices, Batches, Invoices

P = ParamSpec("P")
R = TypeVar("R")
H = TypeVar("H", BlockingHttp, AsyncHttp)


class Options(TypedDict, total=False):
    """How patiently and how carefully a client works; `with_options` changes these for some calls.

    Keys:
        request_timeout: seconds for one HTTP exchange, from its start to the last byte; 30.
        retry: attempts and deadline of one logical request; see `RetryPolicy`.
        schedule: pauses between the looks of a wait; the documented ones.
        settle: seconds for which an ambiguous submission is looked for; 15.
        look_first: whether a submission first asks if it arrived in an earlier attempt; True.
        send_idempotency_key: whether a submission carries an `IdempotencyKey` header (inferred); True.
        legacy_batch_path: whether batches are read from the organization-less path of the Example Workflow page; False.
    """

    request_timeout: float
    retry: RetryPolicy
    schedule: PollSchedule
    settle: float
    look_first: bool
    send_idempotency_key: bool
    legacy_batch_path: bool


class Arguments(Options, total=False):
    """What a client is made of. Whatever is not passed comes from the environment or a file, see `amili_ext.config`.

    Keys:
        client_id, client_secret: issued by Amili for Identiverse.
        environment: `"staging"`, `"production"` or `"sandbox"` (the server that `amili sandbox` starts). There is no default.
        auth_url, collection_url: base addresses in place of the environment's.
        config_file: a TOML file in place of the usual one.
        token_file: where to keep the token, so that the next process need not log in.
        proxy, verify: a proxy's address; a file of certificates or an `ssl.SSLContext`. Not together with `http_client`.
        clock: for tests.
    """

    client_id: str | None
    client_secret: str | None
    environment: str | None
    auth_url: str | None
    collection_url: str | None
    config_file: Path | str | None
    token_file: Path | str | None
    proxy: str | None
    verify: Verify
    clock: Clock | None


_FROM_SETTINGS = ("client_id", "client_secret", "environment", "auth_url", "collection_url")


@frozen
class _Plan:
    """What a client works out from its arguments before it opens a connection."""

    environment: str
    context: Collection
    source: TokenSource
    connection: dict[str, Any]


def _plan(organization_id: UUID | str | None, arguments: Arguments) -> _Plan:
    from amili_ext.norway.identiverse import fetch_token

    rest: dict[str, Any] = dict(arguments)
    config_file, token_file = rest.pop("config_file", None), rest.pop("token_file", None)
    passed: dict[str, str | None] = {name: rest.pop(name, None) for name in _FROM_SETTINGS}
    passed["organization_id"] = None if organization_id is None else str(organization_id)
    connection = {"proxy": rest.pop("proxy", None), "verify": rest.pop("verify", True), "clock": rest.pop("clock", None)}
    settings = Settings("norway", passed, config_file)
    name, environment = choose_environment(settings)
    if name == "sandbox":
        # Real credentials that happen to be in the environment have no business in a sandbox.
        settings = Settings("norway", SANDBOX_SETTINGS | {key: value for key, value in passed.items() if value}, config_file)
    try:
        organization = UUID(settings.require("organization_id"))
    except ValueError as error:
        raise ConfigurationError("organization_id must be the UUID that Amili issued") from error
    client_id, secret = settings.require("client_id"), Secret(settings.require("client_secret"))
    context = _with_options(Collection(Api(environment.collection_url), organization), rest)
    identiverse = Api(environment.auth_url, request_timeout=context.api.request_timeout, authenticated=False)
    store = None
    if token_file is not None:
        from amili_ext.token_file import TokenFile

        store = TokenFile(user_path("token_file", token_file), issuer=environment.auth_url, client_id=client_id, secret=secret)
    return _Plan(name, context, TokenSource(lambda: fetch_token(identiverse, client_id, secret), store), connection)


def _check_names(options: dict[str, Any]) -> None:
    unknown = sorted(options.keys() - Options.__annotations__.keys())
    if unknown:
        raise ConfigurationError(f"unknown argument {', '.join(unknown)}")


def _with_options(context: Collection, options: dict[str, Any]) -> Collection:
    _check_names(options)
    changes = dict(options)
    of_api = {name: changes.pop(name) for name in ("request_timeout", "retry") if name in changes}
    return evolve(context, api=evolve(context.api, **of_api), **changes)


class _Client(Generic[H]):
    """What the blocking and the async client share."""

    _http: H
    _context: Collection
    environment: str

    @property
    def organization_id(self) -> UUID:
        """The organization that this client acts for."""
        return self._context.organization_id

    @property
    def auth(self) -> TokenAuth:
        """The `httpx.Auth` of this client, for requests of your own."""
        return self._http.auth

    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same client (connections, token) with other options, for some calls: `client.with_options(retry=NO_RETRY).invoices…`."""
        other = type(self).__new__(type(self))
        other._start(self._http, self.environment, _with_options(self._context, dict(options)))
        return other

    def _start(self, http: H, environment: str, context: Collection) -> None:
        self._http = http
        self._context = context
        self.environment = environment

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self.environment!r}, organization_id={str(self.organization_id)!r})"


class Norway(_Client[BlockingHttp]):
    """Amili's Norwegian APIs, for blocking code. Safe to share between threads; close it, or use it in a `with` block.

    Args:
        organization_id: issued by Amili.
        http_client: an `httpx.Client` of your own; it is used for the token too, and closing it stays with you.
        arguments: see `Arguments` and `Options`.

    Raises:
        ConfigurationError: a setting is missing or wrong. Nothing is sent before the first call.
    """

    invoices: Invoices
    batches: Batches

    def __init__(
        self, organization_id: UUID | str | None = None, *, http_client: BlockingClient | None = None, **arguments: Unpack[Arguments]
    ) -> None:
        plan = _plan(organization_id, arguments)
        self._start(BlockingHttp(http_client, source=plan.source, **plan.connection), plan.environment, plan.context)

    def _start(self, http: BlockingHttp, environment: str, context: Collection) -> None:
        from amili_ext.norway.collection.resources import Batches, Invoices

        super()._start(http, environment, context)
        self.invoices = Invoices(context, http.perform)
        self.batches = Batches(context, http.perform)

    def call(self, endpoint: Endpoint[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call any generated endpoint of the Collection API with this client's token, retries and errors.

        Example: `client.call(amili_client.norway.collection.api.invoice.get_invoice_by_id, organization_id, invoice_id)`
        """
        return run(call(self._context.api, endpoint, *args, **kwargs), self._http.perform)

    def close(self) -> None:
        """Close the connections, unless they are those of an `http_client` of your own."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncNorway(_Client[AsyncHttp]):
    """Amili's Norwegian APIs, for async code (asyncio or trio). Close it with `await client.close()`, or use `async with`.

    Arguments and errors are those of `Norway`; `http_client` is an `httpx.AsyncClient`.
    """

    invoices: AsyncInvoices
    batches: AsyncBatches

    def __init__(
        self, organization_id: UUID | str | None = None, *, http_client: AsyncClient | None = None, **arguments: Unpack[Arguments]
    ) -> None:
        plan = _plan(organization_id, arguments)
        self._start(AsyncHttp(http_client, source=plan.source, **plan.connection), plan.environment, plan.context)

    def _start(self, http: AsyncHttp, environment: str, context: Collection) -> None:
        from amili_ext.norway.collection.resources import AsyncBatches, AsyncInvoices

        super()._start(http, environment, context)
        self.invoices = AsyncInvoices(context, http.perform)
        self.batches = AsyncBatches(context, http.perform)

    async def call(self, endpoint: Endpoint[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call any generated endpoint of the Collection API with this client's token, retries and errors."""
        return await run_async(call(self._context.api, endpoint, *args, **kwargs), self._http.perform)

    async def close(self) -> None:
        """Close the connections, unless they are those of an `http_client` of your own."""
        await self._http.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()
