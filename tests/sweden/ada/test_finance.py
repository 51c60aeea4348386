"""Payouts: which are asked for, and whether they add up."""

from __future__ import annotations

import decimal
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext.errors import InputError, NotFoundError, UnreadableResponseError
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sweden.ada.eve import where
from amili_ext.sweden.ada.money import finance
from amili_ext.sweden.ada.money.payout_claims import Mismatch
from amili_ext.sweden.ada.money.payout_totals import Totals
from amili_ext.sweden.ada.money.reconciliation import Reconciliation, ReconciliationError, reconciled
from tests.support import complete, in_each_world
from tests.sweden.ada.books import CREDITOR, EXAMPLE, PAYOUT, Books, as_line, as_payout, document_id, line, payout

OTHER = "686e6ed854377058c2dd10be"


def one(payout_document: dict[str, Any], *lines: dict[str, Any]) -> Reconciliation:
    return reconciled([(as_payout(payout_document), map(as_line, lines))])


def totals(count: int, amount: str, vat: str, total: str) -> Totals:
    return Totals(count, Decimal(amount), Decimal(vat), Decimal(total))


def asked(books: Books) -> list[dict[str, Any]]:
    """The filters that were sent."""
    return [json.loads(dict(request.params).get("where", "{}")) for request in books.requests if request.params]


# -- lists and single documents ----------------------------------------------------------------------------------------------------


def test_payouts_are_asked_for_as_the_page_does() -> None:
    books = Books()
    books.add_payouts(payout(), payout(_id=document_id(1), creditor=OTHER))
    found = books.drain(finance.list_payouts(books.context, creditor=CREDITOR, sort="-_created", page_size=10).items())
    assert [one.id for one in found] == [PAYOUT]
    # https://docs.amili.se/reference/examples/finance, with `_id` to make the order whole
    params = dict(books.requests[0].params)
    assert books.requests[0].url == "https://ada.test/finance--payouts"
    assert (json.loads(params["where"]), params["sort"], params["max_results"]) == ({"creditor": CREDITOR}, "-_created,_id", "10")


def test_specifications_are_asked_for_by_payout_creditor_and_category() -> None:
    books = Books()
    books.add(
        line(1, finance_category="capital", article="capital"),
        line(2, finance_category="creditor_outlay"),
        line(3, finance_category="interest"),
        line(4, finance_category="capital", creditor=OTHER),
        line(5, finance_category="capital", payout=document_id(9)),
        line(6, finance_category="capital", invoice_number="other"),
    )
    wanted = where.eq("invoice_number", "INV-2025-020")
    categories = ["capital", "creditor_outlay"]
    query = finance.specifications(books.context, payout=PAYOUT, creditor=CREDITOR, categories=categories, where=wanted)
    assert [one.id for one in books.drain(query.items())] == [document_id(1), document_id(2)]
    assert {"finance_category": {"$in": categories}} in asked(books)[0]["$and"]  # as the page writes it


def test_single_documents_are_read_by_id() -> None:
    books = Books()
    books.add_payouts(payout(payout_reference="Capital"))
    books.add(EXAMPLE)
    assert books.drive(finance.get(books.context, PAYOUT)).payout_reference == "Capital"
    assert books.drive(finance.get_specification(books.context, EXAMPLE["_id"])).total_amount == Decimal(75)
    assert [request.url.rpartition("/")[2] for request in books.requests] == [PAYOUT, EXAMPLE["_id"]]


@pytest.mark.parametrize(
    ("flow", "field"),
    [
        (lambda context: finance.list_payouts(context, creditor="a/b"), "creditor"),
        (lambda context: finance.specifications(context, payout=""), "payout"),
        (lambda context: finance.specifications(context, creditor=7), "creditor"),
        (lambda context: finance.specifications(context, categories="capital"), "categories"),
        (lambda context: finance.specifications(context, categories=[0.5]), "categories[0]"),
        (lambda context: finance.specifications(context, where=7), "where"),
        (lambda context: finance.get(context, ""), "payout_id"),
        (lambda context: finance.get_specification(context, ""), "specification_id"),
        (lambda context: finance.reconcile(context), "payout"),
        (lambda context: finance.reconcile(context, PAYOUT, creditor=CREDITOR), "payout"),
        (lambda context: finance.reconcile(context, 7), "payout"),
        (lambda context: finance.reconcile(context, [PAYOUT, None]), "payout"),
        (lambda context: finance.reconcile(context, PAYOUT, since=date(2025, 1, 1)), "since"),
        (lambda context: finance.reconcile(context, PAYOUT, until=date(2025, 1, 1)), "until"),
        (lambda context: finance.reconcile(context, creditor=""), "creditor"),
        (lambda context: finance.reconcile(context, creditor=CREDITOR, since=datetime(2025, 1, 1)), "since"),  # noqa: DTZ001
        (lambda context: finance.reconcile(context, creditor=CREDITOR, until="2025-07-01"), "until"),
    ],
)
def test_arguments_that_cannot_be_right_are_named_before_anything_is_sent(flow: Callable[[Any], Any], field: str) -> None:
    books = Books()
    with pytest.raises(InputError) as caught:
        books.drive(flow(books.context))
    assert [problem.field for problem in caught.value.problems] == [field]
    assert not books.requests


# -- sums --------------------------------------------------------------------------------------------------------------------------


def test_the_documented_line_adds_up() -> None:
    result = one(
        payout(amount=60.0, vat_amount=15.0, total_amount=75.0, summary=[{"article": "reminder", "total_amount": 75.0}]), dict(EXAMPLE)
    )
    assert result.total == totals(1, "60", "15", "75")
    assert (result.adds_up, result.mismatches, result.not_compared) == (True, (), ())
    result.check()


def test_totals_are_kept_by_category_article_both_and_payout() -> None:
    # `reminder` is a commission and an outlay, by the page's table; the other two are nobody's yet.
    result = one(
        payout(),
        line(1),
        line(2, finance_category="creditor_outlay", amount=180.0, vat_amount=0.0, total_amount=180.0),
        line(3, finance_category="creditor_gift", article="flowers", amount=1, vat_amount=0, total_amount=1),
        line(4, finance_category=None, article=None, amount=-0.5, vat_amount=0, total_amount=-0.5),
    )
    assert result.total == totals(4, "240.5", "15", "255.5")
    assert list(result.by_category) == sorted(result.by_category)
    assert result.by_category == {
        "": totals(1, "-0.5", "0", "-0.5"),
        "creditor_commission": totals(1, "60", "15", "75"),
        "creditor_gift": totals(1, "1", "0", "1"),
        "creditor_outlay": totals(1, "180", "0", "180"),
    }
    assert result.by_article == {
        "": totals(1, "-0.5", "0", "-0.5"),
        "flowers": totals(1, "1", "0", "1"),
        "reminder": totals(2, "240", "15", "255"),
    }
    assert result.by_category_and_article["creditor_outlay", "reminder"] == totals(1, "180", "0", "180")
    assert result.by_payout == {PAYOUT: result.total}
    assert result.adds_up


AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40) | st.decimals(
    places=2, min_value=-1000, max_value=1000
)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, st.sampled_from(["capital", "interest"])), max_size=20), st.integers(1, 60))
def test_any_amounts_add_up_exactly_whatever_the_precision_around(rows: list[tuple[Decimal, Decimal, str]], precision: int) -> None:
    def exact(amount: Decimal) -> Decimal:
        return Decimal(str(amount))

    lines = []
    for number, (amount, vat, category) in enumerate(rows):
        with decimal.localcontext(prec=200):
            total = amount + vat
        lines.append(line(number, amount=exact(amount), vat_amount=exact(vat), total_amount=exact(total), finance_category=category))
    with decimal.localcontext(prec=precision):
        result = one(payout(), *lines)
    assert not result.mismatches
    assert Fraction(result.total.amount) == sum((Fraction(amount) for amount, _, _ in rows), Fraction())
    assert Fraction(result.total.vat_amount) == sum((Fraction(vat) for _, vat, _ in rows), Fraction())
    assert Fraction(result.total.total_amount) == sum((Fraction(amount) + Fraction(vat) for amount, vat, _ in rows), Fraction())
    for category, found in result.by_category.items():
        assert Fraction(found.amount) == sum((Fraction(amount) for amount, _, its in rows if its == category), Fraction())
    assert sum(found.count for found in result.by_article.values()) == len(rows)


@given(st.lists(st.decimals(places=2, min_value=-1000, max_value=1000), min_size=1, max_size=8), st.data())
def test_a_payout_that_is_off_by_one_ore_is_told(amounts: list[Decimal], data: Any) -> None:
    lines = [line(number, amount=amount, vat_amount=0, total_amount=amount) for number, amount in enumerate(amounts)]
    right = sum(amounts, Decimal())
    said = right + data.draw(st.sampled_from([Decimal("0.01"), Decimal("-0.01"), Decimal(0)]))
    result = one(payout(total_amount=said), *lines)
    assert result.mismatches == (() if said == right else (Mismatch("total_amount", right, said, PAYOUT),))


# -- mismatches --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "what", "expected", "found"),
    [
        ({"total_amount": 75.01}, "total_amount", Decimal(75), Decimal("75.01")),
        ({"currency": "NOK"}, "currency", "SEK", "NOK"),
        ({"creditor": OTHER}, "creditor", CREDITOR, OTHER),
        ({"payout": document_id(9)}, "payout", PAYOUT, document_id(9)),
        ({"vat_amount": None}, "vat_amount", "an amount", None),
        ({"total_amount": Decimal("1e200")}, "total_amount", "an amount", Decimal("1e200")),
        ({"amount": Decimal("1e-200")}, "amount", "an amount", Decimal("1e-200")),
    ],
)
def test_a_line_that_does_not_fit_is_data_with_its_id(fields: dict[str, Any], what: str, expected: Any, found: Any) -> None:
    result = one(payout(currency="SEK"), line(1), line(2, **fields), line(3))
    assert result.mismatches == (Mismatch(what, expected, found, PAYOUT, document_id(2)),)
    assert not result.adds_up
    assert len(result.specifications) == 3  # it is listed, not left out
    assert document_id(2) in str(result.mismatches[0])


def test_the_payout_says_which_currency_also_when_all_lines_agree_on_another() -> None:
    result = one(payout(currency="SEK"), line(1, currency="NOK"))
    assert result.mismatches == (Mismatch("currency", "SEK", "NOK", PAYOUT, document_id(1)),)


def test_without_a_word_from_the_payout_the_first_line_says_which_currency() -> None:
    result = one(payout(), line(1), line(2, currency="NOK"))
    assert result.mismatches == (Mismatch("currency", "SEK", "NOK", PAYOUT, document_id(2)),)


def test_a_line_that_is_given_twice_is_told() -> None:
    assert [found.specification_id for found in one(payout(), line(1), line(1)).mismatches] == [document_id(1)]


def test_what_a_line_does_not_tell_is_not_called_a_mismatch_but_told() -> None:
    result = one(payout(amount=60, vat_amount=15, total_amount=75, summary=[]), line(1, currency=None, creditor=None))
    assert not result.mismatches
    assert result.not_compared == tuple(f"payout {PAYOUT}: 1 of its specifications have no {name}" for name in ("currency", "creditor"))


LINES = (line(1), line(2, finance_category="capital", article="capital", amount=100, vat_amount=0, total_amount=100))


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ({"reminder": {"amount": 60, "vat_amount": 15, "total_amount": 75}, "capital": {"total_amount": 100}}, []),
        ({"creditor_commission": {"reminder": {"amount": 60}}, "capital": {"capital": {"amount": 100}}}, []),
        ([{"article": "reminder", "amount": 60}, {"article": "capital", "amount": 100}], []),
        (
            [
                {"article": "reminder", "finance_category": "creditor_commission", "amount": 60},
                {"article": "capital", "category": "capital", "amount": 100},
            ],
            [],
        ),
        ([{"article": "reminder", "amount": 20}, {"article": "reminder", "amount": 40}, {"article": "capital", "amount": 100}], []),
        ([{"article": "reminder", "amount": 60}, {"article": "capital", "finance_category": "capital", "amount": 100}], []),
        (
            [{"article": "reminder", "category": "creditor_outlay", "amount": 0}, {"article": "capital", "amount": 100}],
            [("summary.creditor_commission.reminder.total_amount", 75, None)],
        ),
        ({"amount": 160, "vat_amount": 15, "total_amount": 175}, []),
        ({"amount": 161}, [("summary.amount", 160, 161)]),
        ({"reminder": {"amount": 61}, "capital": {"amount": 100}}, [("summary.reminder.amount", 60, 61)]),
        ([{"article": "reminder", "amount": 60}], [("summary.capital.total_amount", 100, None)]),
        ({"capital": {"capital": {"amount": 100}}}, [("summary.creditor_commission.reminder.total_amount", 75, None)]),
        (
            [{"article": "reminder", "amount": 60}, {"article": "capital", "amount": 100}, {"article": "flowers", "amount": 7}],
            [("summary.flowers.amount", 0, 7)],
        ),
        (
            [
                {"article": "reminder", "finance_category": "creditor_outlay", "amount": 60},
                {"article": "capital", "finance_category": "capital", "amount": 100},
            ],
            [("summary.creditor_outlay.reminder.amount", 0, 60), ("summary.creditor_commission.reminder.total_amount", 75, None)],
        ),
    ],
)
def test_a_summary_in_any_obvious_form_is_compared(summary: Any, wrong: list[tuple[str, Any, Any]]) -> None:
    result = one(payout(amount=160, vat_amount=15, total_amount=175, summary=summary), *LINES)
    assert [(found.what, found.expected, found.found) for found in result.mismatches] == wrong
    assert result.not_compared == ()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ["does not tell its amount, vat_amount, total_amount", "has no summary"]),
        ({"total_amount": 75, "summary": []}, ["does not tell its amount, vat_amount"]),
        ({"summary": "by article"}, ["amount, vat_amount, total_amount", "summary is in no form"]),
        ({"summary": {"reminder": 75}}, ["amount", "summary.reminder is in no form"]),
        ({"summary": {"reminder": {"sum": 75}}}, ["amount", "summary.reminder is in no form"]),
        ({"summary": [75]}, ["amount", "summary[0] is in no form"]),
        ({"summary": [{"article": "reminder"}]}, ["amount", "summary[0] is in no form"]),
    ],
)
def test_what_cannot_be_compared_is_told_and_not_guessed_at(fields: dict[str, Any], told: list[str]) -> None:
    result = one(payout(**fields), line(1))
    assert not result.mismatches
    assert len(result.not_compared) == len(told)
    assert all(PAYOUT in sentence and words in sentence for sentence, words in zip(result.not_compared, told, strict=True))


def test_check_raises_with_everything_also_through_a_pickle() -> None:
    result = one(payout(), line(1, total_amount=76), line(2, currency="NOK"))
    with pytest.raises(ReconciliationError) as caught:
        result.check()
    assert caught.value.reconciliation is result
    assert "should be 75" in str(caught.value)
    assert "1 more" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).reconciliation == result


def test_a_repr_holds_neither_lines_nor_names() -> None:
    text = repr(one(payout(creditor_name="Anna Andersson"), line(1, creditor_name="Anna Andersson")))
    assert "Anna" not in text
    assert "(1)" in text


# -- reconciling what the server has -----------------------------------------------------------------------------------------------


@in_each_world
def test_a_payout_is_reconciled_with_its_own_lines_over_all_pages(world: str) -> None:
    books = Books()
    books.add_payouts(payout(total_amount=75 * 230))
    books.add(*(line(number) for number in range(1, 231)), line(500, payout=None), line(501, payout=document_id(9)))
    result = books.drive(finance.reconcile(books.context, PAYOUT), world)
    assert result.total == totals(230, "13800", "3450", "17250")
    assert result.adds_up
    assert [one.id for one in result.payouts] == [PAYOUT]
    assert asked(books)[0] == {"payout": PAYOUT}  # as the page writes it


def test_several_payouts_are_reconciled_each_for_itself() -> None:
    books = Books()
    books.add_payouts(
        payout(total_amount=75), payout(_id=document_id(9), total_amount=1, currency="NOK"), payout(_id=document_id(8), currency="SEK")
    )
    books.add(line(1), line(2, payout=document_id(9), currency="NOK"))
    result = books.drive(finance.reconcile(books.context, [PAYOUT, document_id(9), PAYOUT, document_id(8)]))
    assert result.by_payout == {PAYOUT: totals(1, "60", "15", "75"), document_id(8): Totals(), document_id(9): totals(1, "60", "15", "75")}
    assert result.total.total_amount == 150
    assert result.mismatches == (
        Mismatch("total_amount", Decimal(75), Decimal(1), document_id(9)),
        Mismatch("currency", "NOK", "SEK", document_id(8)),  # a sum over both means nothing
    )


def test_a_creditors_payouts_of_a_period_are_reconciled() -> None:
    books = Books()
    for number, (creditor, day) in enumerate(
        [(CREDITOR, "01 Jun"), (CREDITOR, "30 Jun"), (CREDITOR, "01 Jul"), (CREDITOR, "31 May"), (OTHER, "15 Jun")], 1
    ):
        books.add_payouts(payout(_id=document_id(number), creditor=creditor, payout_date=f"Mon, {day} 2025 00:00:00 GMT"))
        books.add(line(number, payout=document_id(number), creditor=creditor))
    flow = finance.reconcile(books.context, creditor=CREDITOR, since=date(2025, 6, 1), until=datetime(2025, 7, 1, tzinfo=UTC))
    result = books.drive(flow)
    assert sorted(result.by_payout) == [document_id(1), document_id(2)]
    assert result.adds_up


def test_a_payout_that_is_not_there_is_an_error() -> None:
    sandboxed = testing.sweden(Sandbox(SandboxSettings()))
    with pytest.raises(NotFoundError):
        sandboxed.payouts.reconcile(PAYOUT)


def test_a_payout_without_an_id_is_an_unreadable_answer() -> None:
    books = Books()
    books.add_payouts(payout())
    books.payouts.hides = ("_id",)
    with pytest.raises(UnreadableResponseError):
        books.drive(finance.reconcile(books.context, creditor=CREDITOR))


@in_each_world
def test_the_sandboxs_payouts_add_up(world: str, clock: testing.VirtualClock) -> None:
    settings = SandboxSettings(sweden=SwedenSettings(example_cases=True, payout_delay=None))
    with Sandbox(settings, clock=clock.time) as sandbox:
        client = (testing.sweden if world == "blocking" else testing.async_sweden)(sandbox, clock=clock)
        case = testing.sweden(sandbox, clock=clock).cases.list().first()
        assert case
        blocking = testing.sweden(sandbox, clock=clock)
        blocking.payments.register(case.id, amount=Decimal("100.10"), bank_transaction_date=date(2026, 1, 1))
        sandbox.sweden.run_payouts()
        result = complete(world, lambda: client.payouts.reconcile(creditor=case.creditor))
    assert result.total.count > 0
    assert (result.mismatches, result.not_compared) == ((), ())
