"""A handle on an action that was sent: everything needed to see later, here or in another process, whether the case shows it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.cases.actions import CaseAction

_VERSION = 1


@frozen
class CaseHandle:
    """What an outcome has that may still become another one, and `wait` takes.

    Attributes:
        action: what was to be done.
        organization_id: the organization whose case it is.
        case_id: Amili's id of the case.
        case_number: the number that people use for it.
        sent_at: when it was sent, aware UTC, by this machine's clock.
        accepted: True when the API answered that it takes it; False when the answer was lost, so that it may not have arrived.
    """

    action: CaseAction
    organization_id: UUID
    case_id: UUID
    case_number: str
    sent_at: datetime
    accepted: bool = True

    def to_json(self) -> str:
        """A text to store and to resume from; versioned, without secrets or personal data."""
        return json.dumps(
            {
                "amili_case_handle": _VERSION,
                "action": self.action.value,
                "organization_id": str(self.organization_id),
                "case_id": str(self.case_id),
                "case_number": self.case_number,
                "sent_at": self.sent_at.isoformat(),
                "accepted": self.accepted,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> CaseHandle:
        """The handle that `to_json` wrote.

        Raises:
            ConfigurationError: the text is not such a handle, or a newer version of this package wrote it.
        """
        try:
            value: Any = json.loads(text)
            version = value["amili_case_handle"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ConfigurationError("this text is not a handle of an action on a case") from error
        if version != _VERSION:
            raise ConfigurationError(f"this handle has version {version!r}; this package reads version {_VERSION}")
        try:
            sent_at = datetime.fromisoformat(value["sent_at"])
            if sent_at.tzinfo is None:
                raise ValueError("naive time")
            if not isinstance(value["case_number"], str) or not isinstance(value["accepted"], bool):
                raise TypeError("case number")
            return cls(
                CaseAction(value["action"]),
                UUID(value["organization_id"]),
                UUID(value["case_id"]),
                value["case_number"],
                sent_at,
                value["accepted"],
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ConfigurationError(f"this handle is damaged ({type(error).__name__})") from error
