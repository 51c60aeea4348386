"""What comes into being when an invoice or debts are registered, what is refused, and how a case moves on by itself."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.sandbox.sweden.registrations import ocr_number

from .sweden import ACCOUNT, CREDITOR, Make, Swede, active_creditor, case_registration, invoice_registration


def _luhn_sum(digits: str) -> int:
    """The checksum as its definition has it: the last digit counts once, the one before it twice, and so on."""
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits))]
    return sum(sum(map(int, str(number))) for number in doubled)


@pytest.fixture
def answered_invoice(swede: Swede) -> tuple[Any, Any, Any]:
    """The answer to the documented invoice registration with a VAT of 25 %, the case, and the invoice."""
    rows = [
        {
            "article_description": "Hours",
            "unit_price": 100.1,
            "number_of_units": 2,
            "total_price_excluding_vat": 200.2,
            "unit_vat_percent": "25%",
        },
        {"article_description": "Food", "total_price_excluding_vat": 50.06, "unit_vat_percent": "12%"},
        {"article_description": "Books", "total_price_excluding_vat": 10, "unit_vat_percent": "6%"},
        {"article_description": "Stamps", "total_price_excluding_vat": 1, "unit_vat_percent": "0%"},
    ]
    answer = swede.created("/invoice--registrations", invoice_registration(matrix=rows))
    [invoice] = swede.get("/invoices").items
    return answer, swede.case(answer["_case"]), invoice


def test_an_invoice_becomes_one_case(answered_invoice: tuple[Any, Any, Any]) -> None:
    answer, case, invoice = answered_invoice
    assert answer.content.keys() == {"_id", "_created", "_updated", "_etag", "_status", "_case"}
    # 200.20 + 50.06 + 10 + 1 = 261.26; VAT 50.05 + 6.01 (6.0072) + 0.60 = 56.66
    assert {name: value for name, value in invoice.items() if "total_" in name and not name.startswith("case_")} == {
        "total_amount_excluding_vat": 261.26,
        "total_amount_including_vat": 317.92,
        "total_vat_25_percent": 50.05,
        "total_vat_12_percent": 6.01,
        "total_vat_6_percent": 0.6,
        "total_vat": 56.66,
    }
    assert case["debt"]["capital_to_claim"] == case["debt"]["initial_capital"] == case["total_remaining_transaction_amount"] == 317.92
    assert (invoice["case"], invoice["invoice_registration"]) == (case["_id"], answer["_id"])
    assert (case["invoice_registration"], case["creditor"], case["account"]) == (answer["_id"], CREDITOR, ACCOUNT)
    assert case["debt"]["invoice_date"] == invoice["invoice_date"] == "Sun, 21 Jan 2024 10:11:22 GMT"
    assert (case["debt"]["invoice_due_days_after_invoice_date"], case["debt"]["invoice_number"]) == (10, "INV-2024-002")
    assert (case["reference_number"], case["debt"]["payout_reference"]) == ("REF002", "PAY002")
    assert invoice["customer"] == case["customer"]
    assert (invoice["customer_name"], invoice["customer_number"], invoice["customer_id_number"]) == ("Jane Doe", "12345", "556789-1234")
    assert invoice["ocr_number"] not in (invoice["_id"], case["_id"], answer["_id"])


def test_an_invoice_repeats_its_case(swede: Swede, answered_invoice: tuple[Any, Any, Any]) -> None:
    answer, case, invoice = answered_invoice
    assert (case["state"], case["status"]) == ("initializing", "initialized")
    swede.clock.advance(1)
    for number in range(2):
        case, [invoice] = swede.case(answer["_case"]), swede.get("/invoices").items
        assert (
            (case["state"], case["status"])
            == (invoice["case_state"], invoice["case_status"])
            == (("invoice",) * 2, ("closed",) * 2)[number]
        )
        totals = {name: value for name, value in case.items() if name.startswith("total_")}
        assert {name.removeprefix("case_"): value for name, value in invoice.items() if name.startswith("case_total_")} == totals
        if not number:
            swede.pay(answer["_case"], 400)


def test_each_debt_becomes_a_case_of_its_own_in_order(swede: Swede) -> None:
    answer = swede.created("/case--registrations", case_registration(*({"invoice_number": f"I-{number}"} for number in range(4))))
    cases = [swede.case(case_id) for case_id in answer["_cases"]]
    assert [case["debt"]["invoice_number"] for case in cases] == ["I-0", "I-1", "I-2", "I-3"]
    assert {case["case_registration"] for case in cases} == {answer["_id"]}
    assert len({case["customer"] for case in cases}) == 1
    for name in ("_cases", "_ocr_numbers", "_ocr_numbers_ocr"):
        assert len(set(answer[name])) == 4
    for ocr in answer["_ocr_numbers_ocr"]:
        assert len(ocr) == 20
        assert ocr.startswith("2024015")  # 15 January
        assert _luhn_sum(ocr) % 10 == 0


@given(st.datetimes(datetime(2000, 1, 1)), st.integers(0, 10**12 - 1))  # noqa: DTZ001  # as the store has them
def test_an_ocr_number_passes_the_check_of_the_documented_one(now: datetime, number: int) -> None:
    assert _luhn_sum("20251852687013699044") % 10 == 0
    ocr = ocr_number(now, number)
    assert len(ocr) == 20
    assert ocr.isdigit()
    assert _luhn_sum(ocr) % 10 == 0


@pytest.mark.parametrize(("first_action", "status"), [("reminder", "reminder_active"), ("debt_collection", "debt_collection_active")])
def test_a_case_takes_its_first_action_by_itself(make_swede: Make, first_action: str, status: str) -> None:
    swede = make_swede(initialization_delay=5)
    case_id = swede.created("/case--registrations", case_registration(first_action=first_action))["_cases"][0]
    begun = swede.case(case_id)
    assert (begun["state"], begun["status"], begun["state_history"]) == ("initializing", "initialized", [])
    swede.clock.advance(4)
    assert swede.case(case_id) == begun
    swede.clock.advance(100)
    case = swede.case(case_id)
    assert (case["state"], case["status"]) == (first_action, status)
    # It happened when it was due, not when somebody looked.
    due = "Mon, 15 Jan 2024 10:30:05 GMT"
    assert case["state_history"] == [{"state": first_action, "state_date": due}]
    assert case["status_history"] == [*begun["status_history"], {"status": status, "status_date": due}]
    assert case["latest_state_date"] == due
    assert "closed" not in case


def test_fees_count_once(swede: Swede) -> None:
    case_id = swede.case_id(
        capital_to_claim=2050.0,
        fees_included_in_capital_to_claim={"invoice_fee": 50.0},
        fees_already_claimed={"reminder": {"amount": 60.0, "fee_registration_date": "Mon, 11 Aug 2025 00:00:00 GMT"}},
    )
    case = swede.case(case_id)
    for side in ("local", "total"):
        for when in ("added", "remaining"):
            amounts = [case[f"{side}_{when}_{name}_amount"] for name in ("capital", "costs", "interest", "transaction")]
            assert amounts == [2050.0, 60.0, 0.0, 2110.0]
    assert case["debt"]["fees_already_claimed"]["reminder"]["fee_registration_date"] == "Mon, 11 Aug 2025 00:00:00 GMT"


def test_the_creditors_standard_description_stands_in(swede: Swede) -> None:
    assert swede.case(swede.case_id())["debt"]["debt_description"] == "Consulting fee"
    assert swede.case(swede.case_id(debt_description=None))["debt"]["debt_description"] == "Standard skuldbeskrivning på Konto"
    case = swede.case(swede.created("/invoice--registrations", invoice_registration(debt_description=None))["_case"])
    assert case["debt"]["debt_description"] == "Standard skuldbeskrivning på Konto"


def test_an_invoice_number_may_come_again(swede: Swede) -> None:
    assert swede.case_id() != swede.case_id()
    first, second = (swede.created("/invoice--registrations", invoice_registration())["_case"] for _ in range(2))
    assert first != second


def test_an_inactive_creditor_and_one_of_another_account_are_refused(swede: Swede) -> None:
    inactive = swede.created("/creditors", active_creditor(account=ACCOUNT, is_active=False))["_id"]
    elsewhere = swede.created("/creditors", active_creditor())["_id"]
    for path, body in (("/case--registrations", case_registration()), ("/invoice--registrations", invoice_registration())):
        assert swede.refused(path, {**body, "creditor": inactive}) == {"creditor": "must be active"}
        assert swede.refused(path, {**body, "creditor": elsewhere}) == {"creditor": "must belong to the account"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": "EUR"}, "currency"),
        ({"debts": []}, "debts"),
        ({"debts": None}, "debts"),
        ({"customer": {"name": "X"}}, "customer.address"),
        ({"first_action": 1}, "first_action"),
    ],
    ids=str,
)
def test_case_registrations_that_are_refused(swede: Swede, changes: Any, field: str) -> None:
    assert field in swede.refused("/case--registrations", case_registration(**changes))


@pytest.mark.parametrize(
    ("debt", "field"),
    [
        ({"capital_to_claim": 0}, "debts.0.capital_to_claim"),
        ({"capital_to_claim": -1}, "debts.0.capital_to_claim"),
        ({"capital_to_claim": True}, "debts.0.capital_to_claim"),
        ({"invoice_due_days_after_invoice_date": 1.5}, "debts.0.invoice_due_days_after_invoice_date"),
        ({"fees_included_in_capital_to_claim": {"invoice_fee": 250.01}}, "debts.0.fees_included_in_capital_to_claim"),
        ({"fees_included_in_capital_to_claim": {"invoice_fee": -1}}, "debts.0.fees_included_in_capital_to_claim"),
        ({"fees_already_claimed": {"reminder": {"amount": 60}}}, "debts.0.fees_already_claimed.reminder.fee_registration_date"),
        (
            {"fees_already_claimed": {"reminder": {"amount": -1, "fee_registration_date": "2025-08-11T00:00:00Z"}}},
            "debts.0.fees_already_claimed",
        ),
    ],
    ids=str,
)
def test_debts_that_are_refused(swede: Swede, debt: Any, field: str) -> None:
    assert field in swede.refused("/case--registrations", case_registration(debt))
    assert swede.get("/cases").items == swede.get("/customers").items == []


def test_fees_in_a_shape_that_was_never_seen_are_only_kept(swede: Swede) -> None:
    case = swede.case(swede.case_id(fees_already_claimed={"other": "10"}, fees_included_in_capital_to_claim={"other": "10"}))
    assert case["total_remaining_transaction_amount"] == 250.0
    assert case["debt"]["fees_already_claimed"] == {"other": "10"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": "EUR"}, "currency"),
        ({"matrix": []}, "matrix"),
        ({"matrix": [{"total_price_excluding_vat": 1, "unit_vat_percent": "20%"}]}, "matrix.0.unit_vat_percent"),
        ({"matrix": [{"total_price_excluding_vat": 1, "unit_vat_percent": 25}]}, "matrix.0.unit_vat_percent"),
        ({"matrix": [{"total_price_excluding_vat": 1}, {"unit_price": 1}]}, "matrix.1.total_price_excluding_vat"),
        ({"invoice_due_date": None}, "invoice_due_date"),
    ],
    ids=str,
)
def test_invoice_registrations_that_are_refused(swede: Swede, changes: Any, field: str) -> None:
    assert field in swede.refused("/invoice--registrations", invoice_registration(**changes))
    assert swede.get("/invoices").items == []


@pytest.mark.parametrize(
    ("flags", "invoice_is_good", "case_is_good"),
    [
        ({}, False, True),
        ({"is_person": False}, False, True),
        ({"is_foreign": True}, True, True),
        ({"is_company": True, "is_person": False}, True, True),
        ({"is_person": True, "is_company": True}, False, False),
        ({"is_person": True, "is_company": True, "is_foreign": True}, False, False),
    ],
    ids=str,
)
def test_a_customer_is_one_of_three_kinds(swede: Swede, flags: Any, invoice_is_good: bool, case_is_good: bool) -> None:
    customer = {name: value for name, value in invoice_registration()["customer"].items() if name != "is_person"} | flags
    for path, body, is_good in (
        ("/invoice--registrations", invoice_registration(customer=customer), invoice_is_good),
        ("/case--registrations", case_registration(customer=customer), case_is_good),
    ):
        answer = swede.post(path, body)
        assert answer.status == (201 if is_good else 422)
        if not is_good:
            assert answer.details.keys() == {"customer"}
    for known in swede.get("/customers").items:
        kinds = ("is_person", "is_company", "is_foreign")
        assert [known[kind] for kind in kinds].count(True) == 1
        assert all(known[kind] for kind in kinds if flags.get(kind))


def test_customers_are_searched_by_what_identifies_them(swede: Swede) -> None:
    for number in range(3):
        body = case_registration()
        body["customer"] |= {"name": f"Jane {number}", "id_number": f"20250101{number:04}", "email": f"jane{number % 2}@domain.se"}
        swede.created("/case--registrations", body)
    assert [one["name"] for one in swede.get("/customers", id_number="202501010001").items] == ["Jane 1"]
    assert [one["name"] for one in swede.get("/customers", email="jane0@domain.se").items] == ["Jane 0", "Jane 2"]
    assert [one["name"] for one in swede.get("/customers", email="jane0@domain.se", name="Jane 2").items] == ["Jane 2"]
    assert [one["name"] for one in swede.get("/customers", email="jane0@domain.se", where={"name": "Jane 0"}).items] == ["Jane 0"]
    assert swede.get("/customers", name="Jane").items == []
    assert len(swede.get("/customers").items) == 3


def test_the_same_person_is_one_customer_with_the_newest_address(swede: Swede) -> None:
    swede.created("/case--registrations", case_registration())
    body = case_registration()
    body["customer"] |= {"name": "Jane Smith", "address": {"address_line_1": "New Street 1", "zip_code": "11111", "city": "Malmö"}}
    swede.created("/case--registrations", body)
    [customer] = swede.get("/customers").items
    assert (customer["name"], customer["is_person"], customer["is_active"]) == ("Jane Smith", True, True)
    assert customer["address"] == {"address_line_1": "New Street 1", "zip_code": "11111", "city": "Malmö", "country": "SE"}


@pytest.mark.parametrize("days", [True, False, 1.5, "10"])
def test_true_is_no_integer(swede: Swede, days: Any) -> None:
    refused = swede.refused("/case--registrations", case_registration({"interest_days_after_invoice_date": days}))
    assert refused == {"debts.0.interest_days_after_invoice_date": "must be of integer type"}


def test_what_has_not_the_shape_of_a_fee_is_none(swede: Swede) -> None:
    odd = {"other": True, "third": "50", "invoice_fee": 1}
    claimed = {
        "reminder": {"amount": 60.0, "fee_registration_date": "Mon, 11 Aug 2025 00:00:00 GMT"},
        "other": {"amount": True},
        "third": 5,
    }
    answer = swede.created(
        "/case--registrations", case_registration({"fees_included_in_capital_to_claim": odd, "fees_already_claimed": claimed})
    )
    assert answer["_status"] == "OK"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1e201", "9" * 400])
@pytest.mark.parametrize("field", ["debts", "something_else"])
def test_what_is_no_number_in_json_is_refused_wherever_it_stands(swede: Swede, number: str, field: str) -> None:
    body = case_registration({"capital_to_claim": "@@"}) if field == "debts" else case_registration(something_else=[{"a": "@@"}])
    answer = swede.send(
        "POST",
        "/case--registrations",
        body=json.dumps(body).replace('"@@"', number).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert (answer.status, answer.details[field]) == (422, "holds no number, or too large a one")
    assert swede.get("/case--registrations").items == []
