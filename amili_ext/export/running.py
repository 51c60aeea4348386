"""Exports into files: `export_to` for blocking code, `export_to_async` for async code, which writes in another thread.

Both are the same loop: take a batch from the stream, add it to the file. What makes that safe is in `file`.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

from attrs import evolve

from amili_ext.errors import InputError
from amili_ext.export.file import Contents, ExportFile, ExportReport
from amili_ext.export.points import Point
from amili_ext.flow import Effect, Stream, iterate, iterate_async

B = TypeVar("B")
P = TypeVar("P", bound=Point)


def export_to(
    path: str | os.PathLike[str],
    contents: Contents[B, P],
    since: P | None,
    begin: Callable[[P | None], Stream[B]],
    perform: Callable[[Effect], object],
) -> ExportReport[P]:
    """Add to a file what a stream gives.

    Args:
        path: the file. It must not exist without its point.
        contents: what the stream gives.
        since: where a new file begins. A file that was begun goes on from its own point.
        begin: the stream from a point on.
        perform: who performs the effects of the stream.

    Raises:
        InputError: the suffix is none that is known, or the point is one of another export.
        ConfigurationError: the file and its point do not belong together, or cannot be written.
        AmiliError: whatever the stream raises. What was written before stays, and the next run goes on after it.
    """
    file = ExportFile(path, contents, since)
    try:
        for batch in iterate(_begun(file, begin), perform):
            file.add(batch)
        file.save()
    finally:
        file.close()
    return file.report


async def export_to_async(
    path: str | os.PathLike[str],
    contents: Contents[B, P],
    since: P | None,
    begin: Callable[[P | None], Stream[B]],
    perform: Callable[[Effect], Awaitable[object]],
) -> ExportReport[P]:
    """The same for async code."""
    from anyio import to_thread

    file = await to_thread.run_sync(lambda: ExportFile(path, contents, since))
    try:
        stream = iterate_async(_begun(file, begin), perform)
        # It is a generator, which a cancelled task must close itself: trio will not have it done later.
        async with aclosing(stream) as batches:
            async for batch in batches:
                await to_thread.run_sync(file.add, batch)
        await to_thread.run_sync(file.save)
    finally:
        file.close()
    return file.report


def _begun(file: ExportFile[B, P], begin: Callable[[P | None], Stream[B]]) -> Stream[B]:
    try:
        return begin(file.point)
    except InputError as error:
        if not file.begun:
            raise
        # The caller did not pass that point: it lay beside the file.
        raise InputError([evolve(problem, field="path") if problem.field == "since" else problem for problem in error.problems]) from None
