"""What cannot be right is refused before anything is sent, with the row and the field in the caller's spelling."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models import (
    CorrectionInput,
    CreateCorrectionsRequest,
    CreatePaymentsRequest,
    PaymentInput,
    PaymentType,
)
from amili_client.runtime import decode_json

from amili_ext.errors import InputError
from amili_ext.norway.collection import corrections, payments
from amili_ext.norway.collection.batch.references import AmountReference

INVOICE = "4f163819-178d-470c-a246-d6768476a6ec"
ROW: dict[str, Any] = {"invoiceId": INVOICE, "amount": Decimal("100.00"), "currency": "NOK"}

both = pytest.mark.parametrize("kind", [payments, corrections], ids=["payments", "corrections"])


def problems(kind: ModuleType, *rows: Any) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as caught:
        kind.check(rows)
    return [(problem.index, problem.field) for problem in caught.value.problems]


def wire(kind: ModuleType, *rows: Any, **options: Any) -> list[Any]:
    return [decode_json(part) for part in kind.check(rows, **options).parts]


@both
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"invoiceId": None}, "invoiceId"),
        ({"invoiceId": ""}, "invoiceId"),
        ({"invoiceId": "INV-2024-00123"}, "invoiceId"),
        ({"invoiceId": 5}, "invoiceId"),
        ({"amount": None}, "amount"),
        ({"amount": 100.0}, "amount"),
        ({"amount": "100"}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"currency": ""}, "currency"),
        ({"currency": "kr"}, "currency"),
        ({"currency": "N0K"}, "currency"),
        ({"currency": "ÆØÅ"}, "currency"),
        ({"currency": 578}, "currency"),
        ({"date": "2026-01-15"}, "date"),
        ({"date": "2026-01-15T00:00:00"}, "date"),
        ({"date": datetime(2026, 1, 15)}, "date"),  # noqa: DTZ001  # that is the point
        ({"date": "yesterday"}, "date"),
        ({"date": "0001-01-01T00:00:00+02:00"}, "date"),
        ({"descripton": "x"}, "descripton"),
        ({"description": 5}, "description"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(kind: ModuleType, change: dict[str, Any], field: str) -> None:
    assert problems(kind, ROW | {"amount": 1}, ROW | change) == [(1, field)]


@both
def test_all_problems_are_listed_at_once_in_the_callers_words(kind: ModuleType) -> None:
    name = kind.__name__.rpartition(".")[2]
    found = problems(kind, {"invoice_id": "x", "amount": 0}, {"invoiceId": "x"}, {}, ROW)
    assert found == [(0, "invoice_id"), (0, "amount"), (1, "invoiceId"), (1, "amount"), (2, "invoiceId"), (2, "amount")]
    with pytest.raises(InputError, match=rf"^{name}\[0\]\.invoice_id: must be a UUID"):
        kind.check([{"invoice_id": "x", "amount": 1}])


def test_a_payment_is_above_zero_and_a_correction_is_not_zero() -> None:
    assert problems(payments, ROW | {"amount": Decimal(-1)}) == [(0, "amount")]
    assert wire(corrections, ROW | {"amount": Decimal(-1)})[0]["amount"] == -1


@both
@pytest.mark.parametrize("rows", [[], (), iter(())])
def test_nothing_to_register_is_refused(kind: ModuleType, rows: Any) -> None:
    with pytest.raises(InputError, match="there are no"):
        kind.check(rows)


@both
@pytest.mark.parametrize("rows", [ROW, "x", None, 5, b"x"])
def test_one_row_is_no_list(kind: ModuleType, rows: Any) -> None:
    with pytest.raises(InputError, match=r"pass a list of (payments|corrections), not one"):
        kind.check(rows)


@both
@pytest.mark.parametrize("row", [None, 5, "x", [], ("a", "b")])
def test_what_is_no_row_is_refused(kind: ModuleType, row: Any) -> None:
    assert problems(kind, row)[0][0] == 0


@both
@pytest.mark.parametrize(
    "again",
    [{}, {"amount": Decimal(100)}, {"amount": 100}, {"invoiceId": INVOICE.upper()}, {"date": "2026-01-15T00:00:00Z"}],
)
def test_the_same_row_twice_is_refused(kind: ModuleType, again: dict[str, Any]) -> None:
    first = ROW | {"date": "2026-01-15T01:00:00+01:00"} if "date" in again else ROW
    with pytest.raises(InputError, match=r"\[2\]: is the same as (payments|corrections)\[0\]; give them different descriptions"):
        kind.check([first, ROW | {"amount": 7}, first | again])


@both
@pytest.mark.parametrize("other", [{"description": "the second"}, {"amount": Decimal("100.01")}, {"date": "2026-01-16T00:00:00Z"}])
def test_rows_that_differ_in_anything_are_two(kind: ModuleType, other: dict[str, Any]) -> None:
    assert len(wire(kind, ROW, ROW | other)) == 2


@both
def test_amounts_go_out_to_the_last_digit(kind: ModuleType) -> None:
    checked = kind.check([ROW | {"amount": Decimal("10000000000000000000000000000000.01")}])
    assert b'"amount":10000000000000000000000000000000.01' in checked.parts[0]
    assert checked.references[0].amount == Decimal("10000000000000000000000000000000.01")


@both
def test_amounts_that_differ_far_behind_are_two(kind: ModuleType) -> None:
    assert len(wire(kind, ROW | {"amount": Decimal("1.00000000000000000000000000000001")}, ROW | {"amount": Decimal(1)})) == 2


def test_models_dicts_and_whole_requests_are_the_same() -> None:
    day = datetime(2026, 1, 15, tzinfo=UTC)
    payment = PaymentInput(UUID(INVOICE), PaymentType.DIRECT_PAYMENT, Decimal("100.00"), "NOK", day)
    plain = {"invoice_id": UUID(INVOICE), "type": "DIRECT_PAYMENT", "amount": Decimal("100.00"), "currency": "NOK", "date": day}
    assert payments.check([payment]) == payments.check([plain]) == payments.check(CreatePaymentsRequest([payment]))
    correction = CorrectionInput(UUID(INVOICE), Decimal("100.00"), "NOK", day)
    assert corrections.check(CreateCorrectionsRequest([correction])) == corrections.check([correction])
    assert payments.check([payment]).references == [AmountReference(UUID(INVOICE), Decimal(100), day)]


def test_a_type_nobody_documented_is_sent_and_none_is_made_up() -> None:
    assert wire(payments, ROW | {"type": "CASH"})[0]["type"] == "CASH"
    assert "type" not in wire(payments, ROW)[0]


def test_a_model_with_a_wrong_id_is_refused_in_its_spelling() -> None:
    wrong: Any = "INV-2024-00123"
    assert problems(payments, PaymentInput(invoice_id=wrong, amount=Decimal(1))) == [(0, "invoice_id")]


@both
def test_an_unknown_field_needs_to_be_named_to_be_sent(kind: ModuleType) -> None:
    assert problems(kind, ROW | {"kid": "123"}) == [(0, "kid")]
    assert wire(kind, ROW | {"kid": "123"}, extra_fields=["kid"])[0]["kid"] == "123"


@both
def test_messages_do_not_repeat_values(kind: ModuleType) -> None:
    with pytest.raises(InputError) as caught:
        kind.check([ROW | {"invoiceId": "12345678901", "currency": "Kari", "description": ["Nordmann"]}])
    assert not {"12345678901", "Kari", "Nordmann"} & set(str(caught.value).replace(":", " ").split())


@both
def test_only_rows_that_all_say_their_day_are_known_for_ever(kind: ModuleType) -> None:
    dated = ROW | {"date": "2026-01-15T00:00:00Z"}
    assert kind.check([dated]).dated
    assert not kind.check([dated, ROW]).dated
