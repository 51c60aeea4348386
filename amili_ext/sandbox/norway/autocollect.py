"""The legacy API under /webapi/api: cases and settlements in its own spelling, and a batch that is taken in and forgotten.

Documented: the paths of all four operations, the parameters and the answer of GET Batch, Basic and bearer authentication. Where the pages
are silent:

* It knows the same cases and settlements as the Collection API, of every organization that the client may act for.
* `creditorid` is the `creditorNumber` of a case, `customerref` the customer number of its first debtor, `ledgerref` the number of its
  invoice, `referencenumber` the caller's own id of it. `senderid` and `languagecode` change nothing.
* Closed cases are only shown with `includeclosed`. `remittancedate` is the day of a settlement; `lastsettlementid` shows those behind
  that one, and each creditor tells its newest.
* `status_statuscode` of a case is the status that it has in the Collection API, and a case is debt collection once its list was accepted.
  What the sandbox knows nothing of, such as fees, interest and how to pay, is absent.
* POST Batch stores nothing. It is answered with `statuscode` 0 and a response for each object with a `ledgerref` in any of its lists.
* Nothing has an attachment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.actions import LIST_ACCEPTED
from amili_ext.sandbox.norway.context import CREDITOR_NAME, Context
from amili_ext.sandbox.norway.moments import show_time
from amili_ext.sandbox.norway.rows import CaseFilter, CaseRow, Page, SettlementFilter, SettlementRow
from amili_ext.sandbox.norway.rules import AMOUNTS
from amili_ext.sandbox.norway.validation import Call
from amili_ext.shapes import is_array, is_object

_ALL = 2**31
_HISTORY_ENTRY = 1  # the one value that the page shows


@frozen
class AutoCollectApi:
    """The legacy API of one sandbox."""

    context: Context

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {"getBatch": self._get, "sendBatch": self._send, "getAttachment": self._attachment, "ping": self._ping}

    def _get(self, call: Call) -> SandboxResponse:
        self.context.process()
        creditor: str | None = call.query.get("creditorid")
        organizations = [one for one in self.context.organizations if creditor in (None, self.context.creditor_number(one))]
        cases = self.context.store.cases.page(organizations, CaseFilter(), Page(limit=_ALL, ascending=True)) if organizations else []
        found = [case for case in cases if _is_wanted(call, case)]
        by_place = {case.seq: case for case in found}
        day: str | None = call.query.get("remittancedate")
        wanted = SettlementFilter(first_day=day, last_day=day, behind=call.query.get("lastsettlementid"))
        settlements = self._settlements(organizations, wanted)
        content = {
            "batchid": str(self.context.new_id()),
            "offline": False,
            "creditor": [self._show_creditor(one) for one in organizations],
            "case": [self._show_case(case) for case in found if case.closed_at is None or call.query.get("includeclosed")],
            "settlement": [self._show_settlement(one, by_place[one.case_seq]) for one in settlements if one.case_seq in by_place],
        }
        return json_response(200, content)

    def _send(self, call: Call) -> SandboxResponse:
        responses = [
            {"objectname": name, "objectindex": at, "ledgerref": one["ledgerref"], "status_statuscode": "0"}
            for name, objects in call.body.items()
            if is_array(objects)
            for at, one in enumerate(objects)
            if is_object(one) and isinstance(one.get("ledgerref"), str)
        ]
        return json_response(200, {"statuscode": 0, "errors": [], "responses": responses})

    def _attachment(self, _call: Call) -> SandboxResponse:
        raise Refusal(404, "There is no such attachment.")

    def _ping(self, _call: Call) -> SandboxResponse:
        return SandboxResponse(200, {"content-type": "application/octet-stream"}, b"pong")

    def _settlements(self, organizations: list[str], wanted: SettlementFilter) -> list[SettlementRow]:
        return self.context.store.settlements.page(organizations, wanted, Page(limit=_ALL, ascending=True)) if organizations else []

    def _show_creditor(self, organization: str) -> dict[str, Any]:
        newest = self.context.store.settlements.page([organization], SettlementFilter(), Page(limit=1))
        shown = {"idnumber": self.context.creditor_number(organization), "fullname": CREDITOR_NAME, "disabled": False}
        return {**shown, "lastsettlementid": newest[0].id} if newest else shown

    def _show_case(self, case: CaseRow) -> dict[str, Any]:
        events = self.context.store.events.of_case(case.id)
        invoice = case.details["invoice"]
        shown = {
            **_names(case),
            "customername": next((name for debtor in case.details["debtors"] if (name := debtor.get("fullName"))), None),
            "currencycode": case.details["currency"],
            "regdate": show_time(case.registered_at),
            "closuredate": None if case.closed_at is None else show_time(case.closed_at),
            "billdate": invoice.get("invoiceDate"),
            "duedate": invoice.get("dueDate"),
            "isdebtcollection": case.sub_status == LIST_ACCEPTED,
            "originalsum": case.original,
            "paidsum": case.paid,
            "remainingsum": case.remaining,
            "originalprincipal": case.principal,
            "paidprincipal": AMOUNTS.subtract(case.principal, case.remaining_principal),
            "remainingprincipal": case.remaining_principal,
            "service_description": case.details["description"],
            "status_statuscode": case.status,
            "history": [{"type": _HISTORY_ENTRY, "loggedat": show_time(event.at), "message": event.type} for event in events],
        }
        return {name: value for name, value in shown.items() if value is not None}

    def _show_settlement(self, settlement: SettlementRow, case: CaseRow) -> dict[str, Any]:
        return {"creditorid": self.context.creditor_number(settlement.organization), **_names(case)}


def _names(case: CaseRow) -> dict[str, str]:
    names = {
        "customerref": case.customer_number,
        "ledgerref": case.details["invoice"]["invoiceNumber"],
        "referencenumber": case.source_id,
        "casenumber": case.number,
    }
    return {name: value for name, value in names.items() if value is not None}


def _is_wanted(call: Call, case: CaseRow) -> bool:
    names = _names(case)
    return all(call.query.get(name) in (None, names.get(name)) for name in ("customerref", "ledgerref"))
