"""Creating one document, at most once.

Page: https://docs.amili.dev/post-create-one-document-3942669e0
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from amili_client.norway.arm.api.documents import create_document
from amili_client.norway.arm.models.create_document_request import CreateDocumentRequest
from amili_client.norway.arm.models.document_input import DocumentInput
from amili_client.norway.arm.models.write_result import WriteResult
from amili_client.runtime import decode_json
from attrs import field, frozen

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.errors import ConflictError, UnknownOutcomeError
from amili_ext.flow import Flow, Instant
from amili_ext.norway.arm.answers import raise_if_failed, raise_if_unsettled
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.documents.checks import AnyDocument, check_document
from amili_ext.norway.arm.documents.kind import differences, find
from amili_ext.norway.arm.documents.looking import look_first
from amili_ext.once import Sighting, at_most_once


@frozen
class DocumentWrite:
    """A document that is there.

    Attributes:
        document_no: its number.
        adopted: True when it was found to be there, from an earlier attempt or although the answer was lost.
        answer: what the API answered, open since no page shows it; None when it was adopted. It may hold names: `repr` does not show it.
    """

    document_no: str
    adopted: bool = False
    answer: WriteResult | None = field(default=None, repr=False, hash=False)


def create(
    context: Receivables, document: AnyDocument, *, user_id: str | None = None, extra_fields: Collection[str] = ()
) -> Flow[DocumentWrite]:
    """Create one document. It is looked up first, unless the client's `look_first` is off, and adopted if it is there.

    That the API takes one document so, and at once, is inferred.

    Args:
        document: a generated model, or a dict in wire or Python names. Its type, customer and number are needed; amounts are `Decimal`, in
            the currency of the document.
        user_id: on whose behalf, in place of the client's.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Raises:
        InputError: with every problem in the document; nothing was sent.
        DocumentExistsError: there is another document with that number; nothing was sent.
        UnknownOutcomeError: the answer was lost, and the document is not there, or is another. Look it up before sending it again.
        ResponseError: the API refused it.

    Page: https://docs.amili.dev/post-create-one-document-3942669e0
    """
    metadata = metadata_of(context, user_id)
    row = check_document(document, extra_fields)
    if (yield from look_first(context, [row], user_id)).already:
        return DocumentWrite(row.reference, adopted=True)
    body = CreateDocumentRequest(metadata=metadata, document=cast(DocumentInput, Encoded(row.part)))

    def send() -> Flow[DocumentWrite | ConflictError]:
        try:
            answer = yield from call(context.api, create_document, context.client_no, body=body)
        except ConflictError as refusal:
            # An answer, and no doubt: there was no attempt before this one that it could be about.
            return refusal
        # In here, since an answer from which nobody can tell is one to look for the document after.
        raise_if_failed(answer.to_dict(), f"document {row.reference}")
        raise_if_unsettled(answer.to_dict(), f"document {row.reference}")
        return DocumentWrite(row.reference, answer=answer)

    def look(started: Instant, *, final: bool) -> Flow[Sighting[DocumentWrite | ConflictError]]:
        del started, final  # there is but one way to look, and whenever it was made, it is there
        stored = yield from find(context, row.reference, user_id)
        if stored is None:
            # No page says that it is made while one waits for the answer.
            return Sighting(doubt="the document is not there, but may still come")
        if differences(stored, decode_json(row.part)):
            return Sighting(doubt="there is another document with that number", candidates=(row.reference,))
        return Sighting(DocumentWrite(row.reference, adopted=True))

    def unknown(why: str, candidates: tuple[Any, ...] = (), status: int | None = None) -> UnknownOutcomeError:
        return UnknownOutcomeError(
            f"{why}; document {row.reference} may or may not have been created: look it up before sending it again",
            references=[row.reference],
            candidates=candidates,
            status=status,
        )

    done = yield from at_most_once(send, look, settle=context.settle, unknown=unknown)
    if isinstance(done.value, ConflictError):
        raise done.value
    return done.value
