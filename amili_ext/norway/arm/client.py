"""`Arm` and `AsyncArm`: clients of ARMrest, each bound to one ARM client number.

They are clients of their own, beside `Norway`, since ARMrest knows no organizations and the Collection API no client numbers.

No page says where the token comes from ("JWT Bearer" is all). It is fetched from Identiverse like that of the Collection API, which is
inferred; whoever gets it elsewhere passes `arm_token`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack

from attrs import evolve

from amili_ext._http import AsyncClient, AsyncHttp, BlockingClient, BlockingHttp
from amili_ext.auth import Grant, TokenSource, is_bearer_token
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
from amili_ext.errors import AmiliError, ConfigurationError, TokenError
from amili_ext.flow import Flow, Now
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.environments import SANDBOX_SETTINGS, choose_environment
from amili_ext.norway.signing_in import token_source
from amili_ext.polling import PollSchedule
from amili_ext.secret import Secret
from amili_ext.values import kind_of

if TYPE_CHECKING:
    from amili_ext.norway.arm.batch.resources import AsyncBatches, Batches
    from amili_ext.norway.arm.customers.resources import AsyncCustomers, Customers
    from amili_ext.norway.arm.documents.resources import AsyncDocuments, Documents
    from amili_ext.norway.arm.posting.resources import (
        ArItems,
        AsyncArItems,
        AsyncAutoPostings,
        AsyncFiles,
        AsyncPaymentReservations,
        AutoPostings,
        Files,
        PaymentReservations,
    )
    from amili_ext.norway.arm.reading.resources import (
        AsyncDocumentBundles,
        AsyncGlItems,
        AsyncGlMovements,
        AsyncLogItems,
        DocumentBundles,
        GlItems,
        GlMovements,
        LogItems,
    )


class Options(CommonOptions, total=False):
    """How patiently, how carefully and for whom a client works; `with_options` changes these for some calls.

    Keys, beside `CommonOptions`:
        user_id: the end user on whose behalf calls are made (`userid`, `metadata.userId`); most calls can name another.
        language: of descriptive texts (`Accept-Language`), such as `"no"`.
        schedule: pauses between the looks of a wait; those that the Collection API's pages recommend.
        look_first: whether documents are looked up before they are sent; True.
        settle: seconds for which a write whose answer was lost is looked for; 15.
    """

    user_id: str | None
    language: str | None
    schedule: PollSchedule
    look_first: bool
    settle: float


class Arguments(Options, CommonArguments, total=False):
    """What a client is made of. Whatever is not passed comes from the environment or a file, see `amili_ext.config`.

    Keys, beside `Options` and `CommonArguments`:
        client_id, client_secret: issued by Amili for Identiverse.
        environment: `"staging"`, `"production"` or `"sandbox"` (the server that `amili sandbox` starts). There is no default.
        auth_url, arm_url: base addresses in place of the environment's.
        arm_token: a token of your own in place of Identiverse's, or a function that gives one; it is called when there is none yet and
            when the API refused the one before, in an async client too, so it should be quick.

    In the file, the table `[norway.arm_paths]` holds what `paths` holds here, apart from that of the Collection API.
    """

    client_id: str | None
    client_secret: str | None
    auth_url: str | None
    arm_url: str | None
    arm_token: str | Callable[[], str] | None


_HOMES = {
    "ar_items": "posting.resources:ArItems",
    "auto_postings": "posting.resources:AutoPostings",
    "batches": "batch.resources:Batches",
    "customers": "customers.resources:Customers",
    "document_bundles": "reading.resources:DocumentBundles",
    "documents": "documents.resources:Documents",
    "files": "posting.resources:Files",
    "gl_items": "reading.resources:GlItems",
    "gl_movements": "reading.resources:GlMovements",
    "log_items": "reading.resources:LogItems",
    "payment_reservations": "posting.resources:PaymentReservations",
}
"""The module and the class of each resource; that of the async client has Async before its name."""

_FROM_SETTINGS = ("client_id", "client_secret", "environment", "auth_url", "arm_url")


def _homes(prefix: str) -> dict[str, str]:
    places = {name: place.split(":") for name, place in _HOMES.items()}
    return {name: f"amili_ext.norway.arm.{module}.{prefix}{kind}" for name, (module, kind) in places.items()}


def _plan(client_no: int | str | None, arguments: Arguments) -> Plan[Receivables]:
    own: Any = arguments.pop("arm_token", None)
    taken = sort_arguments(arguments, _FROM_SETTINGS)
    passed = taken.passed | {
        "client_no": None if client_no is None else str(_client_no(client_no)),
        "arm_token": own if isinstance(own, str) else None,
    }
    settings = Settings("norway", passed, taken.config_file)
    name, environment = choose_environment(settings)
    if name == "sandbox":
        settings = settings.for_sandbox(SANDBOX_SETTINGS)
    context = with_options(
        Receivables(Api(environment.arm_url), _client_no(settings.require("client_no"))),
        with_configured_paths(settings, taken.options, "arm_paths"),
        Options,
    )
    given = own if own is not None and not isinstance(own, str) else settings.get("arm_token")
    source = (
        TokenSource(lambda: _own_token(given))
        if given
        else token_source(settings, environment.auth_url, request_timeout=context.api.request_timeout, token_file=taken.token_file)
    )
    return Plan(name, context, source, taken.connection)


def _client_no(value: Any) -> int:
    """The number of an ARM client, which is an integer in every example."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else value
    if not isinstance(text, str) or not (text.isascii() and text.isdigit()) or len(text) > 18 or int(text) < 1:
        raise ConfigurationError("client_no must be the number of an ARM client, such as 2218")
    return int(text)


def _own_token(given: str | Callable[[], str]) -> Flow[Grant]:
    """The caller's token. How long it lives is not known, so it is used until the API refuses it."""
    yield Now()
    try:
        token: Any = given if isinstance(given, str) else given()
    except TypeError as error:
        raise TokenError(f"arm_token must be a text or a function without arguments, not {kind_of(given)}", transient=False) from error
    except AmiliError:
        raise
    except Exception as error:
        # Not a failure of the request that waits for the token: that one was never sent, and must not look as if it may have been.
        raise TokenError(f"arm_token gave no token ({type(error).__name__})", transient=False) from error
    if not isinstance(token, str) or not is_bearer_token(token):
        raise TokenError("arm_token is not what a header can carry", transient=False)
    return Grant(Secret(token), float("inf"))


class _WithArm(Client[H, Receivables]):
    @property
    def client_no(self) -> int:
        """The number of the ARM client that this client acts for."""
        return self._context.client_no

    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same client (connections, token) with other options, for some calls: `arm.with_options(user_id="kari").customers…`."""
        return self._changed(options, Options)

    def for_client(self, client_no: int) -> Self:
        """The same connections and token for another ARM client number.

        Raises:
            ConfigurationError: that is no such number.
        """
        other = self._changed({}, Options)
        other._context = evolve(self._context, client_no=_client_no(client_no))
        return other

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self.environment!r}, client_no={self.client_no})"


class Arm(_WithArm[BlockingHttp], BlockingBase[Receivables]):
    """ARMrest, Amili's accounts receivable, for blocking code. Safe to share between threads; close it, or use it in a `with` block.

    Args:
        client_no: the number of the ARM client.
        http_client: an `httpx.Client` of your own; it is used for the token too, and closing it stays with you.
        arguments: see `Arguments` and `Options`.

    `call` reaches what has no method here: `arm.call(amili_client.norway.arm.api.codes.get_codes, arm.client_no)`.

    Raises:
        ConfigurationError: a setting is missing or wrong. Nothing is sent before the first call.

    Page: https://docs.amili.dev/about-355476m0
    """

    _RESOURCES: ClassVar[Mapping[str, str]] = _homes("")

    ar_items: ArItems
    auto_postings: AutoPostings
    batches: Batches
    customers: Customers
    document_bundles: DocumentBundles
    documents: Documents
    files: Files
    gl_items: GlItems
    gl_movements: GlMovements
    log_items: LogItems
    payment_reservations: PaymentReservations

    def __init__(
        self, client_no: int | str | None = None, *, http_client: BlockingClient | None = None, **arguments: Unpack[Arguments]
    ) -> None:
        plan = _plan(client_no, arguments)
        self._start(BlockingHttp(http_client, source=plan.source, **plan.connection), plan.environment, plan.context)


class AsyncArm(_WithArm[AsyncHttp], AsyncBase[Receivables]):
    """ARMrest, for async code (asyncio or trio). Close it with `await arm.close()`, or use `async with`.

    Arguments and errors are those of `Arm`; `http_client` is an `httpx.AsyncClient`.
    """

    _RESOURCES: ClassVar[Mapping[str, str]] = _homes("Async")

    ar_items: AsyncArItems
    auto_postings: AsyncAutoPostings
    batches: AsyncBatches
    customers: AsyncCustomers
    document_bundles: AsyncDocumentBundles
    documents: AsyncDocuments
    files: AsyncFiles
    gl_items: AsyncGlItems
    gl_movements: AsyncGlMovements
    log_items: AsyncLogItems
    payment_reservations: AsyncPaymentReservations

    def __init__(
        self, client_no: int | str | None = None, *, http_client: AsyncClient | None = None, **arguments: Unpack[Arguments]
    ) -> None:
        plan = _plan(client_no, arguments)
        self._start(AsyncHttp(http_client, source=plan.source, **plan.connection), plan.environment, plan.context)
