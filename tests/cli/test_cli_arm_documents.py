"""`amili arm documents` and `amili arm batches`: a file goes out once, whatever happens in between, and what became of it is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from amili_client.runtime import decode_json

from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.norway.arm import options
from amili_ext.cli.norway.arm.handles import ARM_HANDLES
from amili_ext.cli.norway.arm.options import ArmOptions
from amili_ext.testing import VirtualClock

from .conftest import Amili, Serve, Write, only

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

CREATE = ("arm", "documents", "create")
BATCHES = "/documents/batches"


def document(number: str, **more: Any) -> dict[str, Any]:
    """An invoice of 6500 kroner to the published customer."""
    amounts = {"exclVat": 5200, "vat": 1300, "inclVat": 6500}
    return {"documentType": "IN", "customerNo": "543210", "documentNo": number, "currency": "NOK", "currencyAmounts": amounts, **more}


def documents(*numbers: str) -> list[dict[str, Any]]:
    return [document(number) for number in numbers]


def sent(body: bytes) -> list[str]:
    return [one["documentNo"] for one in decode_json(body)["documents"]]


def test_a_file_goes_out_and_is_waited_for(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve(processing_delay=5)
    file = write("three.jsonl", [*documents("1", "2"), document("3", customerNo="none")])
    result = amili(*CREATE, file, "--batch-size", "2", "--wait", "--json")
    assert result.exit_code == 4
    found = only(result)
    assert found["counts"] == {
        "batches": 2,
        "unfinished": 0,
        "documents": 3,
        "customers": 0,
        "customer_updates": 0,
        "succeeded": 2,
        "failed": 1,
        "unsettled": 0,
        "unexpected": 0,
    }
    assert [(one["number"], one["status"], one["reasons"]) for one in found["documents"]] == [
        *(("1", "succeeded", []), ("2", "succeeded", [])),
        ("3", "failed", ["Customer does not exist"]),
    ]
    assert [(one["status"], one["already"]) for one in found["batches"]] == [(200, 0), (406, 0)]
    assert list(map(sent, served.sent(BATCHES))) == [["1", "2"], ["3"]]


def test_for_people_only_what_needs_attention_is_named(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    file = write("two.json", {"documents": [document("1"), document("2", customerNo="none")]})
    shown = amili(*CREATE, file, "--wait").stdout
    assert "2 documents in 1 batch: 1 succeeded, 1 failed" in shown
    assert "Customer does not exist" in shown
    assert " 1 " not in shown.splitlines()[-2]
    again = amili(*CREATE, file, "--wait", "--all")
    assert "2 documents, accepted, but for 1 that are there already" in again.stdout
    assert "2 documents in 1 batch, 1 of them there already: 1 succeeded, 1 failed" in again.stdout


def test_the_same_file_again_sends_nothing_twice(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served, handles = serve(), tmp_path / "h.jsonl"
    file = write("two.json", documents("1", "2"))
    assert amili(*CREATE, file, "--handles", str(handles)).exit_code == 0
    [handle] = read_handles(str(handles), ARM_HANDLES)
    again = amili(*CREATE, file, "--handles", str(handles), "--wait")
    assert again.exit_code == 0
    assert "no batch: 2 documents, already there, not sent again" in again.stdout
    assert "2 documents in 0 batches, 2 of them there already: 2 succeeded" in again.stdout
    assert read_handles(str(handles), ARM_HANDLES) == [handle]
    printed = only(amili(*CREATE, file, "--json"))
    assert (printed["batch_uuid"], printed["already"]) == (None, ["1", "2"])
    assert only(amili("arm", "batches", "wait", json.dumps(printed), "--json"))["counts"]["succeeded"] == 2
    assert len(served.sent(BATCHES)) == 1


def test_a_killed_run_is_gone_on_with(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served = serve(real_clock=True, processing_delay=1.5)
    file, handles = write("three.jsonl", documents("1", "2", "3")), tmp_path / "h.jsonl"
    # The wait's first pause lasts a second; the process is killed in it, when it has said that the batch is accepted.
    command = [sys.executable, "-W", "ignore", "-m", "amili_ext.cli", *CREATE, file, "--wait", "--handles", str(handles)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as killed:  # noqa: S603 - our own command
        assert killed.stdout is not None
        first = killed.stdout.readline()
        killed.kill()
    assert "accepted" in first
    # Until the batch is carried out none of its documents is there to be seen; only its handle tells.
    again = amili(*CREATE, file, "--handles", str(handles), "--json")
    assert again.exit_code == 0
    assert "1 batch of earlier runs hold some of these documents" in again.stderr
    assert only(again)["already"] == ["1", "2", "3"]
    assert len(served.sent(BATCHES)) == 1


def test_an_earlier_batch_that_does_not_finish_keeps_the_rest_from_being_sent(
    serve: Serve, amili: Amili, write: Write, tmp_path: Path
) -> None:
    served, handles = serve(processing_delay=60), str(tmp_path / "h.jsonl")
    assert amili(*CREATE, write("two.json", documents("1", "2")), "--handles", handles).exit_code == 0
    result = amili(*CREATE, write("three.json", documents("2", "3")), "--handles", handles, "--max-wait", "5", "--json")
    assert (result.exit_code, only(result)["error"]["type"]) == (6, "PollTimeoutError")
    assert "nothing was sent" in result.stderr
    assert len(served.sent(BATCHES)) == 1
    # What has nothing to do with it goes out, and so does a document whose number is that of a customer.
    customer = write("customer.json", [{"customerNo": "5", "name": "x"}])
    assert amili("arm", "customers", "put", customer, "--batch", "--handles", handles).exit_code == 0
    others = amili(*CREATE, write("other.json", documents("4", "5")), "--handles", handles, "--max-wait", "1")
    assert (others.exit_code, "earlier runs" in others.stderr) == (0, False)
    later = amili(*CREATE, write("three.json", documents("2", "3")), "--handles", handles, "--json")
    assert (only(later)["references"], only(later)["already"]) == (["2", "3"], ["2"])


def test_an_earlier_batch_that_amili_has_forgotten_is_not_waited_for(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served, handles = serve(), tmp_path / "h.jsonl"
    file = write("one.json", documents("1"))
    handle = only(amili(*CREATE, file, "--json"))
    handles.write_text(json.dumps(handle | {"batch_uuid": "00000000-0000-4000-8000-00000000DEAD"}) + "\n")
    assert amili(*CREATE, file, "--handles", str(handles)).exit_code == 0
    assert len(served.sent(BATCHES)) == 1


def test_each_handle_is_on_the_disk_before_the_next_batch(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    served, handles = serve(), tmp_path / "h.jsonl"
    served.faults.add(f"status:POST:{BATCHES}:status=422,after=1")
    file = write("two.json", documents("1", "2"))
    result = amili(*CREATE, file, "--batch-size", "1", "--handles", str(handles))
    assert result.exit_code == 1
    assert "the first 1 of 2 documents of the file are handed over" in result.stderr
    assert "the same command finds what is there and sends the rest" in result.stderr
    assert [handle.references for handle in read_handles(str(handles), ARM_HANDLES)] == [("1",)]
    assert amili(*CREATE, file, "--batch-size", "1", "--handles", str(handles)).exit_code == 0
    assert list(map(sent, served.sent(BATCHES))) == [["1"], ["2"], ["2"]]


def test_5_when_the_answer_is_lost_and_not_everything_is_there(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve(processing_delay=600)
    served.faults.add(f"drop_after_commit:POST:{BATCHES}")
    result = amili(*CREATE, write("two.json", documents("1", "2")), "--json")
    assert result.exit_code == 5
    error = only(result)["error"]
    assert (error["type"], error["references"], error["candidates"]) == ("UnknownOutcomeError", ["1", "2"], [])
    assert len(served.sent(BATCHES)) == 1
    served.faults.add(f"drop_after_commit:POST:{BATCHES}:after=1")
    human = amili(*CREATE, write("more.json", documents("3", "4")), "--batch-size", "1")
    assert human.exit_code == 5
    assert "the first 1 of 2 documents of the file are handed over" in human.stderr
    assert "the same command" not in human.stderr  # it may be sent, and not be there yet


def test_what_is_there_is_not_called_a_maybe(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add(f"drop_after_commit:POST:{BATCHES}")
    result = amili(*CREATE, write("two.json", [document("1"), document("2", customerNo="none")]))
    assert result.exit_code == 5
    assert "  there is 1\n" in result.stderr
    assert "may be 1" not in result.stderr


def test_other_documents_with_these_numbers(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    assert amili(*CREATE, write("one.json", documents("1"))).exit_code == 0
    assert amili("arm", "documents", "get", "1").exit_code == 0  # so that it is carried out
    result = amili(*CREATE, write("other.json", [document("1", currencyAmounts={"inclVat": 1})]), "--json")
    assert (result.exit_code, only(result)["error"]["type"]) == (3, "DocumentExistsError")
    assert len(served.sent(BATCHES)) == 1


def test_every_problem_is_named_with_its_line_and_number(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    wrong = [document("1"), document("1"), {"documentNo": "3"}, document("4", currencyAmounts={"inclVat": "x"})]
    result = amili(*CREATE, write("wrong.jsonl", wrong), "--json")
    assert result.exit_code == 3
    problems = [(one["line"], one["invoice_number"], one["field"]) for one in only(result)["error"]["problems"]]
    assert problems == [
        (2, "1", "documentNo"),
        *((3, "3", "documentType"), (3, "3", "customerNo")),
        (4, "4", "currencyAmounts.inclVat"),
    ]
    assert served.requests == []


def test_amounts_go_out_digit_for_digit_and_unknown_fields_only_on_request(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("one.jsonl", b'{"documentType":"IN","customerNo":"543210","documentNo":"1","currencyAmounts":{"inclVat":6500.10},"new":1}')
    assert amili(*CREATE, file).exit_code == 3
    assert amili(*CREATE, file, "--extra-field", "new", "--no-look-first", "--user-id", "TestUser").exit_code == 0
    [body] = served.sent(BATCHES)
    assert b'"inclVat":6500.10' in body
    assert decode_json(body)["metadata"] == {"userId": "TestUser"}
    assert [request.path for request in served.requests if request.method == "GET"] == []


def test_a_dry_run_sends_nothing(amili: Amili, write: Write) -> None:
    file = write("three.json", documents("1", "2", "3"))
    assert (
        "3 documents in 2 batches: nothing wrong was found, nothing was sent"
        in amili(*CREATE, file, "--dry-run", "--batch-size", "2").stdout
    )
    assert only(amili(*CREATE, file, "--dry-run", "--json")) == {"ok": True, "exit_code": 0, "documents": 3, "batches": 1}


def test_get_shows_all_of_it(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("one.json", [document("1", documentLines=[{"lineNo": 1, "lineText": "Red comb"}])])
    assert amili(*CREATE, file, "--wait").exit_code == 0
    found = decode_json(amili("arm", "documents", "get", "1", "--json").stdout.encode())
    assert found["currencyAmounts"] == {"exclVat": 5200, "vat": 1300, "inclVat": 6500}
    [line] = [line for line in amili("arm", "documents", "get", "1").stdout.splitlines() if "documentLines[0].lineText" in line]
    assert "Red comb" in line
    words = ("--expand", "customer", "--expand", "arItems", "--user-id", "kari", "--language", "no")
    assert amili("arm", "documents", "get", "1", *words).exit_code == 0
    asked = served.requests[-1]
    assert dict(asked.query) == {"expand": "customer,arItems", "userid": "kari"}
    assert asked.headers["accept-language"] == "no"


# -- batches wait


def test_the_wait_goes_on_from_the_file(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    serve(processing_delay=30)
    handles = tmp_path / "h.jsonl"
    file = write("three.json", documents("1", "2", "3"))
    late = amili(*CREATE, file, "--batch-size", "2", "--handles", str(handles), "--wait", "--max-wait", "1")
    assert late.exit_code == 6
    assert f"amili arm batches wait --handles {handles}" in late.stderr
    assert "2 batches not finished" in late.stdout
    result = amili("arm", "batches", "wait", "--handles", str(handles), "--json")
    assert result.exit_code == 0
    assert only(result)["counts"]["succeeded"] == 3


def test_without_a_file_the_handles_are_printed(serve: Serve, amili: Amili, write: Write) -> None:
    serve(processing_delay=30)
    late = amili(*CREATE, write("one.json", documents("1")), "--wait", "--max-wait", "1")
    printed = late.stdout.splitlines()[-1]
    assert amili("arm", "batches", "wait", "--handles", "-", stdin=printed).exit_code == 0
    assert "go on with: amili arm batches wait" in late.stderr


def test_5_when_the_batch_does_not_mention_a_document(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    handle = only(amili(*CREATE, write("one.json", documents("1")), "--json"))
    handle["references"].append("LOST-1")
    result = amili("arm", "batches", "wait", json.dumps(handle))
    assert result.exit_code == 5
    assert "LOST-1" in result.stdout
    handle["references"] = ["LOST-1"]
    unexpected = only(amili("arm", "batches", "wait", json.dumps(handle), "--json"))["unexpected"]
    assert unexpected == [{"batch_uuid": handle["batch_uuid"], "number": "1"}]


@pytest.mark.parametrize("change", [{"client_no": 1}, {"amili_arm_batch_handle": 2}, {"kind": "cases"}])
def test_a_handle_that_cannot_be_waited_for_here(serve: Serve, amili: Amili, write: Write, change: dict[str, Any]) -> None:
    served = serve()
    handle = only(amili(*CREATE, write("one.json", documents("1")), "--json"))
    asked = len(served.requests)
    assert amili("arm", "batches", "wait", json.dumps(handle | change)).exit_code == 3
    assert len(served.requests) == asked


def test_handles_of_the_collection_api_are_told_apart(serve: Serve, amili: Amili, write: Write, tmp_path: Path) -> None:
    serve()
    handle = amili(*CREATE, write("one.json", documents("1")), "--json").stdout
    path = tmp_path / "h.jsonl"
    path.write_text(handle)
    assert amili("batches", "wait", "--handles", str(path)).exit_code == 3
    assert amili("invoices", "submit", write("i.json", []), "--handles", str(path)).exit_code == 3
    assert path.read_text() == handle


def test_a_wait_for_nothing(amili: Amili) -> None:
    assert amili("arm", "batches", "wait").exit_code == 2
    assert amili("arm", "batches", "wait", "--handles", "-", "--client-secret-file", "-").exit_code == 2
    assert amili(*CREATE, "-", "--client-secret-file", "-").exit_code == 2
    assert amili("arm", "customers", "put", "-", "--client-secret-file", "-").exit_code == 2


# -- what can be told to `amili`, to `amili arm` and to its commands


def test_what_stands_last_wins(serve: Serve, amili: Amili) -> None:
    serve()
    listing = ("customers", "list")
    assert amili("--client-id", "somebody-else", "arm", *listing).exit_code == 7
    assert amili("--client-id", "somebody-else", "arm", "--client-id", "my-integration", *listing).exit_code == 0
    assert amili("arm", "--client-no", "1", *listing).exit_code == 7
    assert amili("arm", "--client-no", "1", *listing, "--client-no", "2218", "--json").exit_code == 0
    assert "is not for this ARM client number" in amili("arm", "--client-no", "1", *listing).stderr


@pytest.mark.parametrize("name", ["--organization-id", "--collection-url"])
def test_what_armrest_does_not_know_is_refused(serve: Serve, amili: Amili, name: str) -> None:
    served = serve()
    result = amili(name, "x", "arm", "customers", "list")
    assert result.exit_code == 2
    assert "the commands for ARMrest do not have this" in " ".join(result.stderr.replace("│", " ").split())
    assert served.requests == []


def test_settings_from_the_environment(serve: Serve, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    monkeypatch.setenv("AMILI_NORWAY_ENVIRONMENT", "staging")
    missing = amili("arm", "customers", "list")
    assert (missing.exit_code, "AMILI_NORWAY_CLIENT_NO" in missing.stderr) == (3, True)
    monkeypatch.setenv("AMILI_NORWAY_CLIENT_NO", "2218")
    assert "AMILI_NORWAY_CLIENT_ID" in amili("arm", "customers", "list").stderr
    # A token of one's own needs no credentials; this one is none that the sandbox has given.
    monkeypatch.setenv("AMILI_NORWAY_ARM_TOKEN", "a-token-of-my-own")
    refused = amili("arm", "customers", "list", "-vv")
    assert refused.exit_code == 7
    assert "a-token-of-my-own" not in refused.output
    assert amili("arm", "customers", "list", "--client-no", "x").exit_code == 3


def test_every_option_reaches_the_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(options, "Arm", lambda client_no, **arguments: seen.update(arguments, client_no=client_no))
    monkeypatch.setattr("amili_ext.cli.options.make_clock", VirtualClock)
    given: dict[str, Any] = {
        "environment": "staging",
        "client_no": "2218",
        "client_id": "c",
        "auth_url": "https://a",
        "arm_url": "https://b",
        "user_id": "kari",
        "language": "no",
        "proxy": "http://p",
        "config_file": tmp_path / "config.toml",
        "token_file": tmp_path / "token.json",
    }
    options.make_client(ArmOptions(**given, ca_file="ca.pem"), look_first=False)
    assert isinstance(seen.pop("clock"), VirtualClock)
    assert seen == given | {"client_secret": None, "verify": "ca.pem", "look_first": False}
