"""Creating and changing one customer although answers get lost, and what the result and the errors say."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from attrs import evolve

from amili_ext.errors import ConflictError, InputError, PermissionDeniedError, TransportError, UnknownOutcomeError, ValidationError
from amili_ext.flow import Flow, Reply, Request
from amili_ext.norway.arm.customers import writing
from amili_ext.norway.arm.customers.writing import CustomerWrite
from tests.norway.arm.customer_register import (
    Register,
    answers,
    broken_after,
    broken_before,
    lost_after,
    lost_before,
)
from tests.support import arm_client, complete, in_each_world, json_reply

NUMBER = "543210"
STORED = {"customerNo": NUMBER, "name": "Owe Armstrong", "dueDays": 10}
CHANGE = {"customer_no": NUMBER, "name": "Owe Legstrong"}

WRITES = {"PUT": writing.update, "POST": writing.create}
each_write = pytest.mark.parametrize("method", ["PUT", "POST"])


def write(register: Register, method: str, change: Any, **arguments: Any) -> Flow[CustomerWrite]:
    return WRITES[method](register.context, change, **arguments)


@each_write
@in_each_world
def test_what_was_answered_is_handed_on(world: str, method: str) -> None:
    register = Register(STORED)
    result = register.do(write(register, method, CHANGE), world)
    assert (result.customer_no, result.adopted, result.answer.to_dict()) == (NUMBER, False, {"customerNo": NUMBER})
    assert [(request.method, request.url) for request in register.requests] == [
        (method, "https://arm.example/arm/v1/clients/2218/customers")
    ]


@each_write
@pytest.mark.parametrize("loss", [lost_after, broken_after])
def test_what_arrived_although_the_answer_was_lost_is_not_sent_again(method: str, loss: Any) -> None:
    register = Register(STORED)
    register.faults = [loss]
    result = register.do(write(register, method, CHANGE))
    assert (result.adopted, result.answer) == (True, None)
    assert len(register.writes) == 1


@each_write
@pytest.mark.parametrize("loss", [lost_before, broken_before])
def test_what_did_not_arrive_is_sent_again_after_a_while(method: str, loss: Any) -> None:
    register = Register(STORED)
    register.faults = [loss]
    result = register.do(write(register, method, CHANGE))
    assert not result.adopted
    assert register.writes[0].content == register.writes[1].content
    assert sum(register.clock.slept) >= register.context.settle
    assert register.customers[NUMBER]["name"] == "Owe Legstrong"


def test_a_customer_that_was_not_created_is_created_after_all() -> None:
    register = Register()
    register.faults = [lost_before]
    assert not register.do(write(register, "POST", CHANGE)).adopted
    assert register.customers[NUMBER]["name"] == "Owe Legstrong"


def test_another_change_of_the_same_customer_is_not_taken_for_this_one() -> None:
    register = Register({**STORED, "name": "Owe Legstrong"})  # as wanted, but for the days
    register.faults = [lost_before]
    assert not register.do(write(register, "PUT", {**CHANGE, "dueDays": 30})).adopted
    assert register.customers[NUMBER]["dueDays"] == 30


@each_write
def test_what_never_arrives_ends_with_the_number_and_with_what_can_be_done(method: str) -> None:
    register = Register(STORED)
    register.faults = [broken_before] * 9
    with pytest.raises(UnknownOutcomeError, match=rf"customer {NUMBER} .* writing the same again does no harm$") as caught:
        register.do(write(register, method, CHANGE))
    assert caught.value.references == (NUMBER,)
    assert caught.value.status == 502
    assert "Legstrong" not in f"{caught.value} {caught.value!r}"
    assert len(register.writes) == 3


def test_what_cannot_be_looked_for_is_in_doubt() -> None:
    register = Register(STORED)
    register.faults, register.unreadable = [lost_before], True
    with pytest.raises(UnknownOutcomeError, match="so is every look-up"):
        register.do(write(register, "PUT", CHANGE))
    assert len(register.writes) == 1


@each_write
@pytest.mark.parametrize(
    ("reply", "error"),
    [(Reply(403), PermissionDeniedError), (json_reply({"detail": "no such currency"}, 422), ValidationError)],
)
def test_a_refusal_is_final_and_keeps_the_words_of_the_api(method: str, reply: Reply, error: type[Exception]) -> None:
    register = Register(STORED)
    register.faults = [answers(reply)]
    with pytest.raises(error) as caught:
        register.do(write(register, method, CHANGE))
    assert len(register.requests) == 1
    assert getattr(caught.value, "body", None) == reply.content


def test_a_conflict_that_left_no_trace_is_a_refusal() -> None:
    register = Register(STORED)
    register.faults = [answers(Reply(409))]
    with pytest.raises(ConflictError):
        register.do(write(register, "PUT", CHANGE))
    assert len(register.writes) == 1


@each_write
@pytest.mark.parametrize(
    "body", [{"resultType": "FAILED", "messages": ["Kari"]}, {"customer": {"resultType": "failed", "messages": ["Kari"]}}]
)
def test_a_success_that_says_it_failed_is_none(method: str, body: Any) -> None:
    register = Register(STORED)
    register.faults = [answers(json_reply(body))]
    with pytest.raises(ValidationError, match=f"customer {NUMBER}") as caught:
        register.do(write(register, method, CHANGE))
    assert caught.value.messages == ("Kari",)
    assert "Kari" not in f"{caught.value} {caught.value!r}"
    assert len(register.writes) == 1


@pytest.mark.parametrize(("client", "call", "sent"), [(None, None, None), ("cashier", None, "cashier"), ("cashier", "boss", "boss")])
def test_the_end_user_goes_into_the_metadata_and_with_the_reading(client: str | None, call: str | None, sent: str | None) -> None:
    register = Register({**STORED, "postalAddress": {"cityName": "Oslo"}})
    context = evolve(register.context, user_id=client)
    change = {"customerNo": NUMBER, "postalAddress": {"cityName": "Bergen"}}
    register.do(writing.update(context, change, user_id=call))
    assert register.sent().get("metadata") == ({"userId": sent} if sent else None)
    assert dict(register.requests[0].params).get("userid") == sent


@each_write
def test_a_wrong_end_user_is_told_before_anything_is_sent(method: str) -> None:
    register = Register(STORED)
    wrong: Any = 7
    with pytest.raises(InputError, match="user_id: must be a text"):
        register.do(write(register, method, CHANGE, user_id=wrong))
    assert register.requests == []


def test_a_name_is_in_no_repr_and_a_result_survives_a_pickle() -> None:
    register = Register()
    register.faults = [answers(json_reply({"name": "Kari Nordmann"}, 201))]
    result = register.do(write(register, "POST", CHANGE))
    assert repr(result) == f"CustomerWrite(customer_no='{NUMBER}', adopted=False)"
    assert pickle.loads(pickle.dumps(result)) == result


@in_each_world
def test_the_client_has_it_all_under_customers(world: str) -> None:
    register = Register(STORED)

    def answer(request: Request) -> Reply:
        return json_reply({"access_token": "t", "expires_in": 60}) if request.url.endswith("/token") else register(request)

    arm = arm_client(world, answer, clock=register.clock)
    assert complete(world, lambda: arm.customers.create(CHANGE)).customer_no == NUMBER
    assert complete(world, lambda: arm.customers.update({**CHANGE, "name": "Odd"})).customer_no == NUMBER
    assert complete(world, lambda: arm.customers.get(NUMBER)).name == "Odd"
    assert complete(world, lambda: arm.customers.update_batch([CHANGE])).references == (NUMBER,)
    assert complete(world, lambda: arm.customers.delete(NUMBER)).customer_no == NUMBER
    assert register.customers == {}


def test_a_request_that_never_left_is_repeated_without_looking() -> None:
    register = Register(STORED)

    def unreachable(_do: Any) -> Reply:
        raise TransportError("refused", sent=False)

    register.faults = [unreachable]
    assert not register.do(write(register, "PUT", CHANGE)).adopted
    assert register.reads == []
