"""`amili arm customers`: who is listed and shown, what put and delete do, and what is never printed unasked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from amili_client.runtime import decode_json

from amili_ext.sandbox.norway.arm.seeds import documented_customer

from .conftest import Amili, Serve, Write, lines, only

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

PERSONAL = ("Armstrong", "01019921717", "81501757329", "99887766", "ARMchair", "1999", "amili@testarmrest.no")
"""What identifies the published customer."""


def customer(amili: Amili, number: str) -> dict[str, Any]:
    found: dict[str, Any] = only(amili("arm", "customers", "get", number, "--json"))
    return found


def test_a_list_has_numbers_and_not_people(serve: Serve, amili: Amili) -> None:
    serve()
    human, machine = amili("arm", "customers", "list"), amili("arm", "customers", "list", "--json")
    assert [line.split() for line in human.stdout.splitlines()] == [
        ["customer", "account", "currency", "language"],
        ["543210", "500002", "NOK", "no"],
        ["765432", "500029"],
    ]
    assert lines(machine) == [
        {"customer_no": "543210", "account_no": "500002", "currency": "NOK", "language": "no"},
        {"customer_no": "765432", "account_no": "500029", "currency": None, "language": None},
    ]
    assert not [word for word in PERSONAL if word in human.output + machine.output]


def test_names_when_asked_for(serve: Serve, amili: Amili) -> None:
    serve()
    assert "Owe Armstrong" in amili("arm", "customers", "list", "--names").stdout
    assert lines(amili("arm", "customers", "list", "--names", "--json"))[0]["name"] == "Owe Armstrong"


def test_a_list_is_asked_for_as_told(serve: Serve, amili: Amili) -> None:
    served = serve()
    words = ("--page-size", "5", "--maximum-count", "1", "--filter", "currency=NOK", "--filter", "name=a=b")
    assert amili("arm", "customers", "list", *words).exit_code == 0
    asked = served.requests[-1]
    assert asked.path.endswith("/clients/2218/customers")
    assert dict(asked.query) == {"pagesize": "5", "maximumcount": "1", "currency": "NOK", "name": "a=b"}
    assert len(lines(amili("arm", "customers", "list", "--limit", "1", "--json"))) == 1


@pytest.mark.parametrize("words", [("currency",), ("=NOK",), ("currency=NOK", "--filter", "currency=SEK")])
def test_a_filter_that_is_none(serve: Serve, amili: Amili, words: Sequence[str]) -> None:
    served = serve()
    assert amili("arm", "customers", "list", "--filter", *words).exit_code == 2
    assert served.requests == []


@pytest.mark.parametrize(
    ("words", "said"), [(("--page-size", "4"), "10"), (("--maximum-count", "10001"), "10000"), (("--filter", "A=b"), "lower")]
)
def test_a_list_that_cannot_be_asked_for(serve: Serve, amili: Amili, words: Sequence[str], said: str) -> None:
    served = serve()
    result = amili("arm", "customers", "list", *words)
    assert result.exit_code == 3
    assert said in result.stderr
    assert served.requests == []


def test_a_list_that_may_be_incomplete_says_so_after_what_it_has(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    more = [{"customerNo": f"9{number:05}"} for number in range(5)]
    assert amili("arm", "customers", "put", write("more.json", more)).exit_code == 0
    served.faults.add("html:GET:/customers:after=1")
    result = amili("arm", "customers", "list", "--page-size", "5", "--json")
    *listed, last = lines(result)
    assert (result.exit_code, len(listed), last["error"]["type"]) == (1, 5, "UnreadableResponseError")


def test_get_shows_all_of_it_as_the_api_gave_it(serve: Serve, amili: Amili) -> None:
    serve()
    printed = amili("arm", "customers", "get", "543210", "--json").stdout
    assert decode_json(printed.encode()) == documented_customer()
    assert '"discountRate":5.5' in printed
    table = amili("arm", "customers", "get", "543210").stdout
    shown = {"postalAddress.addressLine2": "707 Arm street", "discountRate": "5.5", "vatLiable": "yes", "efakturaBlockIds": "12345678"}
    for field, value in shown.items():
        [line] = [line for line in table.splitlines() if field in line]
        assert value in line


def test_get_nobody(serve: Serve, amili: Amili) -> None:
    serve()
    result = amili("arm", "customers", "get", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert amili("arm", "customers", "get", "").exit_code == 3


def test_put_changes_and_creates_and_keeps_the_rest(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    changes = [
        {"customerNo": "543210", "currency": "SEK", "postalAddress": {"postalCode": "0155"}, "customerMessage": ""},
        {"customer_no": "900001", "name": "Somebody New", "language": "en"},
    ]
    result = amili("arm", "customers", "put", write("two.json", changes), "--json")
    assert result.exit_code == 0
    assert lines(result) == [{"customer_no": number, "status": "done", "reasons": None, "error": None} for number in ("543210", "900001")]
    changed, before = customer(amili, "543210"), documented_customer()
    assert changed["postalAddress"] == {**before["postalAddress"], "postalCode": "0155"}
    assert (changed["currency"], changed["customerMessage"], changed["ssn"]) == ("SEK", "", before["ssn"])
    assert customer(amili, "900001")["name"] == "Somebody New"


@pytest.mark.parametrize("name", ["one.json", "one.jsonl", "one"])
def test_put_one_from_a_file_or_stdin(serve: Serve, amili: Amili, write: Write, name: str) -> None:
    served = serve()
    one = b'{"customerNo": "543210", "limitAmount": 2000.10}'
    assert amili("arm", "customers", "put", write(name, one)).stdout.splitlines()[-1] == "1 customer: 1 done"
    assert amili("arm", "customers", "put", "-", stdin=one).exit_code == 0
    bodies = served.sent("/customers")
    assert len(bodies) == 2
    assert all(b'"limitAmount":2000.10' in body for body in bodies)


def test_put_only_what_is_there(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("two.jsonl", [{"customerNo": "900001", "name": "Somebody"}, {"customerNo": "543210", "language": "en"}])
    result = amili("arm", "customers", "put", file, "--existing", "--json")
    assert result.exit_code == 4
    first, second = lines(result)
    assert (first["status"], first["error"]["type"], second["status"]) == ("failed", "NotFoundError", "done")
    assert {request.method for request in served.requests if request.path.endswith("/customers")} == {"PUT"}
    assert amili("arm", "customers", "get", "900001").exit_code == 1


def test_what_put_refuses_before_anything_is_sent(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    wrong = [{"customerNo": "1", "name": None}, {"name": "x"}, {"customerNo": "1"}, {"customerNo": "2", "nam": "x"}]
    result = amili("arm", "customers", "put", write("wrong.jsonl", wrong), "--json")
    assert result.exit_code == 3
    problems = {(one["line"], one["field"]) for one in only(result)["error"]["problems"]}
    assert problems == {(1, "name"), (2, "customerNo"), (3, "customerNo"), (4, "nam")}
    assert served.requests == []


def test_amilis_words_are_quoted_when_asked_for(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("one.json", {"customerNo": "543210", "name": "Armstrong"})
    told = {}
    for words in ((), ("--reasons",)):
        served.faults.add("status:POST:/customers:status=422")
        result = amili("arm", "customers", "put", file, "--json", *words)
        assert result.exit_code == 4
        told[words] = only(result)["reasons"]
    assert told[()] is None
    assert told[("--reasons",)]
    served.faults.add("status:POST:/customers:status=422")
    assert told[("--reasons",)][0] in amili("arm", "customers", "put", file, "--reasons").stdout


def test_a_put_that_is_stopped_says_how_far_it_came(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("status:POST:/customers:status=403,after=1")
    file = write("three.json", [{"customerNo": number, "language": "en"} for number in ("543210", "765432", "900001")])
    result = amili("arm", "customers", "put", file, "--json")
    assert result.exit_code == 7
    done, last = lines(result)
    assert (done["customer_no"], last["error"]["type"]) == ("543210", "PermissionDeniedError")
    assert "1 of 3 customers are settled; the same command may be repeated" in result.stderr


def test_a_put_whose_answer_is_lost_is_looked_for(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("drop_after_commit:POST:/customers")
    result = amili("arm", "customers", "put", write("one.json", {"customerNo": "900001", "name": "Somebody"}), "--json")
    assert (result.exit_code, only(result)["status"]) == (0, "adopted")
    assert len(served.sent("/customers")) == 1


def test_put_in_batches(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    changes = [{"customerNo": f"90000{number}", "name": "Somebody", "postalAddress": {"cityName": "Oslo"}} for number in range(3)]
    file = write("three.json", changes)
    result = amili("arm", "customers", "put", file, "--batch", "--batch-size", "2", "--wait", "--json")
    assert result.exit_code == 0
    document = only(result)
    assert document["counts"] | {"batches": 2, "customers": 3, "succeeded": 3} == document["counts"]
    assert [(one["number"], one["status"]) for one in document["customers"]] == [(one["customerNo"], "succeeded") for one in changes]
    assert len(served.sent("/customers/batches")) == 2
    nobody = write("one.json", [{"customerNo": "1", "name": "x"}])
    handle = only(amili("arm", "customers", "put", nobody, "--batch", "--existing", "--json"))
    assert handle["kind"] == "customer updates"
    waited = amili("arm", "batches", "wait", json.dumps(handle), "--json")
    assert waited.exit_code == 4
    assert [one["status"] for one in only(waited)["customer_updates"]] == ["failed"]
    assert "customer update " in amili("arm", "batches", "wait", json.dumps(handle)).stdout


NEEDS_BATCH = [("--wait",), ("--handles", "h.jsonl"), ("--batch-size", "1"), ("--max-wait", "1"), ("--all",)]


@pytest.mark.parametrize("words", [*NEEDS_BATCH, ("--batch", "--reasons")])
def test_what_makes_no_sense_one_by_one_is_refused(serve: Serve, amili: Amili, write: Write, words: Sequence[str]) -> None:
    served = serve()
    assert amili("arm", "customers", "put", write("one.json", {"customerNo": "1", "name": "x"}), *words).exit_code == 2
    assert served.requests == []


def test_a_dry_run_of_put_needs_no_settings(amili: Amili, write: Write) -> None:
    file = write("one.json", {"customerNo": "1", "name": "x"})
    assert only(amili("arm", "customers", "put", file, "--dry-run", "--json")) == {"ok": True, "exit_code": 0, "customers": 1}
    batches = amili("arm", "customers", "put", file, "--dry-run", "--json", "--batch", "--existing")
    assert only(batches) == {"ok": True, "exit_code": 0, "customers": 1, "batches": 1}


def test_delete(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    assert amili("arm", "customers", "delete", "765432").stdout == "customer 765432 is deleted\n"
    assert amili("arm", "customers", "delete", "765432").exit_code == 1
    document = [{"documentType": "IN", "customerNo": "543210", "documentNo": "1"}]
    assert amili("arm", "documents", "create", write("one.json", document), "--wait").exit_code == 0
    result = amili("arm", "customers", "delete", "543210", "--json")
    assert (result.exit_code, only(result)["error"]["type"]) == (4, "CustomerInUseError")
    assert "customer 543210 has documents or AR items, so Amili does not delete it" in result.stderr
    assert customer(amili, "543210") == documented_customer()
