"""Handles on the disk: a run that was killed is gone on with, and two runs make one batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amili_ext.cli.handle_file import adding_to
from amili_ext.cli.handle_file import read_handles as read_any_handles
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.sandbox.norway.examples import documented_invoice, realistic_invoices

from .conftest import Amili, Serve, Write, lines, only


def read_handles(file: str) -> list[BatchHandle]:
    return read_any_handles(file, BATCH_HANDLES)


def _handle(number: int) -> BatchHandle:
    return BatchHandle.from_json(
        json.dumps(
            {
                "amili_batch_handle": 1,
                "batch_id": f"00000000-0000-0000-0000-{number:012}",
                "organization_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
                "submitted_at": "2026-01-01T00:00:00+00:00",
                "idempotency_key": None,
                "adopted": False,
                "references": [["A-1", None]],
            }
        )
    )


def test_a_killed_run_is_gone_on_with(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve(real_clock=True, processing_delay=0.01)
    file, handles = write("five.jsonl", realistic_invoices(5, failures={})), tmp_path / "handles.jsonl"
    # The poll's first pause lasts a second; the process is killed in it, when it has said that the batch is accepted.
    command = [sys.executable, "-m", "amili_ext.cli", "invoices", "submit", file, "--wait", "--handles", str(handles)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as killed:  # noqa: S603 - our own command
        assert killed.stdout is not None
        first = killed.stdout.readline()
        killed.kill()
    assert "accepted" in first
    [handle] = read_handles(str(handles))

    again = amili("invoices", "submit", file, "--handles", str(handles), "--json")
    assert only(again)["batch_id"] == str(handle.batch_id)
    assert only(again)["adopted"] is True
    assert read_handles(str(handles)) == [handle]
    assert len(served.posted) == 1


def test_the_wait_goes_on_from_the_file(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    serve(processing_delay=30)
    handles = tmp_path / "handles.jsonl"
    file = write("five.jsonl", realistic_invoices(5, failures={"currency": 1}))
    late = amili("invoices", "submit", file, "--batch-size", "2", "--handles", str(handles), "--wait", "--max-wait", "1")
    assert late.exit_code == 6
    assert f"amili batches wait --handles {handles}" in late.stderr
    assert "{" not in late.stdout  # no need to print what is in the file
    result = amili("batches", "wait", "--handles", str(handles), "--json")
    assert result.exit_code == 4
    assert only(result)["counts"] == {
        "batches": 3,
        "unfinished": 0,
        "invoices": 5,
        "payments": 0,
        "corrections": 0,
        "succeeded": 4,
        "failed": 1,
        "unsettled": 0,
        "unexpected": 0,
    }


def test_each_handle_is_written_before_the_next_batch_is_sent(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve()
    served.faults.add("status:POST:/invoices:status=422,after=1")
    handles = tmp_path / "handles.jsonl"
    file = write("two.json", realistic_invoices(2, failures={}))
    result = amili("invoices", "submit", file, "--batch-size", "1", "--handles", str(handles))
    assert result.exit_code == 1
    assert [handle.references[0].invoice_number for handle in read_handles(str(handles))] == ["SBX-1-00001"]
    assert "the first 1 of 2 invoices" in result.stderr
    assert amili("invoices", "submit", file, "--batch-size", "1", "--handles", str(handles)).exit_code == 0
    assert len(read_handles(str(handles))) == 2
    assert len(served.posted) == 3  # the first, the refused, the second


def test_a_handle_that_cannot_be_written_is_printed(
    serve: Serve, amili: Amili, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    file = write("two.json", realistic_invoices(2, failures={}))
    result = amili("invoices", "submit", file, "--batch-size", "1", "--handles", str(tmp_path / "h.jsonl"))
    assert result.exit_code == 1
    assert "cannot be written down: No space left" in result.stderr
    assert BatchHandle.from_json(result.stdout.splitlines()[-1]).references[0].invoice_number == "SBX-1-00001"


def test_a_full_disk_is_an_error_that_names_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with adding_to(tmp_path / "h.jsonl", BATCH_HANDLES) as book:
        assert book is not None
        with pytest.raises(AmiliError, match="000000000001 cannot be written down: No space left"):
            book.add(_handle(1))


def test_half_a_line_is_replaced_and_a_missing_line_end_added(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    whole = _handle(1).to_json()
    for torn in (whole[:-7], whole[:9]):
        path.write_text(f"{whole}\n{torn}")
        with adding_to(path, BATCH_HANDLES) as book:
            assert book is not None
            book.add(_handle(2))
        assert read_handles(str(path)) == [_handle(1), _handle(2)]
    path.write_text(whole)
    with adding_to(path, BATCH_HANDLES) as book:
        assert book is not None
        for number in (1, 2, 2):
            book.add(_handle(number))
    assert read_handles(str(path)) == [_handle(1), _handle(2)]


@pytest.mark.parametrize("content", ["precious", "precious\n", '[{"invoiceNumber": "A-1"}]', '{"invoiceNumber": "A-1"}\n', "\xff\n"])
def test_a_file_of_something_else_is_not_touched(serve: Serve, amili: Amili, write: Write, tmp_path: Path, content: str) -> None:
    served = serve()
    path = tmp_path / "other"
    path.write_text(content, encoding="latin-1")
    result = amili("invoices", "submit", write("one.json", [documented_invoice()]), "--handles", str(path))
    assert result.exit_code == 3
    assert path.read_text(encoding="latin-1") == content
    assert served.requests == []


def test_what_is_no_file_is_refused_before_anything_is_sent(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve()
    file = write("one.json", [documented_invoice()])
    for path in (tmp_path, os.devnull):
        assert amili("invoices", "submit", file, "--handles", str(path)).exit_code == 3
    assert amili("invoices", "submit", file, "--handles", str(tmp_path / "no" / "where")).exit_code == 3
    assert served.requests == []


def test_a_damaged_line_is_named(serve: Serve, amili: Amili, tmp_path: Path) -> None:
    serve()
    path = tmp_path / "h.jsonl"
    path.write_text(f"{_handle(1).to_json()}\n{_handle(2).to_json()[:-9]}")
    result = amili("batches", "wait", "--handles", str(path))
    assert result.exit_code == 3
    assert f"line 2 of {path}" in result.stderr
    path.write_text("\n")
    assert amili("batches", "wait", "--handles", str(path)).exit_code == 3
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_handles(str(tmp_path / "nowhere"))


def test_handles_by_argument_by_stdin_and_by_id_count_once(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    printed = amili("invoices", "submit", write("two.json", realistic_invoices(2, failures={})), "--batch-size", "1", "--json").stdout
    first = printed.splitlines()[0]
    batch_id = json.loads(first)["batch_id"]
    result = amili("batches", "wait", first, "--handles", "-", "--batch-id", batch_id, "--json", stdin=printed)
    assert result.exit_code == 0
    assert [one["listed_only"] for one in only(result)["batches"]] == [False, False]


def test_a_batch_by_its_id_alone_shows_what_it_mentions(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    [handle] = lines(amili("invoices", "submit", write("ten.json", realistic_invoices(10, failures={"currency": 2})), "--json"))
    result = amili("batches", "wait", "--batch-id", handle["batch_id"], "--json")
    assert result.exit_code == 4
    document = only(result)
    assert (document["counts"]["succeeded"], document["counts"]["failed"], document["unexpected"]) == (8, 2, [])
    assert document["batches"][0]["listed_only"] is True
    assert {reason for one in document["invoices"] for reason in one["reasons"]} == {"Currency is not supported"}
    assert amili("batches", "wait", "--batch-id", "not-an-id").exit_code == 2


def test_a_handle_of_another_organization_is_refused(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    handle = json.loads(_handle(1).to_json()) | {"organization_id": "00000000-0000-0000-0000-000000000009"}
    result = amili("batches", "wait", json.dumps(handle))
    assert result.exit_code == 3
    assert "go on with" not in result.stderr
    assert served.requests == []
