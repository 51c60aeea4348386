"""`python -m spec.table [--check]`: see `spec.table`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from spec.table.documents import ROOT, Document, NotGeneratedError, read_documents
from spec.table.extension import find_uses
from spec.table.knowledge import knowledge
from spec.table.sandbox import SandboxColumn
from spec.table.tapes import count_tapes
from spec.table.writing import MisplacedError, Row, render, replace

README = ROOT / "spec" / "README.md"
STALE = "the table in spec/README.md is not what the specs and the code say: run `nox -s table`"


def main(arguments: list[str] | None = None, readme: Path = README) -> int:
    """Write the table, or with `--check` only compare. Returns the exit code: 0 if all is well."""
    parser = ArgumentParser(prog="python -m spec.table", description="The table of all operations in spec/README.md.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the table is not up to date")
    check = parser.parse_args(arguments).check
    old = readme.read_text("utf-8")
    try:
        new = replace(old, render(make_tables()))
    except (MisplacedError, NotGeneratedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if check and new != old:
        sys.stderr.write(f"{STALE}\n")
        return 1
    if new != old:
        readme.write_text(new, "utf-8", newline="\n")
    return 0


def make_tables() -> Iterator[tuple[Document, list[Row]]]:
    """The rows of every document.

    Raises:
        NotGeneratedError: one of them is newer than what was generated.
    """
    documents = read_documents()
    uses = find_uses(operation for document in documents for operation in document.operations)
    counts = count_tapes(documents)
    with SandboxColumn() as sandbox:
        for document in documents:
            yield (
                document,
                [
                    Row(
                        operation,
                        knowledge(document, operation),
                        uses.get(operation.module or "", ()),
                        sandbox.does(document, operation),
                        counts[document.country, document.api, operation.id],
                    )
                    for operation in document.operations
                ],
            )


if __name__ == "__main__":
    sys.exit(main())
