"""Carries out a fault on one request: before it is handled, in place of its handling, or on its answer. See `faults` for the kinds."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime

from amili_client.runtime import decode_json, encode_json
from attrs import evolve

from amili_ext.sandbox.faults import Fault, FaultKind
from amili_ext.sandbox.messages import Dropped, SandboxRequest, SandboxResponse, html_response
from amili_ext.sandbox.service import Service
from amili_ext.shapes import is_object

_GATEWAY_STATUSES = frozenset({502, 504})
_MOMENTS = frozenset({"not_before", "expires_on"})
_EXPIRIES = frozenset({"expires_in", "expires_on"})


def misbehave(fault: Fault, request: SandboxRequest, service: Service, now: datetime) -> SandboxResponse:
    """The response to a request that met `fault`; the request is carried out once at most."""
    match fault.kind:
        case FaultKind.DROP_BEFORE_COMMIT:
            raise Dropped(committed=False)
        case FaultKind.DROP_AFTER_COMMIT:
            service.answer(request)
            raise Dropped(committed=True)
        case FaultKind.STATUS:
            if fault.after_commit:
                service.answer(request)
            return _status(fault, service, now)
        case FaultKind.HTML:
            if fault.after_commit:
                service.answer(request)
            return html_response(200)
        case FaultKind.TRUNCATED_JSON:
            response = service.answer(request)
            return evolve(response, body=response.body[: len(response.body) // 2])
        case FaultKind.SLOW_BODY:
            return evolve(service.answer(request), pause=fault.seconds)
        case FaultKind.EXPIRED_TOKEN:
            service.withdraw_token(request)
            return service.answer(request)
        case FaultKind.TOKEN_CLOCK:
            return _wrong_clock(service.answer(request), timedelta(seconds=fault.seconds), now)
        case FaultKind.TOKEN_WITHOUT_EXPIRY:
            return _without_expiry(service.answer(request))
        case FaultKind.WEBHOOK_DUPLICATE | FaultKind.WEBHOOK_REORDER | FaultKind.WEBHOOK_LOST | FaultKind.WEBHOOK_BAD_SIGNATURE:
            raise AssertionError(f"no request meets {fault.kind}")


def _status(fault: Fault, service: Service, now: datetime) -> SandboxResponse:
    if fault.status in _GATEWAY_STATUSES:
        response = html_response(fault.status)
    else:
        response = service.refuse(fault.status, "A fault that was switched on in the sandbox.")
    if fault.retry_after is None:
        return response
    when = format_datetime(now + timedelta(seconds=fault.retry_after), usegmt=True)
    return response.with_header("retry-after", when if fault.retry_after_date else str(fault.retry_after))


def _wrong_clock(response: SandboxResponse, shift: timedelta, now: datetime) -> SandboxResponse:
    if response.status != 200:
        return response
    content = decode_json(response.body)
    if is_object(content):
        for name in _MOMENTS & content.keys():
            content[name] += round(shift.total_seconds())
    return evolve(response, body=encode_json(content)).with_header("date", format_datetime(now + shift, usegmt=True))


def _without_expiry(response: SandboxResponse) -> SandboxResponse:
    if response.status != 200:
        return response
    content = decode_json(response.body)
    if is_object(content):
        content = {name: value for name, value in content.items() if name not in _EXPIRIES}
    return evolve(response, body=encode_json(content))
