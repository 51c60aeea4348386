"""What payments, creditings and cancellations do to a case, and how they end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.sandbox.sweden.ledger import Ledger

from .sweden import ACCOUNT, CREDITOR, Make, Swede, active_creditor, case_registration, payment

_PATHS = {"pay": "/creditor--payments", "credit": "/creditor--creditings", "cancel": "/creditor--cancellations"}


def _body(action: str, **changes: Any) -> dict[str, Any]:
    body = payment(**changes)
    names = {"pay": set(body), "credit": {"creditor", "currency", "amount", "origin"}, "cancel": {"creditor", "origin"}}[action]
    return {name: value for name, value in body.items() if name in names or name in changes}


def _remaining(swede: Swede, case_id: str) -> tuple[float, bool]:
    case = swede.case(case_id)
    assert case["local_remaining_transaction_amount"] == case["total_remaining_transaction_amount"]
    return case["total_remaining_transaction_amount"], "closed" in case


def test_a_payment_in_full_closes_the_case(swede: Swede) -> None:
    case_id = swede.case_id()
    swede.clock.advance(100)
    answer = swede.pay(case_id, 250.0)
    assert {name: answer[name] for name in ("_payment_status", "status", "settled_amount", "case_invoice_number")} == {
        "_payment_status": "completed",
        "status": "completed",
        "settled_amount": 250.0,
        "case_invoice_number": "778899",
    }
    assert "status_reason_locale" not in answer.content
    case = swede.case(case_id)
    assert (case["state"], case["status"], case["closed"]) == ("closed", "closed", "Mon, 15 Jan 2024 10:31:40 GMT")
    assert case["state_history"][-1] == {"state": "closed", "state_date": case["closed"]}
    assert case["latest_state_date"] == case["closed"]
    assert (case["total_added_capital_amount"], case["total_remaining_capital_amount"]) == (250.0, 0.0)


def test_a_case_that_was_closed_early_stays_closed(make_swede: Make) -> None:
    swede = make_swede(initialization_delay=60)
    case_id = swede.case_id()
    swede.pay(case_id, 250.0)
    closed = swede.case(case_id)
    swede.clock.advance(100)
    assert swede.case(case_id) == closed


def test_part_after_part(swede: Swede) -> None:
    case_id = swede.case_id(capital_to_claim=0.3)
    for expected in ((0.2, False), (0.1, False), (0.0, True)):
        assert swede.pay(case_id, 0.1)["status"] == "completed"
        assert _remaining(swede, case_id) == expected


def test_a_crediting_lowers_what_is_left(swede: Swede) -> None:
    case_id = swede.case_id()
    answer = swede.created(_PATHS["credit"], _body("credit", case=case_id, amount=100.0))
    assert (answer["_payment_status"], answer["status"], answer["settled_amount"]) == ("completed", "completed", 100.0)
    assert _remaining(swede, case_id) == (150.0, False)
    swede.created(_PATHS["credit"], _body("credit", case=case_id, amount=150.0))
    assert _remaining(swede, case_id) == (0.0, True)


def test_a_cancellation_ends_a_case(swede: Swede) -> None:
    case_id = swede.case_id()
    answer = swede.created(_PATHS["cancel"], _body("cancel", case=case_id))
    assert (answer["_cancellation_status"], answer["status"]) == ("completed", "completed")
    assert "settled_amount" not in answer.content
    assert _remaining(swede, case_id) == (0.0, True)


@pytest.mark.parametrize(
    ("action", "status", "outcome"),
    [("pay", "_payment_status", "warning"), ("credit", "_payment_status", "error"), ("cancel", "_cancellation_status", "warning")],
)
def test_a_closed_case_takes_nothing_more(swede: Swede, action: str, status: str, outcome: str) -> None:
    case_id = swede.case_id()
    swede.pay(case_id, 250)
    before = swede.case(case_id)
    swede.clock.advance(10)
    answer = swede.created(_PATHS[action], _body(action, case=case_id))
    assert (answer["status"], answer[status]) == (outcome, "error" if outcome == "error" else "completed")
    assert answer["status_reason_locale"].endswith(".case_is_closed")
    assert answer.content.get("settled_amount", 0) == 0
    assert swede.case(case_id) == before


@pytest.mark.parametrize("action", ["pay", "credit"])
def test_more_than_is_left_settles_what_is_left(swede: Swede, action: str) -> None:
    case_id = swede.case_id()
    answer = swede.created(_PATHS[action], _body(action, case=case_id, amount=300.5))
    assert (answer["status"], answer["settled_amount"], answer["_payment_status"]) == ("warning", 250.0, "completed")
    assert answer["status_reason_locale"].endswith(".exceeds_remaining_amount")
    assert _remaining(swede, case_id) == (0.0, True)


def test_the_case_may_be_named_by_creditor_and_invoice_number(swede: Swede) -> None:
    wanted, other = swede.case_id(invoice_number="A", debt_reference="REF-A"), swede.case_id(invoice_number="B")
    answer = swede.created(_PATHS["pay"], payment(invoice_number="A", amount=1))
    assert (answer["case_invoice_number"], answer["case_reference_number"]) == ("A", "REF-A")
    assert _remaining(swede, wanted) == (249.0, False)
    assert _remaining(swede, other) == (250.0, False)
    stored = swede.get(f"/creditor--payments/{answer['_id']}").content
    assert (stored["case"], stored["invoice_number"], stored["account"]) == (wanted, "A", ACCOUNT)


@pytest.mark.parametrize("action", _PATHS)
def test_exactly_one_of_case_and_invoice_number(swede: Swede, action: str) -> None:
    case_id = swede.case_id()
    expected = {"case": "exactly one of case and invoice_number must be given"}
    assert swede.refused(_PATHS[action], _body(action)) == expected
    assert swede.refused(_PATHS[action], _body(action, case=case_id, invoice_number="778899")) == expected


@pytest.mark.parametrize("action", _PATHS)
def test_the_case_must_be_one_of_the_creditor(swede: Swede, action: str) -> None:
    other = swede.created("/creditors", active_creditor(account=ACCOUNT))["_id"]
    case_id = swede.case_id()
    assert swede.refused(_PATHS[action], _body(action, creditor=other, case=case_id)) == {"case": "must be a case of the creditor"}
    belongs = "invoice_number"
    assert (
        swede.refused(_PATHS[action], _body(action, creditor=other, invoice_number="778899"))[belongs]
        == "belongs to no case of the creditor"
    )
    swede.case_id()
    assert swede.refused(_PATHS[action], _body(action, invoice_number="778899"))[belongs] == "belongs to 2 cases of the creditor"


@pytest.mark.parametrize(
    ("action", "changes", "field"),
    [
        ("pay", {"origin": "file_import"}, "origin"),
        ("credit", {"origin": "file_import"}, "origin"),
        ("cancel", {"origin": "file_import"}, "origin"),
        ("pay", {"currency": "EUR"}, "currency"),
        ("credit", {"currency": "NOK"}, "currency"),
        ("pay", {"amount": 0}, "amount"),
        ("credit", {"amount": -1}, "amount"),
        ("pay", {"amount": "250"}, "amount"),
        ("pay", {"bank_transaction_date": None}, "bank_transaction_date"),
        ("pay", {"account": ACCOUNT}, "account"),
        ("credit", {"account": ACCOUNT}, "account"),
        ("cancel", {"file_import_report": "x"}, "file_import_report"),
    ],
    ids=str,
)
def test_actions_that_are_refused_change_nothing(swede: Swede, action: str, changes: Any, field: str) -> None:
    case_id = swede.case_id()
    before = swede.case(case_id)
    assert swede.refused(_PATHS[action], _body(action, case=case_id, **changes)).keys() == {field}
    assert swede.case(case_id) == before
    assert swede.get(_PATHS[action]).items == []


def test_the_registration_date_is_now_unless_told(swede: Swede) -> None:
    case_id = swede.case_id()
    swede.pay(case_id, 1)
    swede.pay(case_id, 1, client_registration_date="Fri, 04 Jul 2025 16:20:41 GMT")
    dates = [one["client_registration_date"] for one in swede.get("/creditor--payments").items]
    assert dates == ["Mon, 15 Jan 2024 10:30:00 GMT", "Fri, 04 Jul 2025 16:20:41 GMT"]


def test_actions_are_found_again_by_their_reference(swede: Swede) -> None:
    case_id = swede.case_id()
    paid = swede.pay(case_id, 1, creditor_payment_reference="P-1")
    credited = swede.created(_PATHS["credit"], _body("credit", case=case_id, amount=1, creditor_reference="C-1", credit_invoice="K-1"))
    [found] = swede.get(_PATHS["pay"], where={"creditor": CREDITOR, "creditor_payment_reference": "P-1"}).items
    assert found["_id"] == paid["_id"]
    [found] = swede.get(_PATHS["credit"], where={"creditor_reference": "C-1", "credit_invoice": "K-1"}).items
    assert (found["_id"], found["amount"], found["case"]) == (credited["_id"], 1, case_id)


@pytest.mark.parametrize("example", ["68e4c40d93ee14723d28fa95", "68678eda88b9226bb78d7169", "6867da7788b9226bb78d716c"])
def test_the_documented_requests_work_as_they_stand(make_swede: Make, example: str) -> None:
    swede = make_swede(example_cases=True)
    assert swede.case(example)["creditor"] == CREDITOR
    assert swede.pay(example, 250.0)["_payment_status"] == "completed"
    assert _remaining(swede, example) == (50.0, False)
    assert swede.created(_PATHS["credit"], _body("credit", case=example, amount=10.0))["settled_amount"] == 10.0
    assert swede.created(_PATHS["cancel"], _body("cancel", case=example))["_cancellation_status"] == "completed"


_AMOUNTS = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)


@given(_AMOUNTS, st.dictionaries(st.sampled_from(["reminder", "late_payment_fee"]), _AMOUNTS), st.lists(st.tuples(st.booleans(), _AMOUNTS)))
def test_nothing_is_lost_between_what_was_settled_and_what_is_left(capital: Decimal, fees: dict[str, Decimal], actions: Any) -> None:
    ledger = Ledger(capital=capital, invoice_fee=capital / 2, fees=fees)
    added = capital + sum(fees.values())
    for is_payment, amount in actions:
        before = ledger.remaining
        parts = ledger.pay(amount) if is_payment else ledger.credit(amount)
        settled = sum(part.amount for part in parts)
        assert settled == min(amount, before)
        assert ledger.remaining == before - settled
        assert all(part.amount > 0 for part in parts)
    shown = ledger.amounts(prefix="x")
    assert Decimal(str(shown["x_added_transaction_amount"])) == added
    assert all(entry.remaining >= 0 for entry in ledger.entries)


def test_costs_are_paid_first_and_capital_is_credited_first() -> None:
    def ledger() -> Ledger:
        return Ledger(capital=Decimal(100), invoice_fee=Decimal(10), fees={"reminder": Decimal(60)})

    def told(parts: Any) -> list[tuple[str, str, int]]:
        return [(part.category, part.article, int(part.amount)) for part in parts]

    outlay = "creditor_outlay"
    assert told(ledger().pay(Decimal(75))) == [(outlay, "reminder", 60), (outlay, "invoice_fee", 10), ("capital", "capital", 5)]
    assert told(ledger().credit(Decimal(105))) == [("capital", "capital", 90), (outlay, "invoice_fee", 10), (outlay, "reminder", 5)]


def test_a_debt_registered_with_the_documented_fees_is_paid_in_full(swede: Swede) -> None:
    fees = {"reminder": {"amount": 60.0, "fee_registration_date": "Mon, 11 Aug 2025 00:00:00 GMT"}}
    [case_id] = swede.created("/case--registrations", case_registration({"capital_to_claim": 2050.0, "fees_already_claimed": fees}))[
        "_cases"
    ]
    swede.pay(case_id, 100)
    case = swede.case(case_id)
    assert (case["total_remaining_costs_amount"], case["total_remaining_capital_amount"]) == (0.0, 2010.0)
    assert swede.pay(case_id, 2010)["status"] == "completed"
    assert _remaining(swede, case_id) == (0.0, True)
