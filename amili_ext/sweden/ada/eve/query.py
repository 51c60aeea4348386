"""Which fields of a document to give, and in which order: the query parameters `projection` and `sort`.

A projection names the fields that are wanted, `("state", "debt.invoice_number")`, or says of each field that it is wanted or unwanted,
`{"state_history": 0}`. An order names fields, a minus before one that descends: `"-_created"`. `_id` always comes, since lists are read
by it, and is the last word in any order, since pages would overlap if documents that are otherwise equal changed places between them. The
page shows orders by one field only; several, with commas between them, are Eve's custom.

Page: https://docs.amili.se/reference/common/pagination
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from amili_client.runtime import encode_json

from amili_ext.errors import InputError, Problem
from amili_ext.shapes import is_mapping
from amili_ext.sweden.ada.eve.where import check_path, several
from amili_ext.values import Report, join, kind_of
from amili_ext.wire import Problems

Projection: TypeAlias = Iterable[str] | Mapping[str, int | bool]
Sort: TypeAlias = str | Iterable[str]

ID = "_id"

_NAME = re.compile(r"(?a)-?[^\W\d][\w.-]*")
"""No comma, bracket or quote: Eve tries to read an order as Python before it takes it for names."""


def read_projection(projection: Projection | None) -> str | None:
    """The query parameter; None when the whole document is wanted.

    Raises:
        InputError: it names no field, or mixes fields that are wanted with fields that are not.
    """
    if projection is None:
        return None
    problems = Problems()
    report = problems.at(None)
    wanted = _wanted(projection, report)
    problems.check()
    _agree(wanted)
    wanted.pop(ID, None)  # said or not, it comes
    if any(wanted.values()) or not wanted:
        wanted[ID] = 1
    return encode_json(wanted).decode()


def _agree(wanted: Mapping[str, int]) -> None:
    if not wanted:
        raise InputError([Problem(None, "projection", "names no field; leave it out to get the whole document")])
    said = {value for name, value in wanted.items() if name != ID}
    if len(said) > 1:
        raise InputError([Problem(None, "projection", "says of some fields that they are wanted and of others that they are not; say one")])
    if wanted == {ID: 0}:
        raise InputError([Problem(None, "projection", f"leaves out nothing but {ID}, which always comes")])


def _wanted(projection: Any, report: Report) -> dict[str, int]:
    if is_mapping(projection):
        pairs = list(projection.items())
    else:
        names = [projection] if isinstance(projection, str) else several(projection)
        if names is None:
            report("projection", f"must be names of fields or a dict, not {kind_of(projection)}")
            return {}
        pairs = [(name, 1) for name in names]
    wanted: dict[str, int] = {}
    for name, value in pairs:
        if not check_path(name, report, "projection"):
            continue
        if not isinstance(value, int) or value not in (0, 1):
            report(join("projection", name), "must be 1 (wanted) or 0 (not)")
        else:
            wanted[name] = int(value)
    return wanted


def read_sort(sort: Sort | None) -> str | None:
    """The query parameter, with `_id` at its end; None when the order is `_id` alone, which is also the order of a list without one.

    Raises:
        InputError: a name is none, or is given twice.
    """
    if sort is None:
        return None
    problems = Problems()
    report = problems.at(None)
    names = _names(sort, report)
    fields: list[str] = []
    for name in names:
        if not isinstance(name, str) or not _NAME.fullmatch(name) or not check_path(name.removeprefix("-"), report, "sort"):
            report("sort", "must be names of fields, each with a minus before it if it descends")
        elif name.removeprefix("-") in fields:
            report("sort", f"names {name.removeprefix('-')} twice")
        else:
            fields.append(name.removeprefix("-"))
    problems.check()
    if names in ([], [ID]):
        return None
    return ",".join(names if ID in fields else [*names, ID])


def _names(sort: Any, report: Report) -> list[Any]:
    if isinstance(sort, str):
        return [name.strip() for name in sort.split(",")]
    names = several(sort)
    if names is None:
        report("sort", f"must be names of fields, not {kind_of(sort)}")
    return names or []
