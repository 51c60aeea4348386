"""Partner onboarding: an account, and with it its first creditor, in one call.

The documentation has two ways:

* Option A, activated in the Amili App: the creditor is left inactive and without the fields that activate it; the client fills them in in
  the app. Once the account has a user (`users.create_account_admin`), the partner's part is done.
* Option B, activated directly: the creditor is active, and everything that an active creditor needs is sent with it.

Which of the two is meant follows from `is_active` of the first creditor. Whether the app shows its onboarding is a setting that Amili makes
for a partner (`configuration.force_creditor_onboarding`), not one of the account.

That the call is `POST /accounts` is concluded: the guide shows no path. The first use in a process warns of that.
Page: https://docs.amili.se/guides/api-integration/partner-onboarding
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, TypeAlias

from amili_client.sweden.ada.api.account import create_account
from amili_client.sweden.ada.models.account import Account
from amili_client.sweden.ada.models.account_input import AccountInput
from amili_client.sweden.ada.models.creditor import Creditor
from amili_client.sweden.ada.models.initial_creditor_data import InitialCreditorData
from attrs import field, frozen

from amili_ext.checked import Checking
from amili_ext.errors import AmiliError
from amili_ext.flow import Flow
from amili_ext.logs import logger
from amili_ext.shapes import is_mapping
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.parties.activation import ACTIVATION_FIELDS, check_active, check_addresses, check_identity
from amili_ext.sweden.ada.parties.by_key import (
    Wanted,
    create_by_key,
    differences,
    has_text,
    is_blank,
    organization_filter,
    post,
    until,
)
from amili_ext.sweden.ada.readable import ACCOUNTS, CREDITORS
from amili_ext.wire import Problems, to_wire

NewAccount: TypeAlias = AccountInput | Mapping[str, Any]
NewInitialCreditor: TypeAlias = InitialCreditorData | Mapping[str, Any]
"""A generated model, or a dict in wire or Python names."""

_INITIAL = "initial_creditor_data"


@frozen
class OnboardedAccount:
    """An account that was created, or found, and its first creditor.

    Attributes:
        id: id of the account.
        etag: version of the account when it was created or found; empty if the API did not tell.
        creditor: the first creditor, as it was read back; None if the API did not show one in time, though it may have one.
        adopted: True when the account was there already, from an earlier attempt, instead of being sent now.
    """

    id: str
    etag: str = ""
    creditor: Creditor | None = field(default=None, repr=False)
    adopted: bool = False


def create(
    context: Ada, account: NewAccount, *, initial_creditor: NewInitialCreditor | None = None, extra_fields: Collection[str] = ()
) -> Flow[OnboardedAccount]:
    """Create an account with its first creditor, once.

    An account is told apart by its organization number, among those that these credentials see. If there is one that agrees with what is
    wanted, and its first creditor does too, it is adopted; see `by_key` for what that means.

    Args:
        account: the account; `name` and `organization_no` are needed.
        initial_creditor: its first creditor, if that is not in `account` as `initial_creditor_data`. With `is_active` true it must have
            all that an active creditor needs; otherwise it must have nothing of that, and is sent as inactive.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        AlreadyThereError: there is another account with this organization number; nothing was sent.
        UnknownOutcomeError: it could not be settled whether the account was created.
        ResponseError: the API refused; nothing was created.
    """
    wire = _checked(account, initial_creditor, extra_fields)
    first: Mapping[str, Any] = wire[_INITIAL]

    def also(found: Account) -> Flow[str | None]:
        creditor = yield from _first_creditor(context, found.field_id or "")
        if creditor is None:
            return None
        paths = list(differences(_lasting(first), creditor.to_dict()))
        return f"its first creditor differs in {', '.join(paths)}" if paths else None

    send = partial(post, context.api, create_account, AccountInput.from_dict(wire))
    created = yield from create_by_key(context, _wanted(wire), send, also)
    creditor = yield from _awaited_creditor(context, created.id)
    return OnboardedAccount(created.id, created.etag, creditor, created.adopted)


def _wanted(wire: Mapping[str, Any]) -> Wanted[Account]:
    number: str = wire["organization_no"]
    return Wanted(
        what="the account",
        kind=ACCOUNTS,
        key=organization_filter("organization_no", number),
        has_key=lambda there: has_text(there.get("organization_no"), number),
        key_name="this organization number",
        fields={name: value for name, value in wire.items() if name != _INITIAL},  # which is never stored
        references=(number,),
    )


def _lasting(first: Mapping[str, Any]) -> dict[str, Any]:
    """What of the first creditor is still so later: an inactive one may have been activated since."""
    return {name: value for name, value in first.items() if name != "is_active" or value is True}


def _checked(account: NewAccount, initial_creditor: NewInitialCreditor | None, extra_fields: Collection[str]) -> dict[str, Any]:
    problems = Problems()
    checking = Checking(problems.at(None))
    wire = to_wire(AccountInput, account, checking.blame, extra_fields, closely=True)
    checking.require(AccountInput, wire)
    check_addresses(wire, checking, names=("agreement_address",))
    path = _INITIAL
    if initial_creditor is not None:
        if not is_blank(wire.get(_INITIAL)):
            checking.blame("initial_creditor", f"is given twice: here, and as {_INITIAL} of the account")
        path = "initial_creditor"
        wire[_INITIAL] = to_wire(
            InitialCreditorData,
            initial_creditor,
            lambda inner, message: checking.blame(f"{path}.{inner}" if inner else path, message),
            extra_fields,
            closely=True,
        )
    first = wire.get(_INITIAL)
    if first is None:
        checking.blame("initial_creditor", "is missing; every account has at least one creditor, and the first is created with it")
    if is_mapping(first):
        wire[_INITIAL] = {"is_active": False, **first}
        _check_first(wire[_INITIAL], checking, path)
    problems.check()
    return wire


def _check_first(first: Mapping[str, Any], checking: Checking, path: str) -> None:
    check_identity(first, checking, path, needed=False)
    if first["is_active"] is True:
        check_active(first, checking, path)
    else:
        for name in ACTIVATION_FIELDS:
            if name in first:
                checking.blame(
                    f"{path}.{name}",
                    "is left out for an inactive creditor, whose client completes it in the Amili App; is_active=True activates it now",
                )
    check_addresses(first, checking, path)


def _first_creditor(context: Ada, account: str) -> Flow[Creditor | None]:
    return (yield from CREDITORS.list(context, where=eq("account", account), sort="_created").first())


def _awaited_creditor(context: Ada, account: str) -> Flow[Creditor | None]:
    """The first creditor of an account that was just created; None if it does not appear in time, or cannot be read."""
    try:
        return (yield from until(context, lambda: _first_creditor(context, account), lambda creditor: creditor is not None))
    except AmiliError as error:
        # The account is there, and its id must not be lost over this.
        logger.warning("an account was created, but its first creditor cannot be read (%s)", type(error).__name__)
        return None
