"""A form with a file in it (`multipart/form-data`, RFC 7578), as a body that is read from the file while it is sent.

It takes the same memory whatever the length of the file, can be sent again from its beginning, and its length is known beforehand. The
boundary comes with the file, which was searched for it. Names are written as the WHATWG rules for forms say, in UTF-8 with `%` and two
digits for what would end the name; so are backslashes and all control characters, which parsers disagree about.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from amili_ext.errors import AmiliError
from amili_ext.sweden.ada.files.media_file import MediaFile

Progress: TypeAlias = Callable[[int, int], object]
"""Called with how many bytes of the file are sent and how many there are; each attempt begins again with 0."""

_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]')


class ProgressFailedError(AmiliError):
    """The caller's progress callback raised; `reason` is what, and is what the caller gets to see in the end."""

    def __init__(self, reason: Exception) -> None:
        self.reason = reason
        super().__init__("the progress callback failed")


class MultipartBody:
    """A form of one file, in the part `file`, and a few short fields."""

    def __init__(self, file: MediaFile, fields: Mapping[str, str], progress: Progress | None = None) -> None:
        self._file = file
        self._progress = progress
        mark = f"--{file.boundary}\r\n"
        parts = [f"{mark}{_disposition(name)}\r\n\r\n{value}\r\n" for name, value in fields.items()]
        head = f"{mark}{_disposition('file', file.name)}\r\nContent-Type: {file.content_type}\r\n\r\n"
        self._before = ("".join(parts) + head).encode()
        self._after = f"\r\n--{file.boundary}--\r\n".encode()

    @property
    def content_type(self) -> str:
        """The value of the request's `Content-Type`."""
        return f"multipart/form-data; boundary={self._file.boundary}"

    @property
    def length(self) -> int:
        """In bytes."""
        return len(self._before) + self._file.length + len(self._after)

    def __iter__(self) -> Iterator[bytes]:
        meter = _Meter(self._progress, self._file.length)
        for part in self._parts():
            meter.next_after_that()
            yield part.content
            meter.last = part
        meter.next_after_that()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _InThreads(self._parts(), _Meter(self._progress, self._file.length))

    def _parts(self) -> Iterator[_Part]:
        yield _Part(self._before, 0)
        for piece in self._file.pieces():
            yield _Part(piece, len(piece))
        yield _Part(self._after, 0)


class _Part(NamedTuple):
    content: bytes
    of_file: int


class _Meter:
    """Tells how far an attempt is. That a part is sent is known only when the next one is asked for."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._sent = 0
        self.last: _Part | None = None

    def next_after_that(self) -> None:
        """The last part is gone."""
        gone = self.last.of_file if self.last else 0
        if self._progress is None or (self.last and not gone):
            return
        self._sent += gone
        try:
            self._progress(self._sent, self._total)
        except Exception as error:
            # As an error of ours it passes through the HTTP layer, which takes any other for a cut connection.
            raise ProgressFailedError(error) from error


class _InThreads:
    """The parts for async code. The disk is read in threads, the progress told in the event loop. No async generator, since an attempt that
    is broken off could not close one."""

    def __init__(self, parts: Iterator[_Part], meter: _Meter) -> None:
        self._parts = parts
        self._meter = meter

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        from anyio import to_thread

        self._meter.next_after_that()
        self._meter.last = await to_thread.run_sync(next, self._parts, None)
        if self._meter.last is None:
            raise StopAsyncIteration
        return self._meter.last.content


def _disposition(name: str, filename: str | None = None) -> str:
    """The header that names a part."""
    named = f'Content-Disposition: form-data; name="{name}"'
    return named if filename is None else f'{named}; filename="{encode_name(filename)}"'


def encode_name(name: str) -> str:
    """The name of a file as it is written between quotes; what UTF-8 cannot hold becomes a question mark."""
    readable = name.encode("utf-8", "replace").decode()
    return _SPECIAL.sub(lambda special: "".join(f"%{byte:02X}" for byte in special[0].encode()), readable)
