"""Checking documents before anything is sent.

Refused is only what cannot be right whatever Amili's rules are, and what nobody could follow up: the pages do not say which fields are
required, so Amili decides that. All problems are listed at once, with the position of the document and the field in the caller's spelling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from amili_client.norway.arm.models.document_input import DocumentInput

from amili_ext.checked import Checking, is_no_list
from amili_ext.errors import InputError, Problem
from amili_ext.norway.arm.asking import number_in
from amili_ext.norway.arm.batch.kind import Row, same_number
from amili_ext.norway.arm.documents.errors import NOUN
from amili_ext.shapes import is_mapping
from amili_ext.wire import Problems

AnyDocument: TypeAlias = DocumentInput | Mapping[str, Any]
"""What `create` takes: a generated model, or a dict in wire or Python names."""

_NEEDED = {
    "documentType": ("document_type", "it says what the document is, such as IN"),
    "customerNo": ("customer_no", "it says whose document it is"),
    "documentNo": ("document_no", "without it nobody can tell what became of the document"),
}
"""The names of each field on the wire and in Python, and what it is needed for."""


def check_documents(documents: Iterable[AnyDocument], extra_fields: Collection[str] = ()) -> list[Row]:
    """Check all documents and encode them.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    if is_no_list(documents):
        raise InputError([Problem(None, "", f"pass a list of documents, not one {type(documents).__name__}", NOUN)])
    problems = Problems(NOUN)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for index, document in enumerate(documents):
        checking = Checking(problems.at(index))
        row = _check(index, document, checking, extra_fields)
        first = seen.setdefault(same_number(row.reference), index) if row.reference else index
        if first != index:
            checking.blame(_spelling(document, "documentNo"), f"is the same as in documents[{first}]")
        if not problems.found:
            rows.append(row)
    problems.check()
    if not rows:
        raise InputError([Problem(None, "", "there are no documents to create", NOUN)])
    return rows


def check_document(document: AnyDocument, extra_fields: Collection[str] = ()) -> Row:
    """Check one document and encode it.

    Raises:
        InputError: with every problem found; nothing may be sent.
    """
    problems = Problems(NOUN)
    row = _check(0, document, Checking(problems.at(None)), extra_fields)
    problems.check()
    return row


def _check(index: int, document: Any, checking: Checking, extra_fields: Collection[str]) -> Row:
    wire, part = checking.encode(DocumentInput, document, extra_fields)
    for name, (_, why) in _NEEDED.items():
        field, value = _spelling(document, name), wire.get(name)
        if checking.blamed(field):
            continue
        if value is None:
            checking.blame(field, f"is missing; {why}")
        elif not str(value).strip():
            checking.blame(field, f"is empty; {why}")
    number, field = wire.get("documentNo"), _spelling(document, "documentNo")
    if not isinstance(number, str) or checking.blamed(field):
        return Row(index, "", part)
    try:
        # It names the document in a path, when it is looked up.
        number_in(field, number)
    except InputError as error:
        checking.blame(field, error.problems[0].message)
    return Row(index, number, part)


def _spelling(document: object, name: str) -> str:
    """The field as the caller spells it."""
    python_name = _NEEDED[name][0]
    return name if is_mapping(document) and python_name not in document else python_name
