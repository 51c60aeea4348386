"""What a change of a customer does to what is stored, whatever is sent and whatever is there: against a register of the documented rule."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.arm.models.customer_input import CustomerInput
from amili_client.norway.arm.models.postal_address import PostalAddress
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import InputError, NotFoundError, UnreadableResponseError
from amili_ext.flow import Flow
from amili_ext.norway.arm.customers import writing
from amili_ext.norway.arm.customers.merging import ADDRESS_FIELDS, shows
from amili_ext.norway.arm.customers.writing import CustomerWrite
from amili_ext.shapes import is_object
from tests.norway.arm.customer_register import GROUP, Register, broken_after, broken_before, lost_after, lost_before
from tests.support import in_each_world

NUMBER = "543210"
# The customer that the page on the list prints, with the address that it prints.
PRINTED: dict[str, Any] = {
    "clientNo": 2218,
    "accountNo": 500002,
    "customerNo": NUMBER,
    "name": "Owe Armstrong",
    "language": "no",
    "dueDays": 10,
    "postalAddress": {
        "addressLine1": "C/O ARMchair industries",
        "addressLine2": "707 Arm street",
        "addressLine3": "Appartment 8",
        "postalCode": "1234",
        "cityName": "Oslo",
        "countryText": "Norway",
        "countryCode": "NO",
    },
}

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": TEXTS,
    "phoneNo": TEXTS,
    "customerMessage": TEXTS,
    "dueDays": st.integers(0, 90),
    "limitAmount": st.integers(0, 10**6).map(lambda cents: Decimal(cents) / 4),
    "vatLiable": st.booleans(),
    "stopReminderUntil": st.sampled_from(["", "2026-12-31", "2027-02-28"]),
    "emailAddressDocument": st.lists(TEXTS, max_size=2),
}
ADDRESSES = st.fixed_dictionaries({}, optional=dict.fromkeys(GROUP, TEXTS))
CHANGES = st.fixed_dictionaries({}, optional={**VALUES, "postalAddress": ADDRESSES.filter(bool)}).filter(bool)
STORED = st.fixed_dictionaries({"postalAddress": ADDRESSES}, optional=VALUES)
LOSSES = st.lists(st.sampled_from([lost_before, lost_after, broken_before, broken_after]), max_size=2)

_PYTHON_NAMES = {wire: name for model in (CustomerInput, PostalAddress) for name, wire in model.WIRE_NAMES.items()}


def in_python_names(change: Any) -> Any:
    if is_object(change):
        return {_PYTHON_NAMES[name]: in_python_names(value) for name, value in change.items()}
    return change


def as_model(change: dict[str, Any]) -> CustomerInput:
    return CustomerInput.from_dict(change)


def update(register: Register, change: Any) -> Flow[CustomerWrite]:
    return writing.update(register.context, change)


def create(register: Register, change: Any) -> Flow[CustomerWrite]:
    return writing.create(register.context, change)


def assert_merged(before: dict[str, Any], change: dict[str, Any], after: dict[str, Any]) -> None:
    """Every field that was sent is as it was sent, every other one as it was, where blank and absent are the same."""
    for name in {*before, *change, *after} - {"postalAddress"}:
        assert after.get(name, "") == change.get(name, before.get(name, "")), name
    old, new, there = (one.get("postalAddress", {}) for one in (before, change, after))
    for name in {*GROUP, *old, *new, *there}:
        assert there.get(name, "") == new.get(name, old.get(name, "")), name


@pytest.mark.parametrize("write", [update, create])
@pytest.mark.parametrize("spelled", [dict, in_python_names, as_model])
@settings(max_examples=40)
@given(stored=STORED, change=CHANGES, losses=LOSSES)
def test_what_is_sent_is_as_sent_and_all_else_stays(
    write: Any, spelled: Any, stored: dict[str, Any], change: dict[str, Any], losses: list[Any]
) -> None:
    before = {"customerNo": NUMBER, **stored}
    register = Register(before)
    register.faults = losses
    result = register.do(write(register, spelled({"customerNo": NUMBER, **change})))
    assert result.customer_no == NUMBER
    assert_merged(before, change, register.customers[NUMBER])


@given(change=CHANGES, losses=LOSSES)
def test_a_new_customer_is_what_was_sent(change: dict[str, Any], losses: list[Any]) -> None:
    register = Register()
    register.faults = losses
    register.do(create(register, {"customerNo": NUMBER, **change}))
    assert_merged({"customerNo": NUMBER}, change, register.customers[NUMBER])


@given(stored=STORED, change=CHANGES)
def test_an_answer_is_recognised_by_exactly_what_was_sent(stored: dict[str, Any], change: dict[str, Any]) -> None:
    assert shows({**stored, **change}, change)
    for name in change:
        if name != "postalAddress":
            other = "x" if change[name] != "x" else "y"
            assert not shows({**stored, **change, name: other}, change)


@given(value=st.one_of(*VALUES.values()))
def test_what_is_not_there_shows_nothing_but_a_cleared_text(value: Any) -> None:
    assert shows({}, {"name": value}) == (value == "")
    assert shows({"name": None}, {"name": value}) == (value == "")


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        (["a", "b"], ["a"]),
        (["a"], ["a", "b"]),
        (["b", "a"], ["a", "b"]),
        ([], [""]),
        (None, []),
        (None, 0),
        (1, True),
        (True, 1),
        ("Kari", "kari"),
        ("5", 5),
    ],
)
def test_what_is_almost_what_was_sent_is_not_it(stored: Any, sent: Any) -> None:
    assert not shows({"field": stored}, {"field": sent})


def test_the_group_is_that_of_the_page() -> None:
    assert ADDRESS_FIELDS == GROUP


@in_each_world
def test_one_field_of_an_address_sends_all_of_it(world: str) -> None:
    register = Register(PRINTED)
    register.do(update(register, {"customer_no": NUMBER, "postal_address": {"city_name": "Bergen"}}), world)
    assert register.reads == [NUMBER]
    assert register.sent() == {"customer": {"customerNo": NUMBER, "postalAddress": {**PRINTED["postalAddress"], "cityName": "Bergen"}}}


def test_an_empty_text_clears_one_field_of_the_address_and_no_other() -> None:
    register = Register(PRINTED)
    register.do(update(register, {"customerNo": NUMBER, "postalAddress": {"addressLine3": ""}}))
    assert register.customers[NUMBER] == {**PRINTED, "postalAddress": {**PRINTED["postalAddress"], "addressLine3": ""}}


def test_what_the_stored_address_lacks_or_has_as_null_is_sent_blank() -> None:
    register = Register({**PRINTED, "postalAddress": {"addressLine1": "Arm street 1", "countryCode": None}})
    register.do(update(register, {"customerNo": NUMBER, "postalAddress": {"cityName": "Oslo"}}))
    assert register.sent()["customer"]["postalAddress"] == {**dict.fromkeys(GROUP, ""), "addressLine1": "Arm street 1", "cityName": "Oslo"}


def test_a_field_of_the_address_that_nobody_has_heard_of_is_kept() -> None:
    register = Register({**PRINTED, "postalAddress": {**PRINTED["postalAddress"], "careOf": "Kari"}})
    register.do(update(register, {"customerNo": NUMBER, "postalAddress": {"cityName": "Bergen"}}))
    assert register.customers[NUMBER]["postalAddress"]["careOf"] == "Kari"


def test_an_address_under_other_names_is_not_taken_for_a_blank_one() -> None:
    """A page writes `postalAddress1` for what another one shows as `addressLine1`: what is blank to us may be the street."""
    register = Register({**PRINTED, "postalAddress": {"postalAddress1": "Arm street 1", "postalCode": "1234"}})
    with pytest.raises(InputError, match="shows one with fields of other names; pass all its fields"):
        register.do(update(register, {"customerNo": NUMBER, "postalAddress": {"cityName": "Oslo"}}))
    assert register.writes == []


@pytest.mark.parametrize(
    "change", [{"name": "Owe"}, {"postalAddress": dict.fromkeys(GROUP, "")}, {"postalAddress": {**PRINTED["postalAddress"]}}]
)
def test_without_need_nothing_is_read(change: dict[str, Any]) -> None:
    register = Register(PRINTED)
    register.do(update(register, {"customerNo": NUMBER, **change}))
    assert register.reads == []
    assert register.sent() == {"customer": {"customerNo": NUMBER, **change}}


@pytest.mark.parametrize("write", [update, create])
@pytest.mark.parametrize("address", [..., None])
@pytest.mark.parametrize("name", ["postalAddress", "postal_address"])
def test_an_address_that_is_not_shown_may_be_there_so_nothing_is_written_over_it(write: Any, address: Any, name: str) -> None:
    register = Register({"customerNo": NUMBER, **({} if address is ... else {"postalAddress": address})})
    with pytest.raises(InputError, match=f"^{name}: cannot be completed, since .* shows no address") as caught:
        register.do(write(register, {"customerNo": NUMBER, name: {"cityName": "Oslo"}}))
    assert [(problem.index, problem.field) for problem in caught.value.problems] == [(None, name)]
    assert register.writes == []


def test_there_is_nothing_to_complete_a_change_of_nobody_from() -> None:
    register = Register()
    with pytest.raises(NotFoundError):
        register.do(update(register, {"customerNo": NUMBER, "postalAddress": {"cityName": "Oslo"}}))
    assert register.writes == []


def test_a_new_customer_with_a_part_of_an_address_gets_a_whole_one() -> None:
    register = Register()
    register.do(create(register, {"customerNo": NUMBER, "postalAddress": {"cityName": "Oslo"}}))
    assert register.sent()["customer"]["postalAddress"] == {**dict.fromkeys(GROUP, ""), "cityName": "Oslo"}
    assert register.writes[0].method == "POST"


def test_the_address_of_another_customer_gets_into_none() -> None:
    register = Register(PRINTED)
    register.customers["1"] = register.customers[NUMBER]  # answers for another number
    with pytest.raises(UnreadableResponseError, match="another customer came back"):
        register.do(update(register, {"customerNo": "1", "postalAddress": {"cityName": "Oslo"}}))
    assert register.writes == []
