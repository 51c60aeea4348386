"""Payments, creditings and cancellations: for the right case, once, and never taken for done when they are not."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError, NotFoundError, TransportError, UnknownOutcomeError, UnreadableResponseError, ValidationError
from amili_ext.flow import Reply, Request
from amili_ext.sandbox import Fault
from amili_ext.sweden.ada.acting import cancellations, creditings, payments
from amili_ext.sweden.ada.acting import cases as reading
from amili_ext.sweden.ada.acting.action_result import ActionFailedError, ActionResult, read_result
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.registering import case_registration, invoices
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, RegisteredDebt
from tests.support import in_each_world, json_reply
from tests.sweden.ada.bureau import matches
from tests.sweden.ada.desk import CREDITOR, Desk, cases, debt, invoice

PAID_ON = datetime(2026, 1, 5, 16, 20, 41, tzinfo=UTC)


def opened(desk: Desk, *numbers: str) -> CaseRegistrationResult:
    """Cases of 250 kronor each."""
    registration = cases(*(debt(number, 250) for number in numbers or ("778899",)))
    result: CaseRegistrationResult = desk.run(case_registration.register(desk.context, registration))
    desk.sent.clear()
    return result


def pay(desk: Desk, case: Any = None, world: str = "blocking", **changes: Any) -> ActionResult:
    given = {"amount": Decimal("100.00"), "bank_transaction_date": PAID_ON, **changes}
    result: ActionResult = desk.run(payments.register(desk.context, case, **given), world)
    return result


def left(desk: Desk, case: Any) -> Any:
    return desk.run(reading.status(desk.context, case)).remaining_capital


# -- which case --------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_documented_payment(world: str) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    result = pay(desk, case, world, amount=Decimal("250.00"), creditor_payment_reference="PAY-REF-001")
    assert desk.posts("creditor--payments") == [
        {
            "creditor": CREDITOR,
            "case": case.case,
            "amount": Decimal("250.00"),
            "currency": "SEK",
            "bank_transaction_date": "Mon, 05 Jan 2026 16:20:41 GMT",
            "origin": "creditor_system",
            "creditor_payment_reference": "PAY-REF-001",
        }
    ]
    assert (result.action, result.case, result.creditor, result.invoice_number) == ("payment", case.case, CREDITOR, "778899")
    assert (result.amount, result.settled_amount, result.progress, result.status) == (250, 250, "completed", "completed")
    assert result.ok
    assert not result.adopted
    assert left(desk, case) == 0


NAMED: list[Callable[[RegisteredDebt], dict[str, Any]]] = [
    lambda one: {"case": one},
    lambda one: {"case": one.case},
    lambda one: {"case": one.case, "creditor": one.creditor},
    lambda one: {"creditor": one.creditor, "invoice_number": one.invoice_number},
]


@pytest.mark.parametrize("named", NAMED)
def test_a_case_can_be_named_in_each_of_these_ways(named: Callable[[RegisteredDebt], dict[str, Any]]) -> None:
    desk = Desk()
    case = opened(desk, "A", "B").debts[1]
    words = named(case)
    assert pay(desk, **words).ok
    assert left(desk, case) == 150
    assert desk.run(creditings.register(desk.context, amount=50, **words)).ok
    assert left(desk, case) == 100
    assert desk.run(cancellations.register(desk.context, **words)).ok
    assert desk.run(reading.status(desk.context, case)).is_closed
    bodies = desk.posts()
    assert len(bodies) == 3
    for body in bodies:
        assert body["creditor"] == CREDITOR
        assert ("case" in body) is not ("invoice_number" in body)
        assert "account" not in body


def test_an_invoice_that_was_registered_is_acted_on_by_its_handle() -> None:
    desk = Desk()
    handle = desk.run(invoices.register(desk.context, invoice()))
    assert desk.run(creditings.register(desk.context, handle, amount=None)).amount == 625
    assert desk.run(reading.status(desk.context, handle)).is_closed


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ({}, "case"),
        ({"creditor": CREDITOR}, "invoice_number"),
        ({"invoice_number": "1"}, "creditor"),
        ({"case": "1" * 24, "invoice_number": "1"}, "invoice_number"),
        ({"case": RegisteredDebt("c1", "1", "case"), "invoice_number": "1"}, "invoice_number"),
        ({"case": RegisteredDebt("c1", "1", "case"), "creditor": "c2"}, "creditor"),
        ({"case": ""}, "case"),
        ({"case": "a/b"}, "case"),
        ({"case": 7}, "case"),
        ({"case": RegisteredDebt("c1", "1", "")}, "case"),
        ({"creditor": "a b", "invoice_number": "1"}, "creditor"),
        ({"creditor": CREDITOR, "invoice_number": 7}, "invoice_number"),
    ],
)
def test_it_must_be_named_in_exactly_one_way(words: dict[str, Any], path: str) -> None:
    desk = Desk()
    flows: list[Callable[[], Any]] = [
        lambda: pay(desk, **words),
        lambda: desk.run(creditings.register(desk.context, amount=1, **words)),
        lambda: desk.run(cancellations.register(desk.context, **words)),
    ]
    for flow in flows:
        with pytest.raises(InputError) as caught:
            flow()
        assert [problem.field for problem in caught.value.problems] == [path]
    assert desk.sent == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": Decimal("-0.01")}, "amount"),
        ({"amount": 100.0}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"amount": "100"}, "amount"),
        ({"amount": True}, "amount"),
        ({"bank_transaction_date": datetime(2026, 1, 5)}, "bank_transaction_date"),  # noqa: DTZ001
        ({"bank_transaction_date": "yesterday"}, "bank_transaction_date"),
        ({"creditor_payment_reference": 7}, "creditor_payment_reference"),
    ],
)
def test_what_cannot_be_right_is_named(change: dict[str, Any], path: str) -> None:
    desk = Desk()
    with pytest.raises(InputError) as caught:
        pay(desk, "1" * 24, **change)
    assert [problem.field for problem in caught.value.problems] == [path]
    assert desk.sent == []


def test_a_day_is_its_midnight_in_utc() -> None:
    desk = Desk()
    pay(desk, opened(desk).debts[0], bank_transaction_date=date(2026, 1, 5), client_registration_date=date(2026, 1, 6))
    assert desk.posts()[0]["bank_transaction_date"] == "Mon, 05 Jan 2026 00:00:00 GMT"
    assert desk.posts()[0]["client_registration_date"] == "Tue, 06 Jan 2026 00:00:00 GMT"


def test_a_case_that_does_not_exist() -> None:
    with pytest.raises(NotFoundError):
        pay(Desk(), "1" * 24)
    with pytest.raises(ValidationError):
        pay(Desk(), creditor=CREDITOR, invoice_number="unknown")


# -- crediting what is left --------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("named", NAMED)
def test_without_an_amount_all_that_is_left_is_credited(world: str, named: Callable[[RegisteredDebt], dict[str, Any]]) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    pay(desk, case)
    result = desk.run(creditings.register(desk.context, amount=None, creditor_reference="C-1", **named(case)), world)
    assert (result.amount, result.ok) == (150, True)
    # Repeated by a process that knows nothing of it, it finds what it did, although nothing is left now.
    again = desk.run(creditings.register(desk.context, amount=None, creditor_reference="C-1", **named(case)), world)
    assert (again.id, again.adopted) == (result.id, True)


def test_if_nothing_is_left_nothing_is_credited() -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    pay(desk, case, amount=250)
    with pytest.raises(InputError, match="nothing is left"):
        desk.run(creditings.register(desk.context, case, amount=None))
    with pytest.raises(InputError, match="no open case"):
        desk.run(creditings.register(desk.context, creditor=CREDITOR, invoice_number="778899", amount=None))


def test_the_total_counts_and_not_the_local_amount_where_both_are_told() -> None:
    def answer(request: Request) -> Reply:
        if request.method == "GET" and "/cases/" in request.url:
            return json_reply({"_id": "c", "total_remaining_capital_amount": 70, "local_remaining_capital_amount": 30})
        return json_reply({"_id": "1", "_payment_status": "completed"}, 201) if request.method == "POST" else json_reply({"_items": []})

    desk = Desk(answer)
    assert desk.run(creditings.register(desk.context, "c", creditor=CREDITOR, amount=None)).amount == 70


# -- once --------------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_a_reference_is_registered_once(world: str) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    first = pay(desk, case, world, creditor_payment_reference="P-1")
    for words in ({"case": case.case}, {"creditor": CREDITOR, "invoice_number": case.invoice_number}):
        again = pay(desk, world=world, creditor_payment_reference="P-1", **words)
        assert (again.id, again.adopted, again.ok) == (first.id, True, True)
    assert len(desk.posts()) == 1
    assert left(desk, case) == 150


def test_a_reference_with_another_amount_is_an_error() -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    first = pay(desk, case, creditor_payment_reference="P-1")
    with pytest.raises(AlreadyThereError, match="with another amount") as caught:
        pay(desk, case, creditor_payment_reference="P-1", amount=101)
    assert caught.value.candidates == (first.id,)
    assert caught.value.references == ("P-1", case.case)


def test_one_bank_transfer_can_pay_several_cases() -> None:
    desk = Desk()
    one, other = opened(desk, "A", "B").debts
    assert not pay(desk, one, creditor_payment_reference="P-1").adopted
    assert not pay(desk, other, creditor_payment_reference="P-1", amount=50).adopted
    assert (left(desk, one), left(desk, other)) == (150, 200)


@pytest.mark.parametrize("reference", ["674dbeaf08847b9501cc9132", "Fri, 04 Jul 2025 00:00:00 GMT", 'P "1" %&='])
def test_a_reference_is_found_again_whatever_it_looks_like(reference: str) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    pay(desk, case, creditor_payment_reference=reference)
    assert pay(desk, case, creditor_payment_reference=reference).adopted


@pytest.mark.parametrize(
    "names", [{"creditor_reference": "R"}, {"credit_invoice": "K"}, {"creditor_reference": "R", "credit_invoice": "K"}]
)
def test_creditings_have_two_fields_for_a_reference(names: dict[str, str]) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    desk.run(creditings.register(desk.context, case, amount=10, creditor_reference="other"))
    first = desk.run(creditings.register(desk.context, case, amount=10, **names))
    again = desk.run(creditings.register(desk.context, case, amount=10, **names))
    assert (again.id, again.adopted) == (first.id, True)


def test_a_crediting_is_found_by_the_reference_that_is_given_whatever_else_it_has() -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    first = desk.run(creditings.register(desk.context, case, amount=10, creditor_reference="R", credit_invoice="K"))
    assert desk.run(creditings.register(desk.context, case, amount=10, credit_invoice="K")).id == first.id


@in_each_world
def test_without_a_reference_two_equal_payments_are_two(world: str) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    assert pay(desk, case, world).id != pay(desk, case, world).id
    assert left(desk, case) == 50


# -- on a bad day ------------------------------------------------------------------------------------------------------------------

LOST = [("drop_after_commit", True), ("truncated_json", True), ("drop_before_commit", False)]


@in_each_world
@pytest.mark.parametrize(("kind", "arrived"), LOST)
@pytest.mark.parametrize("reference", ["P-1", None])
@pytest.mark.parametrize("named", [NAMED[0], NAMED[3]])
def test_a_lost_answer_neither_loses_nor_doubles_a_payment(
    world: str, kind: str, arrived: bool, reference: str | None, named: Callable[[RegisteredDebt], dict[str, Any]]
) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    # An equal one, seconds ago: it must not be taken for ours.
    before = pay(desk, case, world, creditor_payment_reference=reference and "P-0")
    desk.sandbox.faults.add(Fault(kind=kind, method="POST", path_contains="creditor--payments"))
    result = pay(desk, world=world, creditor_payment_reference=reference, **named(case))
    assert result.adopted is arrived
    assert result.id != before.id
    assert left(desk, case) == 50
    assert desk.count("creditor--payments") == 2


@in_each_world
@pytest.mark.parametrize(("kind", "arrived"), LOST)
def test_a_lost_answer_neither_loses_nor_doubles_a_crediting_or_cancellation(world: str, kind: str, arrived: bool) -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    desk.sandbox.faults.add(Fault(kind=kind, method="POST", path_contains="creditor--creditings"))
    desk.sandbox.faults.add(Fault(kind=kind, method="POST", path_contains="creditor--cancellations"))
    credited = desk.run(creditings.register(desk.context, case, amount=40), world)
    cancelled = desk.run(cancellations.register(desk.context, case), world)
    assert credited.adopted is cancelled.adopted is arrived
    assert credited.ok
    assert cancelled.ok
    assert desk.count("creditor--creditings") == desk.count("creditor--cancellations") == 1


class Books:
    """Payments as a server might keep them; what befalls the next one is for a test to say."""

    def __init__(self, shown: tuple[str, ...] | None = None) -> None:
        self.kept: list[dict[str, Any]] = []
        self.shown = shown
        self.before: Callable[[dict[str, Any]], None] = lambda _: None
        self.arrives = True
        self.posts = 0

    def __call__(self, request: Request) -> Reply:
        if request.method == "POST":
            self.posts += 1
            body = json.loads(bytes(request.content))
            self.before(body)
            if self.arrives:
                self.keep(body)
            raise TransportError("the connection was cut", sent=True)
        where = json.loads(dict(request.params).get("where", "{}"))
        found = [one for one in self.kept if matches(one, where)]
        hidden = [{name: value for name, value in one.items() if self.shown is None or name in ("_id", *self.shown)} for one in found]
        return json_reply({"_items": hidden, "_meta": {"total": len(found)}})

    def keep(self, body: dict[str, Any], **changes: Any) -> None:
        created = "Thu, 01 Jan 2026 00:00:05 GMT"
        self.kept.append({**body, "_id": f"{len(self.kept):024x}", "_created": created, "status": "completed", **changes})


CASE = RegisteredDebt(CREDITOR, "778899", "1" * 24)


@pytest.mark.parametrize(
    "shown", [("case",), ("case", "amount"), ("case", "amount", "bank_transaction_date", "creditor_payment_reference")]
)
@pytest.mark.parametrize("reference", ["P-1", None])
def test_little_is_known_of_what_an_action_shows(shown: tuple[str, ...], reference: str | None) -> None:
    books = Books(shown)
    result: ActionResult | None = None
    try:
        result = pay(Desk(books), CASE, creditor_payment_reference=reference)
    except UnknownOutcomeError:
        # A reference that was sent and is not shown leaves a doubt, and nothing is sent again.
        assert reference is not None
        assert "creditor_payment_reference" not in shown
    assert books.posts == 1
    assert result is None or result.adopted


@pytest.mark.parametrize(
    "changes",
    [
        {"case": "2" * 24},
        {"amount": 99},
        {"bank_transaction_date": "Sun, 04 Jan 2026 16:20:41 GMT"},
        {"creditor": "f" * 24},
    ],
)
def test_another_payment_that_came_in_meanwhile_is_not_taken_for_ours(changes: dict[str, Any]) -> None:
    books = Books()
    books.arrives = False
    books.before = lambda body: books.keep(body, **changes)
    with pytest.raises(UnknownOutcomeError, match="3 attempts failed"):
        pay(Desk(books), CASE)
    assert books.posts == 3


def test_two_that_may_be_ours_are_an_error_and_not_a_choice() -> None:
    books = Books()
    books.before = books.keep
    with pytest.raises(UnknownOutcomeError, match="there are 2 such payments"):
        pay(Desk(books), CASE)
    assert books.posts == 1


def test_one_that_may_be_ours_but_has_a_reference_of_somebody_else_is_a_doubt() -> None:
    books = Books()
    books.arrives = False
    books.before = lambda body: books.keep(body, creditor_payment_reference="by hand")
    with pytest.raises(UnknownOutcomeError, match="may be this one"):
        pay(Desk(books), CASE)
    assert books.posts == 1


def test_a_case_known_by_its_number_only_is_recognised_by_the_number_of_the_case() -> None:
    books = Books(("case_invoice_number", "amount"))
    books.before = lambda body: body.update(case_invoice_number=body["invoice_number"])
    assert pay(Desk(books), creditor=CREDITOR, invoice_number="778899").adopted


class BusyBooks:
    """A creditor with so many new payments that ours is on a later page, or on none that is read."""

    def __init__(self, ours_on: int | None) -> None:
        self.ours_on = ours_on
        self.ours: dict[str, Any] | None = None
        self.pages: list[int] = []

    def __call__(self, request: Request) -> Reply:
        if request.method == "POST":
            assert self.ours is None, "sent twice"
            self.ours = {**json.loads(bytes(request.content)), "_id": "f" * 24, "_created": "Thu, 01 Jan 2026 00:00:05 GMT"}
            raise TransportError("the connection was cut", sent=True)
        page = int(dict(request.params)["page"])
        self.pages.append(page)
        others = [{"_id": f"{page:012x}{index:012x}", "_created": "Thu, 01 Jan 2026 00:00:05 GMT", "amount": 1} for index in range(99)]
        items = [*others, self.ours] if self.ours and page == self.ours_on else others
        return json_reply({"_items": items, "_meta": {"total": 1_000_000}})


def test_new_payments_are_looked_through_page_by_page() -> None:
    books = BusyBooks(3)
    assert pay(Desk(books, settle=0), CASE).adopted
    assert 3 in books.pages


def test_but_not_without_end() -> None:
    books = BusyBooks(None)
    with pytest.raises(UnknownOutcomeError, match="too many new payments"):
        pay(Desk(books, settle=0), CASE)
    assert max(books.pages) == 20


def test_older_payments_are_not_read_to_their_end() -> None:
    reads: list[str] = []

    def answer(request: Request) -> Reply:
        params = dict(request.params)
        if request.method == "POST":
            return json_reply({"_id": "1", "_payment_status": "completed"}, 201)
        reads.append(params["sort"])
        page = int(params["page"])
        items = [{"_id": f"{page:012x}{index:012x}", "_created": "Mon, 01 Dec 2025 00:00:00 GMT"} for index in range(100)]
        headers = {"date": "Thu, 01 Jan 2026 00:00:00 GMT"}
        return json_reply({"_items": items, "_meta": {"total": 100_000}}, headers=headers)

    pay(Desk(answer), CASE)
    assert len(reads) == 1
    assert reads[0].startswith("-_created")


def test_a_clock_that_is_wrong_does_not_hide_what_arrived() -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    desk.clock.set_wrong(timedelta(days=400).total_seconds())
    desk.sandbox.faults.add(Fault(kind="drop_after_commit", method="POST", path_contains="creditor--payments"))
    assert pay(desk, case).adopted
    assert desk.count("creditor--payments") == 1


# -- what came of it ---------------------------------------------------------------------------------------------------------------


def result_of(answer: dict[str, Any]) -> ActionResult:
    desk = Desk(lambda request: json_reply({"_id": "1", **answer}, 201) if request.method == "POST" else json_reply({"_items": []}))
    return pay(desk, CASE)


@pytest.mark.parametrize(
    ("answer", "done", "ok"),
    [
        ({"_payment_status": "completed"}, True, True),
        ({"_payment_status": "completed", "status": "completed", "settled_amount": 100}, True, True),
        ({"_payment_status": "completed", "status": "completed", "settled_amount": 99.99}, True, False),
        ({"_payment_status": "completed", "status": "warning"}, True, False),
        ({"_payment_status": "completed", "status": "error"}, False, False),
        ({"_payment_status": "pending"}, False, False),
        ({"_payment_status": "pending", "status": "completed"}, False, False),
        ({"_payment_status": "completed", "status": "a_status_nobody_has_seen"}, True, False),
        ({"status": "completed"}, True, True),
        ({"status": "warning"}, True, False),
        ({"status": "error"}, False, False),
        ({}, False, False),
    ],
)
def test_an_answer_is_not_yet_a_success(answer: dict[str, Any], done: bool, ok: bool) -> None:
    result = result_of(answer)
    assert (result.done, result.ok) == (done, ok)
    if ok:
        result.raise_for_failure()
        return
    with pytest.raises(ActionFailedError) as caught:
        result.raise_for_failure()
    assert caught.value.result == result
    assert pickle.loads(pickle.dumps(caught.value)).result == result


def test_what_the_sandbox_does_not_settle_does_not_look_like_a_success() -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    too_much = pay(desk, case, amount=300)
    assert (too_much.done, too_much.ok, too_much.settled_amount, too_much.status) == (True, False, 250, "warning")
    with pytest.raises(ActionFailedError, match=r"status warning, reason creditor_payment\.\w+, settled 250\.0 of 300"):
        too_much.raise_for_failure()
    credited = desk.run(creditings.register(desk.context, case, amount=10))
    assert (credited.done, credited.status, credited.progress) == (False, "error", "error")
    assert desk.run(cancellations.register(desk.context, case)).status == "warning"


def test_an_answer_without_an_id_is_looked_for() -> None:
    def answer(request: Request) -> Reply:
        return json_reply({"_payment_status": "completed"}, 201) if request.method == "POST" else json_reply({"_items": []})

    desk = Desk(answer)
    with pytest.raises(UnknownOutcomeError) as caught:
        pay(desk, CASE)
    assert isinstance(caught.value.__cause__, UnreadableResponseError)


@in_each_world
def test_one_that_was_not_completed_can_be_asked_for_again(world: str) -> None:
    def answer(request: Request) -> Reply:
        if request.method == "POST":
            return json_reply({"_id": "6867e6b174dfc89e006084d1", "_payment_status": "pending"}, 201)
        if request.url.endswith("/6867e6b174dfc89e006084d1"):
            return json_reply({"_id": "6867e6b174dfc89e006084d1", "status": "completed", "settled_amount": 100})
        return json_reply({"_items": []})

    desk = Desk(answer)
    first = pay(desk, CASE, world)
    assert not first.ok
    now = desk.run(payments.refresh(desk.context, first), world)
    assert now.ok
    assert (now.id, now.case, now.amount, now.settled_amount) == (first.id, CASE.case, Decimal("100.00"), Decimal(100))
    for flows, name in ((creditings, "crediting"), (cancellations, "cancellation")):
        assert desk.run(flows.refresh(desk.context, evolve(first, action=name)), world).action == name


TEXT = st.none() | st.sampled_from(["completed", "warning", "error", "pending", ""])
MONEY = st.none() | st.decimals(0, 1000, places=2, allow_nan=False)


@given(TEXT, TEXT, MONEY, MONEY)
def test_ok_never_says_more_than_the_api_does(progress: str | None, status: str | None, amount: Any, settled: Any) -> None:
    wire = {"_id": "1", "_payment_status": progress, "status": status, "settled_amount": settled}
    result = read_result("payment", "_payment_status", wire, {"amount": amount}, adopted=False)
    if result.ok:
        assert "completed" in (progress, status)
        assert {progress, status} <= {"completed", None, ""}
        assert amount is None or settled is None or settled >= amount
        assert result.done


def test_what_there_is_can_be_read_and_listed() -> None:
    desk = Desk()
    case = opened(desk).debts[0]
    result = pay(desk, case, creditor_payment_reference="P-1")
    assert desk.run(payments.PAYMENTS.get(desk.context, result.id)).creditor_payment_reference == "P-1"
    assert [one.id for one in desk.all(payments.PAYMENTS.list(desk.context, where={"creditor": CREDITOR}).items())] == [result.id]
