"""Lists: pages, order, filters, and how late things show up in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Caller, FakeClock

Build = Callable[..., dict[str, Any]]
Make = Callable[..., Caller]


@pytest.fixture
def instant(make: Make) -> Caller:
    return make(processing_delay=0, page_size=3)


def _numbers(caller: Caller, path: str = "/invoices", **query: str) -> list[str]:
    return [one["invoiceNumber"] for one in caller.get(path, query).data]


def _walk(caller: Caller, path: str, **query: str) -> list[list[Any]]:
    pages: list[list[Any]] = []
    token: str | None = ""
    while token is not None:
        answer = caller.get(path, {**query, "PageToken": token})
        pages.append(answer.data)
        token = answer.next_page
    return pages


@pytest.mark.parametrize(("rows", "sizes"), [(0, [0]), (2, [2]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_pages_end_without_a_token(instant: Caller, invoice: Build, rows: int, sizes: list[int]) -> None:
    if rows:
        instant.batch_id(*(invoice(str(at)) for at in range(rows)))
    pages = _walk(instant, "/invoices")
    assert [len(page) for page in pages] == sizes


def test_last_page_has_no_token_at_all(instant: Caller) -> None:
    assert instant.get("/batches").content == {"summary": {"status": "SUCCESS"}, "data": []}


def test_newest_first_unless_asked_otherwise(instant: Caller, invoice: Build) -> None:
    made = [instant.batch_id(invoice(str(at))) for at in range(5)]
    for query, expected in [({}, made[::-1]), ({"SortDirection": "desc"}, made[::-1]), ({"SortDirection": "ASC"}, made)]:
        assert [one["batchId"] for page in _walk(instant, "/batches", **query) for one in page] == expected


def test_direction_may_be_left_out_later_but_not_changed(instant: Caller, invoice: Build) -> None:
    made = [instant.batch_id(invoice(str(at))) for at in range(4)]
    token = instant.get("/batches", {"SortDirection": "ASC"}).next_page
    assert token
    assert [one["batchId"] for one in instant.get("/batches", {"PageToken": token}).data] == made[3:]
    assert instant.get("/batches", {"PageToken": token, "SortDirection": "DESC"}).errors.keys() == {"SortDirection"}


def test_inserts_between_pages_neither_repeat_nor_hide_anything(instant: Caller, invoice: Build) -> None:
    old = [instant.batch_id(invoice(str(at))) for at in range(7)]
    seen: list[str] = []
    token: str | None = ""
    while token is not None:
        answer = instant.get("/batches", {"PageToken": token})
        seen += [one["batchId"] for one in answer.data]
        token = answer.next_page
        instant.batch_id(invoice(f"new-{len(seen)}"))
    assert seen == old[::-1]


def test_page_size(instant: Caller, invoice: Build) -> None:
    for at in range(5):
        instant.batch_id(invoice(str(at)))
    assert [len(page) for page in _walk(instant, "/batches", PageSize="2")] == [2, 2, 1]
    for wrong in ("0", "1001", "-1"):
        assert instant.get("/batches", {"PageSize": wrong}).errors.keys() == {"PageSize"}


@pytest.mark.parametrize("wrong", ["nonsense", "ÆØÅ", "REVTQy94", "A"])
def test_token_that_no_page_gave(instant: Caller, wrong: str) -> None:
    assert instant.get("/invoices", {"PageToken": wrong}).errors.keys() == {"PageToken"}


def test_unknown_direction(instant: Caller) -> None:
    assert instant.get("/batches", {"SortDirection": "sideways"}).errors.keys() == {"SortDirection"}


def test_invoice_filters(instant: Caller, invoice: Build) -> None:
    instant.batch_id(
        invoice("A", uniqueSourceInvoiceId="s-a", debtors=[{"customerNumber": "c-1"}, {"customerNumber": "c-2"}]),
        invoice("B", uniqueSourceInvoiceId="s-b", type="PAYMENT_REMINDER", debtors=[{"customerNumber": "c-2"}]),
    )
    assert _numbers(instant, InvoiceNumber="A") == ["A"]
    assert _numbers(instant, UniqueSourceInvoiceId="s-b") == ["B"]
    assert _numbers(instant, CustomerNumber="c-1") == ["A"]
    assert _numbers(instant, CustomerNumber="c-2") == ["B", "A"]
    assert _numbers(instant, Type="payment_reminder") == ["B"]
    assert _numbers(instant, Status="OPEN") == ["B", "A"]
    assert _numbers(instant, Status="CLOSED") == []
    assert _numbers(instant, Status="OPEN", Type="NOTICE", InvoiceNumber="B") == []


def test_from_and_to_are_both_included(instant: Caller, clock: FakeClock, invoice: Build) -> None:
    for number in ("10:30:00.5", "10:31:00.5"):
        clock.advance(0.5)
        instant.batch_id(invoice(number))
        clock.advance(59.5)
    assert _numbers(instant, From="2024-01-15T10:31:00Z") == ["10:31:00.5"]
    assert _numbers(instant, To="2024-01-15T10:30:00Z") == ["10:30:00.5"], "createdAt is shown without its fraction"
    assert _numbers(instant, From="2024-01-15", To="2024-01-15") == ["10:31:00.5", "10:30:00.5"]
    assert _numbers(instant, To="2024-01-14") == []
    assert _numbers(instant, From="2024-01-15T11:31:00+01:00") == ["10:31:00.5"]
    for wrong in ("yesterday", "2024-13-01", "9999-12-31"):
        answer = instant.get("/invoices", {"To": wrong})
        assert answer.errors.keys() == {"To"}


def test_batch_filters(make: Make, clock: FakeClock, invoice: Build) -> None:
    caller = make(processing_delay=5)
    done = caller.batch_id(invoice("A"), key="key-a")
    clock.advance(5)
    queued = caller.batch_id(invoice("B"), key="key-b")
    [success] = caller.batch(done)["succeeded"]

    def found(**query: str) -> list[str]:
        return [one["batchId"] for one in caller.get("/batches", query).data]

    assert found(State="QUEUED") == [queued]
    assert found(State="SUCCESS") == [done]
    assert found(Type="INVOICE") == [queued, done]
    assert found(Type="NONE") == []
    assert found(IdempotencyKey="key-a") == [done]
    assert found(IdempotencyKey="key-c") == []
    assert found(SubjectId=success["invoiceId"]) == [done]
    assert found(SubjectId=success["caseId"].upper()) == [done]
    assert found(SubjectId="99999999-9999-4999-8999-999999999999") == []


def test_ignored_key_filter_gives_everybodys_batches(make: Make, invoice: Build) -> None:
    caller = make(honour_idempotency_filter=False)
    made = [caller.batch_id(invoice("A"), key="key-a"), caller.batch_id(invoice("B"), key="key-b")]
    assert [one["batchId"] for one in caller.get("/batches", {"IdempotencyKey": "key-a"}).data] == made[::-1]


def test_batch_is_listed_late_but_read_at_once(make: Make, clock: FakeClock, invoice: Build) -> None:
    caller = make(processing_delay=0, listing_delay=2)
    batch_id = caller.batch_id(invoice(), key="k")
    clock.advance(1.999)
    assert caller.get("/batches", {"IdempotencyKey": "k"}).data == []
    assert caller.batch(batch_id)["status"] == "SUCCESS"
    clock.advance(0.001)
    assert [one["batchId"] for one in caller.get("/batches", {"IdempotencyKey": "k"}).data] == [batch_id]


def test_invoice_is_listed_late_but_read_at_once(make: Make, clock: FakeClock, invoice: Build) -> None:
    caller = make(processing_delay=1, invoice_listing_delay=2)
    batch_id = caller.batch_id(invoice())
    clock.advance(1)
    [success] = caller.batch(batch_id)["succeeded"]
    assert caller.get("/invoices").data == []
    assert caller.get(f"/invoices/{success['invoiceId']}").status == 200
    clock.advance(2)
    assert _numbers(caller) == ["INV-1"]


def test_listing_invoices_is_also_looking(make: Make, clock: FakeClock, invoice: Build) -> None:
    caller = make(processing_delay=1)
    caller.batch_id(invoice())
    assert caller.get("/invoices").data == []
    clock.advance(1)
    assert _numbers(caller) == ["INV-1"]
