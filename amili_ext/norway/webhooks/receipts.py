"""What was received already, so that a repeated delivery does nothing twice.

A delivery is claimed before it is handled, and the claim is confirmed afterwards. In between it is BUSY: the same delivery, sent again
because the first answer was slow, must not be handled at the same time, and must not be thanked for either, since the first may yet fail. A
handler that fails releases its claim. A process that dies cannot, so a claim that was not confirmed ends by itself after `lease` seconds;
let the lease be longer than any handler takes.

`MemoryReceipts` serves one process. `SqliteReceipts` is a file, for several processes on one machine and for one that is restarted. For
several machines, write the three methods of `ReceiptStore` on what they share; on Redis, for example, `SET key busy NX PX lease`,
`SET key done PX ttl` and `DEL key`.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from amili_ext.config import user_path
from amili_ext.errors import AmiliError, ConfigurationError

if TYPE_CHECKING:
    import sqlite3

DAY: Final = 86400.0
DEFAULT_TTL: Final = 30 * DAY
"""Seconds for which a delivery is remembered: longer than any sender repeats it (Amili's page does not say for how long that is)."""

DEFAULT_LEASE: Final = 300.0
"""Seconds after which a claim that was never confirmed counts as that of a process that died."""


class Claim(Enum):
    """What a store says to a claim.

    NEW: handle it, then confirm or release it. BUSY: somebody is handling it. DONE: somebody has handled it.
    """

    NEW = "new"
    BUSY = "busy"
    DONE = "done"


class ReceiptStore(Protocol):
    """Remembers deliveries by a key of 64 letters and digits. Every method is atomic, whatever thread or process it is called from."""

    def claim(self, key: str) -> Claim:
        """Begin to handle a delivery: of all who claim it, one gets NEW."""
        ...

    def confirm(self, key: str) -> None:
        """It has been handled."""
        ...

    def release(self, key: str) -> None:
        """It could not be handled: the next claim gets NEW. Nothing that was confirmed is released."""
        ...


class MemoryReceipts:
    """Receipts of this process. When there are more than `limit`, the oldest are forgotten.

    Args:
        limit: how many deliveries are remembered.
        ttl: seconds for which a handled one is.
        lease: seconds for which a claim holds that is not confirmed.
        clock: seconds that only ever grow; for tests.
    """

    def __init__(
        self,
        *,
        limit: int = 100_000,
        ttl: float = DEFAULT_TTL,
        lease: float = DEFAULT_LEASE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        _check(ttl, lease)
        if limit < 1:
            raise ConfigurationError("limit must be at least 1")
        self._limit = limit
        self._ttl = ttl
        self._lease = lease
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[Claim, float]] = OrderedDict()

    def claim(self, key: str) -> Claim:
        """Begin to handle a delivery."""
        with self._lock:
            now = self._clock()
            held, ends = self._known.get(key, (Claim.NEW, now))
            if now < ends:
                return held
            self._put(key, Claim.BUSY, now + self._lease)
            return Claim.NEW

    def confirm(self, key: str) -> None:
        """It has been handled."""
        with self._lock:
            self._put(key, Claim.DONE, self._clock() + self._ttl)

    def release(self, key: str) -> None:
        """It could not be handled."""
        with self._lock:
            if self._known.get(key, (None, 0.0))[0] is Claim.BUSY:
                del self._known[key]

    def _put(self, key: str, claim: Claim, ends: float) -> None:
        self._known[key] = (claim, ends)
        self._known.move_to_end(key)
        while len(self._known) > self._limit:
            self._known.popitem(last=False)


class SqliteReceipts:
    """Receipts in a file, for any number of threads and processes on one machine. Close it, or use it in a `with` block.

    The file is made for its owner only (0600). It must be on a local disk: SQLite cannot lock files on most network drives.

    Args:
        path: of the file; it is made if it is not there. Its directory must be.
        ttl: seconds for which a handled delivery is remembered.
        lease: seconds for which a claim holds that is not confirmed.
        patience: seconds to wait while another process is writing.
        clock: seconds since 1970; for tests.

    Raises:
        ConfigurationError: the file cannot be opened, or is something else.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        ttl: float = DEFAULT_TTL,
        lease: float = DEFAULT_LEASE,
        patience: float = 10.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        import sqlite3  # who keeps no file need not load it

        _check(ttl, lease)
        self._path = user_path("the file of receipts", path)
        self._ttl = ttl
        self._lease = lease
        self._clock = clock
        self._lock = threading.Lock()  # a connection does one thing at a time
        self._trouble = sqlite3.Error
        self._swept = float("-inf")
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(self._path, timeout=patience, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error
        try:
            # No write-ahead log: switching to it does not wait for others that open the file.
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS amili_receipts (key TEXT PRIMARY KEY, done INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID"
            )
            self._db.execute("CREATE INDEX IF NOT EXISTS amili_receipts_by_end ON amili_receipts (ends)")
        except sqlite3.Error as error:
            self._db.close()
            raise self._unusable(error) from error

    def claim(self, key: str) -> Claim:
        """Begin to handle a delivery.

        Raises:
            AmiliError: the file cannot be written, or another process keeps it locked.
        """
        now = self._clock()
        if now - self._swept >= self._lease:
            self._swept = now
            self._write("DELETE FROM amili_receipts WHERE ends <= ?", (now,))
        # One statement, so that SQLite itself sees to it that of all who claim a key one gets it.
        mine = self._write(
            "INSERT INTO amili_receipts VALUES (?, 0, ?) ON CONFLICT (key) DO UPDATE SET done = 0, ends = excluded.ends "
            "WHERE ends <= ? RETURNING key",
            (key, now + self._lease, now),
        )
        if mine:
            return Claim.NEW
        held = self._write("SELECT done FROM amili_receipts WHERE key = ?", (key,))
        # Released just now: let the sender come again, rather than claim in a loop.
        return Claim.DONE if held and held[0][0] else Claim.BUSY

    def confirm(self, key: str) -> None:
        """It has been handled.

        Raises:
            AmiliError: the file cannot be written.
        """
        self._write("INSERT OR REPLACE INTO amili_receipts VALUES (?, 1, ?)", (key, self._clock() + self._ttl))

    def release(self, key: str) -> None:
        """It could not be handled.

        Raises:
            AmiliError: the file cannot be written; the claim then ends by itself.
        """
        self._write("DELETE FROM amili_receipts WHERE key = ? AND NOT done", (key,))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> SqliteReceipts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        with self._lock:
            try:
                return self._db.execute(sql, values).fetchall()
            except self._trouble as error:
                raise AmiliError(f"the file of receipts cannot be used ({type(error).__name__})") from error

    def _unusable(self, error: OSError | sqlite3.Error) -> ConfigurationError:
        return ConfigurationError(f"{self._path} cannot be used for receipts: {getattr(error, 'strerror', None) or error}")


def _check(ttl: float, lease: float) -> None:
    if not (ttl > 0 and lease > 0):
        raise ConfigurationError("ttl and lease must be more than 0 seconds")
