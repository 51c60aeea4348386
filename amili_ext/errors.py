"""Every error that this package raises, in one tree under `AmiliError`.

A caller who catches `AmiliError` catches everything: bad input, missing settings, a dead network, a gateway's HTML page, a
token that cannot be had, a poll that ran out of time, and an answer with an error status. The branches say what to do next:

* `InputError`, `ConfigurationError`: change the call; nothing was sent.
* `TransportError`: no answer came; `sent` says whether the request can have reached the server.
* `ResponseError`: an answer came; `status`, `code`, `fields`, `request_id` and the raw `body` say which.
* `TokenError`: no token could be had, so that the request which needed it was not sent.
* `UnknownOutcomeError`: a write may or may not have taken effect; `references` lists what to check by hand.

What only one API knows of (a batch that is not finished, an edit that somebody else was quicker with) is beside that API and belongs to
this tree too; `amili_ext` offers the errors that callers handle by name.

Errors survive `pickle` (process pools, task queues) with all their fields. `str()` and `repr()` never show a body, a free-text
message of the server, a secret or personal data: those stay in attributes, for code that knows where they may be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from attrs import frozen


def _rebuild(kind: type[AmiliError], args: tuple[Any, ...], state: dict[str, Any]) -> AmiliError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class AmiliError(Exception):
    """The root of all errors of this package.

    Attributes:
        handle: the handle that was being waited for when the error came up, if any; with it the wait can be resumed.
    """

    handle: Any = None

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class with `args` alone, which loses (or lacks) the keyword arguments of the subclasses.
        return _rebuild, (type(self), self.args, self.__dict__)


class ConfigurationError(AmiliError):
    """A setting is missing or contradicts another one. Nothing was sent."""


@frozen
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        index: position of the item in what was passed, from 0; None when it concerns the whole.
        field: path of the field in the caller's own spelling, such as `debtors[0].identificationNumber`; empty for the whole.
        message: what is wrong, without the value itself.
        noun: what the items are.
    """

    index: int | None
    field: str
    message: str
    noun: str = "invoices"

    def __str__(self) -> str:
        place = "" if self.index is None else f"{self.noun}[{self.index}]"
        place = ".".join(part for part in (place, self.field) if part)
        return f"{place}: {self.message}" if place else self.message


class InputError(AmiliError, ValueError):
    """The input cannot be right. Every problem is listed at once; nothing was sent."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = "; ".join(str(problem) for problem in self.problems[:5])
        more = len(self.problems) - 5
        super().__init__(f"{shown}; and {more} more problems (see .problems)" if more > 0 else shown)


class TransportError(AmiliError):
    """No complete answer came back.

    Attributes:
        sent: False when the request provably never reached the server, so that repeating it cannot do anything twice.
        timeout: True when the time for one HTTP exchange (`request_timeout`) ran out.
    """

    def __init__(self, message: str, *, sent: bool, timeout: bool = False) -> None:
        self.sent = sent
        self.timeout = timeout
        super().__init__(message)


class ResponseError(AmiliError):
    """The server answered, but not with success.

    Attributes:
        status: the HTTP status, any integer.
        code: the error code that the body names, if it names one.
        fields: messages by field, in the spelling of the API.
        messages: the server's free texts; they may name people, so they are not printed.
        request_id: the server's name for this exchange, to quote to Amili's support.
        retry_after: seconds that the server asks to wait, if it does.
        body: the raw body, not printed.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str | None = None,
        fields: Mapping[str, Sequence[str]] | None = None,
        messages: Sequence[str] = (),
        request_id: str | None = None,
        retry_after: float | None = None,
        body: bytes = b"",
    ) -> None:
        self.status = status
        self.code = code
        self.fields: dict[str, tuple[str, ...]] = {name: tuple(texts) for name, texts in (fields or {}).items()}
        self.messages = tuple(messages)
        self.request_id = request_id
        self.retry_after = retry_after
        self.body = body
        super().__init__(message)


class BadRequestError(ResponseError):
    """400: the server could not read the request."""


class AuthenticationError(ResponseError):
    """401: the token was refused, and so was a fresh one."""


class PermissionDeniedError(ResponseError):
    """403: the credentials are good but lack the permission for this."""


class NotFoundError(ResponseError):
    """404: no such thing in this organization."""


class ConflictError(ResponseError):
    """409 or 412: it exists already, or somebody changed it in between."""


class ValidationError(ResponseError):
    """422: the server understood and refuses; `fields` says why."""


class RateLimitedError(ResponseError):
    """429: too many requests; `retry_after` says how long to wait, if the server says so."""


class ServerError(ResponseError):
    """500 and above: the failure is on the server's side, or in a gateway before it."""


class UnreadableResponseError(ResponseError):
    """The status says success but the body is not what the API documents: an HTML page, cut-off JSON, another shape."""


class TokenError(AmiliError):
    """No access token could be had. The API request that needed it was not sent.

    Attributes:
        transient: True when trying again later may help.
        status: status of the token endpoint's answer, if one came.
        code: the OAuth error code (RFC 6749 section 5.2), if the answer names one.
        retry_after: seconds that the token endpoint asks to wait, if it does.
    """

    def __init__(
        self,
        message: str,
        *,
        transient: bool,
        status: int | None = None,
        code: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.transient = transient
        self.status = status
        self.code = code
        self.retry_after = retry_after
        super().__init__(message)


class CredentialsError(TokenError):
    """The token endpoint refused the client id or the secret."""


class UnknownOutcomeError(AmiliError):
    """It could not be settled whether a write took effect. Check `references` before doing it again: a repetition may do it twice.

    Attributes:
        references: the caller's own names for what was sent.
        candidates: the API's ids of what may be it.
        status: the HTTP status of the ambiguous answer, if there was one.
    """

    def __init__(self, message: str, *, references: Sequence[Any], candidates: Sequence[Any] = (), status: int | None = None) -> None:
        self.references: tuple[Any, ...] = tuple(references)
        self.candidates: tuple[Any, ...] = tuple(candidates)
        self.status = status
        super().__init__(message)


class PagingError(AmiliError):
    """A list could not be read to its end, for example because the server repeated a page token."""


_BY_STATUS: dict[int, type[ResponseError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: ConflictError,
    422: ValidationError,
    429: RateLimitedError,
}


def error_class(status: int) -> type[ResponseError]:
    """The class for an HTTP status; a status nobody has heard of is a plain `ResponseError` or a `ServerError`."""
    return _BY_STATUS.get(status) or (ServerError if status >= 500 else ResponseError)


def phrase(status: int) -> str:
    """The status with its usual words, for messages: `404 Not Found`, `599`."""
    return f"{status} {words(status)}".rstrip()


def words(status: int) -> str:
    """The usual words for a status, the same on every Python; empty for one nobody has heard of."""
    try:
        return _RENAMED.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return ""


_RENAMED = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}
"""What RFC 9110 calls differently, and Python only since 3.13."""
