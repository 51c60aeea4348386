"""The README says nothing that is not so: its code runs, its commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from amili_ext.cli.app import app
from amili_ext.clock import SystemClock
from amili_ext.sandbox import Sandbox, SandboxSettings, running
from amili_ext.sweden.example_key import API_CODE, private_key_pem

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def staging(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """What the examples call staging is a sandbox here, in which nothing takes time."""

    async def no_sleep(_clock: SystemClock, seconds: float) -> None:
        pass

    monkeypatch.setattr(SystemClock, "sleep", lambda _clock, seconds: None)
    monkeypatch.setattr(SystemClock, "sleep_async", no_sleep)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "invoice.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (tmp_path / "amili-key.pem").write_text(private_key_pem())
    monkeypatch.setenv("AMILI_SWEDEN_API_CODE", API_CODE)
    monkeypatch.setenv("AMILI_SWEDEN_PRIVATE_KEY", "amili-key.pem")
    with Sandbox(SandboxSettings(processing_delay=0)) as sandbox, running(sandbox) as url:
        monkeypatch.setenv("AMILI_NORWAY_AUTH_URL", url)
        monkeypatch.setenv("AMILI_NORWAY_COLLECTION_URL", f"{url}/collection/v1")
        monkeypatch.setenv("AMILI_NORWAY_ARM_URL", f"{url}/arm/v1")
        monkeypatch.setenv("AMILI_SWEDEN_BASE_URL", f"{url}/ada")
        monkeypatch.setenv("AMILI_NORWAY_CLIENT_ID", sandbox.settings.client_id)
        monkeypatch.setenv("AMILI_NORWAY_CLIENT_SECRET", sandbox.settings.client_secret)
        monkeypatch.setenv("AMILI_NORWAY_ORGANIZATION_ID", str(sandbox.settings.organizations[0]))
        yield sandbox


@pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")
@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.splitlines()[0])
@pytest.mark.usefixtures("staging")
def test_the_examples_run(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "README.md", "exec"), {"__name__": "__main__"})  # noqa: S102  # that is what is promised
    printed = capsys.readouterr().out
    if "INV-2024-00123" in block:
        assert re.match(r"INV-2024-00123 succeeded \S+$", printed.strip())
    if "invoices.trace" in block:
        assert printed.splitlines() == ["INV-2024-301 open 599.50", "INV-2024-302 paused 1000", "INV-2024-303 open 1000"]
    if "wait_all" in block:
        assert [line.split()[1:] for line in printed.splitlines()] == [["500", "0", "0"]] * 2
    if "88776655" in block:
        assert printed.splitlines() == ["88776655 succeeded", "543210 500002", "765432 500029"]
    if "778899" in block:
        registered, closed, count = printed.splitlines()
        assert re.fullmatch(r"778899 [0-9a-f]{24} \d{20}", registered)
        assert (closed, count) == ("True", "1")


def commands(program: str) -> list[list[str]]:
    lines = [line.partition("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    found = [shlex.split(part.strip()) for line in lines for part in line.split("&&")]
    return [command[1:] for command in found if command and command[0] == program]


@pytest.mark.parametrize("command", commands("amili"), ids=" ".join)
def test_the_command_line_knows_the_commands(command: list[str]) -> None:
    options = [word for word in command if word.startswith("--")]
    words = [word for word in command if re.fullmatch(r"[a-z]+", word)]
    told = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"})
    assert told.exit_code == 0, told.output
    assert not [option for option in options if option not in told.output]


def test_the_two_commands_and_all_named_sessions_exist() -> None:
    declared = re.findall(r"@nox\.session(\(.*\))?\ndef (\w+)", (ROOT / "noxfile.py").read_text("utf-8"))
    sessions = {(re.search(r'name="([\w-]+)"', arguments) or [name, name])[1] for arguments, name in declared}
    named = {name for names in re.findall(r"nox -s ((?:[a-z][\w-]* ?)+?)(?= --| *[`#\n])", README) for name in names.split()}
    assert {"demo", "tests", "generate", "generate_check", "bench", "record"} <= named <= sessions


def test_links_into_the_repository_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert not [target for target in targets if not (ROOT / target).exists()]
