"""Steady, a mock of an API that is driven by its OpenAPI document alone, in a process of its own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

STEADY = "steady"
PATIENCE = 60.0


def steady() -> str | None:
    """The program, if it is there."""
    return shutil.which(STEADY)


@contextmanager
def running(documents: Mapping[str, dict[str, Any]], folder: Path) -> Iterator[dict[str, str]]:
    """A mock of each document; gives the address of each."""
    with ExitStack() as mocks:
        ports = {name: mocks.enter_context(_started(name, content, folder)) for name, content in documents.items()}
        addresses = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        for name, address in addresses.items():
            _wait_for(name, address, folder)
        yield addresses


@contextmanager
def _started(name: str, content: dict[str, Any], folder: Path) -> Iterator[int]:
    program = steady()
    assert program, f"{STEADY} is not on the PATH"
    document = _file(folder, name, "json")
    document.write_text(json.dumps(content), "utf-8")
    port = _free_port()
    command = [program, "--host", "127.0.0.1", "--port", str(port), "--no-color", "--quiet", "--generator-seed", "1", str(document)]
    with _file(folder, name, "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603  # no shell, no outside words
    try:
        yield port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _file(folder: Path, name: str, suffix: str) -> Path:
    return folder / f"{name.replace('/', '-')}.{suffix}"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(name: str, address: str, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/_x-steady/health", timeout=5, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the mock of {name} did not start: {_file(folder, name, 'log').read_text('utf-8', 'replace')[-2000:]}")
