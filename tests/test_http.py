"""The one module that touches the network: what counts as sent, how long an exchange may last, and whose client it is.

Servers here are real sockets on loopback, each with a script for every connection that it accepts.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import certifi
import httpx
import pytest

from amili_ext import AsyncNorway, Norway
from amili_ext._http import in_process_transport
from amili_ext.errors import AmiliError, ConfigurationError, TransportError
from amili_ext.flow import Reply, Request
from amili_ext.retry import NO_RETRY
from amili_ext.testing import VirtualClock

from .loopback import Caller, Loopback, Script, get, http, post, read_request
from .support import BATCH, ORGANIZATION, PATIENCE, Server, Threads, batch_reply, client, complete, in_each_world

# httpx and httpcore leave async generators of their own unfinished when an exchange fails; trio remarks on that.
pytestmark = pytest.mark.filterwarnings("ignore:Async generator 'http:ResourceWarning")

# -- whether it was sent ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@in_each_world
@pytest.mark.parametrize("request_of", [get, post])
def test_a_refused_connection_was_never_sent(world: str, request_of: Callable[..., Request], closed_port: int) -> None:
    with pytest.raises(TransportError, match=r"^the exchange failed before the request was sent: ConnectError: .") as caught:
        Caller(world).send(request_of(f"http://127.0.0.1:{closed_port}/"))
    assert (caught.value.sent, caught.value.timeout) == (False, False)


def hang_up_after_reading(connection: socket.socket) -> None:
    read_request(connection)


def hang_up_at_once(connection: socket.socket) -> None:
    pass


def reset_after_reading(connection: socket.socket) -> None:
    read_request(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang_up_in_the_body(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(http(b"x" * 100)[:-50])


def hang_up_in_the_head(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 202 Acc")


def talk_nonsense(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"Kari Nordmann 12345678901\r\n\r\n")


def garble_the_compression(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(http(b"not gzip", headers=b"Content-Encoding: gzip\r\n"))


@in_each_world
@pytest.mark.parametrize(
    "script",
    [
        hang_up_after_reading,
        hang_up_at_once,
        reset_after_reading,
        hang_up_in_the_body,
        hang_up_in_the_head,
        talk_nonsense,
        garble_the_compression,
    ],
)
def test_once_a_connection_stood_the_request_may_have_arrived(world: str, script: Script) -> None:
    with Loopback(script) as server, pytest.raises(TransportError, match="may have reached the server") as caught:
        Caller(world).send(post(server.url))
    assert (caught.value.sent, caught.value.timeout) == (True, False)
    assert "Nordmann" not in f"{caught.value} {caught.value!r}", "what a server sends is not repeated"


@in_each_world
def test_a_server_that_does_not_answer_is_a_timeout_of_a_request_that_was_sent(world: str) -> None:
    over = threading.Event()

    def silence(connection: socket.socket) -> None:
        read_request(connection)
        over.wait(PATIENCE)

    with Loopback(silence) as server:
        try:
            with pytest.raises(
                TransportError, match=r"^the exchange timed out after the request may have reached the server: ReadTimeout"
            ) as caught:
                Caller(world).send(post(server.url, timeout=0.1))
        finally:
            over.set()
    assert (caught.value.sent, caught.value.timeout) == (True, True)


NEVER_SENT = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol]
"""Of these httpx's documentation says that they are raised while a connection is made or waited for."""

PERHAPS_SENT = [
    httpx.ReadTimeout,
    httpx.WriteTimeout,
    httpx.ReadError,
    httpx.WriteError,
    httpx.CloseError,
    httpx.LocalProtocolError,
    httpx.RemoteProtocolError,
    httpx.DecodingError,
    httpx.TooManyRedirects,
    RuntimeError,
    OSError,
    ssl.SSLError,
]


@in_each_world
@pytest.mark.parametrize(("kind", "sent"), [(kind, False) for kind in NEVER_SENT] + [(kind, True) for kind in PERHAPS_SENT])
def test_every_failure_of_the_library_says_whether_it_was_sent_and_doubt_counts_as_sent(
    world: str, kind: type[Exception], sent: bool
) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise kind("free text of unknown origin: Bearer eyJ0")

    http_client = (httpx.Client if world == "blocking" else httpx.AsyncClient)(transport=httpx.MockTransport(fail))
    with pytest.raises(TransportError) as caught:
        Caller(world, client=http_client).send(post("http://127.0.0.1/"))
    assert caught.value.sent is sent
    assert caught.value.timeout is issubclass(kind, httpx.TimeoutException)
    assert kind.__name__ in str(caught.value)


def test_every_transport_error_of_the_library_is_in_the_table() -> None:
    """So that a new kind makes somebody decide."""

    def leaves_of(kind: type[Exception]) -> Iterator[type[Exception]]:
        below = kind.__subclasses__()
        for one in below:
            yield from leaves_of(one)
        if not below:
            yield kind

    known = {*NEVER_SENT, *PERHAPS_SENT}
    assert {kind for kind in leaves_of(httpx.RequestError) if kind.__module__ == "httpx"} <= known


@in_each_world
@pytest.mark.parametrize("kind", [httpx.LocalProtocolError, httpx.RemoteProtocolError, httpx.InvalidURL, RuntimeError, ValueError])
def test_texts_of_the_library_that_may_quote_a_header_or_an_answer_are_not_repeated(world: str, kind: type[Exception]) -> None:
    """h11 writes "Illegal header value b'Bearer …'" and "illegal status line: b'…'"."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind("Illegal header value b'Bearer eyJ0'")

    http_client = (httpx.Client if world == "blocking" else httpx.AsyncClient)(transport=httpx.MockTransport(fail))
    with pytest.raises(AmiliError) as caught:
        Caller(world, client=http_client).send(post("http://127.0.0.1/"))
    assert "eyJ0" not in f"{caught.value} {caught.value!r}"


@in_each_world
@pytest.mark.parametrize(
    "request_",
    [
        post("http://127.0.0.1/", headers={"IdempotencyKey": "n\u00f8kkel"}),
        post("http://[::1/"),
        post("http://127.0.0.1/", params=(("a", "\ud800"),)),
    ],
    ids=["header", "address", "query"],
)
def test_a_request_that_cannot_be_written_was_never_sent(world: str, request_: Request) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Caller(world, client=_mock(world, lambda request: pytest.fail("it was sent"))).send(request_)
    assert "n\u00f8kkel" not in str(caught.value)


def _mock(world: str, handler: Callable[[Request], Reply]) -> Any:
    return (httpx.Client if world == "blocking" else httpx.AsyncClient)(transport=in_process_transport(handler))


# -- how long it lasts -----------------------------------------------------------------------------------------------------------


def _drip(connection: socket.socket) -> None:
    """A byte each 20 ms for as long as anybody listens: never slow enough for a limit between two bytes."""
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection.sendall(b"x")
        time.sleep(0.02)


@in_each_world
def test_an_answer_that_drips_in_ends_with_the_time_for_the_whole_exchange(world: str) -> None:
    with Loopback(_drip) as server:
        begun = time.monotonic()
        with pytest.raises(TransportError) as caught:
            Caller(world).send(get(server.url, timeout=0.2))
        took = time.monotonic() - begun
    assert (caught.value.sent, caught.value.timeout) == (True, True)
    assert 0.2 <= took < PATIENCE / 2, "the drip alone lasts twice as long"


@in_each_world
def test_an_exchange_that_was_given_up_gives_its_connection_back(world: str) -> None:
    """Or a pool would run dry after a few bad answers."""
    connections = iter([_drip])

    def script(connection: socket.socket) -> None:
        next(connections, _answer)(connection)

    limits = httpx.Limits(max_connections=1)
    own: Any = httpx.Client(limits=limits) if world == "blocking" else httpx.AsyncClient(limits=limits)
    with Loopback(script) as server:
        dripping, good = get(server.url, timeout=0.1), get(server.url)
        replies = Caller(world, client=own).send(dripping, good, errors=True)
    assert isinstance(replies[0], TransportError)
    assert isinstance(replies[1], Reply), replies[1]


def _answer(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(http())


@in_each_world
def test_the_time_is_the_requests_own_and_not_the_clients(world: str) -> None:
    """A client of the caller may have a timeout of its own, or none."""
    seen: list[Any] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200)

    http_client = (httpx.Client if world == "blocking" else httpx.AsyncClient)(transport=httpx.MockTransport(handler), timeout=None)
    Caller(world, client=http_client).send(get("http://127.0.0.1/", timeout=7.0))
    assert seen == [{"connect": 7.0, "read": 7.0, "write": 7.0, "pool": 7.0}]


# -- what goes over the wire -----------------------------------------------------------------------------------------------------


@in_each_world
def test_a_request_arrives_as_it_was_described_and_the_answer_comes_back_whole(world: str) -> None:
    received: list[bytes] = []

    def script(connection: socket.socket) -> None:
        received.append(read_request(connection))
        connection.sendall(http(b"\x00\xff body", "202 Accepted", b"X-Request-Id: abc\r\nRetry-After: 3\r\n"))

    with Loopback(script) as server:
        request = post(f"{server.url}/orgs/1", params=(("State", "A B&C"), ("State", "\u00e6")), headers={"IdempotencyKey": "key"})
        (reply,) = Caller(world).send(request)
    head, _, body = received[0].partition(b"\r\n\r\n")
    line, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    assert line in {"POST /orgs/1?State=A%20B%26C&State=%C3%A6 HTTP/1.1", "POST /orgs/1?State=A+B%26C&State=%C3%A6 HTTP/1.1"}
    assert body == b'{"invoices": []}'
    assert headers["authorization"] == "Bearer token"
    assert headers["idempotencykey"] == "key"
    assert headers["accept"] == "application/json"
    assert headers["user-agent"].startswith("amili-ext/")
    assert (reply.status, reply.content) == (202, b"\x00\xff body")
    assert (reply.headers["x-request-id"], reply.headers["retry-after"]) == ("abc", "3")


@in_each_world
@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_a_redirect_is_an_answer_and_is_not_followed(world: str, status: str) -> None:
    """A token and a person's data go to no address but the one that was configured; also if the caller's client would follow."""
    paths: list[bytes] = []

    def script(connection: socket.socket) -> None:
        paths.append(read_request(connection).split(b" ")[1])
        connection.sendall(http(b"", status, b"Location: /elsewhere\r\n"))

    http_client: Any = httpx.Client(follow_redirects=True) if world == "blocking" else httpx.AsyncClient(follow_redirects=True)
    with Loopback(script) as server:
        (reply,) = Caller(world, client=http_client).send(get(f"{server.url}/here"))
    assert reply.status == int(status[:3])
    assert paths == [b"/here"]


@in_each_world
def test_only_what_is_authenticated_carries_the_token(world: str) -> None:
    seen: list[str | None] = []

    def handler(request: Request) -> Reply:
        seen.append(request.headers.get("authorization"))
        return Reply(200)

    url = "http://127.0.0.1/"
    Caller(world, client=_mock(world, handler)).send(get(url), get(url, authenticated=False))
    assert seen == ["Bearer token", None]


@in_each_world
def test_the_own_authentication_of_the_callers_client_does_not_get_in_the_way(world: str) -> None:
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization"))
        return httpx.Response(200)

    kind: Any = httpx.Client if world == "blocking" else httpx.AsyncClient
    http_client = kind(transport=httpx.MockTransport(handler), auth=("user", "password"))
    url = "http://127.0.0.1/"
    Caller(world, client=http_client).send(get(url), get(url, authenticated=False))
    assert seen == ["Bearer token", None]


@in_each_world
def test_a_401_gives_its_connection_back_before_a_new_token_is_fetched_over_it(world: str) -> None:
    """With a pool of one connection, or as many threads as connections, the fetch would otherwise wait for what waits for it."""
    seen: list[bytes] = []

    def script(connection: socket.socket) -> None:
        while request := read_request(connection):
            seen.append(request.split(b" ")[1])
            if request.startswith(b"POST /token"):
                connection.sendall(http(b'{"access_token": "t%d"}' % len(seen)))
            elif b"Bearer t1\r\n" in request:
                connection.sendall(http(b"x" * 200_000, "401 Unauthorized"))
            else:
                connection.sendall(http(batch_reply().content))

    one_connection = httpx.Limits(max_connections=1)
    with Loopback(script) as server:
        arguments: dict[str, Any] = {
            "environment": "sandbox",
            "auth_url": server.url,
            "collection_url": server.url,
            "retry": NO_RETRY,
            "request_timeout": 5.0,
        }
        if world == "blocking":
            with httpx.Client(limits=one_connection) as own:
                assert Norway(http_client=own, **arguments).batches.get(BATCH).batch_id == BATCH
        else:

            async def whole() -> None:
                async with httpx.AsyncClient(limits=one_connection) as own:
                    assert (await AsyncNorway(http_client=own, **arguments).batches.get(BATCH)).batch_id == BATCH

            complete(world, whole)
    path = f"/orgs/{ORGANIZATION}/batches/{BATCH}".encode()
    assert seen == [b"/token", path, b"/token", path]
    assert server.connections == 1


# -- whose client it is ----------------------------------------------------------------------------------------------------------


def test_our_own_client_is_closed_and_the_callers_is_not() -> None:
    own = Norway(environment="sandbox")
    own.close()
    assert own._http.client.is_closed
    with httpx.Client() as theirs:
        with Norway(environment="sandbox", http_client=theirs):
            pass
        assert not theirs.is_closed


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_our_own_async_client_is_closed_and_the_callers_is_not(world: str) -> None:
    async def whole() -> None:
        own = AsyncNorway(environment="sandbox")
        await own.close()
        assert own._http.client.is_closed
        async with httpx.AsyncClient() as theirs:
            async with AsyncNorway(environment="sandbox", http_client=theirs):
                pass
            assert not theirs.is_closed

    complete(world, whole)


@in_each_world
def test_a_client_that_is_closed_says_so(world: str) -> None:
    with pytest.raises(ConfigurationError, match="closed"):
        complete(world, lambda: _used_after_close(world))


def _used_after_close(world: str) -> Any:
    if world == "blocking":
        amili = Norway(environment="sandbox")
        amili.close()
        return amili.batches.get(BATCH)

    async def whole() -> Any:
        amili = AsyncNorway(environment="sandbox")
        await amili.close()
        return await amili.batches.get(BATCH)

    return whole()


def test_a_client_that_is_closed_in_the_middle_of_a_request_does_not_say_that_nothing_was_sent() -> None:
    """Another thread closes it while a submission is under way: whether that arrived is in doubt, and must be looked for."""
    under_way, closed = threading.Event(), threading.Event()

    def handler(request: Request) -> Reply:
        if request.url.endswith("/token"):
            return Server()(request)
        under_way.set()
        assert closed.wait(PATIENCE)
        raise TransportError("the connection went away", sent=True)

    own = httpx.Client(transport=in_process_transport(handler))
    amili = Norway(environment="sandbox", http_client=own, clock=VirtualClock())
    request = Threads(lambda: amili._http.send(post("http://127.0.0.1/")))
    assert under_way.wait(PATIENCE)
    own.close()
    closed.set()
    (error,) = request.results()
    assert isinstance(error, TransportError), error
    assert error.sent


def _norway(world: str, **arguments: Any) -> Any:
    return (Norway if world == "blocking" else AsyncNorway)(environment="sandbox", **arguments)


@in_each_world
@pytest.mark.parametrize("more", [{"proxy": "http://127.0.0.1:3128"}, {"verify": "ca.pem"}, {"verify": False}])
def test_a_client_of_ones_own_has_its_own_proxy_and_certificates(world: str, more: dict[str, Any]) -> None:
    own = _mock(world, lambda request: Reply(200))
    with pytest.raises(ConfigurationError, match="http_client"):
        _norway(world, http_client=own, **more)


@in_each_world
def test_a_client_of_the_other_world_is_refused_at_once(world: str) -> None:
    """Else it fails on the first call, in the middle of a submission, and looks like a cut connection."""
    wrong = httpx.AsyncClient() if world == "blocking" else httpx.Client()
    with pytest.raises(ConfigurationError, match="httpx"):
        _norway(world, http_client=wrong)


# -- certificates and proxies ----------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("kind", [str, Path])
@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_of_certificates_that_cannot_be_used_is_refused_when_the_client_is_made(
    world: str, kind: type, content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match="certificates"):
        _norway(world, verify=kind(path))


@in_each_world
def test_certificates_reach_the_http_library(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    name = "Client" if world == "blocking" else "AsyncClient"
    real = getattr(httpx, name)

    def recording(**arguments: Any) -> Any:
        seen.append(arguments["verify"])
        return real(**arguments)

    monkeypatch.setattr(httpx, name, recording)
    mine = ssl.create_default_context()
    for verify in (True, False, mine):
        _norway(world, verify=verify)
    assert seen == [True, False, mine]
    _norway(world, verify=certifi.where())
    assert isinstance(seen[-1], ssl.SSLContext)
    assert seen[-1].verify_mode is ssl.CERT_REQUIRED
    assert seen[-1].cert_store_stats()["x509_ca"] > 10


@in_each_world
@pytest.mark.parametrize("proxy", ["no address", "ftp://u:hidden@proxy.example", "http://[::1", "proxy.example:3128"])
def test_a_proxy_that_cannot_be_used_is_refused_when_the_client_is_made(world: str, proxy: str) -> None:
    with pytest.raises(ConfigurationError, match="proxy") as caught:
        _norway(world, proxy=proxy)
    assert "hidden" not in f"{caught.value}"


@in_each_world
def test_token_and_api_go_through_the_same_proxy(world: str) -> None:
    """Loopback addresses included, when the proxy was asked for by the caller."""
    lines: list[str] = []

    def script(connection: socket.socket) -> None:
        while request := read_request(connection):
            lines.append(request.split(b"\r\n")[0].decode())
            is_token = b"/token " in request
            connection.sendall(http(b'{"access_token": "t", "expires_in": 60}' if is_token else batch_reply().content))

    with Loopback(script) as proxy:
        arguments: dict[str, Any] = {"environment": "sandbox", "proxy": proxy.url, "clock": VirtualClock()}
        if world == "blocking":
            with Norway(**arguments) as amili:
                amili.batches.get(BATCH)
        else:

            async def whole() -> None:
                async with AsyncNorway(**arguments) as amili:
                    await amili.batches.get(BATCH)

            complete(world, whole)
    assert lines == [
        "POST http://127.0.0.1:8420/token HTTP/1.1",
        f"GET http://127.0.0.1:8420/collection/v1/orgs/{ORGANIZATION}/batches/{BATCH} HTTP/1.1",
    ]


@in_each_world
def test_a_proxy_of_the_environment_is_not_asked_for_a_sandbox_on_this_machine(
    world: str, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")

    def script(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(http())

    with Loopback(script) as server:
        assert Caller(world).send(get(server.url))[0].status == 200


# -- in process ------------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("sent", [True, False])
def test_a_cut_connection_of_an_in_process_server_keeps_whether_it_was_sent(world: str, sent: bool) -> None:
    def handler(request: Request) -> Reply:
        raise TransportError("cut", sent=sent)

    with pytest.raises(TransportError) as caught:
        Caller(world, client=_mock(world, handler)).send(post("http://127.0.0.1/"))
    assert caught.value.sent is sent


@in_each_world
def test_an_in_process_server_gets_the_request_as_it_was(world: str) -> None:
    seen: list[Request] = []

    def handler(request: Request) -> Reply:
        seen.append(request)
        return Reply(201, {"x-a": "1"}, b"done")

    request = post("http://127.0.0.1:8420/a/b", params=(("x", "1"), ("x", "2 &")), headers={"IdempotencyKey": "k"})
    (reply,) = Caller(world, client=_mock(world, handler)).send(request)
    (got,) = seen
    assert (got.method, got.url, got.params, got.content) == (
        "POST",
        "http://127.0.0.1:8420/a/b",
        (("x", "1"), ("x", "2 &")),
        request.content,
    )
    assert got.headers["idempotencykey"] == "k"
    assert (reply.status, reply.content, reply.headers["x-a"]) == (201, b"done", "1")


@in_each_world
def test_the_auth_of_a_client_serves_requests_of_ones_own(world: str, clock: VirtualClock) -> None:
    server = Server(Reply(401), Reply(200, content=b"mine"))
    amili = client(world, server, clock=clock)
    if world == "blocking":
        with httpx.Client(transport=in_process_transport(server)) as mine:
            assert mine.get("https://api.staging.amili.no/other", auth=amili.auth).content == b"mine"
    else:

        async def whole() -> None:
            async with httpx.AsyncClient(transport=in_process_transport(server)) as mine:
                assert (await mine.get("https://api.staging.amili.no/other", auth=amili.auth)).content == b"mine"

        complete(world, whole)
    assert server.tokens_seen == ["token-1", "token-2"]


def test_the_auth_of_one_world_does_not_serve_the_other(clock: VirtualClock) -> None:
    blocking, asynchronous = client("blocking", Server(), clock=clock), client("asyncio", Server(), clock=clock)
    with httpx.Client(transport=in_process_transport(Server())) as mine, pytest.raises(ConfigurationError, match="async client"):
        mine.get("http://127.0.0.1/", auth=asynchronous.auth)

    async def whole() -> None:
        async with httpx.AsyncClient(transport=in_process_transport(Server())) as mine:
            with pytest.raises(ConfigurationError, match="blocking client"):
                await mine.get("http://127.0.0.1/", auth=blocking.auth)

    complete("asyncio", whole)
