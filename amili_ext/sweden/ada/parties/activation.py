"""What a creditor needs before it is sent: an identity, whole addresses, and, to be active, four fields.

While a creditor is inactive no case can be registered for it. To be active it needs `standard_debt_description`, `sender_address`,
`invoice_address` and `payout_details` with at least one account of at least one currency; whatever of this is missing is named at once,
before anything is sent. All functions look at a wire dict and blame fields by their paths in it.

Page: https://docs-alpha.amili.se/reference/endpoints/creditor, "Important Notes"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from amili_client.sweden.ada.models.address_input import AddressInput

from amili_ext.checked import Checking
from amili_ext.shapes import is_mapping
from amili_ext.sweden.ada.parties.by_key import is_blank
from amili_ext.values import join

ACTIVATION_FIELDS = ("standard_debt_description", "sender_address", "invoice_address", "payout_details")
ADDRESSES = ("sender_address", "invoice_address", "agreement_address")

_NEEDED = "is needed to activate a creditor"


def check_identity(creditor: Mapping[str, Any], checking: Checking, path: str = "", *, needed: bool) -> None:
    """Of the two organization numbers, a creditor has one: `organization_no` in Sweden, `non_swedish_organization_no` elsewhere.

    Args:
        needed: whether one must be there, or may be left as it is.
    """
    numbers = [name for name in ("organization_no", "non_swedish_organization_no") if not is_blank(creditor.get(name))]
    if len(numbers) == 2:
        checking.blame(join(path, numbers[1]), "excludes organization_no: a company is either Swedish or not")
    elif needed and not numbers:
        checking.blame(join(path, "organization_no"), "is missing; a company outside of Sweden has non_swedish_organization_no instead")


def check_addresses(creditor: Mapping[str, Any], checking: Checking, path: str = "", names: Iterable[str] = ADDRESSES) -> None:
    """Every address that is there is whole: street, zip code and city."""
    for name in names:
        if not is_blank(creditor.get(name)) or creditor.get(name) == {}:
            checking.require(AddressInput, creditor[name], join(path, name))


def check_active(creditor: Mapping[str, Any], checking: Checking, path: str = "") -> None:
    """Everything is there that an active creditor needs."""
    for name in ACTIVATION_FIELDS:
        if is_blank(creditor.get(name)):
            checking.blame(join(path, name), _NEEDED)
    check_addresses(creditor, checking, path, ("sender_address", "invoice_address"))
    payout = creditor.get("payout_details")
    if is_mapping(payout) and not any(_has_account(accounts) for accounts in payout.values()):
        checking.blame(
            join(path, "payout_details"), f"{_NEEDED}, with an account of at least one currency, such as {{'sek': {{'bankgiro': …}}}}"
        )


def merged(there: Mapping[str, Any], passed: Mapping[str, Any]) -> dict[str, Any]:
    """What is there with what is passed laid over it: inside of addresses and payout details too, whatever is not passed stays.

    So it makes no difference whether the API merges nested fields or replaces them, which its pages do not say.
    """
    whole = dict(there)
    for name, value in passed.items():
        old = there.get(name)
        whole[name] = merged(old, value) if is_mapping(old) and is_mapping(value) else value
    return whole


def _has_account(accounts: Any) -> bool:
    return is_mapping(accounts) and any(not is_blank(account) for account in accounts.values())
