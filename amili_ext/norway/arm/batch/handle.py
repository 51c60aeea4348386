"""A handle on an ARM batch: everything needed to ask later, here or in another process, what became of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from attrs import frozen

from amili_ext.errors import ConfigurationError
from amili_ext.norway.arm.batch.kind import ArmKind
from amili_ext.norway.arm.batch.kinds import KINDS
from amili_ext.shapes import is_array

_VERSION = 1


@frozen(repr=False)
class ArmBatchHandle:
    """What `create_batch`, `create_batches` and `update_batch` return and `client.batches.wait` takes.

    Attributes:
        batch_uuid: Amili's id of the batch, letter by letter as it came, since ARM tells upper from lower case in it. None when nothing was
            left to send, or when everything turned out to have arrived although the answer was lost.
        client_no: the ARM client that it was handed over for.
        kind: whether it is a batch of documents, of customers or of changes; `str(handle.kind)` says so.
        references: the numbers of everything that was passed, in that order.
        submitted_at: when it was handed over, aware UTC, by this machine's clock.
        already: those of the references that are known to be there, and are not in the batch.
        looked_first: whether it was seen that the others were not there before they were sent.
    """

    batch_uuid: str | None
    client_no: int
    kind: ArmKind
    references: tuple[str, ...]
    submitted_at: datetime
    already: tuple[str, ...] = ()
    looked_first: bool = False

    def __repr__(self) -> str:
        already = f", {len(self.already)} of them already there" if self.already else ""
        return f"ArmBatchHandle(batch_uuid={self.batch_uuid!r}, {len(self.references)} {self.kind}{already})"

    def to_json(self) -> str:
        """A text to store and to resume from; versioned, without secrets, with no personal data but the numbers."""
        return json.dumps(
            {
                "amili_arm_batch_handle": _VERSION,
                "kind": self.kind.name,
                "batch_uuid": self.batch_uuid,
                "client_no": self.client_no,
                "submitted_at": self.submitted_at.isoformat(),
                "references": list(self.references),
                "already": list(self.already),
                "looked_first": self.looked_first,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> ArmBatchHandle:
        """The handle that `to_json` wrote.

        Raises:
            ConfigurationError: the text is not a handle, or a newer version of this package wrote it.
        """
        try:
            value: Any = json.loads(text)
            version = value["amili_arm_batch_handle"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ConfigurationError("this text is not a handle of an ARM batch") from error
        if version != _VERSION:
            raise ConfigurationError(f"this handle has version {version!r}; this package reads version {_VERSION}")
        try:
            return _read(value)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ConfigurationError(f"this handle of an ARM batch is damaged ({type(error).__name__})") from error


def _read(value: dict[str, Any]) -> ArmBatchHandle:
    submitted_at = datetime.fromisoformat(value["submitted_at"])
    references, already = _texts(value["references"]), _texts(value["already"])
    batch_uuid, client_no = value["batch_uuid"], value["client_no"]
    if submitted_at.tzinfo is None:
        raise ValueError("naive time")
    if not isinstance(batch_uuid, str | None) or not isinstance(client_no, int) or isinstance(client_no, bool):
        raise TypeError("batch or client")
    if not set(already) <= set(references) or (batch_uuid is None and len(already) != len(references)) or batch_uuid == "":
        raise ValueError("references")
    return ArmBatchHandle(
        batch_uuid=batch_uuid,
        client_no=client_no,
        kind=KINDS[value["kind"]],
        references=references,
        submitted_at=submitted_at,
        already=already,
        looked_first=value["looked_first"] is True,
    )


def _texts(value: Any) -> tuple[str, ...]:
    if not is_array(value) or not all(isinstance(one, str) for one in value):
        raise TypeError("texts")
    return tuple(value)
