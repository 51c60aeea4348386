"""Nothing is handed over twice and nothing is lost, whatever the server and the network do in between."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from amili_ext import BatchHandle, ItemStatus
from amili_ext.errors import (
    AmiliError,
    BadRequestError,
    ConflictError,
    InputError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    TransportError,
    UnreadableResponseError,
    ValidationError,
)
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from tests.norway.collection.world import MakeWorld, World, invoice

NO_KEY_SUPPORT = {"record_idempotency_header": False}
IGNORES_FILTER = {"record_idempotency_header": False, "honour_idempotency_filter": False}

# What a server may be like: does it heed the (inferred) header, does it heed the (documented) filter, does it list late?
SERVERS = {
    "heeds the key": {},
    "records the key but takes it twice": {"honour_idempotency_header": False},
    "does not know the header": NO_KEY_SUPPORT,
    "ignores header and filter": IGNORES_FILTER,
    "lists two seconds late": {"listing_delay": 2.0},
    "ignores both and lists late": {**IGNORES_FILTER, "listing_delay": 2.0},
}

# What may go wrong with a submission that the server did carry out, and with one that it did not.
COMMITTED = {
    "connection cut": "drop_after_commit:POST:/invoices",
    "503": "status:POST:/invoices:status=503,after_commit=true",
    "504 of a gateway": "status:POST:/invoices:status=504,after_commit=true",
    "HTML with status 200": "html:POST:/invoices:after_commit=true",
    "half of the JSON": "truncated_json:POST:/invoices",
}
NOT_COMMITTED = {
    "connection cut": "drop_before_commit:POST:/invoices",
    "500": "status:POST:/invoices:status=500",
    "HTML with status 200": "html:POST:/invoices",
}


def settled(world: World, handle: BatchHandle) -> None:
    """The promise: one batch in the world, it is the one of the handle, and every invoice in it succeeded."""
    result = world.amili.batches.wait(handle)
    assert [outcome.status for outcome in result] == [ItemStatus.SUCCEEDED] * len(handle.references)
    assert world.batch_count() == 1


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
@pytest.mark.parametrize("fault", COMMITTED.values(), ids=COMMITTED)
def test_a_submission_that_arrived_is_adopted(make_world: MakeWorld, two: Any, server: dict[str, Any], fault: str) -> None:
    world = make_world(fault, **server)
    handle = world.amili.invoices.submit(two)
    assert handle.adopted
    assert len(world.posts()) == 1
    settled(world, handle)


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
@pytest.mark.parametrize("fault", NOT_COMMITTED.values(), ids=NOT_COMMITTED)
def test_a_submission_that_did_not_arrive_is_sent_again(make_world: MakeWorld, two: Any, server: dict[str, Any], fault: str) -> None:
    world = make_world(fault, **server)
    handle = world.amili.invoices.submit(two)
    assert not handle.adopted
    assert len(world.posts()) == 2
    settled(world, handle)


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_a_killed_process_finds_its_own_batch(make_world: MakeWorld, two: Any, server: dict[str, Any]) -> None:
    world = make_world(**server)
    killed = _killed_after_its_post(world, two)
    world.clock.advance(3)
    handle = world.new_client().invoices.submit(two)
    assert handle.adopted
    assert handle.batch_id == killed
    settled(world, handle)


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_it_is_found_among_the_batches_of_others(make_world: MakeWorld, two: Any, server: dict[str, Any]) -> None:
    world = make_world(**server)
    world.new_client(look_first=False).invoices.submit([invoice("B-0")])
    killed = _killed_after_its_post(world, two)
    for number in range(1, 111):  # more than a page
        world.new_client(look_first=False).invoices.submit([invoice(f"B-{number}")])
    world.clock.advance(3)
    assert world.new_client().invoices.submit(two).batch_id == killed


def _killed_after_its_post(world: World, invoices: Any) -> Any:
    """Send the submission as a process does that dies before it reads the answer; the batch id is what only we know."""
    return world.new_client(look_first=False).invoices.submit(invoices).batch_id


def test_the_batches_of_others_are_never_adopted(make_world: MakeWorld, two: Any) -> None:
    world = make_world("drop_before_commit:POST:/invoices:after=1", **IGNORES_FILTER)
    other = world.new_client(look_first=False).invoices.submit([invoice("B-1")])
    handle = world.amili.invoices.submit(two)
    assert handle.batch_id != other.batch_id
    assert not handle.adopted
    assert world.batch_count() == 2


def test_a_batch_of_somebody_else_that_never_finishes_is_not_trusted(make_world: MakeWorld, two: Any) -> None:
    """It may hold these very invoices, so nothing is sent; the error names the batch and the invoices."""
    world = make_world(**IGNORES_FILTER, processing_delay=10_000.0)
    other = world.new_client(look_first=False).invoices.submit([invoice("B-1")])
    with pytest.raises(SubmissionUnknownError) as caught:
        world.amili.invoices.submit(two)
    assert caught.value.candidates == (other.batch_id,)
    assert [reference.invoice_number for reference in caught.value.references] == ["A-1", "A-2"]
    assert len(world.posts()) == 1


def test_ones_own_unfinished_batches_are_no_obstacle(make_world: MakeWorld, two: Any) -> None:
    world = make_world(**IGNORES_FILTER, processing_delay=10_000.0)
    world.amili.invoices.submit([invoice("B-1")])
    assert not world.amili.invoices.submit(two).adopted
    assert not world.clock.slept


def test_where_keys_are_seen_to_work_other_peoples_queue_is_no_obstacle(make_world: MakeWorld, two: Any) -> None:
    world = make_world(processing_delay=10_000.0)
    world.amili.invoices.submit([invoice("B-0")])
    world.new_client(look_first=False).invoices.submit([invoice("B-1")])
    assert not world.amili.invoices.submit(two).adopted


def test_a_corrected_invoice_is_sent_although_its_number_was_refused_before(make_world: MakeWorld) -> None:
    """Adopting the batch that refused it would lose the correction."""
    world = make_world(**IGNORES_FILTER)
    refused = world.amili.invoices.submit_and_wait([invoice("A-1", currency="XXX")])
    assert [outcome.status for outcome in refused] == [ItemStatus.FAILED]
    corrected = world.new_client().invoices.submit_and_wait([invoice("A-1")])
    assert corrected.complete
    assert world.batch_count() == 2


def test_a_corrected_invoice_is_not_taken_for_its_refused_self_when_in_doubt(make_world: MakeWorld) -> None:
    world = make_world("drop_before_commit:POST:/invoices:after=1", **IGNORES_FILTER)
    world.amili.invoices.submit_and_wait([invoice("A-1", currency="XXX")])
    assert world.new_client().invoices.submit_and_wait([invoice("A-1")]).complete


def test_a_batch_that_took_some_of_the_invoices_stops_the_submission(make_world: MakeWorld, two: Any) -> None:
    world = make_world()
    earlier = world.amili.invoices.submit_and_wait([two[0]])
    with pytest.raises(SubmissionUnknownError) as caught:
        world.new_client().invoices.submit(two)
    assert caught.value.candidates == (earlier.handle.batch_id,)
    assert len(world.posts()) == 1


def test_a_key_of_ones_own_is_sent_as_it_is(make_world: MakeWorld, two: Any) -> None:
    world = make_world()
    handle = world.amili.invoices.submit(two, idempotency_key="night-7")
    assert handle.idempotency_key == "night-7"
    assert world.posts()[0].headers["idempotencykey"] == "night-7"


def test_the_derived_key_depends_on_content_and_organization_only(make_world: MakeWorld, two: Any) -> None:
    def key(invoices: Any) -> str | None:
        return make_world().amili.invoices.submit(invoices).idempotency_key

    shuffled = [dict(reversed(list(one.items()))) for one in reversed(two)]
    assert key(shuffled) == key(two)
    assert key([invoice("A-1"), invoice("A-2", description="another")]) != key(two)


def test_keys_can_be_switched_off(make_world: MakeWorld, two: Any) -> None:
    world = make_world("drop_after_commit:POST:/invoices")
    client = world.new_client(send_idempotency_key=False)
    handle = client.invoices.submit(two)
    assert handle.idempotency_key is None
    assert "idempotencykey" not in world.posts()[0].headers
    assert not [request for request in world.gets("/batches") if any(name == "IdempotencyKey" for name, _ in request.params)]
    settled(world, handle)


@pytest.mark.parametrize("wrong_by", [-600.0, 600.0])
@pytest.mark.parametrize("fault", ["drop_after_commit:POST:/invoices", "drop_before_commit:POST:/invoices"])
@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_a_clock_that_is_ten_minutes_wrong_does_no_harm(
    make_world: MakeWorld, two: Any, wrong_by: float, fault: str, server: dict[str, Any]
) -> None:
    world = make_world(fault, **server)
    world.clock.set_wrong(wrong_by)
    settled(world, world.amili.invoices.submit(two))


def test_while_another_batch_of_that_moment_may_be_it_nothing_is_sent_again(make_world: MakeWorld, two: Any) -> None:
    world = make_world("drop_before_commit:POST:/invoices:after=1", **NO_KEY_SUPPORT, processing_delay=10_000.0)
    client = world.new_client(look_first=False)
    other = world.new_client(look_first=False).invoices.submit([invoice("B-1")])
    with pytest.raises(SubmissionUnknownError) as caught:
        client.invoices.submit(two)
    assert caught.value.candidates == (other.batch_id,)
    assert len(world.posts()) == 2


def test_a_list_too_long_to_read_settles_nothing(make_world: MakeWorld, two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amili_ext.norway.collection.batch.lookup.MOST_PAGES", 2)
    world = make_world("drop_before_commit:POST:/invoices:after=250", **NO_KEY_SUPPORT, processing_delay=0.0)
    for number in range(250):
        world.new_client(look_first=False).invoices.submit([invoice(f"B-{number}")])
    with pytest.raises(SubmissionUnknownError):
        world.new_client(look_first=False).invoices.submit(two)


def test_when_the_api_stays_away_the_references_are_named(make_world: MakeWorld, two: Any) -> None:
    world = make_world("drop_after_commit:POST:/invoices", "status:GET:/batches:status=500,times=forever")
    with pytest.raises(SubmissionUnknownError) as caught:
        world.new_client(look_first=False).invoices.submit(two)
    assert [reference.unique_source_invoice_id for reference in caught.value.references] == ["erp-A-1", "erp-A-2"]
    assert caught.value.idempotency_key == world.posts()[0].headers["idempotencykey"]
    assert isinstance(caught.value.__cause__, TransportError)
    assert len(world.posts()) == 1


def test_nothing_is_sent_while_the_api_is_down(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:GET:/batches:status=503,times=forever")
    with pytest.raises(ServerError):
        world.amili.invoices.submit(two)
    assert not world.posts()


def test_a_client_that_may_not_list_can_still_submit(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:GET:/batches:status=403,times=2")
    assert not world.amili.invoices.submit(two).adopted


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("status:GET:/batches:status=400,times=forever", BadRequestError),
        ("status:GET:/batches:status=429,times=forever", RateLimitedError),
        ("html:GET:/batches:times=forever", UnreadableResponseError),
    ],
)
def test_what_cannot_be_looked_for_now_is_not_sent(make_world: MakeWorld, two: Any, fault: str, error: type[AmiliError]) -> None:
    """Only a client that may not list at all has nothing to wait for."""
    world = make_world(fault)
    with pytest.raises(error):
        world.amili.invoices.submit(two)
    assert not world.posts()


def test_invoices_that_arrived_without_their_batch_are_not_sent_again(make_world: MakeWorld, two: Any) -> None:
    world = make_world("drop_after_commit:POST:/invoices", processing_delay=1.0, listing_delay=1000.0)
    with pytest.raises(SubmissionUnknownError, match="have arrived"):
        world.amili.invoices.submit(two)
    assert len(world.posts()) == 1


def test_three_attempts_are_the_most(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:POST:/invoices:status=500,times=forever")
    with pytest.raises(SubmissionUnknownError) as caught:
        world.amili.invoices.submit(two)
    assert caught.value.status == 500
    assert len(world.posts()) == 3


@pytest.mark.parametrize(
    ("status", "error"), [(403, PermissionDeniedError), (422, ValidationError), (409, ConflictError)], ids=["403", "422", "409"]
)
def test_a_refusal_is_an_error_and_is_not_repeated(make_world: MakeWorld, two: Any, status: int, error: type[Exception]) -> None:
    world = make_world(f"status:POST:/invoices:status={status},times=forever")
    with pytest.raises(error):
        world.amili.invoices.submit(two)
    assert len(world.posts()) == 1


def test_409_for_what_did_arrive_is_adopted(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:POST:/invoices:status=409,after_commit=true")
    settled(world, world.amili.invoices.submit(two))


def test_429_is_repeated_without_looking(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:POST:/invoices:status=429,retry_after=7")
    client = world.new_client(look_first=False)
    assert not client.invoices.submit(two).adopted
    assert len(world.posts()) == 2
    assert not world.gets("/batches")
    assert 7 <= max(world.clock.slept) <= 7.7


def test_an_expired_token_costs_one_login_and_no_second_batch(make_world: MakeWorld, two: Any) -> None:
    world = make_world("expired_token:POST:/invoices")
    settled(world, world.amili.invoices.submit(two))


def test_the_usual_submission_takes_three_requests(make_world: MakeWorld, two: Any) -> None:
    """A look by key, a look at the recent batches, the submission; with a token, four."""
    world = make_world()
    world.amili.invoices.submit(two)
    assert [request.method for request in world.sent] == ["POST", "GET", "GET", "POST"]
    # Once keys are seen to work, one look is enough.
    world.amili.invoices.submit([invoice("A-3")])
    world.sent.clear()
    world.amili.invoices.submit([invoice("A-4")])
    assert [request.method for request in world.sent] == ["GET", "POST"]


def test_many_invoices_go_out_in_batches_and_a_second_run_sends_none(make_world: MakeWorld) -> None:
    world = make_world()
    many = [invoice(f"M-{number}") for number in range(25)]
    handles = list(world.amili.invoices.submit_batches(many, batch_size=10))
    assert [len(handle.references) for handle in handles] == [10, 10, 5]
    again = list(world.new_client().invoices.submit_batches(many, batch_size=10))
    assert [handle.batch_id for handle in again] == [handle.batch_id for handle in handles]
    assert len(world.posts()) == 3


def test_a_fault_in_a_late_invoice_stops_before_the_first_batch(make_world: MakeWorld) -> None:
    world = make_world()
    many = [invoice(f"M-{number}") for number in range(25)]
    many[24]["originalInvoiceAmount"] = 0.1
    with pytest.raises(InputError, match=r"invoices\[24\]\.originalInvoiceAmount"):
        list(world.amili.invoices.submit_batches(many, batch_size=10))
    assert not world.sent


def test_async_code_gets_the_same(make_world: MakeWorld, two: Any) -> None:
    world = make_world("drop_after_commit:POST:/invoices", **IGNORES_FILTER)

    async def go() -> None:
        async with world.new_async_client() as amili:
            result = await amili.invoices.submit_and_wait(two)
            assert result.complete
            assert result.handle.adopted

    asyncio.run(go())
    assert world.batch_count() == 1


def test_an_error_of_the_wait_carries_the_handle(make_world: MakeWorld, two: Any) -> None:
    world = make_world("status:GET:/batches/:status=403,times=forever")
    with pytest.raises(PermissionDeniedError) as caught:
        world.new_client(look_first=False).invoices.submit_and_wait(two)
    assert caught.value.handle is not None
    world.sandbox.faults.clear()
    assert world.amili.batches.wait(caught.value.handle).complete
