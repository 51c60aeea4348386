"""Showing settlements.

Where the pages are silent: there is one for each case that its debtor has paid to Amili, which happens only when
`sandbox.norway.debtors_pay()` says so. `collectionType` is REMINDER, the one value on the pages, and `exchangeRate` 1; there are no
amounts, because no page shows a name for them. `customerReference` is the customer number of the first debtor that has one. `fromDate`
and `toDate` bound `settlementDate`, both included; the list begins with the newest.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse
from amili_ext.sandbox.norway.context import Context, success
from amili_ext.sandbox.norway.paging import list_response, read_page
from amili_ext.sandbox.norway.rows import SettlementFilter
from amili_ext.sandbox.norway.validation import Call


@frozen
class SettlementsApi:
    """The part of the Collection API that shows settlements."""

    context: Context

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {"getSettlements": self._list, "getSettlementById": self._get}

    def _list(self, call: Call) -> SandboxResponse:
        organization = self.context.organization(call)
        page = read_page(call, self.context.settings)
        wanted = SettlementFilter(first_day=call.query.get("fromDate"), last_day=call.query.get("toDate"))
        return list_response(self.context.store.settlements.page([organization], wanted, page), page, lambda one: one.content)

    def _get(self, call: Call) -> SandboxResponse:
        settlement = self.context.store.settlements.get(self.context.organization(call), call.path["settlementId"].lower())
        if settlement is None:
            raise Refusal(404, "There is no such settlement.")
        return success(settlement.content)
