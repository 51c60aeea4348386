"""What callers test their own code with behaves like the real thing, in no time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amili_ext import NO_RETRY, testing
from amili_ext.errors import TransportError, UnreadableResponseError
from amili_ext.sandbox import Fault, Sandbox, SandboxSettings
from amili_ext.sandbox.norway.examples import documented_invoice
from amili_ext.testing import VirtualClock

from .support import BATCH, Threads, complete, in_each_world

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@in_each_world
def test_sleeping_takes_no_time_but_passes_it_on_both_scales(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: pytest.fail("it slept"))
    clock = VirtualClock()
    begin = clock.now()
    if world == "blocking":
        clock.sleep(90)
    else:
        complete(world, lambda: clock.sleep_async(90))
    assert (clock.now().wall - begin.wall, clock.now().monotonic - begin.monotonic) == (timedelta(seconds=90), 90)
    assert clock.slept == [90]


def test_time_that_passes_by_itself_is_no_sleep() -> None:
    clock = VirtualClock()
    assert (clock.now().wall, clock.now().monotonic) == (BEGIN, 0)
    clock.advance(5)
    assert clock.time() == BEGIN + timedelta(seconds=5)
    assert clock.slept == []


def test_a_wrong_wall_clock_deceives_the_client_and_not_the_sandbox_nor_the_monotonic_clock() -> None:
    clock = VirtualClock(datetime(2030, 5, 5, tzinfo=UTC))
    clock.set_wrong(-600)
    assert clock.time() == datetime(2030, 5, 5, tzinfo=UTC)
    assert clock.now().wall == datetime(2030, 5, 4, 23, 50, tzinfo=UTC)
    assert clock.now().monotonic == 0


def test_threads_may_share_it() -> None:
    clock = VirtualClock()
    Threads(*[lambda: [clock.sleep(1) for _ in range(500)] for _ in range(4)]).results()
    assert clock.time() == BEGIN + timedelta(seconds=2000)
    assert len(clock.slept) == 2000


def client_of(world: str, sandbox: Sandbox, **arguments: Any) -> Any:
    return (testing.norway if world == "blocking" else testing.async_norway)(sandbox, **arguments)


@in_each_world
def test_a_client_of_a_sandbox_in_the_same_process_does_what_the_real_one_does(world: str, sandbox: Sandbox, clock: VirtualClock) -> None:
    amili = client_of(world, sandbox, clock=clock)
    result = complete(world, lambda: amili.invoices.submit_and_wait([documented_invoice()]))
    assert result.complete
    assert amili.environment == "sandbox"
    # The sandbox takes five seconds; the documented looks are after 1, 3 and 7.
    assert clock.slept == [1, 2, 4]


@in_each_world
@pytest.mark.parametrize("kind", ["drop_before_commit", "drop_after_commit"])
def test_a_connection_that_the_sandbox_cuts_is_cut_for_the_client(world: str, kind: str, sandbox: Sandbox, clock: VirtualClock) -> None:
    amili = client_of(world, sandbox, clock=clock, retry=NO_RETRY)
    sandbox.faults.add(Fault(kind=kind, method="GET"))
    with pytest.raises(TransportError) as caught:
        complete(world, lambda: amili.batches.get(BATCH))
    assert caught.value.sent


@in_each_world
def test_a_page_of_a_proxy_is_one_for_the_client(world: str, sandbox: Sandbox, clock: VirtualClock) -> None:
    amili = client_of(world, sandbox, clock=clock)
    sandbox.faults.add(Fault(kind="html", method="GET"))
    with pytest.raises(UnreadableResponseError, match="is a proxy answering"):
        complete(world, lambda: amili.batches.get(BATCH))


@in_each_world
def test_arguments_reach_the_client(world: str, clock: VirtualClock) -> None:
    other = "11111111-2222-4333-8444-555555555555"
    with Sandbox(SandboxSettings(client_secret="another", organizations=(other,)), clock=clock.time) as sandbox:
        amili = client_of(world, sandbox, clock=clock, client_secret="another", organization_id=other)
        assert complete(world, amili.batches.list) == []
        assert str(amili.organization_id) == other
