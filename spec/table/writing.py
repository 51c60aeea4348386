"""The table as Markdown, and its place in the README: between two comments, of which there is one each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from spec.table.documents import Document, Operation
from spec.table.knowledge import Knowledge

BEGIN = "<!-- Written by `nox -s table`; what is typed here is lost. -->"
END = "<!-- So far by `nox -s table`. -->"

_COLUMNS = ("operation", "documented", "inferred", "missing", "generated", "extension", "sandbox", "cassettes")


class MisplacedError(Exception):
    """The README does not show where the table is to be."""


@frozen
class Row:
    """All about one operation.

    Attributes:
        methods: what of the extension uses it; empty if nothing does.
        cassettes: how many hold it.
    """

    operation: Operation
    knowledge: Knowledge
    methods: Sequence[str]
    sandbox: str
    cassettes: int


def render(tables: Iterable[tuple[Document, Sequence[Row]]]) -> str:
    """One table for each document."""
    return "\n".join(_section(document, rows) for document, rows in tables)


def _section(document: Document, rows: Sequence[Row]) -> str:
    of_pages = sum(row.operation.printed is not None for row in rows)
    counts = f"{len(rows)} operation{'s' * (len(rows) != 1)}: {of_pages} on a page, {len(rows) - of_pages} inferred."
    lines = [_line(_COLUMNS), _line(["---"] * len(_COLUMNS)), *(_line(_cells(row)) for row in rows)]
    return "\n".join([f"### {document.country}/{document.api}: {document.title}", "", counts, "", *lines, ""])


def _cells(row: Row) -> list[str]:
    operation, known = row.operation, row.knowledge
    return [
        f"{operation.id}: `{operation.method} {operation.path}`",
        *(", ".join(phrases) for phrases in (known.documented, known.inferred, known.missing)),
        f"`{'.'.join(operation.module.split('.')[-2:])}`" if operation.module else "no",
        ", ".join(f"`{method}`" if "." in method else method for method in row.methods) or "`call` only",
        row.sandbox,
        str(row.cassettes),
    ]


def _line(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in escaped)}|"


def replace(text: str, tables: str) -> str:
    """The README with these tables in the place of those that it has.

    Raises:
        MisplacedError: the comments around that place are not there once each, in their order.
    """
    before, begin, rest = text.partition(f"{BEGIN}\n")
    _, end, after = rest.partition(f"{END}\n")
    if not begin or not end or BEGIN in rest or END in before + after:
        raise MisplacedError(f"the README needs these two lines, once each and in this order:\n{BEGIN}\n{END}")
    return f"{before}{BEGIN}\n\n{tables}\n{END}\n{after}"
