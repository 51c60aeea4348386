"""Creditors: created, activated, changed, deleted. Creating, changing and deleting are of the Partner API.

A creditor belongs to an account. It is created active in one call, with everything that an active creditor needs, or created first and
activated later; while it is inactive, no case can be registered for it. Its access groups come with it (`access_groups`).

Pages: https://docs-alpha.amili.se/reference/endpoints/creditor and https://docs-alpha.amili.se/reference/examples/creditor-user
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, TypeAlias

from amili_client.sweden.ada.api.creditor import create_creditor, delete_creditor, get_creditor, update_creditor
from amili_client.sweden.ada.models.address_input import AddressInput
from amili_client.sweden.ada.models.creditor import Creditor
from amili_client.sweden.ada.models.creditor_changes import CreditorChanges
from amili_client.sweden.ada.models.creditor_input import CreditorInput
from amili_client.sweden.ada.models.payout_details import PayoutDetails
from amili_client.sweden.ada.models.written import Written

from amili_ext.checked import Checking
from amili_ext.flow import Flow
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve import editing
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.parties.activation import (
    ACTIVATION_FIELDS,
    check_active,
    check_addresses,
    check_identity,
    merged,
)
from amili_ext.sweden.ada.parties.by_key import (
    Created,
    Identified,
    Wanted,
    create_by_key,
    has_text,
    id_of,
    is_blank,
    organization_filter,
    post,
)
from amili_ext.sweden.ada.readable import CREDITORS
from amili_ext.wire import Problems, to_wire

NewCreditor: TypeAlias = CreditorInput | Mapping[str, Any]
Changes: TypeAlias = CreditorChanges | Mapping[str, Any]
Address: TypeAlias = AddressInput | Mapping[str, Any]
Payout: TypeAlias = PayoutDetails | Mapping[str, Any]
"""A generated model, or a dict in wire or Python names."""

_KIND = editing.Kind("creditor", Creditor, CreditorChanges, CreditorInput, get_creditor, update_creditor, delete_creditor)


def create(context: Ada, creditor: NewCreditor, *, extra_fields: Collection[str] = ()) -> Flow[Created]:
    """Create a creditor, once.

    A creditor is told apart by account and organization number. If there is one already that agrees with what is wanted, it is adopted;
    see `by_key` for what that means. One that was created inactive and has been activated since agrees too.

    Args:
        creditor: `account`, `name` and one of `organization_no` and `non_swedish_organization_no` are needed (as we conclude; without a
            number it could not be found again); with `is_active` true also all that an active creditor needs.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        AlreadyThereError: there is another creditor with this organization number in the account; nothing was sent.
        UnknownOutcomeError: it could not be settled whether the creditor was created.
        ResponseError: the API refused; nothing was created.
    """
    wire = _checked(creditor, extra_fields)
    send = partial(post, context.api, create_creditor, CreditorInput.from_dict(wire))
    return (yield from create_by_key(context, _wanted(wire), send))


def activate(
    context: Ada,
    creditor: str | Identified,
    *,
    standard_debt_description: str | None = None,
    sender_address: Address | None = None,
    invoice_address: Address | None = None,
    payout_details: Payout | None = None,
    extra_fields: Collection[str] = (),
) -> Flow[Written]:
    """Make a creditor active, so that cases can be registered for it.

    The creditor is read first. What is passed is laid over what it has, which stays: a new account beside those for payouts, a new street
    in an address. If it is active already and has what is passed, nothing is sent.

    Args:
        creditor: its id, or the creditor as it was read or created.
        standard_debt_description: what customers read if a debt has no description of its own.
        sender_address: whose letters they are.
        invoice_address: where Amili sends its invoices.
        payout_details: where money is paid out to, by currency in lower case and kind of account: `{"sek": {"bankgiro": "12312312"}}`.
        extra_fields: fields inside of these that the documentation does not show, such as other kinds of accounts.

    Returns:
        The answer, with the `etag` of the new version.

    Raises:
        InputError: with everything that an active creditor needs and this one would still lack; nothing was changed.
        EditConflictError: somebody else has changed one of these fields meanwhile.
        NotFoundError: there is no such creditor.
        UnknownOutcomeError: it could not be settled whether the change was made.
        ResponseError: the API refused; nothing was changed.
    """
    values = (standard_debt_description, sender_address, invoice_address, payout_details)
    given = {name: value for name, value in zip(ACTIVATION_FIELDS, values, strict=True) if value is not None}
    problems = Problems()
    checking = Checking(problems.at(None))
    passed = to_wire(CreditorChanges, given, checking.blame, extra_fields, closely=True)
    creditor_id = id_of("creditor", creditor)
    problems.check()

    known = yield from CREDITORS.get(context, creditor_id)
    there = known.to_dict()
    whole = {**merged(there, passed), "is_active": True}
    check_active(whole, checking)
    problems.check()
    changes = {name: whole[name] for name in (*passed, "is_active") if whole[name] != there.get(name)}
    if not changes:
        return Written.from_dict({name: value for name, value in there.items() if name in Written.WIRE_NAMES.values()} | {"_status": "OK"})
    # What is there can hold fields that the documentation does not show, which a model may and a dict may not.
    model = CreditorChanges.from_dict(changes)
    return (yield from editing.update(context.api, _KIND, known, model, merge=True))


def update(
    context: Ada,
    creditor: str | Creditor | Created,
    changes: Changes,
    *,
    etag: str | None = None,
    merge: bool = False,
    extra_fields: Collection[str] = (),
) -> Flow[Written]:
    """Change some fields of a creditor, and only those.

    Args:
        creditor: the creditor as it was read or created, or its id.
        changes: the new values. An address is changed as a whole. With `is_active` true, the creditor must have, or get, all that an
            active creditor needs; it is read to see that.
        etag: the version to change; by default that of the creditor that was passed, or for an id the one that is there now.
        merge: whether to go on when somebody else has changed other fields meanwhile, instead of raising.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Returns:
        The answer, with the `etag` of the new version.

    Raises:
        InputError: with every problem in the changes, such as a field that is read-only or only for creation; nothing was changed.
        EditConflictError: somebody else has changed the creditor meanwhile; the error carries both versions.
        NotFoundError: there is no such creditor.
        UnknownOutcomeError: it could not be settled whether the change was made.
        ResponseError: the API refused; nothing was changed.
    """
    target, version = _target(creditor, etag)
    problems = Problems()
    checking = Checking(problems.at(None))
    wire = editing.checked(_KIND, changes, checking, extra_fields)
    check_identity(wire, checking, needed=False)
    check_addresses(wire, checking)
    problems.check()
    if wire.get("is_active") is True:
        known = yield from CREDITORS.get(context, id_of("creditor", creditor))
        check_active(merged(known.to_dict(), wire), checking)
        problems.check()
    return (yield from editing.update(context.api, _KIND, target, changes, etag=version, merge=merge, extra_fields=extra_fields))


def delete(context: Ada, creditor: str | Creditor | Created, *, etag: str | None = None) -> Flow[None]:
    """Delete a creditor, unless somebody else has changed it meanwhile.

    Args:
        creditor: the creditor as it was read or created, or its id.
        etag: as for `update`.

    Raises:
        EditConflictError: somebody else has changed the creditor meanwhile.
        NotFoundError: there is no such creditor.
        UnknownOutcomeError: it could not be settled whether it was deleted.
        ResponseError: the API refused; nothing was deleted.
    """
    target, version = _target(creditor, etag)
    yield from editing.delete(context.api, _KIND, target, etag=version)


def _target(creditor: str | Creditor | Created, etag: str | None) -> tuple[str | Creditor, str | None]:
    if isinstance(creditor, Created):
        return creditor.id, etag or creditor.etag or None
    return creditor, etag


def _checked(creditor: NewCreditor, extra_fields: Collection[str]) -> dict[str, Any]:
    problems = Problems()
    checking = Checking(problems.at(None))
    wire = to_wire(CreditorInput, creditor, checking.blame, extra_fields, closely=True)
    checking.require(CreditorInput, wire)
    check_identity(wire, checking, needed=True)
    if wire.get("is_active") is True:
        check_active(wire, checking)
    check_addresses(wire, checking)
    problems.check()
    return wire


def _wanted(wire: Mapping[str, Any]) -> Wanted[Creditor]:
    account: str = wire["account"]
    name = "organization_no" if not is_blank(wire.get("organization_no")) else "non_swedish_organization_no"
    number: str = wire[name]
    return Wanted(
        what="the creditor",
        kind=CREDITORS,
        key=organization_filter(name, number, eq("account", account)),
        has_key=lambda there: there.get("account", account) == account and has_text(there.get(name), number),
        key_name=f"this account and {name}",
        # An inactive one may have been activated since; an active one must be active.
        fields={field: value for field, value in wire.items() if field != "is_active" or value is True},
        references=(number,),
    )
