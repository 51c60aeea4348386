"""Promise 4 from the caller's side: whatever is passed to a method, what comes out is an error of this package that names the argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from amili_ext import Sweden, testing
from amili_ext.errors import ConfigurationError, InputError
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sweden.ada.money.export_point import ExportPoint
from amili_ext.testing import VirtualClock
from tests.sweden.ada.desk import CREDITOR, cases, debt, invoice
from tests.sweden.ada.parties import creditor_example

CASE = "6867da7788b9226bb78d716c"
REGISTER: dict[str, Any] = {"amount": 1, "bank_transaction_date": date(2026, 1, 1)}


@pytest.fixture
def amili(clock: VirtualClock) -> Sweden:
    sandbox = Sandbox(SandboxSettings(sweden=SwedenSettings(initialization_delay=0)), clock=clock.time)
    return testing.sweden(sandbox, clock=clock)


WRONG: list[tuple[Callable[[Any], Any], str]] = [
    (lambda amili: amili.cases.get(None), "case"),
    (lambda amili: amili.cases.status(7), "case"),
    (lambda amili: amili.cases.link(None), "case"),
    (lambda amili: amili.cases.link(CASE, oauth="\ud800"), "oauth"),
    (lambda amili: amili.cases.link(CASE, oauth={"a": 1}), "oauth"),
    (lambda amili: amili.payments.refresh(None), "result"),
    (lambda amili: amili.creditings.refresh("6867da7788b9226bb78d716c"), "result"),
    (lambda amili: amili.cases.list(page_token=7), "page_token"),
    (lambda amili: amili.customers.list(page_token=b"page:2:100"), "page_token"),
    (lambda amili: list(amili.payouts.export("yesterday")), "since"),
    (lambda amili: amili.payouts.export_to_file(None), "path"),
    (lambda amili: amili.payouts.export_to_file(b"export.csv"), "path"),
    (lambda amili: amili.invoices.register(invoice(), extra_fields=None), "extra_fields"),
    (lambda amili: list(amili.cases.register_all([cases()], extra_fields=7)), "extra_fields"),
    (lambda amili: amili.creditors.update(CREDITOR, {"name": "New"}, extra_fields=None), "extra_fields"),
    (lambda amili: amili.creditors.create(creditor_example(), extra_fields="name"), "extra_fields"),
]


@pytest.mark.parametrize(("method", "argument"), WRONG)
def test_what_cannot_be_right_is_refused_under_the_name_of_the_argument(amili: Sweden, method: Callable[[Any], Any], argument: str) -> None:
    with pytest.raises(InputError) as caught:
        method(amili)
    assert {problem.field for problem in caught.value.problems} == {argument}


def test_the_result_of_one_kind_of_action_is_none_of_another(amili: Sweden) -> None:
    made = amili.cases.register(cases(debt("INV-1", 100))).debts[0]
    payment = amili.payments.register(made, **REGISTER)
    assert amili.payments.refresh(payment).id == payment.id
    with pytest.raises(InputError, match="result of a crediting"):
        amili.creditings.refresh(payment)


class Ids(StrEnum):
    CREDITOR = CREDITOR


class Number(str):
    """What callers have as the type of their invoice numbers."""


def test_ids_and_numbers_of_a_class_of_the_callers_own_are_texts(amili: Sweden) -> None:
    amili.cases.register(cases(debt("INV-1", 100)))
    payment = amili.payments.register(creditor=Ids.CREDITOR, invoice_number=Number("INV-1"), **REGISTER)
    assert (payment.creditor, payment.invoice_number, payment.amount) == (CREDITOR, "INV-1", Decimal(1))


@pytest.mark.parametrize("text", [None, 7, ["point"]])
def test_what_is_no_text_is_no_export_point(text: Any) -> None:
    with pytest.raises(ConfigurationError, match="not an export point"):
        ExportPoint.from_json(text)


@pytest.mark.parametrize("names", [["our_field"], ("our_field",), {"our_field"}, {"our_field": 1}.keys()])
def test_names_of_extra_fields_come_as_any_collection(amili: Sweden, names: Any) -> None:
    with pytest.raises(InputError) as caught:
        amili.invoices.register({**invoice(), "our_field": 1, "other_field": 2}, extra_fields=names)
    assert [problem.field for problem in caught.value.problems] == ["other_field"]
