"""Who hears of finished batches, so that waiting for them need not ask: `client.batches.wait(handle, news=events)`.

`BatchEvents` is for a receiver in the same process, and its `put` fits as a handler. `FileEvents` is for another process: it reads the
file that `amili webhooks listen` writes. Both only ever say when to look; it is the batch itself, read with one's own token, that says how
it ended. So a webhook that never comes costs time and one that lies costs a request.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Collection
from concurrent.futures import Future
from pathlib import Path
from typing import Final
from uuid import UUID

from amili_ext.config import user_path
from amili_ext.errors import ConfigurationError
from amili_ext.logs import logger
from amili_ext.norway.webhooks.events import BatchCompleted, Event
from amili_ext.norway.webhooks.lines import LONGEST, batch_of

LIMIT: Final = 100_000


class _Finished:
    """Ids of finished batches, the newest of them if there are too many."""

    def __init__(self, limit: int) -> None:
        if limit < 1:
            raise ConfigurationError("limit must be at least 1")
        self._limit = limit
        self._ids: OrderedDict[UUID, None] = OrderedDict()

    def add(self, batch_id: UUID) -> None:
        self._ids[batch_id] = None
        self._ids.move_to_end(batch_id)
        while len(self._ids) > self._limit:
            self._ids.popitem(last=False)

    def among(self, batch_ids: Collection[UUID]) -> set[UUID]:
        return {batch_id for batch_id in batch_ids if batch_id in self._ids}


class BatchEvents:
    """Remembers which batches have been announced as finished, and wakes who waits for them. For any threads and event loops.

        events = BatchEvents()
        receiver = Receiver(scheme=scheme, handler=events.put)
        client.batches.wait(handle, news=events)

    Args:
        limit: how many batches are remembered.
    """

    def __init__(self, *, limit: int = LIMIT) -> None:
        self._finished = _Finished(limit)
        self._lock = threading.Lock()
        self._count = 0
        self._waiting: set[Future[None]] = set()

    @property
    def count(self) -> int:
        """How many batches were announced so far."""
        return self._count

    def put(self, event: Event) -> None:
        """Take note of an event; those that do not say that a batch has finished are passed over. Never blocks."""
        if not isinstance(event, BatchCompleted):
            return
        with self._lock:
            self._finished.add(event.batch_id)
            self._count += 1
            waiting, self._waiting = self._waiting, set()
        for one in waiting:
            if one.set_running_or_notify_cancel():
                one.set_result(None)

    def finished(self, batch_ids: Collection[UUID], /) -> set[UUID]:
        """Which of these have been announced as finished. Asking again gives the same answer again."""
        with self._lock:
            return self._finished.among(batch_ids)

    def wait(self, seconds: float, since: int) -> None:
        """Return when `count` is no longer `since`, at the latest after so many seconds."""
        news = self._next(since)
        try:
            news.result(max(0.0, seconds))
        except TimeoutError:
            pass
        finally:
            self._forget(news)

    async def wait_async(self, seconds: float, since: int) -> None:
        """The same, pausing only this task; under asyncio or trio."""
        import asyncio

        import anyio.to_thread

        news = self._next(since)
        try:
            with anyio.move_on_after(max(0.0, seconds)):
                try:
                    asyncio.get_running_loop()
                except RuntimeError:  # trio: there a thread waits, since only asyncio can await such a future
                    # Of its own number: many who wait must not use up the threads that a receiver in this process needs to wake them.
                    await anyio.to_thread.run_sync(news.result, abandon_on_cancel=True, limiter=anyio.CapacityLimiter(1))
                else:
                    await asyncio.wrap_future(news)
        finally:
            self._forget(news)

    def _next(self, since: int) -> Future[None]:
        news: Future[None] = Future()
        with self._lock:
            if self._count == since:
                self._waiting.add(news)
                return news
        news.set_result(None)
        return news

    def _forget(self, news: Future[None]) -> None:
        with self._lock:
            self._waiting.discard(news)
        news.cancel()  # ends the thread that waits for it under trio


class FileEvents:
    """The batches that a file of events announces as finished, which `amili webhooks listen --to FILE` adds to.

        client.batches.wait(handle, news=FileEvents("events.jsonl"))

    The file may not be there yet, may end in half a line, and may be replaced by another. What is not such an event is passed over. Of a
    large file each look reads only what is new, and no more than a few MiB at once.

    Args:
        path: of the file.
        interval: seconds between two looks at the file while something waits.
        limit: how many batches are remembered.
    """

    def __init__(self, path: Path | str, *, interval: float = 0.5, limit: int = LIMIT) -> None:
        if not interval > 0:
            raise ConfigurationError("interval must be more than 0 seconds")
        self._path = user_path("the file of events", path)
        self._interval = interval
        self._finished = _Finished(limit)
        self._lock = threading.Lock()
        self._count = 0
        self._file: tuple[int, int] | None = None
        self._read = 0
        self._behind = False
        self._complained = False

    @property
    def count(self) -> int:
        """How many batches the file has announced so far; looks at the file."""
        with self._lock:
            self._catch_up()
            return self._count

    def finished(self, batch_ids: Collection[UUID], /) -> set[UUID]:
        """Which of these have been announced as finished. Asking again gives the same answer again."""
        with self._lock:
            self._catch_up()
            return self._finished.among(batch_ids)

    def wait(self, seconds: float, since: int) -> None:
        """Return when `count` is no longer `since`, at the latest after so many seconds."""
        end = time.monotonic() + seconds
        while self.count == since and (left := end - time.monotonic()) > 0:
            time.sleep(self._pause(left))

    async def wait_async(self, seconds: float, since: int) -> None:
        """The same, pausing only this task; under asyncio or trio."""
        import anyio

        end = time.monotonic() + seconds
        while self.count == since and (left := end - time.monotonic()) > 0:
            await anyio.sleep(self._pause(left))

    def _pause(self, left: float) -> float:
        return 0.0 if self._behind else min(self._interval, left)

    def _catch_up(self) -> None:
        """Read a part of what the file has more than before, up to a whole line."""
        self._behind = False
        try:
            # Not to be opened if it is no file: opening a pipe would wait for a writer.
            if not stat.S_ISREG(self._path.stat().st_mode):
                self._complain("it is no file")
                return
            with self._path.open("rb") as file:
                found = os.fstat(file.fileno())
                if self._file != (found.st_dev, found.st_ino) or found.st_size < self._read:
                    self._file, self._read = (found.st_dev, found.st_ino), 0
                file.seek(self._read)
                part = file.read(LONGEST)
        except FileNotFoundError:
            self._file = None
            return
        except (OSError, ValueError) as error:  # the latter is a path that cannot be one
            self._complain(type(error).__name__)
            return
        self._behind = len(part) == LONGEST
        end = part.rfind(b"\n") + 1
        if not end and self._behind:
            end = len(part)  # no such event is so long, so this is something else: on to its end
        self._read += end
        for line in part[:end].split(b"\n"):
            batch_id = batch_of(line)
            if batch_id is not None:
                self._finished.add(batch_id)
                self._count += 1

    def _complain(self, why: str) -> None:
        if not self._complained:
            self._complained = True
            logger.warning("the file of events cannot be read (%s); its news are missed", why)
