"""What the resources of a client are made of: the context that their flows get, and who performs the effects.

    class Cases(Blocking[Ada]):
        get = blocking(cases.get)
        list = query_listing(cases.list_cases)

The methods come from flows, by the decorators of `amili_ext.flow` and of the lists.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from amili_ext.drivers import AsyncPerformer, BlockingPerformer

C = TypeVar("C")


class Blocking(Generic[C]):
    """A resource of a blocking client."""

    def __init__(self, context: C, perform: BlockingPerformer) -> None:
        self.context = context
        self.perform = perform


class Awaiting(Generic[C]):
    """A resource of an async client."""

    def __init__(self, context: C, perform: AsyncPerformer) -> None:
        self.context = context
        self.perform = perform
