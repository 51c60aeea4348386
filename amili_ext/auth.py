"""Access tokens: fetched by one caller at a time, refreshed early, never lost over one bad answer.

`TokenSource` is shared by all threads and event loops that use a client. It hands out the token it has for as long as that is fresh. When
it grows old, the first caller who notices fetches a new one while all others go on with the old; when it is about to expire, the others
wait for that one fetch. If the fetch fails and the old token is still valid, the old one is used. The network is never touched while the
lock is held, and the clock is the monotonic one, so that a wall clock that is wrong or jumps does no harm.

Flows only: who drives them (see `amili_ext._http`) decides whether waiting blocks a thread or suspends a task.
"""

from __future__ import annotations

import copy
import re
import threading
from concurrent.futures import Future
from typing import Protocol

from attrs import frozen

from amili_ext.errors import AmiliError, TokenError, TransportError
from amili_ext.flow import Await, Flow, Instant, Now, Roll
from amili_ext.logs import logger
from amili_ext.secret import Secret

EARLY, LATEST = 120.0, 30.0
"""Seconds before its end when a token that lives long is refreshed if possible, and when it must be."""

PAUSE_AFTER_FAILURE = 5.0
"""Seconds for which nobody tries a refresh again that failed while the old token was still good."""


def is_bearer_token(text: str) -> bool:
    """Whether a header can carry it: visible ASCII without a space. What is wrong there would otherwise be quoted by the HTTP library."""
    return re.fullmatch(r"[!-~]+", text) is not None


@frozen
class TokenHeader:
    """The header that carries the token, and what stands before it there."""

    name: str
    prefix: str = ""


BEARER = TokenHeader("Authorization", "Bearer ")


@frozen
class Grant:
    """What the identity provider gave: a token and how many seconds it lives from now."""

    value: Secret
    lifetime: float


@frozen
class Token:
    """A token and, on the monotonic clock of this process, when to refresh it, when it must be refreshed, when it ends."""

    value: Secret
    refresh_from: float
    refresh_by: float
    ends: float

    @classmethod
    def begin(cls, grant: Grant, now: float, roll: float) -> Token:
        """Start the life of a token. The margins shrink with a short life, and vary so that a fleet does not refresh in step."""
        early = min(EARLY, grant.lifetime / 4) * (0.75 + 0.5 * roll)
        latest = min(LATEST, grant.lifetime / 10)
        ends = now + grant.lifetime
        return cls(grant.value, ends - early, ends - latest, ends)


class TokenStore(Protocol):
    """Where tokens outlive the process; see `amili_ext.token_file`. Must not raise."""

    def load(self, now: Instant) -> Grant | None: ...
    def save(self, grant: Grant, now: Instant) -> None: ...
    def drop(self, value: Secret) -> None: ...


class TokenFetch(Protocol):
    """A flow that gets a new token from the identity provider, or raises `TokenError`."""

    def __call__(self) -> Flow[Grant]: ...


class _Flight:
    """One fetch under way, and those who wait for it."""

    def __init__(self) -> None:
        self._end: Future[None] = Future()
        self.error: AmiliError | None = None

    def land(self) -> None:
        self._end.set_result(None)

    def wait(self) -> None:
        self._end.result()

    async def wait_async(self) -> None:
        import asyncio  # slow to import, and blocking code never comes here

        try:
            asyncio.get_running_loop()
        except RuntimeError:  # trio: there a thread waits, since only asyncio can await such a future
            import anyio.to_thread

            await anyio.to_thread.run_sync(self._end.result, abandon_on_cancel=True)
        else:
            # The shield keeps one cancelled waiter from cancelling the future that all others wait for.
            await asyncio.shield(asyncio.wrap_future(self._end))


class TokenSource:
    """Hands out a valid token; safe to share between threads and event loops."""

    def __init__(self, fetch: TokenFetch, store: TokenStore | None = None) -> None:
        self._fetch = fetch
        self._store = store
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._flight: _Flight | None = None
        self._no_refresh_before = float("-inf")

    def obtain(self) -> Flow[Token]:
        """A token that is valid now.

        Raises:
            TokenError: there is none, and none could be had.
        """
        while True:
            now: Instant = yield Now()
            time = now.monotonic
            with self._lock:
                token = self._token
                if token is not None:
                    resting = time < min(self._no_refresh_before, token.ends)
                    others_can_wait = self._flight is not None and time < token.refresh_by
                    if time < token.refresh_from or resting or others_can_wait:
                        return token
                others, mine = self._flight, _Flight()
                if others is None:
                    self._flight = mine
            if others is None:
                return (yield from self._refresh(mine, token))
            yield Await(others)
            if others.error is not None:
                # Its own copy for each waiter: a shared exception would collect the tracebacks of all of them.
                raise copy.copy(others.error)

    def replace(self, refused: Token) -> Flow[Token]:
        """A token in place of one that the API refused with 401; another caller's newer one is taken as it is.

        Raises:
            TokenError: none could be had.
        """
        with self._lock:
            if self._token is not None and self._token.value == refused.value:
                self._token = None
        if self._store is not None:
            self._store.drop(refused.value)
        return (yield from self.obtain())

    def _refresh(self, flight: _Flight, old: Token | None) -> Flow[Token]:
        try:
            return (yield from self._fetch_and_keep(flight, old))
        finally:
            # However it ended, cancelled or interrupted too: those who wait look again, and one of them fetches.
            with self._lock:
                self._flight = None
            flight.land()

    def _fetch_and_keep(self, flight: _Flight, old: Token | None) -> Flow[Token]:
        try:
            token = yield from self._new_token(use_store=old is None)
        except AmiliError as error:
            now: Instant = yield Now()
            with self._lock:
                still_good = old is not None and self._token is old and now.monotonic < old.ends
                if still_good:
                    self._no_refresh_before = now.monotonic + PAUSE_AFTER_FAILURE
            if still_good and old is not None:
                logger.warning("refreshing the token failed (%s); going on with the old one", type(error).__name__)
                return old
            flight.error = error
            raise
        with self._lock:
            self._token = token
        return token

    def _new_token(self, *, use_store: bool) -> Flow[Token]:
        now: Instant = yield Now()
        roll: float = yield Roll()
        if use_store and self._store is not None:
            stored = self._store.load(now)
            if stored is not None and stored.lifetime > LATEST:
                return Token.begin(stored, now.monotonic, roll)
        try:
            grant = yield from self._fetch()
        except TransportError as error:
            raise TokenError(f"the token endpoint did not answer: {error}", transient=True) from error
        # Counted from before the request: however long the answer took, the token can only live longer than we believe.
        logger.info("got a token that lives %.0f s", grant.lifetime)
        if self._store is not None:
            self._store.save(grant, now)
        return Token.begin(grant, now.monotonic, roll)
