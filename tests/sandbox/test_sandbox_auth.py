"""Tokens: what the identity provider answers, and which tokens open the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amili_ext.sandbox import Sandbox, SandboxRequest

from .conftest import Caller, FakeClock

Make = Callable[..., Caller]


def test_token_response_is_the_documented_one(caller: Caller, clock: FakeClock) -> None:
    content = caller.ask_for_token().content
    now = int(clock.now.timestamp())
    assert content == {
        "access_token": content["access_token"],
        "token_type": "Bearer",
        "not_before": now,
        "expires_in": 3600,
        "expires_on": now + 3600,
        "resource": "04468334-ec11-4ef8-9e7c-e124bacbd5c1",
    }


def test_token_does_not_look_like_a_jwt_and_is_new_each_time(caller: Caller) -> None:
    tokens = {caller.log_in() for _ in range(10)}
    assert len(tokens) == 10
    assert not any("." in token or token.startswith("eyJ") for token in tokens)


@pytest.mark.parametrize("wrong", [{"client_id": "somebody"}, {"client_secret": "guess"}, {"client_secret": ""}, {"client_id": "æ"}])
def test_wrong_credentials(caller: Caller, wrong: dict[str, str]) -> None:
    answer = caller.ask_for_token(**wrong)
    assert (answer.status, answer.content["error"]) == (401, "invalid_client")
    assert set(answer.content) == {"error", "error_description"}


def test_other_credentials_can_be_set(make_sandbox: Callable[..., Sandbox]) -> None:
    sandbox = make_sandbox(client_id="other", client_secret="another")  # made up
    form = "grant_type=client_credentials&client_id={}&client_secret={}"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    statuses = [
        sandbox.handle(SandboxRequest("POST", "/token", headers=headers, body=form.format(*pair).encode())).status
        for pair in (("other", "another"), ("my-integration", "s3cr3t"))
    ]
    assert statuses == [200, 401]


def test_other_grant_is_not_supported(caller: Caller) -> None:
    answer = caller.ask_for_token(grant_type="password")
    assert (answer.status, answer.content["error"]) == (400, "unsupported_grant_type")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"grant_type=client_credentials&client_id=my-integration", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff", "application/x-www-form-urlencoded"),
        (b'{"grant_type": "client_credentials"}', "application/json"),
    ],
)
def test_malformed_token_request(caller: Caller, body: bytes, content_type: str) -> None:
    answer = caller.send("POST", "/token", body=body, headers={"Content-Type": content_type})
    assert (answer.status, answer.content["error"]) == (400, "invalid_request")


def test_missing_form_field_is_named(caller: Caller) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    answer = caller.send("POST", "/token", body=b"grant_type=client_credentials&client_id=x", headers=headers)
    assert "client_secret is required" in answer.content["error_description"]


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer unknown", "Basic bXk6c2VjcmV0", ""])
def test_without_a_good_token_there_is_nothing(caller: Caller, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    response = caller.sandbox.handle(SandboxRequest("GET", f"{caller.base}/batches", headers=headers))
    assert response.status == 401
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_token_is_asked_for_before_the_request_is_looked_at(caller: Caller) -> None:
    response = caller.sandbox.handle(SandboxRequest("POST", f"{caller.base}/invoices", [("nonsense", "1")]))
    assert response.status == 401


def test_token_ends_when_it_says(make: Make, clock: FakeClock) -> None:
    caller = make(token_lifetime=60)
    clock.advance(59)
    assert caller.get("/batches").status == 200
    clock.advance(1)
    assert caller.get("/batches").status == 401
    caller.token = caller.log_in()
    assert caller.get("/batches").status == 200


def test_older_token_stays_good(caller: Caller) -> None:
    caller.log_in()
    assert caller.get("/batches").status == 200


def test_expire_tokens_ends_all(caller: Caller) -> None:
    caller.sandbox.expire_tokens()
    assert caller.get("/batches").status == 401
    caller.token = caller.log_in()
    assert caller.get("/batches").status == 200
