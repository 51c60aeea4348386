"""Reads a vendor's document, from a file or over http(s), and refuses what is no document as early as it can be told."""

import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpx

from updating import UpdateError

LIMIT = 10_000_000
"""Bytes. Amili's documents have a few hundred thousand."""
TIMEOUT = 30.0
"""Seconds, for all of it."""
_HEADERS = {"Accept": "application/json, application/yaml, */*;q=0.5", "Accept-Encoding": "identity"}
_REDIRECTS = 3
_MORE = "Save the document by your browser, and name the file with --from FILE."
# Where a page of Swagger UI or Redoc names the document that it shows.
_SHOWN = re.compile(rb"""(?:\burl\s*:\s*|spec-url\s*=\s*)["']([^"'<>\s]{1,300})["']""")


def fetch(source: str, *, timeout: float = TIMEOUT) -> bytes:
    """The bytes of a file, or of what an address answers.

    Raises:
        UpdateError: there is nothing there, it is a web page, or it is too big or too slow.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source):
        return _download(source, timeout)
    return _read(Path(source))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise UpdateError(f"{path}: is bigger than {LIMIT // 1_000_000} MB, so it is no specification")
        content = path.read_bytes()
    except OSError as error:
        raise UpdateError(f"{path}: {error.strerror}. --from takes a file, or an address with https://") from error
    _refuse_page(content, str(path), None)
    return content


def _download(address: str, timeout: float) -> bytes:
    deadline = monotonic() + timeout
    with httpx.Client(timeout=timeout, headers=_HEADERS) as client:
        for _ in range(_REDIRECTS + 1):
            _check_address(address)
            try:
                with client.stream("GET", address) as response:
                    if not response.has_redirect_location:
                        return _take(response, address, deadline)
                    address = _follow(address, response.headers["Location"])
            except httpx.TimeoutException as error:
                raise UpdateError(f"{address}: no answer within {timeout:g} seconds. {_MORE}") from error
            except httpx.TransportError as error:
                raise UpdateError(f"{address}: cannot be reached ({error}). Without a network: {_MORE}") from error
    raise UpdateError(f"{address}: redirects more than {_REDIRECTS} times. {_MORE}")


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UpdateError(f"{parts.scheme}://…: only addresses with https:// or http:// are fetched. {_MORE}")
    if parts.username or parts.password:
        raise UpdateError(f"An address with a password in it is not fetched, since addresses end up in logs. {_MORE}")


def _follow(address: str, location: str) -> str:
    target = urljoin(address, location)
    before, after = urlsplit(address), urlsplit(target)
    if (before.scheme, before.netloc) != (after.scheme, after.netloc):
        raise UpdateError(f"{address}: redirects to {target}, which is another host or scheme. If that is right, name it with --from.")
    return target


def _take(response: httpx.Response, address: str, deadline: float) -> bytes:
    if response.status_code != 200:
        what = {401: "wants to know who asks", 403: "does not allow it", 404: "has nothing there; is the address right?"}
        raise UpdateError(f"{address}: answered {response.status_code}, {what.get(response.status_code, 'which is no document')}. {_MORE}")
    content = b"".join(_chunks(response, address, deadline))
    _refuse_page(content, address, response.headers.get("Content-Type"))
    return content


def _chunks(response: httpx.Response, address: str, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes(65_536):
        size += len(chunk)
        if size > LIMIT:
            raise UpdateError(f"{address}: is bigger than {LIMIT // 1_000_000} MB, so it is no specification")
        if monotonic() > deadline:
            raise UpdateError(f"{address}: is too slow to wait for. {_MORE}")
        yield chunk


def _refuse_page(content: bytes, source: str, content_type: str | None) -> None:
    if "html" not in (content_type or "").lower() and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return
    shown = [match.decode("utf-8", "replace") for match in _SHOWN.findall(content)]
    if shown:
        where = urljoin(source, shown[0]) if content_type is not None else shown[0]
        hint = f"It seems to show {where!a}: try that with --from."
    else:
        hint = "Open it in a browser; the document itself is what it loads (developer tools, network, a .json or .yaml)."
    raise UpdateError(f"{source}: this is a web page, not a specification. {hint}")
