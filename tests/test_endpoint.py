"""From a generated module to a request and from an answer to a model or an error; whatever the answer is, nothing generic escapes."""

from __future__ import annotations

import copy
import json
import pickle
import traceback
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.api.batches import get_batch_by_id, get_batches_by_organization
from amili_client.norway.collection.api.invoice import create_invoices, get_invoices_by_organization, resume_invoice
from amili_client.norway.collection.models.batch_status import BatchStatus
from amili_client.norway.collection.models.claim_input import ClaimInput
from amili_client.norway.collection.models.create_invoices_request import CreateInvoicesRequest
from amili_client.norway.collection.models.invoice_input import InvoiceInput
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext import NO_RETRY, AmiliError
from amili_ext.endpoint import REQUEST_ID_HEADERS, Api, UnverifiedOperationWarning, build
from amili_ext.errors import (
    BadRequestError,
    InputError,
    NotFoundError,
    ResponseError,
    ServerError,
    TransportError,
    UnreadableResponseError,
    ValidationError,
    error_class,
)
from amili_ext.flow import Reply, Request
from amili_ext.testing import VirtualClock

from .support import BATCH, ORGANIZATION, Server, batch_reply, client, complete, in_each_world, json_reply

API = Api("https://api.staging.amili.no/collection/v1", request_timeout=12)
NAME = "Kari Nordmann"
HTML = b"<html><body>Kari Nordmann, please sign in to the guest network</body></html>"


# -- requests --------------------------------------------------------------------------------------------------------------------


def test_a_reading_request_is_built_from_the_generated_module() -> None:
    request = build(
        API,
        get_batches_by_organization,
        ORGANIZATION,
        state=BatchStatus.QUEUED,
        idempotency_key="a b",
        page_size=7,
        page_token="x&y",
    )
    assert (request.method, request.url) == ("GET", f"{API.base_url}/orgs/{ORGANIZATION}/batches")
    assert dict(request.params) == {"State": "QUEUED", "IdempotencyKey": "a b", "PageSize": "7", "PageToken": "x&y"}
    assert (request.content, request.timeout, request.authenticated) == (b"", 12, True)


def test_a_writing_request_carries_exact_json() -> None:
    body = CreateInvoicesRequest(invoices=[InvoiceInput(invoice_number="1", claims=[ClaimInput(remaining_amount=Decimal("4500.10"))])])
    request = build(API, create_invoices, ORGANIZATION, body=body, idempotency_key="k")
    assert (request.method, request.url) == ("POST", f"{API.base_url}/orgs/{ORGANIZATION}/invoices")
    assert request.content == b'{"invoices":[{"invoiceNumber":"1","claims":[{"remainingAmount":4500.10}]}]}'
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["IdempotencyKey"] == "k"


@in_each_world
def test_a_success_without_content_is_none_where_it_is_documented_so(world: str) -> None:
    amili = client(world, Server(Reply(202), Reply(204)))
    assert complete(world, lambda: amili.call(resume_invoice, ORGANIZATION, BATCH)) is None
    with pytest.raises(UnreadableResponseError, match="does not know this status"):
        complete(world, lambda: amili.call(resume_invoice, ORGANIZATION, BATCH))


def test_an_odd_id_cannot_leave_its_place_in_the_path() -> None:
    probe: Any = get_batch_by_id
    assert build(API, probe, ORGANIZATION, "../../x?y#z").url == f"{API.base_url}/orgs/{ORGANIZATION}/batches/..%2F..%2Fx%3Fy%23z"


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("a", ["a"]),
        (5, ["5"]),
        (True, ["true"]),
        (False, ["false"]),
        (["a", 1, True], ["a", "1", "true"]),
        ([], []),
        (Decimal("1.50"), ["1.50"]),
    ],
)
def test_query_values_are_written_as_the_web_does(value: Any, texts: list[str]) -> None:
    probe: Any = SimpleNamespace(build_request=lambda: {"method": "get", "url": "/x", "params": {"p": value}})
    assert build(API, probe).params == tuple(("p", text) for text in texts)


def test_a_form_is_encoded() -> None:
    probe: Any = SimpleNamespace(build_request=lambda: {"method": "post", "url": "/x", "data": {"a b": "c&d", "e": "\u00e6"}})
    assert build(API, probe).content == b"a+b=c%26d&e=%C3%A6"


@in_each_world
@pytest.mark.parametrize("amount", [4500.10, float("nan"), Decimal("NaN"), Decimal("Infinity")])
def test_a_body_that_cannot_be_exact_is_an_input_error_and_is_not_sent(world: str, amount: Any, clock: VirtualClock) -> None:
    """Through the escape hatch nothing has checked it before."""
    server = Server()
    amili = client(world, server, clock=clock)
    body = CreateInvoicesRequest(invoices=[InvoiceInput(original_invoice_amount=amount)])
    with pytest.raises(InputError):
        complete(world, lambda: amili.call(create_invoices, ORGANIZATION, body=body))
    assert (server.requests, server.token_requests) == ([], [])


@in_each_world
@pytest.mark.parametrize("text", ["\ud83d", "half \udc00 a pair"])
def test_a_text_that_utf_8_cannot_hold_is_an_input_error_and_is_not_sent(world: str, text: str, clock: VirtualClock) -> None:
    server = Server()
    amili = client(world, server, clock=clock)
    with pytest.raises(InputError):
        complete(
            world, lambda: amili.call(create_invoices, ORGANIZATION, body=CreateInvoicesRequest(invoices=[InvoiceInput(description=text)]))
        )
    with pytest.raises(InputError):
        complete(world, lambda: amili.invoices.submit([{"invoiceNumber": "1", "description": text}]))
    assert [request for request in server.requests if request.method == "POST"] == []


@in_each_world
@pytest.mark.parametrize("key", ["n\u00f8kkel", "two\nlines", "x\r\nAuthorization: y", "\x00"])
def test_a_header_that_http_cannot_carry_is_an_input_error_and_is_not_sent(world: str, key: str, clock: VirtualClock) -> None:
    server = Server()
    amili = client(world, server, clock=clock)
    with pytest.raises(InputError, match="IdempotencyKey") as caught:
        complete(world, lambda: amili.call(create_invoices, ORGANIZATION, body=CreateInvoicesRequest(invoices=[]), idempotency_key=key))
    assert key not in str(caught.value)
    assert server.requests == []


# -- successes -------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_call_reaches_any_generated_endpoint_with_token_and_model(world: str, clock: VirtualClock) -> None:
    server = Server(batch_reply("PARTIAL"))
    amili = client(world, server, clock=clock)
    answer = complete(world, lambda: amili.call(get_batch_by_id, ORGANIZATION, BATCH))
    assert (answer.data.batch_id, answer.data.status) == (UUID(str(BATCH)), BatchStatus.PARTIAL)
    assert server.tokens_seen == ["token-1"]
    assert server.requests[0].url.endswith(f"/collection/v1/orgs/{ORGANIZATION}/batches/{BATCH}")


@in_each_world
def test_a_new_enum_value_a_new_field_and_a_null_are_read(world: str, clock: VirtualClock) -> None:
    """Promise 3."""
    reply = json_reply(
        {"data": {"batchId": str(BATCH), "status": "ARCHIVED", "invented": {"a": [1]}, "type": None, "succeeded": None}, "new": 1}
    )
    amili = client(world, Server(reply), clock=clock)
    batch = complete(world, lambda: amili.batches.get(BATCH))
    assert (str(batch.status), batch.status.is_known) == ("ARCHIVED", False)
    assert batch["invented"] == {"a": [1]}


# -- what no page shows ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["get_one", "get_other"])
def test_an_operation_that_no_page_shows_says_so_once_and_by_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amili_ext.endpoint._warned", {"another"})
    parts = {"method": "get", "url": "/x"}
    endpoint: Any = SimpleNamespace(__name__=f"amili_client.a.b.api.{name}", UNVERIFIED="from the guide", build_request=lambda: parts)
    with pytest.warns(UnverifiedOperationWarning) as caught:
        build(API, endpoint)
    assert [str(one.message) for one in caught] == [f"{name} is not documented as such, it was concluded: from the guide"]
    build(API, endpoint)  # a second warning would be an error


# -- failures --------------------------------------------------------------------------------------------------------------------

BROKEN_SUCCESSES = {
    "html": Reply(200, {"content-type": "text/html; charset=utf-8"}, HTML),
    "html as json": Reply(200, {"content-type": "application/json"}, HTML),
    "truncated": Reply(200, {"content-type": "application/json"}, b'{"data": {"batchId": "Kari Nordmann'),
    "empty": Reply(200),
    "no content": Reply(204),
    "undocumented success": json_reply({"data": {}}, 201),
    "a list": json_reply([1]),
    "a text": json_reply(NAME),
    "null": json_reply(None),
    "a number": json_reply(5),
    "data is a list": json_reply({"data": [1]}),
    "data is a text": json_reply({"data": NAME}),
    "an id that is none": json_reply({"data": {"batchId": NAME}}),
    "a date that is none": json_reply({"data": {"batchId": str(BATCH), "createdAt": NAME}}),
    "items that are none": json_reply({"data": {"batchId": str(BATCH), "succeeded": NAME}}),
    "not utf-8": Reply(200, {"content-type": "application/json"}, b'{"data": {"batchId": "\xff"}}'),
    "deep": Reply(200, {"content-type": "application/json"}, b"[" * 100_000),
    "an exponent": Reply(200, {"content-type": "application/json"}, b'{"data": 1e99999999999999999999}'),
}
FAILURES = {
    **{
        str(status): Reply(status, {"content-type": "text/html"}, HTML)
        for status in (300, 302, 304, 400, 403, 404, 409, 418, 422, 499, 500, 502, 599, 999)
    },
    "empty 500": Reply(500),
    "json list 400": json_reply([NAME], 400),
    "deep 400": Reply(400, {}, b"[" * 100_000),
}


@in_each_world
@pytest.mark.parametrize("reply", [pytest.param(reply, id=name) for name, reply in (BROKEN_SUCCESSES | FAILURES).items()])
def test_a_bad_answer_is_an_error_with_status_request_id_and_raw_body_which_is_not_shown(
    world: str, reply: Reply, clock: VirtualClock
) -> None:
    reply = Reply(reply.status, {**reply.headers, "x-request-id": "req-7"}, reply.content)
    amili = client(world, Server(reply), clock=clock, retry=NO_RETRY)
    with pytest.raises(ResponseError) as caught:
        complete(world, lambda: amili.call(get_batch_by_id, ORGANIZATION, BATCH))
    error = caught.value
    success = 200 <= reply.status < 300
    assert type(error) is (UnreadableResponseError if success else error_class(reply.status))
    assert (error.status, error.request_id, error.body) == (reply.status, "req-7", reply.content)
    assert str(reply.status) in str(error)
    assert f"/orgs/{ORGANIZATION}/batches/{BATCH}" in str(error), "the address, to be found again"
    assert "Kari" not in f"{error} {error!r}"
    assert ("is a proxy answering" in str(error)) is (success and "html" in reply.headers.get("content-type", ""))
    assert "fields" not in str(error)


def test_what_reading_an_answer_fails_with_is_named_but_its_words_are_not_shown(clock: VirtualClock) -> None:
    def parse_content(_status: int, _content: bytes) -> Any:
        raise ValueError(NAME)

    endpoint: Any = SimpleNamespace(build_request=get_batch_by_id.build_request, parse_content=parse_content)
    with pytest.raises(UnreadableResponseError, match=r"is not what the API documents: ValueError while reading it$") as caught:
        client("blocking", Server(batch_reply()), clock=clock).call(endpoint, ORGANIZATION, BATCH)
    assert NAME not in f"{caught.value} {caught.value!r}"


def test_a_page_in_place_of_json_points_at_the_proxy(clock: VirtualClock) -> None:
    amili = client("blocking", Server(BROKEN_SUCCESSES["html"]), clock=clock)
    with pytest.raises(UnreadableResponseError, match=rf"text/html, {len(HTML)} bytes.*is a proxy answering, or is the address wrong\?"):
        amili.batches.get(BATCH)


def test_amilis_own_request_id_comes_before_that_of_a_proxy_unless_it_is_empty(clock: VirtualClock) -> None:
    proxy, own = {"x-request-id": "of-the-proxy"}, {"x-amili-request-id": "of-amili"}
    for headers, expected in ((proxy | own, "of-amili"), (proxy | {"x-amili-request-id": ""}, "of-the-proxy")):
        with pytest.raises(NotFoundError) as caught:
            client("blocking", Server(Reply(404, headers)), clock=clock).batches.get(BATCH)
        assert caught.value.request_id == expected


@pytest.mark.parametrize("header", REQUEST_ID_HEADERS)
def test_the_request_id_is_found_whatever_it_is_called(header: str, clock: VirtualClock) -> None:
    with pytest.raises(NotFoundError, match=r"request id 00-4bf92f-01\)") as caught:
        client("blocking", Server(Reply(404, {header.upper(): "00-4bf92f-01"})), clock=clock).batches.get(BATCH)
    assert caught.value.request_id == "00-4bf92f-01"


def error_for(body: Any, status: int = 422) -> ResponseError:
    with pytest.raises(ResponseError) as caught:
        client("blocking", Server(json_reply(body, status)), clock=VirtualClock(), retry=NO_RETRY).batches.get(BATCH)
    return caught.value


def test_problem_details_are_understood() -> None:
    """RFC 9457, as ASP.NET sends it."""
    error = error_for(
        {
            "type": "https://tools.ietf.org/html/rfc9110#section-15.5.21",
            "title": "One or more validation errors occurred.",
            "status": 422,
            "detail": "See errors.",
            "errors": {"$.invoices[0].dueDate": ["The JSON value could not be converted."], "Invoices[1].Debtors[0].Email": "one text"},
            "traceId": "00-84c1fd4063c38d9f3900d06e56542d48-85d1d4-00",
        }
    )
    assert isinstance(error, ValidationError)
    assert error.fields == {
        "$.invoices[0].dueDate": ("The JSON value could not be converted.",),
        "Invoices[1].Debtors[0].Email": ("one text",),
    }
    assert error.messages == ("One or more validation errors occurred.", "See errors.")
    assert error.request_id == "00-84c1fd4063c38d9f3900d06e56542d48-85d1d4-00"
    assert "fields: $.invoices[0].dueDate, Invoices[1].Debtors[0].Email" in str(error)
    assert "converted" not in f"{error} {error!r}"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"code": "DUPLICATE_INVOICE"}, "DUPLICATE_INVOICE"),
        ({"errorCode": "E-17.b"}, "E-17.b"),
        ({"error": "invalid_request", "error_description": NAME}, "invalid_request"),
        ({"code": NAME, "error": "fallback"}, "fallback"),
        ({"code": NAME}, None),
        ({"code": 17}, None),
        ({"code": "x" * 65}, None),
        ({"code": "kari@example.com"}, None),
        ({"code": "12345678901"}, None),
        ({"code": "two\nlines"}, None),
        ({"code": ""}, None),
        ({}, None),
    ],
)
def test_a_code_is_found_whatever_it_is_called_but_free_text_is_none(body: dict[str, Any], code: str | None) -> None:
    error = error_for(body, 400)
    assert isinstance(error, BadRequestError)
    assert error.code == code
    assert (f"code {code}" in str(error)) is (code is not None)
    assert "Kari" not in str(error)


@pytest.mark.parametrize(
    ("errors", "fields"),
    [
        (None, {}),
        ([], {}),
        ({}, {}),
        ({"a": []}, {}),
        (["one", "two"], {"": ("one", "two")}),
        ("only", {"": ("only",)}),
        ({"a": "one", "b": ["two", 3]}, {"a": ("one",), "b": ("two", "3")}),
        ({"a": {"deep": 1}}, {"a": ("{'deep': 1}",)}),
    ],
)
def test_messages_by_field_are_kept_in_whatever_shape_they_come(errors: Any, fields: dict[str, tuple[str, ...]]) -> None:
    assert error_for({"errors": errors}).fields == fields


@pytest.mark.parametrize("place", ["code", "error", "title", "detail", "message", "error_description", "traceId"])
@pytest.mark.parametrize("words", [NAME, "kari.nordmann@example.com", "12345678901 K\u00e5re"])
def test_the_servers_words_are_kept_but_not_shown_wherever_they_stand(place: str, words: str) -> None:
    assert words not in f"{(error := error_for({place: words}))} {error!r}"
    assert words not in f"{(error := error_for({'errors': {words: [words]}}))} {error!r}"
    assert error.fields == {words: (words,)}


@pytest.mark.parametrize("header", [*REQUEST_ID_HEADERS, "content-type", "retry-after", "date", "www-authenticate"])
def test_words_in_a_header_are_not_shown(header: str, clock: VirtualClock) -> None:
    for status in (200, 404, 500):
        with pytest.raises(ResponseError) as caught:
            client("blocking", Server(Reply(status, {header: NAME})), clock=clock, retry=NO_RETRY).batches.get(BATCH)
        assert NAME not in f"{caught.value} {caught.value!r}"


def test_the_query_is_not_shown(clock: VirtualClock) -> None:
    number = "-".join(("CUST", "001"))  # put together, because a traceback quotes the lines of this file
    for reply in (Reply(200, {"content-type": "text/html"}, HTML), Reply(500), TransportError("cut", sent=True)):
        with pytest.raises(AmiliError) as caught:
            list(client("blocking", Server(reply), clock=clock, retry=NO_RETRY).invoices.list(customer_number=number))
        shown = f"{caught.value} {caught.value!r} {''.join(traceback.format_exception(caught.value))}"
        assert number not in shown


# -- anything at all -------------------------------------------------------------------------------------------------------------

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(str(BATCH)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_names = st.sampled_from(
    [
        "data",
        "summary",
        "batchId",
        "status",
        "succeeded",
        "failed",
        "createdAt",
        "nextPageToken",
        "invoiceNumber",
        "errors",
        "code",
        "traceId",
        "title",
    ]
)
_bodies = (
    st.binary(max_size=60)
    | _values.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(_names, st.dictionaries(_names, _values, max_size=4) | _values, max_size=4).map(
        lambda value: json.dumps(value).encode()
    )
)
_header_values = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20)
_headers = st.dictionaries(
    st.sampled_from(["content-type", "retry-after", "date", "x-request-id", "location", "www-authenticate", "set-cookie"]),
    _header_values,
    max_size=3,
)


@settings(max_examples=400, deadline=None)
@given(st.integers(200, 999), _headers, _bodies)
def test_whatever_comes_back_only_errors_of_the_one_tree_come_out(status: int, headers: dict[str, str], body: bytes) -> None:
    for endpoint, arguments in (
        (get_batch_by_id, (ORGANIZATION, BATCH)),
        (get_invoices_by_organization, (ORGANIZATION,)),
    ):
        probe: Any = endpoint
        amili = client("blocking", Server(Reply(status, headers, body)), clock=VirtualClock(), retry=NO_RETRY)
        end = _end_of(lambda amili=amili, probe=probe, arguments=arguments: amili.call(probe, *arguments))
        if isinstance(end, ResponseError):
            assert (end.status, end.body) == (status, body)
            assert pickle.loads(pickle.dumps(end)).body == copy.copy(end).body == body  # our own bytes
            assert f"{end} {end!r}"
        elif isinstance(end, TransportError):
            assert "location" in headers, f"only an address that makes no sense may end otherwise: {end}"
        else:
            assert status == 200
            assert end is not None


def _end_of(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except AmiliError as error:
        return error


def test_a_request_is_shown_without_what_it_carries(clock: VirtualClock) -> None:
    sent: list[Request] = []

    def network(request: Request) -> Reply:
        sent.append(request)
        return Server()(request)

    client("blocking", network, clock=clock).batches.get(BATCH)
    assert "token-1" in sent[-1].headers["authorization"]
    assert "token-1" not in repr(sent)


def test_a_server_error_is_one_of_the_server(clock: VirtualClock) -> None:
    with pytest.raises(ServerError):
        client("blocking", Server(Reply(599)), clock=clock).batches.get(BATCH)
