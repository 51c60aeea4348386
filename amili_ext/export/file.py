"""A file that an export is added to, that a killed process does not spoil, and that the next run goes on with.

Beside the file stands another, `<file>.point`, which says where the export is and how long the file was then. It is written only when all
up to there is on the disk, by renaming, so that there is always a whole one. Whoever starts again cuts the file to that length and goes on
from that point: each row that a point stands behind is in the file exactly once, whenever a process was killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any, Final, Generic, NoReturn, TypeVar

from attrs import field, frozen

from amili_ext.errors import AmiliError, ConfigurationError, InputError, Problem
from amili_ext.export.forms import Format
from amili_ext.export.points import Point
from amili_ext.logs import logger
from amili_ext.shapes import is_object
from amili_ext.values import kind_of

B = TypeVar("B")
P = TypeVar("P", bound=Point)

_VERSION: Final = 1
_TAIL: Final = 4096
"""So many bytes before the recorded length must be those that were written."""


@frozen
class Contents(Generic[B, P]):
    """What an export gives and how it is written.

    Attributes:
        formats: by suffix, how one of its rows becomes a line.
        unpack: the rows and the point of a batch.
        read_point: the point in JSON that is read already; raises `ConfigurationError`.
    """

    formats: Mapping[str, Format[Any]]
    unpack: Callable[[B], tuple[Sequence[Any], P]]
    read_point: Callable[[Any], P]


@frozen
class ExportReport(Generic[P]):
    """What an export into a file has done.

    Attributes:
        path: the file.
        written: how many rows this run has added.
        point: where the export is now; None when there was never anything to export.
    """

    path: Path
    written: int
    point: P | None = field(repr=False)


@frozen
class _State(Generic[P]):
    """What the point beside a file says."""

    length: int
    tail: str
    point: P | None


class ExportFile(Generic[B, P]):
    """A file that an export is added to. Nothing is created or changed before the first `add` or `save`.

    Args:
        path: the file; its suffix chooses the form.
        contents: what is written into it.
        since: where it begins if it is new.

    Raises:
        InputError: the suffix is none that is known.
        ConfigurationError: the file and its point do not belong together, or cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str], contents: Contents[B, P], since: P | None = None) -> None:
        given: Any = path
        if not isinstance(given, str | os.PathLike):
            raise InputError([Problem(None, "path", f"must be the path of a file, not {kind_of(given)}")])
        self._path = Path(path)
        self._contents = contents
        self._form = _format(self._path, contents.formats)
        self._point_path = self._path.with_name(f"{self._path.name}.point")
        self._lock = threading.Lock()  # an async caller that is cancelled closes while a thread may still be writing
        self._file: FileIO | None = None
        self._written = 0
        with _translated(self._path, ConfigurationError):
            self._begun_as = self._checked_state()
        self._length = self._begun_as.length if self._begun_as else 0
        self.point = self._begun_as.point if self._begun_as else since
        self._unsaved, self._saved_size = 0, 0

    @property
    def begun(self) -> bool:
        """Whether there is something already."""
        return self._begun_as is not None

    def _checked_state(self) -> _State[P] | None:
        state = self._read_state()
        size = self._path.stat().st_size if self._path.exists() else 0
        if state is None and size:
            raise ConfigurationError(
                f"{self._path} exists without {self._point_path.name}, so nobody knows what it holds; name another file"
            )
        if state is not None and (size < state.length or state.tail != self._tail(state.length)):
            raise ConfigurationError(
                f"{self._path} is not the file that {self._point_path.name} is about; name another file, or restore it"
            )
        return state

    @property
    def report(self) -> ExportReport[P]:
        """What was done so far."""
        return ExportReport(self._path, self._written, self.point)

    def add(self, batch: B) -> None:
        """Write the rows of a batch, and its point now and then: as soon as the file has grown by more than the point is long.

        Raises:
            ConfigurationError: somebody else writes to the file.
            AmiliError: the disk is full, for example.
        """
        rows, point = self._contents.unpack(batch)
        content = b"".join(map(self._form.line, rows))
        with self._lock, _translated(self._path):
            self._append(content)
            # Together: an interrupt between the two would leave lines that the point does not know of.
            self._length, self.point = self._length + len(content), point
            self._written += len(rows)
            self._unsaved += len(content)
            if self._unsaved >= self._saved_size:
                self._save()

    def save(self) -> None:
        """See to it that all that was added is on the disk, and the point with it.

        Raises:
            AmiliError: the disk is full, for example.
        """
        with self._lock, _translated(self._path):
            self._open()
            self._save()

    def close(self) -> None:
        """Let go of the file; what was added is saved if that is possible."""
        with self._lock:
            if self._file is None:
                return
            try:
                if self._unsaved:
                    self._save()
            except OSError as error:
                logger.warning(
                    "the point of an export could not be written (%s); the next run goes on from an earlier one", type(error).__name__
                )
            finally:
                self._file.close()
                self._file = None

    def _open(self) -> FileIO:
        if self._file is None:
            if self._checked_state() != self._begun_as:
                self._share()
            if not self.begun:
                self._write_state()  # first, so that there is never a file that nobody knows the beginning of
            self._file = FileIO(self._path, "r+" if self._path.exists() else "x+")
            self._file.truncate(self._length)
            if not self._length:
                _write(self._file, self._form.head)
                self._length = len(self._form.head)
        return self._file

    def _append(self, content: bytes) -> None:
        file = self._open()
        if os.fstat(file.fileno()).st_size != self._length:
            self._share()
        file.seek(self._length)
        _write(file, content)

    def _share(self) -> NoReturn:
        raise ConfigurationError(f"somebody else writes to {self._path}; an export has a file for itself")

    def _save(self) -> None:
        if self._file is not None:
            os.fsync(self._file.fileno())
        self._write_state()
        self._unsaved = 0

    def _write_state(self) -> None:
        point = None if self.point is None else json.loads(self.point.to_json())
        state = {
            "amili_export_file": _VERSION,
            "form": self._form.name,
            "length": self._length,
            "tail": self._tail(self._length),
            "point": point,
        }
        content = json.dumps(state).encode()
        new = self._point_path.with_name(f"{self._point_path.name}.new")
        with FileIO(new, "w") as file:
            _write(file, content)
            os.fsync(file.fileno())
        new.replace(self._point_path)
        if os.name == "posix":
            folder = os.open(self._point_path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)  # otherwise a power cut could bring the older point back
            finally:
                os.close(folder)
        self._saved_size = len(content)

    def _tail(self, length: int) -> str:
        """A hash of what stands before that length."""
        if not length:
            return ""
        with self._path.open("rb") as file:
            file.seek(max(0, length - _TAIL))
            return hashlib.sha256(file.read(min(length, _TAIL))).hexdigest()

    def _read_state(self) -> _State[P] | None:
        try:
            value: Any = json.loads(self._point_path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError):
            value = None
        name = self._point_path
        if not is_object(value) or "amili_export_file" not in value:
            raise ConfigurationError(f"{name} is not the point of an export; name another file")
        if value["amili_export_file"] != _VERSION:
            raise ConfigurationError(f"{name} has version {value['amili_export_file']!r}; this package reads version {_VERSION}")
        length, tail, point = value.get("length"), value.get("tail"), value.get("point")
        if not isinstance(length, int) or length < 0 or not isinstance(tail, str):
            raise ConfigurationError(f"{name} is damaged")
        if value.get("form") != self._form.name:
            raise ConfigurationError(f"{name} is about a file of another form")
        return _State(length, tail, None if point is None else self._contents.read_point(point))


def _format(path: Path, formats: Mapping[str, Format[Any]]) -> Format[Any]:
    form = formats.get(path.suffix.lower())
    if form is None:
        raise InputError([Problem(None, "path", f"must end in {', '.join(formats)}, which says in which form to write")])
    return form


def _write(file: FileIO, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


@contextmanager
def _translated(path: Path, kind: type[AmiliError] = AmiliError) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise kind(f"the export into {path} cannot go on: {error.strerror or type(error).__name__}") from error
