"""Who hears of finished batches by webhooks looks when one is announced, and loses nothing but time when a webhook is lost or lies."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

import pytest

from amili_ext import BatchHandle, PollSchedule, testing
from amili_ext.norway.collection.batch.errors import PollTimeoutError, UnfinishedBatchesError
from tests.norway.collection.world import MakeWorld, World, invoice


class Announced:
    """Webhooks that come at given moments of the virtual clock, in seconds from now; time passes by waiting for them."""

    def __init__(self, clock: testing.VirtualClock) -> None:
        self._clock = clock
        self._began = clock.now().monotonic
        self._at: list[tuple[float, UUID]] = []
        self.waits: list[float] = []

    def at(self, seconds: float, batch_id: UUID) -> None:
        self._at.append((self._began + seconds, batch_id))

    @property
    def count(self) -> int:
        return len(self._so_far())

    def finished(self, batch_ids: Collection[UUID], /) -> set[UUID]:
        return set(batch_ids) & set(self._so_far())

    def wait(self, seconds: float, since: int) -> None:
        now = self._clock.now().monotonic
        later = [at - now for at, _ in self._at if now < at <= now + seconds]
        passed = 0.0 if self.count != since else min(later, default=seconds)
        self.waits.append(passed)
        self._clock.advance(passed)

    async def wait_async(self, seconds: float, since: int) -> None:
        self.wait(seconds, since)

    def _so_far(self) -> list[UUID]:
        now = self._clock.now().monotonic
        return [batch_id for at, batch_id in self._at if at <= now]


def looks(world: World, handle: BatchHandle) -> int:
    return len(world.gets(f"/batches/{handle.batch_id}"))


def test_an_announced_batch_is_looked_at_once_and_at_once(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=20.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    news.at(20.5, handle.batch_id)
    assert world.amili.batches.wait(handle, news=news).complete
    assert news.waits == [20.5]
    assert looks(world, handle) == 1


def test_the_same_in_async_code(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=20.0)

    async def main() -> None:
        async with world.new_async_client() as amili:
            handle = await amili.invoices.submit(two)
            news = Announced(world.clock)
            news.at(20.5, handle.batch_id)
            assert (await amili.batches.wait(handle, news=news)).complete
            assert looks(world, handle) == 1

    asyncio.run(main())


def test_a_lost_webhook_costs_time_and_never_a_result(make_world: MakeWorld, two: Any) -> None:
    """The fallback looks after 30 s, then after 60 more."""
    world = make_world(processing_delay=45.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    assert world.amili.batches.wait(handle, news=news).complete
    assert news.waits == [30, 60]
    assert looks(world, handle) == 2


def test_a_webhook_that_came_before_the_wait_is_heard(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=1.0)
    handle = world.amili.invoices.submit(two)
    world.clock.advance(2)
    news = Announced(world.clock)
    news.at(-1, handle.batch_id)
    assert world.amili.batches.wait(handle, news=news).complete
    assert (news.waits, looks(world, handle)) == ([], 1)


def test_a_webhook_that_comes_too_early_starts_the_documented_schedule(make_world: MakeWorld, two: Any) -> None:
    """Announced after 1 s, finished after 5: the look at 1 s is followed by those at 2, 4 and 8 s."""
    world = make_world(processing_delay=5.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    news.at(1, handle.batch_id)
    assert world.amili.batches.wait(handle, news=news).complete
    assert news.waits == [1, 1, 2, 4]
    assert looks(world, handle) == 4


def test_news_of_other_batches_change_nothing(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=20.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    for second in range(1, 20):
        news.at(second, uuid4())
    news.at(21, handle.batch_id)
    assert world.amili.batches.wait(handle, news=news).complete
    assert looks(world, handle) == 1


def test_a_wait_with_news_ends_too(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=10_000.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    with pytest.raises(PollTimeoutError, match="after 300 s and 4 looks"):
        world.amili.batches.wait(handle, news=news)
    assert news.waits == [30, 60, 120, 90]  # the last look is at the very end


def test_the_fallback_is_an_option(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=45.0)
    amili = world.new_client(fallback_schedule=PollSchedule(first=50, factor=1, longest=50))
    handle = amili.invoices.submit(two)
    news = Announced(world.clock)
    assert amili.batches.wait(handle, news=news).complete
    assert news.waits == [50]


def test_many_batches_some_announced_some_lost(make_world: MakeWorld) -> None:
    """Each result once; one request for each that was announced, in whatever order, and the fallback's for those that were not."""
    world = make_world(processing_delay=10.0)
    handles = [world.amili.invoices.submit([invoice(f"A-{n}")]) for n in range(20)]
    news = Announced(world.clock)
    announced = handles[::2]
    for place, handle in enumerate(reversed(announced)):
        news.at(11 + place / 4, handle.batch_id)
    world.sent.clear()
    found = [result.handle for result in world.amili.batches.wait_all(handles, news=news)]
    assert sorted(found, key=handles.index) == handles
    assert found[: len(announced)] == announced[::-1]
    assert {handle.batch_id: looks(world, handle) for handle in handles} == {handle.batch_id: 1 for handle in handles}


def test_many_batches_that_never_finish(make_world: MakeWorld) -> None:
    world = make_world(processing_delay=10_000.0)
    handles = [world.amili.invoices.submit([invoice(f"A-{n}")]) for n in range(3)]
    news = Announced(world.clock)
    news.at(3, handles[1].batch_id)
    with pytest.raises(UnfinishedBatchesError) as caught:
        list(world.amili.batches.wait_all(handles, news=news))
    assert set(caught.value.errors) == set(handles)
    assert looks(world, handles[0]) == 4
    assert looks(world, handles[1]) > 10  # it was announced, so it was looked at on the documented schedule


def test_the_same_batch_twice_comes_back_twice(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=5.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    news.at(6, handle.batch_id)
    assert [result.handle for result in world.amili.batches.wait_all([handle, handle], news=news)] == [handle, handle]
