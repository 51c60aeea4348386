"""Showing cases, and taking in actions on them (what these do is in `actions`).

Documented: the names of the parameters and of most members; `caseNumber` is an integer here and a string everywhere else. Where the pages
are silent:

* `FromCreatedAt` and `ToCreatedAt` bound `registeredAt`; see `moments`. `CustomerNumber` matches any of the debtors. `Status` and `Type`
  match whatever their case.
* `SearchTerm` is looked for in the numbers of the case and the invoice and in the debtors' names and customer numbers, whatever its case.
* `closedAt` is absent until the case is closed. `caseToken` is always absent, `currency` is the empty object that the page prints.
* Of a debtor, the case shows the customer number, the name, and an id and a number that are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse
from amili_ext.sandbox.norway.actions import CASE_ACTIONS, objection
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.moments import read_span, show_time
from amili_ext.sandbox.norway.paging import list_response, read_page
from amili_ext.sandbox.norway.rows import ActionRow, CaseFilter, CaseRow
from amili_ext.sandbox.norway.validation import Call


@frozen
class CasesApi:
    """The part of the Collection API that is about cases."""

    context: Context

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {"getCasesByOrganization": self._list, **dict.fromkeys(CASE_ACTIONS, self._act)}

    def _list(self, call: Call) -> SandboxResponse:
        organization = self.context.organization(call)
        page = read_page(call, self.context.settings)
        created_from, created_before = read_span(call, "FromCreatedAt", "ToCreatedAt")
        self.context.process()
        number = call.query.get("CaseNumber")
        wanted = CaseFilter(
            status=call.query.get("Status"),
            type=call.query.get("Type"),
            number=None if number is None else str(number),
            customer_number=call.query.get("CustomerNumber"),
            source_id=call.query.get("UniqueSourceInvoiceId"),
            search=call.query.get("SearchTerm"),
            created_from=created_from,
            created_before=created_before,
        )
        return list_response(self.context.store.cases.page([organization], wanted, page), page, self._show)

    def _act(self, call: Call) -> SandboxResponse:
        return request_action(self.context, call, self._case)

    def _case(self, call: Call) -> CaseRow:
        case = self.context.store.cases.get(self.context.organization(call), call.path["caseId"].lower())
        if case is None:
            raise Refusal(404, "There is no such case.")
        return case

    def _show(self, case: CaseRow) -> dict[str, Any]:
        amounts: dict[str, Any] = {
            "originalAmount": case.original,
            "remainingAmount": case.remaining,
            "remainingPrincipal": case.remaining_principal,
            "paidAmount": case.paid,
            "creditedAmount": case.credited,
            "currency": {},
        }
        shown: dict[str, Any] = {
            "caseId": case.id,
            "caseNumber": int(case.number),
            "organizationId": case.organization,
            "creditorId": self.context.creditor_id(case.organization),
            "creditorNumber": self.context.creditor_number(case.organization),
            "status": case.status,
            "subStatus": case.sub_status,
            "type": case.type,
            "description": case.details["description"],
            "registeredAt": show_time(case.registered_at),
            "closedAt": None if case.closed_at is None else show_time(case.closed_at),
            "invoices": [{**case.details["invoice"], **amounts}],
            "debtors": case.details["debtors"],
        }
        return {name: value for name, value in shown.items() if value is not None}


def request_action(context: Context, call: Call, find: Callable[[Call], CaseRow]) -> SandboxResponse:
    """Take the operation of a request, which is an action on the case that `find` finds, into the queue."""
    with context.store.transaction():
        now = context.process()
        case = find(call)
        if refused := objection(call.operation.id, case):
            raise Refusal(409, refused)
        context.store.cases.add_action(ActionRow(case_seq=case.seq, name=call.operation.id, due_at=context.due_at(now)))
    return SandboxResponse(202)
