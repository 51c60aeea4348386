"""Uploading files: what goes over the wire, and what is made of the answer or of its absence.

What is sent is read back by werkzeug, which reads forms for Eve.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any

import pytest
from amili_client.runtime import File
from amili_client.sweden.ada.api.media_upload import upload_media
from amili_client.sweden.ada.models.media_upload import MediaUpload
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext._http import AsyncClient, AsyncHttp, BlockingClient, BlockingHttp, in_process_transport
from amili_ext.auth import Grant, TokenSource
from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.errors import (
    BadRequestError,
    InputError,
    NotFoundError,
    ResponseError,
    TransportError,
    UnknownOutcomeError,
)
from amili_ext.flow import Flow, Now, Reply, Request
from amili_ext.retry import RetryPolicy
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.secret import Secret
from amili_ext.sweden.ada.files import media, media_file
from amili_ext.sweden.ada.files.media_file import Examination
from amili_ext.sweden.ada.files.multipart import MultipartBody, encode_name
from tests.support import complete, drive, in_each_world, json_reply
from tests.sweden.ada.media_network import CASE, PDF, STORED, URL, Arrived, Network, StopError, attach, context, parts

# -- what is sent ------------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("kind", ["path", "text", "bytes", "open", "memory"])
def test_a_file_arrives_whole_with_its_name_type_and_field(world: str, kind: str, tmp_path: Path) -> None:
    content = PDF + os.urandom(media_file.PIECE * 2 + 17)
    path = tmp_path / "INV-2025-001.pdf"
    path.write_bytes(content)
    network = Network()
    with path.open("rb") as file:
        source, name = {
            "path": (path, None),
            "text": (str(path), None),
            "bytes": (content, path.name),
            "open": (file, None),
            "memory": (io.BytesIO(content), path.name),
        }[kind]
        done = attach(network, source, world=world, filename=name)
        assert not file.closed  # it is the caller's
    fields = {"domain": "cases", "dotted_path": "original_invoice"}
    assert network.arrived() == [Arrived(fields, "INV-2025-001.pdf", "application/pdf", content)]
    assert (done.reference_id, done.domain, done.dotted_path, done.adopted) == (CASE, "cases", "original_invoice", False)


def test_the_length_is_known_beforehand_and_right() -> None:
    network = Network()
    attach(network, PDF * 1000, filename="a.pdf")
    assert network.requests[0].content.length == len(network.uploads[0])  # type: ignore[union-attr]  # a Body


def test_the_address_is_that_of_the_generated_endpoint() -> None:
    network = Network()
    attach(network, PDF, filename="a.pdf")
    generated = upload_media.build_request(CASE, body=MediaUpload(file=File(io.BytesIO(PDF))))
    assert (network.requests[0].method, network.requests[0].url) == ("POST", "https://ada.test" + generated["url"])


def test_an_open_file_is_sent_from_where_it_stands_at_each_attempt(tmp_path: Path) -> None:
    file = io.BytesIO(b"something before" + PDF)
    file.seek(len(b"something before"))
    refused = TransportError("refused", sent=False)
    network = Network(refused, json_reply(STORED, 201))
    attach(network, file, filename="a.pdf", using=context(RetryPolicy()))
    assert [form.content for form in network.arrived()] == [PDF] * 2


def test_a_longer_file_gets_more_time_to_be_sent() -> None:
    network = Network()
    attach(network, PDF + bytes(640 * 1024), filename="a.pdf")
    # The documented defaults are 30 seconds for an exchange and 90 for all attempts; at 64 KiB a second this takes ten.
    assert 40 < network.requests[0].timeout < 41
    attach(network, PDF + bytes(640 * 1024), filename="a.pdf", using=context(RetryPolicy(deadline=20)))
    assert 30 < network.requests[1].timeout < 31


@given(st.text(min_size=1, max_size=40).filter(lambda name: name.replace("\\", "/").rpartition("/")[2]))
def test_any_file_name_reaches_the_server_as_one_name(name: str) -> None:
    network = Network()
    attach(network, PDF, filename=f"{name}.pdf")
    [arrived] = network.arrived()
    last = f"{name}.pdf".replace("\\", "/").rpartition("/")[2]
    # werkzeug, and no other parser, turns %22 back into a quote.
    assert arrived.name == encode_name(last).replace("%22", '"')
    if last.isprintable() and '"' not in last:
        assert arrived.name == last


def test_what_would_end_a_name_is_escaped_as_the_whatwg_says() -> None:
    assert encode_name('a"b\r\nContent-Type: text/html\\.pdf') == "a%22b%0D%0AContent-Type: text/html%5C.pdf"
    assert encode_name("Räkning № 5.pdf") == "Räkning № 5.pdf"
    assert encode_name("half \ud83d.pdf") == "half ?.pdf"


BOUNDARY_LIKE = st.sampled_from([b"--", b"\r\n--", b"\r\n", b"boundary", b"0" * 48, b"\r\n--" + b"0" * 48 + b"--\r\n", b"ab" * 24])


@given(st.lists(st.binary(max_size=60) | BOUNDARY_LIKE, max_size=20).map(b"".join), st.randoms(use_true_random=False))
def test_any_bytes_survive_also_those_that_look_like_a_boundary(data: bytes, random: Any) -> None:
    proposals: list[str] = []

    def propose() -> str:
        proposals.append("".join(random.choice("0a") for _ in range(2)) + "0" * (46 if len(proposals) < 3 else 0) + f"{len(proposals)}")
        return proposals[-1]

    examination = Examination(PDF + data, "a.pdf", None, propose)
    examination.wait()
    file = examination.result
    assert file.boundary.encode() not in PDF + data
    body = MultipartBody(file, {"domain": "cases"})
    content = b"".join(body)
    arrived = parts(content, body.content_type)
    assert (arrived.fields, arrived.content, len(content)) == ({"domain": "cases"}, PDF + data, body.length)
    # And once more with the standard library's parser, which knows nothing of werkzeug.
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {body.content_type}\r\n\r\n".encode() + content)
    assert [part.get_param("name", header="content-disposition") for part in message.iter_parts()] == ["domain", "file"]


@pytest.mark.parametrize("where", [0, 7, media_file.PIECE - 20, media_file.PIECE - 48, media_file.PIECE, 2 * media_file.PIECE - 1])
def test_a_boundary_that_occurs_in_the_data_is_not_used_wherever_it_stands(where: int, tmp_path: Path) -> None:
    taken = "a1" * 24
    data = bytearray(PDF + bytes(3 * media_file.PIECE))
    data[len(PDF) + where : len(PDF) + where + len(taken)] = taken.encode()
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    proposals = iter([taken, "b2" * 24])
    examination = Examination(path, None, None, lambda: next(proposals))
    examination.wait()
    assert examination.result.boundary == "b2" * 24


def test_boundaries_are_random_and_long_enough() -> None:
    boundaries = set()
    for _ in range(20):
        examination = Examination(PDF, "a.pdf", None)
        examination.wait()
        boundaries.add(examination.result.boundary)
    assert len(boundaries) == 20
    assert all(32 <= len(boundary) <= 70 and int(boundary, 16) >= 0 for boundary in boundaries)  # 128 bits at least; RFC 2046 allows 70


@in_each_world
def test_a_long_file_takes_no_more_memory_than_a_short_one(world: str, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    with path.open("wb") as file:
        file.write(PDF)
        file.truncate(64 * 1024 * 1024)
    sent = 0

    def send(request: Request) -> Reply:
        nonlocal sent
        for piece in request.content:
            sent += len(piece)  # type: ignore[arg-type]
        return json_reply(STORED, 201)

    async def send_async(request: Request) -> Reply:
        nonlocal sent
        async for piece in request.content:  # type: ignore[union-attr]
            sent += len(piece)
        return json_reply(STORED, 201)

    clock = testing.VirtualClock()
    perform = BlockingPerformer(send, clock) if world == "blocking" else AsyncPerformer(send_async, clock)
    tracemalloc.start()
    try:
        drive(world, media.upload(context(look_first=False), CASE, path), perform)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent > 64 * 1024 * 1024
    assert peak < 8 * 1024 * 1024


def through_http(world: str, handler: Callable[[Request], Reply], clock: testing.VirtualClock) -> Any:
    """Performs with the HTTP library, whose network is a function, and with tokens `token-1`, `token-2`, …."""
    count = itertools.count(1)

    def fetch() -> Flow[Grant]:
        yield Now()
        return Grant(Secret(f"token-{next(count)}"), 3600.0)

    transport = in_process_transport(handler)
    common: dict[str, Any] = {"proxy": None, "verify": True, "source": TokenSource(fetch), "clock": clock}
    if world == "blocking":
        return BlockingHttp(BlockingClient(transport=transport), **common).perform
    return AsyncHttp(AsyncClient(transport=transport), **common).perform


@in_each_world
def test_an_upload_passes_through_the_http_library_also_when_the_token_has_ended(world: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF + bytes(2 * media_file.PIECE))
    arrived: list[Arrived] = []

    def handler(request: Request) -> Reply:
        content = request.content
        assert isinstance(content, bytes)
        assert request.headers["content-length"] == str(len(content))
        assert "transfer-encoding" not in request.headers
        arrived.append(parts(content, request.headers["content-type"]))
        return json_reply(STORED, 201) if request.headers["authorization"].endswith("-2") else json_reply({}, 401)

    clock = testing.VirtualClock()
    done = drive(world, media.upload(context(look_first=False), CASE, path), through_http(world, handler, clock))
    assert done.url == Secret(URL)
    assert [form.content for form in arrived] == [path.read_bytes()] * 2


@in_each_world
def test_what_ends_an_upload_from_within_is_not_taken_for_a_cut_connection(world: str) -> None:
    reason = StopError()

    def progress(sent: int, total: int) -> None:
        if sent:
            raise reason

    clock = testing.VirtualClock()
    flow = media.upload(context(RetryPolicy(), look_first=False), CASE, PDF, filename="a.pdf", progress=progress)
    with pytest.raises(StopError) as caught:
        drive(world, flow, through_http(world, lambda request: json_reply(STORED, 201), clock))
    assert caught.value is reason


# -- the answer --------------------------------------------------------------------------------------------------------------------


def test_the_signed_address_is_a_secret_and_its_end_is_read_from_it() -> None:
    done = attach(Network(), PDF, filename="a.pdf")
    assert done.url == Secret(URL)
    assert done.expires_at == datetime(2025, 7, 4, 14, 48, 41, tzinfo=UTC)  # 1751640521
    assert "storage.googleapis.com" not in repr(done)
    assert "Signature" not in repr(done)
    assert not done.is_expired(done.expires_at - timedelta(microseconds=1))
    assert done.is_expired(done.expires_at)


@pytest.mark.parametrize(
    ("url", "headers", "expires"),
    [
        ("https://x.test/f?X-Goog-Date=20250704T143529Z&X-Goog-Expires=3600", {}, datetime(2025, 7, 4, 15, 35, 29, tzinfo=UTC)),
        ("https://x.test/f", {"date": "Fri, 04 Jul 2025 14:35:29 GMT"}, datetime(2025, 7, 4, 15, 35, 29, tzinfo=UTC)),
        ("https://x.test/f?Expires=soon", {"date": "Fri, 04 Jul 2025 14:35:29 GMT"}, datetime(2025, 7, 4, 15, 35, 29, tzinfo=UTC)),
        (
            "https://x.test/f?Expires=99999999999999999",
            {"date": "Fri, 04 Jul 2025 14:35:29 GMT"},
            datetime(2025, 7, 4, 15, 35, 29, tzinfo=UTC),
        ),
        ("https://x.test/f", {}, datetime(2026, 1, 1, 1, tzinfo=UTC)),  # an hour after the clock of the test
    ],
)
def test_an_address_lasts_an_hour_unless_it_says_otherwise(url: str, headers: dict[str, str], expires: datetime) -> None:
    done = attach(Network(json_reply({"_status": "OK", "url": url}, 201, headers)), PDF, filename="a.pdf")
    assert done.expires_at == expires


def test_an_answer_without_an_address_is_an_upload_all_the_same() -> None:
    done = attach(Network(json_reply({"_status": "OK"}, 201)), PDF, filename="a.pdf")
    assert (done.url, done.expires_at, done.adopted) == (None, None, False)
    assert done.is_expired(datetime(1970, 1, 1, tzinfo=UTC))
    with pytest.raises(InputError):
        done.is_expired(datetime(2025, 1, 1))  # noqa: DTZ001  # that is the point


# The page's table of errors; the bodies in the form that the error page documents.
@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "Domain 'kases' is not valid.", BadRequestError),
        (400, "Dotted Path Not Found in request form", BadRequestError),
        (400, "Dotted Path is not valid", BadRequestError),
        (400, "File is a required attribute.", BadRequestError),
        (400, "The provided file's content type is not allowed.", BadRequestError),
        (404, "Resource Document Not Found", NotFoundError),
    ],
)
def test_the_documented_refusals_are_errors_that_keep_the_message(status: int, message: str, kind: type[ResponseError]) -> None:
    body = {"_status": "ERR", "_error": {"code": status, "message": message}}
    network = Network(json_reply(body, status))
    with pytest.raises(kind) as caught:
        attach(network, PDF, filename="a.pdf")
    assert caught.value.messages == (message,)
    assert len(network.uploads) == 1


def test_err_under_a_success_status_is_an_error() -> None:
    with pytest.raises(ResponseError) as caught:
        attach(Network(json_reply({"_status": "ERR", "url": URL, "_error": {"code": 422, "message": "no"}}, 201)), PDF, filename="a.pdf")
    assert "storage.googleapis.com" not in str(caught.value) + repr(caught.value)


# -- an upload in doubt ------------------------------------------------------------------------------------------------------------


LOST = TransportError("cut", sent=True)


@in_each_world
@pytest.mark.parametrize("before", [None, "https://storage.test/old?Signature=1"])
@pytest.mark.parametrize("failure", [LOST, json_reply({}, 500), json_reply({"_status": "OK"}, 200)], ids=["cut", "500", "unreadable"])
def test_a_lost_answer_to_an_upload_that_arrived_is_adopted_and_not_repeated(world: str, before: Any, failure: Any) -> None:
    network = Network(held=before)

    def store_and_fail() -> Reply:
        network.held = "https://storage.test/new?Signature=2"
        if isinstance(failure, Exception):
            raise failure
        return failure  # type: ignore[no-any-return]

    network.answers = [store_and_fail]
    done = attach(network, PDF, filename="a.pdf", world=world)
    assert (done.adopted, done.url, len(network.uploads)) == (True, None, 1)
    assert json.loads(dict(network.reads[0].params)["projection"]) == {"original_invoice": 1, "_id": 1}


def test_an_address_that_is_signed_anew_is_not_taken_for_another_file() -> None:
    signatures = iter(range(1000))

    class Signing(Network):
        def __call__(self, request: Request, content: bytes) -> Reply:
            self.held = {"file": [f"https://storage.test/old?Signature={next(signatures)}"]}
            return super().__call__(request, content)

    network = Signing(LOST, json_reply(STORED, 201))
    done = attach(network, PDF, filename="a.pdf")
    assert (done.adopted, len(network.uploads)) == (False, 2)  # it surely had not arrived, so it was sent again


def test_an_upload_that_surely_did_not_arrive_is_repeated_after_a_while() -> None:
    network = Network(LOST, json_reply(STORED, 201))
    done = attach(network, PDF, filename="a.pdf")
    assert (done.adopted, len(network.uploads)) == (False, 2)
    assert len(network.reads) > 3  # the field was looked at before, and several times after


def test_without_a_look_before_a_filled_field_leaves_the_doubt() -> None:
    network = Network(LOST, held="https://storage.test/file")
    with pytest.raises(UnknownOutcomeError) as caught:
        attach(network, PDF, filename="a.pdf", using=context(look_first=False))
    assert caught.value.references == (CASE,)
    assert CASE in str(caught.value)
    assert len(network.uploads) == 1


def test_without_a_look_before_an_empty_field_settles_it() -> None:
    network = Network(LOST, json_reply(STORED, 201))
    attach(network, PDF, filename="a.pdf", using=context(look_first=False))
    assert len(network.uploads) == 2


@pytest.mark.parametrize("arguments", [{"domain": "media--files"}, {"domain": "creditors", "dotted_path": "logo"}])
def test_where_nobody_can_look_the_doubt_is_told_at_once(arguments: dict[str, Any]) -> None:
    network, clock = Network(LOST), testing.VirtualClock()
    with pytest.raises(UnknownOutcomeError, match=CASE):
        drive("blocking", media.upload(context(), CASE, PDF, filename="a.pdf", **arguments), network.perform("blocking", clock))
    assert (len(network.uploads), network.reads) == (1, [])
    assert sum(clock.slept) == 0


def test_an_upload_that_never_left_is_an_ordinary_error() -> None:
    network = Network(TransportError("refused", sent=False))
    with pytest.raises(TransportError):
        attach(network, PDF, filename="a.pdf")
    assert len(network.uploads) == 1


# -- Eve itself --------------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("cut", [False, True])
def test_the_sandbox_has_the_file_also_when_its_answer_is_lost(world: str, cut: bool, tmp_path: Path, clock: testing.VirtualClock) -> None:
    path = tmp_path / "Faktura Åkesson.pdf"
    path.write_bytes(PDF + os.urandom(100_000))
    settings = SandboxSettings(sweden=SwedenSettings(example_cases=True))
    with Sandbox(settings, clock=clock.time) as sandbox:
        client = (testing.sweden if world == "blocking" else testing.async_sweden)(sandbox, clock=clock)
        case = testing.sweden(sandbox, clock=clock).cases.list().first()
        assert case
        if cut:
            sandbox.faults.add("drop_after_commit:POST:/media--upload:times=1")
        done = complete(world, lambda: client.media.upload(case.id, path))
        [arrived] = sandbox.sweden.uploads
    assert (arrived.filename, arrived.content_type, arrived.domain, arrived.dotted_path) == (
        path.name,
        "application/pdf",
        "cases",
        "original_invoice",
    )
    assert arrived.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (done.adopted, done.url is None) == (cut, cut)
    if not cut:
        assert done.expires_at == clock.time() + timedelta(hours=1)
