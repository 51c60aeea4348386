"""The commands run in this process, against a sandbox on a loopback socket, on a clock that jumps: nothing here waits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import typer
from amili_client.runtime import encode_json
from typer.testing import CliRunner, Result

from amili_ext.cli import options
from amili_ext.cli.app import app
from amili_ext.sandbox import Sandbox, SandboxRequest, SandboxResponse, SandboxSettings, SwedenSettings, running
from amili_ext.testing import VirtualClock


class Served(Sandbox):
    """A sandbox that keeps what it was asked."""

    def __init__(self, settings: SandboxSettings, **more: Any) -> None:
        super().__init__(settings, **more)
        self.requests: list[SandboxRequest] = []

    def handle(self, request: SandboxRequest) -> SandboxResponse:
        self.requests.append(request)
        return super().handle(request)

    @property
    def posted(self) -> list[bytes]:
        """The bodies of all Norwegian submissions."""
        return self.sent("/invoices")

    def sent(self, end_of_path: str) -> list[bytes]:
        """The bodies of all requests that write there."""
        return [
            request.body for request in self.requests if request.method in {"POST", "PUT", "PATCH"} and request.path.endswith(end_of_path)
        ]


Serve = Callable[..., Served]
Amili = Callable[..., Result]
Write = Callable[[str, object], str]


@pytest.fixture
def serve(clock: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Start a sandbox with these settings and point the command line at it."""
    with ExitStack() as stack:

        def start(*, real_clock: bool = False, **settings: Any) -> Served:
            defaults: dict[str, Any] = {"processing_delay": 0, "sweden": SwedenSettings(initialization_delay=0, payout_delay=0)}
            more = {} if real_clock else {"clock": clock.time}
            served = stack.enter_context(Served(SandboxSettings(**defaults | settings), **more))
            url = stack.enter_context(running(served))
            monkeypatch.setenv("AMILI_NORWAY_ENVIRONMENT", "sandbox")
            monkeypatch.setenv("AMILI_NORWAY_AUTH_URL", url)
            monkeypatch.setenv("AMILI_NORWAY_COLLECTION_URL", f"{url}/collection/v1")
            monkeypatch.setenv("AMILI_NORWAY_ARM_URL", f"{url}/arm/v1")
            monkeypatch.setenv("AMILI_SWEDEN_ENVIRONMENT", "sandbox")
            monkeypatch.setenv("AMILI_SWEDEN_BASE_URL", f"{url}/ada")
            if not real_clock:
                monkeypatch.setattr(options, "make_clock", lambda: clock)
            return served

        yield start


@pytest.fixture
def amili() -> Amili:
    """Run the command line; what it ends with is an exit code and never an exception."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, arguments, input=stdin, prog_name="amili")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file: bytes and text as they are, a list to `.jsonl` as lines, anything else as JSON."""

    def to_file(name: str, content: object) -> str:
        path = tmp_path / name
        if isinstance(content, str | bytes):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        elif path.suffix == ".jsonl" and isinstance(content, Sequence):
            path.write_bytes(b"".join(encode_json(one) + b"\n" for one in content))
        else:
            path.write_bytes(encode_json(content))
        return str(path)

    return to_file


def all_commands() -> list[tuple[tuple[str, ...], Any]]:
    """Every command and every group of commands, by what is typed after `amili`."""

    def under(command: Any, name: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
        yield name, command
        for word, inner in getattr(command, "commands", {}).items():
            yield from under(inner, (*name, word))

    return list(under(typer.main.get_command(app), ()))


def lines(result: Result) -> list[Any]:
    """Stdout as JSON lines."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def only(result: Result) -> Any:
    """The one JSON document that stdout is."""
    [document] = lines(result)
    return document
