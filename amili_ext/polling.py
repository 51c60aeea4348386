"""When to look again: the schedule that Amili's Example Workflow page recommends, as plain data.

Wait 1 s, look; wait 2 s, look; 4 s, 8 s, … at most 30 s between two looks; give up after 5 minutes.
Page: https://docs.amili.dev/example-workflow-359631m0, "Recommended Polling Strategy".
"""

from __future__ import annotations

from attrs import field, frozen, validators

DOCUMENTED_MAX_WAIT = 300.0
"""Seconds after which the page says to give up."""


@frozen
class PollSchedule:
    """Pauses between looks, in seconds.

    Attributes:
        first: before the first look.
        factor: how much longer each pause is than the one before.
        longest: no pause is longer than this.
    """

    first: float = field(default=1.0, validator=validators.gt(0))
    factor: float = field(default=2.0, validator=validators.ge(1))
    longest: float = field(default=30.0, validator=validators.gt(0))

    def pause(self, looks: int) -> float:
        """The pause before the next look, after so many looks."""
        # Bounded because a poll of several days would overflow the power.
        return min(self.longest, self.first * self.factor ** min(looks, 60))


DOCUMENTED_SCHEDULE = PollSchedule()

FALLBACK_SCHEDULE = PollSchedule(first=60.0, factor=2.0, longest=120.0)
"""For whoever is told when there is something to see, and looks by himself only in case that the message was lost."""
