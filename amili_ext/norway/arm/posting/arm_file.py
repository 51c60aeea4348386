"""A file that is to be uploaded, and reading those that are on a disk, which flows do not do themselves."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from amili_ext.values import Report, kind_of
from amili_ext.wire import Problems


@frozen
class ArmFile:
    """A file to upload.

    Attributes:
        name: what it is called; not shown by `repr`, since files are often named after people.
        content: its bytes, or the path to read them from.
        file_type: its type as ARM calls it, if one is to be sent. Which there are is configured for each ARM client: ask Amili.
    """

    name: str = field(repr=False)
    content: bytes | os.PathLike[str] = field(repr=False)
    file_type: str | None = None


class Contents:
    """Reads files, in the calling thread or in another one: what a flow waits for with `Await`.

    Args:
        files: what to read, each with its position in what the caller passed.

    Attributes:
        read: the bytes of each file by its position; only once they have been waited for.
    """

    def __init__(self, files: Sequence[tuple[int, ArmFile]]) -> None:
        self._files = files
        self.read: dict[int, bytes] = {}

    def wait(self) -> None:
        """Read.

        Raises:
            InputError: with every file that cannot be read, or is empty.
        """
        problems = Problems("files")
        self.read = {index: _content(file, problems.at(index)) for index, file in self._files}
        problems.check()

    async def wait_async(self) -> None:
        """Read in another thread, so that a slow disk does not stop the event loop."""
        from anyio import to_thread

        await to_thread.run_sync(self.wait)


def _content(file: ArmFile, report: Report) -> bytes:
    content: Any = file.content
    if isinstance(file.content, os.PathLike):
        try:
            content = _read(Path(file.content))
        except (OSError, ValueError) as error:
            report("content", f"cannot be read: {getattr(error, 'strerror', None) or type(error).__name__}")
            return b""
    if not isinstance(content, bytes):
        report("content", f"must be bytes or a Path, not {kind_of(content)}")
        return b""
    if not content:
        report("content", "is empty")
    return content


def _read(path: Path) -> bytes:
    # Asked before it is opened, since opening a pipe waits for whoever writes into it.
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is no regular file")
    return path.read_bytes()
