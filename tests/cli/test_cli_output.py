"""What stdout holds: one JSON document or JSON lines with known keys and nothing else, or a table for people."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Sequence

import pytest
from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.invoice import Invoice

from amili_ext.cli.norway.documents import batch_document, invoice_document
from amili_ext.cli.output import Columns, Screen, printable
from amili_ext.sandbox.norway.examples import documented_invoice, realistic_invoices

from .conftest import Amili, Serve, Write, lines, only

ERROR_KEYS = {"type", "message", "exit_code"}


def test_the_report_of_a_wait(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    invoices = realistic_invoices(10, failures={"no_debtor": 1})
    result = amili("invoices", "submit", write("ten.json", invoices), "--batch-size", "6", "--wait", "--json")
    document = only(result)
    assert result.exit_code == document["exit_code"] == 4
    assert set(document) == {"ok", "exit_code", "counts", "batches", "invoices", "payments", "corrections", "unexpected", "error"}
    assert document["counts"] == {
        "batches": 2,
        "unfinished": 0,
        "invoices": 10,
        "payments": 0,
        "corrections": 0,
        "succeeded": 9,
        "failed": 1,
        "unsettled": 0,
        "unexpected": 0,
    }
    assert [set(one) for one in document["batches"]] == [
        {"batch_id", "kind", "status", "adopted", "invoices", "listed_only", "error", "handle"},
    ] * 2
    assert [one["invoice_number"] for one in document["invoices"]] == [one["invoiceNumber"] for one in invoices]
    keys = {"batch_id", "invoice_number", "unique_source_invoice_id", "status", "reasons", "invoice_id", "case_id", "case_number"}
    assert all(set(one) == keys for one in document["invoices"])
    [failed] = [one for one in document["invoices"] if one["status"] == "failed"]
    assert (failed["reasons"], failed["case_number"]) == (["Debtor is missing"], None)
    assert "Eksempelsen" not in result.output
    assert "debtor." not in result.output


def test_a_wait_that_ran_out_is_in_the_report(serve: Serve, amili: Amili, write: Write) -> None:
    serve(processing_delay=60)
    document = only(amili("invoices", "submit", write("one.json", [documented_invoice()]), "--wait", "--max-wait", "1", "--json"))
    [batch] = document["batches"]
    assert (document["ok"], document["exit_code"], document["counts"]["unfinished"]) == (False, 6, 1)
    assert batch["error"]["type"] == "PollTimeoutError"
    assert batch["status"] is None
    assert batch["handle"]["batch_id"] == batch["batch_id"]


def test_handles_are_json_lines(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    handles = lines(amili("invoices", "submit", write("5.json", realistic_invoices(5, failures={})), "--batch-size", "2", "--json"))
    assert [len(handle["references"]) for handle in handles] == [2, 2, 1]
    assert all(handle["amili_batch_handle"] == 1 for handle in handles)


def test_an_error_ends_the_stream_with_a_line(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("status:POST:/invoices:status=422,after=1")
    result = amili("invoices", "submit", write("2.json", realistic_invoices(2, failures={})), "--batch-size", "1", "--json")
    handle, last = lines(result)
    assert result.exit_code == 1
    assert "references" in handle
    assert set(last) == {"error"}
    assert set(last["error"]) == ERROR_KEYS | {"status", "code", "fields", "request_id"}
    assert last["error"]["status"] == 422


@pytest.mark.parametrize("arguments", [("token",), ("invoices", "list"), ("batches", "list"), ("batches", "wait", "{}")])
def test_every_error_is_a_document(amili: Amili, arguments: Sequence[str]) -> None:
    for place in (("--json", *arguments), (*arguments, "--json")):
        result = amili(*place)
        assert result.exit_code == 3
        assert set(only(result)["error"]) >= ERROR_KEYS
        assert result.stderr.startswith("amili: ")


def test_lists(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve(page_size=2)
    amili("invoices", "submit", write("5.json", realistic_invoices(5, failures={"currency": 1})), "--wait")
    batch = only(amili("batches", "list", "--json"))
    assert set(batch) == {"batch_id", "type", "status", "created_at", "finished_at", "succeeded", "failed"}
    assert (batch["type"], batch["status"], batch["succeeded"], batch["failed"]) == ("INVOICE", "PARTIAL", 4, 1)
    invoices = lines(amili("invoices", "list", "--json"))
    assert len(invoices) == 4
    assert set(invoices[0]) == {"invoice_id", "organization_id", "invoice_number", "case_number", "type", "status", "created_at"}
    asked = len(served.requests)
    assert len(lines(amili("invoices", "list", "--json", "--limit", "1"))) == 1
    assert len(served.requests) == asked + 2  # a token and one page: what is not wanted is not read
    human = amili("invoices", "list").stdout.splitlines()
    assert human[0].split() == ["invoice", "case", "type", "status", "created", "at"]
    assert invoices[0]["invoice_number"] in human[1]
    assert batch["batch_id"] in amili("batches", "list").stdout


def test_the_filters_are_those_of_the_api(serve: Serve, amili: Amili) -> None:
    served = serve()
    amili(
        *("invoices", "list", "--status", "OPEN", "--type", "NOTICE", "--invoice-number", "A-1", "--unique-source-invoice-id", "o-1"),
        *("--customer-number", "c-1", "--from", "2024-01-15", "--to", "2024-02-15T12:00:00Z"),
    )
    assert dict(served.requests[-1].query) == {
        "Status": "OPEN",
        "Type": "NOTICE",
        "InvoiceNumber": "A-1",
        "UniqueSourceInvoiceId": "o-1",
        "CustomerNumber": "c-1",
        "From": "2024-01-15",
        "To": "2024-02-15T12:00:00Z",
    }
    amili(
        *("batches", "list", "--state", "QUEUED", "--type", "INVOICE", "--subject-id", "s-1", "--idempotency-key", "k-1"),
        *("--page-size", "7", "--sort-direction", "DESC"),
    )
    assert dict(served.requests[-1].query) == {
        "State": "QUEUED",
        "Type": "INVOICE",
        "SubjectId": "s-1",
        "IdempotencyKey": "k-1",
        "PageSize": "7",
        "SortDirection": "DESC",
    }


def test_what_the_api_leaves_out_is_null() -> None:
    assert set(invoice_document(Invoice()).values()) == {None}
    assert set(batch_document(Batch()).values()) == {None}
    assert "secret" not in json.dumps(invoice_document(Invoice.from_dict({"debtors": ["secret"]})))


def test_all_names_also_what_succeeded(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    file = write("one.json", [documented_invoice()])
    quiet = amili("invoices", "submit", file, "--wait")
    assert "INV-2024-00123" not in quiet.stdout
    assert "5000001" in amili("invoices", "submit", file, "--wait", "--all").stdout


def test_a_server_cannot_command_the_terminal() -> None:
    assert printable("a\x1b[2Jb\r\nc\x07 æøå") == "a [2Jb  c  æøå"


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined] # it is a BytesIO


def test_progress_goes_to_a_terminal_on_stderr_and_never_to_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = _Terminal(), _Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen(as_json=True)
    with screen.progress("waiting for batches", 2) as move_on:
        move_on()
        screen.document({"a": 1})
    assert out.text() == '{"a": 1}\n'
    assert "waiting for batches" in err.text()


def test_a_letter_that_the_terminal_lacks_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    out = _Terminal("ascii")
    monkeypatch.setattr(sys, "stdout", out)
    screen = Screen()
    screen.table(("why",), [("Fødselsnummer",)])
    Columns(screen, why=10).row("Fødselsnummer")
    assert "dselsnummer" in out.text()


def test_verbose_logs_on_stderr_only(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("token").stderr == ""
    assert "INFO: got a token" in amili("token", "-v").stderr
    loud = amili("-vv", "batches", "list", "--json")
    assert "DEBUG: GET http://127.0.0.1" in loud.stderr
    assert loud.stdout == ""


def test_the_log_is_as_before_afterwards(serve: Serve, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    logger = logging.getLogger("amili_ext")
    monkeypatch.setattr(logger, "level", logging.ERROR)
    before = (logger.level, list(logger.handlers))
    amili("token", "-vv")
    assert (logger.level, list(logger.handlers)) == before
