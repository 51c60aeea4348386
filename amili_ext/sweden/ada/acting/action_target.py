"""Which case an action is for: a handle, the id of a case, or creditor and invoice number; exactly one of them.

The API wants the creditor in any case. A bare id of a case does not tell it, so it is read from the case unless it is given too.

Page: https://docs-alpha.amili.se/reference/examples/creditor-case-actions
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_client.sweden.ada.models.case import Case
from attrs import evolve, frozen

from amili_ext.checked import Checking
from amili_ext.errors import InputError, Problem, UnreadableResponseError
from amili_ext.flow import Flow
from amili_ext.sweden.ada.acting.case_view import is_closed
from amili_ext.sweden.ada.acting.cases import CASES
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.finding import by_text, find
from amili_ext.sweden.ada.eve.reading import required_id
from amili_ext.sweden.ada.eve.where import eq
from amili_ext.sweden.ada.registering.handles import CaseHandle
from amili_ext.values import kind_of, text

_READ = ("creditor", "closed", "debt.invoice_number", "total_remaining_capital_amount", "local_remaining_capital_amount")


@frozen
class Target:
    """The case that an action is for, as far as it is known.

    Attributes:
        creditor: id of the creditor; empty until it is read.
        case: id of the case, if that is how it is named.
        invoice_number: the creditor's number of the invoice, if it is known.
    """

    creditor: str
    case: str | None
    invoice_number: str | None

    def wire(self) -> dict[str, str]:
        """How the API is told; `case` and `invoice_number` exclude each other."""
        named = {"case": self.case} if self.case else {"invoice_number": self.invoice_number or ""}
        return {"creditor": self.creditor, **named}

    def is_that_of(self, there: Mapping[str, Any]) -> bool | None:
        """Whether an action that was read is for this case; None if that cannot be told."""
        if there.get("creditor") not in (None, self.creditor):
            return False
        if self.case and there.get("case"):
            return bool(there["case"] == self.case)
        number = there.get("invoice_number") or there.get("case_invoice_number")
        return number == self.invoice_number if number and self.invoice_number else None


def read_target(case: CaseHandle | str | None, creditor: str | None, invoice_number: str | None, checking: Checking) -> Target:
    """The target that a caller named; problems are reported under the caller's names."""
    known, number, name = creditor, invoice_number, None
    if isinstance(case, str):
        name = _id("case", case, checking)
    elif case is not None:
        known, number, name = _of_handle(case, checking)
        if creditor not in (None, known):
            checking.blame("creditor", "is not that of the handle")
    if known is not None:
        known = _id("creditor", known, checking)
    if case is not None and invoice_number is not None:
        checking.blame("invoice_number", "names the case a second time; pass either case, or creditor and invoice_number")
    elif case is None and (not known or not number):
        missing = "invoice_number" if known else "creditor" if number else "case"
        checking.blame(missing, "is missing; pass either case, or creditor and invoice_number")
    return Target(known or "", name, text(number or "", "invoice_number", checking.blame) or None)


def _of_handle(case: Any, checking: Checking) -> tuple[str | None, str | None, str | None]:
    """Creditor, invoice number and case."""
    parts = [getattr(case, name, None) for name in ("creditor", "invoice_number", "case")]
    if not all(isinstance(part, str) for part in parts):
        checking.blame("case", f"must be the handle of a case or the id of one, not {kind_of(case)}")
        return None, None, None
    return parts[0], parts[1], _id("case", parts[2], checking)


def _id(name: str, value: Any, checking: Checking) -> str | None:
    try:
        return required_id(name, value)
    except InputError as error:
        checking.blame(name, error.problems[0].message)
        return None


def with_creditor(context: Ada, target: Target) -> Flow[Target]:
    """The target with its creditor, read from the case if need be."""
    if target.creditor:
        return target
    found = yield from read_case(context, target)
    if not isinstance(found.creditor, str) or not found.creditor:
        raise UnreadableResponseError("the case does not say which creditor it belongs to", status=200)
    return evolve(target, creditor=found.creditor, invoice_number=(found.debt.invoice_number or None) if found.debt else None)


def read_case(context: Ada, target: Target) -> Flow[Case]:
    """The case that is meant.

    Raises:
        NotFoundError: there is no case of that id.
        InputError: the creditor has no open case of that invoice number, or several.
    """
    if target.case:
        return (yield from CASES.get(context, target.case, projection=_READ))
    number = target.invoice_number or ""
    found = yield from find(
        context, CASES.many, by_text("debt.invoice_number", [number]), where=eq("creditor", target.creditor), projection=_READ
    )
    named = [case for case in found if case.debt and case.debt.invoice_number == number and case.creditor == target.creditor]
    cases = [case for case in named if not is_closed(case)]
    if len(cases) != 1:
        count = f"{len(cases)} open cases" if cases else "no open case"
        raise InputError([Problem(None, "invoice_number", f"names {count} of the creditor; name the case itself")])
    return cases[0]
