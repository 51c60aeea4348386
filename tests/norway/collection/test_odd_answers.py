"""Answers that no page shows: a caller gets a value or an `AmiliError`, and a name is a name however it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.collection.models.invoice import Invoice
from amili_client.runtime import decode_json, encode_json
from attrs import evolve

from amili_ext import AmiliError, ItemStatus, Norway
from amili_ext.flow import Reply, Request
from amili_ext.norway.collection import payments
from amili_ext.norway.collection.tracing.facts import own_id_of
from amili_ext.norway.collection.tracing.trace import Standing
from tests.norway.collection.booking import Desk
from tests.norway.collection.world import MakeWorld, World, invoice

ODD: list[Any] = [None, {"a": 1}, [[]], True, Decimal("1.5")]

Bend = Callable[[Any], Any]


@pytest.fixture
def desk(make_world: MakeWorld) -> Desk:
    return Desk(make_world(), payments)


def bent(world: World, bend: Bend) -> Norway:
    """A client of the same sandbox, whose answers are bent before they are read."""
    plain = world._noted

    def noted(handle: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
        def answer(request: Request) -> Reply:
            reply = handle(request)
            if request.url.endswith("/token") or not reply.content:
                return reply
            return evolve(reply, content=encode_json(bend(decode_json(reply.content))))

        return plain(answer)

    world._noted = noted  # type: ignore[method-assign]
    try:
        return world.new_client(settle=1.0)
    finally:
        world._noted = plain  # type: ignore[method-assign]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for name, part in inner:
        yield (*path, name)
        yield from places(part, (*path, name))


def with_odd(value: Any, place: tuple[Any, ...], odd: Any) -> Any:
    """The value with something odd at a place; as it is, if there is no such place."""
    here: Any = value
    try:
        for name in place[:-1]:
            here = here[name]
        if place[-1] in here if isinstance(here, dict) else True:
            here[place[-1]] = odd
    except (TypeError, KeyError, IndexError):
        pass
    return value


def everywhere(value: Any, name: str, change: Bend) -> Any:
    """The value with each member of that name changed."""
    if isinstance(value, dict):
        return {key: change(part) if key == name else everywhere(part, name, change) for key, part in value.items()}
    return [everywhere(part, name, change) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_whatever_an_answer_holds_is_a_value_or_an_error_of_ours(desk: Desk, odd: Any) -> None:
    handle = desk.world.amili.payments.register([desk.row(0), desk.row(1, "99999999")])
    invoices = desk.world.amili.invoices.submit([{"invoiceNumber": "X", "debtors": [{}]}])
    desk.world.clock.advance(60)
    desk.world.sandbox.norway.debtors_pay()

    def reads(amili: Norway) -> list[Callable[[], Any]]:
        return [
            lambda: list(amili.cases.list()),
            lambda: amili.cases.find("5000001"),
            lambda: list(amili.settlements.list()),
            lambda: [batch.point.to_json() for batch in amili.settlements.since()],
            lambda: list(amili.invoices.trace([invoices, "A-1", "erp-A-2"])),
            lambda: list(amili.invoices.trace([invoices, "A-1", "erp-A-2"], at_once=True)),
            lambda: amili.batches.wait(handle, max_wait=0).raise_for_failures(),
            lambda: amili.batches.wait(invoices, max_wait=0).raise_for_failures(),
        ]

    for position in range(len(reads(desk.world.amili))):
        seen: dict[tuple[Any, ...], None] = {("summary", "nextPageToken"): None}
        try_to(reads(bent(desk.world, lambda value, seen=seen: noted(value, seen)))[position])
        for place in seen:
            try_to(reads(bent(desk.world, lambda value, place=place: with_odd(value, place, odd)))[position])


def noted(value: Any, seen: dict[tuple[Any, ...], None]) -> Any:
    seen.update(dict.fromkeys(places(value)))
    return value


def try_to(read: Callable[[], Any]) -> None:
    with suppress(AmiliError):
        repr(read())


@pytest.mark.parametrize("name", ["invoiceNumber", "uniqueSourceInvoiceId"])
def test_a_name_that_comes_as_a_number_is_still_that_name(make_world: MakeWorld, name: str) -> None:
    world = make_world()
    handle = world.amili.invoices.submit([invoice("1001", uniqueSourceInvoiceId="2002")])
    world.clock.advance(60)

    def numbered(value: Any) -> Any:
        return everywhere(value, name, int)

    amili = bent(world, numbered)
    [outcome] = amili.batches.wait(handle)
    assert outcome.status is ItemStatus.SUCCEEDED
    [case] = amili.cases.list()
    assert case.invoices
    assert (case.invoices[0].invoice_number, case.invoices[0].unique_source_invoice_id) == ("1001", "2002")
    assert [trace.standing for trace in amili.invoices.trace(["1001", "2002"])] == [Standing.OPEN, Standing.OPEN]


@pytest.mark.parametrize(
    ("errors", "reasons"),
    [
        ("Invoice does not exist", ("Invoice does not exist",)),
        (["first", "second"], ("first", "second")),
        ([{"code": 7}, "second"], ('{"code":7}', "second")),
        ({"amount": ["too much"]}, ('{"amount":["too much"]}',)),
        (7, ("7",)),
        (None, ()),
    ],
)
def test_the_reasons_of_a_failure_are_texts_in_whatever_form_they_come(desk: Desk, errors: Any, reasons: tuple[str, ...]) -> None:
    amili = bent(desk.world, lambda value: everywhere(value, "errors", lambda _: errors))
    [outcome] = amili.batches.wait(amili.payments.register([desk.row(0, "99999999")]))
    assert (outcome.status, outcome.reasons) == (ItemStatus.FAILED, reasons)
    [refused] = amili.invoices.submit_and_wait([{"invoiceNumber": "X", "originalInvoiceAmount": -1, "currency": "NOK", "debtors": [{}]}])
    assert (refused.status, refused.reasons) == (ItemStatus.FAILED, reasons)


def test_the_own_id_that_an_invoice_shows_without_a_page_saying_so_is_text_too() -> None:
    assert own_id_of(Invoice.from_dict({"uniqueSourceInvoiceId": 2002})) == "2002"
    assert own_id_of(Invoice.from_dict({"uniqueSourceInvoiceId": [2002]})) is None
