"""A handle on a batch that was handed over: everything needed to ask later, here or in another process, what became of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Generic, TypeAlias, cast
from uuid import UUID

from attrs import field, frozen

from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.batch.kind import Kind
from amili_ext.norway.collection.batch.kinds import INVOICES, KINDS
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, OutcomeT, ReferenceT
from amili_ext.norway.collection.batch.references import AmountReference

_OF_INVOICES = 1
_OF_ANY_KIND = 2
"""The versions. Batches of invoices are still written as the first one, so that older versions of this package can go on with them."""


@frozen(repr=False)
class BatchHandle(Generic[ReferenceT, OutcomeT]):
    """What `submit` and `register` return and `wait` takes.

    Attributes:
        batch_id: Amili's id of the batch.
        organization_id: the organization that the invoices (payments, corrections) were handed over for.
        references: everything in the batch, in the order in which it was passed.
        submitted_at: when it was handed over, aware UTC, by this machine's clock.
        idempotency_key: the key that the request carried; None when keys are switched off.
        adopted: True when the batch was found to be there already, from an earlier attempt, instead of being sent now.
        kind: whether it is a batch of invoices, of payments or of corrections; `str(handle.kind)` says so.
    """

    batch_id: UUID
    organization_id: UUID
    references: tuple[ReferenceT, ...]
    submitted_at: datetime
    idempotency_key: str | None = None
    adopted: bool = False
    kind: Kind[ReferenceT, OutcomeT] = field(default=cast(Any, INVOICES))

    def __repr__(self) -> str:
        return f"BatchHandle(batch_id={str(self.batch_id)!r}, {len(self.references)} {self.kind}{', adopted' if self.adopted else ''})"

    def to_json(self) -> str:
        """A text to store and to resume from; versioned, without secrets or personal data."""
        of_invoices = self.kind.name == INVOICES.name
        return json.dumps(
            {
                "amili_batch_handle": _OF_INVOICES if of_invoices else _OF_ANY_KIND,
                **({} if of_invoices else {"kind": self.kind.name}),
                "batch_id": str(self.batch_id),
                "organization_id": str(self.organization_id),
                "submitted_at": self.submitted_at.isoformat(),
                "idempotency_key": self.idempotency_key,
                "adopted": self.adopted,
                "references": [self.kind.write_reference(reference) for reference in self.references],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> BatchHandle[Any, Any]:
        """The handle that `to_json` wrote.

        Raises:
            ConfigurationError: the text is not a handle, or a newer version of this package wrote it.
        """
        try:
            value: Any = json.loads(text)
            version = value["amili_batch_handle"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ConfigurationError("this text is not a batch handle") from error
        if version not in (_OF_INVOICES, _OF_ANY_KIND):
            raise ConfigurationError(f"this batch handle has version {version!r}; this package reads versions up to {_OF_ANY_KIND}")
        try:
            kind: Kind[Any, Any] = INVOICES if version == _OF_INVOICES else KINDS[value["kind"]]
            submitted_at = datetime.fromisoformat(value["submitted_at"])
            if submitted_at.tzinfo is None:
                raise ValueError("naive time")
            return cls(
                batch_id=UUID(value["batch_id"]),
                organization_id=UUID(value["organization_id"]),
                references=tuple(map(kind.read_reference, value["references"])),
                submitted_at=submitted_at,
                idempotency_key=_text_or_none(value["idempotency_key"]),
                adopted=value["adopted"] is True,
                kind=kind,
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ConfigurationError(f"this batch handle is damaged ({type(error).__name__})") from error


def _text_or_none(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("text")
    return value


AmountHandle: TypeAlias = BatchHandle[AmountReference, AmountOutcome]
"""A handle on a batch of payments or of corrections."""
