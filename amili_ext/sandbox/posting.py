"""Posts the webhooks of a sandbox over HTTP while it is served: one thread, and one post after the other.

The thread looks ten times a second for what is due, so a batch is processed, and its event on its way, without anybody asking. It has an
event loop of its own: requests to the sandbox never wait for whoever listens, and a post can be broken off at any moment when the server
ends. A post that was broken off is made again by the next sandbox on the same file.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress

import httpx

from amili_ext.logs import logger
from amili_ext.sandbox.core import Sandbox
from amili_ext.sandbox.norway.deliveries import Delivery
from amili_ext.sandbox.norway.service import NorwayService

THREAD = "amili-webhooks"
_INTERVAL = 0.1
_AFTER_TROUBLE = 5.0


@contextmanager
def posting(sandbox: Sandbox) -> Generator[None]:
    """Post what is due as long as this lasts; if the sandbox has no `WebhookSettings`, nothing happens."""
    settings = sandbox.settings.webhooks
    if settings is None:
        yield
        return
    poster = _Poster(sandbox.norway, settings.timeout)
    poster.start()
    try:
        yield
    finally:
        poster.stop()


class _Poster:
    """The thread and its loop."""

    def __init__(self, norway: NorwayService, timeout: float) -> None:
        self._norway = norway
        self._timeout = timeout
        # Whoever listens is on this machine, or at least no proxy of the environment is meant for it.
        self._client = httpx.AsyncClient(timeout=timeout, trust_env=False)
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._post_until_stopped())

    async def _post_until_stopped(self) -> None:
        work = asyncio.create_task(self._post_for_ever())
        await self._stopping.wait()
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work

    async def _post_for_ever(self) -> None:
        async with self._client:
            while True:
                try:
                    posted = await self._post_next()
                except Exception as error:  # noqa: BLE001  # such as a file that another process keeps locked; the next look may go well
                    logger.warning("webhooks pause after %s", type(error).__name__)
                    await asyncio.sleep(_AFTER_TROUBLE)
                else:
                    if not posted:
                        await asyncio.sleep(_INTERVAL)

    async def _post_next(self) -> bool:
        due = self._norway.due_deliveries(limit=1)
        for delivery in due:
            self._norway.delivered(delivery, await self._post(delivery))
        return bool(due)

    async def _post(self, delivery: Delivery) -> int | None:
        try:
            # The limit is for all of it: an answer that dribbles in is no answer.
            async with asyncio.timeout(self._timeout):
                response = await self._client.post(delivery.url, content=delivery.body, headers=dict(delivery.headers))
        except Exception as error:  # noqa: BLE001  # whatever it is, there was no answer
            logger.info("webhook, attempt %d: %s", delivery.attempt, type(error).__name__)
            return None
        logger.info("webhook, attempt %d: %d", delivery.attempt, response.status_code)
        return response.status_code
