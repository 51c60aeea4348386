"""What an ARM client offers of batches, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.norway.arm.batch import state, waiting
from amili_ext.norway.arm.context import Receivables
from amili_ext.resource import Awaiting, Blocking


class Batches(Blocking[Receivables]):
    """`client.batches`: read batches, wait for them."""

    get = blocking(state.get)
    wait = blocking(waiting.wait)
    wait_all = iterating(waiting.wait_all)


class AsyncBatches(Awaiting[Receivables]):
    """`client.batches` of an async client."""

    get = awaitable(state.get)
    wait = awaitable(waiting.wait)
    wait_all = async_iterating(waiting.wait_all)
