"""One SQLite connection behind one lock, with transactions that may be nested.

All threads share the connection and take turns: a sandbox wants to be correct first. A file is opened in WAL mode and every outermost
transaction begins IMMEDIATE, so that two processes may use the same file, and a process that is killed loses nothing that it had answered.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from amili_ext.errors import ConfigurationError
from amili_ext.sandbox.norway.arm.schema import ARM_SCHEMA
from amili_ext.sandbox.norway.schema import SCHEMA, VERSION

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Database:
    """The connection, its lock and its schema."""

    def __init__(self, database: str) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        try:
            self._connection = sqlite3.connect(database, check_same_thread=False, isolation_level=None, timeout=30)
        except sqlite3.Error as error:
            raise ConfigurationError(f"the sandbox cannot open {database}: {error}") from error
        self._connection.row_factory = sqlite3.Row
        # A sandbox that is forgotten instead of closed leaves nothing open either; newer Pythons warn of that.
        weakref.finalize(self, self._connection.close)
        try:
            self._prepare(database)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, database: str) -> None:
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")  # stays "memory" for :memory:
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only unlinked
            with self.transaction():
                version = self.one("PRAGMA user_version")[0]
                if version == VERSION:
                    return
                if version != 0 or self.rows("SELECT 1 FROM sqlite_master LIMIT 1"):
                    raise ConfigurationError(f"{database} is not a sandbox file of this version; use another one or delete it")
                for statement in filter(str.strip, (SCHEMA + ARM_SCHEMA).split(";")):
                    self.execute(statement)
                self.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.Error as error:
            raise ConfigurationError(f"the sandbox cannot use {database}: {error}") from error

    def close(self) -> None:
        """Close the connection; what is in memory only is gone then."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing, and nobody else in between. Inside another transaction this is a part of it."""
        with self._lock:
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # the first error is the one to tell
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Carry out one statement; the number of rows it touched."""
        with self._lock:
            return self._connection.execute(sql, values).rowcount

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of one query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Row:
        """The row of a query that always has one."""
        return self.rows(sql, values)[0]


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970: exact, and in order when compared."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The aware UTC moment again."""
    return _EPOCH + timedelta(microseconds=micros)
