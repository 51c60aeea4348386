"""Who hears of finished batches by webhooks looks when one is announced, and loses nothing but time when a webhook is lost or lies."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from amili_ext import BatchHandle, ConfigurationError, PollSchedule
from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError
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


def test_handing_over_and_waiting_in_one_go_hears_of_it_too(make_world: MakeWorld, two: Any) -> None:
    """Nobody can know the batch before it is made, so the news is asked once it is."""
    world = make_world(processing_delay=20.0)
    news = Announced(world.clock)
    for second in range(21, 40):
        news.at(second, uuid4())
    assert world.amili.invoices.submit_and_wait(two, news=news).complete
    assert len(world.gets("/batches/")) == 1  # the fallback's after 60 s, none by the documented schedule


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


# -- sources that are no good ----------------------------------------------------------------------------------------------------


class Broken(Announced):
    """Raises at one of its methods."""

    def __init__(self, world: World, method: str) -> None:
        super().__init__(world.clock)
        if method != "count":
            setattr(self, method, self.fail)
        self._broken = method

    def fail(self, *_: object) -> Any:
        raise ConnectionError("the queue is down, says Kari")

    @property
    def count(self) -> int:
        return self.fail() if self._broken == "count" else super().count


@pytest.mark.parametrize("method", ["count", "finished", "wait"])
def test_news_that_raise_cost_time_and_never_a_result(
    make_world: MakeWorld, two: Any, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    world = make_world(processing_delay=75.0)
    handle = world.amili.invoices.submit(two)
    caplog.clear()
    assert world.amili.batches.wait(handle, news=Broken(world, method)).complete
    assert looks(world, handle) == 2
    assert [result.complete for result in world.amili.batches.wait_all([handle], news=Broken(world, method))] == [True]
    told = [message for message in caplog.messages if "no news" in message]
    assert told == ["no news of finished batches (ConnectionError); polling goes on"] * 2


class Flood:
    """Tells without end of other batches, and never lets anybody wait."""

    def __init__(self) -> None:
        self.asked = self.count = 0

    def finished(self, batch_ids: Any, /) -> set[Any]:
        self.asked += 1
        if self.asked > 100_000:
            pytest.fail("it is asked without end")
        return set()

    def wait(self, seconds: float, since: int) -> None:
        self.count += 1

    async def wait_async(self, seconds: float, since: int) -> None:
        self.wait(seconds, since)


def test_a_flood_of_other_news_is_looked_at_twenty_times_a_second(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=55.0)
    handle = world.amili.invoices.submit(two)
    news = Flood()
    assert world.amili.batches.wait(handle, news=news).complete
    assert looks(world, handle) == 1
    assert news.asked < 20 * 60 + 10

    async def main() -> None:
        async with world.new_async_client() as amili:
            assert [result.complete async for result in amili.batches.wait_all([handle], news=news)] == [True]

    asyncio.run(main())


@pytest.mark.parametrize("news", ["events.jsonl", b"events.jsonl", Flood, object(), 7])
def test_what_is_no_source_is_refused_before_anything_is_sent(make_world: MakeWorld, two: Any, news: Any) -> None:
    world = make_world()
    handle = world.amili.invoices.submit(two)
    world.sent.clear()
    with pytest.raises(ConfigurationError, match="news must be"):
        world.amili.batches.wait(handle, news=news)
    with pytest.raises(ConfigurationError, match="news must be"):
        list(world.amili.batches.wait_all([handle], news=news))
    with pytest.raises(ConfigurationError, match="news must be"):
        world.amili.payments.register_and_wait([{"caseNumber": "1", "amount": 1, "reference": "r"}], news=news)
    assert world.sent == []


def test_a_wait_that_cannot_be_is_refused_before_anything_is_handed_over(make_world: MakeWorld, two: Any) -> None:
    world = make_world()
    for max_wait in (-1, float("nan")):
        with pytest.raises(ConfigurationError, match="max_wait"):
            world.amili.invoices.submit_and_wait(two, max_wait=max_wait)
    assert world.sent == []
