"""The token endpoint: what counts as a token, how long it lives, and what each refusal is called."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.auth import Grant
from amili_ext.endpoint import Api
from amili_ext.errors import AmiliError, CredentialsError, TokenError, TransportError
from amili_ext.flow import Reply, Request
from amili_ext.norway.identiverse import UNSTATED_LIFETIME, fetch_token
from amili_ext.secret import Secret
from amili_ext.testing import VirtualClock

from ..support import BATCH, Server, batch_reply, client, complete, drive, in_each_world, json_reply, performer

URL = "https://auth.staging.amili.no"
SECRET = "s3cr3t-of-the-test"
DOCUMENTED = {
    "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9...",
    "token_type": "Bearer",
    "not_before": 1709300000,
    "expires_in": 3600,
    "expires_on": 1709303600,
    "resource": "04468334-ec11-4ef8-9e7c-e124bacbd5c1",
}
"""The answer that the Example Workflow page prints."""

DATE_OF_BEGIN = "Fri, 01 Mar 2024 13:33:20 GMT"
"""1709300000 as an HTTP date (computed with `date -u -d @1709300000`)."""


def fetched(answer: Reply | Exception, world: str = "blocking", clock: VirtualClock | None = None) -> Grant:
    def network(request: Request) -> Reply:
        if isinstance(answer, Exception):
            raise answer
        return answer

    clock = clock or VirtualClock()
    return drive(world, fetch_token(Api(URL), "my-integration", Secret(SECRET)), performer(world, network, clock))


# -- the request -----------------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_request_is_the_documented_one(world: str, clock: VirtualClock) -> None:
    requests: list[Request] = []

    def network(request: Request) -> Reply:
        requests.append(request)
        return json_reply(DOCUMENTED)

    api = Api(URL, request_timeout=12, authenticated=False)
    drive(world, fetch_token(api, "my integration", Secret("s3&=r3t")), performer(world, network, clock))
    (request,) = requests
    assert (request.method, request.url, request.params) == ("POST", f"{URL}/token", ())
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(request.content.decode(), strict_parsing=True)) == {
        "grant_type": "client_credentials",
        "client_id": "my integration",
        "client_secret": "s3&=r3t",
    }
    assert request.timeout == 12
    assert not request.authenticated, "or getting a token would need a token"


# -- how long it lives -----------------------------------------------------------------------------------------------------------


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in DOCUMENTED.items() if name not in names}


NAN_AND_SUCH = [None, "", "soon", True, [], {}, -1, 0, 10**12, 10**400, "NaN", "Infinity"]


@pytest.mark.parametrize(
    ("body", "date", "lifetime"),
    [
        (DOCUMENTED, None, 3600),
        (DOCUMENTED, DATE_OF_BEGIN, 3600),
        (without("expires_on"), None, 3600),
        (without("expires_on", "not_before"), DATE_OF_BEGIN, 3600),
        # expires_on is a moment on the server's clock: its Date says what "now" is there, else not_before does.
        (without("expires_in"), DATE_OF_BEGIN, 3600),
        (without("expires_in"), None, 3600),
        (without("expires_in", "not_before"), DATE_OF_BEGIN, 3600),
        (without("expires_in", "not_before"), None, UNSTATED_LIFETIME),
        (without("expires_in"), "Fri, 01 Mar 2024 14:03:20 GMT", 1800),
        (without("expires_in"), "no date", 3600),
        # Nothing usable at all.
        (without("expires_in", "expires_on"), DATE_OF_BEGIN, UNSTATED_LIFETIME),
        ({"access_token": "t"}, None, UNSTATED_LIFETIME),
        # Numbers as texts.
        ({**DOCUMENTED, "expires_in": "3599"}, None, 3599),
        ({**without("expires_in"), "expires_on": "1709303600"}, DATE_OF_BEGIN, 3600),
        ({**without("expires_in"), "expires_on": "1709303600", "not_before": "1709300001"}, None, 3599),
        ({**DOCUMENTED, "expires_in": 3599.5}, None, 3599.5),
        # They contradict each other: the shorter is safe.
        ({**DOCUMENTED, "expires_in": 60}, DATE_OF_BEGIN, 60),
        ({**DOCUMENTED, "expires_on": 1709300060}, DATE_OF_BEGIN, 60),
        # One is nonsense: the other counts.
        ({**DOCUMENTED, "expires_in": -5}, DATE_OF_BEGIN, 3600),
        ({**DOCUMENTED, "expires_on": 5}, DATE_OF_BEGIN, 3600),
        # A server whose Date is beyond the end that it names: only the stated life is left.
        (DOCUMENTED, "Fri, 01 Mar 2024 15:33:20 GMT", 3600),
        (without("expires_in"), "Fri, 01 Mar 2024 15:33:20 GMT", UNSTATED_LIFETIME),
    ],
)
def test_the_life_of_a_token_is_read_from_whatever_the_answer_says(body: dict[str, Any], date: str | None, lifetime: float) -> None:
    grant = fetched(json_reply(body, headers={"date": date} if date else None))
    assert grant == Grant(Secret(body["access_token"]), lifetime)


@pytest.mark.parametrize("nonsense", [value for value in NAN_AND_SUCH if value is not True], ids=repr)
@pytest.mark.parametrize("name", ["expires_in", "expires_on"])
def test_nonsense_in_place_of_a_time_is_passed_over(name: str, nonsense: Any) -> None:
    assert fetched(json_reply({**DOCUMENTED, name: nonsense}, headers={"date": DATE_OF_BEGIN})).lifetime == 3600
    assert fetched(json_reply({"access_token": "t", name: nonsense})).lifetime == UNSTATED_LIFETIME


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["expires_in", "expires_on", "not_before", "token_type", "resource"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text()
        | st.lists(st.integers())
        | st.sampled_from(NAN_AND_SUCH),
    ),
    st.none() | st.text() | st.just(DATE_OF_BEGIN),
)
def test_whatever_else_the_answer_holds_a_token_is_a_token_with_a_life(rest: dict[str, Any], date: str | None) -> None:
    grant = fetched(json_reply({**rest, "access_token": "t"}, headers={} if date is None else {"date": date}))
    assert grant.value == Secret("t")
    assert 0 < grant.lifetime < 10**8


@in_each_world
@pytest.mark.parametrize("wrong_by", [-600, 600])
@pytest.mark.parametrize("says", ["expires_in", "expires_on"])
def test_a_clock_that_is_wrong_by_ten_minutes_does_not_shorten_a_token_of_five(
    world: str, wrong_by: float, says: str, clock: VirtualClock
) -> None:
    """With the local clock in the sum, the token would be dead on arrival, or believed alive ten minutes too long."""
    tokens: list[float] = []
    api = Server()

    def network(request: Request) -> Reply:
        if not request.url.endswith("/token"):
            issued = tokens[int(request.headers["authorization"].removeprefix("Bearer "))]
            return api(request) if clock.now().monotonic < issued + 300 else Reply(401)
        tokens.append(clock.now().monotonic)
        now = clock.time().timestamp()
        times = {"expires_in": 300} if says == "expires_in" else {"expires_on": now + 300}
        return json_reply({"access_token": str(len(tokens) - 1), **times}, headers={"date": f"{clock.time():%a, %d %b %Y %H:%M:%S} GMT"})

    clock.set_wrong(wrong_by)
    amili = client(world, network, clock=clock)
    for _ in range(30):
        complete(world, lambda: amili.batches.get(BATCH))
        clock.advance(20)
    # 30 calls over 580 s; tokens live 300 s and are refreshed in the last 93.75 s at the earliest (a quarter, times 1.25).
    assert 2 <= len(tokens) <= 3
    assert len(api.requests) == 30, "no call met a 401"


# -- refusals --------------------------------------------------------------------------------------------------------------------

HTML = Reply(200, {"content-type": "text/html; charset=utf-8"}, b"<html><body>Sign in to the guest network</body></html>")


@in_each_world
@pytest.mark.parametrize(
    ("answer", "kind", "transient", "status", "code"),
    [
        (json_reply({"error": "invalid_client"}, 401), CredentialsError, False, 401, "invalid_client"),
        (json_reply({"error": "invalid_client"}, 400), CredentialsError, False, 400, "invalid_client"),
        (json_reply({"error": "unauthorized_client"}, 400), CredentialsError, False, 400, "unauthorized_client"),
        (json_reply({"error": "invalid_grant"}, 400), CredentialsError, False, 400, "invalid_grant"),
        (Reply(401), CredentialsError, False, 401, None),
        (json_reply({"error": "invalid_request"}, 400), TokenError, False, 400, "invalid_request"),
        (json_reply({"error": "unsupported_grant_type"}, 400), TokenError, False, 400, "unsupported_grant_type"),
        (Reply(403), TokenError, False, 403, None),
        (Reply(404), TokenError, False, 404, None),
        (Reply(407), TokenError, False, 407, None),
        (Reply(302, {"location": "https://elsewhere.example"}), TokenError, False, 302, None),
        (Reply(408), TokenError, True, 408, None),
        (Reply(429), TokenError, True, 429, None),
        (Reply(500), TokenError, True, 500, None),
        (Reply(502, {"content-type": "text/html"}, b"<html>"), TokenError, True, 502, None),
        (Reply(503), TokenError, True, 503, None),
        (Reply(599), TokenError, False, 599, None),
        (HTML, TokenError, False, 200, None),
        (Reply(200), TokenError, False, 200, None),
        (Reply(204), TokenError, False, 204, None),
        (Reply(200, content=b'{"access_token": "cut'), TokenError, False, 200, None),
        (json_reply([]), TokenError, False, 200, None),
        (json_reply({}), TokenError, False, 200, None),
        (json_reply({"access_token": None}), TokenError, False, 200, None),
        (json_reply({"access_token": ""}), TokenError, False, 200, None),
        (json_reply({"access_token": 5}), TokenError, False, 200, None),
    ],
    ids=lambda value: str(value)[:40] if not isinstance(value, Reply) else f"{value.status}:{value.content[:30].decode()}",
)
def test_each_refusal_has_a_clear_error(
    world: str, answer: Reply, kind: type[TokenError], transient: bool, status: int, code: str | None
) -> None:
    with pytest.raises(TokenError) as caught:
        fetched(answer, world)
    error = caught.value
    assert type(error) is kind
    assert (error.transient, error.status, error.code) == (transient, status, code)
    assert f"{URL}/token" in str(error) or "access_token" in str(error)


@in_each_world
def test_a_proxys_page_is_named_as_such(world: str) -> None:
    with pytest.raises(TokenError, match=r"text/html.*is a proxy answering") as caught:
        fetched(HTML, world)
    assert "guest network" not in str(caught.value)


def test_how_long_to_wait_is_handed_on() -> None:
    with pytest.raises(TokenError) as caught:
        fetched(Reply(503, {"retry-after": "17"}))
    assert caught.value.retry_after == 17


def test_no_answer_is_a_transport_error_which_the_source_turns_into_a_token_error() -> None:
    with pytest.raises(TransportError):
        fetched(TransportError("cut", sent=True))


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "ende\u0301", "\u00f8", "tab\t", " before", "t\r\nX-Evil: 1", "\x00"])
def test_a_token_that_no_header_can_carry_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(TokenError, match="no header can carry") as caught:
        fetched(json_reply({"access_token": token}))
    assert not caught.value.transient
    assert token not in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(200, 999),
    st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(["access_token", "error", "errors", "expires_in"]), st.text() | st.integers() | st.none()).map(
        lambda d: json.dumps(d).encode()
    ),
    st.dictionaries(st.sampled_from(["content-type", "date", "retry-after", "x-request-id"]), st.text(max_size=20)),
)
def test_any_answer_gives_a_token_or_a_token_error(status: int, content: bytes, headers: dict[str, str]) -> None:
    try:
        grant = fetched(Reply(status, headers, content))
    except TokenError:
        return
    assert 200 <= status < 300
    assert grant.value.reveal() in json.loads(content)["access_token"]


# -- what is not shown -----------------------------------------------------------------------------------------------------------


def _frames(error: BaseException | None, seen: set[int]) -> Iterator[TracebackType]:
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    trace = error.__traceback__
    while trace is not None:
        yield trace
        trace = trace.tb_next
    yield from _frames(error.__cause__, seen)
    yield from _frames(error.__context__, seen)


@in_each_world
@pytest.mark.parametrize(
    "answer", [json_reply({"error": "invalid_client"}, 401), HTML, Reply(503), json_reply({}), json_reply([]), Reply(302)]
)
def test_the_secret_is_in_no_text_and_in_no_variable_that_a_crash_reporter_collects(world: str, answer: Reply, clock: VirtualClock) -> None:
    """Also in no frame of the exceptions behind it."""

    def network(request: Request) -> Reply:
        assert SECRET.encode() in request.content
        return answer

    amili = client(
        world, network, clock=clock, environment="staging", client_id="my-integration", client_secret=SECRET, organization_id=str(BATCH)
    )
    with pytest.raises(TokenError) as caught:
        complete(world, lambda: amili.batches.get(BATCH))
    error = caught.value
    assert SECRET not in f"{error} {error!r} {error.__dict__} {amili!r}"
    assert SECRET.encode() not in pickle.dumps(error)
    frames = list(_frames(error, set()))
    ours = [trace for trace in frames if trace.tb_frame.f_code.co_filename != __file__]
    assert len(ours) > 5
    for trace in ours:
        for name, value in trace.tb_frame.f_locals.items():
            assert SECRET not in repr(value), f"{name} in {trace.tb_frame.f_code.co_qualname}"


def test_what_the_provider_writes_is_not_repeated() -> None:
    """An echo of the request, or a name, may be anywhere in what it writes."""
    echo = "Kari Nordmann"
    bodies = [
        {"error": echo, "error_description": echo, "message": echo, "title": echo},
        {"error": "invalid_request", "errors": {echo: [echo]}, "traceId": echo},
        {echo: "in a name"},
    ]
    for status in (200, 400, 500):
        for body in bodies:
            with pytest.raises(TokenError) as caught:
                fetched(json_reply(body, status, headers={"x-request-id": echo, "content-type": f"text/{echo}"}))
            assert echo not in f"{caught.value} {caught.value!r}"


def test_the_errors_belong_to_the_one_tree() -> None:
    assert issubclass(CredentialsError, TokenError)
    assert issubclass(TokenError, AmiliError)


@in_each_world
def test_a_client_whose_credentials_are_wrong_sends_nothing_to_the_api(world: str, clock: VirtualClock) -> None:
    sent: list[str] = []

    def network(request: Request) -> Reply:
        sent.append(request.url)
        return Reply(401) if request.url.endswith("/token") else batch_reply()

    amili = client(world, network, clock=clock)
    with pytest.raises(CredentialsError):
        complete(world, lambda: amili.invoices.submit([{"invoiceNumber": "1"}]))
    assert sent == ["http://127.0.0.1:8420/token"], "no API request, and no second attempt with the same credentials"
