"""Handles in a file of JSON lines, so that a run that was killed can be gone on with.

A handle is written as soon as Amili has accepted what it stands for, and is on the disk before more is sent. The file is added to, never
overwritten: starting the same command again finds what arrived, and writes down only what the file lacks.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Generator, Hashable, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen

from amili_ext.errors import AmiliError, ConfigurationError

_STDIN = "-"

H = TypeVar("H")


@frozen
class Handles(Generic[H]):
    """One kind of handle, as lines of a file.

    Attributes:
        read: a handle from its line; raises `ConfigurationError`.
        write: the line of a handle, without its end.
        key: what tells it from others.
        name: what it stands for, in messages.
        beginning: what every line begins with.
        command: what writes such files.
    """

    read: Callable[[str], H]
    write: Callable[[H], str]
    key: Callable[[H], Hashable]
    name: Callable[[H], str]
    beginning: bytes
    command: str


class HandleFile(Generic[H]):
    """A file of handles that is open for adding to it.

    Attributes:
        found: the handles that were in it when it was opened, from earlier runs.
        complete: False when a handle could not be written down; what it stands for is accepted all the same.
    """

    def __init__(self, file: FileIO, kind: Handles[H], found: Sequence[H]) -> None:
        self._file = file
        self._kind = kind
        self._known = {kind.key(handle) for handle in found}
        self.found = tuple(found)
        self.complete = True

    def add(self, handle: H) -> None:
        """Write a handle down, unless it is there already; it is on the disk when this returns.

        Raises:
            AmiliError: the disk is full, for example.
        """
        key = self._kind.key(handle)
        if key in self._known:
            return
        line = self._kind.write(handle).encode() + b"\n"
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            self.complete = False
            raise AmiliError(f"the handle of {self._kind.name(handle)} cannot be written down: {error.strerror}") from error
        self._known.add(key)


@contextmanager
def adding_to(path: Path | None, kind: Handles[H]) -> Generator[HandleFile[H] | None]:
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
        yield HandleFile(file, kind, _found(file, path, kind))


def read_handles(file: str, kind: Handles[H]) -> list[H]:
    """The handles of a file, or of stdin for `-`.

    Raises:
        ConfigurationError: it cannot be read, or a line is not a handle.
    """
    name = "stdin" if file == _STDIN else file
    try:
        content = sys.stdin.buffer.read() if file == _STDIN else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}") from error
    handles = _read(content, name, kind)
    if not handles:
        raise ConfigurationError(f"{name} holds no handles")
    return handles


def _found(file: FileIO, path: Path, kind: Handles[H]) -> list[H]:
    file.seek(0)
    content = file.read()
    whole, _, rest = content.rpartition(b"\n")
    if rest and not _is_handle(rest, kind):
        # A process that was killed, or a disk that was full, left half a line. What it stands for is found again.
        if not (rest.startswith(kind.beginning) or kind.beginning.startswith(rest)):
            raise ConfigurationError(f"{path} holds something else than handles; name another file")
        file.truncate(len(content) - len(rest))
    elif rest:
        whole = content
        file.write(b"\n")
    return _read(whole, str(path), kind)


def _is_handle(line: bytes, kind: Handles[H]) -> bool:
    try:
        kind.read(line.decode())
    except (ConfigurationError, UnicodeDecodeError):
        return False
    return True


def _read(content: bytes, name: str, kind: Handles[H]) -> list[H]:
    handles: list[H] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            handles.append(kind.read(line.decode()))
        except (ConfigurationError, UnicodeDecodeError) as error:
            why = "is not text" if isinstance(error, UnicodeDecodeError) else str(error)
            raise ConfigurationError(
                f"line {number} of {name}: {why}. If the run that wrote it was killed, start the same `{kind.command}` again"
            ) from error
    return handles
