"""A file that is to be uploaded: where it is, and what it is.

A file is looked at once before anything is sent: how long it is, of which type by its name and by its first bytes, and which boundary does
not occur in it. Then it is read again for each attempt, piece by piece, and must still be the same.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO, TextIOBase
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn, TypeAlias

from attrs import field, frozen

from amili_ext.errors import AmiliError, InputError, Problem
from amili_ext.values import kind_of

FileSource: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""The path of a file, its content, or a file that is open for reading bytes and can be read again (`seek`)."""

PIECE = 256 * 1024
"""So many bytes are in memory at once."""

_HEAD = 1024


class FileChangedError(AmiliError):
    """The file was changed while it was uploaded. The upload was broken off before its end, so nothing was stored; upload it again."""


@frozen
class MediaType:
    """A type of file that the API takes.

    Attributes:
        name: the media type.
        suffixes: what names of such files end in.
        matches: whether a file that begins with these bytes is of that type.
    """

    name: str
    suffixes: tuple[str, ...]
    matches: Callable[[bytes], bool]


ALLOWED = (
    # Printers and mail programs put a few bytes before the mark, and every reader of PDF looks for it in the first 1,024.
    MediaType("application/pdf", (".pdf",), lambda head: b"%PDF-" in head),
    MediaType("image/jpeg", (".jpg", ".jpeg"), lambda head: head.startswith(b"\xff\xd8\xff")),
    MediaType("image/png", (".png",), lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    MediaType("image/gif", (".gif",), lambda head: head.startswith((b"GIF87a", b"GIF89a"))),
    MediaType("image/bmp", (".bmp",), lambda head: head.startswith(b"BM")),
)
"""What the API takes by default. Page: https://docs-alpha.amili.se/reference/endpoints/media-upload"""

_NAMES = "PDF, JPEG, PNG, GIF or BMP"
_TYPES = frozenset(kind.name for kind in ALLOWED)


class _Version(NamedTuple):
    """What changes when somebody writes to a file; nothing for what is in memory."""

    size: int
    changed: int


@frozen
class _Place:
    """How to read the bytes from their beginning, as often as needed, and the name that comes with them."""

    open: Callable[[], AbstractContextManager[BinaryIO]]
    name: str | None
    on_disk: bool = False


@frozen
class MediaFile:
    """A file that was looked at.

    Attributes:
        name: what the API is told that it is called.
        content_type: its media type, by its name and its first bytes.
        length: in bytes.
        boundary: a text that does not occur in it.
    """

    name: str = field(repr=False)
    content_type: str
    length: int
    boundary: str = field(repr=False)
    _place: _Place = field(repr=False)
    _version: _Version | None = field(repr=False)

    def pieces(self) -> Iterator[bytes]:
        """The content from its beginning, in pieces of a bounded size.

        Raises:
            FileChangedError: it is not what it was when it was looked at; before more than `length` bytes were given out.
            AmiliError: it cannot be read any more.
        """
        left = self.length
        try:
            with self._place.open() as file:
                if self._place.on_disk and _version(file) != self._version:
                    _changed()
                while left:
                    piece = file.read(min(PIECE, left))
                    if not piece:
                        _changed()
                    left -= len(piece)
                    if not left and file.read(1):
                        _changed()
                    yield piece
        except (OSError, ValueError) as error:
            raise AmiliError(f"the file cannot be read any more: {_why(error)}; nothing was stored") from error


class Examination:
    """Looks at a file, in the calling thread or in another one: what a flow waits for with `Await`, since flows read no files themselves.

    Attributes:
        result: the file; only once it has been waited for.
    """

    result: MediaFile

    def __init__(
        self,
        source: FileSource,
        filename: str | None,
        content_type: str | None,
        random_text: Callable[[], str] = lambda: secrets.token_hex(24),
    ) -> None:
        self._source = source
        self._filename = filename
        self._content_type = content_type
        self._random_text = random_text

    def wait(self) -> None:
        """Look.

        Raises:
            InputError: it is no file, cannot be read, has no name, is empty, or is of a type that the API refuses.
        """
        place = _place(self._source)
        name = _plain_name(self._filename if self._filename is not None else place.name)
        try:
            with place.open() as file:
                version = _version(file) if place.on_disk else None
                head = file.read(_HEAD)
            if not head:
                _refuse("file", "is empty")
            content_type = _agreed_type(name, head, self._content_type)
            boundary, length = self._boundary(place)
        except InputError:
            raise
        except (OSError, ValueError) as error:
            _refuse("file", f"cannot be read: {_why(error)}")
        self.result = MediaFile(name, content_type, length, boundary, place, version)

    async def wait_async(self) -> None:
        """Look in another thread, so that a slow disk does not stop the event loop."""
        from anyio import to_thread

        await to_thread.run_sync(self.wait)

    def _boundary(self, place: _Place) -> tuple[str, int]:
        """A text that does not occur in the content, and how many bytes that is."""
        while True:
            boundary = self._random_text()
            wanted, length, rest, found = boundary.encode(), 0, b"", False
            with place.open() as file:
                while piece := file.read(PIECE):
                    length += len(piece)
                    found = found or wanted in rest + piece
                    rest = (rest + piece)[1 - len(wanted) :]
            if not found:
                return boundary, length


def _place(source: FileSource) -> _Place:
    if isinstance(source, bytes):
        return _Place(lambda: BytesIO(source), None)
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return _Place(lambda: _regular(path), path.name, on_disk=True)
    if not hasattr(source, "read"):
        _refuse("file", f"must be a path, bytes, or a file that is open for reading bytes, not {kind_of(source)}")
    if isinstance(source, TextIOBase):
        _refuse("file", "is open for reading text; open it with mode 'rb'")
    name: Any = getattr(source, "name", None)
    try:
        start = source.seek(0, os.SEEK_CUR)
    except (OSError, ValueError, AttributeError):
        _refuse("file", "can only be read once, but an upload may have to begin again; pass its path or its content")

    @contextmanager
    def again() -> Generator[BinaryIO]:
        source.seek(start)
        yield source  # and it stays open: it is the caller's

    return _Place(again, Path(name).name if isinstance(name, str) else None)


def _regular(path: Path) -> BinaryIO:
    # Asked before it is opened, since opening a pipe waits for whoever writes into it.
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is no regular file")
    return path.open("rb")


def _version(file: BinaryIO) -> _Version:
    status = os.fstat(file.fileno())
    return _Version(status.st_size, status.st_mtime_ns)


def _plain_name(name: Any) -> str:
    """The last part of a name, in which the caller's folders are not told to anybody."""
    if name is not None and not isinstance(name, str):
        _refuse("filename", f"must be a text, not {kind_of(name)}")
    plain = (name or "").replace("\\", "/").rpartition("/")[2]
    if not plain:
        _refuse("filename", "is needed: bytes have no name of their own" if name is None else "is no name of a file")
    return plain


def _agreed_type(name: str, head: bytes, wanted: Any) -> str:
    """The type on which the name, the first bytes and the caller agree."""
    if wanted is not None and not isinstance(wanted, str):
        _refuse("content_type", f"must be a text, not {kind_of(wanted)}")
    suffix = _suffix(name)
    by_name = next((kind for kind in ALLOWED if suffix in kind.suffixes), None)
    by_bytes = next((kind for kind in reversed(ALLOWED) if kind.matches(head)), None)
    agree = not suffix or by_name is by_bytes
    if by_bytes is None or not agree or (wanted is not None and wanted.lower() != by_bytes.name):
        told = [f"its name ends in {suffix} ({by_name.name if by_name else 'none of these'})"] if suffix else []
        told += [f"its first bytes are those of {by_bytes.name if by_bytes else 'none of these'}"]
        told += ["content_type says something else" if wanted.lower() not in _TYPES else f"content_type is {wanted}"] if wanted else []
        _refuse("file", f"must be {_NAMES}, and the same by all signs: {', '.join(told)}")
    return by_bytes.name


def _suffix(name: str) -> str:
    """What a name ends in; only if it has the form of a suffix, since the rest of a name may be a person's."""
    ending = name.rpartition(".")[2].lower()
    return f".{ending}" if ending.isalnum() and ending != name.lower() and len(ending) < 6 else ""


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


def _changed() -> NoReturn:
    raise FileChangedError("the file was changed while it was uploaded; the upload was broken off and nothing was stored: upload it again")


def _refuse(name: str, message: str) -> NoReturn:
    raise InputError([Problem(None, name, message)])
