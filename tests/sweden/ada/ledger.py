"""Books in which lines come into being and change by the clock of the test, for exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from attrs import evolve

from amili_ext.flow import Reply, Request
from amili_ext.sweden.ada.money.export import ExportBatch, export
from amili_ext.sweden.ada.money.export_point import ExportPoint
from tests.sweden.ada.books import Books, document_id, line

OTHER = "686e6ed854377058c2dd10be"


class Ledger(Books):
    """See this module.

    Attributes:
        current: by id, the `_etag` of what is there.
        bend: changes the parameters of a request before the server sees them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.current: dict[str, str] = {}
        self.bend: Callable[[dict[str, str]], None] = lambda asked: None
        self._versions = 0

    def __call__(self, request: Request) -> Reply:
        asked = dict(request.params)
        self.bend(asked)
        return super().__call__(evolve(request, params=tuple(asked.items())))

    def write(self, number: int, *, ago: float = 0, **fields: Any) -> None:
        """A line is new, or has changed; `ago` seconds before it can be seen."""
        self._versions += 1
        updated = (self.clock.time() - timedelta(seconds=ago)).replace(tzinfo=None)
        etag = f"{self._versions:040x}"
        if document_id(number) in self.current:
            self.lines.change(document_id(number), _updated=updated, _etag=etag, **fields)
        else:
            self.add(line(number, _etag=etag, **fields) | {"_updated": updated})
        self.current[document_id(number)] = etag

    def run(self, point: ExportPoint | None = None, world: str = "blocking", **arguments: Any) -> list[ExportBatch]:
        """One export, to its end."""
        return self.drain(export(self.context, point, page_size=3, **arguments), world)


def versions(batches: Iterable[ExportBatch]) -> list[tuple[str, str]]:
    """Ids and etags, in order."""
    return [(str(one.id), str(one.etag)) for batch in batches for one in batch.specifications]


def numbers(batches: Iterable[ExportBatch]) -> list[int]:
    """The numbers of the lines, in order."""
    return [int(line_id, 16) for line_id, _ in versions(batches)]
