"""A machine on which a process that exports into a file can be killed at any moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from amili_ext.export import file as export_file


class Killed(BaseException):  # no error of anybody's
    """The process is gone."""


class Machine:
    """A machine on which a process can be killed, or the power cut, after any number of steps that touch the disk."""

    def __init__(self, folder: Path, output: str) -> None:
        self._output = folder / output
        self._folder = folder
        self._left = -1
        self._written = 1.0
        self._kept = 1.0
        self._synced = 0
        self._remains: dict[str, bytes] = {}

    @contextmanager
    def dying_after(self, steps: int, written: float, kept: float) -> Iterator[None]:
        """Die in a step; of what it writes, that part is written, and of what is not known to be on the disk, that part is kept."""
        self._left, self._written, self._kept, self._synced, self._remains = steps, written, kept, 0, {}
        if self._output.exists():
            self._synced = self._output.stat().st_size
        machine = self

        class DyingFile(FileIO):
            def write(self, content: Any, /) -> int:
                if machine._dies():
                    super().write(bytes(content)[: int(len(content) * machine._written)])
                    machine._die()
                return super().write(content)

            def truncate(self, size: int | None = None, /) -> int:
                machine._step()
                done = super().truncate(size)
                machine._synced = min(machine._synced, done)
                return done

        fsync, replace = os.fsync, Path.replace

        def dying_fsync(handle: int) -> None:
            machine._step()
            fsync(handle)
            if machine._output.exists() and os.path.samestat(os.fstat(handle), machine._output.stat()):
                machine._synced = machine._output.stat().st_size

        def dying_replace(self: Path, target: Path) -> Path:
            machine._step()
            return replace(self, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(export_file, "FileIO", DyingFile)
            patch.setattr(os, "fsync", dying_fsync)
            patch.setattr(Path, "replace", dying_replace)
            try:
                yield
            except Killed:
                # Whatever the process did on its way out, a dead one would not have done.
                for file in self._folder.iterdir():
                    file.unlink()
                for name, content in self._remains.items():
                    (self._folder / name).write_bytes(content)

    def _dies(self) -> bool:
        self._left -= 1
        return self._left == -1

    def _step(self) -> None:
        if self._dies():
            self._die()

    def _die(self) -> None:
        self._remains = {file.name: file.read_bytes() for file in self._folder.iterdir()}
        if self._output.name in self._remains:
            content = self._remains[self._output.name]
            self._remains[self._output.name] = content[: self._synced + int((len(content) - self._synced) * self._kept)]
        raise Killed
