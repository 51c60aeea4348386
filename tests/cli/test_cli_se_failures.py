"""`amili se … register` on bad days: what is refused, taken, unknown or interrupted, and that nobody is named."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.handle_file import Handles, adding_to, read_handles
from amili_ext.cli.output import Screen
from amili_ext.cli.sweden.cases import CASES
from amili_ext.cli.sweden.invoices import INVOICES
from amili_ext.errors import ConfigurationError, UnknownOutcomeError
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, InvoiceHandle
from amili_ext.testing import VirtualClock

from .conftest import Amili, Serve, Write, lines, only
from .swedish import CASE_PATH, INVOICE_PATH, case, invoice


def test_4_when_amili_refused_some(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("two.json", [case("C-1", account="6662fb1df4d1eaf404cb08de"), case("C-2")])
    result = amili("se", "cases", "register", file, "--json")
    refused, registered = lines(result)
    assert result.exit_code == 4
    assert (refused["status"], refused["cases"], refused["handle"], refused["reasons"]) == ("refused", [], None, None)
    assert (refused["error"]["status"], refused["error"]["fields"]) == (422, ["creditor"])
    assert registered["status"] == "registered"
    human = amili("se", "cases", "register", file)
    assert [line.split() for line in human.stdout.splitlines()][1] == ["C-1", "refused", "422:", "creditor"]
    assert human.stdout.splitlines()[-1] == "2 registrations: 1 adopted, 1 refused"
    assert len(served.sent(CASE_PATH)) == 3


def test_amilis_reasons_are_quoted_only_if_asked_for(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    file = write("one.json", [case("C-1", account="6662fb1df4d1eaf404cb08de")])
    quiet, quoted = amili("se", "cases", "register", file), amili("se", "cases", "register", file, "--reasons", "--json")
    [reason] = only(quoted)["reasons"]["creditor"]
    assert reason not in quiet.output
    assert reason in amili("se", "cases", "register", file, "--reasons").stdout


def test_4_when_the_number_is_taken(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    assert amili("se", "invoices", "register", write("one.json", [invoice("A-1")])).exit_code == 0
    result = amili("se", "invoices", "register", write("two.json", [invoice("A-1", "900.00"), invoice("A-2")]), "--json")
    taken, registered = lines(result)
    assert (result.exit_code, taken["status"], registered["status"]) == (4, "taken", "registered")
    assert set(taken["error"]) == {"type", "message", "exit_code", "references", "candidates"}
    assert (taken["error"]["type"], taken["error"]["references"], taken["error"]["exit_code"]) == ("AlreadyThereError", ["A-1"], 4)
    assert len(taken["error"]["candidates"]) == 1
    assert len(served.sent(INVOICE_PATH)) == 2


def test_5_when_nobody_knows(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add(f"drop_after_commit:POST:{CASE_PATH}")
    served.faults.add("status:GET:/ada/cases:status=500,after=1,times=forever")
    file = write("one.json", [case("C-1", "C-2")])
    result = amili("se", "cases", "register", file, "--json")
    unknown = only(result)
    assert (result.exit_code, unknown["status"], unknown["error"]["type"]) == (5, "unknown", "UnknownOutcomeError")
    assert (unknown["error"]["references"], unknown["error"]["candidates"]) == (["C-1", "C-2"], [])
    served.faults.clear()
    settled = amili("se", "cases", "register", file, "--json")
    assert (settled.exit_code, only(settled)["status"]) == (0, "adopted")
    assert len(served.sent(CASE_PATH)) == 1


def test_5_when_it_is_registered_and_which_case_is_which_debt_is_not_known(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("status:GET:/ada/cases:status=404,after=1,times=forever")
    result = amili("se", "cases", "register", write("one.json", [case("C-1", "C-2")]), "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["type"], error["references"]) == (5, "CaseMappingError", ["C-1", "C-2"])
    assert len(error["case_ids"]) == len(error["ocr_numbers"]) == 2
    assert re.fullmatch(r"[0-9a-f]{24}", error["registration_id"])


def test_what_concerns_all_ends_the_run_and_says_how_far_it_came(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add(f"status:POST:{INVOICE_PATH}:status=403,after=4,times=forever")
    file = write("six.json", [invoice(f"A-{number}") for number in range(6)])
    result = amili("se", "invoices", "register", file, "--json")
    *known, last = lines(result)
    assert result.exit_code == 7
    assert [one["invoice_numbers"] for one in known] == [["A-0"], ["A-1"], ["A-2"], ["A-3"]]
    assert (set(last), last["error"]["type"]) == ({"error"}, "PermissionDeniedError")
    assert "4 of 6 invoices are settled" in result.stderr
    assert "the API code lacks a permission" in result.stderr
    served.faults.clear()
    rest = amili("se", "invoices", "register", file, "--json")
    assert [one["status"] for one in lines(rest)] == ["adopted"] * 4 + ["registered"] * 2


class _Interrupting(VirtualClock):
    """Somebody presses Ctrl-C at the first pause."""

    def sleep(self, seconds: float) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize(("noun", "path", "made"), [("invoices", INVOICE_PATH, invoice), ("cases", CASE_PATH, case)])
def test_130_prints_what_was_known_and_the_same_again_goes_on(
    serve: Serve, amili: Amili, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, noun: str, path: str, made: Any
) -> None:
    served = serve()
    served.faults.add(f"drop_before_commit:POST:{path}:after=4")  # the fifth has to be looked for, with pauses
    file, handles = write("five.json", [made(f"A-{number}") for number in range(5)]), tmp_path / "handles.jsonl"
    command = ("se", noun, "register", file, "--handles", str(handles))
    with monkeypatch.context() as patched:
        patched.setattr("amili_ext.cli.options.make_clock", _Interrupting)
        result = amili(*command, "--json")
    *known, last = lines(result)
    assert result.exit_code == 130
    assert [one["status"] for one in known] == ["registered"] * 4
    assert last == {"error": {"type": "Interrupted", "message": "interrupted", "exit_code": 130}}
    assert "4 of 5" in result.stderr
    assert "the same command finds what is there and sends the rest" in result.stderr
    again = amili(*command, "--json")
    assert [one["status"] for one in lines(again)] == ["adopted"] * 4 + ["registered"]
    assert len(handles.read_text().splitlines()) == 5
    assert amili(*command, "--no-look-first", "--dry-run").exit_code == 0


def test_a_handle_that_cannot_be_written_is_printed_all_the_same(
    serve: Serve, amili: Amili, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = amili("se", "invoices", "register", write("one.json", [invoice("A-1")]), "--handles", str(tmp_path / "h.jsonl"), "--json")
    known, last = lines(result)
    assert result.exit_code == 1
    assert known["status"] == "registered"
    assert "the handle of invoice A-1 cannot be written down: No space left" in last["error"]["message"]


@pytest.mark.parametrize("other", ["cases", "batches"])
def test_a_file_of_other_handles_is_not_touched(serve: Serve, amili: Amili, write: Write, tmp_path: Path, other: str) -> None:
    served = serve()
    handles = tmp_path / "handles.jsonl"
    line = CaseRegistrationResult("r", ()).to_json() if other == "cases" else '{"amili_batch_handle": 1}'
    handles.write_text(f"{line}\n")
    result = amili("se", "invoices", "register", write("one.json", [invoice("A-1")]), "--handles", str(handles))
    assert result.exit_code == 3
    assert handles.read_text() == f"{line}\n"
    assert served.sent(INVOICE_PATH) == []


@pytest.mark.parametrize(
    ("kind", "handle"),
    [(INVOICES.handles, InvoiceHandle("r", "c", "k", "A-1")), (CASES.handles, CaseRegistrationResult("r", ()))],
)
def test_half_a_handle_at_the_end_of_a_file_is_replaced(tmp_path: Path, kind: Handles[Any], handle: Any) -> None:
    path = tmp_path / "h.jsonl"
    line = kind.write(handle)
    assert line.encode().startswith(kind.beginning)
    for torn in (line[:-5], line[:5]):
        path.write_text(torn)
        with pytest.raises(ConfigurationError):
            read_handles(str(path), kind)
        with adding_to(path, kind) as book:
            assert book is not None
            book.add(handle)
        assert read_handles(str(path), kind) == [handle]


@pytest.mark.parametrize("arguments", [("-", "--private-key-file", "-")])
def test_stdin_holds_one_thing(amili: Amili, arguments: Sequence[str]) -> None:
    result = amili("se", "cases", "register", *arguments)
    assert result.exit_code == 2
    assert "stdin cannot hold both" in result.stderr


def test_no_person_is_named(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add(f"status:POST:{CASE_PATH}:status=422")
    file = write("three.json", [case("C-1"), case("C-2"), case("C-3")])
    said = "".join(amili("se", "cases", "register", file, *more).output for more in ((), ("--json",), ("-vv",)))
    assert "C-3" in said
    for hint in ("Jane", "Doe", "2501012385", "domain.se", "Business Street"):
        assert hint not in said


def test_what_may_be_it_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    error = UnknownOutcomeError(
        "the payment may or may not have been created", references=["bank-1"], candidates=["6867da7788b9226bb78d716c"]
    )
    explain(Screen(), error)
    assert capsys.readouterr().err.splitlines()[1:] == ["  bank-1", "  may be 6867da7788b9226bb78d716c"]
    assert error_document(error)["candidates"] == ["6867da7788b9226bb78d716c"]
