"""The sandbox on a real socket on this machine, seen with httpx."""

from __future__ import annotations

import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import enumerate as threads
from typing import Any

import httpx
import pytest
from amili_client.runtime import encode_json
from starlette.types import Message, Scope

from amili_ext.errors import ConfigurationError
from amili_ext.sandbox import Dropped, Sandbox, create_app, running

from .conftest import ORGANIZATION, Caller

Build = Callable[..., dict[str, Any]]
BATCHES = f"/collection/v1/orgs/{ORGANIZATION}/batches"
INVOICES = f"/collection/v1/orgs/{ORGANIZATION}/invoices"
JSON = {"Content-Type": "application/json"}
FORM = {"grant_type": "client_credentials", "client_id": "my-integration", "client_secret": "s3cr3t"}


@pytest.fixture
def sandbox(make_sandbox: Callable[..., Sandbox]) -> Sandbox:
    return make_sandbox(processing_delay=0)


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with running(sandbox) as url, httpx.Client(base_url=url, trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {client.post('/token', data=FORM).json()['access_token']}"
        yield client


def _submit(client: httpx.Client, *invoices: dict[str, Any]) -> httpx.Response:
    return client.post(INVOICES, content=encode_json({"invoices": list(invoices)}), headers=JSON)


def test_whole_workflow(client: httpx.Client, invoice: Build) -> None:
    accepted = _submit(client, invoice())
    assert accepted.status_code == 202
    batch_url = accepted.json()["data"]["batchUrl"]
    assert batch_url.startswith(str(client.base_url)), "the documented legacy path, on the host that was asked"
    batch = client.get(batch_url).json()["data"]
    assert batch["status"] == "SUCCESS"
    found = client.get(INVOICES, params={"InvoiceNumber": "INV-1"})
    assert found.json()["data"][0]["invoiceNumber"] == "INV-1"


def test_headers_are_those_of_the_sandbox(client: httpx.Client) -> None:
    response = client.get(BATCHES)
    assert response.headers["date"] == "Mon, 15 Jan 2024 10:30:00 GMT"
    assert response.headers["content-length"] == str(len(response.content))
    assert "server" not in response.headers


def test_methods_and_queries_arrive_as_sent(client: httpx.Client) -> None:
    assert client.request("PATCH", BATCHES).status_code == 405
    assert client.get(f"{BATCHES}?PageSize=1&PageSize=2").json()["errors"] == {"PageSize": ["is given more than once"]}
    assert client.get(f"{BATCHES}?SortDirection").status_code == 200
    assert client.delete("/_sandbox/faults").content == b""


@pytest.mark.parametrize(("kind", "batches"), [("drop_before_commit", 0), ("drop_after_commit", 1)])
def test_connection_is_really_cut(client: httpx.Client, sandbox: Sandbox, invoice: Build, kind: str, batches: int) -> None:
    sandbox.faults.add(f"{kind}:POST:/invoices")
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        _submit(client, invoice())
    assert len(client.get(BATCHES).json()["data"]) == batches, "and the next request is answered"


def test_slow_body_arrives_whole(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add("slow_body:GET:/batches:seconds=0.001")
    assert client.get(BATCHES).json()["data"] == []


def test_slow_body_outlasts_a_timeout_and_does_not_hold_up_the_end(client: httpx.Client, sandbox: Sandbox, invoice: Build) -> None:
    sandbox.faults.add("slow_body:POST:/invoices:seconds=3600")
    with pytest.raises(httpx.ReadTimeout):
        client.post(INVOICES, content=encode_json({"invoices": [invoice()]}), headers=JSON, timeout=0.2)
    assert len(client.get(BATCHES).json()["data"]) == 1, "the answer was late, not the work"


def test_end_does_not_wait_for_a_client_that_still_reads(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    sandbox.faults.add("slow_body:POST:/token:seconds=3600")
    with ExitStack() as stack:
        with running(sandbox) as url:
            response = stack.enter_context(httpx.stream("POST", f"{url}/token", data=FORM, trust_env=False))
        assert response.status_code == 200
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            response.read()
    assert [record for record in caplog.records if record.name.startswith("uvicorn") and record.levelno >= logging.WARNING] == []


def test_truncated_json_is_a_valid_response(client: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add("truncated_json:GET:/batches")
    response = client.get(BATCHES)
    assert response.status_code == 200
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        response.json()


def test_nothing_is_left_running(sandbox: Sandbox) -> None:
    with running(sandbox) as url:
        assert "amili-sandbox" in {thread.name for thread in threads()}
    assert "amili-sandbox" not in {thread.name for thread in threads()}
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_same_port_again_and_a_port_that_is_taken(sandbox: Sandbox) -> None:
    with running(sandbox) as url:
        port = int(url.rpartition(":")[2])
        with pytest.raises(ConfigurationError, match=str(port)), running(sandbox, port=port):
            pass
    with running(sandbox, port=port) as again:
        assert again == url


def test_serve_tells_its_address_and_ends_on_interrupt() -> None:
    code = """
from amili_ext.sandbox import Sandbox, serve
with Sandbox() as sandbox:
    serve(sandbox, port=0, ready=lambda url: print(url, flush=True))
print("closed")
"""
    command = [sys.executable, "-W", "error", "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own code
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.post(f"{url}/token", data=FORM, trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "closed\n", "")


async def _call(sandbox: Sandbox, *incoming: Message, **scope: Any) -> list[Message]:
    """What the application sends when these messages come in."""
    waiting, sent = iter(incoming), list[Message]()

    async def receive() -> Message:
        return next(waiting)

    async def send(message: Message) -> None:
        sent.append(message)

    whole: Scope = {"type": "http", "method": "GET", "path": BATCHES, "query_string": b"", "headers": [], **scope}
    try:
        await create_app(sandbox)(whole, receive, send)
    except Dropped:
        sent.append({"type": "dropped"})
    return sent


BODY: Message = {"type": "http.request", "body": b"", "more_body": False}
GONE: Message = {"type": "http.disconnect"}


def test_application_under_another_server_raises_when_it_cannot_cut(sandbox: Sandbox) -> None:
    sandbox.faults.add("drop_before_commit")
    start, *_, end = asyncio.run(_call(sandbox, BODY))
    assert (start["status"], end["type"]) == (500, "dropped")


def test_latency_comes_after_the_work_and_ends_when_the_client_goes(make_sandbox: Callable[..., Sandbox], invoice: Build) -> None:
    caller = Caller(make_sandbox(latency=3600))
    headers = [(b"authorization", f"Bearer {caller.token}".encode()), (b"content-type", b"application/json")]
    body: Message = {"type": "http.request", "body": encode_json({"invoices": [invoice()]})}
    assert asyncio.run(_call(caller.sandbox, body, GONE, method="POST", path=INVOICES, headers=headers)) == []
    assert len(caller.get("/batches").data) == 1


def test_client_that_goes_before_its_request_is_complete(sandbox: Sandbox) -> None:
    assert asyncio.run(_call(sandbox, GONE)) == []


def test_slow_body_stops_when_the_client_goes(sandbox: Sandbox) -> None:
    sandbox.faults.add("slow_body:::seconds=3600")
    [start] = asyncio.run(_call(sandbox, BODY, GONE))
    assert start["type"] == "http.response.start"
