"""The kinds of batches there are.

That batches of invoices have the type INVOICE is documented. Which types the others have no page shows: a batch counts as possibly one of
them unless its type says plainly that it is not.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from typing import Any, Final

from amili_client.norway.collection.models.batch_type import BatchType

from amili_ext.norway.collection.batch import by_amount, by_number
from amili_ext.norway.collection.batch.kind import Kind
from amili_ext.norway.collection.batch.outcomes import AmountOutcome, InvoiceOutcome
from amili_ext.norway.collection.batch.references import AmountReference, Reference


def _not_about(others: str) -> Callable[[str], bool]:
    def may_be(batch_type: str) -> bool:
        return batch_type.upper() != BatchType.INVOICE and others not in batch_type.upper()

    return may_be


def _amounts(name: str, *, others: str) -> Kind[AmountReference, AmountOutcome]:
    return Kind(
        name=name,
        unexpected="items",
        unique=False,
        may_be=_not_about(others),
        matcher=by_amount.Amounts,
        outcomes=by_amount.outcomes_by_amount,
        write_reference=by_amount.write_amount_reference,
        read_reference=by_amount.read_amount_reference,
    )


INVOICES: Final[Kind[Reference, InvoiceOutcome]] = Kind(
    name="invoices",
    unexpected="numbers",
    unique=True,
    may_be=lambda batch_type: batch_type in ("", BatchType.INVOICE, BatchType.NONE),
    matcher=by_number.Numbers,
    outcomes=by_number.outcomes_by_number,
    write_reference=by_number.write_reference,
    read_reference=by_number.read_reference,
)
PAYMENTS: Final = _amounts("payments", others="CORRECTION")
CORRECTIONS: Final = _amounts("corrections", others="PAYMENT")

KINDS: Final[dict[str, Kind[Any, Any]]] = {kind.name: kind for kind in (INVOICES, PAYMENTS, CORRECTIONS)}


def _named(name: str) -> Kind[Any, Any]:
    return KINDS[name]


# There is one of each, also after a pickle: a handle that comes back from another process is equal to the one that was sent there.
copyreg.pickle(Kind, lambda kind: (_named, (kind.name,)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType]
