"""`amili se token`: whether API code and private key work."""

from __future__ import annotations

from amili_ext.cli.credentials import Show, tell_token
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.options import command
from amili_ext.cli.output import Screen
from amili_ext.cli.sweden.options import SwedishOptions, make_client


@command(SwedishOptions)
def token(options: SwedishOptions, screen: Screen, *, show: Show = False) -> ExitCode:
    """Sign in and get a token, and tell how long it lives: do API code and private key work?"""
    with make_client(options) as client:
        return tell_token(screen, client.environment, client.auth.source, client.partners.perform, show=show)
