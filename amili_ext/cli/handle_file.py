"""Handles of batches in a file of JSON lines, so that a run that was killed can be gone on with: `amili batches wait --handles FILE`.

A handle is written as soon as its batch is accepted, and is on the disk before the next batch is sent. The file is added to, never
overwritten: starting the same submission again finds the batches that arrived, and writes down only those that the file lacks.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from uuid import UUID

from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.collection.handle import BatchHandle

_STDIN = "-"
_BEGINNING = b'{"amili_batch_handle"'


class HandleFile:
    """A file of handles that is open for adding to it.

    Attributes:
        complete: False when a handle could not be written down; its batch is accepted all the same.
    """

    def __init__(self, file: FileIO, known: set[UUID]) -> None:
        self._file = file
        self._known = known
        self.complete = True

    def add(self, handle: BatchHandle) -> None:
        """Write a handle down, unless its batch is there already; it is on the disk when this returns.

        Raises:
            AmiliError: the disk is full, for example.
        """
        if handle.batch_id in self._known:
            return
        line = handle.to_json().encode() + b"\n"
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            self.complete = False
            raise AmiliError(f"the handle of batch {handle.batch_id} cannot be written down: {error.strerror}") from error
        self._known.add(handle.batch_id)


@contextmanager
def adding_to(path: Path | None) -> Generator[HandleFile | None]:
    """The file, made if it is not there; None without a path.

    Raises:
        ConfigurationError: it cannot be written, or holds something else, which must not be spoilt.
    """
    if path is None:
        yield None
        return
    if path.exists() and not path.is_file():
        raise ConfigurationError(f"{path} is not a file that handles can be written to")
    try:
        file = FileIO(path, "a+")  # unbuffered, so that nothing is left over for later when a write fails
    except OSError as error:
        raise ConfigurationError(f"handles cannot be written to {path}: {error.strerror}") from error
    with file:
        yield HandleFile(file, _known_batches(file, path))


def read_handles(file: str) -> list[BatchHandle]:
    """The handles of a file, or of stdin for `-`.

    Raises:
        ConfigurationError: it cannot be read, or a line is not a handle.
    """
    name = "stdin" if file == _STDIN else file
    try:
        content = sys.stdin.buffer.read() if file == _STDIN else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}") from error
    handles = _read(content, name)
    if not handles:
        raise ConfigurationError(f"{name} holds no handles")
    return handles


def _known_batches(file: FileIO, path: Path) -> set[UUID]:
    file.seek(0)
    content = file.read()
    whole, _, rest = content.rpartition(b"\n")
    if rest and not _is_handle(rest):
        # A process that was killed, or a disk that was full, left half a line. The submission that it belongs to finds its batch again.
        if not (rest.startswith(_BEGINNING) or _BEGINNING.startswith(rest)):
            raise ConfigurationError(f"{path} holds something else than handles; name another file")
        file.truncate(len(content) - len(rest))
    elif rest:
        whole = content
        file.write(b"\n")
    return {handle.batch_id for handle in _read(whole, str(path))}


def _is_handle(line: bytes) -> bool:
    try:
        BatchHandle.from_json(line.decode())
    except (ConfigurationError, UnicodeDecodeError):
        return False
    return True


def _read(content: bytes, name: str) -> list[BatchHandle]:
    handles: list[BatchHandle] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            handles.append(BatchHandle.from_json(line.decode()))
        except (ConfigurationError, UnicodeDecodeError) as error:
            why = "is not text" if isinstance(error, UnicodeDecodeError) else str(error)
            raise ConfigurationError(
                f"line {number} of {name}: {why}. If the run that wrote it was killed, start the same `amili invoices submit` again"
            ) from error
    return handles
