"""Promises 1 to 3 for what is sent: the same content in any form is the same JSON, and what cannot be right is named with its path.

The independent implementation that everything is held against is the `to_dict` of the generated models, which were tested on their own.
"""

from __future__ import annotations

import enum
import importlib
import json
import typing
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

import attrs
import pytest
from amili_client.norway.collection import models
from amili_client.norway.collection.models.address_input import AddressInput
from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.claim_input import ClaimInput
from amili_client.norway.collection.models.claim_type import ClaimType
from amili_client.norway.collection.models.debtor_input import DebtorInput
from amili_client.norway.collection.models.debtor_type import DebtorType
from amili_client.norway.collection.models.email_input import EmailInput
from amili_client.norway.collection.models.invoice_input import InvoiceInput
from amili_client.norway.collection.models.invoice_type import InvoiceType
from amili_client.norway.collection.models.phone_number_input import PhoneNumberInput
from amili_client.norway.collection.models.settlement import Settlement
from amili_client.runtime import UNSET, decode_json, encode_json
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext import wire
from amili_ext.errors import Problem
from amili_ext.norway.collection.batch.checks import check_invoices
from amili_ext.sandbox.norway.examples import documented_invoice
from amili_ext.wire import Problems, encode, to_wire

from .support import named

Found = list[tuple[str, str]]


def converted(value: Any, *extra_fields: str, closely: bool = False) -> tuple[dict[str, Any], Found]:
    """The wire dict of an invoice and the problems that were found."""
    found: Found = []
    wire = to_wire(InvoiceInput, value, lambda field, message: found.append((field, message)), extra_fields, closely=closely)
    return wire, found


def good(value: Any, *extra_fields: str) -> dict[str, Any]:
    wire, found = converted(value, *extra_fields)
    assert found == []
    return wire


def problems(value: Any, *extra_fields: str, closely: bool = False) -> Found:
    return converted(value, *extra_fields, closely=closely)[1]


def problems_when_checked(value: Any) -> Found:
    """As `check_invoices` finds them: it looks closely at what cannot be encoded."""
    wire, found = converted(value)
    try:
        encode(wire)
    except (TypeError, UnicodeEncodeError):
        return problems(value, closely=True)
    return found


# -- any valid invoice, in any form ----------------------------------------------------------------------------------------------

_texts = st.text(max_size=6)
_amounts = st.decimals(allow_nan=False, allow_infinity=False) | st.integers(-(10**30), 10**30)
_zones = st.just(UTC) | st.timezones() | st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=_zones) | st.dates()  # noqa: DTZ001  # bounds must be naive


def _model(kind: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional=fields).map(lambda values: kind(**values))


_debtors = _model(
    DebtorInput,
    type_=st.builds(DebtorType, st.just("PRIVATE") | _texts),
    firstname=_texts,
    lastname=_texts,
    customer_number=_texts,
    identification_number=_texts,
    emails=st.lists(_model(EmailInput, value=_texts), max_size=2),
    phone_numbers=st.lists(_model(PhoneNumberInput, value=_texts, country_code=_texts), max_size=2),
    addresses=st.lists(_model(AddressInput, street=_texts, city=_texts, zip_code=_texts, country_code=_texts), max_size=2),
)
_claims = _model(ClaimInput, type_=st.builds(ClaimType, st.just("PRINCIPAL") | _texts), remaining_amount=_amounts, description=_texts)
_invoices = _model(
    InvoiceInput,
    type_=st.builds(InvoiceType, st.just("NOTICE") | _texts),
    invoice_number=_texts,
    vat=st.booleans(),
    fees=st.booleans(),
    original_invoice_amount=_amounts,
    currency=_texts,
    invoice_date=_moments,
    due_date=_moments,
    collection_notice_date=_moments | st.none(),
    unique_source_invoice_id=_texts,
    description=_texts,
    ocr_reference_number=_texts,
    debtors=st.lists(_debtors, max_size=2),
    claims=st.lists(_claims, max_size=2),
)


def as_dict(value: Any, name_of: Callable[[type[Any], str], str]) -> Any:
    """A model as a dict with names of one's choice."""
    if attrs.has(type(value)):
        return {
            name_of(type(value), name): as_dict(item, name_of)
            for name in type(value).WIRE_NAMES
            if (item := getattr(value, name)) is not UNSET
        }
    return [as_dict(item, name_of) for item in value] if isinstance(value, list) else value


def in_python_names(value: Any) -> Any:
    return as_dict(value, lambda kind, name: name)


def in_wire_names(value: Any) -> Any:
    return as_dict(value, lambda kind, name: kind.WIRE_NAMES[name])


def digits(content: bytes) -> str:
    """JSON in one spelling, with every digit of its numbers, so that 4500.0 and 4500.00 differ."""
    return json.dumps(decode_json(content), sort_keys=True, default=repr)


@settings(max_examples=300, deadline=None)
@given(_invoices)
def test_a_valid_invoice_is_the_same_json_as_its_own_to_dict_in_whatever_form_it_is_passed(invoice: InvoiceInput) -> None:
    expected = digits(encode_json(invoice.to_dict()))
    for form in (invoice, in_python_names(invoice), in_wire_names(invoice)):
        assert digits(encode(good(form))) == expected
    wire, found = converted(invoice, closely=True)
    assert (digits(encode(wire)), found) == (expected, [])


@settings(max_examples=200, deadline=None)
@given(_invoices, st.randoms())
def test_the_same_content_gives_the_same_bytes_whatever_its_form_and_order(invoice: InvoiceInput, random: Any) -> None:
    """Keys that make a second attempt recognisable are made of these bytes."""

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            names = list(value)
            random.shuffle(names)
            return {name: shuffled(value[name]) for name in names}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    forms = [
        invoice,
        in_python_names(invoice),
        in_wire_names(invoice),
        shuffled(in_python_names(invoice)),
        shuffled(in_wire_names(invoice)),
    ]
    assert len({encode(good(form)) for form in forms}) == 1


def test_the_documented_example_is_sent_as_it_is_printed() -> None:
    """https://docs.amili.dev/example-workflow-359631m0, with the amounts to the last digit."""
    content = encode(good(documented_invoice()))
    assert decode_json(content) == documented_invoice()
    assert b'"originalInvoiceAmount":4500.00,' in content
    assert b'"remainingAmount":4500.00,' in content
    assert content == encode(good(InvoiceInput.from_dict(documented_invoice())))


@pytest.mark.parametrize("amount", ["0.1", "4500.00", "1E+3", "0.30000000000000004", "99999999999999999999.99", "-0.01"])
def test_amounts_are_exact_to_the_last_digit(amount: str) -> None:
    for form in (InvoiceInput(original_invoice_amount=Decimal(amount)), {"originalInvoiceAmount": Decimal(amount)}):
        assert encode(good(form)) == b'{"originalInvoiceAmount":' + amount.encode() + b"}"


@pytest.mark.parametrize("wrap", [dict, MappingProxyType, UserDict])
def test_any_mapping_and_any_mixture_of_names_will_do(wrap: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    value = wrap(
        {"invoice_number": "1", "dueDate": date(2024, 2, 15), "claims": ({"remaining_amount": 5}, ClaimInput(remaining_amount=Decimal(6)))}
    )
    assert good(value) == {"invoiceNumber": "1", "dueDate": "2024-02-15", "claims": [{"remainingAmount": 5}, {"remainingAmount": 6}]}


def test_models_may_hold_dicts_and_dicts_models() -> None:
    mixed: Any = InvoiceInput(invoice_number="1", debtors=[{"firstname": "K", "emails": [EmailInput(value="e")]}])  # type: ignore[list-item]
    assert good(mixed) == {"invoiceNumber": "1", "debtors": [{"firstname": "K", "emails": [{"value": "e"}]}]}


@pytest.mark.parametrize("text", ["2024-01-15", "2024-01-15T10:30:00Z", "2024-01-15T10:30:00.500+00:00", "2024-01-15T10:30+02:00"])
def test_a_text_that_is_a_moment_is_sent_as_it_was_written(text: str) -> None:
    assert good({"dueDate": text}) == {"dueDate": text}
    assert good(InvoiceInput(collection_notice_date=text)) == {"collectionNoticeDate": text}  # type: ignore[arg-type]


def test_what_is_unset_is_not_sent() -> None:
    assert good({"invoiceNumber": "1", "description": UNSET}) == {"invoiceNumber": "1"}
    assert good(InvoiceInput(invoice_number="1")) == {"invoiceNumber": "1"}


def test_null_is_sent_where_the_api_knows_it_and_nowhere_else() -> None:
    assert good({"collectionNoticeDate": None}) == {"collectionNoticeDate": None}
    assert good(InvoiceInput(collection_notice_date=None)) == {"collectionNoticeDate": None}
    assert problems({"dueDate": None}) == [("dueDate", "must be a date or a date and time with a zone, not null")]
    assert problems({"invoiceNumber": None}) == [("invoiceNumber", "must be a text, not null")]


def test_a_field_for_a_moment_takes_no_day_and_one_for_a_day_no_moment() -> None:
    """A field of an invoice takes both, so what is asked here are models that Amili sends."""

    def problems_of(model: type[Any], value: Any) -> Found:
        found: Found = []
        to_wire(model, value, lambda field, message: found.append((field, message)))
        return found

    day, at = date(2026, 1, 1), datetime(2026, 1, 1, 12, tzinfo=UTC)
    unread: Any = "soon"
    assert problems_of(Batch, {"createdAt": at, "finishedAt": None}) == problems_of(Batch, Batch(created_at=at, finished_at=at)) == []
    assert problems_of(Batch, {"createdAt": day}) == [("createdAt", "must be a date and time with a zone, not a date alone")]
    assert problems_of(Batch, Batch(finished_at=unread)) == [("finished_at", "must be a date and time with a zone, not another text")]
    assert problems_of(Settlement, {"settlementDate": day}) == []
    assert problems_of(Settlement, {"settlementDate": at}) == [("settlementDate", "must be a date, not a date and time")]


# -- floats ----------------------------------------------------------------------------------------------------------------------


def places(value: Any, path: str = "") -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Every place in a nest of dicts and lists: its path, and how to put something else there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        below = f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}" if path else key
        yield below, lambda new, key=key: value.__setitem__(key, new)
        yield from places(inner, below)


@settings(max_examples=300, deadline=None)
@given(_invoices.filter(lambda invoice: in_wire_names(invoice)), st.sampled_from([in_python_names, in_wire_names]), st.floats(), st.data())
def test_a_float_anywhere_is_reported_with_its_path_and_nothing_else_is(
    invoice: InvoiceInput, form: Callable[[Any], Any], amount: float, data: st.DataObject
) -> None:
    value = form(invoice)
    path, put = data.draw(st.sampled_from(list(places(value))))
    put(amount)
    assert [field for field, _ in problems(value)] == [path]


@settings(max_examples=100, deadline=None)
@given(_invoices, st.sampled_from(sorted(InvoiceInput.WIRE_NAMES)), st.floats())
def test_a_float_in_a_model_is_reported_with_its_field(invoice: InvoiceInput, name: str, amount: float) -> None:
    setattr(invoice, name, amount)
    assert [field for field, _ in problems(invoice)] == [name]


@settings(max_examples=50, deadline=None)
@given(st.floats())
def test_a_float_in_a_field_that_the_documentation_does_not_know_is_reported_too(amount: float) -> None:
    for value in ({"extra": {"a": [1, amount]}}, _with_extra(extra={"a": [1, amount]})):
        assert [field for field, _ in problems(value, "extra")] == ["extra.a[1]"]


def test_the_sentence_says_what_to_do() -> None:
    ((_, message),) = problems({"originalInvoiceAmount": 4500.1})
    assert message == "is a float, which cannot hold most amounts exactly; pass a Decimal, made from a text such as Decimal('4500.00')"


# -- what cannot be right --------------------------------------------------------------------------------------------------------

DATE_OR_TIME = "must be a date or a date and time with a zone, not"


class PlainEnum(enum.Enum):
    NOTICE = "NOTICE"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("original_invoice_amount", True, "must be a Decimal or an int, not bool"),
        ("original_invoice_amount", "4500.00", "must be a Decimal or an int, not str"),
        ("original_invoice_amount", Decimal("NaN"), "is not a finite number"),
        ("original_invoice_amount", Decimal("sNaN"), "is not a finite number"),
        ("original_invoice_amount", Decimal("-Infinity"), "is not a finite number"),
        ("vat", 1, "must be true or false, not int"),
        ("vat", "true", "must be true or false, not str"),
        ("type_", 5, "must be a text, not int"),
        ("invoice_number", 123, "must be a text, not int"),
        ("invoice_number", b"123", "must be a text, not bytes"),
        ("invoice_number", "half \ud83d", "holds half of a surrogate pair, which UTF-8 cannot"),
        ("due_date", datetime(2024, 1, 1), "has no time zone; say which, for example with tzinfo="),  # noqa: DTZ001  # that is the point
        ("due_date", "2024-01-01T00:00:00", "has no time zone; say which, for example with tzinfo="),
        ("due_date", "tomorrow", f"{DATE_OR_TIME} another text"),
        ("due_date", "2024-02-30", f"{DATE_OR_TIME} another text"),
        ("due_date", "Mon, 15 Jan 2024 00:00:00 GMT", f"{DATE_OR_TIME} another text"),
        ("due_date", 1705276800, f"{DATE_OR_TIME} int"),
        ("collection_notice_date", "tomorrow", f"{DATE_OR_TIME} another text"),
        ("collection_notice_date", "2024-13-01", f"{DATE_OR_TIME} another text"),
        ("collection_notice_date", "2024-01-15\n", f"{DATE_OR_TIME} another text"),
        ("debtors", "Kari", "must be a list, not str"),
        ("debtors", {"firstname": "Kari"}, "must be a list, not dict"),
        ("debtors", DebtorInput(firstname="Kari"), "must be a list, not DebtorInput"),
        ("claims", 5, "must be a list, not int"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_be_right_is_reported_with_its_field_in_every_form(field: str, value: Any, message: str) -> None:
    wire_name = InvoiceInput.WIRE_NAMES[field]
    for form, name in (({field: value}, field), ({wire_name: value}, wire_name), (InvoiceInput(**{field: value}), field)):
        (found,) = problems_when_checked(form)
        assert found[0] == name
        assert found[1].startswith(message)
        assert encode(converted(form, closely=True)[0]), "what was reported still leaves something that can be looked at further"


def test_a_problem_deep_inside_has_the_whole_path_in_the_callers_spelling() -> None:
    value = {"debtors": [{}, {"phone_numbers": [{"value": 1}], "addresses": [{"zipCode": 155}]}], "claims": [5]}
    assert [field for field, _ in problems(value)] == ["debtors[1].phone_numbers[0].value", "debtors[1].addresses[0].zipCode", "claims[0]"]
    model = InvoiceInput(debtors=[DebtorInput(), DebtorInput(emails=[EmailInput(value=1)])])  # type: ignore[arg-type]
    assert [field for field, _ in problems(model)] == ["debtors[1].emails[0].value"]


def test_every_problem_is_found_at_once() -> None:
    value = {
        "invoiceNumber": 1,
        "vat": "no",
        "dueDate": "never",
        "claims": [{"remainingAmount": 1.5}, {"remainingAmount": True}],
        "colour": "red",
    }
    assert [field for field, _ in problems(value)] == [
        "invoiceNumber",
        "vat",
        "dueDate",
        "claims[0].remainingAmount",
        "claims[1].remainingAmount",
        "colour",
    ]


@pytest.mark.parametrize("value", [None, 5, "text", [], ClaimInput(), InvoiceInput, object()], ids=named)
def test_what_is_no_invoice_at_all_is_reported_as_a_whole(value: Any) -> None:
    wire, ((field, message),) = converted(value)
    assert (wire, field) == ({}, "")
    assert message.startswith("must be a dict or InvoiceInput, not ")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("invoicenumber", "invoice_number"),
        ("invoice_nubmer", "invoice_number"),
        ("dueDat", "dueDate"),
        ("Currency", "currency"),
        ("zzz", None),
    ],
)
def test_an_unknown_field_is_reported_with_the_one_that_was_probably_meant(name: str, suggestion: str | None) -> None:
    ((field, message),) = problems({name: "x"})
    assert field == name
    assert message.startswith("is not a known field of InvoiceInput")
    assert (f"; did you mean {suggestion}?" in message) if suggestion else ("did you mean" not in message)


def test_an_enum_that_is_no_text_is_reported() -> None:
    assert problems({"type": PlainEnum.NOTICE}) == [("type", "must be a text, not PlainEnum")]


def test_an_unknown_field_deep_inside_is_reported_too() -> None:
    ((field, message),) = problems({"debtors": [{"firstName": "Kari"}]})
    assert field == "debtors[0].firstName"
    assert "of DebtorInput; did you mean firstname?" in message


@pytest.mark.parametrize("key", [5, None, ("a", "b")])
def test_a_key_that_is_no_text_is_an_unknown_field(key: Any) -> None:
    ((field, message),) = problems({key: "x"})
    assert field == str(key)
    assert "is not a known field" in message


@pytest.mark.parametrize(("one", "other"), [("invoiceNumber", "invoice_number"), ("type", "type_"), ("dueDate", "due_date")])
def test_the_same_field_in_both_spellings_is_reported(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        ((field, message),) = problems({first: "2024-01-01", second: "2024-01-01"})
        assert field == second
        assert message == f"is given twice, as {other} and as {one}"


def test_values_are_not_in_the_messages() -> None:
    secret = "12345678901"
    value = {
        "invoiceNumber": [secret],
        "dueDate": secret,
        "vat": secret,
        "debtors": secret,
        "claims": [secret],
        "originalInvoiceAmount": secret,
    }
    found = problems(value)
    assert len(found) == 6
    assert secret not in str(found)


# -- fields that the documentation does not show ---------------------------------------------------------------------------------


def _with_extra(**extra: Any) -> InvoiceInput:
    invoice = InvoiceInput(invoice_number="1")
    invoice.additional_properties.update(extra)
    return invoice


def test_a_field_that_was_named_as_extra_is_sent_at_any_depth() -> None:
    """The pages are cut off: there may be more fields of an invoice, a debtor and a claim."""
    value = {"invoiceNumber": "1", "kid": "9", "debtors": [{"kid": "8"}], "claims": [{"kid": Decimal("7.50")}]}
    assert good(value, "kid") == {"invoiceNumber": "1", "debtors": [{"kid": "8"}], "claims": [{"kid": Decimal("7.50")}], "kid": "9"}
    assert [field for field, _ in problems(value)] == ["kid", "debtors[0].kid", "claims[0].kid"]
    assert [field for field, _ in problems(value | {"kdi": "9"}, "kid")] == ["kdi"], "and no other is"


def test_additional_properties_of_a_model_are_sent_as_they_are() -> None:
    """Who puts something there means it."""
    invoice = _with_extra(
        kid={"a": [Decimal("1.50"), None, True, "x", 7], "b": [datetime(2024, 1, 15, tzinfo=UTC), date(2024, 1, 15), UUID(int=5)]}
    )
    assert decode_json(encode(good(invoice)))["kid"] == {
        "a": [Decimal("1.50"), None, True, "x", 7],
        "b": ["2024-01-15T00:00:00Z", "2024-01-15", "00000000-0000-0000-0000-000000000005"],
    }


@pytest.mark.parametrize("closely", [False, True])
def test_an_additional_property_does_not_override_the_field_of_that_name(closely: bool) -> None:
    """As in the generated code."""
    invoice = _with_extra(invoiceNumber="other", dueDate="2024-01-15")
    assert converted(invoice, closely=closely)[0] == invoice.to_dict() == {"invoiceNumber": "1", "dueDate": "2024-01-15"}


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", 1j, enum.Enum, iter([])], ids=named)
def test_what_json_cannot_hold_is_reported(value: Any) -> None:
    ((field, message),) = problems(_with_extra(kid=[value]))
    assert field == "kid[0]"
    assert message.startswith("cannot be sent as JSON: ")


def test_extra_fields_come_last_and_in_one_order() -> None:
    one, other = {"z": 1, "invoiceNumber": "1", "b": 2}, {"b": 2, "z": 1, "invoice_number": "1"}
    assert encode(good(one, "b", "z")) == encode(good(other, "b", "z")) == b'{"invoiceNumber":"1","b":2,"z":1}'


# -- classes of the caller's own -------------------------------------------------------------------------------------------------


class Text(str):
    """As XML and YAML libraries give them."""

    __slots__ = ()

    def __str__(self) -> str:
        return "not this"


class TextEnum(str, enum.Enum):  # noqa: UP042  # as many a caller has it; it shows as TextEnum.NOTICE
    NOTICE = "NOTICE"


class Number(int):
    pass


class Amount(Decimal):
    pass


@pytest.mark.parametrize("closely", [False, True])
@pytest.mark.parametrize(
    ("field", "value", "json_"),
    [
        ("invoice_number", Text("1"), b'"1"'),
        ("invoice_number", TextEnum.NOTICE, b'"NOTICE"'),
        ("type_", TextEnum.NOTICE, b'"NOTICE"'),
        ("type_", Text("NOTICE"), b'"NOTICE"'),
        ("type_", "NOTICE", b'"NOTICE"'),
        ("due_date", Text("2024-01-15"), b'"2024-01-15"'),
        ("collection_notice_date", Text("2024-01-15T00:00:00Z"), b'"2024-01-15T00:00:00Z"'),
        ("original_invoice_amount", Number(5), b"5"),
        ("original_invoice_amount", enum.IntEnum("Five", {"FIVE": 5}).FIVE, b"5"),  # type: ignore[attr-defined]
        ("original_invoice_amount", Amount("1.50"), b"1.50"),
    ],
    ids=repr,
)
def test_a_text_or_number_of_the_callers_own_class_is_sent_as_what_it_is(field: str, value: Any, json_: bytes, closely: bool) -> None:
    wire_name = InvoiceInput.WIRE_NAMES[field]
    expected = b'{"' + wire_name.encode() + b'":' + json_ + b"}"
    assert encode(good({field: value})) == expected
    if closely:
        wire, found = converted(InvoiceInput(**{field: value}), closely=True)
        assert (encode(wire), found) == (expected, [])
    (part,) = check_invoices([InvoiceInput(**{"invoice_number": "1", field: value})]).parts
    assert decode_json(part)[wire_name] == decode_json(expected)[wire_name]


def test_classes_of_the_callers_own_may_stand_in_extra_fields_too() -> None:
    value = {"kid": [Text("1"), TextEnum.NOTICE, Number(5), Amount("1.50"), True]}
    assert encode(good(value, "kid")) == b'{"kid":["1","NOTICE",5,1.50,true]}'


# -- anything at all -------------------------------------------------------------------------------------------------------------

_plain_junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters(), max_size=5)
    | st.binary(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.uuids()
    | st.sampled_from([UNSET, object(), Text("x"), TextEnum.NOTICE, PlainEnum.NOTICE, int]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(st.sampled_from(sorted(InvoiceInput.WIRE_NAMES.values())) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
_junk = _plain_junk | st.sampled_from([ClaimInput(), InvoiceInput(), [DebtorInput()], DebtorInput(firstname="x")])


@settings(max_examples=400, deadline=None)
@given(_invoices, _junk, st.data())
def test_whatever_stands_anywhere_is_sent_or_reported_there_and_never_raises(invoice: InvoiceInput, junk: Any, data: st.DataObject) -> None:
    value = {"extra": 0, **data.draw(st.sampled_from([in_python_names, in_wire_names]))(invoice)}
    path, put = data.draw(st.sampled_from(list(places(value))))
    put(junk)
    wire, found = converted(value, "extra")
    assert all(field.startswith(path) for field, _ in found)
    assert decode_json(encode(wire)) is not None


@settings(max_examples=300, deadline=None)
@given(_junk)
def test_no_input_at_all_raises(junk: Any) -> None:
    assert isinstance(converted(junk)[0], dict)


@settings(max_examples=200, deadline=None)
@given(_invoices, st.sampled_from(sorted(InvoiceInput.WIRE_NAMES)), _plain_junk)
def test_the_quick_look_at_a_model_lets_nothing_pass_that_a_close_look_reports(invoice: InvoiceInput, name: str, junk: Any) -> None:
    """Except for what comes to the same JSON: nothing in place of a list, a model of another kind with the same fields."""
    setattr(invoice, name, junk)
    quick, close = converted(invoice), converted(invoice, closely=True)
    try:
        content = encode(quick[0])
    except (TypeError, UnicodeEncodeError):
        return  # then the caller of the two looks closely
    if not quick[1] and not (name in {"debtors", "claims"} and not junk):
        assert close[1] == []
        assert content == encode(close[0])


WHOLE = InvoiceInput(
    type_=InvoiceType("NOTICE"),
    invoice_number="A-1",
    vat=True,
    original_invoice_amount=Decimal("1.10"),
    invoice_date=date(2026, 1, 1),
    due_date=datetime(2026, 1, 31, tzinfo=UTC),
    collection_notice_date=date(2026, 3, 1),
    debtors=[DebtorInput(type_=DebtorType("PRIVATE"), emails=[EmailInput(value="a@b.example")])],
    claims=[ClaimInput(type_=ClaimType("PRINCIPAL"), remaining_amount=Decimal(1))],
)


@pytest.mark.parametrize("model", [WHOLE, attrs.evolve(WHOLE, collection_notice_date=None), InvoiceInput()], ids=["whole", "null", "empty"])
def test_a_model_without_flaw_is_not_looked_at_closely(model: InvoiceInput, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 100,000 invoices nearly all are right; a close look at each would take most of the time of a job."""
    good(model)
    monkeypatch.setattr(wire, "_convert_model", lambda *_: pytest.fail("it was looked at closely"))
    monkeypatch.setattr(wire, "_make_plan", lambda *_: pytest.fail("the type hints were read again"))
    assert good(model) == model.to_dict()


# -- models ----------------------------------------------------------------------------------------------------------------------

MODELS = [kind for name in models.__all__ if attrs.has(kind := getattr(models, name))]


@pytest.mark.parametrize("kind", MODELS)
def test_every_generated_model_can_be_converted(kind: type[Any]) -> None:
    """A kind of field that this module has not met before would show here."""
    found: Found = []
    assert to_wire(kind, {}, lambda field, message: found.append((field, message))) == {}
    assert found == []
    hints = importlib.import_module(kind.__module__)
    assert kind.WIRE_NAMES.keys() == {one.name for one in attrs.fields(kind)} - {"additional_properties"}, hints.__name__


def test_problems_are_collected_with_the_position_of_their_invoice() -> None:
    collected = Problems()
    collected.at(3)("dueDate", "is odd")
    collected.at(None)("", "is empty")
    assert collected.found == [Problem(3, "dueDate", "is odd"), Problem(None, "", "is empty")]


def test_the_type_hints_of_a_model_are_read_with_no_more_than_a_copy_of_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.14 resolves them so; a dict of a class of its own that finds names when it is asked would not be asked."""
    resolve = typing.get_type_hints
    monkeypatch.setattr(typing, "get_type_hints", lambda model, known, siblings: resolve(model, dict(known), dict(siblings)))
    assert [field.python_name for field in wire._make_plan(InvoiceInput).fields] == list(InvoiceInput.WIRE_NAMES)
