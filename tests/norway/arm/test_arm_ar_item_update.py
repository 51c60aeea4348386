"""Changing AR items: which is named in the body, null says nothing, and a credit note is not made twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.arm.models.ar_item_input import ArItemInput

from amili_ext.errors import AmiliError, UnknownOutcomeError, ValidationError
from amili_ext.norway.arm.asking import NO_NULL
from amili_ext.norway.arm.posting.ar_items import ArItemWrite, update
from tests.norway.arm.ledger import LOST, REFUSED, URL, Ledger, problems
from tests.support import in_each_world, json_reply


@in_each_world
def test_changes_are_sent_as_they_are_given(world: str) -> None:
    changes = {"arItemId": "007", "creditNote": {"amount": Decimal("10.50"), "reasons": ["x", ""]}, "note": ""}
    ledger = Ledger(json_reply({"done": True}), user_id="TestUser")
    write: ArItemWrite = ledger.run(update, changes, world=world)
    (request,) = ledger.requests
    assert (request.method, request.url) == ("PUT", f"{URL}/clients/2218/aritems")
    assert ledger.body == {"metadata": {"userId": "TestUser"}, "arItem": changes}
    assert b'"amount":10.50' in bytes(request.content)  # type: ignore[arg-type]
    assert write.ar_item_id == "007"
    assert write.answer["done"] is True


def test_python_names_and_models_will_do_too() -> None:
    model = ArItemInput(ar_item_id=7)
    model["dueDate"] = "2026-12-24"
    for changes in (model, {"ar_item_id": 7, "dueDate": "2026-12-24"}):
        ledger = Ledger(json_reply({}))
        assert ledger.run(update, changes).ar_item_id == 7
        assert ledger.body == {"arItem": {"arItemId": 7, "dueDate": "2026-12-24"}}


@pytest.mark.parametrize(
    ("changes", "blamed"),
    [
        (None, ""),
        ([], ""),
        ("7", ""),
        ({"note": "x"}, "arItemId"),
        ({"arItemId": "", "note": "x"}, "arItemId"),
        ({"arItemId": True, "note": "x"}, "arItemId"),
        ({"arItemId": {"id": 7}, "note": "x"}, "arItemId"),
        ({"arItemId": None, "note": "x"}, "arItemId"),
        ({"aritemid": 7, "note": "x"}, "aritemid"),
        ({"arItemId": 7}, "changes"),
        (ArItemInput(ar_item_id=7), "changes"),
        ({"arItemId": 7, "note": None}, "note"),
        ({"arItemId": 7, "rows": [{"a": 1}, {"a": None}]}, "rows[1].a"),
        ({"arItemId": 7, "amount": 0.1}, "amount"),
    ],
)
def test_bad_input_is_told_by_its_field_and_not_sent(changes: Any, blamed: str) -> None:
    assert next(iter(problems(update, changes))) == (None, blamed)


def test_null_says_nothing_and_is_refused_with_a_sentence() -> None:
    model = ArItemInput(ar_item_id=7)
    model["note"] = None
    for changes in (model, {"arItemId": 7, "note": None}):
        assert problems(update, changes) == {(None, "note"): NO_NULL}


def test_what_holds_itself_cannot_be_sent() -> None:
    changes: dict[str, Any] = {"arItemId": 7}
    changes["changes"] = changes
    assert list(problems(update, changes)) == [(None, "")]


def test_every_problem_is_told_at_once() -> None:
    assert problems(update, {"a": None, "b": 0.5}, user_id=None).keys() == {(None, "a"), (None, "b"), (None, "arItemId")}
    assert list(problems(update, {"arItemId": 7, "a": 1}, user_id=7)) == [(None, "user_id")]


@in_each_world
@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_is_never_followed_by_another_attempt(lost: Any, world: str) -> None:
    ledger = Ledger(lost, json_reply({}))
    with pytest.raises(UnknownOutcomeError, match="it may have made a credit note") as raised:
        ledger.run(update, {"arItemId": 7, "note": "x"}, world=world)
    assert raised.value.references == (7,)
    assert len(ledger.requests) == 1


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refusal_is_no_doubt(refused: Any) -> None:
    with pytest.raises(AmiliError) as raised:
        Ledger(refused).run(update, {"arItemId": 7, "note": "x"})
    assert not isinstance(raised.value, UnknownOutcomeError)


def test_a_success_that_says_it_failed_is_none() -> None:
    with pytest.raises(ValidationError) as raised:
        Ledger(json_reply({"resultType": "failed", "errors": ["closed"]})).run(update, {"arItemId": 7, "note": "x"})
    assert raised.value.messages == ("closed",)


@pytest.mark.parametrize(
    ("said", "error"),
    [({"arItem": {"resultType": "FAILED"}}, ValidationError), ({"resultType": "OK", "errors": ["but"]}, UnknownOutcomeError)],
)
def test_a_failure_deeper_in_is_one_and_an_answer_that_says_both_is_a_doubt(said: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        Ledger(json_reply(said)).run(update, {"arItemId": 7, "note": "x"})


def test_what_is_shown_names_nobody() -> None:
    write = Ledger(json_reply({"customer": "Owe Armstrong"})).run(update, {"arItemId": 7, "note": "x"})
    assert repr(write).startswith("ArItemWrite(ar_item_id=7")
    assert "Armstrong" not in repr(write)
