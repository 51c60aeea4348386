"""A change never overwrites what its author has not seen, is made once however often it is sent, and says what stands against it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from amili_client.sweden.ada.api.creditor import delete_creditor, get_creditor, update_creditor
from amili_client.sweden.ada.models.creditor import Creditor
from amili_client.sweden.ada.models.creditor_changes import CreditorChanges
from amili_client.sweden.ada.models.creditor_input import CreditorInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import (
    AmiliError,
    ConflictError,
    InputError,
    NotFoundError,
    ResponseError,
    TransportError,
    UnknownOutcomeError,
    UnreadableResponseError,
    ValidationError,
)
from amili_ext.flow import Reply, Request
from amili_ext.sweden.ada.eve.comparing import contested, holds
from amili_ext.sweden.ada.eve.editing import Kind, delete, update
from amili_ext.sweden.ada.eve.errors import EditConflictError, EtagRequiredError
from amili_ext.sweden.ada.eve.reading import get, required_id
from amili_ext.sweden.ada.eve.versions import MOST_ROUNDS
from tests.support import in_each_world, json_reply
from tests.sweden.ada.real_eve import CREDITOR, RealEve

KIND = Kind("creditor", Creditor, CreditorChanges, CreditorInput, get_creditor, update_creditor, delete_creditor)
Answer = Callable[[Request], Reply]


@pytest.fixture
def eve() -> RealEve:
    return RealEve()


def read(eve: RealEve) -> Creditor:
    creditor: Creditor = eve.drive(get(eve.api, get_creditor, CREDITOR))
    eve.sent.clear()
    return creditor


def now(eve: RealEve) -> dict[str, Any]:
    return eve.behind("GET", f"/creditors/{CREDITOR}")


def problems(make: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        make()
    return {problem.field: problem.message for problem in caught.value.problems}


# -- reading one -----------------------------------------------------------------------------------------------------------------


@in_each_world
def test_one_document_is_read_with_the_fields_that_are_wanted(eve: RealEve, world: str) -> None:
    creditor = eve.drive(get(eve.api, get_creditor, CREDITOR, projection=["name"]), world)
    assert creditor.id == CREDITOR
    assert creditor.name
    assert not creditor.account
    assert [request.params for request in eve.sent] == [(("projection", '{"name":1,"_id":1}'),)]
    assert eve.drive(get(eve.api, get_creditor, CREDITOR), world).account
    assert eve.sent[1].params == ()


def test_what_is_not_there_is_not_found(eve: RealEve) -> None:
    with pytest.raises(NotFoundError):
        eve.drive(get(eve.api, get_creditor, "0" * 24))


@pytest.mark.parametrize("name", ["674dbeb208847b9501cc9138", "cust_123456789", "a", "a-b~c.d", "_x"])
def test_ids_of_any_usual_form(name: str) -> None:
    assert required_id("case_id", name) == name


@pytest.mark.parametrize("name", ["", " ", "a/b", "..", ".", "a?b", "a#b", "a b", "å", "%2e", "a\n", "\ud800", 7, None, b"a"])
def test_what_is_no_id_is_refused_by_the_callers_name_for_it(name: Any) -> None:
    assert set(problems(lambda: required_id("case_id", name))) == {"case_id"}


# -- a change --------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_only_what_changes_is_sent_for_the_version_that_was_read(eve: RealEve, world: str) -> None:
    creditor = read(eve)
    eve.clock.advance(1)
    written = eve.drive(update(eve.api, KIND, creditor, {"description": "Web shop"}), world)
    [request] = eve.sent
    assert request.method == "PATCH"
    assert request.headers["If-Match"] == creditor.etag
    assert request.content == b'{"description":"Web shop"}'
    assert now(eve)["description"] == "Web shop"
    assert written.etag == now(eve)["_etag"] != creditor.etag
    assert written.id == CREDITOR


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "Web shop", "sender_address": {"address_line_1": "A 1", "zip_code": "25236", "city": "B"}},
        CreditorChanges.from_dict(
            {"description": "Web shop", "sender_address": {"address_line_1": "A 1", "zip_code": "25236", "city": "B"}}
        ),
    ],
)
def test_changes_may_be_a_dict_or_a_model(eve: RealEve, changes: Any) -> None:
    eve.drive(update(eve.api, KIND, CREDITOR, changes))
    assert json.loads(eve.sent[-1].content) == {
        "description": "Web shop",
        "sender_address": {"address_line_1": "A 1", "zip_code": "25236", "city": "B"},
    }


def test_with_an_id_alone_the_version_that_is_there_is_changed(eve: RealEve) -> None:
    eve.drive(update(eve.api, KIND, CREDITOR, {"description": "a"}))
    assert eve.methods() == ["GET", "PATCH"]
    assert now(eve)["description"] == "a"


def test_with_an_etag_nothing_is_read(eve: RealEve) -> None:
    etag = now(eve)["_etag"]
    eve.drive(update(eve.api, KIND, CREDITOR, {"description": "a"}, etag=etag))
    assert eve.methods() == ["PATCH"]
    creditor = read(eve)
    eve.drive(update(eve.api, KIND, Creditor(field_id=CREDITOR), {"description": "b"}, etag=creditor.etag))
    assert now(eve)["description"] == "b"


def test_what_the_api_refuses_is_told_by_field(eve: RealEve) -> None:
    """Here a read-only field, which was named as one to be sent all the same."""
    with pytest.raises(ValidationError) as caught:
        eve.drive(update(eve.api, KIND, CREDITOR, {"creditor_number": 5}, extra_fields=["creditor_number"]))
    assert set(caught.value.fields) == {"creditor_number"}
    assert eve.methods() == ["GET", "PATCH"]


# -- what is refused before it is sent ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"_id": "x"}, "_id", "read-only"),
        ({"field_etag": "x"}, "field_etag", "read-only"),
        ({"creditor_number": 1}, "creditor_number", "read-only"),
        ({"partner": "x", "name": "y"}, "partner", "read-only"),
        ({"account": "x"}, "account", "created"),
        ({"agreement_template": "x"}, "agreement_template", "created"),
        ({"nam": "x"}, "nam", "did you mean name"),
        ({"name": 5}, "name", "text"),
        ({"sender_address": {"zipcode": "x"}}, "sender_address.zipcode", "did you mean zip_code"),
        ({7: "x"}, "7", "known field"),
        ({}, "changes", "no field"),
        (CreditorChanges(), "changes", "no field"),
        (Creditor(name="x"), "", "CreditorChanges"),
        ("name=x", "", "CreditorChanges"),
        (None, "", "CreditorChanges"),
    ],
)
def test_what_cannot_be_changed_is_refused_by_name(eve: RealEve, changes: Any, field: str, words: str) -> None:
    found = problems(lambda: eve.drive(update(eve.api, KIND, CREDITOR, changes)))
    assert words in found[field]
    assert eve.sent == []


def test_all_that_is_wrong_is_told_at_once(eve: RealEve) -> None:
    changes = {"account": "x", "partner": "x", "name": 5}
    assert set(problems(lambda: eve.drive(update(eve.api, KIND, CREDITOR, changes)))) == {"account", "partner", "name"}
    model = CreditorChanges()
    model["partner"] = "x"
    assert set(problems(lambda: eve.drive(update(eve.api, KIND, CREDITOR, model)))) == {"partner"}


def test_an_undocumented_field_can_be_sent_by_name(eve: RealEve) -> None:
    eve.between = lambda request, answer: answer(request) if request.method == "GET" else json_reply({"_status": "OK"})
    eve.drive(update(eve.api, KIND, CREDITOR, {"new_field": Decimal("1.10")}, extra_fields=["new_field"]))
    assert eve.sent[-1].content == b'{"new_field":1.10}'


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ("a/b", "creditor_id"),
        ("", "creditor_id"),
        (7, "creditor"),
        (None, "creditor"),
        (CreditorChanges(), "creditor"),
        (Creditor(field_id="a"), "creditor"),
        (Creditor(field_etag="a"), "creditor"),
        (Creditor(field_id="a/b", field_etag="a"), "creditor.id"),
    ],
)
def test_what_is_no_creditor_is_refused(eve: RealEve, target: Any, field: str) -> None:
    assert set(problems(lambda: eve.drive(update(eve.api, KIND, target, {"name": "x"})))) == {field}
    assert set(problems(lambda: eve.drive(delete(eve.api, KIND, target)))) == {field}
    assert eve.sent == []


def test_etags_and_merging_that_cannot_be_meant(eve: RealEve) -> None:
    for etag in ("", 7):
        assert set(problems(lambda etag=etag: eve.drive(update(eve.api, KIND, CREDITOR, {"name": "x"}, etag=etag)))) == {"etag"}
    assert set(problems(lambda: eve.drive(update(eve.api, KIND, CREDITOR, {"name": "x"}, etag="a", merge=True)))) == {"merge"}
    assert eve.sent == []


def test_an_answer_without_an_etag_is_no_version(eve: RealEve) -> None:
    eve.between = lambda request, answer: json_reply({"_id": CREDITOR})
    with pytest.raises(UnreadableResponseError, match="_etag"):
        eve.drive(update(eve.api, KIND, CREDITOR, {"name": "x"}))


# -- somebody else was quicker -----------------------------------------------------------------------------------------------------


@in_each_world
def test_a_newer_version_is_not_overwritten(eve: RealEve, world: str) -> None:
    creditor = read(eve)
    eve.change_behind(description="theirs")
    with pytest.raises(EditConflictError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"description": "mine"}), world)
    error = caught.value
    assert isinstance(error, ConflictError)
    assert error.status == 412
    assert error.mine is creditor
    assert (error.theirs.description, error.theirs.etag) == ("theirs", now(eve)["_etag"])
    assert error.changes == {"description": "mine"}
    assert (error.document_id, error.etag) == (CREDITOR, creditor.etag)
    assert now(eve)["description"] == "theirs"
    assert eve.methods() == ["PATCH", "GET"]


def test_the_error_survives_pickling_and_prints_no_values(eve: RealEve) -> None:
    creditor = read(eve)
    eve.change_behind(description="their secret")
    with pytest.raises(EditConflictError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"description": "my secret"}, merge=True))
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is EditConflictError
    assert (again.mine, again.theirs, again.changes) == (creditor, caught.value.theirs, {"description": "my secret"})
    assert (again.status, again.body, str(again)) == (412, caught.value.body, str(caught.value))
    assert "secret" not in f"{again!s}{again!r}"
    assert "description" in str(again)


def test_a_version_known_by_its_etag_alone_has_no_mine(eve: RealEve) -> None:
    etag = now(eve)["_etag"]
    eve.change_behind(description="theirs")
    with pytest.raises(EditConflictError) as caught:
        eve.drive(update(eve.api, KIND, CREDITOR, {"description": "mine"}, etag=etag))
    assert caught.value.mine is None
    assert caught.value.theirs.description == "theirs"


def test_without_merging_a_change_of_another_field_is_a_conflict_too(eve: RealEve) -> None:
    creditor = read(eve)
    eve.change_behind(description="theirs")
    with pytest.raises(EditConflictError):
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))


@in_each_world
def test_merging_goes_on_for_the_newer_version(eve: RealEve, world: str) -> None:
    creditor = read(eve)
    eve.change_behind(description="theirs")
    eve.clock.advance(1)
    written = eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}, merge=True), world)
    assert eve.methods() == ["PATCH", "GET", "PATCH"]
    found = now(eve)
    assert (found["name"], found["description"], found["_etag"]) == ("mine", "theirs", written.etag)


def test_merging_does_not_mix_two_addresses(eve: RealEve) -> None:
    """An address of which one half is ours and the other theirs would be nobody's."""
    creditor = read(eve)
    address = {"address_line_1": "A 1", "zip_code": "25236", "city": "B"}
    eve.change_behind(sender_address={**address, "zip_code": "11111"})
    with pytest.raises(EditConflictError, match="also in sender_address"):
        eve.drive(update(eve.api, KIND, creditor, {"sender_address": {**address, "city": "C"}}, merge=True))


def test_merging_with_somebody_who_wanted_the_same_leaves_nothing_to_do(eve: RealEve) -> None:
    creditor = read(eve)
    eve.change_behind(name="same", description="theirs")
    written = eve.drive(update(eve.api, KIND, creditor, {"name": "same"}, merge=True))
    assert eve.methods() == ["PATCH", "GET"]
    assert written.etag == now(eve)["_etag"]


def test_without_merging_that_somebody_wanted_the_same_is_a_conflict_too(eve: RealEve) -> None:
    creditor = read(eve)
    eve.change_behind(name="same")
    with pytest.raises(EditConflictError):
        eve.drive(update(eve.api, KIND, creditor, {"name": "same"}))


def test_merging_ends(eve: RealEve) -> None:
    creditor = read(eve)
    numbers = iter(range(100))

    def quicker(request: Request, answer: Answer) -> Reply:
        if request.method == "PATCH":
            eve.change_behind(description=str(next(numbers)))
        return answer(request)

    eve.between = quicker
    with pytest.raises(EditConflictError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}, merge=True))
    assert eve.methods() == ["PATCH", "GET"] * MOST_ROUNDS
    assert caught.value.theirs.etag == now(eve)["_etag"]
    assert caught.value.mine is creditor


def test_what_was_deleted_meanwhile_is_a_conflict_without_theirs(eve: RealEve) -> None:
    creditor = read(eve)
    answers = iter([json_reply({"_status": "ERR", "_error": {"code": 412, "message": "no"}}, 412), json_reply({}, 404)])
    eve.between = lambda request, answer: next(answers)
    with pytest.raises(EditConflictError, match="deleted") as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "x"}, merge=True))
    assert caught.value.theirs is None


def test_a_conflict_is_told_even_if_it_cannot_be_read_what_is_there_now(eve: RealEve) -> None:
    creditor = read(eve)
    eve.change_behind(description="theirs")
    eve.between = lambda request, answer: answer(request) if request.method == "PATCH" else json_reply({}, 403)
    with pytest.raises(EditConflictError, match="403") as caught:
        eve.drive(update(eve.api, KIND, creditor, {"description": "mine"}))
    assert caught.value.theirs is None


def test_a_refusal_of_the_newest_version_is_not_repeated_for_ever(eve: RealEve) -> None:
    creditor = read(eve)
    eve.between = lambda request, answer: answer(request) if request.method == "GET" else json_reply({}, 412)
    with pytest.raises(EditConflictError, match="has not changed"):
        eve.drive(update(eve.api, KIND, creditor, {"name": "x"}, merge=True))
    assert eve.methods() == ["PATCH", "GET"]


def test_a_lost_if_match_header_is_named(eve: RealEve) -> None:
    def proxy(request: Request, answer: Answer) -> Reply:
        return answer(Request(request.method, request.url, request.params, {"content-type": "application/json"}, request.content))

    creditor = read(eve)
    eve.between = proxy
    for flow in (update(eve.api, KIND, creditor, {"name": "x"}), delete(eve.api, KIND, creditor)):
        with pytest.raises(EtagRequiredError, match="If-Match") as caught:
            eve.drive(flow)
        assert caught.value.status == 428
        assert pickle.loads(pickle.dumps(caught.value)).body == caught.value.body
    assert now(eve)["name"] != "x"


# -- an answer that was lost -------------------------------------------------------------------------------------------------------

CUT = TransportError("cut", sent=True)


def lost(method: str, *, before: bool, times: int = 1, failure: Reply | Exception = CUT) -> Any:
    """The first so many requests of that method fail, before or after they have arrived."""
    left = iter(range(times))

    def between(request: Request, answer: Answer) -> Reply:
        if request.method != method or next(left, None) is None:
            return answer(request)
        if not before:
            answer(request)
        if isinstance(failure, Exception):
            raise failure
        return failure

    return between


FAILURES = [CUT, json_reply({}, 500), json_reply({}, 504), Reply(200, {}, b"<html>"), Reply(408, {}, b""), Reply(201, {}, b"{}")]


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("before", [True, False])
@in_each_world
def test_a_change_in_doubt_is_made_once(eve: RealEve, world: str, before: bool, failure: Reply | Exception) -> None:
    creditor = read(eve)
    eve.between = lost("PATCH", before=before, failure=failure)
    written = eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}), world)
    found = now(eve)
    assert found["name"] == "mine"
    assert written.etag == found["_etag"]
    assert eve.methods() == (["PATCH", "GET", "PATCH"] if before else ["PATCH", "GET"])
    assert [request.headers["If-Match"] for request in eve.sent if request.method == "PATCH"] == [creditor.etag] * (1 + before)


def test_a_change_that_arrives_after_its_repetition_does_no_harm(eve: RealEve) -> None:
    creditor = read(eve)
    late: list[Request] = []

    def between(request: Request, answer: Answer) -> Reply:
        if request.method == "PATCH" and not late:
            late.append(request)
            raise CUT
        if request.method == "PATCH":
            eve.clock.advance(1)
            assert answer(late[0]).status == 200
        return answer(request)

    eve.between = between
    written = eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert eve.methods() == ["PATCH", "GET", "PATCH", "GET"]
    assert written.etag == now(eve)["_etag"]


def test_a_change_in_doubt_and_somebody_elses_are_merged(eve: RealEve) -> None:
    creditor = read(eve)

    def between(request: Request, answer: Answer) -> Reply:
        if request.method == "PATCH" and eve.methods() == ["PATCH"]:
            eve.change_behind(description="theirs")
            raise CUT
        return answer(request)

    eve.between = between
    eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}, merge=True))
    assert (now(eve)["name"], now(eve)["description"]) == ("mine", "theirs")


def test_a_change_in_doubt_of_which_a_newer_version_shows_nothing_is_a_conflict(eve: RealEve) -> None:
    creditor = read(eve)

    def between(request: Request, answer: Answer) -> Reply:
        if request.method == "PATCH":
            eve.change_behind(description="theirs")
            raise CUT
        return answer(request)

    eve.between = between
    with pytest.raises(EditConflictError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert caught.value.__cause__ is CUT
    assert caught.value.theirs.description == "theirs"


def test_a_change_that_never_arrives_is_given_up_as_unknown(eve: RealEve) -> None:
    creditor = read(eve)
    eve.between = lost("PATCH", before=True, times=99, failure=json_reply({}, 500))
    with pytest.raises(UnknownOutcomeError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert caught.value.references == (CREDITOR,)
    assert caught.value.status == 500
    assert eve.methods() == ["PATCH", "GET"] * MOST_ROUNDS
    assert len([seconds for seconds in eve.clock.slept if seconds]) == MOST_ROUNDS - 1


def test_a_change_in_doubt_that_cannot_be_looked_for_is_unknown(eve: RealEve) -> None:
    creditor = read(eve)

    def between(request: Request, answer: Answer) -> Reply:
        if request.method == "PATCH":
            raise CUT
        return json_reply({}, 403)

    eve.between = between
    with pytest.raises(UnknownOutcomeError, match="403") as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert caught.value.__cause__ is CUT


@pytest.mark.parametrize("failure", [TransportError("refused", sent=False), json_reply({}, 409), json_reply({}, 404), json_reply({}, 403)])
def test_a_change_that_surely_was_not_made_is_not_looked_for(eve: RealEve, failure: Reply | Exception) -> None:
    creditor = read(eve)
    eve.between = lost("PATCH", before=True, times=99, failure=failure)
    with pytest.raises(AmiliError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert isinstance(caught.value, TransportError | ResponseError)
    assert not isinstance(caught.value, EditConflictError)
    assert "GET" not in eve.methods()


def test_a_success_that_says_err_is_no_success(eve: RealEve) -> None:
    creditor = read(eve)
    refusal = {"_status": "ERR", "_issues": {"name": "not unique"}}
    eve.between = lambda request, answer: json_reply(refusal)
    with pytest.raises(ResponseError) as caught:
        eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert caught.value.fields == {"name": ("not unique",)}


# -- deleting ----------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_a_document_is_deleted_in_the_version_that_was_read(eve: RealEve, world: str) -> None:
    creditor = read(eve)
    assert eve.drive(delete(eve.api, KIND, creditor), world) is None
    [request] = eve.sent
    assert (request.method, request.headers["If-Match"]) == ("DELETE", creditor.etag)
    with pytest.raises(NotFoundError):
        eve.drive(get(eve.api, get_creditor, CREDITOR))


def test_a_newer_version_is_not_deleted(eve: RealEve) -> None:
    creditor = read(eve)
    eve.change_behind(description="theirs")
    with pytest.raises(EditConflictError) as caught:
        eve.drive(delete(eve.api, KIND, creditor))
    assert (caught.value.mine, caught.value.theirs.description, caught.value.changes) == (creditor, "theirs", {})


@pytest.mark.parametrize("failure", [CUT, json_reply({}, 503)])
@pytest.mark.parametrize("before", [True, False])
def test_a_deletion_in_doubt_is_made_once(eve: RealEve, before: bool, failure: Reply | Exception) -> None:
    creditor = read(eve)
    eve.between = lost("DELETE", before=before, failure=failure)
    eve.drive(delete(eve.api, KIND, creditor))
    assert eve.methods() == (["DELETE", "GET", "DELETE"] if before else ["DELETE", "GET"])
    with pytest.raises(NotFoundError):
        eve.drive(get(eve.api, get_creditor, CREDITOR))


def test_a_deletion_whose_repetition_finds_nothing_has_been_made(eve: RealEve) -> None:
    creditor = read(eve)
    late: list[Request] = []

    def between(request: Request, answer: Answer) -> Reply:
        if request.method == "DELETE" and not late:
            late.append(request)
            raise CUT
        if request.method == "DELETE":
            assert answer(late[0]).status == 204
            return json_reply({}, 404)  # Eve says 204 again, but not every server does
        return answer(request)

    eve.between = between
    eve.drive(delete(eve.api, KIND, creditor))
    assert eve.methods() == ["DELETE", "GET", "DELETE", "GET"]


# -- comparing ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "wanted", "held"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"a": {"x": 1, "y": 2}}, {"a": {"x": 1}}, True),
        ({"a": [{"x": 1, "y": 2}]}, {"a": [{"x": 1}]}, True),
        ({"a": [1, 2]}, {"a": [1]}, False),
        ({"a": Decimal("1.0")}, {"a": 1}, True),
        ({"a": True}, {"a": 1}, False),
        ({"a": 0}, {"a": False}, False),
        ({"a": "Fri, 04 Jul 2025 13:43:19 GMT"}, {"a": "2025-07-04T15:43:19+02:00"}, True),
        ({"a": "Fri, 04 Jul 2025 13:43:19 GMT"}, {"a": "Fri, 04 Jul 2025 13:43:20 GMT"}, False),
        ({}, {"a": None}, True),
        ({"a": None}, {"a": None}, True),
        ({"a": 1}, {"a": None}, False),
        ({}, {"a": 1}, False),
        ({"a": 1}, {"a": {"b": 1}}, False),
        ({"a": {}}, {"a": []}, False),
    ],
)
def test_whether_a_document_holds_a_change(document: Any, wanted: Any, held: bool) -> None:
    assert holds(document, wanted) is held


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=4,
)
_fields = st.dictionaries(st.sampled_from("abcd"), _values)


@given(_fields, _fields, _fields)
def test_merging_loses_nobodys_change(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """After a merge that is not contested, each field has the value of whoever changed it."""
    there = {**base, **theirs}
    if contested(base, there, mine):
        return
    merged = {**there, **mine}
    assert holds(merged, mine)
    for name, value in theirs.items():
        if value != base.get(name) and name not in mine:
            assert merged[name] == value
        if value != base.get(name) and name in mine:
            assert holds(value, mine[name]), "both changed it, so both wanted the same"


def test_the_moment_of_an_adopted_change_is_the_documents(eve: RealEve) -> None:
    creditor = read(eve)
    eve.between = lost("PATCH", before=False)
    eve.clock.advance(60)
    written = eve.drive(update(eve.api, KIND, creditor, {"name": "mine"}))
    assert written.updated == datetime(2026, 1, 1, 0, 1, tzinfo=UTC)
    assert written.created == creditor.created
