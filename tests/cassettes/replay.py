"""Plays a scenario against its cassette instead of a server, and watches that it says exactly what was said then.

vcrpy refuses a request that is not on the cassette, but the client under test may survive that refusal as it would a bad network: it looks
again later, or goes another way. So every request that the client makes is noted where `httpx` tells of it, above vcrpy, and in the end the
notes must be the cassette: the same requests, each once, in the same order.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from attrs import frozen
from vcr.cassette import Cassette
from vcr.request import Request

from amili_ext.clock import Clock
from amili_ext.errors import AmiliError
from amili_ext.testing import VirtualClock
from tests.cassettes.driving import Summary, play, play_async
from tests.cassettes.matching import Fingerprint, fingerprint
from tests.cassettes.scenario import Scenario
from tests.cassettes.tape import CASSETTES, make_vcr, path_of

_NO_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Accepts no certificate at all, and is made without reading any: nothing is to be sent."""


class MismatchError(AssertionError):
    """The client did not say what is on the cassette."""


@frozen
class Replayed:
    """What came of a replay.

    Attributes:
        summary: of the scenario.
        pauses: how long the client slept, in order.
        made: the requests that it made.
        recorded_from: where the cassette comes from.
    """

    summary: Summary
    pauses: list[float]
    made: list[Fingerprint]
    recorded_from: str


def replay(scenario: Scenario, *, asynchronous: bool = False, folder: Path = CASSETTES) -> Replayed:
    """Play a scenario against its cassette.

    Raises:
        MismatchError: the client made other requests than those on the cassette.
        AmiliError: from the scenario, if the requests were right all the same.
    """
    made: list[Fingerprint] = []
    error: AmiliError | None = None
    summary: Summary = {}
    country = scenario.country
    with make_vcr("none").use_cassette(path_of(scenario.name, folder)) as cassette, TemporaryDirectory() as place:
        names = ("recorded_from", "started_at", "series", *country.identity)
        about = {name: str(cassette.get_metadata(name, "")) for name in names}
        clock = VirtualClock(datetime.fromisoformat(about["started_at"]))
        arguments: dict[str, Any] = {
            **country.addresses,
            **country.credentials,
            **{name: about[name] for name in country.identity},
            "environment": country.environment,
            "clock": clock,
            **scenario.options,
        }
        if not scenario.token_requests and country.token_at_hand:
            arguments |= country.token_at_hand(Path(place), clock)

        def note(request: httpx.Request) -> None:
            plain = Request(request.method, str(request.url), request.content, dict(request.headers))
            made.append(fingerprint(cassette.filter_request(plain)))

        playing = _play_async if asynchronous else _play
        try:
            summary = playing(scenario, about["series"], note, clock, arguments)
        except AmiliError as raised:
            error = raised
        _compare(made, cassette, error)
    if error is not None:
        raise error
    return Replayed(summary, clock.slept, made, about["recorded_from"])


Note = Callable[[httpx.Request], None]


def _play(scenario: Scenario, series: str, note: Note, clock: Clock, arguments: dict[str, Any]) -> Summary:
    def note_all(request: httpx.Request) -> None:
        request.read()  # a file is sent as it is read
        note(request)

    with httpx.Client(verify=_NO_TRUST, event_hooks={"request": [note_all]}) as http:
        return play(scenario.steps(scenario.country.client(http_client=http, **arguments), series), clock)


def _play_async(scenario: Scenario, series: str, note: Note, clock: Clock, arguments: dict[str, Any]) -> Summary:
    async def note_all(request: httpx.Request) -> None:
        await request.aread()
        note(request)

    async def played() -> Summary:
        async with httpx.AsyncClient(verify=_NO_TRUST, event_hooks={"request": [note_all]}) as http:
            return await play_async(scenario.steps(scenario.country.async_client(http_client=http, **arguments), series), clock)

    return asyncio.run(played())


def _compare(made: list[Fingerprint], cassette: Cassette, error: AmiliError | None) -> None:
    recorded = [fingerprint(request) for request in cassette.requests]
    for number, (ours, theirs) in enumerate(zip_longest(made, recorded), 1):
        if ours is None:
            raise MismatchError(f"request {number} was not made: {theirs.method} {theirs.uri}") from error
        if theirs is None:
            raise MismatchError(f"request {number} is not on the cassette: {ours.method} {ours.uri}") from error
        if ours != theirs:
            raise MismatchError(f"request {number}, {ours.method} {ours.uri}, differs in {ours.differences(theirs)}") from error
    if not cassette.all_played or cassette.play_count != len(recorded):
        raise MismatchError(f"{cassette.play_count} answers were played, {len(recorded)} are on the cassette") from error
