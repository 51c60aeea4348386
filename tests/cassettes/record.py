"""Records the cassettes: `nox -s record`, or `python -m tests.cassettes.record [NAME …]` for those whose name holds one of these words.

From the embedded sandbox, on a socket of this machine: its clock is the client's and jumps, its ids count, its tokens follow from them, and
the client's dice always fall the same way, so recording again writes the same bytes until the client or the sandbox behaves differently.

With AMILI_RECORD=staging and credentials (AMILI_NORWAY_CLIENT_ID, AMILI_NORWAY_CLIENT_SECRET, AMILI_NORWAY_ORGANIZATION_ID) from Amili's
staging, as far as a scenario can be played there. Invoice numbers are new each time then, and waiting takes the time that it takes.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from attrs import asdict, frozen

from amili_ext import Norway
from amili_ext.clock import Clock, SystemClock
from amili_ext.norway.environments import ENVIRONMENTS
from amili_ext.sandbox import Sandbox, SandboxSettings, running
from amili_ext.testing import VirtualClock
from tests.cassettes import transcribe
from tests.cassettes.driving import play
from tests.cassettes.scenarios import SCENARIOS, Scenario
from tests.cassettes.tape import CASSETTES, make_vcr, path_of

STAGING = ENVIRONMENTS["staging"]
START = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
"""When the exchange on the Example Workflow page took place; what is recorded from the sandbox takes place then, too."""


class UnexpectedSummaryError(Exception):
    """A scenario did not end as it must; no cassette was written."""


@frozen
class Studio:
    """Where a scenario is recorded.

    Attributes:
        amili: the client.
        recorded_from: `sandbox` or `staging`.
        series: how invoice numbers begin.
        started_at: by the client's clock.
        rewrite: turns the address of a request into the one on the cassette.
    """

    amili: Norway
    recorded_from: str
    series: str
    started_at: datetime
    rewrite: Callable[[str], str] | None = None


OpenStudio = Callable[[Scenario], AbstractContextManager[Studio]]


@contextmanager
def sandbox_studio(scenario: Scenario) -> Generator[Studio]:
    """A fresh sandbox on a socket, in which nothing is left to chance."""
    clock = VirtualClock(START)
    numbers = count(1)
    settings = SandboxSettings(public_url=STAGING.collection_url.removesuffix("/collection/v1"), **scenario.settings)
    with (
        _dice_at_rest(),
        Sandbox(settings, clock=clock.time, new_id=lambda: UUID(int=next(numbers), version=4)) as sandbox,
        running(sandbox) as url,
        httpx.Client(trust_env=False) as http,
    ):
        for fault in scenario.faults:
            sandbox.faults.add(fault)
        addresses: dict[str, Any] = {"environment": "sandbox", "auth_url": url, "collection_url": f"{url}/collection/v1"}
        amili = Norway(http_client=http, clock=clock, **addresses, **scenario.options)

        def rewrite(address: str) -> str:
            return address.replace(f"{url}/token", f"{STAGING.auth_url}/token").replace(f"{url}/collection/v1", STAGING.collection_url)

        yield Studio(amili, "sandbox", "2024", START, rewrite)


@contextmanager
def staging_studio(scenario: Scenario, *, http_client: httpx.Client | None = None, clock: Clock | None = None) -> Generator[Studio]:
    """Amili's staging, with the credentials in the environment. Its addresses are fixed: no setting sends a test invoice to production."""
    clock = clock or SystemClock()
    now = clock.now().wall
    with Norway(environment="staging", http_client=http_client, clock=clock, **asdict(STAGING), **scenario.options) as amili:
        yield Studio(amili, "staging", f"R{now:%Y%m%d%H%M%S}", now)


def record(scenario: Scenario, open_studio: OpenStudio = sandbox_studio, folder: Path = CASSETTES) -> Path:
    """Play a scenario and write its cassette; if it does not end as it must, the old one stays."""
    path = path_of(scenario.name, folder)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with open_studio(scenario) as studio, make_vcr("all", studio.rewrite).use_cassette(fresh) as cassette:
        summary = play(scenario.steps(studio.amili, studio.series))
        if summary != scenario.expected:
            raise UnexpectedSummaryError(f"{scenario.name} ended with {summary}, not with {scenario.expected}")
        about = {
            "shows": scenario.shows,
            "recorded_from": studio.recorded_from,
            "started_at": studio.started_at.isoformat(),
            "series": studio.series,
            "organization_id": str(studio.amili.organization_id),
        }
        for name, value in about.items():
            cassette.get_metadata(name, value)
    return fresh.replace(path)


@contextmanager
def _dice_at_rest() -> Iterator[None]:
    """Pauses and token lives have a random part, which shows in the times on a cassette."""
    state = random.getstate()
    random.seed(1)
    try:
        yield
    finally:
        random.setstate(state)


def main(words: Sequence[str] = (), say: Callable[[str], None] = print, folder: Path = CASSETTES) -> None:
    """Record all scenarios, or those whose name holds one of the words."""
    staging = os.environ.get("AMILI_RECORD") == "staging"
    for scenario in SCENARIOS:
        if words and not any(word in scenario.name for word in words):
            continue
        if staging and scenario.sandbox_only:
            say(f"skipped   {scenario.name}: {scenario.sandbox_only}")
            continue
        path = record(scenario, staging_studio if staging else sandbox_studio, folder)
        say(f"recorded  {path.relative_to(folder)} from {'staging' if staging else 'the sandbox'}")
    if not words:
        say(f"transcribed {transcribe.main(folder).relative_to(folder)} from the Example Workflow page")


if __name__ == "__main__":
    main(sys.argv[1:])
