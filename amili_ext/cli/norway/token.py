"""`amili token`: whether the credentials work."""

from __future__ import annotations

from amili_ext.cli.credentials import Show, tell_token
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.options import command
from amili_ext.cli.output import Screen


@command(ClientOptions)
def token(options: ClientOptions, screen: Screen, *, show: Show = False) -> ExitCode:
    """Get an access token, and tell how long it lives: do the credentials work?"""
    with make_client(options) as client:
        return tell_token(screen, client.environment, client.auth.source, client.batches.perform, show=show)
