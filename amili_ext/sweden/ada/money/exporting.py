"""Exports into files: `export_to_file` for blocking code, `export_to_file_async` for async code, which writes in another thread.

Both are the same loop: take a batch from the stream, add it to the file. What makes that safe is in `export_file`.
"""

from __future__ import annotations

import os
from contextlib import aclosing

from attrs import evolve

from amili_ext.errors import InputError
from amili_ext.flow import AsyncResource, BlockingResource, Stream, iterate, iterate_async
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.where import Where
from amili_ext.sweden.ada.money.export import ExportBatch, export
from amili_ext.sweden.ada.money.export_file import ExportFile, ExportReport
from amili_ext.sweden.ada.money.export_point import ExportPoint


def export_to_file(
    self: BlockingResource[Ada],
    path: str | os.PathLike[str],
    *,
    creditor: str | None = None,
    where: Where | None = None,
    since: ExportPoint | None = None,
    page_size: int | None = None,
) -> ExportReport:
    """Add to a file what is new or changed since the last run with that file; everything, the first time. See `export`.

    The suffix chooses the form: `.jsonl` (or `.ndjson`), or `.csv` with fixed columns; see `export_format`. Beside the file, `<file>.point`
    keeps where the export is: it belongs to the file. One process at a time.

    Page: https://docs-alpha.amili.se/reference/examples/finance

    Args:
        path: the file. It must not exist without its point.
        creditor, where, page_size: as for `export`.
        since: where a new file begins, such as the `point` of the report on another file. A file that was begun goes on from its own point.

    Raises:
        InputError: the suffix is none of these, the file's point is one of another creditor or filter, or an argument cannot be right.
        ConfigurationError: the file and its point do not belong together, or cannot be written.
        PagingError, AmiliError: as for `export`. What was written before stays, and the next run goes on after it.
    """
    file = ExportFile(path, since)
    try:
        for batch in iterate(_batches(self.context, file, creditor, where, page_size), self.perform):
            file.add(batch)
        file.save()
    finally:
        file.close()
    return file.report


async def export_to_file_async(
    self: AsyncResource[Ada],
    path: str | os.PathLike[str],
    *,
    creditor: str | None = None,
    where: Where | None = None,
    since: ExportPoint | None = None,
    page_size: int | None = None,
) -> ExportReport:
    """Add to a file what is new or changed since the last run with that file. Arguments and errors are those of the blocking client."""
    from anyio import to_thread

    file = await to_thread.run_sync(ExportFile, path, since)
    try:
        stream = iterate_async(_batches(self.context, file, creditor, where, page_size), self.perform)
        # It is a generator, which a cancelled task must close itself: trio will not have it done later.
        async with aclosing(stream) as batches:
            async for batch in batches:
                await to_thread.run_sync(file.add, batch)
        await to_thread.run_sync(file.save)
    finally:
        file.close()
    return file.report


def _batches(context: Ada, file: ExportFile, creditor: str | None, where: Where | None, page_size: int | None) -> Stream[ExportBatch]:
    try:
        return export(context, file.point, creditor=creditor, where=where, page_size=page_size)
    except InputError as error:
        if not file.begun:
            raise
        raise InputError([evolve(problem, field="path") if problem.field == "since" else problem for problem in error.problems]) from None
