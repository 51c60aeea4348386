"""A server that takes uploads, for tests: a function that remembers what it was sent, and reads it back with werkzeug, as Eve does."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from typing import Any, NamedTuple

import pytest
from werkzeug.formparser import parse_form_data

from amili_ext import testing
from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.endpoint import Api
from amili_ext.errors import (
    InputError,
)
from amili_ext.flow import Reply, Request
from amili_ext.retry import NO_RETRY, RetryPolicy
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.dialect import EVE
from amili_ext.sweden.ada.files import media
from tests.support import drive, json_reply

CASE = "6867da7788b9226bb78d716c"
PDF = b"%PDF-1.7\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
# From the page: the answer to an upload, with the parts in angle brackets and dots filled in.
URL = (
    "https://storage.googleapis.com/bucket/prod/cases/6867da7788b9226bb78d716c-3109930dcb954308b2e028392a6f3c62"
    "?Expires=1751640521&GoogleAccessId=uploads&Signature=c2lnbmF0dXJl"
)
STORED = {"_status": "OK", "url": URL}


class Network:
    """Answers uploads with what it was given, in turn, and reads of a case with what the field holds. Remembers both."""

    def __init__(self, *answers: Reply | Exception | Callable[[], Reply], held: Any = None) -> None:
        self.answers = list(answers) or [json_reply(STORED, 201)]
        self.held = held
        self.uploads: list[bytes] = []
        self.requests: list[Request] = []
        self.reads: list[Request] = []

    def __call__(self, request: Request, content: bytes) -> Reply:
        if request.method == "GET":
            self.reads.append(request)
            return json_reply({"_id": CASE} | ({} if self.held is None else {"original_invoice": self.held}))
        self.requests.append(request)
        self.uploads.append(content)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Reply) else answer()

    def arrived(self) -> list[Arrived]:
        """What was uploaded, read back."""
        return [parts(content, request.headers["Content-Type"]) for content, request in zip(self.uploads, self.requests, strict=True)]

    def perform(self, world: str, clock: testing.VirtualClock) -> Any:
        """Reads bodies as the HTTP layer of that world does: piece by piece, in its own way."""

        def send(request: Request) -> Reply:
            content = request.content if isinstance(request.content, bytes) else b"".join(request.content)
            return self(request, content)

        async def send_async(request: Request) -> Reply:
            content = request.content
            return self(request, content if isinstance(content, bytes) else b"".join([piece async for piece in content]))

        return BlockingPerformer(send, clock, lambda: 0.5) if world == "blocking" else AsyncPerformer(send_async, clock, lambda: 0.5)


def context(retry: RetryPolicy = NO_RETRY, **options: Any) -> Ada:
    return Ada(Api("https://ada.test", retry=retry, dialect=EVE), **options)


def attach(network: Network, file: Any, *, world: str = "blocking", using: Ada | None = None, **arguments: Any) -> Any:
    clock = testing.VirtualClock()
    return drive(world, media.upload(using or context(), CASE, file, **arguments), network.perform(world, clock))


class Arrived(NamedTuple):
    """A form, as Eve's parser reads it."""

    fields: dict[str, str]
    name: str | None
    content_type: str
    content: bytes


def parts(content: bytes, content_type: str) -> Arrived:
    """What a body holds."""
    environ = {
        "wsgi.input": io.BytesIO(content),
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(content)),
        "REQUEST_METHOD": "POST",
    }
    _, fields, files = parse_form_data(environ)
    with closing(files["file"]) as file:
        return Arrived(dict(fields), file.filename, file.mimetype, file.stream.read())


def problems(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [problem.field for problem in caught.value.problems]


class StopError(Exception):
    """What a caller's callback raises."""
