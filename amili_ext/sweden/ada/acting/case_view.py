"""A case at a glance: where it stands, whether it is closed, what is left to be paid.

Amili advises to ask for the status when it is needed, above all before anything is said to the customer, and not to keep copies of it.

Page: https://docs-alpha.amili.se/reference/examples/case-status
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from amili_client.runtime import Unset
from amili_client.sweden.ada.models.case import Case
from attrs import field, frozen

from amili_ext.shapes import is_array

NOT_CLOSED = (None, False)
"""What `closed` may hold, or be missing as, while a case is open."""

VIEWED = (
    "state",
    "status",
    "closed",
    "state_history",
    "status_history",
    "latest_state_date",
    "debt.invoice_number",
    "total_remaining_capital_amount",
    "total_remaining_costs_amount",
    "total_remaining_interest_amount",
    "local_remaining_capital_amount",
    "local_remaining_costs_amount",
    "local_remaining_interest_amount",
)
"""The fields that the page projects, and those beside them."""


@frozen
class CaseStatus:
    """Where a case stands. Amounts are in the currency of the case and None if Amili does not tell them.

    Attributes:
        case: its id.
        invoice_number: the creditor's number of the debt.
        state: the phase it is in, such as `debt_collection`; new values can come up at any time.
        status: finer than that, such as `debt_collection_active`.
        state_since: when it came into that phase.
        closed: what Amili says about its closing, in a form that no page shows; None while it is open.
        remaining_capital: what is left of the capital.
        remaining_costs: what is left of the costs.
        remaining_interest: what is left of the interest.
        state_history: the phases it was in, and since when, as Amili lists them.
        status_history: the same of the status, in a form that no page shows.
    """

    case: str
    invoice_number: str | None
    state: str | None
    status: str | None
    state_since: datetime | None
    closed: Any
    remaining_capital: Decimal | None
    remaining_costs: Decimal | None
    remaining_interest: Decimal | None
    state_history: tuple[tuple[str, datetime | None], ...] = field(repr=False)
    status_history: tuple[Any, ...] = field(repr=False)

    @property
    def is_closed(self) -> bool:
        """Whether Amili has closed the case, because it is paid or for another reason."""
        return self.closed is not None


def is_closed(case: Case) -> bool:
    """Whether the case says that it was closed. That `closed` is missing, null or false until then is our conclusion."""
    return not isinstance(case.closed, Unset) and case.closed not in NOT_CLOSED


def view(case_id: str, case: Case) -> CaseStatus:
    """The case at a glance."""
    return CaseStatus(
        case=case_id,
        invoice_number=(case.debt.invoice_number or None) if case.debt else None,
        state=case.state.value if case.state else None,
        status=case.status.value if case.status else None,
        state_since=case.latest_state_date or None,
        closed=case.closed if is_closed(case) else None,
        remaining_capital=remaining_capital(case),
        remaining_costs=_first(case.total_remaining_costs_amount, case.local_remaining_costs_amount),
        remaining_interest=_first(case.total_remaining_interest_amount, case.local_remaining_interest_amount),
        state_history=tuple((change.state.value, change.state_date or None) for change in case.state_history or () if change.state),
        status_history=tuple(case.status_history) if is_array(case.status_history) else (),
    )


def remaining_capital(case: Case) -> Decimal | None:
    """What is left of the capital: `total_remaining_capital_amount`, which the page projects, or `local_…` where that is all there is."""
    return _first(case.total_remaining_capital_amount, case.local_remaining_capital_amount)


def _first(*amounts: Decimal | Unset) -> Decimal | None:
    return next((amount for amount in amounts if not isinstance(amount, Unset)), None)
