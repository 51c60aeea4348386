"""No public file holds a secret or a person, and the scanner that says so is not blind."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.cassettes import scanner
from tests.cassettes.scanner import scan, scan_file
from tests.cassettes.tape import CASSETTES, path_of

ROOT = CASSETTES.parent
DATA = ("txt", "json", "jsonl", "yaml", "csv", "toml")
FILES = sorted(
    path
    for path in (
        *CASSETTES.rglob("*"),
        *ROOT.glob("*.md"),
        *(ROOT / "spec").rglob("*.yaml"),
        *(ROOT / "spec").rglob("*.md"),
        *(path for ending in DATA for path in (ROOT / "tests").rglob(f"*.{ending}")),
    )
    if path.is_file()
)


def test_files_are_clean() -> None:
    assert {str(path.relative_to(ROOT)): found for path in FILES if (found := scan_file(path))} == {}


def test_all_cassettes_are_among_them() -> None:
    assert set(CASSETTES.rglob("*.yaml")) <= set(FILES)
    assert len(set(CASSETTES.rglob("*.yaml"))) > 45


# None of these is anybody's: identity numbers are synthetic ones, with 80 added to the month, or the Swedish tax agency's example; no phone
# number in Norway begins with 0 or 20; the JWT is unsigned, and in two pieces so that scanners of repositories do not trip over this file.
JWT = "ey" + "JhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."
PEM = "-----BEGIN " + "EC PRIVATE KEY-----"
ID, ETAG, KEY = "0f" * 12, "0f" * 20, "0f" * 16
NORWAY, SWEDEN = "norway/collection/workflow", "sweden/ada/case"
POISON = [
    ("jwt", "SCRUBBED-1", JWT),
    ("jwt", "Consulting services January 2024", f"see {JWT}"),
    ("token", '"access_token": "SCRUBBED-1"', '"access_token": "short"'),
    ("token", '"access_token": "SCRUBBED-1"', '"access_token": "SCRUBBED-1x"'),
    ("token", "Bearer SCRUBBED-1", "Bearer sandbox-0000"),
    ("token", "Bearer SCRUBBED-1", "Basic bXktaW50ZWdyYXRpb24="),
    ("secret", "client_secret=SCRUBBED", "client_secret=hunter2"),
    ("secret", "client_secret=SCRUBBED", "client_secret=s3cr3ts"),
    ("secret", '"status": "SUCCESS"', '"client_secret": "hunter2"'),
    ("cookie", "      date:\n", "      Set-Cookie:\n      - a=b\n      date:\n"),
    ("cookie", "      accept:\n", "      cookie:\n      - a=b\n      accept:\n"),
    ("hidden", "body: ''", "body: !!binary aGVsbG8="),
    ("random", "CUST-001", "sandbox-00000000000040008000000000000001"),
    ("random", "CUST-001", "9f86d081884c7d659a2feaa0c55ad015"),
    ("random", "CUST-001", "Zk3pQ9vL2mX8rT5wY1bN7cD4"),
    ("person", "12345678901", "12345678902"),
    ("person", "12345678901", "123456 78902"),
    ("person", "Storgata 1", "født 01819012345"),
    ("person", "12345678901", "19121212-1212"),
    ("person", "12345678901", "121212-1212"),
    ("person", "12345678901", "121212+1212"),
    ("person", "12345678901", "191212121212"),
    ("person", "12345678901", "1212121212"),
    ("person", "12345678901", "1212721212"),
    ("phone", "+4798765432", "+4798765433"),
    ("phone", "+4798765432", "+47 04 00 00 00"),
    ("phone", "+4798765432", "004604000000"),
    ("phone", "+4798765432", "20000000"),
    ("phone", "+4798765432", "200 00 000"),
    ("phone", "+4798765432", "04 00 00 00"),
    ("email", "kari.nordmann@example.com", "ola.nordmann@example.com"),
    ("email", "kari.nordmann@example.com", "kari.nordmann@example.com.example.org"),
    ("email", "kari.nordmann@example.com", "not.kari.nordmann@example.com"),
    ("email", "?PageSize=100", "?PageSize=100&q=ola%40example.org"),
]
POISON_IN_SWEDEN = [
    ("token", "      x-api-key:\n      - SCRUBBED-1", "      x-api-key:\n      - short"),
    ("token", "      x-api-key:\n      - SCRUBBED\n", f"      x-api-key:\n      - {KEY}\n"),
    ("token", '"access_token": "SCRUBBED-1"', f'"access_token": "{ID}"'),
    ("jwt", "SCRUBBED", JWT),
    ("key", "Consulting fee", PEM),
    ("secret", '"status": "completed"', '"api_code": "hunter2"'),
    ("signature", "&Signature=SCRUBBED", "&Signature=RI%2FVtRaYg"),
    ("signature", "GoogleAccessId=SCRUBBED", "GoogleAccessId=pod%40stage"),
    ("signature", "&Signature=SCRUBBED", "&X-Goog-Signature=abc"),
    # What looks like an id or a version where none belongs, or like neither where one does.
    ("random", "Consulting fee", ID),
    ("random", '"currency": "SEK"', f'"password": "{ID}"'),
    ("random", '"currency": "SEK"', f'"customer_number": "{ETAG}"'),
    ("random", '"_etag": "', f'"_id": "{ETAG}"\n"_etag": "'),
    ("random", '"_etag": "', f'"_etag": "{ETAG}0f'),
    ("random", '"creditor": "', f'"creditor": "{ID}0f'),
    ("random", '"creditor": "', f'"creditor": "{ID}-{KEY}'),
    ("random", "/creditor--payments\n", f"/creditor--payments/{KEY}\n"),
    ("random", "/creditor--payments\n", f"/keys/{ID}\n"),
    ("random", "/creditor--payments\n", f"/creditor--payments?where=%7B%22key%22%3A%22{ID}%22%7D\n"),
    ("random", "/creditor--payments\n", f"/creditor--payments?where=%7B%22creditor%22%3A%22{KEY}%22%7D\n"),
    ("person", "202501012385", "202501012386"),
    ("person", "202501012385", "191212121212"),
    ("person", "202501012385", "19121212+1212"),
    ("person", "202501012385", "121212-1212"),
    ("person", "202501012385", "1212721212"),
    ("person", "/creditor--payments\n", "/creditor--payments?where=%7B%22id%22%3A%22121212%2B1212%22%7D\n"),
    ("phone", "+46709876543", "+46700000000"),
    ("phone", "+46709876543", "+46 70 000 00 00"),
    ("phone", "+46709876543", "0700000000"),
    ("phone", "+46709876543", "070-000 00 00"),
    ("phone", "+46709876543", "08-000 000 00"),
    ("phone", "/creditor--payments\n", "/creditor--payments?to=%2B46700000000\n"),
    ("email", "jane.doe@domain.se", "john.doe@domain.se"),
    ("email", "/creditor--payments\n", "/creditor--payments?where=%7B%22email%22%3A%22john.doe%40domain.se%22%7D\n"),
]


@pytest.mark.parametrize(
    ("name", "kind", "clean", "poison"),
    [*((NORWAY, *poison) for poison in POISON), *((SWEDEN, *poison) for poison in POISON_IN_SWEDEN)],
)
def test_the_scanner_finds_it_in_a_poisoned_copy(name: str, kind: str, clean: str, poison: str, tmp_path: Path) -> None:
    text = path_of(name).read_text("utf-8")
    assert clean in text
    copy = tmp_path / "poisoned.yaml"
    copy.write_text(text.replace(clean, poison, 1), "utf-8")
    first = text[: text.index(clean)].count("\n") + 1
    lines = range(first, first + poison.count("\n") + 1)
    assert any(found.kind == kind and found.line in lines for found in scan_file(copy))


@pytest.mark.parametrize(
    "line",
    [
        f'"_id": "{ID}",',
        f"account: {ID}",
        f"- access_group: {ID}",
        f'"_cases": [\n  "{ID}",\n  "{ID}"\n]',
        f"_ocr_numbers: [{ID}]",
        f"uri: https://h/cases?where=%7B%22_id%22%3A%7B%22%24in%22%3A%5B%22{ID}%22%2C%22{ID}%22%5D%7D%7D",
        f"GET /creditors/{ID}?projection=x",
        f"https://storage.googleapis.com/b/e/cases/{ID}-{KEY}?Expires=1751640521&GoogleAccessId=...&Signature=...",
        f'"_etag": "{ETAG}"',
        f"_etag: {KEY}",
        f"if-match:\n- {ETAG}",
        "x-api-key: {your_access_token}",
        '"organization_no": "1122334455", "_ocr_numbers_ocr": "20251852687013699044"',
    ],
)
def test_ids_and_versions_may_stand_where_they_belong(line: str) -> None:
    assert list(scan(line)) == []


def test_a_finding_does_not_repeat_what_it_found(tmp_path: Path) -> None:
    copy = tmp_path / "poisoned.yaml"
    copy.write_text("mail: ola.nordmann@example.com", "utf-8")
    assert "ola" not in repr(scan_file(copy))


def test_the_scanner_shares_nothing_with_the_scrubber() -> None:
    tree = ast.parse(Path(scanner.__file__).read_text("utf-8"))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert imported <= {*sys.stdlib_module_names, "attrs"}
