"""The answer to the sign-in, whose shape nobody has documented: what counts as a token, how long it lives, and what an error may show."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.auth import is_bearer_token
from amili_ext.errors import TokenError
from amili_ext.flow import Reply
from amili_ext.sweden.token_answer import UNSTATED_LIFETIME, lifetime, read_token, refusal

TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IKUmDJ3WMjM"
NOW = datetime.fromtimestamp(1709300000, UTC)
NOW_IN_WORDS = "2024-03-01T13:33:20+00:00"
"""1709300000 (`date -u -d @1709300000 --iso-8601=seconds`)."""


def token_in(content: Any, kind: str = "application/json") -> str:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_token(Reply(200, {"content-type": kind}, body)).token.reveal()


def life_of(content: Any) -> float:
    return lifetime(read_token(Reply(200, {}, json.dumps(content).encode())), NOW)


# -- where the token is ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        f'"{TOKEN}"'.encode(),
        TOKEN.encode(),
        f"  {TOKEN}\r\n".encode(),
        b"\xef\xbb\xbf" + TOKEN.encode(),
        b"\xef\xbb\xbf" + f'"{TOKEN}"'.encode(),
        f'"{TOKEN}"'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain; charset=utf-8", ""])
def test_a_bare_token(content: bytes, kind: str) -> None:
    assert token_in(content, kind) == TOKEN


@pytest.mark.parametrize(
    "token", ["0123456789abcdef", "12345678901234567890", "1234567890123e45", "a" * 4000, "ab+/cd~ef.gh-ij_==", "1" * 5000]
)
def test_a_bare_token_that_may_look_like_a_number(token: str) -> None:
    assert token_in(token.encode()) == token


NAMES = [
    "access_token",
    "accessToken",
    "AccessToken",
    "ACCESS_TOKEN",
    "token",
    "_token",
    "api_key",
    "apiKey",
    "x-api-key",
    "X-API-Key",
    "x_api_key",
]
NAMES += ["auth_token", "authToken", "jwt", "JWT", "id_token", "idToken"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrapper", [None, "data", "result", "response", "token", "_items"])
def test_a_token_under_any_usual_name(name: str, wrapper: str | None) -> None:
    content: dict[str, Any] = {"expires_in": 3600, name: TOKEN, "token_type": "x"}
    wrapped = content if wrapper is None else {"_status": "OK", wrapper: content}
    assert token_in(wrapped) == TOKEN
    assert life_of(wrapped) == 3600
    if wrapper is not None:
        assert token_in({"_meta": {}, wrapper: [content]}) == TOKEN
        assert life_of({"expires_in": 60, wrapper: {name: TOKEN}}) == 60, "what is said of it may stand outside"


def test_of_several_the_likeliest_is_taken() -> None:
    everything = {name: name for name in reversed(NAMES)}
    assert token_in(everything) in {"access_token", "accessToken", "AccessToken", "ACCESS_TOKEN"}
    assert token_in({"id_token": "a", "jwt": "b", "token": "c"}) == "c"
    assert token_in({"data": {"access_token": "inner"}, "id_token": "outer"}) == "outer"
    assert token_in({"access_token": None, "token": "", "api_key": 5, "jwt": "j"}) == "j"
    assert token_in({"token": {"token": "inner"}}) == "inner"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"OK",
        b"Unauthorized",
        b"null",
        b"true",
        b"123",
        b'""',
        b"[]",
        b"{}",
        b'["' + TOKEN.encode() + b'"]',
        b'{"access_token": "cut-off-in-the-middle',
        b'{"access_token": 5, "token": null, "jwt": ["x"]}',
        b'{"accesstokens": "x", "token_type": "Bearer", "key": "x"}',
        b'{"data": {"data": {"token": "too-deep"}}}',
        b'{"_items": [{"token": "one"}, {"token": "two"}]}',
        b"one two three four five",
        b"\xff\xfe\x00\xd8",
        b"\x80" * 40,
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_holds_no_token(content: bytes) -> None:
    with pytest.raises(TokenError, match="with no token that is known as such") as caught:
        read_token(Reply(200, {}, content))
    assert not caught.value.transient
    assert caught.value.status == 200


@pytest.mark.parametrize(
    "token", ["two words", "line\nbreak", "ende\u0301", "\u00f8", "tab\t", " before", "t\r\nX-Evil: 1", "\x00", "\ud800"]
)
@pytest.mark.parametrize("bare", [True, False])
def test_a_token_that_no_header_can_carry_is_refused_and_not_shown(token: str, bare: bool) -> None:
    with pytest.raises(TokenError, match="no header can carry") as caught:
        token_in(token if bare else {"access_token": token})
    assert not caught.value.transient
    assert token not in str(caught.value)


# -- what an error shows ---------------------------------------------------------------------------------------------------------


def message(content: Any, kind: str = "application/json", status: int = 200) -> str:
    with pytest.raises(TokenError) as caught:
        read_token(Reply(status, {"content-type": kind}, content if isinstance(content, bytes) else json.dumps(content).encode()))
    return str(caught.value)


def test_an_error_names_the_fields_that_came() -> None:
    text = message({"_id": 1, "session": "s3cr3t", "user": {"name": "Kari"}, "data": {"session-key": "s3cr3t", "$x": 1}}, status=201)
    assert "201 Created" in text
    assert text.endswith("it holds the fields _id, session, user, data, data.session-key, data.$x")


def test_only_names_that_look_like_names_and_not_too_many() -> None:
    odd = {"Kari Nordmann": 1, "198001019999": 2, "a" * 31: 3, "": 4, "x\ny": 5, "\u00e5r": 6}
    assert message({"ok": 0, **odd}).endswith("it holds the fields ok and 6 more")
    assert message(odd).endswith("it holds 6 fields")
    assert message({}).endswith("it holds 0 fields")
    many = message({f"field_{number}": number for number in range(1000)})
    assert many.endswith("field_11 and 988 more")
    assert len(many) < 400


@pytest.mark.parametrize(
    ("content", "kind"), [(b"<html>s3cr3t", "text/html"), (b"\n<!DOCTYPE html>s3cr3t", ""), (b"s3cr3t", "text/html; charset=x")]
)
def test_a_page_is_named_as_such(content: bytes, kind: str) -> None:
    text = message(content, kind)
    assert text.endswith("it is an HTML page; is a proxy answering, or is the address wrong?")
    assert "s3cr3t" not in text


def test_anything_else_is_counted() -> None:
    assert message(b"hello there").endswith("11 bytes that are neither a token nor an object")


_MARK = "s3cr3t"
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5).map(lambda text: _MARK + text),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "token", "exp", "a", "_items", "\u00e5"]), inner, max_size=3)
    ),
    max_leaves=8,
)
_names = st.sampled_from(["access_token", "token", "data", "result", "_items", "expires_in", "exp", "x", "_status"]) | st.text(max_size=8)


@settings(max_examples=400)
@given(st.dictionaries(_names, _values, max_size=5) | _values)
def test_any_json_gives_a_token_of_it_or_an_error_without_a_value(content: Any) -> None:
    reply = Reply(200, {}, json.dumps(content).encode())
    refusal(reply)
    try:
        answer = read_token(reply)
    except TokenError as error:
        shown = str(error)
    else:
        shown = repr(answer)
        assert is_bearer_token(answer.token.reveal())
        assert answer.token.reveal().startswith(_MARK) or isinstance(content, int | float)
        assert 0 < lifetime(answer, NOW) < 10**8
    assert _MARK not in shown


@settings(max_examples=400)
@given(st.binary() | st.text().map(str.encode), st.sampled_from(["", "text/html", "application/json", "text/plain"]))
def test_any_bytes_give_a_token_or_a_token_error(content: bytes, kind: str) -> None:
    reply = Reply(200, {"content-type": kind}, content)
    refusal(reply)
    try:
        answer = read_token(reply)
    except TokenError as error:
        assert len(str(error)) < 600  # noqa: PT017  # any error will do
        return
    assert is_bearer_token(answer.token.reveal())


# -- a success that refuses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "content", "refused"),
    [
        (200, {"_status": "OK", "token": "t"}, None),
        (200, {"token": "t"}, None),
        (200, "token", None),
        (204, "", None),
        (200, {"_status": "ERR"}, 401),
        (201, {"_status": "ERR", "_error": {"code": 422, "message": "…"}}, 422),
        (200, {"_status": "ERR", "_error": {"code": 200}}, 401),
        (200, {"_status": "ERR", "_error": {"code": 10**400}}, 401),
        (200, {"_status": "ERR", "_error": [401]}, 401),
        (401, {"_status": "OK"}, 401),
        (302, "", 302),
        (999, "", 999),
    ],
)
def test_what_refuses(status: int, content: Any, refused: int | None) -> None:
    assert refusal(Reply(status, {}, json.dumps(content).encode())) == refused


# -- how long it lives -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["expires_in", "expiresIn", "expires_at", "expiresAt", "expires_on", "expires", "exp", "_expires", "valid-until", "ttl"]
)
@pytest.mark.parametrize(
    "value",
    [
        3600,
        3600.0,
        "3600",
        1709303600,
        "1709303600",
        1709303600000,
        "2024-03-01T14:33:20Z",
        "2024-03-01T15:33:20+01:00",
        "2024-03-01 14:33:20",
        "Fri, 01 Mar 2024 14:33:20 GMT",
        "Mon, 01 Mar 2024 14:33:20 GMT",
    ],
)
def test_a_life_in_any_usual_form(name: str, value: Any) -> None:
    """3600 s from NOW. The last has a weekday that is wrong, as the documentation's own dates have."""
    assert life_of({"token": "t", name: value}) == 3600


NONSENSE: list[Any] = [
    None,
    "",
    "soon",
    True,
    [],
    {},
    -1,
    0,
    10**8 - 10**9,
    10**400,
    "NaN",
    "Infinity",
    1e308,
    "9999-99-99",
    NOW_IN_WORDS,
    "0001-01-01",
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda value: repr(value)[:30])
def test_nonsense_in_place_of_a_time_is_passed_over(nonsense: Any) -> None:
    assert life_of({"token": "t", "expires_in": nonsense}) == UNSTATED_LIFETIME
    assert life_of({"token": "t", "expires_in": nonsense, "expires_at": 1709303600}) == 3600


def jwt(claims: Any) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "ES256"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in [*parts, b"signature"])


@pytest.mark.parametrize(
    ("content", "life"),
    [
        (jwt({"exp": 1709303600}), 3600),
        (jwt({"exp": 1709303600, "pad": "x"}), 3600),
        (jwt({"exp": 1709303600, "pad": "xx"}), 3600),
        ({"token": jwt({"exp": 1709300060})}, 60),
        # They contradict each other: the shorter is safe.
        ({"token": jwt({"exp": 1709300060}), "expires_in": 3600}, 60),
        ({"token": jwt({"exp": 1709303600}), "expires_in": 60}, 60),
        ({"token": "t", "expires_in": 60, "expires_at": 1709303600}, 60),
        # One is nonsense: the other counts.
        ({"token": jwt({"exp": 1}), "expires_in": 60}, 60),
        ({"token": jwt({"exp": "never"}), "expires_in": 60}, 60),
        ({"token": jwt({"exp": 1709200000})}, UNSTATED_LIFETIME),
        # Nothing is said.
        ("t", UNSTATED_LIFETIME),
        ({"token": "t"}, UNSTATED_LIFETIME),
        (jwt({}), UNSTATED_LIFETIME),
        (jwt([]), UNSTATED_LIFETIME),
        (jwt("exp"), UNSTATED_LIFETIME),
        ("a.b.c", UNSTATED_LIFETIME),
        ("a.!!.c", UNSTATED_LIFETIME),
        ("..", UNSTATED_LIFETIME),
        ("a.b.c.d.e", UNSTATED_LIFETIME),
    ],
)
def test_the_life_of_a_token(content: Any, life: float) -> None:
    assert life_of(content) == life


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(["expires_in", "expires_at", "exp", "expires", "ttl"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str) | st.sampled_from(NONSENSE),
    ),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
)
def test_whatever_is_said_of_it_a_token_has_a_life(rest: dict[str, Any], claimed: Any) -> None:
    assert 0 < life_of({**rest, "access_token": jwt({"exp": claimed})}) < 10**8


@given(st.from_regex(r"[!-~]{1,30}(\.[!-~]{0,30}){2}", fullmatch=True))
def test_any_token_has_a_life(token: str) -> None:
    assert 0 < life_of(token) < 10**8
