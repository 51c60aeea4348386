"""The Swedish part as a part of the whole: both countries in one sandbox, faults, the rate limit, threads, and the same bytes again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from amili_ext.sandbox import Dropped, Sandbox, SandboxRequest, running

from .conftest import Caller, FakeClock
from .sweden import Make, Swede, case_registration, signed


def _run(code: str, **environment: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **environment}).stdout  # noqa: S603  # our own code


def test_norway_alone_never_imports_eve() -> None:
    code = """
import sys
from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxSettings, SwedenSettings
with Sandbox(SandboxSettings(sweden=SwedenSettings(rate_limit=True))) as sandbox:
    sandbox.handle(SandboxRequest("GET", "/collection/v1/orgs/3fa85f64-5717-4562-b3fc-2c963f66afa6/batches"))
    sandbox.expire_tokens()
    heavy = ("eve", "flask", "mongomock", "jwt", "bson", "cryptography", "werkzeug")
    print([name for name in heavy if name in sys.modules])
    print(sandbox.handle(SandboxRequest("GET", "/ada/cases")).status, "eve" in sys.modules)
"""
    assert _run(code).splitlines() == ["[]", "401 True"]


@pytest.mark.parametrize("missing", ["eve", "mongomock", "jwt"])
def test_without_eve_norway_works_and_sweden_says_what_to_install(missing: str) -> None:
    code = f"""
import sys
sys.modules[{missing!r}] = None
from amili_ext.errors import ConfigurationError
from amili_ext.sandbox import Sandbox, SandboxRequest
with Sandbox() as sandbox:
    print(sandbox.handle(SandboxRequest("GET", "/")).status)
    try:
        sandbox.handle(SandboxRequest("GET", "/ada/cases"))
    except ConfigurationError as error:
        print(error)
"""
    status, sentence = _run(code).splitlines()
    assert status == "404"
    assert missing in sentence
    assert 'pip install "amili-ext[sandbox]"' in sentence


def test_one_sandbox_serves_both_countries(make_sandbox: Callable[..., Sandbox], clock: FakeClock) -> None:
    sandbox = make_sandbox()
    norwegian, swede = Caller(sandbox), Swede(sandbox, clock)
    assert norwegian.get("/batches").status == 200
    assert swede.get("/cases").status == 200
    # A token of the one is none of the other.
    assert norwegian.send("GET", norwegian.base + "/batches", headers={"Authorization": f"Bearer {swede.token}"}).status == 401
    swede.token = norwegian.token
    assert swede.get("/cases").status == 401
    assert sandbox.handle(SandboxRequest("GET", "/adapter")).status == 404
    assert b"problem" in sandbox.handle(SandboxRequest("GET", "/adapter")).headers["content-type"].encode()


def test_every_answer_has_the_time_of_the_sandbox(swede: Swede) -> None:
    for answer in (swede.get("/cases"), swede.get("/nothing"), swede.exchange("x"), swede.exchange(signed(swede.clock))):
        assert answer.headers["date"] == "Mon, 15 Jan 2024 10:30:00 GMT"


def test_methods_are_named_in_one_order(swede: Swede) -> None:
    for path in ("/creditors", "/cases", "/creditors/" + "0" * 24):
        methods = swede.send("OPTIONS", path).headers["allow"].split(", ")
        assert "GET" in methods
        assert methods == sorted(methods)


def test_the_rate_limit_counts_any_minute_and_any_second(make_swede: Make) -> None:
    swede = make_swede(rate_limit=True)

    def take(requests: int) -> list[int]:
        return [swede.get("/partners").status for _ in range(requests)]

    assert take(11) == [200] * 10 + [429]
    swede.clock.advance(0.9)
    assert take(1) == [429]
    swede.clock.advance(0.1)
    for _ in range(9):
        assert take(11) == [200] * 10 + [429]
        swede.clock.advance(1)
    # 100 within ten seconds: the minute is full, and the first ten leave it together.
    answer = swede.get("/partners")
    assert (answer.status, answer.message, answer.headers["x-ratelimit-limit"]) == (429, "Rate limit exceeded", "100")
    before = swede.token
    swede.log_in()
    assert take(1) == [200]
    swede.token = before
    swede.clock.advance(49.9)
    assert take(1) == [429]
    swede.clock.advance(0.1)
    assert take(11) == [200] * 10 + [429]


def test_without_the_switch_there_is_no_limit(swede: Swede) -> None:
    assert {swede.get("/partners").status for _ in range(150)} == {200}


def test_a_cut_connection_before_and_after_the_request_was_carried_out(swede: Swede) -> None:
    swede.sandbox.faults.add("drop_before_commit:POST:/case--registrations")
    swede.sandbox.faults.add("drop_after_commit:POST:/case--registrations")
    for committed in (False, True):
        with pytest.raises(Dropped) as caught:
            swede.post("/case--registrations", case_registration())
        assert caught.value.committed is committed
        assert swede.get("/cases")["_meta"]["total"] == committed


@pytest.mark.parametrize(
    ("fault", "status", "shape"),
    [
        ("status:GET:/ada/cases:status=429,retry_after=5", 429, "json"),
        ("status:GET:/ada/cases:status=503", 503, "json"),
        ("status:GET:/ada/cases:status=502", 502, "html"),
        ("html:GET:/ada/cases", 200, "html"),
    ],
)
def test_errors_of_a_bad_day_have_the_shape_of_this_country(swede: Swede, fault: str, status: int, shape: str) -> None:
    swede.sandbox.faults.add(fault)
    response = swede.raw("GET", "/cases")
    assert response.status == status
    if shape == "json":
        content = json.loads(response.body)
        assert (content["_status"], content["_error"]["code"]) == ("ERR", status)
        assert response.headers.get("retry-after") == ("5" if "retry_after" in fault else None)
    else:
        assert b"<html>" in response.body
    assert swede.get("/cases").status == 200


def test_a_body_that_breaks_off_or_dribbles(swede: Swede) -> None:
    whole = swede.raw("GET", "/partners").body
    swede.sandbox.faults.add("truncated_json:GET:/partners")
    swede.sandbox.faults.add("slow_body:GET:/partners:seconds=0.5")
    assert swede.raw("GET", "/partners").body == whole[: len(whole) // 2]
    assert swede.raw("GET", "/partners").pause == 0.5


def test_faults_of_tokens_only_meet_the_exchange(swede: Swede) -> None:
    for fault in ("token_clock:::seconds=600", "token_without_expiry", "expired_token"):
        swede.sandbox.faults.add(fault)
    assert swede.get("/cases").status == 401  # the last of them; the token is withdrawn
    wrong = swede.exchange(signed(swede.clock))
    assert wrong.headers["date"] == "Mon, 15 Jan 2024 10:40:00 GMT"
    assert wrong["expires_in"] == 3600
    bare = swede.exchange(signed(swede.clock))
    assert bare.content.keys() == {"access_token"}
    assert swede.sandbox.faults.active() == []


def test_a_bare_token_meets_the_same_faults(make_swede: Make) -> None:
    swede = make_swede(log_in=False, token_field=None)
    for fault in ("token_clock", "token_without_expiry"):
        swede.sandbox.faults.add(fault)
        assert isinstance(swede.exchange(signed(swede.clock)).content, str)


def test_many_threads_at_once_lose_nothing(swede: Swede) -> None:
    case_id = swede.case_id(capital_to_claim=100.0)

    def work(number: int) -> float:
        swede.case_id(invoice_number=f"T-{number}")
        swede.get("/cases", sort="-_created")
        return swede.pay(case_id, 4)["settled_amount"]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            settled = list(pool.map(work, range(40)))
    finally:
        sys.setswitchinterval(before)
    assert sum(settled) == 100.0
    assert sorted(settled) == [0.0] * 15 + [4.0] * 25
    assert swede.get("/cases")["_meta"]["total"] == 41
    assert "closed" in swede.case(case_id)


def test_the_first_requests_of_many_threads_meet_one_sweden(make_sandbox: Callable[..., Sandbox], clock: FakeClock) -> None:
    sandbox = make_sandbox()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: Swede(sandbox, clock).get("/creditors"), range(16)))
    assert {answer["_meta"]["total"] for answer in answers} == {1}


def test_the_same_requests_give_the_same_bytes_in_another_process() -> None:
    code = """
import hashlib, json, sys
from datetime import datetime, timezone
from itertools import count
from uuid import UUID
import jwt
from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxSettings, SwedenSettings
from amili_ext.sweden.example_key import API_CODE, private_key_pem

now = datetime(2026, 1, 1, tzinfo=timezone.utc)
numbers = count(1)
address = {"address_line_1": "a", "zip_code": "1", "city": "c"}
creditor = "674dbeb208847b9501cc9138"
registration = {
    "account": "674dbeaf08847b9501cc9132", "creditor": creditor, "first_action": "reminder", "currency": "SEK",
    "customer": {"name": "J", "id_number": "1", "address": address},
    "debts": [{"invoice_number": str(n), "invoice_date": "2025-07-04T00:00:00Z", "capital_to_claim": 10.5,
               "invoice_due_days_after_invoice_date": 10} for n in range(3)],
}
settings = SandboxSettings(sweden=SwedenSettings(example_cases=True))
with Sandbox(settings, clock=lambda: now, new_id=lambda: UUID(int=next(numbers))) as sandbox:
    token = jwt.encode({"api_code": API_CODE, "exp": int(now.timestamp()) + 600}, private_key_pem(), "ES256")

    def send(method, path, query=(), body=None, **headers):
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"X-API-Key": token, "Content-Type": "application/json", **headers}
        response = sandbox.handle(SandboxRequest(method, "/ada" + path, query, headers, content))
        print(method, path, response.status, sorted(response.headers.items()), response.body.decode())
        return json.loads(response.body) if response.body else None

    token = send("GET", "/authenticates/api-code")["access_token"]
    case = send("POST", "/case--registrations", body=registration)["_cases"][0]
    payment = {"creditor": creditor, "case": case, "amount": 10.5, "currency": "SEK", "origin": "creditor_system",
               "bank_transaction_date": "Fri, 04 Jul 2025 16:20:41 GMT"}
    send("POST", "/creditor--payments", body=payment)
    send("POST", "/creditor--payments", body={**payment, "currency": "EUR", "amount": -1})
    sandbox.sweden.run_payouts()
    for name in ("cases", "customers", "creditor--payments", "finance--payouts", "finance--payout-specifications", "access--groups"):
        send("GET", "/" + name)
    send("DELETE", "/cases")
    send("OPTIONS", "/cases")
    etag = send("GET", "/creditors/" + creditor)["_etag"]
    send("PATCH", "/creditors/" + creditor, body={"name": "x"}, **{"If-Match": etag})
"""
    first, second = (_run(code, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.count("\n") >= 14
    assert first == second


def test_over_a_real_socket(make_sandbox: Callable[..., Sandbox], clock: FakeClock) -> None:
    with running(make_sandbox()) as url:

        def ask(path: str, key: str) -> tuple[int, Any]:
            request = urllib.request.Request(f"{url}/ada{path}", headers={"X-API-Key": key})  # noqa: S310  # our own server
            try:
                with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
                    return response.status, json.loads(response.read())
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, json.loads(error.read())

        _, answer = ask("/authenticates/api-code", signed(clock))
        status, partners = ask("/partners?where=%7B%22name%22%3A%22Visma.net%22%7D&projection=%7B%22name%22%3A1%7D", answer["access_token"])
        assert (status, [one["name"] for one in partners["_items"]]) == (200, ["Visma.net"])
        assert ask("/partners?page=x%20", "wrong")[0] == 401
