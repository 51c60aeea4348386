"""Customers in batches: each kept whole as when it is sent alone, and handed over once."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from amili_ext.errors import InputError, PermissionDeniedError, UnknownOutcomeError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.customers import batches
from amili_ext.norway.arm.customers.kinds import CUSTOMER_UPDATES, CUSTOMERS
from tests.norway.arm.customer_register import BATCH, GROUP, Register, lost_after, lost_before
from tests.support import in_each_world

ADDRESS = {name: f"{name} of old" for name in GROUP}


def stored(number: str) -> dict[str, Any]:
    return {"customerNo": number, "name": f"Customer {number}", "postalAddress": {**ADDRESS, "addressLine1": number}}


@pytest.fixture(autouse=True)
def creating_a_batch_has_warned(monkeypatch: pytest.MonkeyPatch) -> None:
    """That path is concluded; that it warns is a promise of `endpoint`."""
    monkeypatch.setattr("amili_ext.endpoint._warned", {"create_customer_batch"})


@in_each_world
@pytest.mark.parametrize(
    ("write", "method", "kind"), [(batches.create_batch, "POST", CUSTOMERS), (batches.update_batch, "PUT", CUSTOMER_UPDATES)]
)
def test_a_batch_is_handed_over_with_whole_addresses(world: str, write: Any, method: str, kind: Any) -> None:
    register = Register(*(stored(str(number)) for number in range(20)))
    rows = [
        {"customerNo": str(number), "postalAddress": {"cityName": "Bergen"}} if number % 2 else {"customerNo": str(number), "name": "Odd"}
        for number in range(20)
    ]
    handle = register.do(write(register.context, iter(rows), user_id="boss"), world)
    assert (handle.batch_uuid, handle.kind, handle.references) == (BATCH, kind, tuple(str(number) for number in range(20)))
    assert [(request.method, request.url) for request in register.writes] == [
        (method, "https://arm.example/arm/v1/clients/2218/customers/batches")
    ]
    assert register.sent()["metadata"] == {"userId": "boss"}
    assert sorted(register.reads, key=int) == [str(number) for number in range(20) if number % 2]
    for number in range(20):
        was = stored(str(number))
        wanted = {**was, "postalAddress": {**was["postalAddress"], "cityName": "Bergen"}} if number % 2 else {**was, "name": "Odd"}
        assert register.customers[str(number)] == wanted


def test_without_a_part_of_an_address_nothing_is_read() -> None:
    register = Register(stored("1"))
    register.do(batches.update_batch(register.context, [{"customerNo": "1", "postalAddress": ADDRESS}]))
    assert register.reads == []


def test_a_new_customer_of_a_batch_has_no_address_to_keep() -> None:
    register = Register()
    register.do(batches.create_batch(register.context, [{"customerNo": "1", "postalAddress": {"cityName": "Oslo"}}]))
    assert register.sent()["customers"] == [{"customerNo": "1", "postalAddress": {**dict.fromkeys(GROUP, ""), "cityName": "Oslo"}}]


def test_all_that_cannot_be_completed_is_told_at_once_and_nothing_is_sent() -> None:
    register = Register(stored("1"), {"customerNo": "2"})
    change = {"cityName": "Oslo"}
    rows = [{"customerNo": "1", "name": "Odd"}] + [{"customer_no": one, "postal_address": change} for one in ("1a", "1", "2")]
    register.customers["1a"] = stored("1a")
    register.customers["1a"].pop("postalAddress")
    rows.append({"customerNo": "3", "postalAddress": change})
    with pytest.raises(InputError, match="is the same") as same:
        register.do(batches.update_batch(register.context, rows))
    assert len(same.value.problems) == 1
    with pytest.raises(InputError) as caught:
        register.do(batches.update_batch(register.context, rows[1:]))
    assert [(problem.index, problem.field, problem.message.partition(",")[0], problem.noun) for problem in caught.value.problems] == [
        (0, "postal_address", "cannot be completed", "customers"),
        (2, "postal_address", "cannot be completed", "customers"),
        (3, "customerNo", "names no customer that is there", "customers"),
    ]
    assert register.writes == []


def test_what_cannot_be_read_for_it_ends_it_before_anything_is_sent() -> None:
    register = Register(stored("1"), stored("2"))
    register.unreadable = True
    with pytest.raises(PermissionDeniedError):
        register.do(batches.update_batch(register.context, [{"customerNo": one, "postalAddress": {"cityName": "Oslo"}} for one in "12"]))
    assert register.writes == []


@pytest.mark.parametrize("write", [batches.create_batch, batches.update_batch])
def test_a_batch_that_arrived_although_the_answer_was_lost_is_known_by_what_it_changed(write: Any) -> None:
    register = Register(stored("1"), stored("2"))
    register.faults = [lost_after]
    handle = register.do(write(register.context, [{"customerNo": one, "name": "Odd"} for one in "12"]))
    assert (handle.batch_uuid, handle.already) == (None, ("1", "2"))
    assert len(register.writes) == 1


@pytest.mark.parametrize("write", [batches.create_batch, batches.update_batch])
def test_customers_that_were_there_before_prove_no_batch(write: Any) -> None:
    register = Register(stored("1"), {**stored("2"), "name": "Odd"})
    register.faults = [lost_before]
    with pytest.raises(UnknownOutcomeError) as caught:
        register.do(write(register.context, [{"customerNo": one, "name": "Odd"} for one in "12"]))
    assert caught.value.references == ("1", "2")
    assert caught.value.candidates == ("2",)
    assert len(register.writes) == 1


def test_a_handle_comes_back_from_a_text_and_from_a_pickle() -> None:
    register = Register(stored("1"))
    for write in (batches.create_batch, batches.update_batch):
        handle = register.do(write(register.context, [{"customerNo": "1", "name": "Odd"}]))
        assert ArmBatchHandle.from_json(handle.to_json()) == handle
        assert pickle.loads(pickle.dumps(handle)) == handle
