"""Files of invoices: what is read, to the digit, and where everything that is wrong is."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from amili_client.runtime import decode_json, encode_json

from amili_ext.cli.norway.invoices import INVOICES as KIND
from amili_ext.cli.record_file import LocatedProblem, read_records
from amili_ext.errors import ConfigurationError, InputError
from amili_ext.sandbox.norway.examples import documented_invoice, realistic_invoices

from .conftest import Amili, Serve, Write, only

INVOICES: list[Any] = [{"invoiceNumber": "A-1"}, {"invoiceNumber": "A-2"}]


def read_invoices(file: str) -> list[Any]:
    return read_records(file, KIND)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", encode_json(INVOICES)),
        ("a.json", b"\xef\xbb\xbf" + encode_json(INVOICES)),
        ("a.json", encode_json({"invoices": INVOICES})),
        ("a.jsonl", b'{"invoiceNumber": "A-1"}\n\n{"invoiceNumber": "A-2"}'),
        ("a.ndjson", b'\xef\xbb\xbf{"invoiceNumber": "A-1"}\r\n{"invoiceNumber": "A-2"}\r\n'),
        ("a.txt", b'{"invoiceNumber": "A-1"}\n{"invoiceNumber": "A-2"}\n'),
        ("a", encode_json(INVOICES)),
    ],
)
def test_formats(write: Write, name: str, content: bytes) -> None:
    assert read_invoices(write(name, content)) == INVOICES


def test_python_names_are_sent_as_wire_names(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("a.json", b'[{"invoice_number": "A-1", "original_invoice_amount": 1.10}]')
    assert amili("invoices", "submit", file).exit_code == 0
    assert b'"invoiceNumber":"A-1","originalInvoiceAmount":1.10' in served.posted[0]


def test_one_line_is_one_invoice_and_a_json_file_of_one_invoice_is_refused(write: Write) -> None:
    assert read_invoices(write("one", b'{"invoiceNumber": "A-1"}')) == INVOICES[:1]
    with pytest.raises(InputError) as caught:
        read_invoices(write("one.json", b'{"invoiceNumber": "A-1"}'))
    assert "must be an array of invoices" in str(caught.value.problems[0])


def test_amounts_arrive_digit_for_digit(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write(
        "a.jsonl",
        b'{"invoiceNumber": "A-1", "originalInvoiceAmount": 0.10}\n'
        b'{"invoiceNumber": "A-2", "originalInvoiceAmount": 12345678901234567.89}\n',
    )
    assert amili("invoices", "submit", file).exit_code == 0
    [body] = served.posted
    assert b'"originalInvoiceAmount":0.10' in body
    assert b'"originalInvoiceAmount":12345678901234567.89' in body


def test_every_problem_is_named_with_its_line(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    content = (
        b'{"invoiceNumber": "A-1", "dueDat": "2024-01-15"}\n'
        b"\n"
        b'{"invoiceNumber": "A-2", "originalInvoiceAmount": \n'
        b'{"invoiceNumber": "A-1", "debtors": [{"firstname": 7}]}\n'
        b"17\n"
    )
    file = write("bad.jsonl", content)
    human = amili("invoices", "submit", file)
    assert human.exit_code == 3
    shown = human.stderr.splitlines()
    assert re.search(r"bad\.jsonl: [56] problems; nothing was sent$", shown[0])
    assert [line.split(",")[0] for line in shown[1:6]] == ["  line 1", "  line 3", "  line 4", "  line 4", "  line 5"]
    assert any(line.startswith("  line 1, invoices[0] (A-1), dueDat: is not a known field") for line in shown)
    assert any(line.startswith("  line 3, invoices[1]: is not valid JSON") for line in shown)
    assert "  line 4, invoices[2] (A-1), invoiceNumber: is the same as in invoices[0]" in shown
    assert any(line.startswith("  line 4, invoices[2] (A-1), debtors[0].firstname: must be a text") for line in shown)
    assert any(line.startswith("  line 5, invoices[3]: must be a") for line in shown)
    assert served.requests == []


def test_what_is_wrong_in_line_3_as_json(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    invoices: list[dict[str, Any]] = realistic_invoices(5, failures={})
    invoices[2]["dueDate"] = "2020-01-01"
    result = amili("invoices", "submit", write("three.jsonl", invoices), "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["exit_code"]) == (3, 3)
    assert error["problems"] == [
        {"line": 3, "index": 2, "invoice_number": "SBX-1-00003", "field": "dueDate", "message": "is before invoiceDate"}
    ]


def test_a_line_that_is_no_json_spoils_no_other(write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_invoices(write("a.jsonl", b'{"invoiceNumber": "A-1"}\n{"invoiceNumber": "A-1" "x": 1}\n{"invoiceNumber": "A-2"}\n'))
    [problem] = caught.value.problems
    assert isinstance(problem, LocatedProblem)
    assert (problem.line, problem.index) == (2, 1)


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.json", b'[{"invoiceNumber": "A-1"},\n{"invoiceNumber" "A-2"}]', "line 2: is not valid JSON"),
        ("a.json", b'[{"invoiceNumber": "A-1"', "is not valid JSON"),
        ("a.json", b'[{"invoiceNumber": "\xff"}]', "is not valid JSON"),
        ("a.json", b"[" * 100_000, "is not valid JSON"),
        ("a.json", b"", "there are no invoices to submit"),
        ("a.jsonl", b"\n\n", "there are no invoices to submit"),
        ("a.json", b"[]", "there are no invoices to submit"),
        ("a.json", b'{"invoices": [], "dryRun": true}', "dryRun: is not known beside invoices"),
        ("a.json", b'{"invoices": {}}', "must be an array of invoices"),
        ("a", b"not json at all", "line 1: is not valid JSON"),
    ],
)
def test_what_cannot_be_read(write: Write, name: str, content: bytes, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_invoices(write(name, content))
    [problem] = caught.value.problems
    assert str(problem).startswith(where)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_invoices("/nowhere/at/all.json")


def test_a_field_that_the_pages_do_not_show(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("extra.json", [documented_invoice() | {"newField": Decimal("1.50")}])
    assert amili("invoices", "submit", file).exit_code == 3
    # The sandbox validates against the documented fields, so that it may refuse it; here only the sending counts.
    amili("invoices", "submit", file, "--extra-field", "newField")
    assert b'"newField":1.50' in served.posted[0]


def test_invoices_from_stdin(serve: Serve, amili: Amili) -> None:
    served = serve()
    assert amili("invoices", "submit", "-", stdin=encode_json([documented_invoice()])).exit_code == 0
    assert decode_json(served.posted[0])["invoices"][0] == documented_invoice()


def test_a_dry_run_needs_no_settings_and_sends_nothing(amili: Amili, write: Write) -> None:
    file = write("good.json", realistic_invoices(5, failures={}))
    assert "5 invoices in 3 batches" in amili("invoices", "submit", file, "--dry-run", "--batch-size", "2").stdout
    document = only(amili("invoices", "submit", file, "--dry-run", "--batch-size", "2", "--json"))
    assert document == {"ok": True, "exit_code": 0, "invoices": 5, "batches": 3}
    assert amili("invoices", "submit", write("bad.json", [{}]), "--dry-run").exit_code == 3


def test_an_idempotency_key_names_one_batch(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("two.json", realistic_invoices(2, failures={}))
    refused = amili("invoices", "submit", file, "--batch-size", "1", "--idempotency-key", "mine")
    assert refused.exit_code == 3
    assert served.requests == []
    handle = only(amili("invoices", "submit", file, "--idempotency-key", "mine", "--json"))
    assert handle["idempotency_key"] == "mine"


def test_no_look_first_sends_at_once(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    amili("invoices", "submit", write("one.json", [documented_invoice()]), "--no-look-first")
    assert [request.method for request in served.requests] == ["POST", "POST"]  # the token, the invoices
