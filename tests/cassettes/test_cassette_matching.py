"""Two requests are the same request when they say the same, however it is written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vcr.request import Request

from tests.cassettes.matching import MATCHERS, address, content, fingerprint, same_content


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


def test_the_separator_of_a_form_with_a_file_means_nothing() -> None:
    same_content(upload("a" * 20), upload("b" * 20))
    for other in (upload(content="%PDF-1.5"), upload(path="other"), upload(kind="image/png"), upload(name="b.pdf")):
        with pytest.raises(AssertionError):
            same_content(upload(), other)


def upload(
    boundary: str = "x", content: str = "%PDF-1.4", path: str = "original_invoice", kind: str = "application/pdf", name: str = "a.pdf"
) -> Request:
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="dotted_path"\r\n\r\n{path}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n{content}\r\n'
        f"--{boundary}--\r\n"
    )
    return request(body, f"multipart/form-data; boundary={boundary}")


def test_of_a_date_all_counts_but_the_weekday() -> None:
    same_content(request('{"a":"Wed, 21 Jan 2024 10:11:22 GMT"}'), request('{"a":"Sun, 21 Jan 2024 10:11:22 GMT"}'))
    for other in ("Sun, 21 Jan 2024 10:11:23 GMT", "Sun, 22 Jan 2024 10:11:22 GMT", "2024-01-21T10:11:22Z", "21 Jan 2024 10:11:22 GMT"):
        with pytest.raises(AssertionError):
            same_content(request('{"a":"Wed, 21 Jan 2024 10:11:22 GMT"}'), request(json.dumps({"a": other})))


def test_the_order_of_a_query_means_nothing_and_its_values_do() -> None:
    assert address("https://h/x?a=1&where=%7B%22b%22:1%7D") == address('https://h/x?where={"b":1}&a=1')
    addresses = {address(f"https://h{rest}") for rest in ("/x", "/x?a=1", "/x?a=2", "/x?a=", "/x?a=1&a=1", "/x?b=1", "/y?a=1")}
    assert len(addresses) == 7


def test_what_has_no_body_has_no_kind() -> None:
    same_content(request(""), request("", "text/plain"))


@pytest.mark.parametrize(
    ("name", "otherwise"),
    [
        ("Authorization", "another token"),
        ("X-API-Key", "another token"),
        ("IdempotencyKey", "another key"),
        ("If-Match", "another version"),
        ("Accept-Language", "another language"),
    ],
)
def test_some_headers_count(name: str, otherwise: str) -> None:
    one, other, without = request("{}", **{name: "a"}), request("{}", **{name: "b"}), request("{}")
    assert [complaint(one, made) for made in (one, other, without)] == [[], [otherwise], [otherwise]]
    assert fingerprint(one).differences(fingerprint(other)) == name.lower().replace("-", "_")


def complaint(made: Request, recorded: Request) -> list[str]:
    found = []
    for matcher in MATCHERS:
        try:
            matcher(made, recorded)
        except AssertionError as error:
            found.append(str(error).partition("\n")[0])
    return found
