"""A user is created once, belongs to one owner, and gets the rights that were meant and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from amili_client.sweden.ada.models.creditor import Creditor
from amili_client.sweden.ada.models.user_input import UserInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext.errors import NotFoundError
from amili_ext.flow import Reply, Request
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.parties import access_groups, creditors, users
from amili_ext.sweden.ada.parties.access_groups import AccessGroupNotFoundError, is_of, type_of
from amili_ext.sweden.ada.readable import ACCESS_GROUPS, USERS
from tests.support import json_reply
from tests.sweden.ada.parties import ACCOUNT, CREDITOR, Amili, in_sandbox, in_turn, inactive_example, listed

OTHER = "6662fb1df4d1eaf404cb08de"

EXAMPLE: Mapping[str, Any] = {
    "account": ACCOUNT,
    "name": "Jane Doe",
    "email_data": {"email": "jane.doe@domain.se"},
    "oauth_type": "microsoft",
    "email_oauth": "jane.doe@domain.se",
    "data_access": [{"access_group": "60e7fdefc90dc3e2ddd6c7ad"}],
    "is_enabled": True,
    "applications": [{"application": "60e7fdefc90dc3e2ddd6c7af"}, {"application": "60e7fdefc90dc3e2ddd6c7b0"}],
}
"""https://docs-alpha.amili.se/reference/endpoints/users"""

JANE = {"name": "Jane Doe", "oauth_type": "google", "email_oauth": "jane.doe@domain.se"}


def offline() -> Amili:
    """A place where nothing can be sent."""

    def silent(_request: Request) -> Reply:
        raise AssertionError("nothing may be sent")

    return Amili(silent, testing.VirtualClock())


def without(*names: str, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in EXAMPLE.items() if name not in names} | changes


def body_of(request: Request) -> Any:
    assert isinstance(request.content, bytes)
    return json.loads(request.content)


# -- what is refused before anything is sent ---------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(["account", "partner", "solicitor"])))
def test_a_user_has_exactly_one_owner(owners: set[str]) -> None:
    user = without("account", **dict.fromkeys(owners, ACCOUNT))
    if len(owners) == 1:
        with pytest.raises(AssertionError, match="nothing may be sent"):
            offline().run(users.create, user)
    else:
        [field] = offline().refused(users.create, user)
        assert field in (owners or {"account"})


@pytest.mark.parametrize(("given_one", "missing"), [("oauth_type", "email_oauth"), ("email_oauth", "oauth_type")])
def test_how_somebody_signs_in_goes_with_who_signs_in(given_one: str, missing: str) -> None:
    assert list(offline().refused(users.create, without(missing))) == [missing]
    assert list(offline().refused(users.create, without(given_one))) == [given_one]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    user = without("account", "name", "oauth_type", data_access=[{"access_group": "1"}, {}], is_enabled="yes", creditor="1")
    wrong = {"account", "name", "oauth_type", "data_access[1].access_group", "is_enabled", "creditor"}
    assert set(offline().refused(users.create, user)) == wrong
    assert set(offline().refused(users.create_creditor_admin, CREDITOR, user)) == wrong - {"account"}


# -- creating ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [dict, UserInput.from_dict])
def test_the_documented_example_is_sent_as_it_stands(clock: testing.VirtualClock, form: Any) -> None:
    amili, _ = in_sandbox(clock)
    created = amili.run(users.create, form(EXAMPLE))
    [post] = amili.writes()
    assert body_of(post) == EXAMPLE
    stored = amili.run(USERS.get, created.id)
    assert (stored.name, stored.etag, created.adopted) == ("Jane Doe", created.etag, False)


@pytest.mark.parametrize(
    ("fault", "posts"),
    [
        ("drop_after_commit:POST:/users", 1),
        ("status:POST:/users:status=503,after_commit=true", 1),
        ("truncated_json:POST:/users", 1),
        ("drop_before_commit:POST:/users", 2),
        ("status:POST:/users:status=500", 2),
    ],
)
@pytest.mark.parametrize("user", [EXAMPLE, without("oauth_type", "email_oauth"), without("oauth_type", "email_oauth", "email_data")])
def test_a_creation_in_doubt_ends_in_one_user(clock: testing.VirtualClock, fault: str, posts: int, user: Any) -> None:
    """By its email address, or, where there is none, by its name."""
    amili, _ = in_sandbox(clock, fault)
    created = amili.run(users.create, user)
    assert (len(amili.writes()), created.adopted) == (posts, posts == 1)
    assert [one.id for one in amili.all(USERS.list)] == [created.id]


@pytest.mark.parametrize("email", ["jane.doe@domain.se", "Jane.Doe@Domain.se", " jane.doe@domain.se "])
def test_the_same_user_is_adopted_however_the_address_is_written(clock: testing.VirtualClock, email: str) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(users.create, EXAMPLE)
    second = amili.run(users.create, without(email_oauth=email))
    assert (second.id, second.adopted, len(amili.writes())) == (first.id, True, 1)


def test_a_user_who_has_more_rights_than_were_wanted_is_the_same(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    groups = [{"access_group": amili.run(access_groups.of_creditor, CREDITOR, kind).id} for kind in ("admin", "user")]
    first = amili.run(users.create, without(data_access=groups))
    assert amili.run(users.create, without(data_access=groups[1:])).id == first.id
    assert amili.run(users.create, without("data_access")).id == first.id


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"data_access": [{"access_group": "1" * 24}]}, "data_access"),
        ({"name": "Jane Smith"}, "name"),
        ({"oauth_type": "google"}, "oauth_type"),
    ],
)
def test_a_user_who_differs_is_not_taken_for_the_same(clock: testing.VirtualClock, changes: Any, field: str) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(users.create, EXAMPLE)
    with pytest.raises(AlreadyThereError, match=field) as caught:
        amili.run(users.create, without(**changes))
    assert (caught.value.candidates, len(amili.writes())) == ((first.id,), 1)
    assert not any(text in str(caught.value).lower() for text in ("jane", "domain", "smith"))


def test_a_disabled_user_is_not_one_who_can_sign_in(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    amili.run(users.create, without(is_enabled=False))
    with pytest.raises(AlreadyThereError, match="is_enabled"):
        amili.run(users.create, without("is_enabled"))


def test_two_people_of_one_name_without_an_address_are_two_users(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    nameless = without("oauth_type", "email_oauth", "email_data")
    first = amili.run(users.create, nameless)
    assert amili.run(users.create, nameless).id != first.id


def test_the_same_address_in_another_account_is_another_user(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(users.create, EXAMPLE)
    second = amili.run(users.create, without(account=OTHER))
    assert (second.id != first.id, second.adopted) == (True, False)


# -- recognising access groups -----------------------------------------------------------------------------------------------------

Shape = Callable[[str, Any], dict[str, Any]]

SHAPES: Mapping[str, Shape] = {
    "type and creditor": lambda kind, owner: {"type": kind, "creditor": owner, "name": f"Acme Inc: {kind}"},
    "a name that is a type too": lambda kind, owner: {"type": kind, "creditor": owner, "name": "User"},
    "the type is the name": lambda kind, owner: {"name": kind, "creditor": owner},
    "other names for both": lambda kind, owner: {"group_type": kind, "creditor_id": owner, "name": "Acme"},
    "written for people": lambda kind, owner: {"name": kind.replace("_", " ").title(), "creditor": owner},
    "with its scope": lambda kind, owner: {"name": kind if kind == "account_admin" else f"Creditor {kind}", "creditor": owner},
    "a list of creditors": lambda kind, owner: {"role": kind.upper(), "creditors": [owner] if owner else []},
    "a type of another sort": lambda kind, owner: {"type": "generated", "name": kind, "creditor": owner},
}


def groups_of(shape: Shape, *creditor_ids: str) -> list[dict[str, Any]]:
    """The access groups of an account and of its creditors, in one of the forms that they may have."""
    owners = [("account_admin", None), *((kind, one) for one in creditor_ids for kind in ("admin", "user"))]
    groups = [{"_id": f"{index:024x}", "account": ACCOUNT, **shape(kind, owner)} for index, (kind, owner) in enumerate(owners)]
    return [{name: value for name, value in group.items() if value is not None} for group in groups]


def serving(groups: list[dict[str, Any]]) -> Amili:
    """A server that has these groups and the creditor of the examples."""

    def answer(request: Request) -> Reply:
        return listed(*groups) if request.url.endswith("/access--groups") else json_reply({"_id": CREDITOR, "account": ACCOUNT})

    return Amili(answer, testing.VirtualClock())


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_right_group_is_found_in_whatever_form_groups_have(shape: Shape) -> None:
    amili = serving(groups_of(shape, OTHER, CREDITOR))
    assert amili.run(access_groups.of_account, ACCOUNT).id == f"{0:024x}"
    assert amili.run(access_groups.of_creditor, CREDITOR, "admin").id == f"{3:024x}"
    assert amili.run(access_groups.of_creditor, CREDITOR, "user").id == f"{4:024x}"
    assert json.loads(dict(amili.sent[0].params)["where"]) == {"account": ACCOUNT}


NOT_ITS_OWN: Mapping[str, Any] = {
    "of another creditor": {"type": "admin", "creditor": OTHER},
    "of several creditors": {"type": "admin", "creditors": [CREDITOR, OTHER]},
    "of another type": {"type": "user", "creditor": CREDITOR},
    "of the account": {"type": "account_admin", "creditor": CREDITOR},
    "of a type that only resembles it": {"type": "admin2", "creditor": CREDITOR, "description": "for the admin"},
    "of two types": {"name": "admin", "role": "user", "creditor": CREDITOR},
    "without an id": {"_id": None, "type": "admin", "creditor": CREDITOR},
    "without a type": {"creditor": CREDITOR},
    "of nobody": {"type": "admin"},
}


@pytest.mark.parametrize("group", NOT_ITS_OWN.values(), ids=NOT_ITS_OWN)
def test_no_other_group_is_taken_for_it(group: dict[str, Any]) -> None:
    amili = serving([{"_id": "1" * 24, "account": ACCOUNT, "secret_name": "Jane Doe", "19800101-1234": "x", **group}])
    with pytest.raises(AccessGroupNotFoundError) as caught:
        amili.run(users.create_creditor_admin, CREDITOR, JANE)
    assert not amili.writes()
    assert {"account", "secret_name", *(set(group) - {"_id"})} <= set(caught.value.field_names)
    assert "secret_name" in str(caught.value)
    assert not any(text in str(caught.value) for text in ("Jane", "1980"))


def test_of_two_groups_that_fit_none_is_chosen() -> None:
    groups = [{"_id": number * 24, "account": ACCOUNT, "type": "admin", "creditor": CREDITOR} for number in "12"]
    with pytest.raises(AccessGroupNotFoundError, match="several") as caught:
        serving(groups).run(access_groups.of_creditor, CREDITOR, "admin")
    assert caught.value.candidates == ("1" * 24, "2" * 24)


def test_a_group_of_another_account_is_not_taken_for_that_of_the_account() -> None:
    with pytest.raises(AccessGroupNotFoundError):
        serving([{"_id": "1" * 24, "account": OTHER, "type": "account_admin"}]).run(access_groups.of_account, ACCOUNT)


@given(st.dictionaries(st.text("abc_", min_size=1), st.sampled_from(["admin", "user", "x", CREDITOR, OTHER, 5, None]), max_size=4))
def test_a_group_is_never_of_two_types_and_never_of_a_creditor_that_it_does_not_name(group: dict[str, Any]) -> None:
    held = {value for name, value in group.items() if not name.startswith("_")}
    kinds = held & {"admin", "user"}
    assert type_of(group) == (next(iter(kinds)) if len(kinds) == 1 else None)
    assert is_of(group, CREDITOR) == (CREDITOR in held)


def test_an_unknown_type_is_refused() -> None:
    said = offline().refused(access_groups.of_creditor, CREDITOR, "owner")
    assert "account_admin, admin, user, api_user" in said["group_type"]


def test_groups_that_are_not_listed_yet_are_waited_for() -> None:
    first, then = listed(), listed({"_id": "1" * 24, "account": ACCOUNT, "type": "admin", "creditor": CREDITOR})
    clock = testing.VirtualClock()
    creditor = json_reply({"_id": CREDITOR, "account": ACCOUNT})
    amili = Amili(in_turn(creditor, first, first, then), clock)
    assert amili.run(access_groups.of_creditor, CREDITOR, "admin").id == "1" * 24
    assert len(clock.slept) == 2


def test_what_is_never_listed_is_waited_for_no_longer_than_settle_says() -> None:
    clock = testing.VirtualClock()
    amili = Amili(in_turn(json_reply({"_id": CREDITOR, "account": ACCOUNT}), listed()), clock, settle=4.0)
    with pytest.raises(AccessGroupNotFoundError, match="shows none"):
        amili.run(access_groups.of_creditor, CREDITOR, "admin")
    assert sum(clock.slept) == 4.0


def test_a_group_whose_type_is_not_recognised_is_not_waited_for() -> None:
    amili = serving([{"_id": "1" * 24, "account": ACCOUNT, "kind": "boss", "creditor": CREDITOR}])
    with pytest.raises(AccessGroupNotFoundError):
        amili.run(access_groups.of_creditor, CREDITOR, "admin")
    assert amili.clock.slept == []


# -- users of a creditor and of an account -----------------------------------------------------------------------------------------


def test_creditor_then_groups_then_admin_then_user(clock: testing.VirtualClock) -> None:
    """The whole of the documented use case."""
    amili, _ = in_sandbox(clock)
    creditor = amili.run(creditors.create, inactive_example())
    admin = amili.run(users.create_creditor_admin, creditor, JANE)
    ordinary = amili.run(users.create_creditor_user, creditor, {**JANE, "name": "John Doe", "email_oauth": "john.doe@domain.se"})
    for user, kind in ((admin, "admin"), (ordinary, "user")):
        stored = amili.run(USERS.get, user.id)
        [access] = stored.data_access or []
        group = amili.all(ACCESS_GROUPS.list, where={"_id": access.access_group})[0]
        assert (stored.account, group.creditor, group.type_) == (ACCOUNT, creditor.id, kind)


def test_an_admin_is_created_once(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(users.create_creditor_admin, CREDITOR, JANE)
    assert amili.run(users.create_creditor_admin, CREDITOR, UserInput.from_dict(JANE)).id == first.id
    with pytest.raises(AlreadyThereError, match="data_access"):
        amili.run(users.create_creditor_user, CREDITOR, JANE)


def test_an_account_admin_is_in_the_group_of_the_account(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    amili.run(users.create_account_admin, ACCOUNT, JANE)
    assert body_of(amili.writes()[0])["data_access"] == [{"access_group": "60e7fdefc90dc3e2ddd6c7ad"}]


def test_rights_that_were_passed_are_kept_and_none_is_given_twice() -> None:
    groups = groups_of(SHAPES["type and creditor"], CREDITOR)
    user = {**JANE, "data_access": [{"access_group": "a" * 24, "until": "2027"}, {"access_group": groups[1]["_id"]}]}

    def answer(request: Request) -> Reply:
        if request.method == "POST":
            return json_reply({"_id": "f" * 24, "_status": "OK"}, 201)
        return listed(*groups) if request.url.endswith("/access--groups") else listed()

    amili = Amili(answer, testing.VirtualClock())
    creditor = Creditor(field_id=CREDITOR, account=ACCOUNT)
    amili.run(users.create_creditor_admin, creditor, user, extra_fields=["until"])
    assert body_of(amili.writes()[0])["data_access"] == user["data_access"]
    assert not any(request.url.endswith(CREDITOR) for request in amili.sent)  # the creditor says which account is its own


def test_a_user_of_a_partner_stays_one(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    amili.run(users.create_creditor_admin, CREDITOR, {**JANE, "partner": "618a851643314ff68dcb8895"})
    assert "account" not in body_of(amili.writes()[0])


def test_a_user_of_another_account_is_refused(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    assert list(amili.refused(users.create_creditor_admin, CREDITOR, {**JANE, "account": OTHER})) == ["account"]
    assert list(amili.refused(users.create_account_admin, ACCOUNT, {**JANE, "account": OTHER})) == ["account"]


def test_a_creditor_that_is_not_there(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    with pytest.raises(NotFoundError):
        amili.run(users.create_creditor_admin, "f" * 24, JANE)
    assert not amili.writes()
