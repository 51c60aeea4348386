"""The legacy API: what is asked of it and how, and that a batch is never sent twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.config import Settings
from amili_ext.endpoint import Api, UnverifiedOperationWarning
from amili_ext.errors import (
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    InputError,
    TokenError,
    TransportError,
    UnknownOutcomeError,
    UnreadableResponseError,
    ValidationError,
)
from amili_ext.flow import Flow, Reply, Request
from amili_ext.norway.autocollect import batches
from amili_ext.norway.autocollect.access import Access, read_access
from amili_ext.norway.autocollect.resources import AsyncAutoCollect, AutoCollect
from amili_ext.secret import Secret
from amili_ext.testing import VirtualClock

from ..support import complete, drive, in_each_world, json_reply, performer

URL = "https://legacy.example.com"
# RFC 7617 section 2 prints this pair of credentials and what it becomes.
ALADDIN = Secret("QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
BODY: dict[str, Any] = {
    "case": [{"ledgerref": "F-1", "originalsum": Decimal("1.10")}, {"ledgerref": "F-2", "history": [{"ledgerref": "F-3"}]}],
    "batchid": "b",
}
TAKEN = {"statuscode": 0, "errors": [], "responses": [{"objectname": "case", "objectindex": 0, "ledgerref": "F-1"}]}


@frozen
class Context:
    """What a client's context offers these flows."""

    autocollect: Access | None = field(factory=lambda: Access(URL))
    api: Api = field(factory=lambda: Api("https://api.staging.amili.no/collection/v1"))


class Server:
    """Answers in order, the last answer for ever; remembers what it was asked."""

    def __init__(self, *answers: Reply | Exception) -> None:
        self._answers = answers
        self.requests: list[Request] = []
        self.clock = VirtualClock()

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def run(self, flow: Flow[Any], world: str = "blocking") -> Any:
        return drive(world, flow, performer(world, self, self.clock))


def settings(monkeypatch: pytest.MonkeyPatch, given_settings: Mapping[str, str]) -> Settings:
    monkeypatch.setenv("AMILI_CONFIG", "")
    return Settings("norway", dict(given_settings))


# ---- where it is, and who is let in


def test_without_an_address_nothing_is_sent() -> None:
    server = Server(json_reply({}))
    with pytest.raises(ConfigurationError, match="set autocollect_url"):
        server.run(batches.get_batch(Context(None)))
    assert server.requests == []


def test_the_address_and_the_password_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_access(settings(monkeypatch, {})) is None
    assert read_access(settings(monkeypatch, {"autocollect_url": f"{URL}/"})) == Access(URL)
    named = {"autocollect_url": URL, "autocollect_user": "Aladdin", "autocollect_password": "open sesame"}
    access = read_access(settings(monkeypatch, named))
    assert access == Access(URL, ALADDIN)
    assert "QWxh" not in repr(access)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"autocollect_user": "a"}, "go together"),
        ({"autocollect_password": "a"}, "go together"),
        ({"autocollect_user": "a:b", "autocollect_password": "secret-text"}, "no colon"),
        ({"autocollect_user": "a", "autocollect_password": "secret-text\n"}, "control character"),
        ({"autocollect_url": "http://legacy.example.com"}, "must use https"),
        ({"autocollect_url": "legacy.example.com"}, "must be an address"),
    ],
)
def test_settings_that_cannot_be_right_are_named(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as error:
        read_access(settings(monkeypatch, {"autocollect_url": URL, **wrong}))
    assert "secret-text" not in str(error.value)


def test_the_clients_token_is_sent_unless_there_is_a_password() -> None:
    server = Server(json_reply({}))
    server.run(batches.get_batch(Context()))
    server.run(batches.get_batch(Context(Access(URL, ALADDIN))))
    token, password = server.requests
    assert (token.authenticated, "Authorization" in token.headers) == (True, False)
    assert (password.authenticated, password.headers["Authorization"]) == (False, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    assert "QWxh" not in repr(password)


def test_a_wrong_password_is_an_authentication_error() -> None:
    server = Server(Reply(401))
    with pytest.raises(AuthenticationError):
        server.run(batches.get_batch(Context(Access(URL, ALADDIN))))
    assert len(server.requests) == 1


# ---- fetching


@in_each_world
def test_filters_are_sent_by_the_names_of_the_page(world: str) -> None:
    server = Server(json_reply({"case": [{"casenumber": 5000001, "remainingsum": 1.10}]}))
    batch = server.run(
        batches.get_batch(
            Context(),
            sender_id="s",
            creditor_id="c",
            customer_ref="k",
            ledger_ref="l",
            include_closed=False,
            last_settlement_id="9",
            remittance_date="2025-08-15",
            language_code="no",
        ),
        world,
    )
    assert (batch.case[0].casenumber, batch.case[0].remainingsum) == ("5000001", Decimal("1.10"))
    [request] = server.requests
    assert (request.method, request.url) == ("GET", f"{URL}/webapi/api/Batch")
    assert dict(request.params) == {
        "senderid": "s",
        "creditorid": "c",
        "customerref": "k",
        "ledgerref": "l",
        "includeclosed": "false",
        "lastsettlementid": "9",
        "remittancedate": "2025-08-15",
        "languagecode": "no",
    }


def test_what_is_not_asked_for_is_not_sent_and_a_day_may_be_a_date() -> None:
    server = Server(json_reply({}))
    server.run(batches.get_batch(Context()))
    server.run(batches.get_batch(Context(), remittance_date=date(2025, 8, 15)))
    assert [request.params for request in server.requests] == [(), (("remittancedate", "2025-08-15"),)]


def test_every_filter_that_cannot_be_right_is_named_in_the_callers_spelling() -> None:
    server = Server(json_reply({}))
    wrong: dict[str, Any] = {
        "sender_id": 1,
        "creditor_id": b"c",
        "customer_ref": 2,
        "ledger_ref": ["l"],
        "last_settlement_id": 9,
        "language_code": True,
        "include_closed": "yes",
        "remittance_date": datetime(2025, 8, 15, tzinfo=UTC),
    }
    with pytest.raises(InputError) as error:
        server.run(batches.get_batch(Context(), **wrong))
    assert {problem.field for problem in error.value.problems} == wrong.keys()
    assert server.requests == []


def test_fetching_is_repeated_after_a_passing_fault() -> None:
    server = Server(TransportError("cut", sent=True), Reply(503), json_reply({"batchid": "b"}))
    assert server.run(batches.get_batch(Context())).batchid == "b"
    assert len(server.requests) == 3


# ---- sending


@in_each_world
def test_a_batch_is_sent_as_it_is_given(world: str) -> None:
    server = Server(json_reply(TAKEN))
    result = server.run(batches.send_batch(Context(), BODY, sender_id="s"), world)
    assert (result.statuscode, result.responses[0].ledgerref) == (0, "F-1")
    [request] = server.requests
    assert (request.method, request.url, request.params) == ("POST", f"{URL}/webapi/api/Batch", (("senderid", "s"),))
    assert request.headers["Content-Type"] == "application/json-patch+json"
    assert request.content == (
        b'{"case":[{"ledgerref":"F-1","originalsum":1.10},{"ledgerref":"F-2","history":[{"ledgerref":"F-3"}]}],"batchid":"b"}'
    )


@pytest.mark.parametrize(
    "failure",
    [
        TransportError("cut", sent=True),
        TransportError("slow", sent=True, timeout=True),
        Reply(500),
        Reply(502),
        Reply(503),
        Reply(408),
        Reply(302),
        Reply(200, {}, b"<html>"),
        Reply(204),
    ],
)
def test_a_batch_whose_answer_is_lost_is_never_sent_again(failure: Reply | Exception) -> None:
    server = Server(failure)
    with pytest.raises(UnknownOutcomeError) as error:
        server.run(batches.send_batch(Context(), BODY))
    assert len(server.requests) == 1
    assert error.value.references == ("F-1", "F-2", "F-3")
    assert error.value.status == (failure.status if isinstance(failure, Reply) else None)
    assert "F-1" not in str(error.value)


@pytest.mark.parametrize(
    ("refusal", "kind"), [(Reply(409), ConflictError), (Reply(401), AuthenticationError), (Reply(422), ValidationError)]
)
def test_a_refusal_is_a_refusal(refusal: Reply, kind: type[Exception]) -> None:
    server = Server(refusal)
    with pytest.raises(kind):
        server.run(batches.send_batch(Context(), BODY))
    assert len(server.requests) == 1


@pytest.mark.parametrize("first", [TransportError("refused", sent=False), TokenError("no token", transient=True), Reply(429)])
def test_what_provably_never_arrived_is_sent_again(first: Reply | Exception) -> None:
    server = Server(first, json_reply(TAKEN))
    assert server.run(batches.send_batch(Context(), BODY)).statuscode == 0
    assert len(server.requests) == 2


DEEP: list[Any] = []
DEEP.append(DEEP)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "is empty"),
        ([BODY], "must be a mapping, not list"),
        (None, "must be a mapping, not null"),
        ({"case": [{1: "a"}]}, "has a key that is no text"),
        ({"case": [{"originalsum": 1.1}]}, "is a float"),
        ({"case": [{"regdate": datetime(2025, 8, 15)}]}, "without a time zone"),  # noqa: DTZ001 -- that is the point
        ({"case": [{"ledgerref": object()}]}, "JSON has no form for"),
        ({"case": DEEP}, "body: is nested too deeply"),
    ],
)
def test_a_batch_that_cannot_be_right_is_not_sent(body: Any, message: str) -> None:
    server = Server(json_reply(TAKEN))
    with pytest.raises(InputError, match=message):
        server.run(batches.send_batch(Context(), body))
    assert server.requests == []


NEST = st.recursive(
    st.text(max_size=3) | st.integers(0, 9) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ledgerref", "case", "a"]), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["ledgerref", "case", "invoice"]), NEST, min_size=1))
def test_every_reference_of_a_batch_is_listed_wherever_it_is(body: dict[str, Any]) -> None:
    found: list[str] = []

    def look(value: Any, name: str = "") -> None:
        if name == "ledgerref" and isinstance(value, str):
            found.append(value)
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
            look(inner, str(key))

    look(body)
    with pytest.raises(UnknownOutcomeError) as error:
        Server(Reply(500)).run(batches.send_batch(Context(), body))
    assert sorted(error.value.references) == sorted(found)


# ---- what no page shows


@in_each_world
def test_guesses_work_and_warn(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amili_ext.endpoint._warned", set[str]())
    server = Server(Reply(200, {}, b"%PDF-1.7"))
    with pytest.warns(UnverifiedOperationWarning, match="get_attachment is not documented"):
        assert server.run(batches.get_attachment(Context(), "a/b"), world) == b"%PDF-1.7"
    with pytest.warns(UnverifiedOperationWarning, match="ping is not documented"):
        assert server.run(batches.ping(Context()), world) is None
    attachment, ping = server.requests
    assert (attachment.url, attachment.params) == (f"{URL}/webapi/api/Attachment", (("attachmentid", "a/b"),))
    assert (ping.method, ping.url) == ("GET", f"{URL}/webapi/api/Ping")


@pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")
def test_a_ping_that_is_refused_is_an_error() -> None:
    with pytest.raises(AuthenticationError):
        Server(Reply(401)).run(batches.ping(Context()))
    with pytest.raises(UnreadableResponseError):
        Server(Reply(203)).run(batches.ping(Context()))
    wrong: list[Any] = ["", None, 5]
    for attachment_id in wrong:
        with pytest.raises(InputError, match="attachment_id"):
            Server(Reply(200)).run(batches.get_attachment(Context(), attachment_id))


@in_each_world
def test_the_resource_offers_the_flows(world: str) -> None:
    server = Server(json_reply(TAKEN))
    kind: Callable[..., Any] = AutoCollect if world == "blocking" else AsyncAutoCollect
    resource = kind(Context(), performer(world, server, server.clock))
    assert complete(world, lambda: resource.send_batch(BODY)).statuscode == 0
