"""The same submission twice, one after the other and at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

from .conftest import ORGANIZATION, Answer, Caller

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]


def test_same_key_gives_the_first_batch_again(caller: Caller, invoice: Build) -> None:
    first, second = caller.submit(invoice(), key="k"), caller.submit(invoice(), key="k")
    assert second.status == 202
    assert second.content == first.content
    assert len(caller.get("/batches").data) == 1


def test_same_invoices_may_be_written_differently(caller: Caller, invoice: Build) -> None:
    first = invoice(originalInvoiceAmount=Decimal("4500.00"))
    second = dict(reversed(invoice(originalInvoiceAmount=4500).items()))
    assert caller.batch_id(first, key="k") == caller.batch_id(second, key="k")


def test_same_key_for_other_invoices_is_refused(caller: Caller, invoice: Build) -> None:
    caller.batch_id(invoice("A"), key="k")
    answer = caller.submit(invoice("B"), key="k")
    assert answer.status == 422
    assert answer.errors.keys() == {"IdempotencyKey"}
    assert len(caller.get("/batches").data) == 1


def test_keys_belong_to_their_organization(make: Make, invoice: Build) -> None:
    second = "11111111-1111-4111-8111-111111111111"
    caller = make(organizations=[ORGANIZATION, second])
    other = Caller(caller.sandbox, second)
    assert caller.batch_id(invoice(), key="k") != other.batch_id(invoice(), key="k")


def test_without_a_key_or_with_another_there_are_two_batches(caller: Caller, invoice: Build) -> None:
    made = {caller.batch_id(invoice(), key=key) for key in (None, None, "a", "b")}
    assert len(made) == 4


def test_ignored_header_makes_a_second_batch_that_the_filter_still_finds(make: Make, invoice: Build) -> None:
    caller = make(honour_idempotency_header=False, processing_delay=0)
    first, second = caller.batch_id(invoice(), key="k"), caller.batch_id(invoice(), key="k")
    assert first != second
    assert [one["status"] for one in caller.get("/batches", {"IdempotencyKey": "k"}).data] == ["FAILED", "SUCCESS"]


def _at_once(submit: list[Callable[[], Answer]]) -> list[Answer]:
    barrier = Barrier(len(submit))

    def one(send: Callable[[], Answer]) -> Answer:
        barrier.wait(timeout=30)
        return send()

    with ThreadPoolExecutor(len(submit)) as pool:
        return list(pool.map(one, submit))


def test_simultaneous_requests_with_one_key_make_one_batch(caller: Caller, invoice: Build) -> None:
    for round_ in range(5):
        answers = _at_once([lambda key=f"k{round_}": caller.submit(invoice(), key=key)] * 8)
        assert {answer.status for answer in answers} == {202}
        assert len({answer.data["batchId"] for answer in answers}) == 1
    assert len(caller.get("/batches").data) == 5


def test_two_sandboxes_on_one_file_make_one_batch(make: Make, invoice: Build, tmp_path: Path) -> None:
    file = str(tmp_path / "sandbox.db")
    callers = [make(database=file), make(database=file)]
    for round_ in range(30):
        answers = _at_once([lambda caller=caller, key=f"k{round_}": caller.submit(invoice(), key=key) for caller in callers])
        assert len({answer.data["batchId"] for answer in answers}) == 1


def test_simultaneous_lookers_process_a_batch_once(make: Make, invoice: Build) -> None:
    caller = make(processing_delay=0)
    batch_id = caller.batch_id(*(invoice(str(at)) for at in range(50)))
    answers = _at_once([lambda: caller.get(f"/batches/{batch_id}")] * 8)
    assert len({str(answer.content) for answer in answers}) == 1
    assert answers[0].data["status"] == "SUCCESS"
