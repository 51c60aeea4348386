"""No payment and no correction is registered twice or lost, whatever the server and the network do in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from amili_client.norway.collection.models.batch_type import BatchType

from amili_ext import BatchHandle, ItemStatus
from amili_ext.errors import AmiliError, InputError, PermissionDeniedError, ValidationError
from amili_ext.flow import run, run_async
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.kinds import INVOICES, PAYMENTS
from amili_ext.norway.collection.batch.references import AmountReference
from tests.norway.collection.booking import KINDS, Desk, echoing, retelling, sent_rows
from tests.norway.collection.world import MakeWorld, invoice

KNOWS_KEYS = {
    "heeds the key": {},
    "records the key but takes it twice": {"honour_idempotency_header": False},
    "lists two seconds late": {"listing_delay": 2.0},
}
KNOWS_NO_KEYS = {
    "does not know the header": {"record_idempotency_header": False},
    "ignores header and filter": {"record_idempotency_header": False, "honour_idempotency_filter": False},
}
SERVERS: dict[str, dict[str, Any]] = {**KNOWS_KEYS, **KNOWS_NO_KEYS}

HOUR = 3600.0

# At the end of a batch, so that all three are after their path.
COMMITTED = {
    "connection cut": "drop_after_commit:POST:/{}",
    "503": "status:POST:/{}:status=503,after_commit=true",
    "HTML with status 200": "html:POST:/{}:after_commit=true",
}
NOT_COMMITTED = {"connection cut": "drop_before_commit:POST:/{}", "500": "status:POST:/{}:status=500"}

MakeDesk = Callable[..., Desk]


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def kind(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


@pytest.fixture
def make_desk(make_world: MakeWorld, kind: ModuleType) -> MakeDesk:
    def make(*faults: str, tells_amounts: bool = False, **settings: Any) -> Desk:
        world = make_world(**settings)
        desk = Desk(echoing(world) if tells_amounts else world, kind)
        for fault in faults:
            world.sandbox.faults.add(fault.format(desk.name))
        return desk

    return make


def settled(desk: Desk, handle: Any) -> None:
    """The promise: one batch in the world, it is the one of the handle, and everything in it succeeded."""
    result = desk.wait(handle)
    assert [outcome.status for outcome in result] == [ItemStatus.SUCCEEDED] * len(handle.references)
    assert desk.batches() == {handle.batch_id}


# -- an attempt in doubt -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tells_amounts", [True, False])
@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
@pytest.mark.parametrize("fault", COMMITTED.values(), ids=COMMITTED)
def test_what_arrived_is_adopted(make_desk: MakeDesk, server: dict[str, Any], fault: str, tells_amounts: bool) -> None:
    desk = make_desk(fault, tells_amounts=tells_amounts, **server)
    handle = desk.register([desk.row(0), desk.row(1)])
    assert handle.adopted
    assert len(desk.posts()) == 1
    settled(desk, handle)


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
@pytest.mark.parametrize("fault", NOT_COMMITTED.values(), ids=NOT_COMMITTED)
def test_what_did_not_arrive_is_sent_again(make_desk: MakeDesk, server: dict[str, Any], fault: str) -> None:
    desk = make_desk(fault, **server)
    handle = desk.register([desk.row(0), desk.row(1)])
    assert not handle.adopted
    assert len(desk.posts()) == 2
    settled(desk, handle)


@pytest.mark.parametrize("server", KNOWS_NO_KEYS.values(), ids=KNOWS_NO_KEYS)
def test_what_another_process_registered_just_before_is_not_taken_for_it(make_desk: MakeDesk, server: dict[str, Any]) -> None:
    """Without a look before the first attempt nobody can tell which of two batches on the same invoice is ours."""
    desk = make_desk("drop_after_commit:POST:/{}:after=1", **server, processing_delay=0.0)
    other = desk.killed([desk.row(0, "250.00")])
    with pytest.raises(SubmissionUnknownError) as caught:
        desk.register([desk.row(0, "100.00")], desk.world.new_client(look_first=False))
    assert set(caught.value.candidates) == desk.batches()
    assert other in caught.value.candidates
    assert caught.value.references == (AmountReference(desk.invoices[0], Decimal(100)),)
    assert len(desk.posts()) == 2


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_in_doubt_the_second_of_two_alike_is_not_taken_for_the_first(make_desk: MakeDesk, server: dict[str, Any]) -> None:
    desk = make_desk("drop_after_commit:POST:/{}:after=1", **server)
    first = desk.register([desk.row()], idempotency_key="first")
    second = desk.register([desk.row()], idempotency_key="second")
    assert (first.adopted, second.adopted) == (False, True)
    assert desk.batches() == {first.batch_id, second.batch_id}


def test_a_batch_that_mentions_only_some_of_it_may_be_it(make_world: MakeWorld, kind: ModuleType) -> None:
    def forget(batch: dict[str, Any]) -> None:
        del batch["succeeded"][1:]

    desk = Desk(retelling(make_world(**KNOWS_NO_KEYS["ignores header and filter"]), forget), kind)
    desk.world.sandbox.faults.add(f"drop_after_commit:POST:/{desk.name}")
    with pytest.raises(SubmissionUnknownError) as caught:
        desk.register([desk.row(0), desk.row(1)])
    assert set(caught.value.candidates) == desk.batches()
    assert len(desk.posts()) == 1


def test_three_attempts_are_the_most(make_desk: MakeDesk) -> None:
    desk = make_desk("status:POST:/{}:status=500,times=forever")
    with pytest.raises(SubmissionUnknownError, match=r"2 (payments|corrections) may or may not have been handed over"):
        desk.register([desk.row(0), desk.row(1)])
    assert len(desk.posts()) == 3


def test_a_refusal_keeps_the_api_s_words_and_is_not_repeated(make_desk: MakeDesk) -> None:
    desk = make_desk("status:POST:/{}:status=422,times=forever")
    with pytest.raises(ValidationError):
        desk.register([desk.row()])
    assert len(desk.posts()) == 1


# -- a process that was killed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("server", KNOWS_KEYS.values(), ids=KNOWS_KEYS)
def test_a_killed_process_finds_its_own_batch_by_its_key(make_desk: MakeDesk, server: dict[str, Any]) -> None:
    desk = make_desk(**server)
    rows = [desk.row(0), desk.row(1)]
    killed = desk.killed(rows)
    desk.world.clock.advance(3)
    handle = desk.register(list(reversed(rows)), desk.world.new_client())
    assert (handle.adopted, handle.batch_id) == (True, killed)
    settled(desk, handle)


@pytest.mark.parametrize("server", KNOWS_NO_KEYS.values(), ids=KNOWS_NO_KEYS)
def test_without_keys_it_finds_it_by_the_amounts(make_desk: MakeDesk, server: dict[str, Any]) -> None:
    desk = make_desk(**server, tells_amounts=True)
    rows = [desk.row(0), desk.row(1, "7.50")]
    killed = desk.killed(rows)
    desk.world.clock.advance(3)
    handle = desk.register(rows, desk.world.new_client())
    assert (handle.adopted, handle.batch_id) == (True, killed)
    settled(desk, handle)


@pytest.mark.parametrize("server", KNOWS_NO_KEYS.values(), ids=KNOWS_NO_KEYS)
def test_without_keys_and_amounts_it_asks_to_be_told(make_desk: MakeDesk, server: dict[str, Any]) -> None:
    """The batch may as well hold another part payment: adopting would lose ours, sending could repeat it."""
    desk = make_desk(**server)
    killed = desk.killed([desk.row()])
    desk.world.clock.advance(10)
    with pytest.raises(SubmissionUnknownError, match="apart_from") as caught:
        desk.register([desk.row()], desk.world.new_client())
    assert caught.value.candidates == (killed,)
    assert len(desk.posts()) == 1
    # Somebody looked: it was another one.
    checked = caught.value.candidates
    second = desk.register([desk.row()], desk.world.new_client(), apart_from=checked)
    assert not second.adopted
    assert desk.batches() == {killed, second.batch_id}


@pytest.mark.parametrize("status", [403, 404])
@pytest.mark.parametrize("server", [{}, {"record_idempotency_header": False}], ids=["knows keys", "knows no keys"])
def test_a_batch_that_is_listed_and_cannot_be_read_is_not_overlooked(make_desk: MakeDesk, server: dict[str, Any], status: int) -> None:
    """The list leaves the items out, and the batch itself, from another machine of the API, is not to be had yet."""
    desk = make_desk(**server)

    def leave_out(batch: dict[str, Any]) -> None:
        batch["succeeded"] = batch["failed"] = []

    retelling(desk.world, leave_out)
    killed = desk.killed([desk.row()])
    desk.world.clock.advance(60)
    desk.world.sandbox.faults.add(f"status:GET:/batches/:status={status},times=forever")
    if server:
        with pytest.raises(SubmissionUnknownError) as caught:
            desk.register([desk.row()], desk.world.new_client())
        assert killed in caught.value.candidates
    else:
        assert desk.register([desk.row()], desk.world.new_client()).batch_id == killed
    assert len(desk.posts()) == 1


def test_keys_made_by_a_clock_that_was_hours_wrong_are_no_proof(make_desk: MakeDesk) -> None:
    """Without dates the hour is in the key, by the clock of whoever sends; on another machine it can be another one."""
    desk = make_desk(tells_amounts=True)
    desk.world.clock.set_wrong(5 * HOUR)
    killed = desk.killed([desk.row()])
    desk.world.clock.set_wrong(0)
    desk.world.clock.advance(60)
    client = desk.world.new_client()
    for amount in ("7.00", "8.00"):  # after these it knows that the API heeds keys
        desk.register([desk.row(1, amount)], client)
        desk.world.clock.advance(30)
    handle = desk.register([desk.row()], client)
    assert (handle.adopted, handle.batch_id) == (True, killed)
    assert len(desk.posts()) == 3


def test_what_is_apart_from_another_batch_has_a_key_of_its_own(make_desk: MakeDesk) -> None:
    """Otherwise a server that heeds keys would answer with that very batch."""
    desk = make_desk()
    first = desk.killed([desk.row()])
    second = desk.killed([desk.row()], apart_from=[str(first)])
    again = desk.register([desk.row()], desk.world.new_client(), apart_from=[first])
    assert (again.adopted, again.batch_id) == (True, second)
    assert desk.batches() == {first, second}


def test_with_its_day_it_is_found_the_next_day(make_desk: MakeDesk) -> None:
    desk = make_desk()
    rows = [desk.row(0, date="2026-01-01T00:00:00Z"), desk.row(1, date="2026-01-01T00:00:00Z")]
    killed = desk.killed(rows)
    desk.world.clock.advance(20 * HOUR)
    assert desk.register(rows, desk.world.new_client()).batch_id == killed
    assert len(desk.posts()) == 1


@pytest.mark.parametrize("known_as", ["100", "100.0", "1E+2"])
def test_however_the_same_is_written_it_is_the_same(make_desk: MakeDesk, known_as: str) -> None:
    desk = make_desk()
    row = desk.row(date="2026-01-01T01:00:00+01:00")
    killed = desk.killed([row])
    same = {**row, "invoiceId": row["invoiceId"].upper(), "amount": Decimal(known_as), "date": "2026-01-01T00:00:00Z"}
    assert desk.register([same], desk.world.new_client()).batch_id == killed


@pytest.mark.parametrize(
    ("begins", "later", "same"),
    [(0.0, HOUR - 60, True), (HOUR - 30, 60.0, True), (HOUR - 30, HOUR - 60, True), (0.0, HOUR + 60, False), (HOUR - 30, HOUR + 60, False)],
)
@pytest.mark.parametrize("another_process", [True, False])
def test_without_its_day_the_same_is_the_same_for_an_hour(
    make_desk: MakeDesk, begins: float, later: float, same: bool, another_process: bool
) -> None:
    """The same amount on the same invoice every month is a payment every month, also for a server that remembers keys for ever."""
    desk = make_desk()
    desk.world.clock.advance(begins - (desk.world.clock.time().timestamp() % HOUR) + HOUR)
    client = desk.world.new_client()
    first = desk.register([desk.row()], client)
    desk.world.clock.advance(later)
    second = desk.register([desk.row()], desk.world.new_client() if another_process else client)
    assert second.adopted is same
    assert desk.batches() == {first.batch_id, second.batch_id}
    assert (first.batch_id == second.batch_id) is same


def test_adopting_it_does_not_make_the_hour_longer(make_desk: MakeDesk) -> None:
    desk = make_desk()
    found = []
    for _ in range(3):
        found.append(desk.register([desk.row()]))
        desk.world.clock.advance(0.8 * HOUR)
    assert [handle.adopted for handle in found] == [False, True, False]


def test_many_go_out_in_batches_and_a_second_run_sends_none(make_desk: MakeDesk) -> None:
    desk = make_desk()
    rows = [desk.row(number % 3, f"{number}.01") for number in range(1, 26)]
    handles = list(desk.register_batches(rows, batch_size=10))
    assert [len(handle.references) for handle in handles] == [10, 10, 5]
    again = list(desk.register_batches(rows, desk.world.new_client(), batch_size=10))
    assert [handle.batch_id for handle in again] == [handle.batch_id for handle in handles]
    assert len(desk.posts()) == 3


# -- the same more than once ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tells_amounts", [True, False])
@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_two_alike_that_are_both_meant_have_keys_of_their_own(make_desk: MakeDesk, server: dict[str, Any], tells_amounts: bool) -> None:
    desk = make_desk(**server, tells_amounts=tells_amounts)
    first = desk.register([desk.row()], idempotency_key="first")
    second = desk.register([desk.row()], idempotency_key="second")
    assert not first.adopted
    assert not second.adopted
    assert [post.headers["idempotencykey"] for post in desk.posts()] == ["first", "second"]
    assert desk.wait(first).complete
    assert desk.wait(second).complete
    assert desk.batches() == {first.batch_id, second.batch_id}


@pytest.mark.parametrize("server", KNOWS_NO_KEYS.values(), ids=KNOWS_NO_KEYS)
def test_a_key_is_not_trusted_where_nothing_shows_that_it_is_heeded(make_desk: MakeDesk, server: dict[str, Any]) -> None:
    """The process was killed and runs again, with the key that it always had: the header may be one that nobody reads."""
    desk = make_desk(**server, tells_amounts=True)
    killed = desk.killed([desk.row()], idempotency_key="first")
    desk.world.clock.advance(10)
    with pytest.raises(SubmissionUnknownError) as caught:
        desk.register([desk.row()], desk.world.new_client(), idempotency_key="first")
    assert caught.value.candidates == (killed,)
    assert len(desk.posts()) == 1


def test_where_keys_are_seen_to_work_another_key_is_another_payment(make_desk: MakeDesk) -> None:
    desk = make_desk()
    client = desk.world.new_client()
    desk.register([desk.row(1)], client)
    other = desk.killed([desk.row()], idempotency_key="first")
    desk.world.clock.advance(10)
    assert not desk.register([desk.row()], client, idempotency_key="second").adopted
    assert desk.register([desk.row()], desk.world.new_client(), idempotency_key="first").batch_id == other


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
@pytest.mark.parametrize("keys", [True, False])
def test_one_client_registers_the_same_once(make_desk: MakeDesk, server: dict[str, Any], keys: bool) -> None:
    desk = make_desk(**server)
    client = desk.world.new_client(send_idempotency_key=keys)
    first = desk.register([desk.row()], client)
    again = desk.register([desk.row()], client)
    assert (again.adopted, again.batch_id) == (True, first.batch_id)
    assert len(desk.posts()) == 1


@pytest.mark.parametrize("status", [403, 404])
def test_nor_twice_when_its_batch_cannot_be_read(make_desk: MakeDesk, status: int) -> None:
    desk = make_desk(f"status:GET:/batches/:status={status},times=forever")
    first = desk.register([desk.row()])
    assert desk.register([desk.row()]).batch_id == first.batch_id
    assert len(desk.posts()) == 1


def test_a_part_payment_is_no_obstacle_to_the_next_of_the_same_client(make_desk: MakeDesk) -> None:
    desk = make_desk(**KNOWS_NO_KEYS["ignores header and filter"])
    first = desk.register([desk.row(0, "100.00")])
    second = desk.register([desk.row(0, "200.00")])
    assert not second.adopted
    assert desk.batches() == {first.batch_id, second.batch_id}


@pytest.mark.parametrize("tells_amounts", [True, False])
def test_nor_are_other_payments_of_another_process(make_desk: MakeDesk, tells_amounts: bool) -> None:
    desk = make_desk(**KNOWS_NO_KEYS["ignores header and filter"], tells_amounts=tells_amounts)
    first = desk.register([desk.row(0, "100.00")], desk.world.new_client())
    desk.world.clock.advance(10)
    second = desk.register([desk.row(0, "200.00"), desk.row(1)], desk.world.new_client())
    assert desk.batches() == {first.batch_id, second.batch_id}


def test_what_was_refused_as_a_whole_is_registered_again_once_it_can_be(make_desk: MakeDesk) -> None:
    desk = make_desk(**KNOWS_NO_KEYS["ignores header and filter"])
    too_much = [desk.row(0, "999999")]
    first = desk.register(too_much)
    (refused,) = desk.wait(first)
    assert (refused.status, refused.reasons) == (ItemStatus.FAILED, ("Amount exceeds the remaining amount",))
    assert desk.register(too_much).batch_id != first.batch_id
    desk.world.clock.advance(10)
    assert not desk.register(too_much, desk.world.new_client()).adopted


# -- batches of other kinds ----------------------------------------------------------------------------------------------------


def test_batches_of_other_kinds_are_no_obstacle(make_world: MakeWorld) -> None:
    """Each of another process, none of them finished, and no keys to tell them apart."""
    world = make_world(record_idempotency_header=False, honour_idempotency_filter=False, processing_delay=10_000.0)
    paying = Desk(world, KINDS["payments"])
    world.clock.slept.clear()
    assert not paying.register([paying.row()], world.new_client()).adopted
    assert not paying.at(KINDS["corrections"]).register([paying.row()], world.new_client()).adopted
    assert not world.new_client().invoices.submit([invoice("B-1")]).adopted
    assert not world.clock.slept


def test_a_payment_and_a_correction_of_the_same_amount_are_two(make_world: MakeWorld) -> None:
    paying = Desk(make_world(), KINDS["payments"])
    correcting = paying.at(KINDS["corrections"])
    assert paying.register([paying.row()]).idempotency_key != correcting.register([paying.row()]).idempotency_key


@pytest.mark.parametrize("type_", [None, BatchType.NONE, "DIRECT_PAYMENT", "SOMETHING_NEW"])
def test_a_batch_of_a_type_nobody_knows_may_be_ours(type_: str | None) -> None:
    assert PAYMENTS.may_be(type_ or "")
    assert INVOICES.may_be(type_ or "") is (type_ in (None, BatchType.NONE))


# -- handles and waiting -------------------------------------------------------------------------------------------------------


def test_a_handle_goes_on_in_another_process(make_desk: MakeDesk) -> None:
    desk = make_desk()
    handle = desk.register([desk.row(0), desk.row(1), desk.row(2, "999999", description="for Kari Nordmann")])
    stored = handle.to_json()
    assert "Kari" not in stored
    result = desk.world.new_client().batches.wait(BatchHandle.from_json(stored))
    assert [outcome.status.value for outcome in result] == ["succeeded", "succeeded", "failed"]
    assert [outcome.invoice_id for outcome in result] == desk.invoices
    assert [outcome.invoice_number for outcome in result][:2] == ["A-1", "A-2"]
    assert all(outcome.case_id and outcome.case_number for outcome in result.succeeded)


def test_an_error_of_the_wait_carries_the_handle(make_desk: MakeDesk) -> None:
    desk = make_desk("status:GET:/batches/:status=403,times=forever")
    resource = desk.world.new_client(look_first=False).batches
    with pytest.raises(PermissionDeniedError) as caught:
        run(desk.kind.register_and_wait(resource.context, [desk.row()]), resource.perform)
    desk.world.sandbox.faults.clear()
    assert desk.wait(caught.value.handle).complete


def test_async_code_gets_the_same(make_desk: MakeDesk) -> None:
    desk = make_desk("drop_after_commit:POST:/{}", **KNOWS_NO_KEYS["ignores header and filter"])

    async def go() -> Any:
        async with desk.world.new_async_client() as amili:
            return await run_async(desk.kind.register_and_wait(amili.batches.context, [desk.row()]), amili.batches.perform)

    result = asyncio.run(go())
    assert result.complete
    assert result.handle.adopted


# -- what goes over the wire ---------------------------------------------------------------------------------------------------


def test_rows_are_sent_as_they_are(make_desk: MakeDesk) -> None:
    desk = make_desk()
    row = desk.row(0, "10000000000000000.01", date="2026-01-01T12:00:00+01:00", description="Paid over the counter")
    desk.register([row])
    assert sent_rows(desk.posts()[0]) == [{**row, "amount": "10000000000000000.01"}]


@pytest.mark.parametrize("apart_from", ["x", ["x"], None, 5, [None]])
def test_what_is_no_list_of_ids_is_refused_by_name(make_desk: MakeDesk, apart_from: Any) -> None:
    desk = make_desk()
    with pytest.raises(InputError, match="apart_from"):
        desk.register([desk.row()], apart_from=apart_from)
    assert not desk.world.sent


def test_trouble_with_looking_first_sends_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk("status:GET:/batches:status=503,times=forever")
    with pytest.raises(AmiliError):
        desk.register([desk.row()])
    assert not desk.posts()
