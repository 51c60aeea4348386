"""Registering invoices: each once, whatever happens to the connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext.errors import (
    AmiliError,
    InputError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    TransportError,
    UnknownOutcomeError,
    ValidationError,
)
from amili_ext.flow import iterate, iterate_async
from amili_ext.sandbox import Fault, Sandbox
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.registering import invoices
from amili_ext.sweden.ada.registering.handles import InvoiceHandle
from amili_ext.sweden.ada.registering.registering import MOST_UNKNOWN, OutcomeStatus, RegistrationOutcome
from amili_ext.testing import VirtualClock
from tests.support import WORLDS, complete, in_each_world, performer
from tests.sweden.ada.bureau import MADE, NOT_MADE, Bureau
from tests.sweden.ada.desk import CREDITOR, Desk, customer, invoice, row

REGISTRATIONS = "invoice--registrations"


def register(desk: Desk, one: Any, world: str = "blocking") -> InvoiceHandle:
    handle: InvoiceHandle = desk.run(invoices.register(desk.context, one), world)
    return handle


def offices(plan: Sequence[str] = (), number: str = "INV-2026-001", **options: Any) -> tuple[Desk, Bureau]:
    """A desk whose registrations of that number meet that plan."""
    bureau = Bureau({number: list(plan)})
    desk = Desk(bureau, **options)
    bureau.now = desk.clock.time
    return desk, bureau


# -- one invoice, against the sandbox ----------------------------------------------------------------------------------------------


@in_each_world
def test_an_invoice_is_registered_and_its_handle_leads_to_the_case(world: str) -> None:
    desk = Desk()
    handle = register(desk, invoice(), world)
    assert (handle.creditor, handle.invoice_number, handle.adopted) == (CREDITOR, "INV-2026-001", False)
    found = desk.run(invoices.INVOICES.list(desk.context, where={"invoice_number": "INV-2026-001"}).first(), world)
    assert (found.invoice_registration, found.case) == (handle.registration, handle.case)
    assert found.total_amount_including_vat == Decimal("625")
    assert desk.run(invoices.INVOICES.get(desk.context, found.id), world).invoice_number == "INV-2026-001"


@in_each_world
def test_registering_it_again_adopts_it(world: str) -> None:
    desk = Desk()
    first = register(desk, invoice(), world)
    # Other ways to write the same: another process may have another template.
    other_words = invoice(customer=customer(id_number="20250101-2385"), matrix=[row(unit_price=500, total_price_excluding_vat=500)])
    again = register(desk, other_words, world)

    assert again.adopted
    assert (again.registration, again.case) == (first.registration, first.case)
    assert len(desk.posts(REGISTRATIONS)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"customer": customer(id_number="198001011234")},
        {"matrix": [row(unit_price=501, total_price_excluding_vat=501)]},
        {"matrix": [row(), row()]},
    ],
)
def test_another_invoice_of_that_number_is_an_error(change: dict[str, Any]) -> None:
    desk = Desk()
    register(desk, invoice())
    with pytest.raises(AlreadyThereError, match="INV-2026-001 was not sent: the creditor has an invoice of that number") as caught:
        register(desk, invoice(**change))
    assert caught.value.references == ("INV-2026-001",)
    assert len(caught.value.candidates) == 1
    assert len(desk.posts(REGISTRATIONS)) == 1


def test_the_same_number_of_another_creditor_is_another_invoice() -> None:
    bureau = Bureau()
    desk = Desk(bureau)
    register(desk, invoice())
    assert not register(desk, invoice(creditor="f" * 24)).adopted
    assert len(bureau.stored) == 2


ODD_NUMBERS = ["674dbeaf08847b9501cc9132", "000000000000000000000001", "Fri, 04 Jul 2025 00:00:00 GMT", 'Nr "1" %&=åäö', "$in"]


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_a_number_is_found_again_whatever_it_looks_like(number: str) -> None:
    desk = Desk()
    register(desk, invoice(number))
    assert register(desk, invoice(number)).adopted
    assert desk.count("invoices") == 1


def test_bad_input_sends_nothing() -> None:
    desk = Desk()
    with pytest.raises(InputError, match="customer"):
        register(desk, invoice(customer=customer(is_person=False)))
    assert desk.sent == []


def test_a_refusal_says_which_fields() -> None:
    desk = Desk()
    with pytest.raises(ValidationError) as caught:
        register(desk, invoice(matrix=[row(unit_vat_percent=7)]))
    assert list(caught.value.fields) == ["matrix[0].unit_vat_percent"]
    assert set(caught.value.fields["matrix[0].unit_vat_percent"]) == {"must be one of 0%, 6%, 12%, 25%"}


# -- one invoice, on a bad day -----------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("kind", ["drop_after_commit", "truncated_json", "drop_before_commit"])
def test_a_lost_answer_neither_loses_nor_doubles_the_invoice(world: str, kind: str) -> None:
    desk = Desk(None, Fault(kind=kind, method="POST", path_contains=REGISTRATIONS))
    handle = register(desk, invoice(), world)
    assert desk.count("invoices") == desk.count(REGISTRATIONS) == 1
    arrived = kind != "drop_before_commit"
    assert handle.adopted is arrived
    assert len(desk.posts(REGISTRATIONS)) == (1 if arrived else 2)


def test_what_is_listed_late_is_waited_for() -> None:
    desk, bureau = offices(["lost"], look_first=False)
    bureau.late = 3
    assert register(desk, invoice()).adopted
    assert len(bureau.posted) == 1
    assert sum(desk.clock.slept) <= desk.context.settle


def test_if_look_ups_fail_it_is_not_sent_again() -> None:
    desk, bureau = offices(["gone"], look_first=False)
    bureau.deaf = True
    with pytest.raises(UnknownOutcomeError, match="INV-2026-001 may or may not have been created") as caught:
        register(desk, invoice())
    assert caught.value.references == ("INV-2026-001",)
    assert len(bureau.posted) == 1


def test_if_the_first_look_fails_nothing_is_sent() -> None:
    desk, bureau = offices()
    bureau.deaf = True
    with pytest.raises(ServerError):
        register(desk, invoice())
    assert bureau.posted == []


def test_one_that_another_process_registered_with_other_content_is_not_adopted_after_a_failure() -> None:
    desk, bureau = offices(["gone"], look_first=False)
    register(Desk(bureau), invoice(matrix=[row(unit_price=1, total_price_excluding_vat=1)]))  # uses up the failure of the plan
    bureau.plans["INV-2026-001"] = ["gone"]
    with pytest.raises(UnknownOutcomeError, match="another customer or another total"):
        register(desk, invoice())


def test_meant_to_be_sent_once_more_it_does_not_adopt_what_is_older() -> None:
    desk, bureau = offices([])
    register(desk, invoice())
    desk.clock.advance(3600)
    bureau.plans["INV-2026-001"] = ["gone"]
    once_more = Desk(bureau, look_first=False)
    once_more.clock = desk.clock
    assert not register(once_more, invoice()).adopted
    assert len(bureau.stored) == 2


@pytest.mark.parametrize("known", [{"customer_id_number": None}, {"total_amount_excluding_vat": None}])
def test_what_the_api_does_not_tell_contradicts_nothing(known: dict[str, None]) -> None:
    desk, bureau = offices()
    register(desk, invoice())
    for name in known:
        del bureau.stored[0][name]
    assert register(desk, invoice()).adopted


def test_but_something_must_show_that_it_is_the_same() -> None:
    desk, bureau = offices()
    register(desk, invoice())
    del bureau.stored[0]["customer_id_number"], bureau.stored[0]["total_amount_excluding_vat"]
    with pytest.raises(AlreadyThereError):
        register(desk, invoice())


def test_two_of_the_same_are_an_error_and_not_a_choice() -> None:
    desk, bureau = offices()
    register(desk, invoice())
    bureau.stored.append({**bureau.stored[0], "_id": "f" * 24})
    with pytest.raises(AlreadyThereError, match="more than once"):
        register(desk, invoice())


def test_an_answer_that_does_not_name_the_case_leads_to_it_all_the_same() -> None:
    desk, bureau = offices(["nameless"])
    bureau.late = 2  # the look before sending, and the first one after it
    handle = register(desk, invoice())
    assert handle.case == bureau.stored[0]["case"]
    assert not handle.adopted


@pytest.mark.parametrize("deaf", [True, False])
def test_one_whose_case_cannot_be_found_is_never_sent_again(deaf: bool) -> None:
    desk, bureau = offices(["nameless"], look_first=False)
    bureau.deaf, bureau.late = deaf, 100
    with pytest.raises(UnknownOutcomeError, match="do not register it again") as caught:
        register(desk, invoice())
    assert caught.value.status == 201
    assert len(bureau.posted) == 1


# -- many invoices -----------------------------------------------------------------------------------------------------------------


Outcomes = list[RegistrationOutcome[InvoiceHandle]]


def run_all(desk: Desk, numbers: Sequence[str], world: str = "blocking") -> tuple[Outcomes, AmiliError | None]:
    """The outcomes, and the error that ended it."""
    outcomes: Outcomes = []
    stream = invoices.register_all(desk.context, [invoice(number) for number in numbers])
    perform = performer(world, desk.send, desk.clock)

    async def in_turn() -> None:
        async for outcome in iterate_async(stream, perform):
            outcomes.append(outcome)

    try:
        complete(world, lambda: outcomes.extend(iterate(stream, perform)) if world == "blocking" else in_turn())
    except AmiliError as error:
        return outcomes, error
    return outcomes, None


@in_each_world
def test_each_comes_back_once_and_in_order_whatever_became_of_it(world: str) -> None:
    plans = {"2": ["422"], "3": ["lost"], "5": ["gone"], "6": ["err"], "7": ["502"], "8": ["garbled"], "9": ["404"], "10": ["unsent"]}
    bureau = Bureau(plans)
    desk = Desk(bureau)
    bureau.now = desk.clock.time
    register(desk, invoice("4"))
    register(desk, invoice("11", customer=customer(id_number="198001011234")))
    given_out = desk.all(invoices.register_all(desk.context, [invoice(str(number)) for number in range(1, 13)]), world)
    assert [(outcome.index, outcome.invoice_numbers, outcome.status.value) for outcome in given_out] == [
        (0, ("1",), "registered"),
        (1, ("2",), "refused"),
        (2, ("3",), "adopted"),
        (3, ("4",), "adopted"),
        (4, ("5",), "registered"),
        (5, ("6",), "refused"),
        (6, ("7",), "registered"),
        (7, ("8",), "adopted"),
        (8, ("9",), "refused"),
        (9, ("10",), "registered"),
        (10, ("11",), "taken"),
        (11, ("12",), "registered"),
    ]
    assert given_out[1].reasons == {"customer.id_number": ("Invalid ID number format",)}
    assert given_out[5].reasons == {"customer.name": ("is odd",)}
    assert given_out[0].get().case == next(one["case"] for one in bureau.stored if one["invoice_number"] == "1")
    with pytest.raises(ValidationError):
        given_out[1].get()
    with pytest.raises(AlreadyThereError):
        given_out[10].get()
    assert sorted(one["invoice_number"] for one in bureau.stored) == sorted(["1", "3", "4", "5", "7", "8", "10", "11", "12"])


PLAN = st.lists(st.sampled_from(sorted((NOT_MADE | MADE) - {"nameless", "garbled"})), max_size=2)


@given(st.lists(PLAN, min_size=1, max_size=12), st.sampled_from(WORLDS[:2]))
def test_no_mixture_of_outcomes_loses_or_doubles_one(plans: list[list[str]], world: str) -> None:
    numbers = [f"N{index}" for index in range(len(plans))]
    bureau = Bureau(dict(zip(numbers, plans, strict=True)))
    desk = Desk(bureau, settle=1.0)
    bureau.now = desk.clock.time
    seen: list[str] = []
    # A job that is started again after each trouble that concerns everything, as long as it takes.
    for _ in range(2 * len(plans) + 1):
        outcomes, error = run_all(desk, numbers, world)
        assert [outcome.index for outcome in outcomes] == sorted({outcome.index for outcome in outcomes})
        assert [outcome.invoice_numbers[0] for outcome in outcomes] == [numbers[outcome.index] for outcome in outcomes]
        stored = [one["invoice_number"] for one in bureau.stored]
        assert len(set(stored)) == len(stored), "registered twice"
        for outcome in outcomes:
            assert (outcome.invoice_numbers[0] in stored) == (outcome.status in (OutcomeStatus.REGISTERED, OutcomeStatus.ADOPTED))
            assert (outcome.registered is None) == (outcome.error is not None)
        if error is None:
            break
        assert isinstance(error, PermissionDeniedError | RateLimitedError | TransportError)
        assert len(outcomes) < len(numbers)
        seen.append(type(error).__name__)
    else:
        pytest.fail(f"it never came to an end: {seen}")
    assert [outcome.index for outcome in outcomes] == list(range(len(numbers)))


def test_trouble_that_concerns_all_comes_after_what_is_known() -> None:
    bureau = Bureau({"3": ["403"]})
    outcomes, error = run_all(Desk(bureau), [str(number) for number in range(1, 13)])
    assert isinstance(error, PermissionDeniedError)
    # The four that were under way together are told, but for the one that failed.
    assert [outcome.invoice_numbers[0] for outcome in outcomes] == ["1", "2", "4"]
    again, error = run_all(Desk(bureau), [str(number) for number in range(1, 13)])
    assert error is None
    assert [outcome.status.value for outcome in again] == ["adopted", "adopted", "registered", "adopted", *["registered"] * 8]


def test_an_outage_ends_it_instead_of_going_through_all_invoices() -> None:
    numbers = [str(number) for number in range(60)]
    bureau = Bureau({number: ["gone"] for number in numbers})
    desk = Desk(bureau, look_first=False)
    bureau.deaf = True
    outcomes, error = run_all(desk, numbers)
    assert isinstance(error, UnknownOutcomeError)
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.UNKNOWN] * MOST_UNKNOWN
    assert len(bureau.posted) == MOST_UNKNOWN
    with pytest.raises(UnknownOutcomeError):
        outcomes[0].get()


def test_a_few_unknown_outcomes_do_not_end_it() -> None:
    numbers = [str(number) for number in range(12)]
    bureau = Bureau({number: ["nameless"] for number in numbers if number not in ("4", "8")})
    desk = Desk(bureau, look_first=False, settle=0)
    bureau.late = 10_000
    outcomes, error = run_all(desk, numbers)
    assert error is None
    assert [outcome.index for outcome in outcomes if outcome.status is OutcomeStatus.REGISTERED] == [4, 8]
    assert sum(outcome.status is OutcomeStatus.UNKNOWN for outcome in outcomes) == 10


def test_all_are_checked_before_the_first_is_sent() -> None:
    desk = Desk()
    with pytest.raises(InputError, match=r"invoices\[2\]"):
        desk.all(invoices.register_all(desk.context, [invoice("1"), invoice("2"), invoice("3", currency="EUR")]))
    assert desk.sent == []


def longest_address(bureau: Bureau) -> int:
    return max(len(str(httpx.URL(request.url, params=list(request.params)))) for request in bureau.looked)


def test_many_are_looked_for_by_few_requests_with_short_addresses() -> None:
    numbers = [f"INV-2026-{number:06}" for number in range(250)]
    bureau = Bureau()
    desk = Desk(bureau)
    outcomes, error = run_all(desk, numbers)
    assert error is None
    assert len(outcomes) == 250
    assert len(bureau.posted) == 250
    assert len(bureau.looked) <= 10
    assert longest_address(bureau) < 2048
    assert all(outcome.status is OutcomeStatus.ADOPTED for outcome in run_all(desk, numbers)[0])


def test_numbers_that_look_like_ids_and_follow_each_other_are_told_apart() -> None:
    """A range around one of them finds the next as well; what two ranges find is there only once all the same."""
    desk = Desk()
    numbers = [f"{number:024}" for number in range(20260001, 20260013)]
    for status in (OutcomeStatus.REGISTERED, OutcomeStatus.ADOPTED):
        outcomes, error = run_all(desk, numbers)
        assert error is None
        assert {outcome.status for outcome in outcomes} == {status}
    assert desk.count("invoices") == len(numbers)


def test_invoices_of_many_creditors_are_looked_for_together() -> None:
    bureau = Bureau()
    desk = Desk(bureau)
    mixed = [invoice("1", creditor=f"{number:024x}") for number in range(30)]
    desk.all(invoices.register_all(desk.context, mixed))
    assert len(bureau.looked) == 1
    assert longest_address(bureau) < 1000
    assert {outcome.status for outcome in desk.all(invoices.register_all(desk.context, mixed))} == {OutcomeStatus.ADOPTED}
    assert len(bureau.stored) == 30


def test_an_outcome_shows_nothing_personal() -> None:
    bureau = Bureau({"1": ["422"]})
    outcome = run_all(Desk(bureau), ["1"])[0][0]
    assert "Invalid" not in repr(outcome)
    assert "Invalid" not in str(outcome.error)
    assert repr(outcome).startswith("RegistrationOutcome(index=0, creditor='674dbeb208847b9501cc9138', invoice_numbers=('1',)")


def test_a_clock_that_is_wrong_does_not_hide_what_arrived() -> None:
    desk, bureau = offices(["lost"])
    desk.clock.set_wrong(timedelta(days=400).total_seconds())
    assert register(desk, invoice()).adopted
    assert len(bureau.posted) == 1


# -- through a client --------------------------------------------------------------------------------------------------------------


@in_each_world
def test_a_client_registers_many_against_a_sandbox_that_drops_connections(world: str) -> None:
    clock = VirtualClock()
    sandbox = Sandbox(clock=clock.time)
    for after in (2, 5, 9):
        sandbox.faults.add(Fault(kind="drop_after_commit", method="POST", path_contains=REGISTRATIONS, after=after))
        sandbox.faults.add(Fault(kind="drop_before_commit", method="POST", path_contains=REGISTRATIONS, after=after))
    make = testing.sweden if world == "blocking" else testing.async_sweden
    amili: Any = make(sandbox, clock=clock)
    numbers = [f"INV-{number}" for number in range(20)]
    outcomes = complete(world, lambda: amili.invoices.register_all([invoice(number) for number in numbers]))
    assert [outcome.invoice_numbers for outcome in outcomes] == [(number,) for number in numbers]
    assert {outcome.status for outcome in outcomes} == {OutcomeStatus.REGISTERED, OutcomeStatus.ADOPTED}
    assert sum(outcome.status is OutcomeStatus.ADOPTED for outcome in outcomes) == 3
    listed = complete(world, lambda: amili.invoices.list().count())
    assert listed == 20
