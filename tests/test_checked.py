"""Checking an item closely, saying each thing once, and keeping it as bytes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from amili_client.runtime import encode_json
from amili_client.sweden.ada.models import AddressInput, CaseRegistrationInput, DebtInput, MatrixRow

from amili_ext.checked import Checking, Encoded, is_no_list, required_fields


class Told:
    """A checking and what it reported."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []
        self.checking = Checking(lambda path, message: self.problems.append((path, message)))


def test_a_field_is_blamed_once_and_what_is_in_it_not_at_all() -> None:
    told = Told()
    assert told.checking.good is True
    for path in ("debts", "debts", "debts[0]", "debts.more", "debtors", "debt"):
        told.checking.blame(path, "is wrong")
    assert [path for path, _ in told.problems] == ["debts", "debtors", "debt"]
    assert told.checking.blamed("debts[0].capital_to_claim")
    assert not told.checking.blamed("debts_of_others")
    assert told.checking.good is False


def test_when_the_whole_is_wrong_nothing_else_is() -> None:
    told = Told()
    told.checking.encode(MatrixRow, "no row")
    told.checking.require(AddressInput, {})
    told.checking.blame("unit_price", "is wrong")
    assert [path for path, _ in told.problems] == [""]


def test_what_is_required_is_what_a_model_cannot_be_made_without() -> None:
    assert set(required_fields(AddressInput)) == {"address_line_1", "zip_code", "city"}
    assert set(required_fields(DebtInput)) == {"invoice_number", "invoice_date", "capital_to_claim", "invoice_due_days_after_invoice_date"}
    assert not required_fields(MatrixRow)
    assert "debts" in required_fields(CaseRegistrationInput)


@pytest.mark.parametrize(
    ("wire", "blamed"),
    [
        ({}, [("at.address_line_1", "is missing"), ("at.zip_code", "is missing"), ("at.city", "is missing")]),
        ({"address_line_1": "A", "zip_code": "", "city": None}, [("at.zip_code", "is empty"), ("at.city", "is missing")]),
        ({"address_line_1": "A", "zip_code": "1", "city": "C"}, []),
        ("no address", []),
    ],
)
def test_what_is_missing_is_named(wire: Any, blamed: list[tuple[str, str]]) -> None:
    told = Told()
    told.checking.require(AddressInput, wire, "at")
    assert told.problems == blamed


def test_what_may_be_missing_is_not() -> None:
    told = Told()
    told.checking.require(AddressInput, {"address_line_1": "A", "city": "C"}, but=["zip_code"])
    assert told.problems == []


def test_a_text_of_a_class_of_its_own_is_encoded_as_what_it_is() -> None:
    class Text(str):
        __slots__ = ()

    told = Told()
    wire, part = told.checking.encode(MatrixRow, MatrixRow(article_number=Text("1"), unit_price=Decimal("1.50")))
    assert (wire["article_number"], part) == ("1", b'{"article_number":"1","unit_price":1.50}')
    assert told.problems == []


def test_what_is_encoded_goes_out_as_it_is() -> None:
    part = b'{"amount":4500.00}'
    assert encode_json(Encoded(part).to_dict()) == part
    assert encode_json({"invoices": [Encoded(part).to_dict()]}) == b'{"invoices":[{"amount":4500.00}]}'


@pytest.mark.parametrize(
    ("value", "no_list"), [({}, True), ("text", True), (b"text", True), (7, True), (None, True), ([], False), (iter(()), False)]
)
def test_a_single_item_is_no_list(value: Any, no_list: bool) -> None:
    assert is_no_list(value) is no_list


@pytest.mark.parametrize("odd", ["huge", "deep"])
def test_what_no_encoder_can_write_is_a_problem_of_the_whole(odd: str) -> None:
    value: Any = 10**5000
    if odd == "deep":
        value = []
        value.append(value)
    told = Told()
    wire, part = told.checking.encode(MatrixRow, {"more": value}, ["more"])
    assert (wire, part) == ({}, b"")
    assert [path for path, _ in told.problems] == [""]
