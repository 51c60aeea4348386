"""`amili se payouts`: what was paid out, whether it adds up, and a file that grows with it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from amili_client.runtime import decode_json, encode_json
from attrs import evolve

from amili_ext.sandbox import SandboxRequest, SandboxResponse
from amili_ext.testing import VirtualClock

from .conftest import Amili, Serve, Served, Write, lines, only
from .swedish import CREDITOR, NOBODY, case

PAYOUT = {"payout_id", "creditor_id", "payout_date", "reference", "currency", "amount", "vat_amount", "total_amount"}
RECONCILIATION = {"ok", "exit_code", "payouts", "total", "by_category_and_article", "by_payout", "mismatches", "not_compared"}


@pytest.fixture
def served(serve: Serve) -> Served:
    """The sandbox."""
    return serve()


@pytest.fixture(autouse=True)
def first_payment(served: Served, amili: Amili, write: Write, clock: VirtualClock) -> None:
    """A debt of 250 kronor is paid, and the money paid out."""
    pay(amili, write, "C-1", clock)


def pay(amili: Amili, write: Write, number: str, clock: VirtualClock) -> None:
    assert amili("se", "cases", "register", write("case.json", case(number))).exit_code == 0
    which = ("--creditor", CREDITOR, "--invoice-number", number)
    assert amili("se", "cases", "pay", *which, "--amount", "250", "--date", "2025-12-31", "--reference", number).exit_code == 0
    clock.advance(1)


def test_list(amili: Amili) -> None:
    listed = lines(amili("se", "payouts", "list", "--json"))
    assert [set(one) for one in listed] == [PAYOUT] * 2
    assert sorted(float(one["total_amount"]) for one in listed) == [225, 250]  # the commission, with VAT, and the capital
    assert {one["creditor_id"] for one in listed} == {CREDITOR}
    assert lines(amili("se", "payouts", "list", "--creditor", NOBODY, "--json")) == []
    assert lines(amili("se", "payouts", "list", "--where", '{"payout_reference": "Capital"}', "--limit", "1", "--json"))
    assert listed[0]["payout_id"] in amili("se", "payouts", "list").stdout


def test_payouts_that_add_up(amili: Amili) -> None:
    result = amili("se", "payouts", "reconcile", "--creditor", CREDITOR, "--json")
    document = only(result)
    assert result.exit_code == 0
    assert set(document) == RECONCILIATION
    assert (document["ok"], document["payouts"], document["total"]["count"], document["mismatches"]) == (True, 2, 2, [])
    assert Decimal(document["total"]["total_amount"]) == 475
    rows = {(one["category"], one["article"]): Decimal(one["total_amount"]) for one in document["by_category_and_article"]}
    assert rows == {("capital", "capital"): 250, ("creditor_commission", "debt_collection"): 225}
    assert sorted(one["payout_id"] for one in document["by_payout"]) == sorted(
        one["payout_id"] for one in lines(amili("se", "payouts", "list", "--json"))
    )
    human = amili("se", "payouts", "reconcile", *(one["payout_id"] for one in document["by_payout"]))
    assert human.exit_code == 0
    assert "2 payouts: everything adds up" in human.stdout
    period = ("--creditor", CREDITOR, "--since", "2026-01-02", "--until", "2026-01-03")
    assert only(amili("se", "payouts", "reconcile", *period, "--json"))["payouts"] == 0


def test_5_when_a_payout_does_not_add_up(served: Served, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Served.handle

    def generous(self: Served, request: SandboxRequest) -> SandboxResponse:
        response = honest(self, request)
        if not request.path.endswith("/finance--payouts"):
            return response
        document = decode_json(response.body)
        document["_items"][0]["total_amount"] += 1
        return evolve(response, body=encode_json(document))

    monkeypatch.setattr(Served, "handle", generous)
    result = amili("se", "payouts", "reconcile", "--creditor", CREDITOR, "--json")
    document = only(result)
    assert (result.exit_code, document["exit_code"], document["ok"]) == (5, 5, False)
    [mismatch] = document["mismatches"]
    assert set(mismatch) == {"what", "expected", "found", "payout_id", "specification_id"}
    assert (mismatch["what"], float(mismatch["found"]) - float(mismatch["expected"])) == ("total_amount", 1)
    human = amili("se", "payouts", "reconcile", "--creditor", CREDITOR)
    assert "2 payouts: does not add up" in human.stdout
    assert "total_amount should be" in human.stderr


def test_a_file_that_grows(served: Served, amili: Amili, write: Write, clock: VirtualClock, tmp_path: Path) -> None:
    file = tmp_path / "payouts.jsonl"
    export = ("se", "payouts", "export", "--to", str(file))
    first = only(amili(*export, "--json"))
    assert set(first) == {"ok", "exit_code", "file", "written", "since"}
    assert (first["written"], first["file"]) == (2, str(file))
    assert only(amili(*export, "--json"))["written"] == 0
    pay(amili, write, "C-2", clock)
    served.faults.add("status:GET:/finance--payout-specifications:status=400")
    assert amili(*export).exit_code == 1
    assert "2 specifications added" in amili(*export).stdout
    written = [json.loads(line) for line in file.read_text().splitlines()]
    assert len({one["_id"] for one in written}) == len(written) == 4
    assert {one["invoice_number"] for one in written} == {"C-1", "C-2"}


def test_a_new_file_that_follows_an_older_one(amili: Amili, write: Write, clock: VirtualClock, tmp_path: Path) -> None:
    old, new = tmp_path / "2025.csv", tmp_path / "2026.csv"
    assert amili("se", "payouts", "export", "--to", str(old), "--creditor", CREDITOR).exit_code == 0
    pay(amili, write, "C-2", clock)
    follow = ("se", "payouts", "export", "--to", str(new), "--creditor", CREDITOR, "--point", f"{old}.point")
    assert only(amili(*follow, "--json"))["written"] == 2
    with new.open(newline="") as file:
        assert {row["invoice_number"] for row in csv.DictReader(file)} == {"C-2"}


def test_an_export_of_nothing_can_be_followed(amili: Amili, tmp_path: Path) -> None:
    none, some = tmp_path / "none.csv", tmp_path / "some.csv"
    nothing = ("--where", '{"invoice_number": "C-9"}')
    assert "nothing yet" in amili("se", "payouts", "export", "--to", str(none), *nothing).stdout
    assert only(amili("se", "payouts", "export", "--to", str(some), "--point", f"{none}.point", "--json"))["written"] == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export",), 2),
        (("export", "--to", "payouts.txt"), 3),
        (("export", "--to", "p.csv", "--point", "nowhere"), 3),
        (("export", "--to", "p.csv", "--point", __file__), 3),
        (("reconcile",), 2),
        (("reconcile", NOBODY, "--creditor", CREDITOR), 2),
        (("reconcile", NOBODY, "--since", "2025-01-01"), 2),
        (("reconcile", "--creditor", CREDITOR, "--since", "soon"), 2),
        (("reconcile", "a/b"), 3),
        (("reconcile", NOBODY), 1),
    ],
)
def test_what_cannot_be_right(amili: Amili, arguments: Sequence[str], code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert amili("se", "payouts", *arguments).exit_code == code


def test_a_file_without_its_point_is_not_touched(amili: Amili, tmp_path: Path) -> None:
    file = tmp_path / "payouts.csv"
    file.write_text("precious")
    assert amili("se", "payouts", "export", "--to", str(file)).exit_code == 3
    assert file.read_text() == "precious"
