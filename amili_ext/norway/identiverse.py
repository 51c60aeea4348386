"""Identiverse, the identity provider of the Norwegian APIs: client id and secret in, bearer token out.

Page: https://docs.amili.dev/example-workflow-359631m0, step 1. OAuth 2.0 client credentials, form-encoded; the answer tells the token's
life in three ways (`expires_in`, `expires_on`, `not_before`), of which any may be missing or, when a clock is wrong, nonsense.
"""

from __future__ import annotations

from typing import Any

from amili_client.norway.identiverse.api.token import create_token
from amili_client.norway.identiverse.models.token_request import TokenRequest
from amili_client.norway.identiverse.models.token_response import TokenResponse

from amili_ext.auth import Grant, is_bearer_token
from amili_ext.endpoint import Api, build, read
from amili_ext.errors import CredentialsError, ResponseError, TokenError
from amili_ext.flow import Flow, Instant, Now, Reply, Send
from amili_ext.retry import PASSING_FAULTS, server_time
from amili_ext.secret import Secret

UNSTATED_LIFETIME = 300.0
"""Seconds that a token is trusted for when the answer says nothing usable; short, and a 401 corrects it anyway."""


def fetch_token(api: Api, client_id: str, client_secret: Secret) -> Flow[Grant]:
    """Get a new token.

    Raises:
        CredentialsError: client id or secret refused.
        TokenError: any other answer; `transient` says whether trying again may help.
        TransportError: no answer.
    """
    # The form has no name here: crash reporters collect local variables, and it holds the secret.
    request = build(
        api, create_token, body=TokenRequest(grant_type="client_credentials", client_id=client_id, client_secret=client_secret.reveal())
    )
    reply: Reply = yield Send(request)
    now: Instant = yield Now()
    try:
        answer = read(create_token, request, reply, now)
    except ResponseError as error:
        raise _refusal(error) from error
    value = answer.access_token
    if not isinstance(value, str) or not value:
        raise TokenError(
            f"the token endpoint answered {reply.status} without an access_token (it sent: {', '.join(_names(answer)) or 'nothing'})",
            transient=False,
            status=reply.status,
        )
    if not is_bearer_token(value):
        raise TokenError("the token endpoint gave a token that no header can carry", transient=False, status=reply.status)
    return Grant(Secret(value), _lifetime(answer, reply))


def _refusal(error: ResponseError) -> TokenError:
    refused = error.code in {"invalid_client", "unauthorized_client", "invalid_grant"} or error.status == 401
    if refused:
        return CredentialsError(
            f"the token endpoint refused the client id or the secret: {error}", transient=False, status=error.status, code=error.code
        )
    return TokenError(
        f"the token endpoint gave no token: {error}",
        transient=error.status in PASSING_FAULTS,
        status=error.status,
        code=error.code,
        retry_after=error.retry_after,
    )


def _names(answer: TokenResponse) -> list[str]:
    # Only names that are known: a name that the server made up may be anything.
    return sorted(answer.to_dict().keys() & TokenResponse.WIRE_NAMES.values())


def _lifetime(answer: TokenResponse, reply: Reply) -> float:
    """Seconds that the token lives from now: the shortest of what the answer says, without asking this machine's clock.

    `expires_on` is a moment on the server's clock, so it is held against the server's own `Date` header, or `not_before`.
    """
    said = [_number(answer.expires_in)]
    ends = _number(answer.expires_on)
    begins = server_time(reply)
    if begins is not None:
        said.append(ends - begins.timestamp())
    else:
        said.append(ends - _number(answer.not_before))
    return min((seconds for seconds in said if 0 < seconds < 10**8), default=UNSTATED_LIFETIME)


def _number(value: Any) -> float:
    # Some identity providers send these numbers as strings.
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return float("nan")
