"""Times that the server writes are held against the server's own clock, as far as that is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amili_ext.endpoint import ServerClock
from amili_ext.errors import NotFoundError
from amili_ext.flow import Instant, Reply
from amili_ext.testing import VirtualClock

from .support import BATCH, Server, client, complete, in_each_world

TEN_PAST = Instant(datetime(2026, 1, 1, 0, 10, tzinfo=UTC), 5)


@pytest.mark.parametrize("ahead", [-600, 0, 600])
def test_how_far_the_servers_clock_is_ahead_is_learned_from_its_date(ahead: int) -> None:
    clock, now = ServerClock(), Instant(datetime(2026, 1, 1, 0, 10, tzinfo=UTC), 5)
    assert clock.ahead is None
    clock.observe(Reply(200), now)
    assert clock.ahead is None
    clock.observe(Reply(200, {"date": f"Thu, 01 Jan 2026 00:{10 + ahead // 60:02}:00 GMT"}), now)
    assert clock.ahead == ahead
    clock.observe(Reply(200, {"date": "no date"}), now)
    assert clock.ahead == ahead, "an answer without a date teaches nothing and makes nothing forgotten"
    clock.observe(Reply(200, {"date": "Thu, 01 Jan 2026 00:10:30 GMT"}), now)
    assert clock.ahead == 30, "clocks are set right, so the last one counts"


@in_each_world
def test_every_answer_teaches_the_servers_clock_an_error_too(world: str, clock: VirtualClock) -> None:
    amili = client(world, Server(Reply(404, {"date": "Thu, 01 Jan 2026 00:01:00 GMT"})), clock=clock)
    with pytest.raises(NotFoundError):
        complete(world, lambda: amili.batches.get(BATCH))
    assert amili._context.api.server_clock.ahead == 60


@pytest.mark.parametrize(
    ("ahead", "expected"), [(-600, datetime(2025, 12, 31, 23, 58, tzinfo=UTC)), (600, datetime(2026, 1, 1, 0, 18, tzinfo=UTC))]
)
def test_a_moment_before_another_is_one_of_the_servers_clock(ahead: int, expected: datetime) -> None:
    clock = ServerClock()
    clock.ahead = ahead
    assert clock.earlier(TEN_PAST, timedelta(minutes=2)) == expected


@pytest.mark.parametrize(("margin", "days"), [(timedelta(minutes=2), 1), (timedelta(days=3), 3)])
def test_while_the_servers_clock_is_unknown_ours_may_be_a_day_wrong(margin: timedelta, days: int) -> None:
    assert ServerClock().earlier(TEN_PAST, margin) == TEN_PAST.wall - timedelta(days=days)
