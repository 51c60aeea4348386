"""The real clock tells the time on both scales and sleeps by this machine."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from amili_ext.clock import SystemClock

from .support import complete


def test_the_wall_time_is_aware_utc_and_the_monotonic_time_is_the_processs() -> None:
    before, before_wall = time.monotonic(), datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now.monotonic <= time.monotonic()
    assert now.wall.utcoffset() == timedelta(0)
    assert before_wall <= now.wall <= datetime.now(UTC)


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_the_async_sleep_lets_the_loop_go_on(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: pytest.fail("it blocked the thread"))
    assert complete(world, lambda: SystemClock().sleep_async(0)) is None


def test_the_blocking_sleep_blocks_for_as_long_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    SystemClock().sleep(1.5)
    assert slept == [1.5]
