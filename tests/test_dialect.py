"""Promise 4: whatever shape an error body has, it becomes code, fields and texts, or is kept as it is."""

from __future__ import annotations

import json
import warnings
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.dialect import PLAIN, Dialect, Failure, as_code, by_field
from amili_ext.endpoint import Api, UnverifiedOperationWarning, build, call
from amili_ext.errors import NotFoundError, ResponseError, UnreadableResponseError, ValidationError
from amili_ext.flow import run
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

    def misshapen(self, value: Any) -> str | None:
        return "it says nothing" if value == {} else None


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


def test_a_success_that_is_of_no_use_in_that_dialect_cannot_be_read() -> None:
    api = Api("https://api.example", dialect=Contrary())
    with pytest.raises(UnreadableResponseError, match="it says nothing") as caught:
        run(call(api, ENDPOINT), performer("blocking", lambda _request: json_reply({}, 201), VirtualClock()))
    assert caught.value.status == 201


def test_an_operation_that_no_page_shows_warns_once_in_a_process() -> None:
    endpoint = SimpleNamespace(__name__="api.thing.unshown_thing", UNVERIFIED="a guide mentions it", build_request=ENDPOINT.build_request)
    endpoint.parse_content = ENDPOINT.parse_content
    with pytest.warns(UnverifiedOperationWarning, match="unshown_thing.*a guide mentions it"):
        build(Api("https://api.example"), endpoint)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        build(Api("https://api.example"), endpoint)
