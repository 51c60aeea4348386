"""The envelope around every answer of this API: `summary` beside `data`. Any part of it may be missing."""

from __future__ import annotations

from amili_client.norway.collection.models.summary import Summary
from amili_client.runtime import Unset


def next_page_token(summary: Summary | Unset) -> str | None:
    """The token of the next page; None on the last one."""
    return (summary.next_page_token or None) if summary else None
