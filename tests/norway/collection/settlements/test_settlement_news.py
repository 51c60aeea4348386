"""Reading new settlements again and again: each once, however late it is listed and however the server reads the filter."""

from __future__ import annotations

import json
import pickle
import tracemalloc
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import AmiliError, ConfigurationError, InputError, PagingError, TransportError
from amili_ext.flow import Reply, iterate
from amili_ext.norway.collection.settlements.news import SettlementBatch, since
from amili_ext.norway.collection.settlements.point import MARGIN, SettlementPoint
from tests.norway.collection.settling import HOST, Settling, numbers
from tests.support import ORGANIZATION, in_each_world


def some(count: int) -> Settling:
    """Settlements of today, which is 2026-01-01."""
    amili = Settling()
    for number in range(1, count + 1):
        amili.settle(number)
    return amili


# -- one run after another ---------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_first_run_gives_everything_and_the_next_only_what_is_new(world: str) -> None:
    amili = some(7)
    first = amili.run(world=world)
    assert numbers(first) == [1, 2, 3, 4, 5, 6, 7]
    assert [len(batch.settlements) for batch in first] == [3, 3, 1]
    assert amili.run(first[-1].point, world=world) == []
    amili.pass_days(1)
    amili.settle(8)
    assert numbers(amili.run(first[-1].point, world=world)) == [8]


def test_each_run_asks_for_two_weeks_before_the_latest_date_of_the_last() -> None:
    amili = some(1)
    amili.pass_days(20)
    [first] = amili.run()
    amili.run(first.point)
    assert amili.asked == [{"pageSize": "3"}, {"pageSize": "3", "fromDate": "2025-12-18"}]


def test_what_is_listed_two_weeks_late_is_not_missed() -> None:
    amili = some(1)
    amili.pass_days(14)
    amili.settle(2)
    point = amili.run()[-1].point
    amili.settle(3, date(2026, 1, 1))
    assert numbers(amili.run(point)) == [3]


def test_a_date_in_the_future_does_not_make_the_next_run_blind() -> None:
    amili = some(1)
    amili.settle(2, date(2026, 12, 1))
    point = amili.run()[-1].point
    assert point.since == date(2026, 1, 1)
    amili.settle(3)
    assert numbers(amili.run(point)) == [3]


def test_the_date_that_dotnet_writes_for_none_is_no_trouble() -> None:
    amili = Settling()
    amili.settle(1, date(1, 1, 1))
    point = amili.run()[-1].point
    assert numbers(amili.run(point)) == []


def test_who_begins_with_a_day_never_gets_anything_older() -> None:
    amili = Settling()
    for number, day in enumerate((date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1)), start=1):
        amili.settle(number, day)
    [first] = amili.run(date(2025, 12, 31))
    assert (numbers([first]), amili.asked[0]["fromDate"]) == ([2, 3], "2025-12-31")
    amili.settle(4)
    amili.heeds = "nothing"
    [second] = amili.run(SettlementPoint.from_json(first.point.to_json()))
    assert (numbers([second]), amili.asked[-2]["fromDate"]) == ([4], "2025-12-31")
    assert numbers(amili.run("2026-01-01")) == [3, 4]


def test_settlements_without_id_are_known_by_what_is_in_them() -> None:
    amili = Settling()
    for number in (1, 2):
        amili.settle(number, settlementId=..., other=number)
    [batch] = amili.run()
    assert len(batch.settlements) == 2
    assert amili.run(batch.point) == []
    amili.settle(3, settlementId=..., other=3)
    assert [one.invoice_number for batch in amili.run(batch.point) for one in batch.settlements] == ["INV-3"]


def test_a_settlement_without_date_that_is_not_listed_for_a_while_does_not_come_again() -> None:
    amili = Settling()
    amili.settle(1, settlementDate=...)
    amili.settle(2)
    point = amili.run()[-1].point
    hidden = amili.rows.pop(0)
    amili.pass_days(10)
    amili.settle(3)
    point = amili.run(point)[-1].point
    amili.rows.append(hidden)
    assert amili.run(point) == []


def test_a_clock_that_goes_back_does_not_bring_back_what_was_forgotten() -> None:
    amili = some(1)
    amili.pass_days(40)
    amili.settle(2)
    [first] = amili.run()
    amili.settle(3)
    [second] = amili.run(first.point)
    assert numbers([second]) == [3]
    assert [UUID(key).int for key in second.point.seen] == [2, 3]  # the first is forgotten
    amili.pass_days(-35)
    amili.settle(4, date(2026, 2, 10))
    [third] = amili.run(second.point)
    assert (numbers([third]), third.point.since) == ([4], date(2026, 2, 10))
    assert amili.run(third.point) == []


def test_a_point_remembers_no_more_than_may_come_again() -> None:
    amili = some(50)
    first = amili.run(page_size=10)
    # Nobody knows yet whether the server heeds fromDate, so that anything may come again.
    assert len(first[-1].point.seen) == 50
    amili.pass_days(30)
    amili.settle(51)
    [second] = amili.run(first[-1].point)
    amili.pass_days(1)
    amili.settle(52)
    [third] = amili.run(second.point)
    assert [UUID(key).int for key in third.point.seen] == [51, 52]


# -- a run that does not come to its end -------------------------------------------------------------------------------------------


def collect(amili: Settling, perform: Any) -> tuple[list[SettlementBatch], AmiliError]:
    """What came before the error that ends a run."""
    found: list[SettlementBatch] = []
    try:
        for batch in iterate(since(amili.context, page_size=3), perform):
            found.append(batch)  # noqa: PERF402  # extend would lose what came before the error
    except AmiliError as error:
        return found, error
    pytest.fail("no error")


def test_what_was_found_before_an_error_comes_before_it_and_the_next_run_gives_the_rest() -> None:
    amili = some(7)

    def fail() -> None:
        if len(amili.asked) == 3:
            raise TransportError("cut", sent=True)

    amili.bend = fail
    found, error = collect(amili, amili.perform())
    assert isinstance(error, TransportError)
    assert numbers(found) == [1, 2, 3, 4, 5, 6]
    assert numbers(amili.run(found[0].point)) == [4, 5, 6, 7]
    assert numbers(amili.run(found[1].point)) == [7]


def test_a_run_that_was_left_does_not_skip_what_it_had_not_come_to_however_old_that_is() -> None:
    amili = Settling()
    amili.newest_first = True
    for number in range(1, 7):
        amili.settle(number, date(2025, number, 1))
    first = next(iterate(since(amili.context, page_size=2), amili.perform()))
    assert numbers([first]) == [6, 5]
    assert sorted(numbers(amili.run(first.point))) == [1, 2, 3, 4]


def test_a_page_token_that_comes_again_ends_the_run_after_what_was_found() -> None:
    amili = some(7)
    perform = amili.perform()

    def repeat(effect: Any) -> Any:
        reply = perform(effect)
        if isinstance(reply, Reply):
            reply = evolve(reply, content=reply.content.replace(b'"nextPageToken": "6"', b'"nextPageToken": "3"'))
        return reply

    found, error = collect(amili, repeat)
    assert isinstance(error, PagingError)
    assert numbers(found) == [1, 2, 3, 4, 5, 6]


# -- any sequence of runs ----------------------------------------------------------------------------------------------------------

LATE = st.integers(-3, MARGIN.days)
"""So many days after its date a settlement is listed; some have a date in the future."""

STEPS = st.one_of(
    st.tuples(st.just("pass"), st.integers(0, 40)),
    st.tuples(st.just("settle"), LATE),
    st.tuples(st.just("settle without date"), LATE),
    st.tuples(st.just("run"), st.integers(1, 4)),
    st.tuples(st.just("broken"), st.integers(1, 4)),
    st.tuples(st.just("left"), st.integers(0, 3)),
)


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=40), st.sampled_from(["settlementDate", "listed", "nothing"]), st.booleans(), st.booleans())
def test_whatever_happens_each_settlement_comes_exactly_once(
    steps: list[tuple[str, int]], heeds: str, newest_first: bool, by_content: bool
) -> None:
    amili = Settling()
    amili.heeds, amili.newest_first = heeds, newest_first
    got: list[str] = []
    point: SettlementPoint | None = None
    missing: dict[str, Any] = {"settlementId": ...} if by_content else {}

    def run(page_size: int, *, most: int = 10**6) -> None:
        nonlocal point
        stream = iterate(since(amili.context, point, page_size=page_size), amili.perform())
        for _ in range(most):
            batch = next(stream, None)
            if batch is None:
                return
            got.extend(one.invoice_number or "" for one in batch.settlements)
            point = SettlementPoint.from_json(batch.point.to_json())

    for what, number in [*steps, ("run", 3)]:
        if what == "pass":
            amili.pass_days(number)
        elif what == "run":
            run(number)
        elif what == "left":
            run(2, most=number)
        elif what == "broken":
            last = len(amili.asked) + number

            def fail(last: int = last) -> None:
                if len(amili.asked) >= last:
                    raise TransportError("cut", sent=True)

            amili.bend = fail
            with suppress(TransportError):
                run(2)
            amili.bend = lambda: None
        else:
            undated: dict[str, Any] = {"settlementDate": ...} if "without" in what else {}
            day = amili.clock.time().date() - timedelta(days=number)
            amili.settle(len(amili.rows) + 1, day, **undated, **missing)
    assert Counter(got) == Counter(one.row["invoiceNumber"] for one in amili.rows)


# -- points ------------------------------------------------------------------------------------------------------------------------


def test_a_point_of_another_organization_or_address_is_refused() -> None:
    amili = some(1)
    [batch] = amili.run()
    amili.asked.clear()
    others = [
        evolve(amili.context, organization_id=UUID(int=1)),
        evolve(amili.context, api=evolve(amili.context.api, base_url=HOST.replace("api", "api.staging"))),
    ]
    for context in others:
        with pytest.raises(InputError, match="since: is the point of another organization"):
            since(context, batch.point)
    assert not amili.asked


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"since": 5}, "since"),
        ({"since": "yesterday"}, "since"),
        ({"since": datetime(2026, 1, 1, tzinfo=UTC)}, "since"),
        ({"page_size": 0}, "page_size"),
        ({"page_size": True}, "page_size"),
        ({"page_size": "3"}, "page_size"),
    ],
)
def test_what_cannot_be_right_is_told_before_anything_is_sent(arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        since(Settling().context, **arguments)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_a_point_survives_as_text() -> None:
    amili = some(3)
    [batch] = amili.run(date(2025, 12, 1))
    text = batch.point.to_json()
    assert SettlementPoint.from_json(text) == batch.point
    assert str(ORGANIZATION) not in text
    assert repr(batch.point) == "SettlementPoint(since=datetime.date(2026, 1, 1), start=datetime.date(2025, 12, 1), seen=(3 settlements))"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a settlement point"),
        ("[]", "is not a settlement point"),
        ('{"amili_export_point": 1}', "is not a settlement point"),
        (None, "is not a settlement point"),
        ('{"amili_settlement_point": 2}', "settlement point has version 2; this package reads version 1"),
        ('{"amili_settlement_point": 1}', "damaged"),
        ('{"amili_settlement_point": 1, "since": 5, "start": null, "scope": "", "seen": {}}', "damaged"),
        ('{"amili_settlement_point": 1, "since": null, "start": null, "scope": 1, "seen": {}}', "damaged"),
        ('{"amili_settlement_point": 1, "since": null, "start": null, "scope": "", "seen": []}', "damaged"),
        ('{"amili_settlement_point": 1, "since": null, "start": null, "scope": "", "seen": {"2026-01-01": "ab"}}', "damaged"),
        ('{"amili_settlement_point": 1, "since": null, "start": null, "scope": "", "seen": {"2026-01-01": [1]}}', "damaged"),
        ('{"amili_settlement_point": 1, "since": null, "start": null, "scope": "", "seen": {"x": ["1"]}}', "damaged"),
    ],
)
def test_what_is_no_point_is_told(text: Any, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        SettlementPoint.from_json(text)


def test_ids_of_one_day_are_written_under_that_day() -> None:
    [batch] = some(2).run()
    assert json.loads(batch.point.to_json())["seen"] == {"2026-01-01": [str(UUID(int=1)), str(UUID(int=2))]}


# -- keeping all of it ---------------------------------------------------------------------------------------------------------


def test_every_point_of_a_long_run_can_be_kept() -> None:
    """Each remembers all that was seen before it; they share that, or 100,000 settlements would take gigabytes."""
    amili = some(1500)
    tracemalloc.start()
    try:
        batches = amili.run()
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(batches) == 500
    assert size < 10_000_000  # the settlements themselves are a good third of that
    assert [len(batch.point.seen) for batch in batches[::200]] == [3, 603, 1203]


def test_a_point_from_the_middle_is_of_its_place_however_it_is_kept() -> None:
    amili = some(9)
    first, second, _ = amili.run()
    for kept in (pickle.loads(pickle.dumps(first.point)), SettlementPoint.from_json(first.point.to_json()), first.point):
        assert kept == first.point != second.point
        assert kept.seen[str(UUID(int=3))] == date(2026, 1, 1)
        assert str(UUID(int=4)) not in kept.seen
        assert numbers(amili.run(kept)) == [4, 5, 6, 7, 8, 9]
