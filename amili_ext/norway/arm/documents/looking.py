"""Looking before sending: which documents are there already, perhaps from an earlier attempt of a process that was killed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amili_client.runtime import decode_json

from amili_ext.errors import Problem
from amili_ext.flow import Flow
from amili_ext.norway.arm.batch.kind import Row
from amili_ext.norway.arm.batch.sending import look_up
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.documents.errors import NOUN, DocumentExistsError
from amili_ext.norway.arm.documents.kind import DOCUMENTS, differences


class Sorted(NamedTuple):
    """Documents that are to be created.

    Attributes:
        new: what is not there yet, or was not looked for.
        already: what is there.
    """

    new: list[Row]
    already: list[Row]


def look_first(context: Receivables, rows: Sequence[Row], user_id: str | None) -> Flow[Sorted]:
    """Sort out what is there already, unless the client was told not to look.

    Raises:
        DocumentExistsError: there are documents with these numbers that are others.
        AmiliError: a look-up failed.
    """
    if not context.look_first:
        return Sorted(list(rows), [])
    stored = yield from look_up(context, DOCUMENTS, [row.reference for row in rows], user_id)
    new: list[Row] = []
    already: list[Row] = []
    others: list[str] = []
    problems: list[Problem] = []
    for row, one in zip(rows, stored, strict=True):
        different = [] if one is None else differences(one, decode_json(row.part))
        if different:
            others.append(row.reference)
            said = f"names a document that is there already, with another {' and another '.join(different)}"
            problems.append(Problem(row.index, "documentNo", said, NOUN))
        else:
            (new if one is None else already).append(row)
    if problems:
        raise DocumentExistsError(others, problems)
    return Sorted(new, already)
