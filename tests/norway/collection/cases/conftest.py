"""An office with two cases, whose clients try everything once."""

from __future__ import annotations

import pytest
from attrs import evolve

from amili_ext.retry import NO_RETRY
from amili_ext.testing import VirtualClock
from tests.norway.collection.cases.desk import NUMBER
from tests.norway.collection.cases.office import Office


@pytest.fixture
def office(clock: VirtualClock) -> Office:
    office = Office(clock, NUMBER, "5000002")
    office.context = evolve(office.context, api=evolve(office.context.api, retry=NO_RETRY))
    return office
