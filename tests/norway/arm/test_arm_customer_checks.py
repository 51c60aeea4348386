"""Customers that cannot be meant: told at once, by the caller's own names, before anything is sent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.arm.models.customer_input import CustomerInput
from amili_client.norway.arm.models.postal_address import PostalAddress
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError
from amili_ext.norway.arm.customers import batches, writing
from tests.norway.arm.customer_register import Register

NUMBER = "543210"
NULL = "is null, which changes nothing at Amili; leave it out, or pass an empty text to clear it"
ONE_AT_A_TIME = [writing.update, writing.create]
TOGETHER = [batches.update_batch, batches.create_batch]


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


WRONG: list[tuple[Any, list[tuple[str, str]]]] = [
    ({"name": "Owe"}, [("customerNo", "is missing; it says which customer is meant")]),
    (CustomerInput(name="Owe"), [("customer_no", "is missing; it says which customer is meant")]),
    ({"customerNo": "..", "name": "Owe"}, [("customerNo", "is no number or id")]),
    ({"customerNo": " ", "name": "Owe"}, [("customerNo", "is empty; it says which customer is meant")]),
    ({"customer_no": "", "name": "Owe"}, [("customer_no", "is empty; it says which customer is meant")]),
    ({"customer_no": 543210, "name": "Owe"}, [("customer_no", "must be a text, not int")]),
    ({"customer_no": NUMBER, "name": None}, [("name", NULL)]),
    ({"customer_no": None, "name": "Owe"}, [("customer_no", NULL)]),
    (CustomerInput(customer_no=NUMBER, name=None), [("name", NULL)]),  # type: ignore[arg-type]
    ({"customerNo": NUMBER, "postalAddress": None}, [("postalAddress", NULL)]),
    ({"customerNo": NUMBER, "postalAddress": {"cityName": None}}, [("postalAddress.cityName", NULL)]),
    (
        CustomerInput(customer_no=NUMBER, postal_address=PostalAddress(city_name=None)),  # type: ignore[arg-type]
        [("postal_address.city_name", NULL)],
    ),
    ({"customerNo": NUMBER, "emailAddressDocument": [None]}, [("emailAddressDocument[0]", NULL)]),
    ({"customerNo": NUMBER, "secret": {"codes": [{"code": None}]}}, [("secret.codes[0].code", NULL)]),
    (
        {"customerNo": NUMBER, "postal_address": {}},
        [("postal_address", 'names none of its fields; leave it out, or pass "" in each of them to clear the address')],
    ),
    (
        {"customerNo": NUMBER, "limit_amount": 0.1},
        [
            (
                "limit_amount",
                "is a float, which cannot hold most amounts exactly; pass a Decimal, made from a text such as Decimal('4500.00')",
            )
        ],
    ),
    ({"customerNo": NUMBER, "stopReminderUntil": "tomorrow"}, [("stopReminderUntil", "must be a date, not another text")]),
    (CustomerInput(customer_no=NUMBER, stop_reminder_until="tomorrow"), [("stop_reminder_until", "must be a date, not another text")]),
    (
        CustomerInput(customer_no=NUMBER, stop_reminder_until=datetime(2026, 1, 1, tzinfo=UTC)),
        [("stop_reminder_until", "must be a date, not a date and time")],
    ),
    ({"customerNo": NUMBER, "vatLiable": ""}, [("vatLiable", "must be true or false, not str")]),
    ({"customerNo": NUMBER, "name": "Owe", "dueDays": "", "email": "x"}, [("dueDays", "must be a whole number, not str"), ("email", "…")]),
    ({"customerNo": NUMBER, "secret": deep(5000)}, [("", "holds a number of thousands of digits, or is nested too deeply to be sent")]),
    (NUMBER, [("", "must be a dict or CustomerInput, not str")]),
]


def problems_of(caught: pytest.ExceptionInfo[InputError]) -> list[tuple[int | None, str, str]]:
    return [
        (problem.index, problem.field, "…" if "is not a known field" in problem.message else problem.message)
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize("write", ONE_AT_A_TIME)
@pytest.mark.parametrize(("customer", "problems"), WRONG)
def test_what_cannot_be_meant_is_told_and_not_sent(write: Any, customer: Any, problems: list[tuple[str, str]]) -> None:
    register = Register()
    with pytest.raises(InputError) as caught:
        register.do(write(register.context, customer, extra_fields=["secret"]))
    assert problems_of(caught) == [(None, *problem) for problem in problems]
    assert register.requests == []


@pytest.mark.parametrize("write", TOGETHER)
def test_of_many_all_problems_are_told_at_once(write: Any) -> None:
    register = Register()
    with pytest.raises(InputError) as caught:
        register.do(write(register.context, [customer for customer, _ in WRONG], extra_fields=["secret"]))
    told = problems_of(caught)
    for index, (_, problems) in enumerate(WRONG):
        assert [problem for problem in told if problem[0] == index and "is the same as" not in problem[2]] == [
            (index, *problem) for problem in problems
        ]
    assert "customers[0].customerNo: is missing" in str(caught.value)
    assert register.requests == []


def test_a_change_of_nothing_is_none_but_a_new_customer_may_be_a_number() -> None:
    register = Register()
    with pytest.raises(InputError, match=r"^names no field to change$"):
        register.do(writing.update(register.context, {"customer_no": NUMBER}))
    assert register.requests == []
    register.do(writing.create(register.context, {"customer_no": NUMBER}))
    assert register.sent() == {"customer": {"customerNo": NUMBER}}


@pytest.mark.parametrize("write", TOGETHER)
@pytest.mark.parametrize("other", ["A7", "a7"])
def test_a_customer_is_in_a_batch_once(write: Any, other: str) -> None:
    register = Register()
    rows = [{"customerNo": "A7", "name": "Owe"}, {"customerNo": "B8", "name": "Odd"}, {"customer_no": other, "name": "Ola"}]
    with pytest.raises(InputError, match=r"^customers\[2\]\.customer_no: is the same as in customers\[0\], and in which order"):
        register.do(write(register.context, rows))
    assert register.requests == []


@pytest.mark.parametrize("write", TOGETHER)
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "there are no customers to send"),
        (iter(()), "there are no customers to send"),
        ({"customerNo": NUMBER}, "pass a list of customers, not one dict"),
        (CustomerInput(customer_no=NUMBER), "pass a list of customers, not one CustomerInput"),
        (NUMBER, "pass a list of customers, not one str"),
        (None, "pass a list of customers, not one NoneType"),
    ],
)
def test_what_is_no_list_of_customers_is_no_batch(write: Any, rows: Any, message: str) -> None:
    register = Register()
    with pytest.raises(InputError, match=f"^{message}$"):
        register.do(write(register.context, rows))
    assert register.requests == []


@pytest.mark.parametrize("spelled", ["stopReminderUntil", "stop_reminder_until"])
@pytest.mark.parametrize(("value", "sent"), [("", ""), ("2026-12-31", "2026-12-31"), (date(2026, 12, 31), "2026-12-31")])
def test_a_date_is_sent_or_cleared(spelled: str, value: Any, sent: str) -> None:
    register = Register({"customerNo": NUMBER, "stopReminderUntil": "2026-01-01"})
    register.do(writing.update(register.context, {"customerNo": NUMBER, spelled: value}))
    register.do(writing.update(register.context, CustomerInput(customer_no=NUMBER, stop_reminder_until=value)))
    assert register.sent(0) == register.sent(1) == {"customer": {"customerNo": NUMBER, "stopReminderUntil": sent}}


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_an_amount_is_sent_to_the_last_digit(amount: Decimal) -> None:
    register = Register({"customerNo": NUMBER})
    register.do(writing.update(register.context, {"customerNo": NUMBER, "limitAmount": amount, "discountRate": amount}))
    content = register.writes[0].content
    assert isinstance(content, bytes)
    assert f'"limitAmount":{amount}'.encode() in content


def test_a_field_that_nobody_has_heard_of_is_sent_if_it_is_meant() -> None:
    register = Register({"customerNo": NUMBER})
    change = {"customerNo": NUMBER, "secret": {"level": 3}}
    with pytest.raises(InputError, match="secret: is not a known field of CustomerInput"):
        register.do(writing.update(register.context, change))
    register.do(writing.update(register.context, change, extra_fields={"secret", "level"}))
    assert register.customers[NUMBER]["secret"] == {"level": 3}


def test_no_value_gets_into_an_error() -> None:
    register = Register()
    with pytest.raises(InputError) as caught:
        register.do(writing.update(register.context, {"customerNo": NUMBER, "ssn": 1019921717, "dateOfBirth": "Kari Nordmann"}))
    assert "1019921717" not in f"{caught.value!r}"
    assert "Nordmann" not in f"{caught.value!r}"
