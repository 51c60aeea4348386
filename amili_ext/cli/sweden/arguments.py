"""What several Swedish commands can be told: which case, which documents of a list, an amount."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeAlias, TypedDict

import typer

from amili_ext.cli.arguments import json_value

_WHICH = "Which case"


def amount(text: str) -> Decimal:
    """An amount in kronor, as typer's `parser`.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise typer.BadParameter(f"{text!r} is not an amount, such as 1250.50")
    return found


Amount: TypeAlias = Annotated[Decimal | None, typer.Option(parser=amount, metavar="SEK", help="In kronor, such as 1250.50.")]
CaseId: TypeAlias = Annotated[str | None, typer.Option("--case", metavar="ID", help="Its id.", rich_help_panel=_WHICH)]
OfCreditor: TypeAlias = Annotated[
    str | None, typer.Option("--creditor", metavar="ID", help="The creditor, for --invoice-number.", rich_help_panel=_WHICH)
]
InvoiceNumber: TypeAlias = Annotated[
    str | None, typer.Option("--invoice-number", metavar="NUMBER", help="The creditor's number.", rich_help_panel=_WHICH)
]
Creditor: TypeAlias = Annotated[str | None, typer.Option(metavar="ID", help="Only those of this creditor.")]
Account: TypeAlias = Annotated[str | None, typer.Option(metavar="ID", help="Only those of this account.")]
Where: TypeAlias = Annotated[
    Any, typer.Option("--where", parser=json_value, metavar="JSON", help="A filter as the API takes it.", show_default=False)
]


class WhichCase(TypedDict):
    """A case as the methods of a client take it."""

    case: str | None
    creditor: str | None
    invoice_number: str | None


def which_case(case: str | None, creditor: str | None, invoice_number: str | None) -> WhichCase:
    """The case that the options name.

    Raises:
        typer.BadParameter: they name none, or name it twice.
    """
    if (case is None) == (invoice_number is None) or (case is None and creditor is None):
        raise typer.BadParameter("name the case either by --case, or by --creditor and --invoice-number")
    return {"case": case, "creditor": creditor, "invoice_number": invoice_number}
