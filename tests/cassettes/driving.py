"""Running one scenario on either client.

A scenario is a function that takes a client and yields what it calls on it, so that the same steps serve `Norway`, whose methods return
values, and `AsyncNorway`, whose methods return awaitables:

    def steps(amili, series):
        handle = yield amili.invoices.submit([invoice(series, 123)])
        result = yield amili.batches.wait(handle)
        return {"status": result.batch.status}

A list, or the pages of one, comes back as a plain list. What a call raises is raised at its `yield`.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Generator, Iterator
from typing import Any, TypeAlias

from amili_ext.errors import AmiliError
from amili_ext.paging import Listing

Summary: TypeAlias = dict[str, Any]
"""What a scenario has seen, ready for JSON."""

Steps: TypeAlias = Generator[Any, Any, Summary]


def play(steps: Steps) -> Summary:
    """Run steps that call a `Norway`."""
    answer: Any = None
    error: AmiliError | None = None
    while True:
        try:
            wanted = steps.send(answer) if error is None else steps.throw(error)
        except StopIteration as end:
            return end.value
        answer, error = None, None
        try:
            answer = list(wanted) if isinstance(wanted, Listing | Iterator) else wanted
        except AmiliError as raised:
            error = raised


async def play_async(steps: Steps) -> Summary:
    """Run steps that call an `AsyncNorway`."""
    answer: Any = None
    error: AmiliError | None = None
    while True:
        try:
            wanted = steps.send(answer) if error is None else steps.throw(error)
        except StopIteration as end:
            return end.value
        answer, error = None, None
        try:
            answer = [item async for item in wanted] if isinstance(wanted, AsyncIterable) else await wanted
        except AmiliError as raised:
            error = raised
