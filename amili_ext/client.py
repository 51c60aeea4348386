"""What the clients of all countries share: connections, token, options, the escape hatch `call`, and how they end.

A client is settings, one HTTP client with one token, and a context that its flows get. The module of a country says which settings there
are and which resources; everything else is here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, ParamSpec, Self, TypedDict, TypeVar

from attrs import evolve

from amili_ext._http import AsyncHttp, BlockingHttp, TokenAuth, Verify
from amili_ext.auth import TokenSource, TokenStore
from amili_ext.clock import Clock
from amili_ext.config import Settings, user_path
from amili_ext.endpoint import Context, Endpoint, call
from amili_ext.errors import ConfigurationError
from amili_ext.flow import run, run_async
from amili_ext.retry import RetryPolicy
from amili_ext.routes import read_routes
from amili_ext.secret import Secret
from amili_ext.shapes import is_mapping

P = ParamSpec("P")
R = TypeVar("R")
H = TypeVar("H", BlockingHttp, AsyncHttp)
C = TypeVar("C", bound=Context)


class CommonOptions(TypedDict, total=False):
    """How patiently a client works, in every country.

    Keys:
        request_timeout: seconds for one HTTP exchange, from its start to the last byte; 30.
        retry: attempts and deadline of one logical request; see `RetryPolicy`.
        paths: operations that are elsewhere than the vendored document says; see `amili_ext.routes`.
    """

    request_timeout: float
    retry: RetryPolicy
    paths: Mapping[str, str]


class CommonArguments(TypedDict, total=False):
    """What a client is made of, in every country. What is not passed comes from the environment or a file, see `amili_ext.config`.

    Keys:
        environment: where the API is; there is no default.
        config_file: a TOML file in place of the usual one.
        token_file: where to keep the token, so that the next process need not log in.
        proxy, verify: a proxy's address; a file of certificates or an `ssl.SSLContext`. Not together with `http_client`.
        clock: for tests.
    """

    environment: str | None
    config_file: Path | str | None
    token_file: Path | str | None
    proxy: str | None
    verify: Verify
    clock: Clock | None


class Taken(NamedTuple):
    """The arguments of a client, sorted: what settings may also come from elsewhere, how to connect, where files are, and the options."""

    passed: dict[str, str | None]
    connection: dict[str, Any]
    config_file: Path | str | None
    token_file: Path | str | None
    options: dict[str, Any]


def sort_arguments(arguments: Mapping[str, Any], settings: Collection[str]) -> Taken:
    """Sort what a client was called with."""
    rest = dict(arguments)
    return Taken(
        {name: rest.pop(name, None) for name in settings},
        {"proxy": rest.pop("proxy", None), "verify": rest.pop("verify", True), "clock": rest.pop("clock", None)},
        rest.pop("config_file", None),
        rest.pop("token_file", None),
        rest,
    )


def token_store(token_file: Path | str | None, *, issuer: str, client_id: str, secret: Secret) -> TokenStore | None:
    """Where tokens outlive the process, if they are to."""
    if token_file is None:
        return None
    from amili_ext.token_file import TokenFile

    return TokenFile(user_path("token_file", token_file), issuer=issuer, client_id=client_id, secret=secret)


def with_configured_paths(settings: Settings, options: Mapping[str, Any], table: str = "paths") -> Mapping[str, Any]:
    """The options, with the paths from that table of the file beside those that were passed."""
    configured, passed = settings.table(table), options.get("paths", {})
    return {**options, "paths": {**configured, **passed}} if configured and is_mapping(passed) else options


def with_options(context: C, options: Mapping[str, Any], known: type) -> C:
    """The context with other options; `known` is the `TypedDict` that lists them.

    Raises:
        ConfigurationError: there is no such option, or one that cannot be right.
    """
    unknown = sorted(options.keys() - known.__annotations__.keys() - CommonOptions.__annotations__.keys())
    if unknown:
        raise ConfigurationError(f"unknown argument {', '.join(unknown)}")
    changes = dict(options)
    of_api = {name: changes.pop(name) for name in CommonOptions.__annotations__ if name in changes}
    if "paths" in of_api:
        of_api["routes"] = read_routes(of_api.pop("paths"), context.DOCUMENTS)
    return evolve(context, api=evolve(context.api, **of_api), **changes)


class Plan(NamedTuple, Generic[C]):
    """What a client works out from its arguments before it opens a connection."""

    environment: str
    context: C
    source: TokenSource
    connection: dict[str, Any]


class Client(Generic[H, C]):
    """What a client has whether it blocks or not; what it has in its country, a mixin over this adds."""

    _RESOURCES: ClassVar[Mapping[str, str]] = {}
    """The class of each resource that a client has, by its name."""

    _http: H
    _context: C
    environment: str

    @property
    def auth(self) -> TokenAuth:
        """The `httpx.Auth` of this client, for requests of your own."""
        return self._http.auth

    if not TYPE_CHECKING:  # type checkers know the resources from the annotations of each client, and nothing beside them

        def __getattr__(self, name: str) -> Any:
            # Imported when it is first asked for: what a program does not use, it need not load.
            home = self._RESOURCES.get(name)
            if home is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            module, _, kind = home.rpartition(".")
            resource = getattr(import_module(module), kind)(self._context, self._http.perform)
            setattr(self, name, resource)
            return resource

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._RESOURCES})

    def _start(self, http: H, environment: str, context: C) -> None:
        self._http = http
        self._context = context
        self.environment = environment

    def _changed(self, options: Mapping[str, Any], known: type) -> Self:
        other = type(self).__new__(type(self))
        other._start(self._http, self.environment, with_options(self._context, options, known))
        return other


class BlockingBase(Client[BlockingHttp, C]):
    """A client for blocking code. Safe to share between threads; close it, or use it in a `with` block."""

    def call(self, endpoint: Endpoint[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call any generated endpoint of this client's API with its token, retries and errors."""
        return run(call(self._context.api, endpoint, *args, **kwargs), self._http.perform)

    def close(self) -> None:
        """Close the connections, unless they are those of an `http_client` of your own."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncBase(Client[AsyncHttp, C]):
    """A client for async code (asyncio or trio). Close it with `await client.close()`, or use `async with`."""

    async def call(self, endpoint: Endpoint[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call any generated endpoint of this client's API with its token, retries and errors."""
        return await run_async(call(self._context.api, endpoint, *args, **kwargs), self._http.perform)

    async def close(self) -> None:
        """Close the connections, unless they are those of an `http_client` of your own."""
        await self._http.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()
