"""Exports of settlements into files, for blocking and for async code; how they are written is in `amili_ext.export`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from amili_client.norway.collection.models.settlement import Settlement

from amili_ext.export.file import Contents, ExportReport
from amili_ext.export.forms import forms
from amili_ext.export.running import export_to, export_to_async
from amili_ext.flow import AsyncResource, BlockingResource, Stream
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements.news import SettlementBatch, point_in, since
from amili_ext.norway.collection.settlements.point import SettlementPoint

COLUMNS: Final = (
    "settlementId",
    "settlementDate",
    "caseNumber",
    "invoiceNumber",
    "invoiceId",
    "customerReference",
    "collectionType",
    "currency",
    "exchangeRate",
)

REST: Final = "other"
"""The column of all that no page shows, the amounts among it."""


def _unpack(batch: SettlementBatch) -> tuple[Sequence[Settlement], SettlementPoint]:
    return batch.settlements, batch.point


SETTLEMENTS: Final = Contents(forms(Settlement, COLUMNS, REST), _unpack, SettlementPoint.from_value)


def export_to_file(
    self: BlockingResource[Collection],
    path: str | os.PathLike[str],
    *,
    since: SettlementPoint | date | str | None = None,
    page_size: int | None = None,
) -> ExportReport[SettlementPoint]:
    """Add to a file the settlements that are new since the last run with that file; all, the first time. See `since`.

    The suffix chooses the form: `.jsonl` (or `.ndjson`), or `.csv` with fixed columns, of which the last, `other`, has as a JSON object
    whatever the pages do not show. Beside the file, `<file>.point` keeps where the export is: it belongs to the file. One process at a
    time.

    Page: https://docs.amili.dev/getsettlements-4148071e0

    Args:
        path: the file. It must not exist without its point.
        since: where a new file begins: the first `settlementDate` that matters, or the `point` of the report on another file. A file that
            was begun goes on from its own point.
        page_size: as for `since`.

    Raises:
        InputError: the suffix is none of these, the file's point is one of another organization, or an argument cannot be right.
        ConfigurationError: the file and its point do not belong together, or cannot be written.
        PagingError, AmiliError: as for `since`. What was written before stays, and the next run goes on after it.
    """
    return export_to(path, SETTLEMENTS, point_in(self.context, since), _begin(self.context, page_size), self.perform)


async def export_to_file_async(
    self: AsyncResource[Collection],
    path: str | os.PathLike[str],
    *,
    since: SettlementPoint | date | str | None = None,
    page_size: int | None = None,
) -> ExportReport[SettlementPoint]:
    """Add to a file the settlements that are new since the last run with it. Arguments and errors are those of the blocking client."""
    return await export_to_async(path, SETTLEMENTS, point_in(self.context, since), _begin(self.context, page_size), self.perform)


def _begin(context: Collection, page_size: int | None) -> Callable[[SettlementPoint | None], Stream[SettlementBatch]]:
    return lambda point: since(context, point, page_size=page_size)
