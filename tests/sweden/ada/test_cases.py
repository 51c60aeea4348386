"""Registering debts: which case is which debt, and each registered once. And reading cases."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError, ServerError, UnknownOutcomeError, ValidationError
from amili_ext.flow import Reply, Request
from amili_ext.sandbox import Fault
from amili_ext.sweden.ada.acting import cancellations
from amili_ext.sweden.ada.acting import cases as reading
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.registering import case_registration
from amili_ext.sweden.ada.registering.case_checks import ReadyCases, check_cases
from amili_ext.sweden.ada.registering.case_mapping import CaseMappingError
from amili_ext.sweden.ada.registering.checks import check_one
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult
from amili_ext.sweden.ada.registering.registering import OutcomeStatus
from tests.support import in_each_world, json_reply
from tests.sweden.ada.bureau import Bureau
from tests.sweden.ada.desk import CREDITOR, Desk, cases, customer, debt

REGISTRATIONS = "case--registrations"


def register(desk: Desk, one: Any, world: str = "blocking") -> CaseRegistrationResult:
    result: CaseRegistrationResult = desk.run(case_registration.register(desk.context, one), world)
    return result


def numbered(*numbers: str) -> dict[str, Any]:
    return cases(*(debt(number, 100 + index) for index, number in enumerate(numbers)))


# -- checking ----------------------------------------------------------------------------------------------------------------------


def problems(value: Any) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        check_one(check_cases, value)
    return {problem.field: problem.message for problem in caught.value.problems}


FEES = {
    "fees_included_in_capital_to_claim": {"invoice_fee": Decimal("50.00")},
    "fees_already_claimed": {"reminder": {"amount": 60, "fee_registration_date": "2025-08-11"}},
}


def test_the_documented_debt_goes_out_as_the_guide_prints_it() -> None:
    desk = Desk()
    register(desk, cases(debt(**FEES)))
    assert desk.posts(REGISTRATIONS)[0]["debts"] == [
        {
            "invoice_number": "INV-2025-003",
            "debt_description": "Services",
            "invoice_date": "Mon, 07 Jul 2025 00:00:00 GMT",
            "capital_to_claim": Decimal("2050.00"),
            "invoice_due_days_after_invoice_date": 31,
            "fees_included_in_capital_to_claim": {"invoice_fee": Decimal("50.00")},
            "fees_already_claimed": {"reminder": {"amount": 60, "fee_registration_date": "Mon, 11 Aug 2025 00:00:00 GMT"}},
        }
    ]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"capital_to_claim": 0}, "capital_to_claim"),
        ({"capital_to_claim": Decimal("-1")}, "capital_to_claim"),
        ({"capital_to_claim": 49.5}, "capital_to_claim"),
        ({"capital_to_claim": 50, "fees_included_in_capital_to_claim": {"invoice_fee": Decimal("50.01")}}, "capital_to_claim"),
        ({"capital_to_claim": 49, "fees_included_in_capital_to_claim": {"invoice_fee": 50}}, "capital_to_claim"),
        ({"fees_included_in_capital_to_claim": {"invoice_fee": -1}}, "fees_included_in_capital_to_claim.invoice_fee"),
        ({"fees_already_claimed": {"reminder": {"amount": 60}}}, "fees_already_claimed.reminder.fee_registration_date"),
        ({"fees_already_claimed": {"reminder": {"fee_registration_date": "2025-08-11"}}}, "fees_already_claimed.reminder.amount"),
        (
            {"fees_already_claimed": {"reminder": {"amount": -60, "fee_registration_date": "2025-08-11"}}},
            "fees_already_claimed.reminder.amount",
        ),
        ({"invoice_due_days_after_invoice_date": -1}, "invoice_due_days_after_invoice_date"),
        ({"invoice_due_days_after_invoice_date": "31"}, "invoice_due_days_after_invoice_date"),
        ({"invoice_number": ""}, "invoice_number"),
        ({"invoice_date": None}, "invoice_date"),
        ({"due_date": "2025-08-07"}, "due_date"),
    ],
)
def test_what_cannot_be_right_in_a_debt_is_named(change: dict[str, Any], path: str) -> None:
    assert list(problems(cases(debt("1"), debt("2", **change)) if "capital_to_claim" not in change else _with(change))) == [
        f"debts[1].{path}"
    ]


def _with(change: dict[str, Any]) -> dict[str, Any]:
    return cases(debt("1"), {**debt("2"), **change})


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"debts": []}, "debts"),
        ({"debts": None}, "debts"),
        ({"first_action": ""}, "first_action"),
        ({"currency": "NOK"}, "currency"),
        ({"customer": customer(is_company=True)}, "customer"),
        ({"customer": {}}, "customer.name"),
        ({"debts": [debt("1"), debt("1")]}, "debts[1].invoice_number"),
    ],
)
def test_what_cannot_be_right_in_a_registration_is_named(change: dict[str, Any], path: str) -> None:
    assert next(iter(problems({**cases(), **change}))) == path


def test_the_kind_of_customer_need_not_be_said() -> None:
    whole = cases(customer={name: value for name, value in customer().items() if not name.startswith("is_")})
    assert check_one(check_cases, whole).numbers == ("INV-2025-003",)


def test_a_capital_can_be_made_of_fees_alone() -> None:
    check_one(check_cases, _with({"capital_to_claim": 50, "fees_included_in_capital_to_claim": {"invoice_fee": 50}}))


def test_an_unknown_fee_counts_too_when_it_is_allowed() -> None:
    odd = _with({"capital_to_claim": 50, "fees_included_in_capital_to_claim": {"invoice_fee": 30, "paper_fee": 21}})
    with pytest.raises(InputError, match=r"debts\[1\].capital_to_claim: is less than the fees that it includes"):
        check_one(check_cases, odd, ["paper_fee"])


def test_nothing_personal_is_shown_of_what_is_kept() -> None:
    ready: ReadyCases = check_one(check_cases, cases())
    assert "Jane" not in repr(ready)
    assert "202501012385" not in repr(ready)


# -- which case is which debt ------------------------------------------------------------------------------------------------------


@in_each_world
def test_each_debt_has_its_case_and_its_ocr_number(world: str) -> None:
    desk = Desk()
    result = register(desk, numbered("A", "B", "C"), world)
    assert [one.invoice_number for one in result] == ["A", "B", "C"]
    assert len({one.ocr_number for one in result}) == len({one.ocr_number_id for one in result}) == 3
    assert result.ocr_by_position
    assert not result.adopted
    for one in result:
        case = desk.run(reading.get(desk.context, one), world)
        assert (case.debt.invoice_number, case.case_registration) == (one.invoice_number, result.registration)
        assert len(one.ocr_number or "") == 20


def test_one_debt_is_one_case_and_costs_no_second_request() -> None:
    desk = Desk(None, look_first=False)
    result = register(desk, cases())
    assert len(desk.sent) == 1
    assert not result.ocr_by_position
    assert result.debts[0].ocr_number


@given(st.permutations(["A", "B", "C", "D"]), st.integers(0, 4))
def test_the_order_of_the_answer_does_not_matter(order: Sequence[str], late: int) -> None:
    bureau = Bureau()
    desk = Desk(bureau, look_first=False)
    bureau.arrange = lambda made: [made["ABCD".index(name)] for name in order]
    bureau.late = late
    result = register(desk, numbered("A", "B", "C", "D"))
    stored = {one["_id"]: one["debt"]["invoice_number"] for one in bureau.stored}
    assert [(one.invoice_number, stored[one.case]) for one in result] == [(name, name) for name in "ABCD"]
    # The lists of the answer run alongside each other, so the OCR number goes with the case and not with the position of the debt.
    assert [(one.ocr_number, one.ocr_number_id) for one in result] == [(f"ocr-{one.case}", f"id-{one.case}") for one in result]


def unmapped(bureau: Bureau, **options: Any) -> CaseMappingError:
    desk = Desk(bureau, look_first=False, **options)
    with pytest.raises(CaseMappingError) as caught:
        register(desk, numbered("A", "B"))
    assert len(bureau.posted) == 1
    return caught.value


@pytest.mark.parametrize("arrange", [lambda made: made[:1], lambda made: [*made, "f" * 24], lambda made: [made[0]] * 2, lambda _: []])
def test_a_count_that_does_not_fit_is_an_error_with_everything_that_is_known(arrange: Any) -> None:
    bureau = Bureau()
    bureau.arrange = arrange
    error = unmapped(bureau)
    assert "2 debts were sent, and the answer names" in str(error)
    assert error.registration == bureau.stored[0]["case_registration"]
    assert error.references == ("A", "B")
    assert error.ocr_numbers == tuple(f"ocr-{case}" for case in error.cases)
    assert pickle.loads(pickle.dumps(error)).cases == error.cases


def test_cases_with_other_numbers_are_an_error() -> None:
    bureau = Bureau()
    made: list[str] = []

    def arrange(ids: list[str]) -> list[str]:
        made.extend(ids)
        bureau.stored[0]["debt"]["invoice_number"] = "Z"
        return ids

    bureau.arrange = arrange
    assert unmapped(bureau).cases == tuple(made)


def test_a_case_that_cannot_be_read_is_an_error() -> None:
    bureau = Bureau()
    bureau.arrange = lambda made: [made[0], "f" * 24]
    assert "only 1 of 2 cases can be read" in str(unmapped(bureau, settle=0))


def test_if_the_cases_cannot_be_read_back_nothing_is_sent_again() -> None:
    bureau = Bureau()
    bureau.deaf = True
    error = unmapped(bureau)
    assert "which case is which debt is not known" in str(error)
    assert isinstance(error.__cause__, ServerError)
    # Asked again later, it finds them.
    bureau.deaf = False
    assert register(Desk(bureau), numbered("A", "B")).adopted


def test_missing_ocr_numbers_are_no_reason_to_fail() -> None:
    bureau = Bureau()

    def without(request: Request) -> Reply:
        reply = bureau(request)
        return Reply(reply.status, reply.headers, reply.content.replace(b'"_ocr_numbers', b'"_other'))

    result = register(Desk(without), numbered("A", "B"))
    assert {one.ocr_number for one in result} == {None}
    assert not result.ocr_by_position


# -- once --------------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_registering_them_again_adopts_them(world: str) -> None:
    desk = Desk()
    first = register(desk, numbered("A", "B"), world)
    again = register(desk, {**numbered("A", "B"), "customer": customer(id_number="20250101-2385")}, world)
    assert again.adopted
    assert again.registration == first.registration
    assert [one.case for one in again] == [one.case for one in first]
    assert [one.ocr_number for one in again] == [None, None]
    assert len(desk.posts(REGISTRATIONS)) == 1


def test_in_another_order_they_are_the_same() -> None:
    desk = Desk()
    first = register(desk, cases(debt("A", 100), debt("B", 200)))
    again = register(desk, cases(debt("B", 200), debt("A", 100)))
    assert [one.case for one in again] == [one.case for one in reversed(first.debts)]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (cases(debt("A", 100), debt("N", 1)), "some of its debts are there, but not these: N"),
        (cases(debt("A", 999), debt("B", 101)), "another customer, capital or origin: A"),
        (cases(debt("A", 100), debt("B", 101), customer=customer(id_number="198001011234")), "another customer, capital or origin: A, B"),
        (cases(debt("A", 100), debt("C", 100)), "not from one registration"),
    ],
)
def test_what_is_only_partly_the_same_is_an_error(other: dict[str, Any], why: str) -> None:
    desk = Desk()
    register(desk, numbered("A", "B"))
    register(desk, numbered("C"))
    with pytest.raises(AlreadyThereError, match=why) as caught:
        register(desk, other)
    assert caught.value.references == tuple(one["invoice_number"] for one in other["debts"])
    assert caught.value.candidates
    assert len(desk.posts(REGISTRATIONS)) == 2


def test_a_closed_case_is_not_adopted_and_can_be_registered_once_more_on_purpose() -> None:
    desk = Desk()
    first = register(desk, numbered("A", "B"))
    desk.run(cancellations.register(desk.context, first.debts[0]))
    with pytest.raises(AlreadyThereError, match="they are closed: A"):
        register(desk, numbered("A", "B"))
    on_purpose = desk.context.__class__(desk.context.api, look_first=False)
    again = desk.run(case_registration.register(on_purpose, numbered("A")))
    assert not again.adopted
    assert again.registration != first.registration


def test_of_several_cases_of_a_number_the_open_one_of_this_registration_counts() -> None:
    desk = Desk()
    first = register(desk, numbered("A"))
    desk.run(cancellations.register(desk.context, first.debts[0]))
    on_purpose = desk.context.__class__(desk.context.api, look_first=False)
    second = desk.run(case_registration.register(on_purpose, numbered("A")))
    assert register(desk, numbered("A")).registration == second.registration
    desk.run(case_registration.register(on_purpose, numbered("A")))
    with pytest.raises(AlreadyThereError, match="it is there more than once"):
        register(desk, numbered("A"))


@in_each_world
@pytest.mark.parametrize("kind", ["drop_after_commit", "truncated_json", "drop_before_commit"])
def test_a_lost_answer_neither_loses_nor_doubles_them(world: str, kind: str) -> None:
    desk = Desk(None, Fault(kind=kind, method="POST", path_contains=REGISTRATIONS))
    result = register(desk, numbered("A", "B"), world)
    assert desk.count("cases") == 2
    assert result.adopted is (kind != "drop_before_commit")
    assert [desk.run(reading.status(desk.context, one)).invoice_number for one in result] == ["A", "B"]


def test_if_only_some_of_them_arrived_nobody_guesses() -> None:
    bureau = Bureau({"A": ["lost"]})
    desk = Desk(bureau)

    def arrange(made: list[str]) -> list[str]:
        del bureau.stored[-1]
        return made

    bureau.arrange = arrange
    with pytest.raises(UnknownOutcomeError, match="but not these: B") as caught:
        register(desk, numbered("A", "B"))
    assert caught.value.references == ("A", "B")
    assert len(bureau.posted) == 1


def test_a_refusal_is_an_error_that_says_which_field() -> None:
    desk = Desk()
    with pytest.raises(ValidationError) as caught:
        register(desk, cases(creditor="f" * 24))
    assert "creditor" in caught.value.fields


def test_bad_input_sends_nothing() -> None:
    desk = Desk()
    with pytest.raises(InputError):
        register(desk, cases(currency="EUR"))
    assert desk.sent == []


@in_each_world
def test_many_come_back_once_each_and_in_order(world: str) -> None:
    bureau = Bureau({"2": ["422"], "3": ["lost"], "5": ["gone"]})
    desk = Desk(bureau)
    bureau.now = desk.clock.time
    register(desk, numbered("4a", "4b"))
    many = [numbered(*names) for names in (["1a", "1b"], ["2"], ["3"], ["4a", "4b"], ["5"], ["6", "4b"])]
    with pytest.raises(InputError, match=r"registrations\[5\].debts\[1\].invoice_number: is the same as in registrations\[3\]"):
        desk.all(case_registration.register_all(desk.context, many), world)
    many[-1] = numbered("4a")
    many[3] = numbered("4b", "7")
    outcomes = desk.all(case_registration.register_all(desk.context, many), world)
    assert [(outcome.index, outcome.status.value) for outcome in outcomes] == [
        (0, "registered"),
        (1, "refused"),
        (2, "adopted"),
        (3, "taken"),
        (4, "registered"),
        (5, "adopted"),
    ]
    assert outcomes[0].invoice_numbers == ("1a", "1b")
    assert [one.invoice_number for one in outcomes[0].get()] == ["1a", "1b"]


def test_one_whose_cases_are_not_told_apart_does_not_stop_the_others() -> None:
    bureau = Bureau()
    bureau.arrange = lambda made: made[:1]
    desk = Desk(bureau)
    outcomes = desk.all(case_registration.register_all(desk.context, [numbered("A", "B"), numbered("C")]))
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.UNKNOWN, OutcomeStatus.REGISTERED]
    assert isinstance(outcomes[0].error, CaseMappingError)


# -- reading -----------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_open_and_closed_cases_are_listed_apart(world: str) -> None:
    desk = Desk()
    result = register(desk, numbered("A", "B", "C"))
    desk.clock.advance(3600)
    since = desk.clock.time()
    desk.run(cancellations.register(desk.context, result.debts[1]))

    def numbers(listing: Any) -> list[str]:
        return sorted(case.debt.invoice_number for case in desk.all(listing.items(), world))

    assert numbers(reading.list_open(desk.context, creditor=CREDITOR)) == ["A", "C"]
    assert numbers(reading.list_closed(desk.context)) == ["B"]
    assert numbers(reading.list_closed(desk.context, creditor=CREDITOR, since=since)) == ["B"]
    assert numbers(reading.list_closed(desk.context, since=since + timedelta(hours=1))) == []
    assert numbers(reading.list_open(desk.context, creditor="f" * 24)) == []
    assert numbers(reading.CASES.list(desk.context, where={"debt.invoice_number": "C"})) == ["C"]


@pytest.mark.parametrize(
    ("closed", "is_closed"), [("absent", False), (None, False), (False, False), (True, True), ("Fri", True), ({"date": "Fri"}, True)]
)
def test_whatever_closed_is_made_of(closed: Any, is_closed: bool) -> None:
    document = {"_id": "1" * 24, "state": "debt_collection"} | ({} if closed == "absent" else {"closed": closed})
    desk = Desk(lambda _: json_reply(document))
    status = desk.run(reading.status(desk.context, "1" * 24))
    assert status.is_closed is is_closed
    assert status.closed == (closed if is_closed else None)


def test_the_status_of_a_case_at_a_glance() -> None:
    document = {
        "_id": "6867da7788b9226bb78d716c",
        "state": "debt_collection",
        "status": "a_status_nobody_has_seen",
        "state_history": [
            {"state": "invoice", "state_date": "Mon, 30 Aug 2025 07:06:05 GMT"},
            {"state": "debt_collection", "state_date": "Tue, 02 Sep 2025 07:06:05 GMT"},
        ],
        "status_history": [{"anything": 1}],
        "debt": {"invoice_number": "103118"},
        "total_remaining_capital_amount": 300.5,
        "local_remaining_capital_amount": 1,
        "local_remaining_costs_amount": 60,
    }
    desk = Desk(lambda _: json_reply(document))
    status = desk.run(reading.status(desk.context, "6867da7788b9226bb78d716c"))
    assert (status.invoice_number, status.state, status.status) == ("103118", "debt_collection", "a_status_nobody_has_seen")
    assert (status.remaining_capital, status.remaining_costs, status.remaining_interest) == (Decimal("300.5"), Decimal(60), None)
    assert [state for state, _ in status.state_history] == ["invoice", "debt_collection"]
    assert status.status_history == ({"anything": 1},)
    projected = dict(desk.sent[0].params)["projection"]
    # What the page projects, and no field that names people.
    for name in ("state", "status", "closed", "debt.invoice_number", "total_remaining_capital_amount", "state_history", "status_history"):
        assert f'"{name}":1' in projected
    assert "customer" not in projected


def test_a_link_opens_the_case_in_the_web_application() -> None:
    # The first is the documented one.
    assert reading.link("6867da7788b9226bb78d716c", oauth="google") == (
        "https://app.amili.se/open?resource=cases&id=6867da7788b9226bb78d716c&oauth=google"
    )
    result = register(Desk(Bureau()), cases())
    assert reading.link(result.debts[0]) == f"https://app.amili.se/open?resource=cases&id={result.debts[0].case}"
    with pytest.raises(InputError, match="case"):
        reading.link("a/b")


def test_what_was_passed_is_left_as_it_is() -> None:
    passed = cases(debt(**FEES))
    before = copy.deepcopy(passed)
    register(Desk(Bureau()), passed)
    assert passed == before
