"""Two requests are the same request when they say the same, however it is written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vcr.request import Request

from tests.cassettes.matching import content, fingerprint, same_authorization, same_content, same_idempotency_key


def request(body: str, kind: str = "application/json", **headers: str) -> Request:
    return Request("POST", "https://api.example.com/x?a=1", body.encode(), {"content-type": kind, **headers})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a":4500.00,"b":1}', '{ "b": 1,\n "a": 4500 }'),
        ('{"a":[{"x":1,"y":2}]}', '{"a":[{"y":2,"x":1.0}]}'),
        ('"\\u00f8"', '"ø"'),
    ],
)
def test_the_same_json(one: str, other: str) -> None:
    same_content(request(one), request(other, "application/json; charset=utf-8"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a":4500.00}', '{"a":4500.01}'),
        ('{"a":0.1}', '{"a":0.1000000000000000055511151231257827}'),
        ('{"a":4500.00}', '{"a":"4500.00"}'),
        ('{"a":1}', '{"a":true}'),
        ('{"a":0}', '{"a":false}'),
        ('{"a":[1,2]}', '{"a":[2,1]}'),
        ('{"a":null}', "{}"),
        ('{"a":1}', '{"a":1,"a":2}'),
        ('{"a":2}', '{"a":1,"a":2}'),
        ('{"a":{}}', '{"a":[]}'),
        ("{", "["),
        ("", "{}"),
    ],
)
def test_other_json(one: str, other: str) -> None:
    with pytest.raises(AssertionError, match="different things"):
        same_content(request(one), request(other))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, JSON)
def test_json_is_the_same_exactly_when_its_canonical_text_is(one: object, other: object) -> None:
    equal = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (content(request(json.dumps(one))) == content(request(json.dumps(other, indent=1)))) is equal
    assert content(request(json.dumps(one))) == content(request(json.dumps(one, sort_keys=True, ensure_ascii=False)))


def test_forms() -> None:
    form = "application/x-www-form-urlencoded"
    same_content(request("a=1&b=%20", form), request("b=+&a=1", form))
    for other in ("a=1&b=", "a=1", "a=1&b=+&b=+"):
        with pytest.raises(AssertionError):
            same_content(request("a=1&b=+", form), request(other, form))


def test_the_kind_of_body_counts() -> None:
    with pytest.raises(AssertionError):
        same_content(request("{}"), request("{}", "text/plain"))


def test_token_and_key_count() -> None:
    plain = request("{}")
    with pytest.raises(AssertionError, match="another token"):
        same_authorization(request("{}", Authorization="Bearer SCRUBBED-1"), request("{}", Authorization="Bearer SCRUBBED-2"))
    with pytest.raises(AssertionError, match="another key"):
        same_idempotency_key(request("{}", IdempotencyKey="a"), plain)
    assert fingerprint(request("{}", IdempotencyKey="a")).differences(fingerprint(plain)) == "idempotency_key"
