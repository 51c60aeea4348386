"""Payment reservations: the rules of the identifiers, checked before anything is sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import AmiliError, UnknownOutcomeError, ValidationError
from amili_ext.norway.arm.posting.reservations import PaymentReservationWrite, create
from tests.norway.arm.ledger import LOST, REFUSED, URL, Ledger, problems
from tests.support import in_each_world, json_reply

# Printed by the page on creating a batch of documents.
KID = "500221850000200350786"
UPPER = "3FA85F64-5717-4562-B3FC-2C963F66AFA6"

IDENTIFIERS: dict[str, tuple[str, Any]] = {
    "ar_item_id": ("arItemId", 7),
    "document_no": ("documentNo", "088776655"),
    "document_uuid": ("documentUuid", UPPER),
    "reference_no": ("referenceNo", "R-1"),
    "kid": ("kid", KID),
    "account_no": ("accountNo", 500002),
    "customer_no": ("customerNo", "543210"),
}
"""Each argument with its name on the wire, as the page prints it, and a value."""


@in_each_world
@pytest.mark.parametrize("name", IDENTIFIERS)
def test_each_identifier_alone_will_do(name: str, world: str) -> None:
    wire, value = IDENTIFIERS[name]
    ledger = Ledger(json_reply({"reserved": True}), user_id="TestUser")
    write: PaymentReservationWrite = ledger.run(create, "P-1", world=world, **{name: value})
    (request,) = ledger.requests
    assert (request.method, request.url) == ("POST", f"{URL}/clients/2218/paymentreservations")
    assert ledger.body == {"metadata": {"userId": "TestUser"}, "paymentReservation": {"paymentId": "P-1", wire: value}}
    assert write.payment_id == "P-1"
    assert write.answer["reserved"] is True


@given(
    chosen=st.sets(st.sampled_from(sorted(IDENTIFIERS)), min_size=1),
    extra=st.dictionaries(st.sampled_from(["amount", "currency"]), st.integers()),
)
def test_several_identifiers_and_whatever_else_are_sent_as_they_are(chosen: set[str], extra: dict[str, int]) -> None:
    ledger = Ledger(json_reply({}))
    ledger.run(create, "P-1", fields=extra, **{name: IDENTIFIERS[name][1] for name in chosen})
    assert ledger.body["paymentReservation"] == {"paymentId": "P-1", **dict(IDENTIFIERS[name] for name in chosen), **extra}


def test_amounts_are_sent_to_the_last_digit() -> None:
    ledger = Ledger(json_reply({}))
    ledger.run(create, "P-1", kid=KID, fields={"amount": Decimal("100.10")})
    assert b'"amount":100.10' in bytes(ledger.requests[0].content)  # type: ignore[arg-type]


@pytest.mark.parametrize("kid", ["00", KID, "1" * 25, "123-", "2345676"])
def test_the_form_of_a_kid_is_looked_at_and_not_its_check_digit(kid: str) -> None:
    """The KID that the documentation prints passes neither MOD10 nor MOD11, so neither can be asked of others."""
    digits = [int(one) for one in KID]
    doubled = [(2 * one) // 10 + (2 * one) % 10 if place % 2 else one for place, one in enumerate(reversed(digits))]
    weighted = [one * (2 + place % 6) for place, one in enumerate(reversed(digits[:-1]))]
    assert sum(doubled) % 10 != 0
    assert (sum(weighted) + digits[-1]) % 11 != 0
    ledger = Ledger(json_reply({}))
    ledger.run(create, "P-1", kid=kid)
    assert ledger.body["paymentReservation"]["kid"] == kid


@pytest.mark.parametrize(
    ("payment_id", "arguments", "blamed"),
    [
        ("P-1", {}, ""),
        ("", {"kid": KID}, "payment_id"),
        (None, {"kid": KID}, "payment_id"),
        (" ", {"kid": KID}, "payment_id"),
        (7, {"kid": KID}, "payment_id"),
        ("P-1", {"kid": KID, "user_id": 7}, "user_id"),
        ("P-1", {"kid": "1"}, "kid"),
        ("P-1", {"kid": "1" * 26}, "kid"),
        ("P-1", {"kid": "12-3"}, "kid"),
        ("P-1", {"kid": "12 34"}, "kid"),
        ("P-1", {"kid": "١٢٣"}, "kid"),
        ("P-1", {"kid": "123\n"}, "kid"),
        ("P-1", {"kid": 123}, "kid"),
        ("P-1", {"kid": ""}, "kid"),
        ("P-1", {"document_no": ""}, "document_no"),
        ("P-1", {"document_no": 88776655}, "document_no"),
        ("P-1", {"reference_no": " "}, "reference_no"),
        ("P-1", {"reference_no": 5}, "reference_no"),
        ("P-1", {"customer_no": 543210}, "customer_no"),
        ("P-1", {"account_no": "500002"}, "account_no"),
        ("P-1", {"account_no": True}, "account_no"),
        ("P-1", {"account_no": 0}, "account_no"),
        ("P-1", {"account_no": 1.0}, "account_no"),
        ("P-1", {"ar_item_id": True}, "ar_item_id"),
        ("P-1", {"ar_item_id": 1.5}, "ar_item_id"),
        ("P-1", {"ar_item_id": ""}, "ar_item_id"),
        ("P-1", {"ar_item_id": ["7"]}, "ar_item_id"),
        ("P-1", {"document_uuid": "88776655"}, "document_uuid"),
        ("P-1", {"document_uuid": UUID(UPPER)}, "document_uuid"),
        ("P-1", {"kid": KID, "fields": ["amount"]}, "fields"),
        ("P-1", {"kid": KID, "fields": {"amount": 0.5}}, "amount"),
        ("P-1", {"kid": KID, "fields": {"documentNo": "1"}}, "fields.documentNo"),
        ("P-1", {"kid": KID, "fields": {"paymentId": "P-2"}}, "fields.paymentId"),
        ("P-1", {"kid": KID, "fields": {"KID": "12"}}, "fields.KID"),
        ("P-1", {"kid": KID, "fields": {"customer_no": "1"}}, "fields.customer_no"),
        ("P-1", {"fields": {"amount": 5}}, ""),
    ],
)
def test_bad_input_is_told_by_its_field_and_not_sent(payment_id: Any, arguments: dict[str, Any], blamed: str) -> None:
    assert list(problems(create, payment_id, **arguments)) == [(None, blamed)]


def test_a_uuid_object_is_refused_because_it_forgets_upper_and_lower_case() -> None:
    """By the page UUIDs are the only values in which case counts; Python writes them in lower case."""
    assert "upper and lower case differ" in problems(create, "P-1", document_uuid=UUID(UPPER))[None, "document_uuid"]


def test_what_is_missing_is_named() -> None:
    assert problems(create, "P-1")[None, ""].endswith("ar_item_id, document_no, document_uuid, reference_no, kid, account_no, customer_no")


@in_each_world
@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_says_that_the_same_can_be_sent_again(lost: Any, world: str) -> None:
    ledger = Ledger(lost, json_reply({}))
    with pytest.raises(UnknownOutcomeError, match="the same payment id can be sent again, since ARM takes each only once") as raised:
        ledger.run(create, "P-1", kid=KID, world=world)
    assert raised.value.references == ("P-1",)
    assert len(ledger.requests) == 1


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refusal_is_no_doubt(refused: Any) -> None:
    with pytest.raises(AmiliError) as raised:
        Ledger(refused).run(create, "P-1", kid=KID)
    assert not isinstance(raised.value, UnknownOutcomeError)


def test_a_success_that_says_it_failed_is_none() -> None:
    with pytest.raises(ValidationError, match="the answer says that it failed") as raised:
        Ledger(json_reply({"resultType": "FAILED", "messages": ["Owe Armstrong has paid"]})).run(create, "P-1", kid=KID)
    assert raised.value.messages == ("Owe Armstrong has paid",)
    assert "Armstrong" not in str(raised.value)
    assert Ledger(json_reply({"resultType": "WHATEVER"})).run(create, "P-1", kid=KID).payment_id == "P-1"


@pytest.mark.parametrize(
    ("said", "error"),
    [({"paymentReservation": {"resultType": "FAILED"}}, ValidationError), ({"resultType": "OK", "errors": ["but"]}, UnknownOutcomeError)],
)
def test_a_failure_deeper_in_is_one_and_an_answer_that_says_both_is_a_doubt(said: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        Ledger(json_reply(said)).run(create, "P-1", kid=KID)


def test_what_is_shown_names_nobody() -> None:
    assert "Armstrong" not in repr(Ledger(json_reply({"customer": "Owe Armstrong"})).run(create, "P-1", kid=KID))
