"""Running one scenario on either client.

A scenario is a function that takes a client and yields what it calls on it, so that the same steps serve a blocking client, whose methods
return values, and an async one, whose methods return awaitables:

    def steps(amili, series):
        handle = yield amili.invoices.submit([invoice(series, 123)])
        result = yield amili.batches.wait(handle)
        return {"status": result.batch.status}

A list, or the pages of one, comes back as a plain list. What a call raises is raised at its `yield`. `yield Wait(3)` lets time pass, and
`yield Stage("debtors_pay")` has the sandbox do what only a sandbox can; in a replay that has been done.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Generator, Iterator
from typing import Any, TypeAlias

from attrs import frozen

from amili_ext.clock import Clock
from amili_ext.errors import AmiliError
from amili_ext.paging import Listing

Summary: TypeAlias = dict[str, Any]
"""What a scenario has seen, ready for JSON."""

Steps: TypeAlias = Generator[Any, Any, Summary]


@frozen
class Wait:
    """What a scenario yields to let time pass, in seconds."""

    seconds: float


@frozen(init=False)
class Stage:
    """What a scenario yields to have something done in its country's part of the sandbox: the name of a method, and its arguments."""

    method: str
    arguments: tuple[Any, ...]

    def __init__(self, method: str, *arguments: Any) -> None:
        self.__attrs_init__(method, arguments)  # type: ignore[attr-defined]  # attrs makes it


def trouble(error: AmiliError) -> Summary:
    """What an error says to a program."""
    facts = {name: getattr(error, name, None) for name in ("status", "code", "fields", "transient")}
    said = {name: value for name, value in facts.items() if value is not None and value != {}}
    return {"error": type(error).__name__, **said}


def play(steps: Steps, clock: Clock, stage: Callable[[Stage], object] | None = None) -> Summary:
    """Run steps that call a blocking client."""
    answer: Any = None
    error: AmiliError | None = None
    while True:
        try:
            wanted = steps.send(answer) if error is None else steps.throw(error)
        except StopIteration as end:
            return end.value
        answer, error = None, None
        try:
            if isinstance(wanted, Wait):
                clock.sleep(wanted.seconds)
            elif isinstance(wanted, Stage):
                answer = stage(wanted) if stage else None
            else:
                answer = list(wanted) if isinstance(wanted, Listing | Iterator) else wanted
        except AmiliError as raised:
            error = raised


async def play_async(steps: Steps, clock: Clock) -> Summary:
    """Run steps that call an async client."""
    answer: Any = None
    error: AmiliError | None = None
    while True:
        try:
            wanted = steps.send(answer) if error is None else steps.throw(error)
        except StopIteration as end:
            return end.value
        answer, error = None, None
        try:
            if isinstance(wanted, Wait):
                await clock.sleep_async(wanted.seconds)
            elif isinstance(wanted, Stage):
                answer = None
            else:
                answer = [item async for item in wanted] if isinstance(wanted, AsyncIterable) else await wanted
        except AmiliError as raised:
            error = raised
