"""Makes cassettes of the exchanges that Amili's documentation prints, the only real ones that anybody can see.

The texts beside the steps of each country hold the examples word for word. Nothing is corrected: a request for a token goes to production
and all others to staging, weekdays do not fit their dates, an answer reports what was not asked. Tokens and the client secret are scrubbed
like everywhere else. Each text says what is not printed and so was filled in; that goes to the head of the cassette.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.cassettes.catalogue import TRANSCRIBED
from tests.cassettes.pages import exchanges, notes
from tests.cassettes.scenario import Scenario
from tests.cassettes.scrub import Scrubber
from tests.cassettes.tape import CASSETTES, path_of, write


def transcribe(scenario: Scenario, folder: Path = CASSETTES) -> Path:
    """Write the cassette of a scenario that a page prints, and say where it is."""
    if scenario.printed is None:
        raise ValueError(f"no page prints {scenario.name}")
    text = scenario.printed.read_text("utf-8")
    scrubber = Scrubber()
    hosts = [*scenario.country.addresses.values()]
    found = [(scrubber.request(request), scrubber.response(response)) for request, response in exchanges(text, hosts[0])]
    about = {
        "head": "\n".join((scenario.shows, "", *notes(text))),
        "recorded_from": "documentation",
        "started_at": scenario.started_at.isoformat(),
        "series": f"{scenario.started_at:%Y}",
        **scenario.country.identity,
    }
    path = path_of(scenario.name, folder)
    write(path, found, about)
    return path


def main(folder: Path = CASSETTES) -> Iterator[Path]:
    """Write all of them."""
    return (transcribe(scenario, folder) for scenario in TRANSCRIBED)
