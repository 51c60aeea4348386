"""A partner's new account comes with its first creditor, once, in one of the two documented ways; and what is only read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import endpoint, testing
from amili_ext.errors import InputError
from amili_ext.flow import Reply, Request
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.parties import onboarding, users
from amili_ext.sweden.ada.readable import ACCESS_GROUPS, ACCOUNTS, CREDITORS, CUSTOMERS, PARTNERS, list_customers
from tests.support import json_reply
from tests.sweden.ada.parties import ACCOUNT, ACTIVATION, ADDRESS, CREDITOR, Amili, in_sandbox, listed

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

NEW: Mapping[str, Any] = {"name": "Nya Bolaget AB", "organization_no": "5566778899"}
OPTION_A: Mapping[str, Any] = {"name": "Nya Bolaget AB", "organization_no": "5566778899", "is_active": False}
OPTION_B: Mapping[str, Any] = {**OPTION_A, **ACTIVATION, "is_active": True}

some_fields = st.sets(st.sampled_from(sorted(ACTIVATION)), min_size=1)


def offline() -> Amili:
    """A place where nothing can be sent."""

    def silent(_request: Request) -> Reply:
        raise AssertionError("nothing may be sent")

    return Amili(silent, testing.VirtualClock())


def body_of(request: Request) -> Any:
    assert isinstance(request.content, bytes)
    return json.loads(request.content)


# -- what is refused before anything is sent ---------------------------------------------------------------------------------------


@given(some_fields, st.sampled_from([{}, {"is_active": False}]))
def test_an_inactive_creditor_comes_without_what_would_activate_it(extra: set[str], activity: dict[str, Any]) -> None:
    creditor = {"name": "Acme Inc", **activity, **{name: ACTIVATION[name] for name in extra}}
    said = offline().refused(onboarding.create, NEW, initial_creditor=creditor)
    assert set(said) == {f"initial_creditor.{name}" for name in extra}
    assert all("is_active=True" in message for message in said.values())
    said = offline().refused(onboarding.create, {**NEW, "initial_creditor_data": creditor})
    assert set(said) == {f"initial_creditor_data.{name}" for name in extra}


@given(some_fields)
def test_an_active_creditor_comes_with_all_that_it_needs(missing: set[str]) -> None:
    creditor = {name: value for name, value in OPTION_B.items() if name not in missing}
    said = offline().refused(onboarding.create, NEW, initial_creditor=creditor)
    assert set(said) == {f"initial_creditor.{name}" for name in missing}


def test_everything_that_is_wrong_is_named_at_once() -> None:
    account = {"agreement_address": {"zip_code": "25236"}, "nmae": "typo"}
    creditor = {
        "organization_no": "1",
        "non_swedish_organization_no": "2",
        "account": ACCOUNT,
        "agreement_address": {**ADDRESS, "city": ""},
    }
    assert set(offline().refused(onboarding.create, account, initial_creditor=creditor)) == {
        "name",
        "organization_no",
        "nmae",
        "agreement_address.address_line_1",
        "agreement_address.city",
        "initial_creditor.non_swedish_organization_no",
        "initial_creditor.account",
        "initial_creditor.agreement_address.city",
    }


def test_there_is_one_first_creditor() -> None:
    assert list(offline().refused(onboarding.create, NEW)) == ["initial_creditor"]
    assert list(offline().refused(onboarding.create, {**NEW, "initial_creditor_data": {}}, initial_creditor="x")) == ["initial_creditor"]
    twice = {**NEW, "initial_creditor_data": {"name": "a"}}
    assert list(offline().refused(onboarding.create, twice, initial_creditor={"name": "b"})) == ["initial_creditor"]


# -- creating ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("within", [False, True], ids=["beside the account", "within the account"])
@pytest.mark.parametrize("creditor", [OPTION_A, OPTION_B], ids=["option A", "option B"])
def test_an_account_comes_with_its_first_creditor(clock: testing.VirtualClock, creditor: Mapping[str, Any], within: bool) -> None:
    amili, _ = in_sandbox(clock)
    arguments = ({**NEW, "initial_creditor_data": creditor}, None) if within else (NEW, creditor)
    onboarded = amili.run(onboarding.create, arguments[0], initial_creditor=arguments[1])
    [post] = amili.writes()
    assert (post.url.rpartition("/")[2], body_of(post)) == ("accounts", {**NEW, "initial_creditor_data": creditor})
    assert amili.run(ACCOUNTS.get, onboarded.id).organization_no == "5566778899"
    assert onboarded.creditor is not None
    assert (onboarded.creditor.account, onboarded.creditor.is_active) == (onboarded.id, creditor["is_active"])
    assert not onboarded.adopted


def test_without_a_word_the_creditor_is_sent_as_inactive(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    amili.run(onboarding.create, NEW, initial_creditor={})
    assert body_of(amili.writes()[0])["initial_creditor_data"] == {"is_active": False}


def test_option_a_ends_with_a_user_of_the_account(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    onboarded = amili.run(onboarding.create, NEW, initial_creditor=OPTION_A)
    user = {"name": "Jane Doe", "oauth_type": "google", "email_oauth": "jane.doe@domain.se"}
    amili.run(users.create_account_admin, onboarded, user)
    [access] = body_of(amili.writes()[-1])["data_access"]
    [group] = amili.all(ACCESS_GROUPS.list, where={"_id": access["access_group"]})
    assert (group.account, group.type_) == (onboarded.id, "account_admin")


@pytest.mark.parametrize(
    ("fault", "posts"),
    [
        ("drop_after_commit:POST:/accounts", 1),
        ("status:POST:/accounts:status=503,after_commit=true", 1),
        ("html:POST:/accounts:after_commit=true", 1),
        ("drop_before_commit:POST:/accounts", 2),
        ("status:POST:/accounts:status=500", 2),
    ],
)
@pytest.mark.parametrize("creditor", [OPTION_A, OPTION_B], ids=["option A", "option B"])
def test_a_creation_in_doubt_ends_in_one_account(clock: testing.VirtualClock, fault: str, posts: int, creditor: Any) -> None:
    amili, _ = in_sandbox(clock, fault)
    before = len(amili.all(ACCOUNTS.list))
    onboarded = amili.run(onboarding.create, NEW, initial_creditor=creditor)
    assert (len(amili.writes()), onboarded.adopted) == (posts, posts == 1)
    assert onboarded.creditor is not None
    assert len(amili.all(ACCOUNTS.list)) == before + 1
    assert len(amili.all(CREDITORS.list, where={"account": onboarded.id})) == 1


def test_an_account_whose_creditor_was_completed_in_the_app_is_the_same(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(onboarding.create, NEW, initial_creditor=OPTION_B)
    second = amili.run(onboarding.create, {**NEW, "organization_no": "556677-8899"}, initial_creditor=OPTION_A)
    assert (second.id, second.adopted, second.creditor) == (first.id, True, first.creditor)


@pytest.mark.parametrize(
    ("account", "creditor", "field"),
    [({"name": "Another AB"}, {}, "name"), ({}, {"name": "Another AB"}, "first creditor differs in name"), ({}, OPTION_B, "is_active")],
)
def test_an_account_that_differs_is_not_taken_for_the_same(clock: testing.VirtualClock, account: Any, creditor: Any, field: str) -> None:
    amili, _ = in_sandbox(clock)
    first = amili.run(onboarding.create, NEW, initial_creditor=OPTION_A)
    with pytest.raises(AlreadyThereError, match=field) as caught:
        amili.run(onboarding.create, {**NEW, **account}, initial_creditor={**OPTION_A, **creditor})
    assert (caught.value.candidates, len(amili.writes())) == ((first.id,), 1)
    assert not any(text in str(caught.value) for text in ("Bolaget", "Another", "556677"))


def test_the_first_creditor_is_waited_for_and_its_lack_does_not_lose_the_account() -> None:
    clock = testing.VirtualClock()
    looks: list[Request] = []

    def answer(request: Request) -> Reply:
        if request.method == "POST":
            return json_reply({"_id": ACCOUNT, "_etag": "v1", "_status": "OK"}, 201)
        if request.url.endswith("/creditors"):
            looks.append(request)
            return listed(*[{"_id": CREDITOR, "account": ACCOUNT}] * (len(looks) > 2))
        return listed()

    found = Amili(answer, clock).run(onboarding.create, NEW, initial_creditor=OPTION_A)
    assert found.creditor is not None
    assert (found.id, found.creditor.id, len(looks)) == (ACCOUNT, CREDITOR, 3)
    looks.clear()
    hurried = Amili(answer, clock, settle=0.5).run(onboarding.create, NEW, initial_creditor=OPTION_A)
    assert (hurried.id, hurried.etag, hurried.creditor) == (ACCOUNT, "v1", None)


def test_a_first_creditor_that_cannot_be_read_does_not_lose_the_account(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock, "status:GET:/creditors:status=403,times=forever")
    onboarded = amili.run(onboarding.create, NEW, initial_creditor=OPTION_A)
    assert onboarded.creditor is None
    assert amili.run(ACCOUNTS.get, onboarded.id).name == "Nya Bolaget AB"


def test_that_the_path_is_concluded_is_said_once(clock: testing.VirtualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_warned", set[str]())
    amili, _ = in_sandbox(clock, look_first=False)
    with pytest.warns(endpoint.UnverifiedOperationWarning, match="create_account"):
        amili.run(onboarding.create, NEW, initial_creditor={})


# -- what is only read -------------------------------------------------------------------------------------------------------------


def test_partners_accounts_and_access_groups_are_read_and_listed(clock: testing.VirtualClock) -> None:
    amili, _ = in_sandbox(clock)
    for kind, where in (
        (PARTNERS, {"organization_no": "5565675906"}),
        (ACCOUNTS, {"name": "Acme Inc"}),
        (ACCESS_GROUPS, {"type": "admin"}),
    ):
        [one] = amili.all(kind.list, where=where)
        assert isinstance(one.id, str)
        assert amili.run(kind.get, one.id) == one
        assert "name" not in amili.run(kind.get, one.id, projection=["account"]).to_dict()


def test_an_id_that_is_none_is_named_as_what_it_is() -> None:
    assert list(offline().refused(PARTNERS.get, "../users")) == ["partner_id"]
    assert list(offline().refused(CUSTOMERS.get, "")) == ["customer_id"]


def test_customers_are_searched_by_what_their_page_shows(clock: testing.VirtualClock) -> None:
    amili = Amili(lambda _request: listed({"_id": "cust_123456789", "id_number": "202501012385"}), clock)
    [customer] = amili.all(list_customers, id_number="202501012385", name="Jane Doe", email="jane.doe@domain.se", where={"is_active": True})
    assert customer.id == "cust_123456789"
    asked = dict(amili.sent[0].params)
    expected = {"id_number": "202501012385", "name": "Jane Doe", "email": "jane.doe@domain.se", "where": '{"is_active":true}'}
    assert expected.items() <= asked.items()
    assert amili.run(CUSTOMERS.get, "cust_123456789").id_number is not None


@pytest.mark.parametrize("search", ["", "  ", 5])
@pytest.mark.parametrize("name", ["id_number", "name", "email"])
def test_a_search_that_would_find_everybody_is_refused(name: str, search: Any) -> None:
    with pytest.raises(InputError) as caught:
        offline().all(list_customers, **{name: search})
    assert [problem.field for problem in caught.value.problems] == [name]
