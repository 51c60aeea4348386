"""Which files are uploaded and which are refused before anything is sent; and files that change meanwhile."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from amili_ext import testing
from amili_ext.errors import (
    AmiliError,
    InputError,
    TransportError,
)
from amili_ext.flow import Reply, Request
from amili_ext.retry import RetryPolicy
from amili_ext.sweden.ada.files import media, media_file
from amili_ext.sweden.ada.files.media_file import FileChangedError
from tests.support import drive, in_each_world, json_reply
from tests.sweden.ada.media_network import JPEG, PDF, PNG, STORED, Network, StopError, attach, context, problems

# -- what is refused before anything is sent ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("A.PDF", b"\xef\xbb\xbf  \n" + PDF, "application/pdf"),  # what some programs put before it
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG + b"%PDF-1.7", "image/jpeg"),
        ("a.png", PNG, "image/png"),
        ("a.gif", b"GIF87a", "image/gif"),
        ("a.gif", b"GIF89a", "image/gif"),
        ("a.bmp", b"BM\x46\x00", "image/bmp"),
        ("scan", PDF, "application/pdf"),  # no suffix: the bytes decide
        ("Faktura nr. 12 Anna Andersson", PNG, "image/png"),  # what follows that dot is no suffix
        ("Faktura.Andersson", PNG, "image/png"),
    ],
)
def test_the_documented_types_are_told_by_name_and_bytes(name: str, content: bytes, content_type: str) -> None:
    network = Network()
    attach(network, content, filename=name)
    assert network.arrived()[0].content_type == content_type


@pytest.mark.parametrize(
    ("name", "content", "content_type", "named"),
    [
        ("a.png", PDF, None, ["image/png", "application/pdf"]),
        ("a.pdf", b"hello", None, ["application/pdf", "none of these"]),
        ("a.docx", PDF, None, [".docx", "application/pdf"]),
        ("a.docx", b"PK\x03\x04", None, [".docx", "none of these"]),
        ("a", b"hello", None, ["none of these"]),
        ("a.pdf", PDF, "image/png", ["image/png", "application/pdf"]),
        ("a.pdf", PDF, "text/html", ["something else", "application/pdf"]),
        ("a.svg", b"<svg/>", "image/svg+xml", [".svg"]),
        ("a.tiff", b"II*\x00", None, [".tiff"]),
    ],
)
def test_another_type_or_a_contradiction_is_refused_naming_both(
    name: str, content: bytes, content_type: str | None, named: list[str]
) -> None:
    network = Network()
    with pytest.raises(InputError) as caught:
        attach(network, content, filename=name, content_type=content_type)
    assert problems(caught) == ["file"]
    assert all(word in str(caught.value) for word in [*named, "PDF, JPEG, PNG, GIF or BMP"])
    assert not network.requests
    assert not network.reads


def test_what_cannot_be_a_file_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    (tmp_path / "text.pdf").write_text("%PDF-")
    reader, writer = os.pipe()
    os.close(writer)
    with (tmp_path / "text.pdf").open() as text, os.fdopen(reader, "rb") as once:
        for source, word in [
            (empty, "empty"),
            (b"", "empty"),
            (tmp_path, "regular"),
            (pipe, "regular"),
            (tmp_path / "missing.pdf", "No such file"),
            (42, "int"),
            (None, "null"),
            (text, "'rb'"),
            (once, "once"),
        ]:
            network = Network()
            with pytest.raises(InputError) as caught:
                attach(network, source, filename="a.pdf")
            assert problems(caught) == ["file"]
            assert word in str(caught.value)
            assert str(tmp_path) not in str(caught.value)
            assert not network.requests


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"filename": None}, "filename"),
        ({"filename": "folder/"}, "filename"),
        ({"domain": "invoices"}, "dotted_path"),
        ({"domain": "media--files", "dotted_path": "original_invoice"}, "dotted_path"),
        ({"dotted_path": ""}, "dotted_path"),
        ({"dotted_path": 'x"\r\n'}, "dotted_path"),
        ({"domain": "cases\r\n"}, "domain"),
        ({"domain": ""}, "domain"),
        ({"domain": None}, "domain"),
        ({"dotted_path": 7}, "dotted_path"),
        ({"filename": b"a.pdf"}, "filename"),
        ({"content_type": 7}, "content_type"),
    ],
)
def test_arguments_that_cannot_be_right_are_named(arguments: dict[str, Any], field: str) -> None:
    network = Network()
    with pytest.raises(InputError) as caught:
        attach(network, PDF, **{"filename": "a.pdf"} | arguments)
    assert problems(caught) == [field]
    assert not network.requests


@pytest.mark.parametrize("reference", ["", "a/b", "../users", None])
def test_a_reference_that_is_no_id_is_refused(reference: Any) -> None:
    with pytest.raises(InputError) as caught:
        drive("blocking", media.upload(context(), reference, PDF, filename="a.pdf"), Network().perform("blocking", testing.VirtualClock()))
    assert problems(caught) == ["reference_id"]


def test_other_resources_and_free_files_are_named_in_the_form() -> None:
    network = Network()
    attach(network, PDF, filename="a.pdf", domain="media--files")
    attach(network, PDF, filename="a.pdf", domain="invoices", dotted_path="letter.file")
    assert [form.fields for form in network.arrived()] == [{"domain": "media--files"}, {"domain": "invoices", "dotted_path": "letter.file"}]


# -- a file that changes, a callback -----------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("change", ["longer", "shorter", "other", "gone"])
def test_a_file_that_changes_between_look_and_upload_is_never_sent_whole(world: str, change: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF * 10)
    os.utime(path, ns=(1, 1))

    class Changing(Network):
        def __call__(self, request: Request, content: bytes) -> Reply:
            if request.method == "GET":  # the look at what the case holds comes between the two
                if change == "gone":
                    path.unlink()
                else:
                    path.write_bytes(PDF * {"longer": 11, "shorter": 9, "other": 10}[change])
            return super().__call__(request, content)

    network = Changing()
    with pytest.raises(AmiliError) as caught:
        attach(network, path, world=world)
    assert isinstance(caught.value, FileChangedError) == (change != "gone")
    assert "nothing was stored" in str(caught.value)
    assert not network.uploads


@pytest.mark.parametrize("change", [b"and more", None])
def test_a_file_that_changes_its_size_while_it_is_sent_breaks_the_upload_off(change: bytes | None) -> None:
    file = io.BytesIO(PDF + bytes(3 * media_file.PIECE))
    network = Network()

    def progress(sent: int, total: int) -> None:
        if sent == media_file.PIECE:
            if change:
                file.seek(0, os.SEEK_END)
                file.write(change)
                file.seek(sent)
            else:
                file.truncate(2 * media_file.PIECE)

    with pytest.raises(FileChangedError):
        attach(network, file, filename="a.pdf", progress=progress)
    assert not network.uploads


@in_each_world
def test_progress_tells_how_much_of_the_file_is_sent_and_begins_anew_with_each_attempt(world: str) -> None:
    total = len(PDF) + 2 * media_file.PIECE
    told: list[tuple[int, int]] = []
    network = Network(TransportError("refused", sent=False), json_reply(STORED, 201))
    attach(
        network,
        PDF + bytes(2 * media_file.PIECE),
        filename="a.pdf",
        progress=lambda *step: told.append(step),
        world=world,
        using=context(RetryPolicy()),
    )
    attempt = [(0, total), (media_file.PIECE, total), (2 * media_file.PIECE, total), (total, total)]
    assert told == attempt * 2


@in_each_world
def test_what_the_callback_raises_comes_out_as_it_is(world: str) -> None:
    reason = StopError()

    def progress(sent: int, total: int) -> None:
        if sent:
            raise reason

    network = Network()
    with pytest.raises(StopError) as caught:
        attach(network, PDF, filename="a.pdf", progress=progress, world=world)
    assert caught.value is reason
    assert not network.uploads
