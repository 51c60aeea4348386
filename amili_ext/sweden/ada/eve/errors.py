"""The errors of changing documents. They belong to the tree of `amili_ext.errors`, and `amili_ext` itself offers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_ext.errors import ConflictError, ResponseError


def _said(failure: ResponseError) -> dict[str, Any]:
    """What an answer said, for an error that says it better."""
    names = ("code", "fields", "messages", "request_id", "retry_after", "body")
    return {name: getattr(failure, name) for name in names}


class EditConflictError(ConflictError):
    """412: somebody else has changed or deleted the document since it was read. Nothing was changed.

    Attributes:
        document_id: which document.
        etag: the version that the caller had.
        changes: what was to be changed, as it was sent; empty for a deletion. Not printed.
        mine: the document as the caller had it; None if the caller had only an id and an etag. Not printed.
        theirs: the document as it is now; None if it is gone or could not be read again. Not printed.
    """

    def __init__(
        self,
        message: str,
        *,
        document_id: str,
        etag: str,
        changes: Mapping[str, Any],
        mine: Any = None,
        theirs: Any = None,
        failure: ResponseError | None = None,
    ) -> None:
        self.document_id = document_id
        self.etag = etag
        self.changes = dict(changes)
        self.mine = mine
        self.theirs = theirs
        super().__init__(message, status=412, **(_said(failure) if failure else {}))


class EtagRequiredError(ResponseError):
    """428: the server wants the version that is to be changed, and has not seen the `If-Match` header that names it.

    This package always sends that header, so something in between takes it out.
    """

    def __init__(self, failure: ResponseError) -> None:
        super().__init__(
            f"{failure}; the If-Match header was sent, does a proxy remove it?",
            status=failure.status,
            **_said(failure),
        )
