"""Documents as one kind of what ARM takes in batches: how one is looked up, and when what is there is what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from amili_ext.errors import NotFoundError, UnreadableResponseError
from amili_ext.flow import Flow
from amili_ext.norway.arm.answers import objects_in
from amili_ext.norway.arm.batch.kind import ArmKind, same_number
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.reading.documents import get_document
from amili_ext.shapes import is_object


def find(context: Receivables, document_no: str, user_id: str | None = None) -> Flow[Mapping[str, Any] | None]:
    """The document with that number, as a wire dict; None if there is none.

    Raises:
        UnreadableResponseError: another document came back, or nothing that names one. What is no document must not pass for one that
            need not be sent any more.
        AmiliError: it could not be looked up.
    """
    try:
        document = yield from get_document(context, document_no, user_id=user_id)
    except NotFoundError:
        return None
    # The outermost object with a number, in case the document is wrapped in something.
    stored = next((part for part in objects_in(document.to_dict()) if part.get("documentNo") is not None), None)
    if stored is None:
        raise UnreadableResponseError("the answer for a document names none, so that nobody can tell whether it is there", status=200)
    if same_number(str(stored["documentNo"])) != same_number(document_no):
        raise UnreadableResponseError("another document came back than the one that was asked for", status=200)
    return stored


def differences(stored: Mapping[str, Any], sent: Mapping[str, Any]) -> list[str]:
    """Which fields show that the stored document is not the one that was to be sent.

    Only the customer and the amount to pay are compared, and only where they are shown: a body that differs with the type of the document
    and is documented nowhere says nothing by what is not in it.
    """
    found: list[str] = []
    theirs, ours = stored.get("customerNo"), sent.get("customerNo")
    if theirs not in (None, "") and same_number(str(theirs)) != same_number(str(ours)):
        found.append("customerNo")
    amount, wanted = _to_pay(stored), _to_pay(sent)
    if amount is not None and wanted is not None and amount != wanted:
        found.append("currencyAmounts.inclVat")
    return found


def _to_pay(document: Mapping[str, Any]) -> Decimal | None:
    amounts = document.get("currencyAmounts")
    amount = amounts.get("inclVat") if is_object(amounts) else None
    return Decimal(amount) if isinstance(amount, int | Decimal) and not isinstance(amount, bool) else None


DOCUMENTS: Final = ArmKind(
    name="documents",
    key="documentNo",
    find=find,
    same=lambda stored, sent: not differences(stored, sent),
    made_by_batch=True,
)
