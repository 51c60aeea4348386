"""Keeping tokens in a file, so that a job which starts a thousand processes does not log in a thousand times.

The file is readable by its owner only (0600; a file that others can read is ignored and replaced) and written by renaming, so that a killed
process never leaves half a file. It holds one entry for each identity provider, client id and secret; the secret itself is only in
the name of the entry, as part of a hash. Whatever is wrong with the file, the answer is a new token, never an error.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amili_ext.auth import Grant, is_bearer_token
from amili_ext.flow import Instant
from amili_ext.logs import logger
from amili_ext.secret import Secret
from amili_ext.shapes import is_object


class TokenFile:
    """A `TokenStore` in a file. Times in it are the wall clock's, in UTC; a clock that was set wrong costs one 401 and a new token."""

    def __init__(self, path: Path, *, issuer: str, client_id: str, secret: Secret) -> None:
        self._path = path
        # Another secret for the same client id is another entry: after a rotation the old token must not be used.
        self._entry = hashlib.sha256("\0".join((issuer, client_id, secret.reveal())).encode()).hexdigest()

    def load(self, now: Instant) -> Grant | None:
        """The token in the file, if it is still good."""
        entry: Any = self._read().get(self._entry)
        try:
            value, ends = entry["access_token"], datetime.fromisoformat(entry["ends"])
            left = (ends - now.wall).total_seconds()
        except (TypeError, KeyError, ValueError):
            return None
        return Grant(Secret(value), left) if isinstance(value, str) and is_bearer_token(value) and left > 0 else None

    def save(self, grant: Grant, now: Instant) -> None:
        """Put a new token into the file; entries that have ended are thrown out."""
        entries = {name: entry for name, entry in self._read().items() if _alive(entry, now.wall)}
        ends = now.wall + timedelta(seconds=grant.lifetime)
        entries[self._entry] = {"access_token": grant.value.reveal(), "ends": ends.astimezone(UTC).isoformat()}
        self._write(entries)

    def drop(self, value: Secret) -> None:
        """Take out a token that the API refused, unless another process has put in a newer one."""
        entries = self._read()
        entry = entries.get(self._entry)
        if is_object(entry) and entry.get("access_token") == value.reveal():
            del entries[self._entry]
            self._write(entries)

    def _read(self) -> dict[str, Any]:
        try:
            with self._path.open("rb") as file:
                if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                    logger.warning("the token file can be read by others; it is ignored")
                    return {}
                entries: Any = json.load(file)
        except (OSError, ValueError, RecursionError):
            return {}
        return entries if is_object(entries) else {}

    def _write(self, entries: dict[str, Any]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # mkstemp makes the file 0600 from the start.
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(entries, file)
                Path(name).replace(self._path)
            except BaseException:
                Path(name).unlink()
                raise
        except OSError as error:
            logger.warning("the token file cannot be written (%s)", type(error).__name__)


def _alive(entry: Any, now: datetime) -> bool:
    try:
        return bool(datetime.fromisoformat(entry["ends"]) > now)
    except (TypeError, KeyError, ValueError):
        return False
