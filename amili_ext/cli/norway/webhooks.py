"""`amili webhooks`: receive what Amili tells without being asked, and write it down for others.

The shared secret comes from `AMILI_NORWAY_WEBHOOK_SECRET` or from `webhook_secret` under `[norway]` of the configuration file; while a new
one takes its place, the old one stands in `previous_webhook_secret` (`AMILI_NORWAY_PREVIOUS_WEBHOOK_SECRET`).
"""

from __future__ import annotations

import threading
import warnings
from contextlib import ExitStack
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer
from amili_client.norway.collection.models.batch import Batch

from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.norway.event_file import EventFile, adding_events_to
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.options import command, make_clock
from amili_ext.cli.output import Columns, Screen
from amili_ext.clock import Clock
from amili_ext.config import Settings
from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.logs import logger
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.waiting import is_finished
from amili_ext.norway.webhooks.events import Event, UnknownEvent
from amili_ext.norway.webhooks.hints import confirmed
from amili_ext.norway.webhooks.lines import Checked, event_document, to_line
from amili_ext.norway.webhooks.receipts import DEFAULT_LEASE, MemoryReceipts, SqliteReceipts
from amili_ext.norway.webhooks.receiver import RE_READ, Receiver
from amili_ext.norway.webhooks.signature import HmacSha256

_EXTRA = frozenset({"starlette", "uvicorn"})

_LEASE = 30.0
"""Seconds; writing a line down takes far less, and whoever starts again after a power cut should not be BUSY until the sender gives up."""

app = typer.Typer(help="Receive what Amili tells without being asked.", no_args_is_help=True)


class SignatureEncoding(StrEnum):
    """How a signature is written."""

    HEX = "hex"
    BASE64 = "base64"


@app.callback()
def _group() -> None:
    """Receive what Amili tells without being asked."""


@app.command(epilog=SHORT_EPILOG)
@command(ClientOptions)
def listen(
    options: ClientOptions,
    screen: Screen,
    *,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Add each new event to this file, as a line of JSON.")] = None,
    host: Annotated[str, typer.Option(help="Where to listen; Amili reaches it through a proxy of yours that speaks https.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8421,
    encoding: Annotated[SignatureEncoding, typer.Option(help="How the signature is written.")] = SignatureEncoding.HEX,
    re_read: Annotated[
        bool, typer.Option("--re-read", help="Verify no signature and believe nothing: read what an event is about with your credentials.")
    ] = False,
    receipts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Remember in this file what was received; else until the end of this process.")
    ] = None,
) -> ExitCode:
    """Receive webhooks until Ctrl-C: verify them, print each event once, and write it down before Amili is thanked.

    Without --re-read it needs the secret that you share with Amili, in AMILI_NORWAY_WEBHOOK_SECRET.
    """
    if to is not None and receipts is not None and to.resolve() == receipts.resolve():
        raise ConfigurationError("--to and --receipts need a file each")
    server = _server()
    with ExitStack() as stack:
        client = stack.enter_context(make_client(options)) if re_read else None
        book = stack.enter_context(adding_events_to(to))
        lease = DEFAULT_LEASE if re_read else _LEASE
        store = MemoryReceipts() if receipts is None else stack.enter_context(SqliteReceipts(receipts, lease=lease))
        listener = _Listener(screen, book, client, make_clock())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnverifiedOperationWarning)  # `_scheme` says it in the way of a command
            receiver = Receiver(
                scheme=None if re_read else _scheme(options, screen, encoding),
                trust=RE_READ if re_read else None,
                receipts=store,
                handler=listener,
            )
        server.serve(server.create_app(receiver), host=host, port=port, ready=partial(_announce, screen, to))
    return ExitCode.OK


class _Listener:
    """Handles events, one at a time."""

    def __init__(self, screen: Screen, book: EventFile | None, client: Norway | None, clock: Clock) -> None:
        self._screen = screen
        self._book = book
        self._client = client
        self._clock = clock
        self._lock = threading.Lock()
        self._unread = False  # nobody reads stdout any more
        self._columns = Columns(screen, received_at=20, event=18, about=36, status=10)

    def __call__(self, event: Event) -> None:
        """Write an event down, then print it.

        Raises:
            AmiliError: it cannot be written down (printed, where there is no file), or not be confirmed; let the sender come again.
        """
        seen, checked = (event, "signature") if self._client is None else _re_read(self._client, event)
        with self._lock:
            now = self._clock.now().wall.replace(microsecond=0)
            if self._book is not None:
                self._book.add(to_line(seen, now, checked))
            try:
                self._print(event_document(seen, now, checked))
            except OSError as error:
                if self._book is None:
                    raise AmiliError(f"the event cannot be printed ({type(error).__name__})") from error
                # It is written down, and would be once more if the sender came again.
                logger.warning("an event was written down but cannot be printed (%s)", type(error).__name__)

    def _print(self, document: dict[str, Any]) -> None:
        if self._unread:
            raise BrokenPipeError
        about = next((document[name] for name in ("batch_id", "settlement_id", "case_number") if document.get(name)), "")
        try:
            self._screen.document(document)
            self._columns.row(document["received_at"], document["event"], about, document.get("status") or "")
        except (BrokenPipeError, SystemExit):  # the latter is what rich makes of the former
            self._unread = True
            self._screen.give_up()
            raise BrokenPipeError from None


def _re_read(client: Norway, event: Event) -> tuple[Event, Checked | None]:
    found = client.webhooks.re_read(event)
    if isinstance(found, Batch) and not is_finished(found):
        raise AmiliError(f"batch {found.batch_id} is announced as finished but is not")
    return confirmed(event, found), None if isinstance(event, UnknownEvent) else "re-read"


def _scheme(options: ClientOptions, screen: Screen, encoding: SignatureEncoding) -> HmacSha256:
    from amili_ext.sandbox.settings import SANDBOX_WEBHOOK_SECRET

    settings = Settings("norway", {"environment": options.environment}, options.config_file)
    known = SANDBOX_WEBHOOK_SECRET if settings.get("environment") == "sandbox" else None
    secrets = [settings.get("webhook_secret", known), settings.get("previous_webhook_secret")]
    if secrets[0] is None:
        raise ConfigurationError(
            f"the secret of the webhooks is missing: set {settings.variable('webhook_secret')}, or put webhook_secret under [norway] "
            "in the configuration file; or use --re-read, which needs none"
        )
    screen.note("amili: how Amili signs is not published; HMAC-SHA256 over the body is a guess. If every delivery is refused: --re-read")
    return HmacSha256([secret for secret in secrets if secret is not None], encoding.value)


def _server() -> ModuleType:
    """The module of the server, which needs the extra.

    Raises:
        ConfigurationError: it is not installed.
    """
    try:
        from amili_ext.cli.norway import listening
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise ConfigurationError(f'listening needs {error.name}, which is not installed: pip install "amili-ext[sandbox]"') from error
    return listening


def _announce(screen: Screen, to: Path | None, url: str) -> None:
    screen.document({"url": url, "to": None if to is None else str(to)})
    screen.say(f"Webhooks are received on {url}, on any path (Ctrl-C ends it)", style="bold")
    if to is not None:
        screen.say(
            f"  and written to {to}; to wait by them: amili batches wait --handles FILE --news {to}, or news=FileEvents({str(to)!r})"
        )
