"""Where invoices stand: each reference once, by what matches exactly, whatever the server makes of a filter."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.batch import Batch
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import (
    AuthenticationError,
    ConfigurationError,
    InputError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
    TokenError,
)
from amili_ext.flow import Reply, iterate, iterate_async
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.result import reconcile
from amili_ext.norway.collection.tracing.trace import Gap, Part, Standing, Trace
from amili_ext.norway.collection.tracing.tracing import trace
from tests.norway.collection.archive import Archive, invoice_id
from tests.norway.collection.conftest import MakeWorld
from tests.norway.collection.world import invoice
from tests.support import BATCH, ORGANIZATION, complete, in_each_world, performer

EACH_WAY = pytest.mark.parametrize("at_once", [False, True], ids=["one-by-one", "at-once"])


def handle(*references: Reference | str, **fields: Any) -> BatchHandle:
    """A handle on a batch of these."""
    sent = tuple(Reference(one) if isinstance(one, str) else one for one in references)
    arguments = {"batch_id": BATCH, "organization_id": ORGANIZATION, "submitted_at": datetime(2026, 1, 4, tzinfo=UTC), **fields}
    return BatchHandle(references=sent, **arguments)


def batch(succeeded: Any = (), failed: Any = (), status: str = "PARTIAL") -> dict[str, Any]:
    return {"batchId": str(BATCH), "type": "INVOICE", "status": status, "succeeded": list(succeeded), "failed": list(failed)}


def standings(traces: list[Trace]) -> list[Standing]:
    return [one.standing for one in traces]


# -- through the sandbox -----------------------------------------------------------------------------------------------------------


@in_each_world
def test_a_whole_life_seen_through_the_sandbox(world: str, make_world: MakeWorld) -> None:
    there = make_world()
    amili = there.amili if world == "blocking" else there.new_async_client()
    numbers = ["A-1", "A-2", "A-3"]
    bad = invoice("A-4") | {"originalInvoiceAmount": Decimal(-1)}
    sent = there.new_client().invoices.submit([*map(invoice, numbers), bad])

    def traced() -> list[Trace]:
        return traces_of(amili.invoices, [sent, "A-2", "erp-A-3", "nobody's"], world)

    assert standings(traced()) == [Standing.QUEUED] * 4 + [Standing.NOT_FOUND] * 3
    there.clock.advance(3600)
    first = traced()
    assert standings(first) == [Standing.OPEN] * 3 + [Standing.FAILED, Standing.OPEN, Standing.OPEN, Standing.NOT_FOUND]
    assert first[3].reasons
    assert [one.case and one.case.case_number for one in first[:3]] == ["5000001", "5000002", "5000003"]
    assert [one.index for one in first] == list(range(7))
    assert (first[1].invoice_id, first[2].invoice_id) == (first[4].invoice_id, first[5].invoice_id)
    there.sandbox.norway.debtors_pay("5000001")
    second = traced()
    assert standings(second)[:3] == [Standing.SETTLED, Standing.OPEN, Standing.OPEN]
    assert [one.case_number for one in second[0].settlements] == ["5000001"]
    assert second[0].invoice is not None
    assert second[0].invoice.remaining_amount == 0


def traces_of(resource: Any, references: Any, world: str) -> list[Trace]:
    """What a client says that has the trace among its methods."""
    run = iterate if world == "blocking" else iterate_async
    traces: list[Trace] = complete(world, lambda: run(trace(resource.context, references), resource.perform))
    return traces


# -- standings ---------------------------------------------------------------------------------------------------------------------


@EACH_WAY
def test_each_standing(at_once: bool) -> None:
    amili = Archive()
    amili.keep("open", case="1")
    amili.keep("paused", case="2", status="PAUSED")
    amili.keep("closed", case="3", status="CLOSED")
    amili.keep("settled", case="4", status="CLOSED")
    amili.settle("settled")
    amili.keep("paid", case="5", remaining=0)
    amili.keep("other of the same case", case="5")
    amili.settle("paid")
    amili.keep("partly", case="6")
    amili.settle("partly")
    amili.keep("no case yet")
    amili.keep("twice", "same", case="7")
    amili.keep("twin", "same", case="8")
    wanted = ["open", "paused", "closed", "settled", "paid", "other of the same case", "partly", "no case yet", "same", "unknown"]
    traces = amili.trace(wanted, at_once=at_once)
    assert [one.reference for one in traces] == wanted
    assert standings(traces) == [
        Standing.OPEN,
        Standing.PAUSED,
        Standing.CLOSED,
        Standing.SETTLED,
        Standing.SETTLED,
        Standing.OPEN,
        Standing.OPEN,
        Standing.OPEN,
        Standing.AMBIGUOUS,
        Standing.NOT_FOUND,
    ]
    assert [len(one.settlements) for one in traces] == [0, 0, 0, 1, 1, 0, 1, 0, 0, 0]
    assert set(traces[8].candidates) == {f"invoice {invoice_id('twice')}", f"invoice {invoice_id('twin')}"}
    assert "Nordmann" not in repr(traces)


@EACH_WAY
def test_a_text_is_a_number_or_the_callers_own_id_and_a_reference_says_which(at_once: bool) -> None:
    amili = Archive()
    amili.keep("a", "100", own_id="x", case="1")
    amili.keep("b", "200", own_id="100", case="2")
    amili.keep("c", "300", own_id="y", case="3")
    amili.keep("d", "300", own_id="z", case="4")
    wanted = ["x", "100", Reference("100"), Reference("100", "x"), Reference("100", "y"), "300", Reference("300", "z")]
    traces = amili.trace(wanted, at_once=at_once)
    assert [(one.standing, one.invoice_id) for one in traces] == [
        (Standing.OPEN, invoice_id("a")),
        (Standing.AMBIGUOUS, None),
        (Standing.OPEN, invoice_id("a")),
        (Standing.OPEN, invoice_id("a")),
        (Standing.NOT_FOUND, None),
        (Standing.AMBIGUOUS, None),
        (Standing.OPEN, invoice_id("d")),
    ]


@EACH_WAY
def test_the_callers_own_id_decides_between_invoices_of_one_number(at_once: bool) -> None:
    amili = Archive()
    amili.keep("taken over", "A", own_id="x", case="1")
    amili.keep("not yet a case", "A", own_id="y")
    [one] = amili.trace([Reference("A", "x")], at_once=at_once)
    assert (one.standing, one.invoice_id) == (Standing.OPEN, invoice_id("taken over"))


@EACH_WAY
def test_what_the_batch_says_decides_between_invoices_of_one_number(at_once: bool) -> None:
    amili = Archive()
    amili.keep("old", "A", case="1", status="CLOSED")
    amili.keep("new", "A", case="2")
    amili.batches[BATCH] = batch([{"invoiceNumber": "A", "invoiceId": str(invoice_id("new")), "caseNumber": "2"}])
    [one] = amili.trace([handle("A")], at_once=at_once)
    assert (one.standing, one.invoice_id, one.case and one.case.case_number) == (Standing.OPEN, invoice_id("new"), "2")


@EACH_WAY
def test_a_handle_and_a_result_say_the_same(at_once: bool) -> None:
    amili = Archive()
    amili.keep("A", case="1")
    amili.keep("B", case="2", status="PAUSED")
    amili.batches[BATCH] = batch(
        [{"invoiceNumber": "A", "invoiceId": str(invoice_id("A")), "caseNumber": "1"}, {"invoiceNumber": "B"}],
        [{"invoiceNumber": "C", "errors": ["Debtor identification number is invalid"]}],
    )
    sent = handle("A", "B", "C", "D")
    by_handle = amili.trace([sent], at_once=at_once)
    by_result = amili.trace([reconcile(sent, Batch.from_dict(amili.batches[BATCH]))], at_once=at_once)
    assert by_handle == by_result
    assert standings(by_handle) == [Standing.OPEN, Standing.PAUSED, Standing.FAILED, Standing.NOT_FOUND]
    assert by_handle[2].reasons == ("Debtor identification number is invalid",)
    assert "invalid" not in repr(by_handle[2])
    assert by_handle[2].gaps == (Gap(Part.INVOICE), Gap(Part.CASE), Gap(Part.SETTLEMENTS))
    assert amili.counts()["batches"] == 1


def test_what_is_queued_or_failed_is_not_asked_for() -> None:
    amili = Archive()
    amili.keep("A", case="1")
    amili.batches[BATCH] = batch(status="QUEUED")
    [one] = amili.trace([handle("A")])
    assert (one.standing, one.batch_id) == (Standing.QUEUED, BATCH)
    assert amili.counts() == {"batches": 1}


@EACH_WAY
def test_what_the_batch_took_over_and_no_list_shows_yet_is_open(at_once: bool) -> None:
    amili = Archive()
    amili.batches[BATCH] = batch([{"invoiceNumber": "A", "invoiceId": str(invoice_id("A")), "caseNumber": "1"}])
    [one] = amili.trace([handle("A")], at_once=at_once)
    assert (one.standing, one.invoice_id, one.case, one.troubles) == (Standing.OPEN, invoice_id("A"), None, ())


@EACH_WAY
def test_cases_that_do_not_show_their_invoices_are_found_by_the_number_in_the_invoice(at_once: bool) -> None:
    amili = Archive()
    amili.cases_show_invoices = False
    amili.keep("A", case="1", status="PAUSED")
    amili.keep("B", case="2")
    assert standings(amili.trace(["A", "B"], at_once=at_once)) == [Standing.PAUSED, Standing.OPEN]


@EACH_WAY
def test_the_callers_own_id_is_found_in_an_invoice_without_case_if_it_is_shown_there(at_once: bool) -> None:
    amili = Archive()
    amili.keep("A", own_id="x")
    assert standings(amili.trace(["x"], at_once=at_once)) == [Standing.NOT_FOUND]
    amili.shows_own_ids = True
    assert standings(amili.trace(["x"], at_once=at_once)) == [Standing.OPEN]


# -- settlements -------------------------------------------------------------------------------------------------------------------


def test_settlements_are_listed_once_from_the_day_before_the_oldest_invoice() -> None:
    amili = Archive()
    amili.keep("A", case="1", registered="2026-01-05T10:00:00Z")
    amili.keep("B", case="2", registered="2026-01-07T10:00:00Z")
    amili.trace(["A", "B"])
    assert [asked for path, asked in amili.asked if path == "settlements"] == [{"fromDate": "2026-01-04", "pageSize": "100"}]
    amili.asked.clear()
    amili.trace(["A", "B"], settlements_since="2025-06-01")
    assert [asked["fromDate"] for path, asked in amili.asked if path == "settlements"] == ["2025-06-01"]


def test_where_nothing_tells_how_old_an_invoice_is_all_settlements_are_read() -> None:
    amili = Archive()
    amili.keep("A", case="1", registered="0001-01-01T00:00:00Z")
    amili.keep("B", case="2")
    amili.trace(["A", "B"])
    assert [asked for path, asked in amili.asked if path == "settlements"] == [{"pageSize": "100"}]


@pytest.mark.parametrize(("adopted", "asked"), [(False, "2026-01-03"), (True, None)])
def test_a_batch_that_was_adopted_is_older_than_its_handle(adopted: bool, asked: str | None) -> None:
    amili = Archive()
    amili.batches[BATCH] = batch([{"invoiceNumber": "A"}])
    amili.trace([handle("A", adopted=adopted)])
    assert [asked.get("fromDate") for path, asked in amili.asked if path == "settlements"] == [asked]


def test_where_nothing_is_found_no_settlements_are_asked_for_unless_a_day_is_given() -> None:
    amili = Archive()
    [one] = amili.trace(["A"])
    assert (one.gaps, amili.counts()["settlements"]) == ((Gap(Part.SETTLEMENTS),), 0)
    amili.keep("A", case="1")
    amili.settle("A", invoiceId=None)
    amili.kept.clear()
    [one] = amili.trace(["A"], settlements_since=date(2026, 1, 1))
    assert (one.standing, len(one.settlements), one.gaps) == (Standing.SETTLED, 1, ())


@pytest.mark.parametrize(
    ("fields", "is_of"),
    [
        ({}, True),
        ({"invoiceId": str(UUID(int=1))}, False),
        ({"invoiceId": None}, True),
        ({"invoiceId": None, "invoiceNumber": "B"}, False),
        ({"invoiceId": None, "caseNumber": "2"}, False),
        ({"invoiceId": None, "caseNumber": None}, True),
        ({"invoiceId": None, "invoiceNumber": None}, True),
        ({"invoiceId": None, "invoiceNumber": None, "caseNumber": "2"}, False),
    ],
)
def test_a_settlement_counts_if_all_that_it_says_fits(fields: dict[str, Any], is_of: bool) -> None:
    amili = Archive()
    amili.keep("A", case="1", status="CLOSED")
    amili.settle("A", **fields)
    amili.settlements *= 2  # a page that came twice
    [one] = amili.trace(["A"])
    assert len(one.settlements) == is_of
    assert one.standing is (Standing.SETTLED if is_of else Standing.CLOSED)


# -- servers that do something else ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heeds", [False, "part"])
def test_filters_that_are_not_heeded_do_not_deceive(heeds: bool | str) -> None:
    amili = Archive()
    amili.heeds = heeds
    for number in range(1, 8):
        amili.keep(f"A-{number}", own_id=f"x-{number}", case=str(number), status="PAUSED" if number == 3 else "OPEN")
    traces = amili.trace(["A-3", "x-3", "A-", "x", Reference("A-4", "x-4")])
    assert standings(traces) == [Standing.PAUSED, Standing.PAUSED, Standing.NOT_FOUND, Standing.NOT_FOUND, Standing.OPEN]


def test_a_server_that_does_not_heed_filters_is_not_asked_for_everything_again_and_again() -> None:
    amili = Archive()
    amili.heeds = False
    for number in range(1000):
        amili.keep(f"A-{number}", case=str(number + 1))
    traces = amili.trace([f"A-{number}" for number in range(990, 1000)], concurrency=4)
    assert standings(traces) == [Standing.OPEN] * 10
    # Of the first four, one page each was enough to see it; then both lists, once, and the settlements.
    assert amili.counts() == {"invoices": 4 + 100, "cases": 10, "settlements": 1}


@in_each_world
def test_many_cost_one_request_for_each_page(world: str) -> None:
    amili = Archive(page_size=50)
    for number in range(3000):
        amili.keep(f"A-{number}", case=str(number + 1))
    for number in range(0, 3000, 3):
        amili.settle(f"A-{number}")
    wanted = [f"A-{number}" for number in range(0, 4000, 2)]
    traces = amili.trace(wanted, world)
    assert [one.reference for one in traces] == wanted
    assert standings(traces) == [Standing.OPEN] * 1500 + [Standing.NOT_FOUND] * 500
    assert sum(len(one.settlements) for one in traces) == 500
    # Invoices have no PageSize, so that the server's 50 counts; cases and settlements come by the hundred.
    assert amili.counts() == {"invoices": 60, "cases": 30, "settlements": 10}


def test_many_from_batches_need_no_list_of_invoices() -> None:
    amili = Archive()
    names = [f"A-{number}" for number in range(300)]
    for place, name in enumerate(names):
        amili.keep(name, case=str(place + 1))
    done = [{"invoiceNumber": name, "invoiceId": str(invoice_id(name)), "caseNumber": str(place + 1)} for place, name in enumerate(names)]
    amili.batches[BATCH] = batch(done)
    assert standings(amili.trace([handle(*names)])) == [Standing.OPEN] * 300
    assert amili.counts() == {"batches": 1, "cases": 3, "settlements": 1}


# -- trouble -----------------------------------------------------------------------------------------------------------------------


@EACH_WAY
@pytest.mark.parametrize(
    ("part", "standing", "of"),
    [
        ("invoices", Standing.PAUSED, Part.INVOICE),
        ("cases", Standing.OPEN, Part.CASE),
        ("settlements", Standing.PAUSED, Part.SETTLEMENTS),
    ],
)
def test_what_cannot_be_read_is_a_gap(at_once: bool, part: str, standing: Standing, of: Part) -> None:
    amili = Archive()
    amili.keep("A", own_id="A", case="1", status="PAUSED")
    amili.broken[part] = Reply(503)
    first, second = amili.trace(["A", "B"], at_once=at_once)
    assert first.standing is standing
    assert {gap.part for gap in first.gaps if isinstance(gap.error, ServerError)} == {of}
    assert second.standing is (Standing.NOT_FOUND if part == "settlements" else Standing.UNREADABLE)


@EACH_WAY
def test_trouble_with_one_batch_does_not_touch_another(at_once: bool) -> None:
    amili = Archive()
    amili.keep("A", case="1")
    amili.keep("B", case="2")
    amili.batches[BATCH] = batch([{"invoiceNumber": "B", "invoiceId": str(invoice_id("B")), "caseNumber": "2"}])
    traces = amili.trace([handle("A", "C", batch_id=UUID(int=1)), handle("B")], at_once=at_once)
    assert standings(traces) == [Standing.OPEN, Standing.NOT_FOUND, Standing.OPEN]
    assert [[type(error) for error in one.troubles] for one in traces] == [[NotFoundError], [NotFoundError], []]


def test_trouble_with_one_request_is_a_gap_of_that_invoice_alone() -> None:
    amili = Archive()
    for name in ("A", "B", "C"):
        amili.keep(name, case="1" if name == "A" else "2")

    def fail_once(part: str) -> None:
        amili.broken = {"invoices": Reply(403)} if len(amili.asked) == 1 else {}

    amili.bend = fail_once
    traces = amili.trace(["A", "B", "C"], at_once=False, concurrency=1)
    assert standings(traces) == [Standing.UNREADABLE, Standing.OPEN, Standing.OPEN]
    assert [[type(error) for error in one.troubles] for one in traces] == [[PermissionDeniedError], [], []]


def test_a_gap_is_closed_when_the_lists_are_read_after_all() -> None:
    amili = Archive()
    amili.heeds = False
    for number in range(30):
        amili.keep(f"A-{number}", case=str(number + 1))

    def fail_at_first(part: str) -> None:
        amili.broken = {"invoices": Reply(503), "cases": Reply(503)} if len(amili.asked) <= 3 else {}

    amili.bend = fail_at_first
    traces = amili.trace(["A-1", "A-2"], concurrency=1)
    assert standings(traces) == [Standing.OPEN] * 2
    assert [one.troubles for one in traces] == [(), ()]


@EACH_WAY
@pytest.mark.parametrize("trouble", [Reply(401), TokenError("no token", transient=False)])
@pytest.mark.parametrize("part", ["batches", "invoices", "cases", "settlements"])
def test_without_a_token_nothing_is_said(at_once: bool, trouble: Reply | Exception, part: str) -> None:
    amili = Archive()
    amili.keep("A", own_id="A", case="1")
    amili.broken[part] = trouble
    with pytest.raises((AuthenticationError, TokenError)):
        amili.trace(["A", handle("A")], at_once=at_once)


# -- input -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("references", "words"),
    [
        ("A", "references: must be a list, not str"),
        (handle("A"), "references: must be a list, not BatchHandle"),
        (Reference("A"), "references: must be a list, not Reference"),
        (None, "references: must be a list, not NoneType"),
        (["A", 5], "references\\[1\\]: must be an invoice number, .* not int"),
        (["", "A"], "references\\[0\\]: is empty"),
        ([Reference(" ")], "references\\[0\\].invoice_number: is empty"),
        ([Reference("A", "")], "references\\[0\\].unique_source_invoice_id: is empty"),
        ([Reference(5)], "references\\[0\\].invoice_number: must be a text"),  # type: ignore[arg-type]  # that is the point
        (["\ud800"], "references\\[0\\]: holds half of a surrogate"),
    ],
)
def test_what_names_no_invoice_is_told_before_anything_is_sent(references: Any, words: str) -> None:
    amili = Archive()
    with pytest.raises(InputError, match=words):
        trace(amili.context, references)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"concurrency": 0}, "concurrency"), ({"concurrency": True}, "concurrency"), ({"settlements_since": 5}, "settlements_since")],
)
def test_arguments_that_cannot_be_right_are_told(arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        trace(Archive().context, ["A"], **arguments)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_a_handle_of_another_organization_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="belongs to organization"):
        trace(Archive().context, [handle("A", organization_id=UUID(int=1))])


def test_nothing_is_traced_without_a_request() -> None:
    amili = Archive()
    assert amili.trace([]) == []
    assert not amili.asked


# -- anything ----------------------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from("ABCD")


@settings(max_examples=200)
@given(
    st.lists(st.tuples(NAMES, st.none() | NAMES, st.none() | st.sampled_from("123"), st.booleans()), max_size=6),
    st.lists(NAMES | st.builds(Reference, NAMES, st.none() | NAMES), max_size=6),
    st.sampled_from([True, False, "part"]),
    st.booleans(),
    st.integers(1, 7),
)
def test_both_ways_of_asking_say_the_same_and_give_each_reference_once(
    kept: list[tuple[str, str | None, str | None, bool]],
    wanted: list[str | Reference],
    heeds: bool | str,
    shows_own_ids: bool,
    page_size: int,
) -> None:
    amili = Archive(page_size)
    amili.heeds, amili.shows_own_ids = heeds, shows_own_ids
    for place, (number, own_id, case, settled) in enumerate(kept):
        amili.keep(f"{place}", number, own_id=own_id, case=case, status="CLOSED" if case == "3" else "OPEN")
        if settled:
            amili.settle(f"{place}")
    one_by_one, at_once = amili.trace(wanted, at_once=False), amili.trace(wanted, at_once=True)
    assert [(one.index, one.reference) for one in at_once] == list(enumerate(wanted))

    def told(one: Trace) -> Any:
        return one.index, one.reference, one.standing, one.invoice_id, one.case, len(one.settlements), set(one.candidates), one.gaps

    assert list(map(told, one_by_one)) == list(map(told, at_once))


def most_memory(there: int, wanted: int) -> int:
    """How many bytes a trace of so many of so many invoices takes at most."""
    amili = Archive(page_size=100)
    for number in range(there):
        amili.keep(f"A-{number}", case=str(number + 1))
        amili.settle(f"A-{number}")
    names = [f"A-{number}" for number in range(wanted)]
    perform = performer("blocking", amili, amili.clock)
    gc.collect()
    tracemalloc.start()
    try:
        assert sum(1 for _ in iterate(trace(amili.context, names, at_once=True), perform)) == wanted
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_goes_with_what_is_wanted_and_not_with_what_there_is() -> None:
    most_memory(10, 10)  # what is loaded once is no growth
    few = most_memory(150, 100)
    assert most_memory(600, 100) < 2 * few
    assert (most_memory(500, 500) - few) / 400 < 5000
