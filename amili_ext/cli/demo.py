"""`amili demo`: both countries from token to result, over real HTTP, on a sandbox inside this process.

Every exchange is shown. The demo checks what it shows: it ends with 0 only if everything went as designed, the failures included.
"""

from __future__ import annotations

import time

from amili_ext import sandbox as server  # whose names are loaded when they are used: the extra `sandbox` may be missing
from amili_ext._http import BlockingClient
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway import demo as norway
from amili_ext.cli.options import OutputOptions, command, make_clock
from amili_ext.cli.output import Screen
from amili_ext.cli.stage import Stage, Trace
from amili_ext.cli.sweden import demo as sweden


@command(OutputOptions)
def demo(_options: OutputOptions, screen: Screen) -> ExitCode:
    """Norway and Sweden on a sandbox inside this process, and every step of it."""
    begun = time.monotonic()
    clock = make_clock()
    settings = server.SandboxSettings(
        processing_delay=norway.PROCESSING_DELAY,
        # Payouts are made when the demo asks for them, so that nobody waits.
        sweden=server.SwedenSettings(initialization_delay=0, payout_delay=None),
    )
    with (
        server.Sandbox(settings, clock=lambda: clock.now().wall) as served,
        server.running(served) as url,
        # A proxy that is set for the internet has no business between two ends of this process.
        BlockingClient(trust_env=False, event_hooks=Trace(screen, (norway.gist, sweden.gist)).hooks()) as http,
    ):
        screen.say(f"All of this is real HTTP to a sandbox on this machine, {url}")
        stage = Stage(screen, served, url, http, clock)
        handed_over = norway.play(stage)
        played = sweden.play(stage)
    surprises = [*handed_over.surprises, *played.surprises()]
    screen.say()
    for surprise in surprises:
        screen.note(f"amili: not as designed: {surprise}", style="bold red")
    code = ExitCode.ERROR if surprises else ExitCode.OK
    seconds = round(time.monotonic() - begun, 1)
    screen.document(
        {
            "ok": not surprises,
            "exit_code": code.value,
            "submissions": handed_over.submissions,
            "batches_in_sandbox": handed_over.batches_in_sandbox,
            "surprises": surprises,
            "seconds": seconds,
            "report": handed_over.report.document(),
            "followed": handed_over.followed.document(),
            "sweden": played.document(),
        }
    )
    if not surprises:
        failures = sum(norway.FAILURES.values())
        screen.say(f"Everything went as designed, the {failures} failures included, in {seconds} s.", style="green")
    return code
