"""A creditor is created once, is never sent half-ready, and keeps what it has when it is activated."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import pytest
from amili_client.sweden.ada.models.creditor import Creditor
from amili_client.sweden.ada.models.creditor_input import CreditorInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext.errors import UnknownOutcomeError, ValidationError
from amili_ext.flow import Reply, Request
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.eve.errors import EditConflictError
from amili_ext.sweden.ada.parties import creditors
from amili_ext.sweden.ada.parties.activation import merged
from amili_ext.sweden.ada.parties.by_key import Created, differences
from amili_ext.sweden.ada.readable import CREDITORS
from tests.support import json_reply
from tests.sweden.ada.parties import ACCOUNT, ACTIVATION, ADDRESS, CREDITOR, Amili, creditor_example, in_sandbox, inactive_example, listed

COMMITTED = {
    "connection cut": "drop_after_commit:POST:/creditors",
    "504 of a gateway": "status:POST:/creditors:status=504,after_commit=true",
    "HTML with status 200": "html:POST:/creditors:after_commit=true",
    "half of the JSON": "truncated_json:POST:/creditors",
}
NOT_COMMITTED = {"connection cut": "drop_before_commit:POST:/creditors", "500": "status:POST:/creditors:status=500"}

PARTS = ("address_line_1", "zip_code", "city")

nothing = st.sampled_from([None, "", "  "])
json_values = st.recursive(
    st.booleans() | st.integers(-5, 5) | st.text("ab", min_size=1),
    lambda inner: st.dictionaries(st.sampled_from("pqrs"), inner, min_size=1, max_size=3),
    max_leaves=8,
)
json_objects = st.dictionaries(st.sampled_from("pqrst"), json_values, max_size=4)


def silent(_request: Request) -> Reply:
    raise AssertionError("nothing may be sent")


def offline(**options: Any) -> Amili:
    """A place where nothing can be sent."""
    return Amili(silent, testing.VirtualClock(), **options)


class OneCreditor:
    """A server that has one creditor and takes its changes as Eve does, laying nested objects over each other or replacing them."""

    def __init__(self, document: Mapping[str, Any], *, replaces: bool = False) -> None:
        self.document: dict[str, Any] = {"_id": CREDITOR, "_etag": "v1", "account": ACCOUNT, **copy.deepcopy(dict(document))}
        self.replaces = replaces
        self.changes: list[dict[str, Any]] = []

    def __call__(self, request: Request) -> Reply:
        if request.method == "PATCH":
            assert request.headers["If-Match"] == self.document["_etag"]
            assert isinstance(request.content, bytes)
            changes = json.loads(request.content)
            self.changes.append(changes)
            self.document = {**self.document, **changes} if self.replaces else over(self.document, changes)
            self.document["_etag"] += "+"
            return json_reply({"_id": CREDITOR, "_etag": self.document["_etag"], "_status": "OK"})
        return json_reply(self.document)


def over(there: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """One object laid over another, leaf by leaf."""
    result = copy.deepcopy(dict(there))
    for (*parents, last), value in leaves(changes):
        inner = result
        for name in parents:
            if not isinstance(inner.get(name), dict):
                inner[name] = {}
            inner = inner[name]
        inner[last] = inner.get(last, {}) if value == {} else value
    return result


def leaves(value: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every value in a nest of objects that is no object, and where it is."""
    if isinstance(value, Mapping) and (value or not path):
        return [leaf for name, inner in value.items() for leaf in leaves(inner, (*path, name))]
    return [(path, value)]


# -- what is refused before anything is sent ---------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(sorted(ACTIVATION))), nothing)
def test_an_active_creditor_that_lacks_fields_is_refused_with_exactly_these_named(missing: set[str], blank: str | None) -> None:
    creditor = {name: value for name, value in creditor_example().items() if name not in missing}
    if blank is not None and "standard_debt_description" in missing:
        creditor["standard_debt_description"] = blank
    if missing:
        assert set(offline().refused(creditors.create, creditor)) == missing
    else:
        with pytest.raises(AssertionError, match="nothing may be sent"):
            offline().run(creditors.create, creditor)


@given(st.sets(st.sampled_from([(name, part) for name in ("sender_address", "invoice_address") for part in PARTS]), min_size=1))
def test_what_an_address_lacks_is_named(missing: set[tuple[str, str]]) -> None:
    addresses = {
        name: {part: value for part, value in ADDRESS.items() if (name, part) not in missing}
        for name in ("sender_address", "invoice_address")
    }
    expected = {f"{name}.{part}" for name, part in missing}
    assert set(offline().refused(creditors.create, creditor_example(**addresses))) == expected
    assert set(offline().refused(creditors.create, inactive_example(**addresses))) == expected
    assert set(offline().refused(creditors.update, CREDITOR, addresses)) == expected


@pytest.mark.parametrize("payout", [{}, {"sek": {}}, {"sek": {"bankgiro": ""}}, {"sek": {"bankgiro": " "}}])
def test_payout_details_need_an_account_of_a_currency(payout: Any) -> None:
    assert list(offline().refused(creditors.create, creditor_example(payout_details=payout))) == ["payout_details"]


def test_another_kind_of_account_in_another_currency_will_do(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    payout = {"eur": {"iban": "SE4550000000058398257466"}}
    created = amili.run(creditors.create, creditor_example(payout_details=payout), extra_fields=["eur", "iban"])
    assert amili.run(CREDITORS.get, created.id).to_dict()["payout_details"] == payout


def test_a_creditor_has_one_kind_of_organization_number() -> None:
    without = {name: value for name, value in creditor_example().items() if name != "organization_no"}
    assert list(offline().refused(creditors.create, without)) == ["organization_no"]
    both = creditor_example(non_swedish_organization_no="DE 123")
    assert list(offline().refused(creditors.create, both)) == ["non_swedish_organization_no"]
    change = {"organization_no": "5560269986", "non_swedish_organization_no": "DE 123"}
    assert list(offline().refused(creditors.update, CREDITOR, change)) == ["non_swedish_organization_no"]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    creditor = {"name": "", "is_active": True, "agreement_address": {"city": "Lund"}, "descripton": "typo", "creditor_number": 5}
    assert set(offline().refused(creditors.create, creditor)) == {
        "account",
        "name",
        "organization_no",
        "agreement_address.address_line_1",
        "agreement_address.zip_code",
        "descripton",
        "creditor_number",
        *ACTIVATION,
    }


@pytest.mark.parametrize(
    "name", ["account", "agreement_template", "partner", "creditor_number", "added_to_erp_system", "_id", "_etag", "_created"]
)
def test_what_cannot_be_changed_is_refused_by_name(name: str) -> None:
    said = offline().refused(creditors.update, CREDITOR, {name: "1", "name": "Acme"})
    assert list(said) == [name]
    assert ("created" if name in {"account", "agreement_template"} else "read-only") in said[name]


def test_a_change_is_refused_with_every_mistake_of_form_and_of_content_at_once() -> None:
    numbers = {"organization_no": "5560269986", "non_swedish_organization_no": "DK12345678"}
    changes = {"account": "1", "descripton": "typo", "name": 5, **numbers, "agreement_address": {"city": "Lund"}}
    assert set(offline().refused(creditors.update, CREDITOR, changes)) == {
        "account",
        "descripton",
        "name",
        "non_swedish_organization_no",
        "agreement_address.address_line_1",
        "agreement_address.zip_code",
    }


# -- creating ----------------------------------------------------------------------------------------------------------------------


def test_the_documented_example_is_sent_as_it_stands(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, creditor_example())
    assert not created.adopted
    [post] = amili.writes()
    assert isinstance(post.content, bytes)
    assert json.loads(post.content) == creditor_example()
    stored = amili.run(CREDITORS.get, created.id)
    assert stored.etag == created.etag
    assert differences_of(creditor_example(), stored) == []


def test_a_model_will_do_as_well_as_a_dict(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, CreditorInput.from_dict(creditor_example()))
    assert amili.run(CREDITORS.get, created.id).is_active


@pytest.mark.parametrize("fault", COMMITTED.values(), ids=COMMITTED)
def test_a_creation_that_arrived_is_adopted(clock: testing.VirtualClock, fault: str) -> None:
    amili, _ = in_sandbox(clock, fault)
    created = amili.run(creditors.create, creditor_example())
    assert created.adopted
    assert len(amili.writes()) == 1
    assert ids_of(amili) == {CREDITOR, created.id}


@pytest.mark.parametrize("fault", NOT_COMMITTED.values(), ids=NOT_COMMITTED)
def test_a_creation_that_did_not_arrive_is_sent_again(clock: testing.VirtualClock, fault: str) -> None:
    amili, _ = in_sandbox(clock, fault)
    created = amili.run(creditors.create, creditor_example())
    assert not created.adopted
    assert len(amili.writes()) == 2
    assert ids_of(amili) == {CREDITOR, created.id}


def test_a_creation_that_is_accepted_without_an_id_is_looked_for(clock: testing.VirtualClock) -> None:
    stored = {"_id": CREDITOR, "_created": "Thu, 01 Jan 2026 00:00:00 GMT", **creditor_example()}
    posted: list[Request] = []

    def answer(request: Request) -> Reply:
        if request.method == "POST":
            posted.append(request)
            return json_reply({"_status": "OK"}, 201)
        return listed(*[stored] * len(posted))

    created = Amili(answer, clock).run(creditors.create, creditor_example())
    assert (created, len(posted)) == (Created(CREDITOR, adopted=True), 1)


def test_a_refusal_is_not_repeated(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock, "status:POST:/creditors:status=422")
    with pytest.raises(ValidationError):
        amili.run(creditors.create, creditor_example())
    assert len(amili.writes()) == 1


@pytest.mark.parametrize("number", ["5560269986", "556026-9986"])
@pytest.mark.parametrize("again", ["5560269986", "556026-9986", "556026 9986"])
def test_the_same_creditor_is_adopted_however_its_number_is_written(clock: testing.VirtualClock, number: str, again: str) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(creditors.create, creditor_example(organization_no=number))
    second = amili.run(creditors.create, creditor_example(organization_no=again, name="ACME  inc"))
    assert (second.id, second.adopted) == (first.id, True)


def test_a_creditor_that_was_activated_since_is_the_same(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(creditors.create, inactive_example())
    amili.run(creditors.activate, first, **ACTIVATION)
    second = amili.run(creditors.create, inactive_example())
    assert (second.id, second.adopted) == (first.id, True)
    assert second.etag == amili.run(CREDITORS.get, first.id).etag != first.etag


def test_the_number_of_another_kind_and_another_account_is_another_creditor(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(creditors.create, inactive_example())
    other = inactive_example(account="6662fb1df4d1eaf404cb08de")
    second = amili.run(creditors.create, other)
    foreign = {**inactive_example(), "non_swedish_organization_no": "5560269986"}
    del foreign["organization_no"]
    third = amili.run(creditors.create, foreign)
    assert len({first.id, second.id, third.id}) == 3
    assert [second.adopted, third.adopted] == [False, False]
    assert amili.run(creditors.create, foreign).id == third.id


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "Bcme Inc"}, "name"),
        ({"payout_details": {"sek": {"bankgiro": "50501055"}}}, "payout_details.sek.bankgiro"),
        ({"sender_address": {**ADDRESS, "city": "Lund"}}, "sender_address.city"),
    ],
)
def test_a_creditor_that_differs_is_not_taken_for_the_same(clock: testing.VirtualClock, changes: Any, field: str) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(creditors.create, creditor_example())
    with pytest.raises(AlreadyThereError) as caught:
        amili.run(creditors.create, creditor_example(**changes))
    assert len(amili.writes()) == 1
    assert field in str(caught.value)
    assert caught.value.candidates == (first.id,)
    assert not any(text in str(caught.value) for text in ("Acme", "Bcme", "12312312", "50501055", "5560269986", "Lund"))


def test_an_inactive_creditor_is_not_the_active_one_that_was_wanted(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    amili.run(creditors.create, inactive_example())
    with pytest.raises(AlreadyThereError, match="is_active"):
        amili.run(creditors.create, creditor_example())


def test_without_a_look_first_it_is_created_again(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock, look_first=False)
    ids = {amili.run(creditors.create, creditor_example()).id for _ in range(2)}
    assert len(ids) == 2
    assert len(amili.writes()) == len(amili.sent) == 2


def test_an_older_one_is_not_taken_for_what_was_sent_just_now(clock: testing.VirtualClock) -> None:
    """Who does not look first wants a second one; it is looked for among those made since."""
    amili, sandbox = in_sandbox(clock, look_first=False)
    first = amili.run(creditors.create, creditor_example())
    clock.advance(600)
    sandbox.faults.add("drop_before_commit:POST:/creditors")
    second = amili.run(creditors.create, creditor_example())
    assert (second.id != first.id, second.adopted) == (True, False)


@pytest.mark.parametrize("changes", [{"organization_no": "5565675906"}, {"account": "6662fb1df4d1eaf404cb08de"}])
def test_what_the_api_finds_is_only_trusted_if_it_has_the_key(clock: testing.VirtualClock, changes: dict[str, str]) -> None:
    """A server that does not heed the filter."""
    other = {"_id": "a" * 24, **creditor_example(**changes)}
    created = json_reply({"_id": CREDITOR, "_status": "OK"}, 201)
    amili = Amili(lambda request: created if request.method == "POST" else listed(other), clock)
    assert amili.run(creditors.create, creditor_example()).id == CREDITOR


def test_of_several_that_are_the_same_none_is_chosen(clock: testing.VirtualClock) -> None:
    stored = [{"_id": number * 24, **creditor_example()} for number in "ab"]
    amili = Amili(lambda _request: listed(*stored), clock)
    with pytest.raises(AlreadyThereError) as caught:
        amili.run(creditors.create, creditor_example())
    assert caught.value.candidates == ("a" * 24, "b" * 24)


def test_what_somebody_else_made_at_the_same_time_leaves_it_open(clock: testing.VirtualClock) -> None:
    """After a 500 there is one with the same number and another name: ours may have arrived or not."""
    stored = {"_id": CREDITOR, **creditor_example(name="Bcme Inc")}

    def answer(request: Request) -> Reply:
        return json_reply({"_status": "ERR"}, 500) if request.method == "POST" else listed(stored)

    amili = Amili(answer, clock, look_first=False)
    with pytest.raises(UnknownOutcomeError) as caught:
        amili.run(creditors.create, creditor_example())
    assert (caught.value.references, caught.value.candidates) == (("5560269986",), (CREDITOR,))
    assert len(amili.writes()) == 1


# -- what is the same --------------------------------------------------------------------------------------------------------------


def differences_of(wanted: Mapping[str, Any], stored: Creditor) -> list[str]:
    return list(differences(wanted, stored.to_dict()))


@given(json_objects, json_objects)
def test_what_was_added_since_is_no_difference(wanted: dict[str, Any], more: dict[str, Any]) -> None:
    assert list(differences(wanted, over(more, wanted))) == []


@given(json_objects.filter(bool), st.data())
def test_a_value_that_was_changed_is_named_and_nothing_else(wanted: dict[str, Any], data: st.DataObject) -> None:
    path, value = data.draw(st.sampled_from(leaves(wanted)))
    other = "another text" if value != "another text" else "a third"
    there: dict[str, Any] = over(wanted, {})
    inner = there
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = other
    assert list(differences(wanted, there)) == [".".join(path)]
    del inner[path[-1]]
    assert list(differences(wanted, there)) == []


@given(st.lists(st.integers(0, 9), min_size=1), st.lists(st.integers(0, 9)), st.randoms())
def test_of_a_list_each_item_must_be_there_in_whatever_order(wanted: list[int], more: list[int], random: Any) -> None:
    there = [{"access_group": str(number), "until": "later"} for number in [*wanted, *more]]
    random.shuffle(there)
    asked = [{"access_group": str(number)} for number in wanted]
    assert list(differences({"data_access": asked}, {"data_access": there})) == []
    asked.append({"access_group": "ten"})
    assert list(differences({"data_access": asked}, {"data_access": [*there, {}, {"access_group": None}]})) == ["data_access"]


# -- activating --------------------------------------------------------------------------------------------------------------------

owned = st.fixed_dictionaries({}, optional={name: st.just(value) for name, value in ACTIVATION.items()})


@given(owned, owned, st.booleans())
def test_activation_names_exactly_what_would_still_be_missing(there: dict[str, Any], passed: dict[str, Any], replaces: bool) -> None:
    server = OneCreditor({"is_active": False, **there}, replaces=replaces)
    amili = Amili(server, testing.VirtualClock())
    missing = ACTIVATION.keys() - there.keys() - passed.keys()
    if missing:
        assert set(amili.refused(creditors.activate, CREDITOR, **passed)) == missing
        assert not server.changes
    else:
        amili.run(creditors.activate, CREDITOR, **passed)
        assert server.changes == [{name: value for name, value in passed.items() if name not in there} | {"is_active": True}]
        assert server.document["is_active"] is True


parts = st.fixed_dictionaries(
    {}, optional={name: st.text("abc", min_size=1) for name in ("address_line_1", "zip_code", "city", "country", "care_of")}
)
accounts = st.dictionaries(
    st.sampled_from(["sek", "eur"]), st.dictionaries(st.sampled_from(["bankgiro", "plusgiro", "iban"]), st.text("123", min_size=1))
)
some_details = st.fixed_dictionaries({"sender_address": parts, "payout_details": accounts})


@given(some_details, some_details, st.booleans())
def test_activation_keeps_what_is_there_and_adds_what_is_passed(there: dict[str, Any], passed: dict[str, Any], replaces: bool) -> None:
    before = {**ACTIVATION, **there}
    server = OneCreditor(before, replaces=replaces)
    amili = Amili(server, testing.VirtualClock())
    expected = over(before, {name: value for name, value in passed.items() if value})
    lacking = {f"sender_address.{part}" for part in PARTS if part not in expected["sender_address"]}
    if not expected["sender_address"]:
        lacking = {"sender_address"}
    if not any(expected["payout_details"].values()):
        lacking.add("payout_details")
    extra = ["care_of", "eur", "plusgiro", "iban"]
    if lacking:
        assert set(amili.refused(creditors.activate, CREDITOR, **passed, extra_fields=extra)) == lacking
        return
    amili.run(creditors.activate, CREDITOR, **passed, extra_fields=extra)
    assert {name: server.document[name] for name in before} == expected


@given(json_objects, json_objects)
def test_laying_over_loses_no_leaf(there: dict[str, Any], passed: dict[str, Any]) -> None:
    kept = dict(leaves(merged(there, passed)))
    replaced = dict(leaves(passed))
    assert kept.items() >= replaced.items()
    for path, value in leaves(there):
        if not any(path[: len(other)] == other or other[: len(path)] == path for other in replaced):
            assert kept[path] == value


def test_activating_what_is_active_and_complete_sends_nothing(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, creditor_example())
    answer = amili.run(creditors.activate, created, payout_details={"sek": {"bankgiro": "12312312"}})
    assert len(amili.writes()) == 1
    assert (answer.id, answer.etag, answer.field_status) == (created.id, created.etag, "OK")


def test_an_unknown_or_misspelt_detail_is_refused_before_the_creditor_is_read() -> None:
    said = offline().refused(
        creditors.activate, CREDITOR, sender_address={**ADDRESS, "town": "Lund"}, payout_details={"SEK": {"bankgiro": "1"}}
    )
    assert set(said) == {"sender_address.town", "payout_details.SEK"}
    assert list(offline().refused(creditors.activate, "no/id")) == ["creditor"]


def test_an_activation_goes_on_when_somebody_has_changed_something_else(clock: testing.VirtualClock) -> None:
    server = OneCreditor({"is_active": False, **ACTIVATION, "description": "old"})

    def answer(request: Request) -> Reply:
        if request.method == "PATCH" and request.headers["If-Match"] == "v1" and server.document["_etag"] == "v1":
            server.document |= {"_etag": "v2", "description": "new"}
            return json_reply({"_status": "ERR", "_error": {"code": 412, "message": "no"}}, 412)
        return server(request)

    Amili(answer, clock).run(creditors.activate, CREDITOR)
    assert (server.document["is_active"], server.document["description"]) == (True, "new")


# -- changing and deleting ---------------------------------------------------------------------------------------------------------


def test_a_change_sends_only_what_changes_for_the_version_that_was_read(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, creditor_example())
    answer = amili.run(creditors.update, created, {"description": "New"})
    patch = amili.writes()[-1]
    assert (patch.method, patch.headers["If-Match"], json.loads(bytes_of(patch))) == ("PATCH", created.etag, {"description": "New"})
    stored = amili.run(CREDITORS.get, created.id)
    assert (stored.description, stored.etag) == ("New", answer.etag)


@pytest.mark.parametrize("target", ["document", "creation"])
def test_a_change_of_an_old_version_is_a_conflict(clock: testing.VirtualClock, target: str) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, creditor_example())
    old = created if target == "creation" else amili.run(CREDITORS.get, created.id)
    amili.run(creditors.update, created.id, {"description": "of somebody else"})
    with pytest.raises(EditConflictError) as caught:
        amili.run(creditors.update, old, {"name": "Acme AB"})
    assert caught.value.theirs.description == "of somebody else"
    with pytest.raises(EditConflictError):
        amili.run(creditors.delete, old)


def test_a_change_that_activates_needs_what_an_activation_needs(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, inactive_example())
    amili.sent.clear()
    some = {name: ACTIVATION[name] for name in ("sender_address", "payout_details")}
    assert set(amili.refused(creditors.update, created, {"is_active": True, **some})) == ACTIVATION.keys() - some.keys()
    amili.run(creditors.update, created, {"is_active": True, **ACTIVATION})
    assert amili.run(CREDITORS.get, created.id).is_active is True


def test_a_deleted_creditor_is_gone(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, inactive_example())
    amili.run(creditors.delete, created)
    assert created.id not in ids_of(amili)


def test_creditors_are_listed_by_account(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(creditors.create, inactive_example(account="6662fb1df4d1eaf404cb08de"))
    found = amili.all(CREDITORS.list, where={"account": "6662fb1df4d1eaf404cb08de"}, projection=["name"])
    assert [(one.id, one.name) for one in found] == [(created.id, "Acme Inc")]


def ids_of(amili: Amili) -> set[str]:
    """The creditors that the sandbox has in the account of the example."""
    return {one.id for one in amili.all(CREDITORS.list, where={"account": ACCOUNT})}


def bytes_of(request: Request) -> bytes:
    assert isinstance(request.content, bytes)
    return request.content
