"""`amili keygen`: a file that only its owner reads, and a public key to register."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from amili_ext.sweden.keys import ALGORITHMS, PrivateKey

from .conftest import Amili, only


def private_lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if not line.startswith("-----")]


@pytest.mark.parametrize("algorithm", [None, *ALGORITHMS])
def test_a_key_pair(algorithm: str | None, amili: Amili, tmp_path: Path) -> None:
    path = tmp_path / "amili.pem"
    result = amili("keygen", "--out", str(path), *(("--algorithm", algorithm) if algorithm else ()))
    assert result.exit_code == 0
    load_pem_public_key(result.stdout.encode())
    key = PrivateKey.load(path, algorithm=algorithm)
    assert key.algorithm == (algorithm or "ES256")
    assert result.stdout == key.public_pem, "stdout is the public key and nothing else, as a file would hold it"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or sys.platform == "win32"
    assert not any(line in result.output for line in private_lines(path))
    assert f"for {key.algorithm}" in result.stderr
    assert key.fingerprint[:16] in result.stderr
    assert f"AMILI_SWEDEN_PRIVATE_KEY={path}" in result.stderr


@pytest.mark.parametrize(("algorithm", "told"), [("ES512", False), ("RS256", False), ("RS384", True), ("RS512", True)])
def test_what_does_not_follow_from_the_key_is_told(algorithm: str, told: bool, amili: Amili, tmp_path: Path) -> None:
    result = amili("keygen", "--out", str(tmp_path / "key"), "--algorithm", algorithm)
    assert (f"AMILI_SWEDEN_ALGORITHM={algorithm}" in result.stderr) == told


def test_as_a_document(amili: Amili, tmp_path: Path) -> None:
    path = tmp_path / "amili.pem"
    result = amili("keygen", "--out", str(path), "--algorithm", "ES384", "--json")
    key = PrivateKey.load(path)
    assert only(result) == {
        "ok": True,
        "exit_code": 0,
        "algorithm": "ES384",
        "private_key": str(path),
        "public_key": key.public_pem,
        "fingerprint": key.fingerprint,
    }
    assert not any(line in result.output for line in private_lines(path))


def test_the_path_is_told_so_that_it_works_anywhere(amili: Amili, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert only(amili("keygen", "--out", "key.pem", "--json"))["private_key"] == str(tmp_path / "key.pem")
    assert only(amili("keygen", "--out", "~/key.pem", "--json"))["private_key"] == str(Path.home() / "key.pem")
    assert (Path.home() / "key.pem").exists()


@pytest.mark.parametrize("as_json", [True, False])
def test_an_existing_file_is_left_alone(as_json: bool, amili: Amili, tmp_path: Path) -> None:
    path = tmp_path / "amili.pem"
    path.write_text("the only copy")
    result = amili("keygen", "--out", str(path), *(("--json",) if as_json else ()))
    assert result.exit_code == 3
    assert "exists already" in result.stderr
    assert "PUBLIC KEY" not in result.output
    assert path.read_text() == "the only copy"
    if as_json:
        assert only(result)["error"]["type"] == "ConfigurationError"


def test_a_directory_that_does_not_exist(amili: Amili, tmp_path: Path) -> None:
    result = amili("keygen", "--out", str(tmp_path / "none" / "key.pem"))
    assert result.exit_code == 3
    assert "its directory does not exist" in result.stderr
    assert not (tmp_path / "none").exists()


def test_the_command_line_is_checked(amili: Amili, tmp_path: Path) -> None:
    assert amili("keygen").exit_code == 2
    assert amili("keygen", "--out", str(tmp_path / "key"), "--algorithm", "HS256").exit_code == 2
    assert list(tmp_path.glob("key*")) == []


def test_without_the_extra_it_says_what_to_install(amili: Amili, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jwt", None)
    result = amili("keygen", "--out", str(tmp_path / "key"))
    assert result.exit_code == 3
    assert 'pip install "amili-ext[sweden]"' in result.stderr
    assert not (tmp_path / "key").exists()


def test_the_help(amili: Amili) -> None:
    result = amili("keygen", "--help")
    assert result.exit_code == 0
    for word in ("--out", "--algorithm", "ES256", "RS512", "--json", "What the exit codes mean: amili --help"):
        assert word in result.stdout
    assert "keygen" in amili("--help").stdout
