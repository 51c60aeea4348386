"""What `amili se` does with one case, and the lists of cases and invoices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from amili_client.runtime import decode_json

from .conftest import Amili, Serve, Write, lines, only
from .swedish import CREDITOR, NOBODY, PDF, case, invoice

ACTION = {
    *("ok", "exit_code", "action", "id", "creditor_id", "case_id", "invoice_number", "amount", "settled_amount"),
    *("progress", "status", "reason", "adopted"),
}
CASE = {
    *("case_id", "creditor_id", "invoice_number", "state", "status", "state_since", "closed"),
    *("remaining_capital", "remaining_costs", "remaining_interest"),
}
PAYMENTS, CREDITINGS, CANCELLATIONS = "/creditor--payments", "/creditor--creditings", "/creditor--cancellations"

Registered = Callable[..., str]


@pytest.fixture
def registered(amili: Amili, write: Write) -> Registered:
    """Register a debt of 250 kronor; gives the id of its case."""

    def register(number: str = "C-1") -> str:
        made = only(amili("se", "cases", "register", write(f"{number}.json", case(number)), "--json"))
        return str(made["cases"][0]["case_id"])

    return register


# -- paying, crediting, cancelling -------------------------------------------------------------------------------------------------


def test_a_payment_is_made_once_and_closes_the_case(serve: Serve, amili: Amili, registered: Registered) -> None:
    served = serve()
    name = registered()
    pay = ("se", "cases", "pay", "--case", name, "--amount", "250.00", "--date", "2025-07-01", "--reference", "bank-1")
    first = only(amili(*pay, "--json"))
    assert set(first) == ACTION
    assert (first["ok"], first["action"], first["case_id"], first["adopted"]) == (True, "payment", name, False)
    assert float(first["settled_amount"]) == 250
    sent = decode_json(served.sent(PAYMENTS)[0])
    assert (sent["creditor_payment_reference"], sent["bank_transaction_date"]) == ("bank-1", "Tue, 01 Jul 2025 00:00:00 GMT")
    again = amili(*pay)
    assert again.exit_code == 0
    assert "already there, not sent again" in again.stdout
    assert len(served.sent(PAYMENTS)) == 1
    assert only(amili("se", "cases", "status", "--case", name, "--json"))["closed"] is True


def test_a_case_by_creditor_and_number(serve: Serve, amili: Amili, registered: Registered) -> None:
    served = serve()
    name = registered()
    which = ("--creditor", CREDITOR, "--invoice-number", "C-1")
    assert only(amili("se", "invoices", "status", *which, "--json"))["case_id"] == name
    paid = ("--amount", "100", "--date", "2025-07-01T12:00:00+02:00", "--registered", "2025-07-02", "--reference", "bank-1")
    assert amili("se", "invoices", "pay", *which, *paid).exit_code == 0
    assert amili("se", "cases", "credit", *which, "--amount", "50", "--credit-invoice", "K-1").exit_code == 0
    assert amili("se", "cases", "cancel", *which).exit_code == 0
    for path in (PAYMENTS, CREDITINGS, CANCELLATIONS):
        [body] = map(decode_json, served.sent(path))
        assert (body["creditor"], body["invoice_number"]) == (CREDITOR, "C-1")
    assert decode_json(served.sent(PAYMENTS)[0])["client_registration_date"] == "Wed, 02 Jul 2025 00:00:00 GMT"
    assert decode_json(served.sent(CREDITINGS)[0])["credit_invoice"] == "K-1"


def test_a_crediting_of_a_part_and_of_all_that_is_left(serve: Serve, amili: Amili, registered: Registered) -> None:
    served = serve()
    name = registered()
    part = only(amili("se", "cases", "credit", "--case", name, "--amount", "100.50", "--reference", "k-1", "--json"))
    assert (part["ok"], part["action"], part["amount"]) == (True, "crediting", "100.50")
    everything = ("se", "cases", "credit", "--case", name, "--creditor", CREDITOR, "--all", "--reference", "k-2", "--json")
    rest = only(amili(*everything))
    assert (rest["ok"], float(rest["amount"])) == (True, 149.5)
    assert only(amili(*everything))["adopted"] is True
    assert len(served.sent(CREDITINGS)) == 2


def test_4_when_amili_refuses_to_credit_and_5_when_it_is_not_what_was_meant(serve: Serve, amili: Amili, registered: Registered) -> None:
    serve()
    name = registered()
    assert amili("se", "cases", "cancel", "--case", name).exit_code == 0
    refused = amili("se", "cases", "credit", "--case", name, "--amount", "1", "--reference", "k-1", "--json")
    assert (refused.exit_code, only(refused)["status"], only(refused)["ok"]) == (4, "error", False)
    partly = amili("se", "cases", "pay", "--case", name, "--amount", "9", "--date", "2025-07-01", "--reference", "b-1")
    assert partly.exit_code == 5
    assert "settled: 0" in partly.stdout
    assert "reason: " in partly.stdout
    assert amili("se", "cases", "cancel", "--case", name).exit_code == 5


def test_4_when_the_reference_is_that_of_another_amount(serve: Serve, amili: Amili, registered: Registered) -> None:
    served = serve()
    name = registered()
    pay = ("se", "cases", "pay", "--case", name, "--date", "2025-07-01", "--reference", "bank-1")
    payment = only(amili(*pay, "--amount", "100", "--json"))["id"]
    other = amili(*pay, "--amount", "200", "--json")
    error = only(other)["error"]
    assert (other.exit_code, error["type"], error["candidates"]) == (4, "AlreadyThereError", [payment])
    assert error["references"] == ["bank-1", name]
    assert f"there is {payment}" in amili(*pay, "--amount", "200").stderr
    assert len(served.sent(PAYMENTS)) == 1


def test_5_when_nobody_knows_whether_it_was_paid(serve: Serve, amili: Amili, registered: Registered) -> None:
    served = serve()
    name = registered()
    served.faults.add(f"drop_after_commit:POST:{PAYMENTS}")
    served.faults.add(f"status:GET:{PAYMENTS}:status=500,after=1,times=forever")
    pay = ("se", "cases", "pay", "--case", name, "--creditor", CREDITOR, "--amount", "9", "--date", "2025-07-01", "--reference", "bank-1")
    result = amili(*pay)
    assert result.exit_code == 5
    assert "bank-1" in result.stderr
    served.faults.clear()
    assert only(amili(*pay, "--json"))["adopted"] is True
    assert len(served.sent(PAYMENTS)) == 1


def test_130_while_it_is_looked_for(serve: Serve, amili: Amili, registered: Registered, monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve()
    name = registered()
    served.faults.add(f"drop_after_commit:POST:{CANCELLATIONS}")
    served.faults.add(f"status:GET:{CANCELLATIONS}:times=forever")

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    from amili_ext.cli import options

    with monkeypatch.context() as patched:
        patched.setattr(options.make_clock(), "sleep", interrupt)
        result = amili("se", "cases", "cancel", "--case", name, "--json")
    assert result.exit_code == 130
    assert only(result)["error"]["type"] == "Interrupted"


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("status", "--creditor", CREDITOR),
        ("status", "--invoice-number", "C-1"),
        ("cancel", "--case", NOBODY, "--invoice-number", "C-1"),
        ("attach", "a.pdf"),
        ("credit", "--case", NOBODY, "--amount", "1"),
        ("credit", "--case", NOBODY, "--reference", "k"),
        ("credit", "--case", NOBODY, "--reference", "k", "--amount", "1", "--all"),
        ("credit", "--case", NOBODY, "--reference", "k", "--amount", "much"),
        ("credit", "--case", NOBODY, "--reference", "k", "--amount", "NaN"),
        ("pay", "--case", NOBODY, "--amount", "1", "--date", "2025-07-01"),
        ("pay", "--case", NOBODY, "--amount", "1", "--reference", "b"),
        ("pay", "--case", NOBODY, "--amount", "1", "--reference", "b", "--date", "yesterday"),
        ("pay", "--case", NOBODY, "--amount", "1", "--reference", "b", "--date", "2025-07-01T00:00:00"),
    ],
)
def test_2_for_a_case_or_an_amount_that_is_not_said(serve: Serve, amili: Amili, arguments: Sequence[str]) -> None:
    served = serve()
    for noun in ("cases", "invoices"):
        assert amili("se", noun, *arguments).exit_code == 2
    assert served.requests == []


def test_3_names_what_cannot_be_right(serve: Serve, amili: Amili) -> None:
    served = serve()
    result = amili("se", "cases", "credit", "--case", "a/b", "--amount", "-1", "--reference", "k", "--json")
    assert result.exit_code == 3
    assert [problem["field"] for problem in only(result)["error"]["problems"]] == ["case", "amount"]
    assert served.requests == []


# -- seeing and attaching ----------------------------------------------------------------------------------------------------------


def test_where_a_case_stands(serve: Serve, amili: Amili, registered: Registered) -> None:
    serve()
    name = registered()
    document = only(amili("se", "cases", "status", "--case", name, "--json"))
    assert set(document) == CASE | {"state_history"}
    assert (document["creditor_id"], document["invoice_number"], document["closed"]) == (CREDITOR, "C-1", False)
    assert float(document["remaining_capital"]) == 250
    assert [set(step) for step in document["state_history"]] == [{"state", "since"}] * len(document["state_history"])
    human = amili("se", "cases", "status", "--case", name).stdout
    assert f"│ {name} │ C-1" in human
    assert document["state_history"][-1]["since"] in human


def test_a_case_that_there_is_not(serve: Serve, amili: Amili) -> None:
    serve()
    nowhere = amili("se", "cases", "status", "--case", NOBODY, "--json")
    assert (nowhere.exit_code, only(nowhere)["error"]["type"]) == (1, "NotFoundError")
    unknown = amili("se", "cases", "status", "--creditor", CREDITOR, "--invoice-number", "C-9")
    assert unknown.exit_code == 3
    assert "invoice_number: names no case of the creditor" in unknown.stderr


def test_a_number_of_two_cases_shows_both_and_attaches_to_neither(serve: Serve, amili: Amili, registered: Registered, write: Write) -> None:
    served = serve()
    first = registered()
    assert amili("se", "cases", "cancel", "--case", first).exit_code == 0
    file = write("again.json", case("C-1"))
    assert amili("se", "cases", "register", file).exit_code == 4  # its case is closed
    assert amili("se", "cases", "register", file, "--no-look-first").exit_code == 0
    which = ("--creditor", CREDITOR, "--invoice-number", "C-1")
    assert sorted(one["closed"] for one in lines(amili("se", "cases", "status", *which, "--json"))) == [False, True]
    result = amili("se", "cases", "attach", write("a.pdf", PDF), *which)
    assert result.exit_code == 3
    assert "names 2 cases of the creditor" in result.stderr
    assert served.sweden.uploads == ()


def test_attach(serve: Serve, amili: Amili, registered: Registered, write: Write) -> None:
    served = serve()
    name = registered()
    file = write("original.pdf", PDF)
    result = amili("se", "cases", "attach", file, "--case", name, "--json")
    assert only(result) == {"ok": True, "exit_code": 0, "case_id": name, "field": "original_invoice", "adopted": False}
    [upload] = served.sweden.uploads
    assert (upload.reference_id, upload.domain, upload.dotted_path, upload.size) == (name, "cases", "original_invoice", len(PDF))
    assert amili("se", "invoices", "attach", file, "--creditor", CREDITOR, "--invoice-number", "C-1").exit_code == 0
    assert [one.reference_id for one in served.sweden.uploads] == [name, name]
    assert "http" not in result.output  # the address of the answer is a secret
    assert amili("se", "cases", "attach", write("a.txt", b"text"), "--case", name).exit_code == 3
    assert amili("se", "cases", "attach", file, "--case", name, "--field", "debt.nowhere").exit_code == 1
    assert len(served.sweden.uploads) == 2


# -- lists -------------------------------------------------------------------------------------------------------------------------


def test_list_cases(serve: Serve, amili: Amili, registered: Registered) -> None:
    served = serve()
    names = [registered(f"C-{number}") for number in range(3)]
    assert amili("se", "cases", "cancel", "--case", names[0]).exit_code == 0
    listed = lines(amili("se", "cases", "list", "--json"))
    assert [set(one) for one in listed] == [CASE] * 3
    assert sorted(one["case_id"] for one in listed) == sorted(names)

    def found(*arguments: str) -> set[str]:
        return {one["case_id"] for one in lines(amili("se", "cases", "list", *arguments, "--json"))}

    assert found("--open") == set(names[1:])
    assert found("--closed") == found("--closed", "--since", "2025-01-01") == {names[0]}
    assert found("--closed", "--since", "2027-01-01") == set()
    assert found("--where", '{"debt.invoice_number": "C-1"}') == {names[1]}
    assert found("--open", "--creditor", NOBODY) == found("--creditor", NOBODY) == set()
    assert found("--creditor", CREDITOR, "--where", '{"debt.invoice_number": {"$in": ["C-1", "C-2"]}}') == set(names[1:])
    assert len(found("--limit", "2")) == 2
    asked = served.requests[-1].query
    assert "customer" not in str(asked)  # only what is shown is asked for
    human = amili("se", "cases", "list").stdout.splitlines()
    assert human[0].split() == ["case", "invoice", "state", "status", "closed", "capital"]
    assert {line.split()[-2] for line in human[1:]} == {"yes", "no"}


def test_list_invoices(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    made = lines(amili("se", "invoices", "register", write("two.json", [invoice("A-1"), invoice("A-2")]), "--json"))
    listed = lines(amili("se", "invoices", "list", "--json"))
    assert [set(one) for one in listed] == [
        {
            *("invoice_id", "creditor_id", "case_id", "invoice_number", "type", "invoice_date", "due_date"),
            *("total", "case_state", "case_status"),
        }
    ] * 2
    assert {one["invoice_number"]: one["case_id"] for one in listed} == {
        one["cases"][0]["invoice_number"]: one["cases"][0]["case_id"] for one in made
    }
    assert {float(one["total"]) for one in listed} == {625.0}
    [one] = lines(amili("se", "invoices", "list", "--invoice-number", "A-2", "--creditor", CREDITOR, "--json"))
    assert one["invoice_number"] == "A-2"
    assert lines(amili("se", "invoices", "list", "--where", '{"invoice_number": "A-3"}', "--json")) == []
    assert "A-1" in amili("se", "invoices", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--open", "--closed"), 2),
        (("--open", "--where", "{}"), 2),
        (("--since", "2025-01-01"), 2),
        (("--where", "{"), 2),
        (("--where", "[]"), 3),
        (("--where", '{"": 1}'), 3),
        (("--creditor", ""), 3),
        (("--limit", "0"), 2),
    ],
)
def test_filters_that_are_none(serve: Serve, amili: Amili, arguments: Sequence[str], code: int) -> None:
    served = serve()
    assert amili("se", "cases", "list", *arguments).exit_code == code
    assert served.requests == []
