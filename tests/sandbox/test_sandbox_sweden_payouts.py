"""Specifications follow from payments, payouts from specifications, and the sums are right at each step."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings

from .conftest import FakeClock
from .sweden import ACCOUNT, CREDITOR, Make, Swede, active_creditor, case_registration, payment

_SUMS = ("amount", "vat_amount", "total_amount")


def _specifications(swede: Swede, **query: Any) -> list[Any]:
    return swede.get("/finance--payout-specifications", max_results=100, **query).items


def _payouts(swede: Swede) -> list[Any]:
    return swede.get("/finance--payouts", max_results=100).items


def _total(items: list[Any], name: str) -> Decimal:
    return sum((Decimal(str(item[name])) for item in items), Decimal())


def test_a_settled_payment_is_specified_at_once(swede: Swede) -> None:
    case_id = swede.case_id(
        capital_to_claim=2050.0,
        fees_included_in_capital_to_claim={"invoice_fee": 50.0},
        fees_already_claimed={"reminder": {"amount": 60.0, "fee_registration_date": "Mon, 11 Aug 2025 00:00:00 GMT"}},
        debt_reference="25020",
    )
    swede.clock.advance(10)
    swede.pay(case_id, 2110)
    lines = _specifications(swede)
    assert [(one["finance_category"], one["article"], *(one[name] for name in _SUMS)) for one in lines] == [
        ("creditor_outlay", "reminder", 60.0, 0.0, 60.0),
        ("creditor_outlay", "invoice_fee", 50.0, 0.0, 50.0),
        ("capital", "capital", 2000.0, 0.0, 2000.0),
        ("creditor_commission", "debt_collection", 180.0, 45.0, 225.0),
    ]
    for one in lines:
        assert (one["creditor"], one["creditor_name"], one["case"], one["currency"]) == (CREDITOR, "Amili Integration Team", case_id, "SEK")
        assert (one["invoice_number"], one["reference_number"], one["state"]) == ("778899", "25020", "debt_collection")
        assert one["booking_date"] == "Mon, 15 Jan 2024 00:00:00 GMT"
        assert not one.keys() & {"payout", "payout_date", "payout_interval"}


def test_the_commission_of_a_reminder_is_the_documented_one(swede: Swede) -> None:
    [case_id] = swede.created("/case--registrations", case_registration(first_action="reminder"))["_cases"]
    swede.clock.advance(10)
    swede.pay(case_id, 249)
    assert [one["article"] for one in _specifications(swede)] == ["capital"]
    swede.pay(case_id, 1)
    line = _specifications(swede)[-1]
    documented = {"amount": 60.0, "vat_amount": 15.0, "total_amount": 75.0, "article": "reminder", "state": "reminder"}
    assert {name: line[name] for name in documented} == documented
    assert line["finance_category"] == "creditor_commission"
    swede.sandbox.sweden.run_payouts()
    assert _specifications(swede)[-1]["payout_reference"] == "Creditor Commission"


def test_what_is_not_settled_is_not_paid_out(swede: Swede) -> None:
    case_id = swede.case_id()
    swede.created(
        "/creditor--creditings",
        {name: value for name, value in payment(case=case_id, amount=100).items() if "bank" not in name and "reference" not in name},
    )
    assert _specifications(swede) == []
    swede.pay(case_id, 500)
    assert [one["amount"] for one in _specifications(swede)] == [150.0]
    swede.pay(case_id, 500)
    assert len(_specifications(swede)) == 1


def test_payouts_gather_by_creditor_and_category(swede: Swede) -> None:
    other = swede.created("/creditors", active_creditor(account=ACCOUNT))["_id"]
    fee = {"fees_included_in_capital_to_claim": {"invoice_fee": 50.0}}
    for creditor in (CREDITOR, other):
        for case_id in swede.created("/case--registrations", case_registration(fee, fee, creditor=creditor))["_cases"]:
            swede.pay(case_id, 250, creditor=creditor)
    assert _payouts(swede) == []
    swede.sandbox.sweden.run_payouts()
    payouts = _payouts(swede)
    assert Counter((one["creditor"], one["finance_category"], one["total_amount"]) for one in payouts) == Counter(
        {
            (CREDITOR, "capital", 400.0): 1,
            (CREDITOR, "creditor_outlay", 100.0): 1,
            (other, "capital", 400.0): 1,
            (other, "creditor_outlay", 100.0): 1,
        }
    )
    for payout in payouts:
        children = _specifications(swede, where={"payout": payout["_id"]})
        assert len(children) == 2
        assert {one["creditor"] for one in children} == {payout["creditor"]}
        for name in _SUMS:
            assert _total(children, name) == _total(payout["summary"], name) == Decimal(str(payout[name]))
        for child in children:
            assert (child["payout_date"], child["payout_reference"]) == (payout["payout_date"], payout["payout_reference"])
            assert child["payout_interval"] == payout["finance_interval"]
    swede.sandbox.sweden.run_payouts()
    assert _payouts(swede) == payouts


def test_payouts_run_by_themselves_after_the_delay(make_swede: Make) -> None:
    swede = make_swede(payout_delay=100)
    swede.pay(swede.case_id(), 250)
    swede.clock.advance(60)
    swede.pay(swede.case_id(), 250)
    swede.clock.advance(39)
    assert _payouts(swede) == []
    swede.clock.advance(1)
    assert [one["total_amount"] for one in _payouts(swede)] == [250.0]
    assert ["payout" in one for one in _specifications(swede)] == [True, False]
    swede.clock.advance(60)
    assert [one["total_amount"] for one in _payouts(swede)] == [250.0, 250.0]


def test_without_a_delay_payouts_wait_for_the_switch(make_swede: Make) -> None:
    swede = make_swede(payout_delay=None, token_lifetime=10**9)
    swede.pay(swede.case_id(), 250)
    swede.clock.advance(10**8)
    assert _payouts(swede) == []
    swede.sandbox.sweden.run_payouts()
    [payout] = _payouts(swede)
    assert payout["payout_date"].endswith("00:00:00 GMT")


def test_a_negative_delay_is_refused() -> None:
    with pytest.raises(ValueError, match="payout_delay"):
        SwedenSettings(payout_delay=-1)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), min_size=1, max_size=5))
def test_all_sums_agree_with_what_was_settled(pairs: list[tuple[int, int]]) -> None:
    clock = FakeClock()
    with Sandbox(SandboxSettings(sweden=SwedenSettings(payout_delay=None)), clock=clock) as sandbox:
        swede = Swede(sandbox, clock)
        settled = Decimal()
        for claimed, paid in pairs:
            answer = swede.pay(swede.case_id(capital_to_claim=claimed / 100), paid / 100)
            assert Decimal(str(answer["settled_amount"])) == Decimal(min(claimed, paid)).scaleb(-2)
            settled += Decimal(min(claimed, paid)).scaleb(-2)
        sandbox.sweden.run_payouts()
        lines = _specifications(swede)
        for name in _SUMS:
            assert _total(lines, name) == _total(_payouts(swede), name)
        assert all(Decimal(str(one["amount"])) + Decimal(str(one["vat_amount"])) == Decimal(str(one["total_amount"])) for one in lines)
        assert _total([one for one in lines if one["finance_category"] != "creditor_commission"], "total_amount") == settled


def test_a_new_name_of_the_creditor_reaches_its_specifications(swede: Swede) -> None:
    swede.pay(swede.case_id(), 1)
    path = f"/creditors/{CREDITOR}"
    assert swede.change("PATCH", path, {"name": "New Name AB"}, etag=swede.get(path)["_etag"]).status == 200
    [line] = _specifications(swede)
    assert line["creditor_name"] == "New Name AB"
