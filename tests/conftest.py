"""What all tests share: no network but loopback, a clock that jumps, and a client of a sandbox in the same process.

A test that wants another sandbox makes it with `make_amili`; nothing here opens a socket.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest

from amili_ext import Norway, testing
from amili_ext.sandbox import Sandbox, SandboxSettings

# How long an example takes is a matter of the machine, and no promise. In CI the same examples come every time, so that a red run is about
# the change; everywhere else they are new ones.
_SLOW_IS_FINE = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large]
hypothesis.settings.register_profile("amili", deadline=None, suppress_health_check=_SLOW_IS_FINE, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("amili")

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkBlockedError(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """No test reaches the internet, not even by mistake."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        look_up = socket.getaddrinfo

        def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
            if host is not None and (host.decode() if isinstance(host, bytes) else host) not in _LOOPBACK:
                raise NetworkBlockedError(f"a test wanted to look up {host}")
            return look_up(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in _LOOPBACK:
            raise NetworkBlockedError(f"a test wanted to connect to {address[0]}")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither the developer's environment variables nor their configuration file nor their proxy reach a test."""
    for name in list(os.environ):
        if name.startswith("AMILI_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def clock() -> testing.VirtualClock:
    """Shared by the client and the sandbox of a test."""
    return testing.VirtualClock()


@pytest.fixture
def sandbox(clock: testing.VirtualClock) -> Iterator[Sandbox]:
    """Batches take five seconds, as on the Example Workflow page."""
    with Sandbox(SandboxSettings(processing_delay=5), clock=clock.time) as sandbox:
        yield sandbox


@pytest.fixture
def amili(sandbox: Sandbox, clock: testing.VirtualClock) -> Norway:
    """A client of that sandbox."""
    return testing.norway(sandbox, clock=clock)
