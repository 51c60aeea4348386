"""Promise 7: the pauses are those that the Example Workflow page recommends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import PollSchedule
from amili_ext.polling import DOCUMENTED_MAX_WAIT, DOCUMENTED_SCHEDULE


def test_the_documented_schedule_is_the_default() -> None:
    """ "Attempt 1: wait 1 s, Attempt 2: wait 2 s, Attempt 3: wait 4 s, Attempt 4: wait 8 s … Max interval: 30 s, Timeout after: 5 min"."""
    assert [DOCUMENTED_SCHEDULE.pause(looks) for looks in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert PollSchedule() == DOCUMENTED_SCHEDULE
    assert DOCUMENTED_MAX_WAIT == 5 * 60


@given(st.floats(0.001, 1000), st.floats(1, 10), st.floats(0.001, 1000), st.integers(0, 10**9))
def test_pauses_never_shrink_and_never_exceed_the_longest(first: float, factor: float, longest: float, looks: int) -> None:
    schedule = PollSchedule(first, factor, longest)
    assert 0 < schedule.pause(looks) <= schedule.pause(looks + 1) <= longest


@pytest.mark.parametrize("wrong", [{"first": 0}, {"first": -1}, {"factor": 0.5}, {"longest": 0}])
def test_a_schedule_that_would_spin_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PollSchedule(**wrong)
