"""Signing in to the ADA API: a JWT that this machine signs is exchanged for an access token, which goes into `X-API-Key` from then on.

Pages: https://docs-test.amili.se/guides/api-integration/authentication and, older, https://docs.amili.se/reference/common/authentication.
The JWT claims the `api_code` that Visma Amili AB issued and ends ten minutes after it was made, so that a clock which is wrong by more
makes one that has ended already. When the API refuses, and its `Date` header shows that the clocks differ, the exchange is tried once more
by the other clock.
"""

from __future__ import annotations

from amili_client.sweden.ada.api.authentication import exchange_api_code
from attrs import evolve

from amili_ext.auth import Grant
from amili_ext.endpoint import Api, build, response_error
from amili_ext.errors import CredentialsError, ResponseError, TokenError
from amili_ext.flow import Flow, Instant, Now, Reply, Request, Send
from amili_ext.logs import logger
from amili_ext.retry import PASSING_FAULTS, server_time
from amili_ext.sweden.keys import PrivateKey
from amili_ext.sweden.token_answer import lifetime, read_token, refusal

VALIDITY = 600
"""Seconds from when a JWT is made to its `exp`, as documented."""

TOLERANCE = 10.0
"""Seconds by which the clocks may differ without anybody caring: more than an answer travels. No more, since a server that lets a JWT live
for ten minutes and not longer would refuse what a clock that is a little ahead has signed."""

_NOT_US = frozenset({400, 401, 403})
"""What the API can answer when it does not accept who we are; which of them it does is not documented."""


def fetch_token(api: Api, api_code: str, key: PrivateKey) -> Flow[Grant]:
    """Get a new token.

    Raises:
        CredentialsError: the API does not accept the api_code or the signature.
        TokenError: any other answer; `transient` says whether trying again may help.
        TransportError: no answer.
    """
    ahead = api.server_clock.ahead
    used = ahead if ahead is not None and abs(ahead) > TOLERANCE else 0.0
    request, reply, now = yield from _exchange(api, api_code, key, used)
    if refusal(reply) in _NOT_US:
        other = _other_clock(reply, now, used)
        if other is not None:
            logger.info("signing in was refused; trying again with a clock that is %+.0f s from ours", other)
            request, reply, now = yield from _exchange(api, api_code, key, other)
            if refusal(reply) is None:
                api.server_clock.ahead = other
    status = refusal(reply)
    if status is not None:
        error = response_error(request, reply, now, api.dialect)
        raise _refused(error, status, reply, now, key) from error
    answer = read_token(reply)
    return Grant(answer.token, lifetime(answer, server_time(reply) or now.wall))


def _exchange(api: Api, api_code: str, key: PrivateKey, ahead: float) -> Flow[tuple[Request, Reply, Instant]]:
    """One exchange, with a JWT made by a clock that is so many seconds ahead of ours."""
    now: Instant = yield Now()
    claims = {"api_code": api_code, "exp": int(now.wall.timestamp() + ahead) + VALIDITY}
    # The JWT has no name here: crash reporters collect local variables.
    request = evolve(build(api, exchange_api_code, x_api_key=key.sign(claims).reveal()), authenticated=False)
    reply: Reply = yield Send(request)
    now = yield Now()
    return request, reply, now


def _other_clock(reply: Reply, now: Instant, used: float) -> float | None:
    """Of the server's clock and ours the one that was not used, as seconds ahead of ours; None when both were as good as used.

    Ours too, because a `Date` may have come from a cache.
    """
    theirs = server_time(reply)
    known = [0.0] if theirs is None else [(theirs - now.wall).total_seconds(), 0.0]
    return next((ahead for ahead in known if abs(ahead - used) > TOLERANCE), None)


def _refused(error: ResponseError, status: int, reply: Reply, now: Instant, key: PrivateKey) -> TokenError:
    page = "; an HTML page came, so perhaps a proxy answered" if "html" in reply.headers.get("content-type", "") else ""
    if status not in _NOT_US:
        return TokenError(
            f"Amili gave no token: {error}{page}",
            transient=status in PASSING_FAULTS,
            status=error.status,
            code=error.code,
            retry_after=error.retry_after,
        )
    causes = [
        "the api_code is not the one that was issued",
        f"the public key (fingerprint {key.fingerprint[:16]}) is not registered for it with Visma Amili AB, or not for {key.algorithm}",
        *_on_clocks(reply, now),
    ]
    return CredentialsError(
        f"Amili does not accept the api_code or the signature: {error}. Likely causes: {'; '.join(causes)}{page}",
        transient=False,
        status=error.status,
        code=error.code,
    )


def _on_clocks(reply: Reply, now: Instant) -> list[str]:
    theirs = server_time(reply)
    if theirs is None:
        return ["this machine's clock is wrong"]
    ahead = (theirs - now.wall).total_seconds()
    if abs(ahead) <= TOLERANCE:
        return []
    return [f"this machine's clock is {abs(ahead):.0f} s {'behind' if ahead > 0 else 'ahead of'} the server's"]
