"""Waiting by webhook from another process: `amili webhooks listen` writes a file, `--news` reads it."""

from __future__ import annotations

import json
from pathlib import Path

from amili_ext.sandbox.norway.examples import documented_invoice, realistic_invoices
from amili_ext.testing import VirtualClock

from .conftest import Amili, Serve, Served, Write, lines, only


def announced(path: Path, *batch_ids: str) -> str:
    """The file of events with these batches in it."""
    path.write_text("".join(f"{json.dumps({'event': 'BATCH_COMPLETED', 'batch_id': one})}\n" for one in batch_ids))
    return str(path)


def looks(served: Served) -> int:
    return sum(request.method == "GET" and "/batches/" in request.path for request in served.requests)


def test_a_batch_that_is_announced_is_looked_at_at_once(
    serve: Serve, amili: Amili, write: Write, clock: VirtualClock, tmp_path: Path
) -> None:
    served = serve(processing_delay=20)
    handles = tmp_path / "handles.jsonl"
    file = write("two.json", realistic_invoices(2, failures={}))
    made = lines(amili("invoices", "submit", file, "--batch-size", "1", "--handles", str(handles), "--json"))
    clock.advance(20)
    news = announced(tmp_path / "events.jsonl", *(one["batch_id"] for one in made))
    before, slept = looks(served), len(clock.slept)
    result = amili("batches", "wait", "--handles", str(handles), "--news", news, "--json")
    assert (result.exit_code, only(result)["counts"]["succeeded"]) == (0, 2)
    assert looks(served) - before == 2
    assert clock.slept[slept:] == []


def test_it_works_for_a_submission_too(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    serve()
    file = write("one.json", [documented_invoice()])
    [handle] = lines(amili("invoices", "submit", file, "--json"))
    news = announced(tmp_path / "events.jsonl", handle["batch_id"])
    again = amili("invoices", "submit", file, "--wait", "--news", news, "--json")
    assert (again.exit_code, only(again)["counts"]["succeeded"]) == (0, 1)


def test_without_waiting_there_is_no_use_for_news(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    result = amili("invoices", "submit", write("one.json", [documented_invoice()]), "--news", "events.jsonl")
    assert result.exit_code == 2
    assert "--wait" in result.stderr
    assert served.requests == []
