"""`amili webhooks listen`: what it takes and refuses, what it prints and writes down, and how it ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from amili_ext import AmiliError, ItemStatus, testing
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway import listening, webhooks
from amili_ext.cli.norway.event_file import adding_events_to
from amili_ext.listener import listen_on, url_of
from amili_ext.norway.webhooks import RE_READ, FileEvents, HmacSha256, Receiver
from amili_ext.sandbox import Fault, FaultKind, SandboxSettings, WebhookSettings, running, server
from amili_ext.sandbox.norway.examples import documented_invoice
from tests.cli.conftest import Amili, Serve, Served, lines
from tests.norway.webhooks.page import BATCH_COMPLETED, BROKEN, CASE, PAGE, SECRET, delivery
from tests.support import PATIENCE

SCHEME = HmacSha256(SECRET)
Post = Callable[..., httpx.Response]


def signed(body: bytes, key: str = "key-1", scheme: HmacSha256 = SCHEME) -> dict[str, str]:
    return delivery(key, X_Webhook_Signature=scheme.sign(body))


class Listening:
    """Runs the command without a socket: in place of serving, a test posts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, amili: Amili) -> None:
        self._monkeypatch = monkeypatch
        self._amili = amili

    def __call__(self, *arguments: str, play: Callable[[Post], None] = lambda _: None) -> Any:
        def serve(app: Any, *, host: str, port: int, ready: Callable[[str], None]) -> None:
            def post(body: bytes, headers: dict[str, str], path: str = "/hook", method: str = "POST") -> httpx.Response:
                async def send() -> httpx.Response:
                    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://listener") as client:
                        return await client.request(method, path, content=body, headers=headers)

                return asyncio.run(send())

            ready(f"http://{host}:{port}")
            play(post)

        self._monkeypatch.setattr(listening, "serve", serve)
        return self._amili("webhooks", "listen", *arguments)


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch, amili: Amili) -> Listening:
    monkeypatch.setenv("AMILI_NORWAY_WEBHOOK_SECRET", SECRET)
    return Listening(monkeypatch, amili)


def test_every_event_is_printed_and_written_down_once(listen: Listening, tmp_path: Path) -> None:
    to = tmp_path / "events.jsonl"

    def play(post: Post) -> None:
        for name, body in PAGE.items():
            for _ in range(2):
                assert post(body, signed(body, name)).status_code == 200

    result = listen("--to", str(to), play=play)
    assert result.exit_code == ExitCode.OK
    for words in ("BATCH_COMPLETED", "db6a7ff4-3a20-4042-b271-a9485ded6333", "SETTLEMENT_CREATED", "CASE_UPDATED", "5000001", "PAUSED"):
        assert words in result.stdout
    assert result.stdout.count("BATCH_COMPLETED") == 1
    written = [json.loads(line) for line in to.read_bytes().splitlines()]
    assert [line["event"] for line in written] == list(PAGE)
    assert [line["payload"] for line in written] == [json.loads(body) for body in PAGE.values()]
    assert {line["checked"] for line in written} == {"signature"}
    assert stat.S_IMODE(to.stat().st_mode) == 0o600


def test_json_is_one_line_each_without_the_payload(listen: Listening) -> None:
    def play(post: Post) -> None:
        for name, body in PAGE.items():
            post(body, signed(body, name))

    result = listen("--json", "--port", "0", play=play)
    first, *events = lines(result)
    assert first == {"url": "http://127.0.0.1:0", "to": None}
    assert [event["event"] for event in events] == list(PAGE)
    assert events[2]["case_number"] == "5000001"
    assert not any("payload" in event for event in events)


def test_what_is_not_genuine_is_refused_and_leaves_no_trace(listen: Listening, tmp_path: Path) -> None:
    to = tmp_path / "events.jsonl"

    def play(post: Post) -> None:
        assert post(BATCH_COMPLETED, delivery()).status_code == 401
        assert post(BATCH_COMPLETED, delivery(X_Webhook_Signature="0" * 64)).status_code == 401
        assert post(CASE, signed(BATCH_COMPLETED)).status_code == 401
        assert post(BROKEN, signed(BROKEN)).status_code == 400
        assert post(b"x" * (2**20 + 1), signed(b"x")).status_code == 413
        assert post(BATCH_COMPLETED, signed(BATCH_COMPLETED), method="GET").status_code == 405

    result = listen("--to", str(to), play=play)
    assert to.read_bytes() == b""
    assert "401" in result.stderr
    assert "line 7, column 9" in result.stderr
    assert SECRET not in result.output


def test_any_path_will_do(listen: Listening) -> None:
    def play(post: Post) -> None:
        for number, path in enumerate(("/", "/amili", "/a/b?c=d")):
            body = BATCH_COMPLETED.replace(b"897e1f80", b"%08d" % number)
            assert post(body, signed(body, path), path).text == "received"

    listen(play=play)


@pytest.mark.parametrize("how", ["environment", "file"])
def test_while_the_secret_changes_both_are_good(listen: Listening, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "environment":
        monkeypatch.setenv("AMILI_NORWAY_WEBHOOK_SECRET", "new")
        monkeypatch.setenv("AMILI_NORWAY_PREVIOUS_WEBHOOK_SECRET", "old")
    else:
        monkeypatch.delenv("AMILI_NORWAY_WEBHOOK_SECRET")
        (tmp_path / "config.toml").write_text('[norway]\nwebhook_secret = "new"\nprevious_webhook_secret = "old"\n')

    def play(post: Post) -> None:
        for number, (secret, status) in enumerate((("new", 200), ("old", 200), ("older", 401))):
            body = BATCH_COMPLETED.replace(b"897e1f80", b"%08d" % number)
            assert post(body, signed(body, secret, HmacSha256(secret, "base64"))).status_code == status

    result = listen("--encoding", "base64", *(() if how == "environment" else ("--config-file", str(tmp_path / "config.toml"))), play=play)
    assert result.exit_code == ExitCode.OK


def test_without_a_secret_nothing_is_served(listen: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMILI_NORWAY_WEBHOOK_SECRET")
    result = listen(play=lambda _: pytest.fail("served"))
    assert result.exit_code == ExitCode.REFUSED
    assert "AMILI_NORWAY_WEBHOOK_SECRET" in result.stderr
    assert "--re-read" in result.stderr


def test_the_sandbox_has_a_secret_that_everybody_knows(listen: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMILI_NORWAY_WEBHOOK_SECRET")
    body = BATCH_COMPLETED

    def play(post: Post) -> None:
        assert post(body, signed(body, scheme=HmacSha256("whsec-sandbox"))).status_code == 200

    assert listen("--environment", "sandbox", play=play).exit_code == ExitCode.OK


def test_receipts_in_a_file_outlive_the_process(listen: Listening, tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        listen("--receipts", str(tmp_path / "r.db"), play=lambda post: said.append(post(CASE, signed(CASE)).text))
    assert said == ["received", "received before"]


@pytest.mark.parametrize("option", ["--to", "--receipts"])
@pytest.mark.parametrize("kind", ["directory", "missing directory", "something else"])
def test_a_file_that_cannot_be_used_is_refused_before_anything_is_served(listen: Listening, tmp_path: Path, option: str, kind: str) -> None:
    path = tmp_path / "missing" / "file" if kind == "missing directory" else tmp_path
    if kind == "something else":
        path = tmp_path / "notes.txt"
        path.write_text("my notes\n" * 200)
    result = listen(option, str(path), play=lambda _: pytest.fail("served"))
    assert result.exit_code == ExitCode.REFUSED
    if kind == "something else":
        assert path.read_text() == "my notes\n" * 200


def test_without_the_extra_it_says_what_to_install(listen: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "amili_ext.cli.norway.listening")
    monkeypatch.delattr("amili_ext.cli.norway.listening")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = listen._amili("webhooks", "listen")
    assert result.exit_code == ExitCode.REFUSED
    assert 'pip install "amili-ext[sandbox]"' in result.stderr


# -- the file ------------------------------------------------------------------------------------------------------------------


def test_what_cannot_be_written_down_is_not_thanked_for_and_comes_again(
    listen: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "events.jsonl"
    real = os.fsync

    def play(post: Post) -> None:
        monkeypatch.setattr(os, "fsync", full)
        assert post(CASE, signed(CASE)).status_code == 503
        monkeypatch.setattr(os, "fsync", real)
        assert to.read_bytes() == b""
        assert post(CASE, signed(CASE)).text == "received"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    result = listen("--to", str(to), play=play)
    assert "No space left on device" in result.stderr
    assert len(to.read_bytes().splitlines()) == 1


def test_it_is_on_the_disk_before_anybody_is_thanked(listen: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync

    def fsync(file: int) -> None:
        real(file)
        if stat.S_ISREG(os.fstat(file).st_mode):
            synced.append(os.fstat(file).st_size)

    monkeypatch.setattr(os, "fsync", fsync)

    def play(post: Post) -> None:
        for number, (name, body) in enumerate(PAGE.items(), start=1):
            post(body, signed(body, name))
            assert len(synced) == number

    to = tmp_path / "events.jsonl"
    listen("--to", str(to), play=play)
    assert synced[-1] == to.stat().st_size


def test_a_file_that_ends_in_half_a_line_is_gone_on_with(tmp_path: Path) -> None:
    to = tmp_path / "events.jsonl"
    with adding_events_to(to) as book:
        assert book is not None
        book.add(b'{"event":"A"}\n')
    for half in (b'{"event":"B', b'{"eve'):
        with to.open("ab") as file:
            file.write(half)
        with adding_events_to(to) as book:
            assert book is not None
            book.add(b'{"event":"C"}\n')
    assert to.read_bytes().split(b"\n") == [b'{"event":"A"}', b'{"event":"B', b'{"event":"C"}', b'{"eve', b'{"event":"C"}', b""]


def test_two_processes_may_add_to_one_file(tmp_path: Path) -> None:
    with adding_events_to(tmp_path / "e.jsonl") as one, adding_events_to(tmp_path / "e.jsonl") as other:
        assert one is not None
        assert other is not None
        for number in range(3):
            one.add(b'{"event":"%d"}\n' % number)
            other.add(b'{"event":"%d"}\n' % number)
    assert (tmp_path / "e.jsonl").read_bytes().count(b"\n") == 6


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_an_event_is_never_written_into_a_file_that_is_gone(tmp_path: Path, how: str) -> None:
    """Or it would be thanked for, and lost."""
    to = tmp_path / "events.jsonl"
    with adding_events_to(to) as book:
        assert book is not None
        book.add(b'{"event":"A"}\n')
        if how == "moved":
            to.rename(tmp_path / "events.1")
        else:
            to.unlink()
        if how == "replaced":
            to.write_bytes(b'{"event":"B"}\n')
        book.add(b'{"event":"C"}\n')
        assert to.read_bytes().splitlines()[-1] == b'{"event":"C"}'
        assert to.read_bytes().count(b"\n") == 1 + (how == "replaced")


def test_a_file_that_goes_while_an_event_is_written_has_it_again_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "events.jsonl"
    with adding_events_to(to) as book:
        assert book is not None
        real = os.fsync

        def deleted(file: int) -> None:
            monkeypatch.setattr(os, "fsync", real)
            to.unlink()

        monkeypatch.setattr(os, "fsync", deleted)
        book.add(b'{"event":"A"}\n')
    assert to.read_bytes() == b'{"event":"A"}\n'


def test_something_else_in_the_place_of_the_file_is_not_spoilt(tmp_path: Path) -> None:
    to = tmp_path / "events.jsonl"
    with adding_events_to(to) as book:
        assert book is not None
        to.unlink()
        to.write_text("number,amount\n")
        with pytest.raises(AmiliError, match="something else"):
            book.add(b'{"event":"A"}\n')
        to.unlink()
        book.add(b'{"event":"A"}\n')
    assert to.read_bytes() == b'{"event":"A"}\n'


def test_half_a_line_that_cannot_be_taken_back_does_not_spoil_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "events.jsonl"
    with adding_events_to(to) as book:
        assert book is not None
        book.add(b'{"event":"A"}\n')
        with to.open("ab") as other:
            other.write(b'{"event":"B"')  # as another process leaves it that is killed while this one goes on
        book.add(b'{"event":"C"}\n')
    assert to.read_bytes().splitlines() == [b'{"event":"A"}', b'{"event":"B"', b'{"event":"C"}']


@pytest.mark.skipif(os.name != "posix", reason="has no such locks")
def test_who_takes_half_a_line_back_takes_nothing_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "events.jsonl"
    real, threads = os.fsync, list[threading.Thread]()
    with adding_events_to(to) as one, adding_events_to(to) as other:
        assert one is not None
        assert other is not None

        def full(_: int) -> None:
            monkeypatch.setattr(os, "fsync", real)
            threads.append(threading.Thread(target=other.add, args=(b'{"event":"B"}\n',)))
            threads[0].start()
            threads[0].join(0.05)  # it waits for its turn; were there none, it would be done by now
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(AmiliError, match="No space left"):
            one.add(b'{"event":"A"}\n')
        threads[0].join(PATIENCE)
    assert to.read_bytes() == b'{"event":"B"}\n'


def test_the_file_of_events_and_that_of_receipts_are_two(listen: Listening, tmp_path: Path) -> None:
    result = listen("--to", str(tmp_path / "one"), "--receipts", str(tmp_path / "." / "one"))
    assert result.exit_code == ExitCode.REFUSED
    assert "a file each" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_had_claimed_is_free_before_the_sender_gives_up(
    listen: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sandbox as a sender tries for the last time 156 s after the first."""
    receipts = tmp_path / "receipts.db"
    real, leases = webhooks.event_document, list[float]()

    def look(*arguments: Any) -> Any:
        with closing(sqlite3.connect(receipts)) as file:
            leases.extend(ends - time.time() for (ends,) in file.execute("SELECT ends FROM amili_receipts WHERE NOT done"))
        return real(*arguments)

    monkeypatch.setattr(webhooks, "event_document", look)
    listen("--receipts", str(receipts), play=lambda post: post(CASE, signed(CASE)))
    assert leases
    assert max(leases) < sum(WebhookSettings(url="http://127.0.0.1:9/").retry_pauses)


def test_only_a_path_makes_a_file() -> None:
    with adding_events_to(None) as book:
        assert book is None


# -- bodies that do not come ---------------------------------------------------------------------------------------------------


def test_a_body_that_dribbles_in_is_not_waited_for() -> None:
    app = listening.create_app(Receiver(trust=RE_READ), patience=0.01)
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.001)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [], "http_version": "1.1"}
    asyncio.run(app(scope, receive, send))
    assert said[0]["status"] == 408
    assert (b"connection", b"close") in said[0]["headers"]


def test_a_body_without_a_length_is_cut_off_where_it_is_too_long() -> None:
    app = listening.create_app(Receiver(trust=RE_READ), max_body=1000)
    pieces = 0
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        nonlocal pieces
        pieces += 1
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [], "http_version": "1.1"}
    asyncio.run(app(scope, receive, send))
    assert (said[0]["status"], pieces) == (413, 11)


def test_a_head_that_dribbles_in_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening.Impatient, "patience", 0.02)
    server = uvicorn.Server(listening.config(listening.create_app(Receiver(trust=RE_READ))))
    with listen_on("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with socket.create_connection(listener.getsockname(), timeout=PATIENCE) as connection:
                connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n")
                assert connection.recv(1) == b""
            with httpx.Client(base_url=url_of(listener), trust_env=False, timeout=PATIENCE) as client:
                assert client.post("/", content=BATCH_COMPLETED, headers=delivery()).text == "received"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def test_a_request_that_is_being_handled_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening.Impatient, "patience", 0.001)
    receiver = Receiver(trust=RE_READ, handler=lambda _: time.sleep(0.05))
    server = uvicorn.Server(listening.config(listening.create_app(receiver)))
    with listen_on("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with socket.create_connection(listener.getsockname(), timeout=PATIENCE) as connection:
                head = b"POST / HTTP/1.1\r\nHost: x\r\nIdempotencyKey: a\r\nContent-Length: %d\r\n\r\n" % len(BATCH_COMPLETED)
                connection.sendall(head + BATCH_COMPLETED)
                assert connection.recv(15) == b"HTTP/1.1 200 OK"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


# -- with the sandbox ----------------------------------------------------------------------------------------------------------


def post_to(post: Post) -> Callable[[Any], int]:
    return lambda one: post(one.body, dict(one.headers)).status_code


def test_re_read_believes_nothing_but_what_amili_says(
    listen: Listening, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "posting", lambda _: nullcontext())  # here the test delivers
    served = serve(webhooks=WebhookSettings(url="http://127.0.0.1:9/", secret="another one"))
    batch = testing.norway(served).invoices.submit([documented_invoice()]).batch_id
    to = tmp_path / "events.jsonl"
    forged = BATCH_COMPLETED.replace(b"db6a7ff4-3a20-4042-b271-a9485ded6334", b"3fa85f64-5717-4562-b3fc-2c963f66afa6")

    def play(post: Post) -> None:
        assert post(forged, delivery("forged")).status_code == 503
        lie = forged.replace(b"db6a7ff4-3a20-4042-b271-a9485ded6333", str(batch).encode()).replace(b"SUCCESS", b"FAILED")
        assert post(lie, delivery("lie")).status_code == 200
        assert post(b'{"type":"NEW","data":{"secret":1}}', delivery("new")).status_code == 200
        served.norway.deliver(post_to(post))

    result = listen("--re-read", "--to", str(to), play=play)
    assert result.exit_code == ExitCode.OK, result.output
    written = [json.loads(line) for line in to.read_bytes().splitlines()]
    assert (written[0]["event"], written[0]["batch_id"], written[0]["status"]) == ("BATCH_COMPLETED", str(batch), "SUCCESS")
    assert [line["checked"] for line in written] == ["re-read", None, "re-read", "re-read"]
    assert not any("payload" in line or "data" in line for line in written)
    assert FileEvents(to).finished([batch]) == {batch}
    assert "NotFoundError" in result.stderr


def test_a_batch_that_is_announced_too_early_is_not_believed(listen: Listening, serve: Serve, tmp_path: Path) -> None:
    served = serve(processing_delay=5)
    batch = testing.norway(served).invoices.submit([documented_invoice()]).batch_id
    early = BATCH_COMPLETED.replace(b"db6a7ff4-3a20-4042-b271-a9485ded6334", b"3fa85f64-5717-4562-b3fc-2c963f66afa6")
    early = early.replace(b"db6a7ff4-3a20-4042-b271-a9485ded6333", str(batch).encode())
    said: list[int] = []
    result = listen("--re-read", play=lambda post: said.append(post(early, delivery()).status_code))
    assert said == [503]
    assert "is announced as finished but is not" in result.stderr


# -- for real ------------------------------------------------------------------------------------------------------------------


by_signals = pytest.mark.skipif(os.name != "posix", reason="ends by a signal")


@contextmanager
def listening_process(to: Path, *more: str, **environment: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """The command as it is, and its address."""
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(to.parent)}
    command = [sys.executable, "-m", "amili_ext.cli", "webhooks", "listen", "--json", "--port", "0", *(more or ("--to", str(to)))]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())["url"]
        finally:
            process.kill()


@by_signals
def test_on_a_real_socket_until_sigterm(tmp_path: Path) -> None:
    to = tmp_path / "events.jsonl"
    with listening_process(to, AMILI_NORWAY_WEBHOOK_SECRET=SECRET) as (process, url):
        with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as client:
            assert client.post("/hook", content=BATCH_COMPLETED, headers=signed(BATCH_COMPLETED)).text == "received"
            assert client.post("/hook", content=BATCH_COMPLETED, headers=delivery()).status_code == 401
        process.send_signal(signal.SIGTERM)
        printed, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.OK, errors
    assert [json.loads(line)["event"] for line in printed.splitlines()] == ["BATCH_COMPLETED"]
    assert "Traceback" not in errors
    assert len(to.read_bytes().splitlines()) == 1


@by_signals
@pytest.mark.parametrize("to_file", [True, False])
def test_when_nobody_reads_what_is_printed_the_file_counts_and_without_one_nothing_is_thanked_for(tmp_path: Path, to_file: bool) -> None:
    """`amili webhooks listen | head`: an event must not be written down at each attempt, nor be printed into nowhere."""
    to = tmp_path / "events.jsonl"
    more = ("--to", str(to)) if to_file else ("--host", "127.0.0.1")
    with listening_process(to, *more, AMILI_NORWAY_WEBHOOK_SECRET=SECRET) as (process, url):
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as client:
            said = [client.post("/", content=body, headers=signed(body, body.hex()[-9:])).text for body in (BATCH_COMPLETED, CASE, CASE)]
        process.send_signal(signal.SIGTERM)
        errors = process.stderr.read()
        assert process.wait(PATIENCE) == ExitCode.OK, errors
    assert said == (["received", "received", "received before"] if to_file else ["it cannot be handled now; send it again"] * 3)
    assert "cannot be printed" in errors
    assert "Traceback" not in errors
    if to_file:
        assert len(to.read_bytes().splitlines()) == 2


@by_signals
def test_from_the_sandbox_through_the_listener_to_who_waits_in_another_process(tmp_path: Path) -> None:
    """The wait looks once, when the file tells it to; by itself it would look after half a minute at the earliest."""
    to = tmp_path / "events.jsonl"
    with listening_process(to, AMILI_NORWAY_ENVIRONMENT="sandbox") as (_, url):
        settings = SandboxSettings(processing_delay=0.05, webhooks=WebhookSettings(url=f"{url}/amili", retry_pauses=(0.05,)))
        with Served(settings) as served, running(served):
            for kind in (FaultKind.WEBHOOK_DUPLICATE, FaultKind.WEBHOOK_BAD_SIGNATURE):
                served.faults.add(Fault(kind=kind))
            client = testing.norway(served)
            handle = client.invoices.submit([documented_invoice()])
            begun = time.monotonic()
            result = client.batches.wait(handle, news=FileEvents(to, interval=0.01), max_wait=2 * PATIENCE)
            assert time.monotonic() - begun < PATIENCE
    assert [outcome.status for outcome in result.outcomes] == [ItemStatus.SUCCEEDED]
    assert len([request for request in served.requests if request.path.endswith(f"/batches/{handle.batch_id}")]) == 1
    written = [json.loads(line)["event"] for line in to.read_bytes().splitlines()]
    assert sorted(written) == sorted(set(written))


def test_a_port_that_is_taken_is_refused(amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMILI_NORWAY_WEBHOOK_SECRET", SECRET)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = amili("webhooks", "listen", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == ExitCode.REFUSED
    assert "cannot listen on 127.0.0.1" in result.stderr


@pytest.mark.parametrize("host", ["a..b", "x" * 64])
def test_a_host_that_cannot_be_one_is_refused(amili: Amili, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("AMILI_NORWAY_WEBHOOK_SECRET", SECRET)
    result = amili("webhooks", "listen", "--host", host)
    assert result.exit_code == ExitCode.REFUSED
    assert f"cannot listen on {host}" in result.stderr
