"""Where the reading of a list is, and what the `summary` of a page says of the list.

ARMrest answers a list with its first page and stores the query; the other pages are asked for by the id of that query and their number. A
place in the list is therefore both, and with them what a reader must remember to notice at the end that something is missing: how many
items came before, and whether the list was to stop early.

Pages: https://docs.amili.dev/about-355476m0 and https://docs.amili.dev/get-a-list-of-customers-3942679e0 ("summary")
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from amili_client.norway.arm.models.summary import Summary
from attrs import field, frozen

from amili_ext.errors import InputError, Problem

_TOKEN = re.compile(r"(?as)(?P<page>[1-9]\d{0,8}):(?P<given>\d{1,9}):(?P<most>\d{0,5}):(?P<query>.+)")
_NUMBER = re.compile(r"(?a)[1-9]\d{0,8}")


@frozen
class Place:
    """Before a page of a list.

    Attributes:
        page: the number of that page, from 1.
        query: the id of the stored query; empty before the first page, which makes it.
        given: how many items came on the pages before.
        most: how many the caller wants at most; None for as many as there are.
    """

    page: int = 1
    query: str = ""
    given: int = 0
    most: int | None = None

    def token(self) -> str:
        """This place as a text."""
        return f"{self.page}:{self.given}:{self.most or ''}:{self.query}"

    @classmethod
    def read(cls, token: str) -> Place:
        """Raises:
        InputError: no list has made this token.
        """
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise InputError([Problem(None, "page_token", "is none that a list of this API has given out")])
        return cls(int(match["page"]), match["query"], int(match["given"]), int(match["most"]) if match["most"] else None)


@frozen
class Said:
    """What a page says of the list. Whatever is missing, null or no such thing is None.

    Attributes:
        page: the number of this page.
        pages: how many there are.
        count: how many items there are.
        most: how many the list can have.
        query: the id of the stored query.
        link: the address of the next page. It is never followed.
    """

    page: int | None = None
    pages: int | None = None
    count: int | None = None
    most: int | None = None
    query: str | None = None
    link: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, summary: Summary) -> Said:
        """What a summary says."""
        return cls(
            page=_number(summary.page_no),
            pages=_number(summary.total_pages),
            count=_number(summary.total_count),
            most=_number(summary.maximum_count),
            query=_text(summary.query_id),
            link=_text(summary.next_page),
        )

    def follower(self) -> int | None:
        """The number of the page that the link leads to; None if it names none."""
        numbers = _named(self.link, "pageno")
        return int(numbers[0]) if len(numbers) == 1 and _NUMBER.fullmatch(numbers[0]) else None

    def query_at(self, url: str) -> str | None:
        """The stored query that the link names, provided that it leads to where the list came from."""
        queries = _named(self.link, "query")
        return queries[0] if len(queries) == 1 and self.link and _same_place(self.link, url) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _named(link: str | None, name: str) -> list[str]:
    try:
        return parse_qs(urlsplit(link or "").query).get(name, [])
    except ValueError:
        return []


def _same_place(link: str, url: str) -> bool:
    """Whether both have the same host, port and path."""
    try:
        own, other = urlsplit(url), urlsplit(urljoin(url, link))
        same = (other.hostname, other.port, other.path) == (own.hostname, own.port, own.path)
    except ValueError:
        return False
    return same
