"""Exporting what is new, again and again: each version of each specification once, however the list changes between and during the runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext.errors import ConfigurationError, InputError, PagingError, UnreadableResponseError
from amili_ext.export.points import fingerprint
from amili_ext.flow import iterate
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sweden.ada.eve import where
from amili_ext.sweden.ada.money.export import export, second_of
from amili_ext.sweden.ada.money.export_point import MARGIN, ExportPoint, Version
from tests.support import complete, in_each_world, performer
from tests.sweden.ada.books import CREDITOR, EXAMPLE, as_line, document_id
from tests.sweden.ada.ledger import OTHER, Ledger, numbers, versions


def asked(ledger: Ledger) -> list[dict[str, Any]]:
    return [json.loads(asked.get("where", "{}")) for asked in ledger.lines.asked]


# -- one run after another ---------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_first_run_gives_everything_in_order_and_the_next_only_what_is_new_or_changed(world: str) -> None:
    ledger = Ledger()
    for number in (5, 2, 9, 4, 7, 1, 8):
        ledger.write(number)
        ledger.clock.advance(1)
    first = ledger.run(world=world)
    assert numbers(first) == [5, 2, 9, 4, 7, 1, 8]
    assert ledger.run(first[-1].point, world=world) == []
    ledger.clock.advance(3600)
    ledger.write(2, payout_date=datetime(2026, 1, 2))  # noqa: DTZ001  # MongoDB's; it is scheduled for payout
    ledger.write(10)
    second = ledger.run(first[-1].point, world=world)
    assert versions(second) == [(document_id(2), ledger.current[document_id(2)]), (document_id(10), ledger.current[document_id(10)])]
    assert second[0].specifications[0].payout_date == datetime(2026, 1, 2, tzinfo=UTC)


def test_the_second_run_begins_a_margin_before_the_last_line_of_the_first() -> None:
    ledger = Ledger()
    ledger.write(1)
    ledger.clock.advance(600)
    [batch] = ledger.run()
    ledger.lines.asked.clear()
    ledger.run(batch.point)
    # The line was updated at midnight; five minutes earlier it was last year.
    assert asked(ledger)[0] == {"_updated": {"$gte": "Wed, 31 Dec 2025 23:55:00 GMT"}}
    assert ledger.lines.asked[0]["sort"] == "_updated,_id"


def test_an_export_of_one_creditor_or_filter_asks_for_no_more() -> None:
    ledger = Ledger()
    ledger.write(1)
    ledger.write(2, creditor=OTHER)
    ledger.write(3, finance_category="capital")
    assert numbers(ledger.run(creditor=CREDITOR)) == [1, 3]
    [batch] = ledger.run(creditor=CREDITOR, where=where.eq("finance_category", "capital"))
    ledger.write(4, finance_category="capital")
    ledger.write(5)
    assert numbers(ledger.run(batch.point, creditor=CREDITOR, where={"finance_category": "capital"})) == [4]


def test_lines_that_no_longer_match_the_filter_stay_away_and_are_no_error() -> None:
    ledger = Ledger()
    unpaid = where.exists("payout", False)
    for number in (1, 2):
        ledger.write(number)
        ledger.lines.documents.update_one({"_etag": ledger.current[document_id(number)]}, {"$unset": {"payout": 1}})
    point = ledger.run(where=unpaid)[-1].point
    for number in (1, 2):
        ledger.write(number, payout="x")
    assert ledger.run(point, where=unpaid) == []


def test_a_line_that_becomes_visible_late_is_not_lost_and_nothing_else_comes_again() -> None:
    ledger = Ledger()
    ledger.clock.advance(1000)
    for number in range(1, 8):
        ledger.write(number)
    point = ledger.run()[-1].point
    ledger.write(8, ago=MARGIN.total_seconds())
    assert numbers(ledger.run(point)) == [8]


def test_a_late_line_does_not_take_the_point_back_to_where_nothing_is_remembered() -> None:
    ledger = Ledger()
    for number in range(1, 41):
        ledger.write(number)
        ledger.clock.advance(30)
    point = ledger.run()[-1].point
    ledger.write(99, ago=290)
    [late] = ledger.run(point)
    assert numbers([late]) == [99]
    assert late.point.since == point.since
    assert ledger.run(late.point) == []


@pytest.mark.parametrize("wrong", [0, 86400 * 400])
def test_a_machine_whose_clock_is_ahead_does_not_hide_what_the_others_write(wrong: float) -> None:
    ledger = Ledger()
    ledger.clock.set_wrong(wrong)  # it is the server's clock that counts
    ledger.write(1, ago=-86400)
    point = ledger.run()[-1].point
    ledger.clock.advance(60)
    ledger.write(2)
    second = ledger.run(point)
    assert numbers(second) == [2]
    assert ledger.run(second[-1].point) == []


def test_the_client_s_own_clock_may_be_wrong() -> None:
    for wrong in (-86400 * 400, 86400 * 400):
        ledger = Ledger()
        ledger.clock.set_wrong(wrong)
        ledger.write(1)
        point = ledger.run()[-1].point
        ledger.clock.advance(1)
        ledger.write(2, ago=100)
        assert numbers(ledger.run(point)) == [2]


def test_more_lines_than_fit_a_page_in_the_same_second_all_come() -> None:
    ledger = Ledger()
    ledger.write(100)
    ledger.clock.advance(10)
    for number in range(40, 0, -1):
        ledger.write(number)
    ledger.clock.advance(1)
    ledger.write(200)
    batches = ledger.run()
    assert numbers(batches) == [100, *range(1, 41), 200]
    assert max(len(batch.specifications) for batch in batches) <= 3


def test_a_line_that_moves_to_the_end_hides_no_other() -> None:
    # By page numbers, line 4 would move from the second page to the first while the second is asked for.
    ledger = Ledger()
    for number in range(1, 7):
        ledger.write(number)
        ledger.clock.advance(1)
    changes = iter([lambda: ledger.write(1)])
    ledger.lines.between = lambda: next(changes, lambda: None)()
    assert sorted(numbers(ledger.run())) == [1, 1, 2, 3, 4, 5, 6]


def test_a_new_line_early_in_a_run_does_not_make_it_forget_what_it_has_yet_to_pass() -> None:
    ledger = Ledger()
    for number in range(1, 8):
        ledger.write(number)
    changes = iter([lambda: None, lambda: None, lambda: ledger.write(1), lambda: ledger.clock.advance(1000), lambda: ledger.write(9)])
    ledger.lines.between = lambda: next(changes, lambda: None)()
    first = ledger.run()  # in the end it gives line 9, and misses the change of line 1, which it had passed in that second
    second = ledger.run(first[-1].point)
    assert versions(second) == [(document_id(1), ledger.current[document_id(1)])]


def test_what_changes_back_comes_again() -> None:
    ledger = Ledger()
    found: list[tuple[str, str]] = []
    point = None
    for etag in ("a" * 40, "b" * 40, "a" * 40):
        ledger.write(1)
        ledger.lines.change(document_id(1), _etag=etag)
        [batch] = ledger.run(point)
        point = batch.point
        found += versions([batch])
    assert [etag[0] for _, etag in found] == ["a", "b", "a"]


def test_batches_hold_at_least_one_line_and_a_point_that_goes_on_behind_it() -> None:
    ledger = Ledger()
    for number in range(1, 12):
        ledger.write(number)
        ledger.clock.advance(100)
    batches = ledger.run()
    assert all(batch.specifications for batch in batches)
    for index, batch in enumerate(batches):
        rest = [number for later in batches[index + 1 :] for number in numbers([later])]
        assert numbers(ledger.run(batch.point)) == rest


def test_the_point_remembers_no_more_than_the_margin() -> None:
    ledger = Ledger()
    for number in range(1, 101):
        ledger.write(number)
        ledger.clock.advance(30)
    point = ledger.run()[-1].point
    assert len(point.seen) == 11  # a line each half minute, over five minutes, both ends included


# -- the same under any changes ----------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.data())
def test_no_version_is_lost_or_given_twice_whatever_happens_between_and_during_runs(data: st.DataObject) -> None:
    ledger = Ledger()
    ledger.clock.advance(3600)
    late = st.floats(0, 240)

    def happen() -> None:
        for _ in range(data.draw(st.integers(0, 2))):
            match data.draw(st.sampled_from(["new", "change", "many", "late", "wait", "long"])):
                case "new":
                    ledger.write(data.draw(st.integers(0, 10**6)) + 1000)
                case "change" if ledger.current:
                    ledger.write(int(data.draw(st.sampled_from(sorted(ledger.current))), 16))
                case "many":  # a payout gets its date: all its lines change in the same second
                    for line_id in sorted(ledger.current)[: data.draw(st.integers(0, 12))]:
                        ledger.write(int(line_id, 16))
                case "late":
                    ledger.write(data.draw(st.integers(0, 10**6)) + 1000, ago=data.draw(late))
                case "long":
                    ledger.clock.advance(1000)
                case _:
                    ledger.clock.advance(data.draw(st.floats(0, 3)))

    for number in range(data.draw(st.integers(0, 12))):
        ledger.write(number)
        ledger.clock.advance(data.draw(st.sampled_from([0, 0, 0.3, 1, 200])))
    steps = iter(range(40))  # so that every run comes to an end
    ledger.lines.between = lambda: happen() if next(steps, None) is not None else None
    stored: list[tuple[str, str]] = []
    point: ExportPoint | None = None
    kills = data.draw(st.integers(0, 4))
    for run in range(kills + 1):
        # A run that is killed: what was stored is rolled back to the last point that was saved.
        saved, safe = point, len(stored)
        until = data.draw(st.integers(1, 6)) if run < kills else None
        stream = iterate(export(ledger.context, point, page_size=3), performer("blocking", ledger, ledger.clock))
        for count, batch in enumerate(stream, 1):
            stored += versions([batch])
            point = batch.point
            if data.draw(st.booleans()):
                saved, safe = ExportPoint.from_json(point.to_json()), len(stored)
            if count == until:
                del stored[safe:]
                point = saved
                break
        happen()
    # Once more, and now nothing changes: what is there must all have come.
    ledger.lines.between = None
    stored += versions(ledger.run(point))
    assert max(Counter(stored).values(), default=1) == 1
    assert set(ledger.current.items()) <= set(stored)


# -- a server that does not do what is asked ---------------------------------------------------------------------------------------


def without(name: str) -> Callable[[dict[str, str]], None]:
    """As if the server did not know that parameter."""

    def bend(asked: dict[str, str]) -> None:
        asked.pop(name, None)

    return bend


def without_upper_end(asked: dict[str, str]) -> None:
    found = json.loads(asked["where"])
    if "$and" in found:
        asked["where"] = json.dumps({"$and": [one for one in found["$and"] if "$lt" not in str(one)]})


def finding_nothing(asked: dict[str, str]) -> None:
    if "_updated" in asked.get("where", ""):
        asked["where"] = json.dumps({"_id": "0" * 24})


@pytest.mark.parametrize("bend", [without("sort"), without("where"), without_upper_end, finding_nothing])
def test_a_server_that_does_otherwise_than_it_is_asked_is_an_error_and_no_quiet_loss(bend: Callable[[dict[str, str]], None]) -> None:
    ledger = Ledger()
    for number in (9, 8, 7):
        ledger.write(number)
        ledger.clock.advance(400)
    point = ledger.run()[-1].point
    for number in (6, 5, 4, 3, 2):
        ledger.write(number)
    ledger.clock.advance(1)
    for number in (9, 1):
        ledger.write(number)
        ledger.clock.advance(1)
    ledger.bend = bend
    with pytest.raises(PagingError):
        ledger.run(point)


def test_a_short_list_that_was_not_narrowed_is_noticed_too() -> None:
    ledger = Ledger()
    for number in (1, 2):
        ledger.write(number)
        ledger.clock.advance(400)
    point = ledger.run()[-1].point
    ledger.bend = without("where")
    with pytest.raises(PagingError):
        ledger.run(point)


def test_a_moment_with_a_fraction_counts_as_its_second() -> None:
    assert second_of(as_line({**EXAMPLE, "_updated": "2025-06-11T16:00:18.750+02:00"})) == datetime(2025, 6, 11, 14, 0, 18, tzinfo=UTC)


def test_a_server_that_cuts_pages_short_loses_nothing() -> None:
    ledger = Ledger()
    for number in range(1, 21):
        ledger.write(number)
        ledger.clock.advance(0.3)
    ledger.lines.cap = 2
    assert sorted(numbers(ledger.run())) == list(range(1, 21))


def test_a_server_that_promises_lines_and_gives_none_is_an_error() -> None:
    ledger = Ledger()
    ledger.write(1)
    ledger.bend = lambda asked: asked.update(page="2")
    with pytest.raises(PagingError):
        ledger.run()


@pytest.mark.parametrize("hidden", ["_updated", "_id"])
def test_lines_that_cannot_be_told_apart_are_an_unreadable_answer(hidden: str) -> None:
    ledger = Ledger()
    ledger.write(1)
    ledger.lines.hides = (hidden,)
    with pytest.raises(UnreadableResponseError):
        ledger.run()


def test_a_list_without_a_total_is_an_unreadable_answer() -> None:
    ledger = Ledger()
    ledger.write(1)
    ledger.lines.meta = ("page",)
    with pytest.raises(UnreadableResponseError):
        ledger.run()


def test_without_etags_the_moment_of_the_change_tells_versions_apart() -> None:
    ledger = Ledger()
    ledger.lines.hides = ("_etag",)
    ledger.write(1)
    ledger.write(2)
    point = ledger.run()[-1].point
    ledger.clock.advance(1)
    ledger.write(1)
    assert numbers(ledger.run(point)) == [1]


# -- points ------------------------------------------------------------------------------------------------------------------------

POINTS = st.builds(
    ExportPoint,
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the zone is the third argument
    st.dictionaries(st.text(max_size=30), st.builds(Version, st.integers(0, 2**40), st.text(max_size=50)), max_size=5),
    st.text(max_size=70),
)


@given(POINTS)
def test_any_point_survives_json(point: ExportPoint) -> None:
    assert ExportPoint.from_json(point.to_json()) == point


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"amili_batch_handle": 1}',
        '{"amili_export_point": 2, "since": "2026-01-01T00:00:00+00:00", "seen": [], "scope": ""}',
        '{"amili_export_point": 1}',
        '{"amili_export_point": 1, "since": "2026-01-01T00:00:00", "seen": [], "scope": ""}',
        '{"amili_export_point": 1, "since": "2026-01-01T00:00:00+00:00", "seen": [["a", "b", "c"]], "scope": ""}',
        '{"amili_export_point": 1, "since": "2026-01-01T00:00:00+00:00", "seen": [["a", 1]], "scope": ""}',
        '{"amili_export_point": 1, "since": "2026-01-01T00:00:00+00:00", "seen": 7, "scope": ""}',
        '{"amili_export_point": 1, "since": "2026-01-01T00:00:00+00:00", "seen": [], "scope": 7}',
    ],
)
def test_a_text_that_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError):
        ExportPoint.from_json(text)


@pytest.mark.parametrize("arguments", [{}, {"creditor": OTHER}, {"creditor": CREDITOR, "where": {"article": "interest"}}])
def test_a_point_of_another_export_is_refused_before_anything_is_sent(arguments: dict[str, Any]) -> None:
    ledger = Ledger()
    ledger.write(1)
    point = ledger.run(creditor=CREDITOR)[-1].point
    ledger.requests.clear()
    with pytest.raises(InputError) as caught:
        export(ledger.context, point, **arguments)
    assert [problem.field for problem in caught.value.problems] == ["since"]
    assert not ledger.requests


def test_the_scope_follows_address_and_filter_and_shows_neither() -> None:
    one = fingerprint("https://a.test", {"creditor": CREDITOR, "x": {"$in": ["1", "2"]}})
    assert one == fingerprint("https://a.test", {"x": {"$in": ["1", "2"]}, "creditor": CREDITOR})
    others = [
        fingerprint("https://b.test", {}),
        fingerprint("https://a.test", {}),
        fingerprint("https://a.test", {"creditor": CREDITOR, "x": {"$in": ["2", "1"]}}),
    ]
    assert len({one, *others}) == 4
    assert CREDITOR not in one


def test_a_point_shows_neither_ids_nor_filter() -> None:
    ledger = Ledger()
    ledger.write(1)
    [batch] = ledger.run(where={"invoice_number": "INV-2025-020"})
    assert document_id(1) not in repr(batch.point)
    assert batch.point.scope not in repr(batch.point)
    assert "INV" not in batch.point.to_json()


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"creditor": ""}, "creditor"), ({"where": 7}, "where"), ({"page_size": 0}, "page_size"), ({"page_size": 101}, "page_size")],
)
def test_arguments_that_cannot_be_right_are_named_when_the_export_is_asked_for(arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        export(Ledger().context, **arguments)
    assert [problem.field for problem in caught.value.problems] == [field]


# -- Eve itself --------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_the_sandbox_s_specifications_are_exported_again_when_they_are_paid_out(world: str, clock: testing.VirtualClock) -> None:
    settings = SandboxSettings(sweden=SwedenSettings(example_cases=True, payout_delay=None))
    with Sandbox(settings, clock=clock.time) as sandbox:
        blocking = testing.sweden(sandbox, clock=clock)
        client = blocking if world == "blocking" else testing.async_sweden(sandbox, clock=clock)
        for case in blocking.cases.list():
            blocking.payments.register(case.id, amount=Decimal("10.10"), bank_transaction_date=date(2026, 1, 1))
        total = blocking.payouts.specifications().count()
        assert total >= 3
        first = complete(world, lambda: client.payouts.export(page_size=2))
        assert len(versions(first)) == total
        clock.advance(60)
        sandbox.sweden.run_payouts()
        second = complete(world, lambda: client.payouts.export(first[-1].point, page_size=2))
        assert sorted(numbers(second)) == sorted(numbers(first))
        assert not set(versions(second)) & set(versions(first))
        assert all(one.payout for batch in second for one in batch.specifications)
        assert complete(world, lambda: client.payouts.export(second[-1].point)) == []
