"""Takes deliveries: verifies, reads, drops what came before, and hands the rest to your handler. It needs no framework, and fits into any.

    receiver = Receiver(scheme=HmacSha256(secret), receipts=SqliteReceipts("receipts.db"), handler=handle)
    status, text = receiver.answer(body, headers)      # the raw bytes, and the headers as the framework has them

Who sends to a public address can be anybody, so a receiver is told whom it trusts, and there is no default: either a `scheme`, which
verifies the signature, or `trust=RE_READ`, by which you say that you take a delivery for a hint, believe nothing in it, and read the
batch, the case or the settlement with your own token (`client.webhooks.re_read`).

Every event is handled at least once: an answer other than 2xx lets the sender come again, and a process that dies in the middle of
handling has not said 2xx. It is handled once only as far as the receipts remember, so let the handler bear a repetition.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from enum import Enum
from inspect import isawaitable, iscoroutine
from typing import Any, Final, NamedTuple, TypeAlias

from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.flow import run, run_async
from amili_ext.logs import logger
from amili_ext.norway.webhooks.envelope import parse, raw
from amili_ext.norway.webhooks.errors import WebhookBusyError, WebhookPayloadError, WebhookSignatureError, WebhookTooLargeError
from amili_ext.norway.webhooks.events import Event
from amili_ext.norway.webhooks.headers import Headers, settled
from amili_ext.norway.webhooks.receipts import Claim, MemoryReceipts, ReceiptStore
from amili_ext.norway.webhooks.signature import SignatureScheme, warn_if_unverified

MAX_BODY: Final = 2**20
"""Bytes; the events of Amili's page have a few hundred."""

Handler: TypeAlias = Callable[[Event], object]


class Trust(Enum):
    """In what is trusted, if not in a signature."""

    RE_READ = "re-read"


RE_READ: Final = Trust.RE_READ
"""Nothing in a delivery is believed: it is a hint to read what it is about, with one's own token."""


class Received(NamedTuple):
    """What a delivery was.

    Attributes:
        event: the event.
        duplicate: whether it was received before, so that it was not handled again.
    """

    event: Event
    duplicate: bool


class Receiver:
    """Takes deliveries. Safe to share between threads, and between tasks.

    Args:
        scheme: verifies signatures, such as `HmacSha256`. Either this or `trust`.
        trust: `RE_READ`: signatures are not looked at, and nothing in a delivery may be believed.
        receipts: remembers what was received; by default this process does.
        handler: called with each new event. What it raises makes the sender come again. For `receive_async` and `answer_async` it may be
            a coroutine function.
        max_body: in bytes; what is larger is refused.

    Raises:
        ConfigurationError: neither `scheme` nor `trust`, or both, or a `scheme` that is none.
    """

    def __init__(
        self,
        *,
        scheme: SignatureScheme | None = None,
        trust: Trust | None = None,
        receipts: ReceiptStore | None = None,
        handler: Handler | None = None,
        max_body: int = MAX_BODY,
    ) -> None:
        if (scheme is None) == (trust is None):
            raise ConfigurationError(
                "pass either scheme= (how deliveries are signed) or trust=RE_READ (believe nothing, read what they are about yourself)"
            )
        if trust not in {None, RE_READ}:
            raise ConfigurationError("trust must be RE_READ")
        if scheme is not None:
            if isinstance(scheme, type) or not callable(getattr(scheme, "verify", None)):
                raise ConfigurationError("scheme must be a SignatureScheme, such as HmacSha256(secret)")
            warn_if_unverified(scheme)
        self._scheme = scheme
        self._receipts: ReceiptStore = MemoryReceipts() if receipts is None else receipts
        self._handler = handler
        self._max_body = max_body

    def receive(self, body: bytes, headers: Headers) -> Received:
        """Take a delivery.

        Args:
            body: the raw bytes of the request.
            headers: as the framework has them.

        Raises:
            WebhookSignatureError, WebhookPayloadError, WebhookTooLargeError: it is not taken.
            WebhookBusyError: the same delivery is being handled at this moment.
            Exception: whatever the handler raised; the delivery counts as not received.
        """
        return run(self._steps(raw(body), settled(headers)), _do)

    async def receive_async(self, body: bytes, headers: Headers) -> Received:
        """The same in async code (asyncio or trio): the receipts are asked in a thread, and the handler may be a coroutine function."""
        return await run_async(self._steps(raw(body), settled(headers)), _do_async)

    def answer(self, body: bytes, headers: Headers) -> tuple[int, str]:
        """Take a delivery and say what to answer: an HTTP status and a text for people.

        200 for what is new and for what came before, 401 for a signature that does not fit, 400 and 413 for what is no event, and 503 for
        what could not be handled now and should be sent again. What a handler raises is logged: its kind at ERROR, all of it at DEBUG.
        """
        steps = self._steps(raw(body), settled(headers))
        try:
            return _ok(run(steps, _do))
        except Exception as error:  # noqa: BLE001  # whatever it is, the sender gets an answer
            return _refusal(error)

    async def answer_async(self, body: bytes, headers: Headers) -> tuple[int, str]:
        """The same in async code."""
        steps = self._steps(raw(body), settled(headers))
        try:
            return _ok(await run_async(steps, _do_async))
        except Exception as error:  # noqa: BLE001  # as in `answer`
            return _refusal(error)

    def _steps(self, body: bytes, headers: Headers) -> Generator[_Ask | _Handle, Any, Received]:
        if len(body) > self._max_body:
            raise WebhookTooLargeError(f"the body has {len(body)} bytes, more than {self._max_body}")
        if self._scheme is not None:
            _verify(self._scheme, body, headers)
        event = parse(body, headers)
        receipt = _Receipt(self._receipts, _keys(event, body))
        try:
            claim: Claim = yield _Ask(receipt.claim)
            if claim is Claim.BUSY:
                raise WebhookBusyError("the same delivery is being handled at this moment")
            if claim is Claim.NEW and self._handler is not None:
                yield _Handle(self._handler, event)
        except BaseException:  # also KeyboardInterrupt, and the cancelling of a task
            with suppress(AmiliError):  # an unreleased claim ends by itself; what went wrong first is what to tell
                yield _Ask(receipt.release)
            raise
        yield _Ask(receipt.release if claim is Claim.DONE else receipt.confirm)
        return Received(event, duplicate=claim is Claim.DONE)


class _Receipt:
    """What one delivery has of the receipts, under all its names.

    A task may be cancelled while a thread still claims for it. Whoever then releases waits for that thread, and releases what it got.
    """

    def __init__(self, receipts: ReceiptStore, keys: list[str]) -> None:
        self._receipts = receipts
        self._keys = keys
        self._claimed: list[str] = []
        self._ended = False
        self._lock = threading.Lock()

    def claim(self) -> Claim:
        """NEW if it is new under every name."""
        with self._lock:
            for key in () if self._ended else self._keys:
                said = self._receipts.claim(key)
                if said is not Claim.NEW:
                    return said
                self._claimed.append(key)
            return Claim.NEW

    def confirm(self) -> None:
        with self._lock:
            for key in self._claimed:
                self._receipts.confirm(key)

    def release(self) -> None:
        with self._lock:
            self._ended = True
            for key in self._claimed:
                self._receipts.release(key)


class _Ask(NamedTuple):
    """Ask the receipts, or tell them something."""

    method: Callable[[], Any]


class _Handle(NamedTuple):
    """Call the handler."""

    handler: Handler
    event: Event


def _verify(scheme: SignatureScheme, body: bytes, headers: Headers) -> None:
    """Fails closed, also with a scheme that says no by returning False, or that would have to be awaited."""
    said: object = scheme.verify(body, headers)  # type: ignore[func-returns-value]  # by the protocol None, but who writes one may err
    if said is None or said is True:
        return
    if iscoroutine(said):
        said.close()  # or Python complains of it a second time
    raise WebhookSignatureError("the scheme did not say that the delivery is genuine")


def _do(step: _Ask | _Handle) -> object:
    if isinstance(step, _Ask):
        return step.method()
    result = step.handler(step.event)
    if isawaitable(result):
        if iscoroutine(result):
            result.close()  # or Python complains of it a second time
        raise ConfigurationError("the handler is a coroutine function: call receive_async or answer_async")
    return result


async def _do_async(step: _Ask | _Handle) -> object:
    if isinstance(step, _Handle):
        result = step.handler(step.event)
        return await result if isawaitable(result) else result
    import anyio.to_thread

    said: object = None
    # Not to be left half-way. Where a task of asyncio is cancelled all the same, the thread goes on, and `_Receipt` knows of it.
    with anyio.CancelScope(shield=True):
        said = await anyio.to_thread.run_sync(step.method)
    return said  # noqa: RET504  # for the type checkers, which take the scope for one that may swallow an error


def _keys(event: Event, body: bytes) -> list[str]:
    """By what a delivery is known: the name that its sender gave it, and its very bytes.

    The name is the header `IdempotencyKey`, else the id of the event. The header is not signed, so whoever has got hold of a signed
    delivery could send it again under another name; but not with other bytes.
    """
    name = f"delivery {event.idempotency_key}" if event.idempotency_key else f"event {event.id}" if event.id else None
    names = [] if name is None else [name.encode("utf-8", "surrogatepass")]
    return [hashlib.sha256(one).hexdigest() for one in (*names, b"body " + body)]


def _ok(received: Received) -> tuple[int, str]:
    return 200, "received before" if received.duplicate else "received"


def _refusal(error: Exception) -> tuple[int, str]:
    for kind, status in _STATUS.items():
        if isinstance(error, kind):
            logger.warning("a webhook was answered with %d: %s", status, error)
            return status, str(error)
    # Our own errors name nobody; others may say anything.
    why = f": {error}" if isinstance(error, AmiliError) else ""
    logger.error("a webhook could not be handled (%s%s)", type(error).__name__, why)
    logger.debug("why it could not be handled", exc_info=error)
    return 503, "it cannot be handled now; send it again"


_STATUS: dict[type[Exception], int] = {
    WebhookSignatureError: 401,
    WebhookTooLargeError: 413,
    WebhookPayloadError: 400,
    WebhookBusyError: 503,
}
"""The first that fits."""
