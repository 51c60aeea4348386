"""Sandboxes with chosen behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from amili_ext import testing
from amili_ext.sandbox import Sandbox, SandboxSettings
from tests.norway.collection.world import MakeWorld, World, invoice


@pytest.fixture
def make_world(clock: testing.VirtualClock) -> Iterator[MakeWorld]:
    """A world whose sandbox has these settings and faults."""
    with ExitStack() as stack:

        def make(*faults: str, **settings: Any) -> World:
            sandbox = stack.enter_context(Sandbox(SandboxSettings(**{"processing_delay": 5.0, **settings}), clock=clock.time))
            for fault in faults:
                sandbox.faults.add(fault)
            return World(sandbox, clock)

        yield make


@pytest.fixture
def two() -> list[dict[str, Any]]:
    """Two invoices that Amili takes."""
    return [invoice("A-1"), invoice("A-2")]
