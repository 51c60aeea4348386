"""Arguments that cannot be right: each is told by its name, as an error of ours, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from amili_ext import BatchHandle, ConfigurationError, InputError, Norway
from tests.norway.collection.world import MakeWorld

DEEP: list[Any] = []
for _ in range(20_000):
    DEEP = [DEEP]
HUGE = 10**5000
ID = "4f163819-178d-470c-a246-d6768476a6ec"
ROW = {"invoiceId": ID, "amount": 1, "currency": "NOK"}

Call = Callable[[Norway, Any], object]

NO_SECONDS = [None, "5", -1, float("nan"), True, [], 1j]
NO_COUNTS = [None, "5", 0, -1, 1.5, float("nan"), True, []]
NO_TEXTS = [5, b"x", ["x"], {"a": 1}, object, "\ud800"]

CALLS: list[tuple[str, list[Any], Call]] = [
    ("idempotency_key", [5, b"x", [1], UUID(ID), " a", "a\n"], lambda amili, odd: amili.payments.register([ROW], idempotency_key=odd)),
    ("idempotency_key", [5], lambda amili, odd: amili.invoices.submit([{"invoiceNumber": "1"}], idempotency_key=odd)),
    ("payments", [[{**ROW, "amount": HUGE}]], lambda amili, odd: amili.payments.register(odd)),
    ("corrections", [[{**ROW, "more": DEEP}]], lambda amili, odd: amili.corrections.register(odd, extra_fields=["more"])),
    ("apart_from", [[DEEP], "x"], lambda amili, odd: amili.payments.register([ROW], apart_from=odd)),
    ("batch_size", NO_COUNTS, lambda amili, odd: list(amili.corrections.register_batches([ROW], batch_size=odd))),
    ("max_wait", NO_SECONDS, lambda amili, odd: amili.payments.register_and_wait([ROW], max_wait=odd)),
    ("max_wait", NO_SECONDS, lambda amili, odd: amili.cases.pause("1", max_wait=odd)),
    ("max_wait", NO_SECONDS, lambda amili, odd: list(amili.cases.act_all("pause", ["1"], max_wait=odd))),
    ("concurrency", NO_COUNTS, lambda amili, odd: list(amili.cases.act_all("pause", ["1"], concurrency=odd))),
    ("action", [None, 5, DEEP, "stop"], lambda amili, odd: list(amili.cases.act_all(odd, ["1"]))),
    ("case_number", [HUGE, DEEP, 1.5], lambda amili, odd: amili.cases.find(odd)),
    ("case", [HUGE, None, b"1"], lambda amili, odd: amili.cases.withdraw(odd)),
    ("handle", [None, 5, "x", []], lambda amili, odd: amili.batches.wait(odd)),
    ("handle", [[None], [5], ["x"]], lambda amili, odd: list(amili.batches.wait_all(odd))),
    ("handles", [None, 5, "x"], lambda amili, odd: list(amili.batches.wait_all(odd))),
    ("concurrency", NO_COUNTS, lambda amili, odd: list(amili.batches.wait_all([], concurrency=odd))),
    ("page_size", ["5", 0, 1.5, True, HUGE], lambda amili, odd: list(amili.batches.list(page_size=odd))),
    ("page_size", ["5", 0, 1.5, True, HUGE], lambda amili, odd: list(amili.cases.list(page_size=odd))),
    ("page_size", ["5", 0, 1.5, True, HUGE], lambda amili, odd: list(amili.settlements.since(page_size=odd))),
    ("state", [*NO_TEXTS[:-1], DEEP], lambda amili, odd: list(amili.batches.list(state=odd))),
    ("sort_direction", NO_TEXTS, lambda amili, odd: list(amili.batches.list(sort_direction=odd))),
    ("customer_number", [*NO_TEXTS, HUGE, DEEP], lambda amili, odd: list(amili.invoices.list(customer_number=odd))),
    ("page_token", NO_TEXTS, lambda amili, odd: list(amili.invoices.list(page_token=odd))),
    ("page_token", NO_TEXTS, lambda amili, odd: list(amili.batches.list(page_token=odd))),
    ("page_token", NO_TEXTS, lambda amili, odd: list(amili.settlements.list(page_token=odd))),
    ("from_", [5, "yesterday", "2025-01-01T00:00:00"], lambda amili, odd: list(amili.invoices.list(from_=odd))),
    ("settlement_id", [5, DEEP, "x"], lambda amili, odd: amili.settlements.get(odd)),
]


@pytest.mark.parametrize(
    ("name", "odd", "call"),
    [
        pytest.param(name, odd, call, id=f"{position}-{name}-{at}")
        for position, (name, some, call) in enumerate(CALLS)
        for at, odd in enumerate(some)
    ],
)
def test_what_cannot_be_right_is_told_by_its_name_and_nothing_is_sent(make_world: MakeWorld, name: str, odd: Any, call: Call) -> None:
    world = make_world()
    with pytest.raises((InputError, ConfigurationError), match=rf"\b{name}\b"):
        call(world.amili, odd)
    assert not world.sent


def test_a_text_that_is_nested_without_end_is_no_handle() -> None:
    with pytest.raises(ConfigurationError, match="not a batch handle"):
        BatchHandle.from_json("[" * 200_000)


def test_a_wait_of_any_length_can_be_asked_for(make_world: MakeWorld) -> None:
    world = make_world()
    handle = world.amili.invoices.submit([{"invoiceNumber": "1", "debtors": [{}]}])
    assert len(world.amili.batches.wait(handle, max_wait=HUGE)) == 1
