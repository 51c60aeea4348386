"""`amili payments` and `amili corrections`: a file is registered once, however often that is started, and each row is accounted for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from amili_client.runtime import decode_json

from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.sandbox import SandboxRequest, SandboxResponse

from .conftest import Amili, Serve, Served, Write, lines, only
from .norwegian import ELSEWHERE, invoice, taken_over

NOBODYS = "00000000-0000-0000-0000-000000000001"
OUTCOME = {"batch_id", "invoice_id", "amount", "date", "status", "reasons", "invoice_number", "case_id", "case_number"}

both = pytest.mark.parametrize("noun", ["payments", "corrections"])


def row(invoice_id: str, amount: str = "100.00", **more: Any) -> dict[str, Any]:
    """A payment or a correction of today."""
    return {"invoiceId": invoice_id, "amount": Decimal(amount), "currency": "NOK", "date": "2026-01-01T12:00:00Z", **more}


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve()


@pytest.fixture
def ids(served: Served, amili: Amili, write: Write) -> list[str]:
    """Amili's ids of three invoices."""
    return [one["invoice_id"] for one in taken_over(amili, write, "A-1", "A-2", "A-3")]


@both
def test_each_row_is_told_and_a_refusal_ends_with_4(served: Served, amili: Amili, write: Write, ids: list[str], noun: str) -> None:
    rows = [row(ids[0], "100.10"), row(NOBODYS), row(ids[1], "2000")]
    result = amili(noun, "register", write("rows.jsonl", rows), "--wait", "--json")
    document = only(result)
    assert result.exit_code == document["exit_code"] == 4
    told = document[noun]
    assert all(set(one) == OUTCOME for one in told)
    assert [(one["invoice_id"], one["amount"], one["status"]) for one in told] == [
        (ids[0], "100.10", "succeeded"),
        (NOBODYS, "100.00", "failed"),
        (ids[1], "2000", "failed"),
    ]
    assert (told[0]["invoice_number"], told[0]["case_number"], told[0]["date"]) == ("A-1", "5000001", "2026-01-01T12:00:00Z")
    assert [one["reasons"] for one in told[1:]] == [["Invoice does not exist"], ["Amount exceeds the remaining amount"]]
    assert document["invoices"] == []
    assert (document["counts"][noun], document["counts"]["invoices"], document["counts"]["failed"]) == (3, 0, 2)
    [batch] = document["batches"]
    assert (batch["kind"], batch[noun], batch["handle"]["kind"]) == (noun, 3, noun)
    human = amili(noun, "register", write("rows.jsonl", rows), "--wait", "--all")
    assert f"3 {noun} in 1 batch: 1 succeeded, 2 failed" in human.stdout
    assert f"100.10 on invoice {ids[0]}" in human.stdout


@both
def test_amounts_arrive_digit_for_digit(served: Served, amili: Amili, write: Write, ids: list[str], noun: str) -> None:
    file = write("rows.jsonl", f'{{"invoice_id": "{ids[0]}", "amount": 0.10, "date": "2026-01-01T12:00:00Z"}}\n')
    assert amili(noun, "register", file, "--wait").exit_code == 0
    [body] = served.sent(f"/{noun}")
    assert b'"amount":0.10' in body


@both
def test_started_again_it_finds_what_arrived(served: Served, amili: Amili, write: Write, ids: list[str], noun: str, tmp_path: Path) -> None:
    file, handles = write("rows.jsonl", [row(one) for one in ids]), tmp_path / "handles.jsonl"
    first = lines(amili(noun, "register", file, "--batch-size", "2", "--handles", str(handles), "--json"))
    again = lines(amili(noun, "register", file, "--batch-size", "2", "--handles", str(handles), "--json"))
    assert [one["batch_id"] for one in first] == [one["batch_id"] for one in again]
    assert [one["adopted"] for one in (*first, *again)] == [False, False, True, True]
    assert len(served.sent(f"/{noun}")) == 2
    assert [str(handle.kind) for handle in read_handles(str(handles), BATCH_HANDLES)] == [noun, noun]
    waited = amili("batches", "wait", "--handles", str(handles), "--json")
    assert (waited.exit_code, only(waited)["counts"][noun], only(waited)["counts"]["succeeded"]) == (0, 3, 3)


def test_a_killed_run_is_gone_on_with(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve(real_clock=True, processing_delay=0.01)
    [one] = taken_over(amili, write, "A-1")
    file, handles = write("rows.jsonl", [row(one["invoice_id"])]), tmp_path / "handles.jsonl"
    command = [sys.executable, "-m", "amili_ext.cli", "payments", "register", file, "--wait", "--handles", str(handles)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as killed:  # noqa: S603 - our own command
        assert killed.stdout is not None
        assert "accepted" in killed.stdout.readline()
        killed.kill()
    again = only(amili("payments", "register", file, "--handles", str(handles), "--json"))
    [handle] = read_handles(str(handles), BATCH_HANDLES)
    assert (again["batch_id"], again["adopted"]) == (str(handle.batch_id), True)
    assert len(served.sent("/payments")) == 1


def test_an_answer_that_was_lost_is_not_sent_again(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    served.faults.add("drop_after_commit:POST:/payments")
    result = amili("payments", "register", write("rows.jsonl", [row(ids[0])]), "--wait")
    assert result.exit_code == 0
    assert "already there, not sent again" in result.stdout
    assert len(served.sent("/payments")) == 1


def test_5_names_what_is_in_doubt(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    served.faults.add("drop_after_commit:POST:/payments")
    served.faults.add("status:GET:/batches:status=500,after=2,times=forever")
    file = write("rows.jsonl", [row(ids[0], description="from Kari Nordmann")])
    result = amili("payments", "register", file, "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["type"]) == (5, "SubmissionUnknownError")
    assert error["references"] == [{"invoice_id": ids[0], "amount": "100.00", "date": "2026-01-01T12:00:00Z"}]
    assert f"100.00 on invoice {ids[0]}" in result.stderr
    assert "Kari" not in result.output


def test_what_is_meant_once_more_gets_a_key_and_is_told_apart(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    file = write("rows.jsonl", [row(ids[0])])
    first = only(amili("payments", "register", file, "--json"))
    key = ("--idempotency-key", "once more")
    doubt = amili("payments", "register", file, *key, "--json")
    assert (doubt.exit_code, only(doubt)["error"]["candidates"]) == (5, [first["batch_id"]])
    assert len(served.sent("/payments")) == 1
    again = only(amili("payments", "register", file, *key, "--apart-from", first["batch_id"], "--json"))
    assert (again["adopted"], again["idempotency_key"]) == (False, "once more")
    assert again["batch_id"] != first["batch_id"]
    assert len(served.sent("/payments")) == 2


def test_what_is_for_one_batch_only(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    asked = len(served.requests)
    file = write("rows.jsonl", [row(one) for one in ids])
    for option in (("--idempotency-key", "mine"), ("--apart-from", NOBODYS)):
        refused = amili("payments", "register", file, "--batch-size", "2", *option)
        assert refused.exit_code == 3
        assert f"{option[0]} is for one batch, but 3 payments make 2" in refused.stderr
    assert amili("payments", "register", file, "--apart-from", "batch 7").exit_code == 2
    assert amili("invoices", "submit", file, "--apart-from", NOBODYS).exit_code == 2
    assert len(served.requests) == asked


@both
def test_every_problem_is_named_with_its_line(served: Served, amili: Amili, write: Write, noun: str) -> None:
    content = f'{{"invoiceId": "{NOBODYS}", "amount": 0}}\n\n{{"amount": 1, "descripton": "Kari"}}\n{{"invoiceId": "A-1", "amount": "1"}}\n'
    result = amili(noun, "register", write("bad.jsonl", content))
    assert result.exit_code == 3
    shown = result.stderr.splitlines()
    assert "nothing was sent" in shown[0]
    assert any(line.startswith(f"  line 1, {noun}[0], amount: must ") for line in shown)
    assert any(line.startswith(f"  line 3, {noun}[1], descripton: is not a known field") for line in shown)
    assert any(line.startswith(f"  line 3, {noun}[1], invoiceId: is missing") for line in shown)
    assert any(line.startswith(f"  line 4, {noun}[2], invoiceId: must be a UUID") for line in shown)
    assert "Kari" not in result.output
    assert served.requests == []


@both
@pytest.mark.parametrize(("name", "content"), [("a.json", "[]"), ("a.jsonl", "\n"), ("a.json", ""), ("a.json", '{"{noun}": []}')])
def test_an_empty_file(served: Served, amili: Amili, write: Write, noun: str, name: str, content: str) -> None:
    result = amili(noun, "register", write(name, content.replace("{noun}", noun)))
    assert result.exit_code == 3
    assert f"there are no {noun} to register" in result.stderr
    assert served.requests == []


@both
def test_a_dry_run_sends_nothing(amili: Amili, write: Write, noun: str) -> None:
    file = write("rows.json", {noun: [row(NOBODYS), row(NOBODYS, "2")]})
    assert f"2 {noun} in 2 batches: nothing wrong was found" in amili(noun, "register", file, "--dry-run", "--batch-size", "1").stdout
    assert only(amili(noun, "register", file, "--dry-run", "--json")) == {"ok": True, "exit_code": 0, noun: 2, "batches": 1}


def test_a_field_that_the_pages_do_not_show(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    file = write("extra.jsonl", [row(ids[0], newField="x")])
    assert amili("payments", "register", file).exit_code == 3
    amili("payments", "register", file, "--extra-field", "newField", "--no-look-first")
    assert b'"newField":"x"' in served.sent("/payments")[0]


def test_4_when_the_case_is_closed(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    assert amili("cases", "withdraw", "5000001").exit_code == 0
    result = amili("payments", "register", write("rows.jsonl", [row(ids[0])]), "--wait")
    assert result.exit_code == 4
    assert "Case is closed" in result.stdout


def test_7_when_the_organization_is_not_ours(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    result = amili("payments", "register", write("rows.jsonl", [row(ids[0])]), "--organization-id", ELSEWHERE)
    assert result.exit_code == 7
    assert "permission" in result.stderr


def test_handles_of_all_kinds_are_waited_for_together(served: Served, amili: Amili, write: Write, ids: list[str], tmp_path: Path) -> None:
    handles = str(tmp_path / "handles.jsonl")
    assert amili("payments", "register", write("p.jsonl", [row(ids[0])]), "--handles", handles).exit_code == 0
    assert amili("corrections", "register", write("c.jsonl", [row(ids[1])]), "--handles", handles).exit_code == 0
    assert amili("invoices", "submit", write("i.jsonl", [invoice("B-1")]), "--handles", handles).exit_code == 0
    document = only(amili("batches", "wait", "--handles", handles, "--json"))
    counts = document["counts"]
    assert [counts[name] for name in ("batches", "invoices", "payments", "corrections", "succeeded")] == [3, 1, 1, 1, 3]
    assert [len(document[name]) for name in ("invoices", "payments", "corrections")] == [1, 1, 1]
    human = amili("batches", "wait", "--handles", handles, "--all")
    assert "1 payment and 1 correction and 1 invoice in 3 batches: 3 succeeded" in human.stdout
    assert "B-1" in human.stdout


def test_5_when_the_batch_mentions_what_was_never_sent(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    [handle] = lines(amili("payments", "register", write("p.jsonl", [row(ids[0]), row(ids[1])]), "--json"))
    handle["references"].pop()
    result = amili("batches", "wait", json.dumps(handle), "--json")
    assert result.exit_code == 5
    assert only(result)["unexpected"] == [{"batch_id": handle["batch_id"], "invoice": ids[1]}]


def test_a_batch_of_payments_needs_its_handle(served: Served, amili: Amili, write: Write, ids: list[str]) -> None:
    [handle] = lines(amili("payments", "register", write("p.jsonl", [row(ids[0])]), "--json"))
    result = amili("batches", "wait", "--batch-id", handle["batch_id"])
    assert result.exit_code == 3
    assert "is of type PAYMENT and not of invoices" in result.stderr
    assert "go on with" not in result.stderr
    document = only(amili("batches", "wait", "--batch-id", handle["batch_id"], "--json"))
    assert (document["exit_code"], document["unexpected"], document["batches"][0]["status"]) == (3, [], "SUCCESS")


def test_reading_the_batch_decides_not_its_order(
    served: Served, amili: Amili, write: Write, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Served.handle

    def turned(self: Served, request: SandboxRequest) -> SandboxResponse:
        response = honest(self, request)
        return response if "/batches/" not in request.path else _turned_round(response)

    monkeypatch.setattr(Served, "handle", turned)
    document = only(amili("payments", "register", write("p.jsonl", [row(one) for one in ids]), "--wait", "--json"))
    assert [one["invoice_id"] for one in document["payments"]] == ids


def _turned_round(response: SandboxResponse) -> SandboxResponse:
    from amili_client.runtime import encode_json
    from attrs import evolve

    document = decode_json(response.body)
    document["data"].get("succeeded", []).reverse()
    return evolve(response, body=encode_json(document))
