"""Carries out a fault on one request: before it is handled, in place of its handling, or on its answer. See `faults` for the kinds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime

from amili_client.runtime import decode_json, encode_json
from attrs import evolve

from amili_ext.sandbox.faults import Fault, FaultKind
from amili_ext.sandbox.messages import Dropped, Refusal, SandboxResponse, html_response, problem_response

_GATEWAY_STATUSES = frozenset({502, 504})


def misbehave(fault: Fault, *, answer: Callable[[], SandboxResponse], withdraw_token: Callable[[], None], now: datetime) -> SandboxResponse:
    """The response to a request that met `fault`; `answer` carries the request out, and is called at most once."""
    match fault.kind:
        case FaultKind.DROP_BEFORE_COMMIT:
            raise Dropped(committed=False)
        case FaultKind.DROP_AFTER_COMMIT:
            answer()
            raise Dropped(committed=True)
        case FaultKind.STATUS:
            if fault.after_commit:
                answer()
            return _status(fault, now)
        case FaultKind.HTML:
            if fault.after_commit:
                answer()
            return html_response(200)
        case FaultKind.TRUNCATED_JSON:
            response = answer()
            return evolve(response, body=response.body[: len(response.body) // 2])
        case FaultKind.SLOW_BODY:
            return evolve(answer(), pause=fault.seconds)
        case FaultKind.EXPIRED_TOKEN:
            withdraw_token()
            return answer()
        case FaultKind.TOKEN_CLOCK:
            return _wrong_clock(answer(), timedelta(seconds=fault.seconds), now)
        case FaultKind.TOKEN_WITHOUT_EXPIRY:
            return _without_expiry(answer())


def _status(fault: Fault, now: datetime) -> SandboxResponse:
    if fault.status in _GATEWAY_STATUSES:
        response = html_response(fault.status)
    else:
        # No trace id of its own: an injected `new_id` must not be consumed by something that did not happen.
        response = problem_response(Refusal(fault.status, "A fault that was switched on in the sandbox."), trace_id="fault")
    if fault.retry_after is None:
        return response
    when = format_datetime(now + timedelta(seconds=fault.retry_after), usegmt=True)
    return response.with_header("retry-after", when if fault.retry_after_date else str(fault.retry_after))


def _wrong_clock(response: SandboxResponse, shift: timedelta, now: datetime) -> SandboxResponse:
    if response.status != 200:
        return response
    content = decode_json(response.body)
    for name in ("not_before", "expires_on"):
        content[name] += round(shift.total_seconds())
    return evolve(response, body=encode_json(content)).with_header("date", format_datetime(now + shift, usegmt=True))


def _without_expiry(response: SandboxResponse) -> SandboxResponse:
    if response.status != 200:
        return response
    content = decode_json(response.body)
    del content["expires_in"], content["expires_on"]
    return evolve(response, body=encode_json(content))
