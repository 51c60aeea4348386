"""The only module that names the HTTP library.

It turns our `Request` into an exchange and gives back a complete `Reply`, or raises `TransportError` saying whether the request can have
reached the server. The token is attached by `TokenAuth`, an ordinary `httpx.Auth`, whose own request for a token goes through the
same client: same proxy, same certificates, also when the caller brought the client along.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from pathlib import Path
from typing import TypeAlias, TypeVar

import httpx

from amili_ext._version import __version__
from amili_ext.auth import BEARER, Token, TokenHeader, TokenSource
from amili_ext.clock import Clock
from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.errors import AmiliError, ConfigurationError, TransportError
from amili_ext.flow import Body, Reply, Request, run, run_async

BlockingClient: TypeAlias = httpx.Client
AsyncClient: TypeAlias = httpx.AsyncClient
Verify: TypeAlias = bool | str | Path | ssl.SSLContext
Handler: TypeAlias = Callable[[Request], Reply]
C = TypeVar("C", httpx.Client, httpx.AsyncClient)

USER_AGENT = f"amili-ext/{__version__} httpx/{httpx.__version__}"

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""What is raised before the first byte of a request has left. Everything else may have reached the server."""

_OWN_WORDS = (httpx.TimeoutException, httpx.NetworkError, httpx.ProxyError)
"""Errors whose text comes from the operating system or the proxy. Others may quote a header or an answer, so only their kind is told."""


class TokenAuth(httpx.Auth):
    """Sends a token along; when the API answers 401, drops that token and tries once with a new one.

    Attributes:
        source: where the tokens come from.
        header: where they go.
    """

    def __init__(
        self,
        source: TokenSource,
        obtain_with: BlockingPerformer | None,
        obtain_with_async: AsyncPerformer | None,
        header: TokenHeader = BEARER,
    ) -> None:
        self.source = source
        self.header = header
        self._perform = obtain_with
        self._perform_async = obtain_with_async

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """For `httpx.Client`."""
        if self._perform is None:
            raise ConfigurationError("this auth belongs to an async client")
        token = run(self.source.obtain(), self._perform)
        response = yield self._signed(request, token)
        if response.status_code == 401:
            response.read()  # gives the connection back, which the request for a token may need
            token = run(self.source.replace(token), self._perform)
            yield self._signed(request, token)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """For `httpx.AsyncClient`."""
        if self._perform_async is None:
            raise ConfigurationError("this auth belongs to a blocking client")
        token = await run_async(self.source.obtain(), self._perform_async)
        response = yield self._signed(request, token)
        if response.status_code == 401:
            await response.aread()
            token = await run_async(self.source.replace(token), self._perform_async)
            yield self._signed(request, token)

    def _signed(self, request: httpx.Request, token: Token) -> httpx.Request:
        request.headers[self.header.name] = self.header.prefix + token.value.reveal()
        return request


class BlockingHttp:
    """Exchanges over an `httpx.Client`, our own or the caller's."""

    def __init__(
        self,
        client: httpx.Client | None,
        *,
        proxy: str | None,
        verify: Verify,
        source: TokenSource,
        clock: Clock | None,
        token_header: TokenHeader = BEARER,
    ) -> None:
        _check_client(client, httpx.AsyncClient, proxy, verify)
        self._own = client is None
        self.client = client if client is not None else _made(httpx.Client, proxy, verify)
        self.perform = BlockingPerformer(self.send, clock)
        self.auth = TokenAuth(source, self.perform, None, token_header)

    def send(self, request: Request) -> Reply:
        """One exchange, of at most `request.timeout` seconds from its start to the last byte of the answer."""
        ends = time.monotonic() + request.timeout
        auth = self.auth if request.authenticated else None
        outgoing = _outgoing(self.client, request)
        try:
            # Redirects are answers: a token and a person's data go to no address but the one that was configured.
            response = self.client.send(outgoing, auth=auth, stream=True, follow_redirects=False)
            try:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    _check_time(ends)
            finally:
                response.close()
        except AmiliError:
            raise
        except Exception as error:
            raise _translated(error) from error
        return _reply(response, body)

    def close(self) -> None:
        """Close the connections, unless the client is the caller's."""
        if self._own:
            self.client.close()


class AsyncHttp:
    """Exchanges over an `httpx.AsyncClient`, our own or the caller's."""

    def __init__(
        self,
        client: httpx.AsyncClient | None,
        *,
        proxy: str | None,
        verify: Verify,
        source: TokenSource,
        clock: Clock | None,
        token_header: TokenHeader = BEARER,
    ) -> None:
        _check_client(client, httpx.Client, proxy, verify)
        self._own = client is None
        self.client = client if client is not None else _made(httpx.AsyncClient, proxy, verify)
        self.perform = AsyncPerformer(self.send, clock)
        self.auth = TokenAuth(source, None, self.perform, token_header)

    async def send(self, request: Request) -> Reply:
        """One exchange, of at most `request.timeout` seconds from its start to the last byte of the answer."""
        ends = time.monotonic() + request.timeout
        auth = self.auth if request.authenticated else None
        outgoing = _outgoing(self.client, request)
        try:
            response = await self.client.send(outgoing, auth=auth, stream=True, follow_redirects=False)
            try:
                body = bytearray()
                async for chunk in response.aiter_bytes():
                    body += chunk
                    _check_time(ends)
            finally:
                await response.aclose()
        except AmiliError:
            raise
        except Exception as error:
            raise _translated(error) from error
        return _reply(response, body)

    async def close(self) -> None:
        """Close the connections, unless the client is the caller's."""
        if self._own:
            await self.client.aclose()


def _check_client(client: object, wrong: type, proxy: str | None, verify: Verify) -> None:
    if client is not None and (proxy is not None or verify is not True):
        raise ConfigurationError("pass either http_client or proxy / verify: a client of your own has its own proxy and certificates")
    if isinstance(client, wrong):
        raise ConfigurationError(f"http_client must not be an httpx.{wrong.__name__}: that is for the other of the two clients")


def _made(kind: type[C], proxy: str | None, verify: Verify) -> C:
    context = _context(verify)
    try:
        return kind(proxy=proxy, verify=context, mounts=_direct(proxy))
    except (httpx.InvalidURL, ValueError, ImportError) as error:
        # The message could quote a password in the address.
        raise ConfigurationError(f"the proxy cannot be used ({type(error).__name__}): pass an address such as http://host:port") from None


def _context(verify: Verify) -> ssl.SSLContext | bool:
    if not isinstance(verify, str | Path):
        return verify
    try:
        return ssl.create_default_context(cafile=verify)
    except OSError as error:
        raise ConfigurationError(f"the file of certificates cannot be used: {error.strerror or type(error).__name__}") from error


def _direct(proxy: str | None) -> dict[str, None]:
    # A proxy from the environment is meant for the internet: through it, a sandbox on this machine would not be found.
    return {} if proxy else {"all://127.0.0.1": None, "all://[::1]": None, "all://localhost": None}


def _outgoing(client: httpx.Client | httpx.AsyncClient, request: Request) -> httpx.Request:
    if client.is_closed:
        raise ConfigurationError("the client is closed")
    headers = {"Accept": "application/json", "User-Agent": USER_AGENT, **request.headers}
    if not isinstance(request.content, bytes):
        # Known beforehand, so that the body is not sent in chunks, which some gateways refuse.
        headers["Content-Length"] = str(request.content.length)
    try:
        return client.build_request(
            request.method,
            request.url,
            params=list(request.params) or None,
            headers=headers,
            content=_content(client, request.content),
            timeout=httpx.Timeout(request.timeout),
        )
    except (httpx.InvalidURL, ValueError) as error:
        raise ConfigurationError(
            f"the request cannot be written ({type(error).__name__}): its address or a header holds what HTTP does not allow"
        ) from error


class _AsyncPieces:
    """Shows only the async side of a body: given the choice, the HTTP library takes the blocking one."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.__aiter__()


def _content(client: httpx.Client | httpx.AsyncClient, content: bytes | Body) -> bytes | Body | _AsyncPieces | None:
    if isinstance(content, bytes):
        return content or None
    return content if isinstance(client, httpx.Client) else _AsyncPieces(content)


def _check_time(ends: float) -> None:
    # httpx bounds each read, not the whole: a server that sends a byte now and then would hold us for ever.
    if time.monotonic() > ends:
        raise httpx.ReadTimeout("the answer took longer than request_timeout")


def _translated(error: Exception) -> TransportError:
    timeout = isinstance(error, httpx.TimeoutException)
    sent = not isinstance(error, _NEVER_SENT)
    what = "timed out" if timeout else "failed"
    where = "after the request may have reached the server" if sent else "before the request was sent"
    kind = f"{type(error).__name__}: {error}" if isinstance(error, _OWN_WORDS) else type(error).__name__
    return TransportError(f"the exchange {what} {where}: {kind}", sent=sent, timeout=timeout)


def _reply(response: httpx.Response, body: bytearray) -> Reply:
    # From the raw bytes, since the library guesses the encoding of all headers anew whenever it is asked for them.
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Reply(response.status_code, headers, bytes(body))


def in_process_transport(handler: Handler) -> httpx.MockTransport:
    """A transport that calls a function instead of the network; serves `httpx.Client` and `httpx.AsyncClient`.

    What the function raises as `TransportError` reaches the client as the cut connection that it stands for.
    """

    def answer(request: httpx.Request) -> httpx.Response:
        incoming = Request(
            request.method,
            str(request.url.copy_with(query=None)),
            tuple(request.url.params.multi_items()),
            dict(request.headers),
            request.content,
        )
        try:
            reply = handler(incoming)
        except TransportError as error:
            raise (httpx.ReadError if error.sent else httpx.ConnectError)(str(error)) from error
        return httpx.Response(reply.status, headers=dict(reply.headers), content=reply.content)

    return httpx.MockTransport(answer)
