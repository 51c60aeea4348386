"""`amili se invoices register` and `amili se cases register`: a file once, however often it is started, and nobody's name on the screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from amili_client.runtime import decode_json, encode_json

from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.sweden.cases import CASES
from amili_ext.cli.sweden.invoices import INVOICES
from amili_ext.sweden.ada.registering.handles import InvoiceHandle

from .conftest import Amili, Serve, Write, lines, only
from .swedish import CASE_PATH, CREDITOR, INVOICE_PATH, case, debt, invoice

REGISTRATION = {"index", "creditor_id", "invoice_numbers", "status", "cases", "handle", "reasons", "error"}


def test_invoices(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve()
    handles = tmp_path / "handles.jsonl"
    result = amili(
        *("se", "invoices", "register", write("two.jsonl", [invoice("A-1"), invoice("A-2")]), "--handles", str(handles), "--json")
    )
    documents = lines(result)
    assert result.exit_code == 0
    assert [set(one) for one in documents] == [REGISTRATION] * 2
    assert [(one["index"], one["status"], one["invoice_numbers"]) for one in documents] == [
        (0, "registered", ["A-1"]),
        (1, "registered", ["A-2"]),
    ]
    written = read_handles(str(handles), INVOICES.handles)
    assert [(handle.invoice_number, handle.creditor) for handle in written] == [("A-1", CREDITOR), ("A-2", CREDITOR)]
    assert [[handle.case] for handle in written] == [[made["case_id"] for made in one["cases"]] for one in documents]
    assert [InvoiceHandle.from_json(json.dumps(one["handle"])) for one in documents] == written
    # Each once; in which order they reach the API is not promised, since several are on their way at a time.
    assert sorted(decode_json(body)["invoice_number"] for body in served.sent(INVOICE_PATH)) == ["A-1", "A-2"]


def test_cases_have_an_ocr_number_for_each_debt(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    serve()
    file, handles = write("cases.json", [case("C-1", "C-2"), case("C-3")]), tmp_path / "handles.jsonl"
    human = amili("se", "cases", "register", file, "--handles", str(handles))
    assert human.exit_code == 0
    rows = [line.split() for line in human.stdout.splitlines()]
    assert rows[0] == ["invoice", "outcome", "case", "ocr", "number", "why"]
    assert [row[:2] for row in rows[1:4]] == [["C-1", "registered"], ["C-2", "registered"], ["C-3", "registered"]]
    assert all(re.fullmatch(r"[0-9a-f]{24}", row[2]) and re.fullmatch(r"\d{20}", row[3]) for row in rows[1:4])
    assert human.stdout.splitlines()[-1] == "2 registrations: 2 registered"
    written = read_handles(str(handles), CASES.handles)
    assert [[debt.case for debt in one] for one in written] == [[rows[1][2], rows[2][2]], [rows[3][2]]]
    assert [[debt.ocr_number for debt in one] for one in written] == [[rows[1][3], rows[2][3]], [rows[3][3]]]


@pytest.mark.parametrize(("noun", "path", "made"), [("invoices", INVOICE_PATH, invoice), ("cases", CASE_PATH, case)])
def test_the_same_file_again_adopts_and_adds_no_handle(
    serve: Serve, amili: Amili, write: Write, tmp_path: Path, noun: str, path: str, made: Any
) -> None:
    served = serve()
    file, handles = write("two.json", [made("A-1"), made("A-2")]), tmp_path / "handles.jsonl"
    command = ("se", noun, "register", file, "--handles", str(handles), "--json")
    first = lines(amili(*command))
    content = handles.read_bytes()
    again = amili(*command)
    assert again.exit_code == 0
    assert [one["status"] for one in lines(again)] == ["adopted", "adopted"]
    assert [one["cases"][0]["case_id"] for one in lines(again)] == [one["cases"][0]["case_id"] for one in first]
    assert handles.read_bytes() == content
    assert len(served.sent(path)) == 2


def test_a_killed_run_is_gone_on_with(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve(real_clock=True, latency=0.1)
    file, handles = write("twelve.jsonl", [case(f"C-{number}") for number in range(12)]), tmp_path / "handles.jsonl"
    command = [sys.executable, "-m", "amili_ext.cli", "se", "cases", "register", file, "--handles", str(handles), "--json", "--no-pace"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as killed:  # noqa: S603 - our own command
        assert killed.stdout is not None
        said = json.loads(killed.stdout.readline())
        killed.kill()
    before = read_handles(str(handles), CASES.handles)
    assert said["handle"]["registration"] == before[0].registration  # what was printed had been written down
    again = lines(amili("se", "cases", "register", file, "--handles", str(handles), "--json", "--no-pace"))
    assert [one["index"] for one in again] == list(range(12))
    assert again[0]["status"] == "adopted"
    assert len(served.sent(CASE_PATH)) == 12  # those that were on their way when it was killed included
    assert sorted(number for one in read_handles(str(handles), CASES.handles) for number in [one.debts[0].invoice_number]) == sorted(
        f"C-{number}" for number in range(12)
    )


def test_an_answer_that_is_cut_off_is_adopted(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add(f"drop_after_commit:POST:{INVOICE_PATH}")
    result = amili("se", "invoices", "register", write("one.json", [invoice("A-1")]), "--json")
    assert (result.exit_code, only(result)["status"]) == (0, "adopted")
    assert len(served.sent(INVOICE_PATH)) == 1


# -- bad input ---------------------------------------------------------------------------------------------------------------------


def test_every_problem_is_named_with_line_and_field(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    content = b"\n".join(
        [
            encode_json(case("C-1", first_acton="reminder")),
            b"",
            b'{"debts": [',
            encode_json(case("C-2") | {"debts": [debt("C-2"), debt("C-3", capital_to_claim="much")]}),
            encode_json(case("C-4")),
            encode_json(case("C-5", "C-4")),
        ]
    )
    human = amili("se", "cases", "register", write("bad.jsonl", content))
    assert human.exit_code == 3
    first, *shown = human.stderr.splitlines()
    assert first.endswith("bad.jsonl: 4 problems; nothing was sent")
    assert shown[0].startswith("  line 1, registrations[0] (C-1), first_acton: is not a known field")
    assert shown[1].startswith("  line 3, registrations[1]: is not valid JSON")
    assert shown[2].startswith("  line 4, registrations[2] (C-2), debts[1].capital_to_claim: ")
    assert shown[3].startswith("  line 6, registrations[4] (C-5), debts[1].invoice_number: is the same as in registrations[3]")
    machine = amili("se", "cases", "register", write("bad.jsonl", content), "--json")
    problems = only(machine)["error"]["problems"]
    assert [(one["line"], one["index"], one["invoice_number"]) for one in problems] == [
        (1, 0, "C-1"),
        (3, 1, None),
        (4, 2, "C-2"),
        (6, 4, "C-5"),
    ]
    assert "Jane" not in human.output + machine.output
    assert served.requests == []


def test_a_wrong_invoice_in_json_as_on_the_way_in(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    result = amili("se", "invoices", "register", write("bad.json", [invoice("A-1"), invoice("A-2", customer={})]), "--json")
    assert result.exit_code == 3
    assert {(one["index"], one["invoice_number"]) for one in only(result)["error"]["problems"]} == {(1, "A-2")}
    assert {one["field"] for one in only(result)["error"]["problems"]} > {"customer.name", "customer.address"}
    assert served.requests == []


@pytest.mark.parametrize("noun", ["invoices", "cases"])
@pytest.mark.parametrize("content", ["", "[]", "\n\n"])
def test_a_file_of_nothing(amili: Amili, write: Write, noun: str, content: str) -> None:
    result = amili("se", noun, "register", write("none", content))
    assert result.exit_code == 3
    assert f"there are no {noun} to register" in result.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", encode_json(invoice("A-1"))),
        ("one", encode_json(invoice("A-1"))),
        ("one", encode_json([invoice("A-1")])),
        ("one.ndjson", encode_json(invoice("A-1"))),
        ("-", encode_json(invoice("A-1"))),
    ],
)
def test_one_invoice_as_the_api_takes_it_is_a_file_too(amili: Amili, write: Write, name: str, content: bytes) -> None:
    file, stdin = (name, content) if name == "-" else (write(name, content), None)
    document = only(amili("se", "invoices", "register", file, "--dry-run", "--json", stdin=stdin))
    assert document == {"ok": True, "exit_code": 0, "invoices": 1}


def test_an_object_around_the_invoices_is_not_what_the_api_takes(amili: Amili, write: Write) -> None:
    result = amili("se", "invoices", "register", write("odd.json", {"invoices": [invoice("A-1")]}), "--dry-run")
    assert result.exit_code == 3
    assert "invoices[0], invoices: is not a known field" in result.stderr


def test_a_dry_run_needs_no_settings_and_sends_nothing(amili: Amili, write: Write) -> None:
    good = amili("se", "cases", "register", write("good.json", [case("C-1", "C-2")]), "--dry-run")
    assert good.stdout == "1 registration: nothing wrong was found, nothing was sent\n"
    assert amili("se", "cases", "register", write("bad.json", [{}]), "--dry-run").exit_code == 3


def test_amounts_arrive_digit_for_digit(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    assert amili("se", "cases", "register", write("one.json", [case("C-1") | {"debts": [debt("C-1", "1250.10")]}])).exit_code == 0
    assert b'"capital_to_claim":1250.10' in served.sent(CASE_PATH)[0]


def test_a_field_that_the_pages_do_not_show(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("extra.json", [case("C-1", new_field=7)])
    assert amili("se", "cases", "register", file).exit_code == 3
    # The sandbox knows only documented fields, so that it may refuse it; here only the sending counts.
    amili("se", "cases", "register", file, "--extra-field", "new_field")
    assert decode_json(served.sent(CASE_PATH)[0])["new_field"] == 7
