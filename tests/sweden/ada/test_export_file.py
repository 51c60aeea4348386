"""Exports into files: what is in them, and that a run which is killed at any moment spoils nothing."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from io import FileIO
from pathlib import Path
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext import testing
from amili_ext.errors import AmiliError, ConfigurationError, InputError, TransportError
from amili_ext.export import file as export_file
from amili_ext.export.file import ExportFile, ExportReport
from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.sweden.ada.money.export_format import COLUMNS, FORMATS
from amili_ext.sweden.ada.money.export_point import ExportPoint
from amili_ext.sweden.ada.money.exporting import SPECIFICATIONS, export_to_file, export_to_file_async
from tests.dying import Machine
from tests.support import complete, in_each_world, performer
from tests.sweden.ada.books import CREDITOR, EXAMPLE, as_line, line
from tests.sweden.ada.ledger import OTHER, Ledger

SUFFIXES = pytest.mark.parametrize("suffix", [".jsonl", ".csv"])


class Resource:
    """What an export into a file needs of `client.payouts`."""

    def __init__(self, ledger: Ledger, world: str) -> None:
        self.context = ledger.context
        self.perform = performer(world, ledger, ledger.clock)


def write(ledger: Ledger, path: Path, world: str = "blocking", **arguments: Any) -> ExportReport[ExportPoint]:
    """One run."""
    run = export_to_file if world == "blocking" else export_to_file_async
    arguments.setdefault("page_size", 3)
    report: ExportReport[ExportPoint] = complete(world, lambda: run(Resource(ledger, world), path, **arguments))
    return report


def rows(path: Path) -> list[dict[str, Any]]:
    """What is in a file, by parsers that have nothing to do with how it was written."""
    text = path.read_bytes().decode()
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text, newline="")))
    assert text == "" or text.endswith("\n")
    return [json.loads(row, parse_float=Decimal) for row in text.splitlines()]


def found(path: Path) -> list[tuple[str, str]]:
    return [(row["_id"], row["_etag"]) for row in rows(path)]


def some(count: int) -> Ledger:
    ledger = Ledger()
    for number in range(1, count + 1):
        ledger.write(number)
        ledger.clock.advance(1)
    return ledger


# -- what is in a file -------------------------------------------------------------------------------------------------------------


def test_a_line_of_json_holds_everything_with_exact_amounts_and_iso_moments() -> None:
    content = FORMATS[".jsonl"].line(as_line({**EXAMPLE, "amount": Decimal("0.10"), "payout_interval": {"weeks": 1}, "news": [1.50]}))
    assert content.endswith(b"\n")
    assert b"\n" not in content[:-1]
    assert b'"amount":0.10,' in content
    assert json.loads(content) == {
        **EXAMPLE,
        "amount": 0.1,
        "payout_interval": {"weeks": 1},
        "news": [1.5],
        "_created": "2025-06-11T14:00:18Z",
        "_updated": "2025-06-11T14:00:18Z",
        "booking_date": "2025-06-11T00:00:00Z",
        "payout_date": "2025-06-13T00:00:00Z",
    }


def test_an_amount_is_written_in_digits() -> None:
    content = FORMATS[".csv"].line(as_line(line(1, amount=Decimal("1E+3"), vat_amount=Decimal("1E-9"))))
    assert b",SEK,1000,0.000000001,75.0," in content


def test_a_line_of_csv_has_the_documented_columns() -> None:
    form = FORMATS[".csv"]
    document = {**EXAMPLE, "amount": Decimal("-0.10"), "creditor_name": 'Åkes "Bygg", AB', "news": 1}
    content = form.head + form.line(as_line(document))
    assert form.head == (",".join(COLUMNS) + "\r\n").encode()
    [row] = csv.DictReader(io.StringIO(content.decode(), newline=""))
    assert row == {
        "_id": "507f1f77bcf86cd799439011",
        "_created": "2025-06-11T14:00:18Z",
        "_updated": "2025-06-11T14:00:18Z",
        "_etag": "a1b2c3d4e5f678901234567890123456",
        "creditor": CREDITOR,
        "creditor_name": 'Åkes "Bygg", AB',
        "currency": "SEK",
        "amount": "-0.10",
        "vat_amount": "15.0",
        "total_amount": "75.0",
        "article": "reminder",
        "state": "reminder",
        "booking_date": "2025-06-11T00:00:00Z",
        "finance_category": "creditor_commission",
        "invoice_number": "INV-2025-020",
        "reference_number": "25020",
        "case": "",
        "payout": "507f1f77bcf86cd799439099",
        "payout_reference": "Creditor Commission",
        "payout_date": "2025-06-13T00:00:00Z",
    }


FORMULAS = ["=HYPERLINK()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'quoted"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_take_for_a_formula_is_marked_as_text(text: str) -> None:
    content = FORMATS[".csv"].line(as_line(line(1, creditor_name=text))).decode()
    [row] = csv.DictReader(io.StringIO(content, newline=""), COLUMNS)
    assert row["creditor_name"] == "'" + text
    assert row["amount"] == "60.0"


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
)
def test_any_text_and_any_amount_survive_both_forms(text: str, amount: Decimal) -> None:
    document = as_line(line(1, creditor_name=text or None, amount=amount))
    [row] = csv.DictReader(io.StringIO(FORMATS[".csv"].line(document).decode(), newline=""), COLUMNS)
    name = row["creditor_name"]
    assert (name[1:] if name.startswith("'") else name) == text
    assert Decimal(row["amount"]) == amount
    read = json.loads(FORMATS[".jsonl"].line(document), parse_float=Decimal, parse_int=Decimal)
    assert (read.get("creditor_name", ""), read["amount"]) == (text, amount)


# -- one run after another ---------------------------------------------------------------------------------------------------------


@in_each_world
@SUFFIXES
def test_each_run_adds_what_is_new_or_changed(world: str, suffix: str, tmp_path: Path) -> None:
    ledger, path = some(7), tmp_path / f"payouts{suffix}"
    assert write(ledger, path, world).written == 7
    once = path.read_bytes()
    assert write(ledger, path, world).written == 0
    assert path.read_bytes() == once
    ledger.write(2)
    ledger.write(8)
    report = write(ledger, path, world)
    assert (report.path, report.written) == (path, 2)
    assert path.read_bytes().startswith(once)
    assert [int(line_id, 16) for line_id, _ in found(path)] == [1, 2, 3, 4, 5, 6, 7, 2, 8]
    assert sorted(file.name for file in tmp_path.iterdir()) == [path.name, f"{path.name}.point"]


@SUFFIXES
def test_where_nothing_is_to_be_exported_there_is_a_file_that_says_so(suffix: str, tmp_path: Path) -> None:
    ledger, path = Ledger(), tmp_path / f"payouts{suffix}"
    report = write(ledger, path)
    assert (report.written, report.point, rows(path)) == (0, None, [])
    ledger.write(1)
    assert write(ledger, path).written == 1
    assert len(rows(path)) == 1


def test_a_new_file_can_go_on_where_another_one_ends(tmp_path: Path) -> None:
    ledger = some(4)
    first = write(ledger, tmp_path / "monday.csv")
    ledger.write(5)
    second = write(ledger, tmp_path / "tuesday.jsonl", since=first.point)
    assert second.written == 1
    ledger.write(6)
    # A file that was begun goes on from its own point, whatever the next one begins with.
    assert write(ledger, tmp_path / "tuesday.jsonl", since=first.point).written == 1
    assert [int(line_id, 16) for line_id, _ in found(tmp_path / "tuesday.jsonl")] == [5, 6]


def test_a_run_that_is_broken_off_keeps_what_it_has(tmp_path: Path) -> None:
    ledger, path = some(60), tmp_path / "payouts.csv"

    def fail_late(asked: dict[str, str]) -> None:
        if len(ledger.requests) > 25:
            raise TransportError("cut", sent=True)

    ledger.bend = fail_late
    with pytest.raises(TransportError):
        write(ledger, path)
    kept = len(found(path))
    assert 30 < kept < 60
    ledger.bend = lambda asked: None
    assert write(ledger, path).written == 60 - kept
    assert Counter(found(path)) == Counter(ledger.current.items())


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_run_that_is_cancelled_keeps_what_it_has(backend: str, tmp_path: Path) -> None:
    ledger, path = some(60), tmp_path / "payouts.csv"

    async def cancelled() -> None:
        with anyio.CancelScope() as scope:
            ledger.bend = lambda asked: scope.cancel() if len(ledger.requests) > 25 else None
            await export_to_file_async(Resource(ledger, backend), path, page_size=3)
        assert scope.cancelled_caught

    anyio.run(cancelled, backend=backend)
    kept = len(found(path))
    assert 30 < kept < 60
    assert write(ledger, path).written == 60 - kept
    assert Counter(found(path)) == Counter(ledger.current.items())


@in_each_world
def test_the_sandbox_is_exported_by_a_client_of_either_kind(world: str, tmp_path: Path, clock: testing.VirtualClock) -> None:
    path = tmp_path / "payouts.csv"
    with Sandbox(SandboxSettings(), clock=clock.time) as sandbox:
        client = (testing.sweden if world == "blocking" else testing.async_sweden)(sandbox, clock=clock)
        report = complete(world, lambda: client.payouts.export_to_file(path))
    assert report.written == len(rows(path))


WRITTEN_BEFORE = """\
{"_id":"000000000000000000000001","_updated":"2026-01-01T00:00:00Z","_etag":"0000000000000000000000000000000000000001"}
{"_id":"000000000000000000000002","_updated":"2026-01-01T00:00:01Z","_etag":"0000000000000000000000000000000000000002"}
"""
POINT_BEFORE = """\
{"amili_export_file": 1, "form": ".jsonl", "length": 240, "tail": "%s", "point": \
{"amili_export_point": 1, "since": "2026-01-01T00:00:01+00:00", \
"scope": "03eee7d5d5a9a366717872abf1c84f51ecad470b139dfefce753d4d7d62bb630", \
"seen": [["000000000000000000000001", 1767225600, "0000000000000000000000000000000000000001"], \
["000000000000000000000002", 1767225601, "0000000000000000000000000000000000000002"]]}}"""
"""As the first version wrote it; files of today must not be the only ones that can be read."""


def test_a_file_that_an_earlier_version_began_is_gone_on_with(tmp_path: Path) -> None:
    ledger, path = some(3), tmp_path / "payouts.jsonl"
    path.write_text(WRITTEN_BEFORE)
    (tmp_path / "payouts.jsonl.point").write_text(POINT_BEFORE % hashlib.sha256(WRITTEN_BEFORE.encode()).hexdigest())
    assert write(ledger, path).written == 1
    assert path.read_text().startswith(WRITTEN_BEFORE)
    assert [int(line_id, 16) for line_id, _ in found(path)] == [1, 2, 3]


# -- what does not belong together -------------------------------------------------------------------------------------------------


def cut(path: Path, point: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def alter(path: Path, point: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2] + b"x\n")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (cut, "is not the file"),
        (alter, "is not the file"),
        (lambda path, point: path.unlink(), "is not the file"),
        (lambda path, point: point.unlink(), "exists without"),
        (lambda path, point: point.write_text("{}"), "is not the point"),
        (lambda path, point: point.write_text("{"), "is not the point"),
        (lambda path, point: point.write_text('{"amili_export_file": 2}'), "version"),
        (lambda path, point: point.write_text('{"amili_export_file": 1}'), "damaged"),
        (lambda path, point: point.write_text(point.read_text().replace(".jsonl", ".csv")), "another form"),
        (lambda path, point: point.write_text(point.read_text().replace('"since"', '"snice"')), "damaged"),
    ],
)
def test_a_file_and_a_point_that_do_not_belong_together_are_left_alone(
    spoil: Callable[[Path, Path], object], words: str, tmp_path: Path
) -> None:
    ledger, path, point = some(3), tmp_path / "payouts.jsonl", tmp_path / "payouts.jsonl.point"
    write(ledger, path)
    spoil(path, point)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    ledger.requests.clear()
    with pytest.raises(ConfigurationError, match=words):
        write(ledger, path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert not ledger.requests


def test_another_creditor_or_filter_does_not_get_into_the_file(tmp_path: Path) -> None:
    ledger, path = some(3), tmp_path / "payouts.jsonl"
    write(ledger, path, creditor=CREDITOR)
    before = path.read_bytes()
    for arguments in ({}, {"creditor": OTHER}, {"creditor": CREDITOR, "where": {"article": "interest"}}):
        with pytest.raises(InputError) as caught:
            write(ledger, path, **arguments)
        assert [problem.field for problem in caught.value.problems] == ["path"]
    with pytest.raises(InputError) as caught:
        write(ledger, tmp_path / "new.jsonl", since=write(ledger, path, creditor=CREDITOR).point)
    assert [problem.field for problem in caught.value.problems] == ["since"]
    assert path.read_bytes() == before
    assert not (tmp_path / "new.jsonl").exists()


@pytest.mark.parametrize("name", ["payouts", "payouts.xlsx", "payouts.json"])
def test_a_suffix_that_says_nothing_is_refused(name: str, tmp_path: Path) -> None:
    ledger = Ledger()
    with pytest.raises(InputError) as caught:
        write(ledger, tmp_path / name)
    assert [problem.field for problem in caught.value.problems] == ["path"]
    assert not ledger.requests


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AmiliError, match="No such file"):
        write(some(1), tmp_path / "missing" / "payouts.csv")


def test_two_processes_do_not_write_into_one_file(tmp_path: Path) -> None:
    ledger, path = some(9), tmp_path / "payouts.jsonl"
    batches = ledger.run()
    one, other = ExportFile(path, SPECIFICATIONS), ExportFile(path, SPECIFICATIONS)
    one.add(batches[0])
    with pytest.raises(ConfigurationError, match="somebody else"):
        other.add(batches[0])
    other.close()
    one.add(batches[1])
    assert [int(line_id, 16) for line_id, _ in found(path)] == [1, 2, 3, 4, 5]
    with path.open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(ConfigurationError, match="somebody else"):
        one.add(batches[2])
    one.close()
    write(ledger, path)
    assert Counter(found(path)) == Counter(ledger.current.items())


def test_the_point_is_written_as_often_as_the_file_has_grown_by_its_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # With ten thousand lines in the margin, a point for each page would be most of what is written.
    ledger, path = some(100), tmp_path / "payouts.csv"
    sizes: list[int] = []
    replace = Path.replace

    def count(self: Path, target: Path) -> Path:
        sizes.append(self.stat().st_size)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", count)
    write(ledger, path)
    assert len(sizes) < 33  # there were at least so many pages
    assert sum(sizes) < 3 * path.stat().st_size


def test_a_system_that_writes_little_at_once_writes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(FileIO):
        def write(self, content: Any, /) -> int:
            return super().write(bytes(content)[:100])

    monkeypatch.setattr(export_file, "FileIO", Slow)
    ledger, path = some(9), tmp_path / "payouts.csv"
    write(ledger, path)
    assert found(path) == list(ledger.current.items())


def test_a_full_disk_is_told_and_the_next_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, path = some(9), tmp_path / "payouts.csv"

    class Full(FileIO):
        def write(self, content: Any, /) -> int:
            if self.name == path and self.tell() > 500:
                super().write(bytes(content)[:10])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(content)

    with monkeypatch.context() as patch:
        patch.setattr(export_file, "FileIO", Full)
        with pytest.raises(AmiliError, match="No space left"):
            write(ledger, path)
    write(ledger, path)
    assert Counter(found(path)) == Counter(ledger.current.items())


# -- killed at any moment ----------------------------------------------------------------------------------------------------------


@settings(max_examples=80)
@given(
    st.sampled_from([".jsonl", ".csv"]),
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 12), max_size=12),  # lines that are new or change before the run
            st.integers(0, 40),
            st.floats(0, 1),
            st.floats(0, 1),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_whenever_it_is_killed_each_version_is_in_the_file_exactly_once(
    suffix: str, runs: list[tuple[list[int], int, float, float]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"payouts{suffix}"
        ledger, machine = Ledger(), Machine(path.parent, path.name)
        for changed, steps, written, kept in runs:
            for number in changed:
                ledger.write(number)
                ledger.clock.advance(0.4)
            with machine.dying_after(steps, written, kept):
                write(ledger, path)
        write(ledger, path)
        assert max(Counter(found(path)).values(), default=1) == 1
        assert set(ledger.current.items()) <= set(found(path))
        assert path.read_bytes().startswith(FORMATS[suffix].head)
