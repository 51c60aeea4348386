"""Settlements in files: what is in them, and that a run which is killed at any moment spoils nothing."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.settlement import Settlement
from amili_client.runtime import decode_json
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import InputError, TransportError
from amili_ext.export.file import ExportReport
from amili_ext.flow import run
from amili_ext.norway.collection.settlements.exporting import COLUMNS, REST, SETTLEMENTS, export_to_file, export_to_file_async
from amili_ext.norway.collection.settlements.point import SettlementPoint
from amili_ext.norway.collection.settlements.reading import get, list_settlements
from amili_ext.paging import Listing
from tests.dying import Machine
from tests.norway.collection.conftest import MakeWorld
from tests.norway.collection.settling import EXAMPLE, Settling
from tests.norway.collection.world import invoice
from tests.support import complete, in_each_world

SUFFIXES = pytest.mark.parametrize("suffix", [".jsonl", ".csv"])


class Resource:
    """What an export into a file needs of `client.settlements`."""

    def __init__(self, amili: Settling, world: str) -> None:
        self.context = amili.context
        self.perform = amili.perform(world)


def write(amili: Settling, path: Path, world: str = "blocking", **arguments: Any) -> ExportReport[SettlementPoint]:
    """One run."""
    export = export_to_file if world == "blocking" else export_to_file_async
    report: ExportReport[SettlementPoint] = complete(world, lambda: export(Resource(amili, world), path, page_size=3, **arguments))
    return report


def rows(path: Path) -> list[dict[str, Any]]:
    """What is in a file, by parsers that have nothing to do with how it was written."""
    text = path.read_bytes().decode()
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text, newline="")))
    assert text == "" or text.endswith("\n")
    return [json.loads(row) for row in text.splitlines()]


def found(path: Path) -> list[int]:
    return [UUID(row["settlementId"]).int for row in rows(path)]


def some(count: int) -> Settling:
    amili = Settling()
    for number in range(1, count + 1):
        amili.settle(number)
    return amili


def test_a_line_of_csv_has_the_documented_columns_and_the_rest_as_json() -> None:
    content = json.dumps(EXAMPLE)[:-1] + ', "settledAmount": 4500.10, "vat": {"rate": 25}, "settledTo": "=1+1"}'
    line = SETTLEMENTS.formats[".csv"].head + SETTLEMENTS.formats[".csv"].line(Settlement.from_dict(decode_json(content.encode())))
    [row] = csv.DictReader(io.StringIO(line.decode(), newline=""))
    assert tuple(row) == (*COLUMNS, REST)
    assert json.loads(row.pop(REST), parse_float=Decimal) == {
        "settledAmount": Decimal("4500.10"),
        "vat": {"rate": 25},
        "settledTo": "=1+1",
    }
    assert b"4500.10" in line
    assert row == {**EXAMPLE, "exchangeRate": "1"}


def test_a_line_of_csv_is_empty_where_the_settlement_is() -> None:
    [row] = csv.reader(io.StringIO(SETTLEMENTS.formats[".csv"].line(Settlement(case_number="+47")).decode(), newline=""))
    assert row == ["", "", "'+47", "", "", "", "", "", "", ""]


def test_a_line_of_json_is_what_the_api_gave() -> None:
    content = json.dumps({**EXAMPLE, "paidOut": None, "news": [1]})
    line = SETTLEMENTS.formats[".jsonl"].line(Settlement.from_dict(decode_json(content.encode())))
    assert json.loads(line) == {**EXAMPLE, "paidOut": None, "news": [1]}


@in_each_world
@SUFFIXES
def test_each_run_adds_what_is_new(world: str, suffix: str, tmp_path: Path) -> None:
    amili, path = some(7), tmp_path / f"settlements{suffix}"
    assert write(amili, path, world).written == 7
    once = path.read_bytes()
    assert write(amili, path, world).written == 0
    assert path.read_bytes() == once
    amili.pass_days(1)
    amili.settle(8)
    report = write(amili, path, world)
    assert (report.path, report.written, report.point and report.point.since) == (path, 1, date(2026, 1, 2))
    assert path.read_bytes().startswith(once)
    assert found(path) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert sorted(file.name for file in tmp_path.iterdir()) == [path.name, f"{path.name}.point"]


def test_a_file_keeps_to_the_day_with_which_it_began_although_there_was_nothing_then(tmp_path: Path) -> None:
    amili, path = Settling(), tmp_path / "settlements.csv"
    amili.settle(1, date(2025, 12, 1))
    assert write(amili, path, since=date(2026, 1, 1)).written == 0
    amili.settle(2)
    assert write(amili, path).written == 1
    assert found(path) == [2]


def test_a_new_file_can_go_on_where_another_one_ends(tmp_path: Path) -> None:
    amili = some(4)
    first = write(amili, tmp_path / "monday.csv")
    amili.settle(5)
    assert write(amili, tmp_path / "tuesday.jsonl", since=first.point).written == 1
    amili.settle(6)
    assert write(amili, tmp_path / "tuesday.jsonl", since=first.point).written == 1
    assert found(tmp_path / "tuesday.jsonl") == [5, 6]


def test_a_run_that_is_broken_off_keeps_what_it_has(tmp_path: Path) -> None:
    amili, path = some(60), tmp_path / "settlements.csv"

    def fail() -> None:
        if len(amili.asked) == 15:
            raise TransportError("cut", sent=True)

    amili.bend = fail
    with pytest.raises(TransportError):
        write(amili, path)
    assert found(path) == list(range(1, 43))
    assert write(amili, path).written == 18
    assert found(path) == list(range(1, 61))


def test_another_organization_does_not_get_into_the_file(tmp_path: Path) -> None:
    amili, path = some(3), tmp_path / "settlements.jsonl"
    report = write(amili, path)
    before = path.read_bytes()
    amili.asked.clear()
    amili.context = evolve(amili.context, organization_id=UUID(int=1))
    with pytest.raises(InputError, match="path: is the point of another organization"):
        write(amili, path)
    with pytest.raises(InputError, match="since: is the point of another organization"):
        write(amili, tmp_path / "new.jsonl", since=report.point)
    assert path.read_bytes() == before
    assert not (tmp_path / "new.jsonl").exists()
    assert not amili.asked


def test_what_the_sandbox_settles_is_exported(make_world: MakeWorld, tmp_path: Path) -> None:
    there, path = make_world(), tmp_path / "settlements.csv"
    there.amili.invoices.submit_and_wait([invoice("A-1"), invoice("A-2"), invoice("A-3")])
    resource = there.amili.invoices
    assert export_to_file(resource, path).written == 0
    there.sandbox.norway.debtors_pay("5000002")
    assert export_to_file(resource, path).written == 1
    there.clock.advance(86400)
    there.sandbox.norway.debtors_pay()
    assert export_to_file(resource, path, page_size=1).written == 2
    assert rows(path)[0]["invoiceNumber"] == "A-2"
    assert sorted((row["caseNumber"], row["invoiceNumber"]) for row in rows(path)) == [
        ("5000001", "A-1"),
        ("5000002", "A-2"),
        ("5000003", "A-3"),
    ]
    listed = list(Listing(list_settlements(resource.context), resource.perform))
    assert len(listed) == 3
    assert run(get(resource.context, listed[0].settlement_id or ""), resource.perform) == listed[0]


@settings(max_examples=50)
@given(
    st.sampled_from([".jsonl", ".csv"]),
    st.sampled_from(["settlementDate", "listed", "nothing"]),
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 14), max_size=8),  # by how many days the new settlements are late
            st.integers(0, 30),  # after so many steps the process dies
            st.floats(0, 1),
            st.floats(0, 1),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_whenever_it_is_killed_each_settlement_is_in_the_file_exactly_once(
    suffix: str, heeds: str, runs: list[tuple[list[int], int, float, float]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"settlements{suffix}"
        amili, machine = Settling(), Machine(path.parent, path.name)
        amili.heeds = heeds
        for late, steps, written, kept in runs:
            amili.pass_days(5)
            for days in late:
                amili.settle(len(amili.rows) + 1, amili.clock.time().date() - timedelta(days=days))
            with machine.dying_after(steps, written, kept):
                write(amili, path)
        write(amili, path)
        assert Counter(found(path)) == Counter(range(1, len(amili.rows) + 1))
        assert path.read_bytes().startswith(SETTLEMENTS.formats[suffix].head)
