"""Changing and deleting a document that others may be changing too; how that is made safe is in `versions`.

    creditor = client.creditors.get(creditor_id)
    client.creditors.update(creditor, {"description": "Web shop"}, merge=True)

Only what is to change is sent. Page: https://docs.amili.se/reference/endpoints/creditor
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from amili_client.sweden.ada.models.write_status import WriteStatus
from amili_client.sweden.ada.models.written import Written

from amili_ext.checked import Checking
from amili_ext.endpoint import Api, Endpoint, call
from amili_ext.errors import InputError, Problem
from amili_ext.flow import Flow
from amili_ext.shapes import is_mapping
from amili_ext.sweden.ada.eve.comparing import holds
from amili_ext.sweden.ada.eve.versions import Editable, Kind, begin, carry_out
from amili_ext.values import names_in
from amili_ext.wire import Problems, to_wire

__all__ = ["Kind", "checked", "delete", "update"]

T = TypeVar("T", bound=Editable)


def update(
    api: Api,
    kind: Kind[T],
    target: T | str,
    changes: Mapping[str, Any] | Any,
    *,
    etag: str | None = None,
    merge: bool = False,
    extra_fields: Collection[str] = (),
) -> Flow[Written]:
    """Change some fields of a document, and only those.

    Args:
        target: the document as it was read, or its id.
        changes: the new values: a dict in wire or Python names, or an instance of `kind.changes`.
        etag: the version to change; by default that of the document that was passed, or for an id the one that is there now.
        merge: whether to go on when somebody else has changed other fields meanwhile, instead of raising. An object, such as an address,
            counts as one field.
        extra_fields: names of fields that the documentation does not show and that are to be sent all the same.

    Returns:
        The answer, with the `etag` of the new version.

    Raises:
        InputError: a value cannot be right, or a field cannot be changed; nothing was sent.
        EditConflictError: there is a newer version (with `merge`: one in which a field that is to be changed has another value).
        EtagRequiredError: something in between takes out the `If-Match` header.
        NotFoundError: there is no such document.
        UnknownOutcomeError: it could not be settled whether the change was made.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    problems = Problems()
    wire = checked(kind, changes, Checking(problems.at(None)), extra_fields)
    problems.check()
    version = yield from begin(api, kind, target, etag)
    if merge and version.mine is None:
        raise InputError(
            [Problem(None, "merge", f"needs the {kind.noun} as it was read, not only its id and etag, to see what has changed")]
        )

    def send(etag: str) -> Flow[Written]:
        return (yield from call(api, kind.patch, version.document_id, body=_Wire(wire), if_match=etag))

    def settled(theirs: T | None, *, doubt: bool) -> Written | None:
        # Found made: if it was in doubt, it arrived; if it was to be merged, somebody else has made it and nothing is left to do.
        if theirs is None or not (doubt or merge) or not holds(theirs.to_dict(), wire):
            return None
        return Written.from_dict({**_system_fields(theirs), "_status": WriteStatus.OK.value})

    return (yield from carry_out(api, version, send, settled, wire, merge=merge))


def delete(api: Api, kind: Kind[T], target: T | str, *, etag: str | None = None) -> Flow[None]:
    """Delete a document, unless somebody else has changed it since it was read.

    Args:
        target: the document as it was read, or its id.
        etag: as for `update`.

    Raises:
        AmiliError: as `update`; an `EditConflictError` has no `changes`.
    """
    version = yield from begin(api, kind, target, etag)
    removal = _WithoutAnswer(kind.remove)

    def send(etag: str) -> Flow[bool]:
        return (yield from call(api, removal, version.document_id, if_match=etag))

    def settled(theirs: T | None, *, doubt: bool) -> bool | None:
        del doubt  # whoever has done it, it is done
        return True if theirs is None else None

    yield from carry_out(api, version, send, settled, {})


def checked(kind: Kind[Any], changes: Any, checking: Checking, extra_fields: Collection[str] = ()) -> dict[str, Any]:
    """The changes as a wire dict. Blames the fields that cannot be changed or hold what they cannot, and changes that are none."""
    names: Any = changes if is_mapping(changes) else getattr(changes, "additional_properties", ())
    extra = names_in(extra_fields, checking.blame)
    fixed = {name: why for name in names if name not in extra and (why := _why_fixed(kind, name))}
    for name, why in fixed.items():
        checking.blame(str(name), why)
    rest = {name: value for name, value in changes.items() if name not in fixed} if is_mapping(changes) else changes
    wire = to_wire(kind.changes, rest, checking.blame, extra, closely=True)
    if not wire and checking.good:
        checking.blame("changes", "name no field to change")
    return wire


def _why_fixed(kind: Kind[Any], name: object) -> str | None:
    if name in _names(kind.changes):
        return None
    if name in _names(kind.creation):
        return f"can be given when a {kind.noun} is created, and not changed later"
    return "is read-only" if name in _names(kind.model) else None


def _names(model: type[Any]) -> set[str]:
    return {name for pair in model.WIRE_NAMES.items() for name in pair}


def _system_fields(document: Editable) -> dict[str, Any]:
    wire = document.to_dict()
    return {name: wire[name] for name in ("_id", "_created", "_updated", "_etag") if name in wire}


class _Wire:
    """Stands in for the model of the changes, which were brought into their form on the wire when they were checked."""

    def __init__(self, wire: dict[str, Any]) -> None:
        self._wire = wire

    def to_dict(self) -> dict[str, Any]:
        return self._wire


class _WithoutAnswer:
    """An endpoint whose success has no body."""

    def __init__(self, endpoint: Endpoint[..., None]) -> None:
        self.build_request = endpoint.build_request

    def parse_content(self, _status: int, _content: bytes) -> bool:
        return True
