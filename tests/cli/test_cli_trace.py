"""`amili invoices trace`: one line for each invoice, and a code that says whether all of them are where they should be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from .conftest import Amili, Serve, Served, Write, lines, only
from .norwegian import ELSEWHERE, invoice, taken_over

TRACE = {"reference", "standing", "batch_id", "batch_outcome", "reasons", "invoice_id", "invoice", "case", "settlements"}
TRACE |= {"candidates", "not_known"}
CASE = {"case_number", "case_id", "status", "sub_status", "registered_at", "closed_at", "closed"}


@pytest.fixture
def served(serve: Serve, amili: Amili, write: Write) -> Served:
    """Three invoices: one is open, the case of one is paused, and one was paid to Amili."""
    served = serve()
    taken_over(amili, write, "A-1", "A-2", "A-3")
    assert amili("cases", "pause", "5000002").exit_code == 0
    served.norway.debtors_pay("5000003")
    return served


@pytest.mark.usefixtures("served")
def test_0_when_all_are_found(amili: Amili) -> None:
    result = amili("invoices", "trace", "A-3", "order-A-1", "A-2", "--json")
    assert result.exit_code == 0
    traces = lines(result)
    assert [(one["reference"], one["standing"]) for one in traces] == [("A-3", "settled"), ("order-A-1", "open"), ("A-2", "paused")]
    assert all(set(one) == TRACE and set(one["case"]) == CASE for one in traces)
    assert [one["case"]["case_number"] for one in traces] == ["5000003", "5000001", "5000002"]
    assert (traces[0]["invoice"]["remaining"], traces[0]["case"]["closed"]) == ("0", True)
    [settlement] = traces[0]["settlements"]
    assert settlement["settlement_date"] == "2026-01-01"
    human = amili("invoices", "trace", "A-3", "A-1", "A-2")
    assert human.stdout.splitlines()[0].split() == ["invoice", "standing", "case", "remaining", "why"]
    assert "3 invoices: 1 open, 1 paused, 1 settled" in human.stdout
    assert "Kari" not in result.output + human.output


@pytest.mark.usefixtures("served")
def test_5_when_one_is_not_found(amili: Amili) -> None:
    result = amili("invoices", "trace", "A-1", "A-9", "--json")
    assert result.exit_code == 5
    assert [one["standing"] for one in lines(result)] == ["open", "not_found"]
    assert "1 open, 1 not found" in amili("invoices", "trace", "A-1", "A-9").stdout


def test_4_when_one_failed_in_its_batch(served: Served, amili: Amili, write: Write, tmp_path: Path) -> None:
    handles = str(tmp_path / "handles.jsonl")
    file = write("b.json", [invoice("B-1"), invoice("B-2", currency="EUR")])
    assert amili("invoices", "submit", file, "--handles", handles, "--wait").exit_code == 4
    result = amili("invoices", "trace", "A-1", "--handles", handles, "--json")
    assert result.exit_code == 4
    traces = lines(result)
    assert [(one["reference"], one["standing"]) for one in traces] == [("A-1", "open"), ("B-1", "open"), ("B-2", "failed")]
    assert (traces[2]["batch_outcome"], traces[2]["reasons"]) == ("failed", ["Currency is not supported"])
    assert "Currency is not supported" in amili("invoices", "trace", "--handles", handles).stdout


def test_what_is_queued_is_fine(serve: Serve, amili: Amili, write: Write) -> None:
    serve(processing_delay=60)
    handle = amili("invoices", "submit", write("a.json", [invoice("A-1")]), "--json").stdout
    result = amili("invoices", "trace", "--handles", "-", "--json", stdin=handle)
    assert (result.exit_code, only(result)["standing"]) == (0, "queued")


@pytest.mark.usefixtures("served")
def test_the_file_that_was_submitted_names_them(amili: Amili, write: Write) -> None:
    for name in ("again.json", "again.jsonl"):
        file = write(name, [invoice("A-1"), invoice("A-2")])
        assert [one["standing"] for one in lines(amili("invoices", "trace", "--from", file, "--json"))] == ["open", "paused"]
    as_text = amili("invoices", "trace", "A-3", "--from", write("numbers.txt", "A-1\nA-2\n"), "--json")
    assert [one["reference"] for one in lines(as_text)] == ["A-3", "A-1", "A-2"]
    other_id = write("other.jsonl", [{"invoice_number": "A-1", "unique_source_invoice_id": "order-other"}])
    assert amili("invoices", "trace", "--from", other_id).exit_code == 5


def test_settlements_are_looked_for_from_a_day_on(served: Served, amili: Amili) -> None:
    assert amili("invoices", "trace", "A-3", "--settled-since", "2025-06-01").exit_code == 0
    [asked] = [dict(request.query) for request in served.requests if request.path.endswith("/settlements")]
    assert asked["fromDate"] == "2025-06-01"
    late = amili("invoices", "trace", "A-3", "--settled-since", "2026-02-01", "--json")
    assert (late.exit_code, only(late)["standing"]) == (0, "closed")


def test_5_when_something_cannot_be_read(served: Served, amili: Amili) -> None:
    served.faults.add("status:GET:/settlements:status=403,times=forever")
    result = amili("invoices", "trace", "A-1", "--json")
    assert result.exit_code == 5
    [gap] = only(result)["not_known"]
    assert (gap["part"], gap["error"]["status"]) == ("settlements", 403)
    human = amili("invoices", "trace", "A-1", "A-2")
    assert "settlements could not be read" in human.stdout
    assert human.stderr.count("403") == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("trace",), 2),
        (("trace", "A-1", "--settled-since", "soon"), 2),
        (("trace", "--from", "-", "--handles", "-"), 2),
        (("trace", "--from", "/nowhere/at/all"), 3),
        (("trace", "--handles", "/nowhere/at/all"), 3),
        (("trace", " "), 3),
    ],
)
def test_what_cannot_be_right(served: Served, amili: Amili, arguments: Sequence[str], code: int) -> None:
    asked = len(served.requests)
    assert amili("invoices", *arguments).exit_code == code
    assert len(served.requests) == asked


def test_files_that_cannot_be_right(served: Served, amili: Amili, write: Write) -> None:
    [handle] = lines(amili("invoices", "submit", write("b.json", [invoice("B-1")]), "--json"))
    asked = len(served.requests)
    empty = amili("invoices", "trace", "--from", write("empty", "\n"))
    assert (empty.exit_code, "there are no references in it" in empty.stderr) == (3, True)
    nameless = amili("invoices", "trace", "--from", write("n.jsonl", [{"invoiceNumber": "A-1"}, {"amount": 1}]))
    assert (nameless.exit_code, "line 2, references[1]: names none of the references" in nameless.stderr) == (3, True)
    foreign = write("h.jsonl", [handle | {"organization_id": ELSEWHERE}])
    assert amili("invoices", "trace", "--handles", foreign).exit_code == 3
    payments = json.dumps(handle | {"amili_batch_handle": 2, "kind": "payments", "references": []})
    refused = amili("invoices", "trace", "--handles", write("p.jsonl", f"{payments}\n"))
    assert (refused.exit_code, "only invoices can be traced" in refused.stderr) == (3, True)
    assert len(served.requests) == asked


def test_7_when_the_organization_is_not_ours(served: Served, amili: Amili) -> None:
    result = amili("invoices", "trace", "A-1", "--organization-id", ELSEWHERE, "--json")
    assert result.exit_code == 5
    assert {gap["error"]["status"] for gap in only(result)["not_known"] if gap["error"]} == {403}
