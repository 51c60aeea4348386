"""What a scenario is, and what must be known of the country that it plays in; the scenarios themselves are in a folder for each country.

The expectations of a scenario come from the published pages and from how it is staged, never from a recording: the recorder refuses to
write a cassette that does not meet them, and the replay tests hold the client to them again, blocking and async.

A cut connection is not among them, since a cassette holds answers and that is the absence of one; the doubt that it leaves is played here
by a gateway's 504, and the cut itself is in the tests of the client against the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from attrs import Factory, field, frozen

from amili_ext.clock import Clock
from amili_ext.sandbox import Sandbox, SandboxSettings
from tests.cassettes.driving import Steps, Summary

MISBEHAVES = "it needs a server that misbehaves on purpose"

Pause: TypeAlias = float | tuple[float, float]
"""Seconds that the client must wait; a pair where a random part may be added: at least, and at most."""


@frozen(kw_only=True)
class Country:
    """What recording and replaying must know of a country.

    Attributes:
        client: the blocking client.
        async_client: the async one.
        environment: where its cassettes can be recorded from, other than the sandbox; its host names are on all of them.
        place: that environment in words.
        addresses: of that environment, as arguments of a client.
        local: the same of a sandbox, given where it listens.
        token_path: how an address ends that tokens come from.
        credentials: which stand for the real ones.
        identity: attributes of the client that a replay needs again, and so stand on the cassette; here as the documentation prints them.
        begins: when scenarios take place in the sandbox.
        part: the country's part of a sandbox, for what only that can do.
        settings: makes the settings of a sandbox from those of a scenario.
        token_at_hand: puts a token into a folder, and gives the argument of a client that finds it there.
    """

    client: Callable[..., Any]
    async_client: Callable[..., Any]
    environment: str
    place: str
    addresses: Mapping[str, str]
    local: Callable[[str], Mapping[str, str]]
    token_path: str
    credentials: Mapping[str, str]
    identity: Mapping[str, str] = field(factory=dict)
    begins: datetime
    part: Callable[[Sandbox], Any]
    settings: Callable[[Mapping[str, Any]], SandboxSettings]
    token_at_hand: Callable[[Path, Clock], Mapping[str, Any]] | None = None

    def on_tape(self, address: str, listening: str) -> str:
        """The address of a request to a sandbox as it is on the cassette."""
        for name, local in sorted(self.local(listening).items(), key=lambda item: -len(item[1])):
            if address.startswith(local):
                return self.addresses[name] + address.removeprefix(local)
        return address


def _first_line(scenario: Scenario) -> str:
    return (scenario.steps.__doc__ or "").partition("\n")[0]


@frozen(kw_only=True)
class Scenario:
    """One scenario and its cassette.

    Attributes:
        name: the cassette's path under `cassettes/`, without its ending.
        country: where it plays.
        steps: what it does, given a client and the series of its invoice numbers.
        expected: the summary that the steps must return.
        pauses: how long the client must sleep, in order; checked on what was recorded from the sandbox.
        token_requests: how often it must ask for a token. With none it begins with a token at hand.
        options: of the client.
        settings: of the country's part of the sandbox.
        faults: of the sandbox, in the compact form.
        shows: one sentence for the head of the cassette; by default what the steps say of themselves.
        sandbox_only: why it cannot be recorded from elsewhere; empty if it can.
        printed: the text with the exchanges, for a cassette that is transcribed and not recorded.
        started_at: when it takes place.
    """

    name: str
    country: Country = field(repr=False)
    steps: Callable[[Any, str], Steps]
    expected: Summary
    pauses: tuple[Pause, ...] = ()
    token_requests: int = 1
    options: Mapping[str, Any] = field(factory=dict)
    settings: Mapping[str, Any] = field(factory=dict)
    faults: tuple[str, ...] = ()
    sandbox_only: str = ""
    shows: str = Factory(_first_line, takes_self=True)
    printed: Path | None = None
    started_at: datetime = Factory(lambda self: self.country.begins, takes_self=True)
