"""`amili cases`: listing them, acting on them in bulk, and waiting for what no case shows yet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from amili_ext import endpoint
from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.norway.case_actions import CODES, Decision
from amili_ext.cli.norway.handles import CASE_HANDLES
from amili_ext.norway.collection.cases.actions import RULES
from amili_ext.norway.collection.cases.outcomes import ActionStatus
from amili_ext.testing import VirtualClock

from .conftest import Amili, Serve, Served, Write, lines, only
from .norwegian import ELSEWHERE, statuses, taken_over

FIRST, SECOND, THIRD = "5000001", "5000002", "5000003"
CASE = {"case_id", "case_number", "creditor_number", "type", "status", "sub_status", "registered_at", "closed_at", "invoices"}
INVOICE = {"invoice_id", "invoice_number", "unique_source_invoice_id", "due_date", "currency", "original"}
INVOICE |= {"remaining", "remaining_principal", "paid", "credited"}
OUTCOME = {"case_number", "action", "status", "case_status", "case_sub_status", "closed_at", "reasons", "handle", "error"}


@pytest.fixture
def served(serve: Serve, amili: Amili, write: Write) -> Served:
    """A sandbox with three cases."""
    served = serve()
    taken_over(amili, write, "A-1", "A-2", "A-3")
    return served


def posted(served: Served, action: str) -> int:
    return sum(request.method == "POST" and request.path.endswith(f"/{action}") for request in served.requests)


# -- listing -------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("served")
def test_list(amili: Amili) -> None:
    cases = sorted(lines(amili("cases", "list", "--json")), key=lambda case: case["case_number"])
    assert [case["case_number"] for case in cases] == [FIRST, SECOND, THIRD]
    assert all(set(case) == CASE for case in cases)
    [invoice] = cases[0]["invoices"]
    assert set(invoice) == INVOICE
    assert (invoice["invoice_number"], invoice["original"], invoice["remaining"], invoice["paid"]) == ("A-1", "1000", "1000", "0")
    assert (cases[0]["type"], cases[0]["status"], cases[0]["closed_at"]) == ("COLLECTION_NOTICE", "OPEN", None)
    human = amili("cases", "list").stdout
    assert human.splitlines()[0].split()[:4] == ["case", "invoice", "type", "status"]
    assert FIRST in human
    assert "A-1" in human
    assert len(lines(amili("cases", "list", "--limit", "1", "--json"))) == 1


@pytest.mark.usefixtures("served")
def test_people_are_only_named_when_that_is_asked(amili: Amili) -> None:
    for arguments in ((), ("--json",), ("-vv",)):
        quiet = amili("cases", "list", *arguments)
        assert quiet.exit_code == 0
        assert "Kari" not in quiet.output
        assert "Nordmann" not in quiet.output
    assert "Kari Nordmann" in amili("cases", "list", "--names").stdout
    [debtor] = lines(amili("cases", "list", "--names", "--limit", "1", "--json"))[0]["debtors"]
    assert set(debtor) == {"debtor_number", "customer_number", "type", "name"}
    assert (debtor["name"], debtor["customer_number"]) == ("Kari Nordmann", "CUST-001")


def test_the_filters_are_those_of_the_api(served: Served, amili: Amili) -> None:
    result = amili(
        *("cases", "list", "--status", "OPEN", "--type", "COLLECTION_NOTICE", "--case-number", FIRST, "--customer-number", "c-1"),
        *("--unique-source-invoice-id", "o-1", "--search", "Oslo", "--from", "2024-01-15T00:00:00Z", "--to", "2024-02-15T12:00:00Z"),
        *("--page-size", "7"),
    )
    assert result.exit_code == 0
    assert dict(served.requests[-1].query) == {
        "Status": "OPEN",
        "Type": "COLLECTION_NOTICE",
        "CaseNumber": FIRST,
        "CustomerNumber": "c-1",
        "UniqueSourceInvoiceId": "o-1",
        "SearchTerm": "Oslo",
        "FromCreatedAt": "2024-01-15T00:00:00Z",
        "ToCreatedAt": "2024-02-15T12:00:00Z",
        "PageSize": "7",
    }


# -- acting --------------------------------------------------------------------------------------------------------------------


def test_each_is_told_once_and_in_order(served: Served, amili: Amili) -> None:
    result = amili("cases", "pause", THIRD, FIRST, "--json")
    assert result.exit_code == 0
    told = lines(result)
    assert [(one["case_number"], one["action"], one["status"], one["case_status"]) for one in told] == [
        (THIRD, "pause", "done", "PAUSED"),
        (FIRST, "pause", "done", "PAUSED"),
    ]
    assert all(set(one) == OUTCOME for one in told)
    assert statuses(amili) == {FIRST: "PAUSED", SECOND: "OPEN", THIRD: "PAUSED"}
    assert posted(served, "pause") == 2


def test_pausing_resuming_and_withdrawing(served: Served, amili: Amili) -> None:
    assert "2 cases: 2 done" in amili("cases", "pause", FIRST, SECOND).stdout
    assert "1 case: 1 already" in amili("cases", "pause", FIRST).stdout
    assert posted(served, "pause") == 2
    assert amili("cases", "resume", FIRST).exit_code == 0
    assert amili("cases", "withdraw", SECOND).exit_code == 0
    assert statuses(amili) == {FIRST: "OPEN", SECOND: "WITHDRAWN", THIRD: "OPEN"}


def test_4_when_a_case_is_closed_or_unknown_and_the_others_are_done(served: Served, amili: Amili) -> None:
    amili("cases", "withdraw", FIRST)
    result = amili("cases", "pause", FIRST, "5999999", SECOND, "--json")
    assert result.exit_code == 4
    closed, unknown, done = lines(result)
    assert (closed["status"], closed["reasons"]) == ("refused", ["the case is closed"])
    assert (unknown["status"], unknown["error"]["type"]) == ("refused", "CaseNotFoundError")
    assert done["status"] == "done"
    assert posted(served, "pause") == 1
    human = amili("cases", "pause", FIRST, "5999999")
    assert human.exit_code == 4
    assert "the case is closed" in human.stdout
    assert "has no case 5999999" in human.stdout
    assert "2 cases: 2 refused" in human.stdout


def test_4_in_amilis_own_words_if_that_is_asked(served: Served, amili: Amili) -> None:
    served.faults.add("status:POST:/pause:status=409,times=forever")
    quiet = amili("cases", "pause", FIRST)
    assert quiet.exit_code == 4
    assert "409 Conflict: see --reasons" in quiet.stdout
    [without] = lines(amili("cases", "pause", FIRST, "--json"))
    assert (without["status"], without["reasons"], without["error"]["status"]) == ("refused", None, 409)
    [loud] = lines(amili("cases", "pause", FIRST, "--json", "--reasons"))
    assert "A fault that was switched on in the sandbox." in loud["reasons"]
    assert "A fault that was switched on" in amili("cases", "pause", FIRST, "--reasons").stdout
    assert "A fault that was switched on" not in quiet.output


@pytest.mark.usefixtures("served")
def test_deciding_on_a_list_and_on_an_eviction(served: Served, amili: Amili) -> None:
    accepted = amili("cases", "decide", "accept-debt-collection-list", FIRST, "--json")
    assert (accepted.exit_code, only(accepted)["status"]) == (0, "done")
    again = amili("cases", "decide", "reject-debt-collection-list", FIRST, "--json")
    assert (again.exit_code, only(again)["status"]) == (4, "not_waiting")
    served.norway.request_eviction(SECOND)
    agreed = amili("cases", "decide", "accept-eviction-request", SECOND, THIRD, "--json")
    assert agreed.exit_code == 4
    assert [one["status"] for one in lines(agreed)] == ["sent", "refused"]
    assert amili("cases", "decide", "perhaps", FIRST).exit_code == 2


def test_every_decision_has_a_word_and_every_outcome_a_code() -> None:
    assert {decision.value.replace("-", "_") for decision in Decision} == {action.value for action, rule in RULES.items() if rule.decides}
    assert set(CODES) | {ActionStatus.FAILED} == set(ActionStatus)


def test_5_when_nobody_knows_whether_it_arrived(served: Served, amili: Amili, clock: VirtualClock, tmp_path: Path) -> None:
    served.faults.add("drop_before_commit:POST:/pause")
    handles = tmp_path / "handles.jsonl"
    result = amili("cases", "pause", FIRST, "--max-wait", "5", "--handles", str(handles), "--json")
    assert (result.exit_code, only(result)["status"]) == (5, "unknown")
    [handle] = read_handles(str(handles), CASE_HANDLES)
    assert handle.accepted is False
    begun = clock.now().monotonic
    waited = amili("cases", "wait", "--handles", str(handles), "--max-wait", "5", "--json")
    assert (waited.exit_code, only(waited)["status"]) == (5, "unknown")
    assert clock.now().monotonic - begun == pytest.approx(5)
    assert statuses(amili)[FIRST] == "OPEN"


def test_a_lost_answer_is_found_in_the_case(served: Served, amili: Amili) -> None:
    served.faults.add("drop_after_commit:POST:/pause")
    result = amili("cases", "pause", FIRST, "--json")
    assert (result.exit_code, only(result)["status"]) == (0, "done")
    assert posted(served, "pause") == 1


def test_7_when_the_organization_is_not_ours(served: Served, amili: Amili) -> None:
    result = amili("cases", "pause", FIRST, SECOND, "--organization-id", ELSEWHERE, "--json")
    assert result.exit_code == 7
    assert [(one["status"], one["error"]["status"]) for one in lines(result)] == [("failed", 403)] * 2
    assert posted(served, "pause") == 0
    assert amili("cases", "list", "--organization-id", ELSEWHERE).exit_code == 7


# -- what takes its time -------------------------------------------------------------------------------------------------------


@pytest.fixture
def slow(serve: Serve, amili: Amili, write: Write) -> Served:
    """A sandbox with three cases, where everything takes a minute."""
    served = serve(processing_delay=60)
    taken_over(amili, write, "A-1", "A-2", "A-3")
    return served


def test_6_and_the_handles_go_on(slow: Served, amili: Amili, tmp_path: Path) -> None:
    handles = tmp_path / "handles.jsonl"
    late = amili("cases", "pause", FIRST, SECOND, "--max-wait", "2", "--handles", str(handles))
    assert late.exit_code == 6
    assert f"amili cases wait --handles {handles}" in late.stderr
    assert "{" not in late.stdout
    assert amili("cases", "wait", "--handles", str(handles), "--max-wait", "3").exit_code == 6
    done = amili("cases", "wait", "--handles", str(handles), "--json")
    assert done.exit_code == 0
    assert [(one["case_number"], one["status"]) for one in lines(done)] == [(FIRST, "done"), (SECOND, "done")]
    assert posted(slow, "pause") == 2


def test_without_a_file_the_handles_are_printed(slow: Served, amili: Amili) -> None:
    late = amili("cases", "pause", FIRST, SECOND, "--max-wait", "1")
    printed = late.stdout.splitlines()[-2:]
    assert [json.loads(line)["case_number"] for line in printed] == [FIRST, SECOND]
    assert amili("cases", "wait", *printed).exit_code == 0
    as_json = lines(amili("cases", "resume", FIRST, "--max-wait", "1", "--json"))
    assert amili("cases", "wait", "--handles", "-", stdin=json.dumps(as_json[0]["handle"])).exit_code == 0
    assert posted(slow, "pause") == 2


def test_what_was_sent_twice_is_waited_for_once_and_not_longer_than_said(slow: Served, amili: Amili, clock: VirtualClock) -> None:
    for _ in range(2):
        late = amili("cases", "pause", FIRST, SECOND, THIRD, "--max-wait", "0")
    printed = late.stdout.splitlines()[-3:]
    begun = clock.now().monotonic
    waited = amili("cases", "wait", *printed, *printed, "--max-wait", "10")
    assert waited.exit_code == 6
    assert "3 cases: 3 pending" in waited.stdout
    assert clock.now().monotonic - begun == pytest.approx(10)


def test_handles_that_cannot_be_right(slow: Served, amili: Amili, write: Write, tmp_path: Path) -> None:
    [late] = lines(amili("cases", "pause", FIRST, "--max-wait", "0", "--json"))
    asked = len(slow.requests)
    foreign = json.dumps(late["handle"] | {"organization_id": ELSEWHERE})
    assert amili("cases", "wait", foreign).exit_code == 3
    assert amili("cases", "wait", "{}").exit_code == 3
    assert amili("cases", "wait").exit_code == 2
    assert amili("cases", "wait", "--handles", write("none.jsonl", "\n")).exit_code == 3
    assert amili("cases", "wait", "--handles", write("batch.jsonl", '{"amili_batch_handle": 1}\n')).exit_code == 3
    precious = write("precious", "precious\n")
    assert amili("cases", "pause", FIRST, "--handles", precious).exit_code == 3
    assert Path(precious).read_text() == "precious\n"
    assert len(slow.requests) == asked


def test_a_killed_run_is_gone_on_with(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve(real_clock=True, processing_delay=0.01)
    numbers = [one["case_number"] for one in taken_over(amili, write, "A-1", "A-2", "A-3", "A-4")]
    file = write("numbers.txt", "\n".join(numbers))
    # All are paused at once; the process is killed while it waits for the cases to show it.
    command = [sys.executable, "-m", "amili_ext.cli", "cases", "pause", "--from", file, "-v"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as killed:  # noqa: S603 - our own command
        assert killed.stderr is not None
        assert any("is not documented" in line for line in killed.stderr)
        killed.kill()
    again = amili("cases", "pause", "--from", file, "--json")
    assert again.exit_code == 0
    assert [one["case_number"] for one in lines(again)] == numbers
    assert {one["status"] for one in lines(again)} <= {"done", "already"}
    assert set(statuses(amili).values()) == {"PAUSED"}
    assert posted(served, "pause") >= 4


class _Interrupting(VirtualClock):
    """Somebody presses Ctrl-C at the first pause."""

    def sleep(self, seconds: float) -> None:
        raise KeyboardInterrupt


@pytest.mark.usefixtures("slow")
def test_130_says_what_is_known(amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amili_ext.cli.options.make_clock", _Interrupting)
    result = amili("cases", "pause", "5999999", FIRST, "--json")
    assert result.exit_code == 130
    first, last = lines(result)
    assert (first["status"], last["error"]["type"]) == ("refused", "Interrupted")
    assert "of 2 cases, 1 are told above" in result.stderr
    assert "the same command goes on" in result.stderr


def test_a_disk_that_is_full_stops_it_and_prints_the_handle(
    slow: Served, amili: Amili, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = amili("cases", "pause", FIRST, "--max-wait", "0", "--handles", str(tmp_path / "h.jsonl"))
    assert result.exit_code == 1
    assert "cannot be written down: No space left" in result.stderr
    assert json.loads(result.stdout.splitlines()[-1])["case_number"] == FIRST


# -- what is named -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        f"{FIRST}\n\n{SECOND}",
        f"\ufeff{FIRST}\r\n{SECOND}\r\n",
        f'{{"case_number": "{FIRST}", "status": "OPEN"}}\n{{"caseNumber": {SECOND}}}\n',
        f'"{FIRST}"\n{SECOND}\n',
        f'["{FIRST}", {SECOND}]',
    ],
)
def test_numbers_in_a_file(served: Served, amili: Amili, write: Write, content: str) -> None:
    result = amili("cases", "pause", THIRD, "--from", write("numbers", content), "--json")
    assert result.exit_code == 0
    assert [one["case_number"] for one in lines(result)] == [THIRD, FIRST, SECOND]


@pytest.mark.usefixtures("served")
def test_a_list_is_passed_on(amili: Amili) -> None:
    listed = amili("cases", "list", "--json").stdout
    assert len(lines(amili("cases", "pause", "--from", "-", "--json", stdin=listed))) == 3
    assert set(statuses(amili).values()) == {"PAUSED"}


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("", "there are no cases in it"),
        ("[]", "there are no cases in it"),
        (f"{FIRST}\n  \n{FIRST} Kari\n", "line 3, cases[1]: names none of the cases"),
        ('{"caseNumber": \n', "line 1, cases[0]: is not valid JSON"),
        ('{"invoiceNumber": "A-1"}\n', "line 1, cases[0]: names none of the cases"),
        ('{"caseNumber": true}\n', "line 1, cases[0]: names none of the cases"),
        (f"[{FIRST}, null]", "cases[1]: names none of the cases"),
        (b"5000001\n\xff\n", "line 2, cases[1]: is not valid"),
        (f"{FIRST}\n\n{SECOND}\n{FIRST}\n", "line 4, cases[2]: is the same as cases[0]"),
    ],
)
def test_a_file_that_cannot_be_right(served: Served, amili: Amili, write: Write, content: str | bytes, where: str) -> None:
    asked = len(served.requests)
    result = amili("cases", "pause", "--from", write("numbers", content))
    assert result.exit_code == 3
    assert where in result.stderr
    assert "Kari" not in result.output
    assert len(served.requests) == asked


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("pause",), 2),
        (("decide", "accept-eviction-request"), 2),
        (("pause", "--from", "-", "--client-secret-file", "-"), 2),
        (("list", "--from", "2024-01-15"), 2),
        (("list", "--from", "2024-01-15T00:00:00"), 2),
        (("pause", "--from", "/nowhere/at/all"), 3),
        (("pause", FIRST, FIRST), 3),
        (("pause", "no number"), 3),
    ],
)
def test_what_cannot_be_right(served: Served, amili: Amili, arguments: Sequence[str], code: int) -> None:
    asked = len(served.requests)
    assert amili("cases", *arguments).exit_code == code
    assert len(served.requests) == asked


# -- what is not documented ----------------------------------------------------------------------------------------------------


def test_what_the_pages_do_not_show_is_told_once_on_stderr(served: Served, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_warned", set[Any]())
    result = amili("cases", "pause", FIRST, SECOND, "--json")
    assert result.exit_code == 0
    [note] = [line for line in result.stderr.splitlines() if "is not documented as such" in line]
    assert note.startswith("amili: pause_case is not documented")
    assert "Warning" not in result.stderr
    assert len(lines(result)) == 2
