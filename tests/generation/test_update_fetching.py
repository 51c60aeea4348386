"""Where a vendor's document is read from: files and addresses, and what is refused there."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from updating import UpdateError, fetching
from updating.fetching import fetch

SWAGGER_UI = b"<!DOCTYPE html><html><script>SwaggerUIBundle({ url: '/static/swagger.json' })</script></html>"


@pytest.fixture
def answers() -> dict[str, tuple[int, dict[str, str], bytes]]:
    return {}


@pytest.fixture
def server(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A server on this machine that says what `answers` has for a path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/slow":
                time.sleep(0.5)
            status, headers, content = answers[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # when the client had enough
                self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


Answers = dict[str, tuple[int, dict[str, str], bytes]]


def refusal(of: Callable[[], object]) -> str:
    with pytest.raises(UpdateError) as error:
        of()
    return str(error.value)


def test_a_document_and_one_moved_on_the_same_host(server: str, answers: Answers) -> None:
    answers["/openapi.json"] = (200, {"Content-Type": "application/json"}, b"{}")
    answers["/old"] = (302, {"Location": "/openapi.json"}, b"")

    assert fetch(f"{server}/openapi.json") == b"{}"
    assert fetch(f"{server}/old") == b"{}"


def test_a_web_page_says_what_it_shows(server: str, answers: Answers) -> None:
    answers["/docs/partner"] = (200, {"Content-Type": "text/html; charset=utf-8"}, SWAGGER_UI)
    answers["/docs/other"] = (200, {"Content-Type": "text/html"}, b"{}")
    answers["/docs/unlabelled"] = (200, {}, b"\xef\xbb\xbf \n<html>")

    message = refusal(lambda: fetch(f"{server}/docs/partner"))
    assert "this is a web page, not a specification" in message
    assert f"{server}/static/swagger.json" in message
    assert "developer tools" in refusal(lambda: fetch(f"{server}/docs/other"))
    assert "this is a web page, not a specification" in refusal(lambda: fetch(f"{server}/docs/unlabelled"))


@pytest.mark.parametrize(
    ("status", "message"), [(404, "is the address right"), (401, "who asks"), (403, "not allow"), (500, "no document")]
)
def test_another_status(server: str, answers: Answers, status: int, message: str) -> None:
    answers["/x"] = (status, {}, b"")
    said = refusal(lambda: fetch(f"{server}/x"))

    assert f"answered {status}" in said
    assert message in said
    assert "--from FILE" in said


@pytest.mark.parametrize(
    "location", ["http://localhost:{port}/x", "https://127.0.0.1:{port}/x", "file:///etc/hostname", "//other.example/x"]
)
def test_a_redirect_to_another_host_or_scheme_is_not_followed(server: str, answers: Answers, location: str) -> None:
    answers["/x"] = (302, {"Location": location.format(port=server.rpartition(":")[2])}, b"")

    assert "which is another host or scheme" in refusal(lambda: fetch(f"{server}/x"))


def test_redirects_in_a_circle(server: str, answers: Answers) -> None:
    answers["/x"] = (302, {"Location": "/x"}, b"")

    assert "redirects more than 3 times" in refusal(lambda: fetch(f"{server}/x"))


def test_what_is_too_big_is_not_read_to_its_end(server: str, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LIMIT", 1_000_000)
    answers["/big"] = (200, {}, b" " * 1_000_001)
    (tmp_path / "big.json").write_bytes(b" " * 1_000_001)

    assert "bigger than 1 MB" in refusal(lambda: fetch(f"{server}/big"))
    assert "bigger than 1 MB" in refusal(lambda: fetch(str(tmp_path / "big.json")))


def test_what_is_too_slow(server: str, answers: Answers) -> None:
    answers["/slow"] = (200, {}, b"{}")

    assert "no answer within 0.1 seconds" in refusal(lambda: fetch(f"{server}/slow", timeout=0.1))


def test_nobody_there(server: str) -> None:
    closed = "http://127.0.0.1:9/openapi.json"
    said = refusal(lambda: fetch(closed))

    assert said.startswith(f"{closed}: cannot be reached")
    assert "--from FILE" in said


def test_addresses_that_are_none() -> None:
    assert "only addresses with https:// or http://" in refusal(lambda: fetch("ftp://example.com/x"))
    assert "only addresses with https:// or http://" in refusal(lambda: fetch("file:///etc/hostname"))
    said = refusal(lambda: fetch("https://me:secret@example.com/x"))
    assert "password" in said
    assert "secret" not in said


def test_files_that_are_not_there_or_pages(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(SWAGGER_UI)

    assert "No such file" in refusal(lambda: fetch(str(tmp_path / "nothing.json")))
    assert "Is a directory" in refusal(lambda: fetch(str(tmp_path)))
    assert "It seems to show '/static/swagger.json'" in refusal(lambda: fetch(str(tmp_path / "page.html")))
