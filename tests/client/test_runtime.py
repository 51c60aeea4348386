"""`amili_client.runtime`: what every generated model relies on for absence, enums, JSON and money; time is in `test_times`."""

import copy
import datetime
import math
import pickle
import re
import uuid
from decimal import Decimal
from typing import Any

import pytest
from amili_client.runtime import (
    UNSET,
    OpenStrEnum,
    Unset,
    decode_json,
    encode_json,
    present,
    read_decimal,
    read_text,
    write_decimal,
)
from hypothesis import given, settings
from hypothesis import strategies as st

UTC = datetime.UTC
# How long one example takes says nothing on a busy machine; only the answer counts here.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)


class Status(OpenStrEnum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"


# ---- text


@given(st.integers())
def test_an_integer_is_read_as_its_digits_where_text_is_wanted(number: int) -> None:
    assert read_text(number) == f"{number}"
    assert read_text(decode_json(encode_json(number))) == f"{number}"


@pytest.mark.parametrize("value", ["0042", "", UNSET, None])
def test_what_is_text_or_absent_stays_what_it_is_where_text_is_wanted(value: Any) -> None:
    assert read_text(value) is value


@pytest.mark.parametrize("value", [True, Decimal("1.0"), {"a": 1}, ["a"]])
def test_what_is_neither_text_nor_an_integer_is_no_name(value: Any) -> None:
    with pytest.raises(ValueError, match=f"expected text or an integer, got {type(value).__name__}"):
        read_text(value)


# ---- absence


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_there_is_one_unset(protocol: int) -> None:
    assert list(Unset) == [UNSET]
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy([UNSET]) == [UNSET]
    assert copy.deepcopy({"a": UNSET})["a"] is UNSET
    assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET
    assert not UNSET
    assert repr(UNSET) == "UNSET"


def test_null_reads_as_absent_and_nothing_else_does() -> None:
    assert present(None) is UNSET
    values: list[Any] = [0, "", False, [], UNSET]
    assert [present(value) for value in values] == values


# ---- open enums


@given(st.text())
def test_an_unknown_value_behaves_as_a_member(text: str) -> None:
    status = Status(text)

    assert isinstance(status, Status)
    assert (status.value, str(status), f"{status}") == (text, text, text)
    assert status.is_known == (text in ("OPEN", "CLOSED"))
    assert status == Status(text) == text
    assert {status: 1}[Status(text)] == 1
    for twin in (copy.copy(status), copy.deepcopy(status), pickle.loads(pickle.dumps(status))):
        assert type(twin) is Status
        assert (twin, twin.is_known) == (status, status.is_known)


def test_an_unknown_value_is_not_added_to_the_enum() -> None:
    Status("ARCHIVED")

    assert list(Status) == [Status.OPEN, Status.CLOSED]
    assert Status("ARCHIVED") is not Status("ARCHIVED")
    assert Status("OPEN") is Status.OPEN
    assert pickle.loads(pickle.dumps(Status.OPEN)) is Status.OPEN


@pytest.mark.parametrize("value", [None, 1, True, b"OPEN", ["OPEN"]])
def test_only_text_is_a_value_of_an_open_enum(value: Any) -> None:
    with pytest.raises(ValueError, match="is not a valid Status"):
        Status(value)


# ---- JSON


@given(AMOUNTS)
def test_a_decimal_keeps_every_digit_through_json(amount: Decimal) -> None:
    text = encode_json({"amount": amount})
    read = decode_json(text)["amount"]

    assert not isinstance(read, float)
    assert re.fullmatch(rb'\{"amount":-?\d+(\.\d+)?([Ee][+-]?\d+)?\}', text)
    # "0" and "-0" are integers in JSON, and read as such; the value is the same.
    assert Decimal(read).as_tuple() == amount.as_tuple() or (read == 0 and amount == 0)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | AMOUNTS,
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_values_come_back_as_they_were(value: Any) -> None:
    assert decode_json(encode_json(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_read_as_a_float(number: float) -> None:
    assert type(decode_json(repr(number).encode())) in (int, Decimal)
    assert float(decode_json(repr(number).encode())) == number


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0.1, "the body is a float; pass a Decimal"),
        ({"invoices": [{}, {"fee": 0.1}]}, r"the body\.invoices\[1\]\.fee is a float"),
        ((1, [2, 3.5]), r"the body\[1\]\[1\] is a float"),
        (math.nan, "the body is a float"),
        ([Decimal("NaN")], r"the body\[0\] is NaN, which JSON has no number for"),
        ([Decimal("-Infinity")], r"the body\[0\] is -Infinity"),
        ({"at": datetime.datetime(2024, 1, 1)}, r"the body\.at is a datetime without a time zone"),  # noqa: DTZ001
        ({"name": UNSET}, r"the body\.name is of type Unset"),
        ({"names": {"a"}}, r"the body\.names is of type set"),
    ],
)
def test_what_json_cannot_hold_exactly_is_refused_with_its_place(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        encode_json(value)


def test_what_has_one_form_in_json_is_written_in_it() -> None:
    moment = datetime.datetime(2024, 1, 15, tzinfo=UTC)
    identifier = uuid.UUID(int=1)
    value = {"status": Status("NEW"), "id": identifier, "at": moment, "on": moment.date(), "pair": (1, "å")}

    start = f'{{"status":"NEW","id":"{identifier}",'
    text = start + '"at":"2024-01-15T00:00:00Z","on":"2024-01-15","pair":[1,"å"]}'
    assert encode_json(value) == text.encode()


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"a":', b"[1,]", b"NaN", b"\xff", b"1e99999999999999999999", b"[" * 100_000])
def test_what_is_not_json_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_json(content)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode_json(b'\xef\xbb\xbf{"a":1.0}') == {"a": Decimal("1.0")}


# ---- money


@given(AMOUNTS)
def test_an_amount_is_read_and_written_as_it_is(amount: Decimal) -> None:
    assert read_decimal(amount) is amount
    assert write_decimal(amount) is amount
    assert read_decimal(str(amount)).as_tuple() == amount.as_tuple()


@given(st.integers())
def test_a_whole_number_is_an_amount_too(number: int) -> None:
    assert read_decimal(number) == number
    assert type(read_decimal(number)) is Decimal
    assert write_decimal(number) == number


@given(st.floats())
def test_a_float_is_never_an_amount(number: float) -> None:
    with pytest.raises(ValueError, match=r"pass a Decimal made from a string, such as Decimal\('4500.00'\)"):
        write_decimal(number)  # type: ignore[arg-type]  # what callers without a type checker do
    with pytest.raises(ValueError, match="expected a number, got float"):
        read_decimal(number)


@pytest.mark.parametrize("value", [True, None, "", "12,50", "NaN", "Infinity", Decimal("sNaN"), [1]])
def test_what_is_no_amount_is_refused_both_ways(value: Any) -> None:
    with pytest.raises(ValueError, match=r"expected a|is not an amount"):
        read_decimal(value)
    with pytest.raises(ValueError, match=r"expected a|is not an amount"):
        write_decimal(value)


def test_a_subclass_of_decimal_is_checked_like_any_other() -> None:
    class Money(Decimal):
        pass

    assert write_decimal(Money("1.10")).as_tuple() == Decimal("1.10").as_tuple()  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="is not an amount"):
        write_decimal(Money("NaN"))
