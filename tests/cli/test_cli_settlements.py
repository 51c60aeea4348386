"""`amili settlements`: what was settled, one of it, and a file that grows with it."""

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
from .norwegian import ELSEWHERE, taken_over

SETTLEMENT = {"settlement_id", "settlement_date", "case_number", "invoice_number", "invoice_id", "customer_reference"}
SETTLEMENT |= {"collection_type", "currency", "exchange_rate"}
NOBODYS = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def served(serve: Serve, amili: Amili, write: Write) -> Served:
    """A sandbox in which the first of three debtors has paid."""
    served = serve()
    taken_over(amili, write, "A-1", "A-2", "A-3")
    served.norway.debtors_pay("5000001")
    return served


def test_list(served: Served, amili: Amili) -> None:
    [one] = lines(amili("settlements", "list", "--json"))
    assert set(one) == SETTLEMENT
    assert (one["case_number"], one["invoice_number"], one["settlement_date"], one["currency"]) == ("5000001", "A-1", "2026-01-01", "NOK")
    served.norway.debtors_pay()
    assert len(lines(amili("settlements", "list", "--json"))) == 3
    assert len(lines(amili("settlements", "list", "--limit", "2", "--json"))) == 2
    assert one["settlement_id"] in amili("settlements", "list").stdout


def test_the_filters_are_those_of_the_api(served: Served, amili: Amili) -> None:
    assert amili("settlements", "list", "--from", "2024-01-15", "--to", "2024-02-15", "--page-size", "7").exit_code == 0
    assert dict(served.requests[-1].query) == {"fromDate": "2024-01-15", "toDate": "2024-02-15", "pageSize": "7"}


@pytest.mark.usefixtures("served")
def test_one(amili: Amili) -> None:
    [one] = lines(amili("settlements", "list", "--json"))
    assert only(amili("settlements", "get", one["settlement_id"], "--json")) == one
    human = amili("settlements", "get", one["settlement_id"])
    assert human.exit_code == 0
    assert "A-1" in human.stdout
    unknown = amili("settlements", "get", NOBODYS)
    assert unknown.exit_code == 1
    assert "404" in unknown.stderr
    assert amili("settlements", "get", "A-1").exit_code == 3


@pytest.mark.usefixtures("served")
def test_what_the_pages_do_not_show_is_only_shown_when_that_is_asked(amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Served.handle

    def more(self: Served, request: SandboxRequest) -> SandboxResponse:
        response = honest(self, request)
        if not request.path.endswith("/settlements"):
            return response
        document = decode_json(response.body)
        document["data"][0] |= {"mainAmount": Decimal("1000.10"), "payer": {"name": "Kari"}}
        return evolve(response, body=encode_json(document))

    monkeypatch.setattr(Served, "handle", more)
    quiet = amili("settlements", "list", "--json")
    assert "Kari" not in quiet.output
    assert "mainAmount" not in quiet.output
    assert only(amili("settlements", "list", "--other", "--json"))["other"] == {"mainAmount": "1000.10", "payer": {"name": "Kari"}}
    assert "mainAmount: 1000.10" in amili("settlements", "list", "--other").stdout


def test_a_file_that_grows(served: Served, amili: Amili, clock: VirtualClock, tmp_path: Path) -> None:
    file = tmp_path / "settlements.jsonl"
    export = ("settlements", "export", "--to", str(file))
    first = only(amili(*export, "--json"))
    assert first == {"ok": True, "exit_code": 0, "file": str(file), "written": 1, "since": "2026-01-01"}
    assert only(amili(*export, "--json"))["written"] == 0
    clock.advance(2 * 86400)
    served.norway.debtors_pay("5000002")
    served.faults.add("status:GET:/settlements:status=400")
    assert amili(*export).exit_code == 1
    assert "1 settlement added" in amili(*export).stdout
    written = [json.loads(line) for line in file.read_text().splitlines()]
    assert [one["invoiceNumber"] for one in written] == ["A-1", "A-2"]


def test_a_new_file_that_follows_an_older_one(served: Served, amili: Amili, clock: VirtualClock, tmp_path: Path) -> None:
    old, new = tmp_path / "2025.csv", tmp_path / "2026.csv"
    assert amili("settlements", "export", "--to", str(old)).exit_code == 0
    served.norway.debtors_pay("5000002")
    assert only(amili("settlements", "export", "--to", str(new), "--point", f"{old}.point", "--json"))["written"] == 1
    with new.open(newline="") as file:
        assert [row["invoiceNumber"] for row in csv.DictReader(file)] == ["A-2"]
    clock.advance(86400)
    served.norway.debtors_pay("5000003")
    latest = tmp_path / "latest.csv"
    assert only(amili("settlements", "export", "--to", str(latest), "--since", "2026-01-02", "--json"))["written"] == 1


def test_an_export_of_nothing_can_be_followed(serve: Serve, amili: Amili, tmp_path: Path) -> None:
    serve()
    none, some = tmp_path / "none.csv", tmp_path / "some.csv"
    assert "nothing yet" in amili("settlements", "export", "--to", str(none)).stdout
    assert only(amili("settlements", "export", "--to", str(some), "--point", f"{none}.point", "--json"))["written"] == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export",), 2),
        (("export", "--to", "s.txt"), 3),
        (("export", "--to", "s.csv", "--point", "nowhere"), 3),
        (("export", "--to", "s.csv", "--point", __file__), 3),
        (("export", "--to", "s.csv", "--point", "p", "--since", "2024-01-01"), 2),
        (("export", "--to", "s.csv", "--since", "2024-01-01T00:00:00Z"), 2),
        (("list", "--from", "soon"), 2),
        (("list", "--from", "2024-02-01", "--to", "2024-01-01"), 3),
        (("get",), 2),
        (("list", "--organization-id", ELSEWHERE), 7),
    ],
)
@pytest.mark.usefixtures("served")
def test_what_cannot_be_right(amili: Amili, arguments: Sequence[str], code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert amili("settlements", *arguments).exit_code == code


@pytest.mark.usefixtures("served")
def test_a_file_without_its_point_and_one_of_sweden_are_not_touched(amili: Amili, tmp_path: Path) -> None:
    file = tmp_path / "settlements.csv"
    file.write_text("precious")
    assert amili("settlements", "export", "--to", str(file)).exit_code == 3
    assert file.read_text() == "precious"
    swedish = tmp_path / "payouts.csv"
    assert amili("se", "payouts", "export", "--to", str(swedish)).exit_code == 0
    before = swedish.read_bytes()
    assert amili("settlements", "export", "--to", str(tmp_path / "new.csv"), "--point", f"{swedish}.point").exit_code in (0, 3)
    assert swedish.read_bytes() == before
