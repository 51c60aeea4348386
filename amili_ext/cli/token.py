"""`amili token`: whether the credentials work."""

from __future__ import annotations

from math import floor
from typing import Annotated

import typer

from amili_ext.auth import Token, TokenSource
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.options import ClientOptions, command, make_client
from amili_ext.cli.output import Screen
from amili_ext.flow import Flow, Instant, Now, run


@command(ClientOptions)
def token(
    options: ClientOptions,
    screen: Screen,
    *,
    show: Annotated[bool, typer.Option("--show", help="Print the token, and without --json nothing else.")] = False,
) -> ExitCode:
    """Get an access token, and tell how long it lives: do the credentials work?"""
    with make_client(options) as client:
        found, lifetime = run(_obtain(client.auth.source), client.batches.perform)
    document = {"ok": True, "exit_code": ExitCode.OK.value, "environment": client.environment, "expires_in": floor(lifetime)}
    screen.document(document | ({"access_token": found.value.reveal()} if show else {}))
    if not show:
        screen.say(f"{client.environment} gave a token that lives {lifetime:.0f} s")
    elif not screen.as_json:
        screen.raw(found.value.reveal())
    return ExitCode.OK


def _obtain(source: TokenSource) -> Flow[tuple[Token, float]]:
    found = yield from source.obtain()
    now: Instant = yield Now()
    return found, found.ends - now.monotonic
