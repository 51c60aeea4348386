"""Users, and the rights that they get by access groups.

As the documentation orders it: a creditor is created, its access groups come with it, then an admin and ordinary users are created.
`create_creditor_admin` and `create_creditor_user` find the right group by themselves; what they add to the user is `data_access`, and the
account if none is given.

Pages: https://docs.amili.se/guides/api-integration/user-management and https://docs-alpha.amili.se/reference/endpoints/users
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, TypeAlias

from amili_client.sweden.ada.api.user import create_user
from amili_client.sweden.ada.models.user import User
from amili_client.sweden.ada.models.user_input import UserInput

from amili_ext.checked import Checking
from amili_ext.errors import InputError, Problem
from amili_ext.flow import Flow
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.where import and_, eq, in_
from amili_ext.sweden.ada.parties import access_groups
from amili_ext.sweden.ada.parties.by_key import Created, Identified, Wanted, create_by_key, id_of, is_blank, post
from amili_ext.sweden.ada.readable import USERS
from amili_ext.wire import Problems, to_wire

NewUser: TypeAlias = UserInput | Mapping[str, Any]
"""A generated model, or a dict in wire or Python names."""

_OWNERS = ("account", "partner", "solicitor")


def create(context: Ada, user: NewUser, *, extra_fields: Collection[str] = ()) -> Flow[Created]:
    """Create a user, once.

    A user is told apart by account (or partner, or solicitor) and email address: `email_oauth`, or else `email_data.email`. If there is
    one already that agrees with what is wanted, it is adopted; see `by_key` for what that means. A user without an email address is not
    looked for before, only by name after an ambiguous failure.

    Args:
        user: exactly one of `account`, `partner` and `solicitor`, as we read the page's "one of"; `oauth_type` and `email_oauth` both or
            neither.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        AlreadyThereError: there is another user with this email address, such as one with other rights; nothing was sent.
        UnknownOutcomeError: it could not be settled whether the user was created.
        ResponseError: the API refused; nothing was created.
    """
    return (yield from _create(context, _checked(user, extra_fields, owner_needed=True)))


def create_creditor_admin(context: Ada, creditor: str | Identified, user: NewUser, *, extra_fields: Collection[str] = ()) -> Flow[Created]:
    """Create a user who manages users and settings of one creditor, by the access group `admin` of that creditor.

    Args:
        creditor: its id, or the creditor as it was read or created.
        user: as for `create`. Without an owner it belongs to the creditor's account; further `data_access` is kept.
        extra_fields: as for `create`.

    Raises:
        As `create`, and:
        AccessGroupNotFoundError: the access group was not recognised; nothing was created.
        NotFoundError: there is no such creditor.
    """
    return (yield from _create_in(context, creditor, access_groups.ADMIN, user, extra_fields))


def create_creditor_user(context: Ada, creditor: str | Identified, user: NewUser, *, extra_fields: Collection[str] = ()) -> Flow[Created]:
    """Create a user who works with the cases of one creditor, by the access group `user` of that creditor.

    Args and errors as for `create_creditor_admin`.
    """
    return (yield from _create_in(context, creditor, access_groups.USER, user, extra_fields))


def create_account_admin(context: Ada, account: str | Identified, user: NewUser, *, extra_fields: Collection[str] = ()) -> Flow[Created]:
    """Create a user who manages a whole account with all its creditors, by the access group `account_admin`.

    Args:
        account: its id, or the account as it was read or created.
        user: as for `create`. Without an owner it belongs to that account; further `data_access` is kept.
        extra_fields: as for `create`.

    Raises:
        As `create`, and:
        AccessGroupNotFoundError: the access group was not recognised; nothing was created.
    """
    wire = _checked(user, extra_fields, owner_needed=False)
    account_id = _same_account(wire, id_of("account", account), "is not the account whose admin the user is to be")
    group = yield from access_groups.find(context, account_id, access_groups.ACCOUNT_ADMIN)
    return (yield from _create(context, _added(wire, account_id, id_of("access group", group))))


def _create_in(context: Ada, creditor: str | Identified, group_type: str, user: NewUser, extra_fields: Collection[str]) -> Flow[Created]:
    wire = _checked(user, extra_fields, owner_needed=False)
    account = yield from access_groups.account_of(context, creditor)
    _same_account(wire, account, "is not the account that the creditor belongs to")
    group = yield from access_groups.find(context, account, group_type, id_of("creditor", creditor))
    return (yield from _create(context, _added(wire, account, id_of("access group", group))))


def _same_account(wire: Mapping[str, Any], account: str, otherwise: str) -> str:
    if not is_blank(wire.get("account")) and wire["account"] != account:
        raise InputError([Problem(None, "account", otherwise)])
    return account


def _added(wire: Mapping[str, Any], account: str, group: str) -> dict[str, Any]:
    """The user with that access group, and with an account if there is no owner yet."""
    owner = {} if any(not is_blank(wire.get(name)) for name in _OWNERS) else {"account": account}
    access = [*(wire.get("data_access") or ())]
    if all(entry.get("access_group") != group for entry in access):
        access.append({"access_group": group})
    return {**wire, **owner, "data_access": access}


def _checked(user: NewUser, extra_fields: Collection[str], *, owner_needed: bool) -> dict[str, Any]:
    problems = Problems()
    checking = Checking(problems.at(None))
    wire = to_wire(UserInput, user, checking.blame, extra_fields, closely=True)
    checking.require(UserInput, wire)
    owners = [name for name in _OWNERS if not is_blank(wire.get(name))]
    if len(owners) > 1:
        checking.blame(owners[1], f"excludes {owners[0]}: a user belongs to one of account, partner and solicitor")
    elif owner_needed and not owners:
        checking.blame("account", "is missing; a user belongs to one of account, partner and solicitor")
    for name, other in (("oauth_type", "email_oauth"), ("email_oauth", "oauth_type")):
        if is_blank(wire.get(name)) and not is_blank(wire.get(other)):
            checking.blame(name, f"is missing; it goes with {other}")
    access = wire.get("data_access")
    for index, entry in enumerate(access if is_sequence(access) else ()):
        if is_mapping(entry) and is_blank(entry.get("access_group")):
            checking.blame(f"data_access[{index}].access_group", "is missing")
    problems.check()
    return wire


def _create(context: Ada, wire: dict[str, Any]) -> Flow[Created]:
    send = partial(post, context.api, create_user, UserInput.from_dict(wire))
    return (yield from create_by_key(context, _wanted(wire), send))


def _wanted(wire: Mapping[str, Any]) -> Wanted[User]:
    owner = next(name for name in _OWNERS if not is_blank(wire.get(name)))
    path = next((path for path in ("email_oauth", "email_data.email") if not is_blank(_at(wire, path))), "name")
    value: str = _at(wire, path)

    def has_key(there: Mapping[str, Any]) -> bool | None:
        other = _at(there, path)
        if there.get(owner, wire[owner]) != wire[owner]:
            return False
        return _folded(other) == _folded(value) if isinstance(other, str) else None

    return Wanted(
        what="the user",
        kind=USERS,
        key=and_(eq(owner, wire[owner]), in_(path, list(dict.fromkeys([value, value.strip(), _folded(value)])))),
        has_key=has_key,
        key_name="this name" if path == "name" else "this email address",
        # Enabled is what a user is unless it is said otherwise; one that was disabled since could not sign in.
        fields={"is_enabled": True, **wire},
        references=(value,),
        look_first=path != "name",
    )


def _folded(text: str) -> str:
    return text.strip().casefold()


def _at(wire: Mapping[str, Any], path: str) -> Any:
    value: Any = wire
    for name in path.split("."):
        value = value.get(name) if is_mapping(value) else None
    return value
