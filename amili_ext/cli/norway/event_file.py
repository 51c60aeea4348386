"""Events in a file of JSON lines, each on the disk before Amili is told that it was received.

The lines are those of `amili_ext.norway.webhooks.lines`; `FileEvents` reads them. The file is added to, never overwritten, by any number of
processes. When it is moved away, as by logrotate, or deleted, the next event begins a new one: what is thanked for must be found there.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any

from amili_client.runtime import decode_json

from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.webhooks.lines import LONGEST
from amili_ext.shapes import is_object


class EventFile:
    """A file of events that is open for adding to it.

    Raises:
        ConfigurationError: it cannot be written, or holds something else, which must not be spoilt.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _open(path)

    def add(self, line: bytes) -> None:
        """Write a line down; it is on the disk when this returns, or not in the file at all.

        Raises:
            AmiliError: the disk is full, for example.
        """
        try:
            self._follow()
            self._append(line)
            while self._follow():  # it was taken away meanwhile
                self._append(line)
        except OSError as error:
            raise AmiliError(f"the event cannot be written down: {error.strerror}") from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _append(self, line: bytes) -> None:
        with _alone(self._file):
            before = self._file.seek(0, os.SEEK_END)
            if not _ends_a_line(self._file, before):
                line = b"\n" + line  # a process that was killed left half a line, which is of no use: what it stood for comes again
            try:
                if self._file.write(line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(self._file.fileno())
            except OSError:
                with suppress(OSError):
                    self._file.truncate(before)
                raise

    def _follow(self) -> bool:
        """If another file or none stands where this one stood, open that; say whether it was so."""
        with suppress(FileNotFoundError):
            if os.path.samestat(self._path.stat(), os.fstat(self._file.fileno())):
                return False
        new = _open(self._path)
        self._file.close()
        self._file = new
        return True


@contextmanager
def adding_events_to(path: Path | None) -> Generator[EventFile | None]:
    """The file, made for its owner only if it is not there; None without a path.

    Raises:
        ConfigurationError: it cannot be written, or holds something else, which must not be spoilt.
    """
    if path is None:
        yield None
        return
    book = EventFile(path)
    try:
        yield book
    finally:
        book.close()


def _open(path: Path) -> FileIO:
    if path.exists() and not path.is_file():
        raise ConfigurationError(f"{path} is not a file that events can be written to")
    try:
        file = FileIO(path, "a+", opener=lambda name, flags: os.open(name, flags, 0o600))  # unbuffered: what was written is out
        _keep_name(path)
        file.seek(0)
        first, newline, _ = file.read(LONGEST).partition(b"\n")
    except OSError as error:
        raise ConfigurationError(f"events cannot be written to {path}: {error.strerror}") from error
    if first.strip() and not _is_event(first, whole=bool(newline)):
        file.close()
        raise ConfigurationError(f"{path} holds something else than events; name another file")
    return file


def _keep_name(path: Path) -> None:
    """Otherwise a power cut could take a new file away, with what is in it."""
    if os.name == "posix":
        with suppress(OSError):  # a folder that only takes files in, or a file system that has no word for this
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _is_event(line: bytes, *, whole: bool) -> bool:
    if not whole:
        return line.startswith(b'{"event"')  # the only line, and half of it
    try:
        document: Any = decode_json(line)
    except ValueError:
        return False
    return is_object(document) and "event" in document


def _ends_a_line(file: FileIO, length: int) -> bool:
    if not length:
        return True
    file.seek(length - 1)
    return file.read(1) == b"\n"


@contextmanager
def _alone(file: FileIO) -> Generator[None]:
    """While no other process adds to the file; or whoever takes half a line back could take lines of others with it."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with suppress(OSError):  # a file system without locks
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
