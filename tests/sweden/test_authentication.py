"""Signing in: what is sent, which clock signs it, and what each refusal is called."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.auth import Grant
from amili_ext.endpoint import Api
from amili_ext.errors import AmiliError, CredentialsError, TokenError, TransportError
from amili_ext.flow import Reply, Request
from amili_ext.secret import Secret
from amili_ext.sweden.authentication import fetch_token
from amili_ext.sweden.keys import ALGORITHMS, PrivateKey
from amili_ext.sweden.token_answer import UNSTATED_LIFETIME
from amili_ext.testing import VirtualClock

from ..support import drive, in_each_world, json_reply, performer
from .keys_for_tests import made, tracebacks, verified

URL = "https://api-sandbox.amili.se"
CODE = "your-api-code"
"""As the documentation prints it."""

Network = Callable[[Request], Reply]


def fetched(
    network: Network, world: str = "blocking", *, clock: VirtualClock | None = None, api: Api | None = None, key: PrivateKey | None = None
) -> Grant:
    flow = fetch_token(api or Api(URL), CODE, key or made("ES256"))
    grant: Grant = drive(world, flow, performer(world, network, clock or VirtualClock()))
    return grant


def always(answer: Reply | Exception) -> Network:
    def network(_: Request) -> Reply:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return network


class Amili:
    """Checks every JWT by its own clock: right signature, not ended, and made to last ten minutes, with ten seconds of leeway."""

    def __init__(self, clock: VirtualClock, key: PrivateKey, *, dated: bool = True) -> None:
        self._clock, self._key, self._dated = clock, key, dated
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        _, claims = verified(request.headers["X-API-Key"], self._key.public_pem)
        left = claims["exp"] - self._clock.time().timestamp()
        headers = {"date": format_datetime(self._clock.time(), usegmt=True)} if self._dated else {}
        fits = claims["api_code"] == CODE and -10 < left <= 610
        return json_reply({"access_token": "t0ken"} if fits else {"_status": "ERR"}, 200 if fits else 401, headers=headers)


# -- the request -----------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_request_is_the_documented_one(world: str, algorithm: str, clock: VirtualClock) -> None:
    key = made(algorithm)
    amili = Amili(clock, key)
    clock.advance(0.75)
    grant = fetched(amili, world, clock=clock, api=Api(URL, request_timeout=12), key=key)
    assert grant == Grant(Secret("t0ken"), UNSTATED_LIFETIME)
    (request,) = amili.requests
    assert (request.method, request.url, request.params, request.content) == ("GET", f"{URL}/authenticates/api-code", (), b"")
    assert list(request.headers) == ["X-API-Key"]
    header, claims = verified(request.headers["X-API-Key"], key.public_pem)
    assert header["alg"] == algorithm
    # 2026-01-01 00:00 UTC is 1767225600 (`date -u -d 2026-01-01 +%s`); ten minutes are 600 s.
    assert claims == {"api_code": CODE, "exp": 1767225600 + 600}
    assert isinstance(claims["exp"], int)
    assert request.timeout == 12
    assert not request.authenticated, "or getting a token would need a token"


# -- whose clock -----------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("wrong_by", [-86400 * 400, -3600, -611, 11, 61, 3600, 86400 * 400])
def test_a_wrong_clock_costs_one_attempt_and_only_once(world: str, wrong_by: float, clock: VirtualClock) -> None:
    clock.set_wrong(wrong_by)
    amili, api = Amili(clock, made("ES256")), Api(URL)
    assert fetched(amili, world, clock=clock, api=api).value == Secret("t0ken")
    assert len(amili.requests) == 2
    assert api.server_clock.ahead == pytest.approx(-wrong_by, abs=1)
    clock.advance(3000)
    fetched(amili, world, clock=clock, api=api)
    assert len(amili.requests) == 3, "the next exchange starts right"


@pytest.mark.parametrize("wrong_by", [-570, -59, 0, 9])
def test_a_clock_that_is_right_enough_costs_nothing(wrong_by: float, clock: VirtualClock) -> None:
    clock.set_wrong(wrong_by)
    amili = Amili(clock, made("ES256"))
    fetched(amili, clock=clock)
    assert len(amili.requests) == 1


@in_each_world
@pytest.mark.parametrize("wrong_by", [-9, 0, 9])
def test_a_refusal_while_the_clocks_agree_is_final_at_once(world: str, wrong_by: float, clock: VirtualClock) -> None:
    asked: list[Request] = []

    def network(request: Request) -> Reply:
        asked.append(request)
        return Reply(401, {"date": format_datetime(clock.time(), usegmt=True)})

    clock.set_wrong(wrong_by)
    with pytest.raises(CredentialsError) as caught:
        fetched(network, world, clock=clock)
    assert len(asked) == 1
    assert "clock" not in str(caught.value)


def test_a_refusal_by_both_clocks_is_final(clock: VirtualClock) -> None:
    """The key is not the registered one: two attempts, and the clock is named as one cause of several."""
    asked: list[Request] = []
    api = Api(URL)

    def network(request: Request) -> Reply:
        asked.append(request)
        return Reply(401, {"date": format_datetime(clock.time(), usegmt=True)})

    clock.set_wrong(-7200)
    with pytest.raises(CredentialsError, match="this machine's clock is 7200 s behind the server's"):
        fetched(network, clock=clock, api=api)
    assert len(asked) == 2
    assert api.server_clock.ahead is None, "a clock that did not help is not remembered"
    clock.set_wrong(7200)
    with pytest.raises(CredentialsError, match="this machine's clock is 7200 s ahead of the server's"):
        fetched(network, clock=clock, api=api)


def test_without_a_date_there_is_no_other_clock(clock: VirtualClock) -> None:
    clock.set_wrong(3600)
    amili = Amili(clock, made("ES256"), dated=False)
    with pytest.raises(CredentialsError, match="this machine's clock is wrong"):
        fetched(amili, clock=clock)
    assert len(amili.requests) == 1


@pytest.mark.parametrize("dated", [True, False])
def test_an_old_offset_gives_way_to_our_own_clock(dated: bool, clock: VirtualClock) -> None:
    """Our clock was set right in between, or the `Date` that taught the offset came from a cache."""
    api = Api(URL)
    api.server_clock.ahead = 7200.0
    amili = Amili(clock, made("ES256"), dated=dated)
    fetched(amili, clock=clock, api=api)
    assert len(amili.requests) == 2
    assert api.server_clock.ahead == pytest.approx(0, abs=1)


def test_a_date_that_is_wrong_does_no_harm_while_our_clock_is_right(clock: VirtualClock) -> None:
    """A proxy writes yesterday's date on everything; another part of the client has believed it."""
    api = Api(URL)
    amili = Amili(clock, made("ES256"))

    def network(request: Request) -> Reply:
        reply = amili(request)
        return Reply(reply.status, {**reply.headers, "date": format_datetime(clock.time() - timedelta(days=1), usegmt=True)}, reply.content)

    fetched(network, clock=clock, api=api)
    assert len(amili.requests) == 1
    api.server_clock.ahead = -86400.0
    fetched(network, clock=clock, api=api)
    assert len(amili.requests) == 3


@settings(max_examples=60)
@given(st.floats(-(10**9), 10**9), st.none() | st.floats(-(10**9), 10**9))
def test_whatever_our_clock_says_and_we_believe_two_attempts_are_enough(wrong_by: float, believed: float | None) -> None:
    clock = VirtualClock()
    clock.set_wrong(wrong_by)
    api = Api(URL)
    api.server_clock.ahead = believed
    amili = Amili(clock, made("ES256"))
    assert fetched(amili, clock=clock, api=api).value == Secret("t0ken")
    assert len(amili.requests) <= 2


@pytest.mark.parametrize("status", [400, 401, 403])
def test_each_status_that_may_mean_the_clock_is_tried_again(status: int, clock: VirtualClock) -> None:
    answers = iter([Reply(status, {"date": "Fri, 01 Mar 2024 13:33:20 GMT"}), json_reply("a-token")])
    assert fetched(lambda _: next(answers), clock=clock).value == Secret("a-token")


@pytest.mark.parametrize("status", [404, 422, 429, 500, 503])
def test_any_other_status_is_not(status: int, clock: VirtualClock) -> None:
    answers = iter([Reply(status, {"date": "Fri, 01 Mar 2024 13:33:20 GMT"})])
    with pytest.raises(TokenError):
        fetched(lambda _: next(answers), clock=clock)


def test_a_line_that_breaks_in_the_second_attempt_is_a_transport_error() -> None:
    answers = iter([Reply(401, {"date": "Fri, 01 Mar 2024 13:33:20 GMT"})])

    def network(_: Request) -> Reply:
        answer = next(answers, None)
        if answer is None:
            raise TransportError("cut", sent=True)
        return answer

    with pytest.raises(TransportError):
        fetched(network)


# -- refusals --------------------------------------------------------------------------------------------------------------------

HTML = {"content-type": "text/html; charset=utf-8"}


@in_each_world
@pytest.mark.parametrize(
    ("answer", "kind", "transient", "status"),
    [
        (Reply(400), CredentialsError, False, 400),
        (Reply(401), CredentialsError, False, 401),
        (Reply(403), CredentialsError, False, 403),
        (json_reply({"_status": "ERR", "_error": {"code": 401, "message": "no"}}, 401), CredentialsError, False, 401),
        (json_reply({"_status": "ERR"}, 200), CredentialsError, False, 200),
        (json_reply({"_status": "ERR", "access_token": "t"}, 200), CredentialsError, False, 200),
        (json_reply({"_status": "ERR", "_error": {"code": 403}}, 201), CredentialsError, False, 201),
        (json_reply({"_status": "ERR", "_error": {"code": 503}}, 200), TokenError, True, 200),
        (json_reply({"_status": "ERR", "_error": {"code": "503"}}, 200), CredentialsError, False, 200),
        (json_reply({"_status": "ERR", "_error": "no"}, 200), CredentialsError, False, 200),
        (Reply(404), TokenError, False, 404),
        (Reply(407), TokenError, False, 407),
        (Reply(422), TokenError, False, 422),
        (Reply(302, {"location": "https://elsewhere.example"}), TokenError, False, 302),
        (Reply(408), TokenError, True, 408),
        (Reply(429), TokenError, True, 429),
        (Reply(500), TokenError, True, 500),
        (Reply(502, HTML, b"<html>"), TokenError, True, 502),
        (Reply(503), TokenError, True, 503),
        (Reply(599), TokenError, False, 599),
        (Reply(200, HTML, b"<html><body>Sign in to the guest network</body></html>"), TokenError, False, 200),
        (Reply(200), TokenError, False, 200),
        (Reply(204), TokenError, False, 204),
        (json_reply([]), TokenError, False, 200),
        (json_reply({}), TokenError, False, 200),
    ],
    ids=lambda value: str(value)[:40] if not isinstance(value, Reply) else f"{value.status}:{value.content[:30].decode()}",
)
def test_each_refusal_has_a_clear_error(world: str, answer: Reply, kind: type[TokenError], transient: bool, status: int) -> None:
    with pytest.raises(TokenError) as caught:
        fetched(always(answer), world)
    error = caught.value
    assert type(error) is kind
    assert (error.transient, error.status) == (transient, status)
    assert "Amili" in str(error)


def test_refused_credentials_name_the_likely_causes() -> None:
    key = made("ES384")
    with pytest.raises(CredentialsError) as caught:
        fetched(always(json_reply({"error": "invalid_key"}, 401)), key=key)
    assert caught.value.code == "invalid_key"
    text = str(caught.value)
    for cause in (
        "api_code",
        "is not registered",
        key.fingerprint[:16],
        "not for ES384",
        "clock",
        "401 Unauthorized",
        f"{URL}/authenticates/api-code",
    ):
        assert cause in text


@pytest.mark.parametrize("status", [200, 403, 404, 502])
def test_a_proxys_page_is_named_as_such(status: int) -> None:
    with pytest.raises(TokenError, match=r"HTML page.*proxy") as caught:
        fetched(always(Reply(status, HTML, b"<html><body>Sign in to the guest network</body></html>")))
    assert "guest network" not in str(caught.value)


@pytest.mark.parametrize("status", [429, 503])
def test_how_long_to_wait_is_handed_on(status: int) -> None:
    with pytest.raises(TokenError) as caught:
        fetched(always(Reply(status, {"retry-after": "17"})))
    assert caught.value.retry_after == 17


def test_no_answer_is_a_transport_error_which_the_source_turns_into_a_token_error() -> None:
    with pytest.raises(TransportError):
        fetched(always(TransportError("cut", sent=True)))


@settings(max_examples=200)
@given(
    st.integers(200, 999),
    st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(["access_token", "_status", "_error", "exp", "data"]), st.text() | st.integers() | st.none()).map(
        lambda d: json.dumps(d).encode()
    ),
    st.dictionaries(st.sampled_from(["content-type", "date", "retry-after", "x-request-id"]), st.text(max_size=20)),
)
def test_any_answer_gives_a_token_or_a_token_error(status: int, content: bytes, headers: dict[str, str]) -> None:
    try:
        grant = fetched(always(Reply(status, headers, content)))
    except TokenError:
        return
    assert 200 <= status < 300
    assert 0 < grant.lifetime < 10**8
    assert grant.value.reveal().encode() in content


# -- how long it lives -----------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("wrong_by", [-45, 0, 45])
def test_its_end_is_held_against_the_servers_clock(world: str, wrong_by: float, clock: VirtualClock) -> None:
    clock.set_wrong(wrong_by)
    ends = (clock.time() + timedelta(minutes=5)).isoformat()
    answer = json_reply({"token": "t", "expires_at": ends}, headers={"date": format_datetime(clock.time(), usegmt=True)})
    assert fetched(always(answer), world, clock=clock).lifetime == 300


def test_without_a_date_it_is_held_against_ours(clock: VirtualClock) -> None:
    ends = (clock.time() + timedelta(minutes=20)).isoformat()
    assert fetched(always(json_reply({"token": "t", "expires_at": ends})), clock=clock).lifetime == 1200


# -- what is not shown -----------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize(
    "answer",
    [
        Reply(401, {"date": "Fri, 01 Mar 2024 13:33:20 GMT"}),
        Reply(503),
        json_reply({"secret_of_another_name": "s3cr3t-of-the-test"}),
        json_reply({"access_token": "s3cr3t-of-the-test and a space"}),
        json_reply(["s3cr3t-of-the-test"]),
        Reply(200, {}, b"s3cr3t-of-the-test and a space"),
        TransportError("cut", sent=True),
    ],
    ids=repr,
)
def test_neither_key_nor_jwt_nor_token_is_in_a_text_or_in_a_variable(world: str, answer: Reply | Exception) -> None:
    """Also in no frame of the exceptions behind it, which crash reporters collect."""
    key = made("ES256")
    secrets = {"s3cr3t-of-the-test", *[line for line in key.private_pem().reveal().splitlines() if not line.startswith("-")]}

    def network(request: Request) -> Reply:
        secrets.add(request.headers["X-API-Key"])
        return always(answer)(request)

    with pytest.raises(AmiliError) as caught:
        fetched(network, world, key=key)
    error = caught.value
    ours = [trace for trace in tracebacks(error) if "/amili_ext/" in trace.tb_frame.f_code.co_filename]
    assert len(ours) >= 3
    for secret in secrets:
        assert secret not in f"{error} {error!r} {error.__dict__}"
        assert secret.encode() not in pickle.dumps(error)
        for trace in ours:
            for name, value in trace.tb_frame.f_locals.items():
                assert secret not in repr(value), f"{name} in {trace.tb_frame.f_code.co_qualname}"


def test_what_the_api_writes_is_not_repeated() -> None:
    echo = "Kari Nordmann"
    bodies: list[Any] = [
        {"error": echo, "message": echo, "_error": {"code": 401, "message": echo}},
        {"_status": "ERR", "_issues": {echo: echo}, "_error": echo},
        {echo: "in a name"},
        [echo],
        echo,
    ]
    for status in (200, 400, 500):
        for body in bodies:
            with pytest.raises(TokenError) as caught:
                fetched(always(json_reply(body, status, headers={"x-request-id": echo, "content-type": f"text/{echo}"})))
            assert echo not in f"{caught.value} {caught.value!r}"
