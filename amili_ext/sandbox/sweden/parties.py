"""Accounts, creditors, users and access groups: who there is, and who may see what.

Documented: what an active creditor needs (all that is missing is named at once); `account` and `agreement_template` can only be set when
a creditor is created, `partner`, `creditor_number` and `added_to_erp_system` not at all; only one kind of organization number; access
groups come into being with an account and with each creditor; a creditor's new name is also that of its payout specifications;
`initial_creditor_data` creates an account's first creditor and is not stored; an account whose partner has `force_creditor_onboarding`
gets `enable_creditor_onboarding`; a user belongs to one of account, partner and solicitor, and signs in with both `oauth_type` and
`email_oauth`. Where the pages are silent:

* The first creditor takes over the name and organization number of the account unless it has its own; without `initial_creditor_data` an
  inactive one is created.
* The groups are `account_admin` for an account, `admin` and `user` for a creditor; a group's kind is in `type`, a text for people in
  `name`.
* A deleted creditor takes its access groups with it; its cases stay.
* Creditor numbers count up from the documented one.

Pages: https://docs-alpha.amili.se/reference/endpoints/creditor, https://docs.amili.se/guides/api-integration/partner-onboarding,
https://docs.amili.se/guides/api-integration/user-management
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from bson import ObjectId

from amili_ext.sandbox.messages import Refusal
from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.store import Store
from amili_ext.shapes import is_object

AGREEMENT_TEMPLATE = ObjectId("665d9246f611f5df88245746")
ACCESS_GROUP_TEMPLATE = ObjectId("65a961d89cbd399b9a0c7693")
FIRST_CREDITOR_NUMBER = 2000037

_FOR_ACTIVATION = ("standard_debt_description", "sender_address", "invoice_address", "payout_details")
_OWNERS = ("account", "partner", "solicitor")
_ORGANIZATION_NUMBERS = ("organization_no", "non_swedish_organization_no")
_CREDITOR_DEFAULTS: Mapping[str, Any] = {
    "is_active": False,
    "case_config": {
        "vat_area": "sweden",
        "commission_excluded_vat": False,
        "payout_capital_by_invoice": True,
        "payout_interest_by_invoice": False,
        "letter_config": {},
    },
    "default_letter_locale": "sv",
    "always_use_standard_debt_description": False,
    "added_to_erp_system": False,
}
_USER_DEFAULTS = {
    "is_enabled": True,
    "log_invoice_registrations": False,
    "log_case_registrations": False,
    "log_creditor_payments": False,
}


class Parties:
    """Carries out what concerns accounts, creditors and users."""

    def __init__(self, store: Store, post_only: frozenset[str]) -> None:
        self._store = store
        self._post_only = post_only
        self._numbers = count(FIRST_CREDITOR_NUMBER)

    def create_creditor(self, creditor: Document) -> None:
        """POST /creditors: completes the document that is about to be stored, and creates its access groups."""
        _check(_creditor_problems(creditor))
        partners = self._store.find("partners")
        defaults = {**_CREDITOR_DEFAULTS, "creditor_number": next(self._numbers), "partner": partners[0]["_id"]}
        creditor |= {**defaults, **creditor}
        for kind in ("admin", "user"):
            self.create_group(kind, creditor["name"], account=creditor["account"], creditor=creditor["_id"])

    def change_creditor(self, changes: Document, creditor: Document) -> None:
        """PATCH /creditors/{id}."""
        problems = {name: ["can only be set when the creditor is created"] for name in sorted(self._post_only & changes.keys())}
        _check({**problems, **_creditor_problems(_merged(creditor, changes))})
        if "name" in changes:
            for specification in self._store.find("finance_payout_specifications", creditor=creditor["_id"]):
                self._store.change("finance_payout_specifications", specification["_id"], {"creditor_name": changes["name"]})

    def delete_creditor(self, creditor: Document) -> None:
        """DELETE /creditors/{id}: its access groups go with it."""
        self._store.collections["access_groups"].delete_many({"creditor": creditor["_id"]})

    def create_account(self, account: Document) -> None:
        """POST /accounts: creates the first creditor and the access groups of both."""
        first = account.pop("initial_creditor_data", {})
        own_number = {} if first.keys() & set(_ORGANIZATION_NUMBERS) else {"organization_no": account["organization_no"]}
        creditor = {"name": account["name"], **own_number, **first, "account": account["_id"]}
        _check({f"initial_creditor_data.{name}": texts for name, texts in _creditor_problems(creditor).items()})
        self.create_group("account_admin", account["name"], account=account["_id"])
        creditor = self._store.stamp(creditor)
        self.create_creditor(creditor)
        self._store.add("creditors", creditor, number=creditor["_id"])
        account.setdefault("agreement_template", AGREEMENT_TEMPLATE)
        account.setdefault("access_group_template", ACCESS_GROUP_TEMPLATE)
        partner = self._store.find("partners")[0]
        if partner.get("configuration", {}).get("force_creditor_onboarding"):
            account["enable_creditor_onboarding"] = True

    def create_group(self, kind: str, owner: str, *, number: ObjectId | None = None, **belongs_to: ObjectId) -> None:
        """An access group of an account or a creditor."""
        self._store.add("access_groups", {**belongs_to, "type": kind, "name": f"{owner}: {kind}"}, number=number)

    def create_user(self, user: Document) -> None:
        """POST /users."""
        problems: dict[str, list[str]] = {}
        if sum(name in user for name in _OWNERS) != 1:
            problems["account"] = [f"exactly one of {', '.join(_OWNERS)} must be given"]
        if ("oauth_type" in user) != ("email_oauth" in user):
            missing = "email_oauth" if "oauth_type" in user else "oauth_type"
            problems[missing] = ["oauth_type and email_oauth belong together"]
        _check(problems)
        user |= {**_USER_DEFAULTS, **user}


def _creditor_problems(creditor: Document) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if all(creditor.get(name) for name in _ORGANIZATION_NUMBERS):
        problems = {name: ["only one kind of organization number may be given"] for name in _ORGANIZATION_NUMBERS}
    if creditor.get("is_active"):
        problems |= {name: ["required field of an active creditor"] for name in _FOR_ACTIVATION if not creditor.get(name)}
        if "payout_details" not in problems and not any(creditor["payout_details"].values()):
            problems["payout_details"] = ["must have a currency with an account"]
    return problems


def _merged(document: Document, changes: Document) -> Document:
    """The document as it will be: Eve changes objects field by field, too."""
    merged = dict(document)
    for name, value in changes.items():
        before = merged.get(name)
        merged[name] = _merged(before, value) if is_object(value) and is_object(before) else value
    return merged


def _check(problems: Mapping[str, list[str]]) -> None:
    if problems:
        raise Refusal(422, errors=problems)
