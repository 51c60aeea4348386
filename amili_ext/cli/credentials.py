"""What `amili token` and `amili se token` do: get a token, and say how long it lives."""

from __future__ import annotations

from math import floor
from typing import Annotated, TypeAlias

import typer

from amili_ext.auth import Token, TokenSource
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.output import Screen
from amili_ext.drivers import BlockingPerformer
from amili_ext.flow import Flow, Instant, Now, run

Show: TypeAlias = Annotated[bool, typer.Option("--show", help="Print the token, and without --json nothing else.")]


def tell_token(screen: Screen, environment: str, source: TokenSource, perform: BlockingPerformer, *, show: bool) -> ExitCode:
    """Get a token; show it only if that is wanted.

    Raises:
        AmiliError: there is none to be had.
    """
    found, lifetime = run(_obtain(source), perform)
    document = {"ok": True, "exit_code": ExitCode.OK.value, "environment": environment, "expires_in": floor(lifetime)}
    screen.document(document | ({"access_token": found.value.reveal()} if show else {}))
    if not show:
        screen.say(f"{environment} gave a token that lives {lifetime:.0f} s")
    elif not screen.as_json:
        screen.raw(found.value.reveal())
    return ExitCode.OK


def _obtain(source: TokenSource) -> Flow[tuple[Token, float]]:
    found = yield from source.obtain()
    now: Instant = yield Now()
    return found, found.ends - now.monotonic
