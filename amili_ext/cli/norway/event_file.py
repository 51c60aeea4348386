"""Events in a file of JSON lines, each on the disk before Amili is told that it was received.

The lines are those of `amili_ext.norway.webhooks.lines`; `FileEvents` reads them. The file is added to, never overwritten.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any

from amili_client.runtime import decode_json

from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.shapes import is_object


class EventFile:
    """A file of events that is open for adding to it."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def add(self, line: bytes) -> None:
        """Write a line down; it is on the disk when this returns, or not in the file at all.

        Raises:
            AmiliError: the disk is full, for example.
        """
        before = self._file.seek(0, os.SEEK_END)
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(before)
            raise AmiliError(f"the event cannot be written down: {error.strerror}") from error


@contextmanager
def adding_events_to(path: Path | None) -> Generator[EventFile | None]:
    """The file, made for its owner only if it is not there; None without a path.

    Raises:
        ConfigurationError: it cannot be written, or holds something else, which must not be spoilt.
    """
    if path is None:
        yield None
        return
    if path.exists() and not path.is_file():
        raise ConfigurationError(f"{path} is not a file that events can be written to")
    try:
        file = FileIO(path, "a+", opener=lambda name, flags: os.open(name, flags, 0o600))  # unbuffered: what was written is out
    except OSError as error:
        raise ConfigurationError(f"events cannot be written to {path}: {error.strerror}") from error
    with file:
        file.seek(0)
        first = file.readline()
        if first.strip() and not _is_event(first):
            raise ConfigurationError(f"{path} holds something else than events; name another file")
        if first and not _ends_a_line(file):
            file.write(b"\n")  # a process that was killed left half a line, which is of no use: what it stood for comes again
        yield EventFile(file)


def _is_event(line: bytes) -> bool:
    if not line.endswith(b"\n"):
        return line.startswith(b'{"event"')  # the only line, and half of it
    try:
        document: Any = decode_json(line)
    except ValueError:
        return False
    return is_object(document) and "event" in document


def _ends_a_line(file: FileIO) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
