"""Exports of specifications into files, for blocking and for async code; how they are written is in `amili_ext.export`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Final

from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification

from amili_ext.export.file import Contents, ExportReport
from amili_ext.export.running import export_to, export_to_async
from amili_ext.flow import AsyncResource, BlockingResource, Stream
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.where import Where
from amili_ext.sweden.ada.money.export import ExportBatch, export
from amili_ext.sweden.ada.money.export_format import FORMATS
from amili_ext.sweden.ada.money.export_point import ExportPoint


def _unpack(batch: ExportBatch) -> tuple[Sequence[FinancePayoutSpecification], ExportPoint]:
    return batch.specifications, batch.point


SPECIFICATIONS: Final = Contents(FORMATS, _unpack, ExportPoint.from_value)


def export_to_file(
    self: BlockingResource[Ada],
    path: str | os.PathLike[str],
    *,
    creditor: str | None = None,
    where: Where | None = None,
    since: ExportPoint | None = None,
    page_size: int | None = None,
) -> ExportReport[ExportPoint]:
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
    return export_to(path, SPECIFICATIONS, since, _begin(self.context, creditor, where, page_size), self.perform)


async def export_to_file_async(
    self: AsyncResource[Ada],
    path: str | os.PathLike[str],
    *,
    creditor: str | None = None,
    where: Where | None = None,
    since: ExportPoint | None = None,
    page_size: int | None = None,
) -> ExportReport[ExportPoint]:
    """Add to a file what is new or changed since the last run with that file. Arguments and errors are those of the blocking client."""
    return await export_to_async(path, SPECIFICATIONS, since, _begin(self.context, creditor, where, page_size), self.perform)


def _begin(
    context: Ada, creditor: str | None, where: Where | None, page_size: int | None
) -> Callable[[ExportPoint | None], Stream[ExportBatch]]:
    return lambda point: export(context, point, creditor=creditor, where=where, page_size=page_size)
