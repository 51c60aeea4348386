"""Deleting a customer: refused with a sentence while it is in use, and done once although answers get lost."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from amili_ext.errors import InputError, NotFoundError, TransportError, UnknownOutcomeError, ValidationError
from amili_ext.flow import Reply
from amili_ext.norway.arm.customers.deleting import CustomerInUseError, delete
from tests.norway.arm.customer_register import Register, answers, broken_after, broken_before, lost_after, lost_before
from tests.support import in_each_world, json_reply

STORED = {"customerNo": "543210", "name": "Owe Armstrong"}


@in_each_world
@pytest.mark.parametrize("number", ["543210", 543210])
def test_a_customer_is_deleted(world: str, number: str | int) -> None:
    register = Register(STORED)
    result = register.do(delete(register.context, number, user_id="boss"), world)
    assert (result.customer_no, result.adopted) == ("543210", False)
    assert register.customers == {}
    assert [(request.method, request.url, dict(request.params)) for request in register.requests] == [
        ("DELETE", "https://arm.example/arm/v1/clients/2218/customers/543210", {"userid": "boss"})
    ]


def test_a_customer_in_use_stays_and_the_error_says_why() -> None:
    register = Register(STORED)
    register.in_use = {"543210"}
    with pytest.raises(CustomerInUseError, match=r"^customer 543210 has documents or AR items, so Amili does not delete it") as caught:
        register.do(delete(register.context, "543210"))
    error = caught.value
    assert isinstance(error, ValidationError)
    assert (error.customer_no, error.status, error.messages) == ("543210", 422, ("Ola Nordmann has an open invoice",))
    assert b"open invoice" in error.body
    assert "Nordmann" not in f"{error} {error!r}"
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.customer_no, again.body) == (str(error), "543210", error.body)
    assert len(register.requests) == 1


def test_another_refusal_is_not_taken_for_that() -> None:
    register = Register(STORED)
    register.faults = [answers(json_reply({"resultType": "FAILED"}))]
    with pytest.raises(ValidationError, match="says that it failed") as caught:
        register.do(delete(register.context, "543210"))
    assert not isinstance(caught.value, CustomerInUseError)


def test_nobody_cannot_be_deleted() -> None:
    register = Register()
    with pytest.raises(NotFoundError):
        register.do(delete(register.context, "543210"))
    assert len(register.requests) == 1


@pytest.mark.parametrize("loss", [lost_after, broken_after])
def test_what_was_deleted_although_the_answer_was_lost_is_done(loss: Any) -> None:
    register = Register(STORED)
    register.faults = [loss]
    assert register.do(delete(register.context, "543210")).adopted
    assert len(register.writes) == 1


@pytest.mark.parametrize("loss", [lost_before, broken_before])
def test_what_was_not_deleted_is_deleted_after_all(loss: Any) -> None:
    register = Register(STORED)
    register.faults = [loss]
    assert not register.do(delete(register.context, "543210")).adopted
    assert register.customers == {}


def test_a_deletion_that_arrived_later_than_it_was_looked_for_is_done_too() -> None:
    register = Register(STORED)

    def late(_do: Callable[[], Reply]) -> Reply:
        def gone(_do: Callable[[], Reply]) -> Reply:
            register.customers.clear()
            return Reply(404)

        register.faults = [gone]
        raise TransportError("cut", sent=True)

    register.faults = [late]
    assert register.do(delete(register.context, "543210")).adopted


def test_what_never_arrives_is_in_doubt() -> None:
    register = Register(STORED)
    register.faults = [lost_before] * 9
    with pytest.raises(UnknownOutcomeError, match=r"customer 543210 .* trying again does no harm$") as caught:
        register.do(delete(register.context, "543210"))
    assert caught.value.references == ("543210",)


@pytest.mark.parametrize("number", ["", " ", None, 1.5, True, ["543210"]])
def test_what_is_no_number_is_told_before_anything_is_sent(number: Any) -> None:
    register = Register(STORED)
    with pytest.raises(InputError, match=r"^customer_no: "):
        register.do(delete(register.context, number))
    assert register.requests == []
