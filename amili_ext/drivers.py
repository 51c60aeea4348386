"""Carry out effects for real: `BlockingPerformer` with threads, `AsyncPerformer` with tasks.

These two short classes are the only code of the package that exists twice, once blocking and once async.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from amili_ext.clock import Clock, SystemClock
from amili_ext.flow import Await, Effect, Flow, Listen, Now, Outcome, Reply, Request, Roll, Send, Sleep, run, run_async

if TYPE_CHECKING:
    from collections.abc import Awaitable


class BlockingPerformer:
    """Performs effects in the calling thread; `Together` uses a few threads for as long as it lasts."""

    def __init__(
        self,
        send: Callable[[Request], Reply],
        clock: Clock | None = None,
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._send = send
        self._clock = clock or SystemClock()
        self._roll = roll

    def __call__(self, effect: Effect) -> object:
        match effect:
            case Send(request):
                return self._send(request)
            case Sleep(seconds):
                self._clock.sleep(seconds)
                return None
            case Now():
                return self._clock.now()
            case Roll():
                return self._roll()
            case Await(flight):
                flight.wait()
                return None
            case Listen(signal, seconds, since):
                signal.wait(seconds, since)
                return None
            case _:
                if len(effect.flows) == 1:
                    return [self._attempt(effect.flows[0])]
                from concurrent.futures import ThreadPoolExecutor

                with ThreadPoolExecutor(min(effect.limit, len(effect.flows)) or 1, "amili") as pool:
                    return list(pool.map(self._attempt, effect.flows))

    def _attempt(self, flow: Flow[Any]) -> Outcome[Any]:
        try:
            return Outcome(value=run(flow, self))
        except Exception as error:  # noqa: BLE001  # handed on as data to the flow that asked
            return Outcome(error=error)


class AsyncPerformer:
    """Performs effects in the running event loop (asyncio or trio); `Together` uses a task group."""

    def __init__(
        self,
        send: Callable[[Request], Awaitable[Reply]],
        clock: Clock | None = None,
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._send = send
        self._clock = clock or SystemClock()
        self._roll = roll

    async def __call__(self, effect: Effect) -> object:
        match effect:
            case Send(request):
                return await self._send(request)
            case Sleep(seconds):
                await self._clock.sleep_async(seconds)
                return None
            case Now():
                return self._clock.now()
            case Roll():
                return self._roll()
            case Await(flight):
                await flight.wait_async()
                return None
            case Listen(signal, seconds, since):
                await signal.wait_async(seconds, since)
                return None
            case _:
                return await self._gather(effect.flows, effect.limit)

    async def _gather(self, flows: Any, limit: int) -> list[Outcome[Any]]:
        import anyio

        outcomes: list[Outcome[Any]] = [Outcome() for _ in flows]
        gate = anyio.CapacityLimiter(limit)

        async def attempt(index: int, flow: Flow[Any]) -> None:
            async with gate:
                try:
                    outcomes[index] = Outcome(value=await run_async(flow, self))
                except Exception as error:  # noqa: BLE001  # handed on as data to the flow that asked
                    outcomes[index] = Outcome(error=error)

        async with anyio.create_task_group() as group:
            for index, flow in enumerate(flows):
                group.start_soon(attempt, index, flow)
        return outcomes
