"""Who hears of finished batches by webhooks looks when one is announced, and loses nothing but time when a webhook is lost or lies."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from amili_ext import BatchHandle, PollSchedule
from amili_ext.norway.collection.batch.errors import PollTimeoutError, UnfinishedBatchesError
from tests.norway.collection.announced import Announced
from tests.norway.collection.world import MakeWorld, World, invoice


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
    """The fallback looks after 60 s, then after 120 more."""
    world = make_world(processing_delay=75.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    assert world.amili.batches.wait(handle, news=news).complete
    assert news.waits == [60, 120]
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
    with pytest.raises(PollTimeoutError, match="after 300 s and 3 looks"):
        world.amili.batches.wait(handle, news=news)
    assert news.waits == [60, 120, 120]


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
    assert looks(world, handles[0]) == 3
    assert looks(world, handles[1]) > 10  # it was announced, so it was looked at on the documented schedule


def test_the_same_batch_twice_comes_back_twice(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=5.0)
    handle = world.amili.invoices.submit(two)
    news = Announced(world.clock)
    news.at(6, handle.batch_id)
    assert [result.handle for result in world.amili.batches.wait_all([handle, handle], news=news)] == [handle, handle]
