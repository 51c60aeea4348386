"""All scenarios of all countries."""

from __future__ import annotations

from tests.cassettes.norway import scenarios as norway
from tests.cassettes.sweden import scenarios as sweden

SCENARIOS = (*norway.SCENARIOS, *sweden.SCENARIOS)
"""Those that are recorded."""

TRANSCRIBED = (*norway.TRANSCRIBED, *sweden.TRANSCRIBED)
"""Those that are transcribed from the documentation; see `transcribe`."""

ALL = (*SCENARIOS, *TRANSCRIBED)
COUNTRIES = tuple({scenario.country.environment: scenario.country for scenario in ALL}.values())
