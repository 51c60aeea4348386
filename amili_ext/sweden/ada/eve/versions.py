"""Sending a change of one version of a document, until it is clear what became of it.

Every document carries an `_etag`, the name of its version. A change names the version that it is about, in `If-Match`, and Eve refuses it
(412) if there is a newer one. So nobody overwrites what they have not seen; and a change whose answer was lost can be repeated, since a
repetition of one that did arrive, or one that arrives after its repetition, is about a version that is no more.

That Amili's API heeds `If-Match` is concluded from its being an Eve application; what its pages document is that an `_etag` is for
concurrency control.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from amili_client.runtime import Unset
from amili_client.sweden.ada.models.written import Written
from attrs import frozen

from amili_ext.endpoint import Api, Endpoint
from amili_ext.errors import (
    AmiliError,
    ConflictError,
    InputError,
    NotFoundError,
    Problem,
    ResponseError,
    TransportError,
    UnknownOutcomeError,
    UnreadableResponseError,
)
from amili_ext.flow import Flow, Roll, Sleep
from amili_ext.logs import logger
from amili_ext.once import may_have_arrived
from amili_ext.sweden.ada.eve.comparing import contested
from amili_ext.sweden.ada.eve.errors import EditConflictError, EtagRequiredError
from amili_ext.sweden.ada.eve.reading import get, required_id
from amili_ext.values import kind_of

MOST_ROUNDS = 5
"""So often one change is sent at most, after others were merged or after it was seen that it did not arrive."""


class Editable(Protocol):
    """A document that was read."""

    WIRE_NAMES: ClassVar[Mapping[str, str]]

    @property
    def field_id(self) -> str | Unset: ...
    @property
    def field_etag(self) -> str | Unset: ...
    def to_dict(self) -> dict[str, Any]: ...


T = TypeVar("T", bound=Editable)
T_contra = TypeVar("T_contra", bound=Editable, contravariant=True)
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@frozen
class Kind(Generic[T]):
    """A kind of document that can be changed.

    Attributes:
        noun: what it is called, such as `creditor`.
        model: the model that reading gives.
        changes: the model of what can be changed.
        creation: the model of what can be given on creation.
        read: the generated module that reads one.
        patch: the generated module that changes one.
        remove: the generated module that deletes one.
    """

    noun: str
    model: type[T]
    changes: type[Any]
    creation: type[Any]
    read: Endpoint[..., T]
    patch: Endpoint[..., Written]
    remove: Endpoint[..., None]


@frozen
class Version(Generic[T]):
    """What is to be changed: which document, in which version.

    Attributes:
        mine: the document as the caller has it; None if only an id and an etag are known.
    """

    kind: Kind[T]
    document_id: str
    etag: str
    mine: T | None

    def conflict(
        self, what: str, wire: Mapping[str, Any], failure: ResponseError | TransportError, theirs: T | None = None
    ) -> EditConflictError:
        """The error that carries both versions."""
        return EditConflictError(
            f"the {self.kind.noun} {self.document_id} {what} (see .mine and .theirs)",
            document_id=self.document_id,
            etag=self.etag,
            changes=wire,
            mine=self.mine,
            theirs=theirs,
            failure=failure if isinstance(failure, ResponseError) else None,
        )

    def unknown(self, why: str, failure: ResponseError | TransportError) -> UnknownOutcomeError:
        """The error for a change of which nobody knows whether it was made."""
        return UnknownOutcomeError(
            f"the {self.kind.noun} {self.document_id} may or may not have been changed: {why}",
            references=(self.document_id,),
            status=getattr(failure, "status", None),
        )


def begin(api: Api, kind: Kind[T], target: Any, etag: Any) -> Flow[Version[T]]:
    """The version that a caller means, who passed a document or an id, and perhaps an etag.

    Raises:
        InputError: they passed something else.
        AmiliError: there is no such document, or it could not be read.
    """
    if etag is not None and (not isinstance(etag, str) or not etag):
        raise InputError([Problem(None, "etag", "must be the _etag of a version")])
    if isinstance(target, str):
        wanted = required_id(f"{kind.noun}_id", target)
        if etag is not None:
            return Version(kind, wanted, etag, None)
        mine = yield from get(api, kind.read, wanted)
        if not mine.field_etag:
            raise UnreadableResponseError(f"the answer for a {kind.noun} holds no _etag", status=200)
        return Version(kind, wanted, mine.field_etag, mine)
    if not isinstance(target, kind.model):
        raise InputError([Problem(None, kind.noun, f"must be a {kind.model.__name__} or its id, not {kind_of(target)}")])
    named: Any = etag or target.field_etag
    if not isinstance(named, str | Unset):
        raise InputError([Problem(None, f"{kind.noun}.etag", f"must be a text, not {kind_of(named)}")])
    if not target.field_id or not named:
        missing = "_etag" if target.field_id else "_id"
        raise InputError([Problem(None, kind.noun, f"was read without its {missing}; ask for it, or pass the id alone")])
    return Version(kind, required_id(f"{kind.noun}.id", target.field_id), named, target)


class Settled(Protocol[T_contra, R_co]):
    """What follows from the document as it is now (None: it is gone), if that settles the matter."""

    def __call__(self, theirs: T_contra | None, *, doubt: bool) -> R_co | None: ...


def carry_out(
    api: Api, version: Version[T], send: Callable[[str], Flow[R]], settled: Settled[T, R], wire: Mapping[str, Any], *, merge: bool = False
) -> Flow[R]:
    """Send, and read the document again whenever the answer leaves open what happened or says that there is a newer version.

    Args:
        send: sends the change, for the version with that etag.
        settled: see there; asked after each reading, with whether the change is in doubt.
        wire: what is changed, for the error and for merging.
        merge: whether to send again for a newer version that has other values only in other fields.

    Raises:
        EditConflictError, EtagRequiredError, UnknownOutcomeError: see `editing.update`.
        AmiliError: what `send` raises when nothing was changed.
    """
    etag, doubt, attempt = version.etag, False, 0
    while True:
        attempt += 1
        try:
            return (yield from send(etag))
        except (ResponseError, TransportError) as error:
            failure, status = error, getattr(error, "status", None)
            if isinstance(error, ResponseError) and status == 428:
                raise EtagRequiredError(error) from error
            if status != 412 and not _is_ambiguous(error) and not (doubt and status == 404):
                raise
        doubt = doubt or status != 412
        theirs = yield from _read_again(api, version, wire, failure, doubt=doubt)
        result = settled(theirs, doubt=doubt)
        if result is not None:
            return result
        if theirs is None:
            raise version.conflict("was deleted by somebody else", wire, failure) from failure
        if theirs.field_etag == etag and status != 412:
            if attempt == MOST_ROUNDS:
                raise version.unknown(f"{attempt} attempts failed, and none of them has arrived yet", failure) from failure
            logger.warning("a change is in doubt (%s, attempt %d) and not there; it is repeated", type(failure).__name__, attempt)
            roll: float = yield Roll()
            yield Sleep(api.retry.pause(attempt, None, roll))
            continue
        if not theirs.field_etag or theirs.field_etag == etag:
            raise version.conflict("was refused as changed, although it has not changed", wire, failure, theirs) from failure
        if not merge or version.mine is None or attempt == MOST_ROUNDS:
            raise version.conflict("was changed by somebody else", wire, failure, theirs) from failure
        fields = contested(version.mine.to_dict(), theirs.to_dict(), wire)
        if fields:
            raise version.conflict(f"was changed by somebody else, also in {', '.join(fields)}", wire, failure, theirs) from failure
        logger.info("a %s was changed by somebody else in other fields; ours are sent for the newer version", version.kind.noun)
        etag = theirs.field_etag


def _is_ambiguous(failure: AmiliError) -> bool:
    """Whether the change may have been made all the same. A 409 is an answer here: there is nothing to be created that may exist."""
    return may_have_arrived(failure) and not isinstance(failure, ConflictError)


def _read_again(
    api: Api, version: Version[T], wire: Mapping[str, Any], failure: ResponseError | TransportError, *, doubt: bool
) -> Flow[T | None]:
    try:
        return (yield from get(api, version.kind.read, version.document_id))
    except NotFoundError:
        return None
    except AmiliError as trouble:
        if doubt:
            raise version.unknown(f"it could not be read again ({trouble})", failure) from failure
        raise version.conflict(f"was changed by somebody else, and could not be read again ({trouble})", wire, failure) from failure
