"""A handle on a batch that was handed over: everything needed to ask later, here or in another process, what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from attrs import frozen

from amili_ext.errors import ConfigurationError

_VERSION = 1


class Reference(NamedTuple):
    """How the caller and Amili both name an invoice.

    Attributes:
        invoice_number: `invoiceNumber`, unique within a batch.
        unique_source_invoice_id: `uniqueSourceInvoiceId`, the caller's own id, if one was sent.
    """

    invoice_number: str
    unique_source_invoice_id: str | None = None


@frozen(repr=False)
class BatchHandle:
    """What `submit` returns and `wait` takes.

    Attributes:
        batch_id: Amili's id of the batch.
        organization_id: the organization that the invoices were handed over for.
        references: every invoice of the batch, in the order in which it was passed.
        submitted_at: when it was handed over, aware UTC, by this machine's clock.
        idempotency_key: the key that the request carried; None when keys are switched off.
        adopted: True when the batch was found to be there already, from an earlier attempt, instead of being sent now.
    """

    batch_id: UUID
    organization_id: UUID
    references: tuple[Reference, ...]
    submitted_at: datetime
    idempotency_key: str | None = None
    adopted: bool = False

    def __repr__(self) -> str:
        return f"BatchHandle(batch_id={str(self.batch_id)!r}, {len(self.references)} invoices{', adopted' if self.adopted else ''})"

    def to_json(self) -> str:
        """A text to store and to resume from; versioned, without secrets or personal data."""
        return json.dumps(
            {
                "amili_batch_handle": _VERSION,
                "batch_id": str(self.batch_id),
                "organization_id": str(self.organization_id),
                "submitted_at": self.submitted_at.isoformat(),
                "idempotency_key": self.idempotency_key,
                "adopted": self.adopted,
                "references": [[reference.invoice_number, reference.unique_source_invoice_id] for reference in self.references],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> BatchHandle:
        """The handle that `to_json` wrote.

        Raises:
            ConfigurationError: the text is not a handle, or a newer version of this package wrote it.
        """
        try:
            value: Any = json.loads(text)
            version = value["amili_batch_handle"]
        except (ValueError, TypeError, KeyError) as error:
            raise ConfigurationError("this text is not a batch handle") from error
        if version != _VERSION:
            raise ConfigurationError(f"this batch handle has version {version!r}; this package reads version {_VERSION}")
        try:
            submitted_at = datetime.fromisoformat(value["submitted_at"])
            if submitted_at.tzinfo is None:
                raise ValueError("naive time")
            return cls(
                batch_id=UUID(value["batch_id"]),
                organization_id=UUID(value["organization_id"]),
                references=tuple(_references(value["references"])),
                submitted_at=submitted_at,
                idempotency_key=_text_or_none(value["idempotency_key"]),
                adopted=value["adopted"] is True,
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ConfigurationError(f"this batch handle is damaged ({type(error).__name__})") from error


def _references(pairs: Iterable[Any]) -> Iterable[Reference]:
    for number, source_id in pairs:
        if not isinstance(number, str):
            raise TypeError("invoice number")
        yield Reference(number, _text_or_none(source_id))


def _text_or_none(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("text")
    return value
