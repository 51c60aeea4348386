"""A sandbox that is served posts its webhooks over real sockets, in a thread that harms nobody and is gone when the server is."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from threading import Event
from threading import enumerate as threads
from time import monotonic
from typing import Any

import httpx
import pytest
from amili_client.runtime import encode_json

from amili_ext.sandbox import Delivery, Sandbox, WebhookSettings, running
from amili_ext.sandbox.norway.store import Store
from tests.loopback import Loopback, read_request
from tests.support import PATIENCE

from .conftest import ORGANIZATION, Caller, FakeClock

Build = Callable[..., dict[str, Any]]
FORM = {"grant_type": "client_credentials", "client_id": "my-integration", "client_secret": "s3cr3t"}
START = FakeClock().now


class Listener:
    """Someone who listens on a socket of this machine and answers each post as `answer` says; None: not at all, until released."""

    def __init__(self, *statuses: bytes | None) -> None:
        self.statuses = list(statuses)
        self.posts: Queue[bytes] = Queue()
        self.released = Event()

    def __call__(self, connection: socket.socket) -> None:
        while request := read_request(connection):
            status = self.statuses.pop(0) if self.statuses else b"200 OK"
            self.posts.put(request)
            if status is None:
                self.released.wait(PATIENCE)
                return
            connection.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    def next(self) -> tuple[dict[str, str], bytes]:
        head, _, body = self.posts.get(timeout=PATIENCE).partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        return {"": first, **dict(line.split(": ", 1) for line in lines)}, body


@pytest.fixture
def listening(make_sandbox: Callable[..., Sandbox]) -> Iterator[Callable[..., tuple[Listener, Sandbox]]]:
    """A listener, and a sandbox that posts to it."""
    with ExitStack() as stack:

        def listen(*statuses: bytes | None, processing_delay: float = 0, **settings: Any) -> tuple[Listener, Sandbox]:
            listener = Listener(*statuses)
            server = stack.enter_context(Loopback(listener))
            stack.callback(listener.released.set)
            hook = WebhookSettings(url=f"{server.url}/hook?tenant=7", **settings)
            return listener, make_sandbox(processing_delay=processing_delay, webhooks=hook)

        yield listen


Listening = Callable[..., tuple[Listener, Sandbox]]


def test_a_server_posts_by_itself(listening: Listening, clock: FakeClock, invoice: Build) -> None:
    listener, sandbox = listening(b"503 Service Unavailable", processing_delay=5, retry_pauses=[0])
    with running(sandbox) as url:
        token = httpx.post(f"{url}/token", data=FORM, trust_env=False).json()["access_token"]
        content, headers = encode_json({"invoices": [invoice()]}), {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        path = f"{url}/collection/v1/orgs/{ORGANIZATION}/invoices"
        batch_id = httpx.post(path, content=content, headers=headers, trust_env=False).json()["data"]["batchId"]
        clock.advance(5)
        posts = [listener.next() for _ in range(3)]
    assert [headers["X-Amili-Event"] for headers, _ in posts] == ["CASE", "CASE", "BATCH_COMPLETED"]
    assert len({headers["IdempotencyKey"] for headers, _ in posts}) == 2
    for headers, body in posts:
        assert headers[""] == "POST /hook?tenant=7 HTTP/1.1"
        assert headers["Content-Type"] == "application/json"
        assert headers["X-Webhook-Signature"] == hmac.new(b"whsec-sandbox", body, hashlib.sha256).hexdigest()
    assert json.loads(posts[2][1])["data"]["batchId"] == batch_id


def _happen(sandbox: Sandbox) -> None:
    """One event, BATCH_COMPLETED."""
    assert Caller(sandbox).submit({}).status == 202


def _posting_threads() -> list[str]:
    return [thread.name for thread in threads() if thread.name == "amili-webhooks"]


def test_the_end_breaks_off_a_post_and_the_next_sandbox_makes_it_again(listening: Listening, clock: FakeClock) -> None:
    listener, sandbox = listening(None, timeout=3600)
    _happen(sandbox)
    with running(sandbox) as url:
        first, _ = listener.next()
        assert httpx.get(url, trust_env=False).status_code == 404, "requests are answered meanwhile"
        assert _posting_threads()
        begun = monotonic()
    assert monotonic() - begun < PATIENCE
    assert not _posting_threads()
    clock.advance(3601)
    with running(sandbox):
        second, _ = listener.next()
    assert first["IdempotencyKey"] == second["IdempotencyKey"]


def test_nobody_answering_is_a_failure_like_another(listening: Listening) -> None:
    listener, sandbox = listening(None, timeout=0.05, retry_pauses=[0])
    _happen(sandbox)
    with running(sandbox):
        assert [listener.next()[0]["X-Amili-Event"] for _ in range(2)] == ["BATCH_COMPLETED"] * 2


def test_an_answer_that_dribbles_in_is_a_failure_too(make_sandbox: Callable[..., Sandbox]) -> None:
    second, posts = Event(), list[bytes]()

    def dribble(connection: socket.socket) -> None:
        posts.append(read_request(connection))
        if len(posts) > 1:
            second.set()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not second.wait(0.01):
            connection.sendall(b".")

    with Loopback(dribble) as listener:
        sandbox = make_sandbox(processing_delay=0, webhooks=WebhookSettings(url=listener.url, timeout=0.1, retry_pauses=[0]))
        _happen(sandbox)
        with running(sandbox):
            assert second.wait(PATIENCE)


def test_nobody_listening_harms_nobody(make_sandbox: Callable[..., Sandbox], caplog: pytest.LogCaptureFixture) -> None:
    given_up = Event()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/hush-hush"
    sandbox = make_sandbox(processing_delay=0, webhooks=WebhookSettings(url=url, attempts=2, retry_pauses=[0]))
    delivered = sandbox.norway.delivered

    def note(delivery: Delivery, status: int | None) -> None:
        delivered(delivery, status)
        if delivery.attempt == 2:
            given_up.set()

    sandbox.norway.delivered = note
    _happen(sandbox)
    with caplog.at_level(logging.INFO, "amili_ext"), running(sandbox) as url:
        assert given_up.wait(PATIENCE)
        assert httpx.get(url, trust_env=False).status_code == 404
    told = [record.getMessage() for record in caplog.records if record.name == "amili_ext"]
    assert told == ["webhook, attempt 1: ConnectError", "webhook, attempt 2: ConnectError"]


def test_trouble_in_the_thread_stays_there(make_sandbox: Callable[..., Sandbox], caplog: pytest.LogCaptureFixture) -> None:
    sandbox, met = make_sandbox(webhooks=WebhookSettings(url="http://127.0.0.1:9/")), Event()

    def fail(limit: int | None = None) -> list[Delivery]:
        met.set()
        raise sqlite3.OperationalError("database is locked, hush-hush", limit)

    sandbox.norway.due_deliveries = fail
    with running(sandbox) as url:
        assert met.wait(PATIENCE)
        assert httpx.get(url, trust_env=False).status_code == 404
    assert not _posting_threads()
    assert [record.getMessage() for record in caplog.records if record.name == "amili_ext"] == ["webhooks pause after OperationalError"]


def test_no_thread_when_nobody_listens(make_sandbox: Callable[..., Sandbox]) -> None:
    with running(make_sandbox()):
        assert not _posting_threads()


def test_served_until_interrupted_it_posts_and_ends(listening: Listening, tmp_path: Path) -> None:
    listener, sandbox = listening()
    hook = sandbox.settings.webhooks
    assert hook is not None
    file = tmp_path / "sandbox.db"
    Store(str(file)).events.add("CASE", {}, START)
    code = f"""
from amili_ext.sandbox import Sandbox, SandboxSettings, WebhookSettings, serve
with Sandbox(SandboxSettings(database={str(file)!r}, webhooks=WebhookSettings(url={hook.url!r}))) as sandbox:
    serve(sandbox, port=0)
print("closed")
"""
    command = [sys.executable, "-W", "error", "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own code
        assert listener.next()[0]["X-Amili-Event"] == "CASE"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "closed\n", "")
