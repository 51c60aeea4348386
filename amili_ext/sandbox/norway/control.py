"""What only a sandbox can do: make debtors pay, and ask for an eviction. From Python it is in `sandbox.norway`, over HTTP it is here.

    POST /_sandbox/norway/debtors-pay       {"caseNumber": "5000001"}, or no body for all cases; answers the ids of the settlements
    POST /_sandbox/norway/request-eviction  {"caseNumber": "5000001"}

No token is needed. A case that is unknown or closed is 400.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

from amili_client.runtime import decode_json

from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse, json_response
from amili_ext.sandbox.norway.actions import CASE_CLOSED, EVICTION_REQUEST
from amili_ext.sandbox.norway.booking import settle
from amili_ext.sandbox.norway.changes import change_case
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.rows import CaseRow
from amili_ext.shapes import is_object

CONTROL = "/_sandbox/norway/"


def debtors_pay(context: Context, case_number: str | None) -> list[str]:
    """Pay one case, or every case that is not closed; the ids of the settlements."""
    with context.store.transaction():
        now = context.process().astimezone(UTC)
        cases = context.store.cases.not_closed() if case_number is None else [_case(context, case_number)]
        return [settle(context.store, case, now, context.new_id).id for case in cases]


def request_eviction(context: Context, case_number: str) -> None:
    """Let a case wait for the creditor's answer to an eviction request."""
    with context.store.transaction():
        now = context.process()
        change_case(context.store, _case(context, case_number), now, sub_status=EVICTION_REQUEST)


def control(context: Context, request: SandboxRequest) -> SandboxResponse:
    """Answer a request to one of the paths above."""
    do = _PATHS.get(request.path.removeprefix(CONTROL))
    if do is None:
        raise Refusal(404, "There is no such path.")
    if request.method.upper() != "POST":
        raise Refusal(405, headers={"allow": "POST"})
    number = _case_number(request)
    try:
        return do(context, number)
    except ValueError as error:
        raise Refusal(400, errors={"caseNumber": [str(error)]}) from None


def _answer_debtors_pay(context: Context, number: str | None) -> SandboxResponse:
    return json_response(200, {"settlementIds": debtors_pay(context, number)})


def _answer_request_eviction(context: Context, number: str | None) -> SandboxResponse:
    if number is None:
        raise ValueError("is required")
    request_eviction(context, number)
    return SandboxResponse(204)


_PATHS: dict[str, Callable[[Context, str | None], SandboxResponse]] = {
    "debtors-pay": _answer_debtors_pay,
    "request-eviction": _answer_request_eviction,
}


def _case_number(request: SandboxRequest) -> str | None:
    if not request.body:
        return None
    try:
        content = decode_json(request.body)
    except ValueError:
        content = None
    if not is_object(content) or content.keys() - {"caseNumber"}:
        raise Refusal(400, errors={"$": ["must be an object with caseNumber and nothing else"]})
    number = content.get("caseNumber")
    return None if number is None else str(number)


def _case(context: Context, number: str) -> CaseRow:
    case = context.store.cases.numbered(number)
    if case is None:
        raise ValueError("There is no such case.")
    if case.closed_at is not None:
        raise ValueError(CASE_CLOSED)
    return case
