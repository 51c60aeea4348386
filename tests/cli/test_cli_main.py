"""The entry points, the help, and what happens when an extra is missing."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

import amili_ext
import amili_ext.cli
from amili_ext.cli.exits import MEANINGS
from amili_ext.errors import ConfigurationError

from .conftest import Amili, all_commands


def test_version(amili: Amili) -> None:
    assert amili("--version").stdout == f"amili {amili_ext.__version__}\n"


def test_the_help_lists_the_exit_codes(amili: Amili) -> None:
    text = " ".join(amili("--help").stdout.split())
    for code, meaning in MEANINGS.items():
        assert f"{code.value} {meaning}" in text
    for name in (
        "demo",
        "sandbox",
        "token",
        "keygen",
        "invoices",
        "batches",
        "cases",
        "payments",
        "corrections",
        "settlements",
        "webhooks",
        "arm",
        "se",
    ):
        assert re.search(rf"\b{name}\b", text)


@pytest.mark.parametrize("command", [name for name, command in all_commands() if not hasattr(command, "commands")], ids=" ".join)
def test_every_help_says_where_the_exit_codes_are(amili: Amili, command: Sequence[str]) -> None:
    result = amili(*command, "--help")
    assert result.exit_code == 0
    assert "What the exit codes mean: amili --help" in result.stdout
    assert "--json" in result.stdout


def test_a_short_help(amili: Amili) -> None:
    assert amili("-h").stdout == amili("--help").stdout
    for group in ("arm", "se"):
        assert amili(group, "-h").stdout == amili(group, "--help").stdout


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_extra_it_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, module in list(vars(amili_ext.cli).items()):
        if isinstance(module, ModuleType):
            monkeypatch.setattr(amili_ext.cli, name, module)  # so that it is itself again afterwards
    for name in list(sys.modules):
        if name.partition(".")[0] == missing or (name.startswith("amili_ext.cli.") and name != "amili_ext.cli.exits"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    assert amili_ext.cli.main([]) == 3
    assert 'pip install "amili-ext[cli]"' in capsys.readouterr().err


def test_another_missing_module_is_not_mistaken_for_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "amili_ext.cli.app", None)
    with pytest.raises(ImportError):
        amili_ext.cli.main([])


def test_without_the_sandbox_only_its_commands_fail(amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ConfigurationError(f'{name} needs starlette, which is not installed: pip install "amili-ext[sandbox]"')

    monkeypatch.setattr(amili_ext.sandbox, "__getattr__", missing)
    for name in ("Sandbox", "SandboxSettings", "running", "serve"):
        monkeypatch.delitem(vars(amili_ext.sandbox), name, raising=False)
    for command in ("demo", "sandbox"):
        result = amili(command)
        assert result.exit_code == 3
        assert "amili-ext[sandbox]" in result.stderr


@pytest.mark.parametrize(
    "start", [lambda: amili_ext.cli.main(["--version"]), lambda: runpy.run_module("amili_ext.cli", run_name="__main__")]
)
def test_the_script_and_the_module_end_with_the_code(start: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["amili", "--version"])
    with pytest.raises(SystemExit) as caught:
        start()  # type: ignore[operator] # it is a function
    assert caught.value.code == 0


def test_no_module_prints_but_the_screen() -> None:
    here = Path(amili_ext.cli.__file__).parent
    for path in here.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 350
        if path.name not in {"output.py", "__init__.py"}:
            assert "sys.stdout" not in text, path
