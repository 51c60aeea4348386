"""Promise 4: whatever shape an error body has, it becomes code, fields and texts, or is kept as it is."""

from __future__ import annotations

import json
import warnings
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.auth import BEARER, TokenHeader
from amili_ext.dialect import PLAIN, Dialect, Failure, as_code, by_field
from amili_ext.endpoint import Api, UnverifiedOperationWarning, build, call
from amili_ext.errors import NotFoundError, ResponseError, ValidationError
from amili_ext.flow import Reply, run
from amili_ext.testing import VirtualClock

from .support import json_reply, performer

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["code", "error", "errors", "title", "detail", "message"]) | st.text(), JSON))
def test_no_body_is_too_strange(body: dict[str, Any]) -> None:
    failure = PLAIN.failure(body)
    assert failure.code is None or as_code(failure.code)
    assert all(isinstance(text, str) for texts in failure.fields.values() for text in texts)
    assert all(isinstance(text, str) for text in failure.messages)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("invalid_grant", "invalid_grant"),
        ("ERR.4-2", "ERR.4-2"),
        ("E" * 64, "E" * 64),
        ("E" * 65, None),
        ("422", None),
        ("Anna Berg", None),
        ("", None),
        (422, None),
        (None, None),
        (["code"], None),
    ],
)
def test_only_what_has_the_form_of_a_code_is_one(value: Any, code: str | None) -> None:
    assert as_code(value) == code


def test_usually_a_success_is_one() -> None:
    assert PLAIN.refused(b'{"error": "invalid"}') is False
    assert PLAIN.misshapen(object()) is None


def test_fields_may_have_one_text_or_many() -> None:
    assert by_field({"a": "x", "b": ["y", "z"], "c": None, "d": []}) == {"a": ["x"], "b": ["y", "z"]}
    assert by_field("all of it") == {"": ["all of it"]}
    assert by_field(None) == {}


class Contrary(Dialect):
    """Says no with 200 OK."""

    def failure(self, body: Any) -> Failure:
        return Failure("contrary", {"name": ["is missing"]}, [str(body.get("why"))], body.get("meant"))

    def refused(self, content: bytes) -> bool:
        return b"NO" in content


ENDPOINT = SimpleNamespace(
    build_request=lambda: {"method": "post", "url": "/things"}, parse_content=lambda _status, content: json.loads(content)
)


@pytest.mark.parametrize(("status", "kind"), [(200, ResponseError), (422, ValidationError)])
def test_an_api_says_in_its_own_way_that_it_refused(status: int, kind: type[ResponseError]) -> None:
    api = Api("https://api.example", dialect=Contrary())
    reply = json_reply({"status": "NO", "why": "Kari owes nothing"}, status)
    with pytest.raises(kind) as caught:
        run(call(api, ENDPOINT), performer("blocking", lambda _request: reply, VirtualClock()))
    assert caught.value.code == "contrary"
    assert caught.value.fields == {"name": ("is missing",)}
    assert caught.value.messages == ("Kari owes nothing",)
    assert "Kari" not in str(caught.value) + repr(caught.value)


def test_the_status_that_the_body_names_counts_where_the_answer_claims_success() -> None:
    api = Api("https://api.example", dialect=Contrary())
    for status, meant, kind in [(200, 422, ValidationError), (201, 404, NotFoundError), (422, 404, ValidationError)]:
        reply = json_reply({"status": "NO", "meant": meant}, status)
        with pytest.raises(kind) as caught:
            run(call(api, ENDPOINT), performer("blocking", lambda _request, reply=reply: reply, VirtualClock()))
        assert caught.value.status == status


def test_a_success_in_that_dialect_is_one() -> None:
    api = Api("https://api.example", dialect=Contrary())
    value = run(call(api, ENDPOINT), performer("blocking", lambda _request: json_reply({"status": "YES"}), VirtualClock()))
    assert value == {"status": "YES"}


def test_an_operation_that_no_page_shows_warns_once_in_a_process() -> None:
    endpoint = SimpleNamespace(__name__="api.thing.unshown_thing", UNVERIFIED="a guide mentions it", build_request=ENDPOINT.build_request)
    endpoint.parse_content = ENDPOINT.parse_content
    with pytest.warns(UnverifiedOperationWarning, match="unshown_thing.*a guide mentions it"):
        build(Api("https://api.example"), endpoint)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        build(Api("https://api.example"), endpoint)


@pytest.mark.parametrize(("header", "expected"), [(BEARER, ("authorization", "Bearer t")), (TokenHeader("X-Key"), ("x-key", "t"))])
def test_the_token_goes_where_the_api_wants_it(header: TokenHeader, expected: tuple[str, str]) -> None:
    import httpx

    from amili_ext._http import BlockingHttp, in_process_transport
    from amili_ext.auth import Grant, TokenSource
    from amili_ext.flow import Flow, Now, Request
    from amili_ext.secret import Secret

    def fetch() -> Flow[Grant]:
        yield Now()
        return Grant(Secret("t"), 3600)

    seen: list[Request] = []

    def answer(request: Request) -> Reply:
        seen.append(request)
        return Reply(200)

    client = httpx.Client(transport=in_process_transport(answer))
    http = BlockingHttp(client, proxy=None, verify=True, source=TokenSource(fetch), clock=VirtualClock(), token_header=header)
    http.send(Request("GET", "https://api.example/things"))
    name, value = expected
    assert seen[0].headers[name] == value
    assert ("authorization" in seen[0].headers) == (header is BEARER)
