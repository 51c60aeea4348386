"""What the Swedish commands can be told beside what every command can, and how a client is made of it.

They can be told it at `amili`, as far as it concerns every country, at `amili se`, or at the command; what stands last wins. The private
key comes from the file that `--private-key-file` names, from `AMILI_SWEDEN_PRIVATE_KEY` (PEM, or a path) or from the configuration file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, ClassVar, Unpack

import typer
from attrs import frozen

from amili_ext.cli.options import CONNECTION, STDIN, ConnectionOptions
from amili_ext.errors import ConfigurationError
from amili_ext.sweden.client import Options, Sweden


@frozen(kw_only=True)
class SwedishOptions(ConnectionOptions):
    """Where a command finds Amili, and as whom."""

    FORBIDDEN: ClassVar[str] = "the API code lacks a permission; creditors are created and changed with one of the Partner API"

    api_code: Annotated[str | None, typer.Option(metavar="CODE", help="Issued by Amili.", rich_help_panel=CONNECTION)] = None
    private_key_file: Annotated[
        str | None, typer.Option(metavar="PATH", help="A file that holds the private key; - for stdin.", rich_help_panel=CONNECTION)
    ] = None
    algorithm: Annotated[
        str | None, typer.Option(metavar="NAME", help="RS384 or RS512, if the key is registered for it.", rich_help_panel=CONNECTION)
    ] = None
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="In place of the environment's.", rich_help_panel=CONNECTION)] = None
    no_pace: Annotated[
        bool, typer.Option("--no-pace", help="Do not stay below Amili's rate limit by waiting.", rich_help_panel=CONNECTION)
    ] = False


def make_client(options: SwedishOptions, **more: Unpack[Options]) -> Sweden:
    """The client that the options describe.

    Raises:
        ConfigurationError: a setting is missing or wrong.
    """
    return Sweden(
        options.api_code,
        private_key=_private_key(options.private_key_file),
        algorithm=options.algorithm,
        base_url=options.base_url,
        keep_pace=not options.no_pace,
        **options.connection(),
        **more,
    )


def _private_key(file: str | None) -> Path | str | None:
    if file != STDIN:
        return None if file is None else Path(file)
    if sys.stdin.isatty():
        raise ConfigurationError("a private key is not typed in: pipe it, or name its file")
    text = sys.stdin.read()
    if not text.strip():
        raise ConfigurationError("stdin holds no private key")
    return text
