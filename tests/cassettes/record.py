"""Records the cassettes: `nox -s record`, or `python -m tests.cassettes.record [NAME …]` for those whose name holds one of these words.

From the embedded sandbox, on a socket of this machine: its clock is the client's and jumps, its ids count, its tokens follow from them, and
the client's dice always fall the same way, so recording again writes the same bytes until the client or the sandbox behaves differently.

With AMILI_RECORD=staging (Norway) or AMILI_RECORD=amili_sandbox (Sweden) and the client's usual credentials in the environment, from Amili,
as far as a scenario can be played there. Invoice numbers are new each time then, and waiting takes the time that it takes.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from attrs import frozen

from amili_ext.clock import Clock, SystemClock
from amili_ext.sandbox import Sandbox, running
from amili_ext.testing import VirtualClock
from tests.cassettes import transcribe
from tests.cassettes.catalogue import COUNTRIES, SCENARIOS
from tests.cassettes.driving import Stage, play
from tests.cassettes.scenario import Scenario
from tests.cassettes.tape import CASSETTES, make_vcr, path_of


class UnexpectedSummaryError(Exception):
    """A scenario did not end as it must; no cassette was written."""


@frozen
class Studio:
    """Where a scenario is recorded.

    Attributes:
        amili: the client.
        clock: the client's.
        recorded_from: `sandbox`, or the name of an environment of Amili's.
        origin: the same in a sentence.
        series: how invoice numbers begin.
        started_at: by the client's clock.
        rewrite: turns the address of a request into the one on the cassette.
        stage: has the sandbox do something.
    """

    amili: Any
    clock: Clock
    recorded_from: str
    origin: str
    series: str
    started_at: datetime
    rewrite: Callable[[str], str] | None = None
    stage: Callable[[Stage], object] | None = None


OpenStudio = Callable[[Scenario], AbstractContextManager[Studio]]


@contextmanager
def sandbox_studio(scenario: Scenario) -> Generator[Studio]:
    """A fresh sandbox on a socket, in which nothing is left to chance."""
    country = scenario.country
    clock = VirtualClock(scenario.started_at)
    numbers = count(1)
    with (
        _dice_at_rest(),
        Sandbox(country.settings(scenario.settings), clock=clock.time, new_id=lambda: UUID(int=next(numbers), version=4)) as sandbox,
        running(sandbox) as url,
        httpx.Client(trust_env=False) as http,
    ):
        for fault in scenario.faults:
            sandbox.faults.add(fault)
        amili = country.client(http_client=http, clock=clock, environment="sandbox", **country.local(url), **scenario.options)
        origin = (
            "Recorded from the embedded sandbox by `nox -s record`; not typed, not edited. "
            f"The names of the hosts are those of {country.place}."
        )
        series = f"{scenario.started_at:%Y}"

        def stage(wanted: Stage) -> object:
            return getattr(country.part(sandbox), wanted.method)(*wanted.arguments)

        yield Studio(amili, clock, "sandbox", origin, series, scenario.started_at, lambda address: country.on_tape(address, url), stage)


@contextmanager
def remote_studio(scenario: Scenario, *, http_client: httpx.Client | None = None, clock: Clock | None = None) -> Generator[Studio]:
    """Amili's own test environment, with the credentials in the environment. Its addresses are fixed: no setting sends a test invoice to
    production."""
    country = scenario.country
    clock = clock or SystemClock()
    now = clock.now().wall
    place = {"environment": country.environment, **country.addresses}
    with country.client(http_client=http_client, clock=clock, **place, **scenario.options) as amili:
        origin = f"Recorded from {country.place} by `nox -s record`; not typed, not edited."
        yield Studio(amili, clock, country.environment, origin, f"R{now:%Y%m%d%H%M%S}", now)


def record(scenario: Scenario, open_studio: OpenStudio = sandbox_studio, folder: Path = CASSETTES) -> Path:
    """Play a scenario and write its cassette; if it does not end as it must, the old one stays."""
    path = path_of(scenario.name, folder)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with open_studio(scenario) as studio, make_vcr("all", studio.rewrite).use_cassette(fresh) as cassette:
        summary = play(scenario.steps(studio.amili, studio.series), studio.clock, studio.stage)
        if summary != scenario.expected:
            raise UnexpectedSummaryError(f"{scenario.name} ended with {summary}, not with {scenario.expected}")
        about = {
            "head": f"{scenario.shows}\n\n{studio.origin}",
            "recorded_from": studio.recorded_from,
            "started_at": studio.started_at.isoformat(),
            "series": studio.series,
            **{name: str(getattr(studio.amili, name)) for name in scenario.country.identity},
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
    """Record all scenarios, or those whose name holds one of the words; with AMILI_RECORD those of the country that it is a place of."""
    environment = os.environ.get("AMILI_RECORD", "")
    known = [country.environment for country in COUNTRIES]
    if environment and environment not in known:
        raise SystemExit(f"AMILI_RECORD must be one of {', '.join(known)}, not {environment!r}")
    for scenario in SCENARIOS:
        if (words and not any(word in scenario.name for word in words)) or (environment and scenario.country.environment != environment):
            continue
        if environment and scenario.sandbox_only:
            say(f"skipped   {scenario.name}: {scenario.sandbox_only}")
            continue
        path = record(scenario, remote_studio if environment else sandbox_studio, folder)
        say(f"recorded  {path.relative_to(folder)} from {environment or 'the sandbox'}")
    if not words:
        for path in transcribe.main(folder):
            say(f"transcribed {path.relative_to(folder)}")


if __name__ == "__main__":
    main(sys.argv[1:])
