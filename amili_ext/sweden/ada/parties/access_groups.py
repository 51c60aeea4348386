"""Which access group gives which rights: found by its type and by whom it is for, before a user is created.

Amili makes access groups by itself: with each account those of the account, with each creditor those of the creditor. A user gets rights by
being in them. The pages name the types, and that groups are listed by account. Which field of a group holds its type, and which the
creditor, they do not say; so both are recognised by their values, and only by exact ones, since a group that was mistaken for another
would give somebody rights that were not meant:

* The type is that of `type`, if that is a known one; otherwise the known type that other fields hold, as long as they agree.
* A group is one of a creditor if a field holds the creditor's id, and no other id beside it.

Page: https://docs.amili.se/guides/api-integration/user-management
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from amili_client.sweden.ada.models.access_group import AccessGroup
from amili_client.sweden.ada.models.creditor import Creditor

from amili_ext.errors import AmiliError, InputError, Problem
from amili_ext.flow import Flow, gathered
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.parties.by_key import Identified, id_of, until
from amili_ext.sweden.ada.readable import ACCESS_GROUPS, CREDITORS

ACCOUNT_ADMIN, ADMIN, USER, API_USER = "account_admin", "admin", "user", "api_user"
"""The documented types: everything in an account; users and settings of a creditor; cases of a creditor; programs."""

_TYPES = {name: name for name in (ACCOUNT_ADMIN, ADMIN, USER, API_USER)} | {"creditor_admin": ADMIN, "creditor_user": USER}
_FIELD_NAME = re.compile(r"(?a)[A-Za-z_]\w{0,63}")


class AccessGroupNotFoundError(AmiliError):
    """An access group was not found, or several fit. `data_access` of a user can always be passed by hand.

    Attributes:
        group_type: the type that was looked for.
        field_names: the fields that the groups of the account have, which tell where type and creditor may be.
        candidates: ids of the groups that fit, if several do.
    """

    def __init__(self, message: str, *, group_type: str, field_names: Sequence[str], candidates: Sequence[str] = ()) -> None:
        self.group_type = group_type
        self.field_names = tuple(field_names)
        self.candidates = tuple(candidates)
        super().__init__(message)


def of_creditor(context: Ada, creditor: str | Identified, group_type: str) -> Flow[AccessGroup]:
    """The access group of a creditor that has this type. For a new creditor it is waited for, as long as `settle` says.

    Args:
        creditor: its id, or the creditor as it was read or created.
        group_type: `admin` or `user`.

    Raises:
        InputError: that is no id, or no type.
        NotFoundError: there is no such creditor.
        AccessGroupNotFoundError: no group fits, or several do.
    """
    wanted, creditor_id = _checked_type(group_type), id_of("creditor", creditor)
    account = yield from account_of(context, creditor)
    return (yield from find(context, account, wanted, creditor_id))


def of_account(context: Ada, account: str | Identified, group_type: str = ACCOUNT_ADMIN) -> Flow[AccessGroup]:
    """The access group of an account that has this type and is not for a single creditor.

    Args:
        account: its id, or the account as it was read or created.
        group_type: `account_admin`, or another type that exists once in an account.

    Raises:
        InputError: that is no id, or no type.
        AccessGroupNotFoundError: no group fits, or several do.
    """
    wanted = _checked_type(group_type)
    return (yield from find(context, id_of("account", account), wanted))


def account_of(context: Ada, creditor: str | Identified) -> Flow[str]:
    """The id of the account that a creditor belongs to.

    Raises:
        InputError: that is no id. NotFoundError: there is no such creditor.
    """
    creditor_id = id_of("creditor", creditor)
    known = creditor if isinstance(creditor, Creditor) else None
    if known is None or not known.account:
        known = yield from CREDITORS.get(context, creditor_id, projection=["account"])
    return id_of("account of the creditor", known.account or "")


def _checked_type(group_type: str) -> str:
    known = _TYPES.get(_normal(group_type))
    if known is None:
        raise InputError([Problem(None, "group_type", f"must be one of {', '.join(dict.fromkeys(_TYPES.values()))}")])
    return known


def find(context: Ada, account: str, wanted: str, creditor_id: str | None = None) -> Flow[AccessGroup]:
    """The access group of that type of a creditor, or, without one, of the account. What is missing may not be listed yet.

    Raises:
        AccessGroupNotFoundError: no group fits, or several do.
    """

    def listed() -> Flow[list[AccessGroup]]:
        return (yield from gathered(ACCESS_GROUPS.list(context, where=eq("account", account)).items()))

    def are_made(groups: list[AccessGroup]) -> bool:
        return any(creditor_id is None or _mentions(group.to_dict(), creditor_id) for group in groups)

    groups = yield from until(context, listed, are_made)
    fitting = [group for group in groups if _fits(group.to_dict(), account, wanted, creditor_id)]
    if len(fitting) != 1:
        raise _not_found(wanted, creditor_id, groups, [group.field_id or "" for group in fitting])
    return fitting[0]


def _fits(group: Mapping[str, Any], account: str, wanted: str, creditor_id: str | None) -> bool:
    if not group.get("_id") or type_of(group) != wanted:
        return False
    return group.get("account") == account if creditor_id is None else is_of(group, creditor_id)


def type_of(group: Mapping[str, Any]) -> str | None:
    """The type of an access group, given as a wire dict; None if no field holds a known one, or fields hold different ones."""
    found = {name: known for name, value in group.items() if not name.startswith("_") and (known := _TYPES.get(_normal(value)))}
    types = {found["type"]} if "type" in found else set(found.values())
    return types.pop() if len(types) == 1 else None


def is_of(group: Mapping[str, Any], creditor_id: str) -> bool:
    """Whether an access group, given as a wire dict, is for that creditor alone."""
    return any(value in (creditor_id, [creditor_id]) for name, value in group.items() if not name.startswith("_"))


def _mentions(group: Mapping[str, Any], creditor_id: str) -> bool:
    return any(value == creditor_id or (isinstance(value, list) and creditor_id in value) for value in group.values())


def _normal(value: object) -> str:
    return re.sub(r"[\s-]+", "_", value.strip().casefold()) if isinstance(value, str) else ""


def _not_found(wanted: str, creditor_id: str | None, groups: Sequence[AccessGroup], candidates: Sequence[str]) -> AccessGroupNotFoundError:
    names = sorted({name for group in groups for name in group.to_dict() if _FIELD_NAME.fullmatch(name)})
    of = "account" if creditor_id is None else "creditor"
    what = (
        f"several access groups of type {wanted} fit the {of}" if candidates else f"no access group of type {wanted} was found for the {of}"
    )
    seen = f"among {len(groups)} of the account, with the fields {', '.join(names)}" if groups else "since the account shows none"
    return AccessGroupNotFoundError(
        f"{what}, {seen}; the id of the right one can be passed in data_access", group_type=wanted, field_names=names, candidates=candidates
    )
