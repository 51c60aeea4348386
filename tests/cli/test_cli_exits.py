"""Every exit code is reached by what it stands for, with a message and without a traceback."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

from amili_ext import errors
from amili_ext.cli.exits import MEANINGS, ExitCode, exit_code, worst
from amili_ext.errors import AmiliError, ConfigurationError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.sandbox.norway.examples import documented_invoice, realistic_invoices
from amili_ext.testing import VirtualClock
from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError

from .conftest import Amili, Serve, Write, lines, only


def test_0_when_everything_succeeded(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    result = amili("invoices", "submit", write("one.json", [documented_invoice()]), "--wait")
    assert result.exit_code == 0
    assert "1 invoice in 1 batch: 1 succeeded" in result.stdout


def test_1_when_nobody_answers(serve: Serve, amili: Amili) -> None:
    serve()
    result = amili("token", "--auth-url", "http://127.0.0.1:9")
    assert result.exit_code == 1
    assert result.stderr.startswith("amili: the token endpoint did not answer")


def test_2_for_a_wrong_command_line(amili: Amili) -> None:
    assert amili("invoices", "submit").exit_code == 2
    assert amili("batches", "wait").exit_code == 2
    assert amili("invoices", "list", "--from", "2024-13-01").exit_code == 2
    naive = amili("invoices", "list", "--from", "2024-01-15T00:00:00")
    assert naive.exit_code == 2
    assert "zone" in naive.stderr


def test_3_for_invoices_that_cannot_be_right(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    result = amili("invoices", "submit", write("bad.json", [{"invoiceNumber": 7}]))
    assert result.exit_code == 3
    assert served.requests == []


def test_3_for_settings_that_are_missing(amili: Amili) -> None:
    result = amili("token")
    assert result.exit_code == 3
    assert "AMILI_NORWAY_ENVIRONMENT" in result.stderr


def test_4_when_amili_refused_some(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    result = amili("invoices", "submit", write("some.json", realistic_invoices(20, failures={"currency": 1})), "--wait")
    assert result.exit_code == 4
    assert "Currency is not supported" in result.stdout


def test_5_when_a_submission_cannot_be_settled(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("drop_after_commit:POST:/invoices")
    served.faults.add("status:GET:/batches:status=500,after=2,times=forever")
    file = write("doubt.json", realistic_invoices(30, failures={}))
    human = amili("invoices", "submit", file)
    assert human.exit_code == 5
    assert "SBX-1-00001" in human.stderr
    assert "and 10 more" in human.stderr
    assert len(served.posted) == 1


def test_5_names_every_reference_as_json(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("drop_after_commit:POST:/invoices")
    served.faults.add("status:GET:/batches:status=500,after=2,times=forever")
    result = amili("invoices", "submit", write("doubt.json", realistic_invoices(30, failures={})), "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["exit_code"], error["type"]) == (5, 5, "SubmissionUnknownError")
    assert [one["invoice_number"] for one in error["references"]] == [f"SBX-1-{number:05}" for number in range(1, 31)]
    assert error["references"][0]["unique_source_invoice_id"] == "sandbox-order-1-00001"


def test_5_when_the_batch_does_not_mention_an_invoice(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    [handle] = lines(amili("invoices", "submit", write("one.json", [documented_invoice()]), "--json"))
    handle["references"].append(["LOST-1", None])
    result = amili("batches", "wait", "--handles", write("h.jsonl", [handle]))
    assert result.exit_code == 5
    assert "LOST-1" in result.stdout
    assert "look it up" in result.stdout


def test_5_when_the_batch_mentions_what_was_never_sent(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    [handle] = lines(amili("invoices", "submit", write("two.json", realistic_invoices(2, failures={})), "--json"))
    handle["references"].pop()
    result = amili("batches", "wait", "--handles", write("h.jsonl", [handle]), "--json")
    assert result.exit_code == 5
    assert only(result)["unexpected"] == [{"batch_id": handle["batch_id"], "invoice_number": "SBX-1-00002"}]


def test_6_when_the_wait_ran_out_of_time(serve: Serve, amili: Amili, write: Write) -> None:
    serve(processing_delay=60)
    result = amili("invoices", "submit", write("one.json", [documented_invoice()]), "--wait", "--max-wait", "5")
    assert result.exit_code == 6
    handle = BatchHandle.from_json(result.stdout.splitlines()[-1])
    assert handle.references[0].invoice_number == "INV-2024-00123"
    again = amili("batches", "wait", result.stdout.splitlines()[-1])
    assert again.exit_code == 0


def test_7_when_the_credentials_are_refused(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("token", "--client-id", "somebody-else").exit_code == 7


def test_7_when_the_organization_is_not_ours(serve: Serve, amili: Amili) -> None:
    serve()
    result = amili("batches", "list", "--organization-id", "00000000-0000-0000-0000-000000000001")
    assert result.exit_code == 7
    assert "permission" in result.stderr


class _Interrupting(VirtualClock):
    """Somebody presses Ctrl-C at the first pause."""

    def sleep(self, seconds: float) -> None:
        raise KeyboardInterrupt


def test_130_prints_the_handles_so_far(serve: Serve, amili: Amili, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    monkeypatch.setattr("amili_ext.cli.options.make_clock", _Interrupting)
    file = write("two.json", realistic_invoices(2, failures={}))
    human = amili("invoices", "submit", file, "--batch-size", "1", "--wait")
    assert human.exit_code == 130
    assert [BatchHandle.from_json(line).references[0].invoice_number for line in human.stdout.splitlines()[-2:]] == [
        "SBX-1-00001",
        "SBX-1-00002",
    ]
    machine = amili("invoices", "submit", file, "--batch-size", "1", "--wait", "--json")
    document = only(machine)
    assert (machine.exit_code, document["exit_code"], document["error"]["type"]) == (130, 130, "Interrupted")
    assert [BatchHandle.from_json(json.dumps(one["handle"])).adopted for one in document["batches"]] == [True, True]


def test_130_in_the_middle_of_sending_says_what_to_do(serve: Serve, amili: Amili, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve()
    served.faults.add("drop_before_commit:POST:/invoices:after=1")  # the second batch has to be looked for, with pauses
    monkeypatch.setattr("amili_ext.cli.options.make_clock", _Interrupting)
    result = amili("invoices", "submit", write("two.json", realistic_invoices(2, failures={})), "--batch-size", "1", "--json")
    handle, last = lines(result)
    assert result.exit_code == 130
    assert handle["references"][0][0] == "SBX-1-00001"
    assert last == {"error": {"type": "Interrupted", "message": "interrupted", "exit_code": 130}}
    assert "the same command within the hour finds it" in result.stderr


def test_130_in_a_list(serve: Serve, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve()
    served.faults.add("status:GET:/batches")
    monkeypatch.setattr("amili_ext.cli.options.make_clock", _Interrupting)
    result = amili("batches", "list", "--json")
    assert result.exit_code == 130
    assert only(result)["error"]["type"] == "Interrupted"


def test_every_error_has_a_code_and_every_code_a_meaning() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, AmiliError)]
    assert len(kinds) > 15
    for kind in kinds:
        error: Any = kind.__new__(kind)
        error.errors = {}
        assert exit_code(error) in ExitCode
        assert kind is UnfinishedBatchesError or exit_code(error) is not ExitCode.OK
    assert set(MEANINGS) == set(ExitCode)


def test_of_many_batches_the_worst_counts() -> None:
    late = PollTimeoutError("late", handle=None)  # type: ignore[arg-type] # it is not looked at
    assert exit_code(UnfinishedBatchesError({1: late, 2: ConfigurationError("no")})) is ExitCode.REFUSED  # type: ignore[dict-item] # any key does
    assert exit_code(UnfinishedBatchesError({1: late})) is ExitCode.TIMEOUT  # type: ignore[dict-item] # any key does
    assert worst([ExitCode.CHECK, ExitCode.FAILED, ExitCode.TIMEOUT, ExitCode.OK]) is ExitCode.TIMEOUT
    assert worst([]) is ExitCode.OK
