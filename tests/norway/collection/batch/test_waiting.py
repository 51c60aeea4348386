"""Waiting follows the documented schedule, survives passing trouble, and always ends."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import pytest

from amili_ext import BatchHandle, PollSchedule, RetryPolicy
from amili_ext.errors import ConfigurationError, NotFoundError
from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError
from tests.norway.collection.world import MakeWorld, World, invoice


def pauses_before_looks(world: World) -> list[float]:
    """What the client slept; only waits sleep here."""
    return [seconds for seconds in world.clock.slept if seconds]


def test_the_pauses_are_the_documented_ones(make_world: MakeWorld, two: Any) -> None:
    """1, 2, 4, 8, 16, then 30 s; given up after 5 min, with a last look at the very end."""
    world = make_world(processing_delay=10_000.0)
    handle = world.amili.invoices.submit(two)
    with pytest.raises(PollTimeoutError):
        world.amili.batches.wait(handle)
    pauses = pauses_before_looks(world)
    assert pauses[:6] == [1, 2, 4, 8, 16, 30]
    assert set(pauses[6:-1]) == {30}
    assert sum(pauses) == 300
    assert len(world.gets(f"/batches/{handle.batch_id}")) == len(pauses) == 14


def test_it_ends_with_the_first_look_that_finds_it_finished(make_world: MakeWorld, two: Any) -> None:
    """After 5 s of processing the looks at 1, 3 and 7 s suffice."""
    world = make_world(processing_delay=5.0)
    world.amili.invoices.submit_and_wait(two)
    assert pauses_before_looks(world) == [1, 2, 4]


def test_a_timeout_carries_a_handle_that_resumes_in_another_process(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=400.0)
    with pytest.raises(PollTimeoutError) as caught:
        world.amili.invoices.submit_and_wait(two, max_wait=20)
    stored = pickle.loads(pickle.dumps(caught.value)).handle.to_json()
    assert world.new_client().batches.wait(BatchHandle.from_json(stored), max_wait=600).complete


def test_max_wait_zero_looks_once(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=0.0)
    handle = world.amili.invoices.submit(two)
    assert world.amili.batches.wait(handle, max_wait=0).complete
    assert pauses_before_looks(world) == []


@pytest.mark.parametrize(
    "fault",
    [
        "status:GET:/batches/:status=503,times=8",
        "drop_before_commit:GET:/batches/:times=8",
        "html:GET:/batches/:times=2",
        "truncated_json:GET:/batches/:times=2",
        "status:GET:/batches/:status=429,times=8",
        "status:GET:/batches/:status=404,times=2",
        "expired_token:GET:/batches/",
    ],
)
def test_passing_trouble_does_not_end_a_wait(make_world: MakeWorld, two: Any, fault: str) -> None:
    world = make_world(fault)
    assert world.amili.invoices.submit_and_wait(two).complete
    assert world.batch_count() == 1


def test_trouble_to_the_end_is_named_in_the_timeout(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:GET:/batches/:status=503,times=forever")
    with pytest.raises(PollTimeoutError, match="503"):
        world.amili.invoices.submit_and_wait(two)


def test_404_that_stays_is_an_error_with_the_handle(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:GET:/batches/:status=404,times=forever")
    with pytest.raises(NotFoundError) as caught:
        world.amili.invoices.submit_and_wait(two)
    assert caught.value.handle is not None
    assert sum(pauses_before_looks(world)) < 65


def test_an_unknown_status_is_not_taken_for_an_end(make_world: MakeWorld, two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    handle = world.amili.invoices.submit(two)
    answer = world.sandbox.handle

    def archived(request: Any) -> Any:
        response = answer(request)
        if request.method == "GET":
            return type(response)(response.status, response.headers, response.body.replace(b'"SUCCESS"', b'"ARCHIVED"'))
        return response

    monkeypatch.setattr(world.sandbox, "handle", archived)
    with pytest.raises(PollTimeoutError):
        world.amili.batches.wait(handle)


def test_the_legacy_path_works_and_is_not_the_default(make_world: MakeWorld, two: Any) -> None:
    world = make_world()
    handle = world.amili.invoices.submit(two)
    assert world.new_client(legacy_batch_path=True).batches.wait(handle).complete
    assert [request.url.rpartition("/collection/v1")[2] for request in world.gets(str(handle.batch_id))] == [
        f"/batches/{handle.batch_id}"
    ] * 3
    world.sent.clear()
    world.amili.batches.wait(handle)
    assert all(f"/orgs/{handle.organization_id}/batches/" in request.url for request in world.gets(str(handle.batch_id)))


def test_the_token_goes_to_no_address_that_the_answer_names(make_world: MakeWorld, two: Any) -> None:
    world = make_world(public_url="http://evil.example")
    assert world.amili.invoices.submit_and_wait(two).complete
    assert {request.url.split("/")[2] for request in world.sent} == {"127.0.0.1:8420"}


def test_a_schedule_of_ones_own(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=100.0)
    client = world.amili.with_options(schedule=PollSchedule(first=10, factor=3, longest=50))
    client.invoices.submit_and_wait(two)
    assert pauses_before_looks(world) == [10, 30, 50, 50]


def test_a_handle_of_another_organization_is_refused_before_anything_is_sent(make_world: MakeWorld, two: Any) -> None:
    world = make_world()
    handle = world.amili.invoices.submit(two)
    other = world.new_client(organization_id="00000000-0000-0000-0000-000000000001")
    world.sent.clear()
    with pytest.raises(ConfigurationError):
        other.batches.wait(handle)
    assert not world.sent


# -- many ----------------------------------------------------------------------------------------------------------------------


def handles_of(world: World, count: int) -> list[BatchHandle]:
    client = world.new_client(look_first=False)
    return [client.invoices.submit([invoice(f"W-{number}")]) for number in range(count)]


def test_every_batch_is_looked_at_on_its_own_schedule_and_no_more(make_world: MakeWorld) -> None:
    """Processing takes 5 s: looks at 1, 3 and 7 s, for each of a hundred batches."""
    world = make_world()
    handles = handles_of(world, 100)
    world.sent.clear()
    results = list(world.amili.batches.wait_all(handles))
    assert {result.handle for result in results} == set(handles)
    assert len(results) == 100
    assert len(world.gets("/batches/")) == 300


def test_results_come_as_they_are_ready(make_world: MakeWorld, two: Any) -> None:
    world = make_world()
    late = world.new_client(look_first=False).invoices.submit([invoice("L-1")])
    world.clock.advance(4.5)
    later = world.new_client(look_first=False).invoices.submit([invoice("L-2")])
    order = [result.handle for result in world.amili.batches.wait_all([later, late])]
    assert order == [late, later]


def test_one_batch_in_trouble_does_not_lose_the_others(make_world: MakeWorld) -> None:
    world = make_world()
    handles = handles_of(world, 5)
    gone = BatchHandle(handles[0].organization_id, handles[0].organization_id, handles[0].references, handles[0].submitted_at)
    results = world.amili.batches.wait_all([gone, *handles])
    assert {next(results).handle for _ in handles} == set(handles)
    with pytest.raises(UnfinishedBatchesError) as caught:
        next(results)
    assert list(caught.value.errors) == [gone]
    assert isinstance(caught.value.errors[gone], NotFoundError)


def test_async_waits_for_many_too(make_world: MakeWorld) -> None:
    world = make_world()
    handles = handles_of(world, 20)
    world.sent.clear()

    async def go() -> set[BatchHandle]:
        async with world.new_async_client(retry=RetryPolicy(attempts=2)) as amili:
            return {result.handle async for result in amili.batches.wait_all(handles, concurrency=3)}

    assert asyncio.run(go()) == set(handles)
    assert len(world.gets("/batches/")) == 60


def test_no_handles_no_requests(make_world: MakeWorld) -> None:
    world = make_world()
    assert list(world.amili.batches.wait_all([])) == []
    assert not world.sent


@pytest.mark.parametrize("wrong", [{"concurrency": 0}, {"max_wait": -1}])
def test_senseless_arguments_are_refused(make_world: MakeWorld, two: Any, wrong: dict[str, Any]) -> None:
    world = make_world()
    handle = world.amili.invoices.submit(two)
    with pytest.raises(ConfigurationError):
        list(world.amili.batches.wait_all([handle], **wrong))
