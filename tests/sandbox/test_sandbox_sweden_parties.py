"""Accounts, creditors, users and the access groups that come with them."""

from __future__ import annotations

from typing import Any

import pytest

from .sweden import ACCOUNT, ADDRESS, CREDITOR, Make, Swede, active_creditor, case_registration

_ACTIVATION = {"standard_debt_description", "sender_address", "invoice_address", "payout_details"}
_PARTNER = "618a851643314ff68dcb8895"


def _groups(swede: Swede, **where: str) -> list[tuple[str, bool]]:
    return [(one["type"], "creditor" in one) for one in swede.get("/access--groups", where=where, sort="type").items]


def test_the_published_example_is_there(swede: Swede) -> None:
    partner = swede.get(f"/partners/{_PARTNER}").content
    assert (partner["name"], partner["organization_no"], partner["case_settings"]) == (
        "Visma.net",
        "5565675906",
        {"interest_rate": {"reference_rate": True}},
    )
    account = swede.get(f"/accounts/{ACCOUNT}").content
    assert (account["agreement_template"], account["agreement_address"]) == ("665d9246f611f5df88245746", ADDRESS)
    creditor = swede.get(f"/creditors/{CREDITOR}").content
    assert (creditor["account"], creditor["creditor_number"], creditor["is_active"]) == (ACCOUNT, 2000037, True)
    assert creditor["case_config"] == {
        "vat_area": "sweden",
        "commission_excluded_vat": False,
        "payout_capital_by_invoice": True,
        "payout_interest_by_invoice": False,
        "letter_config": {},
    }
    assert _groups(swede, account=ACCOUNT) == [("account_admin", False), ("admin", True), ("user", True)]


def test_the_documented_creditor_and_user_work_as_they_stand(swede: Swede) -> None:
    created = swede.created("/creditors", active_creditor())
    creditor = swede.get(f"/creditors/{created['_id']}").content
    assert creditor.items() >= active_creditor().items()
    assert (creditor["creditor_number"], creditor["partner"], creditor["added_to_erp_system"]) == (2000038, _PARTNER, False)
    user = {
        "account": ACCOUNT,
        "name": "Jane Doe",
        "email_data": {"email": "jane.doe@domain.se"},
        "oauth_type": "microsoft",
        "email_oauth": "jane.doe@domain.se",
        "data_access": [{"access_group": "60e7fdefc90dc3e2ddd6c7ad"}],
        "is_enabled": True,
        "applications": [{"application": "60e7fdefc90dc3e2ddd6c7af"}, {"application": "60e7fdefc90dc3e2ddd6c7b0"}],
    }
    stored = swede.get(f"/users/{swede.created('/users', user)['_id']}").content
    assert stored.items() >= user.items()
    assert stored["log_case_registrations"] is False


def test_all_that_an_active_creditor_lacks_is_named_at_once(swede: Swede) -> None:
    bare = {"account": ACCOUNT, "name": "Acme", "is_active": True}
    assert swede.refused("/creditors", bare).keys() == _ACTIVATION
    both = {"organization_no": "1", "non_swedish_organization_no": "2"}
    assert swede.refused("/creditors", {**bare, **both}).keys() == _ACTIVATION | both.keys()
    assert swede.refused("/creditors", active_creditor(payout_details={"sek": {}})).keys() == {"payout_details"}
    assert swede.refused("/creditors", active_creditor(payout_details={})).keys() == {"payout_details"}
    assert swede.refused("/creditors", {"account": ACCOUNT, "is_active": False}).keys() == {"name"}
    inactive = swede.created("/creditors", {**bare, "is_active": False})
    assert swede.get(f"/creditors/{inactive['_id']}")["is_active"] is False


def test_a_creditor_is_activated_later(swede: Swede) -> None:
    created = swede.created("/creditors", {"account": ACCOUNT, "name": "Acme", "sender_address": ADDRESS})
    assert swede.get(f"/creditors/{created['_id']}")["is_active"] is False
    path, etag = f"/creditors/{created['_id']}", created["_etag"]
    answer = swede.change("PATCH", path, {"is_active": True, "standard_debt_description": "Debt"}, etag=etag)
    assert (answer.status, answer.details.keys()) == (422, {"invoice_address", "payout_details"})
    changes = {
        "is_active": True,
        "standard_debt_description": "Debt",
        "invoice_address": ADDRESS,
        "payout_details": {"sek": {"bankgiro": "1"}},
    }
    assert swede.change("PATCH", path, changes, etag=etag).status == 200
    registered = swede.created("/case--registrations", case_registration(creditor=created["_id"]))
    assert len(registered["_cases"]) == 1


def test_an_active_creditor_cannot_be_emptied(swede: Swede) -> None:
    path = f"/creditors/{CREDITOR}"
    etag = swede.get(path)["_etag"]
    assert swede.change("PATCH", path, {"standard_debt_description": ""}, etag=etag).details.keys() == {"standard_debt_description"}
    assert swede.change("PATCH", path, {"payout_details": {"eur": {"iban": "x"}}}, etag=etag).status == 200
    assert swede.get(path)["payout_details"] == {"sek": {"bankgiro": "12312312"}, "eur": {"iban": "x"}}


@pytest.mark.parametrize("field", ["account", "agreement_template"])
def test_some_fields_are_only_for_the_beginning(swede: Swede, field: str) -> None:
    path = f"/creditors/{CREDITOR}"
    answer = swede.change("PATCH", path, {field: ACCOUNT}, etag=swede.get(path)["_etag"])
    assert (answer.status, answer.details) == (422, {field: "can only be set when the creditor is created"})


def test_only_one_kind_of_organization_number(swede: Swede) -> None:
    both = {"organization_no", "non_swedish_organization_no"}
    assert swede.refused("/creditors", active_creditor(non_swedish_organization_no="1")).keys() == both
    path = f"/creditors/{CREDITOR}"
    answer = swede.change("PATCH", path, {"non_swedish_organization_no": "1"}, etag=swede.get(path)["_etag"])
    assert answer.details.keys() == both
    assert swede.created("/creditors", active_creditor(organization_no=None, non_swedish_organization_no="1")).status == 201


def test_each_creditor_has_groups_of_its_own_as_long_as_it_is_there(swede: Swede) -> None:
    created = swede.created("/creditors", active_creditor())
    assert _groups(swede, creditor=created["_id"]) == [("admin", True), ("user", True)]
    assert swede.change("DELETE", f"/creditors/{created['_id']}", etag=created["_etag"]).status == 204
    assert _groups(swede, creditor=created["_id"]) == []
    assert _groups(swede, creditor=CREDITOR) == [("admin", True), ("user", True)]


def test_an_account_comes_with_its_first_creditor_and_groups(swede: Swede) -> None:
    first = {name: value for name, value in active_creditor(name=None, organization_no=None).items() if name != "account"}
    created = swede.created("/accounts", {"name": "New AB", "organization_no": "5560269986", "initial_creditor_data": first})
    account = swede.get(f"/accounts/{created['_id']}").content
    assert "initial_creditor_data" not in account
    assert "enable_creditor_onboarding" not in account
    assert (account["name"], account["agreement_template"]) == ("New AB", "665d9246f611f5df88245746")
    [creditor] = swede.get("/creditors", where={"account": created["_id"]}).items
    assert (creditor["name"], creditor["organization_no"], creditor["is_active"]) == ("New AB", "5560269986", True)
    assert _groups(swede, account=created["_id"]) == [("account_admin", False), ("admin", True), ("user", True)]
    assert swede.created("/case--registrations", case_registration(account=created["_id"], creditor=creditor["_id"])).status == 201


def test_without_data_the_first_creditor_is_inactive(swede: Swede) -> None:
    created = swede.created("/accounts", {"name": "New AB", "organization_no": "5560269986"})
    [creditor] = swede.get("/creditors", where={"account": created["_id"]}).items
    assert (creditor["name"], creditor["is_active"], creditor["creditor_number"]) == ("New AB", False, 2000038)


def test_an_account_whose_creditor_is_not_good_does_not_come_into_being(swede: Swede) -> None:
    before = swede.get("/access--groups")["_meta"]["total"]
    body = {"name": "New AB", "organization_no": "1", "initial_creditor_data": {"is_active": True, "sender_address": ADDRESS}}
    missing = {f"initial_creditor_data.{name}" for name in _ACTIVATION - {"sender_address"}}
    assert swede.refused("/accounts", body).keys() == missing
    body["initial_creditor_data"] = {"is_active": "yes"}
    assert swede.refused("/accounts", body).keys() == {"initial_creditor_data.is_active"}
    assert swede.refused("/accounts", {"name": "New AB"}).keys() == {"organization_no"}
    assert swede.get("/accounts")["_meta"]["total"] == 2
    assert swede.get("/creditors")["_meta"]["total"] == 1
    assert swede.get("/access--groups")["_meta"]["total"] == before


def test_a_partner_that_forces_onboarding_marks_its_accounts(make_swede: Make) -> None:
    swede = make_swede(force_creditor_onboarding=True)
    created = swede.created("/accounts", {"name": "New AB", "organization_no": "1"})
    assert swede.get(f"/accounts/{created['_id']}")["enable_creditor_onboarding"] is True
    assert swede.get(f"/partners/{_PARTNER}")["configuration"] == {"force_creditor_onboarding": True}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"account": None}, {"account"}),
        ({"partner": _PARTNER}, {"account"}),
        ({"account": None, "partner": _PARTNER}, set()),
        ({"account": "0" * 24}, {"account"}),
        ({"oauth_type": "google"}, {"email_oauth"}),
        ({"email_oauth": "a@b.se"}, {"oauth_type"}),
        ({"oauth_type": "google", "email_oauth": "a@b.se"}, set()),
        ({"data_access": [{"access_group": "0" * 24}]}, {"data_access.0.access_group"}),
        ({"name": None}, {"name"}),
    ],
    ids=str,
)
def test_users(swede: Swede, changes: Any, fields: set[str]) -> None:
    body = {"account": ACCOUNT, "name": "Jane", **changes}
    answer = swede.post("/users", {name: value for name, value in body.items() if value is not None})
    assert answer.status == (422 if fields else 201)
    if fields:
        assert answer.details.keys() == fields
