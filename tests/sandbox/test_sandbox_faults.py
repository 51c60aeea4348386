"""Every switch does what its line in the table of `amili_ext.sandbox.faults` says, as often as it says, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from amili_client.runtime import decode_json

from amili_ext.sandbox import Dropped, Fault, FaultKind

from .conftest import Caller, FakeClock

Build = Callable[..., dict[str, Any]]
CONTROL = "/_sandbox/faults"


def _batches(caller: Caller) -> int:
    return len(caller.get("/batches").data)


def test_drop_before_commit_does_nothing(caller: Caller, invoice: Build) -> None:
    caller.sandbox.faults.add(Fault(kind="drop_before_commit", method="POST", path_contains="/invoices"))
    with pytest.raises(Dropped) as caught:
        caller.submit(invoice())
    assert not caught.value.committed
    assert _batches(caller) == 0


def test_drop_after_commit_does_it(caller: Caller, invoice: Build) -> None:
    caller.sandbox.faults.add("drop_after_commit:POST:/invoices")
    with pytest.raises(Dropped) as caught:
        caller.submit(invoice())
    assert caught.value.committed
    assert _batches(caller) == 1


@pytest.mark.parametrize(("after_commit", "batches"), [(False, 0), (True, 1)])
@pytest.mark.parametrize("kind", ["status", "html"])
def test_wrong_answer_before_or_after_commit(caller: Caller, kind: str, after_commit: bool, batches: int) -> None:
    caller.sandbox.faults.add(Fault(kind=kind, method="POST", after_commit=after_commit))
    body = b'{"invoices": [{}]}'
    caller.raw("POST", f"{caller.base}/invoices", body=body, headers={"content-type": "application/json"})
    assert _batches(caller) == batches


@pytest.mark.parametrize("status", [400, 429, 500, 503, 599])
def test_status_as_problem_details(caller: Caller, status: int) -> None:
    caller.sandbox.faults.add(f"status:::status={status}")
    answer = caller.get("/batches")
    assert (answer.status, answer.content["status"]) == (status, status)
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize("status", [502, 504])
def test_gateway_speaks_html(caller: Caller, status: int) -> None:
    caller.sandbox.faults.add(Fault(kind="status", status=status))
    response = caller.raw("GET", f"{caller.base}/batches")
    assert response.status == status
    assert response.headers["content-type"].startswith("text/html")
    assert response.body.startswith(b"<html>")


def test_retry_after_in_both_forms(caller: Caller) -> None:
    caller.sandbox.faults.add("status:GET:/batches:status=429,retry_after=7")
    caller.sandbox.faults.add("status:GET:/batches:status=429,retry_after=7,retry_after_date=true")
    assert caller.get("/batches").headers["retry-after"] == "7"
    assert caller.get("/batches").headers["retry-after"] == "Mon, 15 Jan 2024 10:30:07 GMT"
    assert caller.get("/batches").status == 200


def test_html_in_place_of_json(caller: Caller) -> None:
    caller.sandbox.faults.add("html:GET")
    response = caller.raw("GET", f"{caller.base}/batches")
    assert (response.status, response.body[:6]) == (200, b"<html>")


def test_truncated_json(caller: Caller) -> None:
    caller.sandbox.faults.add("truncated_json:POST:/invoices")
    headers = {"content-type": "application/json"}
    response = caller.raw("POST", f"{caller.base}/invoices", body=b'{"invoices": [{}]}', headers=headers)
    assert response.status == 202
    with pytest.raises(ValueError, match="truncated"):
        decode_json(response.body)
    assert _batches(caller) == 1


def test_slow_body_is_whole_and_says_how_slow(caller: Caller) -> None:
    caller.sandbox.faults.add("slow_body:GET:/batches:seconds=1.5")
    response = caller.raw("GET", f"{caller.base}/batches")
    assert response.pause == 1.5
    pieces = list(response.pieces())
    assert 1 < len(pieces) <= 8
    assert decode_json(b"".join(pieces))["data"] == []
    quick = caller.raw("GET", f"{caller.base}/batches")
    assert (quick.pause, len(list(quick.pieces()))) == (0, 1)


def test_expired_token_stays_expired_until_there_is_a_new_one(caller: Caller) -> None:
    caller.sandbox.faults.add("expired_token")
    other = Caller(caller.sandbox)
    assert caller.get("/batches").status == 401
    assert caller.get("/batches").status == 401, "the token itself was withdrawn, not one request refused"
    assert other.get("/batches").status == 200
    caller.token = caller.log_in()
    assert caller.get("/batches").status == 200


def test_token_clock(caller: Caller, clock: FakeClock) -> None:
    caller.sandbox.faults.add("token_clock:::seconds=-600")
    answer = caller.ask_for_token()
    now = int(clock.now.timestamp())
    assert answer.content["not_before"] == now - 600
    assert answer.content["expires_on"] == now - 600 + 3600
    assert answer.content["expires_in"] == 3600
    assert answer.headers["date"] == "Mon, 15 Jan 2024 10:20:00 GMT"
    caller.token = answer.content["access_token"]
    assert caller.get("/batches").status == 200, "the token itself is good"


def test_token_without_expiry(caller: Caller) -> None:
    caller.sandbox.faults.add("token_without_expiry")
    assert caller.ask_for_token().content.keys() == {"access_token", "token_type", "not_before", "resource"}


@pytest.mark.parametrize("kind", ["token_clock", "token_without_expiry"])
def test_token_faults_leave_a_refused_token_request_alone(caller: Caller, kind: str) -> None:
    caller.sandbox.faults.add(kind)
    assert caller.ask_for_token(client_id="nobody").status == 401


def test_faults_of_the_token_never_meet_the_api_and_the_other_way_round(caller: Caller) -> None:
    for kind in ("token_clock", "token_without_expiry"):
        caller.sandbox.faults.add(kind)
        assert caller.get("/batches").status == 200
        caller.sandbox.faults.clear()
    caller.sandbox.faults.add("expired_token")
    assert caller.ask_for_token().status == 200


def test_times_and_after(caller: Caller) -> None:
    caller.sandbox.faults.add("status:GET:/batches:after=2,times=2")
    statuses = [caller.get("/batches").status for _ in range(6)]
    assert statuses == [200, 200, 503, 503, 200, 200]
    assert caller.sandbox.faults.active() == []


def test_forever(caller: Caller) -> None:
    caller.sandbox.faults.add("status:::times=forever")
    assert [caller.get("/batches").status for _ in range(5)] == [503] * 5
    caller.sandbox.faults.clear()
    assert caller.get("/batches").status == 200


def test_only_the_method_and_path_that_are_meant(caller: Caller, invoice: Build) -> None:
    caller.sandbox.faults.add("status:post:/invoices")
    assert caller.get("/invoices").status == 200
    assert caller.get("/batches").status == 200
    assert caller.submit(invoice()).status == 503


def test_one_request_meets_one_fault_in_the_order_of_adding(caller: Caller) -> None:
    for status in (500, 503):
        caller.sandbox.faults.add(f"status:::status={status}")
    assert [caller.get("/batches").status for _ in range(3)] == [500, 503, 200]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("html", Fault(kind="html")),
        ("html:*:*", Fault(kind="html")),
        ("drop_after_commit:POST:/invoices:times=1", Fault(kind="drop_after_commit", method="POST", path_contains="/invoices")),
        (
            "status:*:/batches: status=429, retry_after=5 ,times=2",
            Fault(kind=FaultKind.STATUS, path_contains="/batches", status=429, retry_after=5, times=2),
        ),
        ("slow_body:::seconds=2", Fault(kind="slow_body", seconds=2)),
        ("html:::times=forever,after_commit=true", Fault(kind="html", times=None, after_commit=True)),
    ],
)
def test_compact_form(text: str, fault: Fault) -> None:
    assert Fault.parse(text) == fault
    assert Fault.from_dict(fault.to_dict()) == fault


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("explode", "unknown fault 'explode'; there are drop_before_commit"),
        ("", "unknown fault"),
        ("status:::code=500", "a fault has no code"),
        ("status:::status", "is not NAME=VALUE"),
        ("status:::status=many", "neither a number"),
        ("status:::status=9000", "status of a fault must be a whole number from 200 to 599"),
        ("status:::times=0", "times of a fault must be"),
        ("status:::retry_after_date=1", "retry_after_date"),
    ],
)
def test_wrong_compact_form_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Fault.parse(text)


def test_switches_over_http(caller: Caller) -> None:
    added = caller.send("POST", CONTROL, body=b'{"kind": "status", "status": 500, "times": null}')
    assert added.status == 201
    assert added.content["times"] is None
    assert caller.send("POST", CONTROL, body=b"slow_body:GET:/invoices:seconds=0.5").status == 201
    assert [one["kind"] for one in caller.send("GET", CONTROL).content] == ["status", "slow_body"]
    assert caller.get("/batches").status == 500
    assert caller.send("DELETE", CONTROL).status == 204
    assert caller.send("GET", CONTROL).content == []
    assert caller.get("/batches").status == 200


@pytest.mark.parametrize(
    "body", [b"", b"nonsense", b"{", b'{"kind": "html", "colour": 1}', b"{}", b"\xff", b'{"kind": "html", "method": 5}']
)
def test_wrong_switch_over_http(caller: Caller, body: bytes) -> None:
    assert caller.send("POST", CONTROL, body=body).status == 400
    assert caller.sandbox.faults.active() == []


def test_switches_are_never_faulty_themselves(caller: Caller) -> None:
    caller.sandbox.faults.add("drop_before_commit")
    assert len(caller.send("GET", CONTROL).content) == 1, "asking did not use it up"
    assert caller.send("DELETE", CONTROL).status == 204
    assert caller.send("PUT", CONTROL).status == 405
