"""What a caller wants of a list: how much, on pages of which size, which of it, and from where on. It is checked before anything is sent.

Also here: what an answer shall hold beyond the usual (`expand`). What that may be is not documented, so it is sent as it is given.

The limits are those that the pages give for AR items, GL items and customers; for the other lists they are concluded to be the same.

Page: https://docs.amili.dev/about-355476m0
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from amili_client.runtime import UNSET, Unset
from attrs import field, frozen

from amili_ext.norway.arm.reading.places import Place
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.values import Report, kind_of, text
from amili_ext.wire import Problems

SMALLEST_PAGE = 5
LARGEST_PAGE = 1000
LARGEST_LIST = 10_000

Filters: TypeAlias = Mapping[str, str] | None
"""Query parameters in the API's own spelling, which is all lower case. That there are some is documented, their names are not."""

Expand: TypeAlias = str | Sequence[str] | None
"""What an answer shall hold beyond the usual: a name, or several, which are sent with commas between them."""

_FILTER = re.compile(r"[a-z][a-z0-9_.-]*")
_NO_FILTERS = {"pagesize": "page_size", "maximumcount": "maximum_count", "query": "page_token", "pageno": "page_token"}


@frozen
class Wanted:
    """What a caller wants of a list. Each may be missing.

    Attributes:
        size: items on a page.
        most: items in all.
        filters: query parameters.
        token: where to go on.
    """

    size: int | None = None
    most: int | None = None
    filters: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, filters: Filters, page_size: int | None, maximum_count: int | None, page_token: str | None) -> Wanted:
        """Raises:
        InputError: with every problem of what was passed.
        """
        problems = Problems()
        report = problems.at(None)
        if page_token:
            for name, given in {"filters": filters, "page_size": page_size, "maximum_count": maximum_count}.items():
                if given is not None:
                    report(name, "belongs to the list that page_token goes on with; leave it out")
        size = _whole("page_size", page_size, LARGEST_PAGE, report)
        if size is not None and size < SMALLEST_PAGE:
            report("page_size", f"must be at least {SMALLEST_PAGE}: if less is asked for, Amili silently uses 10")
        most = _whole("maximum_count", maximum_count, LARGEST_LIST, report)
        if most is not None and most < 1:
            report("maximum_count", "must be at least 1")
        token = None if page_token is None else text(page_token, "page_token", report)
        wanted = cls(size, most, _filters(filters, report), token or None)
        problems.check()
        if token:
            Place.read(token)
        return wanted


def expand_in(expand: Expand) -> str | Unset:
    """What an answer shall hold beyond the usual, if that was passed.

    Raises:
        InputError: it is no text, and no list of texts.
    """
    given: Any = expand
    if given is None:
        return UNSET
    problems = Problems()
    report = problems.at(None)
    names = [text(name, "expand", report) for name in (given if is_sequence(given) else [given])]
    if "" in names:
        report("expand", "holds an empty name")
    problems.check()
    return ",".join(names) or UNSET


def _whole(name: str, value: Any, most: int, report: Report) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        report(name, f"must be a whole number, not {kind_of(value)}")
        return None
    if value > most:
        report(name, f"must be at most {most}")
    return int(value)


def _filters(filters: Any, report: Report) -> dict[str, str]:
    if filters is None:
        return {}
    if not is_mapping(filters):
        report("filters", f"must be a mapping of names to texts, not {kind_of(filters)}")
        return {}
    checked: dict[str, str] = {}
    for name, value in filters.items():
        if not isinstance(name, str):
            report("filters", f"has a name that is no text but {kind_of(name)}")
        elif name in _NO_FILTERS:
            report(f"filters[{name!r}]", f"is no filter; use {_NO_FILTERS[name]}")
        elif not _FILTER.fullmatch(name):
            report(f"filters[{name!r}]", "cannot be a filter: the names of this API's parameters are lower-case letters")
        else:
            checked[name] = text(value, f"filters[{name!r}]", report)
    return checked
