"""Calling a generated endpoint: the request comes from the generated module, sending it does not.

Each generated module (`amili_client.<country>.<api>.api.…`) offers `build_request(...)`, which turns typed arguments into a request, and
`parse_content(status, content)`, which turns a success into a model. Between the two stand our token, our retries and our errors.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, ParamSpec, Protocol, TypeVar, cast
from urllib.parse import urlencode

from attrs import field, frozen

from amili_ext.dialect import PLAIN, Dialect
from amili_ext.errors import InputError, Problem, ResponseError, UnreadableResponseError, error_class, phrase
from amili_ext.flow import Flow, Instant, Now, Reply, Request
from amili_ext.pace import Pace
from amili_ext.retry import RetryPolicy, exchange, retry_after, server_time
from amili_ext.routes import Route
from amili_ext.shapes import is_array, is_object

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

# What of a server's own words may be printed: only what has the form of a code, a path or an id. Anything else could name people.
_FIELD = re.compile(r"[A-Za-z_$/][A-Za-z0-9_$.\[\]/-]{0,127}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.:|=+/-]{1,128}")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,80}")

_HEADER = re.compile(r"[ -~]*")

REQUEST_ID_HEADERS = ("x-amili-request-id", "x-request-id", "request-id", "x-correlation-id")


UNKNOWN_CLOCK_MARGIN = timedelta(days=1)
"""How wrong our clock may be, for as long as the server's is not known from a `Date` header."""


class UnverifiedOperationWarning(UserWarning):
    """An operation is used that no page of the documentation shows as such; the message says what it was concluded from."""


class Endpoint(Protocol[P, R_co]):
    """What every generated endpoint module offers; a module itself fits, and its argument and result types carry through."""

    @property
    def build_request(self) -> Callable[P, dict[str, Any]]: ...
    @property
    def parse_content(self) -> Callable[[int, bytes], R_co | None]: ...


class ServerClock:
    """How far the server's clock is ahead of ours, in seconds, as its last `Date` header told; None until one was seen."""

    def __init__(self) -> None:
        self.ahead: float | None = None

    def observe(self, reply: Reply, now: Instant) -> None:
        """Learn from an answer that has just come."""
        theirs = server_time(reply)
        if theirs is not None:
            self.ahead = (theirs - now.wall).total_seconds()

    def earlier(self, moment: Instant, margin: timedelta) -> datetime:
        """The moment so much before another, as the server's clock counts; much earlier while that is not known, as ours may be wrong."""
        if self.ahead is None:
            return moment.wall - max(margin, UNKNOWN_CLOCK_MARGIN)
        return moment.wall + timedelta(seconds=self.ahead) - margin


@frozen
class Api:
    """What a flow needs to know to call one API: where it is, and how patiently."""

    base_url: str
    retry: RetryPolicy = field(factory=RetryPolicy)
    request_timeout: float = 30.0
    authenticated: bool = True
    server_clock: ServerClock = field(factory=ServerClock)
    dialect: Dialect = PLAIN
    pace: Pace | None = None
    routes: Mapping[str, Route] = field(factory=dict[str, Route])


@frozen
class Context:
    """What the flows of an API know: that API, and in each subclass more."""

    DOCUMENTS: ClassVar[tuple[str, ...]] = ()
    """The generated packages whose operations are called."""

    api: Api


def call(api: Api, endpoint: Endpoint[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Flow[R]:
    """Call an endpoint and return its model.

    Raises:
        ResponseError: an answer other than success, or one that cannot be read (`UnreadableResponseError`).
        TransportError: no answer. TokenError: no token.
    """
    request = build(api, endpoint, *args, **kwargs)
    reply = yield from exchange(request, api.retry, api.pace)
    now: Instant = yield Now()
    api.server_clock.observe(reply, now)
    return read(endpoint, request, reply, now, api.dialect)


def read(endpoint: Endpoint[..., R], request: Request, reply: Reply, now: Instant, dialect: Dialect = PLAIN) -> R:
    """The model in an answer; None where the operation is documented to succeed without content.

    Raises:
        ResponseError: the answer says that it failed, or cannot be read (`UnreadableResponseError`).
    """
    if not 200 <= reply.status < 300 or dialect.refused(reply.content):
        raise response_error(request, reply, now, dialect)
    try:
        value = endpoint.parse_content(reply.status, reply.content)
    except Exception as error:
        raise unreadable(request, reply, f"{type(error).__name__} while reading it") from error
    if value is None:
        if any(reply.status in statuses for statuses in getattr(endpoint, "WITHOUT_CONTENT", ())):
            return cast(R, None)
        raise unreadable(request, reply, "the documentation does not know this status here")
    wrong = dialect.misshapen(value)
    if wrong:
        raise unreadable(request, reply, wrong)
    return value


def build(api: Api, endpoint: Endpoint[P, Any], /, *args: P.args, **kwargs: P.kwargs) -> Request:
    """The request that an endpoint's arguments make, on the path that was configured for it if there is one.

    Raises:
        InputError: an argument cannot be written: a float or a naive time in the body, a header that HTTP cannot carry.
    """
    route = api.routes.get(getattr(endpoint, "OPERATION", "")) if api.routes else None
    if route is None:
        _warn_if_unverified(endpoint)
    try:
        parts = endpoint.build_request(*args, **kwargs)
    except ValueError as error:
        raise InputError([Problem(None, "", str(error))]) from error
    headers: dict[str, str] = dict(parts.get("headers", {}))
    unfit = [
        Problem(None, name, "must be visible ASCII, since it is sent as a header")
        for name, text in headers.items()
        if not _HEADER.fullmatch(text)
    ]
    if unfit:
        raise InputError(unfit)
    content = parts.get("content", b"")
    if "data" in parts:
        content = urlencode(parts["data"]).encode()
    params = tuple((name, text) for name, value in parts.get("params", {}).items() for text in _texts(value))
    method, url = parts["method"].upper(), parts["url"]
    if route is not None:
        method, url = route.method or method, route.lead(str(getattr(endpoint, "PATH", "")), url)
    return Request(method, api.base_url + url, params, headers, content, api.request_timeout, api.authenticated)


_warned: set[str] = set()


def _warn_if_unverified(endpoint: Endpoint[..., Any]) -> None:
    """Once in a process for each operation that no page shows as such."""
    reason = getattr(endpoint, "UNVERIFIED", None)
    if reason is None:
        return
    name = str(getattr(endpoint, "__name__", endpoint)).rpartition(".")[2]
    if name not in _warned:
        _warned.add(name)
        warnings.warn(f"{name} is not documented as such, it was concluded: {reason}", UnverifiedOperationWarning, stacklevel=2)


def _texts(value: Any) -> Iterable[str]:
    if is_array(value):
        return [text for item in value for text in _texts(item)]
    return [{True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)]


def unreadable(request: Request, reply: Reply, why: str) -> UnreadableResponseError:
    """The error for an answer whose status promises more than its body holds."""
    kind = reply.headers.get("content-type", "").split(";")[0].strip()
    kind = kind if _MEDIA_TYPE.fullmatch(kind) else "no content type"
    hint = "; is a proxy answering, or is the address wrong?" if "html" in kind else ""
    return UnreadableResponseError(
        f"{phrase(reply.status)} for {request.method} {request.url}, but the body ({kind}, {len(reply.content)} bytes) "
        f"is not what the API documents: {why}{hint}",
        status=reply.status,
        request_id=_request_id(reply, {}),
        body=reply.content,
    )


def response_error(request: Request, reply: Reply, now: Instant, dialect: Dialect = PLAIN) -> ResponseError:
    """The error for an answer that says it failed, as far as the API's dialect makes sense of its body; the rest is kept in `body`."""
    body = _json_object(reply.content)
    failure = dialect.failure(body)
    names = [name for name in failure.fields if _FIELD.fullmatch(name)]
    named = f", fields: {', '.join(names)}" if names else ""
    request_id = _request_id(reply, body)
    reference = f" (request id {request_id})" if request_id and _REQUEST_ID.fullmatch(request_id) else ""
    code = f", code {failure.code}" if failure.code else ""
    claims_success = 200 <= reply.status < 300
    return error_class((failure.status if claims_success else None) or reply.status)(
        f"{phrase(reply.status)} for {request.method} {request.url}{code}{named}{reference}",
        status=reply.status,
        code=failure.code,
        fields=failure.fields,
        messages=failure.messages,
        request_id=request_id,
        retry_after=retry_after(reply, now.wall),
        body=reply.content,
    )


def _json_object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return value if is_object(value) else {}


def _request_id(reply: Reply, body: Mapping[str, Any]) -> str | None:
    named = next((reply.headers[name] for name in REQUEST_ID_HEADERS if reply.headers.get(name)), None)
    return named or (body["traceId"] if isinstance(body.get("traceId"), str) else None)
